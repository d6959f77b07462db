"""Assembles a localised page from a page and texts, in memory, without a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from msgspec.structs import replace

from helpers.corpus import Sample
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage, assemble
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import Encoded
from i18n_pipeline.markdown.constructs import OwnTag
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.model import Catalogue, Message, Rules, Segment

KEEP = Rules(pin=False)
PIN = replace(KEEP, pin=True)
Texts = Callable[[str], str] | Mapping[str, str]


def read(data: bytes | str, dialect: Dialect = COMMONMARK) -> Page:
    """A parsed page."""
    return page(data.encode() if isinstance(data, str) else data, dialect)


def of_site(dialect: Dialect, kind: str, *own: OwnTag) -> Dialect:
    """The dialect of a site with tags of its own, of a `kind` of constructs."""
    constructs = tuple(replace(one, own=own) if one.kind == kind else one for one in dialect.constructs)
    return replace(dialect, name=f"{dialect.name} of a site", constructs=constructs)


@cache
def parsed(sample: Sample) -> Page:
    """The parsed page of a sample, read once however many tests look at it."""
    return read(sample.data)


def segments(data: bytes | str, dialect: Dialect = COMMONMARK) -> tuple[Segment, ...]:
    """The segments of a page."""
    return read(data, dialect).segments


def msgids(data: bytes | str, dialect: Dialect = COMMONMARK) -> list[str]:
    """The texts of a page in page order."""
    return [segment.msgid for segment in segments(data, dialect)]


def assembled(
    data: bytes | str | Page, texts: Texts, rules: Rules = KEEP, notes: tuple[str, ...] = ()
) -> LocalisedPage:
    """The localised page. `texts`: by msgid, or a function of it; `notes`: comments of every message."""
    english = data if isinstance(data, Page) else read(data)
    translate = texts if callable(texts) else lambda msgid: texts.get(msgid, "")
    messages = tuple(replace(m, msgstr=translate(m.msgid), notes=notes) for m in template("source/page.md", english))
    return assemble("source/page.md", english, Catalogue(Message(""), messages), rules, kept)


def localised(data: bytes | str, texts: Texts, rules: Rules = KEEP) -> str:
    """The localised page; fails if a message is refused."""
    made = assembled(data, texts, rules)
    assert made.refusals == ()

    return made.data.decode()


def every(text: str) -> Callable[[str], str]:
    """A function that gives the same text for every message."""
    return lambda _: text


def encode(text: str) -> Encoded:
    """A text of a page, as an engine gets it."""
    return codes.encode(text, COMMONMARK)
