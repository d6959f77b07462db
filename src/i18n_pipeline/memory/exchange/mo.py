"""MO files: compiled catalogues of programs. They have texts and contexts, no notes, dates or origins.

Layout: GNU gettext manual, "The Format of GNU MO Files". Charsets other than UTF-8 are read too.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from i18n_pipeline.catalogue import po
from i18n_pipeline.errors import FileError
from i18n_pipeline.language import matches
from i18n_pipeline.memory.exchange.fields import first_of_each, header_field
from i18n_pipeline.model import UNWRITABLE, Unit
from i18n_pipeline.plain_text import beginning

UNHOLDABLE = UNWRITABLE

NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""Encodings of addresses and of program code, two of which take time by the square of a text."""
_MAGIC = 0x950412DE
_HEAD = 28


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The units of a file; none if its header names another language. Raises FileError and OSError."""
    try:
        texts = _texts(file.read_bytes())
        header = texts.get(b"", b"").decode("latin-1")
        charset = _charset(header_field(header, "Content-Type"))
        pairs = [(key.decode(charset), text.decode(charset)) for key, text in texts.items() if key]
    except (ValueError, LookupError, struct.error) as error:
        problem = f"no MO file, or a damaged one ({beginning(str(error))})"
        raise FileError(str(file), 0, problem, "compile it again") from error
    if not matches(header_field(header, "Language"), locale):
        return
    for key, text in pairs:
        context, mark, message = key.rpartition("\4")
        source, target = message.partition("\0")[0], text.partition("\0")[0]
        if source and target:
            yield Unit(source, target, locale, source_locale, context if mark else None)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write the texts of the units, sorted by bytes for readers with binary search, and return their number."""
    del source_locale
    texts = {_key(unit).encode(): unit.target.encode() for unit in first_of_each(units)}
    header = po.new_catalogue(locale, "translation memory").header.msgstr
    table = sorted({**texts, b"": header.encode()}.items())
    strings = [*(key for key, _ in table), *(text for _, text in table)]
    start = _HEAD + 8 * len(strings)
    offsets = accumulate((len(text) + 1 for text in strings), initial=start)
    count = len(table)
    out.write(struct.pack("<7I", _MAGIC, 0, count, _HEAD, _HEAD + 8 * count, 0, start))
    out.writelines(struct.pack("<2I", len(text), offset) for text, offset in zip(strings, offsets, strict=False))
    out.writelines(text + b"\0" for text in strings)
    return len(texts)


def _texts(data: bytes) -> dict[bytes, bytes]:
    """The translations by key, in bytes. Raises ValueError and struct.error."""
    order = next((order for order in "<>" if data[:4] == struct.pack(f"{order}I", _MAGIC)), "")
    if not order:
        raise ValueError("it does not begin as MO files do")
    version, count, keys, values = struct.unpack(f"{order}4I", data[4:20])
    if version >> 16 > 1:
        raise ValueError(f"version {version >> 16} of the format is unknown")
    if max(keys, values) + 8 * count > len(data):
        raise ValueError("its tables end after the file")
    places = [*_places(data, order, count, keys), *_places(data, order, count, values)]
    if sum(length for length, _ in places) > len(data):
        raise ValueError("its texts lie over one another")
    found = [data[offset : offset + length] for length, offset in places]
    return dict(zip(found[:count], found[count:], strict=True))


def _places(data: bytes, order: str, count: int, start: int) -> Iterator[tuple[int, int]]:
    """The lengths and offsets of the texts of one table, in bytes. Raises ValueError."""
    for length, offset in struct.iter_unpack(f"{order}2I", data[start : start + 8 * count]):
        if offset + length > len(data):
            raise ValueError("a text ends after the file")
        yield length, offset


def _charset(content_type: str) -> str:
    """The encoding that a header names. Raises ValueError for one that Python reads and no catalogue is in."""
    stated = content_type.partition("charset=")[2].strip() or "utf-8"
    if codecs.lookup(stated).name in NO_CHARSETS:
        raise ValueError(f"the encoding {stated} is none of texts")
    return stated


def _key(unit: Unit) -> str:
    return unit.source if unit.context is None else f"{unit.context}\4{unit.source}"
