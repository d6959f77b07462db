"""The laws of merging over made-up histories: pages are edited, split, joined, moved and renamed, step after step."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from helpers.moving import live, updated
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.model import Catalogue, Message, State

Pages: TypeAlias = dict[str, list[str]]

words = st.sampled_from(["sea", "walk", "swim", "dark", "train", "home", "early", "bring", "water", "guide", "plan"])
link = st.builds("[{} {}][1]".format, words, words)
sentence = st.builds("{}.".format, st.lists(words | words | words | link, min_size=2, max_size=7).map(" ".join))
paragraph = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
page = st.lists(paragraph, min_size=1, max_size=5)
projects = st.dictionaries(st.sampled_from("abc"), page, min_size=1)


def changed(draw: st.DrawFn, pages: Pages) -> None:
    """Replace one word of a paragraph."""
    texts, place = _anywhere(draw, pages)
    parts = texts[place].split(" ")
    parts[draw(st.integers(0, len(parts) - 1))] = draw(words)
    texts[place] = " ".join(parts)


def relinked(draw: st.DrawFn, pages: Pages) -> None:
    """Give the links of a paragraph other numbers."""
    texts, place = _anywhere(draw, pages)
    texts[place] = texts[place].replace("][1]", f"][{draw(st.integers(2, 4))}]")


def moved(draw: st.DrawFn, pages: Pages) -> None:
    """Move a paragraph to another place, or to another page."""
    texts, place = _anywhere(draw, pages)
    paragraph = texts.pop(place)
    other = pages[draw(st.sampled_from(sorted(pages)))]
    other.insert(draw(st.integers(0, len(other))), paragraph)


def split(draw: st.DrawFn, pages: Pages) -> None:
    """Split a paragraph after its first sentence."""
    texts, place = _anywhere(draw, pages)
    first, dot, rest = texts[place].partition(". ")
    texts[place : place + 1] = [first + dot.strip(), rest] if rest else [first]


def joined(draw: st.DrawFn, pages: Pages) -> None:
    """Join a paragraph with the next one."""
    texts, place = _anywhere(draw, pages)
    texts[place : place + 2] = [" ".join(texts[place : place + 2])]


def renamed(draw: st.DrawFn, pages: Pages) -> None:
    """Give a page another name."""
    name = draw(st.sampled_from(sorted(pages)))
    pages[draw(st.sampled_from("defgh"))] = pages.pop(name)


def dropped(draw: st.DrawFn, pages: Pages) -> None:
    """Delete a paragraph."""
    texts, place = _anywhere(draw, pages)
    texts.pop(place)


EDITS: list[Callable[[st.DrawFn, Pages], None]] = [changed, relinked, moved, split, joined, renamed, dropped]


def _anywhere(draw: st.DrawFn, pages: Pages) -> tuple[list[str], int]:
    texts = pages[draw(st.sampled_from(sorted(pages)))]
    if not texts:
        texts.append(draw(paragraph))
    return texts, draw(st.integers(0, len(texts) - 1))


@st.composite
def histories(draw: st.DrawFn) -> list[Pages]:
    steps = [draw(projects)]
    for _ in range(draw(st.integers(1, 4))):
        pages = {name: list(texts) for name, texts in steps[-1].items()}
        for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3)):
            edit(draw, pages)
        steps.append(pages)
    return steps


def reviewed(catalogue: Catalogue) -> Catalogue:
    """A translator's work, saved: everything on the page is translated into capitals."""
    done = [message if message.obsolete else _capitals(message) for message in catalogue.messages]
    return po.read(po.write(replace(catalogue, messages=tuple(done))), "nl.po")


def _capitals(message: Message) -> Message:
    if message.state is State.REVIEWED:
        return message
    return replace(message, msgstr=message.msgid.upper(), flags=(), previous=None, previous_context=None)


def said(catalogues: dict[str, Catalogue]) -> set[str]:
    return {m.msgstr for c in catalogues.values() for m in c.messages if m.msgstr and not m.fuzzy}


def fits(msgstr: str, msgid: str) -> bool:
    """Whether a translation in capitals is that of a text, and it is clear which number each of its links gets.

    Two links that had one number until now and have two from now on may stand in any order in a translation.
    """
    if normal(msgstr) != normal(msgid).upper():
        return False
    numbers = set(zip(re.findall(r"\]\[(\d)", msgstr), re.findall(r"\]\[(\d)", msgid), strict=True))
    return len(numbers) == len({before for before, _ in numbers})


ONE_NUMBER_BECOMES_TWO: list[Pages] = [
    {"a": ["The [sea][1]. The [sea][1]."]},
    {"a": ["The [sea][2]. The [sea][1]."]},
    {"a": ["The [sea][1]. The [sea][2]."]},
    {"a": ["The [sea][3]. The [sea][3]."]},
]
SECOND_SPELLING_FITS: list[Pages] = [
    {"a": ["The [sea][1]. The [sea][1].", "The [sea][2]. The [sea][1]."]},
    {"a": ["Home."]},
    {"a": ["The [sea][3]. The [sea][4]."]},
]
ON_ANOTHER_PAGE: list[Pages] = [*SECOND_SPELLING_FITS[:2], {"b": SECOND_SPELLING_FITS[2]["a"]}]
SEVERAL_PAGES: list[Pages] = [
    {"a": ["The [sea][1]. The [sea][1]."], "b": ["The [sea][2]. The [sea][1]."]},
    {"c": ["The [sea][3]. The [sea][4]."]},
]


@settings(max_examples=60, deadline=None)
@given(histories())
@example(ONE_NUMBER_BECOMES_TWO)
@example(SECOND_SPELLING_FITS)
@example(ON_ANOTHER_PAGE)
@example(SEVERAL_PAGES)
def test_no_history_loses_a_review_or_passes_off_another(steps: list[Pages]) -> None:
    catalogues: dict[str, Catalogue] = {}
    for pages in steps:
        before = said(catalogues)
        after = updated(catalogues, pages)

        assert {normal(msgstr) for msgstr in before} <= {normal(m.msgstr) for c in after.values() for m in c.messages}
        for name in pages:
            for message in live(after[name]):
                known = any(fits(msgstr, message.msgid) for msgstr in before)
                assert (message.state is State.REVIEWED) is known
                assert not known or message.msgstr == message.msgid.upper()
        written = {name: po.read(po.write(catalogue), name) for name, catalogue in after.items()}
        again = updated(written, pages)
        assert {n: po.write(c) for n, c in written.items()} == {n: po.write(c) for n, c in again.items()}
        catalogues = {name: reviewed(catalogue) for name, catalogue in written.items()}
