"""The global options, allowed before or after a command's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

EXECUTORS = ("processes", "serial", "dask")
"""The values of --executor; a list of their own, since it takes time to load the settings."""


class Options(Struct, frozen=True):
    """Values of the global options."""

    folder: Path = Path()
    """-C: the working folder."""
    file: Path | None = None
    """--config."""
    locales: tuple[str, ...] = ()
    """-l: only these locales; empty for all."""
    workers: int = 0
    """-j: number of processes; 0: one per processor."""
    executor: str = ""
    """--executor; empty: that of the settings."""
    scheduler: str = ""
    """--scheduler: the address of a Dask scheduler; empty: that of the settings."""
    quiet: bool = False
    """-q: only errors."""
    verbose: bool = False
    """-v: every file, every refusal."""
    no_cache: bool = False
    """--no-cache: work on every page anew, and record nothing."""


def global_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the global options to a command."""
    options = [
        click.option("-C", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Run in this folder."),
        click.option("--config", "file", metavar="FILE", type=click.Path(path_type=Path), help="Settings file."),
        click.option("-l", "--locale", "locales", metavar="L", multiple=True, help="Only this locale (repeatable)."),
        click.option("-j", "--jobs", "workers", metavar="N", type=click.IntRange(min=1), help="Number of processes."),
        click.option("--executor", type=click.Choice(EXECUTORS), help="Where pages are worked on."),
        click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler, as in tcp://host:8786."),
        click.option("-q", "--quiet", is_flag=True, default=None, help="Print errors only."),
        click.option("-v", "--verbose", is_flag=True, default=None, help="Name every file and every refusal."),
        click.option("--no-cache", is_flag=True, default=None, help="Use no results of earlier runs."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


PAGES = click.argument("pages", nargs=-1, metavar="[PAGE]...")


def given_options(options: Options, given: dict[str, Any]) -> Options:
    """The global options, with those given after the command's name."""
    return replace(options, **{name: value for name, value in given.items() if value not in (None, ())})
