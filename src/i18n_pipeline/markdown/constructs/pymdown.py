"""Signs of pymdown-extensions 13 among words: keys, icons, critic marks."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct

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
