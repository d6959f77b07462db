"""How well published translations are aligned with their sources, where what is right is known.

Run: `PYTHONPATH=tests python benchmarks/alignment.py ENGLISH TRANSLATED [--folds N] [--seed N] [--most N]`. Each folder
holds the pages of one language, under the same names. Of the pairs of pages whose passages answer one another one to
one the translation is changed in ways that are known; the table says how much of what was then paired is right
(precision), and how much of what is right was paired (recall), with no word known, and with a lexicon that was learned
from the pages of the other folds. The last row gives each page the translation of one half a list
away, of which next to nothing is right.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers import truth
from helpers.truth import Change, Pairing, Score

from i18n_pipeline.markdown.aligning.align import align
from i18n_pipeline.markdown.aligning.likeness import Words

KINDS = ("nothing", "other pages")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("english", type=Path)
    parser.add_argument("translated", type=Path)
    parser.add_argument("--folds", type=int, default=10, help="as many parts learn from the others")
    parser.add_argument("--seed", type=int, default=7, help="the same seed changes the same texts")
    parser.add_argument("--most", type=int, default=10_000, help="passages of the longest page that is measured")
    given = parser.parse_args()
    found = _pages(given.english, given.translated)
    pages = [pairing for pairing in found if len(pairing.source) <= given.most]
    whole = [pairing for pairing in pages if pairing.whole]
    print(f"{len(pages)} pages, {len(whole)} of which go together one to one\n")
    known = {"nothing": dict[str, Words](), "other pages": _learned(pages, given.folds)}
    print(f"{'translation':24}{'known from':14}{'precision':>10}{'recall':>10}{'wrong':>8}{'lost':>8}{'of':>8}")
    for name, change in {**truth.CHANGES, "a tenth replaced": truth.a_tenth_replaced(whole)}.items():
        for kind in KINDS:
            _row(name, kind, _score(whole, change, known[kind], random.Random(given.seed)))
    for kind in KINDS:
        paired, possible = truth.strangers(whole, known[kind].get(whole[0].name, {}))
        print(f"{'of another page':24}{kind:14}{'':20}{paired:8}{'':8}{possible:8}")
    for kind in KINDS:
        _speed(pages, kind, known[kind])


def _pages(english: Path, translated: Path) -> list[Pairing]:
    names = sorted(path.name for path in english.glob("*.md") if (translated / path.name).exists())
    sources = {name: (english / name).read_bytes() for name in names}
    return truth.pairings(sources, {name: (translated / name).read_bytes() for name in names})


def _learned(pages: Sequence[Pairing], folds: int) -> dict[str, Words]:
    """For each page what the pages of the other folds teach."""
    told = {pairing.name: truth.told(pairing) for pairing in pages}
    known: dict[str, Words] = {}
    for fold in range(folds):
        names = [pairing.name for pairing in pages[fold::folds]]
        words = truth.learned({name: told[name] for name in told.keys() - set(names)})
        known |= dict.fromkeys(names, words)
    return known


def _score(pages: Sequence[Pairing], change: Change, known: Mapping[str, Words], rnd: random.Random) -> Score:
    found = (truth.measured(pairing, change, known.get(pairing.name, {}), rnd) for pairing in pages)
    return sum((score for score in found if score), Score())


def _row(name: str, kind: str, score: Score) -> None:
    numbers = f"{score.precision:10.4f}{score.recall:10.4f}{score.wrong:8}{score.lost:8}{score.right + score.lost:8}"
    print(f"{name:24}{kind:14}{numbers}", flush=True)


def _speed(pages: Sequence[Pairing], kind: str, known: Mapping[str, Words]) -> None:
    start = time.perf_counter()
    for pairing in pages:
        align(pairing.source, pairing.target, known.get(pairing.name, {}))
    seconds = time.perf_counter() - start
    print(f"\n{len(pages) / seconds:.1f} pages a second with {kind} known ({seconds:.1f} s for {len(pages)} pages)")


if __name__ == "__main__":
    main()
