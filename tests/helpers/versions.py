"""Three versions of a catalogue: one, and what two branches of random edits by people and `update` made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import merge
from i18n_pipeline.model import Catalogue, Message

TEXT = "The shop opens at eight and closes late on every day but Sunday when all is quiet near here"
OTHERS = ("nine", "ten", "red", "blue")


class Versions(NamedTuple):
    """Three versions of a catalogue."""

    base: bytes
    ours: bytes
    theirs: bytes


NUMBER = st.integers(0, 10**6)
EDIT = st.tuples(st.integers(0, 7), NUMBER, NUMBER)
BRANCH = st.lists(EDIT, max_size=6)


def text(number: int) -> str:
    """An English sentence; many are like each other."""
    start, length = number % 9, 5 + number // 9 % 5
    return " ".join(TEXT.split()[start : start + length]) + "."


def begun(numbers: Sequence[int], edits: Sequence[tuple[int, int, int]]) -> tuple[Catalogue, list[str]]:
    texts = list(dict.fromkeys(map(text, numbers)))
    return lived(updated(po.new_catalogue("nl", "p"), texts), texts, edits, "B")


def updated(catalogue: Catalogue, texts: Sequence[str]) -> Catalogue:
    page = [Message(one, extracted=("type: paragraph",), references=("source/a.md",)) for one in dict.fromkeys(texts)]
    return po.read(po.write(merge(catalogue, page)), "x.po")


def lived(
    catalogue: Catalogue, texts: Sequence[str], edits: Sequence[tuple[int, int, int]], who: str
) -> tuple[Catalogue, list[str]]:
    """A catalogue and its page after edits."""
    page = list(texts)
    for step, (kind, a, b) in enumerate(edits):
        if kind < 4:
            page = _edited(page, kind, a, b)
            catalogue = updated(catalogue, page)
        elif catalogue.messages:
            at = a % len(catalogue.messages)
            messages = list(catalogue.messages)
            messages[at] = _said(messages[at], kind, f"{who}{step}")
            catalogue = po.read(po.write(po.rearranged(catalogue, messages)), "x.po")
    return catalogue, page


def _edited(page: list[str], kind: int, a: int, b: int) -> list[str]:
    at = a % (len(page) or 1)
    if kind == 0 or not page:
        return [*page[:at], text(b), *page[at:]]
    if kind == 1:
        return [*page[:at], *page[at + 1 :]]
    if kind == 2:
        words = page[at].split()
        words[b % len(words)] = OTHERS[b // len(words) % len(OTHERS)]
        return [*page[:at], " ".join(words), *page[at + 1 :]]
    return [*page[b % len(page) :], *page[: b % len(page)]]


def _said(message: Message, kind: int, what: str) -> Message:
    """What a person does to an entry: translate, review, doubt, comment."""
    if kind == 4 and not message.obsolete:
        return replace(message, msgstr=f"NL {what}", flags=(), previous=None, previous_context=None)
    if kind == 5 and message.msgstr:
        return replace(message, flags=(), previous=None, previous_context=None)
    if kind == 6 and message.msgstr:
        return replace(message, flags=("fuzzy",))
    return replace(message, notes=(*message.notes, what))


Edits: TypeAlias = Sequence[tuple[int, int, int]]


def _versions(made: tuple[Sequence[int], Edits, Edits, Edits]) -> Versions:
    numbers, before, here, there = made
    base, texts = begun(numbers, before)
    ours, theirs = lived(base, texts, here, "O")[0], lived(base, texts, there, "T")[0]
    return Versions(po.write(base), po.write(ours), po.write(theirs))


VERSIONS = st.tuples(st.lists(NUMBER, min_size=1, max_size=5), BRANCH, BRANCH, BRANCH).map(_versions)
"""Three versions of a catalogue of one page."""
