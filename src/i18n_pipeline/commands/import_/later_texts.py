"""Texts of a translation that were brought up to date later than the rest of its page.

What goes with nothing on the English page of that day is tried against today's.
"""

from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.commands.import_.published import Published, published
from i18n_pipeline.commands.import_.two_sides import Sides, sides
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Rules


def with_later(made: Published, both: Sides, today: tuple[Page, Words], rules: Rules) -> Published:
    """What was read of a translation, with those of its left texts that go with today's English page."""
    page, words = today
    now = sides(both.names, (page, both.pages[1]), words)
    free = set(both.alignment.extra)
    pairs = tuple(
        pair
        for pair in now.alignment.pairs
        if len(pair.source) == 1 and free.issuperset(pair.target) and pair not in now.alignment.alone
    )
    found = published(
        replace(now, alignment=replace(now.alignment, pairs=pairs, missing=(), extra=(), unsure=())), rules
    )
    known = {message.key for message in made.messages if message.msgstr}
    more = tuple(message for message in found.messages if message.msgstr and message.key not in known)
    if not more:
        return made
    taken = {both.line(1, segment) for pair in pairs for segment in both.segments(1, pair.target)}
    texts = {message.msgid for message in more}
    return replace(
        made,
        messages=(*(message for message in made.messages if message.key not in {one.key for one in more}), *more),
        aligned=made.aligned + len(more),
        extra=made.extra - len(more),
        findings=tuple(one for one in made.findings if one.check != "extra" or one.line not in taken),
        pairs=(*made.pairs, *(pair for pair in found.pairs if pair.msgid in texts)),
        left=tuple(one for one in made.left if one.line not in taken),
    )
