"""The number of processes changes nothing but the time."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import KEEP, outside, po_path, project, put, translate, tree

MANY = 70
"""Pages enough for processes to be started."""


def pages() -> dict[str, str]:
    small = list(EVERY.values())
    return {f"{n % 7}/page{n}.md": f"{small[n % len(small)]}\n\nPage {n} says `{n}`.\n" for n in range(MANY)}


@pytest.fixture
def roots(tmp_path: Path) -> list[Path]:
    settings = KEEP.replace('["nl"]', '["nl", "fr"]')
    return [project(tmp_path / jobs, pages(), settings) for jobs in ("1", "2")]


def both(roots: list[Path], *words: str) -> None:
    done = [outside(root, *words, "-j", root.name) for root in roots]

    assert done[0] == done[1]
    assert tree(roots[0]) == tree(roots[1])


def test_one_process_and_two_give_the_same_bytes_and_say_the_same(roots: list[Path]) -> None:
    both(roots, "translate")
    for root in roots:
        translate(root)
        put(po_path(root, "3/page3"), b"broken\n")
        put(root / "source" / "4" / "page4.md", b"caf\xe9\n")
        (root / "source" / "5" / "page5.md").rename(root / "source" / "5" / "renamed.md")
        (root / "source" / "6" / "page6.md").unlink()
        put(root / "source" / "new.md", "Page 8 says `8`.\n\nPage 9 says `nine`.\n")
    both(roots, "translate", "-v")
    both(roots, "extract", "-v")
    both(roots, "status", "--format", "json")
