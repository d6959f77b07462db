"""XML of strangers, read and written one element at a time, so that memory does not grow with the file.

Nothing outside a file is read, and a file that declares entities is refused: lxml puts them into an element's text even
when it is told not to resolve them, so a few lines could stand for gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from i18n_pipeline.errors import FileError

_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


def xliff_format(file: Path) -> str:
    """Which of our formats an XLIFF file has, by the version it says it is. Raises FileError and OSError."""
    root = _root(file, "xliff")
    namespace = etree.QName(root).namespace or ""
    version = root.get("version") or namespace.rpartition(":")[2]
    if version[:2] not in {"1.", "2."}:
        raise FileError(str(file), root.sourceline, f"XLIFF version {version!r} is unknown; known: 1.x and 2.x")
    return f"xliff{version[0]}"


def elements(file: Path, names: Mapping[str, str]) -> Iterator[Any]:
    """All elements of the name that goes with the root's, in any namespace; each is emptied when the next is asked for.

    Raises FileError with the line for a file that is not sound, and OSError.
    """
    name = names[etree.QName(_root(file, *names)).localname]
    with file.open("rb") as data, _refusing(file):
        for _, element in etree.iterparse(data, events=("end",), tag=f"{{*}}{name}", **_SAFE):
            yield element
            element.clear(keep_tail=True)
            while element.getprevious() is not None:
                del element.getparent()[0]


def namespace(element: Any) -> str | None:
    """The namespace of an element."""
    found: str | None = etree.QName(element).namespace
    return found


def _root(file: Path, *names: str) -> Any:
    """The root element, as far as its start tag. Raises FileError and OSError."""
    with file.open("rb") as data, _refusing(file):
        _, root = next(iter(etree.iterparse(data, events=("start",), **_SAFE)))
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and any(True for _ in dtd.iterentities()):
            raise FileError(str(file), 1, "it declares entities, which may hide anything; save it without a DOCTYPE")
        if etree.QName(root).localname not in names:
            wanted = " or ".join(f"<{name}>" for name in names)
            problem = f"its root element is <{etree.QName(root).localname}>, not {wanted}; give it its right suffix"
            raise FileError(str(file), root.sourceline, problem)
        return root


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """Say where XML is not sound. Raises FileError."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise FileError(str(file), error.lineno or 0, f"not sound XML: {error.msg}; export the file again") from error
