"""Align the passages of a translated page with the passages of the source page.

Front matter goes by its keys. The rest follows the best path through both pages; then passages that moved are paired,
headings with what stands below them, and texts that are left alone opposite one of their kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile

from msgspec import Struct

from i18n_pipeline.markdown.aligning.alone import alone
from i18n_pipeline.markdown.aligning.best_path import WEAK, PathTable
from i18n_pipeline.markdown.aligning.kept_names import Pages, named
from i18n_pipeline.markdown.aligning.keys import keyed
from i18n_pipeline.markdown.aligning.likeness import FRONT_MATTER, Likeness, Words
from i18n_pipeline.markdown.aligning.moved import moved
from i18n_pipeline.markdown.aligning.orders import unsupported
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.aligning.rows import Folded, Places, cells, columns, folded, row_of, table_of
from i18n_pipeline.markdown.aligning.sections import corrected

FEW = 4
"""Texts of a page's body from which it says whether both pages are about the same."""
STRANGERS = 12
"""Of so many texts, fewer than one goes together with another page's."""


class PassagePair(Struct, frozen=True):
    """Positions of passages that translate each other."""

    source: tuple[int, ...]
    """On the source page: one, or two neighbours that were merged."""
    target: tuple[int, ...]
    """On the translated page: one, or two neighbours it was split into."""


class Alignment(Struct, frozen=True):
    """The alignment of two pages."""

    pairs: tuple[PassagePair, ...]
    """Pairs, in the order of the source page: those beyond doubt, and those that have no other place."""
    missing: tuple[int, ...]
    """Passages of the source page without a partner."""
    extra: tuple[int, ...]
    """Passages of the translated page without a partner."""
    unsure: tuple[PassagePair, ...]
    """Unsure pairs, suggested only by their order in a list."""
    alone: frozenset[PassagePair]
    """Those of the `pairs` that stand alone between sure neighbours; nothing but their place speaks for them."""
    score: float
    """Score of the best path through both pages; higher is better."""


class _Found(Struct, frozen=True):
    """What was found out about two sequences of passages."""

    pairs: list[PassagePair]
    """The pairs."""
    alone: frozenset[PassagePair]
    """Those of them that stand alone."""
    likeness: Likeness
    """Scores of their passages."""
    score: float
    """Score of the best path."""


def align(source: Sequence[Passage], target: Sequence[Passage], words: Words) -> Alignment:
    """Align two pages; `words` is the lexicon learned so far.

    Table rows are aligned first, each as one passage, then the columns of the aligned rows.
    """
    whole = named(source, target)
    pages = keyed(whole[0]), keyed(whole[1])
    starts = _end_of_front_matter(source), _end_of_front_matter(target)
    rows = folded(pages[0], starts[0]), folded(pages[1], starts[1])
    found = _body(rows[0].passages, rows[1].passages, words)
    doubtful = _doubtful((rows[0].passages, rows[1].passages), found)
    pairs, unsure, lonely = (
        sorted(_unfolded(pages, rows, chosen, words), key=lambda pair: pair.source)
        for chosen in (
            [pair for pair in found.pairs if pair not in doubtful],
            [pair for pair in found.pairs if pair in doubtful],
            [pair for pair in found.pairs if pair in found.alone and pair not in doubtful],
        )
    )
    front = list(_front_matter(pages[0][: starts[0]], pages[1][: starts[1]], words))
    if _is_another_page((source, target), starts, pairs):
        unsure, front = front + unsure, []
    pairs = [*front, *pairs]
    missing = _left(len(source), (pair.source for pair in pairs))
    extra = _left(len(target), (pair.target for pair in pairs))
    return Alignment(tuple(pairs), missing, extra, tuple(unsure), frozenset(lonely), found.score)


def _is_another_page(
    pages: tuple[Sequence[Passage], Sequence[Passage]], starts: tuple[int, int], pairs: Iterable[PassagePair]
) -> bool:
    """Whether next to nothing in the bodies of two pages goes together, so that nothing in their front matter may."""
    texts = min(sum(one.segment >= 0 for one in page[start:]) for page, start in zip(pages, starts, strict=True))
    found = sum(pages[0][pair.source[0]].segment >= 0 for pair in pairs)
    return texts >= FEW and found * STRANGERS < texts


# --- front matter ------------------------------------------------------------------------------------


def _end_of_front_matter(page: Sequence[Passage]) -> int:
    return sum(1 for _ in takewhile(lambda passage: passage.kind.startswith(FRONT_MATTER), page))


def _front_matter(source: Sequence[Passage], target: Sequence[Passage], words: Words) -> Iterator[PassagePair]:
    """Pairs of values by their keys, whatever they say; of a list whose length differs, those beyond doubt."""
    places = _by_key(target)
    for key, ours in _by_key(source).items():
        theirs = places.get(key, [])
        if len(ours) == len(theirs):
            yield from (PassagePair((i,), (j,)) for i, j in zip(ours, theirs, strict=True))
        elif theirs:
            found = _body([source[i] for i in ours], [target[j] for j in theirs], words)
            yield from (
                PassagePair((ours[pair.source[0]],), (theirs[pair.target[0]],))
                for pair in found.pairs
                if len(pair.source) == len(pair.target) == 1 and pair not in found.alone
            )


def _by_key(page: Sequence[Passage]) -> Mapping[str, list[int]]:
    """The places of the values of a page by their keys."""
    found: dict[str, list[int]] = {}
    for place, passage in enumerate(page):
        found.setdefault(passage.kind, []).append(place)
    return found


# --- the body ----------------------------------------------------------------------------------------


def _body(source: Sequence[Passage], target: Sequence[Passage], words: Words) -> _Found:
    """Align two sequences of passages."""
    likeness = Likeness(source, target, words)
    way = PathTable(source, target, likeness)
    steps = way.sure()
    pairs = [PassagePair(tuple(range(s.i, s.i + s.a)), tuple(range(s.j, s.j + s.b))) for s in steps]
    left = (
        _left(len(source), (pair.source for pair in pairs)),
        _left(len(target), (pair.target for pair in pairs)),
    )
    pairs += [PassagePair((i,), (j,)) for i, j in moved((source, target), left, likeness)]
    pairs = _with_headings((list(source), list(target)), pairs, likeness)
    used = (
        frozenset(chain.from_iterable(pair.source for pair in pairs)),
        frozenset(chain.from_iterable(pair.target for pair in pairs)),
    )
    kept = frozenset(pairs)
    way_kept = [
        ((s.i, s.j), (s.i + s.a, s.j + s.b))
        for s in steps
        if PassagePair(tuple(range(s.i, s.i + s.a)), tuple(range(s.j, s.j + s.b))) in kept
    ]
    lonely = [PassagePair((i,), (j,)) for i, j in alone((source, target), way_kept, used, likeness)]
    return _Found([*pairs, *lonely], frozenset(lonely), likeness, way.best)


def _with_headings(pages: Pages, pairs: Sequence[PassagePair], likeness: Likeness) -> list[PassagePair]:
    """The pairs, with each heading paired as what stands below it."""
    places = {(pair.source[0], pair.target[0]): pair for pair in pairs}
    headings = [place for place in places if "Heading" in pages[0][place[0]].path]

    def score(place: tuple[int, int]) -> float:
        return likeness.of(pages[0][place[0]], pages[1][place[1]])

    below = [place for place in places if place not in set(headings)]
    dropped, added = corrected(pages, headings, below, score, WEAK)
    return [pair for place, pair in places.items() if place not in dropped] + [
        PassagePair((i,), (j,)) for i, j in sorted(added)
    ]


def _doubtful(pages: tuple[Sequence[Passage], Sequence[Passage]], found: _Found) -> frozenset[PassagePair]:
    """Pairs supported by nothing but their order in a list."""
    by_place = {(pair.source[0], pair.target[0]): pair for pair in found.pairs}

    def is_known(i: int, j: int) -> bool:
        return found.likeness.of(pages[0][i], pages[1][j]) >= WEAK

    return frozenset(by_place[place] for place in unsupported(pages, by_place, is_known))


# --- tables ------------------------------------------------------------------------------------------


def _unfolded(
    pages: tuple[list[Passage], list[Passage]], rows: tuple[Folded, Folded], pairs: Sequence[PassagePair], words: Words
) -> Iterator[PassagePair]:
    """Pairs of passages from pairs in which table rows were folded."""
    tables: defaultdict[tuple[Places, Places], list[tuple[Places, Places]]] = defaultdict(list)
    for pair in pairs:
        source, target = rows[0].passages[pair.source[0]], rows[1].passages[pair.target[0]]
        ours, theirs = (
            tuple(chain.from_iterable(side.places[place] for place in places))
            for side, places in zip(rows, (pair.source, pair.target), strict=True)
        )
        if row_of(source) is None:
            yield PassagePair(ours, theirs)
        else:
            tables[table_of(source), table_of(target)].append((ours, theirs))
    for found in tables.values():
        answers = _columns(pages, found, words)
        yield from (PassagePair(*both) for one in found for both in cells(pages, one, answers))


def _columns(
    pages: tuple[list[Passage], list[Passage]], rows: Sequence[tuple[Places, Places]], words: Words
) -> dict[int, int]:
    """Match the columns of two tables, judged by all aligned rows.

    If both tables have the same number of columns, their order counts unless the contents contradict.
    """
    ours, theirs = (columns(page, (one[side] for one in rows)) for side, page in enumerate(pages))
    pairs = _body([*ours.values()], [*theirs.values()], words)
    found = {[*ours][pair.source[0]]: [*theirs][pair.target[0]] for pair in pairs.pairs if pair not in pairs.alone}
    if ours.keys() == theirs.keys():
        if all(one == other for one, other in found.items()):
            return {number: number for number in ours}
        if len(found) == len(ours) - 1:
            found |= dict(zip(ours.keys() - found.keys(), theirs.keys() - {*found.values()}, strict=True))
    return found


def _left(number: int, taken: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    used = {place for places in taken for place in places}
    return tuple(place for place in range(number) if place not in used)
