# ruff: noqa: RUF001, RUF002 - signs of other scripts are meant
"""Spaces and signs around words, by the rules of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.scripts import HAN, KANA

FRENCH_SIGNS = re.compile(r"(?<=[^\W\d_])[?!;»](?!\w)|(?<=[^\W\d_]):(?=\s|$)|«(?=\w)")
"""Signs that need a no-break space in French: U+202F, or U+00A0 (Imprimerie nationale, Lexique des règles)."""
BREAKING = re.compile(r"(?<=\w) [?!;:»](?!\w)|« (?=\w)")
"""Such signs with a space at which the line may break."""
BEFORE_SIGN = re.compile(r"(?<=\w)[ \u00a0]+[,.?!;:](?=\s|$)")
"""A space before a sign, which other languages do not have."""
SPACE_AND_SIGN = re.compile(r"[ \u00a0][,.?!;:](?=\s|$)")
"""Quick test for such a space."""
ENDS = {end: re.compile(rf"(?<=\w)\{end}(?=\s|$|[)»”\"'*_])") for end in "?!"}
"""Signs of which Spanish has another one at the beginning."""
HALF_WIDTH = re.compile(f'(?<=[{HAN}{KANA}])[,;:?!](?=[{HAN}{KANA}]|\\s|$|[*_"”’」』）)])')
"""Signs of half width after a character of full width. Japanese has colons of both (Microsoft's style guide)."""
ADDRESS = re.compile(r"https?://\S+|(?<!\w)\w+@\S+")
NO_SPACE_NEEDED = frozenset(["ca", "ch"])
"""Regions where French has no space before `?`, `!` and `;` (Canada; Switzerland knows both)."""


@one_by_one("spacing", Severity.INFO, "write it as your language does")
def spacing(one: Translation) -> Iterator[Flaw]:
    """Spaces or signs around words that the language writes otherwise: French spaces, Spanish `¿`, Chinese full width.

    Bad: in French “Pourquoi?”, in Spanish “Por qué?”, in Chinese “你好,世界”
    Good: in French “Pourquoi\u202f?”, in Spanish “¿Por qué?”, in Chinese “你好，世界”
    """
    language = base(one.locale)
    find = {"fr": _french, "es": _spanish, "zh": _full_width, "ja": _full_width}.get(language, _others)
    yield from find(one)


def _french(one: Translation) -> Iterator[Flaw]:
    regions = {part.lower() for part in one.locale.split("-")[1:]}
    if regions & NO_SPACE_NEEDED:
        return
    text = _without_markup(one.text)
    for found in FRENCH_SIGNS.finditer(text):
        yield Flaw(f"the translation lacks a no-break space beside “{found[0]}”", *found.span())
    for found in BREAKING.finditer(text):
        yield Flaw(f"the translation has a space beside “{found[0].strip()}” at which a line may break", *found.span())


def _spanish(one: Translation) -> Iterator[Flaw]:
    for end, begin in (("?", "¿"), ("!", "¡")):
        text = _without_markup(one.text) if end in one.text else ""
        ends = [found.start() for found in ENDS[end].finditer(text)]
        if len(ends) > one.text.count(begin):
            yield Flaw(f"the translation lacks “{begin}” at the beginning", ends[-1], ends[-1] + 1)
    yield from _others(one)


def _full_width(one: Translation) -> Iterator[Flaw]:
    for found in HALF_WIDTH.finditer(_without_markup(one.text)):
        if found[0] == ":" and base(one.locale) == "ja":
            continue
        yield Flaw(f"the translation has “{found[0]}” of half width", *found.span())


def _others(one: Translation) -> Iterator[Flaw]:
    if not SPACE_AND_SIGN.search(one.text) or BEFORE_SIGN.search(one.source):
        return
    for found in BEFORE_SIGN.finditer(_without_markup(one.text)):
        yield Flaw(f"the translation has a space before “{found[0].strip()}”", *found.span())


def _without_markup(text: str) -> str:
    """The text, with `_` for each character of code, tags and addresses."""
    parts, done = [], 0
    for kind, start, end in inline.tokens(text):
        if kind != "open":
            parts += [text[done:start], "_" * (end - start)]
            done = end
    text = "".join([*parts, text[done:]])
    return ADDRESS.sub(lambda found: "_" * len(found[0]), text) if "://" in text or "@" in text else text


CHECKS = (spacing,)
