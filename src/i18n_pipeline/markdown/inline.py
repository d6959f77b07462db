"""The one tokenizer of inline text: code, escapes, tags, addresses and template code in a msgid or a translation.

It reads a text as CommonMark 0.31.2 does: code spans (6.1) by whole runs of backticks, which bind as tightly as tags
(6.6) and addresses in `<…>` (6.5), tighter than links (6.3), and know no escapes (2.4). Template tags come before code
that begins inside them, as on a page (`masking`). Reference links count if their label is a number, as in msgids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class CodeSpan(NamedTuple):
    """A code span. Numbers are character offsets."""

    start: int
    """Its first backtick."""
    end: int
    """After its last backtick."""
    text: str
    """The span with its backticks."""

    @property
    def inside(self) -> str:
        """The text between the backticks, as written."""
        size = len(self.text) - len(self.text.lstrip("`"))
        return self.text[size:-size]


class Token(NamedTuple):
    """A part of a text that is not words. Numbers are character offsets."""

    kind: str
    """`code`, `escape`, `template`, `tag`, `address` (in `<…>`), `open` (of a link or image) or `close`."""
    start: int
    """Its first character."""
    end: int
    """After its last character; a link's `close` includes its target or number."""


def code_spans(text: str) -> list[CodeSpan]:
    """The code spans of a text, in order."""
    if "`" not in text:
        return []
    if "``" not in text and not _BESIDE_CODE.search(text):
        return [CodeSpan(*found.span(), found[0]) for found in _ALTERNATE.finditer(text)]
    return [CodeSpan(start, end, text[start:end]) for kind, start, end in tokens(text) if kind == "code"]


def code_content(code: str) -> str:
    """What readers see of a code span: line ends as spaces, one space stripped at both ends (CommonMark, 6.1)."""
    inside = _LINE_END.sub(" ", CodeSpan(0, len(code), code).inside)
    return inside[1:-1] if inside[:1] == inside[-1:] == " " and inside.strip(" ") else inside


def outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern outside code spans (see `with_code`), in order."""
    if "`" not in text:
        return pattern.finditer(text)
    return (found for found in with_code(pattern, text) if isinstance(found, re.Match))


def span(piece: CodeSpan | re.Match[str]) -> tuple[int, int]:
    """Start and end of what `with_code` gives, in characters."""
    return (piece.start, piece.end) if isinstance(piece, CodeSpan) else piece.span()


def replaced_outside_code(pattern: re.Pattern[str], instead: str | Callable[[re.Match[str]], str], text: str) -> str:
    """The text with the matches of a pattern outside code spans replaced; `instead` is taken as it is."""
    parts, done = [], 0
    for found in outside_code(pattern, text):
        parts += [text[done : found.start()], instead if isinstance(instead, str) else instead(found)]
        done = found.end()
    return "".join([*parts, text[done:]]) if parts else text


def with_code(pattern: re.Pattern[str], text: str) -> Iterator[CodeSpan | re.Match[str]]:
    """The code spans of a text and the matches of a pattern outside them, in order.

    A match may hold whole code spans, which are left out then; a match that ends inside a code span is none.
    """
    if "`" not in text:
        yield from pattern.finditer(text)
        return
    found = pattern.search(text)
    done = 0
    for code in code_spans(text):
        if code.start < done:
            continue
        if found and found.start() < done:
            found = pattern.search(text, done)
        while found and found.start() < code.start and not code.start < found.end() < code.end:
            yield found
            done = found.end()
            found = pattern.search(text, done)
        if found and found.start() < code.start:
            yield from pattern.finditer(text, done, code.start)
        if done <= code.start:
            yield code
            done = code.end
    if found:
        yield from pattern.finditer(text, done)


def tokens(text: str) -> Iterator[Token]:
    """The code, markup and template code of a text, in order; emphasis marks and bare addresses are words here."""
    runs, brackets = _Runs(text), _Brackets(text)
    missing: set[str] = set()  # ends of comments and the like that the rest of the text lacks
    done = 0
    while sign := _SIGN.search(text, done):
        done = sign.end()
        found = _TOKEN.match(text, sign.start())
        if not found:
            continue
        kind, start, done = found.lastgroup or "escape", found.start(), found.end()
        if kind == "ticks":
            kind, end = "code", runs.closing(start, done)
        elif kind == "comment":
            kind, end = "tag", _end_of_comment(text, found[0], start, missing)
        else:
            end = brackets.take(kind, done)
        if end:
            done = end
            yield Token(kind, start, end)


class _Runs:
    """The runs of backticks in a text by their length. Openers are asked for in text order, so each is passed once."""

    def __init__(self, text: str) -> None:
        self.starts: dict[int, list[int]] = {}
        for found in reversed(list(_TICKS.finditer(text))):
            self.starts.setdefault(len(found[0]), []).append(found.start())

    def closing(self, start: int, end: int) -> int:
        """Where the code ends that the backticks between two offsets begin; 0 if nothing closes it."""
        later = self.starts.get(end - start, [])
        while later and later[-1] < end:
            later.pop()
        return later[-1] + end - start if later else 0


class _Brackets:
    """The open brackets of a text, which decide whether a `]` ends a link (CommonMark, 6.3)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.images: list[bool] = []  # for each open bracket, whether it begins an image
        self.linked = 0  # number of open brackets that hold a link already, and so are none themselves

    def take(self, kind: str, end: int) -> int:
        """The end of a token that seems to end at an offset: a `]` takes the target or number of its link along."""
        if kind == "open":
            self.images.append(self.text[end - 2 : end] == "![")
        elif kind == "close" and self.images:
            image = self.images.pop()
            may_be_link = image or len(self.images) >= self.linked
            self.linked = min(self.linked, len(self.images))
            tail = _end_of_target(self.text, end) if may_be_link else 0
            if tail and not image:
                self.linked = len(self.images)
            return tail or end
        return end


def _end_of_target(text: str, start: int) -> int:
    """The end of a link's number or of its target and title in parentheses; 0 if there is none."""
    number = _NUMBER.match(text, start)
    if number or not text.startswith("(", start):
        return number.end() if number else 0
    opened = _TARGET_IN_ANGLES.match(text, start)
    end = opened.end() if opened else _end_of_bare_target(text, start)
    closed = _TITLE_AND_END.match(text, end) if end else None
    return closed.end() if closed else 0


def _end_of_bare_target(text: str, start: int) -> int:
    """The end of a target that is not in `<…>`, perhaps empty; 0 if its parentheses are not pairs."""
    depth, end = 0, _SPACES.match(text, start + 1).end()  # type: ignore[union-attr] # it matches anything
    if text.startswith("<", end):
        return 0
    while found := _PART_OF_TARGET.match(text, end):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth < 0 or depth > _DEEPEST:
            break
        end = found.end()
    return end if depth <= 0 else 0


def _end_of_comment(text: str, opening: str, start: int, missing: set[str]) -> int:
    """The end of a comment, processing instruction, declaration or CDATA section; 0 if it has none."""
    closing = _CLOSING.get(opening, ">")
    end = -1 if closing in missing else text.find(closing, start + 2)
    if end < 0:
        missing.add(closing)
        return 0
    return end + len(closing)


_TICKS = re.compile(r"`+")
_ALTERNATE = re.compile(r"`[^`]*+`")
"""The code spans of a text in which all runs of backticks are single and none is escaped or in markup."""
_BESIDE_CODE = re.compile(r"\\|<|\{[{%]|\]\(")
"""Signs of all that a backtick could be part of instead of code."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_ATTRIBUTE = r"""[ \t\r\n]++[A-Za-z_:][\w.:-]*+(?:[ \t\r\n]*+=[ \t\r\n]*+(?:[^ \t\r\n"'=<>`]++|'[^']*'|"[^"]*"))?+"""
_SIGN = re.compile(r"[\\`<{!\[\]]")
"""The first characters of all tokens."""
_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~\n]"  # an escape or a hard line break
    r"|(?P<ticks>`++)"
    r"|(?P<comment><!--|<\?|<!\[CDATA\[|<![A-Za-z])"
    rf"|(?P<tag><[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*+[ \t\r\n]*+/?>|</[A-Za-z][A-Za-z0-9-]*+[ \t\r\n]*+>)"
    r"|(?P<address><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20\x7f]*>"
    r"|<[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*>)"
    r"|(?P<template>\{\{[<%](?:[^{]|\{(?!\{))*?[>%]\}\}|\{%(?:[^{]|\{(?!%))*?%\}|\{\{(?:[^{}]|\{[^{}]*\})*\}\})"
    r"|(?P<open>!?\[)|(?P<close>\])",
    re.ASCII,
)
_CLOSING = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_NUMBER = re.compile(r"\[\d{1,9}\]", re.ASCII)
_SPACES = re.compile(r"[ \t\r\n]*+")
_TARGET_IN_ANGLES = re.compile(r"\([ \t\r\n]*+<(?:[^<>\\\r\n]|\\.)*+>")
_PART_OF_TARGET = re.compile(r"[^\\()\x00-\x20\x7f]++|\\[!-/:-@\[-`{-~]|\\|[()]")
_TITLE_AND_END = re.compile(
    r"""(?:[ \t\r\n]++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?+[ \t\r\n]*+\)""", re.DOTALL
)
_DEEPEST = 32
"""The greatest depth of parentheses in a target (cmark, commonmark.js, markdown-it and pulldown-cmark agree)."""
