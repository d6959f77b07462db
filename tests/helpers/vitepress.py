"""What VitePress and Vue make of pages: markdown-it with VitePress' plugins, and the compiler of Vue."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PACKAGES = ("vitepress", "@vue/compiler-dom")
"""What `npm install` has to have put into the folder that I18N_PIPELINE_TEST_NODE names."""
NODE = r"""
import fs from 'fs';
import {createMarkdownRenderer} from 'vitepress';
import {compile, parse} from '@vue/compiler-dom';
const human = new Set(['alt', 'title', 'aria-label', 'placeholder', 'label', 'text', 'caption', 'description',
  'subtitle', 'summary', 'tagline', 'data-title']);
const words = new Set(['em', 'strong', 's', 'br']);
const phrasing = new Set(['a', 'img', 'code', 'kbd', 'sub', 'sup', 'span', 'abbr', 'b', 'i', 'u', 'Badge']);
const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const quiet = {warn() {}, info() {}, error() {}, warnOnce() {}};
const [asked, answer, folder] = process.argv.slice(1);
const renderer = await createMarkdownRenderer(folder,
  {highlight: code => `<pre v-pre><code>${escaped(code)}</code></pre>`}, '/', quiet);
const end = found => {
  if (found.inline.length) found.list.push(found.inline.sort());
  found.inline = [];
};
const property = one => one.type === 6
  ? [one.name, human.has(one.name) || one.name === 'id' ? '' : one.value?.content]
  : ['directive', one.rawName, one.exp?.content];
function walk(node, found) {
  for (const child of node.children ?? []) {
    if (child.type === 3) found.inline.push(`<!--${child.content}-->`);
    if (child.type === 5) found.inline.push(`{{${child.content.content}}}`);
    if (child.type !== 1 || child.props.some(one => one.value?.content === 'header-anchor')) continue;
    if (words.has(child.tag)) {
      walk(child, found);
      continue;
    }
    const code = ['code', 'pre'].includes(child.tag);
    const shown = [child.tag, ...child.props.map(one => JSON.stringify(property(one))).sort(),
      code ? child.loc.source : ''].join(' ');
    if (phrasing.has(child.tag)) {
      found.inline.push(shown);
      if (!code) walk(child, found);
      continue;
    }
    end(found);
    found.list.push(shown);
    if (!code) walk(child, found);
    end(found);
    found.list.push('/' + child.tag);
  }
}
async function structure(page) {
  const path = folder + '/a.md';
  try {
    let html = await (renderer.renderAsync ?? renderer.render).call(renderer, page, {path, realPath: path,
      relativePath: 'a.md', cleanUrls: false});
    html = html.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '<hr class="$1">')
      .replace(/"(group|tab)-[\w-]{5,7}"/g, '"$1"');  // names made up anew each time
    const errors = [], found = {list: [], inline: []};
    walk(parse(html, {onError: error => errors.push(error.code)}), found);
    end(found);
    compile(html, {mode: 'module', onError: error => errors.push(error.code)});
    return [errors, found.list];
  } catch (error) {
    return [String(error)];
  }
}
const found = [];
for (const page of JSON.parse(fs.readFileSync(asked))) found.push(await structure(page));
fs.writeFileSync(answer, JSON.stringify(found));
process.exit(0);
"""


def structures(pages: Sequence[str]) -> list[Any]:
    """What each page holds besides words: the numbers of Vue's errors, and its elements.

    Skips the test where node has no VitePress.
    """
    folder = Path(os.environ.get("I18N_PIPELINE_TEST_NODE", ""))
    if not all((folder / "node_modules" / package).exists() for package in PACKAGES):
        pytest.skip("I18N_PIPELINE_TEST_NODE names no folder in which `npm install` put " + " ".join(PACKAGES))
    with tempfile.TemporaryDirectory() as name:
        asked, answer = Path(name, "asked.json"), Path(name, "answer.json")
        asked.write_text(json.dumps(pages), encoding="utf-8")
        Path(name, "x").write_text("included\n", encoding="utf-8")
        command = [shutil.which("node") or "node", "--input-type=module", "--eval", NODE, str(asked), str(answer), name]
        subprocess.run(command, capture_output=True, check=True, cwd=folder)
        return list(json.loads(answer.read_text(encoding="utf-8")))
