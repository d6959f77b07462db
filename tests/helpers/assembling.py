"""Assembles a localised page from a page and texts, in memory, with the stages alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from i18n_pipeline.catalogue.extract import template
from i18n_pipeline.commands.assemble.localised_page import Assembled, assemble
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.model import Catalogue, Message, Rules, Segment
from i18n_pipeline.profiles.commonmark import PROFILE

KEEP = Rules(PROFILE, PROFILE.front_matter, pin=False)
PIN = replace(KEEP, pin=True)
Texts = Callable[[str], str] | Mapping[str, str]


def read(data: bytes | str, rules: Rules = KEEP) -> Page:
    """A parsed page."""
    return page(data.encode() if isinstance(data, str) else data, rules)


def segments(data: bytes | str, rules: Rules = KEEP) -> tuple[Segment, ...]:
    """The segments of a page."""
    return read(data, rules).segments


def msgids(data: bytes | str, rules: Rules = KEEP) -> list[str]:
    """The texts of a page in page order."""
    return [segment.msgid for segment in segments(data, rules)]


def assembled(data: bytes | str, texts: Texts, rules: Rules = KEEP, notes: tuple[str, ...] = ()) -> Assembled:
    """The localised page. `texts`: by msgid, or a function of it; `notes`: comments of every message."""
    english = read(data, rules)
    translate = texts if callable(texts) else lambda msgid: texts.get(msgid, "")
    messages = tuple(replace(m, msgstr=translate(m.msgid), notes=notes) for m in template("source/page.md", english))
    return assemble("source/page.md", english, Catalogue(Message(""), messages), rules, lambda target: target)


def localised(data: bytes | str, texts: Texts, rules: Rules = KEEP) -> str:
    """The localised page; fails if a message is refused."""
    made = assembled(data, texts, rules)
    assert made.refusals == ()

    return made.data.decode()


def every(text: str) -> Callable[[str], str]:
    """A function that gives the same text for every message."""
    return lambda _: text
