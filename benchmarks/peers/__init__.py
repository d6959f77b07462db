"""One file per tool that is compared; each gives its `STAGES` by name."""
