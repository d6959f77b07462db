"""The grammar of PO text: text -> entries, and an entry -> the parts that each hold one of its values.

One pattern says what an entry is. Lines end with a line feed here; what is wrong with refused text, `fault` finds out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from i18n_pipeline.model import Message

BLANK = r"[ \t\r]*+"
"""Pattern of the white space a line may begin or end with; a stray `\\r` counts as such."""

ESCAPE = r'\\(?:[abfnrtv"\\]|[0-7]{1,3}|x[0-9A-Fa-f]{1,2})'
"""Pattern of the escapes that may stand in a string."""

TEXT = rf'[^"\\\n]*+(?:{ESCAPE}[^"\\\n]*+)*+'
"""Pattern of what stands between the quotes of a string, which ends on its line."""

COMMENT = (
    rf'#(?:~?\|{BLANK}(?:(?:msg(?:ctxt|id_plural|id){BLANK})?+"{TEXT}"{BLANK})?+$'
    rf"|(?!\||~(?!{BLANK}(?:#|$)))[^\n]*+)"
)
"""Pattern of a comment line; `#~ msgid` is none, but a line of an obsolete entry."""


class Part(NamedTuple):
    """A line of comment, or all lines of a keyword and its strings."""

    kind: str
    """`note`, `extracted`, `reference`, `flag`, `sticky` (`#=`), `previous`, `msgctxt`, `msgid`, `msgid_plural`,
    `msgstr` (all of `msgstr[0]`, `msgstr[1]`, … together) or `blank`."""
    text: str
    """The very text, without its last line end."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read of a text."""

    messages: tuple[Message, ...]
    """The entries, the header among them, each with its `raw` text and its line."""
    gaps: tuple[str, ...]
    """The text before, between and after them: one more than there are entries."""
    refused: int | None
    """Offset of the entry that the grammar does not know; None where all was read."""


class _Comments(NamedTuple):
    """What the comments of an entry say, in the order of the fields of `Message`."""

    flags: tuple[str, ...]
    previous: str | None
    previous_context: str | None
    notes: tuple[str, ...]
    extracted: tuple[str, ...]
    references: tuple[str, ...]


def scan(text: str) -> Scan:
    """Read every entry of `text`, whose lines end with a line feed.

    Gaps and raw texts in turn, joined, are `text` again, unless an entry was refused.
    """
    messages: list[Message] = []
    gaps: list[str] = []
    known: dict[str, _Comments] = {}
    position, line = 0, 1
    while match := _next_entry(text, position):
        gap = text[position : match.start()]
        line += gap.count("\n")
        message = _message(match, line, known)
        line += message.raw.count("\n")
        position = match.end()
        gaps.append(gap)
        messages.append(message)
    gaps.append(text[position:])
    refused = None if _REST.fullmatch(text, position) else _after_space(text, position)
    return Scan(tuple(messages), tuple(gaps), refused)


def entry(raw: str) -> Message:
    """Read the text of one entry, which `scan` or `polib` has made."""
    return _message(_match(raw), 0, {})


def parts(raw: str) -> list[Part]:
    """Cut the text of one entry into its parts; their texts, one a line, are `raw` again."""
    match = _match(raw)
    comments = match[1].split("\n")[:-1]
    found = [Part(comment(line)[0], line) for line in comments]
    start = len(match[1])
    for kind, groups in _FIELDS:
        end = max(match.end(group) for group in groups)
        if end >= 0:
            line_end = raw.find("\n", end)
            found.append(Part(kind, raw[start:line_end] if line_end >= 0 else raw[start:]))
            start = line_end + 1
    return found


def comment(line: str) -> tuple[str, str]:
    """Say what a comment line is and what it holds, without the one space that follows the mark."""
    line = line.strip(" \t\r")
    if line.startswith("#~"):
        line = "#" + line[2:] if line.startswith("#~|") else line[2:].lstrip(" \t")
    kind = _KINDS.get(line[:2], "note")
    return kind, line[1 if kind == "note" else 2 :].removeprefix(" ")


def _entry(mark: str) -> re.Pattern[str]:
    """Make the pattern of an entry whose lines, comments apart, each begin with `mark`."""
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
_REST = re.compile(rf"(?:{BLANK}(?:{COMMENT})?\n)*+{BLANK}(?:{COMMENT})?", re.MULTILINE)
_TEXTS = re.compile(rf'"({TEXT})"')
_TOKENS = re.compile(rf'(msgctxt|msgid_plural|msgid|msgstr\[\d+\])|"({TEXT})"')
_ESCAPES = re.compile(r"((?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]{1,2})+)|\\(.)")
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


def _message(match: re.Match[str], line: int, known: dict[str, _Comments]) -> Message:
    """Make the message of a match; `known` remembers comments, which are much the same all over a file."""
    comments, context, msgid, msgstr, plural, plurals = match.groups()
    said = known.get(comments) or known.setdefault(comments, _comments(comments))
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


def _comments(comments: str) -> _Comments:
    """Read comment lines; flags of both sorts are flags."""
    said: dict[str, list[str]] = {}
    for line in comments.split("\n"):
        kind, value = comment(line)
        said.setdefault(kind, []).append(value)
    flags = ",".join(said.get("flag", []) + said.get("sticky", [])).split(",")
    previous = _fields("\n".join(said.get("previous", [])))
    return _Comments(
        tuple(flag.strip() for flag in flags if flag.strip()),
        previous.get("msgid"),
        previous.get("msgctxt"),
        tuple(said.get("note", ())),
        tuple(said.get("extracted", ())),
        tuple(name for value in said.get("reference", ()) for name in _references(value)),
    )


def _references(value: str) -> list[str]:
    """Cut a reference line; a name with spaces stands between U+2068 and U+2069."""
    if "\u2068" not in value:
        return value.split()
    return [spaced + line or plain for spaced, line, plain in _REFERENCES.findall(value)]


def _fields(text: str) -> dict[str, str]:
    """Read keywords with their strings, whatever stands between them."""
    fields: dict[str, list[str]] = {}
    keyword = ""
    for name, body in _TOKENS.findall(text):
        if name:
            keyword = name
            fields[keyword] = []
        else:
            fields.setdefault(keyword, []).append(body)
    return {name: _unescaped("".join(bodies)) for name, bodies in fields.items()}


def _string(quoted: str) -> str:
    """Read the lines of a string, which the pattern has found good."""
    lines = _TEXTS.findall(quoted) if "\n" in quoted else [quoted[quoted.index('"') + 1 : -1]]
    return _unescaped("".join(lines))


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
    """Give what an escape stands for; numbers are the bytes of UTF-8."""
    if match[2]:
        return _LETTERS.get(match[2], match[2])
    numbers = (int(hexadecimal or octal, 16 if hexadecimal else 8) for hexadecimal, octal in _NUMBERS.findall(match[1]))
    return bytes(number & 0xFF for number in numbers).decode(errors="replace")
