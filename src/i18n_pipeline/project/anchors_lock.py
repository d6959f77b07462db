"""The file `anchors.lock` beside the catalogues: the ids of headings that the built site was seen to have.

JSON: of each page, by its path relative to the project, a list of its headings in page order, each with its id and what
it says; a line for each heading, so that a change of one id is a change of one line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from i18n_pipeline.errors import FileError
from i18n_pipeline.project import disk, project_files
from i18n_pipeline.project.settings import Config

Lock: TypeAlias = Mapping[str, tuple[tuple[str, str], ...]]
"""The ids and words of headings, by page."""
FILE = "anchors.lock"
MEND = "take it from Git, or delete it and run `i18n-pipeline update --ids-from DIR` again"
"""What to do about a file that cannot be used."""


def path(config: Config) -> Path:
    """Where the file lies."""
    return config.root / config.catalogues / FILE


def name(config: Config) -> str:
    """`path` as messages show it."""
    return project_files.shown(config, path(config))


def read(config: Config) -> Lock:
    """What the file holds; nothing if it is missing. Raises FileError and OutsideError."""
    data = disk.read(path(config))
    return {} if data is None else parsed(data, name(config))


def parsed(data: bytes, file: str) -> Lock:
    """The rows in the bytes of a file with this name. Raises FileError."""
    try:
        found = json.loads(data.decode())
    except json.JSONDecodeError as error:
        raise FileError(file, error.lineno, f"no JSON: {error.msg}", MEND, error.colno) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, or numbers or lists that Python cannot read
        raise FileError(file, 0, "no JSON in UTF-8, or one that Python cannot read", MEND) from error
    if not isinstance(found, dict) or not all(map(_is_list_of_rows, found.values())):
        raise FileError(file, 0, "no lists of ids, each with the words of its heading", MEND)
    return {page: tuple((row[0], row[1]) for row in rows) for page, rows in found.items()}


def _is_list_of_rows(rows: object) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row) for row in rows
    )


def written(lock: Lock) -> bytes:
    """The bytes of the file: pages sorted, those without a row left out."""
    pages = ",\n".join(f"  {_json(page)}: [\n{_rows(lock[page])}\n  ]" for page in sorted(lock) if lock[page])
    return (f"{{\n{pages}\n}}\n" if pages else "{}\n").encode(errors="backslashreplace")


def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    return ",\n".join(f"    [{_json(name)}, {_json(said)}]" for name, said in rows)


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
