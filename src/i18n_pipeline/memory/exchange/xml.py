"""Read untrusted XML one element at a time, so that RAM use does not grow with the file.

Nothing outside the file is read. A file that declares entities is refused, since lxml expands them in an element's text
even with `resolve_entities=False`, so that a few lines could become gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree

from i18n_pipeline.errors import FileError
from i18n_pipeline.plain_text import beginning

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
    """The format name (`xliff1`, `xliff2`) for the version that an XLIFF file states. Raises FileError and OSError."""
    root = _root(file, "xliff")
    version = root.get("version") or (namespace(root) or "").rpartition(":")[2]
    if version[:2] not in {"1.", "2."}:
        problem = f"XLIFF version {beginning(version)!r} is unknown"
        raise FileError(str(file), root.sourceline, problem, "known: 1.x and 2.x")
    return f"xliff{version[0]}"


def elements(file: Path, names: Mapping[str, str]) -> Iterator[Any]:
    """The elements with the name that `names` gives for the root's name, in any namespace.

    Each is emptied when the next is read. Raises FileError, with the line, for invalid XML, and OSError.
    """
    name = names[_name(_root(file, *names))]
    with file.open("rb") as data, _refusing(file):
        for _, element in etree.iterparse(data, events=("end",), tag=f"{{*}}{name}", **_SAFE):
            yield element
            element.clear(keep_tail=True)
            while element.getprevious() is not None:
                del element.getparent()[0]


def namespace(element: Any) -> str | None:
    """The namespace of an element.

    From its tag, since lxml's `QName` takes no tag whose namespace has a brace, which files of strangers may have.
    """
    given, brace, _ = str(element.tag).rpartition("}")
    return given.removeprefix("{") if brace else None


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _root(file: Path, *names: str) -> Any:
    """The root element, read up to its start tag. Raises FileError and OSError."""
    with file.open("rb") as data, _refusing(file):
        _, root = next(iter(etree.iterparse(data, events=("start",), **_SAFE)))
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and any(True for _ in dtd.iterentities()):
            raise FileError(str(file), 1, "it declares entities, which may hide anything", "save it without a DOCTYPE")
        if _name(root) not in names:
            wanted = " or ".join(f"<{name}>" for name in names)
            problem = f"its root element is <{beginning(_name(root))}>, not {wanted}"
            raise FileError(str(file), root.sourceline, problem, "give it its right suffix")
        return root


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """Turn syntax errors of XML into FileError, with the line."""
    try:
        yield
    except etree.XMLSyntaxError as error:
        raise FileError(
            str(file), error.lineno or 0, f"not sound XML: {beginning(error.msg or '')}", "export the file again"
        ) from error
