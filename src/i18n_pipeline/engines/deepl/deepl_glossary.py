"""The project's terms in a DeepL glossary (API v3), with one dictionary per language pair.

The glossary is found by name; only dictionaries whose entries differ are written. Limits: developers.deepl.com,
"Glossaries".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import category

import deepl
from deepl.api_data import MultilingualGlossaryDictionaryEntries as Dictionary
from msgspec import Struct

from i18n_pipeline.engines.deepl.languages import base
from i18n_pipeline.errors import EngineError
from i18n_pipeline.model import Term

LONGEST = 1024
"""Longest term, translation or glossary name, UTF-8 bytes."""
REFUSED = frozenset({400, 413})
"""HTTP statuses that refuse one dictionary only; others may still be accepted."""
UNSEEN = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories that no term may hold: controls and line separators."""


class StoredGlossary(Struct, frozen=True):
    """A glossary stored at DeepL."""

    id: str = ""
    """Its id; empty for no glossary."""
    targets: frozenset[str] = frozenset()
    """DeepL codes of the target languages with terms."""
    problems: tuple[str, ...] = ()
    """A sentence for each term left out, with the reason."""


def dictionaries(terms: Mapping[str, Iterable[Term]]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The entries by DeepL language code, and a sentence for each term left out.

    Locales of one language share a dictionary; a term that they translate differently is left out.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    unlike: set[tuple[str, str]] = set()
    problems: list[str] = []
    for locale, term in [(locale, term) for locale, of_locale in terms.items() for term in of_locale]:
        source, target = term.source.strip(), term.target.strip()
        if fault := _fault(source) or _fault(target):
            problems.append(f"the term {source[:40]!r} ({locale}) is left out of DeepL's glossary: {fault}")
        elif found[base(locale)].setdefault(source, target) != target:
            unlike.add((base(locale), source))
    for language, source in sorted(unlike):
        del found[language][source]
        problems.append(f"the term {source!r} is left out of DeepL's glossary: it has two translations into {language}")
    return {language: entries for language, entries in found.items() if entries}, problems


def bring(client: deepl.DeepLClient, name: str, source: str, wanted: Mapping[str, Mapping[str, str]]) -> StoredGlossary:
    """Make the glossary `name` hold exactly these entries from `source` into each language.

    Dictionaries of other languages stay. Raises EngineError if the account is full, and the client's exceptions.
    """
    known = client.list_multilingual_glossaries()
    same = sorted((each.creation_time, each.glossary_id) for each in known if each.name == name)
    id_ = same[0][1] if same else ""
    targets: set[str] = set()
    problems: list[str] = []
    for target, entries in wanted.items():
        try:
            if not id_ or _entries(client, id_, source, target) != entries:
                id_ = _write(client, id_, name, Dictionary(source, target, dict(entries)))
                problems += _unkept(_entries(client, id_, source, target), entries, target)
        except deepl.DeepLException as error:
            if error.http_status_code not in REFUSED:
                raise
            problems.append(
                f"DeepL takes no glossary from {source} into {target}, or not these terms ({error.http_status_code})"
            )
        else:
            targets.add(target)
    return StoredGlossary(id_, frozenset(targets), tuple(problems))


def _write(client: deepl.DeepLClient, id_: str, name: str, dictionary: Dictionary) -> str:
    """Write one dictionary, into a new glossary if `id_` is empty, and return the glossary's id."""
    if id_:
        client.replace_multilingual_glossary_dictionary(id_, dictionary)
        return id_
    try:
        return client.create_multilingual_glossary(name, [dictionary]).glossary_id
    except deepl.QuotaExceededException:
        there = ", ".join(repr(each.name) for each in client.list_multilingual_glossaries())
        if not there:
            raise
        raise EngineError(
            f"the account at DeepL has no room for the glossary {name!r} (a free one holds one glossary)",
            f"Delete one or set [draft.deepl] glossary to its name, which replaces its terms: {there}",
        ) from None


def _entries(client: deepl.DeepLClient, id_: str, source: str, target: str) -> dict[str, str]:
    """The glossary's stored entries for a language pair."""
    try:
        answer = client.get_multilingual_glossary_entries(id_, source, target)
    except deepl.GlossaryNotFoundException:
        return {}
    return dict(_rows("\n".join(str(dictionary.entries) for dictionary in answer.dictionaries)))


def _rows(table: str) -> Iterator[tuple[str, str]]:
    for line in table.splitlines():
        source, tab, target = line.partition("\t")
        if tab:
            yield source.strip(), target.strip()


def _unkept(kept: Mapping[str, str], wanted: Mapping[str, str], target: str) -> Iterator[str]:
    for term, translation in wanted.items():
        if kept.get(term) != translation:
            yield f"DeepL did not keep the term {term!r} ({target}) in its glossary"


def _fault(text: str) -> str:
    """Why DeepL would refuse a term or a translation; empty if it would not."""
    if not text:
        return "it is empty"
    if len(text.encode()) > LONGEST:
        return f"it is longer than {LONGEST} bytes"
    return "it holds control characters" if any(category(sign) in UNSEEN for sign in text) else ""
