"""What is made of a page is let go of once it is written: the memory of a run does not grow with what pages hold."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.projects import project, run, translate

from i18n_pipeline.project import atomic_write

LOCALES = ("nl", "de", "fr")
SETTINGS = f"locales = {list(LOCALES)}\n"
PAGE = """---
title: Page {number}
---

# Heading {number} {{#heading}}

Text {number} with a [link](page{next}.md) and an ![image](image.png).

| Cell {number} | Other |
|---|---|
| `code` | <b title="Title {number}">text</b> |
"""
SMALL, LARGE = 8, 32
"""Numbers of pages: more than the caches of parsed pages hold, and four times as many."""
TEXTS = 64
"""Entries from which on a cache is one of short texts, not of pages."""
BYTES = ("i18n_pipeline.markdown.", "i18n_pipeline.catalogue.", "i18n_pipeline.model")
"""Names of modules whose values hold what was on a page or in a catalogue."""


def site(root: Path, pages: int) -> Path:
    """A project of so many pages, no two of them equal."""
    files = {f"page{one}.md": PAGE.format(number=one, next=(one + 1) % pages) for one in range(pages)}
    return project(root, files, SETTINGS)


def translated(root: Path) -> None:
    """All catalogues are filled, and nothing is known of earlier runs."""
    run(root, "update", "--no-cache")
    for locale in LOCALES:
        translate(root, locale=locale)


def without_caches(patched: pytest.MonkeyPatch) -> None:
    """Empty the caches of pages, and do without those of texts, which are full in a large project only."""
    own = [module for name, module in sys.modules.items() if name.startswith("i18n_pipeline")]
    for holder, name, value in [(module, *one) for module in own for one in vars(module).items()]:
        if hasattr(value, "cache_parameters"):
            value.cache_clear()
            if (value.cache_parameters()["maxsize"] or 0) >= TEXTS:
                patched.setattr(holder, name, value.__wrapped__)


def alive() -> Counter[str]:
    """The values of the package that are in memory, by their types; those that are frozen are left aside."""
    gc.collect()
    kinds = Counter(map(type, gc.get_objects()))
    found = {f"{kind.__module__}.{kind.__name__}": number for kind, number in kinds.items()}
    return Counter({name: number for name, number in found.items() if name.startswith("i18n_pipeline.")})


def most_alive(root: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Of each type, the most values in memory when `translate` writes a file, of those that it made."""
    most, write = Counter[str](), atomic_write.put

    def looked(*arguments: object) -> None:
        nonlocal most
        most |= alive()
        write(*arguments)  # type: ignore[arg-type] # those of the function

    with monkeypatch.context() as patched:
        patched.setattr(atomic_write, "put", looked)
        without_caches(patched)
        gc.freeze()
        try:
            run(root, "translate", "-q", "-j", "1")
        finally:
            gc.unfreeze()
    return most


def nothing(_: Path) -> None:
    """The first run."""


def one_page(root: Path) -> None:
    """One page is edited since the last run."""
    run(root, "translate")
    page = root / "source" / "page3.md"
    page.write_bytes(page.read_bytes().replace(b"Text", b"Words"))


@pytest.mark.parametrize("prepare", [nothing, translated, one_page])
def test_values_of_pages_and_catalogues_in_memory_do_not_grow_with_the_number_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], None]
) -> None:
    found: list[dict[str, int]] = []
    run(site(tmp_path / "imported", 1), "translate")
    for pages in (SMALL, LARGE):
        root = site(tmp_path / f"{pages}", pages)
        prepare(root)
        most = most_alive(root, monkeypatch)
        found.append({kind: number for kind, number in most.items() if kind.startswith(BYTES)})

    assert found[0] == found[1]


@pytest.mark.parametrize("prepare", [nothing, translated, one_page])
def test_of_a_page_in_a_language_a_run_holds_a_few_names_and_digests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], None]
) -> None:
    root = site(tmp_path, LARGE)
    prepare(root)
    most = most_alive(root, monkeypatch)

    assert {kind: number for kind, number in most.items() if number > 2 * LARGE * len(LOCALES)} == {}
    assert sum(most.values()) < 15 * LARGE * len(LOCALES)
