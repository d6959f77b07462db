"""Words for readers inside code in fences: comments and strings as Pygments finds them, labels of Mermaid diagrams.

Only on demand of a site's settings. Everything else of the code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.constructs import Words
from i18n_pipeline.markdown.constructs.lines import end_of_line
from i18n_pipeline.markdown.reading.diagram_labels import labels
from i18n_pipeline.markdown.reading.html import LETTER

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LANGUAGE = re.compile(r"[ \t]*\{?[ \t]*\.?(?P<name>[\w+#.-]+)")
"""The language in the info string of a fence: `js`, `js title="x"`, `{.python}`, `rust,ignore`."""
COMMENT_MARK = re.compile(
    r"\s*(?:/\*+!?|\*+(?!/)|/\++|//+[/!]*|#(?:[=\['](?!\w)|#*)|--\[=*\[|--+[ \t]*[|^](?=[ \t])|--+|;+|%+|::+|!+|<!--+"
    r"|<#|\(\*+|\{[-#]+|=(?:begin|end)\b|[rRbBuU]{0,2}(?:'{3}|\"{3})|['\"](?=[ \t])|(?i:rem)\b)?[ \t]*"
)
"""What a line of a comment or of a docstring may begin with, in any language."""
COMMENT_END = re.compile(r"\s*(?:\*+/|\++/|--+>|\*+\)|[-#]+\}|[=\]]#|#>|\]=*\]|'{3}|\"{3})?\s*\Z")
STRING = re.compile(r"[A-Za-z]{0,2}(?P<quote>\"\"\"|'''|[\"'`])(?P<text>[^\r\n\\{}$]*)(?P=quote)")
SPACE = re.compile(r"\S\s+\S")
PATH = re.compile(r".*(?:(?<!\s)[/\\]|[/\\](?!\s)).*|\S*\.\w+")
"""A title that is the name of a file or folder; "this / that" is none, nor is "With Node.js"."""
PLAIN_WORD = re.compile(r"(?<!\S)[^\W\d_]+[,;:]?(?!\S)")
"""A word of a sentence: two of them are more than the name of a file."""
WORD = re.compile(r"[A-Z][a-z]*(?:-[A-Za-z][a-z]*)*")
"""A word as people begin a title with it; tools and commands are `npm`, `CLI` or `TypeScript`."""
NAMES = frozenset(
    b"angular ansible babel bash bun cargo composer cypress dart debian deno django docker dockerfile elixir "
    b"erlang eslint fedora fish flask gemfile git go gradle haskell helm homebrew java jenkinsfile jest justfile "
    b"kotlin kubernetes laravel linux lit lua makefile marko maven mocha nix node nuget nuxt perl pip pipfile "
    b"playwright pnpm podman poetry preact prettier procfile python qwik rails rakefile react redux rollup ruby "
    b"rust sass scala solid spring svelte swift tailwind terraform ubuntu vagrantfile vite vitest vue webpack "
    b"windows yarn zig".split()
)
"""Names of tools, languages and files that look like such a word, in small letters."""


def title(source: bytes, start: int, info: str, form: re.Pattern[str]) -> tuple[Words | None, str]:
    """The title of a fence that begins at a byte offset, and the info string without the words of it."""
    told = form.search(info)
    line = source[start : end_of_line(source, start)].decode() if told else ""
    named = form.search(line)
    if named is None or told is None:
        return None, info
    first, last = (start + len(line[:at].encode()) for at in named.span("words"))
    return Words(first, last, "fence", "code title"), info[: told.start("words")] + info[told.end("words") :]


def is_name(title: str) -> bool:
    """Whether a title of code is no text for readers: the name of a file, a tool or a command."""
    if PATH.fullmatch(title):
        return len(PLAIN_WORD.findall(title)) < 2
    is_word = not title.isascii() or WORD.fullmatch(title) is not None
    return not SPACE.search(title) and (not is_word or title.lower().encode() in NAMES)


def found(info: str, lines: Sequence[tuple[int, bytes]], kinds: Collection[str]) -> list[Words]:
    """The words in fenced code, in order. `lines` are its lines, each with its byte offset on the page."""
    language = LANGUAGE.match(info or "")
    name = language["name"].lower() if language else ""
    code = b"".join(line for _, line in lines).decode()
    spans = sorted(_labels(code) if name == "mermaid" and "diagrams" in kinds else _of_program(name, code, kinds))
    return list(_on_page(spans, code, lines))


def _of_program(name: str, code: str, kinds: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Spans in characters of the comments and strings of a program, and what each is."""
    lexer = _lexer(name) if {"comments", "strings"} & set(kinds) else None
    if lexer is None:
        return
    from pygments.token import Text  # noqa: PLC0415 - slow to import, and seldom asked for

    begun, said, last = 0, "", ""
    for start, kind, text in [*lexer.get_tokens_unprocessed(code), (len(code), Text, "")]:
        family = _family(kind)
        if family and family == last:
            said += text
            continue
        if last in kinds:
            yield from (_string if last == "strings" else _comment)(begun, said)
        begun, said, last = start, text, family


@cache
def _family(kind: tuple[str, ...]) -> str:
    """What a token of Pygments, a tuple of names, is: of `comments`, as docstrings are, or of `strings`, or neither."""
    from pygments.token import Comment, String  # noqa: PLC0415 - as above

    if _is(kind, String):
        return "comments" if _is(kind, String.Doc) else "strings"
    is_code = any(_is(kind, code) for code in (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang))
    return "comments" if _is(kind, Comment) and not is_code else ""


def _is(kind: Sequence[str], family: Sequence[str]) -> bool:
    """Whether a token of Pygments, a tuple of names, is of a kind or of one below it."""
    return kind[: len(family)] == family


def _lexer(name: str) -> Lexer | None:
    """The lexer for a language; None for an unknown one."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - as above
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(name.partition(",")[0]) if name else None
    except ClassNotFound:
        return None


def _comment(start: int, text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a comment, a line each."""
    for row in re.finditer(r"[^\r\n]+", text):
        mark = COMMENT_MARK.match(row[0])
        end = COMMENT_END.search(row[0], mark.end() if mark else 0)
        first, last = mark.end() if mark else 0, end.start() if end else len(row[0])
        if first < last and LETTER.search(row[0], first, last):
            yield start + row.start() + first, start + row.start() + last, "code comment"


def _string(start: int, text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a string on one line; a string without a blank is a name of something."""
    whole = STRING.fullmatch(text)
    if whole and SPACE.search(whole["text"]) and LETTER.search(whole["text"]):
        first, last = whole.span("text")
        bare = whole["text"].strip()
        first += whole["text"].index(bare)
        yield start + first, start + min(last, first + len(bare)), "code string"


def _labels(code: str) -> Iterator[tuple[int, int, str]]:
    """The labels of a diagram that have words."""
    return ((start, end, "diagram label") for start, end in labels(code) if LETTER.search(code, start, end))


def _on_page(spans: Iterable[tuple[int, int, str]], code: str, lines: Sequence[tuple[int, bytes]]) -> Iterator[Words]:
    """The spans in bytes of the page; each lies on one line of the code."""
    rows = iter(lines)
    offset, line = next(rows, (0, b""))
    begun = 0  # characters of the code before the line
    for start, end, kind in spans:
        while start >= begun + len(line.decode()):
            begun += len(line.decode())
            offset, line = next(rows, (0, b""))
        first = offset + len(code[begun:start].encode())
        yield Words(first, first + len(code[start:end].encode()), "code", kind)
