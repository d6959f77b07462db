"""Front matter, code blocks, directives in fences, and the JavaScript statements of MDX: found line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lines.front import shape
from lines.html_blocks import raw_elements
from lines.inline import tag_end
from lines.kinds import CODE_DIRECTIVES, DEEP, MARKDOWN_DIRECTIVES, TITLED_DIRECTIVES, VERSIONED
from lines.tokens import Span, Token, shown, span_at

FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?:.*\n)*?\1[ \t]*(?:\n|\Z)|\A\{\s*\n(?:.*\n)*?\}[ \t]*(?:\n|\Z)")
PREFIX = re.compile(r"(?P<quotes>(?:[ \t]*>[ \t]?)*)(?P<indent>[ \t]*)")
ITEMS = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)*")
EMPTY_ITEM = re.compile(r"[-*+]|\d{1,9}[.)]")
"""The mark of an item whose words begin on the next line."""
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*)")
DIRECTIVE = re.compile(r"\{(?P<name>[\w:+.-]+)\}[ \t]*(?P<argument>.*?)[ \t]*$")
OPTION = re.compile(r":(?P<name>[\w-]+):[ \t]*(?P<value>.*)")
HEAD = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]*[\w\"]|===[!+]*[ \t]+\"|\[\^[^\]\n]+\]:")
OBJECT = re.compile(r"(?:#{1,6}[ \t]*)?:::[ \t]*[\w.-]+")
"""`::: package.module` of mkdocstrings."""
BLOCK = re.compile(r"/{3,}[ \t]*[\w-]")
"""The first line of a block of pymdown-extensions."""
LONE_TAG = re.compile(r"\{%(?!-|[ \t]*[A-Z])(?:[^%\n]|%(?!\}))*(?<!-)%\}")
"""A line of Liquid at the left margin, of which a blank line is left before Markdown is read."""
COLUMN = re.compile(r"^[ \t]*:::column\b[\s\S]*?:::column-end:::", re.MULTILINE)
"""A column of DocFX, whose lines may be indented."""
LONE_COMMENT = re.compile(r"<!--(?:[^-\n]|-(?!->))*-->")
"""A comment, with which a block ends."""
FIELD = re.compile(r":[\w][^:\n]*:(?:[ \t]|$)")
SCRIPT = re.compile(r"(?:import|export)[ \t{*'\"]")
SIGN = re.compile(
    r"(?<!:)//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|/\*[\s\S]*?\*/"
    r"|[({\[)}\]]|\n[ \t]*(?=\n)"
)
"""What counts when brackets of JavaScript are paired, and blank lines."""
CAPTION = re.compile(r"^[ \t>]*:(?:caption|(?:img-|link-)?alt):[ \t]*(?P<words>\S.*?)[ \t]*$", re.MULTILINE)
ENTRY = re.compile(
    CAPTION.pattern.replace("words", "caption") + r"|^[ \t>]*(?P<words>[^<>:`~\s][^<>\n]*?)[ \t]*<[^<>\n]+>[ \t]*$",
    re.MULTILINE,
)
YAML = re.compile(r"[ \t]*---[ \t]*\n(?:(?![ \t]*---).*\n)*?[ \t]*---[ \t]*(?:\n|\Z)")
"""Options of a MyST directive as a block of YAML."""
YAML_WORDS = re.compile(r"^[ \t]*(?:caption|(?:img-|link-)?alt):[ \t]*(?P<words>\S.*?)[ \t]*$", re.MULTILINE)
LONE_EXPRESSION = re.compile(r"\{/\*.*\*/\}")
"""A comment of MDX on a line, below which a statement may begin."""
HUMAN_OPTIONS = frozenset({"alt", "caption", "img-alt", "link-alt"})


@dataclass(slots=True)
class _State:
    """What is known while the lines go by."""

    rows: list[tuple[int, int]]
    text: str
    families: frozenset[str]
    open: list[str] = field(default_factory=list)
    """Fences of open directives with Markdown in them, and of what Docusaurus takes out of its fence."""
    bases: list[int] = field(default_factory=list)
    """Columns at which the content of open containers begins."""
    raw: list[Span] = field(default_factory=list)
    """Elements of HTML in which nothing is code for its indentation."""
    quoted: bool = False
    """Whether the line before is in a quote."""
    blank: bool = True
    """Whether the line before is blank or code."""


def literal(text: str, families: frozenset[str]) -> list[Token]:
    """The tokens, in page order. `text` has one character for each byte."""
    front = FRONT.match(text)
    begins = front.end() if front else 0
    found = [Token(0, begins, "front matter", shape(text[:begins]), block=True)] if front else []
    rows = [row.span() for row in re.finditer(r"[^\n]*(?:\n|\Z)", text) if row.start() >= begins and row[0]]
    columns = [found.span() for found in COLUMN.finditer(text)] if "docfx" in families else []
    state, number = _State(rows, text, families, raw=[*raw_elements(text, families), *columns]), 0
    while number < len(rows):
        tokens, number = _row(state, number)
        found += tokens
    return found


def _row(state: _State, number: int) -> tuple[list[Token], int]:
    """The tokens that begin on a line, and the number of the next line to look at."""
    start, end = state.rows[number]
    row = state.text[start:end].rstrip(" \t\n")
    prefix = PREFIX.match(row)
    assert prefix  # noqa: S101 - also matches nothing
    bare, was_quoted = row[prefix.end() :], state.quoted
    state.quoted = bool(prefix["quotes"])
    if not was_quoted and (code := _quotes_in_code(state, number, row)):
        return code
    if not bare:
        state.blank = was_quoted or not state.quoted  # else it may be the end of a tag
        return [], number + 1
    if whole := _whole_rows(state, number, row, bare):
        return whole
    items = ITEMS.match(bare)
    at = prefix.end() + (items.end() if items else 0)
    fence = FENCE.match(row, at)
    if fence:
        _leave(state, len(prefix["indent"].expandtabs(4)))
    if fence and not (fence["fence"][0] == "`" and ("`" in fence["info"] or fence["info"].startswith("</"))):
        tokens, following = _fence(state, number, fence, bool(prefix["quotes"]))
        if tokens:
            return tokens, following
    if prefix["quotes"]:
        state.bases = [base for base in state.bases if base <= _indent(row)]
        state.blank = False
        return [], number + 1
    return _text_row(state, number, len(prefix["indent"].expandtabs(4)), bare)


def _quotes_in_code(state: _State, number: int, row: str) -> tuple[list[Token], int] | None:
    """A line that begins with the mark of a quote so far to the right that it is code."""
    if not (state.quoted and state.blank and _is_deep(state, number, _indent(row))):
        return None
    state.quoted = False
    return [_token(state, number, number + 1, "indented code")], number + 1


def _whole_rows(state: _State, number: int, row: str, bare: str) -> tuple[list[Token], int] | None:
    """Tags and statements of MDX, options of pymdown-extensions and mkdocstrings in YAML, and the lines of comments."""
    if bare.startswith("<!--") and "-->" not in bare:
        ends = state.text.find("-->", state.rows[number][0])
        return ([], next(later for later, at in enumerate(state.rows) if at[1] > ends) + 1) if ends > 0 else None
    if "mdx" in state.families:
        return _rows_of_mdx(state, number, row, bare)
    if "blocks" not in state.families:
        return None
    last = _options_end(state, number, row, _indent(row) + 4)
    if OBJECT.match(bare):
        return [_token(state, number, last, "object")], last
    if BLOCK.match(bare) and last > number + 1:
        return [_token(state, number + 1, last, "options of a block")], last
    return None


def _rows_of_mdx(state: _State, number: int, row: str, bare: str) -> tuple[list[Token], int] | None:
    """A tag over several lines, or a statement."""
    if bare.startswith("<"):
        following = _tag_rows(state, number, state.rows[number][0] + len(row) - len(bare))
        state.blank &= not following
        return ([], following) if following else None
    if state.blank and SCRIPT.match(row):
        last = _script_end(state, number)
        return [_token(state, number, last, "import or export")], last
    return None


def _options_end(state: _State, number: int, row: str, least: int) -> int:
    """The number of the line after the options in YAML below a line: those indented so many columns at least."""
    last = number + 1
    while last < len(state.rows) and not row.lstrip().startswith(">"):
        below = state.text[slice(*state.rows[last])].rstrip(" \t\n")
        if not below or _indent(below) < least:
            break
        last += 1
    return last


def _tag_rows(state: _State, number: int, start: int) -> int:
    """The number of the line after a tag that goes over lines; 0 if none begins there."""
    ends = tag_end(state.text, start)
    if ends <= state.rows[number][1]:
        return 0
    return next((later for later, row in enumerate(state.rows) if row[0] >= ends), len(state.rows))


def _token(state: _State, number: int, last: int, kind: str) -> Token:
    start, end = state.rows[number][0], state.rows[last - 1][1]
    return Token(start, end, kind, shown(state.text, start, end), block=True)


def _script_end(state: _State, number: int) -> int:
    """The number of the line after a statement: a blank one outside brackets, strings and templates."""
    begins, depth = state.rows[number][0], 0
    for found in SIGN.finditer(state.text, begins):
        if found[0] in "({[)}]":
            depth += 1 if found[0] in "({[" else -1
        elif depth <= 0 and found[0].startswith("\n") and not found[0].strip():
            return next(later for later, row in enumerate(state.rows) if row[1] > found.start()) + 1
    return number + 1 if depth > 0 else len(state.rows)


def _fence(state: _State, number: int, fence: re.Match[str], quoted: bool) -> tuple[list[Token], int]:
    mark, info = fence["fence"], fence["info"]
    if mark[0] == ":" and "myst" not in state.families:
        return [], number
    if state.open and not info and mark[0] == state.open[-1][0] and len(mark) >= len(state.open[-1]):
        state.open.pop()
        return [_token(state, number, number + 1, "end of a directive")], number + 1
    if "unwrapped" in state.families and info == "mdx-code-block" and mark[0] == "`" and len(mark) < 5:
        state.open.append(mark)
        return [_token(state, number, number + 1, "directive")], number + 1
    directive = DIRECTIVE.fullmatch(info) if "myst" in state.families else None
    if directive and _has_markdown(mark, directive["name"].lower()):
        state.open.append(mark)
        return _directive(state, number, fence, directive)
    if mark[0] == ":":
        return ([], number) if directive is None else _code(state, number, mark, quoted)
    return _code(state, number, mark, quoted)


def _has_markdown(mark: str, name: str) -> bool:
    is_code = name in CODE_DIRECTIVES or name.startswith(("auto", "py:"))
    return name.rsplit(":", maxsplit=1)[-1] in MARKDOWN_DIRECTIVES or (mark[0] == ":" and not is_code)


def _code(state: _State, number: int, mark: str, quoted: bool) -> tuple[list[Token], int]:
    margin = r"[ \t>]*" if quoted else r"[ \t]*"
    closing = re.compile(rf"{margin}(?:\{{%[^%\n]*%\}})*{re.escape(mark)}{re.escape(mark[0])}*[ \t]*\n?")
    first = state.text[slice(*state.rows[number])]
    least = 0 if quoted else max((base for base in state.bases if base <= _indent(first)), default=0)
    last = number + 1
    while last < len(state.rows):
        row = state.text[slice(*state.rows[last])]
        outside = not row.lstrip(" \t").startswith(">") if quoted else row.strip() and _indent(row) < least
        if outside:
            break
        last += 1
        if closing.fullmatch(row) and _indent(row) <= first.expandtabs(4).index(mark) + 3:
            break
    state.blank = True
    return [_with_captions(state, _token(state, number, last, "code block"))], last


IN_TITLE = r"(?:(?!(?P=quote))[^\n])"
PLAIN = r"[A-Za-z\x80-\xff]+[,;:]?"
TITLE = re.compile(
    r"[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*(?:`{3,}|~{3,})[^\n]*?[ \t{]title=(?P<quote>[\"'])"
    r"(?!(?![A-Z\x80-\xff][a-z\x80-\xff]*(?:-[A-Za-z\x80-\xff]+)*[\"'](?<!Dockerfile[\"']))\S*(?P=quote))"
    rf"(?!(?!(?:{IN_TITLE}*? )?{PLAIN} (?:{IN_TITLE}* )?{PLAIN}(?: |(?P=quote))){IN_TITLE}*(?:\S[/\\]|[/\\]\S))"
    rf"(?P<title>{IN_TITLE}+)(?P=quote)"
)

LABEL = re.compile(
    r"[ \t>]*(?:`{3,}|~{3,})[^\n\[]*[^\n\[]\[(?![^\]\n]*\.\w+\]|[a-z0-9][^\s\]]*\]|[A-Z]+\]|(?:Yarn|Bun|Deno)\])"
    r"(?P<title>[^\[\]\\\n]*\w[^\[\]\\\n]*)\]"
)
CSV_TABLE = re.compile(r"\{csv-table\}[ \t]*(?P<title>[^\n]*?)[ \t]*$")
VALUE = re.compile(
    r"\"(?P<quoted>[^\"\n]*)\"|(?:(?<=\n)|(?<=,)|(?<=\n:)(?=[ \t])|(?<=header:))[ \t]*(?P<bare>[^\s\",:`][^\",\n`]*)"
)


def _with_captions(state: _State, token: Token) -> Token:
    """A code block with what it says to readers: options of MyST, a title in MDX or a label in VitePress.

    The name of a file is neither.
    """
    form = TITLE if state.families & {"mdx", "blocks", "titles"} else LABEL if "labels" in state.families else None
    if form and (titled := form.match(state.text, token.start, token.end)):
        title = (titled.span("title"),)
        return replace(token, key=shown(state.text, token.start, token.end, title), words=title)
    if "myst" not in state.families:
        return token
    head = state.text[token.start : state.text.find("\n", token.start)]
    if table := CSV_TABLE.search(head):
        said = VALUE.finditer(state.text, token.start + len(head), token.end)
        spans = [(token.start + table.start("title"), token.start + table.end("title"))]
        spans += [found.span(str(found.lastgroup)) for found in said]
        cells = tuple(span for span in spans if span[0] < span[1])
        return replace(token, key=shown(state.text, token.start, token.end, cells), words=cells)
    pattern, options = ENTRY if "{toctree}" in head else CAPTION, YAML.match(state.text, token.start + len(head) + 1)
    end = options.end() if options else token.end
    words = tuple(
        found.span(str(found.lastgroup))
        for found in (YAML_WORDS if options else pattern).finditer(state.text, token.start, end)
    )
    return replace(token, key=shown(state.text, token.start, token.end, words), words=words)


def _indent(row: str) -> int:
    row = row.expandtabs(4)
    return len(row) - len(row.lstrip(" "))


def _directive(state: _State, number: int, fence: re.Match[str], directive: re.Match[str]) -> tuple[list[Token], int]:
    start, end = state.rows[number]
    words = []
    at = start + fence.start("info") + directive.start("argument")
    if directive["name"].lower().rpartition(":")[2] in TITLED_DIRECTIVES and directive["argument"]:
        words.append((at, at + len(directive["argument"])))
    elif directive["name"] in VERSIONED and (version := re.match(r"\S+[ \t]+", directive["argument"])):
        words.append((at + version.end(), at + len(directive["argument"])))
    key = shown(state.text, start, end, words)
    tokens = [Token(start, end, "directive", key, block=True, words=tuple(words))]
    following = number + 1
    if yaml := YAML.match(state.text, end):
        said = tuple(one.span("words") for one in YAML_WORDS.finditer(state.text, *yaml.span()))
        tokens.append(Token(*yaml.span(), "option", shown(state.text, *yaml.span(), said), block=True, words=said))
        following = next((later for later, row in enumerate(state.rows) if row[0] >= yaml.end()), len(state.rows))
    while following < len(state.rows):
        begins = state.rows[following][0]
        row = state.text[slice(*state.rows[following])]
        option = OPTION.fullmatch(row.strip(" \t\n"))
        if not option:
            break
        at = begins + row.index(":") + option.start("value")
        human = option["name"] in HUMAN_OPTIONS and option["value"]
        said = ((at, at + len(option["value"])),) if human else ()
        ends = state.rows[following][1]
        tokens.append(Token(begins, ends, "option", shown(state.text, begins, ends, said), block=True, words=said))
        following += 1
    state.blank = True
    return tokens, following


def _text_row(state: _State, number: int, indent: int, bare: str) -> tuple[list[Token], int]:
    """A line that is no fence: perhaps indented code, perhaps the beginning of a container."""
    item = re.match(r"(?:[-*+]|\d{1,9}[.)]|:)[ \t]+", bare)
    if state.blank or item:
        _leave(state, indent)
    if state.blank and _is_deep(state, number, indent):
        return [_token(state, number, number + 1, "indented code")], number + 1
    if state.blank and EMPTY_ITEM.fullmatch(bare):
        state.bases.append(indent + len(bare) + 1)
    is_tag = "liquid" in state.families and indent == 0 and LONE_TAG.fullmatch(bare) is not None
    is_tag |= "mdx" in state.families and LONE_EXPRESSION.fullmatch(bare) is not None
    state.blank = is_tag or (state.blank and LONE_COMMENT.fullmatch(bare) is not None)
    state.bases += _contents(indent, bare)
    if "myst" in state.families and FIELD.match(bare):
        state.bases.append(indent + 2)
    return [], number + 1


def _is_deep(state: _State, number: int, indent: int) -> bool:
    """Whether so many columns before the text of a line make it code, below a blank line."""
    _leave(state, indent)
    is_raw = not state.families.isdisjoint(DEEP) or span_at(state.raw, state.rows[number][0]) is not None
    return not is_raw and indent >= _base(state) + 4


def _leave(state: _State, indent: int) -> None:
    """Forget the containers to which a line with so many columns before its text does not belong."""
    while state.bases and indent < _base(state):
        state.bases.pop()


def _base(state: _State) -> int:
    """Columns before the text of the innermost container; to Python-Markdown, each takes four of its lines."""
    if "admonitions" in state.families:
        return 4 * len(state.bases)
    return state.bases[-1] if state.bases else 0


def _contents(indent: int, bare: str) -> Iterator[int]:
    """Columns at which the content of containers begins that a line opens."""
    while item := re.match(r"(?:[-*+]|\d{1,9}[.)]|:)([ \t]+)", bare):
        indent += len(item[0]) if len(item[1]) < 5 else len(item[0]) - len(item[1]) + 1
        yield indent
        bare = bare[item.end() :]
    if bare.startswith("[^") and HEAD.match(bare):
        yield indent - indent % 4 + 4
    elif HEAD.match(bare):
        yield indent + 4
