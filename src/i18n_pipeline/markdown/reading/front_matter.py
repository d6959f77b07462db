"""Find front matter, and the bytes of its translatable values.

python-frontmatter finds YAML front matter; PyYAML's scanner says where each value is, in JSON too (which is YAML).
TOML is checked by tomllib: python-frontmatter knows it only through the unmaintained `toml` package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.reading import values
from i18n_pipeline.markdown.reading.values import INVALID, KEY, WITH_KEYS, Node, place_of

BOUNDARY = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
HANDLER = YAMLHandler(fm_boundary=BOUNDARY)
TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<text>(?:.*\n)*?)\+\+\+[ \t]*(?=\r?\n|$)")
NAMED = re.compile(r"---[ \t]*(?P<language>json|toml|js|javascript)[ \t]*\r?\n(?P<text>(?:.*\n)*?)---[ \t]*(?=\r?\n|$)")
"""Front matter that says its language, as gray-matter 4 reads it (Eleventy, VitePress)."""
OF_KEY = "\x00"
"""What stands after the path of a key that may be text; no path of a value has it."""
LINE_ENDS = re.compile(r"[ \t]*(?:\r?\n|$)")
LOOKS_LIKE_KEYS = re.compile(r"\s*+(?:#[^\n]*+\s*+)*+[\w\"'-]++\s*+[:=]")


class FrontMatter(Struct, frozen=True):
    """The front matter of a page, delimiters left aside."""

    start: int = 0
    """Byte offset of its first byte."""
    text: str = ""
    """The front matter itself."""
    end: int = 0
    """Byte offset of the body; 0 if there is no front matter."""
    language: str = ""
    """`yaml`, `toml`, `json`, `javascript`; empty if there is no front matter."""
    nodes: tuple[Node, ...] = ()
    """All its values in order."""
    problem: str = ""
    """Why the front matter is unreadable, in which case it stays unchanged; empty if readable."""
    place: tuple[int, int] = (0, 0)
    """Line and column of the problem in a file of strings, counted from 1; zeros if they are not known."""

    def offset(self, character: int) -> int:
        """Byte offset on the page of a character offset in the text."""
        return self.start + (character if self.text.isascii() else _offsets(self.text)[character])

    def chosen(self, paths: Iterable[str]) -> Iterator[Node]:
        """Text values at these paths, each span once.

        `[]` in a path is a reminder that the key holds a list; `*` stands for any key of a mapping, `**` for any number
        of keys. A path after `!` leaves out what the others choose. A path before `:` chooses keys, not values.
        """
        matches, seen = _matcher(tuple(paths)), set()
        for node in self.nodes:
            path = f"{node.path}{OF_KEY}" if node.kind == KEY else node.path
            if matches(path) and node.is_text and node.text.strip() and node.start not in seen:
                seen.add(node.start)
                yield node

    def shape(self, paths: Iterable[str], code: re.Pattern[str] = template_code.ANY) -> tuple[Any, ...]:
        """Everything to preserve: keys, types and values; of the texts at these paths only what `code` matches."""
        words = {node.start for node in self.chosen(paths)}
        kept = (template_code.found(node.text, code) if node.start in words else node.text for node in self.nodes)
        return tuple((*node.place, value) for node, value in zip(self.nodes, kept, strict=True))


@lru_cache(maxsize=4)
def _offsets(text: str) -> tuple[int, ...]:
    """The byte offset of each character of a text, and that of its end."""
    sizes = (1 if sign < "\x80" else 2 if sign < "\u0800" else 3 if sign < "\U00010000" else 4 for sign in text)
    return (0, *accumulate(sizes))


@lru_cache(maxsize=64)
def _matcher(paths: tuple[str, ...]) -> Callable[[str], object]:
    """Tells whether the path of a value is one of these."""
    bare = [path.replace("[]", "") for path in paths]
    if not any(sign in path for path in bare for sign in "*!:"):
        return frozenset(bare).__contains__
    chosen = re.compile("|".join(_pattern(path) for path in bare if not path.startswith("!")))
    left_out = re.compile("|".join(_pattern(path[1:]) for path in bare if path.startswith("!")) or r"(?!)")
    return lambda path: chosen.fullmatch(path) and not left_out.fullmatch(path)


def _pattern(path: str) -> str:
    """The regular expression for a path with `*` and `**`."""
    known = {"**.": rf"(?:[^{OF_KEY}]*\.)?", "**": f"[^{OF_KEY}]*", "*": f"[^.{OF_KEY}]+", ":": OF_KEY}
    return "".join(known.get(part, re.escape(part)) for part in re.split(r"(\*\*\.|\*\*|\*|:$)", path))


NONE = FrontMatter()


def front_matter(source: bytes) -> FrontMatter:
    """Read the front matter of a page. Never raises; errors are reported in `problem`."""
    if source[:3] not in {b"---", b"+++"} and source[:1] != b"{":
        return NONE
    page = source.decode()
    found = _named(page) or _find(page)
    if found is None:
        return NONE
    language, begin, stop, body = found
    text = page[begin:stop]
    start, end = len(page[:begin].encode()), len(page[:body].encode())
    try:
        nodes = values.nodes(language, text)
    except INVALID as error:
        said = " ".join(str(error).split())[:200]
        problem = f"the front matter is not valid {language.upper()} and is left as it is: {said}"
        return FrontMatter(start, text, end, problem=problem) if LOOKS_LIKE_KEYS.match(text) else NONE
    if nodes and nodes[0].kind != "tag:yaml.org,2002:map" and language == "yaml":
        return NONE  # a rule, some text, another rule
    return FrontMatter(start, text, end, language, nodes)


def whole(source: bytes, language: str, paths: Iterable[str] = ()) -> FrontMatter:
    """Read a file that holds values alone, as if it were front matter; `paths` tell whether keys are texts, too.

    Raises UnicodeDecodeError unless it is UTF-8.
    """
    text = source.decode()
    if language == "yaml" and any(path.endswith(":") for path in paths):
        language = WITH_KEYS
    try:
        nodes = values.nodes(language, text)
    except INVALID as error:
        said = " ".join(str(getattr(error, "problem", None) or str(error).partition(": line ")[0]).split())[:200]
        said = re.sub(r" \(at (?:line \d+, column \d+|end of document)\)$", "", said)
        return FrontMatter(0, text, len(source), problem=f"not valid {language.upper()}: {said}", place=place_of(error))
    again = next((node for node in nodes if node.repeated), None)
    if again is None:
        return FrontMatter(0, text, len(source), language, nodes)
    before = text[: again.start]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    return FrontMatter(0, text, len(source), problem=f"the key {again.path!r} stands there twice", place=place)


def _named(page: str) -> tuple[str, int, int, int] | None:
    """Like `_find`, for front matter that says its language."""
    found = NAMED.match(page)
    if found is None:
        return None
    return ("javascript" if found["language"] == "js" else found["language"], *found.span("text"), found.end())


def _find(page: str) -> tuple[str, int, int, int] | None:
    """Language, and character offsets of the front matter, its end, and the body."""
    if page[0] == "{":
        try:
            _, end = json.JSONDecoder().raw_decode(page)
        except (ValueError, RecursionError):
            return None
        return ("json", 0, end, end) if LINE_ENDS.match(page, end) else None
    if page[0] == "+":
        found = TOML.match(page)
        return ("toml", *found.span("text"), found.end()) if found else None
    if not HANDLER.detect(page):
        return None
    try:
        text, body = HANDLER.split(page)
    except ValueError:
        return None  # never closed
    begin = page.index(text, 3)
    return ("yaml", begin, begin + len(text), len(page) - len(body))
