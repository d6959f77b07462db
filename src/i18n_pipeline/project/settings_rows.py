"""The tables of i18n.toml of which there may be several: folders of pages, files of strings, tags of the site's own."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Body = Literal["markdown", "text", "raw"]
"""What a shortcode or component of a site's own stands around."""


class TagOfSite(Struct, frozen=True, forbid_unknown_fields=True):
    """What is text in one shortcode or component of a site's own."""

    parameters: tuple[str, ...] = ()
    """Its parameters or attributes with words for readers; those without a name by number, from "0"."""
    body: Body = "markdown"
    """What it stands around: `markdown`, `text` without Markdown, or `raw` for what nobody translates."""


class StringsTable(Struct, frozen=True, forbid_unknown_fields=True):
    """`[[strings]]`: files with strings outside pages: navigation, labels of the theme."""

    source: str
    """Path of the English file, relative to the project, or a pattern. `{locale}` is the name of the language in paths,
    `{language}` its tag, `{source}` the folder of the pages, and `{parent}` the folder around that."""
    output: str = ""
    """Path of the localised file, with `{locale}`; by default as `source`, or where the pages of that folder go.
    `{path}` is the path below the folder that a pattern begins with."""
    keys: tuple[str, ...] = ("**",)
    """Keys whose values are text: `*` is any key, `**` any number of keys; `!` before keys leaves them out, and `:`
    after them means the keys themselves, in YAML."""
    format: Literal["", "json", "toml", "yaml"] = ""
    """The format of the files; by default, the end of their names tells it."""
    only_translated: bool = False
    """Whether localised files hold translated strings alone, since the site has a text of its own for each other."""


class PagesTable(Struct, frozen=True, forbid_unknown_fields=True):
    """`[[pages]]`: one of several folders of pages, and what differs for it."""

    source: str
    """Folder of its English pages."""
    output: str = ""
    """Where its localised pages go; empty: where the profile puts them."""
    profile: str = ""
    """The kind of site; empty: that of the project."""
    include: tuple[str, ...] = ()
    """Patterns of its pages, relative to its folder; empty: all pages."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are no pages, relative to its folder."""
    front_matter: tuple[str, ...] = ()
    """Front-matter keys whose values people read, `...` for those of the profile; empty: those of the project or the
    profile."""
