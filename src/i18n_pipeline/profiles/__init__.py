"""Profiles: what one kind of site is, one file each. A project may name a profile of its own as a dotted name."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import partial
from types import FunctionType

from msgspec import Struct, field
from msgspec.structs import astuple

from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.writing.link_places import NO_HABITS, Habits
from i18n_pipeline.markdown.writing.link_policies import LinkPolicy, same_files
from i18n_pipeline.profiles._clues import Clues


class Strings(Struct, frozen=True):
    """Files with the strings of a site outside its pages: navigation, labels of the theme."""

    source: str
    """Path of the English file, relative to the project, or a pattern. `{locale}` is the name of the language in paths,
    `{language}` its tag, `{source}` the folder of the pages, and `{parent}` the folder around that."""
    keys: tuple[str, ...] = ("**",)
    """Keys whose values are text. Dots lead into mappings, `*` is any key, `**` any number of keys. `!` before keys
    leaves them out, and `:` after them means the keys themselves, in YAML."""
    output: str = ""
    """Path of the localised file: `{locale}` is filled in, and `{path}`, the part of the path below the folder that a
    pattern begins with. Empty: as `source` with the other language, or where the pages of that folder go."""
    only_translated: bool = False
    """Whether localised files hold translated strings alone: the generator shows a text of its own for each other."""


class Profile(Struct, frozen=True):
    """The Markdown, the links and the file layout of one kind of site."""

    name: str
    """Short name, as in `profile = "commonmark"`."""
    dialect: Dialect = COMMONMARK
    """The Markdown of its pages."""
    others: tuple[tuple[str, Dialect], ...] = ()
    """Ends of the names of pages in another Markdown, each with it: Astro reads `.md` without MDX."""
    links: LinkPolicy = same_files
    """What becomes of link targets on its localised pages."""
    output: str = "localised/{locale}/{path}"
    """Path of a localised page, relative to the project, if the source folder is not named after its language (then
    localised pages lie beside it). Filled in: `{source}`, the source folder; `{parent}`, the folder around that;
    `{locale}`; and `{path}` of the page or its `{folder}`, `{name}` and `{suffix}`."""
    outputs: tuple[tuple[str, str], ...] = ()
    """Other forms of that path, each with a regular expression for the source folders it is for; the first counts.
    The groups of the expression can be used in it, as in `\\1`."""
    locale_names: Callable[[str], str] = str
    """The name of a locale in paths and addresses."""
    habits: Habits = NO_HABITS
    """What the generator does with links by itself."""
    suffixes: tuple[str, ...] = (".md",)
    """Ends of the names of its pages; the first is that of a page of which only the catalogue is left."""
    noindex: Mapping[str, object] = field(default_factory=dict)
    """Front-matter keys by which a page asks search engines not to list it; empty: the site has no such keys."""
    noindex_block: str = ""
    """The same as a block of the page, where there are no such keys; empty: the site has no such block."""
    notice: str = "> {text}"
    """Markdown block for a notice to a page's readers; `{text}` is filled in."""
    strings: tuple[Strings, ...] = ()
    """Where sites of this kind usually have the files of their strings."""
    clues: Clues = Clues()
    """What in a repository shows that its site is of this kind."""

    def __hash__(self) -> int:
        return hash(self.name)

    def output_from(self, source: str) -> str:
        """The form of the path of a localised page, if the English pages lie in this folder."""
        found = ((re.fullmatch(folders, source), form) for folders, form in self.outputs)
        return next((match.expand(form) for match, form in found if match), self.output)

    def dialect_of(self, name: str) -> Dialect:
        """The Markdown of a page, by the end of its name."""
        return next((dialect for end, dialect in self.others if name.endswith(end)), self.dialect)


def described(value: object) -> str:
    """A text that is the same in every process, and another one for another profile; for the keys of caches.

    A function counts with the source of its module. A value of any other kind must have a `repr` that says all.
    """
    if isinstance(value, tuple):
        return f"({', '.join(map(described, value))})"
    if isinstance(value, Struct):
        return f"{type(value).__name__}{described(astuple(value))}"
    if isinstance(value, re.Pattern):
        return f"{value.flags}{value.pattern!r}"  # its own repr is cut after 200 characters
    if isinstance(value, partial):
        return f"partial{described((value.func, value.args, tuple(sorted(value.keywords.items()))))}"
    if isinstance(value, FunctionType):
        return f"{value.__module__}.{value.__qualname__}{_source(value)!r}"
    return repr(value)


def _source(function: FunctionType) -> str:
    """The source of a function's module; a text of this process alone where there is no source."""
    try:
        return inspect.getsource(inspect.getmodule(function) or function)
    except OSError:
        return repr(function)
