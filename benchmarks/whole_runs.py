"""`translate` on a whole project, this revision beside an older one: first run, nothing changed, one edit.

Run: `python benchmarks/whole_runs.py FOLDER [--pages 512] [--locales 1 10] [--against 611ab48]`. FOLDER holds English
pages, which are repeated under other names up to the number of pages. Every run is a process of its own with `-j 1`,
so that its CPU seconds are those of the whole work, and its peak of RAM in megabytes is that of one process. Python has
compiled both revisions before, as it has where they are installed.

With several numbers of pages (`--pages 64 256 1024`), a last table shows how the peak of RAM grows with them: what a
page in a language takes of it is what a run must remember, names of files and digests.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.catalogue import po

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ("nl", "de", "fr", "es", "it", "pt", "pl", "cs", "ja", "ru")
COMMAND = "from i18n_pipeline.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    cpu: float
    """Seconds of CPU."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """Most RAM, in megabytes."""


def main() -> None:
    """Measure every case with every revision, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[512])
    parser.add_argument("--locales", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--against", metavar="REVISION", default="", help="an older revision, checked out beside")
    given = parser.parse_args()
    with _checked_out(given.against) as older, tempfile.TemporaryDirectory() as folder:
        sources = {"now": ROOT / "src", **({given.against: older} if older else {})}
        for source in sources.values():
            compileall.compile_dir(source, quiet=1)
        for number in given.locales:
            project = Path(folder) / f"{number}"
            peaks: dict[int, dict[str, Cost]] = {}
            for pages in given.pages:
                measured: dict[str, dict[str, Cost]] = {}
                for name, source in sources.items():
                    new_project(project, given.folder, pages, LOCALES[:number])
                    measured[name] = dict(_cases(project, source))
                _print(f"{pages} pages, {number} locales", measured)
                peaks[pages] = measured["now"]
            if len(peaks) > 1:
                _print_peaks(peaks, number)


@contextmanager
def _checked_out(revision: str) -> Iterator[Path | None]:
    """The source folder of a revision in a temporary work tree of this repository; None without a revision."""
    if not revision:
        yield None
        return
    folder = Path(tempfile.mkdtemp())
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", folder / "tree", revision], cwd=ROOT, check=True)
    try:
        yield folder / "tree" / "src"
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", folder / "tree"], cwd=ROOT, check=True)
        shutil.rmtree(folder)


def new_project(project: Path, folder: Path, pages: int, locales: tuple[str, ...]) -> None:
    """A new project with so many pages, each with a line of its own, so that no two are equal."""
    shutil.rmtree(project, ignore_errors=True)
    samples = sorted(folder.rglob("*.md"))
    for number in range(pages):
        path = project / "source" / f"{number % 16}" / f"page{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(samples[number % len(samples)].read_bytes() + b"\n\nThis is page %d of the site.\n" % number)
    listed = ", ".join(f'"{locale}"' for locale in locales)
    (project / "i18n.toml").write_text(f"locales = [{listed}]\n", encoding="utf-8")


def _cases(project: Path, source: Path) -> Iterator[tuple[str, Cost]]:
    yield "first run, no catalogues", _run(project, source)
    for path in project.glob("locales/*/LC_MESSAGES/**/*.po"):
        translate_catalogue(path)
    shutil.rmtree(project / "localised")
    shutil.rmtree(project / ".i18n-cache", ignore_errors=True)
    yield "translated catalogues, no pages", _run(project, source)
    yield "nothing changed", _run(project, source)
    page = project / "source" / "3" / "page3.md"
    page.write_bytes(page.read_bytes().replace(b"This is page", b"Here is page"))
    yield "one page edited", _run(project, source)
    path = next(iter(sorted(project.glob("locales/nl/LC_MESSAGES/5/*.po"))))
    path.write_bytes(path.read_bytes().replace(b"Dit is pagina", b"Hier is pagina", 1))
    yield "one catalogue edited", _run(project, source)


def translate_catalogue(path: Path) -> None:
    """Translate a catalogue with the words of its messages and a few more, as reviewed."""
    catalogue = po.read(path.read_bytes(), path.name)
    made = (
        replace(message, msgstr="Dit is pagina" if message.msgid.startswith("This is page") else f"{message.msgid} nl")
        for message in catalogue.messages
    )
    path.write_bytes(po.write(po.rearranged(catalogue, made)))


def _run(project: Path, source: Path) -> Cost:
    """Run `translate` with the package in a source folder."""
    begun = time.perf_counter()
    variables = {**os.environ, "PYTHONPATH": str(source)}
    words = [sys.executable, "-c", COMMAND, "-C", str(project), "translate", "-q", "-j", "1"]
    process = subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        sys.exit(f"translate ended with exit code {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def _print(title: str, measured: dict[str, dict[str, Cost]]) -> None:
    first, *others = measured
    print(f"\n{title}")
    print(f"{'':34}{'':>12}{'CPU s':>9}{'wall s':>9}{'MB':>7}   CPU of the older one is … times that of now")
    for case, now in measured[first].items():
        print(f"{case:34}{first:>12}{now.cpu:9.2f}{now.wall:9.2f}{now.peak:7.0f}")
        for other in others:
            cost = measured[other][case]
            print(f"{'':34}{other:>12}{cost.cpu:9.2f}{cost.wall:9.2f}{cost.peak:7.0f}   {cost.cpu / now.cpu:.1f}")


def _print_peaks(peaks: dict[int, dict[str, Cost]], locales: int) -> None:
    """The peaks of RAM for several numbers of pages, and what each page in a language adds to them."""
    fewest, most = min(peaks), max(peaks)
    print(f"\nMost RAM in megabytes, {locales} locales")
    print(f"{'pages':34}{''.join(f'{pages:9}' for pages in peaks)}   bytes for each page in a language")
    for case in peaks[most]:
        more = (peaks[most][case].peak - peaks[fewest][case].peak) * 2**20 / (most - fewest) / locales
        print(f"{case:34}{''.join(f'{cases[case].peak:9.1f}' for cases in peaks.values())}{more:10.0f}")


if __name__ == "__main__":
    main()
