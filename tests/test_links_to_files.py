"""Links to files of the project: from a localised page they lead to the file to which the English page leads.

The judge renders both pages with other parsers, and looks up on disk what the HTML points at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from helpers.projects import po_path, project, put, run, translate
from markdown_it import MarkdownIt
from pyromark import Markdown

FILES = ["im age.png", "img/café.png", "img/x.svg", "img/y_z.svg", "img/a&b.png", "img/a(b).png", "img/50%.png"]
FILES += ["img/a'b.png", "img/über uns/plan.pdf", "img/#1.png", "docs/local.png", "file.pdf", "img/中文.png"]
Render = Callable[[str], str]
RENDERERS: dict[str, Render] = {
    "markdown-it": MarkdownIt("commonmark").render,
    "pyromark": Markdown().html,
}
PAGES = {
    "percent signs": "![one](../im%20age.png) and ![three](../img/caf%C3%A9.png) here.",
    "percent signs in small letters": "![three](../img/caf%c3%a9.png) here.",
    "a percent sign first": "![local](%6Cocal.png) here.",
    "a percent sign that spells itself": "![half](../img/50%25.png) here.",
    "a percent sign that spells nothing": "![half](../img/50%.png) here.",
    "a number sign": "![first](../img/%231.png) here.",
    "letters as they are": "![three](../img/café.png) and ![two](../img/中文.png) here.",
    "angle brackets": "![one](<../im age.png>) here.",
    "angle brackets and percent signs": "![one](<../im%20age.png> 'A title') here.",
    "parentheses": "![four](../img/a(b).png) here.",
    "escaped parentheses": r"![four](../img/a\(b\).png) here.",
    "an escape": r"![five](../img/y\_z.svg) here.",
    "entities": "![six](../img/a&amp;b.png) and ![three](../img/caf&eacute;.png) here.",
    "a query and a fragment": "[a plan](../img/%C3%BCber%20uns/plan.pdf?a=1&amp;b=2#page=3) here.",
    "a title": "[a plan](../file.pdf 'See (it)') here.",
    "a target on the next line": "[a plan](\n../file.pdf\n'See it') here.",
    "a target on the next line of a quote": "> [a plan](\n> ../file.pdf\n> 'See it') here.",
    "a definition": "See ![the picture][ir] here.\n\n[ir]: ../im%20age.png",
    "a definition in angle brackets": "See ![the picture][ir] here.\n\n[ir]: <../im age.png> 'Title'",
    "a definition on two lines": "See ![the picture][ir] here.\n\n[ir]:\n  ../im%20age.png\n  'Title'",
    "a definition in a quote": "> See ![the picture][ir] here.\n>\n> [ir]: ../img/caf%C3%A9.png",
    "a definition on two lines of a quote": "> See ![the picture][ir] here.\n>\n> [ir]:\n> ../img/caf%C3%A9.png",
    "a definition in a list": "- See ![the picture][ir] here.\n\n  [ir]: ../img/caf%C3%A9.png",
    "a definition with an escape": "See ![the picture][i\\]r] here.\n\n[i\\]r]: ../img/y\\_z.svg",
    "a set of images": '<img alt="x" srcset="../img/x.svg 1x, ../img/y_z.svg 2x" src="../img/x.svg">\n\nWords.',
    "a set in a sentence": 'Words <img srcset="../img/x.svg 1x,../img/y_z.svg 2x" src=../img/x.svg> here.',
    "a set over lines": 'Words <img srcset="../img/x.svg 1x,\n  ../img/caf%C3%A9.png 2x" src=../file.pdf> here.',
    "a set over lines of a quote": '> Words <img\n> srcset="../img/x.svg 1x, ../im%20age.png 2x"> here.',
    "a set without descriptors": "<p><img srcset='../img/x.svg, ../img/y_z.svg,'></p>\n\nWords.",
    "a set with commas in parentheses": "<p><img srcset='../img/x.svg calc(1,2), ../img/y_z.svg 3w'></p>\n\nWords.",
    "sources": "<picture>\n<source srcset='../img/x.svg 4w,\n ../img/y_z.svg 8w'>\n<img src='../file.pdf'></picture>",
    "a data URL in a set": "<p><img srcset='data:image/png;base64,AA/B== 1x, ../img/y_z.svg 2x'></p>",
    "entities in an attribute": '<p><a href="../img/a&amp;b.png">words</a></p>',
    "an entity in an attribute of a sentence": 'Some <a href="../img/a&amp;b.png?c&amp;d">words</a> here.',
    "an apostrophe": """Some <a href="../img/a'b.png">words</a> here.""",
    "an apostrophe as an entity": "Some <a href='../img/a&#39;b.png'>words</a> here.",
    "no quotes": "Some <a href=../img/x.svg>words</a> here.",
    "blanks in an attribute": "<p><a href=' ../img/x.svg '>words</a></p>",
    "a film": "<video src='../img/x.svg' poster='../im%20age.png'></video>\n\nWords.",
    "an object": "<object data='../img/caf%C3%A9.png'></object>\n\nWords.",
    "a quotation": "<blockquote cite='../file.pdf'>\nWords\n</blockquote>",
    "tags in lists": "- Some <a href='../img/caf%C3%A9.png'>words</a> here.",
    "cells": "| a |\n|---|\n| ![one](../im%20age.png) <img src='../img/x.svg'> word |",
    "a heading": "# Words ![one](../im%20age.png)",
}
URL = re.compile(r"(?:src|href|poster|data|cite)$")


class _Urls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "srcset":
                bare = re.sub(r"\([^)]*\)|data:\S*\s\S*", "", value or "")
                self.found += [image.split()[0] for image in bare.split(",") if image.split()]
            elif URL.match(name):
                self.found.append((value or "").strip())


def files(root: Path, page: Path, render: Render) -> list[tuple[str, str, str]]:
    """What a rendered page points at: files relative to the project, queries and fragments."""
    reader = _Urls()
    reader.feed(render(page.read_text(encoding="utf-8")))
    found = []
    for url in reader.found:
        parts = urlsplit(url)
        place = os.path.normpath(page.parent / unquote(parts.path))
        found.append((os.path.relpath(place, root), parts.query, parts.fragment))
    return sorted(found)


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", PAGES)
def test_a_localised_page_leads_to_the_same_files(tmp_path: Path, name: str, newline: str, renderer: str) -> None:
    text = (PAGES[name] + "\n").replace("\n", newline)
    project(tmp_path, {"docs/page.md": text}, 'locales = ["nl"]\n[markdown]\nanchors = "keep"\n')
    for file in FILES:
        put(tmp_path / "source" / file, "")
    assert run(tmp_path, "update").code == 0
    if po_path(tmp_path, "docs/page").exists():
        translate(tmp_path)
    assert run(tmp_path, "assemble").code == 0

    english = files(tmp_path, tmp_path / "source/docs/page.md", RENDERERS[renderer])
    localised = files(tmp_path, tmp_path / "localised/nl/docs/page.md", RENDERERS[renderer])
    assert english
    assert english == localised


@pytest.mark.parametrize(
    "target",
    [
        "../other.md",
        "../other%2Emd",
        "../gone.png",
        "/file.pdf",
        "#word",
        "?a=b",
        "%url%/x.png",
        "{{ url }}/x.png",
        "https://example.org/%20",
        "mailto:me@example.org",
        "../" + "a" * 5000,
        "../%00.png",
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_other_targets_stay_as_they_are(tmp_path: Path, target: str) -> None:
    page = f"Words [link]({target}) and <a href='{target}'>more</a>.\n"
    project(tmp_path, {"docs/page.md": page, "other.md": "Other.\n"}, 'locales = ["nl"]\n')
    put(tmp_path / "source/file.pdf", "")
    assert run(tmp_path, "update").code == 0
    assert run(tmp_path, "assemble").code == 0

    assert page == (tmp_path / "localised/nl/docs/page.md").read_text(encoding="utf-8")


def test_code_in_a_page_is_left_alone(tmp_path: Path) -> None:
    page = "<script>\nlet a = '<img src=\"../file.pdf\">'\n</script>\n\n`<img src='../file.pdf'>`\n\nWords.\n"
    project(tmp_path, {"docs/page.md": page}, 'locales = ["nl"]\n')
    put(tmp_path / "source/file.pdf", "")
    assert run(tmp_path, "update").code == 0
    assert run(tmp_path, "assemble").code == 0

    assert page == (tmp_path / "localised/nl/docs/page.md").read_text(encoding="utf-8")
