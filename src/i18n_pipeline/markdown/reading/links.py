"""Numbered links: `[text](target "title")` on a page is `[text][1]` in its msgid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from i18n_pipeline.digits import as_number
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.reading.masking import Scan
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.model import Link

AUTOMATIC = frozenset({"Autolink", "Email"})
"""Link types written unchanged in the msgid."""
DESTINATION = rb"""\s*(?:<(?:\\.|[^<>\\\r\n])*>|(?:\{[{%][^\r\n]*?[}%]\}|[^\s{]|\{(?![{%]))*)\s[\s>]*(?P<quote>["'(])"""
"""A target, which may hold template tags, and the opening quote of a title."""
TITLE = re.compile(rb"\]\(" + DESTINATION)
DEFINITION_TITLE = re.compile(rb"\[(?:\\.|[^\]\\])*\]:" + DESTINATION)
BEHIND = re.compile(r"[\[(:]|\s+\[")
"""What would be part of a link whose label is its text; behind blanks a label is to kramdown 2.4 and Python-Markdown
3.11."""
QUOTE_MARKS = re.compile(rb"[\r\n][ \t>]*")
"""A line end in a label, and the marks of the quotes it stands in."""
NEXT = 3
"""Signs after a link that the English text must have too: `[^1`."""
ATTRIBUTES = re.compile(rb"\{:?[ \t]*(?:[.#]|[\w-]+=)")
"""Start of an attribute list; template code and expressions in braces begin otherwise."""
CLOSING = {b'"': b'"', b"'": b"'", b"(": b")"}
LONGEST_ESCAPES = 100
"""So many bytes before a bracket are looked at for backslashes."""
NUMBER = re.compile(r"\]\[(\d{1,9})\]")
ESCAPE_OR_NUMBER = re.compile(r"\\[\s\S]|\]\[(?P<number>\d{1,9})\]")
BRACKET = re.compile(r"\\[\s\S]|(?P<open>!?\[)|(?P<close>\])(?:\[(?P<number>\d{1,9})\])?")


def spans(source: bytes, events: Iterable[Event]) -> list[tuple[Event, int]]:
    """Start events of the links and images that get numbers, in order, each with the byte offset of its text's `]`.

    A link whose text would be read as the number of a link before it, as in `a][1]`, gets none.
    """
    found: list[tuple[Event, int]] = []
    open_links: list[int] = []  # indices into `found`; -1 for an autolink, which gets no number
    last = ended = 0
    for event in events:
        kind, start, end, value = event
        if kind == "+Link" or kind == "+Image":  # noqa: PLR1714 - the hot loop
            open_links.append(-1 if value["link_type"] in AUTOMATIC else len(found))
            last = start + (2 if kind == "+Image" else 1)
            if open_links[-1] >= 0:
                found.append((event, 0))
            continue
        if kind == "-Link" or kind == "-Image":  # noqa: PLR1714 - the hot loop
            index = open_links.pop()
            if index >= 0:
                tail = source.index(b"]", last, end)
                found[index] = (found[index][0], tail)
                if start != ended and source[start - 1 : start] == b"]" and _is_like_number(source, start, tail):
                    found.pop()
                ended = end
        last = end if kind[0] != "+" else start
    return found


def _is_like_number(source: bytes, start: int, tail: int) -> bool:
    """Whether the text of a link and the `]` before it look like the number of a link: `][1]`, without a backslash."""
    before = source[max(0, start - LONGEST_ESCAPES) : start - 1]
    escaped = (len(before) - len(before.rstrip(b"\\"))) % 2
    return not escaped and bool(NUMBER.fullmatch(source[start - 1 : tail + 1].decode()))


def numbered(source: bytes, scan: Scan, found: list[tuple[Event, int]], text: str) -> tuple[Link, ...]:
    """Give each link a number that is not already a label in `text`, the run as written on the page."""
    if not found:
        return ()
    taken = {*map(as_number, NUMBER.findall(text))} if "][" in text else set()
    ends = (NUMBER.fullmatch(source[tail : event[2]].decode()) for event, tail in found)
    taken -= {as_number(end[1]) for end in ends if end}
    numbers = iter(number for number in range(1, len(found) + len(taken) + 1) if number not in taken)
    return tuple(_link(source, scan, next(numbers), event, tail) for event, tail in found)


def _link(source: bytes, scan: Scan, number: int, event: Event, tail: int) -> Link:
    kind, start, end, value = event
    label = ""
    if value["link_type"] in {"Collapsed", "Shortcut"}:
        label = QUOTE_MARKS.sub(b" ", source[start + (2 if kind == "+Image" else 1) : tail]).decode()
        label = " ".join(label.split())
    target = value["dest_url"]
    if scan.inside(tail, end):  # masked for the parser
        target = source[tail + 2 : end - 1].decode()
    return Link(number, tail, _with_attributes(source, scan, end), target, label)


def _with_attributes(source: bytes, scan: Scan, end: int) -> int:
    """Byte offset after a link's attribute list, as in `[text](target){.class}`, if one is glued to its end."""
    if not ATTRIBUTES.match(source, end):
        return end
    return next((last for first, last in scan.inside(end, end + 1) if first == end), end)


def title(source: bytes, link: Link) -> tuple[int, int] | None:
    """Byte span of the title inside an inline link's tail, without its quotes; None if there is none."""
    found = TITLE.match(source, link.start, link.end)
    return _title(source, found, source.rfind(b")", link.start, link.end)) if found else None


def definition_title(source: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Byte span of a link definition's title, without its quotes; None if there is none."""
    found = DEFINITION_TITLE.match(source, start, end)
    return _title(source, found, end) if found else None


def _title(source: bytes, opened: re.Match[bytes], limit: int) -> tuple[int, int] | None:
    end = source.rfind(CLOSING[opened["quote"]], opened.end(), limit)
    return (opened.end(), end) if end > opened.end() else None


def tails(text: str) -> Iterator[re.Match[str]]:
    """The numbered ends of links in a text, `][1]`, with the group `number`; not those in code."""
    found = inline.outside_code(ESCAPE_OR_NUMBER, text) if "][" in text else iter(())
    return (tail for tail in found if tail["number"])


def numbers(text: str) -> list[int]:
    """The link numbers in a text, sorted, each once; not those in code."""
    return sorted({as_number(tail["number"]) for tail in tails(text)})


def restore(text: str, links: Iterable[Link], targets: Mapping[int, str], english: str = "") -> str:
    """Replace link numbers with the targets on the page: `](target "title")`, `][label]`, `][]` or `]`.

    A collapsed or shortcut link gets its label spelled out if its text has changed, or if what is `BEHIND` it would
    make it another link or a definition, and does not follow it in the English text. At the start of a text a
    colon may, since what follows is another text. Unknown numbers stay; the comparison of the pages reports them.
    """
    by_number = {link.number: link for link in links}
    known = cache(lambda: {found[0] + english[found.end() : found.end() + NEXT] for found in tails(english)})
    parts: list[str] = []
    done = 0
    for found in tails(text):
        link = by_number.get(as_number(found["number"]))
        if link is None:
            continue
        parts.append(text[done : found.start()])
        done = found.end()
        same = parts[-1].endswith("[" + link.label)
        glued = bool(BEHIND.match(text, done)) and found[0] + text[done : done + NEXT] not in known()
        glued |= text != english and text[done : done + 1] == ":" and len(parts) == 1 and parts[0] == f"[{link.label}"
        stays = not link.label or (same and not glued)
        tail = targets[link.number]
        parts.append(tail if stays else f"][{link.label}]{tail.removeprefix(']').removeprefix('[]')}")
    return "".join([*parts, text[done:]])


def renumbered(text: str, changes: Mapping[int, int | None]) -> str:
    """Change link numbers; a link with the new number None is reduced to its text, such an image is removed."""
    parts: list[str] = []
    opened: list[int] = []  # indices into `parts` of each `[` or `![` that is not closed yet
    done = 0
    for found in inline.outside_code(BRACKET, text):
        token, number = found[0], as_number(found["number"] or "0")
        parts.append(text[done : found.start()])
        done = found.end()
        if found["open"]:
            opened.append(len(parts))
        elif found["close"] and opened:
            start = opened.pop()
            if number and changes.get(number, number) is None:
                parts[start:] = [] if parts[start] == "![" else parts[start + 1 :]
                continue
            token = f"][{changes.get(number, number)}]" if number else token
        parts.append(token)
    return "".join([*parts, text[done:]])


def images(text: str) -> frozenset[int]:
    """The numbers of a text's images."""
    return frozenset(number for number, _ in _images(text))


def _images(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of a text's images, each with the character offset of its `!`; in the order of their ends."""
    opened: list[re.Match[str]] = []
    for token in inline.outside_code(BRACKET, text) if "![" in text else ():
        if token["open"]:
            opened.append(token)
        elif token["close"] and opened:
            first = opened.pop()
            if token["number"] and first["open"] == "![":
                yield as_number(token["number"]), first.start()


def with_links_only(text: str, english: str) -> str:
    """The text with a backslash before each `!` that would make an image of what is a link in the English text."""
    known = images(english) if "![" in text else frozenset()
    for at in sorted((at for number, at in _images(text) if number not in known), reverse=True):
        text = f"{text[:at]}\\{text[at:]}"
    return text
