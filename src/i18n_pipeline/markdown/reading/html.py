"""Text and translatable attributes in HTML blocks, and the rest, which must not change.

Rules of the HTML standard (section 13.1.2) as far as Markdown needs them: tags, comments, declarations, raw text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.constructs.human_names import is_human
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.reading import template_edges
from i18n_pipeline.markdown.reading.shapes import MARKED, NESTED, WHOLE

BRACED = rb"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
"""Code as the value of an attribute, in which `>` is a sign like others: `on:click={() => go()}` of Svelte and JSX."""
TOKEN = re.compile(
    rb"<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<\?.*?(?:\?>|$)|<![A-Za-z][^>]*>"
    rb"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:.-]*)"
    rb"""(?P<attributes>(?:"[^"]*"|'[^']*'|=""" + BRACED + rb"""|[^'"<>])*+)>""",
    re.DOTALL,
)
NAME = re.compile(rb"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)")
"""The beginning of a tag, of JSX too."""
PART = re.compile(
    rb"(?<![^\r\n])[ \t]*(?P<fence>`{3,}(?=[^`\r\n]*[\r\n])|~{3,}+)"
    rb"(?:.*?(?:\r\n|\r|\n)[ \t]*(?P=fence)[`~]*[ \t]*(?=[\r\n]|\Z)|.*)|" + TOKEN.pattern,
    re.DOTALL,
)
"""The same, or fenced code: code to tools that read Markdown inside HTML. It goes to the end if nothing closes it."""
ATTRIBUTE = re.compile(
    rb"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|"""
    rb"(?P<bare>" + BRACED + rb"""|[^\s"'=<>`]+)))?"""
)
LINE = re.compile(rb"(?<![^\r\n])[ \t]*(?P<words>[^\r\n]*[^ \t\r\n])")
"""A line that is not blank, with its content between white space."""
BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r)){2,}")
MARK = re.compile(rb"[\s\S]*(?P<name>(?!))?")
"""Markup that is neither text nor a tag, so it has no name."""
HUMAN = frozenset({b"alt", b"title", b"aria-label", b"placeholder", b"label"})
"""Attributes with text for readers."""
COMPONENT = re.compile(rb"[A-Z][A-Z0-9]*[a-z][\w.]*|[A-Za-z][\w.]*-[\w.-]*")
"""The name of a component: with small letters after a capital one, or with a hyphen."""
INLINE = frozenset(
    b"a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span "
    b"strike strong sub sup time tt u var wbr".split()
)
"""Tags that stay inside a msgid: the phrasing content that people write in a sentence."""
VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
"""Tags without an end tag (HTML standard, section 13.1.2)."""
RAW = frozenset(b"script style pre textarea svg math iframe".split())
"""Elements whose content is no prose. The content of `video`, `audio`, `object`, `canvas` and `noscript` is prose:
readers see it if the element itself cannot be shown (HTML standard, sections 4.7, 4.8 and 4.12). So is that of
`template`: a script, or a component of Vue, puts it onto the page."""
END_OF_LINE = re.compile(rb"[ \t]*[\r\n]")
MOST_PAIRS = 4
"""So many pairs of tags around a text are left out of it: the time it takes is proportional to the page."""
OTHER_NUMBERS = r"²³¹¼-¾\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
"""Raised and lowered numbers, fractions, and numbers in circles (Unicode 16, category No)."""
LETTER = re.compile(rf"[^\W\d_{OTHER_NUMBERS}]")
UNFINISHED = re.compile(rb"<[A-Za-z/!?][^<>]*")
"""A tag that is never closed by `>`: its text is ambiguous, and browsers end it at the next tag."""


class Tag(Struct, frozen=True):
    """One start or end tag."""

    start: int
    """Byte offset in the text."""
    end: int
    """Byte offset after its `>`."""
    name: bytes
    """Lower case."""
    closing: bool
    """Whether it is an end tag."""
    text: bytes
    """The tag as written."""


class HtmlText(Struct, frozen=True):
    """A translatable text or attribute value in an HTML block."""

    start: int
    """Byte offset in the text."""
    end: int
    """Byte offset after it."""
    attribute: str = ""
    """The name of the attribute; empty for text."""


class Stretch(Struct, frozen=True):
    """Text and inline tags between two non-inline pieces of HTML."""

    start: int
    """Byte offset in the text."""
    end: int
    """Byte offset after it."""


def tags(text: bytes) -> list[Tag]:
    """All tags in order; comments, declarations and processing instructions left aside."""
    return [_tag(found) for found in TOKEN.finditer(text) if found["name"]]


def _tag(found: re.Match[bytes]) -> Tag:
    return Tag(found.start(), found.end(), found["name"].lower(), bool(found["close"]), found[0])


@lru_cache(maxsize=256)
def canonical(tag: bytes, code: re.Pattern[str] = template_code.ANY) -> str:
    """A tag or comment in comparable form: white space folded, of translatable values only the template code."""
    found = TOKEN.fullmatch(tag)
    if found is None or not found["name"]:
        return b" ".join(tag.split()).decode()
    tag_name, given = found["name"], ATTRIBUTE.finditer(found["attributes"])
    attributes = sorted(_attribute(tag_name, attribute, code) for attribute in given)
    return b" ".join([found["close"] + found["name"].lower(), *attributes]).decode()


@lru_cache(maxsize=1024)
def _is_human(tag: bytes, attribute: bytes) -> bool:
    """Whether an attribute of the tag with a name has text for readers."""
    return attribute.lower() in HUMAN or (COMPONENT.fullmatch(tag) is not None and is_human(attribute.decode()))


def _attribute(tag: bytes, found: re.Match[bytes], code: re.Pattern[str]) -> bytes:
    name = found["name"].lower()
    value = next((v for v in (found["double"], found["single"], found["bare"]) if v is not None), None)
    if value is None:
        return bytes(name)
    if _is_human(tag, found["name"]):
        return name + b"=" + " ".join(template_code.found(value.decode(), code)).encode()
    return name + b"=" + b" ".join(value.split())


def is_one_element(found: Sequence[bytes]) -> bool:
    """Whether the first and the last of some tags are those of one element that nobody writes in a sentence."""
    first, last = NAME.match(found[0]), NAME.match(found[-1])
    if len(found) <= 1 or not first or not last or first["close"] or not last["close"] or found[0].endswith(b"/>"):
        return False
    if first["name"] != last["name"] or first["name"].lower() in INLINE | RAW | VOID:
        return False
    return not any(tag["name"] == first["name"] for tag in map(NAME.match, found[1:-1]) if tag)


def raw_after(tag: str, raw: bytes) -> bytes:
    """The name of the raw element that is open after a tag; `raw` is that of the one before it, empty if none is."""
    found = TOKEN.fullmatch(tag.encode())
    name = found["name"].lower() if found and found["name"] else b""
    if raw:
        return b"" if name == raw and found and found["close"] else raw
    opens = name in RAW and found and not found["close"] and not found["attributes"].rstrip().endswith(b"/")
    return name if opens else b""


def quoting(attribute: re.Match[bytes]) -> str:
    """Name of the regex group with an attribute's value, by its quoting: `double`, `single` or `bare`."""
    return next((name for name in ("double", "single") if attribute[name] is not None), "bare")


def stretches(text: bytes, placeholder: re.Pattern[bytes] | None) -> Iterator[Stretch | re.Match[bytes]]:
    """Cut an HTML block into stretches of text with inline tags, and everything else, in order.

    The tags in what `placeholder` matches are none, as in `{{ a | remove: '<p>' }}`.
    """
    begun = done = 0
    raw: bytes | None = None
    codes = list(placeholder.finditer(text)) if placeholder and b"{" in text else ()
    hidden = dict(_with_tags(text, codes))
    apart = (
        [code.span() for code in codes if code["apart"]] if placeholder and "apart" in placeholder.groupindex else ()
    )
    while found := (PART if raw is None else TOKEN).search(text, done):
        if found.start() in hidden:
            done = hidden[found.start()]
            continue
        name, done = (found["name"] or b"").lower(), found.end()
        if raw is not None:
            if found["close"] and name == raw:
                raw, begun = None, found.end()
                yield found
            continue
        if name in INLINE:
            continue
        yield from _apart(text, begun, found.start(), apart)
        yield found
        begun = found.end()
        if name in RAW and not found["close"] and not found["attributes"].rstrip().endswith(b"/"):
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


def _apart(text: bytes, start: int, end: int, apart: Sequence[tuple[int, int]]) -> Iterator[Stretch | re.Match[bytes]]:
    """A stretch, cut at lines that are separate, or that begin a block in tools reading Markdown inside HTML.

    It is cut at the spans in `apart`, too, which are those of all of the text.
    """
    marks = _marks(text, start, end)
    if apart:
        marks = iter(sorted([*marks, *apart[bisect_left(apart, (start,)) : bisect_left(apart, (end,))]]))
    for first, last in _outside(marks, text, start, end):
        if start < first:
            yield Stretch(start, first)
        yield MARK.match(text, first, last)  # type: ignore[misc] # it matches anything
        start = last
    if start < end:
        yield Stretch(start, end)


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
    """The marks outside tags."""
    found = list(marks)
    inside = (tag.span() for tag in (TOKEN.finditer(text, start, end) if found else ()))
    tag = next(inside, None)
    for mark in found:
        while tag and tag[1] <= mark[0]:
            tag = next(inside, None)
        if not (tag and tag[0] < mark[1]):
            yield mark


def pieces(text: bytes, placeholder: re.Pattern[bytes] | None) -> list[HtmlText]:
    """Translatable parts of an HTML block, in page order: runs of text and attribute values.

    A text or value needs a letter outside of what `placeholder` matches.
    """
    found: list[HtmlText] = []
    for part in stretches(text, placeholder):
        if isinstance(part, Stretch):
            start, end = _words(text, part, placeholder)
            found += attributes(text, part.start, start, placeholder)
            if start < end:
                found.append(HtmlText(start, end))
                found += attributes(text, end, part.end, placeholder)
        elif part["name"]:
            found += attributes(text, *part.span(), placeholder)
    return found


def placeholders_apart(text: bytes, placeholder: re.Pattern[bytes] | None) -> Iterator[tuple[int, int]]:
    """The byte ranges of the placeholders that are in no tag and in no text of an HTML block."""
    if placeholder is None or not placeholder.search(text):
        return
    for part in stretches(text, placeholder):
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
    words = TOKEN.sub(b"", text[start:end])
    words = placeholder.sub(b"", words) if placeholder else words
    is_text = LETTER.search(unescaped(words.decode())) is not None and not UNFINISHED.search(words)
    return (start, end) if is_text else (part.end, part.end)


def _trimmed(text: bytes, start: int, end: int) -> tuple[int, int]:
    """Leave blanks and void tags at both ends outside, and pairs of tags on lines of their own around the rest."""
    inside, pairs = list(TOKEN.finditer(text, start, end)), 0
    while inside:
        if _is_void(inside[0]) and not text[start : inside[0].start()].strip():
            start = inside.pop(0).end()
        elif _is_void(inside[-1]) and not text[inside[-1].end() : end].strip():
            end = inside.pop().start()
        elif pairs < MOST_PAIRS and _is_pair_around(text, start, end, inside):
            start, end, pairs = inside.pop(0).end(), inside.pop().start(), pairs + 1
        else:
            break
    start = end - len(text[start:end].lstrip())
    return start, start + len(text[start:end].rstrip())


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


def _is_void(tag: re.Match[bytes]) -> bool:
    return tag["name"].lower() in VOID


def attributes(text: bytes, start: int, end: int, placeholder: re.Pattern[bytes] | None) -> Iterator[HtmlText]:
    """Translatable attribute values in the tags between two offsets; see `pieces`."""
    for tag in TOKEN.finditer(text, start, end):
        if tag["name"] is None or tag["close"]:
            continue
        for found in ATTRIBUTE.finditer(text, *tag.span("attributes")):
            if not _is_human(tag["name"], found["name"]):
                continue
            quoted = quoting(found)
            value = found[quoted] or b""
            said = (placeholder.sub(b"", value) if placeholder else value).decode()
            is_code = quoted == "bare" and value.startswith(b"{")
            if not is_code and LETTER.search(said):
                name = found["name"].lower()
                yield HtmlText(*found.span(quoted), (name if name in HUMAN else found["name"]).decode())
