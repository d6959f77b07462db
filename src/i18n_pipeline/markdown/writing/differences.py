"""Compare the skeletons of an English and a localised page: what differs beyond words, each with its check id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from i18n_pipeline.markdown.check_ids import (
    ADDRESS,
    CELL,
    CODE_SPAN,
    FRONT_MATTER,
    HEADING_ID,
    HTML,
    KEYWORD,
    LINK,
    MATH,
    OF_ITEMS,
    PLACEHOLDER,
    REFERENCE,
    SCHEME,
    STRUCTURE,
)
from i18n_pipeline.markdown.constructs import NO_PARAGRAPH
from i18n_pipeline.markdown.writing.addresses import GLUED_ADDRESS
from i18n_pipeline.markdown.writing.skeleton import CONSTRUCT, PARAGRAPH, Inline, Item, Part

SHOWN = 40
"""Most characters of a construct that a reason shows."""
_OF_ITEMS = {**OF_ITEMS, GLUED_ADDRESS: ADDRESS}
"""Check ids of the kinds of items."""
OF_PARTS = {
    "heading": HEADING_ID,
    "definition": REFERENCE,
    "front matter": FRONT_MATTER,
    "tag": HTML,
    "line": KEYWORD,
    "+Table": CELL,
    "+TableRow": CELL,
    "+TableCell": CELL,
    "rows": CELL,
}
"""Check ids of parts of the structure; of all others: `md-structure`."""
LEADING = frozenset({"link", "image", "address"})
"""Kinds of items that have a target."""
USUAL = frozenset({"", "http", "https", "mailto"})
"""Schemes of addresses that are no danger; an address without one is relative."""
SCHEMES = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
FORMULA = "formula"
"""Name of the constructs that are mathematics."""


class Difference(Struct, frozen=True):
    """A difference between two skeletons: the first in structure, or a run whose items differ."""

    start: int
    """Byte offset on the English page of the run whose items differ; -1 if the structure differs."""
    end: int
    """Byte offset after that run; -1 if the structure differs."""
    reason: str
    """What is different on the localised page, in a few words."""
    check: str
    """Check id."""
    ignorable: tuple[str, ...] = ()
    """Check ids of items left out, sorted; empty if anything else differs, which nobody may accept."""
    in_tag: bool = False
    """Whether a tag became another, as one does whose attribute says something that is no words."""


NAMES = {
    "+Paragraph": "a paragraph",
    "+List": "a list",
    "+Item": "a list item",
    "+BlockQuote": "a quote",
    "+CodeBlock": "a code block",
    "code": "a code block",
    "+Table": "a table",
    "+TableCell": "a table cell",
    "+TableRow": "a table row",
    "rows": "the pipes of lines that may be rows of a table",
    "+FootnoteDefinition": "a footnote",
    "+DefinitionList": "a definition list",
    "TaskListMarker": "a task box",
    "Rule": "a rule",
    "heading": "a heading",
    "tag": "an HTML tag",
    "definition": "a link definition",
    "front matter": "front matter",
}


def differences(english: list[Part], localised: list[Part]) -> list[Difference]:
    """Every run whose items differ; or only the first difference in structure, if there is one."""
    if english == localised:
        return []
    pairs = list(zip(english, localised, strict=False))
    for index, (ours, theirs) in enumerate(pairs):
        if isinstance(ours, Inline) != isinstance(theirs, Inline) or (not isinstance(ours, Inline) and ours != theirs):
            return list(_of_paragraphs(english, localised)) or [_structural(english, localised, index)]
    if len(english) != len(localised):
        return list(_of_paragraphs(english, localised)) or [_structural(english, localised, len(pairs))]
    found = [_inline_difference(a, b) for a, b in pairs if isinstance(a, Inline) and isinstance(b, Inline) and a != b]
    return [difference for difference in found if difference]


def _structural(english: list[Part], localised: list[Part], index: int) -> Difference:
    ours = english[index] if index < len(english) else ""
    theirs = localised[index] if index < len(localised) else ""
    tags = _changed_tags(english, localised) if "tag" in {_kind(ours), _kind(theirs)} else ""
    if tags:
        return Difference(-1, -1, tags, HTML)
    if _is_gone(ours, theirs) and localised.count(ours) < english.count(ours):
        theirs = ""
    return Difference(-1, -1, _structural_reason(ours, theirs), _structural_check(ours, theirs))


def _is_gone(ours: Part, theirs: Part) -> bool:
    """Whether a construct of another kind stands in the place of one: if that is lost, the one that follows it."""
    if not (isinstance(ours, tuple) and isinstance(theirs, tuple)):
        return False
    return bool(ours[0] == theirs[0] == CONSTRUCT and ours[1] != theirs[1])


def _of_paragraphs(english: list[Part], localised: list[Part]) -> Iterator[Difference]:
    """The differences of the words of paragraphs that one of two pages lacks, since no words stand beside elements.

    Those behind another difference in structure are not looked for.
    """
    bare = ([part for part in parts if part not in (PARAGRAPH, "-Paragraph")] for parts in (english, localised))
    for ours, theirs in zip(*bare, strict=False):
        if not isinstance(ours, Inline) or not isinstance(theirs, Inline):
            if ours != theirs:
                return
        elif NO_PARAGRAPH in (*ours.rules, *theirs.rules) and (found := _inline_difference(ours, theirs)):
            yield found


def _changed_tags(english: list[Part], localised: list[Part]) -> str:
    """The tags that blocks of HTML gain or lose, as a reason; empty if there is no such tag."""
    mine, other = (
        Counter(("html", str(part[1])) for part in parts if isinstance(part, tuple) and part[0] == "tag")
        for parts in (english, localised)
    )
    if added := sorted((other - mine).elements(), key=_opening_first):
        return f"it adds {_listed(added)}"
    lost = sorted((mine - other).elements(), key=_opening_first)
    return f"it leaves out {_listed(lost)}" if lost else ""


def _structural_check(ours: Part, theirs: Part) -> str:
    """The check id of a difference in structure: that of the new part, or of the lost one."""
    kinds = {_kind(ours), _kind(theirs)} - {""}
    if kinds == {"heading"}:
        return HEADING_ID
    told = next((part for part in (theirs, ours) if _name(part)), "")
    if isinstance(told, tuple) and told[0] == CONSTRUCT:
        return MATH if told[1] == FORMULA else KEYWORD
    return STRUCTURE if _kind(told) == "heading" else OF_PARTS.get(_kind(told), STRUCTURE)


def _kind(part: Part) -> str:
    """The kind of a part: its name, or the first item of what says more; empty for a run of text."""
    return "" if isinstance(part, Inline) or not part else part if isinstance(part, str) else str(part[0])


def _structural_reason(ours: Part, theirs: Part) -> str:
    new, old = _name(theirs), _name(ours)
    if new == old and new:
        if added := _added_to_words(ours, theirs):
            return f"it adds {named(added)[1]} to {new}"
        is_heading = _kind(ours) == "heading" and ours[:2] == theirs[:2]  # type: ignore[index] # both are tuples
        return f"it changes the id of {new}" if is_heading else f"it changes {new}"
    if new:
        return f"it would make {new}"
    return f"it would lose {old}" if old else "it would change the blocks of the page"


def _added_to_words(ours: Part, theirs: Part) -> str:
    """The first markup that the words of a construct have and the English ones lack; empty if there is none."""
    if not isinstance(ours, tuple) or not isinstance(theirs, tuple) or theirs[0] != CONSTRUCT:
        return ""
    old, new = (Counter(_said(part)) for part in (ours, theirs))
    return next((new - old).elements(), "")


def _said(part: tuple[Any, ...]) -> Iterator[str]:
    """The markup in the words of a construct; see `skeleton.construct`."""
    for found in part[3:]:
        yield from (one.decode() if isinstance(one, bytes) else one for one in found)


def named(found: str) -> tuple[str, str]:
    """The check id of a piece of markup, and its name for people: what `markup` finds, code, or template code."""
    if found.startswith("<!--"):
        return HTML, f"the comment {found}"
    if found.startswith("<"):
        return HTML, f"the HTML tag {found}"
    if found.startswith("`"):
        return CODE_SPAN, f"the code {found}"
    if found.startswith("]("):
        return LINK, f"the link {found[2:]}"
    if found[0] in "{%>$#":
        return PLACEHOLDER, f"the placeholder {found}"
    return ADDRESS, f"the address {found}"


def _name(part: Part) -> str:
    if isinstance(part, Inline):
        return ""
    if part and part[0] == CONSTRUCT:
        return _construct_name(*part[1:3])
    if isinstance(part, tuple) and part[0] == "line":
        return f"{_construct_name('line', [words for words in part[1:] if words])} that stands for itself"
    return NAMES.get(_kind(part), "")


def _construct_name(name: str, kept: Sequence[bytes]) -> str:
    """A construct with the beginning of its bytes, for people."""
    text = " ".join("…".encode().join(kept).decode(errors="replace").split()) if any(kept) else ""
    shown = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    return f"the {name} {shown}".rstrip()


def _inline_difference(ours: Inline, theirs: Inline) -> Difference | None:
    mine, other = Counter(ours.items), Counter(theirs.items)
    lost = sorted((item for item in (mine - other).elements() if item[0] != GLUED_ADDRESS), key=_opening_first)
    added = sorted((other - mine).elements(), key=_code_last)
    found = _reason(ours, theirs, lost, added)
    if not found:
        return None  # fewer words are taken for part of an address than on the English page
    allowed = lost and not added and (theirs.nested or not ours.nested)
    ignorable = sorted({_OF_ITEMS[kind] for kind, _ in lost}) if allowed else ()
    in_tag = {kind for kind, _ in lost} & {kind for kind, _ in added} == {"html"}
    return Difference(ours.start, ours.end, found[1], found[0], tuple(ignorable), in_tag)


def _reason(ours: Inline, theirs: Inline, lost: list[Item], added: list[Item]) -> tuple[str, str] | None:
    """The check id of a difference between the items of two runs, and what it is; None if readers see none."""
    if not lost and not added and ours.nested == theirs.nested:
        if ours.pairs != theirs.pairs:
            return PLACEHOLDER, "its template tags do not stand in the order of the English text"
        return _reason_of_rules(ours, theirs)
    glued = [item[1] for item in added if item[0] == GLUED_ADDRESS]
    if glued:
        return ADDRESS, f"readers would be led to {glued[0]}; put a blank after the address"
    if added:
        return _check_of_added(added[0], ours), _reason_of_added(lost, added)
    if not lost:
        return HTML, "its HTML tags do not close in order"
    return _OF_ITEMS[lost[0][0]], f"it leaves out {_listed(lost)}"


def _reason_of_rules(ours: Inline, theirs: Inline) -> tuple[str, str] | None:
    """The check id of a tag or block in another place, and what is different; None if there is none."""
    mine, other = Counter(ours.rules), Counter(theirs.rules)
    lost, added = min(mine - other, default=""), min(other - mine, default="")
    if lost:
        return HTML, f"in the English text {lost}"
    return (HTML, f"in it {added}, unlike in the English text") if added else None


def _check_of_added(item: Item, ours: Inline) -> str:
    """The check id of a new item: that of its kind, or `md-link-scheme` if it is of a scheme that the English lacks."""
    kind, target = item
    if kind not in LEADING:
        return _OF_ITEMS[kind]
    known = {_scheme(value) for other, value in ours.items if other in LEADING}
    return _OF_ITEMS[kind] if _scheme(target) in known | USUAL else SCHEME


def _scheme(target: str) -> str:
    """The scheme of an address, in small letters; empty for a relative one (RFC 3986, section 3.1)."""
    found = SCHEMES.match(target)
    return found[1].lower() if found else ""


def _reason_of_added(lost: list[Item], added: list[Item]) -> str:
    changed = [item for item in lost if item[0] == added[0][0]]
    if changed:
        return f"it changes {_item(changed[0])} to {_item(added[0])}"
    return f"it leaves out {_listed(lost)} and adds {_listed(added)}" if lost else f"it adds {_listed(added)}"


def _opening_first(item: Item) -> tuple[str, bool, str]:
    return (item[0], item[1].startswith("/"), item[1])


def _code_last(item: Item) -> tuple[bool, str, bool, str]:
    """Code comes behind the new tag or link that, left open, is why words around it are code."""
    return (item[0] == "code", *_opening_first(item))


def _listed(items: list[Item]) -> str:
    """The first three items, and how many more there are."""
    said = ", ".join(_item(item) for item in items[:3])
    return said if len(items) <= 3 else f"{said} and {len(items) - 3} more"


def _item(item: Item) -> str:
    check, value = item
    if check == "html":
        return f"the comment {value}" if value.startswith("<!--") else f"the HTML tag <{value}>"
    shown = {"code": f"`{value}`", "footnote": f"[^{value}]"}.get(check, value)
    return f"the {check} {shown}".rstrip()
