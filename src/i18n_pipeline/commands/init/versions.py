"""The version of a site generator, from the files that say what a site is built by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path

from i18n_pipeline.commands.init import repository
from i18n_pipeline.digits import as_number

FILES = (
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
    "uv.lock",
    "poetry.lock",
    "Gemfile.lock",
    "*requirements*.txt",
    "package.json",
    "pyproject.toml",
    "Gemfile",
    "netlify.toml",
    ".tool-versions",
    "Dockerfile",
    "*.yml",
    "*.yaml",
)
"""Names of files that tell versions: those that hold exact ones first."""


def version(folder: Path, files: Sequence[str], patterns: Iterable[str]) -> str:
    """The version that one of the regular expressions finds first, empty if none does; the highest files first."""
    expressions = [re.compile(pattern) for pattern in patterns]
    for name in FILES if expressions else ():
        for file in sorted((one for one in files if _tells(one, name)), key=lambda one: (one.count("/"), one)):
            text = repository.text(folder / file)
            found = next((match for one in expressions if (match := one.search(text))), None)
            if found:
                return str(next(filter(None, found.groups())))
    return ""


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version; none if it is not known."""
    return tuple(map(as_number, version.split("."))) if version else ()


def _tells(file: str, name: str) -> bool:
    """Whether a file has this name; of YAML files, only those of CI services count."""
    place, _, own = file.rpartition("/")
    is_of_ci = not name.endswith(("*.yml", "*.yaml")) or place == ".github/workflows" or own == ".gitlab-ci.yml"
    return is_of_ci and fnmatch(own, name)
