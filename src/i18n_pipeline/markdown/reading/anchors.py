"""Heading ids: those that the author wrote, and those that the site makes of the words of headings (`slugs`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate, chain

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import heading_text, learnt_ids
from i18n_pipeline.markdown.reading.headings import TAKEN, Heading
from i18n_pipeline.markdown.reading.learnt_ids import NONE_LEARNT, Learnt, Row
from i18n_pipeline.markdown.reading.outline import Outline, Run, outline
from i18n_pipeline.markdown.slugs import SlugRule

TERM = "+DefinitionListTitle"
NUMBERED = re.compile(r"\]\[\d+\]")
"""The end of a numbered link in a message."""
WORDS = re.compile(r"[^\W_]++(?:(?:,? |-)[^\W_]++)*+")
"""A text without any sign that some slug rule, some dialect or Markdown itself may not take as it is."""
LINE_END = re.compile(rb"[\r\n]")
NOTHING: Mapping[int, str | None] = {}


def texts(page: Outline) -> list[tuple[Heading, str | None]]:
    """Each heading of a page with the text that its slug is made of (may be empty); None if that is not known."""
    return [(token, text) for token, text in _titles(page) if token]


def _titles(page: Outline) -> Iterator[tuple[Heading | None, str | None]]:
    """The headings with their texts and, where the site gives them ids too, the terms of definition lists."""
    words, terms = page.dialect.slugs.words, page.dialect.slugs.terms
    notes = heading_text.footnotes(page) if words.footnotes == "number" and b"[^" in page.source else {}
    rules = _Rules(page)
    for token, following in zip(page.tokens, (*page.tokens[1:], ""), strict=False):
        if isinstance(token, Heading) or (terms and token == TERM):
            heading = token if isinstance(token, Heading) else None
            words = rules.of(heading).words
            text = heading_text.text(page, following, words, notes) if isinstance(following, Run) else ""
            yield heading, text


class _Rules:
    """The slug rules of the headings of a page: another may hold in elements of HTML with Markdown."""

    def __init__(self, page: Outline) -> None:
        self.rule = page.dialect.slugs
        tags = [one for one in page.scan.alone if one.in_html and not one.title] if self.rule.in_html else []
        self.starts = [tag.start for tag in tags]
        steps = (-1 if page.source.startswith(b"</", start) else 1 for start in self.starts)
        self.depths = [0, *accumulate(steps)]

    def of(self, heading: Heading | None) -> SlugRule:
        """The rule of a heading; None stands for a term."""
        is_inside = heading and self.rule.in_html and self.depths[bisect_left(self.starts, heading.start)] > 0
        return self.rule.in_html if is_inside and self.rule.in_html else self.rule


def given(
    page: Outline, texts: Mapping[int, str | None] = NOTHING, learnt: Learnt = NONE_LEARNT
) -> list[tuple[Heading, str | None]]:
    """Each heading of a page with the id that the site gives it; empty or None for one without an id.

    `texts` has what headings say in place of what is on the page, by the byte offsets of their blocks.
    """
    return [(heading, name) for heading, _, name in _named(page, texts, learnt)]


def text_alone(text: str, dialect: Dialect) -> str | None:
    """The text of a heading that says this; see `texts`."""
    if WORDS.fullmatch(text):
        return text
    page = outline(f"# {NUMBERED.sub('](x)', text)}".encode(), dialect)
    return next((said for _, said in texts(page)), None)


def _named(
    page: Outline, texts: Mapping[int, str | None] = NOTHING, learnt: Learnt = NONE_LEARNT
) -> list[tuple[Heading, str | None, str | None]]:
    """Each heading with its text and with the id that the site gives it."""
    rows = _by_rule(page, texts)
    if not learnt:
        return rows
    names = learnt_ids.beside([(heading, name) for heading, _, name in rows], learnt)
    return [(heading, text, name) for (heading, text, _), name in zip(rows, names, strict=True)]


def _by_rule(page: Outline, texts: Mapping[int, str | None]) -> list[tuple[Heading, str | None, str | None]]:
    """Each heading with its text and with the id that the slug rule makes."""
    rules = _Rules(page)
    wanted: dict[str, list[tuple[Heading | None, str | None, str, str | None]]] = {}
    without: list[tuple[Heading, str | None, str | None]] = []
    for heading, said in _titles(page):
        text, rule = texts.get(heading.start, said) if heading else said, rules.of(heading)
        slug = None if text is None else rule.slug(text)
        written = heading.explicit if heading else None
        none = heading is not None and (heading.level in rule.none_at or (rule.one_line and _has_lines(page, heading)))
        if none or (not written and (slug is None or (rule.empty and not slug))):
            without += [(heading, text, None)] if heading else []
        else:
            wanted.setdefault(rule.name, []).append((heading, text, slug or "", written))
    found = without
    for rows in wanted.values():
        ids = page.dialect.slugs.numbered([(slug, written) for _, _, slug, written in rows])
        found += [(heading, text, name) for (heading, text, *_), name in zip(rows, ids, strict=True) if heading]
    return sorted(found, key=lambda row: row[0].start)


def _has_lines(page: Outline, heading: Heading) -> bool:
    """Whether the words of a heading stand on several lines."""
    return LINE_END.search(page.source, heading.start, heading.end) is not None


def pins(page: Outline, learnt: Learnt = NONE_LEARNT) -> dict[int, str]:
    """For each heading that needs an id: the byte offset to write at, and the id.

    Ids are computed for the whole page together. Explicit ids are kept; headings without text get no id, since no
    translation changes theirs.
    """
    left_out = page.dialect.ids.left_out
    return {
        heading.end: name
        for heading, text, name in _named(page, learnt=learnt)
        if (text or heading.start in learnt) and name and not heading.explicit and name not in heading.other_ids
        if not (left_out and left_out.fullmatch(name))
    }


def writable(page: Outline, learnt: Learnt = NONE_LEARNT) -> dict[int, str] | None:
    """The `pins` of a page, none where the site reads no written ids; None if the dialect cannot write all of them."""
    form, rule = page.dialect.ids, page.dialect.slugs
    found = pins(page, learnt) if form.new else {}
    if form.taken and any(isinstance(one, Heading) and TAKEN in one.other_ids for one in page.tokens):
        return None
    stay = all(rule.numbered([(name, name)]) == [name] for name in found.values())
    return found if stay and (form.otherwise or all(map(form.writable.fullmatch, found.values()))) else None


def ids(page: Outline) -> dict[int, str]:
    """For each heading with text: byte offset of the text, and the heading's id."""
    return {start: names[0] for start, names in answers(page).items()}


def answers(page: Outline, learnt: Learnt = NONE_LEARNT) -> dict[int, tuple[str, ...]]:
    """For each heading with text: byte offset of the text, and the ids it answers to; first that of its words."""
    named = {heading.start: name for heading, name in given(page, learnt=learnt)}
    following = zip(page.tokens, page.tokens[1:], strict=False)
    return {
        run.start: (named[heading.start] or "", *heading.other_ids)
        for heading, run in following
        if isinstance(heading, Heading) and isinstance(run, Run)
    }


def every(page: Outline, learnt: Learnt = NONE_LEARNT) -> tuple[str, ...]:
    """All ids that the headings of a page answer to."""
    return tuple(filter(None, chain.from_iterable(answers(page, learnt).values())))


def renamed(english: Outline, localised: Outline, rows: tuple[Row, ...] = ()) -> dict[str, str]:
    """For each id of a heading that has another one on the localised page: that other one.

    `rows` are the ids that the built English page has. Nothing if the pages have different headings, so that it is not
    known which belong together; and nothing for an id that both have, nor for a heading whose id is not known.
    """
    ours = given(english, learnt=learnt_ids.learnt(english, rows))
    theirs = given(localised, learnt=learnt_ids.learnt(localised, rows))
    if [heading.level for heading, _ in ours] != [heading.level for heading, _ in theirs]:
        return {}
    unsure = english.dialect.ids.left_out
    found: dict[str, str] = {}
    for (heading, before), (_, after) in zip(ours, theirs, strict=True):
        is_known = before and after and not (unsure and unsure.fullmatch(after))
        for name, own in ((before, after if is_known else before), *((one, one) for one in heading.other_ids)):
            if name and own:
                found.setdefault(name, own)
    return {name: own for name, own in found.items() if name != own}
