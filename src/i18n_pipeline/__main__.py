"""`python -m i18n_pipeline`: the command line."""

from __future__ import annotations

from i18n_pipeline.cli import main

if __name__ == "__main__":  # other processes import this file too
    main()
