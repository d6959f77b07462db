"""Align the passages of a translated page with the passages of the source page.

Dynamic programming as in Gale and Church (1993), who align sentences by length alone; here with all available
evidence, with gaps, and with merged or split passages. Passages that moved are paired afterwards, if beyond doubt.
A pair counts only if every alternative path through the two pages scores clearly lower.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, pairwise
from typing import NamedTuple

from i18n_pipeline.markdown.aligning.keys import keyed
from i18n_pipeline.markdown.aligning.likeness import Likeness, Words, joined, shown
from i18n_pipeline.markdown.aligning.orders import unsupported
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.aligning.rows import Folded, Places, cells, columns, folded, row_of, table_of

GAP = -1.5
"""Score of a passage left without a partner."""
DOUBLE = -2.0
"""Score added to the likeness if two passages are joined to match one."""
MARGIN = 1.0
"""Smallest lead in score over every alternative path."""
MOVED = 3.0
"""Smallest likeness for pairing passages that moved."""
LEAST = 0.4
"""Likeness below which a pair is always rejected: more evidence against than for."""
WEAK = 2.5
"""Likeness below which a pair may be half of a swap."""
BAND = 60
"""Passages compared on each side of the diagonal, at least."""
FEW = 60
"""Leftover passages up to which each is compared with each; beyond that, only those that share evidence."""
UNSEEN = 1.5
"""Highest score of two passages that share nothing but kind and length."""
NEVER = float("-inf")


class PathStep(NamedTuple):
    """One step of a path through both pages."""

    i: int
    """Position of its first source passage."""
    j: int
    """Position of its first translated passage."""
    a: int
    """Number of source passages."""
    b: int
    """Number of translated passages."""


PAIRS = ((1, 1), (2, 1), (1, 2))
"""Possible steps: numbers of passages of each page."""


@dataclass(frozen=True, slots=True)
class PassagePair:
    """Positions of passages that translate each other."""

    source: tuple[int, ...]
    """On the source page: one, or two neighbours that were merged."""
    target: tuple[int, ...]
    """On the translated page: one, or two neighbours it was split into."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The alignment of two pages."""

    pairs: tuple[PassagePair, ...]
    """Pairs beyond doubt, in the order of the source page."""
    missing: tuple[int, ...]
    """Passages of the source page without a sure partner."""
    extra: tuple[int, ...]
    """Passages of the translated page without a sure partner."""
    unsure: tuple[PassagePair, ...]
    """Unsure pairs, suggested only by their order in a list."""
    score: float
    """Score of the best path through both pages; higher is better."""


def align(source: Sequence[Passage], target: Sequence[Passage], words: Words) -> Alignment:
    """Align two pages; `words` is the lexicon learned so far.

    Table rows are aligned first, each as one passage, then the columns of the aligned rows.
    """
    pages = keyed(source), keyed(target)
    rows = folded(pages[0]), folded(pages[1])
    way, found = _aligned(rows[0].passages, rows[1].passages, words)
    doubtful = _doubtful(way, found)
    pairs, unsure = (
        tuple(sorted(_unfolded(pages, rows, chosen, words), key=lambda pair: pair.source))
        for chosen in ([pair for pair in found if pair not in doubtful], [pair for pair in found if pair in doubtful])
    )
    missing = _left(len(source), (pair.source for pair in pairs))
    extra = _left(len(target), (pair.target for pair in pairs))
    return Alignment(pairs, missing, extra, unsure, way.best)


def _doubtful(way: _Table, pairs: Iterable[PassagePair]) -> frozenset[PassagePair]:
    """Pairs supported by nothing but their order in a list."""
    by_place = {(pair.source[0], pair.target[0]): pair for pair in pairs}

    def is_known(i: int, j: int) -> bool:
        return way.likeness.of(way.source[i], way.target[j]) >= WEAK

    return frozenset(by_place[place] for place in unsupported((way.source, way.target), by_place, is_known))


def _aligned(source: Sequence[Passage], target: Sequence[Passage], words: Words) -> tuple[_Table, list[PassagePair]]:
    """The table of paths through two sequences, and the pairs beyond doubt."""
    found = _Table(source, target, Likeness(source, target, words))
    pairs = [PassagePair(tuple(range(s.i, s.i + s.a)), tuple(range(s.j, s.j + s.b))) for s in found.sure()]
    pairs += _moved(found, _left(len(source), (p.source for p in pairs)), _left(len(target), (p.target for p in pairs)))
    return found, pairs


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
    _, pairs = _aligned([*ours.values()], [*theirs.values()], words)
    found = {[*ours][pair.source[0]]: [*theirs][pair.target[0]] for pair in pairs}
    if ours.keys() == theirs.keys():
        if all(one == other for one, other in found.items()):
            return {number: number for number in ours}
        if len(found) == len(ours) - 1:
            found |= dict(zip(ours.keys() - found.keys(), theirs.keys() - {*found.values()}, strict=True))
    return found


class _Table:
    """Best scores from the start to each cell and from each cell to the end, in a band around the diagonal."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage], likeness: Likeness) -> None:
        self.source = source
        self.target = target
        self.likeness = likeness
        self.doubles = [[*map(joined, pairwise(page))] for page in (source, target)]
        self.scores: dict[PathStep, float] = {}
        self.rows = [self._row(i) for i in range(len(source) + 1)]
        self.steps = [self._steps(i) for i in range(len(source) + 1)]
        self.before = self._before()
        self.after = self._after()
        self.best = self.after[0][0]

    def _row(self, i: int) -> range:
        """Cells of a row, wide enough to reach the cells of the next row."""
        rows, columns = max(1, len(self.source)), len(self.target)
        reach = max(min(abs(rows - columns) + BAND // 2, 2 * BAND), BAND, columns // rows + 1)
        middle = i * columns // rows
        return range(max(0, middle - reach), min(columns, middle + reach) + 1)

    def _steps(self, i: int) -> list[list[tuple[int, int, float]]]:
        """Steps from each cell of a row: passages used of each page, and score."""
        left, right = len(self.source) - i, len(self.target)
        steps: list[list[tuple[int, int, float]]] = []
        for j in self.rows[i]:
            here = [(a, b, self.score(PathStep(i, j, a, b))) for a, b in PAIRS if a <= left and b <= right - j]
            here = [step for step in here if step[2] > NEVER]
            here += [(1, 0, GAP)] if left else []
            here += [(0, 1, GAP)] if j < right else []
            steps.append(here)
        return steps

    def _before(self) -> list[dict[int, float]]:
        best: list[dict[int, float]] = [{} for _ in self.rows]
        best[0][0] = 0.0
        for i, row in enumerate(self.rows):
            for j, steps in zip(row, self.steps[i], strict=True):
                here = best[i].get(j, NEVER)
                for a, b, score in steps:
                    if here + score > best[i + a].get(j + b, NEVER):
                        best[i + a][j + b] = here + score
        return best

    def _after(self) -> list[dict[int, float]]:
        best: list[dict[int, float]] = [{} for _ in self.rows]
        best[-1][len(self.target)] = 0.0
        for i in reversed(range(len(self.rows))):
            for j, steps in zip(reversed(self.rows[i]), reversed(self.steps[i]), strict=True):
                ways = [best[i + a].get(j + b, NEVER) + score for a, b, score in steps]
                if ways:
                    best[i][j] = max(ways)
        return best

    def score(self, step: PathStep) -> float:
        """Score of a step."""
        if not step.a or not step.b:
            return GAP
        if step not in self.scores:
            self.scores[step] = self._score(step)
        return self.scores[step]

    def _score(self, step: PathStep) -> float:
        i, j, a, b = step
        first = self.doubles[0][i] if a > 1 else self.source[i]
        second = self.doubles[1][j] if b > 1 else self.target[j]
        if a == b == 1 and first and second:
            return self.likeness.of(first, second)
        if first is None or second is None or not self.likeness.may_fit(first, second):
            return NEVER
        return self.likeness.of(first, second) + DOUBLE

    def sure(self) -> list[PathStep]:
        """Pairs on the best path that lead every alternative clearly."""
        pairs = (s for s in self._way() if s.a and s.b and self._likeness(s) >= LEAST)
        steps = [step for step in pairs if self._through(step) - self._rival(step) >= MARGIN]
        weak = [step for step in steps if step.a == step.b == 1 and self.score(step) < WEAK]
        near = ((one, other) for place, one in enumerate(weak) for other in weak[place + 1 : place + BAND])
        crossed = {step for pair in near if self._may_cross(*pair) for step in pair}
        steps = [step for step in steps if step not in crossed]
        return steps if self._is_translation(steps) else [s for s in steps if self._likeness(s) >= MOVED]

    def _is_translation(self, steps: Sequence[PathStep]) -> bool:
        """Whether enough texts found a partner for one page to be a translation of the other."""
        texts = min(sum(passage.segment >= 0 for passage in page) for page in (self.source, self.target))
        return 2 * sum(self.source[step.i].segment >= 0 for step in steps) >= texts

    def _likeness(self, step: PathStep) -> float:
        return self.score(step) - (DOUBLE if step.a + step.b > 2 else 0)

    def _may_cross(self, step: PathStep, other: PathStep) -> bool:
        """Whether two pairs would score as well when exchanged, as swapped passages do."""
        crossing = PathStep(step.i, other.j, 1, 1), PathStep(other.i, step.j, 1, 1)
        return sum(map(self.score, crossing)) > self.score(step) + self.score(other) + MARGIN

    def _way(self) -> Iterator[PathStep]:
        i = j = 0
        while (i, j) != (len(self.source), len(self.target)):
            steps = self._from(i, j)
            a, b, _ = max(steps, key=lambda step: step[2] + self.after[i + step[0]].get(j + step[1], NEVER))
            yield PathStep(i, j, a, b)
            i, j = i + a, j + b

    def _from(self, i: int, j: int) -> list[tuple[int, int, float]]:
        return self.steps[i][j - self.rows[i].start]

    def _through(self, step: PathStep) -> float:
        """Score of the best path through a step."""
        i, j, a, b = step
        return self.before[i].get(j, NEVER) + self.score(step) + self.after[i + a].get(j + b, NEVER)

    def _rival(self, step: PathStep) -> float:
        """Score of the best path that matches the step's first source passage differently."""
        others = [PathStep(step.i, j, a, b) for j in self.rows[step.i] for a, b, _ in self._from(step.i, j) if a]
        if step.i:
            others += [
                PathStep(step.i - 1, j, a, b)
                for j in self.rows[step.i - 1]
                for a, b, _ in self._from(step.i - 1, j)
                if a > 1
            ]
        return max((self._through(other) for other in others if other != step), default=NEVER)


def _left(number: int, taken: Iterator[tuple[int, ...]]) -> tuple[int, ...]:
    used = {place for places in taken for place in places}
    return tuple(place for place in range(number) if place not in used)


def _moved(table: _Table, source: Sequence[int], target: Sequence[int]) -> Iterator[PassagePair]:
    """Pair leftover passages that are by far each other's best partner."""
    texts = [i for i in source if table.source[i].segment >= 0]
    scores = {
        (i, j): table.likeness.of(table.source[i], table.target[j])
        for i, partners in _partners(table, texts, target).items()
        for j in partners
    }
    rows, columns = _best_two(scores, 0), _best_two(scores, 1)
    unseen = NEVER if len(scores) == len(texts) * len(target) else UNSEEN
    for (i, j), score in scores.items():
        others = (best[1] if best[0] == score else best[0] for best in (rows[i], columns[j]) if len(best) > 1)
        if score >= MOVED and score - max(unseen, *others, NEVER) >= 2 * MARGIN:
            yield PassagePair((i,), (j,))


def _partners(table: _Table, source: Sequence[int], target: Sequence[int]) -> dict[int, Iterable[int]]:
    """Possible partners of each source passage: all, if few are left over; otherwise those that share evidence.

    The rarest evidence is used first, and the number of partners is limited.
    """
    if len(target) <= FEW:
        return dict.fromkeys(source, target)
    index: defaultdict[object, list[int]] = defaultdict(list)
    for j in target:
        for mark in dict.fromkeys(shown(table.target[j])):
            index[mark].append(j)
    partners: dict[int, Iterable[int]] = {}
    for i in source:
        marks = dict.fromkeys(table.likeness.evidence(table.source[i]))
        found: dict[int, None] = {}
        for places in sorted((index[mark] for mark in marks if mark in index), key=len):
            found |= dict.fromkeys(places[: FEW - len(found)])
        partners[i] = found
    return partners


def _best_two(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """The two best scores of each passage of one side, best first."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        found[pair[side]].append(score)
    return {place: nlargest(2, best) for place, best in found.items()}
