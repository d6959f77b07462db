"""Explain, line by line, PO text that does not match the grammar: the faulty line, and what to do."""

from __future__ import annotations

import re
from typing import NamedTuple

from i18n_pipeline.catalogue.po.scan import BLANK, COMMENT, TEXT


class Fault(NamedTuple):
    """An error in PO text."""

    line: int
    """Line of the text, counted from 1."""
    problem: str
    """What is wrong and what to do about it."""


class _Open(NamedTuple):
    """The last keyword of the entry being read."""

    keyword: str = ""
    line: int = 0
    obsolete: bool = False


def find(text: str, offset: int) -> Fault:
    """Find the first fault in `text`, from the refused entry at `offset` (in characters)."""
    first = text.count("\n", 0, offset) + 1
    opened = _Open()
    for number, line in enumerate(text[offset:].split("\n"), first):
        problem = _wrong_by_itself(line)
        if problem:
            return Fault(number, problem)
        if line.strip(" \t\r"):
            step = _step(opened, number, line)
            if isinstance(step, Fault):
                return step
            opened = step
    return _unfinished(opened) or Fault(first, "this is no PO entry")


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


def _wrong_by_itself(line: str) -> str:
    """What is wrong with a line regardless of its neighbours; empty if nothing."""
    conflict = _CONFLICT.match(line)
    if conflict:
        advice = "take the file of the branch in which people translated (git checkout --theirs), then run update"
        return f"a conflict of version control (`{conflict[1]}`); {advice}"
    line = line.strip(" \t\r")
    if not line or _COMMENT.fullmatch(line):
        return ""
    if line.startswith(("#|", "#~|")):
        return _wrong_string(line) or "`#|` holds the previous msgid; begin a comment with `# `"
    return _wrong_keyword(line) or _wrong_string(line)


def _wrong_keyword(line: str) -> str:
    """What is wrong with the start of a keyword or string line; empty if nothing."""
    match = _LINE.match(line)
    if not match or match["string"] is None:
        return "this is neither a comment, a keyword with its string, nor a string; begin a comment with `# `"
    if match["keyword"] and _plain(match["keyword"]) not in _BEFORE:
        return f"`{match['keyword']}` is no keyword of PO files; did you mean msgid or msgstr?"
    if not match["string"]:
        return f'`{match["keyword"] or "#~"}` has no string after it; an empty one is `""`'
    return ""


def _wrong_string(line: str) -> str:
    """What is wrong with the string in a line; empty if nothing."""
    start = line.find('"') + 1
    match = _TEXT.match(line, start)
    rest = line[match.end() :] if match and start else ""
    if rest.startswith("\\") and rest != "\\":
        return f"unknown escape `{rest[:2]}`; write a backslash as `\\\\`"
    if start and not rest.startswith('"'):
        return 'the string does not end on its line; add the missing `"` (a line break inside it is written `\\n`)'
    if rest[1:].strip():
        return f'`{rest[1:].strip()}` follows the string; write a quotation mark inside a string as `\\"`'
    return ""


def _step(opened: _Open, number: int, line: str) -> _Open | Fault:
    """Add a valid line to the entry being read, or return the fault if it is out of place."""
    if _COMMENT.fullmatch(line.strip(" \t\r")):
        return _unfinished(opened) or _Open()
    match = _LINE.match(line)
    keyword = _plain(match["keyword"] or "") if match else ""
    here = _Open(keyword or opened.keyword, number if keyword else opened.line, bool(match and match["mark"]))
    if not here.keyword:
        return Fault(number, "a string without a keyword before it; was its `msgid` or `msgstr` deleted?")
    if keyword in {"msgctxt", "msgid"} and opened.keyword in _COMPLETE:
        return here
    if opened.keyword and here.obsolete != opened.obsolete:
        return Fault(number, "only some lines of this entry begin with `#~`; begin all of them so, or none")
    if keyword and opened.keyword not in _BEFORE[keyword]:
        return _out_of_order(opened, here)
    return here


def _out_of_order(opened: _Open, here: _Open) -> Fault:
    if here.keyword in {"msgctxt", "msgid"}:
        return _unfinished(opened) or Fault(here.line, f"`{here.keyword}` is out of place")
    keyword = here.keyword.replace("[]", "[0]")
    if opened.keyword in {"", "msgctxt", "msgstr", "msgstr[]"}:
        return Fault(here.line, f"`{keyword}` without a `msgid` before it")
    return Fault(here.line, f"`{keyword}` cannot follow `{opened.keyword}`; only plural messages number their `msgstr`")


def _unfinished(opened: _Open) -> Fault | None:
    """The fault of an entry that ends incomplete; None if complete."""
    if opened.keyword in _COMPLETE:
        return None
    lacking = {"msgctxt": "msgid", "msgid_plural": "msgstr[0]"}.get(opened.keyword, "msgstr")
    return Fault(opened.line, f'`{opened.keyword}` without a `{lacking}` after it; an empty one is `{lacking} ""`')


def _plain(keyword: str) -> str:
    return re.sub(r"\[\d+\]", "[]", keyword)
