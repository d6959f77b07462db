"""Syntax of site generators that CommonMark takes for words, one construct a file.

A construct knows no kind of site: a dialect names the constructs it has. Each is hidden from the parser in a copy of
the page of equal length, so that every byte range which the parser reports is valid on the page itself:

- one that fills whole lines becomes blanks; with a title, a heading of this title; with an indented body, a list item;
- one among words becomes percent signs: punctuation, so that emphasis beside it opens and closes;
- a tag that CommonMark does not know becomes one that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown.constructs.human_names import is_human

OF_ADDRESS = rb"(?:[^\s\"'`<>()\x80-\xff]|(?!\xe3\x80|\xef[\xbc\xbd])[\xc2-\xf4][\x80-\xbf]+)"
"""A sign of an address; those of U+3000 to U+303F and of full width stand behind it."""
MARKUP = re.compile(
    rb"<[A-Za-z/!?][^<>]*>?|\]\([^()\s]*"
    rb"|(?i:[a-z][a-z0-9+.-]{0,30}://|(?:javascript|vbscript|data|mailto):)" + OF_ADDRESS + rb"+(?<![.,;:!?])"
)
"""A tag, the target of a link, or an address without the punctuation behind it."""
INDENTED_BELOW = rb"(?=[ \t]*(?:[\r\n][ \t>]*)+(?:(?<= {4})|(?<=\t))[^\s>])"
"""Regular expression of nothing, at the end of a line above one that is code unless it belongs to a list."""
IS_ABOVE_CODE = re.compile(INDENTED_BELOW)
ABOVE_CODE = rb"(?P<ends_lists>" + INDENTED_BELOW + rb")?"
"""The same at the end of `Construct.alone`."""
BREAK = rb"(?:\r\n|\n|\r)(?![ \t>]*(?:[\r\n]|\Z))"
"""Regular expression of a line end before a line that is not blank."""


NO_PARAGRAPH = "no words stand beside its elements"
"""The rule of a paragraph that is none to the site, but the elements in it; see `Construct.rules`."""

TEXT_OF = "text of <"
"""How the kind of place of an element's text begins; see `Words.type`."""
Mark: TypeAlias = tuple[int, int, bytes]
"""A tag, a comment or a placeholder: byte offsets of its start and its end, and its text on one line."""


class Words(Struct, frozen=True):
    """Words for readers inside a construct."""

    start: int
    """Byte offset on the page of the first byte."""
    end: int
    """Byte offset after the last byte."""
    place: str
    """How a translation is escaped there; see `Segment.place`."""
    type: str
    """The kind of place, named for translators: `note title`, `parameter: caption`."""
    outer: tuple[int, int] = (0, 0)
    """Byte offsets of the words with the quotes around them, where a translation may have quotes that the English
    lacks; zeros elsewhere."""


class Occurrence(Struct, frozen=True):
    """A construct that fills whole lines of a page."""

    start: int
    """Byte offset of its first byte, after the marks and the indentation of its line."""
    end: int
    """Byte offset after its last byte."""
    name: str = ""
    """The name of the construct."""
    title: Words | None = None
    """Its title, which is inline Markdown on one line; None without one."""
    values: tuple[Words, ...] = ()
    """Its other words, which are plain text, in page order."""
    body: int = 0
    """Columns from its first byte to the text of its body, where that is indented and follows; else 0. At least 2."""
    body_end: int = 0
    """Byte offset after the last line of such a body."""
    raw: bool = False
    """Whether it is a template tag with code that belongs to it: that is no text, even in a block of HTML."""
    as_word: bool = False
    """Whether the parser sees a word in its place, without letters, instead of blanks."""
    has_words_behind: bool = False
    """Whether such a word stands before others on its line, which it does not fill."""
    is_item: bool = False
    """Whether it is blanks in place of which the parser sees the mark of a list item: the body is the text behind."""
    in_html: bool = False
    """Whether it is a tag, which also counts where CommonMark sees a block of HTML."""
    ends_html: bool = False
    """Whether the block of HTML that it begins for CommonMark ends with it."""
    mark: int = 0
    """Byte offset of the sign by which the parser sees it as a heading, where its title is not on its first line; 0
    elsewhere."""
    around: tuple[tuple[int, int], ...] = ()
    """Byte ranges of the tags before and behind its title, if it is an element around that: on more lines than one it
    would be tags among words."""

    def kept(self, source: bytes) -> tuple[bytes, ...]:
        """The bytes around its words, which every localised page has too."""
        parts, done = [], self.start
        for words in sorted([*self.values, *([self.title] if self.title else [])], key=lambda words: words.start):
            start, end = words.outer if words.outer[1] else (words.start, words.end)
            parts.append(source[done:start])
            done = end
        return (*parts, source[done : self.end])


class OwnTag(Struct, frozen=True):
    """What the settings of a site say about one of its own shortcodes or components."""

    name: str
    """Its name."""
    parameters: tuple[str, ...] = ()
    """Names of its parameters with words for readers; empty: those of all tags."""
    body: str = "markdown"
    """What it stands around: `markdown`, `text` without Markdown, or `raw` for what nobody translates."""


class Shown(Struct, frozen=True):
    """How constructs are found by what looks for them in the words of the page that is built."""

    opening: re.Pattern[str]
    """Finds what opens one, up to where a mark that nobody sees keeps it from that. It names no groups."""
    whole: re.Pattern[str]
    """Finds a whole one. It names no groups."""


class Construct(Struct, frozen=True):
    """A syntax that is masked in the parser's copy of a page, outside code.

    Its regular expressions may name the groups that are told here and no others. None may scan past the next opening
    of its own kind: that keeps the search linear in the page.
    """

    name: str
    """Name for people: `display math`."""
    signs: tuple[bytes, ...]
    """The first line of each has one of these."""
    alone: bytes = b""
    """Regular expression of one that fills whole lines, quote marks and indentation left aside. The localised page must
    have the same bytes but for its words; a group `ends_lists` has matched if it is to do that. Empty: it never fills
    lines."""
    opening: bytes = b""
    """Regular expression of what to look for on the first line of `alone` in place of a sign: a quick test of most
    signs on a page. Empty: each sign may stand on the first line of one."""
    inside: bytes = b""
    """Regular expression of one in the words of a paragraph, a placeholder. The msgid has it as it is, and a
    translation must keep it. Empty: it never stands among words."""
    in_html: Callable[[Construct], bytes] | None = None
    """Makes the same for one in a block of HTML; None: it is the same there. A group `apart` is one that parts the
    texts there."""
    title: re.Pattern[bytes] | None = None
    """Finds the title in one that fills lines. The title is a group with the name of the way in which a translation is
    escaped: `line`, `quoted` between straight double quotes, `bracketed` in `[…]`."""
    parameters: tuple[str, ...] = ()
    """Names of its parameters or attributes with words for readers, see `is_human`; numbers for those without a name,
    from 0."""
    raw: tuple[str, ...] = ()
    """Names of tags whose content is no Markdown, such as code."""
    raw_tag: re.Pattern[bytes] | None = None
    """Matches a tag whose content is no Markdown, after the tag it stands in, if it stands in any."""
    literal: tuple[str, ...] = ()
    """Names of tags whose content is Markdown, in which no other tag counts."""
    quoting: str = "string"
    """How a translation of a parameter is escaped; see `Segment.place`."""
    kind: str = ""
    """The settings that can say more about its tags: those of a `component` or a `shortcode`; empty for none."""
    own: tuple[OwnTag, ...] = ()
    """What the settings of a site say about some of its tags."""
    values: Callable[[Construct, bytes, int, int], Iterable[Words]] | None = None
    """Finds the other words of one between two offsets of a page, those of its `parameters`; among words too."""
    risk: str = ""
    """Regular expression of signs of a translation that would begin one among words: they become character references.
    It names no groups. Empty: a translation that adds one is refused."""
    shown: tuple[Shown, Shown] | None = None
    """How one is found in Markdown and in HTML by what looks for it on the page that is built, where a character
    reference is the sign it stands for. None: it is read with Markdown or before it."""
    marks: str = ""
    """Regular expression of signs at both ends of words, such as `==`. Like emphasis they may be left out; those that
    a translation has more than the English text become character references. It names no groups."""
    risk_of_line: str = ""
    """Like `risk`, for signs that would begin one at the start of a line."""
    wordless: bytes = b""
    """Regular expression of one among words that shows readers no words, so that nothing of it is in the id of a
    heading. Empty: all show some."""
    first: bool = False
    """Whether it is read before Markdown, as templates are, so that it counts in HTML, attributes and titles too."""
    read_twice: str = ""
    """Regular expression of the first signs of tags and formulas. What stands inside two tags may be read once more
    after its references are decoded, so that no reference hides these signs there. It names no groups. Empty: nothing
    is read once more."""
    ends_lists: bool = False
    """Whether one that fills lines ends the lists that it stands left of, as a block of Markdown does."""
    may_vanish: bool = False
    """Whether nothing may be left of one before Markdown is read, so that a line of it alone may be blank."""
    body: int = 0
    """Columns by which the lines below it are indented at least if they are its body; 0 if a body is not indented."""
    begins: Callable[[bytes, int], bool] | None = None
    """Says whether one that matches `alone` at a byte of a page begins there; None: it does."""
    find: Callable[[Construct, bytes], Iterable[Occurrence]] | None = None
    """Finds those that fill whole lines where no regular expression can."""
    fences: Callable[[Construct, bytes], Iterable[Occurrence]] | None = None
    """Finds those in fences whose ends decide what is code on a page: they are masked before anything else. It must
    know what is code by itself."""
    among: Callable[[Construct, bytes], Iterable[tuple[int, int]]] | None = None
    """Finds the byte ranges of placeholders among words where no regular expression can; in page order."""
    tags: Callable[[Construct, bytes], Iterable[tuple[int, int]]] | None = None
    """Finds the byte ranges of tags among words that CommonMark does not know as tags."""
    code_in_tags: Callable[[Construct, bytes], Iterable[Words]] | None = None
    """Finds the words for readers in the code of a tag of a block of HTML, by their byte offsets in the tag; its other
    words are those of HTML."""
    rules: Callable[[bytes, int, int, Sequence[Mark]], Iterable[str]] | None = None
    """Says what must stay as it is in the paragraph between two byte offsets, whose tags and placeholders are given: in
    sentences about its tags."""
    rules_of_words: Callable[[bytes, int, int], Iterable[str]] | None = None
    """The same of any words that have links, code, tags or placeholders, those of headings and cells too."""

    def __hash__(self) -> int:
        """Of two of its fields: constructs are keys of caches on the hot path."""
        return hash((self.name, self.inside))

    def holds_words(self, name: str, parameter: str) -> bool:
        """Whether a parameter of the tag with this name has words for readers."""
        own = next((tag.parameters for tag in self.own if tag.name == name and tag.parameters), ())
        return parameter in own if own else is_human(parameter, self.parameters)

    def body_of(self, name: str) -> str:
        """What the tag with this name stands around; see `OwnTag.body`."""
        return next((tag.body for tag in self.own if tag.name == name), "raw" if name in self.raw else "markdown")

    def names_around(self, *bodies: str) -> list[str]:
        """The names of the tags that stand around one of these, sorted; see `OwnTag.body`."""
        named = {*self.raw, *(tag.name for tag in self.own)}
        return sorted(name for name in named if self.body_of(name) in bodies)


def has_components(constructs: Iterable[Construct]) -> bool:
    """Whether tags are those of a construct that knows which of their attributes have words."""
    return any(one.tags and one.values for one in constructs)


def parameters(page: bytes, constructs: Iterable[Construct], start: int, end: int) -> list[Words]:
    """The words for readers in the parameters of the placeholder between two byte offsets."""
    return [words for one in constructs if one.values for words in one.values(one, page, start, end)]


def code_in_tag(tag: bytes, constructs: Iterable[Construct]) -> list[Words]:
    """The words for readers in the code of a tag of a block of HTML, by their byte offsets in the tag."""
    return [words for one in constructs if one.code_in_tags for words in one.code_in_tags(one, tag)]


def markup(words: bytes) -> list[bytes]:
    """The tags, targets of links and addresses in words that the site may take for HTML or Markdown."""
    return MARKUP.findall(words)


def comparable(placeholder: bytes, constructs: Iterable[Construct]) -> bytes:
    """A placeholder without the words for readers in it; of these only their tags and addresses."""
    return _without_words(placeholder, parameters(placeholder, constructs, 0, len(placeholder)))


def comparable_tag(tag: bytes, constructs: Iterable[Construct]) -> bytes:
    """A tag of a block of HTML without the words for readers in its code; of these only their tags and addresses."""
    return _without_words(tag, code_in_tag(tag, constructs))


def _without_words(text: bytes, words: Iterable[Words]) -> bytes:
    parts, done = [], 0
    for found in words:
        parts += [text[done : found.start], *markup(text[found.start : found.end])]
        done = found.end
    return b"".join([*parts, text[done:]])
