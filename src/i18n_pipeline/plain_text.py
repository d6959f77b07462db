"""Texts of strangers (pages, catalogues, file names, answers of servers) made harmless on a terminal and in Markdown.

Control characters move the cursor or change colours, and direction marks show a text in another order than it has.
Everything is harmless that Python calls printable (`str.isprintable`), and the two joiners of letters.
"""

from __future__ import annotations

import re

JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner, which Persian and Indic spelling and emoji need."""
RISKY = re.compile(r"[!-'*+./:-@\[-`{-~]")
"""Characters with a meaning in Markdown or to GitHub (mentions, issues, addresses)."""
LENGTH = 60
"""Longest `beginning` of a text, in characters."""


def escaped(text: str) -> str:
    r"""A text on one line for people: tabs and line feeds as spaces, what is not harmless as `\x1b` or `\u202e`."""
    if text.isprintable():
        return text
    return "".join(" " if sign in "\t\n" else _escape(sign) for sign in text)


def escaped_path(path: str) -> str:
    r"""A path for people: what is not printable as `\x1b`, a line feed as `\n`, bytes that are not UTF-8 as `\xff`."""
    if path.isprintable():
        return path
    escapes = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in path)
    return re.sub(r"\\udc([89a-f][0-9a-f])", r"\\x\1", escapes)


def with_placeholders(text: str) -> str:
    """A text to be kept in a file: what is not harmless as U+FFFD, the replacement character."""
    return text if text.isprintable() else "".join(sign if _is_harmless(sign) else "\ufffd" for sign in text)


def one_line(text: str, most: int | None = None, *, keep_end: bool = False) -> str:
    """A message of another program: runs of white space as one space, and what is not harmless left out.

    Of a text longer than `most` characters only the beginning is kept, or the end, with an ellipsis.
    """
    line = " ".join("".join(sign for sign in text if sign.isspace() or _is_harmless(sign)).split())
    if most is None or len(line) <= most:
        return line
    return "…" + line[-most:] if keep_end else line[:most] + "…"


def _is_harmless(sign: str) -> bool:
    return sign.isprintable() or sign in JOINERS


def _escape(sign: str) -> str:
    return sign if _is_harmless(sign) else ascii(sign)[1:-1]


def beginning(text: str) -> str:
    """The beginning of a text, on one line, with `…` if there is more."""
    text = " ".join(text.split())
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"


def in_markdown(text: str) -> str:
    """A text in a Markdown table: unchanged if it cannot be markup, else as a code span."""
    harmless = text[:1].isalpha() and text.isprintable() and not RISKY.search(text)
    return text if harmless else code_span(text)


def code_span(text: str) -> str:
    """A code span for a cell of a Markdown table, in which nothing acts as markup, link, mention or emoji.

    A pipe needs a backslash there; after another backslash, parsers disagree, so the pipe is written as an escape.
    """
    inside = escaped(text).replace("\\|", "\\u007c").replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", inside)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if inside.startswith(("`", " ")) or inside.endswith(("`", " ")) or not inside else ""
    return f"{fence}{blank}{inside}{blank}{fence}"
