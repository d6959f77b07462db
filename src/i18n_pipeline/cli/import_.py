"""`import`: existing translations, from published pages or from catalogues of other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from msgspec import to_builtins
from msgspec.structs import replace

from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.printing import check_line, listed, printed_for_programs
from i18n_pipeline.cli.running import RunningCommand, one_locale, running
from i18n_pipeline.commands.import_ import report_parts
from i18n_pipeline.commands.import_.one_page import Imported
from i18n_pipeline.commands.import_.whole_project import Import, ImportOptions, bring
from i18n_pipeline.findings import Finding, how_many
from i18n_pipeline.plain_text import escaped


@click.command("import")
@click.argument("published", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@PAGES
@click.option(
    "--source-rev", "revision", metavar="REV", default="", help="Git revision of the pages; 'now': as they are."
)
@click.option("--as", "kind", type=click.Choice(["reviewed", "draft"]), default="reviewed", help="State of the texts.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Report as text or JSON.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing, only report.")
@global_options
@click.pass_obj
def import_(  # noqa: PLR0913 - click gives each option by itself
    options: Options,
    /,
    *,
    published: Path | None,
    pages: tuple[str, ...],
    revision: str,
    kind: str,
    form: str,
    dry: bool,
    **given: Any,
) -> None:
    """Bring translated pages, or catalogues of other tools, from DIR into the catalogues of one locale (-l).

    Without DIR, the translated pages are taken where `assemble` writes them.
    """
    with running(options, given, pages, dry=dry) as run:
        place = (run.options.folder / published).resolve() if published else None
        bring_in(run, ImportOptions(place, revision, kind == "reviewed"), form, dry=dry)


def bring_in(run: RunningCommand, what: ImportOptions, form: str = "text", *, dry: bool = False) -> None:
    """Import into the one locale of a command, and print the report in the form `text` or `json`."""
    result = bring(run.task, one_locale(run.locales), what)
    if form == "json":
        printed_for_programs(json.dumps(_report(result), ensure_ascii=False, indent=2) + "\n")
    elif not run.options.quiet:
        _print(result, run.options, dry=dry, run_writes_them=run.task.config.assemble.untranslated_pages)
    run.tell(result.failures)


def _report(result: Import) -> dict[str, Any]:
    pages = [to_builtins(replace(page, findings=())) | {"findings": _findings(page.findings)} for page in result.pages]
    findings = _findings(result.findings)
    everything = [*(finding for page in result.pages for finding in page.findings), *result.findings]
    return {
        "version": 1,
        "locale": result.locale,
        "counts": dict(report_parts.counts(everything)),
        "pages": pages,
        "without": result.without,
        "findings": findings,
    }


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "file": one.file,
            "line": one.line,
            "check": one.check,
            "part": report_parts.part_of(one).name.lower(),
            "text": one.text,
        }
        for one in findings
    ]


def _print(result: Import, options: Options, *, dry: bool, run_writes_them: bool) -> None:
    changed = sum(page.changed for page in result.pages)
    click.echo(f"{result.locale}: {how_many(len(result.pages), 'page')} read, {_sums(result.pages)}")
    click.echo(f"  {how_many(changed, 'catalogue')} {'would change' if dry else 'written'}")
    findings = [*(finding for page in result.pages for finding in page.findings), *result.findings]
    if findings:
        said = ", ".join(f"{number:,} {check}" for check, number in report_parts.counts(findings))
        click.echo(f"  found: {said}")
    for page in result.pages:
        if page.findings or options.verbose:
            against = f" (made from {page.source})" if page.source else ""
            click.echo(f"{escaped(page.page)}{against}: {_sums((page,))}")
    for section in report_parts.sections(findings):
        click.echo(f"{section.part.value}:")
        listed([check_line(finding, options) for finding in section.findings], options)
    if left := [page.left_file for page in result.pages if page.left_file]:
        click.echo(f"Published texts that are in no catalogue {'would be' if dry else 'are'} kept in full:")
        listed([escaped(name) for name in left], options)
    if result.without:
        if run_writes_them:
            click.echo("`assemble` writes pages without a translation in English, unless untranslated_pages = false")
        click.echo(f"{how_many(len(result.without), 'page')} without a translation there:")
        listed([escaped(page) for page in result.without], options)


def _sums(pages: tuple[Imported, ...]) -> str:
    total = sum(page.aligned + page.english + page.merged + page.missing for page in pages)
    said = [f"{sum(page.aligned for page in pages)} of {how_many(total, 'text')} aligned"]
    for name in ("english", "merged", "missing", "extra"):
        number = sum(getattr(page, name) for page in pages)
        said += [f"{number} {name}"] if number else []
    return ", ".join(said)
