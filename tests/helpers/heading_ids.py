"""The ids that site generators themselves give to headings; those that pip installs are always there."""

from __future__ import annotations

import importlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest
from docutils import nodes  # type: ignore[import-untyped]
from docutils.core import publish_doctree  # type: ignore[import-untyped]
from myst_parser.parsers.docutils_ import Parser

HEADING = re.compile(r"<h[1-6](\s[^>]*)?>")
ID = re.compile(r"\sid=(?:\"([^\"]*)\"|([^\s>]+))")
PYTHON_MARKDOWN = importlib.import_module("markdown").Markdown(extensions=["toc", "attr_list", "tables"])
"""Loaded by name, since mypy would take tests/markdown for it."""
PROGRAMS = Path(sys.executable).parent
SITE = """\
baseURL = "http://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "404", "section"]
[markup.goldmark.renderer]
unsafe = true
"""
RUBY = """\
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
pages = JSON.parse(STDIN.read.force_encoding('utf-8'))
puts JSON.generate(pages.map { |page| Kramdown::Document.new(page, input: 'GFM', hard_wrap: false).to_html })
"""
NODE = """\
import fs from 'fs';
import {createMarkdownRenderer} from 'vitepress';
const quiet = {warn() {}, info() {}, error() {}, warnOnce() {}};
const renderer = await createMarkdownRenderer('.', {}, '/', quiet);
const found = [];
for (const page of JSON.parse(fs.readFileSync(process.argv[1])))
  found.push(await (renderer.renderAsync ?? renderer.render).call(renderer, page, {path: 'a.md', realPath: 'a.md',
    relativePath: 'a.md', cleanUrls: false}));
fs.writeFileSync(process.argv[2], JSON.stringify(found));
process.exit(0);
"""


def of_html(html: str) -> list[str]:
    """The ids of the headings in HTML, in order; empty for a heading without one."""
    found = (ID.search(tag[1] or "") for tag in HEADING.finditer(html))
    return [unescape(name[1] if name[1] is not None else name[2]) if name else "" for name in found]


def by_python_markdown(pages: Sequence[str]) -> list[list[str]]:
    """Python-Markdown with toc and attr_list, as in MkDocs."""
    return [of_html(PYTHON_MARKDOWN.reset().convert(page)) for page in pages]


def by_myst(pages: Sequence[str]) -> list[list[str]]:
    """MyST-Parser: all ids of each section, with blanks between."""
    return [[" ".join(section["ids"]) for section in _sections(page)] for page in pages]


def _sections(page: str) -> list[nodes.section]:
    settings = {
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": io.StringIO(),
        "_disable_config": True,
        "doctitle_xform": False,
        "auto_id_prefix": "id",  # as in Sphinx
    }
    tree = publish_doctree(page, parser=Parser(), settings_overrides=settings)
    return list(tree.findall(nodes.section))


def by_hugo(pages: Sequence[str]) -> list[list[str]]:
    """Hugo, with its settings as they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "layouts" / "_default").mkdir(parents=True)
        (folder / "content").mkdir()
        (folder / "hugo.toml").write_text(SITE, encoding="utf-8")
        (folder / "layouts" / "_default" / "single.html").write_text("{{ .Content }}", encoding="utf-8")
        for number, page in enumerate(pages):
            path = folder / "content" / f"p{number}.md"
            path.write_text(f"---\ntitle: x\n---\n{page}", encoding="utf-8", newline="")
        subprocess.run([PROGRAMS / "hugo", "--quiet", "-s", name], check=True, capture_output=True)
        made = [folder / "public" / f"p{number}" / "index.html" for number, _ in enumerate(pages)]
        return [of_html(path.read_text(encoding="utf-8")) for path in made]


def by_mdbook(pages: Sequence[str]) -> list[list[str]]:
    """mdBook, all pages in one book."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "src")
        source.mkdir()
        settings = '[book]\ntitle = "x"\n[output.html.search]\nenable = false\n'
        Path(name, "book.toml").write_text(settings, encoding="utf-8")
        for number, page in enumerate(pages):
            (source / f"p{number}.md").write_text(page, encoding="utf-8", newline="")
        summary = "".join(f"- [p{number}](p{number}.md)\n" for number, _ in enumerate(pages))
        (source / "SUMMARY.md").write_text(f"# Summary\n\n{summary}", encoding="utf-8")
        subprocess.run([PROGRAMS / "mdbook", "build", name], check=True, capture_output=True)
        made = [Path(name, "book", f"p{number}.html").read_text(encoding="utf-8") for number, _ in enumerate(pages)]
        return [of_html(html[html.index("<main>") : html.index("</main>")]) for html in made]


def by_kramdown(pages: Sequence[str]) -> list[list[str]]:
    """The GFM parser of kramdown, as in Jekyll; skips the test where ruby has none."""
    ruby = shutil.which("ruby")
    if (
        not ruby
        or subprocess.run([ruby, "-rkramdown-parser-gfm", "-e", ""], capture_output=True, check=False).returncode
    ):
        pytest.skip("no ruby with kramdown-parser-gfm")
    done = subprocess.run([ruby, "-e", RUBY], input=json.dumps(pages), capture_output=True, text=True, check=True)
    return [of_html(html) for html in json.loads(done.stdout)]


def by_vitepress(pages: Sequence[str], folder: Path) -> list[list[str]]:
    """VitePress; `folder` holds the `node_modules`."""
    with tempfile.TemporaryDirectory() as name:
        asked, answer = Path(name, "asked.json"), Path(name, "answer.json")
        asked.write_text(json.dumps(pages), encoding="utf-8")
        command = [shutil.which("node") or "node", "--input-type=module", "--eval", NODE, str(asked), str(answer)]
        subprocess.run(command, capture_output=True, check=True, cwd=folder)
        return [of_html(html) for html in json.loads(answer.read_text(encoding="utf-8"))]


TOOLS: Mapping[str, Callable[[Sequence[str]], list[list[str]]]] = {
    "mkdocs": by_python_markdown,
    "myst": by_myst,
    "hugo": by_hugo,
    "mdbook": by_mdbook,
    "jekyll": by_kramdown,
}
"""What gives headings their ids, by profile."""
