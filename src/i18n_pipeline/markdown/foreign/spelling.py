"""Recognise the same inline Markdown in two ways of writing, and rewrite translations the way the page is written.

Tools differ in escapes, entities, emphasis marks, line breaks, the form and target of links, and placeholders for
links and tags. Two texts are the same if the parser reads them alike; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.digits import as_number
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.inline import replaced_outside_code
from i18n_pipeline.markdown.reading import links
from i18n_pipeline.markdown.reading.html import URL, may_hold_address
from i18n_pipeline.markdown.reading.outline import Outline, Run
from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.model import Link, Segment

GUARD = "x "
"""Put before a text for parsing, so that its first signs begin no block and there is a word."""
SOFT_BREAK = re.compile(r"(?<!\\)(?<!  )\n[ \t]*")
HARD_BREAK = re.compile(r"(?:[ ]{2,}|\\)\n[ \t]*")
FOLDED_BREAK = re.compile(r"\\ |[ \t]*\n[ \t]*")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAIL = re.compile(r"\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
SPACES = re.compile(r"[ ]{2,}(?!\n)")
TAG = re.compile(r"<[^<>]*>")
LABEL = re.compile(r"(?<!\\)\[(?![\^ ])((?:[^\[\]\\]|\\.)+)\](?:\[([^\[\]]*)\])?")
BRACKET = re.compile(r"(?<!\\)\[(?![\^ ])")
PLACEHOLDER = re.compile(r"\{(\d{1,4})\}")


class ParsedText(Struct, frozen=True):
    """A run of inline Markdown as the parser sees it."""

    stream: str
    """Its text and markup in a normal form; equal streams are the same text."""
    text: str
    """The run as a msgid: soft breaks folded, links numbered."""
    links: tuple[Link, ...]
    """Its numbered links in their order."""
    tokens: tuple[str, ...]
    """The link numbers, tags and addresses in `text`, in order; other tools may write `{1}`, `{2}`, … for them."""


class OurText(Struct, frozen=True):
    """A text of our page, to be compared with the source texts of another tool."""

    segment: Segment
    """First segment with the text."""
    inline: ParsedText
    """The text as parsed."""
    definitions: str
    """The link definitions of the page."""
    dialect: Dialect
    """The dialect of the page."""


def words(text: str) -> str:
    """Letters and digits of a text without tags, addresses and link targets: the same in every way of writing."""
    text = TAIL.sub("]", ESCAPE.sub(lambda found: found[1] or unescaped(found[0]), text))
    text = PLACEHOLDER.sub("", TAG.sub("", text))
    if may_hold_address(text):
        text = URL.sub("", text)
    return "".join(filter(str.isalnum, text))


def wanted(segment: Segment, definitions: str, dialect: Dialect) -> OurText | None:
    """Parse the text of a segment; None if it is not inline Markdown."""
    read = inline(segment.msgid, dialect, _definitions(segment))
    return OurText(segment, read, definitions, dialect) if read else None


def respelled(ours: OurText, source: str, target: str) -> str | None:
    """Rewrite `target`, another tool's translation of `source`, as a translation of our text.

    None if `source` is not our text, or if the links of `target` cannot be matched with ours for certain.
    """
    source, target, definitions = _filled_in(ours, *_hard_breaks(ours.segment.msgid, source, target))
    before, after = inline(source, ours.dialect, definitions), inline(target, ours.dialect, definitions)
    if before is None or after is None:
        return None
    if _unknown_labels(after) and not _unknown_labels(before):
        labels = (label or text for text, label in LABEL.findall(after.text))
        known = "\n".join([definitions, *(f"[{label}]: #?" for label in labels)])
        after = inline(target, ours.dialect, known) or after
    msgstr = after.text if "  " in ours.segment.msgid else _single_spaced(after.text)
    if before.stream != ours.inline.stream:
        whole = ours.inline.stream == f"\0+Link\0{before.stream}\0-Link\0" and not after.links
        return f"[{msgstr}][{ours.segment.links[0].number}]" if whole and ours.segment.links else None
    numbers = _numbers(ours.segment.links, before.links, after.links) if after.links else {}
    if numbers is None or _unknown_labels(after) > _unknown_labels(before):
        return None
    plain = [replace(link, label="") for link in after.links]
    return links.restore(msgstr, plain, {link: f"][{number}]" for link, number in numbers.items()})


def inline(text: str, dialect: Dialect, definitions: str = "") -> ParsedText | None:
    """Parse a text as one run of inline Markdown; None if it is more than one."""
    text = SOFT_BREAK.sub(" ", _without_outer_comments(text.strip()))
    source = f"{GUARD}{text}\n\n{definitions}\n".encode()
    read = page(source, dialect)
    runs = [token for token in read.outline.tokens if isinstance(token, Run)]
    first = read.segments[:1]
    if len(runs) != 1 or not first or runs[0].type != "paragraph" or not first[0].msgid.startswith(GUARD):
        return None
    stream = " ".join("".join(_stream(read.outline, runs[0])).split()).removeprefix(GUARD)
    segment = first[0]
    return ParsedText(
        stream, segment.msgid.removeprefix(GUARD), segment.links, tuple(_tokens(source, runs[0], segment))
    )


def _without_outer_comments(text: str) -> str:
    """A text without the HTML comments at its start and end, which segments do not include."""
    while text.startswith("<!--") and "-->" in text:
        text = text[text.index("-->") + 3 :].lstrip()
    while text.endswith("-->") and text.rfind("<!--") > text.rfind("-->", 0, -3):
        text = text[: text.rindex("<!--")].rstrip()
    return text


def _stream(tree: Outline, run: Run) -> Iterator[str]:
    for kind, start, end, value in run.events:
        if kind == "Text":
            yield tree.source[start:end].decode() if tree.scan.placeholders else value
        elif kind in {"SoftBreak", "HardBreak"}:
            yield " "
        elif kind == "Code":
            yield f"\0Code {value.replace(chr(92) + '|', '|')}\0"
        elif kind in {"InlineHtml", "FootnoteReference"}:
            yield f"\0{kind} {value}\0"
        else:
            yield f"\0{kind}\0"


def _tokens(source: bytes, run: Run, segment: Segment) -> Iterator[str]:
    """The link numbers (as `[1]`), tags and autolinks of a run, in order."""
    found = [(link.start + 1, f"[{link.number}]") for link in segment.links]
    for kind, start, end, value in run.events:
        if kind == "InlineHtml" or (kind == "+Link" and value["link_type"] in links.AUTOMATIC):
            found.append((start, source[start:end].decode()))
    yield from (token for _, token in sorted(found))


def _definitions(segment: Segment) -> str:
    """Link definitions for the numbers in a msgid."""
    return "\n".join(f"[{link.number}]: #{link.number}" for link in segment.links)


def _filled_in(ours: OurText, source: str, target: str) -> tuple[str, str, str]:
    """A text and its translation, `{1}`, `{2}`, … replaced with our links, tags and addresses; and link definitions."""
    if not PLACEHOLDER.search(source):
        return source, target, ours.definitions if "[" in source + target else ""
    labelled = {f"[{link.number}]" for link in ours.segment.links if link.label}  # tools leave these in the text
    tokens = [token for token in ours.inline.tokens if token not in labelled]
    source, target = (PLACEHOLDER.sub(lambda found: _token(found, tokens), text) for text in (source, target))
    return source, target, f"{_definitions(ours.segment)}\n{ours.definitions}"


def _token(found: re.Match[str], tokens: Sequence[str]) -> str:
    place = as_number(found[1])
    return tokens[place - 1] if 1 <= place <= len(tokens) else found[0]


def _hard_breaks(msgid: str, source: str, target: str) -> tuple[str, str]:
    """Restore our hard breaks, which a tool wrote as a plain line end, or as a backslash and a space."""
    breaks, texts = msgid.count("\\\n"), (source.strip(), target.strip())
    if not breaks or any(HARD_BREAK.search(t) or len(FOLDED_BREAK.findall(t)) != breaks for t in texts):
        return source, target
    return FOLDED_BREAK.sub(r"\\\n", texts[0]), FOLDED_BREAK.sub(r"\\\n", texts[1])


def _unknown_labels(read: ParsedText) -> int:
    """Number of brackets that look like links but are not, for example after a changed label."""
    return len(BRACKET.findall(read.text)) - 2 * len(read.links)


def _single_spaced(text: str) -> str:
    """A text without the second space that po4a writes after sentences."""
    return replaced_outside_code(SPACES, " ", text) if "  " in text else text


def _numbers(ours: Sequence[Link], before: Sequence[Link], after: Iterable[Link]) -> dict[int, int] | None:
    """Our number for each link of a translation: of our link with the same target, or of the next link left over.

    None if the links left over on the two sides are not equally many.
    """
    if len(ours) != len(before):
        return None
    free = list(zip(before, ours, strict=True))
    numbers: dict[int, int] = {}
    strange: list[Link] = []
    for link in after:
        pair = next((pair for pair in free if pair[0].target == link.target), None)
        if pair is None:
            strange.append(link)
        else:
            free.remove(pair)
            numbers[link.number] = pair[1].number
    if strange and len(strange) != len(free):
        return None
    return numbers | {link.number: pair[1].number for link, pair in zip(strange, free, strict=False)}
