"""The exit code of a command.

0: done. 1: findings that a person must look at, or `--check` would change something. 2: wrong use or settings.
3: something outside failed: disk, network, quota. 130: stopped by Ctrl-C. Every error has its code in `errors`.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from i18n_pipeline.errors import OutsideError, PipelineError
from i18n_pipeline.findings import Finding

WRONG_USE = 2
STOPPED = 130
"""128 and the number of SIGINT, as shells have it."""


def highest(so_far: int, findings: Iterable[Finding]) -> int:
    """The exit code of a command that has told these findings too."""
    return max([so_far, *(finding.exit_code for finding in findings)])


def of_error(error: BaseException) -> int:
    """The exit code of a command that an error ends."""
    if isinstance(error, PipelineError):
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return STOPPED
    if isinstance(error, BrokenPipeError):  # the reader of the output closed it
        return 1
    return OutsideError.exit_code if isinstance(error, OSError) else WRONG_USE
