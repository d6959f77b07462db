"""Syntax among words, which may go over lines: tags, shortcodes, template code, links, code spans, roles, icons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from lines.kinds import BRACES, HUMAN, PHRASING
from lines.tokens import Span, Token, shown, span_at

IN = r"(?:[^\n]|\n(?![ \t>]*(?:\n|\Z|\||[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t])))"
"""A character of a paragraph."""
ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:@-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+))"
PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("comment", "", r"<!--[\s\S]*?-->|<\?[\s\S]*?\?>"),
    ("raw element", "", r"<(?P<raw>script|style|pre)\b[^>]*>[\s\S]*?</(?P=raw)[ \t]*>"),
    (
        "raw shortcode",
        "shortcodes",
        (
            r"\{\{[<%]-?[ \t]*(?P<block>highlight|mermaid|math|katex|code|raw|comment|code-toggle|chem)\b"
            r"(?:(?![>%]\}\})[\s\S])*?(?<!/)[>%]\}\}[\s\S]*?\{\{[<%][ \t]*/[ \t]*(?P=block)[ \t]*[>%]\}\}"
        ),
    ),
    (
        "code tabs",
        "shortcodes",
        (
            r"\{\{<[ \t]*tabpane\b(?![^{}]*text=)(?:(?!>\}\})[\s\S])*?>\}\}(?=\s*\{\{<)"
            r"[\s\S]*?\{\{<[ \t]*/[ \t]*tabpane[ \t]*>\}\}"
        ),
    ),
    (
        "shortcode",
        "shortcodes",
        r"\{\{[<%](?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|(?![>%]\}\})[^\"`]|(?![>%]\}\})[\"`])*[>%]\}\}",
    ),
    (
        "raw tag",
        "liquid",
        (
            r"\{%-?[ \t]*(?P<end>highlight|comment|verbatim|js|css|mermaid|codewithprompt)\b(?:[^%]|%(?!\}))*%\}"
            r"[\s\S]*?\{%-?[ \t]*end(?P=end)[ \t]*-?%\}"
        ),
    ),
    ("raw tag", "liquid", r"\{%-?[ \t]*mermaid[ \t]*\([^%{}]*\)[ \t]*-?%\}[\s\S]*?\{%-?[ \t]*end[ \t]*-?%\}"),
    ("raw tag", "liquid", r"\{%-?[ \t]*set[ \t]+\w*[Cc]ode\w*[ \t]*-?%\}[\s\S]*?\{%-?[ \t]*endset[ \t]*-?%\}"),
    ("template tag", "liquid", r"\{%(?:[^%]|%(?!\}))*%\}"),
    ("template comment", "comments", r"\{#(?:[^#]|#(?!\}))*#\}"),
    ("output", "outputs", r"\{\{(?:[^{}]|\{[^{}]*\})*\}\}"),
    ("display math", "math", r"(?m:^)[ \t>]*\$\$[ \t]*\n(?:(?!\$\$)[\s\S])*\$\$(?:[ \t]*\([^()\s]+\))?"),
    ("display math", "myst", rf"\$\$(?:(?!\$\$){IN})*\$\$[ \t]*\([^()\s]+\)"),
    ("display math", "myst", rf"\\begin\{{(?P<latex>[a-z]+\*?)\}}{IN}*?\\end\{{(?P=latex)\}}"),
    ("display math", "passthrough", rf"(?m:^)[ \t]*\$\$(?:(?!\$\$){IN})*\$\$"),
    ("display math", "passthrough", rf"(?m:^)[ \t]*\\\[[ \t]*\n(?:(?!\\\]){IN})*\\\]"),
    (
        "display math",
        "math",
        rf"\$\$(?=(?:(?!\$){IN})*\$\$|(?:(?!\$\$){IN})*\\)(?:(?!\$\$){IN})*\$\$",
    ),
    ("math", "myst", rf"(?<![\\$\w`])\$(?!\$)(?=(?:(?!\$){IN})*\\)(?:(?![$`]){IN})*[^\\$\n]\$(?![\d$])"),
    ("math", "math", r"(?<![\\$\w`])\$(?![\s\d$])(?:[^$\n`]|\n(?![ \t>]*\n))*[^\s\\$]\$(?![\w$])"),
    ("role", "myst", rf"\{{[\w:.+-]+\}}(?P<role>`+)(?!`)(?:(?!(?P=role)){IN})*(?P=role)(?!`)"),
    (
        "table of contents",
        "kramdown",
        r"(?m:^)[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+[^\n]*\n[ \t]*\{:[ \t]*toc\b[^{}\n]*\}",
    ),
    ("code", "", rf"(?<!`)(?P<ticks>`+)(?!`)(?:{IN})*?(?<!`)(?P=ticks)(?!`)"),
    ("escape", "", r"\\[!-/:-@\[-`{-~]"),
    ("address", "", r"<(?:[A-Za-z][A-Za-z\d+.-]+:[^<>\s]*|[\w.+-]+@[\w.-]+)>"),
    ("tag", "", r"<(?=[A-Za-z/>!])"),
    (
        "kramdown extension",
        "kramdown",
        (
            r"\{::comment[^{}]*\}[\s\S]*?\{:/[^{}]*\}|\{::nomarkdown\}[^\n]*?\{:/[^{}]*\}"
            r"|\{::?/[^{}]*\}|\{::[^{}]*\}"
        ),
    ),
    (
        "attribute list",
        "attributes",
        rf"\{{:[^{{}}\n]*(?:\n(?![ \t>]*\n)[^{{}}\n]*)?\}}|\{{[ \t]*{ATTRIBUTE}(?:[ \t]+[^{{}}\s]+)*[ \t]*\}}",
    ),
    ("note of a critic", "critic", r"\{>>[^{}]*<<\}"),
    ("critic mark", "critic", r"\{\+\+|\+\+\}|\{--|--\}|\{==|==\}|\{~~|~>|~~\}"),
    ("expression", "braces", r"\{"),
    (
        "link target",
        "",
        (
            r"\]\([ \t]*\n?[ \t>]*(?:<[^<>\n]*>|"
            r"(?:\\.|\{\{[^\n]*?\}\}|\{%[^\n]*?%\}|[^\s()\\]|\((?:[^\s()]|\([^\s()]*\))*\))*)"
            r"(?:\s+(?:\"(?P<title1>(?:\\.|[^\"\\])*)\"|'(?P<title2>(?:\\.|[^'\\])*)'|\((?P<title3>(?:\\.|[^()\\])*)\)))?\s*\)"
        ),
    ),
    ("link reference", "", r"\](?P<reference>\[(?!\^)(?:[^\]\n]|\n(?!\n)){0,200}\])"),
    ("footnote reference", "", r"\[\^[^\]\s]+\](?!:)"),
    ("url", "", r"(?<!\w)(?:[A-Za-z][A-Za-z\d+.-]*://|www\.)[^\s<>`|]*[\w/#=&-]"),
    ("e-mail address", "", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("keys", "keys", r"\+\+[\w-]+(?:\+[\w\"-]+)*\+\+"),
    ("icon", "emoji", r"(?<![\w:/]):[a-z][a-z0-9_+-]*:(?![\w:/])"),
    ("entity", "", r"&(?:#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);"),
)
"""Name, family (empty: all), and pattern. `tag` and `expression` only begin there."""
ALONE = frozenset(
    {
        "comment",
        "raw element",
        "raw shortcode",
        "code tabs",
        "shortcode",
        "raw tag",
        "template tag",
        "template comment",
        "output",
        "display math",
        "tag",
        "kramdown extension",
        "attribute list",
        "expression",
    }
)
"""Those that stand for themselves if they fill lines."""
UNCOMPARED = frozenset({"escape", "entity", "url", "e-mail address", "address", "link reference"})
"""Those that a translation may have or not; `references` compares the links to labels."""
NAME = re.compile(r"</?(?P<name>[A-Za-z_$][\w.:-]*)?")
PART = re.compile(
    r"(?:\s+|(?<=[\"'}]))(?P<name>[^\s\"'<>/={}]+)"
    r"(?:[ \t]*=\s*(?P<value>(?P<quote>[\"'])(?=\{(?!\{))|\"(?:\{\{[^{}]*\}\}|[^\"])*\"|'[^']*'|(?=\{)"
    r"|[^\s\"'=<>`{}]+))?"
    r"|\s*(?=\{)|\s*(?:(?<=\s)//[^\n]*|/\*[\s\S]*?\*/)"
)
"""An attribute, perhaps with JavaScript in its quotes (Svelte), or a comment."""
CLOSE = re.compile(r"\s*/?>")
INSIDE = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|/\*[\s\S]*?\*/|[{}]")
ITEMS = re.compile(r"\sitems=(?P<brace>\{)(?=\[)")
ITEM = re.compile(r"(?<=[\[,\s])(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\\\n]|\\.)*)(?P=quote)(?=\s*[,\]])")
"""The strings in the items of tabs (Nextra)."""
OBJECT = re.compile(r"=[\"']?(?P<brace>\{)(?=\s*[\[{])")
"""An attribute of JSX or Svelte that is an object or an array."""
VALUE_OF_KEY = re.compile(
    r"(?<=[{,\s])(?P<key>[\"']?)(?P<name>[\w-]+)(?P=key)\s*:\s*(?P<mark>[\"'`])(?P<value>(?:\\.|(?!(?P=mark))[^\\\n])*)(?P=mark)"
    r"(?=\s*[,}])"
)
"""A string in it."""
PARAMETER = re.compile(
    r"(?<![\w:.@-])(?P<name>[A-Za-z][\w-]*)\s*=\s*(?:\{\s*)?(?P<quote>[\"'`])(?P<value>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)"
)
IN_BRACES = re.compile(r"\{[^{}]*\}")
"""A value that is code: `title="{name}"`."""
OF_OUTPUT = re.compile(PARAMETER.pattern.replace(r"\s*=\s*", r"[\"']?\s*[=:]\s*"))
"""`{{ button({text: "Words"}) }}` and `{% image {"alt": "Words"} %}` too."""
PLACED = re.compile(
    r"\{\{[<%]\s*(?:(?:expand|details|tab)\s+|notice\s+\S+\s+|tab\s+name=)(?P<quote>[\"`])(?P<value>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)"
)
"""The parameter of a shortcode that holds words for its place."""
OUTPUT = re.compile(r"\{\{[^{}]*\}\}")
LETTERS = re.compile(r"[A-Za-z\x80-\xff]")
SHORTCODE = re.compile(r"\{\{<[^{}]*\}\}")
TEMPLATED = frozenset({"shortcode", "raw shortcode", "template tag", "output"})


@cache
def master(families: frozenset[str]) -> re.Pattern[str]:
    """One pattern for all that a kind of site has."""
    has = {"", *families, *(["braces"] if families & BRACES else [])}
    chosen = [(number, pattern) for number, (_, family, pattern) in enumerate(PATTERNS) if family in has]
    return re.compile("|".join(f"(?P<p{number}>{pattern})" for number, pattern in chosen), re.ASCII)


SHOWN_ROLE = re.compile(
    r"\{(?:abbr(?:eviation)?|term|guilabel|menuselection|dfn|emphasis|strong|title(?:-reference)?|su[bp](?:script)?"
    r"|superscript|del|u|underline|smallcaps|bdg[a-z-]*)\}`+([^`]+)`+"
)
"""A role of which readers see the text as it is written."""


def inline(text: str, families: frozenset[str]) -> list[Token]:
    """The tokens of a page whose code blocks are blanked, in page order, none inside another."""
    pattern, found, position = master(families), [], 0
    while match := pattern.search(text, position):
        name = PATTERNS[int(str(match.lastgroup)[1:])][0]
        token = _token(text, match, name)
        position = token.end if token else match.start() + 1
        if token:
            found.append(token)
    return list(_alone(text, found, families))


ATTRIBUTION = re.compile(r"\battribution=\"(?P<words>[^\"]+)\"")
"""Who said a quote (MyST)."""


def _token(text: str, match: re.Match[str], name: str) -> Token | None:
    start, end = match.span()
    words: tuple[Span, ...] = ()
    if name == "tag":
        end = tag_end(text, start)
        words = tuple(sorted(_human(text, start, end))) if end > 0 else ()
    elif name == "expression":
        end = braces_end(text, start)
    elif name == "attribute list":
        words = tuple(found.span("words") for found in ATTRIBUTION.finditer(text, start, end))
    elif name == "code tabs":
        words = tuple(span for tag in SHORTCODE.finditer(text, start, end) for span in _human(text, *tag.span()))
    elif name in TEMPLATED:
        words = tuple(_human(text, start, _first_end(text, start, end)))
    elif name == "role":
        named = re.compile(r"`([^`<]*[^`<\s])\s*<[^`]*>`+\Z").search(text, start, end)
        named = named or SHOWN_ROLE.fullmatch(text, start, end)
        words = (named.span(1),) if named else ()
    elif name == "link target":
        spans = (match.span(group) for group in ("title1", "title2", "title3") if match[group])
        words = tuple(span for span in spans if LETTERS.search(text, *span))
    if end <= start:
        return None
    key = shown(text, start, end, words)
    if name == "tag" and not key.startswith(("<>", "</>")):
        key = key.rstrip(" >") + ">"  # a quote mark and the end of a tag look alike at the start of a line
    return Token(start, end, name, key, words=words, compared=name not in UNCOMPARED)


def _first_end(text: str, start: int, end: int) -> int:
    """The end of the first tag of a pair."""
    first = text.find("}}", start, end)
    return first + 2 if first > 0 else end


def tag_end(text: str, start: int) -> int:
    """The offset after a tag, with JavaScript in braces; -1 if none begins there."""
    if declaration := re.compile(r"<![A-Za-z][^>\n]*>").match(text, start):
        return declaration.end()
    name = NAME.match(text, start)
    position = name.end() if name else -1
    while position >= 0:
        if close := CLOSE.match(text, position):
            return close.end()
        part = PART.match(text, position)
        if not part:
            return -1
        position = part.end()
        if part["quote"]:
            position = _quoted_end(text, position, part["quote"])
        elif text[position : position + 1] == "{":
            position = braces_end(text, position)
    return -1


def _quoted_end(text: str, start: int, quote: str) -> int:
    """The offset after a value between quotes that begins with a brace, whether that holds JavaScript or not."""
    end = braces_end(text, start)
    return end + 1 if end > 0 and text[end] == quote else text.find(quote, start) + 1 or -1


def braces_end(text: str, start: int) -> int:
    """The offset after the brace that closes one; -1 if none does."""
    depth = 0
    for found in INSIDE.finditer(text, start):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
            if depth == 0:
                return found.end()
    return -1


def _human(text: str, start: int, end: int) -> Iterator[Span]:
    """Values for readers of the attributes or parameters between two offsets."""
    if text.startswith(("<meta", "<link", "<script"), start):
        return
    form = OF_OUTPUT if text.startswith(("{{", "{%"), start) else PARAMETER
    of_template = form is OF_OUTPUT and not text.startswith(("{{<", "{{%"), start)
    for found in form.finditer(text, start, end):
        is_code = "${" in found["value"] or IN_BRACES.fullmatch(found["value"])
        is_human = HUMAN.fullmatch(found["name"]) or (of_template and found["name"] == "body")
        if is_human and LETTERS.search(OUTPUT.sub("", found["value"])) and not is_code:
            yield found.span("value")
    if placed := PLACED.match(text, start, end):
        yield placed.span("value")
    for opened in ITEMS.finditer(text, start, end) if text.startswith("<Tabs", start) else ():
        for found in ITEM.finditer(text, opened.end(), braces_end(text, opened.start("brace"))):
            yield found.span("value")
    for opened in OBJECT.finditer(text, start, end) if text.startswith("<", start) else ():
        for found in VALUE_OF_KEY.finditer(text, opened.end(), braces_end(text, opened.start("brace"))):
            if HUMAN.fullmatch(found["name"]) and LETTERS.search(found["value"]):
                yield found.span("value")


def _alone(text: str, tokens: list[Token], families: frozenset[str]) -> Iterator[Token]:
    """The tokens, those on lines with nothing else marked."""
    run: list[Token] = []
    for token in tokens:
        if run and (text[run[-1].end : token.start].strip(" \t") or token.kind not in ALONE):
            yield from _marked(text, run, families)
            run = []
        if token.kind in ALONE:
            run.append(token)
        else:
            yield token
    yield from _marked(text, run, families)


MARGIN = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)*")


def _marked(text: str, run: list[Token], families: frozenset[str]) -> Iterator[Token]:
    if not run:
        return
    line = text.rfind("\n", 0, run[0].start) + 1
    ends = text.find("\n", run[-1].end)
    ends = len(text) if ends < 0 else ends
    margin = MARGIN.match(text, line)
    fills = margin is not None and margin.end() >= run[0].start and not text[run[-1].end : ends].strip(" \t")
    if fills and not (families & BRACES) and not _interrupts(run):
        before = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)]
        begins = not before.strip(" \t>\n") or text[line : run[0].start].strip(" \t>") != ""
        fills = begins and "kramdown" not in families  # which takes them for words of a paragraph
    yield from (replace(token, block=fills) for token in run)


def _interrupts(run: list[Token]) -> bool:
    """Whether the first token begins a block within a paragraph too."""
    if run[0].kind == "output":
        return False
    name = NAME.match(run[0].key)
    return run[0].kind != "tag" or name is None or (name["name"] or "").lower() not in PHRASING


LABELLED = re.compile(r"\[(?P<text>(?:\\.|[^\[\]\\])+)\](?:\[(?P<label>(?!\^)(?:\\.|[^\[\]\\])*)\])?(?!\()")


def references(text: str, labels: frozenset[str], code: list[Span]) -> Iterator[Token]:
    """Links by a label that the page defines, whichever way they are written. `labels` are folded."""
    for found in LABELLED.finditer(text):
        label = folded(found["label"] or found["text"])
        if label in labels and span_at(code, found.start()) is None:
            yield Token(
                found.start(), found.start() + 1, "link by label", label, words=((found.start(), found.start() + 1),)
            )


def folded(label: str) -> str:
    """A label as it is compared with others."""
    return " ".join(label.replace(">", " ").split()).casefold()
