"""Whether time grows with the size of a page, and memory with the number of pages.

`python benchmarks/scaling.py [--page FILE] [--most N] [--pages DIR] [--rounds N]`. The first table doubles a page from
1 to N times its body: a growth of 2.0 from line to line is linear, 4.0 would be quadratic. The second doubles the
number of pages: seconds grow by 2.0, and memory should not grow at all.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from children import copy_pages, default_pages, measure

STAGES = ("extract", "reassemble", "translate", "verified")
SHOWN = ("extract", "reassemble", "verified")
MEBIBYTE = 1 << 20
Numbers = dict[str, dict[str, Any]]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=default_pages(), help="folder of Markdown pages")
    parser.add_argument("--page", type=Path, help="the page that is repeated; default: the largest of the folder")
    parser.add_argument("--most", type=int, default=32, help="how many times at most")
    parser.add_argument("--rounds", type=int, default=3, help="the least of so many is shown")
    given = parser.parse_args()
    page: Path = given.page or max(sorted(given.pages.rglob("*.md")), key=lambda path: path.stat().st_size)
    print(f"Size of a page: {page.name}, {page.stat().st_size / 1e3:.0f} kB\n")
    _print_growth("times", {times: _one_page(page, times, given.rounds) for times in _doubled(given.most)})
    print(f"\nNumber of pages: {given.pages.name}\n")
    _print_growth(
        "copies", {times: _many_pages(given.pages, times, given.rounds) for times in _doubled(given.most // 2)}
    )


def _doubled(most: int) -> list[int]:
    return [1 << power for power in range(most.bit_length()) if 1 << power <= most]


def _one_page(page: Path, times: int, rounds: int) -> Numbers:
    """The body repeated, each time with a word of its own in it, so that its messages differ."""
    text = page.read_text(encoding="utf-8")
    end = text.find("\n---\n", 3) + 5 if text.startswith("---\n") else 0
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder)
        (root / "source").mkdir()
        body = "\n\n".join(text[end:].replace(" the ", f" the {_word(number)} ") for number in range(times))
        (root / "source" / page.name).write_text(text[:end] + body, encoding="utf-8")
        return _least(root, rounds)


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _many_pages(pages: Path, copies: int, rounds: int) -> Numbers:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        copy_pages(pages, Path(folder), copies)
        return _least(Path(folder), rounds)


def _least(root: Path, rounds: int) -> Numbers:
    """Every stage so many times, each round in a folder of its own; the least processor time counts."""
    best: Numbers = {}
    for number in range(rounds):
        for stage in STAGES:
            numbers = measure("ours", stage, root, f"ours-{number}")
            if stage not in best or numbers["cpu"] < best[stage]["cpu"]:
                best[stage] = numbers
    return best


def _print_growth(what: str, table: dict[int, Numbers]) -> None:
    """Processor seconds, their growth from the line before, and the most memory any stage took."""
    titles = [what, *(f"{stage} s | growth" for stage in SHOWN), "peak MiB", "grown while working MiB"]
    print(f"| {' | '.join(titles)} |\n|{'---:|' * (3 + 2 * len(SHOWN))}")
    before: Numbers = {}
    for times, numbers in table.items():
        cells = [str(times)]
        for stage in SHOWN:
            growth = f"{numbers[stage]['cpu'] / before[stage]['cpu']:.2f}" if before else ""
            cells += [f"{numbers[stage]['cpu']:.3f}", growth]
        peak = max(numbers[stage]["peak"] for stage in SHOWN)
        grown = max(numbers[stage]["peak"] - numbers[stage]["peak_before"] for stage in SHOWN)
        print(f"| {' | '.join([*cells, f'{peak / MEBIBYTE:.1f}', f'{grown / MEBIBYTE:.1f}'])} |")
        before = numbers


if __name__ == "__main__":
    main()
