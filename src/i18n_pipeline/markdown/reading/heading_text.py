"""The text of a heading that a slug is made of, as the dialect's rule wants it (`slugs.HeadingWords`).

What a template tag or expression puts into a heading is known only to the generator. Where templates are run before
Markdown is read (Liquid, Jinja, shortcodes of Hugo), a heading with one has no known text. Where they run later (Vue)
or never (GitHub), the tag counts as literal text beside words; a heading of tags alone has no known text. Zola puts in
what they show when the ids are made, so that these hold nothing of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from i18n_pipeline.markdown.constructs import template_tags
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.dialect import Dialect, all_risks, loses_sign_behind_comments
from i18n_pipeline.markdown.reading import masking
from i18n_pipeline.markdown.reading.outline import Outline, Run
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.slugs import HeadingWords

REFERENCE = re.compile(rb"&(#?)\w+;")
EMOJI = re.compile(r":(?:\+1|-1|[a-z][a-z0-9_+-]*):|(?<!\S)(?:<[/\\]?3|[0oO8BxX]-?\)|:-?[DPoOsSzZ])(?!\S)")
"""Names of emoji and those signs for them that hold a letter or digit."""
DASHES = {"two": re.compile(r"(?<!-)--(?!-)"), "three": re.compile(r"---?"), "all": re.compile(r"--+")}
DASH = "\u2013"
ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)[^\s<]*[^\s<?!.,:*_~)\"';]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]*\w)+")
FIRST = re.compile(r"(?:(?!['\"\[]|--|\.\.\.|<<|>>)[^_*])*[_*]?")
"""What Goldmark takes for one piece of text: up to a sign that it replaces, or that could be markup."""
MARKUP = re.compile(rb"[*_~`<\\&]|\][(\[]")
"""Signs of Markdown, which may be markup to a parser that knows no code of templates."""
TAG = re.compile(rb"\{%(?!/\*)-?\s*(?P<end>end\b)?")
"""A tag of Zola, or the end of one."""
SHORTCODE_SHOWN = re.compile(rb"\{\{/\*[^{}]*\*/\}\}")
"""A shortcode that Zola shows as it is, without the marks of a comment."""
SHOWN = re.compile(SHORTCODE_SHOWN.pattern + rb"|" + template_tags.SHOWN.pattern)
"""The same, or such a tag around a body."""
ADDRESS_OR_DIRECTIVE = re.compile(
    rf"({ADDRESS.pattern})|(?<![:\\]):[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?![A-Za-z0-9_:-])"
)
"""An address, or the name of a directive among words (remark-directive 3)."""
ELEMENTS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
WORD_EVENTS = frozenset({"Text", "Code"})
"""Events of words."""
AUTOMATIC = frozenset({"Autolink", "Email"})
NOTHING: Mapping[str, int] = {}
ALL = HeadingWords()


def text(page: Outline, run: Run, words: HeadingWords, notes: Mapping[str, int] = NOTHING) -> str | None:
    """The text of a heading; None if all its words come from template tags, or nobody knows which.

    `words`: what of it counts. `notes` has the numbers of the page's footnotes, by name.
    """
    if _is_made_by_templates(page, run):
        return None
    if words.as_written:
        found = page.source[run.start : run.end].decode()
        found = re.split(r"[\r\n]+[ \t>]*", found)[-1] if words.last_line else found
    elif words.references == "written" and REFERENCE.fullmatch(page.source, run.start, run.end):
        found = str(run.events[0][3])  # markdown-it 14 joins a reference with the words beside it, if there are any
    else:
        found = "".join(_Walk(page, words, notes).parts(run))
    if words.emoji:
        found = EMOJI.sub("", found)
    if _is_behind_comment(page.dialect, run):
        found = found[1:].lstrip()
    return found if _has_text_of_its_own(page, run, found) else None


def _is_behind_comment(dialect: Dialect, run: Run) -> bool:
    """Whether a comment that begins a heading with an underline takes the first sign of its words away."""
    kind, _, _, value = run.events[0]
    begins = run.place == "setext" and kind == "InlineHtml" and value.startswith("<!--")
    return begins and loses_sign_behind_comments(dialect)


def plain(page: Outline, run: Run) -> str:
    """The words of a heading without marks, whatever the dialect's rule makes of them."""
    return "".join(_Walk(page, ALL, NOTHING).parts(run))


def footnotes(page: Outline) -> Mapping[str, int]:
    """The number of each footnote of a page, by its name: in the order in which readers meet their marks."""
    names = [value for token in page.tokens if isinstance(token, Run) for value in _marks(token)]
    return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}


def _marks(run: Run) -> Iterator[str]:
    return (value for kind, _, _, value in run.events if kind == "FootnoteReference")


def _is_made_by_templates(page: Outline, run: Run) -> bool:
    """Whether a heading holds code of a template language that runs before Markdown is read, even in code."""
    first = all_risks(page.dialect).first
    if first is None or not first.search(page.source[run.start : run.end].decode()):
        return False
    rule, inside = page.dialect.slugs.words.templates, page.scan.inside(run.start, run.end)
    if rule == "written":
        codes = (page.source[start:end] for start, end in inside)
        return any(MARKUP.search(code) for code in codes if first.match(code.decode()))
    if not rule and not page.dialect.slugs.words.as_written:
        words = (page.source[start:end].decode() for kind, start, end, _ in run.events if kind in WORD_EVENTS)
        return any(map(first.search, words))  # in targets and tags code shows no words
    if rule != "none":
        return True
    return first.search(_without_known(page, run, inside)) is not None


def _is_in_template(source: bytes, position: int) -> bool:
    """Whether a byte is in the body of a template tag, which is read before the page is."""
    starts, depths = _bodies(source)
    before = bisect_left(starts, position)
    return before > 0 and depths[before - 1] > 0


@lru_cache(maxsize=2)
def _bodies(source: bytes) -> tuple[Sequence[int], Sequence[int]]:
    """Where each tag begins, and how many are open behind it."""
    found = list(TAG.finditer(source))
    return [tag.start() for tag in found], list(accumulate(-1 if tag["end"] else 1 for tag in found))


def _without_known(page: Outline, run: Run, inside: Iterable[tuple[int, int]]) -> str:
    """A heading as it is written, but for the placeholders of which it is known what they show when ids are made.

    Outside code, shortcodes show nothing yet. A tag that is shown as it is becomes a shortcode where the body that it
    stands in is read as a page of its own; a shortcode there has shown its words before.
    """
    in_body, code = _is_in_template(page.source, run.start), [event[1:3] for event in run.events if event[0] == "Code"]
    form, done, parts = SHORTCODE_SHOWN if in_body else masking.wordless(page.dialect), run.start, list[bytes]()
    for start, end in inside:
        if form and form.fullmatch(page.source, start, end) and not is_within(start, code):
            parts.append(page.source[done:start])
            done = end
    left = b"".join([*parts, page.source[done : run.end]])
    return (left if in_body else SHOWN.sub(b"", left)).decode()


def _has_text_of_its_own(page: Outline, run: Run, found: str) -> bool:
    hidden = page.scan.inside(run.start, run.end)
    for start, end in hidden:
        found = found.replace(page.source[start:end].decode(), "", 1)
    return not hidden or any(map(str.isalnum, found))


@dataclass(slots=True)
class _Walk:
    """The way through the events of a heading."""

    page: Outline
    words: HeadingWords
    notes: Mapping[str, int]
    things: list[int] = field(default_factory=list)
    """Of each open element, the number of things in it so far."""
    images: int = 0
    """Number of open images."""
    address: bool = False
    """Whether a link is open that is an address without brackets."""
    links: int = 0
    """Number of open links, in which no address is another."""
    before: str = ""
    """Kind of the event before."""

    def parts(self, run: Run) -> Iterator[str]:
        """The pieces of the text."""
        events = run.events
        if self.words.last_line:
            breaks = [place for place, event in enumerate(events, 1) if event[0] in {"SoftBreak", "HardBreak"}]
            events = events[breaks[-1] :] if breaks else events
        for event in events:
            if event[0][1:] in ELEMENTS:
                self._element(event)
            else:
                self._count(event[0])
                if self._counts():
                    yield self._part(event)
            self.before = event[0]

    def _element(self, event: Event) -> None:
        """Enter or leave an element."""
        kind, _, _, value = event
        if kind[0] == "+":
            self._count(kind)
            self.things.append(0)
            self.address = self.address or (kind == "+Link" and value["link_type"] in AUTOMATIC)
        elif self.things:
            self.things.pop()
            self.address = self.address and kind != "-Link"
        self.images += (kind == "+Image") - (kind == "-Image")
        self.links += (kind == "+Link") - (kind == "-Link")

    def _count(self, kind: str) -> None:
        """Count one more thing in the open element; texts side by side are one."""
        if self.things and not kind == self.before == "Text":
            self.things[-1] += 1

    def _counts(self) -> bool:
        """Whether the words of an event count at this place."""
        if (self.images and not self.words.images) or (self.address and not self.words.addresses):
            return False
        return self.words.nested == "all" or all(number == 1 for number in self.things)

    def _part(self, event: Event) -> str:
        kind, start, end, value = event
        if kind == "Text":
            return self._of_text(start, end, str(value))
        if kind == "Code":
            return self._of_code(start, end, str(value))
        if kind == "InlineHtml":
            return self._of_tag(str(value))
        if kind == "FootnoteReference":
            return self._of_mark(str(value))
        return self.words.line_break if kind == "SoftBreak" else ""

    def _of_text(self, start: int, end: int, value: str) -> str:
        words, raw = self.words, self.page.source[start:end]
        inside = self.page.scan.inside(start, end)
        if inside:  # the parser saw a masked copy
            return self._as_written(start, end, inside)
        reference = REFERENCE.fullmatch(raw)
        if reference and (words.references == "written" or (words.references == "named" and reference[1])):
            return raw.decode()
        if reference and words.escaped:
            return value.replace("<", "&lt;").replace(">", "&gt;")
        if words.directives:
            escaped = self._is_escaped(start)
            value = value[:escaped] + self._without_directives(value[escaped:])
        if words.nested == "first" and self.things:
            value = "" if self.before == "Text" and value[:1] in {"'", '"'} else FIRST.match(value)[0]  # type: ignore[index]
        return self._with_dashes(self._without_addresses(value))

    def _without_addresses(self, words: str) -> str:
        """Words without the addresses in them of which links are made, if these do not count."""
        return words if self.words.addresses or self.links else ADDRESS.sub("", words)

    def _with_dashes(self, words: str) -> str:
        """Words with the dashes that the site makes of hyphens."""
        kind = self.words.dashes
        return DASHES[kind].sub(DASH, words) if kind and "--" in words else words

    def _as_written(self, start: int, end: int, inside: Iterable[tuple[int, int]]) -> str:
        """The bytes between two offsets, without those placeholders in them that are no text."""
        source, escaped = self.page.source, self._is_escaped(start)
        parts, done = [source[start : start + escaped].decode()], start + escaped
        for first, last in inside:
            parts.append(self._of_words(source[done : max(first, done)].decode()))
            parts.append("" if self._is_no_text(first, last) else source[max(first, start) : last].decode())
            done = max(last, done)
        return "".join([*parts, self._of_words(source[done : max(end, done)].decode())])

    def _of_words(self, words: str) -> str:
        """Words beside placeholders, without what does not count."""
        return self._with_dashes(self._without_addresses(self._without_directives(words)))

    def _is_escaped(self, start: int) -> bool:
        """Whether a colon is escaped, which begins no directive."""
        return self.page.source[start - 1 : start + 1] == b"\\:"

    def _without_directives(self, words: str) -> str:
        """Words without the names of directives that have no label."""
        return ADDRESS_OR_DIRECTIVE.sub(r"\1", words) if self.words.directives and ":" in words else words

    def _is_no_text(self, start: int, end: int) -> bool:
        """Whether readers see no words of a placeholder; of a directive, no words but those of its label."""
        source = self.page.source
        if source[start] in b":]" and self.words.directives:
            return not source.endswith(b":", start, end)  # else it is the name of an emoji
        forms = masking.wordless(self.page.dialect)
        if forms is None:
            return False
        is_run = SHORTCODE_SHOWN.fullmatch(source, start, end) is not None and _is_in_template(source, start)
        return is_run or forms.fullmatch(source, start, end) is not None

    def _of_code(self, start: int, end: int, value: str) -> str:
        if not self.words.code:
            return ""
        raw = self.page.source[start:end].decode()
        if self.page.scan.inside(start, end):
            return raw
        if self.words.escaped:
            value = value.replace("<", "&lt;").replace(">", "&gt;").replace("{", "&#123;").replace("}", "&#125;")
        if self.words.code != "spaced":
            return value
        said = raw.strip("`")  # one blank at each end is none behind two backticks (kramdown 2.4)
        return said.removeprefix(" ").removesuffix(" ") if raw.startswith("``") else said

    def _of_tag(self, tag: str) -> str:
        if self.words.tags == "kept" or (self.words.tags == "nested" and self.things):
            return tag
        return tag[4:-3] if self.words.comments and tag.startswith("<!--") else ""

    def _of_mark(self, name: str) -> str:
        if self.words.footnotes == "number":
            return str(self.notes.get(name, ""))
        if self.words.footnotes == "digits":
            return name if name.isdecimal() else ""
        return f"^{name}" if self.words.footnotes == "written" else ""
