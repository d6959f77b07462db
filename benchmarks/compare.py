"""The same pages through this project and its peers, in one run: speed, memory, and what comes back unchanged.

`python benchmarks/compare.py [--pages DIR] [--copies N] [--rounds N] [--only NAME]… [--json FILE]` prints Markdown.
Every number is the median of the rounds; every stage runs in a process of its own, whose start-up is not counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from children import NotInstalledError, copy_pages, default_pages, measure, roundtrip

PLAIN = ("extract", "reassemble")
FULL = ("extract", "reassemble", "translate", "verified")
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Tool:
    """One line of the table (two, where translated pages are measured too)."""

    name: str
    """What `--only` calls it, and its folder."""
    title: str
    """What the table calls it."""
    module: str
    """Its module in `peers`."""
    stages: tuple[str, ...] = PLAIN
    """What is run, in order."""
    jobs: int = 1
    """Processes."""
    package: str = ""
    """Distribution whose version is shown."""


TOOLS = (
    Tool("ours", "i18n-pipeline", "ours", FULL),
    Tool("ours-j2", "i18n-pipeline -j 2", "ours", FULL, jobs=2),
    Tool("mdpo", "mdpo", "mdpo", package="mdpo"),
    Tool("translate-toolkit", "translate-toolkit", "translate_toolkit", package="translate-toolkit"),
    Tool("mdpo-llm", "mdpo-llm", "mdpo_llm", package="mdpo-llm"),
    Tool("po4a", "po4a", "po4a"),
    Tool("floor", "floor: read, parse, write", "floor"),
)


@dataclass(slots=True)
class Score:
    """What was measured of one tool."""

    title: str
    jobs: int
    rounds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Per stage, the numbers of each round."""
    same: dict[str, int] = field(default_factory=dict)
    """Pages identical and of equal HTML after the round trip."""

    def value(self, stage: str, name: str) -> float:
        """The median of a number over the rounds."""
        return float(median(numbers[name] for numbers in self.rounds[stage]))

    def peak(self, stages: Iterable[str]) -> float:
        """The largest median of the memory of these stages, in MiB."""
        return max(self.value(stage, "peak") for stage in stages if stage in self.rounds) / MEBIBYTE

    def failures(self) -> list[str]:
        """Pages that failed in the last round, by stage."""
        return [f"{stage}: {why}" for stage, rounds in self.rounds.items() for why in rounds[-1]["failures"]]


def main() -> None:
    """Measure everything, print the table."""
    given = _arguments()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder)
        pages, size = copy_pages(given.pages, root, given.copies)
        scores = _measured(root, _chosen(given.only), given.rounds)
    print(f"{pages} pages, {size / 1e6:.2f} MB; Python {platform.python_version()}; median of {given.rounds} rounds\n")
    print(_table(scores, pages, size))
    print(f"\n{_ratios(scores)}")
    for name, score in scores.items():
        for why in score.failures():
            print(f"- {name}, {why}")
    if given.json:
        result = {"pages": pages, "bytes": size, "tools": {name: asdict(score) for name, score in scores.items()}}
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=default_pages(), help="folder of Markdown pages")
    parser.add_argument("--copies", type=int, default=1, help="how many times each page is there")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--only", action="append", choices=[tool.name for tool in TOOLS], help="only this tool (repeat)"
    )
    parser.add_argument("--json", type=Path, help="write every number of every round there")
    return parser.parse_args()


def _chosen(only: list[str] | None) -> list[Tool]:
    """The tools to measure; the floor needs the catalogues that ours writes."""
    names = set(only or [tool.name for tool in TOOLS])
    if "floor" in names:
        names.add("ours")
    return [tool for tool in TOOLS if tool.name in names]


def _measured(root: Path, tools: list[Tool], rounds: int) -> dict[str, Score]:
    """Each round runs every tool once, so that a slow minute of the machine falls on all of them."""
    scores = {tool.name: Score(_title(tool), tool.jobs) for tool in tools}
    for number in range(rounds):
        for tool in tools:
            if tool.name in scores:
                try:
                    _round(root, tool, scores[tool.name], check=number == 0)
                except NotInstalledError as error:
                    print(f"left out: {error}", file=sys.stderr)
                    del scores[tool.name]
    return scores


def _title(tool: Tool) -> str:
    try:
        return f"{tool.title} {version(tool.package)}" if tool.package else tool.title
    except PackageNotFoundError:
        return tool.title


def _round(root: Path, tool: Tool, score: Score, *, check: bool) -> None:
    shutil.rmtree(root / tool.name, ignore_errors=True)
    for stage in tool.stages:
        numbers = measure(tool.module, stage, root, tool.name, tool.jobs)
        score.rounds.setdefault(stage, []).append(numbers)
        if check and stage == "reassemble":
            score.same = roundtrip(root / "source", root / tool.name / "result")


# --- printing ----------------------------------------------------------------------------------------


def _table(scores: dict[str, Score], pages: int, size: int) -> str:
    head = ["", "extract", "", "reassemble", "", "peak", "identical", "equal HTML", "failed"]
    units = ["", "pages/s", "MB/s", "pages/s", "MB/s", "MiB", "pages", "pages", ""]
    rows = [head, ["---", *["---:"] * 8], units]
    for score in scores.values():
        speeds = [*_speed(score, "extract", pages, size), *_speed(score, "reassemble", pages, size)]
        same = [str(score.same["identical"]), str(score.same["equal_html"])]
        rows.append([score.title, *speeds, f"{score.peak(PLAIN):.0f}", *same, str(len(score.failures()))])
        if "verified" in score.rounds:
            speeds = ["", "", *_speed(score, "verified", pages, size)]
            refused = f"{score.value('verified', 'refused'):.0f} refused"
            rows.append([f"{score.title}, translated", *speeds, f"{score.peak(['verified']):.0f}", "", "", refused])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _speed(score: Score, stage: str, pages: int, size: int) -> list[str]:
    seconds = score.value(stage, "seconds")
    return [f"{pages / seconds:,.0f}", f"{size / seconds / 1e6:.2f}"]


def _ratios(scores: dict[str, Score]) -> str:
    """How many times the processor time of ours the others take, and ours that of the floor."""
    if "ours" not in scores:
        return ""
    ours = scores["ours"]
    lines = ["Processor time, theirs divided by ours (extract: first update; reassemble: translated, verified):", ""]
    for name, score in scores.items():
        if not name.startswith("ours"):
            extract = score.value("extract", "cpu") / ours.value("extract", "cpu")
            verified = score.value("reassemble", "cpu") / ours.value("verified", "cpu")
            lines.append(f"- {score.title}: extract {_times(extract)}, reassemble {_times(verified)}")
    return "\n".join(lines) + "\n"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio >= 1 else f"1/{1 / ratio:.1f}"


if __name__ == "__main__":
    main()
