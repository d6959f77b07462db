"""The best path through two pages: which passages follow one another as pairs, with gaps, merged and split ones.

Dynamic programming as in Gale and Church (1993), who align sentences by length alone; here with all available evidence.
A pair counts only if every alternative path through the two pages scores clearly lower.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from i18n_pipeline.markdown.aligning.likeness import Likeness, joined
from i18n_pipeline.markdown.aligning.passage import Passage

GAP = -1.5
"""Score of a passage left without a partner."""
DOUBLE = -2.0
"""Score added to the likeness if two passages are joined to match one."""
MARGIN = 1.0
"""Smallest lead in score over every alternative path."""
STRONG = 3.0
"""Least likeness of two passages that go together wherever they stand."""
NEXT = 6
"""Greatest distance, in passages, from a strong pair of the pairs that it supports on pages that differ much."""
LEAST = 0.4
"""Likeness below which a pair is always rejected: more evidence against than for."""
WEAK = 2.5
"""Likeness below which a pair may be half of a swap."""
BAND = 60
"""Passages compared on each side of the diagonal, at least."""
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


class PathTable:
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
        return steps if self._is_translation(steps) else [*self._near_strong(steps)]

    def _near_strong(self, steps: Sequence[PathStep]) -> Iterator[PathStep]:
        """Steps beyond doubt by themselves, and those next to one with nothing left out between."""
        for run in _runs(steps):
            strong = [place for place, step in enumerate(run) if self._likeness(step) >= STRONG]
            yield from (step for place, step in enumerate(run) if any(abs(place - other) <= NEXT for other in strong))

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


def _runs(steps: Sequence[PathStep]) -> Iterator[list[PathStep]]:
    """Steps in runs, within which each begins where the one before ends, on both pages."""
    run: list[PathStep] = []
    for step in steps:
        if run and (run[-1].i + run[-1].a, run[-1].j + run[-1].b) != (step.i, step.j):
            yield run
            run = []
        run.append(step)
    if run:
        yield run
