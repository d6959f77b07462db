"""Text and translatable attributes in HTML blocks, and the rest, which must not change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.constructs import Construct, OwnTag, Words, code_in_tag
from i18n_pipeline.markdown.constructs.lines import end_of_line, start_of_line
from i18n_pipeline.markdown.reading import html_tags, template_edges
from i18n_pipeline.markdown.reading.shapes import MARKED, NESTED, WHOLE

PART = re.compile(
    rb"(?<![^\r\n])[ \t]*(?P<fence>`{3,}(?=[^`\r\n]*[\r\n])|~{3,}+)"
    rb"(?:.*?(?:\r\n|\r|\n)[ \t]*(?P=fence)[`~]*[ \t]*(?=[\r\n]|\Z)|.*)|" + html_tags.TOKEN.pattern,
    re.DOTALL,
)
"""The same, or fenced code: code to tools that read Markdown inside HTML. It goes to the end if nothing closes it."""
LINE = re.compile(rb"(?<![^\r\n])[ \t]*(?P<words>[^\r\n]*[^ \t\r\n])")
"""A line that is not blank, with its content between white space."""
BLANK_LINES = re.compile(rb"(?:[ \t]*(?>\r\n|\n|\r)){2,}")
MARK = re.compile(rb"[\s\S]*(?P<name>(?!))?")
"""Markup that is neither text nor a tag, so it has no name."""
END_OF_LINE = re.compile(rb"[ \t]*[\r\n]")
MOST_PAIRS = 4
"""So many pairs of tags around a text are left out of it: the time it takes is proportional to the page."""
OTHER_NUMBERS = r"²³¹¼-¾\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
"""Raised and lowered numbers, fractions, and numbers in circles (Unicode 16, category No)."""
LETTER = re.compile(rf"[^\W\d_{OTHER_NUMBERS}]")
URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,30}://|www\.)[^\s<>]+|(?<![a-z0-9_.+-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    re.IGNORECASE,
)
"""Addresses: the autolinks of GFM (section 6.9), and e-mail addresses."""
UNFINISHED = re.compile(rb"<[A-Za-z/!?][^<>]*")
"""A tag that is never closed by `>`: its text is ambiguous, and browsers end it at the next tag."""


class InTags(Struct, frozen=True):
    """What a dialect has in tags besides the attributes of HTML."""

    code: tuple[Construct, ...] = ()
    """The constructs that know the code in tags."""
    own: tuple[OwnTag, ...] = ()
    """The components of the site itself."""


PLAIN = InTags()
"""Nothing."""


class Stretch(Struct, frozen=True):
    """Text and inline tags between two non-inline pieces of HTML."""

    start: int
    """Byte offset in the text."""
    end: int
    """Byte offset after it."""


def stretches(
    text: bytes, placeholder: re.Pattern[bytes] | None, own: Sequence[OwnTag] = ()
) -> Iterator[Stretch | re.Match[bytes]]:
    """Cut an HTML block into stretches of text with inline tags, and everything else, in order.

    The tags in what `placeholder` matches are none, as in `{{ a | remove: '<p>' }}`. `own`: see `InTags`.
    """
    begun = done = 0
    raw: bytes | None = None
    codes = list(placeholder.finditer(text)) if placeholder and b"{" in text else ()
    hidden = dict(_with_tags(text, codes))
    by_form = placeholder is not None and "apart" in placeholder.groupindex
    apart = [code.span() for code in codes if (by_form and code["apart"]) or _fills_lines(text, code)]
    while found := (PART if raw is None else html_tags.TOKEN).search(text, done):
        if found.start() in hidden:
            done = hidden[found.start()]
            continue
        name, done = (found["name"] or b"").lower(), found.end()
        if raw is not None:
            if found["close"] and name == raw:
                raw, begun = None, found.end()
                yield found
            continue
        opens_raw = html_tags.opens_raw(found, own)
        if name in html_tags.INLINE and not opens_raw:
            continue
        yield from _apart(text, begun, found.start(), apart)
        yield found
        begun = found.end()
        if opens_raw:
            raw = name
    if raw is None:
        yield from _apart(text, begun, len(text), apart)


def _with_tags(text: bytes, codes: Iterable[re.Match[bytes]]) -> Iterator[tuple[int, int]]:
    """Byte offsets of the signs in placeholders that may begin tags, each with the end of its placeholder."""
    for code in codes:
        place = text.find(b"<", code.start() + 1, code.end())
        while place >= 0:
            yield place, code.end()
            place = text.find(b"<", place + 1, code.end())


def _fills_lines(text: bytes, code: re.Match[bytes]) -> bool:
    """Whether a template tag goes over several lines with nothing else on them: separate, like one on a line."""
    if not (b"\n" in code[0] or b"\r" in code[0]) or not WHOLE.fullmatch(code[0]):
        return False
    start, end = start_of_line(text, code.start()), end_of_line(text, code.end())
    return not text[start : code.start()].strip() and not text[code.end() : end].strip()


def _apart(text: bytes, start: int, end: int, apart: Sequence[tuple[int, int]]) -> Iterator[Stretch | re.Match[bytes]]:
    """A stretch, cut at lines that are separate, or that begin a block in tools reading Markdown inside HTML.

    It is cut at the spans in `apart`, too, which are those of all of the text.
    """
    marks = _marks(text, start, end)
    if apart:
        spans = apart[bisect_left(apart, (start,)) : bisect_left(apart, (end,))]
        marks = iter(sorted([*(mark for mark in marks if not _is_within(mark, spans)), *spans]))
    for first, last in _outside(marks, text, start, end):
        if start < first:
            yield Stretch(start, first)
        yield MARK.match(text, first, last)  # type: ignore[misc] # it matches anything
        start = last
    if start < end:
        yield Stretch(start, end)


def _is_within(mark: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a mark begins in one of the spans, which are in page order."""
    following = bisect_left(spans, (mark[0] + 1,))
    return following > 0 and mark[0] < spans[following - 1][1]


def _marks(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of line marks: blank lines, a whole line without words, or the marks before and after its words."""
    done = end
    for line in LINE.finditer(text, start, end):
        if BLANK_LINES.fullmatch(text, done, line.start()):
            yield done, line.start()
        done = line.end()
        (begun, stop), raw = line.span("words"), line["words"]
        marked = MARKED.match(raw)
        nested = None if marked else NESTED.match(raw)
        if WHOLE.fullmatch(raw):
            yield line.start(), stop
        elif marked and marked["definition"] is None:
            kind = next(name for name in ("quoted", "row", "line") if marked[name] is not None)
            words = (marked.end(), len(raw)) if kind == "line" else marked.span(kind)
            yield line.start(), begun + words[0]
            yield begun + words[1], stop
        elif marked or nested:
            yield line.start(), begun + (marked.end("definition") if marked else nested.end() if nested else 0)


def _outside(marks: Iterable[tuple[int, int]], text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The marks outside tags; of those in a mark itself, as in the values of a template tag, none counts."""
    found = list(marks)
    inside = (tag.span() for tag in (html_tags.TOKEN.finditer(text, start, end) if found else ()))
    tag = next(inside, None)
    for mark in found:
        while tag and (tag[1] <= mark[0] or mark[0] <= tag[0] <= tag[1] <= mark[1]):
            tag = next(inside, None)
        if not (tag and tag[0] < mark[1]):
            yield mark


def pieces(text: bytes, placeholder: re.Pattern[bytes] | None, tags: InTags = PLAIN) -> list[Words]:
    """Translatable parts of an HTML block, in page order: runs of text and attribute values.

    A text or value needs a letter outside of what `placeholder` matches. `tags`: what else the dialect has in tags.
    """
    found: list[Words] = []
    for part in stretches(text, placeholder, tags.own):
        if isinstance(part, Stretch):
            start, end = _words(text, part, placeholder)
            found += attributes(text, part.start, start, placeholder, tags)
            if start < end:
                found.append(Words(start, end, "html", "HTML"))
                found += attributes(text, end, part.end, placeholder, tags)
        elif part["name"]:
            found += attributes(text, *part.span(), placeholder, tags)
    return found


def placeholders_apart(
    text: bytes, placeholder: re.Pattern[bytes] | None, own: Sequence[OwnTag]
) -> Iterator[tuple[int, int]]:
    """The byte ranges of the placeholders that are in no tag and in no text of an HTML block. `own`: see `InTags`."""
    if placeholder is None or not placeholder.search(text):
        return
    for part in stretches(text, placeholder, own):
        if isinstance(part, Stretch):
            start, end = _words(text, part, placeholder)
            spans = [code.span() for code in placeholder.finditer(text, part.start, part.end)]
            yield from _outside(
                (span for span in spans if span[1] <= start or span[0] >= end), text, part.start, part.end
            )
        elif is_mark(part):
            yield from (code.span() for code in placeholder.finditer(text, *part.span()))


def is_mark(part: re.Match[bytes]) -> bool:
    """Whether a piece of HTML is no tag, comment or code, but marks of lines or template tags on lines of their own."""
    return part.re is MARK


def _words(text: bytes, part: Stretch, placeholder: re.Pattern[bytes] | None) -> tuple[int, int]:
    """The range of a stretch that is a text; an empty one at its end if it is none."""
    start, end = _trimmed(text, part.start, part.end)
    start, end = template_edges.trimmed(text, start, end, placeholder) if placeholder else (start, end)
    words = html_tags.TOKEN.sub(b" ", text[start:end])
    words = placeholder.sub(b"", words) if placeholder else words
    said = unescaped(words.decode())
    said = URL.sub("", said) if may_hold_address(said) else said
    is_text = LETTER.search(said) is not None and not UNFINISHED.search(words)
    return (start, end) if is_text else (part.end, part.end)


def may_hold_address(text: str) -> bool:
    """Quick test for an address in a text."""
    return "://" in text or "@" in text or "www." in text


def _trimmed(text: bytes, start: int, end: int) -> tuple[int, int]:
    """Leave blanks, void tags and tags without their partners at both ends outside.

    So are pairs of tags on lines of their own around the rest.
    """
    inside, pairs = list(html_tags.TOKEN.finditer(text, start, end)), 0
    alone = _alone(inside)
    while inside:
        if inside[0].start() in alone and not text[start : inside[0].start()].strip():
            start = inside.pop(0).end()
        elif inside[-1].start() in alone and not text[inside[-1].end() : end].strip():
            end = inside.pop().start()
        elif pairs < MOST_PAIRS and _is_pair_around(text, start, end, inside):
            start, end, pairs = inside.pop(0).end(), inside.pop().start(), pairs + 1
        else:
            break
    start = end - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


def _alone(tags: Iterable[re.Match[bytes]]) -> frozenset[int]:
    """Byte offsets of the void ones of some tags, and of those that open or close an element which others do not."""
    found, opened = set[int](), list[tuple[bytes, int]]()
    for tag in tags:
        name = (tag["name"] or b"").lower()
        if name and html_tags.is_void(tag["name"]):
            found.add(tag.start())
        elif not name or tag["attributes"].endswith(b"/"):
            continue
        elif not tag["close"]:
            opened.append((name, tag.start()))
        elif opened and opened[-1][0] == name:
            opened.pop()
        else:
            found.add(tag.start())
    return frozenset(found.union(start for _, start in opened))


def _is_pair_around(text: bytes, start: int, end: int, inside: list[re.Match[bytes]]) -> bool:
    """Whether the first tag and the last one are a pair, each on a line of its own, with no words outside of it."""
    first, last = inside[0], inside[-1]
    alone = END_OF_LINE.match(text, first.end()) and not text[start_of_line(text, last.start()) : last.start()].strip()
    if not alone or text[start : first.start()].strip() or text[last.end() : end].strip() or first["close"]:
        return False
    depth = 0
    for number, tag in enumerate(inside, 1):
        if tag["name"].lower() == first["name"].lower():
            depth += -1 if tag["close"] else 1
        if depth == 0:
            return number == len(inside)
    return False


def attributes(
    text: bytes, start: int, end: int, placeholder: re.Pattern[bytes] | None, tags: InTags = PLAIN
) -> Iterator[Words]:
    """Translatable attribute values in the tags between two offsets; see `pieces`."""
    for tag in html_tags.TOKEN.finditer(text, start, end):
        if tag["name"] is None or tag["close"]:
            continue
        for found in html_tags.ATTRIBUTE.finditer(text, *tag.span("attributes")):
            if not html_tags.is_human(tag["name"], found["name"], tags.own):
                continue
            quoted = html_tags.quoting(found)
            value = found[quoted] or b""
            said = (placeholder.sub(b"", value) if placeholder else value).decode()
            is_code = quoted == "bare" and value.startswith(b"{")
            if not is_code and LETTER.search(said):
                name = found["name"].lower()
                shown = (name if name in html_tags.HUMAN else found["name"]).decode()
                yield Words(*found.span(quoted), "attribute", f"attribute: {shown}")
        for words in code_in_tag(tag[0], tags.code) if tags.code else ():
            yield replace(words, start=tag.start() + words.start, end=tag.start() + words.end)
