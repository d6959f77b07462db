"""What is wrong with the header of a catalogue, in the eyes of programs that read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import c2py

from i18n_pipeline.catalogue.po.header import fields_of
from i18n_pipeline.digits import as_number
from i18n_pipeline.language import gettext, subtags
from i18n_pipeline.model import Catalogue

PLURALS = re.compile(r"nplurals[ \t]*=[ \t]*([0-9]{1,2})[ \t]*;[ \t]*plural[ \t]*=[ \t]*(.+?)[ \t]*;?")
"""The field Plural-Forms (GNU gettext manual, section 11.2.6)."""


def header_faults(catalogue: Catalogue, locale: str) -> Iterator[tuple[str, str]]:
    """What is wrong, and what to do about it, for a catalogue in the folder of a locale. Nothing is evaluated.

    Of several fields with one name the first counts, as for GNU gettext.
    """
    fields = {name.lower(): value or "" for name, value in reversed(fields_of(catalogue.header).items())}
    if not catalogue.header.msgstr:
        yield "it has no header", "run update, which writes one"
        return
    language = fields.get("language", "")
    if not language:
        yield "its header names no language", f"write “Language: {gettext(locale)}\\n” into it"
    elif _is_other(language, locale):
        yield f"its header says the language is {language}, not {gettext(locale)}", "correct the header, or the folder"
    yield from _of_plurals(catalogue, fields.get("plural-forms", ""))


def _is_other(language: str, locale: str) -> bool:
    """Whether a language is another than the locale: it may say less, but nothing else."""
    stated, wanted = ([part.lower() for part in subtags(tag)] for tag in (language, locale))
    return stated[0] != wanted[0] or not {*stated} <= {*wanted}


def _of_plurals(catalogue: Catalogue, stated: str) -> Iterator[tuple[str, str]]:
    numbers = {len(message.plurals) for message in catalogue.messages if message.plurals and not message.obsolete}
    if not stated:
        if numbers:
            yield "its header has no plural forms, and it has plural messages", "write the field Plural-Forms"
        return
    found = PLURALS.fullmatch(stated)
    if not found or not _is_expression(found[2]):
        yield (
            f"its plural forms are not of the grammar of gettext: {stated}",
            "write them as in nplurals=2; plural=(n != 1);",
        )
    elif numbers - {as_number(found[1])}:
        other = min(numbers - {as_number(found[1])})
        yield f"its header has {found[1]} plural forms, a message has {other}", "correct one of the two"


def _is_expression(text: str) -> bool:
    try:
        c2py(text)
    except (ValueError, RecursionError):
        return False
    return True
