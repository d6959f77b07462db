"""TMX 1.4b (https://www.gala-global.org/tmx-14b), streamed, since the toolkit's file in RAM takes 4 kB a unit.

Inline elements (`<bpt>`, `<ph>`, …) are read as their text, the code in the other tool's format. A `<prop>` of type
`x-context` has the context, as in the toolkit, and one of type `x-origin` the origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree
from translate.misc.xml_helpers import getXMLlang
from translate.storage.tmx import tmxunit

from i18n_pipeline.language import best
from i18n_pipeline.memory.exchange import xml
from i18n_pipeline.memory.exchange.fields import NOT_IN_XML, lines, stamp
from i18n_pipeline.model import Unit

UNHOLDABLE = NOT_IN_XML
"""Characters that this format cannot hold."""

_DATES = ("changedate", "creationdate")


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The units in the two languages, whichever is the source in the file. Raises FileError and OSError."""
    for element in xml.elements(file, {"tmx": "tu"}):
        unit = tmxunit.createfromxmlElement(element)
        unit.namespace = xml.namespace(element)
        variants = unit.getlanguageNodes()
        tags = [getXMLlang(variant) or variant.get("lang") or "" for variant in variants]
        source, target = best(tags, source_locale), best(tags, locale)
        if source is None or target is None or source == target:
            continue
        texts = unit.getNodeText(variants[source]), unit.getNodeText(variants[target])
        if all(texts):
            context, notes = unit.getcontext() or None, lines(unit.getnotes())
            changed = _changed(variants[target]) or _changed(element)
            yield Unit(*texts, locale, source_locale, context, _origin(element), notes, changed)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write the units and return their number. Equal units give equal bytes, so the header has no date."""
    del locale
    header = etree.Element(
        "header",
        {
            "creationtool": "i18n-pipeline",
            "creationtoolversion": version("i18n-pipeline"),
            "segtype": "paragraph",
            "o-tmf": "gettext PO",
            "adminlang": "en",
            "srclang": source_locale,
            "datatype": "plaintext",
        },
    )
    count = 0
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        file.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with file.element("tmx", {"version": "1.4"}):
            file.write("\n", header, "\n")
            with file.element("body"):
                for count, unit in enumerate(units, 1):  # noqa: B007 - the last one is the answer
                    file.write("\n", _element(unit))
                file.write("\n")
            file.write("\n")
    return count


def _element(unit: Unit) -> Any:
    """A `<tu>` with its children in the order of the DTD: notes, properties, texts."""
    element = etree.Element("tu")
    spelled = tmxunit.createfromxmlElement(element)
    for note in unit.notes:
        spelled.addnote(note)
    if unit.context:
        spelled.setcontext(unit.context)
    if unit.origin:
        etree.SubElement(element, "prop", type="x-origin").text = unit.origin
    element.append(spelled.createlanguageNode(unit.source_locale, unit.source, "source"))
    target = spelled.createlanguageNode(unit.locale, unit.target, "target")
    if stamp(unit.changed):
        target.set("changedate", stamp(unit.changed).replace("-", "").replace(":", ""))
    element.append(target)
    return element


def _changed(element: Any) -> str:
    return next((date for name in _DATES if (date := stamp(element.get(name)))), "")


def _origin(element: Any) -> str:
    return "".join(prop.text or "" for prop in element.iterchildren("{*}prop") if prop.get("type") == "x-origin")
