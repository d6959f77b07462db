"""Count lines that look like syntax of a kind of site which the chosen dialect does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from i18n_pipeline.findings import UNKNOWN_SYNTAX, Finding, Severity
from i18n_pipeline.markdown.constructs.braced import without_code
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect


@dataclass(frozen=True, slots=True)
class Clue:
    """A syntax that shows what kind of site a page is from."""

    syntax: str
    """Name of the syntax for people, in the plural: `MkDocs admonitions`."""
    profile: str
    """The profile that knows it; the most usual one if several do."""
    signs: tuple[bytes, ...]
    """A page without any of these bytes has none of it."""
    pattern: re.Pattern[bytes]
    """Matches it at the start of a line or in a line, once each."""
    known_by: frozenset[str]
    """Names of the constructs that know it."""


ANY = "any dialect but commonmark"
"""Stands for syntax that several kinds of site have, and that every profile of one knows in its way."""


def _clue(syntax: str, profile: str, signs: tuple[bytes, ...], pattern: bytes, *known_by: str) -> Clue:
    return Clue(syntax, profile, signs, re.compile(pattern), frozenset(known_by))


START = LINE + rb"[ \t>]*"
CLUES = (
    _clue("admonitions of MkDocs", "mkdocs", (b"!!!", b"???"), START + rb"(?:!!!|\?\?\?\+?)[ \t]?[\w-]+", "admonition"),
    _clue("tabs of MkDocs", "mkdocs", (b"===",), START + rb"===[!+]*[ \t]+\"", "tab"),
    _clue("snippets of MkDocs", "mkdocs", (b"8<-",), START + rb"-+8<-+", "snippet"),
    _clue("blocks of MkDocs", "mkdocs", (b"///",), START + rb"/{3,}[ \t]*\w+[ \t]*(?:\||[\r\n])", "block"),
    _clue("containers with labels", "docusaurus", (b":::",), START + rb":{3,}[\w-]+\[", "container"),
    _clue("containers with titles", "vitepress", (b":::",), START + rb":{3,}[ \t]+[\w-]+[ \t]+\w", "container"),
    _clue("imports of MDX", "docusaurus", (b"import",), LINE + rb"import[ \t][^\r\n]*?[ \t]from[ \t]+['\"]", ANY),
    _clue("components", "docusaurus", (b"<",), START + rb"</?[A-Z][\w.]*[ \t>/]", ANY),
    _clue("included files of VitePress", "vitepress", (b"<<<",), START + rb"<<<[ \t]*[@.]", "included file"),
    _clue("shortcodes of Hugo", "hugo", (b"{{<", b"{{%"), rb"\{\{[<%][ \t]*/?[\w/.-]+", "shortcode"),
    _clue("tags of Liquid or Jinja", "jekyll", (b"{%",), rb"\{%-?[ \t]*\w+", ANY),
    _clue("attribute lists of kramdown", "jekyll", (b"{:",), START + rb"\{:[ \t]*[.#]?[\w-]", "attribute list"),
    _clue(
        "includes of mdBook",
        "mdbook",
        (b"{{#",),
        rb"\{\{#(?:include|playground|rustdoc_include|title)",
        "included file",
    ),
    _clue("roles of MyST", "myst", (b"}`",), rb"\{[\w:.-]+\}`", "role"),
    _clue("targets of MyST", "myst", (b")=",), START + rb"\([\w.:-]+\)=[ \t]*" + LINE_END, "target"),
    _clue(
        "blocks of Svelte",
        "sveltekit",
        (b"{#", b"{:", b"{/", b"{@"),
        START + rb"\{[#:/@](?:if|else|each|await|key|html)",
        "Svelte block",
    ),
    _clue("lines of Microsoft Learn", "learn", (b"[!",), START + rb"\[!(?:INCLUDE|VIDEO|div|code-)", "Learn line"),
)


def counted(source: bytes, dialect: Dialect) -> dict[Clue, int]:
    """How often each syntax that the dialect does not know is on a page, outside code."""
    known = {construct.name for construct in dialect.constructs}
    if dialect.name != COMMONMARK.name:
        known.add(ANY)
    missing = [clue for clue in CLUES if clue.profile != dialect.name and not known & clue.known_by]
    likely = [
        clue
        for clue in missing
        if any(sign in source for sign in clue.signs) and clue.pattern.search(source) is not None
    ]
    clean = without_code(source) if likely else b""
    return {clue: number for clue in likely if (number := _number(clue, source, clean))}


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
