"""Read a page: its syntax in order, what of it is in messages, and the words that are in none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lines.blocks import blocks
from lines.html_blocks import html_blocks
from lines.inline import folded, inline, references
from lines.kinds import KINDS, PHRASING
from lines.literal import literal
from lines.tokens import Span, Token, merged, span_at

WORD = re.compile(r"(?:[A-Za-z]|[\xc3-\xdf][\x80-\xbf]|[\xe0\xe1\xe3-\xef][\x80-\xbf]{2}){2,}")
"""Two letters and more; typeset punctuation (U+2000 and on) is none."""
AROUND = re.compile(r"<(?P<name>[A-Za-z][\w.:-]*)(?:\s[^<>]*)?>(?:(?!<(?P=name)\b)[\s\S])*</(?P=name)\s*>")
RULE = re.compile(r"(?m:^)[ \t]*(?:-+|=+|_+|\*+)[ \t]*(?m:$)")
"""A line that is no rule, nor the underline of a heading, in HTML."""
INDENT = re.compile(r"[ \t]*")
BODIES = frozenset({"admonition", "tab", "item", "definition", "footnote", "tag", "template tag", "shortcode"})
"""Those with an indented body."""
OPAQUE = frozenset(
    {
        "code",
        "comment",
        "link definition",
        "raw element",
        "raw shortcode",
        "raw tag",
        "tag",
        "shortcode",
        "template tag",
    }
)
"""Those in which no link is read."""
LETTER = re.compile(r"[A-Za-z]|[\xc3-\xdf][\x80-\xbf]|[\xe0\xe1\xe3-\xef][\x80-\xbf]{2}")
UNSEEN = frozenset({"item", "rule"})
"""Begin lines only by chance where a message goes over lines."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The syntax of a page."""

    text: str
    """The page, one character for each byte, its line ends as `\\n` (a carriage return before is a blank)."""
    tokens: tuple[Token, ...]
    """Its syntax, in page order; inline syntax may stand in the words of a line."""

    def order(self) -> list[tuple[str, str]]:
        """The syntax that fills or begins lines, in order."""
        return [(token.kind, token.key) for token in self.tokens if token.block and token.compared]

    def among_words(self) -> Counter[tuple[str, str]]:
        """The syntax among words, which a translation may move."""
        return Counter((token.kind, token.key) for token in self.tokens if not token.block and token.compared)


def read(page: bytes, kind: str) -> Lines:
    """The syntax of a page of a kind of site."""
    families = KINDS[kind]
    text = page.decode("latin-1").replace("\r\n", " \n").replace("\r", "\n")
    code = literal(text, families)
    clean = list(text)
    for token in code:
        for start, end in token.syntax():
            clean[start:end] = re.sub(r"[^\n]", " ", text[start:end])
    bare = "".join(clean)
    for start, end in html_blocks(bare, families):
        clean[start:end] = RULE.sub(lambda rule: " " * len(rule[0]), bare[start:end].replace("`", " "))  # no code there
    bare = "".join(clean)
    found = inline(bare, families)
    covered = [(token.start, token.end) for token in found]
    rows = blocks(bare, families, [span for span in covered if "\n" in text[slice(*span)] or _is_opaque(text, span)])
    syntax = sorted(span for token in rows for span in token.syntax() if span[0] < span[1])
    kept = [token for token in found if not _is_within(token, span_at(syntax, token.start))]
    labels = frozenset(
        folded(token.key[1 : token.key.index("]:")]) for token in rows if token.kind == "link definition"
    )
    if labels:
        kept += references(
            bare, labels, merged((token.start, token.end) for token in [*kept, *rows] if token.kind in OPAQUE)
        )
    return Lines(text, tuple(sorted([*code, *kept, *rows], key=lambda token: (token.start, -token.end))))


def _is_within(token: Token, span: Span | None) -> bool:
    return span is not None and token.end <= span[1]


def _is_opaque(text: str, span: Span) -> bool:
    return text[span[0]] in "`{<"


def difference(english: Lines, localised: Lines) -> tuple[str, int, str] | None:
    """The first difference between the syntax of two pages: its construct, its byte offset, and what it is."""
    ours, theirs = english.order(), localised.order()
    if ours != theirs:
        at = next(
            (i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]),
            min(len(ours), len(theirs)),
        )
        places = [token for token in english.tokens if token.block and token.compared]
        kind = (ours[at : at + 1] or theirs[at : at + 1])[0][0]
        offset = places[at].start if at < len(places) else len(english.text)
        return kind, offset, f"{ours[at : at + 2]} became {theirs[at : at + 2]}"
    lost, added = english.among_words() - localised.among_words(), localised.among_words() - english.among_words()
    if not lost and not added:
        return None
    kind = next(iter([*lost, *added]))[0]
    offset = next((token.start for token in english.tokens if (token.kind, token.key) in lost), 0)
    return kind, offset, f"{list(lost)[:2]} became {list(added)[:2]}"


def in_message(lines: Lines, start: int, end: int) -> str:
    """The construct whose syntax a message between two offsets holds, though no translator should see it; or empty."""
    inner = [token for token in lines.tokens if token.start < end and token.end > start]
    for token in inner:
        if token.kind in UNSEEN:
            continue
        for first, last in token.syntax():
            cut = lines.text[max(first, start) : min(last, end)].strip(" \t\n>")
            if cut and first < end and last > start and (token.block or first < start or last > end):
                return token.kind if token.block else f"part of: {token.kind}"
    if not any(LETTER.search(text) for _, text in _visible(lines, [(start, end)], inner)):
        return f"nothing but syntax: {inner[-1].kind if inner else 'none'}"
    around = AROUND.fullmatch(lines.text, start, end)
    return "one tag around it" if around and around["name"].lower() not in PHRASING else ""


def missing(lines: Lines, messages: Sequence[Span]) -> Iterator[tuple[str, int, str]]:
    """The words for readers in no message: the construct of their line, their byte offset, and the word."""
    covered = merged(messages)
    for start, word in _words(lines, [(0, len(lines.text))], lines.tokens):
        if span_at(covered, start) is None:
            yield _construct(lines, start), start, word


def count(lines: Lines) -> int:
    """The number of words for readers."""
    return sum(1 for _ in _words(lines, [(0, len(lines.text))], lines.tokens))


def _words(lines: Lines, within: Sequence[Span], tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The words for readers and their byte offsets."""
    for start, text in _visible(lines, within, tokens):
        for found in WORD.finditer(text):
            yield start + found.start(), found[0].encode("latin-1").decode("utf-8", "replace")


def _visible(lines: Lines, within: Sequence[Span], tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The text outside syntax, in pieces with their byte offsets."""
    hidden = merged(span for token in tokens for span in token.syntax())
    for start, end in within:
        done = start
        for first, last in [*hidden, (end, end)]:
            if first >= end:
                break
            if first > done:
                yield done, lines.text[done:first]
            done = max(done, last)
        if done < end:
            yield done, lines.text[done:end]


def _construct(lines: Lines, start: int) -> str:
    """The construct to which a word belongs: around it, on its line, or with an indented body that holds it."""
    line, ends = lines.text.rfind("\n", 0, start) + 1, lines.text.find("\n", start)
    ends = ends if ends >= 0 else len(lines.text)
    on_line = [token for token in lines.tokens if token.start < ends and token.end > line]
    around = [token.kind for token in on_line if token.start <= start < token.end]
    blocks_of_line = [token.kind for token in on_line if token.block and token.kind != "item"]
    begun = [token.kind for token in on_line if token.kind == "tag" and not lines.text[line : token.start].strip()]
    return (around or blocks_of_line or begun or [_body(lines, line)])[-1]


def _body(lines: Lines, line: int) -> str:
    """The construct in whose indented body a line stands; `text` if in none."""
    indent = _indent(lines.text, line)
    for token in reversed(lines.tokens):
        if token.start < line and token.block and token.kind in BODIES:
            begins = lines.text.rfind("\n", 0, token.start) + 1
            if _indent(lines.text, begins) < indent:
                return f"body of: {token.kind}"
            indent = min(indent, _indent(lines.text, begins))
    return "text"


def _indent(text: str, line: int) -> int:
    found = INDENT.match(text, line)
    return len(found[0].expandtabs(4)) if found else 0
