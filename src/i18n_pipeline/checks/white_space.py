"""White space at the ends of a translation, and several where one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import inline

WHITE = " \t\n\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
"""White space that may stand at the ends of a text."""
DOUBLED = re.compile(r"(?<=[^\s\\]) {2,}(?=\S)")


def _trimmed(one: Translation) -> str:
    """The translation with the white space that the source text has at its ends."""
    before, after = _edges(one.source)
    return before + one.text.strip(WHITE) + after


def _edges(text: str) -> tuple[str, str]:
    """The white space at the beginning and at the end of a text."""
    rest = text.lstrip(WHITE)
    return text[: len(text) - len(rest)], rest[len(rest.rstrip(WHITE)) :]


@one_by_one("whitespace-edge", Severity.ERROR, "delete it, or run check --fix", mend=_trimmed)
def whitespace_edge(one: Translation) -> Iterator[Flaw]:
    """White space at the beginning or the end that the source text does not have there, or lacks.

    Bad: “Read the guide.” → “ Lees de gids. ”
    Good: “Read the guide.” → “Lees de gids.”
    """
    ours, theirs = _edges(one.source), _edges(one.text)
    for where, wanted, found in zip(("beginning", "end"), ours, theirs, strict=True):
        start = 0 if where == "beginning" else len(one.text) - len(found)
        if found and not wanted:
            yield Flaw(f"the translation has white space at its {where}", start, start + len(found))
        elif wanted and not found:
            yield Flaw(f"the translation lacks the white space at its {where}", start, start)


def _single(one: Translation) -> str:
    """The translation with one space in place of several."""
    return inline.replaced_outside_code(DOUBLED, " ", one.text) if not DOUBLED.search(one.source) else one.text


@one_by_one("double-space", Severity.INFO, "delete one, or run check --fix", mend=_single)
def double_space(one: Translation) -> Iterator[Flaw]:
    """Several spaces in a row, which the source text does not have.

    Bad: “Children eat for free.” → “Kinderen  eten gratis.”
    Good: “Children eat for free.” → “Kinderen eten gratis.”
    """
    if "  " in one.text and not DOUBLED.search(one.source):
        for found in inline.outside_code(DOUBLED, one.text):
            yield Flaw(f"the translation has {len(found[0])} spaces in a row", *found.span())


CHECKS = (whitespace_edge, double_space)
