"""The header of a catalogue: its fields, those that `msgfmt --check` requires, and the mark of this tool."""

from __future__ import annotations

import re
import shlex

from msgspec.structs import replace

from i18n_pipeline.catalogue.po.plurals import plural_forms
from i18n_pipeline.digits import as_number
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.language import gettext
from i18n_pipeline.model import UNWRITABLE, Catalogue, Message
from i18n_pipeline.plain_text import beginning

SEGMENTATION_FIELD = "X-Segmentation"
"""Header field that marks a catalogue as made by this tool."""


SEGMENTATION = "1"
"""Version of the segmentation, written into the header."""

CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
"""The encoding that a header names."""
_READABLE = frozenset({"utf-8", "utf8", "charset", "ascii", "us-ascii"})
"""The names of encodings, in small letters, that stand for UTF-8, for a part of it, or for none yet."""
_PLACEHOLDER = re.compile(r"(charset=)(?:charset|ascii|us-ascii)(?![^\s;])", re.IGNORECASE)
_SEGMENTATION = re.compile(rf"^{SEGMENTATION_FIELD}:[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)


def new_catalogue(locale: str, project: str) -> Catalogue:
    """Make an empty catalogue for a locale in gettext form (`pt_BR`); the same arguments give the same bytes."""
    return _with_header(project, gettext(locale))


def new_template(project: str) -> Catalogue:
    """Make an empty template."""
    return _with_header(project, "")


def require_known(catalogue: Catalogue, path: str) -> None:
    """Raise CatalogueError for a catalogue with a newer segmentation than this version knows."""
    stated = _SEGMENTATION.search(catalogue.header.msgstr)
    if stated and segmentation_version(stated[1]) > as_number(SEGMENTATION):
        problem = f"made by a newer i18n-pipeline (segmentation {beginning(stated[1])})"
        raise CatalogueError(path, catalogue.header.line, problem, "update the tool")


def restamped(catalogue: Catalogue) -> Catalogue:
    """Update the segmentation version in the header, if it has one."""
    stated = _SEGMENTATION.search(catalogue.header.msgstr)
    if not stated or stated[1] == SEGMENTATION:
        return catalogue
    fields = catalogue.header.msgstr
    fields = f"{fields[: stated.start(1)]}{SEGMENTATION}{fields[stated.end(1) :]}"
    return replace(catalogue, header=replace(catalogue.header, msgstr=fields))


def completed(catalogue: Catalogue, locale: str, project: str) -> Catalogue:
    """Add what `msgfmt --check` requires: a header that says UTF-8, and no byte-order mark.

    A missing header gets all fields of a new one, with the locale in gettext form. Plural forms are only added if all
    plural messages have that number of forms. All other fields stay.
    """
    new = new_catalogue(locale, project).header.msgstr
    fields = catalogue.header.msgstr or new
    fields += "" if fields.endswith("\n") else "\n"
    fields = _PLACEHOLDER.sub(r"\1UTF-8", fields)
    fields += "" if CHARSET.search(fields) else "Content-Type: text/plain; charset=UTF-8\n"
    fields += _plural_field(catalogue, new) if "Plural-Forms:" not in fields else ""
    return replace(catalogue, header=replace(catalogue.header, msgstr=fields), bom=False)


def require_filled(catalogue: Catalogue, path: str) -> None:
    """Raise CatalogueError for a file without entries, since writing it would make the loss permanent."""
    if not catalogue.messages and not exists(catalogue.header):
        advice = (
            f"restore it (`git checkout -- {shlex.quote(path)}`), or delete it to start again without its translations"
        )
        raise CatalogueError(path, 0, "the file has no entries, so another program has emptied it", advice)


def is_stamped(catalogue: Catalogue) -> bool:
    """Whether the header says that this tool made the catalogue."""
    return f"{SEGMENTATION_FIELD}:" in catalogue.header.msgstr


def stamped(catalogue: Catalogue) -> Catalogue:
    """Mark the catalogue in its header as made by this tool."""
    if is_stamped(catalogue):
        return catalogue
    fields = catalogue.header.msgstr
    fields += "\n" if fields and not fields.endswith("\n") else ""
    fields += "" if fields else "Content-Type: text/plain; charset=UTF-8\n"
    header = replace(catalogue.header, msgstr=f"{fields}{SEGMENTATION_FIELD}: {SEGMENTATION}\n")
    return replace(catalogue, header=header)


def fields_of(header: Message) -> dict[str, str | None]:
    """The fields of a header, of equal names the first; None as the value of a line without a colon."""
    found: dict[str, str | None] = {}
    for name, colon, value in (line.partition(":") for line in header.msgstr.split("\n") if line):
        found.setdefault(name, value.strip(" \t") if colon else None)
    return found


def exists(message: Message) -> bool:
    """Whether a message is an entry of the file, not the stand-in for a missing header."""
    return bool(message.raw or message.key != (None, "") or message.msgstr)


def foreign_charset(text: str) -> re.Match[str] | None:
    """Where a text first names an encoding, as GNU gettext finds it, if that is another one than UTF-8."""
    found = CHARSET.search(text)
    return found if found and found[1].lower() not in _READABLE else None


def segmentation_version(stated: str) -> int:
    """The version that a header states; 0 if that is no number."""
    return as_number(stated) if stated.isdecimal() else 0


def _plural_field(catalogue: Catalogue, new: str) -> str:
    """The `Plural-Forms` field of `new`, if live messages have plurals and all have its number of forms."""
    numbers = {len(message.plurals) for message in catalogue.messages if message.plurals and not message.obsolete}
    found = re.search(r"^Plural-Forms: nplurals=(\d+).*\n", new, re.MULTILINE)
    return found[0] if found and numbers == {as_number(found[1])} else ""


def _with_header(project: str, language: str) -> Catalogue:
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
        SEGMENTATION_FIELD: SEGMENTATION,
    }
    lines = (
        f"{name}: {UNWRITABLE.sub(' ', ' '.join(value.split()))}\n"
        for name, value in fields.items()
        if name != "Plural-Forms" or value
    )
    return Catalogue(Message("", "".join(lines)))
