"""The command line: one file per command; the only part that prints."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from i18n_pipeline.cli.assemble import assemble
from i18n_pipeline.cli.draft import draft
from i18n_pipeline.cli.extract import extract
from i18n_pipeline.cli.import_ import import_
from i18n_pipeline.cli.init import init
from i18n_pipeline.cli.memory import memory
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import shown
from i18n_pipeline.cli.status import status
from i18n_pipeline.cli.translate import translate
from i18n_pipeline.cli.update import update
from i18n_pipeline.errors import PipelineError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="i18n-pipeline", prog_name="i18n-pipeline")
@global_options
@click.pass_context
def cli(context: click.Context, /, **given: Any) -> None:
    """Translate Markdown pages through gettext PO catalogues; only words change."""
    context.obj = given_options(Options(), given)


for command in (init, extract, update, draft, assemble, status, translate, import_, memory):
    cli.add_command(command)


def main() -> None:
    """Run the command line; an error ends in one sentence and its exit code."""
    try:
        cli(standalone_mode=False)
        sys.stdout.flush()
    except PipelineError as error:
        click.echo(f"error: {shown(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:  # whoever read the output has seen enough
        _let_go_of_output()
        sys.exit(1)
    except OSError as error:
        _let_go_of_output()
        click.echo(f"error: the output cannot be written: {error.strerror}", err=True)
        sys.exit(3)


def _let_go_of_output() -> None:
    """Let Python write what is left of the output nowhere, when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
