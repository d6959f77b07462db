"""Terms and how they are translated: read from a CSV table, found in texts, and missed in translations.

The table has a line of names first: `source`, a column for each locale (`nl`, `pt-BR`), and, if wanted, `notes`, `case`
(`yes`: only in this spelling counts) and `keep` (`yes`: the term is not translated).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from i18n_pipeline.errors import FileError, did_you_mean
from i18n_pipeline.model import Term

COLUMNS = ("source", "notes", "case", "keep")
YES = frozenset({"yes", "true", "1", "x"})
NO = frozenset({"", "no", "false", "0"})
ENDING = 3
"""Letters that inflection may change at the end of a word of the translation."""


def read(text: str, path: str, locales: Sequence[str]) -> dict[str, tuple[Term, ...]]:
    """The terms of each locale, in the order of the file, whose `path` is only shown. Raises FileError."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        names = [name.strip() for name in next(rows, [])]
        _require_columns(names, path, locales)
        found: dict[str, list[Term]] = {locale: [] for locale in locales}
        seen: dict[str, int] = {}
        for row in rows:
            cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
            if not any(cells.values()):
                continue
            first = seen.setdefault(cells.get("source", ""), rows.line_num)
            _require_term(cells, path, rows.line_num, first)
            for locale, term in _terms(cells, locales):
                found[locale].append(term)
    except csv.Error as error:
        raise FileError(path, rows.line_num, f"not a table of comma-separated values: {error}") from error
    return {locale: tuple(terms) for locale, terms in found.items()}


def _require_columns(names: Sequence[str], path: str, locales: Sequence[str]) -> None:
    if "source" not in names:
        raise FileError(path, 1, "the first line must name the columns, one of them 'source'")
    known = [*COLUMNS, *locales]
    for name in names:
        if name not in known:
            raise FileError(path, 1, f"unknown column {name!r}. {did_you_mean(name, known)}")
    if len(set(names)) != len(names):
        raise FileError(path, 1, "two columns have the same name")


def _require_term(cells: Mapping[str, str], path: str, line: int, first: int) -> None:
    if not cells.get("source"):
        raise FileError(path, line, "a translation without a term: fill in the column 'source'")
    if first != line:
        raise FileError(path, line, f"the term {cells['source']!r} is in line {first} already; delete one of the two")
    for name in ("case", "keep"):
        if cells.get(name, "").lower() not in YES | NO:
            raise FileError(path, line, f"the column {name!r} holds yes or no, not {cells[name]!r}")


def _terms(cells: Mapping[str, str], locales: Iterable[str]) -> Iterator[tuple[str, Term]]:
    keep = cells.get("keep", "").lower() in YES
    for locale in locales:
        target = cells["source"] if keep else cells.get(locale, "")
        if target:
            yield locale, Term(cells["source"], target, cells.get("notes", ""), cells.get("case", "").lower() in YES)


# --- in texts ----------------------------------------------------------------------------------------


def occurring(text: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that stand in a text as whole words, a plural `s` aside."""
    said = text.casefold()
    near = (term for term in terms if term.source.casefold() in said)  # a search costs ten times as much
    return tuple(term for term in near if _pattern(term.source, term.exact_case).search(text))


def lacking(text: str, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms whose translation a text does not have, in any inflection."""
    said = text.casefold()
    for term in terms:
        words = term.target.casefold().split()
        stems = [word[: max(len(word) - ENDING, min(len(word), 4))] for word in words]
        if not all(stem in said for stem in stems):
            yield term


@lru_cache(maxsize=4096)
def _pattern(term: str, exact_case: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", 0 if exact_case else re.IGNORECASE)
