"""The history file, for projects without git: a line of JSON for each day and language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from i18n_pipeline.coverage import Count, Coverage, Point, Report
from i18n_pipeline.errors import FileError, SettingsError
from i18n_pipeline.model import LIVE
from i18n_pipeline.project import disk, project_files
from i18n_pipeline.project.settings import Config


def read(config: Config) -> dict[str, list[Point]]:
    """The recorded points of each language, oldest first; empty if the settings name no file. Raises FileError."""
    found: dict[str, list[Point]] = {}
    for day, locale, coverage in _lines(config):
        found.setdefault(locale, []).append(Point(_time(day), coverage))
    return {locale: sorted(points, key=lambda point: point.time) for locale, points in found.items()}


def add(config: Config, report: Report, today: date) -> Path:
    """Record today's figures, replacing those of the same day; return the file. Raises SettingsError."""
    if not config.status.history:
        raise SettingsError("name the file to record in", 'write history = "history.jsonl" under [status] in i18n.toml')
    new = {(today.isoformat(), locale.locale): locale.coverage for locale in report.locales}
    lines = {(day, locale): coverage for day, locale, coverage in _lines(config)} | new
    written = (
        _line(day, locale, coverage) for (day, locale), coverage in sorted(lines.items(), key=lambda line: line[0])
    )
    path = config.root / config.status.history
    project_files.write(config, path, "".join(written).encode())
    return path


def _time(day: str) -> int:
    """The end of a day, in seconds since 1970."""
    return int(datetime.fromisoformat(f"{day}T23:59:59+00:00").astimezone(UTC).timestamp())


def _lines(config: Config) -> Iterator[tuple[str, str, Coverage]]:
    path = config.root / config.status.history
    data = disk.read(path) if config.status.history else None
    for number, line in enumerate((data or b"").decode("utf-8", "replace").splitlines(), 1):
        try:
            value = json.loads(line)
            _time(value["date"])
            yield value["date"], str(value["locale"]), Coverage(*(_count(value[state.value]) for state in LIVE))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            problem, advice = "no line that `status --record` writes", "correct it or delete it"
            raise FileError(project_files.shown(config, path), number, problem, advice) from error


def _count(value: Any) -> Count:
    return Count(int(value["messages"]), int(value["words"]))


def _line(day: str, locale: str, coverage: Coverage) -> str:
    counts = {
        state.value: {"messages": coverage.of(state).messages, "words": coverage.of(state).words} for state in LIVE
    }
    return json.dumps({"date": day, "locale": locale, **counts}, ensure_ascii=False) + "\n"
