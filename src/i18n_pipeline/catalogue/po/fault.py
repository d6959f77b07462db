"""Explain, line by line, PO text that does not match the grammar: the faulty line, and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from i18n_pipeline.catalogue.po.scan import BLANK, COMMENT, TEXT
from i18n_pipeline.plain_text import beginning


class Fault(NamedTuple):
    """An error in PO text."""

    line: int
    """Line of the text, counted from 1."""
    problem: str
    """What is wrong."""
    advice: str
    """What to do about it."""
    column: int
    """Column in the line, in characters counted from 1."""


class _Wrong(NamedTuple):
    """What is wrong with a line."""

    problem: str
    advice: str
    place: int = 0
    """Offset in the line, without the blanks at its start."""


class _Open(NamedTuple):
    """The last keyword of the entry being read."""

    keyword: str = ""
    line: int = 0
    column: int = 1
    obsolete: bool = False


def find(text: str, offset: int) -> Fault:
    """Find the first fault in `text`, from the refused entry at `offset` (in characters)."""
    first = text.count("\n", 0, offset) + 1
    opened = _Open()
    lines = text[text.rfind("\n", 0, offset) + 1 :].split("\n")
    for number, line in enumerate(lines, first):
        wrong = _wrong_by_itself(line)
        if wrong:
            return Fault(number, wrong.problem, wrong.advice, _column(line) + wrong.place)
        if line.strip(" \t\r"):
            step = _step(opened, number, line)
            if isinstance(step, Fault):
                return step
            opened = step
    return _unfinished(opened) or _without_entry(lines, first)


def _without_entry(lines: Sequence[str], first: int) -> Fault:
    """The fault of lines, from this number on, that are all right by themselves, and no entry."""
    for number, line in enumerate(lines, first):
        if line.strip(" \t\r").startswith(("#|", "#~|")):
            return Fault(number, "a `#|` line, and no entry below it", "delete it", _column(line))
    return Fault(first, "this is no PO entry", "correct it, or restore it from git", 1)


_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?:[ \r]|$)")
_COMMENT = re.compile(COMMENT, re.MULTILINE)
_LINE = re.compile(rf"{BLANK}(?P<mark>#~)?{BLANK}(?P<keyword>[A-Za-z_]+(?:\[\d+\])?)?{BLANK}(?P<string>\"|$)?")
_TEXT = re.compile(TEXT)
_BEFORE = {
    "msgctxt": {""},
    "msgid": {"", "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
_COMPLETE = {"", "msgstr", "msgstr[]"}


def _column(line: str) -> int:
    """Column of the first character of a line that is no blank."""
    return len(line) - len(line.lstrip(" \t\r")) + 1


def _wrong_by_itself(line: str) -> _Wrong | None:
    """What is wrong with a line regardless of its neighbours; None if nothing."""
    conflict = _CONFLICT.match(line)
    if conflict:
        advice = "take the file of the branch in which people translated (git checkout --theirs), then run update"
        return _Wrong(f"a conflict of version control (`{conflict[1]}`)", advice)
    line = line.strip(" \t\r")
    if not line or _COMMENT.fullmatch(line):
        return None
    if line.startswith(("#|", "#~|")):
        return _wrong_string(line) or _Wrong("`#|` holds the previous msgid", "begin a comment with `# `")
    return _wrong_keyword(line) or _wrong_string(line)


def _wrong_keyword(line: str) -> _Wrong | None:
    """What is wrong with the start of a keyword or string line; None if nothing."""
    match = _LINE.match(line)
    if not match or match["string"] is None:
        return _Wrong("this is neither a comment, a keyword with its string, nor a string", "begin a comment with `# `")
    if match["keyword"] and _plain(match["keyword"]) not in _BEFORE:
        problem = f"`{beginning(match['keyword'])}` is no keyword of PO files"
        return _Wrong(problem, "did you mean msgid or msgstr?", match.start("keyword"))
    if not match["string"]:
        said = beginning(match["keyword"] or "#~")
        return _Wrong(f"`{said}` has no string after it", 'an empty one is `""`', len(line))
    return None


def _wrong_string(line: str) -> _Wrong | None:
    """What is wrong with the string in a line; None if nothing."""
    start = line.find('"') + 1
    match = _TEXT.match(line, start)
    end = match.end() if match and start else len(line)
    rest = line[end:]
    if rest.startswith("\\") and rest != "\\":
        return _Wrong(f"unknown escape `{rest[:2]}`", "write a backslash as `\\\\`", end)
    if start and not rest.startswith('"'):
        advice = 'add the missing `"` (a line break inside it is written `\\n`)'
        return _Wrong("the string does not end on its line", advice, len(line))
    if rest[1:].strip():
        said = rest[1:].lstrip()
        advice = 'write a quotation mark inside a string as `\\"`'
        return _Wrong(f"`{beginning(said)}` follows the string", advice, len(line) - len(said))
    return None


def _step(opened: _Open, number: int, line: str) -> _Open | Fault:
    """Add a valid line to the entry being read, or return the fault if it is out of place."""
    if _COMMENT.fullmatch(line.strip(" \t\r")):
        return _unfinished(opened) or _Open()
    match = _LINE.match(line)
    keyword = _plain(match["keyword"] or "") if match else ""
    begun = (number, _column(line)) if keyword else (opened.line, opened.column)
    here = _Open(keyword or opened.keyword, *begun, bool(match and match["mark"]))
    if not here.keyword:
        advice = "was its `msgid` or `msgstr` deleted?"
        return Fault(number, "a string without a keyword before it", advice, _column(line))
    if keyword in {"msgctxt", "msgid"} and opened.keyword in _COMPLETE:
        return here
    if opened.keyword and here.obsolete != opened.obsolete:
        advice = "begin all of them so, or none"
        return Fault(number, "only some lines of this entry begin with `#~`", advice, _column(line))
    if keyword and opened.keyword not in _BEFORE[keyword]:
        return _out_of_order(opened, here)
    return here


def _out_of_order(opened: _Open, here: _Open) -> Fault:
    if here.keyword in {"msgctxt", "msgid"}:
        problem = f"`{here.keyword}` is out of place"
        return _unfinished(opened) or Fault(here.line, problem, "correct it, or restore it from git", here.column)
    keyword = here.keyword.replace("[]", "[0]")
    if opened.keyword in {"", "msgctxt", "msgstr", "msgstr[]"}:
        advice = "give it back its `msgid`, or delete it"
        return Fault(here.line, f"`{keyword}` without a `msgid` before it", advice, here.column)
    advice = "only plural messages number their `msgstr`"
    return Fault(here.line, f"`{keyword}` cannot follow `{opened.keyword}`", advice, here.column)


def _unfinished(opened: _Open) -> Fault | None:
    """The fault of an entry that ends incomplete; None if complete."""
    if opened.keyword in _COMPLETE:
        return None
    lacking = {"msgctxt": "msgid", "msgid_plural": "msgstr[0]"}.get(opened.keyword, "msgstr")
    problem = f"`{opened.keyword}` without a `{lacking}` after it"
    return Fault(opened.line, problem, f'an empty one is `{lacking} ""`', opened.column)


def _plain(keyword: str) -> str:
    return re.sub(r"\[\d+\]", "[]", keyword)
