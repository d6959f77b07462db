"""What Python-Markdown 3.11 alone takes for markup in a text, or loses of it."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.markdown.writing.literal import labels, literal
from i18n_pipeline.model import Segment

REFERENCE = re.compile(r"&(?:#(?:\d+|x[\da-f]+)|\w+);", re.IGNORECASE)
BEHIND = re.compile(rb" {0,3}(?:<!--[^\r\n]*-->|<hr[^<>\r\n]*>)[ \t]*")
"""What stands before words on a line that begins with a comment or a rule."""
LAST_LIST = re.compile(r"(?<=\s)\{(?=(?P<list>[^{}\r\n]*\})[ \t]*\Z)")
"""The brace of what is a list of attributes at the end of a heading, a cell or a term."""
CRITIC = ("++", "--", "==", "~~", ">>")
"""What follows the brace of a critic mark (pymdown-extensions 13)."""
CRITIC_MARKS = re.compile(r"\{(?P<opened>\+\+|--|==|~~|>>)|(?P<closed>\+\+|--|==|~~|<<)\}")
"""What opens a critic mark, and what closes it, in any words behind."""
QUOTED_BRACKET = re.compile(r"(?<=[\"'])( *)\)")
"""A bracket behind a quote: in a title it would end the link there."""
UNDERSCORE_IN_LIST = re.compile(rb"\{[^{}\r\n]*_[^{}\r\n]*\}")
CLOSING = re.compile(r"(?<=[^\s_])_+(?![\w_])")
"""Underscores that may end emphasis."""
LABEL = re.compile(r"\[[^\[\]\s][^\[\]]*\](?![\[(])|\[[^\[\]\s][^\[\]]*\](?=\[\])|(?<=\])\[[^\[\]]*\]")
"""The label of a link that is defined elsewhere: a line break in it counts as all the blanks around it."""


BEFORE_LINK = re.compile(r"\](?=[ \n]?\[)")
"""A bracket that closes before one that opens; a blank may stand between."""
STRAY_NUMBER = re.compile(r"(?<!\])\[(\d{1,9})" + BEFORE_LINK.pattern)
"""The same of a number in brackets that stands behind no text of a link."""


def plain(tree: Outline, segment: Segment, text: str) -> str:
    """A text without signs that would be the label of a link, or end emphasis, to Python-Markdown alone."""
    text = without_label(tree, segment, text) if segment.links else text
    return without_closing(tree, segment, text) if "_" in text else text


def escaped(tree: Outline, segment: Segment, text: str) -> str:
    """A text that is escaped for other parsers, without what only Python-Markdown takes for markup.

    Of formulas that are words now, too, no underscore ends emphasis.
    """
    text = without_list(without_open_critic(text, segment.msgid), segment.msgid)
    return without_closing(tree, segment, text) if "_" in text else text


def without_list(text: str, english: str) -> str:
    """The words of a text of which the braces at the end make no list of attributes, unless the English has one."""
    return text if LAST_LIST.search(english) else LAST_LIST.sub(reference("{"), text)


def lost_list(segment: Segment, text: str) -> str:
    """The list of attributes at the end of a cell or a term, which a text lacks there; empty if there is none."""
    if segment.place != "cell" and segment.type != "definition term":
        return ""
    found, said = LAST_LIST.search(segment.msgid), LAST_LIST.search(text)
    if found is None or found["list"].startswith(CRITIC) or (said and said["list"] == found["list"]):
        return ""
    return f"{{{found['list']}"


def without_open_critic(text: str, english: str) -> str:
    """A text that opens no critic marks which it does not close, but for as many as the English text.

    What would close one may stand in any words of the page behind it.
    """
    opened = _open_critic(text) if "{" in text else []
    opened = opened[len(_open_critic(english)) :] if opened else opened
    return "".join(reference(sign) if at in opened else sign for at, sign in enumerate(text)) if opened else text


def _open_critic(text: str) -> list[int]:
    """Where a text opens critic marks that it does not close, in characters."""
    opened: list[tuple[str, int]] = []
    for found in CRITIC_MARKS.finditer(text):
        if found["opened"]:
            opened.append((found["opened"].replace(">", "<"), found.start()))
        else:
            opened = [one for one in opened if one[0] != found["closed"]]
    return [at for _, at in opened]


def title(text: str) -> str:
    """A title of a link in which no bracket stands behind a quote."""
    return QUOTED_BRACKET.sub(rf"\1{reference(')')}", text) if ")" in text else text


def heading(text: str) -> str:
    """The words of a heading that names no object to mkdocstrings 1, which reads three colons behind its marks."""
    return reference(":") + text[1:] if text.startswith(":::") else text


def without_closing(tree: Outline, segment: Segment, text: str) -> str:
    """A text without underscores that would end emphasis which one in a list of attributes begins."""
    if not CLOSING.search(text) or not UNDERSCORE_IN_LIST.search(tree.source, segment.start, segment.end):
        return text
    plain = literal(text, tree.dialect, labels(tree, segment, text)).plain
    return CLOSING.sub(lambda here: here[0] if plain[here.start()] != "_" else reference("_") * len(here[0]), text)


def without_label(tree: Outline, segment: Segment, text: str) -> str:
    """A text without brackets among words that change what a link to a definition is, unless the English text has such.

    To Python-Markdown the words of a link would be the label of brackets that close right before it, and where nothing
    has the label, what follows is no link either. Nor is a link that is no more than its label between such brackets.
    """
    tails = [tree.source[link.start : link.end] for link in segment.links]
    if text.count("[") == len(tails) == text.count("][") or all(tail.startswith(b"](") for tail in tails):
        return text
    names, is_label = labels(tree, segment, text), b"]" in tails
    if _is_label_or_around(segment.msgid, literal(segment.msgid, tree.dialect, names).plain, is_label=is_label):
        return text
    text = STRAY_NUMBER.sub(rf"{reference('[')}\1{reference(']')}", text)
    plain = literal(text, tree.dialect, names).plain
    if not _is_label_or_around(text, plain, is_label=is_label):
        return text
    return "".join(reference(sign) if plain[at] in "[]" else sign for at, sign in enumerate(text))


def _is_label_or_around(text: str, plain: str, *, is_label: bool) -> bool:
    """Whether a bracket among words closes before one that opens, or closes one behind a link that `is_label`.

    Or the number of a link that is none stands before one that opens.
    """
    if STRAY_NUMBER.search(text) or (is_label and 0 <= plain.find("[") < plain.rfind("]")):
        return True
    return any(plain[here.start()] == "]" for here in BEFORE_LINK.finditer(text))


def unbroken(text: str, blank: str) -> str:
    """A text with another sign for the blanks in labels of links, where no line may end."""
    return LABEL.sub(lambda label: label[0].replace(" ", blank), text) if "[" in text else text


def below_comment(tree: Outline, segment: Segment, text: str) -> str:
    """A text that is written on the line below a comment if its first line has a reference, which is moved away.

    Whether that changes the page is compared later.
    """
    if "&" not in text or not REFERENCE.search(text.partition("\n")[0]):
        return text
    before = tree.source[start_of_line(tree.source, segment.start) : segment.start]
    return tree.newline + text if BEHIND.fullmatch(before) else text
