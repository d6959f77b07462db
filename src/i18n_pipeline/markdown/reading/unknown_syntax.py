"""Count lines that look like syntax of a kind of site which the chosen dialect does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from i18n_pipeline.findings import UNKNOWN_SYNTAX, Finding, Severity
from i18n_pipeline.markdown.constructs.braced import without_code
from i18n_pipeline.markdown.constructs.lines import LINE_END
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
    before: bytes | None
    """What may stand before it on its line, in any number: blanks and quote marks. None: anything."""
    pattern: re.Pattern[bytes]
    """Matches it, once each."""
    known_by: frozenset[str]
    """Names of the constructs that know it."""


ANY = "any dialect but commonmark"
"""Stands for syntax that several kinds of site have, and that every profile of one knows in its way."""


def _clue(
    syntax: str, profile: str, signs: tuple[bytes, ...], before: bytes | None, pattern: bytes, *known_by: str
) -> Clue:
    return Clue(syntax, profile, signs, before, re.compile(pattern), frozenset(known_by))


START = b" \t>"
CLUES = (
    _clue("admonitions of MkDocs", "mkdocs", (b"!!!", b"???"), START, rb"(?:!!!|\?\?\?\+?)[ \t]?[\w-]+", "admonition"),
    _clue("tabs of MkDocs", "mkdocs", (b"===",), START, rb"===[!+]*[ \t]+\"", "tab"),
    _clue("snippets of MkDocs", "mkdocs", (b"8<-",), START, rb"(?<!-)-++8<-+", "snippet"),
    _clue("blocks of MkDocs", "mkdocs", (b"///",), START, rb"(?<!/)/{3,}+[ \t]*\w+[ \t]*(?:\||[\r\n])", "block"),
    _clue("containers with labels", "docusaurus", (b":::",), START, rb"(?<!:):{3,}+[\w-]+\[", "container"),
    _clue("containers with titles", "vitepress", (b":::",), START, rb"(?<!:):{3,}+[ \t]+[\w-]+[ \t]+\w", "container"),
    _clue(
        "imports of MDX",
        "docusaurus",
        (b"import",),
        None,
        rb"import(?<![^\r\n]import)[ \t][^\r\n]*?[ \t]from[ \t]+['\"]",
        ANY,
    ),
    _clue("components", "docusaurus", (b"<",), START, rb"</?[A-Z][\w.]*[ \t>/]", ANY),
    _clue("included files of VitePress", "vitepress", (b"<<<",), START, rb"<<<[ \t]*[@.]", "included file"),
    _clue("shortcodes of Hugo", "hugo", (b"{{<", b"{{%"), None, rb"\{\{[<%][ \t]*/?[\w/.-]+", "shortcode"),
    _clue("tags of Liquid or Jinja", "jekyll", (b"{%",), None, rb"\{%-?[ \t]*\w+", ANY),
    _clue("attribute lists of kramdown", "jekyll", (b"{:",), START, rb"\{:[ \t]*[.#]?[\w-]", "attribute list"),
    _clue(
        "includes of mdBook",
        "mdbook",
        (b"{{#",),
        None,
        rb"\{\{#(?:include|playground|rustdoc_include|title)",
        "included file",
    ),
    _clue("roles of MyST", "myst", (b"}`",), None, rb"\{[\w:.-]+\}`", "role"),
    _clue("targets of MyST", "myst", (b")=",), START, rb"\([\w.:-]+\)=[ \t]*" + LINE_END, "target"),
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


def counted(source: bytes, dialect: Dialect) -> dict[Clue, int]:
    """How often each syntax that the dialect does not know is on a page, outside code."""
    found = {clue: starts for clue in _unknown(dialect) if (starts := list(_starts(source, clue)))}
    clean = without_code(source) if found else b""
    numbers = {clue: sum(clean[start] == source[start] for start in starts) for clue, starts in found.items()}
    return {clue: number for clue, number in numbers.items() if number}


@lru_cache(maxsize=16)
def _unknown(dialect: Dialect) -> tuple[Clue, ...]:
    """The clues to what the dialect does not know."""
    known = {construct.name for construct in dialect.constructs}
    if dialect.name != COMMONMARK.name:
        known.add(ANY)
    return tuple(clue for clue in CLUES if clue.profile != dialect.name and not known & clue.known_by)


def _starts(source: bytes, clue: Clue) -> Iterator[int]:
    """Byte offsets at which a syntax begins."""
    if not any(sign in source for sign in clue.signs):
        return
    line = last = 0
    for found in clue.pattern.finditer(source):
        start = found.start()
        line = max(line, source.rfind(b"\n", last, start) + 1, source.rfind(b"\r", last, start) + 1)
        is_first = line > last or not last
        last = start
        if clue.before is None or (is_first and not source[line:start].strip(clue.before)):
            yield start


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
