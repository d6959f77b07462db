"""Signs among words: keys, icons, marks, critic marks of pymdown-extensions 13; what Python-Markdown misreads."""

from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Construct

KEY = rb"(?:[\w-]++|\"(?:\\[^\r\n]|[^\\\"\r\n])++\"|'(?:\\[^\r\n]|[^\\'\r\n])++')"
KEYS = Construct("keys", (b"++",), risk=r"\+\+(?=\S)", inside=rb"\+\+" + KEY + rb"(?:\+(?!\+)" + KEY + rb")*+\+\+")
"""`++ctrl+alt+del++` and `++"&Uuml;"+'Any text'++`."""

ICON = Construct(
    "icon",
    (b":",),
    risk=r":(?=[a-z0-9_+-]+:)",
    inside=rb":(?<![\w:]:)(?:[a-z0-9_]+(?:-[a-z0-9_]+)*|[+-]1):(?:\{[^{}\r\n]*\})?(?![\w:]|//|\+\d)",
)
"""`:material-star:{ .heart }` and `:smile:`; not the colon of `[label]:https://…` with the scheme of the address."""

PICTURE = replace(ICON, wordless=ICON.inside)
"""The same as pymdown-extensions 13 shows it: a picture, of which nothing is in the id of a heading."""

MARK = Construct("mark", (), marks=r"={2,}|\[?\^+|~+")
"""`==marked==`, `^^inserted^^`, `^above^`, `~~deleted~~` and `~below~`."""

CRITIC = Construct("critic mark", (b"{>>",), inside=rb"\{>>[^<{}\r\n]*<<\}")
"""The comments of critic: `{>>text<<}`."""

NO_REFERENCE = Construct("reference", (b"&#",), risk=r"&(?=#(?!(?:\d+|[xX][0-9A-Fa-f]+);))")
"""`&#` that begins no character reference: Python-Markdown 3.11 loses its place in the HTML below it, and takes other
words for that (the parser of HTML in Python up to 3.12 stops there, and goes on with a shorter text)."""
