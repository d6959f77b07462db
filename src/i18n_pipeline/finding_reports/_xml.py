"""An XML document as text. All texts in it were made harmless before, so that none has a character that XML forbids."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring


def document(top: Element) -> str:
    """The document, indented, in UTF-8 when it is encoded, with a final newline."""
    indent(top)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(top, encoding="unicode")}\n'
