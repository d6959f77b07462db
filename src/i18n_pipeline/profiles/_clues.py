"""What in a repository shows that its site is of one kind, and what the site itself must have set."""

from __future__ import annotations

from dataclasses import dataclass

NUMBER = r"v?(\d+(?:\.\d+)+)"
"""A version, as group 1."""


@dataclass(frozen=True, slots=True)
class Want:
    """Something that a site must have set itself, so that its localised pages work."""

    files: tuple[str, ...]
    """Patterns of the names of files in which it is set; the likeliest first."""
    set: str
    """Regular expression that finds it in such a file; `{locale}` stands for a language. `(?!)` if no file tells it."""
    advice: str
    """What to do where it is missing; `{locale}`, `{file}`, and `{source}`, the folder of pages, are filled in."""


@dataclass(frozen=True, slots=True)
class OtherSlugs:
    """The slug rule of some versions of a generator, where the profile has that of others."""

    version: tuple[str, ...]
    """Regular expressions that find the version of the program that makes the ids, as in `Clues.version`."""
    slugs: str
    """The rule, as `slugs` under `[markdown]` names it."""
    since: tuple[int, ...] = ()
    """The first version that has it; empty: every one before `before`."""
    before: tuple[int, ...] = ()
    """The first version that has it no longer; empty: none."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What in a repository shows that its site is of one kind."""

    files: tuple[str, ...] = ()
    """Patterns of the names of the generator's settings files, as in `docusaurus.config.*`."""
    holds: str = ""
    """Regular expression for what such a file holds, where other generators have files of that name."""
    folders: tuple[str, ...] = ()
    """Usual folders of English pages, relative to the folder with that file; the likeliest first."""
    folder: str = ""
    """Regular expression that finds the folder of pages in that file, as group 1."""
    version: tuple[str, ...] = ()
    """Regular expressions that find the generator's version, as group 1, in files that name what a site is built by."""
    slugs: OtherSlugs | None = None
    """The slug rule of versions that have another than the profile."""
    wants: tuple[Want, ...] = ()
    """What the site itself must have set."""


def of_npm(name: str) -> str:
    """Finds the version of a package of npm in `package-lock.json`, `pnpm-lock.yaml`, `yarn.lock` or `package.json`."""
    return rf'"(?:node_modules/)?{name}":\s*(?:\{{\s*"version":\s*)?"[\^~>=]*{NUMBER}|{name}@(?:npm:)?[\^~]?{NUMBER}'


def of_pypi(name: str) -> str:
    """Finds the version of a package of PyPI in requirements, `pyproject.toml`, `uv.lock` or `poetry.lock`."""
    return rf'(?im)\b{name}"?(?:\[[^\]]*\])?(?:\s*[=~>]=|\s+version = ")\s*{NUMBER}'


def of_rubygems(name: str) -> str:
    """Finds the version of a gem in `Gemfile.lock` or `Gemfile`."""
    return rf'(?m)^\s+{name} \({NUMBER}\)|gem ["\']{name}["\'],\s*["\'][~>= ]*{NUMBER}'


def of_program(name: str) -> str:
    """Finds the version of a program in workflows, `netlify.toml`, `.tool-versions` or a Dockerfile."""
    return rf'(?im)\b{name}[-_]?version["\']?\s*[:=]\s*["\']?{NUMBER}|^{name}(?:-extended)?\s+(?:extended_)?{NUMBER}'
