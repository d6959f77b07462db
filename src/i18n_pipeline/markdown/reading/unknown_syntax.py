"""Count lines that look like syntax of a kind of site which the chosen dialect does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from i18n_pipeline.findings import UNKNOWN_SYNTAX, Finding, Severity
from i18n_pipeline.markdown.constructs.javascript import without_code
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect


@dataclass(frozen=True, slots=True)
class Clue:
    """A syntax that shows what kind of site a page is from."""

    syntax: str
    """Name of the syntax for people, in the plural: `MkDocs admonitions`."""
    profile: str
    """The profile that knows it; the most usual one if several do."""
    pattern: re.Pattern[bytes]
    """Matches it at the start of a line or in a line, once each."""
    known_by: frozenset[str]
    """Names of the constructs that know it."""


ANY = "any dialect but commonmark"
"""Stands for syntax that several kinds of site have, and that every profile of one knows in its way."""


def _clue(syntax: str, profile: str, pattern: bytes, *known_by: str) -> Clue:
    return Clue(syntax, profile, re.compile(pattern), frozenset(known_by))


START = LINE + rb"[ \t>]*"
CLUES = (
    _clue("admonitions of MkDocs", "mkdocs", START + rb"(?:!!!|\?\?\?\+?)[ \t]?[\w-]+", "admonition"),
    _clue("tabs of MkDocs", "mkdocs", START + rb"===[!+]*[ \t]+\"", "tab"),
    _clue("snippets of MkDocs", "mkdocs", START + rb"-+8<-+", "snippet"),
    _clue("blocks of MkDocs", "mkdocs", START + rb"/{3,}[ \t]*\w+[ \t]*(?:\||[\r\n])", "block"),
    _clue("containers with labels", "docusaurus", START + rb":{3,}[\w-]+\[", "container"),
    _clue("containers with titles", "vitepress", START + rb":{3,}[ \t]+[\w-]+[ \t]+\w", "container"),
    _clue("imports of MDX", "docusaurus", LINE + rb"import[ \t][^\r\n]*?[ \t]from[ \t]+['\"]", ANY),
    _clue("components", "docusaurus", START + rb"</?[A-Z][\w.]*[ \t>/]", ANY),
    _clue("included files of VitePress", "vitepress", START + rb"<<<[ \t]*[@.]", "included file"),
    _clue("shortcodes of Hugo", "hugo", rb"\{\{[<%][ \t]*/?[\w/.-]+", "shortcode"),
    _clue("tags of Liquid or Jinja", "jekyll", rb"\{%-?[ \t]*\w+", ANY),
    _clue("attribute lists of kramdown", "jekyll", START + rb"\{:[ \t]*[.#]?[\w-]", "attribute list"),
    _clue("includes of mdBook", "mdbook", rb"\{\{#(?:include|playground|rustdoc_include|title)", "included file"),
    _clue("roles of MyST", "myst", rb"\{[\w:.-]+\}`", "role"),
    _clue("targets of MyST", "myst", START + rb"\([\w.:-]+\)=[ \t]*" + LINE_END, "target"),
    _clue("blocks of Svelte", "sveltekit", START + rb"\{[#:/@](?:if|else|each|await|key|html)", "Svelte block"),
    _clue("lines of Microsoft Learn", "learn", START + rb"\[!(?:INCLUDE|VIDEO|div|code-)", "Learn line"),
)


def counted(source: bytes, dialect: Dialect) -> dict[Clue, int]:
    """How often each syntax that the dialect does not know is on a page, outside code."""
    known = {construct.name for construct in dialect.constructs}
    if dialect.name != COMMONMARK.name:
        known.add(ANY)
    clean = without_code(source)
    missing = (clue for clue in CLUES if clue.profile != dialect.name and not known & clue.known_by)
    return {clue: number for clue in missing if (number := _number(clue, source, clean))}


def _number(clue: Clue, source: bytes, clean: bytes) -> int:
    """How often a syntax begins outside code; `clean` is the page without code."""
    starts = (found.end() - len(found[0].lstrip(b" \t>")) for found in clue.pattern.finditer(source))
    return sum(clean[start] == source[start] for start in starts)


def findings(source: bytes, dialect: Dialect, page: str) -> list[Finding]:
    """A finding for each syntax that the dialect does not know; `findings.united` makes one of those of all pages."""
    return [
        Finding(
            Severity.INFO,
            UNKNOWN_SYNTAX,
            clue.syntax,
            page,
            advice=f'profile = "{clue.profile}" knows it',
            page=page,
            places=number,
        )
        for clue, number in counted(source, dialect).items()
    ]
