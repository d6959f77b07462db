"""What MDX 3 and mdsvex with Svelte 5 read in a page, its words left out, where node has them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

HUMAN = "title label description alt text placeholder aria-label caption summary tagline"
"""Attributes whose words a translation may change."""
STRINGS = r"""
const WITHIN = ['Program', 'ExpressionStatement', 'ArrayExpression', 'JSXExpressionContainer'];
function strings(node, name) {  // a tree of JavaScript without the words of strings that belong to human names
  if (Array.isArray(node)) return node.map((one) => strings(one, name));
  if (!node || typeof node !== 'object') return typeof node === 'bigint' || node === undefined ? null : node;
  const plain = node.type === 'Literal' ? node.value : node.type === 'TemplateLiteral' && !node.expressions.length;
  if (HUMAN.has(name) && (typeof plain === 'string' || plain === true)) return 'words';
  const key = node.type === 'JSXAttribute' ? node.name.name
    : node.type === 'Property' && !node.computed ? node.key.name ?? node.key.value : '';
  return Object.entries(node).filter(([part]) => !['start', 'end', 'loc', 'range', 'raw', 'comments',
    'leadingComments', 'trailingComments', 'metadata'].includes(part))
    .map(([part, inside]) => [part, strings(inside, key && part === 'value' ? key
      : WITHIN.includes(node.type) ? name : '')]);
}
"""
MDX = (
    r"""
import fs from 'fs';
import {unified} from 'unified';
import remarkParse from 'remark-parse';
import remarkMdx from 'remark-mdx';
import remarkGfm from 'remark-gfm';
import remarkDirective from 'remark-directive';
import {math} from 'micromark-extension-math';
import {mathFromMarkdown} from 'mdast-util-math';

const kind = process.argv[2];
const HUMAN = new Set('"""
    + HUMAN
    + r"""'.split(' '));
const LITERAL = new Set(['code', 'inlineCode', 'mdxTextExpression', 'mdxFlowExpression', 'mdxjsEsm', 'html', 'math',
  'inlineMath']);
function remarkMath() {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(math());
  (data.fromMarkdownExtensions ??= []).push(mathFromMarkdown());
}
let reader = unified().use(remarkParse).use(remarkMdx).use(remarkGfm);
reader = kind === 'nextra' ? reader.use(remarkMath) : reader.use(remarkDirective);
reader = kind === 'docusaurus' ? reader.use(remarkMath) : reader;
reader.freeze();

"""
    + STRINGS
    + r"""
function attribute(one) {
  const tree = one.value && typeof one.value === 'object' ? one.value.data?.estree : null;
  if (tree) return [one.name, JSON.stringify(strings(tree, one.name))];
  return HUMAN.has(one.name) ? [one.name, typeof one.value] : [one.type, one.name, one.value];
}
function walk(node, found) {
  const inside = [];
  if (['text', 'break'].includes(node.type)) return;
  if (['strong', 'emphasis', 'delete'].includes(node.type)) return node.children.forEach((child) => walk(child, found));
  (node.children ?? []).forEach((child) => walk(child, inside));
  if (['paragraph', 'heading', 'tableCell'].includes(node.type)) inside.sort();  // words may move in a sentence
  const kept = ['type', 'depth', 'url', 'lang', 'meta', 'name', 'identifier', 'checked', 'ordered', 'start']
    .map((name) => node[name] ?? null)
    .map((value) => typeof value === 'string' ? value.replace(/title=(["'])[^]*?\1/, 'title') : value);
  const code = LITERAL.has(node.type) ? node.value.replace(/\s+/g, ' ') : '';
  const attributes = Array.isArray(node.attributes) ? node.attributes.map(attribute) : node.attributes ?? [];
  found.push(JSON.stringify([kept, Boolean(node.title), code, attributes, inside]));
}
// Docusaurus 3 escapes `{#id}` in headings, and makes labels of titles, before MDX reads a page.
function before(line) {
  if (kind !== 'docusaurus') return line;
  if (/^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*#{1,6}\s/.test(line)) return line.replace(/\{(#[^{}]*\})\s*$/, '\\{$1');
  return line.replace(/^(\s*(?:>\s*)*:{3,}\w+) +([^[{\r\n][^{\r\n]*?)(\{.*)?$/, '$1[$2]$3');
}
function read(page) {
  const body = page.replace(/^---\r?\n[^]*?\r?\n---(?:\r?\n|$)/, '').split('\n').map(before).join('\n');
  try {
    const found = [];
    walk(reader.parse(body), found);
    return found;
  } catch (error) {
    return ['Error: ' + error];
  }
}
console.log(JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1], 'utf8')).map(read)));
"""
)
SVELTE = (
    r"""
import fs from 'fs';
import {compile} from 'mdsvex';
import {parse} from 'svelte/compiler';

const HUMAN = new Set('"""
    + HUMAN
    + r"""'.split(' '));
const EXPRESSIONS = ['ExpressionTag', 'HtmlTag', 'ConstTag', 'RenderTag', 'DebugTag'];
function flat(code, node) {
  return code.slice(node.start, node.end).replace(/\s+/g, ' ');
}
"""
    + STRINGS
    + r"""
function attribute(code, one) {
  const alone = Array.isArray(one.value) && one.value.length === 1 ? one.value[0] : one.value;
  if (alone?.type === 'ExpressionTag') return [one.name, code[alone.start - 1], strings(alone.expression, one.name)];
  if (!HUMAN.has(one.name)) return flat(code, one);
  const values = Array.isArray(one.value) ? one.value : [];
  return [one.name, values.map((value) => value.type === 'Text' ? '' : flat(code, value))];
}
function walk(code, node, found) {
  if (!node || node.type === 'Text') return;
  const parts = ['fragment', 'consequent', 'alternate', 'body', 'fallback', 'pending', 'then', 'catch']
    .flatMap((name) => node[name]?.nodes ?? []);
  if (node.type === 'RegularElement' && ['strong', 'em', 'del', 'br'].includes(node.name))
    return parts.forEach((part) => walk(code, part, found));
  const whole = EXPRESSIONS.includes(node.type) || ['code', 'pre'].includes(node.name);
  const head = node.type.endsWith('Block') ? code.slice(node.start, code.indexOf('}', node.start)) : '';
  const inside = [];
  if (!whole) parts.forEach((part) => walk(code, part, inside));
  if (['p', 'li', 'h1', 'h2', 'td', 'th'].includes(node.name)) inside.sort();
  const attributes = (node.attributes ?? []).map((one) => attribute(code, one));
  found.push(JSON.stringify([node.type, node.name, head, whole ? flat(code, node) : '', attributes, inside]));
}
async function read(page) {
  try {
    const {code} = await compile(page);
    const tree = parse(code, {modern: true});
    const found = [tree.instance, tree.module, tree.css].map((part) => part ? flat(code, part) : '');
    tree.fragment.nodes.forEach((node) => walk(code, node, found));
    return found.map((part) => part.replace(/const metadata = .*?;/, ''));
  } catch (error) {
    return ['Error: ' + error];
  }
}
const found = [];
for (const page of JSON.parse(fs.readFileSync(process.argv[1], 'utf8'))) found.push(await read(page));
console.log(JSON.stringify(found));
"""
)
PACKAGES = (
    *("unified", "remark-parse", "remark-mdx", "remark-gfm", "remark-directive", "micromark-extension-math"),
    *("mdast-util-math", "acorn", "mdsvex", "svelte"),
)
"""What `npm install` has to have put into the folder that I18N_PIPELINE_TEST_NODE names."""


def structures(pages: Sequence[str], kind: str) -> list[list[str]]:
    """What the parser of a kind of site reads in each page; one text that names an error if it reads none.

    Skips the test where node has no such parser.
    """
    folder = Path(os.environ.get("I18N_PIPELINE_TEST_NODE", ""))
    if not all((folder / "node_modules" / package).exists() for package in PACKAGES):
        pytest.skip("I18N_PIPELINE_TEST_NODE names no folder in which `npm install` put " + " ".join(PACKAGES))
    with tempfile.TemporaryDirectory() as name:
        asked = Path(name, "pages.json")
        asked.write_text(json.dumps(pages), encoding="utf-8")
        script = SVELTE if kind == "sveltekit" else MDX
        command = [shutil.which("node") or "node", "--input-type=module", "--eval", script, str(asked), kind]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return [list(map(str, found)) for found in json.loads(done.stdout)]
