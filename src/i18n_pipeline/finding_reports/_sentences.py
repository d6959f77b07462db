"""The sentences that several formats share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.findings import Finding, advised, how_many
from i18n_pipeline.plain_text import escaped


def sentence(finding: Finding) -> str:
    """What was found and what to do about it, on one line that is harmless on a terminal."""
    return escaped(finding.text + advised(finding.advice))


def numbers(report: CheckReport) -> str:
    """The numbers of findings: `2 errors, 1 warning`; `no findings`."""
    return report.counts.told or "no findings"


def looked_at(report: CheckReport, tag: Callable[[str], str] = escaped) -> str:
    """What was checked: `1,234 messages in 12 catalogues and 10 pages (nl, de)`.

    `tag` makes a language tag harmless.
    """
    checked = report.checked
    places = [
        how_many(number, what)
        for number, what in ((checked.catalogues, "catalogue"), (checked.pages, "page"))
        if number
    ]
    parts = [how_many(checked.messages, "message"), *([f"in {' and '.join(places)}"] if places else [])]
    return " ".join([*parts, *([f"({', '.join(map(tag, checked.locales))})"] if checked.locales else [])])


def unique(names: Iterable[str]) -> list[str]:
    """The names, with ` (2)`, ` (3)` … after those that came before."""
    times: dict[str, int] = {}
    found = []
    for name in names:
        times[name] = times.get(name, 0) + 1
        found.append(name if times[name] == 1 else f"{name} ({times[name]})")
    return found
