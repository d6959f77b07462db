"""Escape translated titles and options of directives, terms of glossaries, and names of fields (MyST)."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import lines, option_values
from i18n_pipeline.markdown.dialect import all_risks
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing import escaping, first_signs
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.markdown.writing.wrapping import Style, one_line
from i18n_pipeline.model import Segment

NO_TERM = re.compile(r"\A(?:\s|\.(?=\. ))|(?<= ):(?= )")
IN_QUOTES = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|[\"'\\]")
IN_LIST = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|[\"\\{}]")
"""Signs that end a value in a list of attributes, or with which there is no list (mdit-py-plugins 0.7)."""
PLAIN_VALUE = re.compile(r"\A[#\"'|>]|(?<=\s)#")
"""Signs that begin no plain value in YAML, or begin a comment."""
PLAIN_IN_YAML = re.compile(r"(?![\[\]{}&*!%@`,]|[-?:](?:\s|\Z))(?:[^:]|:(?!\s|\Z))*\Z")
"""A plain value in a block of YAML, which other tools than MyST-Parser read by all of its rules."""
QUOTE = re.compile('"')
PARTING = re.compile(r"[\",]|\A['|>%@`&*!?{}\[\]#-]|(?<=\s)#|:(?=\s|\Z)")
"""What parts values without quotes, or is no part of a plain value in YAML, where heads may stand."""


def opening(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """Words on one line that may be the first line of a block, or of an item."""
    return first_signs.of_item(escaping.line(one_line(text), [segment.msgid], all_risks(tree.dialect)))


def term(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    """A term of a glossary: the line is no comment, has no classifier, and is not indented, by whatever blank."""
    return NO_TERM.sub(lambda found: reference(found[0]), opening(tree, segment, text, style))


def name(_tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """The name of a field, which a colon ends."""
    return escaping.quoted(one_line(text), segment.msgid, "[]<>{}`|*_$~:@./\\")


def option(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """The value of an option, in YAML."""
    quote = lines.quote(tree.source, segment.start, segment.end)
    text = escaping.quoted(one_line(text).replace("\t", " "), segment.msgid, "")
    if not quote and text != segment.msgid and not PLAIN_IN_YAML.match(text) and _is_yaml(tree.source, segment.start):
        return '"{}"'.format(option_values.encoded(text, '"'))
    return option_values.encoded(text, quote)


def _is_yaml(source: bytes, value: int) -> bool:
    """Whether a value stands in a block of YAML: such a line does not begin with a colon."""
    return not source[lines.start_of_line(source, value) : value].lstrip(b" \t>").startswith(b":")


def caption(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    """The same where the value is inline Markdown: there a character reference does what a quote would do."""
    text = opening(tree, segment, text, style).replace("\t", " ")
    if lines.quote(tree.source, segment.start, segment.end):
        return IN_QUOTES.sub(lambda found: reference(found["escaped"] or found[0]), text)
    plain = PLAIN_VALUE.sub(lambda found: reference(found[0]), text)
    if plain == segment.msgid or PLAIN_IN_YAML.match(plain) or not _is_yaml(tree.source, segment.start):
        return plain
    return '"{}"'.format(IN_QUOTES.sub(lambda found: reference(found["escaped"] or found[0]), text))


def listed(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    """A value in a list of attributes which is inline Markdown."""
    text = opening(tree, segment, text, style).replace("\t", " ")
    return IN_LIST.sub(lambda found: reference(found["escaped"] or found[0]), text)


def cell(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    """A value of a `{csv-table}`, which is Markdown: quotes, commas and what YAML reads become references."""
    text = opening(tree, segment, text, style).replace("\t", " ")
    quoted = tree.source[segment.end : segment.end + 1] == b'"'
    return (QUOTE if quoted else PARTING).sub(lambda found: reference(found[0]), text)
