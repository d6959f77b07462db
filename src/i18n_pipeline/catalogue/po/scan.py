"""The grammar of PO text: split text into entries, and an entry into parts with one value each.

One pattern matches an entry. Lines end with a line feed here; `fault` explains text that does not match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from i18n_pipeline.model import Message

BLANK = r"[ \t\r]*+"
"""Pattern of white space at the start or end of a line, stray `\\r` included."""

ESCAPE = r'\\(?:[abfnrtv"\\]|[0-7]{1,3}|x[0-9A-Fa-f]{1,2})'
"""Pattern of an escape in a string."""

TEXT = rf'[^"\\\n]*+(?:{ESCAPE}[^"\\\n]*+)*+'
"""Pattern of the text between the quotes of a string; strings end on their line."""

PLAIN_COMMENT = rf"#(?!\||~(?!{BLANK}(?:#|$)))[^\n]*+"
"""Pattern of a comment line that may stand anywhere; `#~ msgid` is not a comment, but a line of an obsolete entry."""

COMMENT = rf'(?:#~?\|{BLANK}(?:(?:msg(?:ctxt|id_plural|id){BLANK})?+"{TEXT}"{BLANK})?+$|{PLAIN_COMMENT})'
"""Pattern of a comment line before an entry."""


class EntryPart(NamedTuple):
    """A comment line, or all lines of a keyword and its strings."""

    kind: str
    """`note`, `extracted`, `reference`, `flag`, `sticky` (`#=`), `previous`, `msgctxt`, `msgid`, `msgid_plural`,
    `msgstr` (all of `msgstr[0]`, `msgstr[1]`, … together) or `blank`."""
    text: str
    """The exact text, without its last line end."""


class ScannedText(Struct, frozen=True):
    """The result of scanning a text."""

    messages: tuple[Message, ...]
    """The entries, the header among them, each with its `raw` text and its line."""
    gaps: tuple[str, ...]
    """The text before, between and after them: one more than there are entries."""
    refused: int | None
    """Offset of the first entry that does not match the grammar, in characters; None if all do."""


class _Comments(NamedTuple):
    """The values in the comments of an entry, in the order of the fields of `Message`."""

    flags: tuple[str, ...]
    previous: str | None
    previous_context: str | None
    notes: tuple[str, ...]
    extracted: tuple[str, ...]
    references: tuple[str, ...]


def scan(text: str) -> ScannedText:
    """Read every entry of `text`, whose lines end with a line feed.

    Gaps and raw texts, joined in turn, are `text` again, unless an entry was refused.
    """
    messages: list[Message] = []
    gaps: list[str] = []
    position, line = 0, 1
    while match := _next_entry(text, position):
        gap = text[position : match.start()]
        line += gap.count("\n")
        message = _message(match, line)
        line += message.raw.count("\n")
        position = match.end()
        gaps.append(gap)
        messages.append(message)
    gaps.append(text[position:])
    refused = None if _REST.fullmatch(text, position) else _after_space(text, position)
    return ScannedText(tuple(messages), tuple(gaps), refused)


def entry(raw: str) -> Message:
    """Parse the text of one entry, written by this tool or by polib."""
    return _message(_match(raw), 0)


def parts(raw: str) -> list[EntryPart]:
    """Split the text of one entry into its parts; their texts, joined with line feeds, are `raw` again."""
    match = _match(raw)
    comments = match[1].split("\n")[:-1]
    found = [EntryPart(comment(line)[0], line) for line in comments]
    start = len(match[1])
    for kind, groups in _FIELDS:
        end = max(match.end(group) for group in groups)
        if end >= 0:
            line_end = raw.find("\n", end)
            found.append(EntryPart(kind, raw[start:line_end] if line_end >= 0 else raw[start:]))
            start = line_end + 1
    return found


@lru_cache(maxsize=512)
def comment(line: str) -> tuple[str, str]:
    """The kind and the content of a comment line, without mark and following space."""
    line = line.strip(" \t\r")
    if line.startswith("#~"):
        line = "#" + line[2:] if line.startswith("#~|") else line[2:].lstrip(" \t")
    kind = _KINDS.get(line[:2], "note")
    return kind, line[1 if kind == "note" else 2 :].removeprefix(" ")


def _entry(mark: str) -> re.Pattern[str]:
    """The pattern of an entry whose lines, except comments, each begin with `mark`."""
    new_line = rf"{BLANK}\n(?:{BLANK}(?:{mark}{BLANK})?\n)*+{BLANK}{mark}{BLANK}"
    strings = rf'{BLANK}"{TEXT}"(?:{new_line}"{TEXT}")*+'
    return re.compile(
        rf"((?:{BLANK}(?:{COMMENT})?\n)*+){BLANK}{mark}{BLANK}"
        rf"(?:msgctxt({strings}){new_line})?+"
        rf"msgid({strings}){new_line}"
        rf"(?:msgstr({strings})"
        rf"|msgid_plural({strings})((?:{new_line}msgstr\[\d++\]{strings})++))"
        rf"(?={BLANK}(?:\n|\Z))",
        re.MULTILINE,
    )


_LIVE = _entry("")
_OBSOLETE = _entry("#~")
_FIELDS = (("msgctxt", (2,)), ("msgid", (3,)), ("msgid_plural", (5,)), ("msgstr", (4, 6)))
_SPACE = re.compile(r"[ \t\r\n]*+")
_LAST = rf"(?:#~?\|{BLANK}$|{PLAIN_COMMENT})?"
_REST = re.compile(rf"(?:{BLANK}{_LAST}\n)*+{BLANK}{_LAST}", re.MULTILINE)
_TEXTS = re.compile(rf'"({TEXT})"')
_TOKENS = re.compile(rf'(msgctxt|msgid_plural|msgid|msgstr\[\d+\])|"({TEXT})"')
_ESCAPES = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]{1,2})++)|\\(.)")
_NUMBERS = re.compile(r"\\(?:x([0-9A-Fa-f]+)|([0-7]+))")
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_REFERENCES = re.compile("\u2068([^\u2069]*)\u2069(\\S*)|(\\S+)")
_KINDS = {"#.": "extracted", "#:": "reference", "#,": "flag", "#=": "sticky", "#|": "previous", "": "blank"}


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _next_entry(text: str, position: int) -> re.Match[str] | None:
    start = _after_space(text, position)
    return _LIVE.match(text, start) or _OBSOLETE.match(text, start)


def _match(raw: str) -> re.Match[str]:
    match = _LIVE.fullmatch(raw) or _OBSOLETE.fullmatch(raw)
    if not match:
        problem = f"not one PO entry: {raw!r}"
        raise ValueError(problem)
    return match


def _message(match: re.Match[str], line: int) -> Message:
    """Make the message of a match."""
    comments, context, msgid, msgstr, plural, plurals = match.groups()
    said = _comments(comments)
    return Message(
        _string(msgid),
        _string(msgstr) if msgstr else "",
        _string(context) if context else None,
        *said,
        match.re is _OBSOLETE,
        _string(plural) if plural else None,
        tuple(_fields(plurals).values()) if plurals else (),
        line,
        match[0],
    )


@lru_cache(maxsize=512)
def _comments(comments: str) -> _Comments:
    """Parse comment lines; `#,` and `#=` both give flags. They repeat within a file, and between languages."""
    said: dict[str, list[str]] = {}
    for line in comments.split("\n"):
        kind, value = comment(line)
        said.setdefault(kind, []).append(value)
    flags = (flag.strip() for value in (*said.get("flag", ()), *said.get("sticky", ())) for flag in value.split(","))
    previous = _fields("\n".join(said["previous"])) if "previous" in said else {}
    return _Comments(
        tuple(filter(None, flags)),
        previous.get("msgid"),
        previous.get("msgctxt"),
        tuple(said.get("note", ())),
        tuple(said.get("extracted", ())),
        tuple(chain.from_iterable(map(_references, said.get("reference", ())))),
    )


def _references(value: str) -> list[str]:
    """Split a reference line; a name with spaces is enclosed in U+2068 and U+2069."""
    if "\u2068" not in value:
        return value.split()
    return [spaced + line or plain for spaced, line, plain in _REFERENCES.findall(value)]


def _fields(text: str) -> dict[str, str]:
    """Parse keywords with their strings, ignoring all text between them."""
    fields: dict[str, list[str]] = {}
    keyword = ""
    for found in _TOKENS.finditer(text):
        name, body = found.groups("")
        if name:
            keyword = name
            fields[keyword] = []
        else:
            fields.setdefault(keyword, []).append(body)
    return {name: _unescaped("".join(bodies)) for name, bodies in fields.items()}


def _string(quoted: str) -> str:
    """The text of a string, whose lines match the grammar."""
    return _unescaped("".join(_TEXTS.findall(quoted)) if "\n" in quoted else quoted[quoted.index('"') + 1 : -1])


def _unescaped(body: str) -> str:
    if "\\" not in body:
        return body
    if "\\\\" not in body:
        # Nearly every string holds no other escapes, and this is several times faster than a pattern.
        simple = body.replace("\\n", "\n").replace('\\"', '"')
        if "\\" not in simple:
            return simple
    return _ESCAPES.sub(_character, body)


def _character(match: re.Match[str]) -> str:
    """The text of an escape; octal and hexadecimal numbers are bytes of UTF-8."""
    if match[2]:
        return _LETTERS.get(match[2], match[2])
    found = (one.groups() for one in _NUMBERS.finditer(match[1]))
    return bytes(int(hexadecimal or octal, 16 if hexadecimal else 8) & 0xFF for hexadecimal, octal in found).decode(
        errors="replace"
    )
