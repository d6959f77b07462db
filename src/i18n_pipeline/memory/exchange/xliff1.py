"""XLIFF 1.2 (http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html), and 1.0 and 1.1 on reading.

Inline elements (`<g>`, `<bpt>`, `<mrk>`, …) are read as their text, empty ones (`<x/>`) as nothing. The context is a
`<context>` of type `x-po-msgctxt`, as in the toolkit, since a `resname` is a key of a program. The `original` of a
`<file>` is the origin. Units have no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree
from translate.misc.xml_helpers import setXMLspace
from translate.storage.xliff import Xliff1Unit

from i18n_pipeline.language import matches
from i18n_pipeline.memory.exchange import xml
from i18n_pipeline.memory.exchange.fields import NOT_IN_XML, lines
from i18n_pipeline.model import Unit

UNHOLDABLE = NOT_IN_XML
"""Characters that this format cannot hold."""

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_FINISHED = frozenset({"final", "signed-off", "translated"})
_OTHER_PLURAL = re.compile(r"\[[1-9]\d*\]$")


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The finished units in the two languages. Raises FileError and OSError."""
    for element in xml.elements(file, {"xliff": "trans-unit"}):
        whole = next(element.iterancestors("{*}file"), element)
        unit = Xliff1Unit.createfromxmlElement(element)
        unit.namespace = xml.namespace(element)
        if not _is_wanted(element, whole, locale, source_locale) or len(unit.getlanguageNodes()) < 2:
            continue
        source, target = unit.source, unit.target
        if source and target and _is_finished(element, unit.target_dom):
            context, notes = _context(unit), lines(unit.getnotes())
            yield Unit(source, target, locale, source_locale, context, whole.get("original", ""), notes)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write the units as approved, with a `<file>` for each run of one origin, and return their number."""
    numbers = count(1)
    languages = {"source-language": source_locale, "target-language": locale, "datatype": "plaintext"}
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_NAMESPACE}}}xliff", {"version": "1.2"}, nsmap={None: _NAMESPACE}):
            for origin, run in groupby(units, attrgetter("origin")):
                file.write("\n")
                with file.element("file", {"original": origin, **languages}), file.element("body"):
                    for unit in run:
                        file.write("\n", _element(unit, next(numbers)))
                    file.write("\n")
            file.write("\n")
    return next(numbers) - 1


def _is_wanted(element: Any, whole: Any, locale: str, source_locale: str) -> bool:
    """Whether a unit is translatable and in the two languages; of gettext's plurals only the first counts."""
    tags = whole.get("source-language"), whole.get("target-language")
    if not (matches(tags[0], source_locale) and matches(tags[1], locale)) or element.get("translate") == "no":
        return False
    plural = element.getparent().get("restype") == "x-gettext-plurals" and _OTHER_PLURAL.search(element.get("id", ""))
    return not plural and element.get("restype") != "x-gettext-domain-header"


def _is_finished(element: Any, target: Any) -> bool:
    """Whether the `state` of the target, or else `approved`, says so (xliff-core.html#state and #approved)."""
    state = target.get("state")
    return state in _FINISHED if state else element.get("approved") != "no"


def _context(unit: Xliff1Unit) -> str | None:
    pairs = [pair for group in unit.getcontextgroups("po-entry") for pair in group]
    return next((str(text) for kind, text in pairs if kind == "x-po-msgctxt" and text), None)


def _element(unit: Unit, number: int) -> Any:
    """A `<trans-unit>` with its children in the order of the schema, in the namespace of the file."""
    element = etree.Element("trans-unit", id=str(number), approved="yes")
    setXMLspace(element, "preserve")
    spelled = Xliff1Unit.createfromxmlElement(element)
    spelled.namespace = None
    element.append(spelled.createlanguageNode(unit.source_locale, unit.source, "source"))
    target = spelled.createlanguageNode(unit.locale, unit.target, "target")
    target.set("state", "final")
    element.append(target)
    if unit.context:
        spelled.createcontextgroup("po-entry", [("x-po-msgctxt", unit.context)], purpose="information")
    for note in unit.notes:
        spelled.addnote(note, origin="translator")
    return element
