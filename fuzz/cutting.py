"""Cuts the bytes of a fuzzer into a kind of site, a page and texts, and joins cases of the tests into such bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from helpers.cases import cases
from helpers.pages import EVERY

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

BETWEEN = "\n%%\n"
"""What stands between a page and a text, and between two texts."""
PROFILES = names("profiles")
FIRST = ord("A")
"""The letter of the first profile."""


def cut(data: bytes) -> tuple[Dialect, str, list[str]]:
    """The Markdown that the first letter chooses, the page, and the texts behind it."""
    said = data.decode("utf-8", "ignore").replace("\0", "\ufffd")
    page, *texts = said[1:].split(BETWEEN)
    return dialect_of(said[:1]), page, texts


def dialect_of(letter: str) -> Dialect:
    """The Markdown of the kind of site that a letter stands for; every letter stands for one."""
    return _dialects()[(ord(letter or "A") - FIRST) % len(PROFILES)]


def page_seeds(*texts: str) -> Iterator[bytes]:
    """Every page of the cases and the pages that have every construct; with their own texts, or else with these."""
    for case in cases():
        own = tuple(text for text in case.texts.values() if text)
        yield joined(case.profile.partition(" ")[0], case.english, own or texts)
    for page in EVERY.values():
        yield joined("commonmark", page, texts)


def joined(profile: str, page: str, texts: tuple[str, ...] = ()) -> bytes:
    """The bytes that `cut` takes apart."""
    known = PROFILES.index(profile) if profile in PROFILES else 0
    return BETWEEN.join([chr(FIRST + known) + page, *texts]).encode()


@cache
def _dialects() -> tuple[Dialect, ...]:
    return tuple(kind_of_site(name).dialect for name in PROFILES)
