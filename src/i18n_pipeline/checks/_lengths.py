"""How long a translation is expected to be, measured on real pairs of English texts and their translations.

Lengths are those of `scripts.length`: the content of a text in Latin letters. The medians and bands are from 40,000
pairs of translated sites; hardly one text of 500 is outside of its band that says what its source text says.
"""

from __future__ import annotations

from i18n_pipeline.language import base

_MEDIANS = """
0.88 zh yue
0.91 he kk ko ne os
0.95 ky
1.00 be bn bs cs et fi hr is lt lv mn nb nn no sk sl sr sv sw th tk uk uz vi
1.03 ja
1.05 af ar bg cy da eo hi hu id ka mk mr ms pl pt ro ru tr
1.08 ca es eu gl
1.12 fa hy ia it lb nl sq
1.16 de el ga ml ur
1.18 ckb fr gd ug
"""
MEDIANS = {name: float(row[:4]) for row in _MEDIANS.strip().splitlines() for name in row[5:].split()}
"""Median length of a translation of a text of 48 letters or more, as a multiple of the source text: of sites, and of
the 70 translations of Django 5.2."""
OTHERS = 1.05
"""The median of languages that were not measured."""
BANDS = ((24, 0.4, 2.6), (48, 0.45, 2.1), (96, 0.55, 1.8), (200, 0.62, 1.6))
"""From a length of the source text on: the least and the greatest ratio, as a multiple of the median."""
DENSE = frozenset(["zh", "ja", "ko", "th", "yue", "lo", "km", "my"])
"""Languages whose lengths vary more."""
WIDER = 1.25
"""By how much their bands are wider on both sides."""


def median(locale: str, source_locale: str = "en") -> float:
    """The usual length of a translation, as a multiple of its source text."""
    ours = 1 if base(source_locale) == "en" else MEDIANS.get(base(source_locale), OTHERS)
    return MEDIANS.get(base(locale), OTHERS) / ours


def band(length: int, locale: str) -> tuple[float, float]:
    """The least and the greatest ratio to be expected from the length of a source text, as multiples of the median."""
    _, least, most = max(row for row in BANDS if row[0] <= max(length, BANDS[0][0]))
    wider = WIDER if base(locale) in DENSE else 1
    return least / wider, most * wider
