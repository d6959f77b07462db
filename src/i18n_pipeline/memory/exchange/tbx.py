"""Glossaries in TBX, ISO 30042 of 2008 (`<martif>`) and of 2019 (`<tbx>`, both styles): https://www.tbxinfo.net.

The toolkit's TBX class only knows the edition of 2008, without terms in `<ntig>`, which Microsoft and Pontoon write. So
entries are read here, with lxml alone. The standard has no field for terms that are case-sensitive or not translated:
these are read as Weblate and Phrase write them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from msgspec import Struct

from i18n_pipeline import plugins
from i18n_pipeline.catalogue.glossary import NO, YES
from i18n_pipeline.errors import FEW, FileError, OutsideError
from i18n_pipeline.language import best, rank
from i18n_pipeline.memory.exchange import extra
from i18n_pipeline.model import Term
from i18n_pipeline.plain_text import beginning

ENTRIES = {"martif": "termEntry", "tbx": "conceptEntry"}
"""The element of a concept, by the root element of each edition."""

_LANGUAGES = frozenset({"langSet", "langSec"})
_TERMS = frozenset({"tig", "ntig", "termSec"})
_INNER = _LANGUAGES | _TERMS
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOTES = frozenset({"note", "definition", "explanation", "usagenote", "descrip"})
_STATUS = frozenset({"administrativestatus", "normativeauthorization"})
_FORBIDDEN = ("deprecated", "superseded", "forbidden", "obsolete")
"""Starts of a status that forbids a term; `Term` and `-admn-sts` may follow."""

_KEPT = {"translationneeded": NO - {""}, "donottranslate": YES}
"""Fields that say whether a concept is translated, each with the values that mean no."""

_SAID = _NOTES | _STATUS | {"forbidden", "preferred", "casesensitive"}

Field: TypeAlias = tuple[str, str]
"""A data category, in lower case without spaces and hyphens, and its value."""


class _Word(Struct, frozen=True):
    """One of the terms that an entry has in a language."""

    text: str
    """The term, with white space collapsed."""
    fields: tuple[Field, ...]
    """The fields of the concept, then of the language, then of this term."""


def read(file: Path, path: str, locales: Sequence[str], source_locale: str) -> dict[str, tuple[Term, ...]]:
    """The terms of each locale in file order; `path` is for error messages. Of equal terms the first counts.

    Languages match as in `exchange_files.read`. Each term of the source language becomes a term, with the preferred or
    else first term of the locale as target. Forbidden terms are left out.

    Raises FileError, OutsideError, and SettingsError if the toolkit is missing.
    """
    found: dict[str, dict[str, Term]] = {locale: {} for locale in locales}
    tags: dict[str, int] = {}
    try:
        for entry in _entries(file, path):
            sections = _sections(entry, path)
            for tag, section in sections:
                tags.setdefault(tag, section.sourceline or 0)
            for locale, term in _terms(entry, sections, locales, source_locale):
                found[locale].setdefault(term.source if term.exact_case else term.source.casefold(), term)
    except FileError as error:
        raise FileError(path, error.line, error.text, error.advice) from error
    except OSError as error:
        raise OutsideError(
            f"{path} cannot be read: {error.strerror}", "correct the path of the glossary, or its permissions"
        ) from error
    if not any(found.values()):
        _require_languages(tags, path, locales, source_locale)
    return {locale: tuple(terms.values()) for locale, terms in found.items()}


# --- the file ----------------------------------------------------------------------------------------


def _entries(file: Path, path: str) -> Iterator[Any]:
    """The elements of the concepts in a file, streamed. Raises FileError, SettingsError and OSError."""
    yield from _xml(path).elements(file, ENTRIES)


def _xml(path: str) -> ModuleType:
    """The module `memory/exchange/xml.py`. Raises SettingsError if the extra `toolkit` is missing."""
    with extra.needed(path, "TBX needs"):
        return plugins.load("memory.exchange", "xml")


def _sections(entry: Any, path: str) -> list[tuple[str, Any]]:
    """The language tags of a concept, each with its element. Raises FileError."""
    found = []
    for section in _children(entry, _LANGUAGES.__contains__):
        tag = section.get(_XML_LANG) or section.get("lang")
        if not tag:
            problem = f"a <{_name(section.tag)}> does not say its language"
            raise FileError(path, section.sourceline or 0, problem, "give it an xml:lang")
        found.append((tag, section))
    return found


def _require_languages(tags: dict[str, int], path: str, locales: Sequence[str], source_locale: str) -> None:
    """Raise FileError if a file has no terms in the source language or in any locale."""
    for wanted in ([source_locale], locales):
        if tags and not any(rank(tag, locale) is not None for tag in tags for locale in wanted):
            ours, theirs = " or ".join(wanted), ", ".join(map(beginning, [*tags][:FEW]))
            problem = f"no term is in {ours}, only in {theirs}"
            raise FileError(path, min(tags.values()), problem, "correct its xml:lang, or name another glossary")


# --- an entry ----------------------------------------------------------------------------------------


def _terms(
    entry: Any, sections: Sequence[tuple[str, Any]], locales: Iterable[str], source_locale: str
) -> Iterator[tuple[str, Term]]:
    """The terms of a concept, each with its locale."""
    concept, keep = tuple(_fields(entry)), _is_kept(entry)
    source, words = _words(concept, sections, source_locale)
    for locale in locales:
        target, others = _words(concept, sections, locale)
        first = min(others, key=_is_less_wanted, default=None)
        for word in words:
            translation = word if keep else first
            if translation and (keep or target != source):
                note = _note(word.fields + translation.fields)
                yield locale, Term(word.text, translation.text, note, _has_case(word.fields))


def _words(concept: tuple[Field, ...], sections: Sequence[tuple[str, Any]], wanted: str) -> tuple[str, list[_Word]]:
    """The nearest language tag to a locale, empty if none matches, and the allowed terms in that language."""
    place = best([tag for tag, _ in sections], wanted)
    if place is None:
        return "", []
    nearest = sections[place][0]
    words = [word for tag, section in sections if tag == nearest for word in _words_of(concept, section)]
    return nearest, [word for word in words if word.text and not _has_status(word.fields, _FORBIDDEN, "forbidden")]


def _words_of(concept: tuple[Field, ...], section: Any) -> Iterator[_Word]:
    common = (*concept, *_fields(section))
    for box in _children(section, _TERMS.__contains__):
        text = next((_text(element) for element in box.iter("{*}term")), "")
        yield _Word(text, (*common, *_fields(box)))


def _fields(element: Any) -> Iterator[Field]:
    """The fields of an element, without those of languages or terms inside it."""
    for child in _children(element, lambda name: name not in _INNER):
        category = _category(child)
        if category in _SAID:
            yield category, _text(child)
        yield from _fields(child)


def _category(element: Any) -> str:
    """The data category of an element: its `type` (style DCA) or its name (style DCT)."""
    name = _name(element.tag)
    return name if name == "note" else _plain(element.get("type") or name)


# --- what the fields say -----------------------------------------------------------------------------


def _has_status(fields: Iterable[Field], begins: tuple[str, ...], flag: str) -> bool:
    """Whether a term has a status with one of these starts, or Phrase's field `flag` set."""
    return any(
        _plain(value).startswith(begins) if name in _STATUS else name == flag and value.lower() in YES
        for name, value in fields
    )


def _is_less_wanted(word: _Word) -> bool:
    return not _has_status(word.fields, ("preferred",), "preferred")


def _is_kept(entry: Any) -> bool:
    """Whether any field in a concept says that it is not translated. Weblate: `Translation needed` is `No`."""
    for element in entry.iter("{*}*"):
        answers = _KEPT.get(_category(element))
        if answers and _text(element).lower() in answers:
            return True
    return False


def _has_case(fields: Iterable[Field]) -> bool:
    """Whether upper and lower case matter. Phrase: `caseSensitive` is `true`."""
    return any(name == "casesensitive" and value.lower() in YES for name, value in fields)


def _note(fields: Iterable[Field]) -> str:
    """The notes in the fields, each once."""
    return " / ".join(dict.fromkeys(value for name, value in fields if name in _NOTES and value))


# --- elements ----------------------------------------------------------------------------------------


def _children(element: Any, wanted: Callable[[str], bool]) -> Iterator[Any]:
    return (child for child in element.iterchildren("{*}*") if wanted(_name(child.tag)))


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).lower()


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: Any) -> str:
    """All text in an element, with white space collapsed."""
    return " ".join("".join(element.itertext()).split())
