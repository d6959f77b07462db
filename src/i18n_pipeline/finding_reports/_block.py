"""One finding as lines for people: place, sentence, source text, excerpt with a mark at the spot, advice."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from i18n_pipeline.finding_reports._excerpt import marked, shortened
from i18n_pipeline.findings import Finding, Severity, place
from i18n_pipeline.plain_text import escaped

GUTTER = "  | "
"""Before each line of a text."""
ADVICE = "  = "
"""Before what to do."""


class Colours(Struct, frozen=True):
    """Sequences of characters with which a terminal changes colours; empty ones change nothing."""

    place: str = ""
    """For a place in a file."""
    error: str = ""
    """For an error and its spot."""
    warning: str = ""
    """For a warning and its spot."""
    info: str = ""
    """For an info and its spot."""
    dim: str = ""
    """For what is less important."""
    end: str = ""
    """Back to the usual colours."""

    def of(self, severity: Severity) -> str:
        """The colour of a severity."""
        return {Severity.ERROR: self.error, Severity.WARNING: self.warning, Severity.INFO: self.info}[severity]

    def painted(self, text: str, colour: str) -> str:
        """A text in a colour; unchanged if it is empty."""
        return f"{colour}{text}{self.end}" if text else ""


PLAIN = Colours()
"""No colours."""


def block(finding: Finding, width: int, colours: Colours = PLAIN) -> Iterator[str]:
    """The lines of a finding. Those with a text have at most `width` columns, so that the mark stands at its spot."""
    where = colours.painted(escaped(place(finding.file, finding.line, finding.column)).rstrip(), colours.place)
    severity = colours.painted(f"{finding.severity}:", colours.of(finding.severity))
    check = colours.painted(f"[{escaped(finding.check)}]", colours.dim)
    yield " ".join(part for part in (where, severity, escaped(finding.text), check) if part)
    yield from _texts(finding, width - len(GUTTER), colours)
    if finding.advice:
        yield colours.painted(ADVICE, colours.dim) + escaped(finding.advice)


def _texts(finding: Finding, room: int, colours: Colours) -> Iterator[str]:
    """The source text and the excerpt, each on a line."""
    gutter = colours.painted(GUTTER, colours.dim)
    if finding.msgid:
        yield gutter + colours.painted(shortened(finding.msgid, room), colours.dim)
    if finding.excerpt and finding.excerpt != finding.msgid:
        found = marked(finding.excerpt, finding.start, finding.end, room)
        spot = colours.painted(found.spot, colours.of(finding.severity))
        yield gutter + found.before + spot + found.after
        if found.under:
            blanks = found.under.rstrip("^")
            yield gutter + blanks + colours.painted(found.under[len(blanks) :], colours.of(finding.severity))
