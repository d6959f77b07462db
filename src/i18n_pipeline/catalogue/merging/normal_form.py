"""The normal form of a text, without differences in links, white space and escapes; new link numbers for translations.

Catalogues of other tools hold URLs, reference labels, line breaks and escapes where ours hold numbers and spaces.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.character_references import unescaped

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1024)
def normal(msgid: str) -> str:
    """The normal form of a text: without link targets, with one spelling of white space and characters.

    A link keeps its brackets, code keeps its characters, and possible markup keeps its escape.
    """
    if "`" not in msgid:
        return (_SPELLED.sub(_plain, msgid) if _ANY.search(msgid) else msgid).strip()
    parts, done = [], 0
    for found in inline.with_code(_SPELLED, msgid):
        start, end = inline.span(found)
        parts += [
            msgid[done:start],
            _SPACES.sub(" ", found.text) if isinstance(found, inline.CodeSpan) else _plain(found),
        ]
        done = end
    return "".join([*parts, msgid[done:]]).strip()


def relinked(msgstr: str, old: str, new: str) -> str | None:
    """The translation of `old` with the link numbers of `new`, the same text in normal form; None if ambiguous.

    Inline links in the translation stay as they are.
    """
    pairs = list(zip(labels(old), labels(new), strict=True))
    known = {
        before: after for before, after in pairs if all(other[1] == after for other in pairs if other[0] == before)
    }
    if len(pairs) == len(labels(msgstr)) == 1:
        # A single link on both sides is a pair whatever its label: `[gids][]` is `[guide][]`.
        known[labels(msgstr)[0]] = pairs[0][1]
    if any(label is not None and known.get(label) is None for label in labels(msgstr)):
        return None
    return relabelled(msgstr, known)


def labels(text: str) -> list[str | None]:
    """The labels of the links in a text, in order; None for an inline link."""
    return [found["label"] for found in inline.outside_code(_SPELLED, text) if found.lastgroup == "link"]


def relabelled(text: str, known: Mapping[str | None, str | None]) -> str:
    """A text with its link labels replaced as in `known`; other links stay as they are."""
    return inline.replaced_outside_code(_SPELLED, lambda found: _relabelled(found, known), text)


_ANY = re.compile(r"[`\\&\]\t\r\n]|  ")
_SPELLED = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<space>[ ]?(?:\\\n|[\t\r\n]|[ ][ ])(?:\\\n|[ \t\r\n])*+)
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<link>\]
        (?:\[(?P<label>[^\[\]]*)\]
        |\([ \n]*
            (?:<[^<>\n]*>|[^()<\s]*+(?:\([^()\s]*\)[^()\s]*+)*+)
            (?:\s++(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\)))?
        [ \n]*\)))
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACES = re.compile(r"\s+")
_MARKUP = "[]`<*"


def _plain(found: re.Match[str]) -> str:
    """The normal form of white space, an escape, an entity or the end of a link."""
    match found.lastgroup:
        case "space":
            return " "
        case "link":
            return "][]"
    character = found["escaped"] or unescaped(found[0])
    return f"\\{character}" if character in _MARKUP else character


def _relabelled(found: re.Match[str], known: Mapping[str | None, str | None]) -> str:
    label = known.get(found["label"])
    return found[0] if found["label"] is None or label is None else f"][{label}]"
