"""What becomes of a public site that is translated when it moves in: imported, brought up to date, assembled in place.

Run: `python benchmarks/moving_in.py SITE FOLDER LOCALE [--revision REV] [--pages N]`. SITE is a clone with an
`i18n.toml` (`i18n-pipeline init` writes one) whose `output` is where the translated pages lie; FOLDER has those
pages, relative to SITE. Works in a copy, and prints one row of a table: pages, messages that came in, texts without a
partner, English that is left, faults found, published pages that come out byte for byte, the percentage of published
lines that come out as they were, the catalogues that a second import changes, and the seconds the first one took.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADER = "| site | locale | pages | messages in | missing | still English | faults | equal | lines kept | again | s |"
WRONG = "wrong"


def main() -> None:
    """Measure, and print the row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("folder")
    parser.add_argument("locale")
    parser.add_argument("--revision", default="", help="as --source-rev of import")
    parser.add_argument("--pages", type=int, default=10_000, help="as many pages at most")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / given.site.name
        shutil.copytree(given.site, copy, symlinks=True)
        print(HEADER)
        print("|---" * (HEADER.count("|") - 1) + "|")
        print(_row(copy, given))


def _row(site: Path, given: argparse.Namespace) -> str:
    folder, begun = site / given.folder, time.perf_counter()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".md", ".mdx"})
    chosen = names[: given.pages] if len(names) > given.pages else []
    revision = ["--source-rev", given.revision] if given.revision else []
    words = ["import", given.folder, "-l", given.locale, "--format", "json", *revision, *chosen]
    report = json.loads(_run(site, words))
    taken = time.perf_counter() - begun
    published = {page["page"]: page for page in report["pages"]}
    before = {name: (folder / name).read_bytes() for name in chosen or names}
    _run(site, ["update", "-q", *chosen])
    _run(site, ["assemble", "-q", "--overwrite", *chosen])
    after = {name: (folder / name).read_bytes() for name in before}
    again = json.loads(_run(site, ["import", given.folder, "-l", given.locale, "--format", "json", *chosen]))
    same = sum(after[name] == before[name] for name in before)
    kept = sum(_kept(before[name], after[name]) for name in before)
    lines = sum(len(page.splitlines()) for page in before.values())
    figures = [
        len(published),
        _sum(published.values(), "aligned"),
        _sum(published.values(), "missing"),
        _sum(published.values(), "english"),
        sum(one["part"] == WRONG for page in published.values() for one in page["findings"]),
        same,
        int(100 * kept / max(1, lines)),
        _sum(again["pages"], "changed"),
        round(taken),
    ]
    return f"| {site.name} | {given.locale} | " + " | ".join(f"{number:,}" for number in figures) + " |"


def _sum(pages: Any, name: str) -> int:
    return sum(int(page[name]) for page in pages)


def _kept(before: bytes, after: bytes) -> int:
    """Number of lines of a page that are on another too."""
    return (Counter(before.splitlines()) & Counter(after.splitlines())).total()


def _run(site: Path, words: Sequence[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "i18n_pipeline", "-C", str(site), *words], capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
