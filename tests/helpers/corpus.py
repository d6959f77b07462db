"""Pages and vectors that others wrote, in a folder beside the checkout; without it, tests that read them skip."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n.*?^`{32}$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sample:
    """One page, and its name in failures."""

    name: str
    data: bytes


@cache
def real_pages() -> tuple[Sample, ...]:
    """The pages of a real site."""
    folder = _there(SHARED / "corpus" / "pauseai" / "en")
    return tuple(Sample(path.name, path.read_bytes()) for path in sorted(folder.glob("*.md")))


@cache
def real_translations() -> dict[str, bytes]:
    """The published Dutch pages of that site, by name."""
    folder = _there(SHARED / "corpus" / "pauseai" / "nl")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


@cache
def later_pages() -> dict[str, bytes]:
    """A later state of some of the English pages, by name."""
    folder = _there(SHARED / "corpus" / "pauseai" / "en_next")
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


@cache
def later_changes() -> dict[str, dict[str, Any]]:
    """The known changes in each later page, counted in blocks, without the front matter."""
    path = _there(SHARED / "corpus" / "pauseai" / "en_next" / "manifest.json")
    return {page["name"]: page for page in json.loads(path.read_text(encoding="utf-8"))}


@cache
def guide() -> tuple[Sample, ...]:
    """The pages of this project's own guide."""
    return tuple(Sample(path.name, path.read_bytes()) for path in sorted((ROOT / "source").rglob("*.md")))


@cache
def spec_examples() -> tuple[Sample, ...]:
    """Every example of CommonMark and GFM as a separate page, named `commonmark 17`."""
    return (*_examples("commonmark", "spec.txt"), *_examples("gfm", "gfm-spec.txt"))


def _examples(name: str, file: str) -> list[Sample]:
    text = _there(SHARED / "corpus" / "commonmark" / file).read_text(encoding="utf-8")
    found = enumerate(EXAMPLE.finditer(text), 1)
    return [Sample(f"{name} {number}", match[1].replace("→", "\t").encode()) for number, match in found]


def algorithms() -> set[str]:
    """The names of all slug algorithms of which there are vectors."""
    everything = json.loads(_there(SHARED / "vectors" / "slugs.json").read_text(encoding="utf-8"))
    return {name.split("/")[0] for name in everything}


@cache
def slugs(algorithm: str) -> dict[str, list[list[str]]]:
    """Vectors of one slug algorithm: `""` for headings each on a separate page, else sequences on one page by name."""
    everything = json.loads(_there(SHARED / "vectors" / "slugs.json").read_text(encoding="utf-8"))
    mine = {name: rows for name, rows in everything.items() if name.split("/")[0] == algorithm}
    return {name.partition("sequence:")[2]: rows for name, rows in mine.items()}


def _there(path: Path) -> Path:
    assert path.exists() or not SHARED.exists(), f"{path} is missing, though its folder is there"
    if not path.exists():
        pytest.skip(f"the test data {path.relative_to(SHARED)} is not beside the checkout (../shared)")
    return path
