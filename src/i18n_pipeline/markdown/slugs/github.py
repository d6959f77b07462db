"""Slugs as GitHub makes them: github-slugger 2, in Docusaurus, Astro, Nextra, rehype-slug and many others."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.numbering import github_slugger, slugger_of_all

KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
"""Letters in circles and squares: symbols (So) that Unicode counts as alphabetic all the same."""


def slug(text: str) -> str:
    """Lower case; letters, marks, digits and connectors stay; a space becomes a hyphen; the rest goes."""
    return "".join(map(_character, text.lower()))


@lru_cache(maxsize=1_000)
def _character(character: str) -> str:
    if character == " ":
        return "-"
    return character if character == "-" or is_word(character) else ""


def is_word(character: str) -> bool:
    """Whether a character is a letter, mark, digit or connector: a word character to Unicode."""
    return unicodedata.category(character) in KEPT or is_circled(character)


def is_circled(character: str) -> bool:
    """Whether a character is a letter in a circle or square."""
    return any(a <= ord(character) <= b for a, b in CIRCLED)


def written_ones_too(wanted: Sequence[tuple[str, str | None]]) -> list[str | None]:
    """Ids told apart as by github-slugger; of written ids slugs are made as well (Nextra 4)."""
    return [*slugger_of_all([slug(written) if written else words for words, written in wanted])]


def without_last_hyphen(text: str) -> str:
    """The slug without one hyphen at its end (Astro 5)."""
    return slug(text).removesuffix("-")


GITHUB = SlugRule("github", slug, github_slugger)
"""GitHub, by github-slugger on the words of a heading: tags do not count, the texts of images do."""
SLUGGER = SlugRule("github-slugger", slug, github_slugger, HeadingWords(tags="kept"))
"""github-slugger on what mdast-util-to-string 4 gives (remark-slug): the letters of tags count."""
REHYPE = SlugRule("rehype-slug", slug, github_slugger, HeadingWords(images=False, footnotes="number"))
"""rehype-slug 6."""
DOCUSAURUS = SlugRule("docusaurus", slug, github_slugger, HeadingWords(directives=True))
"""Docusaurus 3, pages of MDX, which those in `.md` are too unless the site sets `format`."""
DOCUSAURUS_MD = SlugRule("docusaurus-md", slug, github_slugger, HeadingWords(tags="nested", directives=True))
"""Docusaurus 3, pages of CommonMark."""
NEXTRA = SlugRule("nextra", slug, written_ones_too, HeadingWords(images=False), none_at=(1,))
"""Nextra 4, pages of MDX: headings of level 1 get no id."""
NEXTRA_MD = replace(NEXTRA, name="nextra-md", words=replace(NEXTRA.words, tags="kept"))
"""Nextra 4, pages of CommonMark: the letters of tags count."""
ASTRO_WORDS = HeadingWords(images=False, footnotes="number", dashes="two")
ASTRO_5 = SlugRule("astro-5", without_last_hyphen, github_slugger, ASTRO_WORDS)
"""Astro 5 and Starlight (@astrojs/markdown-remark 6.3)."""
ASTRO_7 = SlugRule("astro-7", slug, github_slugger, ASTRO_WORDS)
"""Astro 7 and Starlight (@astrojs/markdown-remark 7.3)."""
MDSVEX = SlugRule("mdsvex", slug, github_slugger, replace(ASTRO_WORDS, escaped=True, last_line=True))
"""mdsvex 0.12 with rehype-slug 6, which sees `&lt;` in place of `<`."""
