"""Numbers of charts: bars of shares, and lines of a history, for SVG without style attributes."""

from __future__ import annotations

from collections.abc import Sequence

from i18n_pipeline.coverage import Coverage, Point, percent
from i18n_pipeline.model import State

TENTHS = 10
"""Parts of a cell of the grid."""
SEEN = 2.0
"""Smallest visible part of a bar, percent."""


def shares(coverage: Coverage) -> tuple[float, ...]:
    """Percent of each live state, best first; a page without words counts as all reviewed."""
    total = coverage.total
    if not total.messages:
        return (100.0, 0.0, 0.0, 0.0)
    each = (coverage.reviewed, coverage.draft, coverage.stale, coverage.untranslated)
    return tuple(percent(part, total) for part in each)


def bar(percents: Sequence[float]) -> tuple[float, float, float]:
    """The right ends of the parts for stale, draft and reviewed, percent; each part is drawn over the one before."""
    reviewed, draft, stale, _ = percents
    return reviewed + draft + stale, reviewed + draft, reviewed


def tenths(percents: Sequence[float]) -> tuple[int, ...]:
    """Percents of all live states as tenths of a whole, in their order.

    Any share above 0 has at least one tenth, and only 100 % has ten, so that no share looks like none or all.
    """
    found = [max(1, int(share // 10)) if share else 0 for share in percents]
    while sum(found) != TENTHS:
        too_many = sum(found) > TENTHS
        off = [(share - 10 * part) * (-1 if too_many else 1) for share, part in zip(percents, found, strict=True)]
        may = [place for place, part in enumerate(found) if part > too_many]
        if not may:
            break
        place = max(may, key=lambda one: off[one])
        found[place] += -1 if too_many else 1
    return tuple(found)


def drawn(percents: Sequence[float], refused: float = 0) -> str:
    """The parts of a bar as SVG; the refused part covers the end of the accepted one, and is always visible."""
    stale, draft, reviewed = bar(percents)
    layers = (("s", stale), ("d", draft), ("r", reviewed))
    parts = "".join(f"<rect class={state} width={reach:.1f}% />" for state, reach in layers)
    if not refused:
        return parts
    width = max(refused, SEEN)
    start = max(0.0, (reviewed or draft) - width)
    return f"{parts}<rect class=x x={start:.1f}% width={width:.1f}% />"


def line(points: Sequence[Point], width: int, height: int) -> str:
    """The percent reviewed over time as points of a polyline, 0 % at the bottom and 100 % at the top."""
    first, last = points[0].time, points[-1].time
    span = max(last - first, 1)
    return " ".join(
        f"{(point.time - first) / span * width:.1f},{height - reviewed(point) / 100 * height:.1f}" for point in points
    )


def reviewed(point: Point) -> float:
    """The percent reviewed at a point."""
    return point.coverage.percent(State.REVIEWED)
