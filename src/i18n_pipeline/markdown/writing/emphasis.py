"""Make emphasis open and close next to letters of any script.

CommonMark (0.31, section 6.2) lets `**` close after punctuation only if no letter follows, and open before punctuation
only if no letter precedes. Languages without blanks break that rule in every other sentence: `**これ」**を` is no
emphasis. The letter beside the mark is then written as a numeric character reference, which begins and ends with
punctuation: `**これ」**&#12434;`. Readers see the same letter; it needs no HTML and no invisible signs, and cmark-gfm,
micromark, markdown-it, marked, goldmark, mistune and Python-Markdown read it alike.

Markdig 1.1 decodes references before it looks at marks. There `_` becomes `*`, which may stand beside letters, and
where that does not help, a hair space goes between the letter and the mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing.literal import BRACKETS, HIDDEN, literal, quick_view

RUN = re.compile(r"\*\**|__*|~~?(?!~)")
STRAY = re.compile(r"\*+|_+|~+")
NONE: frozenset[str] = frozenset()
HAIR_SPACE = "&#8202;"
"""The narrowest white space, as a reference, which parsers that do not decode it take for punctuation."""


class MarkPair(Struct, frozen=True):
    """Two runs of equal signs meant to open and to close emphasis. All numbers are character offsets."""

    mark: str
    """The signs, for example `**`."""
    start: int
    """Where the opening signs begin."""
    end: int
    """Where the closing signs begin."""


def reference(sign: str) -> str:
    """A character as a numeric character reference (CommonMark, section 2.5)."""
    return f"&#{ord(sign)};"


def may_need_help(text: str) -> bool:
    """Quick test for emphasis in a text."""
    return "*" in text or "_" in text or "~" in text


def held(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> str:
    """Replace letters by references where emphasis of the English text would otherwise not open or close."""
    if not may_need_help(text) or not may_need_help(english) or not may_need_help(quick_view(english) or english):
        return text
    failing = {run[0] for run in RUN.finditer(quick_view(text) or text) if _may_fail(text, run)}
    if not failing or _surely_opens_and_closes(text) or _surely_without(failing, text, english):
        return text
    seen = literal(text, dialect, names)
    pairs = _intended(text, seen.marked, frozenset(opened(english, dialect, names))) or []
    edits = {at for pair in pairs for at in _neighbours(text, pair)}
    if not edits or not all(seen.plain[at] != HIDDEN for at in edits):
        return text
    if dialect.decodes_beside_marks:
        return _with_stars_and_gaps(text, pairs)
    return "".join(reference(sign) if at in edits else sign for at, sign in enumerate(text))


def apart(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> str:
    """The text without marks that could make emphasis with one outside the text, unless the English has them."""
    if not may_need_help(text):
        return text
    plain = literal(text, dialect, names).plain
    strays = (run for run in STRAY.finditer(plain) if text[max(0, run.start() - 1) : run.end() + 1] not in english)
    edits = {at for run in strays if _may_count(text, run, outside=">") for at in range(*run.span())}
    return "".join(reference(sign) if at in edits else sign for at, sign in enumerate(text)) if edits else text


def _with_stars_and_gaps(text: str, pairs: Iterable[MarkPair]) -> str:
    """The text with `*` for marks of underscores beside letters, and gaps between letters and other marks."""
    signs = list(text)
    for pair in pairs:
        size = len(pair.mark)
        starred = pair if "*" in text[pair.start + size : pair.end] else replace(pair, mark="*" * size)
        for at in (pair.start, pair.end) if pair.mark[0] == "_" and any(True for _ in _neighbours(text, pair)) else ():
            signs[at : at + size] = starred.mark
        for at in _neighbours(text, starred if pair.mark[0] == "_" else pair):
            signs[at] = signs[at] + HAIR_SPACE if at < pair.start else HAIR_SPACE + signs[at]
    return "".join(signs)


def without_lone(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> str:
    """The text of a cell with those marks as references that are no emphasis in it, except English ones.

    Markdig 1.1 looks for what ends them in the other rows of the table, and then both rows have other cells.
    """
    if not may_need_help(text):
        return text
    left = Counter(run[0] for run in _lone(english, dialect, names))
    more = []
    for run in _lone(text, dialect, names):
        left[run[0]] -= 1
        more += [run] if left[run[0]] < 0 else []
    return _as_references(text, more)


def without_lone_in_links(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> str:
    """The text with the marks in its links that are no emphasis as references.

    kramdown 2.4 looks for what ends them behind the link too, which is none then.
    """
    if text == english or not may_need_help(text):
        return text
    linked = literal(text, dialect, names).linked
    runs = (run for run in _lone(text, dialect, names) if any(start < run.start() < end for start, end in linked))
    return _as_references(text, runs)


def _as_references(text: str, runs: Iterable[re.Match[str]]) -> str:
    """The text with references for the signs of some marks, which are in order."""
    parts, done = [], 0
    for run in runs:
        parts += [text[done : run.start()], *map(reference, run[0])]
        done = run.end()
    return "".join([*parts, text[done:]])


def _lone(text: str, dialect: Dialect, names: frozenset[str]) -> Iterator[re.Match[str]]:
    """The marks of a text that are no emphasis, but for those between blanks, and underscores in words."""
    for run in RUN.finditer(literal(text, dialect, names).plain):
        before, after = text[: run.start()][-1:], text[run.end() :][:1]
        if not (before.isspace() and after.isspace()) and not (
            run[0][0] == "_" and before.isalnum() and after.isalnum()
        ):
            yield run


def _surely_without(marks: set[str], text: str, english: str) -> bool:
    """Quick test whether none of these marks of a text opens emphasis in the English text."""
    ours, theirs = quick_view(text), quick_view(english)
    return not (ours is None or theirs is None or any(run[0] in marks for run in _runs(english, theirs)))


def _surely_opens_and_closes(text: str) -> bool:
    """Quick test whether all marks of a text are pairs that open and close emphasis."""
    shown = quick_view(text)
    pairs = None if shown is None else _intended(text, shown)
    return pairs is not None and all(_opens_and_closes(text, pair) for pair in pairs)


def lost(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> tuple[str, ...]:
    """Emphasis marks, as `**`, that the translation shows less often than the English text, sorted."""
    if not may_need_help(english) or _is_marked_alike(text, english):
        return ()
    missing = Counter(_kinds(opened(english, dialect, names)))
    if missing:
        missing -= Counter(_kinds(opened(held(text, english, dialect, names), dialect, names)))
    return tuple(sorted(missing.elements()))


def added(text: str, english: str, dialect: Dialect, names: frozenset[str] = NONE) -> tuple[str, ...]:
    """Emphasis marks, as `**`, that the translation shows more often than the English text, sorted."""
    if not may_need_help(text) or _is_marked_alike(text, english):
        return ()
    more = Counter(_kinds(opened(held(text, english, dialect, names), dialect, names)))
    return tuple(sorted((more - Counter(_kinds(opened(english, dialect, names)))).elements()))


def _is_marked_alike(text: str, english: str) -> bool:
    """Quick test whether all marks of a translation surely do what those of its English text do."""
    return (
        BRACKETS.findall(text) == BRACKETS.findall(english)
        and _blanks_beside(text) == _blanks_beside(english)
        and not _paired(RUN.findall(text))[1]
        and not _paired(RUN.findall(english))[1]
        and (not any(_may_fail(text, run) for run in RUN.finditer(text)) or _surely_opens_and_closes(text))
    )


def _paired(marks: Iterable[str]) -> tuple[list[str], list[str]]:
    """The marks that open something, and those of them that nothing closes; pairs do not cross."""
    opening: list[str] = []
    unpaired: list[str] = []
    for mark in marks:
        if unpaired and unpaired[-1] == mark:
            unpaired.pop()
        else:
            unpaired.append(mark)
            opening.append(mark)
    return opening, unpaired


def _blanks_beside(text: str) -> list[tuple[str, bool, bool]]:
    """The runs of marks of a text, sorted, each with whether there is a blank before it and after it."""
    sides = ((run[0], *_beside(text, run.start(), run.end())) for run in RUN.finditer(text))
    return sorted((mark, before.isspace(), after.isspace()) for mark, before, after in sides)


def opened(text: str, dialect: Dialect, names: frozenset[str] = NONE) -> list[str]:
    """The marks that open emphasis in a text according to the parser, in order."""
    if not may_need_help(text):
        return []
    seen = literal(text, dialect, names)
    return _paired(found[0] for found in RUN.finditer(seen.marked) if seen.plain[found.start()] == HIDDEN)[0]


def _kinds(marks: Iterable[str]) -> Iterator[str]:
    """The marks, with `_` as `*`, since translators may use either; `***` counts as both kinds."""
    for mark in marks:
        stars = mark.replace("_", "*")
        yield from ("*", "**") if stars == "***" else (stars,)


def _intended(text: str, marked: str, marks: frozenset[str] | None = None) -> list[MarkPair] | None:
    """Pairs as a reader would see them, in order of their ends; None if pairs cross or a mark has no partner.

    `marked` is the text with its emphasis shown (see `literal`); only `marks` count, if they are given.
    """
    pairs: list[MarkPair] = []
    opened_runs: list[tuple[str, int]] = []
    for run in _runs(text, marked):
        mark = run[0]
        if marks is not None and mark not in marks:
            continue
        if opened_runs and opened_runs[-1][0] == mark:
            pairs.append(MarkPair(mark, opened_runs.pop()[1], run.start()))
        elif any(mark == other for other, _ in opened_runs):
            return None
        else:
            opened_runs.append((mark, run.start()))
    return None if opened_runs else pairs


def _runs(text: str, marked: str) -> Iterator[re.Match[str]]:
    """The runs that may open or close emphasis: not between blanks, nor the `_` inside a Latin word."""
    return (run for run in RUN.finditer(marked) if _may_count(text, run))


def _may_count(text: str, run: re.Match[str], *, outside: str = " ") -> bool:
    """Whether a run does not stand between blanks, and is no `_` inside a Latin word; `outside` is beside the text."""
    before, after = text[run.start() - 1 : run.start()] or outside, text[run.end() : run.end() + 1] or outside
    inside = run[0][0] == "_" and before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return not (before.isspace() and after.isspace()) and not inside


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after; a blank at the ends of the text."""
    return text[start - 1 : start] or " ", text[end : end + 1] or " "


def _neighbours(text: str, pair: MarkPair) -> Iterator[int]:
    """Positions of the characters outside a pair that stop it from opening or closing."""
    size = len(pair.mark)
    before, first = _beside(text, pair.start, pair.start + size)
    last, after = _beside(text, pair.end, pair.end + size)
    if _is_held_back(pair.mark, before, first):
        yield pair.start - 1
    if _is_held_back(pair.mark, after, last):
        yield pair.end + size


def _may_fail(text: str, run: re.Match[str]) -> bool:
    """Whether a run of marks fails to open or to close emphasis, if it were meant to."""
    before, after = _beside(text, run.start(), run.end())
    return _is_held_back(run[0], before, after) or _is_held_back(run[0], after, before)


def _opens_and_closes(text: str, pair: MarkPair) -> bool:
    """Whether a pair stands right beside the words in it, and nothing outside holds it back."""
    ends_blank = text[pair.start + len(pair.mark)].isspace() or text[pair.end - 1].isspace()
    return not ends_blank and not any(True for _ in _neighbours(text, pair))


def _is_held_back(mark: str, outer: str, inner: str) -> bool:
    """Whether a mark between these two characters fails to open (or close) emphasis on the inner side."""
    if outer.isspace() or _is_punctuation(outer):
        return False
    return mark[0] == "_" or _is_punctuation(inner) or unicodedata.category(inner)[0] == "S"


def _is_punctuation(sign: str) -> bool:
    """Whether every version of CommonMark counts a character as punctuation: symbols (S) count from 0.31."""
    return sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" or unicodedata.category(sign)[0] == "P"
