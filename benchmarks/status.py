"""How long `status` takes: a project of many catalogues, the first time, again, after a change, and as HTML.

Run: `python benchmarks/status.py [--pages 400] [--locales 5] [--messages 50] [--jobs 2] [--html]`. The project is made
in a temporary folder. What it takes to read all files, and to parse all catalogues in one process, stands beside it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from i18n_pipeline.catalogue import po

LOCALES = ["nl", "de", "fr", "es", "it", "pl", "ja", "ar", "pt-BR", "zh-Hans"]
WORDS = ["bell", "oven", "bread", "yeast", "flour", "water", "salt", "baker", "morning", "street", "window", "letter"]


def main() -> None:
    """Make the project, and print what each run takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--locales", type=int, default=5)
    parser.add_argument("--messages", type=int, default=50, help="messages on each page")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--html", action="store_true", help="write the HTML report, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _make(root, given.pages, LOCALES[: given.locales], given.messages)
        files = [path for path in root.rglob("*") if path.suffix in {".md", ".po"}]
        catalogues = [path for path in files if path.suffix == ".po"]
        size = sum(path.stat().st_size for path in files)
        print(f"{len(catalogues):,} catalogues, {len(catalogues) * given.messages:,} messages, {size:,} bytes")
        print(f"{_timed(lambda: [path.read_bytes() for path in files]):7.2f} s  read all files")
        print(f"{_timed(lambda: [po.read(p.read_bytes(), str(p)) for p in catalogues]):7.2f} s  parse all catalogues")
        program = [sys.executable, "-c", "from i18n_pipeline.cli import main; main()"]
        run = [*program, "-C", folder, "status", "-j", str(given.jobs)]
        print(f"{_run(run):7.2f} s  status, the first time")
        print(f"{_run(run):7.2f} s  status, again")
        with catalogues[0].open("a", encoding="utf-8") as out:
            out.write("\n# A comment\n")
        print(f"{_run(run):7.2f} s  status, after one catalogue changed")
        if given.html:
            print(f"{_run([*run, '--format', 'html', '--output', str(root / 'out')]):7.2f} s  HTML")
            index = root / "out" / "index.html"
            number = sum(1 for _ in (root / "out").rglob("*.html"))
            print(f"{index.stat().st_size:,} bytes of index.html, {number:,} files")


def _timed(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _run(words: list[str]) -> float:
    return _timed(lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL))


def _make(root: Path, pages: int, locales: list[str], messages: int) -> None:
    chance = Random(5)
    listed = ", ".join(f'"{locale}"' for locale in locales)
    (root / "i18n.toml").write_text(f"locales = [{listed}]\n", encoding="utf-8")
    for number in range(pages):
        name = f"part-{number % 20}/page-{number}"
        texts = [f"{' '.join(chance.choices(WORDS, k=chance.randint(3, 30)))} {number} {m}" for m in range(messages)]
        _put(root / "source" / f"{name}.md", "\n\n".join(["# " + texts[0], *texts[1:]]) + "\n")
        for locale in locales:
            entries = [_entry(text, name, chance.random()) for text in texts]
            _put(
                root / "locales" / locale.replace("-", "_") / "LC_MESSAGES" / f"{name}.po", "".join([HEADER, *entries])
            )


HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def _entry(text: str, name: str, chance: float) -> str:
    """Mostly reviewed; some drafts, some stale, some untranslated."""
    note = "# machine draft: deepl\n" if 0.7 < chance < 0.8 else ""
    flag = (
        f"#, fuzzy\n{'' if note else f'#| msgid {chr(34)}old {text}{chr(34)}{chr(10)}'}" if 0.7 < chance < 0.85 else ""
    )
    translation = "" if chance > 0.85 else f"x {text}"
    return f'\n{note}#: source/{name}.md\n{flag}msgid "{text}"\nmsgstr "{translation}"\n'


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
