"""Pseudo-translation: `⟪Ĥéélļóó⟫`. It shows on a site which texts were not extracted, and where longer words overflow.

Every letter gets an accent and every vowel is doubled, which makes English about 30 % longer; brackets show where a
text begins and ends. Tags and entities stay as they are. Nothing leaves the machine, and nothing is random.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from i18n_pipeline.engines._cost import unpaid
from i18n_pipeline.model import Answer, Batch, Cost

OPTIONS: Mapping[str, type] = MappingProxyType({})
"""No settings."""

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćđéƒǵħíĵķłḿńóṕɋŕśŧúṽẃẋýźÁɃĆĐÉƑǴĦÍĴĶŁḾŃÓṔɊŔŚŦÚṼẂẊÝŹ"
TABLE = str.maketrans(
    {plain: sign * (2 if plain in "aeiouAEIOU" else 1) for plain, sign in zip(PLAIN, ACCENTED, strict=True)}
)
KEPT = re.compile(r"(<[^<>]*>|&#?\w+;)")
"""Tags and entities of the texts' XML."""


def open_engine(options: Mapping[str, Any], environment: Mapping[str, str], root: Path) -> Pseudo:  # noqa: ARG001 - as all
    """The engine; it needs no settings and no key."""
    return Pseudo()


class Pseudo(Struct, frozen=True):
    """A `model.Engine` that puts accents on letters."""

    name: str = "pseudo"
    """See `model.Engine`."""
    key: str = "pseudo 1"
    """See `model.Engine`."""
    most_texts: int = 1000
    """See `model.Engine`."""
    most_bytes: int = 1_000_000
    """See `model.Engine`."""
    billed_in: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`: free of charge."""

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. It never fails."""
        return Answer(tuple(accented(text) for text in batch.texts), self.estimate(batch))

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """See `model.Engine`: there is no limit."""
        return None


def accented(xml: str) -> str:
    """The text in brackets, its letters accented and its vowels doubled, its tags and entities as they are."""
    parts = KEPT.split(xml)
    parts[::2] = [words.translate(TABLE) for words in parts[::2]]
    end = " ⟫" if xml.endswith("/>") else "⟫"  # an address would take the bracket for its own
    return f"⟪{''.join(parts)}{end}"
