"""`python -m sites [NAME …]`: builds the small sites by their generators, and says what is equal in both languages."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sites import running
from sites.comparing import Compared
from sites.generators import DEBIAN, NPM, PYPI, Generator
from sites.installing import installed, place

COLUMNS = ("site", "generator", "pages", "ids equal", "links right", "menu translated")


ROW = "{:<12} {:<28} {:>5} {:>12} {:>12} {:>16}"


def main(names: list[str]) -> int:
    """Print a line for each site, and below it what is not equal. Returns 1 if anything is not."""
    print(ROW.format(*COLUMNS))
    failed = 0
    for generator in (one for one in (*PYPI, *NPM, *DEBIAN) if not names or one.name in names):
        programs = installed(generator)
        with tempfile.TemporaryDirectory(dir=place(generator)) as folder:
            found = _run(generator, Path(folder), programs)
        print(ROW.format(generator.name, generator.shown, *_figures(found)))
        for problem in found.problems:
            print(f"    {problem}")
        failed += bool(found.problems)
    return min(failed, 1)


def _run(generator: Generator, folder: Path, programs: Path) -> Compared:
    site = running.prepare(generator, folder)
    running.translate(site)
    return running.compare(generator, running.build(generator, site, programs))


def _figures(found: Compared) -> tuple[str, ...]:
    return (
        str(found.pages),
        f"{found.same_ids} of {found.headings}",
        f"{found.resolved} of {found.links}",
        f"{found.menu_translated} of {found.menu}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
