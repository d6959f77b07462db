"""How the tags and blocks of a text stand in each other: a translation may move them, but not anywhere.

Vue 3.5 stops at an element with `v-else` that does not follow one with `v-if`, at words in an element with `v-html`,
and at words beside the one child of `<Transition>`. Svelte 5 stops at `{:else}` outside its block. A component shows
words that stand in it in place of its own, and what has a variable of a loop means nothing outside of the loop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from i18n_pipeline.markdown.constructs import Mark
from i18n_pipeline.markdown.reading import html_tags
from i18n_pipeline.markdown.reading.parse import Event

ATTRIBUTE = rb"<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*?\s"
"""Regular expression of the beginning of a tag up to an attribute."""
RULED = re.compile(
    rb"</?(?:[A-Z]|\w+[-.]|(?:component|transition)\b)|"
    + ATTRIBUTE
    + rb"(?:v-(?:else|for|html|slot|text)\b|#)|\{(?:[#:/](?=\w)|@const\b)"
)
"""Matches a tag or block about which there are rules."""
BRACES = rb"\{(?:[^{}]++|\{[^{}]*+\})*+\}"
"""Regular expression of code in braces, which may hold braces once."""
NAME = re.compile(rb"</?([\w.:-]*)")
COMPONENT = re.compile(rb"<(?:[A-Z]|\w+[-.]|component\b)|" + ATTRIBUTE + rb"v-(?:html|text)\b")
"""Matches the start tag of an element whose words are not those of the text around it."""
VARIABLES = re.compile(ATTRIBUTE + rb"(?:v-(?:for|slot)\b|#)")
"""Matches the start tag of an element with variables of its own (Vue)."""
ELSE = re.compile(ATTRIBUTE + rb"v-else(?:-if)?\b")
SIGNS_OF_EMPHASIS = b"*_~"
BRACES_INSIDE = re.compile(rb"\{\{[^}]*\}(?!\})")
"""An expression with braces in it, up to the first that closes."""
ENDS_OF_MARKUP = frozenset(bytes([sign]) for sign in b")]*_`~=^")
"""The last signs of links, emphasis and code."""
LIST = re.compile(rb"\{(?::?[ \t]*\.|:?[ \t]*[\w-]+=|:[ \t])")
"""The beginning of attributes, unlike that of an expression."""
OPENING = frozenset({"+Emphasis", "+Strong", "+Strikethrough", "+Link", "+Image"})
"""Events of markup in which tags may stand."""
CLOSING = frozenset(kind.replace("+", "-") for kind in OPENING)
LONELY = frozenset(b"transition keep-alive keepalive".split())
"""Elements with one child and no words beside it, in small letters."""
BLANKS = b" \t\r\n>"
"""White space, and the marks of quotes in which a text goes over lines."""
NOTHING, WORDS = "nothing", "words"
LONGEST = 80
"""Most characters of a tag or a mark in a sentence about it."""


@dataclass(slots=True)
class _Open:
    """An element or block that is open, or the whole text."""

    name: bytes = b""
    """The name of the element; `{` for a block, empty for the text."""
    tag: bytes = b""
    """Its start tag, as written."""
    shown: str = ""
    """The same in comparable form; of a block, its mark that came last."""
    variables: str = ""
    """The innermost element or block with variables of its own, as shown; empty for none."""
    last: str = NOTHING
    """What stands last in it, so far."""
    has_words: bool = False
    """Whether words stand in it, but for those in other elements."""
    holds_words: bool = False
    """Whether words stand in it or in ordinary elements in it."""


def nested(tags: Iterable[bytes]) -> bool:
    """Whether each end tag closes the element that was opened last."""
    opened: list[bytes] = []
    for tag in html_tags.tags(b"".join(tags)):
        if not tag.closing:
            if not tag.is_void and not tag.text.endswith(b"/>"):
                opened.append(tag.name)
        elif not opened or opened.pop() != tag.name:
            return False
    return not opened


def elements(marks: Iterable[Mark]) -> Iterator[bytes]:
    """The tags among marks; those without a name (JSX) get one."""
    for _, _, mark in marks:
        if mark[:1] == b"<":
            yield b"<fragment>" if mark == b"<>" else b"</fragment>" if mark == b"</>" else mark


def nested_in_markup(marks: Iterable[Mark], events: Iterable[Event]) -> bool:
    """Whether tags and the marks of emphasis and links all close what was opened last.

    Where they do not, JSX, Vue and Svelte stop, and a browser makes other elements (HTML, 13.2.6.4.7).
    """
    signs = [(end, 0, b"</sign-%s>" % kind[1:].encode()) for kind, _, end, _ in events if kind in CLOSING]
    signs += [(start, 1, b"<sign-%s>" % kind[1:].encode()) for kind, start, _, _ in events if kind in OPENING]
    tags = [(start, 2, tag) for (start, _, mark) in marks for tag in elements([(start, 0, mark)])]
    return nested(tag for _, _, tag in sorted([*signs, *tags], key=itemgetter(0, 1)))


def behind_markup(codes: Iterable[Mark], source: bytes, ends: Mapping[int, str]) -> Iterator[str]:
    """The attributes directly behind emphasis or code, to which they belong: behind mere signs they are the block's.

    `ends` are the byte offsets at which either ends, with the code; empty for emphasis. To markdown-it-attrs 4.3 an
    expression with braces in it is such attributes, too, up to the first brace that closes.
    """
    for start, _, code in codes:
        text = ends.get(start) if code[:1] == b"{" and code[1:2] not in b"{%" else None
        if BRACES_INSIDE.match(code) and source[start - 1 : start] in ENDS_OF_MARKUP:
            yield f"{code.decode()} directly follows `{chr(source[start - 1])}`"
        elif text and LIST.match(code):
            yield f"{code.decode()} directly follows `{text}`"
        elif text == "" and source[start - 1] in SIGNS_OF_EMPHASIS:
            yield f"{code.decode()} directly follows emphasis"


def rules(
    text: bytes,
    span: tuple[int, int],
    marks: Sequence[Mark],
    shown: Callable[[bytes], str],
    around: tuple[bytes, bytes] = (b"", b""),
) -> tuple[str, ...]:
    """What must stay as it is in a range of a text: sentences about its tags and blocks, sorted.

    `marks` are those in the range, in order; `shown` makes the comparable form of a tag, without its angle brackets.
    `around` are the tags before and behind the range, where those count.
    """
    if not any(RULED.match(mark) for mark in (*around, *(mark for _, _, mark in marks))):
        return ()
    walk = _Walk(shown)
    walk.read(text, span, marks)
    return tuple(sorted([*walk.found, *walk.beside(*around)]))


def _name(tag: bytes) -> bytes:
    """The name of a tag; empty for anything else."""
    found = NAME.match(tag)
    return found[1] if found else b""


def _shortened(text: str) -> str:
    """The beginning of a tag or a mark, for people."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


class _Walk:
    """A walk over the marks of one text."""

    def __init__(self, shown: Callable[[bytes], str]) -> None:
        self.shown = shown
        self.opened = [_Open()]
        self.names = Counter[bytes]()
        self.found: list[str] = []

    def read(self, text: bytes, span: tuple[int, int], marks: Sequence[Mark]) -> None:
        done = span[0]
        for start, end, mark in marks:
            if start < done:  # a placeholder in a tag
                continue
            if text[done:start].strip(BLANKS):
                self._words()
            done = end
            if mark.startswith(b"{"):
                self._braces(mark)
            elif not mark.startswith((b"<!", b"<?")):
                self._tag(mark)
        if text[done : span[1]].strip(BLANKS):
            self._words()

    def beside(self, before: bytes, behind: bytes) -> Iterator[str]:
        """What follows for the tags before and behind the text, which stands beside or in their elements."""
        if ELSE.match(behind):
            yield f"<{_shortened(self.shown(behind))}> directly follows {self.opened[-1].last}"
        around = next((tag for tag in (before, behind) if _name(tag).lower() in LONELY), b"")
        if around and not self.opened[0].has_words:
            yield f"<{_name(around).decode()}> holds no words here"

    def _words(self) -> None:
        inside = self.opened[-1]
        inside.last, inside.has_words, inside.holds_words = WORDS, True, True

    def _braces(self, mark: bytes) -> None:
        """Read an expression, or the mark that begins, parts or ends a block of Svelte."""
        inside, shown = self.opened[-1], _shortened(" ".join(mark.decode().split()))
        if mark[1:2] == b"#":
            self._in_variables(shown)
            self._open(_Open(b"{", mark, shown, shown))
        elif mark[1:2] == b":":
            self.found.append(f"{shown} stands in {inside.shown or NOTHING}")
            inside.shown = inside.variables = shown
        elif mark[1:2] == b"/" and mark[2:3].isalpha():
            self.found.append(f"{shown} ends {inside.shown or NOTHING}")
            self._close(b"{", shown)
        elif mark.startswith(b"{@const"):
            self.found.append(f"{shown} stands in {inside.shown or NOTHING}")
        else:
            self._in_variables(shown)
            self._words()

    def _tag(self, tag: bytes) -> None:
        name = _name(tag)
        if tag.startswith(b"</"):
            self._close(name, f"</{name.decode()}>")
            return
        inside, shown = self.opened[-1], f"<{_shortened(self.shown(tag))}>"
        if ELSE.match(tag):
            self.found.append(f"{shown} directly follows {inside.last}")
        self._in_variables(shown)
        if tag.endswith(b"/>") or html_tags.is_void(name):
            inside.last = shown
        else:
            variables = shown if VARIABLES.match(tag) else inside.variables
            self._open(_Open(name, tag, shown, variables))

    def _in_variables(self, shown: str) -> None:
        if self.opened[-1].variables:
            self.found.append(f"{shown} stands in {self.opened[-1].variables}")

    def _open(self, opened: _Open) -> None:
        self.opened.append(opened)
        self.names[opened.name] += 1

    def _closed(self) -> _Open:
        closed = self.opened.pop()
        self.names[closed.name] -= 1
        return closed

    def _close(self, name: bytes, shown: str) -> None:
        """Close the innermost element or block with a name, and what is open in it."""
        if not self.names[name]:
            self.opened[-1].last = shown
            return
        while (one := self._closed()).name != name:
            pass
        around = self.opened[-1]
        around.last = one.shown
        is_component = COMPONENT.match(one.tag) is not None
        is_lonely = name.lower() in LONELY
        if (is_component or is_lonely) and not (one.has_words if is_lonely else one.holds_words):
            self.found.append(f"{one.shown} holds no words")
        elif not is_component and not is_lonely and name != b"template":
            around.holds_words |= one.holds_words
