"""Keys of entries: the code, link or number that a row, item, term or section is about, the same in every language.

Two passages in entries with different keys never translate each other, whatever their place and length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.writing.skeleton import Item

Key = frozenset[Item]
"""Key of an entry; empty if nothing identifies the entry."""

ROWS = frozenset({"TableHead", "TableRow"})
"""Containers that are table rows."""
CODES = frozenset({"code", "placeholder"})
"""Kinds of marks that no language changes."""
PLAIN = "code as it is in every language"
"""Kind of a mark that is code without its user-supplied parts."""
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""Start of a link to another site."""
AFTER_CODE = re.compile(r"[*_\])]*+\s*+(?:\([^()]*+\)\s*+)?(?:[:=–—：→-]|$)")  # noqa: RUF001
"""What follows the code that a text explains."""
HTML_CODE = re.compile(r"<(code|kbd|samp|var)\b[^<>]*>(.*?)</\1>", re.IGNORECASE)
"""Code in HTML."""
OPTION = re.compile(
    r"[*_]*+(--?[A-Za-z][\w-]*+|[$@/][A-Za-z][\w./-]*+|\.{0,2}/[\w./-]++|\.\w[\w.-]*+|(?=\w+_\w)\w++|[\w.]++\(\))"
    r"[*_]*+(?=[\s:=,]|$)"
)
"""A text that begins with an option, path or program name not marked as code."""
LITERAL = re.compile(r"(?=\S*[-_./=:\d])\S+")
"""A cell that is code though not marked as code."""
TO_FILL_IN = re.compile(r"<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]|\"[^\"]*\"|'[^']*'|(?<![-\w])[A-Z][A-Z_]*\b")
"""User-supplied parts of code, which may be translated: `<file>`, `FILE`, `"text"`."""


def keyed(page: Sequence[Passage]) -> list[Passage]:
    """Give each passage of a page the key of its innermost keyed entry."""
    entries = _entries(page)
    sections: list[tuple[int, Key]] = []
    found: list[Passage] = []
    for passage in page:
        if "Heading" in passage.path:
            above = [section for section in sections if section[0] < passage.level]
            sections = [*above, (passage.level, _codes(passage))]
        keys = [key for _, key in sections]
        keys += [entries.get(passage.within[: depth + 1], frozenset()) for depth in range(len(passage.path))]
        found.append(replace(passage, key=next((key for key in reversed(keys) if key), frozenset())))
    return found


def agree(one: Key, other: Key) -> bool | None:
    """Whether two entries are about the same thing; None if their keys do not decide.

    Different links to other sites decide nothing, since a translation may link to pages in its language; nor does
    code that differs in its user-supplied parts only.
    """
    if not one or not other:
        return None
    shared = one & other
    if any(kind != PLAIN for kind, _ in shared):
        return True
    open_ = shared or any(kind == "link" and ADDRESS.match(said) for key in (one, other) for kind, said in key)
    return None if open_ else False


def _entries(page: Sequence[Passage]) -> dict[tuple[int, ...], Key]:
    """The keys of rows, list items, terms and definitions by their containers."""
    entries: dict[tuple[int, ...], Key] = {}
    terms: dict[tuple[int, ...], Key] = {}
    for passage in page:
        for depth, name in enumerate(passage.path):
            parent, place = passage.within[:depth], passage.within[: depth + 1]
            if name in ROWS and not entries.get(place):
                entries[place] = _of_cell(passage, next(iter(passage.within[depth + 1 :]), 0))
            elif name in {"Item", "DefinitionListTitle"}:
                entries.setdefault(place, _of_text(passage))
            elif name == "DefinitionListDefinition":
                entries[place] = terms.get(parent, frozenset())
            if name == "DefinitionListTitle":
                terms[parent] = entries[place]
    return entries


def _of_cell(cell: Passage, column: int) -> Key:
    """Key that a cell gives its row; in the first column also a number or a word that looks like code."""
    marks = _codes(cell) or frozenset(item for item in cell.items if item[0] == "link")
    if marks or column:
        return marks
    text = cell.text if cell.segment >= 0 else ""
    literal = LITERAL.fullmatch(text)
    return _with_plain([("code", text)]) if literal else cell.numbers if cell.segment < 0 else frozenset()


def _of_text(passage: Passage) -> Key:
    """Key that a text gives its entry: the code it explains, else any code in it, else a link at its start."""
    explained = _explained(passage.text) if passage.segment >= 0 else ""
    if explained:
        return _with_plain([("code", explained)])
    option = OPTION.match(passage.text) if passage.segment >= 0 else None
    if option:
        return _with_plain([("code", option[1])])
    link = passage.text.lstrip("*_").startswith("[") or passage.segment < 0
    return _codes(passage) or frozenset(item for item in passage.items if link and item[0] == "link")


def _explained(text: str) -> str:
    """The code with which a text begins and which it explains; empty if there is none."""
    start = len(text) - len(text.lstrip("*_[("))
    if not text.startswith("`", start):
        return ""
    code = next((code for code in inline.code_spans(text) if code.start == start), None)
    return " ".join(code.inside.split()) if code and AFTER_CODE.match(text, code.end) else ""


def _codes(passage: Passage) -> Key:
    found = [item for item in passage.items if item[0] in CODES]
    if passage.segment >= 0 and "</" in passage.text:
        found += [("code", said) for _, said in HTML_CODE.findall(passage.text)]
    return _with_plain(found)


def _with_plain(codes: Sequence[Item]) -> Key:
    """Codes, and the same codes without their user-supplied parts, which may be translated."""
    plain = (" ".join(TO_FILL_IN.sub(" ", said).split()) or said for _, said in codes)
    return frozenset((*codes, *((PLAIN, said) for said in plain)))
