"""`python -m sites [NAME …]`: builds the small sites by their generators, and says what is equal in both languages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from sites import following, running
from sites.comparing import Compared
from sites.generators import DEBIAN, NPM, PYPI, Generator
from sites.installing import installed, place

COLUMNS = ("site", "generator", "pages", "ids equal", "links right", "menu translated")


ROW = "{:<12} {:<28} {:>5} {:>12} {:>12} {:>16}"


def main(names: list[str]) -> int:
    """Print a line for each site, and below it what is not equal. Returns 1 if anything is not that should be."""
    print(ROW.format(*COLUMNS))
    failed = 0
    for generator in (one for one in (*PYPI, *NPM, *DEBIAN) if not names or one.name in names):
        try:
            programs = installed(generator)
            with tempfile.TemporaryDirectory(dir=place(generator)) as folder:
                found = _run(generator, Path(folder), programs)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            print(f"{generator.name:<12} {generator.shown:<28} not built: {error}")
            failed += 1
            continue
        print(ROW.format(generator.name, generator.shown, *_figures(found)))
        unexpected = found.unexpected(generator.expected)
        for problem in found.problems:
            print(f"    {problem}{'' if problem in unexpected else _reason(generator, problem)}")
        failed += bool(unexpected)
        if generator.name in following.TARGETS:
            failed += not _follows(generator, programs)
    return min(failed, 1)


def _follows(generator: Generator, programs: Path) -> bool:
    """Print whether all links lead to the same headings where they follow the words of these."""
    with tempfile.TemporaryDirectory(dir=place(generator)) as folder:
        found = following.follow(generator, Path(folder), programs)
    changed = sum(a != b for a, b in zip(found.english, found.localised, strict=False))
    right = sum(name in found.localised for name in found.localised_links)
    figures = f"{changed} of {len(found.localised)} ids changed, {right} of {len(found.localised_links)} links right"
    print(f"    where links follow headings: {figures}{'' if found.is_right else ', not all to the same heading'}")
    return found.is_right


def _reason(generator: Generator, problem: str) -> str:
    """Why a problem is expected."""
    return next(f" (expected: {reason})" for part, reason in generator.expected.items() if part in problem)


def _run(generator: Generator, folder: Path, programs: Path) -> Compared:
    site = running.prepare(generator, folder)
    running.translate(site, running.build(generator, site, programs) if generator.learns else None)
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
