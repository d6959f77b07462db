"""What in a repository shows that its site is of one kind, and what the site itself must have set."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

JUPYTER_BOOK = r"(?m:^(?:sphinx|execute|only_build_toc_files|launch_buttons):|^parse:\s*\n\s+myst_)"
"""What `_config.yml` holds for Jupyter Book 1, and never for Jekyll."""
NUMBER = r"v?(\d+(?:\.\d+)+)"
"""A version, as group 1."""


class Want(Struct, frozen=True):
    """Something that a site must have set itself, so that its localised pages work."""

    files: tuple[str, ...]
    """Patterns of the names of files in which it is set; the likeliest first. With `{locale}`, for a language: a file
    of that name sets it."""
    set: str
    """Regular expression that finds it in such a file; `{locale}` stands for a language. `(?!)` if no file tells it."""
    advice: str
    """What to do where it is missing. Filled in: `{locale}`, as in `pt-BR`; `{gettext}`, as in `pt_BR`; `{file}`; and
    `{source}`, the folder of pages."""


class OtherSlugs(Struct, frozen=True):
    """The slug rules of some versions of a generator, where the profile has those of others."""

    version: tuple[str, ...]
    """Regular expressions that find the version of the program that makes the ids, as in `Clues.version`."""
    slugs: Mapping[str, str]
    """The rules of these versions, as `slugs` under `[markdown]` names them, each by that of other versions."""
    since: tuple[int, ...] = ()
    """The first version that has them; empty: every one before `before`."""
    before: tuple[int, ...] = ()
    """The first version that has them no longer; empty: none."""


class SetOnSite(Struct, frozen=True):
    """A setting under `[markdown]` that follows from what the site has set itself."""

    files: tuple[str, ...]
    """Patterns of the names of files in which the site sets it."""
    holds: str
    """Regular expression that finds it in such a file."""
    value: str | bool
    """The value of our setting."""
    key: str = "slugs"
    """The name of our setting."""
    since: tuple[int, ...] = ()
    """The first version of the generator for which that holds, see `Clues.version`; empty: all."""
    unless: str = ""
    """End of the names of pages: it does not hold if the site has any such page. Empty: it always holds."""
    only: str = ""
    """End of the names of pages: it does not hold unless the site has any such page. Empty: it always holds."""


class Clues(Struct, frozen=True):
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
    """The slug rules of versions that have others than the profile."""
    settings: tuple[SetOnSite, ...] = ()
    """What settings of ours follow from those of the site; of those for one key, the first that is found counts."""
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
