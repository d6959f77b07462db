"""Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request.

Sources: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions and
https://docs.github.com/en/actions/reference/limits (annotations), and what the runner undoes of the escapes:
`UnescapeData` and `UnescapeProperty` in `ActionCommand.cs` of actions/runner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._excerpt import shortened
from i18n_pipeline.finding_reports._sentences import looked_at, numbers, sentence
from i18n_pipeline.findings import Finding, Severity, how_many
from i18n_pipeline.plain_text import code_span, escaped, in_markdown

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
"""Workflow commands by severity."""
MOST = 10
"""Most annotations of one severity that GitHub shows of a step."""
WIDTH = 200
"""Longest excerpt in an annotation, columns."""
LONGEST = 4000
"""Longest sentence in an annotation, characters."""
ROOM = 1024 * 1024
"""Largest summary of a step, bytes; GitHub shows nothing of a larger one."""
OLD_COMMAND = "##["
"""How a command of an older form begins, which the runner finds anywhere in a line."""


def render(report: CheckReport) -> str:
    """A command for each finding, the errors first, at most `MOST` of a severity; then a line with the numbers."""
    lines = [*_commands(report), f"{numbers(report)}; checked: {looked_at(report)}"]
    return "".join(f"{line.replace(OLD_COMMAND, '##_[')}\n" for line in lines)


def _commands(report: CheckReport) -> Iterator[str]:
    for severity, command in COMMANDS.items():
        found = [finding for finding in report.findings if finding.severity is severity]
        yield from (_command(report, finding, command) for finding in found[:MOST])
        if len(found) > MOST:
            yield f"and {how_many(len(found) - MOST, f'more {severity}')}: the summary of this run has them"


def _command(report: CheckReport, finding: Finding, command: str) -> str:
    title = finding.check + (f" ({finding.locale})" if finding.locale else "")
    place: dict[str, object] = {"file": report.place_of(finding)}
    if finding.file and finding.line:
        place["line"] = finding.line
        place |= {"col": finding.column} if finding.column else {}
    properties = ",".join(
        f"{name}={_property(escaped(str(value)))}" for name, value in {**place, "title": title}.items()
    )
    return f"::{command} {properties}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    texts = dict.fromkeys(text for text in (finding.msgid, finding.excerpt) if text)
    return "\n".join([sentence(finding)[:LONGEST], *(f"> {shortened(text, WIDTH)}" for text in texts)])


def _data(text: str) -> str:
    """A text as data of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as the value of a property of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- the summary of a step ---------------------------------------------------------------------------


def summary(report: CheckReport, room: int = ROOM) -> str:
    """The findings as a Markdown table for `$GITHUB_STEP_SUMMARY`, the errors first, in at most `room` bytes.

    Empty if not even the numbers fit.
    """
    head = f"### i18n-pipeline check: {numbers(report)}\n\nChecked: {looked_at(report, in_markdown)}.\n\n"
    found = sorted(report.findings, key=lambda one: one.severity.rank)
    rows = _fitting((_row(report, finding) for finding in found), room - len(head.encode()) - len(_TABLE) - 200)
    more = f"\nand {how_many(len(found) - len(rows), 'more finding')}\n" if len(rows) < len(found) else ""
    text = head + (_TABLE + "".join(rows) if rows else "") + more
    return text if len(text.encode()) <= room else ""


_TABLE = "| severity | check | language | place | finding |\n| --- | --- | --- | --- | --- |\n"


def _row(report: CheckReport, finding: Finding) -> str:
    place = report.place_of(finding) + (f":{finding.line}" if finding.file and finding.line else "")
    cells = (finding.severity.value, code_span(finding.check), in_markdown(finding.locale) if finding.locale else "")
    return f"| {' | '.join([*cells, code_span(place), in_markdown(sentence(finding))])} |\n"


def _fitting(rows: Iterable[str], room: int) -> list[str]:
    """The first rows, as many as fit the room in bytes."""
    found = []
    for row in rows:
        room -= len(row.encode())
        if room < 0:
            break
        found.append(row)
    return found
