"""Write a changed entry; lines whose values did not change keep their bytes."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from i18n_pipeline.catalogue.po.scan import EntryPart, comment, entry, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from i18n_pipeline.model import Message


def spliced(message: Message, formatted: Callable[[Message], str]) -> str:
    """The text of `message`: unchanged lines from its `raw` text, changed values from `formatted`.

    An entry that becomes obsolete, or live again, is wrapped again for its new marks if it was wrapped by `formatted`.
    """
    fresh = formatted(message)
    if not message.raw:
        return fresh
    before = entry(message.raw)
    wanted, current = parts(fresh), parts(message.raw)
    turned = before.obsolete != message.obsolete
    usual = parts(formatted(before)) if turned else []
    for kind, value in _VALUES.items():
        rewrapped = turned and _RANKS[kind] >= _RANKS["previous"] and _of(kind, usual) == _of(kind, current)
        if rewrapped or value(before) != value(message):
            current = _replaced(current, kind, _of(kind, wanted))
    mark = _obsolete if message.obsolete else _live
    return "\n".join(mark(part) for part in current)


def _of(kind: str, among: list[EntryPart]) -> list[EntryPart]:
    return [part for part in among if part.kind == kind]


_VALUES = {
    "note": attrgetter("notes"),
    "extracted": attrgetter("extracted"),
    "reference": attrgetter("references"),
    "flag": attrgetter("flags"),
    "previous": attrgetter("previous_context", "previous"),
    "msgctxt": attrgetter("msgctxt"),
    "msgid": attrgetter("msgid"),
    "msgid_plural": attrgetter("plural"),
    "msgstr": attrgetter("msgstr", "plurals"),
}
_RANKS = {kind: rank for rank, kind in enumerate(_VALUES)} | {"sticky": 3, "blank": -1}


def _replaced(current: list[EntryPart], kind: str, wanted: list[EntryPart]) -> list[EntryPart]:
    """Replace the parts of one kind in place; without old ones, insert them at their place in the order of kinds.

    A comment line with the same content as an old line keeps the spelling of the old line.
    """
    if kind == "flag":
        current, wanted = _without_sticky(current, wanted)
    spelling = {comment(part.text): part for part in current if part.kind == kind}
    kept = [part for part in current if part.kind != kind]
    after = (index for index, part in enumerate(current) if part.kind == kind or _RANKS[part.kind] > _RANKS[kind])
    place = next(after, len(kept))
    return [*kept[:place], *(spelling.get(comment(part.text), part) for part in wanted), *kept[place:]]


def _without_sticky(current: list[EntryPart], wanted: list[EntryPart]) -> tuple[list[EntryPart], list[EntryPart]]:
    """Keep flags on their `#=` lines, unless a flag of the line was removed; then the others move to `#,`."""
    flags = [flag for part in wanted for flag in _flags(part)]
    stay = [part for part in current if part.kind == "sticky" and set(_flags(part)) <= set(flags)]
    settled = {flag for part in stay for flag in _flags(part)}
    rest = ", ".join(flag for flag in flags if flag not in settled)
    return [part for part in current if part.kind != "sticky" or part in stay], [
        EntryPart("flag", f"#, {rest}")
    ] if rest else []


def _flags(part: EntryPart) -> list[str]:
    return [flag.strip() for flag in comment(part.text)[1].split(",")]


def _obsolete(part: EntryPart) -> str:
    """The text of a part with `#~` before the lines of keywords and strings."""
    if _RANKS[part.kind] < _RANKS["previous"]:
        return part.text
    return "\n".join(_marked(line) for line in part.text.split("\n"))


def _marked(line: str) -> str:
    if not line.strip() or line.lstrip().startswith("#~"):
        return line
    return "#~|" + line.lstrip()[2:] if line.lstrip().startswith("#|") else "#~ " + line


def _live(part: EntryPart) -> str:
    """The text of a part without `#~` at the start of its lines."""
    return "\n".join(_unmarked(line) for line in part.text.split("\n"))


def _unmarked(line: str) -> str:
    stripped = line.lstrip()
    if stripped.startswith("#~|"):
        return "#" + stripped[2:]
    return stripped[2:].removeprefix(" ") if stripped.startswith("#~") else line
