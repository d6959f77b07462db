"""The glossary: read terms from a CSV table, find them in texts, and find missing ones in translations.

The first line of the table names the columns: `source`, one for each locale (`nl`, `pt-BR`), and optionally `notes`,
`case` (`yes`: upper and lower case matter) and `keep` (`yes`: the term is not translated).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from i18n_pipeline.catalogue import csv_table, inflections
from i18n_pipeline.errors import FileError, did_you_mean, first_few
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.language import key
from i18n_pipeline.model import Term
from i18n_pipeline.plain_text import beginning

COLUMNS = ("source", "notes", "case", "keep")
YES = frozenset({"yes", "true", "1", "x"})
NO = frozenset({"", "no", "false", "0"})
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_@][A-Za-z0-9]{1,8})*")
"""A language tag, as the name of a column."""


class Glossary(Struct, frozen=True):
    """The terms of a glossary, and findings about its file."""

    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """The terms of each locale, in the order of the file."""
    findings: tuple[Finding, ...] = ()
    """The unused parts of the file."""


def read(data: bytes, path: str, locales: Sequence[str]) -> Glossary:
    """Read a table; `path` is for error messages. Raises FileError."""
    rows = csv_table.rows(io.BytesIO(data), path)
    line, head = next(rows, (1, []))
    names = [_locale(name.strip(), locales) for name in head]
    others = _require_columns(names, path, line, locales)
    found: dict[str, list[Term]] = {locale: [] for locale in locales}
    seen: dict[str, int] = {}
    for number, row in rows:
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if any(cells.values()):
            _require_term(cells, path, number, seen.setdefault(cells.get("source", ""), number))
            for locale, term in _terms(cells, locales):
                found[locale].append(term)
    return Glossary({locale: tuple(terms) for locale, terms in found.items()}, tuple(_unused(path, others)))


def _unused(path: str, others: Sequence[str]) -> Iterator[Finding]:
    """The finding about columns of languages that are not in the settings."""
    named = first_few([beginning(other) for other in others])
    said = f"no locale of the settings is {' or '.join(named)}, so these columns are not used"
    one = f"{''.join(named)} is no locale of the settings, so its column is not used"
    if others:
        yield Finding(Severity.INFO, "glossary-column", one if len(others) == 1 else said, path)


def _locale(name: str, locales: Sequence[str]) -> str:
    """The locale of a column in any spelling (`pt_br`); otherwise the column name unchanged."""
    return next((locale for locale in locales if key(locale) == key(name)), name)


def _require_columns(names: Sequence[str], path: str, line: int, locales: Sequence[str]) -> list[str]:
    """Raise FileError for wrong columns; return the columns of languages that are not in the settings."""
    if "source" not in names:
        raise FileError(
            path,
            line,
            "the first line must name the columns, one of them 'source'",
            "write it as in source,nl,de",
        )
    known = ["", *COLUMNS, *locales]
    others = [name for name in names if name not in known]
    for name in others:
        if not LANGUAGE.fullmatch(name):
            raise FileError(path, line, f"unknown column {beginning(name)!r}", did_you_mean(name, known[1:]))
    named = [name for name in names if name]
    if len(set(named)) != len(named):
        raise FileError(path, line, "two columns have the same name", "rename or delete one of them")
    return others


def _require_term(cells: Mapping[str, str], path: str, line: int, first: int) -> None:
    if not cells.get("source"):
        raise FileError(path, line, "a translation without a term", "fill in the column 'source'")
    if first != line:
        problem = f"the term {beginning(cells['source'])!r} is in line {first} already"
        raise FileError(path, line, problem, "delete one of the two")
    for name in ("case", "keep"):
        if cells.get(name, "").lower() not in YES | NO:
            raise FileError(
                path,
                line,
                f"the column {name!r} holds yes or no, not {beginning(cells[name])!r}",
                "write one of the two, or nothing",
            )


def _terms(cells: Mapping[str, str], locales: Iterable[str]) -> Iterator[tuple[str, Term]]:
    keep = cells.get("keep", "").lower() in YES
    for locale in locales:
        target = cells["source"] if keep else cells.get(locale, "")
        if target:
            yield locale, Term(cells["source"], target, cells.get("notes", ""), cells.get("case", "").lower() in YES)


# --- in texts ----------------------------------------------------------------------------------------


def occurring(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that a text has as whole words, perhaps with a plural `s` or `es`."""
    said = text.casefold()
    near = (term for term in terms if term.source.casefold() in said)  # a search costs ten times as much
    return tuple(term for term in near if _pattern(term.source, term.exact_case).search(text))


def lacking(text: str, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms whose translation is missing in a text, in any inflection; those that are kept, as they are."""
    for term in terms:
        if not (is_kept(text, term) if term.target == term.source else inflections.has(text, term.target)):
            yield term


def is_kept(text: str, term: Term) -> bool:
    """Whether a text has a term that is not translated; its last vowel may give way to an ending (Google, Googlu)."""
    wanted, said = (term.source, text) if term.exact_case else (term.source.casefold(), text.casefold())
    stem = wanted[:-1] if len(wanted) > 4 and wanted[-1] in "aeiou" else wanted
    return stem in said


def apart(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of the terms in a text that are not only part of a longer one: “source” in “open source”."""
    return tuple(term for term in terms if occurring(_without(text, _longer(term, terms)), [term]))


def _longer(term: Term, terms: Iterable[Term]) -> list[Term]:
    return [other for other in terms if term.source != other.source and term.source in other.source]


def _without(text: str, terms: Iterable[Term]) -> str:
    for term in sorted(terms, key=lambda term: -len(term.source)):
        text = _pattern(term.source, term.exact_case).sub(" ", text)
    return text


@lru_cache(maxsize=4096)
def _pattern(term: str, exact_case: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", 0 if exact_case else re.IGNORECASE)
