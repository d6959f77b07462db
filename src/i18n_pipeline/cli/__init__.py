"""The command line: one file per command; the only part that prints."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import click

from i18n_pipeline.cli.exit_code import of_error
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import finding_line, show_what_cannot_be_encoded
from i18n_pipeline.errors import OutsideError, PipelineError, as_finding
from i18n_pipeline.project import disk, garbage_collector

COMMANDS = (
    "assemble",
    "check",
    "draft",
    "extract",
    "import",
    "init",
    "memory",
    "merge-driver",
    "status",
    "translate",
    "update",
)
"""The names of all commands, sorted."""
FILES = {"import": "import_", "merge-driver": "merge_driver"}
"""The files of commands with names that no file can have."""
STOPPED = "stopped: every file is as it was or as it is to be; run the command again for the rest"
"""The message after Ctrl-C."""


class Commands(click.Group):
    """The commands, each imported only when it is run or described, since imports take most of a command's start."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command with a name; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = FILES.get(cmd_name, cmd_name)
        command: click.Command = getattr(import_module(f"{__name__}.{name}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="i18n-pipeline", prog_name="i18n-pipeline")
@global_options
@click.pass_context
def cli(context: click.Context, /, **given: Any) -> None:
    """Translate Markdown pages through gettext PO catalogues; only words change."""
    context.obj = given_options(Options(), given)


def main() -> None:
    """Run the command line; an error ends in one sentence and its exit code."""
    show_what_cannot_be_encoded()
    garbage_collector.rest()
    try:
        with _stopped_by(signal.SIGTERM):
            cli(standalone_mode=False)
            sys.stdout.flush()
    except PipelineError as error:
        click.echo(finding_line(as_finding(error)), err=True)
        sys.exit(of_error(error))
    except click.ClickException as error:
        error.show()
        sys.exit(of_error(error))
    except (click.Abort, KeyboardInterrupt) as error:
        click.echo(STOPPED, err=True)
        sys.exit(of_error(error))
    except OSError as error:
        _tell(error)
        sys.exit(of_error(error))


@contextmanager
def _stopped_by(number: signal.Signals) -> Iterator[None]:
    """Within the block, this signal acts like Ctrl-C instead of ending the process at once."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread may set signal handlers
        yield
        return
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def _tell(error: OSError) -> None:
    """Print an operating system error that nothing else handled, unless the reader of the output closed it.

    An error without a file name is about the standard output.
    """
    if not error.filename:
        _let_go_of_output()
    if not isinstance(error, BrokenPipeError):
        where = error.filename or "the output cannot be written"
        click.echo(
            finding_line(as_finding(OutsideError(f"{where}: {error.strerror or error}", disk.advice(error)))), err=True
        )


def _let_go_of_output() -> None:
    """Discard the unwritten rest of the output, so that Python does not fail on it at exit."""
    with suppress(OSError, ValueError):  # a test may have replaced stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
