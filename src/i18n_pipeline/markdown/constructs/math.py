"""Formulas between dollars or escaped brackets, on lines of their own or among words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from i18n_pipeline.markdown.constructs import ABOVE_CODE, BREAK, Construct, Shown, lines

TWO = rb"\$(?=\$)"
"""Two dollars. Python finds one sign faster than two."""
DOLLARS = rb"\$\$(?:[^$\r\n]++|\$(?!\$)|" + BREAK + rb")*+\$\$"
FENCED = DOLLARS + rb"|\$\$[ \t]*+(?:\r\n|\n|\r)(?:[^$]++|\$(?!\$))*+\$\$"
"""One on lines of its own: if nothing stands behind the dollars that open it, it may have blank lines, as a fence."""
TICKS = rb"`[^`$\r\n]*+`"
"""Two backticks: before one that has no other, a dollar is none of a formula, but the code behind it is code."""
BEGUN = rb"\$(?<![\\$\w]\$)"
"""Its first dollar. Each form begins with the sign itself: Python finds that faster than what a form begins with."""
UP_TO_LAST = rb"(?![\s$])(?:[^$\r\n\\`]++|\\[^\r\n]|" + TICKS + rb")*+(?<![\s\\])\$"
"""What follows it, up to the last dollar."""
WIDE_MARKS = (rb"\xe2\x80[\x80-\xbf]", rb"\xe3\x80[\x80-\xbf]", rb"\xef\xbc[\x80-\x8f\x9a-\xa0]")
"""Punctuation outside ASCII: of U+2000 to U+203F, of U+3000 to U+303F, and of full width."""
BEHIND_MARKS = rb"(?:(?<![\x80-\xff]\$)|" + rb"|".join(rb"(?<=%b\$)" % marks for marks in WIDE_MARKS) + rb")"
BEFORE_MARKS = rb"(?:(?![\x80-\xff])|(?=" + rb"|".join(WIDE_MARKS) + rb"))"
BEGUN_APART = BEGUN + BEHIND_MARKS
"""The first dollar, behind no letter or digit of any script."""
ENDED_APART = rb"(?![\w$])" + BEFORE_MARKS
"""What follows the last dollar: no letter or digit of any script."""
REST = UP_TO_LAST + rb"(?![\d$])"
COMMAND = rb"(?!\$)(?=[^$\r\n]*\\[A-Za-z{}])(?:[^$\r\n\\`]++|\\[^\r\n])*+\$(?![\d$])"
"""What follows it where blanks may stand inside the dollars, too: `$ \\pi $` (micromark-extension-math 3,
mdit-py-plugins 0.5)."""
LONE = rb"\$(?!\$)"
"""A dollar without another."""
DOUBLE = rb"\$(?:[^$\r\n]++|" + LONE + rb")*+\$\$"
"""What follows the first dollar of a formula between two of them, on one line."""
STRONG_MARKS = rb"[ \t](?:\*\*|__)|(?:\*\*|__)[ \t]"
"""Strong marks beside a blank."""
NO_STRONG_MARKS = rb"(?![^$\r\n]*(?:" + STRONG_MARKS + rb"))"
OFFERED = (
    rb"\$\$(?:(?:[^$\r\n]++|" + BREAK + rb")*+\$\$"
    rb"|(?=(?:[^$\r\n\\]++|" + LONE + rb"|" + BREAK + rb")*+\\)(?:[^$\r\n]++|" + LONE + rb"|" + BREAK + rb")*+\$\$)"
    rb"|" + BEGUN + NO_STRONG_MARKS + REST + rb"|" + BEGUN + rb"(?=[ \t][^$\r\n]*[ \t]\$)" + COMMAND
)
"""Formulas among words where math must be switched on: it may not be, and then dollars are words.

In no formula do strong marks stand beside a blank, as in `**$HOME** or **$PWD**`; in one with a single dollar there is
a command, as in `$$\\text{if $x$}$$`; and one has blanks at both ends or none."""
HAS_STRONG_MARKS = re.compile(STRONG_MARKS)
IN_FORMULA = rb"(?:[^$\r\n\\|`]++|\\[^\r\n]|" + TICKS + rb")*+"
NEXT_LINE = (
    rb"(?:\r\n|\n|\r)[ \t]*+(?![\r\n]|\Z|[*>|#:<!?/~`_]|[-+](?:[-+ \t\r\n]|\Z)|=+[ \t]*(?:[\r\n]|\Z)"
    rb"|\d{1,9}[.)][ \t]|\[\^)"
)
"""A line end before a line that begins no block."""
SPREAD = re.compile(
    BEGUN + rb"(?![\s$])" + IN_FORMULA + rb"(?:" + NEXT_LINE + IN_FORMULA + rb")++(?<![\s\\])\$(?![\d$])"
)
"""The same over some lines of a paragraph."""
FURTHER = rb"(?:" + NEXT_LINE + IN_FORMULA + rb")*+"
WITH_ENVIRONMENT = (
    rb"\$(?![\s$])"
    + IN_FORMULA
    + FURTHER.replace(NEXT_LINE, NEXT_LINE + rb"(?!\\begin\{)")
    + NEXT_LINE
    + rb"(?=\\begin\{)"
    + IN_FORMULA
    + FURTHER
    + rb"(?<![\s\\])\$[.,;:]?"
)
"""Such a formula on lines of its own, one of which begins an environment of LaTeX: where MyST has its extension
amsmath, that would be one by itself."""
OTHER_THAN_WORDS = re.compile(rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?:#{1,6}[ \t]|\||>)")
"""The beginning of a heading, of a row of a table, or of a quote, which are not looked at."""


def _spread(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """Formulas that go over the lines of a paragraph."""
    for found in SPREAD.finditer(page):
        if not OTHER_THAN_WORDS.match(page, lines.start_of_line(page, found.start())):
            yield found.span()


def _spread_offered(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The same where math must be switched on."""
    return (span for span in _spread(construct, page) if not HAS_STRONG_MARKS.search(page, *span))


DISPLAY_MATH = Construct("formula", (b"$$",), ends_lists=True, alone=FENCED)
MATH = Construct("formula", (b"$",), opening=TWO, alone=FENCED, inside=OFFERED, risk=r"\$+", among=_spread_offered)
"""`$…$` by the rule of Pandoc: no blank inside the dollars, no digit after the last."""
MATH_OF_MARKDIG = Construct(
    "formula",
    (b"$",),
    ends_lists=True,
    opening=TWO,
    alone=FENCED,
    inside=rb"\$(?<![\\$A-Za-z\d]\$)"
    + BEHIND_MARKS
    + rb"(?:"
    + DOUBLE
    + rb"|"
    + UP_TO_LAST
    + rb")(?![A-Za-z\d$])"
    + BEFORE_MARKS,
    risk=r"\$+",
)
"""The same on one line, without a letter or digit, as `_` is none, before the first and behind the last dollar
(Markdig)."""
ANYWHERE = rb"\$(?:(?<![\\$]\$)|(?<=(?<!\\)\\\\\$))"
"""The first dollar where it may stand behind a letter or digit, as in `log$(x)$`, or behind two backslashes, the first
of which escapes the second (mdit-py-plugins 0.5)."""
SPACED = (
    rb"(?!\$)(?=[^$\r\n]*[A-Za-z])"
    rb"(?:[^$\r\n\\`A-Za-z\x80-\xff]++|[A-Za-z](?![A-Za-z\x80-\xff])|(?<![ \t$\x80-\xff])[A-Za-z])*+\$(?![\d$])"
)
"""What follows it where there is no command, but letters of which no two begin a word: other dollars may stand before
amounts."""
AMONG_WORDS = rb"|".join((DOLLARS, ANYWHERE + REST, ANYWHERE + COMMAND, ANYWHERE + SPACED))
FORMULAS = re.compile(AMONG_WORDS)


def _in_order(text: bytes, start: int, end: int) -> Iterator[str]:
    """Formulas stay in their order if one is between two dollars.

    MyST-Parser 5.2 takes the outer ones of these for words, which may begin a formula up to the next dollar.
    """
    found = [one.decode() for one in FORMULAS.findall(text, start, end)] if text.find(b"$$", start, end) >= 0 else []
    yield from (f"{first} stands before {second}" for first, second in pairwise(found))


LABELLED_MATH = Construct(
    "formula",
    (b"$",),
    opening=rb"\$(?<![^ \t>\r\n]\$)(?:(?=\$)|(?=(?:[^$\r\n\\]++|\\[^\r\n])*+[\r\n]))",  # two, or one that no other ends
    alone=rb"(?:(?:" + FENCED + rb")(?:[ \t]*\([^()\r\n]*\))?|" + WITH_ENVIRONMENT + rb")" + ABOVE_CODE,
    inside=AMONG_WORDS,
    risk=MATH.risk,
    among=_spread,
    rules_of_words=_in_order,
)
"""The same, with a label after a formula that stands alone: `$$ x $$ (label)` (MyST-Parser 5.2)."""
ENVIRONMENTS = (
    *("equation", "multline", "gather", "align", "alignat", "flalign", "eqnarray"),
    *("matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix"),
)
"""The names of the environments of amsmath (mdit-py-plugins 0.5), each of which may have a star."""


def _environment(name: str) -> bytes:
    """Regular expression of what follows the begin of such an environment, up to its own end; others may be in it."""
    own = name.encode().replace(b"*", rb"\*") + rb"\}"
    return own + rb"(?:[^\\\r\n]++|\\(?!(?:begin|end)\{" + own + rb")|" + BREAK + rb")*+\\end\{" + own


LATEX = Construct(
    "formula",
    (b"\\begin{",),
    alone=rb"\\begin\{(?:"
    + b"|".join(_environment(name + star) for name in ENVIRONMENTS for star in ("", "*"))
    + rb")"
    + ABOVE_CODE,
    risk_of_line=r"\\(?=begin\{)",
)
"""An environment of LaTeX on lines of its own (MyST-Parser 5.2)."""
KRAMDOWN_MATH = Construct("formula", (b"$$",), alone=FENCED, inside=DOLLARS, risk=r"\$\$")
"""kramdown 2.4: two dollars on lines of their own and among words."""
ONE_BACKSLASH = rb"\\(?<!\\\\)\((?:[^\\\r\n]++|\\\\|\\(?![()\\]))*+\\\)"
TWO_BACKSLASHES = rb"\\\\\((?:[^\\\r\n]++|\\(?!\\[()]))*+\\\\\)"
"""Round brackets on one line, each behind so many backslashes, which do not open again inside."""
BRACKETED_MATH = Construct(
    "formula",
    (b"\\(", b"\\["),
    alone=rb"\\\\?\[(?:[^\\\r\n]++|\\(?!\\?\])|" + BREAK + rb")*+\\\\?\]",
    inside=TWO_BACKSLASHES + rb"|" + ONE_BACKSLASH,
    risk=r"\\+(?=\()",
    risk_of_line=r"\\\[",
)
"""Round brackets among words and square ones on lines of their own, after one backslash or two (MathJax)."""


def _bracketed(escape: bytes, brackets: bytes) -> bytes:
    """Regular expression of two brackets, each behind the same backslashes, and of what is between them."""
    first, last = (re.escape(brackets[at : at + 1]) for at in (0, 1))
    inside = rb"(?:\\{4}|[^\\\r\n]++|\\(?!" + escape[2:] + rb"[" + first + last + rb"])|" + BREAK + rb")*+"
    return escape + first + inside + escape + last


IN_WORDS = rb"|".join((_bracketed(rb"\\\\", b"()"), _bracketed(rb"\\\\", b"[]"), DOLLARS))
IN_HTML = rb"|".join((_bracketed(rb"\\", b"()"), _bracketed(rb"\\", b"[]"), DOLLARS))
"""The same where a backslash escapes nothing."""
COMMANDS = r"|\$(?=\$)|\\(?:begin|(?:eq)?ref)(?=\{)"
"""Two dollars, an environment, and what refers to a formula with a number, up to the last sign."""
MATHJAX = Construct(
    "formula",
    (b"\\\\(", b"\\\\[", b"$$"),
    ends_lists=True,
    alone=_bracketed(rb"\\\\", b"[]") + rb"|" + FENCED,
    inside=IN_WORDS + rb"|\\\\[(\[]|\$\$",  # opened and not closed: a formula behind it would close it
    shown=(
        Shown(re.compile(r"(?<!\\)(?:\\\\)+(?=\\?[(\[])" + COMMANDS), re.compile(IN_WORDS.decode())),
        Shown(re.compile(r"\\(?=[(\[])" + COMMANDS), re.compile(IN_HTML.decode())),
    ),
)
"""The same after two backslashes only, since one escapes the bracket (mdBook 0.5), and two dollars: what MathJax 2
looks for in the words of a page, by the settings that mdBook gives it."""

TIGHT = rb"(?![\s$])(?:[^$\r\n\\]++|\\[^\r\n])*+(?<![\s\\])\$"
"""What follows the first dollar of a formula on one line, up to the last, without blanks beside either."""
WITH_COMMAND = rb"(?=[^$\r\n]*\\[A-Za-z])" + TIGHT
"""The same with a command of LaTeX."""

FORMULA = Construct(
    "formula",
    (b"$",),
    ends_lists=True,
    opening=TWO,
    alone=FENCED,
    inside=BEGUN + WITH_COMMAND + rb"(?![\d$])",
    risk=r"\$+(?=\S)",
)
"""Two dollars on lines of their own, and a command of LaTeX between dollars: where math must be switched on, words
between dollars may be amounts (VitePress 1.6)."""

OF_GITHUB = Construct(
    "formula",
    (b"$",),
    inside=BEGUN_APART
    + rb"(?:(?=[^$\r\n]*(?:\\[A-Za-z]|[_^]))"
    + TIGHT
    + rb"|"
    + DOUBLE
    + rb"|`[^`\r\n]++`\$)"
    + ENDED_APART,
    risk=r"(?<!\$)\$(?:\$*+(?=\0|[^\s$](?:[^$]*[^\s\\$])?\$|[^\s$\0](?:[^$\0]*[^\s\\$\0])?\0)"
    r"|(?=\$(?:[^$\0]|\$(?!\$))+(?:\$\$|\0)|\${3}))",
)
"""`$…$` with a command, an index or a power of LaTeX, `$$…$$` and `` $`…`$ `` among words, where readers may see a page
on GitHub. Any other `$…$` is words to us, which no translation may have of its own; none is opened before what may be
code or another formula, which is hidden here."""
