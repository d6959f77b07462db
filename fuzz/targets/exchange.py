"""A translation memory or glossary of strangers is read, or refused in a sentence, and never becomes far larger.

What was read is written in the same format and read again as it was.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from i18n_pipeline.catalogue import glossary
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.memory.exchange import csv, mo, po, tbx
from i18n_pipeline.memory.exchange.fields import first_of_each, lines
from i18n_pipeline.model import Unit
from i18n_pipeline.project import exchange_files

SAMPLES = Path(__file__).parents[2] / "tests" / "memory" / "exchange" / "samples"
SUFFIXES = ("tmx", "xlf", "xliff", "po", "mo", "csv", "tbx", "table")
"""The kinds of files, by the first letter of an input: A is the first. A `table` is a glossary."""
LONGEST_SENTENCE = 500
"""Characters of an error at most."""
LARGEST = 100
"""Characters of all units at most, for each byte of the file and for a few more."""
UNIT = Unit("Words", "Woorden", "nl", "en", "menu", "a.md", ("A note",), "2026-11-22T05:00:00Z")
UNITS = (UNIT, Unit('=1 "a"\n<b>', "'\tb", "nl"), Unit("c", "d", "nl", context="e", notes=("f", "g")))
TABLES = (
    "source,nl,notes,case,keep\nWords,woorden,A note,yes,\nHugo,,,,x\n",
    'sep=;\nsource;nl\n"a ""b""";c\n',
    "source\tnl\n=a\t'=b\n",
)
TMX = (
    '<tmx version="1.4"><header srclang="en"/><body><tu srclang="*all*"><note>n</note><prop type="x-context">c</prop>'
    '<tuv xml:lang="EN-us"><seg>a <bpt i="1">x</bpt>b</seg></tuv><tuv xml:lang="nl"><seg>c</seg></tuv></tu>'
    "</body></tmx>"
)
XLIFF_1 = (
    '<xliff version="1.2"><file source-language="en" target-language="nl" original="a"><body><group '
    'restype="x-gettext-plurals"><trans-unit id="1[0]" approved="yes"><source>a<g id="1">b</g></source>'
    '<target state="final">c</target><note>n</note><context-group name="po-entry"><context '
    'context-type="x-po-msgctxt">d</context></context-group></trans-unit></group></body></file></xliff>'
)
XLIFF_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="nl"><file id="f"><unit '
    'id="1"><notes><note category="context">c</note></notes><segment state="final"><source>a<ph id="1"/></source>'
    "<target>b</target></segment></unit></file></xliff>"
)


def seeds() -> Iterator[bytes]:
    """Files of other tools, and of each format as we write it."""
    for path in sorted(SAMPLES.iterdir()):
        yield _marked(path.suffix[1:], path.read_bytes())
    for module, suffix in ((po, "po"), (mo, "mo"), (csv, "csv")):
        out = BytesIO()
        module.write(out, UNITS, locale="nl", source_locale="en")
        yield _marked(suffix, out.getvalue())
    for suffix, text in (("tmx", TMX), ("xlf", XLIFF_1), ("xliff", XLIFF_2)):
        yield _marked(suffix, text.encode())
    yield from (_marked("table", text.encode()) for text in TABLES)
    yield from (_marked("csv", text.replace("nl", "target").encode("utf-16")) for text in TABLES)
    header = b"Content-Type: text/plain; charset=latin-1\n"
    head = struct.pack("<11I", 0x950412DE, 0, 2, 28, 44, 0, 60, 0, 60, 1, 60)
    yield _marked("mo", head + struct.pack("<4I", len(header), 64, 1, 62) + b"a\0b\0" + header)


def check(data: bytes) -> None:
    """Fails if the file breaks a law."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else "csv"
    with TemporaryDirectory(dir=_memory()) as folder:
        path = Path(folder, f"a.{suffix}")
        path.write_bytes(data[1:])
        try:
            if suffix in {"tbx", "table"}:
                _read_terms(path, data[1:])
                return
            units = list(exchange_files.read(path, locale="nl", source_locale="en"))
        except PipelineError as error:
            _is_helpful(error, data)
            return
        size = sum(len(unit.source) + len(unit.target) for unit in units)
        assert size <= LARGEST * (len(data) + 50), f"{len(data)} bytes became {size} characters"
        _survive(path, units)


def _is_helpful(error: PipelineError, data: bytes) -> None:
    assert len(str(error)) < LONGEST_SENTENCE, f"a sentence of {len(str(error)):,} characters"
    assert 0 <= error.line <= data.count(b"\n") + data.count(b"\r") + 1, f"a line that is not there: {error}"


def _read_terms(path: Path, data: bytes) -> None:
    if path.suffix == ".tbx":
        tbx.read(path, "a.tbx", ["nl"], "en")
    else:
        glossary.read(data, "a.csv", ["nl"])


def _survive(path: Path, units: list[Unit]) -> None:
    """Fails unless the units that the format can hold are read again as they were."""
    wanted = [unit for unit in units if exchange_files.unholdable(path, unit) is None]
    if path.suffix in {".po", ".mo"}:
        wanted = list(first_of_each(wanted))
    exchange_files.write(path, units, locale="nl", source_locale="en")
    again = list(exchange_files.read(path, locale="nl", source_locale="en"))
    assert sorted(map(_folded, wanted), key=repr) == sorted(map(_folded, again), key=repr), "read otherwise"


def _folded(unit: Unit) -> Unit:
    """A unit with the notes of a person who writes no odd white space, and its origin likewise."""
    notes = dict.fromkeys(line for note in unit.notes for line in lines(note))
    return replace(unit, notes=tuple(notes), origin=" ".join(unit.origin.split()))


def _marked(suffix: str, data: bytes) -> bytes:
    return bytes([ord("@") + SUFFIXES.index(suffix)]) + data


def _memory() -> str | None:
    """A folder in memory, where there is one: a disk takes longer than all else."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - inside a folder of our own there
