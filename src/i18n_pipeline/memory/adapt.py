"""Replace codes and numbers in the translation of a similar text by those of the new text. No word changes."""

from __future__ import annotations

from collections import Counter

from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.placeables import Placeable, pieces

Value = tuple[str, str]
"""The kind of a code or number, and its text."""


def transfer(match: Match, source: str) -> str | None:
    """The translation of a match, with the codes and numbers of a new source text in place of the old ones.

    None if ambiguous: the sources have different numbers of a kind, it is unclear which value replaced which, or an
    old value to replace does not occur in the translation exactly as often as in its source.
    """
    old, new, target = (list(pieces(text)) for text in (match.unit.source, source, match.unit.target))
    changes = _changes(match.unit.source, old, source, new)
    if changes is None:
        return None
    before, after = (Counter(map(_value, found)) for found in (old, target))
    if any(before[value] != after[value] for value in changes):
        return None
    wanted = [changes.get(_value(piece), piece.value) for piece in target]
    text = _with(match.unit.target, target, wanted)
    return text if wanted == [piece.value for piece in pieces(text)] else None


def _changes(source: str, old: list[Placeable], other: str, new: list[Placeable]) -> dict[Value, str] | None:
    """The replacement of each value that the new text lacks; None if ambiguous."""
    if Counter(piece.kind for piece in old) != Counter(piece.kind for piece in new):
        return None
    if _with(source, old, [f"\0{piece.kind}\0" for piece in old]) == _with(
        other, new, [f"\0{piece.kind}\0" for piece in new]
    ):
        pairs = [(_value(before), after.value) for before, after in zip(old, new, strict=True)]
        changes = dict(pairs)
        same = all(changes[before] == after for before, after in pairs)
        return {before: after for before, after in changes.items() if before[1] != after} if same else None
    return _one_of_a_kind(Counter(map(_value, old)), Counter(map(_value, new)))


def _one_of_a_kind(old: Counter[Value], new: Counter[Value]) -> dict[Value, str] | None:
    """Replacements between texts with different words: pairs values in one text only, if one of each kind."""
    gone, come = old - new, new - old
    added = dict(come.keys())
    if any(old[value] != times for value, times in gone.items()):
        return None
    if len({kind for kind, _ in gone}) != len(gone) or len(added) != len(come):
        return None
    return {value: added[value[0]] for value in gone}


def _with(text: str, found: list[Placeable], wanted: list[str]) -> str:
    """A text with its pieces replaced by other values."""
    parts: list[str] = []
    end = 0
    for piece, value in zip(found, wanted, strict=True):
        parts += [text[end : piece.start], value]
        end = piece.end
    return "".join([*parts, text[end:]])


def _value(piece: Placeable) -> Value:
    return piece.kind, piece.value
