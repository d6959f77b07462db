"""`update` of a whole project as a pure function: catalogues of pages, and lists of texts for pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import NEAR, merge, wanted
from i18n_pipeline.catalogue.merging.moves import Move, best, gone, held, move, nearly, spellings, united
from i18n_pipeline.model import Catalogue, Key, Message

EMPTY = po.new_catalogue("nl", "site")


def updated(
    old: Mapping[str, Catalogue], pages: Mapping[str, Sequence[str]], near: float = NEAR
) -> dict[str, Catalogue]:
    """All catalogues after an update, with messages moved between pages; catalogues of deleted pages are kept."""
    texts = {**dict.fromkeys(old, ()), **pages}
    templates = {name: [Message(msgid) for msgid in msgids] for name, msgids in texts.items()}
    start = {name: old.get(name, EMPTY) for name in templates}
    keys = frozenset[Key]().union(*(wanted(start[name], templates[name]) for name in templates))
    moves = [move(start[name], merge(start[name], templates[name], near=near)) for name in pages]
    moves += [Move(leaving=gone(old[name].messages)) for name in old.keys() - pages.keys()]
    every = united(moves)
    elsewhere = nearly(every.lacking, every.leaving, near)
    elsewhere |= best(held(other.messages, spellings(keys)) for other in old.values())
    return {name: merge(start[name], templates[name], elsewhere=elsewhere, near=near) for name in sorted(templates)}


def live(catalogue: Catalogue) -> list[Message]:
    """The messages that are on the page."""
    return [message for message in catalogue.messages if not message.obsolete]
