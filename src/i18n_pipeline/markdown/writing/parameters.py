"""Escape translated parameters of template tags, in the way of each template language."""

from __future__ import annotations

import re
from functools import lru_cache

from i18n_pipeline.markdown.constructs.lines import end_of_line, start_of_line
from i18n_pipeline.markdown.dialect import all_risks, code_in_tags
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.signs_to_escape import LINE_ENDS
from i18n_pipeline.markdown.writing import escaping
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.markdown.writing.wrapping import Style, one_line
from i18n_pipeline.model import Segment

SEQUENCE = re.compile(r"\\(?:\\|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^\W_])?")
"""A backslash in a string of JavaScript, with what it may belong to."""
BRACE_IN_STRING = re.compile(r"\\(?:u\{[0-9A-Fa-f]+\}|[\s\S])|[{}]")
"""A backslash with what it belongs to, or a brace."""
BEFORE_QUOTE = re.compile(r"\\(?=[\"`\\]|\Z)")
TAG_SIGN = re.compile(r"\{(?=[{%#])|%(?=\})|\}(?=\})|\\(?=(?P<next>[\s\S])?)")
BRACE = re.compile(r"[{}]")
ENTITY = re.compile(r"&#?\w+;")
OPENING = re.compile(r"\{(?=[{%#])")
INSTEAD = {'"': "'", "'": "\u2019", "]": ")"}
"""What stands in a title of code for the sign that ends it."""
QUOTES = {'"': "&quot;", "'": "&#39;"}


def javascript(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """A string of JavaScript on one line. A backslash is one, but for those before letters that the English has.

    In HTML braces pair up without regard to strings, so there they are numbers. So is a dollar where another stands on
    the page, from which a formula could go on to it.
    """
    source, english = tree.source, segment.msgid
    quote = source[segment.end : segment.end + 1].decode()
    line = one_line(escaping.tags_begun(text, english).translate(dict.fromkeys(map(ord, LINE_ENDS), " ")))
    line = SEQUENCE.sub(
        lambda found: found[0] if len(found[0]) > 1 and found[0] in english else found[0].replace("\\", "\\\\"), line
    )
    line = line.replace(quote, f"\\{quote}")
    if code_in_tags(tree.dialect):
        line = BRACE_IN_STRING.sub(lambda sign: f"\\x{ord(sign[0]):x}" if len(sign[0]) == 1 else sign[0], line)
    if "$" in line and "$" not in english and b"$" in source:
        line = line.replace("$", "\\x24")
    if quote == "`":
        line = line.replace("${", "\\${")
    if "|" not in line or "|" in english:
        return line
    row = start_of_line(source, segment.start)
    has_pipe = _has_pipe(source, row) or _has_pipe(source, start_of_line(source, segment.end))
    return line.replace("|", "\\x7c") if has_pipe else line


@lru_cache(maxsize=4)
def _has_pipe(source: bytes, start: int) -> bool:
    """Whether the line that begins at this byte has a pipe; looked for once for all strings of the line."""
    return source.find(b"|", start, end_of_line(source, start)) >= 0


def shortcode(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """The value of a parameter of a shortcode: Hugo knows one escape, that of the double quote."""
    quote = tree.source[segment.end : segment.end + 1].decode()
    line = BEFORE_QUOTE.sub(reference("\\"), _value(tree, segment, text))
    return line.replace("`", reference("`")) if quote == "`" else line.replace('"', '\\"')


def string(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """The value of a parameter of a template tag in whose strings no sign can be escaped, and no tag may end."""
    quote = tree.source[segment.end : segment.end + 1].decode()

    def instead(sign: re.Match[str]) -> str:
        is_english = sign["next"] not in {None, quote} and f"\\{sign['next']}" in segment.msgid
        return sign[0] if is_english else reference(sign[0])

    line = TAG_SIGN.sub(instead, _value(tree, segment, text))
    if tree.source.rfind(b"{{", 0, segment.start) > tree.source.rfind(b"{%", 0, segment.start):  # a call in `{{ … }}`
        line = BRACE.sub(lambda sign: reference(sign[0]), line)
    return line.replace(quote, QUOTES.get(quote, reference(quote)))


def _value(tree: Outline, segment: Segment, text: str) -> str:
    return escaping.value(one_line(text), segment.msgid, all_risks(tree.dialect))


CRITIC = re.compile(r"\{(?=>>|\+\+|--|==|~~)")
"""The first sign of a mark of critic (pymdown-extensions 13), which is read in titles of code, too."""


def code_title(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """A title after the language of code: no tool knows an escape for its end there, and no backtick may stand."""
    quote = tree.source[segment.end : segment.end + 1].decode()
    form = tree.dialect.code_title
    if text == segment.msgid or form is None:
        return tree.source[segment.start : segment.end].decode()
    if form.decoded:
        text = ENTITY.sub(lambda sign: sign[0] if sign[0] in segment.msgid else f"&amp;{sign[0][1:]}", text)
    elif not OPENING.search(segment.msgid):
        text = OPENING.sub("{ ", text)
    if not CRITIC.search(segment.msgid):
        text = CRITIC.sub("{ ", text)
    if quote == "]":
        text = text.replace("[", "(").replace("<", "&lt;").replace("{", reference("{"))
    tick = INSTEAD["'"] if quote == "'" else "'"
    text = text.translate(dict.fromkeys(map(ord, LINE_ENDS), " "))
    return one_line(text).replace(quote, INSTEAD[quote]).replace("`", tick).replace("\\", "/")
