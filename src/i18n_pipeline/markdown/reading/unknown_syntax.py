"""Count lines that look like syntax of a kind of site which the chosen dialect does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.findings import UNKNOWN_SYNTAX, Finding, Severity
from i18n_pipeline.markdown.constructs.braced import without_code
from i18n_pipeline.markdown.constructs.lines import LINE_END
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect


class Clue(Struct, frozen=True):
    """A syntax that shows what kind of site a page is from."""

    syntax: str
    """Name of the syntax for people, in the plural: `MkDocs admonitions`."""
    profile: str
    """The profile that knows it; the most usual one if several do."""
    signs: tuple[bytes, ...]
    """What it begins with. If it may stand anywhere: a page without any of these bytes has none of it."""
    starts_line: bool
    """Whether only blanks and quote marks may stand before it on its line."""
    pattern: re.Pattern[bytes]
    """Matches it, once each."""
    known_by: frozenset[str]
    """Names of the constructs that know it."""


ANY = "any dialect but commonmark"
"""Stands for syntax that several kinds of site have, and that every profile of one knows in its way."""


def _clue(
    syntax: str, profile: str, signs: tuple[bytes, ...], starts_line: bool, pattern: bytes, *known_by: str
) -> Clue:
    return Clue(syntax, profile, signs, starts_line, re.compile(pattern), frozenset(known_by))


START, ANYWHERE = True, False
CLUES = (
    _clue("admonitions of MkDocs", "mkdocs", (b"!!!", b"???"), START, rb"(?:!!!|\?\?\?\+?)[ \t]?[\w-]+", "admonition"),
    _clue("tabs of MkDocs", "mkdocs", (b"===",), START, rb"===[!+]*[ \t]+\"", "tab"),
    _clue("snippets of MkDocs", "mkdocs", (b"-",), START, rb"-++8<-+", "snippet"),
    _clue("blocks of MkDocs", "mkdocs", (b"///",), START, rb"/{3,}+[ \t]*\w+[ \t]*(?:\||[\r\n])", "block"),
    _clue("containers with labels", "docusaurus", (b":::",), START, rb":{3,}+[\w-]+\[", "container"),
    _clue(
        "containers with titles", "vitepress", (b":::",), START, rb":{3,}+[ \t]+[\w-]+[ \t]+(?![\w-]+=)\w", "container"
    ),
    _clue(
        "imports of MDX",
        "docusaurus",
        (b"import",),
        ANYWHERE,
        rb"import(?<![^\r\n]import)[ \t][^\r\n]*?[ \t]from[ \t]+['\"]",
        ANY,
    ),
    _clue("components", "docusaurus", (b"<",), START, rb"</?[A-Z][\w.]*[ \t>/]", ANY),
    _clue("included files of VitePress", "vitepress", (b"<<<",), START, rb"<<<[ \t]*[@.]", "included file"),
    _clue("shortcodes of Hugo", "hugo", (b"{{<", b"{{%"), ANYWHERE, rb"\{\{[<%][ \t]*/?[\w/.-]+", "shortcode"),
    _clue("tags of Liquid or Jinja", "jekyll", (b"{%",), ANYWHERE, rb"\{%-?[ \t]*\w+", ANY),
    _clue(
        "attribute lists of kramdown",
        "jekyll",
        (b"{:",),
        START,
        rb"\{:(?!else\b|then\b|catch\b)[ \t]*[.#]?[\w-]",
        "attribute list",
        "Svelte block",
    ),
    _clue(
        "includes of mdBook",
        "mdbook",
        (b"{{#",),
        ANYWHERE,
        rb"\{\{#(?:include|playground|rustdoc_include|title)",
        "included file",
    ),
    _clue(
        "roles of MyST",
        "myst",
        (b"}`",),
        ANYWHERE,
        rb"\{(?<!`\{)[\w:.-]+\}`+[^`\s]",
        "role",
        "Svelte block",
        "component",  # the braces of MDX hold JavaScript
    ),
    _clue("targets of MyST", "myst", (b"(",), START, rb"\([\w.:-]+\)=[ \t]*" + LINE_END, "target"),
    _clue(
        "blocks of Svelte",
        "sveltekit",
        (b"{#", b"{:", b"{/", b"{@"),
        START,
        rb"\{[#:/@](?:if|else|each|await|key|html)",
        "Svelte block",
    ),
    _clue("lines of Microsoft Learn", "learn", (b"[!",), START, rb"\[!(?:INCLUDE|VIDEO|div|code-)", "Learn line"),
)
FIRSTS = b"".join({sign[:1] for clue in CLUES if clue.starts_line for sign in clue.signs})
LINE_START = re.compile(rb"[\r\n][ \t>]*([" + re.escape(FIRSTS) + b"])")
"""The start of a line that may begin with such syntax; its first byte is group 1."""


def counted(source: bytes, dialect: Dialect) -> dict[Clue, int]:
    """How often each syntax that the dialect does not know is on a page, outside code."""
    found: dict[Clue, list[int]] = {}
    for clue, start in _places(source, dialect):
        found.setdefault(clue, []).append(start)
    clean = without_code(source) if found else b""
    numbers = {clue: sum(clean[start] == source[start] for start in found.get(clue, ())) for clue in CLUES}
    return {clue: number for clue, number in numbers.items() if number}


def _places(source: bytes, dialect: Dialect) -> Iterator[tuple[Clue, int]]:
    """What looks like syntax that the dialect does not know, with the byte offset at which it begins."""
    anywhere, by_first = _unknown(dialect)
    for clue in anywhere:
        if any(sign in source for sign in clue.signs):
            yield from ((clue, found.start()) for found in clue.pattern.finditer(source))
    for line in LINE_START.finditer(b"\n" + source):
        start = line.start(1) - 1
        for clue in by_first.get(line[1], ()):
            if clue.pattern.match(source, start):
                yield clue, start


@lru_cache(maxsize=16)
def _unknown(dialect: Dialect) -> tuple[tuple[Clue, ...], Mapping[bytes, tuple[Clue, ...]]]:
    """The clues to what the dialect does not know: those that may stand anywhere, the others by their first byte."""
    known = {construct.name for construct in dialect.constructs}
    if dialect.name != COMMONMARK.name:
        known.add(ANY)
    clues = [clue for clue in CLUES if clue.profile != dialect.name and not known & clue.known_by]
    by_first: dict[bytes, tuple[Clue, ...]] = {}
    for clue in clues:
        for first in {sign[:1] for sign in clue.signs} if clue.starts_line else ():
            by_first[first] = (*by_first.get(first, ()), clue)
    return tuple(clue for clue in clues if not clue.starts_line), by_first


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
