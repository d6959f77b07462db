"""Signs that mean something to one Markdown parser or another, written so that they mean nothing to any of them.

The order in which a text is made safe for its place on a page (`splice.replacement` calls the steps):

1. `addresses.closed`: a bare address ends where it ends on the English page.
2. `emphasis.held`: emphasis opens and closes beside any script.
3. `inline`: a risky sign inside a line becomes a numeric character reference, where the parser sees plain text and the
   English text has no such sign. Code, tags, addresses and placeholders are never touched.
4. The links get their targets back, and the text its lines (`layout`).
5. `line`: a line that would begin a block, or that some generator takes for its own syntax, has its first sign hidden.
6. What one kind of place needs besides: pipes in a cell, quotes in an attribute, closing marks of a heading.

A character reference is read alike by all parsers that were tried. A backslash is only written before signs that
Python-Markdown lets a backslash escape too, for it shows readers all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from i18n_pipeline.markdown import addresses, html
from i18n_pipeline.markdown.emphasis import reference
from i18n_pipeline.markdown.literal import HIDDEN, literal
from i18n_pipeline.markdown.shapes import MARKED, SCRIPT, WHOLE

TOP_LEVEL = r"(?:[a-z]{2}|aero|asia|biz|com|coop|edu|gov|info|museum|name|net|org|pro|shop|web|xxx|рф)"
"""Ends of host names that linkify-it (5.0, markdown-it's finder of addresses) takes for one without `https://`."""
BACKSLASH_HIDES = frozenset("\\`*_{}[]()>#+-.!")
"""What a backslash hides in every parser (Python-Markdown has the shortest list)."""


@dataclass(frozen=True, slots=True)
class Risks:
    """What a dialect, or a tool that is likely to read its pages, takes for more than words."""

    inline: re.Pattern[str]
    """Risky text inside a line; the signs of its group that took part are replaced."""
    line: re.Pattern[str]
    """How a line begins that is a block; a backslash or reference stands for the first sign, or for the one after
    `number`."""
    line_elsewhere: re.Pattern[str]
    """The same for syntax of site generators; a line of the English text that begins so may stay."""


COMMONMARK = Risks(
    inline=re.compile(
        r"(?P<less><)(?=[A-Za-z/!?%<$])"  # a tag, in a parser that is less strict
        r"|(?P<ticks>`+)"  # code that another parser pairs up otherwise
        r"|(?P<pipe>\|)"  # a table without its row of hyphens (kramdown)
        r"|(?P<tilde>~+)"
        r"|(?P<note>\[)(?=\^[^\]\[\0]*\])"  # a footnote
        r"|(?P<box>\[)(?=[xX]\])|\0(?P<boxed>[xX])(?=\0)"  # a task box (cmark-gfm: in mid-line; goldmark: as a link)
        r"|(?P<caret>\^)(?=[\[\0])"  # a footnote inside the line (Pandoc, markdown-it-footnote)
        r"|\](?P<target>[(\[])|(?<=\0)(?P<glued>[(\[])"  # a link, or more of one
        r"|(?<=\0)(?P<after>\{)(?=[^{}\0]*\})"  # attributes of the markup before it (markdown-it-attrs)
        r"|(?P<last>\{)(?=[^{}\0]*\}[ \t]*\Z)"  # attributes of the block
        r"|(?P<end>\\)\Z"  # a line break, or an escape of what follows
        r"|(?P<break>[\x85\u2028\u2029\ufeff])"  # a line end in JavaScript or Python; a byte-order mark
        rf"|(?<![\w.-])(?:[\w.-]*[^\W_])(?P<dot>\.){TOP_LEVEL}(?![\w-])"  # an address (linkify-it)
        r"|(?<![:/\w])(?P<slash>/)(?=/[^\s/\0])",  # the same
        re.IGNORECASE,
    ),
    line=re.compile(
        r"#{1,6}(?=[ \t]|$)"  # heading
        r"|>"  # quote
        r"|[-+*](?=[ \t]|$)"  # list item
        r"|(?P<number>\d+)[.)](?=[ \t]|$)"  # ordered list item
        r"|-[- \t]*$|_[_ \t]*$|\*[* \t]*$|=+[ \t]*$"  # rule, underline of a heading
        r"|`{3,}[^`]*$|~{3,}|\+{3}|:{3}|\$\$"  # code, front matter, container, math
        r"|:(?=[ \t])"  # definition
        r"|[|:-][ \t|:-]*$"  # the row under a table's head
        r"|\[(?:[ xX]\](?=[ \t]|$)|![A-Za-z]+\][ \t]*$|\^(?:\\.|[^\[\]\\])*\]:)"  # task box, alert, footnote
        r"|\[(?:\\.|[^\[\]\\])*\]:(?![ \t]*[^\s<\"'(]\S*[ \t]+[^\s\"'(])"  # definition: no words follow its target
    ),
    line_elsewhere=re.compile(
        r"#+"  # a heading (Python-Markdown)
        r"|!!!|\?\?\?|===|///"  # admonition, tab, block (pymdown)
        r"|--+|~~~+"
        r"|%(?=[ \t%]|$)"  # comment (MyST)
        r"|:(?=[ \t:]|$)|\|"  # definition, table
        r"|\*\[[^\[\]\n]*\]:"  # an abbreviation (Python-Markdown)
        r"|<<<"  # a file (VitePress)
        r"|\[\[|\[toc\]|\[[ \txX\u00a0]\](?![(\[])",  # contents, a task box (goldmark)
        re.IGNORECASE,
    ),
)
"""Plain CommonMark and GFM, for any of the tools that read them."""

SHAPE = re.compile(r"<[^<>\0]*>?|[(\[][^()\[\]\0]*|\{[^{}\0]*\}|//[^\s\0]+")
"""What belongs to some signs: English that holds the sign and this after it may stay."""
SHOWN_ESCAPE = re.compile(r"\\(?P<sign>[^\\`*_{}\[\]()>#+.!\0-])")
"""A backslash that some parser shows readers; before a `<`, Python-Markdown even lets the tag through."""
SHAPE_OF_ESCAPE = re.compile(r"\\<[^<>]*>?|\\[\s\S]")
NUMBER = re.compile(r"\]\[(\d{1,9})\]")
ALMOST_TAG = re.compile(rb"<(?=[A-Za-z/!?%<$])")
WORTH_LOOKING = re.compile(
    r"\[[xX]\]|[<`|~^\\\x85\u2028\u2029\ufeff{]|\](?:\(|\[(?!\d{1,9}\]))|[^\W_]\.[^\W\d_]{2}|//", re.IGNORECASE
)


def hidden(sign: str) -> str:
    """A sign that is only a sign."""
    return f"\\{sign}" if sign in BACKSLASH_HIDES else reference(sign)


def inline(
    text: str,
    english: str,
    names: frozenset[str] = frozenset(),
    *,
    keep: str = "",
    risks: Risks = COMMONMARK,
) -> str:
    """The text with risky signs as references, but those that the English text has, and those in `keep`."""
    if not WORTH_LOOKING.search(text) and all(number in names for number in NUMBER.findall(text)):
        return text
    edits = [*_risky(text, english, names, risks), *_escaped(text, english, names)]
    parts, done = [], 0
    for start, end, signs in sorted(edit for edit in edits if edit[2] not in keep):
        parts += [text[done:start], *map(reference, signs)]
        done = end
    return "".join([*parts, text[done:]])


def _risky(text: str, english: str, names: frozenset[str], risks: Risks) -> Iterator[tuple[int, int, str]]:
    """The risky signs that the English text has not, and where they stand: two character offsets."""
    known = {_shape(here) for here in risks.inline.finditer(_without_addresses(english, names))}
    for here in risks.inline.finditer(_without_addresses(text, names)):
        kind = here.lastgroup or ""
        if _shape(here) not in known and not (kind == "glued" and text[here.start() - 1] != "]"):
            yield (*here.span(kind), here[kind])


def _escaped(text: str, english: str, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The signs whose backslash some parser shows, where the English text has no such escape."""
    for here in SHOWN_ESCAPE.finditer(literal(text, names).escapes) if "\\" in text else ():
        shape = SHAPE_OF_ESCAPE.match(text, here.start())
        if shape and shape[0] not in english:
            yield (*here.span(), here["sign"])


def _shape(found: re.Match[str]) -> str:
    """What has to stand in the English text as well for a risky sign to stay."""
    kind = found.lastgroup or ""
    if kind == "target" and found.string.startswith("<", found.end()):
        return found.string  # only an equal text: a reference for the `<` would make it a link
    shape = SHAPE.match(found.string, found.start(kind))
    return (shape[0] if shape else found[0] if kind == "dot" else found[kind][0]).casefold()


def _without_addresses(text: str, names: frozenset[str]) -> str:
    """The plain signs of a text, addresses left out."""
    plain = literal(text, names).plain
    if not addresses.may_be_there(text):
        return plain
    parts, done = [], 0
    for here in addresses.addresses(text):
        parts += [plain[done : here.start], HIDDEN * (here.end - here.start)]
        done = here.end
    return "".join([*parts, plain[done:]])


def line(text: str, english: Iterable[str] = (), risks: Risks = COMMONMARK) -> str:
    """A line that begins no block, and nothing of a generator's own that no line of the English text begins with."""
    at = _sign(text, english, risks)
    return text if at < 0 else text[:at] + hidden(text[at]) + text[at + 1 :]


def line_of_html(text: str, english: Iterable[str] = (), risks: Risks = COMMONMARK) -> str:
    """The same in an HTML block, where a backslash is a backslash."""
    at = _sign(text, english, risks)
    return text if at < 0 else text[:at] + reference(text[at]) + text[at + 1 :]


def _sign(text: str, english: Iterable[str], risks: Risks) -> int:
    """Where the sign stands that makes a line a block; -1 where none does."""
    found = risks.line.match(text)
    if found is None:
        found = risks.line_elsewhere.match(text)
        if found is None:
            return 0 if _stands_for_itself(text) else -1
        if any(other.startswith(found[0]) for other in english):
            return -1
    return len(found.groupdict().get("number") or "")


def _stands_for_itself(text: str) -> bool:
    """Whether a paragraph would be cut at such a line (`lines`); a placeholder is never written otherwise."""
    raw = text.encode()
    return text[:1] != "{" and bool(WHOLE.fullmatch(raw) or SCRIPT.match(raw) or MARKED.match(raw))


def quoted(text: str, english: str, signs: str = "[<>`|") -> str:
    """A title or an attribute's value: references for signs of markup that the English has not."""
    return "".join(reference(sign) if sign in signs and sign not in english else sign for sign in text)


def markup(text: str) -> str:
    """Text of an HTML block: what begins like a tag and is none gets a reference for its `<`."""
    data, parts, done = text.encode(), [], 0
    for tag in html.TOKEN.finditer(data):
        parts += [ALMOST_TAG.sub(b"&lt;", data[done : tag.start()]), tag[0]]
        done = tag.end()
    return b"".join([*parts, ALMOST_TAG.sub(b"&lt;", data[done:])]).decode()


def page_start(text: str, english: str) -> str:
    """The first text of a page without front matter: nothing takes it for front matter or for a title block."""
    if text[0] not in "-+{%" or text.startswith(("{{", "{%")) or text[0] == english[:1]:
        return text
    return reference(text[0]) + text[1:]
