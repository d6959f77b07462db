"""Words for readers in the JavaScript of an attribute: strings in plain objects, arrays, or alone in the braces.

A string is text if the attribute or key it belongs to is one with words for readers: `title={'Words'}`, and `label` in
`values={[{value: 'a', label: 'Words'}]}`. So is an item of an array that belongs to such a name. Strings in calls,
functions, conditions and elements are code. (An element alone in the braces of an attribute has attributes of its own.)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from i18n_pipeline.markdown.constructs import Words

PLACE = "javascript"
"""How a translation is escaped there; see `Segment.place`."""
TOKEN = re.compile(
    rb"(?P<comment>/\*(?:[^*]++|\*(?!/))*+\*/|//[^\r\n]*)"
    rb"|(?P<string>\"(?:\\.|[^\"\\\r\n])*+\"|'(?:\\.|[^'\\\r\n])*+'|`(?:\\[\s\S]|[^`\\])*+`)"
    rb"|(?P<sign>[\[\]{}(),:])|(?P<word>[^\s\"'`\[\]{}(),:]++)|(?P<open>[\"'`])"
)
"""A comment, a string, a sign, anything else up to one of these, or a quote that nothing closes."""
BEGINS = re.compile(rb"\{\s*[/\[{\"'`]")
"""The braces of an attribute that hold a string, an array, an object or a comment."""
KEY = re.compile(rb"(?<![\w$-])([\w$-]++)[\"']?\s*:")
"""The last word of a key, with no comment behind it."""
NO_LITERAL = re.compile(rb"[</]")
"""Signs of elements, comparisons and regular expressions: quotes after them may be no quotes."""
ESCAPED = re.compile(rb"\\[\s\S]")
SIMPLE_CODE = re.compile(rb"\$\{[^{}`]*\}")
"""Code in a template string that holds no other: the string ends at the next backtick."""
LINE_END = re.compile(rb"[\r\n]")
ESCAPE = re.compile(r"\\(?:(?P<number>u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2})|(?P<sign>[\s\S]))")
SPECIAL = frozenset("\"'`\\${}<>&|")
"""Signs that an author may have written as a number since the page means something else by them."""


@dataclass(slots=True)
class _Around:
    """What is open around a token."""

    kind: Literal["attribute", "array", "object", "code"]
    """The attribute itself, an array, an object, or anything else in brackets."""
    name: str
    """The key or attribute to which a value belongs; empty for none."""
    awaits: Literal["key", "colon", "value", "nothing"]
    """What may come next; `nothing` where it would be code."""


CODE = _Around("code", "", "nothing")
OPENING = {b"[": _Around("array", "", "value"), b"{": _Around("object", "", "key"), b"(": CODE}
AFTER_COMMA: Mapping[str, Literal["key", "value", "nothing"]] = {"array": "value", "object": "key"}
ENDS = frozenset({b",", b"]", b"}"})


def words(page: bytes, start: int, end: int, name: str, is_human: Callable[[str], bool]) -> Iterator[Words]:
    """The strings with words between the braces of an attribute. `is_human` tells the names that hold words."""
    if not BEGINS.match(page, start, end) or not (is_human(name) or _may_have_words(page, start, end, is_human)):
        return iter(())
    return _Reader(name, is_human).words(page, start, end)


def _may_have_words(page: bytes, start: int, end: int, is_human: Callable[[str], bool]) -> bool:
    """Quick test for a key of a name that holds words."""
    keys = {key.decode() for key in KEY.findall(page, start, end)}
    return page.find(b"/*", start, end) >= 0 or page.find(b"//", start, end) >= 0 or any(map(is_human, keys))


def decoded(text: str) -> str:
    """The words of a string: signs without a backslash, and letters for their numbers. Line ends stay as written."""
    return ESCAPE.sub(_sign_of, text)


def without_sequences(text: str) -> str:
    """A text without what stands for a line end and the like in it."""
    return ESCAPE.sub("", text)


def _sign_of(pair: re.Match[str]) -> str:
    if pair["number"]:
        sign = chr(min(int(pair["number"].strip("ux{}"), 16), sys.maxunicode))
        return sign if sign.isprintable() and sign not in SPECIAL else pair[0]
    return pair[0] if pair["sign"] == "\\" or pair["sign"].isalnum() else pair["sign"]


class _Reader:
    """One pass over the braces of an attribute."""

    def __init__(self, name: str, is_human: Callable[[str], bool]) -> None:
        self.is_human = is_human
        self.around = [_Around("attribute", name, "value")]
        self.waiting: tuple[int, int, str] | None = (
            None  # a string that is text if nothing is added to it, and its name
        )

    def words(self, page: bytes, start: int, end: int) -> Iterator[Words]:
        for token in TOKEN.finditer(page, start + 1, end):
            if token["comment"]:
                continue
            if self.waiting and token[0] in ENDS:
                first, last, name = self.waiting
                yield Words(first + 1, last - 1, PLACE, f"attribute: {name}")
            self.waiting = None
            if not self._goes_on(token):
                return

    def _goes_on(self, token: re.Match[bytes]) -> bool:
        """Read a token; whether what follows can be told apart."""
        if token["sign"]:
            return self._sign(token[0])
        if token["string"]:
            return self._string(token)
        self._value(token[0])
        return not token["open"] and not NO_LITERAL.search(token[0])

    def _string(self, token: re.Match[bytes]) -> bool:
        here, bare = self.around[-1], ESCAPED.sub(b"", token[0])
        is_code = bare[:1] == b"`" and b"${" in bare
        is_text = not is_code and not LINE_END.search(token[0])
        if is_text and here.awaits == "value" and self.is_human(here.name):
            self.waiting = (*token.span(), here.name)
        self._value(token[0][1:-1])
        return not is_code or b"${" not in SIMPLE_CODE.sub(b"", bare)

    def _value(self, text: bytes) -> None:
        """Read a key, or a value or a part of one."""
        here = self.around[-1]
        if here.awaits == "key":
            here.name, here.awaits = text.decode(), "colon"
        else:
            here.awaits = "nothing"

    def _sign(self, sign: bytes) -> bool:
        here = self.around[-1]
        if sign in OPENING:
            is_plain = here.awaits == "value" and sign != b"("
            here.awaits = "nothing"
            self.around.append(replace(OPENING[sign] if is_plain else CODE, name=here.name))
        elif sign == b",":
            here.awaits = AFTER_COMMA.get(here.kind, "nothing")
        elif sign == b":":
            here.awaits = "value" if here.awaits == "colon" else "nothing"
        else:
            self.around.pop()
        return bool(self.around)
