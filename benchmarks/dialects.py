"""How well a profile reads the pages of a real site: `python benchmarks/dialects.py FOLDER PROFILE` prints a table.

The pages are translated in ways that must not matter (as they are, other line widths, accents, longer and shorter
words), and a reader that shares no code with the tool (`lines/`) compares the syntax of each page before and after.
It also says which messages hold syntax, and which words for readers are in no message.
"""

from __future__ import annotations

import argparse
import gc
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from lines import reader
from lines.kinds import KINDS
from lines.reader import Lines

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import segments
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing import wrapping
from i18n_pipeline.markdown.writing.localise import Localised, localise
from i18n_pipeline.project.settings import load
from i18n_pipeline.project.settings_tables import kind_of_site

FRONT_MATTER = frozenset({"yaml", "toml", "json"})
KEPT = re.compile(
    r"(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)"  # code
    r"|<math\b[\s\S]*?</math>"
    r"|</?[A-Za-z](?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}|[^<>\"'{}])*>|</?>|<!--.*?-->"  # tags
    r"|(?<!\\)\\\\?\([^\n]*?\\\\?\)"  # formulas of MathJax and Hugo
    r"|\{%-?\s*comment\b[\s\S]*?endcomment\s*-?%\}"
    r"|\{\{<[ \t]*(?P<formula>katex|math)\b[^{}]*>\}\}[\s\S]*?\{\{<[ \t]*/[ \t]*(?P=formula)[ \t]*>\}\}"
    r"|:::no-loc\b.*?:::"
    r"|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{(?:[^{}]|\{[^{}]*\})*\}"  # template code, expressions, attribute lists
    r"|\]\[[^\]]*\]|\]\((?:[^()]|\([^()]*\))*\)|\[\^[^\]]*\]|&#?\w+;|\\."  # targets, footnotes, entities, escapes
    r"|\$\$[\s\S]*?\$\$|\$ [^$\n`]+ \$|\$[^$\n`]*[\\_^=<>][^$\n`]*\$"
    r"|(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])|\+\+[\w+\"-]+\+\+|\$[^\s$`][^$\n`]*\$"  # icons, keys, formulas
    r"|\[[^\[\]]+\](?![(\[])"  # what may be the name of a link
    r"|(?i:https?:|www\.)[^\s<>\]]+"
    r"|[^\s`]+@\S+|(?!\S*:::no-loc)[^\s{<`\[(\\]*(?:[/:#@_$&=%]|\\.)(?:\\.|[^\s{<`\[\\])*"  # addresses, signs of code
)
"""What any translator leaves as it is in a sentence."""
WORD = re.compile(r"[A-Za-z]+")
NOT_ASCII = re.compile(r"[\x80-\xff]+")
ACCENTS = str.maketrans("aeiouAEIOUcn", "áéíóúÁÉÍÓÚçñ")
ROUNDS = 3
"""How often a page is read and written in each dialect where processor time is measured."""
RELAYOUT = {"half the width": 0.5, "three quarters of the width": 0.75, "twice the width": 2.0}


def _accents(word: str) -> str:
    return word.translate(ACCENTS)


def _longer(word: str) -> str:
    return word.translate(ACCENTS) + (word[-1] * 3 if len(word) > 4 else "")


def _shorter(word: str) -> str:
    return word[:3].translate(ACCENTS) if len(word) > 3 else word


CHANGED: dict[str, Callable[[str], str]] = {"accents": _accents, "longer words": _longer, "shorter words": _shorter}


@dataclass(slots=True)
class Found:
    """Counts of one kind of fault by construct or reason, and where they were seen."""

    counts: Counter[str] = field(default_factory=Counter)
    """How many, by construct or reason."""
    seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Examples of each."""
    pages: set[str] = field(default_factory=set)
    """The pages with any."""

    def add(self, what: str, place: str, example: str) -> None:
        """Count one; `place` is a file and a line."""
        self.counts[what] += 1
        self.pages.add(place.rpartition(":")[0])
        self.seen[what].append(f"{place}: {example}")


@dataclass(slots=True)
class Results:
    """What was found on all pages."""

    pages: int = 0
    size: int = 0
    """Bytes."""
    messages: int = 0
    words: int = 0
    """Words for readers."""
    unreadable: Found = field(default_factory=Found)
    identity: Found = field(default_factory=Found)
    refused_as_it_is: Found = field(default_factory=Found)
    refused_accents: Found = field(default_factory=Found)
    in_messages: Found = field(default_factory=Found)
    in_no_message: Found = field(default_factory=Found)
    broken: dict[str, Found] = field(default_factory=lambda: defaultdict(Found))
    """By the way of translating."""
    seconds: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    """Processor time by dialect and stage."""
    measured: Counter[str] = field(default_factory=Counter)
    """Messages on the pages of which the processor time was measured, by dialect."""


def main() -> None:
    """Read every page of the folder and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of pages")
    parser.add_argument("profile", help="short or dotted name of a profile")
    parser.add_argument(
        "--kind", choices=sorted(KINDS), help="kind of site for the reader; default: that of the profile"
    )
    parser.add_argument("--settings", type=Path, help="settings file whose [markdown] table counts, too")
    parser.add_argument("--suffix", action="append", help="end of the names of pages; default: those of the profile")
    parser.add_argument("--pages", type=int, default=0, help="look at this many pages, evenly spaced; default: all")
    parser.add_argument("--show", type=int, default=0, help="print this many examples of each kind")
    parser.add_argument("--no-cost", action="store_true", help="do not measure processor time")
    given = parser.parse_args()
    profile = kind_of_site(given.profile)
    kind = given.kind or next((name for name in (given.profile, profile.dialect.name) if name in KINDS), "commonmark")
    dialect_of: Callable[[str], Dialect] = profile.dialect_of
    if given.settings:
        config = msgspec.structs.replace(load(given.settings.parent, given.settings), profile=given.profile)
        dialect_of = config.dialect_of
    results = Results()
    for path in chosen(given.folder, tuple(given.suffix or profile.suffixes), given.pages):
        name = str(path.relative_to(given.folder))
        try:
            one = dialect_of(name)
            one_page(results, name, path.read_bytes(), one, one.name if not given.kind and one.name in KINDS else kind)
            if not given.no_cost:
                cost(results, path.read_bytes(), one)
        except Exception as error:  # noqa: BLE001 - a page on which the tool fails is a result
            results.unreadable.add(type(error).__name__, f"{name}:1", str(error)[:200])
    for row in report(results, given.show, profile.dialect):
        print(row)


def chosen(folder: Path, suffixes: tuple[str, ...], most: int) -> list[Path]:
    """The pages of a folder, at most so many of them, evenly spaced."""
    found = sorted(path for path in folder.rglob("*") if path.name.endswith(suffixes) and path.is_file())
    return [found[index * len(found) // most] for index in range(most)] if 0 < most < len(found) else found


def one_page(results: Results, name: str, data: bytes, dialect: Dialect, kind: str) -> None:
    """Count everything but time."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    page = segments.page(data, dialect)
    lines = reader.read(data, kind)
    results.pages += 1
    results.size += len(data)
    results.messages += len(page.segments)
    _read(results, name, page, lines)
    texts = {index: segment.msgid for index, segment in enumerate(page.segments)}
    if localise(page, {}, pins={}, accepted={}).data != data:
        results.identity.add("changed", f"{name}:1", "")
    _as_it_is(results, name, page, texts)
    for way, factor in RELAYOUT.items():
        _compare(results.broken[way], name, lines, _relaid(page, factor), kind)
    for way, change in CHANGED.items():
        done = localise(page, {i: translated(text, change) for i, text in texts.items()}, pins={}, accepted={})
        if way == "accents":
            _refusals(results.refused_accents, name, page, done)
        _compare(results.broken[way], name, lines, done, kind)


def _read(results: Results, name: str, page: Page, lines: Lines) -> None:
    """Syntax in messages, and words in none."""
    for segment in page.segments:
        if segment.place in FRONT_MATTER:
            continue
        if what := reader.in_message(lines, segment.start, segment.end):
            results.in_messages.add(what, _place(name, lines, segment.start), segment.msgid[:150])
    results.words += reader.count(lines)
    spans = [(segment.start, segment.end) for segment in page.segments]
    for construct, start, word in reader.missing(lines, spans):
        results.in_no_message.add(construct, _place(name, lines, start), word)


def _place(name: str, lines: Lines, offset: int) -> str:
    return f"{name}:{lines.text.count(chr(10), 0, offset) + 1}"


def _as_it_is(results: Results, name: str, page: Page, texts: dict[int, str]) -> None:
    """Each message translated by its English text."""
    _refusals(results.refused_as_it_is, name, page, localise(page, texts, pins={}, accepted={}))


def _refusals(found: Found, name: str, page: Page, done: Localised) -> None:
    for index, why in done.refused.items():
        segment = page.segments[index]
        line = page.outline.source.count(b"\n", 0, segment.start) + 1
        found.add(
            re.sub(r"[`«\"'].*", "…", why.reason)[:70],
            f"{name}:{line}",
            f"{segment.msgid[:120]!r} {why.reason[:120]}",
        )


def _relaid(page: Page, factor: float) -> Localised:
    """The page with its own words, its paragraphs laid out to another width."""
    laid = wrapping._wrapped  # noqa: SLF001 - the only place where the width is known
    wrapping._wrapped = lambda width, text: laid(max(12, int(width * factor)), text)  # noqa: SLF001
    texts = {index: re.sub(r"(?<!\\)\n", " ", segment.msgid) for index, segment in enumerate(page.segments)}
    try:
        return localise(page, texts, pins={}, accepted={})
    finally:
        wrapping._wrapped = laid  # noqa: SLF001


def _compare(found: Found, name: str, lines: Lines, done: Localised, kind: str) -> None:
    different = reader.difference(lines, reader.read(done.data, kind))
    if different:
        found.add(different[0], _place(name, lines, different[1]), _decoded(different[2])[:300])


def _decoded(said: str) -> str:
    """A text of one character a byte as people read it."""
    return NOT_ASCII.sub(lambda found: found[0].encode("latin-1").decode(errors="replace"), said)


def translated(text: str, change: Callable[[str], str]) -> str:
    """A text with its words changed and what looks like code kept."""
    parts, done = [], 0
    for found in KEPT.finditer(text):
        parts += [WORD.sub(lambda word: change(word[0]), text[done : found.start()]), found[0]]
        done = found.end()
    return "".join([*parts, WORD.sub(lambda word: change(word[0]), text[done:])])


def cost(results: Results, data: bytes, dialect: Dialect) -> None:
    """Processor time of reading a page and of writing its translation, in both dialects; the least of some rounds.

    The rounds of both take turns, so that a busy machine slows neither more than the other.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    both = {"profile": dialect, "commonmark": kind_of_site("commonmark").dialect}
    # Another page each time, and for each of both: nothing that is kept by the bytes of a page serves the other.
    rounds = [
        {name: _timed(data + b"\n" * (2 * number + place), one) for place, (name, one) in enumerate(both.items(), 1)}
        for number in range(ROUNDS)
    ]
    for name in both:
        results.seconds[name, "read"] += min(timed[name][0] for timed in rounds)
        results.seconds[name, "write"] += min(timed[name][1] for timed in rounds)
        results.measured[name] += rounds[0][name][2]


def _timed(data: bytes, dialect: Dialect) -> tuple[float, float, int]:
    """Seconds of reading and of writing a page, and its number of messages."""
    gc.collect(0)
    begun = time.process_time()
    page = segments.page(data, dialect)
    read = time.process_time()
    texts = {i: translated(segment.msgid, _accents) for i, segment in enumerate(page.segments)}
    ready = time.process_time()
    localise(page, texts, pins={}, accepted={})
    return read - begun, time.process_time() - ready, len(texts)


def report(results: Results, show: int, dialect: Dialect) -> Iterator[str]:
    """The lines of the report."""
    yield f"{results.pages} pages, {results.size / 1000:,.0f} kB, {results.messages} messages, dialect {dialect.name}"
    yield from _part("pages on which it failed", results.unreadable, 0, show)
    yield from _part("pages changed without a translation", results.identity, results.pages, show)
    yield from _part("English refused as its own translation", results.refused_as_it_is, results.messages, show)
    yield from _part("accents refused", results.refused_accents, results.messages, show)
    yield from _part("messages with syntax in them", results.in_messages, results.messages, show)
    yield from _part("words in no message", results.in_no_message, results.words, show)
    yield from _broken("re-layout alone", results, RELAYOUT, show)
    yield from _broken("a changed word", results, CHANGED, show)
    yield from (_cost(results, stage) for stage in ("read", "write") if results.measured["commonmark"])


def _cost(results: Results, stage: str) -> str:
    """What a stage costs by size, and by message: a dialect that finds more of them on a page has more work to do."""
    ours, theirs = results.seconds["profile", stage], results.seconds["commonmark", stage]
    found, plain = max(results.measured["profile"], 1), results.measured["commonmark"]
    return (
        f"{stage}: {ours * 1e8 / max(results.size, 1):.1f} ms of processor time per 100 kB, "
        f"{ours / theirs:.2f} of commonmark; {ours * 1e6 / found:.0f} µs per message, "
        f"{ours / found / (theirs / plain):.2f} of commonmark ({found} messages, {plain} in commonmark)"
    )


def _part(title: str, found: Found, of: int, show: int) -> Iterator[str]:
    total = found.counts.total()
    share = f" of {of} ({100 * total / of:.2f} %)" if of else ""
    on = f" on {len(found.pages)} pages" if total else ""
    yield f"{title}: {total}{share}{on}"
    for what, number in found.counts.most_common():
        yield f"    {number:6} {what}"
        step = max(1, len(found.seen[what]) // show) if show else 1
        yield from (f"           {example}" for example in found.seen[what][::step][:show])


def _broken(
    title: str, results: Results, ways: dict[str, float] | dict[str, Callable[[str], str]], show: int
) -> Iterator[str]:
    pages = set[str]().union(*(results.broken[way].pages for way in ways))
    yield f"pages broken by {title}: {len(pages)} of {results.pages} ({100 * len(pages) / max(results.pages, 1):.2f} %)"
    for way in ways:
        yield from ("  " + row for row in _part(way, results.broken[way], results.pages, show))


if __name__ == "__main__":
    main()
