"""Break a translation into lines like its English text; no line begins a block (`escaping` has the rules)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from operator import itemgetter

from msgspec import Struct

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.signs_to_escape import Risks
from i18n_pipeline.markdown.writing import escaping
from i18n_pipeline.markdown.writing.literal import ends_with_escape

NEWLINE = re.compile(r"\r\n|\n|\r")
BACKSLASH_BREAK = re.compile(r"\\(?:\r\n|\n|\r)")
BLANK_BREAK = re.compile(r" {2}(?:\r\n|\n|\r)")
ADDRESS = re.compile(r"(?:://|www\.|@).*", re.IGNORECASE)
"""A bare address in a word, from its first characteristic sign."""
BESIDE_ADDRESS = re.compile(r"[\s<>]")
"""What ends a bare address."""
NO_LINE_START = re.compile(
    r"[<{%|=#>:~$]|!!!|\?\?\?|///|[-+](?=[-+\s]|$)|[*_]+(?=\s|$)|\d+[.)](?=\s|$)|`{3}"
    r"|\[(?:[\[!^]|[ xX]\]|[^\[\]\s]{0,80}\]:)"
    r"|\*\[|\([\w.:-]+\)=|(?:im|ex)port\b"  # and lines with a special meaning in some dialect
)
"""Text never moved to the start of a line, where it would begin a block in CommonMark or some dialect."""
TAIL = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"
ATOM = re.compile(  # each way begins with one certain sign, which makes the search five times as fast
    r"\\."
    rf"|\[[^\[\]]{{1,40}}+\]{TAIL}|\]{TAIL}"  # a short link, a link's tail
    r"|<[A-Za-z/](?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*+\}|[^<>\"'{}])*+>"
    r"|<[A-Za-z/!?][^<>]*>|<%(?:[^<%]|<(?!%)|%(?!>))*%>"  # tags
    # A shortcode of Hugo with its body, in which the marks of a quote would be words:
    r"|\{\{[<%]\s*(?P<name>[\w/.-]+)[^{}]{0,200}\}\}[^{}]{1,200}\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}"
    r"|\{\{(?:[^{}]|\{[^{}]*\})*\}\}|\{(?:[^{}]|\{[^{}]*\})*\}"  # template expressions, attribute lists
)
"""Text other than code that is never broken across lines."""
ATOM_SIGN = re.compile(r"[`\\\]<{]")
"""A text without any of these signs has neither code nor such text."""
CODES_ALONE = re.compile(r"(?:(?:<[^<>]*>|\{\{(?:[^{}]|\{[^{}]*\})*\}\}|\{(?:[^{}]|\{[^{}]*\})*\})[ \t]*)+")
"""A line of tags and template expressions only, which would be a block instead of part of a sentence."""
SPACE = re.compile(r"[ \t]+")
CLOSERS = "\"'”’»)]*_~`"  # noqa: RUF001 - typeset quotes are meant
"""What may stand behind the mark that ends a sentence."""
SENTENCE_ENDS = frozenset(".!?:;…。！？：；")  # noqa: RUF001 - CJK full stops are meant
SENTENCE_SPACE = re.compile(rf"(?P<end>[.!?:;…])[{re.escape(CLOSERS)}]*(?P<space>[ \t]+)")
ABBREVIATION = re.compile(r"(?:^|[\s(])(?:\w|\w+\.\w+|[DM]r|Mrs|Ms|St|vs|bv|dr|ir|mr)\.$")
CJK = re.compile(
    r"[\u1100-\u11ff\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)


class Style(Struct, frozen=True):
    """How the paragraphs of a page are broken into lines."""

    newline: str = "\n"
    """Line end of the page."""
    width: int = 0
    """Columns of the widest wrapped line; 0 if no paragraph is wrapped."""
    sentences: bool = True
    """Whether most paragraphs of several lines are broken after sentences."""
    backslash: bool = False
    """Whether the page has hard breaks with a backslash, which Python-Markdown shows to readers."""


class EnglishLines(Struct, frozen=True):
    """How the lines of an English text are broken."""

    begun: tuple[str, ...]
    """Its lines, without the marks and blanks before them."""
    codes: tuple[str, ...]
    """Its lines with nothing but tags and template expressions."""
    ends: frozenset[str]
    """The last signs of the lines that end at no hard break, without quotes and brackets."""
    width: int
    """Columns of its widest line."""
    backslashed: frozenset[str]
    """Its lines that end with a backslash, and the addresses at their ends, without it."""
    backslash: bool
    """Whether it has hard breaks with a backslash."""
    blanks: bool
    """Whether it has hard breaks with blanks."""


def split(text: str) -> list[str]:
    """The lines of a text, as they are."""
    return NEWLINE.split(text) if "\n" in text or "\r" in text else [text]


def style(paragraphs: Iterable[str], newline: str) -> Style:
    """The style of a page, from the text of its paragraphs with their line breaks."""
    widths, by_sentence, backslash = [], 0, False
    for english in map(english_lines, paragraphs):
        backslash = backslash or english.backslash
        if english.ends and english.ends <= SENTENCE_ENDS:
            by_sentence += 1
        elif english.ends:
            widths.append(english.width)
    return Style(newline, max(widths, default=0), by_sentence >= len(widths), backslash)


def one_line(text: str) -> str:
    """Join the lines of a text; hard breaks become spaces."""
    return " ".join(row for rows in _chunks(text) for row in rows)


def lines(text: str, source: str, page: Style, risks: Risks) -> list[str]:
    """Break a paragraph's text into lines like `source`, the English text on the page; no line begins a block."""
    english = english_lines(source)
    codes, breaker = list(english.codes), _breaker(english, page)
    broken = [list(_rows(" ".join(rows), codes, breaker)) for rows in _chunks(text)]
    for chunk in broken[:-1]:
        chunk[-1] += _hard_break(chunk[-1], english, page)
    return [escaping.line(line, english.begun, risks) for chunk in broken for line in chunk]


def _hard_break(row: str, english: EnglishLines, page: Style) -> str:
    """What ends a line at a hard break; a backslash directly behind an address is part of it (cmark-gfm 0.29)."""
    address = _address_at_end(row)
    if row in english.backslashed or address in english.backslashed:
        return "\\"
    return "\\" if page.backslash and not address and not english.blanks else "  "


def _address_at_end(row: str) -> str:
    """The bare address that a line ends with, empty if there is none."""
    found = ADDRESS.search(BESIDE_ADDRESS.split(row)[-1])
    return found[0] if found else ""


@lru_cache(maxsize=512)
def english_lines(source: str) -> EnglishLines:
    """How the lines of an English text on a page are broken, found once for the page and for all languages."""
    begun = tuple(row.lstrip(" \t>") for row in split(source))
    chunks = _chunks(source, marks=" \t>")
    rows = [row for chunk in chunks for row in chunk]
    backslashed = [row[:-1] for row in begun if row.endswith("\\")]
    return EnglishLines(
        begun,
        tuple(row for row in rows if row[0] in "<{" and CODES_ALONE.fullmatch(row)),
        frozenset(row.rstrip(CLOSERS)[-1:] for chunk in chunks for row in chunk[:-1]),
        max(map(len, rows), default=0),
        frozenset(filter(None, [*backslashed, *map(_address_at_end, backslashed)])),
        "\\" in source and BACKSLASH_BREAK.search(source) is not None,
        "  " in source and BLANK_BREAK.search(source) is not None,
    )


def _begun_with_words(rows: list[str]) -> list[str]:
    """Lines, a first one of tags and template expressions only joined with the next; no other begins with a tag."""
    if len(rows) > 1 and rows[0][:1] in "<{" and CODES_ALONE.fullmatch(rows[0]):
        return [f"{rows[0]} {rows[1]}", *rows[2:]]
    return rows


def flowed(text: str, source: str, page: Style) -> list[str]:
    """Break text inside HTML into lines like `source`, the English text on the page."""
    english = english_lines(source)
    return list(_rows(one_line(text), list(english.codes), _breaker(english, page)))


def _rows(text: str, codes: list[str], breaker: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The lines of a text; each of `codes` that occurs in it stays a separate line, and is removed from `codes`."""
    done = 0
    while codes:
        found = re.compile(rf"(?<!\S){re.escape(codes[0])}(?!\S)").search(text, done)
        if not found:
            break
        if text[done : found.start()].strip():
            yield from _begun_with_words(list(breaker(text[done : found.start()].strip())))
        yield codes.pop(0)
        done = found.end()
    if text[done:].strip() or not done:
        yield from _begun_with_words(list(breaker(text[done:].strip())))


def broken(text: str) -> list[str]:
    """Split an attribute's value into two lines, the second of which begins no block.

    A tag on a single line may begin an HTML block; a tag on two lines does not.
    """
    first, _, last = text.rpartition(" ")
    return [first, last if last[:1].isalnum() or last[:1] == "&" else f"&#{ord(last[0])};{last[1:]}"]


def _chunks(text: str, marks: str = " \t") -> list[list[str]]:
    """Lines grouped by hard breaks, without blank lines, and without white space and `marks` around each."""
    *before, last = split(text)
    last = last.lstrip(marks).rstrip(" \t")
    if not before:
        return [[last]] if last else []
    chunks: list[list[str]] = [[]]
    for row in before:
        bare = row.strip(" \t")
        hard = bare.endswith("\\") and ends_with_escape(bare)
        bare = (bare[:-1] if hard else bare).lstrip(marks).rstrip(" \t")
        chunks[-1] += [bare] if bare else []
        if (hard or row.endswith("  ")) and chunks[-1]:
            chunks.append([])
    chunks[-1] += [last] if last else []
    return [rows for rows in chunks if rows]


def _breaker(english: EnglishLines, page: Style) -> Callable[[str], Iterable[str]]:
    """Line breaker matching the line breaks of the English text: none, after sentences, or at a width."""
    if not english.ends:
        return lambda text: [text]
    if page.sentences and english.ends <= SENTENCE_ENDS:
        return partial(_sentences, frozenset(".!?…") | english.ends)
    return partial(_wrapped, max(page.width, english.width))


def _sentences(ends: frozenset[str], text: str) -> Iterator[str]:
    begun, atoms = 0, _atoms(text)
    for found in SENTENCE_SPACE.finditer(text):
        start, end = found.span("space")
        if found["end"] not in ends or text[end].islower() or not _may_break(text, start, end, atoms):
            continue
        if not ABBREVIATION.search(text[max(begun, start - 16) : start]):
            yield text[begun:start]
            begun = end
    yield text[begun:]


def _wrapped(width: int, text: str) -> Iterator[str]:
    if len(text) <= width:
        yield text
        return
    begun, atoms = 0, _atoms(text)
    while len(text) - begun > width:
        for start, end in _spaces(text, begun, width):
            if _may_break(text, start, end, atoms):
                yield text[begun:start]
                begun = end
                break
        else:
            break
    yield text[begun:]


def _spaces(text: str, begun: int, width: int) -> Iterator[tuple[int, int]]:
    """The runs of blanks at which a line may end that begins at an offset: the last that fits first, then the next."""
    beyond = stop = begun + width + 1
    while (last := max(text.rfind(" ", begun, stop), text.rfind("\t", begun, stop))) >= 0:
        stop = begun + len(text[begun:last].rstrip(" \t"))
        found = SPACE.match(text, stop)
        if found:
            beyond = max(beyond, found.end())
            yield found.span()
    yield from (found.span() for found in SPACE.finditer(text, beyond))


def _atoms(text: str) -> list[tuple[int, int]]:
    """The spans of code, tags, template expressions, short links and targets of links, in order."""
    return [inline.span(piece) for piece in inline.with_code(ATOM, text)] if ATOM_SIGN.search(text) else []


def _may_break(text: str, start: int, end: int, atoms: list[tuple[int, int]]) -> bool:
    """Whether a line may end at this space: not in an atom or CJK text, and not before what begins a block."""
    if NO_LINE_START.match(text, end) or (CJK.match(text, start - 1) and CJK.match(text, end)):
        return False
    before = bisect_right(atoms, start, key=itemgetter(0)) - 1 if atoms else -1
    return before < 0 or atoms[before][1] <= start
