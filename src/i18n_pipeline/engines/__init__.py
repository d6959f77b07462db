"""One file per machine translator: `open_engine(options, environment)` gives a `model.Engine`."""
