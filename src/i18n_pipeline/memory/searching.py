"""The memory: add units, and find exact and near matches among millions of texts.

A text is found by its rare words. Each word has a list of the texts with it (a posting). A search reads the lists of
its rarest words, up to a fixed number of entries, and compares the texts found most often. So a search takes about the
same time in any memory. If few texts have a fitting length, all are compared, so that small memories miss nothing.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, groupby, islice
from types import TracebackType
from typing import Self
from zlib import crc32

from msgspec import Struct

from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.memory.database import PostingRow, Store, TextRow, UnitRow
from i18n_pipeline.memory.features import ASK_GRAMS_UP_TO, GRAMS_UP_TO, features
from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.scoring import ranked, window
from i18n_pipeline.model import Unit

LEAST = 70
"""Default for the lowest score of a near match, in percent."""

LIMIT = 5
"""Default for the number of near matches."""


class OpenMemory(Struct, frozen=True):
    """Units in a database. Closed by `close`, or at the end of a `with` block."""

    store: Store
    """The database."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def add(self, units: Iterable[Unit]) -> int:
        """Add units, all or none, and return how many are new or changed.

        Units with the same languages, source, target and context are one: the last changed is kept; of equally old
        ones that with the greater notes and origin, so that the order of adding does not matter.
        """
        with self.store.writing():
            rest = iter(units)
            return sum(self._add(batch) for batch in iter(lambda: list(islice(rest, _BATCH)), []))

    def exact(self, source: str, locale: str, source_locale: str = "en", context: str | None = None) -> list[Match]:
        """The units whose source is the same in normal form, those with the same context and spelling first."""
        digest = _digest(locale, source_locale, normal(source))
        found = [unit for text in self.store.ids([digest]).values() for unit in self.store.units_of(text)]
        return [Match(unit, 100) for unit in _in_order(found, source, context)]

    def near(  # noqa: PLR0913 - the text, its languages and context, and two limits
        self,
        source: str,
        locale: str,
        source_locale: str = "en",
        context: str | None = None,
        *,
        least: int = LEAST,
        limit: int = LIMIT,
    ) -> list[Match]:
        """The units whose source is most similar, best first, exact ones included.

        `least` is the lowest score, 1 to 100 percent. Where scores are equal, the same context comes first.
        """
        text = normal(source)
        pair = (locale, source_locale)
        lengths = window(len(text), least)
        ids = self.store.within(pair, lengths, _COMPARED_ALL + 1)
        if len(ids) > _COMPARED_ALL:
            ids = [*self.store.ids([_digest(*pair, text)]).values(), *self._candidates(text, pair)]
        rows = sorted(self.store.texts(ids, pair, lengths))
        found: list[Match] = []
        for index, score in ranked(text, [row[1] for row in rows], least, limit):
            units = self.store.units_of(rows[index][0])
            found += [Match(unit, score) for unit in _in_order(units, source, context)]
        return found[:limit]

    def units(self, locale: str | None = None) -> Iterator[Unit]:
        """All units, or those of one language, sorted by languages, source, context and target."""
        return self.store.units(locale)

    def _add(self, batch: Sequence[Unit]) -> int:
        """Write units and their new texts."""
        normals = {unit.source: normal(unit.source) for unit in batch}
        keys = [(unit.locale, unit.source_locale, normals[unit.source]) for unit in batch]
        texts = {_digest(*key): key for key in dict.fromkeys(keys)}
        ids = self.store.ids(list(texts))
        new: list[TextRow] = []
        for number, digest in enumerate((d for d in texts if d not in ids), self.store.last_id() + 1):
            new.append(TextRow(number, digest, *texts[digest][:2], len(texts[digest][2]), texts[digest][2]))
        ids |= {row.digest: row.id for row in new}
        self.store.insert_texts(new)
        self.store.append_postings(_postings(new))
        of_key = {key: ids[digest] for digest, key in texts.items()}
        rows: dict[bytes, UnitRow] = {}
        for unit, key in zip(batch, keys, strict=True):
            row = _row(unit, of_key[key])
            rows[row.digest] = max(row, rows.get(row.digest, row), key=_age)
        return self.store.upsert_units(list(rows.values()))

    def _candidates(self, text: str, pair: tuple[str, str]) -> list[int]:
        """Ids of the texts that share most features; reads about _VISITED postings, rarest features first."""
        asked = [_number(feature, pair) for feature in features(text, ASK_GRAMS_UP_TO)]
        counts = self.store.counts(asked)
        rarest: list[int] = []
        visited = 0
        for feature in sorted(counts, key=lambda feature: (counts[feature], feature)):
            visited += counts[feature]
            if rarest and visited > _VISITED:
                break
            rarest.append(feature)
        lists: dict[int, array[int]] = defaultdict(lambda: array("I"))
        for feature, ids in self.store.postings(rarest):
            lists[feature].extend(_unpacked(ids))
        votes: Counter[int] = Counter()
        for feature in rarest:
            votes.update(lists[feature][:_VISITED])
        return _most_often(votes)


_BATCH = 1 << 16
_BLOCK_BITS = 15
_COMPARED_ALL = 1500
_COMPARED = 600
_VISITED = 25_000


def _age(row: UnitRow) -> tuple[str, str, str]:
    return row.changed, row.notes, row.origin


def _in_order(units: Iterable[Unit], source: str, context: str | None) -> list[Unit]:
    """Sort units: same context first, then same spelling, then last changed."""
    by_text = sorted(units, key=lambda unit: (unit.context or "", unit.source, unit.target))
    last = sorted(by_text, key=lambda unit: unit.changed, reverse=True)
    return sorted(last, key=lambda unit: (unit.context != context, unit.source != source))


def _most_often(votes: Counter[int]) -> list[int]:
    """The _COMPARED ids with most votes; of equal votes those counted first."""
    by_times = sorted(Counter(votes.values()).items(), reverse=True)
    totals = accumulate(texts for _, texts in by_times)
    least = next((times for (times, _), total in zip(by_times, totals, strict=True) if total >= _COMPARED), 0)
    more = [text for text, times in votes.items() if times > least]
    return more + list(islice((text for text, times in votes.items() if times == least), _COMPARED - len(more)))


# --- rows ------------------------------------------------------------------------------------------


def _digest(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()


def _row(unit: Unit, text: int) -> UnitRow:
    context = "" if unit.context is None else f"={unit.context}"
    digest = _digest(unit.locale, unit.source_locale, unit.source, unit.target, context)
    notes = json.dumps(unit.notes, ensure_ascii=False) if unit.notes else "[]"
    return UnitRow(digest, text, unit.source, unit.target, unit.context, unit.origin, notes, unit.changed)


def _number(feature: str, pair: tuple[str, str]) -> int:
    """The number of a feature in one pair of languages. Features may collide: scoring removes the wrong texts."""
    return crc32(feature.encode(), crc32(" ".join(pair).encode()))


def _postings(rows: Iterable[TextRow]) -> Iterator[PostingRow]:
    """The postings of new texts, sorted by feature, so that a large table grows in few places."""
    for block, texts in groupby(rows, key=lambda row: row.id >> _BLOCK_BITS):
        lists: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row in texts:
            of_pair = lists[row.locale, row.source_locale]
            for feature in features(row.normal, GRAMS_UP_TO):
                of_pair[feature].append(row.id)
        numbered: dict[int, list[int]] = {}
        for pair, found in lists.items():
            for feature, ids in found.items():
                number = _number(feature, pair)
                numbered[number] = sorted({*numbered[number], *ids}) if number in numbered else ids
        for number, ids in sorted(numbered.items()):
            yield PostingRow(number, block, len(ids), _packed(ids))


def _packed(ids: Iterable[int]) -> bytes:
    numbers = array("I", ids)
    return (numbers if sys.byteorder == "little" else _swapped(numbers)).tobytes()


def _unpacked(data: bytes) -> array[int]:
    ids = array("I")
    ids.frombytes(data)
    return ids if sys.byteorder == "little" else _swapped(ids)


def _swapped(ids: array[int]) -> array[int]:
    other = ids[:]
    other.byteswap()
    return other
