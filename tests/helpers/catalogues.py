"""PO files written as tests read best: a few entries, each in one line."""

from __future__ import annotations

from collections.abc import Iterable

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.po.wrap import strings
from i18n_pipeline.model import Message

FIELDS = ("Language: nl", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "X-Segmentation: 1")


def entry(  # noqa: PLR0913 - what entries differ in
    msgid: str,
    msgstr: str = "",
    *,
    was: str = "",
    fuzzy: bool = False,
    obsolete: bool = False,
    notes: Iterable[str] = (),
    context: str | None = None,
    pages: Iterable[str] = ("source/a.md",),
    width: int = 0,
) -> str:
    """One entry; stale with `was` as its previous text."""
    mark = "#~ " if obsolete else ""
    lines = [f"# {note}" for note in notes]
    lines += [] if obsolete else ["#. type: paragraph", *(f"#: {page}" for page in pages)]
    lines += ["#, fuzzy"] if fuzzy or was else []
    lines += strings("msgid", was, width, "#| ") if was else []
    lines += strings("msgctxt", context, width, mark) if context is not None else []
    lines += [*strings("msgid", msgid, width, mark), *strings("msgstr", msgstr, width, mark)]
    return "\n".join(lines)


def catalogue(*entries: str, fields: Iterable[str] = FIELDS) -> bytes:
    """A PO file."""
    header = "\n".join(['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields)])
    return ("\n\n".join([header, *entries]) + "\n").encode()


def messages(data: bytes) -> list[Message]:
    """The messages of a PO file."""
    return list(po.read(data, "x.po").messages)


def told(data: bytes) -> list[tuple[str, str, str]]:
    """State, source text and translation of each message."""
    return [(message.state.value, message.msgid, message.msgstr) for message in messages(data)]
