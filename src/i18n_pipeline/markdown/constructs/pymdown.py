"""Signs of pymdown-extensions 13 among words: keys, icons, critic marks."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.constructs.lines import LINE_END

KEYS = Construct("keys", (b"++",), risk=r"\+\+(?=\S)", inside=rb"\+\+[\w\"' .-]+(?:\+[\w\"' .-]+)*\+\+")
"""`++ctrl+alt+del++`."""

ICON = Construct(
    "icon",
    (b":",),
    risk=r":(?=[a-z0-9_+-]+:)",
    inside=rb":(?<![\w:]:)(?:[a-z0-9_]+(?:-[a-z0-9_]+)*|[+-]1):(?:\{[^{}\r\n]*\})?(?![\w:])",
)
"""`:material-star:{ .heart }` and `:smile:`."""

MARK = Construct("mark", (), marks=r"={2,}|\[?\^+|~+")
"""`==marked==`, `^^inserted^^`, `^above^`, `~~deleted~~` and `~below~`."""

CRITIC = Construct("critic mark", (b"{>>",), inside=rb"\{>>[^<{}\r\n]*<<\}")
"""The comments of critic: `{>>text<<}`."""

GLUED_HEADING = Construct(
    "heading",
    (b"##",),
    opening=rb"##(?=#*[^#\s])",
    alone=rb"#{2,6}(?![#\s])[^\r\n]+",
    title=re.compile(
        rb"#{2,6}(?P<heading>(?:\\[^\r\n]|[^\\\r\n])*?)(?:(?<![ \t#])|(?<=\\#))"
        rb"[ \t]*+(?:\{[^{}\r\n]*\}[ \t]*+)?#*+[ \t]*+" + LINE_END
    ),
)
"""`##Words`, which Python-Markdown 3.11 takes for a heading without a blank too.

A single `#` has no room for the sign and the blank that the parser must see: it stays a line with its sign."""
