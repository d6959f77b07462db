"""One file per format in which findings are printed; each has a function `render(report: CheckReport) -> str`."""
