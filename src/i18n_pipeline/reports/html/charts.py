"""Drawings as plain numbers: bars of shares, and lines of a history, for SVG without style attributes."""

from __future__ import annotations

from collections.abc import Sequence

from i18n_pipeline.model import State
from i18n_pipeline.report import Coverage, Point, percent


def shares(coverage: Coverage) -> tuple[float, ...]:
    """Percent of each live state, best first; nothing to translate is all reviewed."""
    total = coverage.total
    if not total.messages:
        return (100.0, 0.0, 0.0, 0.0)
    each = (coverage.reviewed, coverage.draft, coverage.stale, coverage.untranslated)
    return tuple(percent(part, total) for part in each)


def bar(percents: Sequence[float]) -> tuple[float, float, float]:
    """How far stale, draft and reviewed reach, in percent, each drawn over the one before; the rest is untranslated."""
    reviewed, draft, stale, _ = percents
    return reviewed + draft + stale, reviewed + draft, reviewed


def line(points: Sequence[Point], width: int, height: int) -> str:
    """The percent reviewed over time as points of a polyline, 0 % at the bottom and 100 % at the top."""
    first, last = points[0].time, points[-1].time
    span = max(last - first, 1)
    return " ".join(
        f"{(point.time - first) / span * width:.1f},{height - reviewed(point) / 100 * height:.1f}" for point in points
    )


def reviewed(point: Point) -> float:
    """The percent that was reviewed."""
    return point.coverage.percent(State.REVIEWED)
