"""Slug rules: how a site generator makes the id of a heading of its words. A file for each family of generators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

Numbering: TypeAlias = Callable[[Sequence[tuple[str, str | None]]], list[str | None]]
"""Tells equal ids of one page apart: for each heading in page order its slug and the id that the author wrote, if any,
to the id that the site gives it. Headings with a written id keep it."""

SlugName: TypeAlias = Literal[
    "github",
    "github-slugger",
    "rehype-slug",
    "docusaurus",
    "docusaurus-md",
    "nextra",
    "nextra-md",
    "astro-5",
    "astro-7",
    "mdsvex",
    "hugo-github",
    "hugo-github-ascii",
    "hugo-blackfriday",
    "hugo-0.111-github",
    "hugo-0.111-github-ascii",
    "hugo-0.111-blackfriday",
    "jekyll",
    "kramdown",
    "kramdown-auto_id_stripping",
    "python-markdown-toc",
    "python-markdown-toc-unicode",
    "pymdownx-slugify",
    "pymdownx-slugify-lower",
    "pymdownx-slugify-lower-percent",
    "pymdownx-slugify-lower-ascii",
    "pymdownx-slugify-lower-ascii-nfkd",
    "pymdownx-slugify-fold",
    "mdbook",
    "vitepress",
    "mdit-vue",
    "markdown-it-anchor",
    "docutils",
    "myst",
    "eleventy",
    "zola",
]
"""Names of slug rules, with the version of the generator where versions differ."""


class HeadingWords(Struct, frozen=True):
    """What of a heading counts as its text when its slug is made."""

    as_written: bool = False
    """The bytes on the page count, marks and targets included; the rest of the fields then says nothing."""
    tags: Literal["dropped", "nested", "kept"] = "dropped"
    """Whether the letters of HTML tags count: not at all, in emphasis and links alone, or everywhere."""
    comments: bool = False
    """Whether the words of HTML comments count though tags do not."""
    images: bool = True
    """Whether the texts of images count."""
    footnotes: Literal["", "number", "digits", "written"] = ""
    """What counts of a footnote mark: nothing, its number on the page, its name if that is a number, or `^1`."""
    references: Literal["decoded", "named", "written"] = "decoded"
    """Whether `&amp;` counts as `&` or as `amp`; with `named`, only references with a name are decoded."""
    code: Literal["words", "spaced", ""] = "words"
    """Whether code counts: as words, with the blanks at its ends too, or not."""
    nested: Literal["all", "first"] = "all"
    """What counts of an element in the heading, such as emphasis or an image: all of it, or the first thing in it."""
    addresses: bool = True
    """Whether addresses that are links without brackets count."""
    dashes: Literal["", "two", "three", "all"] = ""
    """Which hyphens outside code become dashes, which are no part of a slug: none; two of them; runs of two or of
    three; or runs of any length."""
    emoji: bool = False
    """Whether names of emoji, as `:rocket:`, are taken out."""
    templates: Literal["", "written", "none"] = ""
    """What counts of the code of templates that stand for words: nobody knows; the code, since they run later; or
    nothing of those without words, since ids are made before what they show."""
    directives: bool = False
    """Whether names of directives, as `:name`, are left out."""
    escaped: bool = False
    """Whether `<` counts as `&lt;` where it is written so, and in code."""
    last_line: bool = False
    """Whether the last line alone counts in a heading of several lines."""
    line_break: str = "\n"
    """What stands for the end of a line in a heading of several lines."""


class SlugRule(Struct, frozen=True):
    """How one kind of site makes the ids of headings."""

    name: str
    """Short name, as in `slugs = "hugo-github"`."""
    slug: Callable[[str], str | None]
    """Makes the id of a heading from its text, before equal ids are told apart; None if it is not known what the site
    makes of the text."""
    numbered: Numbering
    """Tells equal ids of one page apart."""
    words: HeadingWords = HeadingWords()
    """What of a heading counts as its text."""
    none_at: tuple[int, ...] = ()
    """Levels of headings that get no id."""
    one_line: bool = False
    """Whether underlined words over several lines are no heading to the site, so that they get no id."""
    terms: bool = False
    """Whether terms of definition lists have ids too, which those of headings are told apart from."""
    in_html: SlugRule | None = None
    """The rule for headings in elements of HTML with Markdown, which are counted apart; None: the same."""
    empty: bool = False
    """Whether a heading gets no id at all if nothing of its text counts, and takes none from others."""
