"""The structure of a page without its words, from its HTML: an independent check that shares no code with skeletons.

A page is rendered, and of the HTML only this is kept: block tags in order with their attributes, code as it stands,
and between two block tags the multiset of inline tags. Words, values that people read, emphasis and line breaks go.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import cmarkgfm  # type: ignore[import-untyped]
import yaml
from cmarkgfm.cmark import Options as CmarkOptions  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from pyromark import Markdown, Options

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HUMAN = {"alt", "title", "aria-label", "placeholder", "label"}
WORDS = {"em", "strong", "del", "s", "br"}
INLINE = {"a", "img", "code", "kbd", "sub", "sup", "span", "abbr", "b", "i", "u", "input", "q", "cite", "small", "mark"}
GFM = Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
OTHER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
UNSAFE = CmarkOptions.CMARK_OPT_UNSAFE  # HTML is kept
SHORT_COMMENT = re.compile(r"<!---?>")  # html.parser reads on to the next comment's end
FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class _Structure(HTMLParser):
    """Collects the structure of an HTML document without its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = []
        self.inline: Counter[str] = Counter()
        self.code: list[str] | None = None
        self.block_code = False
        self.address: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self.block_code = True
        if tag == "code":
            self.code = []
        if tag not in WORDS:
            kept = sorted((name, "" if name in HUMAN else value or "") for name, value in attrs)
            self._add(tag, f"{tag} {kept}")
            if tag == "a":
                self.address = (f"{tag} {kept}", [dict(attrs).get("href") or ""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "code" and self.code is not None:
            said = "".join(self.code)
            self._add("pre" if self.block_code else "a", f"`{said if self.block_code else ' '.join(said.split())}`")
            self.code = None
        if tag == "pre":
            self.block_code = False
        if tag == "a" and self._is_address():
            return
        if tag not in WORDS:
            self._add(tag, f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self._add("a", f"<!--{' '.join(data.split())}-->")

    def handle_decl(self, decl: str) -> None:
        self._add("a", f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._add("a", f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self._add("a", f"<![{data}]>")

    def handle_data(self, data: str) -> None:
        if self.code is not None:
            self.code.append(data)
        if self.address is not None:
            self.address[1].append(data)

    def _is_address(self) -> bool:
        """Whether the closing link has its address as its text; GFM makes it a link with and without `<…>`."""
        if self.address is None:
            return False
        shown, (target, *text) = self.address
        self.address = None
        same = unquote(target).removeprefix("mailto:") == unquote("".join(text)).removeprefix("mailto:")
        if same:
            self.inline[shown] -= 1
        return same

    def _add(self, tag: str, shown: str) -> None:
        if tag in INLINE:
            self.inline[shown] += 1
        else:
            self.end_of_run()
            self.found.append(shown)

    def end_of_run(self) -> None:
        if self.inline:
            items = sorted(self.inline.elements())
            self.found += [items] if items else []
            self.inline = Counter()


def structure(page: bytes | str) -> list[Any]:
    """Front matter without the words of `title` and `description`, then the tags of the rendered body."""
    text = page.decode() if isinstance(page, bytes) else page
    front, body = _parted(text)
    return [*front, *tags(GFM.html(body))]


def structure_elsewhere(page: bytes | str) -> list[Any]:
    """The same with two other parsers, for pages of only CommonMark, tables and strikethrough."""
    text = page.decode() if isinstance(page, bytes) else page
    front, body = _parted(text)
    return [*front, *map(tags, elsewhere(body))]


def elsewhere(body: str) -> tuple[str, str]:
    """The HTML that markdown-it and cmark-gfm make of a page without front matter."""
    return OTHER.render(body), cmarkgfm.markdown_to_html_with_extensions(body, UNSAFE, ["table", "strikethrough"])


def tags(html: str) -> list[Any]:
    parser = _Structure()
    parser.feed(SHORT_COMMENT.sub("<!---->", html))
    parser.close()
    parser.end_of_run()
    return parser.found


def _parted(text: str) -> tuple[list[Any], str]:
    found = FRONT_MATTER.match(text)
    if found:
        values = None
        with suppress(yaml.YAMLError, tomllib.TOMLDecodeError):
            toml = found[1] == "+++"
            values = tomllib.loads(found[2].replace("\r\n", "\n")) if toml else yaml.load(found[2], LOADER)  # noqa: S506 - a safe loader
        if isinstance(values, dict):
            return list(_shape(values, "")), text[found.end() :]
    elif text.startswith("{"):
        with suppress(ValueError):
            values, end = json.JSONDecoder().raw_decode(text)
            if text[end:].partition("\n")[0].strip():
                return [], text
            return list(_shape(values, "")), text[end:]
    return [], text


def _shape(value: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """Keys, types, and untranslatable values."""
    words = isinstance(value, str) and path in {"title", "description"}
    yield (path, type(value).__name__, "" if words or isinstance(value, dict | list) else repr(value))
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _shape(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _shape(inner, path)
