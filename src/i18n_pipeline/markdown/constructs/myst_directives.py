"""Directives of MyST in fences of colons, backticks or tildes, as MyST-Parser 5.2 reads them.

A fence ends at the first line with at least as many of its signs, whatever is open inside. So what is code in a page
follows from its fences alone, and they are masked before anything else is looked for: the lines of a directive with a
body of Markdown become blanks, and the body is read where it stands; one with a body of code is kept as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import (
    IS_ABOVE_CODE,
    Construct,
    Occurrence,
    Words,
    attributions,
    csv_cells,
    figures,
    glossaries,
    lines,
)
from i18n_pipeline.markdown.constructs.lines import LINE_END
from i18n_pipeline.markdown.constructs.option_values import IN_DOUBLE, IN_SINGLE

FENCE = re.compile(
    rb"(?P<margin>[ \t>]*)(?P<mark>(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*)"
    rb"(?P<fence>`{3,}(?=[^`\r\n]*" + LINE_END + rb")|~{3,}+|:{3,}+)(?P<info>[^\r\n]*)"
)
DIRECTIVE = re.compile(rb"[ \t]*\{(?P<name>[^{}\s]+)\}[ \t]*(?P<argument>[^\r\n]*)")
OPTION = re.compile(
    rb"(?:\r\n|\n|\r)[ \t>]*:(?!::)(?:(?P<key>[\w-]+):[ \t]+(?P<value>[^\s|>][^\r\n]*)|[^\r\n]*)" + LINE_END
)
"""A line of options below the head of a directive: `:alt: text`."""
END_OF_HTML = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?=[\r\n]|\Z)|\Z")
YAML_BLOCK = re.compile(
    rb"(?:\r\n|\n|\r)[ \t>]*---[ \t]*(?:(?:\r\n|\n|\r)(?![ \t>]*---)[^\r\n]*)*+(?:\r\n|\n|\r)[ \t>]*---+"
)
YAML_OPTION = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?P<key>[\w-]+):[ \t]+(?P<value>[^\s|>][^\r\n]*)" + LINE_END)
QUOTED = re.compile(rb"\"(?P<double>" + IN_DOUBLE + rb")\"|'(?P<single>" + IN_SINGLE + rb")'")
COMMENT = re.compile(rb"[ \t]#")

CODE = frozenset(
    b"code code-block code-cell sourcecode highlight math raw parsed-literal literalinclude include csv-table eval-rst "
    b"toctree contents sectnum meta date default-role role replace unicode line-block doctest testcode testsetup "
    b"testoutput testcleanup productionlist tabularcolumns index prompt mermaid graphviz digraph graph plantuml uml "
    b"image video bibliography program-output command-output jupyter-execute automodule autoclass autofunction "
    b"automethod autodata autoattribute autosummary autoexception autodoc2-object autodoc2-summary click argparse "
    b"highlightlang currentmodule py:currentmodule py:module tableofcontents card-carousel-raw iframe youtube".split()
)
"""Directives whose body is no Markdown."""
STATEMENTS = frozenset(
    b"prf:theorem prf:axiom prf:lemma prf:definition prf:criterion prf:remark prf:conjecture prf:corollary "
    b"prf:algorithm prf:example prf:property prf:observation prf:proposition prf:assumption prf:notation".split()
)
"""Directives of sphinx-proof, with a title."""
OBJECTS = frozenset(
    b"describe object confval envvar option cmdoption py:function py:class py:method py:classmethod "
    b"py:staticmethod py:attribute py:property py:data py:exception py:decorator py:decoratormethod py:type "
    b"js:function js:class js:method js:data js:attribute c:function c:member c:var c:macro c:struct c:union c:enum "
    b"c:enumerator c:type cpp:class cpp:struct cpp:function cpp:member cpp:var cpp:type cpp:enum cpp:enum-class "
    b"cpp:enumerator cpp:concept cpp:union rst:directive rst:directive:option rst:role".split()
)
"""Directives that describe an object, whose argument is its signature (Sphinx 9)."""
ADMONITIONS = frozenset(
    b"admonition note tip hint important warning caution attention danger error seealso todo versionadded "
    b"versionchanged versionremoved deprecated".split()
)
"""Directives around advice, and what a version brought."""
OTHERS = frozenset(
    b"figure figure-md epigraph highlights pull-quote topic sidebar compound "
    b"container class div dropdown details card card-header card-footer card-carousel grid grid-item grid-item-card "
    b"tab-set tab-item tabs tab group-tab button-link button-ref list-table table glossary only ifconfig rubric margin "
    b"aside blockquote toggle glue:figure eval:figure centered hlist acks exercise solution definition theorem proof "
    b"prf:proof example myst-example".split()
)
"""Other directives around Markdown."""
BODY = STATEMENTS | OBJECTS | ADMONITIONS | OTHERS
"""Directives whose body is Markdown in fences of backticks too; in those of colons an unknown one has such a body."""
TITLED = STATEMENTS | frozenset(
    b"admonition dropdown details card grid-item-card tab-item tab group-tab topic sidebar list-table table csv-table "
    b"rubric margin exercise exercise-start definition theorem example centered".split()
)
"""Directives whose argument is their title."""
OPENED = frozenset(
    b"note tip hint important warning caution attention danger error seealso todo epigraph highlights pull-quote "
    b"compound aside blockquote proof prf:proof".split()
)
"""Directives without an argument: what follows their names begins their bodies."""
VERSIONED = frozenset((b"versionadded", b"versionchanged", b"versionremoved", b"deprecated"))
"""Directives with a version and then words."""
WITH_WORDS = TITLED | OPENED | VERSIONED
"""Directives with words for readers behind their names."""
VERSION = re.compile(rb"\S+[ \t]+")
PLAIN = frozenset((b"alt", b"img-alt", b"link-alt", b"tooltip"))
"""Options with words for readers."""
DEEPEST = 100
"""Directives inside each other that are told apart, so that a page of nothing else is read in linear time."""
LEFT = 1
"""Columns that a line may stand to the left of a fence in the same container."""
CONTENTS = "table of contents"
TABLE = "table of values"
CALLED = {b"toctree": CONTENTS, b"csv-table": TABLE}
"""Directives that hold no Markdown, with words in their bodies."""
ENTRY = re.compile(
    rb"(?:\r\n|\n|\r)[ \t>]*(?P<words>[^<>:`~\s](?:[^<>\r\n]*[^<>\s])?)[ \t]*<[^<>\r\n]+>[ \t]*" + LINE_END
)
"""An entry of it with a title: `Title <page>`."""
CAPTION = b"caption"
"""The option with words for readers that are inline Markdown."""
Reader: TypeAlias = Callable[[bytes, int, int, int, int], Iterator[Occurrence]]
"""Finds the constructs between two byte offsets of a page that only one directive has, whose fence has so many columns
before it inside so many quotes."""
READERS: dict[bytes, Reader] = {
    b"glossary": glossaries.terms,
    b"figure-md": figures.image,
    **dict.fromkeys((b"epigraph", b"highlights", b"pull-quote"), attributions.attribution),
}


class _Fence(Struct, frozen=True):
    """A fence that is open."""

    signs: bytes
    """Those that begin it: at least as many end it."""
    quotes: int
    indent: int
    """Columns before it inside its quotes."""
    code: bool
    """Whether what it holds is code."""
    head: Occurrence | None = None
    """The lines that open a directive of code which is kept as a whole."""
    reader: Reader | None = None
    """Finds what only directives of its name hold; None if there is nothing such."""
    body: int = 0
    """Byte offset of the lines behind its head."""
    start: int = 0
    """Byte offset of its first sign."""
    mark: int = 0
    """See `Occurrence.mark`."""


def _fences(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines that open and close directives of Markdown, and directives of code with all their lines."""
    opened: list[_Fence] = []
    passed = html = 0  # what is done, and the end of a block of HTML
    has_html = page.find(b"<") >= 0 and lines.BEGINS_HTML.search(page) is not None
    for line in lines.rows(page, construct.signs, FENCE):
        begun, end = line.span()
        if begun < passed:
            continue
        margin, mark, signs, info = line.groups()
        quotes, indent = _before(margin + mark) if margin or mark else (0, 0)
        closed = -1
        if opened:
            _leave(opened, quotes, lines.columns(margin, quotes) if mark else indent)
            closed = -1 if mark or info.strip() else _closed(opened, signs, quotes, indent)
        if closed >= 0:
            fence, inner = opened[closed], opened[-1]
            del opened[closed:]
            yield from _ended(construct, page, line, fence, inner)
        elif begun < html or (opened and opened[-1].code):
            continue
        elif has_html and lines.is_in_html(page, begun):
            html = END_OF_HTML.search(page, begun).start()  # type: ignore[union-attr] # also at the end of a page
        else:
            named = DIRECTIVE.match(info)
            head, code = _head(construct, page, line, named)
            passed = head.end if head else end
            reader = READERS.get(named["name"].lower()) if named and head and not code else None
            kept, start = head if code else None, line.start("fence")
            _open(opened, _Fence(signs, quotes, indent, code, kept, reader, passed, start, start if mark else 0))
            if head and not code:
                yield head
    if opened and opened[-1].head and not opened[-1].quotes and not opened[-1].indent:
        yield _whole(page, opened[-1].head, len(page.rstrip()))


def _ended(
    construct: Construct, page: bytes, line: re.Match[bytes], fence: _Fence, inner: _Fence
) -> Iterator[Occurrence]:
    """What ends with the line that closes a fence; `inner` is the innermost one that is open there."""
    if inner is not fence and inner.code:
        yield _cut_off(construct, page, inner, line.start())
    yield from _read(page, inner, line.start())
    if fence.head:
        yield _whole(page, fence.head, line.end())
    elif not fence.code:
        yield from _read(page, fence, line.start()) if inner is not fence else ()
        start, end = line.span("fence")
        yield Occurrence(start, end, construct.name, mark=start if IS_ABOVE_CODE.match(page, end) else 0)


def _read(page: bytes, fence: _Fence, end: int) -> Iterator[Occurrence]:
    """What only the directive of a fence holds, which ends at a byte offset."""
    return fence.reader(page, fence.body, end, fence.indent, fence.quotes) if fence.reader else iter(())


def _open(opened: list[_Fence], fence: _Fence) -> None:
    """Add a fence to those that are open; a glossary has no terms if one stands where a term would, as to Sphinx."""
    around = opened[-1] if opened else None
    if around and around.reader is glossaries.terms and (fence.quotes, fence.indent) <= (around.quotes, around.indent):
        opened[-1] = replace(around, reader=None)
    if len(opened) < DEEPEST:
        opened.append(fence)


def _leave(opened: list[_Fence], quotes: int, indent: int) -> None:
    """Forget the fences in containers that have ended before a line inside so many quotes, behind so many columns."""
    while opened and (quotes < opened[-1].quotes or indent < opened[-1].indent - LEFT):
        opened.pop()


def _before(margin: bytes) -> tuple[int, int]:
    """The quotes that a fence behind a margin stands in, and the columns before it inside them."""
    quotes = margin.count(b">")
    return quotes, lines.columns(margin[margin.rfind(b">") + 1 :].removeprefix(b" ") if quotes else margin, 0)


def _closed(opened: list[_Fence], signs: bytes, quotes: int, indent: int) -> int:
    """The position of the outermost fence that the signs of a line close; -1 if they close none."""
    for position, fence in enumerate(opened):
        if signs.startswith(fence.signs) and fence.quotes == quotes and indent < fence.indent + 4:
            return position
    return -1


def _cut_off(construct: Construct, page: bytes, inner: _Fence, end: int) -> Occurrence:
    """Code that ends where a line closes a fence around it: to the parser that line would be another."""
    head = inner.head or Occurrence(inner.start, inner.start, construct.name, mark=inner.mark)
    return _whole(page, head, lines.stripped(page, inner.start, end)[1])


def _whole(page: bytes, head: Occurrence, end: int) -> Occurrence:
    """A directive with a body of code: the titles in a table of contents are words, and so are cells."""
    if head.name == TABLE:
        return replace(head, end=end, values=(*head.values, *csv_cells.cells(page, head.start, head.end, end)))
    found = ENTRY.finditer(page, head.end, end) if head.name == CONTENTS else ()
    titles = tuple(Words(*entry.span("words"), "plain", "title of an entry") for entry in found)
    return replace(head, end=end, values=head.values + titles)


def _head(
    construct: Construct, page: bytes, line: re.Match[bytes], named: re.Match[bytes] | None
) -> tuple[Occurrence | None, bool]:
    """The lines that open a directive, and whether it holds code. No lines for code that the parser reads as such.

    `named` is the directive in the rest of the line behind the fence.
    """
    start, colons = line.start("fence"), line["fence"].startswith(b":")
    mark = start if line["mark"] else 0  # shows a heading, so that its list item does not begin with blank lines
    if named is None:
        if not colons:
            return None, True
        return Occurrence(start, line.start() + len(line[0].rstrip()), construct.name, mark=mark), False
    name = named["name"].lower()
    code = name in CODE if colons else name not in BODY
    end, options = _options(page, line.end(), start - line.start())
    title = _title(name, named, line.start("info")) if name in WITH_WORDS else None
    values = []
    for words, begun in options:
        if words.place == "caption" and title is None and name != b"toctree":
            title, mark = words, begun
        else:
            values.append(replace(words, place="option"))
    if code and not colons and title is None and not values and name not in CALLED:
        return None, True
    return Occurrence(start, end, CALLED.get(name, construct.name), title, tuple(values), mark=mark), code


def _title(name: bytes, named: re.Match[bytes], offset: int) -> Words | None:
    """The words behind the name of a directive that may have some, which begins after so many bytes of the page."""
    argument = named["argument"].rstrip()
    version = VERSION.match(argument) if name in VERSIONED else None
    if not argument or (name in VERSIONED and version is None):
        return None
    start = offset + named.start("argument")
    return Words(start + (version.end() if version else 0), start + len(argument), "opening", "directive title")


def _options(page: bytes, end: int, indent: int) -> tuple[int, list[tuple[Words, int]]]:
    """The offset after the options below a head, and the words in them with the offsets of their lines.

    `indent` is the number of bytes before the fence on its line.
    """
    found: list[re.Match[bytes]] = []
    if block := YAML_BLOCK.match(page, end):
        found += YAML_OPTION.finditer(page, end, block.end())
        end = block.end()
    else:
        while line := OPTION.match(page, end):
            found.append(line)
            end = line.end()
    return end, [option for line in found for option in _option(page, line, indent)]


def _option(page: bytes, found: re.Match[bytes], indent: int) -> Iterator[tuple[Words, int]]:
    """An option with words on one line, quoted or not."""
    key = found["key"]
    if key not in PLAIN and key != CAPTION:
        return
    start, end = lines.stripped(page, *found.span("value"))
    quoted = QUOTED.fullmatch(page, start, end)
    if quoted is None and (page[start : start + 1] in b"\"'#" or COMMENT.search(page, start, end)):
        return
    inner = quoted.span(str(quoted.lastgroup)) if quoted else (start, end)
    if key != CAPTION:
        place = "option"
    elif quoted and (b"\\" in quoted[0] or b"''" in quoted[0]):
        return  # Markdown inside YAML: an escape of which of the two?
    else:
        place = "caption"
    row = found.start() + len(found[0]) - len(found[0].lstrip(b"\r\n"))
    begun = found.start() + len(found[0]) - len(found[0].lstrip(b"\r\n \t>"))
    yield Words(*inner, place, f"option: {key.decode()}", (start, end)), min(begun, row + indent)


DIRECTIVES = Construct("directive", (b":::", b"```", b"~~~"), fences=_fences)
"""` ```{note} `, `:::{admonition} Title` and what ends them."""
