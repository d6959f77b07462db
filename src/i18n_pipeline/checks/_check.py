"""What a check is, and what it gets and gives."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import scripts
from i18n_pipeline.markdown.codes import Encoded, encode
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.words_alone import COVER, words_alone
from i18n_pipeline.model import Key, Term

WORD = re.compile(r"\w+")


class Translation(Struct, frozen=True, dict=True):
    """A translation of one message, as checks get it. What is worked out of the texts is worked out once."""

    source: str
    """The source text: the msgid."""
    text: str
    """The translation: the msgstr; never empty."""
    locale: str
    """Language of the translation, as a BCP 47 tag."""
    source_locale: str = "en"
    """Language of the source text, as a BCP 47 tag."""
    dialect: Dialect = COMMONMARK
    """The kind of Markdown of the page."""
    type: str = "paragraph"
    """The kind of place, as translators are told it: `paragraph`, `heading 2`, `front matter: title`."""
    terms: tuple[Term, ...] = ()
    """The terms of the glossary that occur in the source text."""
    context: str | None = None
    """The msgctxt; None if there is none."""
    page: str = ""
    """The first page of the message, relative to the project."""

    @cached_property
    def encoded(self) -> Encoded:
        """The source text, its markup as numbered codes."""
        return encode(self.source, self.dialect)

    @cached_property
    def encoded_text(self) -> Encoded:
        """The translation, its markup as numbered codes."""
        return encode(self.text, self.dialect)

    @cached_property
    def words(self) -> str:
        """The source text as long as it is, with `COVER` for each character of markup and code."""
        return words_alone(self.source)

    @cached_property
    def words_of_text(self) -> str:
        """The translation as long as it is, with `COVER` for each character of markup and code."""
        return words_alone(self.text)

    @cached_property
    def said(self) -> str:
        """The words of the source text, without markup and code."""
        return self.words.replace(COVER, "")

    @cached_property
    def said_text(self) -> str:
        """The words of the translation, without markup and code."""
        return self.words_of_text.replace(COVER, "")

    @cached_property
    def small_words(self) -> list[str]:
        """The words and numbers of the source text in small letters, with those of markup and code."""
        return WORD.findall(self.source.casefold())

    @cached_property
    def small_words_of_text(self) -> list[str]:
        """The words and numbers of the translation in small letters, with those of markup and code."""
        return WORD.findall(self.text.casefold())

    @cached_property
    def lengths(self) -> tuple[int, int]:
        """The lengths of source text and translation without markup and code, in Latin letters (`scripts.length`)."""
        return scripts.length(self.said), scripts.length(self.said_text)

    @property
    def key(self) -> Key:
        """Context and source text, as `Message.key`."""
        return self.context, self.source


class Flaw(Struct, frozen=True):
    """What a check found in a translation."""

    text: str
    """One sentence that says what was found, without a capital or a full stop."""
    start: int = 0
    """Where in the translation it begins, in characters counted from 0."""
    end: int = 0
    """Where it ends; equal to `start` if it is about the whole translation, or if something is missing there."""
    advice: str = ""
    """What to do about it; empty for the check's own advice."""


OneByOne: TypeAlias = Callable[[Translation], Iterator[Flaw]]
"""Finds flaws of a translation that show without its neighbours."""
Together: TypeAlias = Callable[[Sequence[Translation]], Iterator[tuple[int, Flaw]]]
"""Finds flaws that show only beside the other translations of a catalogue: position of the translation, and flaw."""
Mend: TypeAlias = Callable[[Translation], str]
"""Gives the translation without the flaws of a check; the same text if it has none, or none with one right answer."""


class Check(Struct, frozen=True):
    """A check."""

    id: str
    """Its id, in kebab case, by which its findings are selected, counted and ignored."""
    severity: Severity
    """How bad its findings are."""
    advice: str
    """What to do about its findings, as the end of a sentence."""
    doc: str
    """What it finds, and the lines `Bad:` and `Good:`."""
    one_by_one: OneByOne | None = None
    """Finds its flaws in one translation."""
    together: Together | None = None
    """Finds its flaws among all translations of a catalogue."""
    mend: Mend | None = None
    """Mends its flaws; None if they have not one right answer."""
    optional: bool = False
    """Whether it runs only if it is selected by its id, since it needs a program that few have."""

    @property
    def says(self) -> str:
        """What it finds: the first sentence of its docstring."""
        return self.doc.partition("\n\n")[0].replace("\n", " ")

    def example(self, name: str) -> str:
        """The line of its docstring that begins with `Bad:` or `Good:`, without that; empty if it has none."""
        lines = (line.strip() for line in self.doc.splitlines())
        return next((line.removeprefix(f"{name}:").strip() for line in lines if line.startswith(f"{name}:")), "")


def one_by_one(
    name: str, severity: Severity, advice: str, *, mend: Mend | None = None, optional: bool = False
) -> Callable[[OneByOne], Check]:
    """Make a check of a generator over one translation."""

    def made(find: OneByOne) -> Check:
        return Check(name, severity, advice, inspect.getdoc(find) or "", find, None, mend, optional)

    return made


def together(name: str, severity: Severity, advice: str, *, optional: bool = False) -> Callable[[Together], Check]:
    """Make a check of a generator over all translations of a catalogue."""

    def made(find: Together) -> Check:
        return Check(name, severity, advice, inspect.getdoc(find) or "", None, find, optional=optional)

    return made


def found_elsewhere(name: str, severity: Severity, doc: str, mend: Mend | None = None) -> Check:
    """A check whose findings come from the work on catalogues and pages itself."""
    return Check(name, severity, "", inspect.cleandoc(doc), mend=mend)


def flaws(check: Check, translations: Iterable[Translation]) -> Iterator[tuple[int, Flaw]]:
    """The flaws of some translations by one check, each with the position of its translation."""
    every = list(translations)
    if check.one_by_one:
        for place, one in enumerate(every):
            for flaw in check.one_by_one(one):
                yield place, flaw
    if check.together:
        yield from check.together(every)
