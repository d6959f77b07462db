"""What the terminal can show: colours, and how many columns."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from i18n_pipeline.digits import as_number

COLUMNS = 100
"""Width where there is no terminal, columns."""


def wants_colour(stream: TextIO | None = None, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether text for a stream, by default the standard output, has colours: if it is a terminal.

    NO_COLOR turns them off (https://no-color.org), FORCE_COLOR on (https://force-color.org), unless it is 0.
    """
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR"):
        return forced.lower() not in {"0", "false"}
    return (stream or sys.stdout).isatty() and environment.get("TERM") != "dumb"


def columns(environment: Mapping[str, str] = os.environ) -> int:
    """The width that COLUMNS names, else that of the terminal of the standard output."""
    named = environment.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and as_number(named):
        return as_number(named)
    with suppress(OSError, ValueError):  # no terminal; a test may have replaced the output
        return os.get_terminal_size(sys.stdout.fileno()).columns or COLUMNS
    return COLUMNS
