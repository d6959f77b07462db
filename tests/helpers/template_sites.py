"""Pages as the generators with template languages make them: Hugo, Jekyll (Liquid, kramdown), Eleventy, Zola.

Each gives the HTML of every page, or None where the build stops.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyromark import Markdown, Options

from helpers.parsers import HUGO, SITE

Html = Sequence[str | None]
SHORTCODES = {
    "note": "<div>{{ .Inner }}</div>",
    "alert": '<div>{{ with .Get "title" }}<h4>{{ . | markdownify }}</h4>{{ end }}{{ .Inner }}</div>',
    "box": "<b>{{ .Inner }}</b>",
    "icon": '<i class="icon"></i>',
    "figure": '<figure>{{ with .Get "caption" }}<figcaption>{{ . | markdownify }}</figcaption>{{ end }}</figure>',
}
"""The shortcodes of the site of Hugo."""
RUBY = r"""
require "json"; require "kramdown"; require "kramdown-parser-gfm"; require "liquid"
class Included < Liquid::Tag
  FORM = /\A\s*x\.html(\s+\w+=("[^"]*"|'[^']*'))*\s*\z/
  def initialize(name, markup, options); super; raise Liquid::SyntaxError, markup unless markup =~ FORM; end
  def render(context); ""; end
end
class Linked < Liquid::Tag; def render(context); "/l"; end; end
Liquid::Template.register_tag("include", Included); Liquid::Template.register_tag("link", Linked)
OPTIONS = {input: "GFM", hard_wrap: false, auto_ids: false, syntax_highlighter: nil}
puts JSON.generate(JSON.parse(STDIN.read).map { |page|
  begin
    body = page.sub(/\A---\r?\n.*?\r?\n---\r?\n/m, "")
    text = Liquid::Template.parse(body, error_mode: :warn).render!({"page" => {"x" => "value"}})
    Kramdown::Document.new(text, OPTIONS).to_html
  rescue Liquid::Error
    nil
  end
})
"""
NODE = r"""
import fs from 'fs'; import MarkdownIt from 'markdown-it'; import attributes from 'markdown-it-attrs';
import nunjucks from 'nunjucks'; import {Liquid} from 'liquidjs';
const pages = JSON.parse(fs.readFileSync(0));
const liquid = new Liquid({});
liquid.registerTag('callout', {
  parse(token, rest) {
    this.inner = [];
    const stream = this.liquid.parser.parseStream(rest);
    stream.on('tag:endcallout', () => stream.stop()).on('template', one => this.inner.push(one))
      .on('end', () => { throw new Error('not closed'); });
    stream.start();
  },
  * render(context) { return yield this.liquid.renderer.renderTemplates(this.inner, context); },
});
class Callout {
  tags = ['callout'];
  parse(parser, nodes) {
    const token = parser.nextToken(), given = parser.parseSignature(null, true);
    parser.advanceAfterBlockEnd(token.value);
    const inner = parser.parseUntilBlocks('endcallout');
    parser.advanceAfterBlockEnd();
    return new nodes.CallExtension(this, 'run', given, [inner]);
  }
  run(context, ...given) { return new nunjucks.runtime.SafeString(given.pop()()); }
}
const jinja = new nunjucks.Environment(null, {autoescape: false}).addExtension('callout', new Callout());
const plain = new MarkdownIt({html: true}), more = new MarkdownIt({html: true}).use(attributes);
const given = {page: {x: 'value'}};
const made = (make) => pages.map(page => {
  try { return make(page.replace(/^---\r?\n[^]*?\r?\n---\r?\n/, '')); } catch (fault) { return null; }
});
const shown = (texts, it) => texts.map(text => text === null ? null : it.render(text));
const texts = {liquid: made(page => liquid.parseAndRenderSync(page, given)),
  nunjucks: made(page => jinja.renderString(page, given))};
console.log(JSON.stringify(Object.fromEntries(Object.entries(texts).flatMap(([name, found]) =>
  [[name, shown(found, plain)], [`${name}, attributes`, shown(found, more)]]))));
"""
PACKAGES = ("markdown-it", "markdown-it-attrs", "nunjucks", "liquidjs")
"""What `npm install` has to have put into the folder that I18N_PIPELINE_TEST_NODE names."""


def by_hugo(pages: Sequence[str]) -> Mapping[str, Html]:
    """The pages of a site of Hugo; a build that stops raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in {
            "hugo.toml": SITE,
            "layouts/_default/single.html": "<p>{{ .Truncated }}</p>{{ .Content }}",
            "content/a.md": "---\ntitle: a\n---\n",
            **{f"layouts/shortcodes/{one}.html": text for one, text in SHORTCODES.items()},
            **{f"content/p{n}.md": text if text[:3] == "---" else f"---\n---\n{text}" for n, text in enumerate(pages)},
        }.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
        subprocess.run([HUGO, "-s", name], check=True, capture_output=True)
        made = (folder / "public" / f"p{number}" / "index.html" for number, _ in enumerate(pages))
        return {"Hugo": [path.read_text(encoding="utf-8") for path in made]}


def by_jekyll(pages: Sequence[str], *, reads_html: bool = False) -> Mapping[str, Html]:
    """The pages as Liquid and kramdown make them; `reads_html`: with its setting `parse_block_html`."""
    program = RUBY.replace("auto_ids: false", "auto_ids: false, parse_block_html: true") if reads_html else RUBY
    return {"kramdown": json.loads(_told([shutil.which("ruby") or "ruby", "-EUTF-8:UTF-8", "-e", program], pages))}


def has_kramdown() -> bool:
    """Whether ruby has what `by_jekyll` needs."""
    ruby = shutil.which("ruby")
    wanted = ["-e", "require 'kramdown-parser-gfm'; require 'liquid'"]
    return ruby is not None and subprocess.run([ruby, *wanted], capture_output=True, check=False).returncode == 0


def by_eleventy(pages: Sequence[str], folder: Path) -> Mapping[str, Html]:
    """The pages as Liquid or Nunjucks and markdown-it make them; `folder` holds their `node_modules`."""
    command = [shutil.which("node") or "node", "--input-type=module", "--eval", NODE]
    return dict(json.loads(_told(command, pages, folder)))


def _told(command: Sequence[str], pages: Sequence[str], folder: Path | None = None) -> str:
    asked = json.dumps(pages)
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True, cwd=folder).stdout


STRING = r"\"[^\"]*\"|'[^']*'|`[^`]*`"
CALL = re.compile(rf"\{{\{{\s*(\w+)\((?:{STRING}|[^\"'`()])*\)\s*\}}\}}")
BODY = re.compile(rf"\{{%\s*(\w+)\((?:{STRING}|[^\"'`()])*\)\s*%\}}")
END = re.compile(r"\{%\s*end\s*%\}")
FRONT = re.compile(r"\A(---|\+\+\+)\r?\n[\s\S]*?\r?\n\1\r?\n")
ZOLA = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_DEFINITION_LIST
)
"""The parser of Zola 0.20, with all its options; its grammar of shortcodes is in `CALL`, `BODY` and `END`."""


def by_zola(pages: Sequence[str]) -> Mapping[str, Html]:
    """The pages as pulldown-cmark makes them, with a mark for each shortcode."""
    return {"Zola": [_zola(FRONT.sub("", page)) for page in pages]}


def _zola(page: str) -> str | None:
    calls, bodies = CALL.findall(page), BODY.findall(page)
    if not {*calls, *bodies} <= {"icon", "film", "quote"} or len(END.findall(page)) < len(bodies):
        return None
    marked = END.sub("\n\n</q>\n\n", BODY.sub("\n\n<q>\n\n", page)) if bodies else page
    return f"{ZOLA.html(CALL.sub('@@shortcode@@', marked))}<p>{len(calls)}</p>"
