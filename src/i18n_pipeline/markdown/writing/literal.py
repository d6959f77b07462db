"""Views of a text that show which characters a Markdown parser takes for words, and hide markup, code and addresses.

Texts have the form they have in messages: links numbered, hard breaks as a backslash and a newline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import Dialect, of_words_alone
from i18n_pipeline.markdown.reading import links, masking, parse
from i18n_pipeline.markdown.reading.masking import Scan
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.model import Segment

BACKSLASH = ord("\\")
HIDDEN = "\0"
"""Replaces a character that is not plain text."""
BEFORE = "x "
"""Put before a text for parsing, so that its first characters begin no block."""
BREAK = re.compile(r"\\?(?:\r\n|\n|\r)")
DEFINED = re.compile(r"\[([^\[\]]{1,999})\]:")
LABEL = re.compile(r"\[([^\[\]]{1,999})\]")
BRACKETS = re.compile(r"\](?:\[\d{1,9}\])?|\[|`|\\|<|>|\{|\}")
"""Signs that decide what is a link; a translation with those of its English text has the same links and code."""
SURE = re.compile(
    r"`(?<!``)[^`]+`(?!`)"  # code between single backticks
    r"|</?[A-Za-z][A-Za-z0-9-]*+(?: [A-Za-z_:][\w:.-]*(?:=(?:\"[^\"`{$\\]*\"|'[^'`{$\\]*'))?)* ?/?>"
    r"|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20\x7f<>`{$\\]*>",
    re.ASCII,
)
"""Code, plain tags and addresses in `<…>`, in a text without other markup than links and emphasis."""
NOT_SIMPLE = re.compile(r"`|\\|<(?![ \t\d])|\{|\r|\n|\[\^|\](?:\(|\[(?!\d{1,9}\]))")
"""Signs of markup besides numbered links and emphasis, in a text in which what is `SURE` is hidden."""
HALF_OF_ROLE = re.compile(rb"\{[^{}`]*\}`+")
"""What stands before the words of a role."""
DELIMITERS = {"Emphasis": 1, "Strong": 2, "Strikethrough": 0}
"""Length of the mark at each end, in characters; 0: one or two."""


class Literal(Struct, frozen=True):
    """Views of a text, character by character; each string is as long as the text."""

    plain: str
    """The text with `HIDDEN` for code, tags, addresses in `<…>`, tails of links, escapes, references and markup."""
    marked: str
    """Like `plain`, with emphasis marks shown too, but not those of links."""
    escapes: str
    """The text with only its escapes shown: each backslash and the sign after it."""
    linked: tuple[tuple[int, int], ...] = ()
    """Start and end of each link and image, in characters."""
    placeholders: tuple[tuple[int, int], ...] = ()
    """Start and end of each placeholder of the dialect, in characters."""


def literal(text: str, dialect: Dialect, names: frozenset[str] = frozenset()) -> Literal:
    """Views of a text on a page that defines `names`: link numbers, labels, and footnotes as `^label`."""
    used = dict.fromkeys(label for label in LABEL.findall(text) if folded(label) in names)
    return _read(text, dialect, "\n\n".join(f"[{label}]: x" for label in used))


@lru_cache(maxsize=512)
def quick_view(text: str) -> str | None:
    """The text with `HIDDEN` for its code, tags and addresses in `<…>`, alone; None if only the parser can tell."""
    shown = SURE.sub(lambda found: HIDDEN * len(found[0]), text) if "`" in text or "<" in text else text
    return None if NOT_SIMPLE.search(shown) else shown


@lru_cache(maxsize=8)
def names(source: bytes) -> frozenset[str]:
    """The labels of links and footnotes that a page seems to define."""
    return frozenset(map(folded, DEFINED.findall(source.decode()))) if b"]:" in source else frozenset()


def labels(tree: Outline, segment: Segment, text: str) -> frozenset[str]:
    """Labels that brackets in a text can refer to: link labels and footnotes of the page, and link numbers.

    A footnote that is defined in code is none: to MyST-Parser 5.2 its mark would be one without a note.
    """
    known = names(tree.source)
    if "[^" in text and known:
        notes = {f"^{folded(event[3])}" for event in tree.events if event[0] == "+FootnoteDefinition"}
        known = frozenset(name for name in known if not name.startswith("^") or name in notes)
    return known | {str(link.number) for link in segment.links} if segment.links else known


def ends_with_escape(text: str, end: int | None = None) -> bool:
    """Whether a text, or what is before a character of it, ends with a backslash that would escape the next one."""
    start = end = len(text) if end is None else end
    while start and text[start - 1] == "\\":
        start -= 1
    return (end - start) % 2 == 1


def with_backslash(found: re.Match[str]) -> tuple[int, int]:
    """Start and end of signs with the backslash that escapes the first: before a reference that would be shown."""
    return found.start() - ends_with_escape(found.string, found.start()), found.end()


def folded(label: str) -> str:
    """Label of a link or footnote in comparable form."""
    return " ".join(label.split()).casefold()


@lru_cache(maxsize=512)
def _read(text: str, dialect: Dialect, definitions: str) -> Literal:
    flat = BREAK.sub(lambda found: " " * len(found[0]), text)
    source = f"{BEFORE}{flat}\n\n{definitions}\n".encode()
    scan = masking.scan(source, of_words_alone(dialect), body=0)
    end = len(BEFORE) + len(flat.encode())
    events = [event for event in parse.events_of_few_words(scan.text, dialect) if event[2] <= end]
    stretches = sorted(_stretches(source, _with_whole_roles(source, scan), events))
    plain = [(start, stop) for start, stop, kind in stretches if kind == "text"]
    marked = [(start, stop) for start, stop, kind in stretches if kind != "escape"]
    escapes = [(start, stop) for start, stop, kind in stretches if kind == "escape"]
    # Hard breaks are hidden; for the parser they are spaces.
    words = _unbroken(_shown(source, end, plain), text)
    marks = words if marked == plain else _unbroken(_shown(source, end, marked), text)
    escaped = _unbroken(_shown(source, end, escapes), text) if escapes else HIDDEN * len(text)
    return Literal(words, marks, escaped, tuple(_linked(source, events)), tuple(_placeholders(source, scan, end)))


def _placeholders(source: bytes, scan: Scan, end: int) -> Iterator[tuple[int, int]]:
    """Character ranges of the placeholders before a byte offset, and of constructs that fill lines on a page."""
    at, counted = 0, len(BEFORE)
    alone = ((found.start, found.end) for found in scan.alone)
    for start, stop in sorted((*scan.placeholders, *alone)) if scan.alone else scan.placeholders:
        if stop <= end:
            at, counted = at + len(source[counted:start].decode()), start
            yield at, at + len(source[start:stop].decode())


def _shown(source: bytes, end: int, spans: Iterable[tuple[int, int]]) -> str:
    """The text without `BEFORE` up to a byte offset, with only these sorted byte ranges shown."""
    parts, done = [], 0
    for start, stop in spans:
        if start >= done:
            parts += [HIDDEN * len(source[done:start].decode()), source[start:stop].decode()]
            done = stop
    return "".join([*parts, HIDDEN * len(source[done:end].decode())])[len(BEFORE) :]


def _stretches(source: bytes, scan: Scan, events: Iterable[Event]) -> Iterator[tuple[int, int, str]]:
    """Byte ranges of plain text (`text`), emphasis marks (`mark`) and escapes (`escape`), from the parser."""
    automatic = done = 0
    masked = scan.text.encode()
    for kind, start, end, value in events:
        if kind == "+Link" and value["link_type"] in links.AUTOMATIC:
            automatic = end
        elif kind == "Text" and start >= automatic:
            escaped = done < start and source[start - 1] == BACKSLASH
            first = start + len(source[start:end].decode()[0].encode()) if escaped else start
            if escaped:
                yield start - 1, first, "escape"
            if masked[start:end].decode(errors="replace") == value:  # else it is a character reference
                yield from ((*stretch, "text") for stretch in _unmasked(scan, first, end))
        elif kind[0] == "+" and kind[1:] in DELIMITERS:
            length = DELIMITERS[kind[1:]] or 1 + (source[start + 1] == source[start])
            yield start, start + length, "mark"
            yield end - length, end, "mark"
        done = max(done, end) if kind[0] not in "+-" else done


def _with_whole_roles(source: bytes, scan: Scan) -> Scan:
    """The text with its roles as placeholders, their words included: to those who read them that is no Markdown."""
    if b"}`" not in source:
        return scan
    whole: list[tuple[int, int]] = []
    is_open = False
    for start, end in scan.placeholders:
        whole.append((whole.pop()[0] if is_open else start, end))
        is_open = not is_open and HALF_OF_ROLE.fullmatch(source, start, end) is not None
    return replace(scan, placeholders=tuple(whole), edges=tuple(chain.from_iterable(whole)))


def _unmasked(scan: Scan, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Byte ranges between two offsets, placeholders left out."""
    for first, last in scan.inside(start, end):
        yield start, max(start, first)
        start = last
    yield start, max(start, end)


def _linked(source: bytes, events: Iterable[Event]) -> Iterator[tuple[int, int]]:
    """Character ranges of links and images, autolinks left out."""
    at, counted = 0, len(BEFORE)
    for kind, start, end, value in events:
        if kind in {"+Link", "+Image"} and value["link_type"] not in links.AUTOMATIC:
            at, counted = at + len(source[counted:start].decode()), start
            yield at, at + len(source[start:end].decode())


def _unbroken(shown: str, text: str) -> str:
    """The view of a text with hard breaks hidden."""
    if "\n" not in text and "\r" not in text:
        return shown
    signs = list(shown)
    for found in BREAK.finditer(text):
        signs[found.start() : found.end()] = HIDDEN * len(found[0])
    return "".join(signs)
