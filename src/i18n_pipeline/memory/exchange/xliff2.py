"""XLIFF 2.0 (http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html), and later 2.x on reading.

Inline elements (`<pc>`, `<mrk>`, …) are read as their text, empty ones (`<ph/>`) as nothing. The context is a note of
category `context`, since the `name` of a `<unit>` is a key of a program. The `original` of a `<file>` is the origin.
Each segment becomes a unit. Units have no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree
from translate.misc.xml_helpers import setXMLspace
from translate.storage.xliff2 import Xliff2Unit

from i18n_pipeline.language import matches
from i18n_pipeline.memory.exchange import xml
from i18n_pipeline.memory.exchange.fields import NOT_IN_XML, lines
from i18n_pipeline.model import Unit

UNHOLDABLE = NOT_IN_XML
"""Characters that this format cannot hold."""

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_CONTEXT = "context"


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The finished segments of a file in the two languages. Raises FileError and OSError."""
    for element in xml.elements(file, {"xliff": "unit"}):
        root = element.getroottree().getroot()
        tags = root.get("srcLang"), root.get("trgLang")
        if matches(tags[0], source_locale) and matches(tags[1], locale) and element.get("translate") != "no":
            yield from _units(element, locale, source_locale)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write the units as final, with a `<file>` for each run of one origin, and return their number."""
    numbers = count(1)
    root = {"version": "2.0", "srcLang": source_locale, "trgLang": locale}
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_NAMESPACE}}}xliff", root, nsmap={None: _NAMESPACE}):
            for part, (origin, run) in enumerate(groupby(units, attrgetter("origin")), 1):
                file.write("\n")
                with file.element("file", {"id": f"f{part}", "original": origin}):
                    for unit in run:
                        file.write("\n", _element(unit, next(numbers)))
                    file.write("\n")
            file.write("\n")
    return next(numbers) - 1


def _units(element: Any, locale: str, source_locale: str) -> Iterator[Unit]:
    """The segments of a `<unit>` without the state `initial` (xliff-core-v2.0.html#state).

    In the standard, no state means `initial`; but many tools write translations without one, so these are read.
    """
    origin = next(element.iterancestors("{*}file"), element).get("original", "")
    found = list(element.iterfind("{*}notes/{*}note"))
    context = next((note.text for note in found if note.get("category") == _CONTEXT and note.text), None)
    notes = lines("\n".join(note.text or "" for note in found if note.get("category") != _CONTEXT))
    for segment in element.iterchildren("{*}segment"):
        unit = Xliff2Unit.createfromxmlElement(segment)
        unit.namespace = xml.namespace(segment) or ""
        source, target = unit.source, unit.target
        if source and target and segment.get("state") != "initial":
            yield Unit(source, target, locale, source_locale, context, origin, notes)


def _element(unit: Unit, number: int) -> Any:
    """A `<unit>` with its children in the order of the schema, in the namespace of the file."""
    element = etree.Element("unit", id=str(number))
    setXMLspace(element, "preserve")
    notes = [*([(_CONTEXT, unit.context)] if unit.context else []), *(("translator", note) for note in unit.notes)]
    if notes:
        group = etree.SubElement(element, "notes")
        for category, text in notes:
            etree.SubElement(group, "note", category=category).text = text
    segment = etree.SubElement(element, "segment", state="final")
    etree.SubElement(segment, "source").text = unit.source
    etree.SubElement(segment, "target").text = unit.target
    return element
