"""Lines with a meaning: heads and fences of containers, headings, rows, definitions, targets, attribute lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lines.tokens import Span, Token, shown, span_at

PREFIX = re.compile(r"[ \t]*(?:>[ \t]*)*")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
NUMBER = re.compile(r"(\d{1,9})[.)][ \t]")
WORDS = r"(?P<words>\S.*?)"
ROWS: tuple[tuple[str, str, str], ...] = (
    ("video or include", "docfx", r"\[!(?:INCLUDE|VIDEO|div|[Cc]ode-\w+|NOTEBOOK)\b.*\]"),
    ("image", "docfx", r":::image\b.*?(?:alt-text=\"(?P<words>[^\"]*)\".*)?:::|:::image-end:::"),
    ("zone", "docfx", r":::[ \t]*(?!no-loc\b)[\w-]+.*"),
    ("words that stay", "docfx", r":::[ \t]*no-loc\b(?:(?!:::).)*:::"),
    ("container", "containers", r":{3,}[ \t]*(?:\{.*\})?"),
    ("container", "containers", rf":{{3,}}[ \t]*[\w-]+\[{WORDS}\][ \t]*(?:\{{.*\}})?"),
    ("container", "containers", rf":{{3,}}[ \t]*[\w-]+(?:[ \t]+(?!\{{){WORDS})?[ \t]*(?:\{{.*\}})?"),
    ("container", "containers", r":{3,}[ \t]*[\w.-]+"),
    (
        "admonition",
        "admonitions",
        r"(?:!!!|\?\?\?\+?)[ \t]*[\w-]*(?:[ \t]+[\w-]+)*(?:[ \t]+\"(?P<words>.*)\")?(?:[ \t]*\{.*\})?",
    ),
    ("tab", "admonitions", r"===[!+]*[ \t]+\"(?P<words>.*)\"(?:[ \t]*\{.*\})?"),
    ("block", "blocks", r"/{3,}[ \t]*(?:html|[\w-]*caption|define)(?:[ \t]*\|.*)?"),
    ("block", "blocks", rf"/{{3,}}(?:[ \t]*[\w-]+(?:[ \t]*\|[ \t]*{WORDS})?)?"),
    ("snippet", "snippets", r"-+8<-+.*"),
    ("table of contents", "toc", r"\[\[?_?[Tt][Oo][Cc]_?\]\]?"),
    ("table of contents", "kramdown", r"\{:[ \t]*toc\b.*\}|TOC"),
    ("include", "includes", r"(?:<<<[ \t]|@include).*"),
    ("abbreviation", "abbreviations", rf"\*\[[^\]]+\]:[ \t]*{WORDS}"),
    ("comment line", "myst", r"(?::[ \t]+|\[\^[^\]]+\]:[ \t]*)%.*"),
    ("footnote", "", rf"\[\^[^\]]+\]:(?:[ \t]*{WORDS})?"),
    ("comment line", "", r"\[//\]:.*|\[[^\]]+\]:[ \t]*<>.*"),
    (
        "link definition",
        "",
        r"\[(?!\^)[^\]]+\]:[ \t]*(?:<[^<>]*>|(?:\{\{[^{}]*\}\}|\{%[^%\n]*%\}|\S)+)(?:[ \t]+[\"'(](?P<words>.*)[\"')])?",
    ),
    ("target", "myst", r"\([^\s()]+\)="),
    ("comment line", "myst", r"%.*"),
    ("name of a rule", "rules", r"r\[[\w.:-]+\]"),
    ("block break", "myst", r"\+\+\+.*"),
    ("header break", "myst", r"\^{3,}[ \t]*"),
    ("directive", "myst", r":{3,}.*"),
    ("heading", "ids", rf"#{{1,6}}[ \t]+{WORDS}[ \t]*\{{[ \t]*:?[ \t]*#[^{{}}]+\}}"),
    ("heading", "attributes", rf"#{{1,6}}[ \t]+{WORDS}(?<![*_])[ \t]*\{{[ \t]*:?[ \t]*(?:[#.]|[\w-]+=)[^{{}}]*\}}"),
    ("heading", "admonitions", rf"#{{1,6}}[ \t]+{WORDS}[ \t]+\{{[ \t]*:?[ \t]*[\w-]+[ \t]*\}}"),
    ("heading", "mdx", rf"#{{1,6}}[ \t]+{WORDS}[ \t]*\{{/\*.*\*/\}}"),
    ("heading", "mdx", rf"#{{1,6}}[ \t]+{WORDS}[ \t]+\[#[^\[\]]+\]"),
    ("heading", "", rf"#{{1,6}}(?:[ \t]+{WORDS}(?:[ \t]+#+)?)?"),
    ("rule", "", r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|-+"),
    ("definition", "admonitions", r":[ \t]+(?:!!!|\?\?\?\+?)[ \t]*[\w-]+(?:[ \t]+\"(?P<words>.*)\")?"),
    ("definition", "definitions", rf":[ \t]+{WORDS}"),
)
"""Name, family (empty: all), and pattern of the whole line after quote marks and marks of items."""
ALERT = re.compile(r"\[![\w-]+\][+-]?(?:[ \t]+(?P<words>\S.*?))?[ \t]*")
"""In quotes only."""
DEFINITION = re.compile(r"\[(?!\^)[^\]\n]+\]:[ \t]*\n[ \t>]*(?:<[^<>\n]*>|\S+)[ \t]*(?=\n|\Z)")
"""A link definition over two lines."""
DELIMITER = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
CODE = re.compile(r"(`+)[^`]*\1")
PIPE = re.compile(r"(?<!\\)\|")


@cache
def _patterns(families: frozenset[str]) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (name, re.compile(rf"{pattern}[ \t]*", re.ASCII)) for name, family, pattern in ROWS if family in {"", *families}
    ]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line and where its text begins after the marks of containers."""

    start: int
    end: int
    begins: int
    quoted: bool


def blocks(text: str, families: frozenset[str], covered: list[Span]) -> list[Token]:
    """The tokens of lines, in page order. No line that begins inside one of the `covered` ranges is looked at."""
    rows = [row for row in _rows(text) if not _is_covered(row.begins, covered)]
    tables = _tables(text, rows)
    found: list[Token] = []
    numbers: dict[int, int] = {}
    for row in rows:
        if _ends_lists(text, row):
            numbers.clear()
        if tables.get(row.start):
            found += _pipes(text, row, covered)
        elif _is_number_in_text(text, row, numbers):
            continue
        else:
            found += _line(text, families, row)
    return found


def _ends_lists(text: str, row: _Row) -> bool:
    """Whether a line at the left margin stands below a blank one, and begins no item."""
    return text[row.start - 2 : row.begins] == "\n\n" and not NUMBER.match(text, row.begins)


def _is_number_in_text(text: str, row: _Row, numbers: dict[int, int]) -> bool:
    """Whether a line begins with a number and a full stop that is no mark of an item; `numbers` are those before."""
    mark = NUMBER.match(text, row.begins, row.end)
    if not mark:
        return False
    column, number = row.begins - text.rfind("\n", 0, row.begins), int(mark[1])
    before = text[text.rfind("\n", 0, max(row.start - 1, 0)) + 1 : row.start].strip(" \t>\n")
    if before and number != 1 and numbers.get(column) not in {number - 1, number}:
        return True
    numbers[column] = number
    return False


def _is_covered(position: int, covered: list[Span]) -> bool:
    span = span_at(covered, position)
    return span is not None and span[0] < position


def _rows(text: str) -> Iterator[_Row]:
    for found in re.finditer(r"[^\n]+", text):
        start, end = found.span()
        end = start + len(found[0].rstrip(" \t"))
        prefix = PREFIX.match(text, start, end)
        begins = prefix.end() if prefix else start
        if begins < end:
            yield _Row(start, end, begins, ">" in text[start:begins])


def _tables(text: str, rows: list[_Row]) -> dict[int, bool]:
    """The lines of tables, by their offsets."""
    found: dict[int, bool] = {}
    for number, row in enumerate(rows[1:], 1):
        if "|" not in text[row.start : row.end] or not DELIMITER.fullmatch(text, row.start, row.end):
            continue
        if _cells(text, rows[number - 1]) != _cells(text, row):
            continue
        found[rows[number - 1].start] = found[row.start] = True
        for before, after in zip(rows[number:], rows[number + 1 :], strict=False):
            if text.count("\n", before.start, after.start) != 1 or "|" not in text[after.start : after.end]:
                break
            found[after.start] = True
    return found


def _cells(text: str, row: _Row) -> int:
    """The number of cells of a row; 0 without pipes."""
    inside = text[row.begins : row.end].strip(" \t")
    pipes = len(PIPE.findall(CODE.sub("", inside)))
    return pipes + 1 - inside.startswith("|") - (pipes > 0 and inside.endswith("|")) if pipes else 0


def _pipes(text: str, row: _Row, covered: list[Span]) -> Iterator[Token]:
    places = [found.start() for found in PIPE.finditer(text, row.begins, row.end)]
    places = [place for place in places if span_at(covered, place) is None]
    edges = [row.begins, *(edge for place in places for edge in (place, place + 1)), row.end]
    words = tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip())
    if DELIMITER.fullmatch(text, row.start, row.end):
        words = ()
    yield Token(row.begins, row.end, "table row", str(len(places)), block=True, words=words)


def _line(text: str, families: frozenset[str], row: _Row) -> Iterator[Token]:
    position = row.begins
    if definition := DEFINITION.match(text, position):
        yield Token(*definition.span(), "link definition", shown(text, *definition.span()), block=True)
        return
    while position < row.end:
        for name, pattern in _patterns(families):
            if match := pattern.fullmatch(text, position, row.end):
                yield _token(text, name, match, families)
                return
        if row.quoted and "alerts" in families and (alert := ALERT.fullmatch(text, position, row.end)):
            yield _token(text, "alert", alert, families)
            return
        item = ITEM.match(text, position, row.end)
        if not item:
            return
        yield Token(position, item.end(), "item", item[0].strip(), block=True)
        position = item.end()


def _token(text: str, name: str, match: re.Match[str], families: frozenset[str]) -> Token:
    start, end = match.span()
    span = match.span("words") if "words" in match.re.groupindex else (-1, -1)
    is_name = name == "container" and span[0] >= 0 and "admonitions" in families  # mkdocstrings
    words = (span,) if span[0] >= 0 and span[1] > span[0] and not is_name else ()
    return Token(start, end, name, shown(text, start, end, words), block=True, words=words)
