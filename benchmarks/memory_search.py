"""How fast a large translation memory answers, and how often it gives the answer of a search through everything.

`python benchmarks/memory_search.py [--size N] [--queries N] [--catalogues DIR] [--postgres DSN]`. The memory is grown
from the Dutch catalogues of this system's own programs: pieces of two messages put together and some words exchanged,
always in the same way for the same size. Queries are segments of it as they are, with words or letters changed,
texts of two or three words, and segments in Han characters without spaces, as every twentieth is. An answer is right
if it scores as well as the best of all segments, found by comparing with each. With `--postgres`, the same in a schema
`benchmark_memory` of that database, which is removed afterwards.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import quantiles
from zlib import crc32

import polib

from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.memory.scoring import ranked, window
from i18n_pipeline.memory.searching import OpenMemory
from i18n_pipeline.model import Unit

LEAST = 70
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCHEMA = "benchmark_memory"
HAN = "zh"
Pair = tuple[str, str]
Kinds = dict[str, list[str]]
Scores = dict[str, list[int]]


def main() -> None:
    """Build, ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000, help="segments")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--catalogues", type=Path, default=Path("/usr/share/locale/nl"), help="folder of .mo files")
    parser.add_argument("--postgres", help="DSN of a database to measure as well")
    given = parser.parse_args()
    seeds = list(pairs(given.catalogues))
    print(f"{len(seeds)} messages grown to {given.size} segments")
    units = list(grown(seeds, given.size))
    asked = questions(units, given.queries)
    right = truth(asked, units)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        path = Path(folder) / "memory.db"
        measure("SQLite", str(path), units, asked, right, lambda: path.stat().st_size)
    if given.postgres:
        in_postgres(given.postgres, units, asked, right)


def pairs(folder: Path) -> Iterator[Pair]:
    """Messages of catalogues and their translations, each source text once, in a fixed order."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.mo")):
        for entry in polib.mofile(str(path)):
            if entry.msgid not in seen and entry.msgstr and entry.msgid.strip():
                seen.add(entry.msgid)
                yield entry.msgid, entry.msgstr


def grown(seeds: list[Pair], size: int) -> Iterator[Unit]:
    """The messages, then new ones made of two of them, no source text twice."""
    random = Random(size)
    words = [word for source, _ in seeds for word in source.split()]
    seen: set[str] = set()
    for source, target in itertools.chain(seeds, crossed(seeds, words, random)):
        if len(seen) == size:
            return
        if source not in seen:
            seen.add(source)
            han = len(seen) % 20 == 0
            yield Unit(in_han(source) if han else source, target, "nl", HAN if han else "en", origin="benchmark")


def crossed(seeds: list[Pair], words: list[str], random: Random) -> Iterator[Pair]:
    """Without end: the beginning of one message and the end of another, some words exchanged."""
    while True:
        (one, target), (other, _) = random.choice(seeds), random.choice(seeds)
        begin, end = one.split(), other.split()
        text = begin[: random.randint(1, len(begin))] + end[random.randrange(len(end)) :]
        yield " ".join(random.choice(words) if random.random() < 0.1 else word for word in text), target


def questions(units: list[Unit], number: int) -> Kinds:
    """Texts to look for, by their kind."""
    random = Random(number)
    words = [word for unit in units[:20_000] for word in unit.source.split()]
    english = [unit for unit in units if unit.source_locale == "en"]
    chosen = [random.choice(english).source for _ in range(50 * number)]
    han = [unit.source for unit in units if unit.source_locale == HAN and len(unit.source) > 6]
    long = [text for text in chosen if 5 <= len(text.split()) <= 60]
    short = [text for text in chosen if 2 <= len(text.split()) <= 3]
    return {
        "same": long[:number],
        "words": [with_words(text, words, random) for text in long[number : 2 * number]],
        "typos": [with_typos(text, random, 15) for text in long[2 * number : 3 * number]],
        "short": [with_typos(text, random, 12) for text in short[:number]],
        HAN: [with_typos(text, random, 10) for text in random.sample(han, number)],
    }


def with_words(text: str, words: list[str], random: Random) -> str:
    """One to three words exchanged, taken out or put in."""
    found = text.split()
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(found))
        found[place : place + random.randint(0, 1)] = random.sample(words, random.randint(0, 1))
        found = found or ["x"]
    return " ".join(found)


def with_typos(text: str, random: Random, every: int) -> str:
    """One letter in so many changed, taken out or put in."""
    letters = list(text)
    for _ in range(1 + len(text) // every):
        place = random.randrange(len(letters))
        letters[place : place + random.randint(0, 1)] = random.choice(["", *LETTERS])
        letters = letters or ["x"]
    return "".join(letters)


def in_han(text: str) -> str:
    """A text in a script without spaces: each word becomes two characters."""
    numbers = [crc32(word.encode()) for word in text.split()]
    return "".join(chr(0x4E00 + number % 97) + chr(0x4E00 + number % 3001) for number in numbers)


def truth(asked: Kinds, units: list[Unit]) -> Scores:
    """The best score of each text, after comparing it with all of its length; 0 where none is good enough."""
    best: Scores = {}
    for kind, texts in asked.items():
        language = HAN if kind == HAN else "en"
        known = sorted({normal(unit.source) for unit in units if unit.source_locale == language}, key=len)
        best[kind] = []
        for text in map(normal, texts):
            low, high = window(len(text), LEAST)
            near = known[bisect_left(known, low, key=len) : bisect_right(known, high, key=len)]
            best[kind].append(next((score for _, score in ranked(text, near, LEAST, 1)), 0))
    return best


def measure(  # noqa: PLR0913, PLR0917 - what is measured, and against what
    name: str, database: str, units: list[Unit], asked: Kinds, right: Scores, size: Callable[[], int]
) -> None:
    """Build a memory and ask it; print how long it took and how often the answer was right."""
    with open_memory(database) as memory:
        begun, used = time.perf_counter(), time.process_time()
        memory.add(units)
        took, used = time.perf_counter() - begun, time.process_time() - used
        print(f"\n{name}: built in {took:.1f} s ({used:.1f} s of this process)")
        print("\n| kind | found | CPU ms p50 | p95 | wall ms p50 | p95 |\n|---|---:|---:|---:|---:|---:|")
        for kind, texts in asked.items():
            row(memory, kind, texts, right[kind])
    print(f"\n{size() / 1e6:.0f} MB")


def row(memory: OpenMemory, kind: str, texts: list[str], right: list[int]) -> None:
    """Ask one kind of queries and print a line of the table."""
    cpu, wall, found = [], [], 0
    for text, best in zip(texts, right, strict=True):
        begun, used = time.perf_counter(), time.process_time()
        answer = memory.near(text, "nl", HAN if kind == HAN else "en", least=LEAST, limit=1)
        cpu.append(1000 * (time.process_time() - used))
        wall.append(1000 * (time.perf_counter() - begun))
        found += bool(best) and bool(answer) and answer[0].score == best
    times = [quantiles(values, n=20)[place] for values in (cpu, wall) for place in (9, 18)]
    print(f"| {kind} | {found} of {sum(map(bool, right))} | {' | '.join(f'{value:.1f}' for value in times)} |")


def in_postgres(dsn: str, units: list[Unit], asked: Kinds, right: Scores) -> None:
    """The same in a schema of its own, which is removed afterwards."""
    import psycopg  # noqa: PLC0415 - an extra, needed for this alone

    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        query = (
            "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)"
        )

        def size() -> int:
            found = connection.execute(query, (SCHEMA,)).fetchone()
            return int(found[0]) if found else 0

        joint = "&" if "?" in dsn else "?"
        try:
            measure("PostgreSQL", f"{dsn}{joint}options=-csearch_path%3D{SCHEMA}", units, asked, right, size)
        finally:
            connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


if __name__ == "__main__":
    main()
