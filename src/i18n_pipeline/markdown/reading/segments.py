"""Cut a parsed page into segments: the texts for translators, with their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import (
    Occurrence,
    Words,
    has_components,
    javascript_strings,
    lines,
    option_values,
    parameters,
)
from i18n_pipeline.markdown.constructs.cross_references import LABEL
from i18n_pipeline.markdown.dialect import Dialect, code_in_tags, own_components
from i18n_pipeline.markdown.reading import code_words, html, html_tags, links, masking, parse, strings, template_edges
from i18n_pipeline.markdown.reading.directives import Directives, present
from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.markdown.reading.html import LETTER, URL, may_hold_address
from i18n_pipeline.markdown.reading.outline import Markup, Outline, Run, outline
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.model import UNWRITABLE, Link, Segment

NOWHERE = frozenset({"", "#"})
"""Targets of definitions that people write as comments: `[//]: # (a comment)`."""
BLANK = b" \t"
FOLDED = re.compile(rb"[ \t\r\n]+")
BACKSLASH, LESS_THAN = ord("\\"), ord("<")
EMOJI = re.compile(r"(?<![\w:])[:%](?:[a-z0-9_]+(?:-[a-z0-9_]+)*|[+-]1):(?![\w:])")
"""The name of an emoji, which many sites show as a picture: `:smile:`; its first colon may be masked."""


class Page(Struct, frozen=True, eq=False):
    """A parsed page and its segments. It equals itself alone, so that what follows from it can be kept beside it."""

    outline: Outline
    """Its front matter, structure and runs."""
    segments: tuple[Segment, ...]
    """The segments, in page order."""
    left_out: tuple[Segment, ...] = ()
    """Those that stay untranslated since no catalogue can hold their texts or contexts, in page order."""


@lru_cache(maxsize=4)
def page(source: bytes, dialect: Dialect) -> Page:
    """Parse a page, without its byte-order mark; once for all languages that are worked on one after the other.

    Raises UnicodeDecodeError unless it is UTF-8.
    """
    tree = outline(source, dialect)
    if dialect.values:
        return _page(tree, strings.segments(tree.front, dialect.front_matter))
    found = [*_front_segments(tree.front, dialect.front_matter), *_body_segments(tree), *_definition_titles(tree)]
    if b"\0" in source:  # CommonMark (section 2.3) reads it as U+FFFD
        found = [replace(segment, msgid=segment.msgid.replace("\0", "\ufffd")) for segment in found]
    return _page(tree, sorted(found, key=lambda segment: (segment.start, -segment.end)))


def _page(tree: Outline, found: Iterable[Segment]) -> Page:
    """A page, its segments parted into those that a catalogue can hold and the others."""
    parted: tuple[list[Segment], list[Segment]] = ([], [])
    for segment in found:
        parted[bool(UNWRITABLE.search(segment.msgid) or UNWRITABLE.search(segment.msgctxt or ""))].append(segment)
    return Page(tree, *map(tuple, parted))


def _front_segments(front: FrontMatter, paths: Iterable[str]) -> Iterator[Segment]:
    for node in front.chosen(paths):
        said = node.text.strip()
        if LETTER.search(said):
            start, end = front.offset(node.start), front.offset(node.end)
            end -= len(front.text[node.start : node.end]) - len(front.text[node.start : node.end].rstrip())
            yield Segment(start, end, front.language, f"front matter: {node.path}", said)


def _body_segments(tree: Outline) -> list[Segment]:
    directives = Directives() if present(tree) else None
    segments: list[Segment] = []
    for token in tree.tokens:
        if (type(token) is str and directives is None) or (directives is not None and directives.hides(token)):
            continue
        found: Iterable[Segment]
        if isinstance(token, Run):
            found = (_run_segments if has_words(tree.source, token) else _values)(tree, token)
        elif isinstance(token, Markup):
            found = _markup_segments(tree, token)
        elif isinstance(token, Occurrence):
            found = _construct_segments(tree.source, token)
        else:
            continue
        segments += found if directives is None else filter(None, map(directives.annotate, found))
    return segments


def has_words(source: bytes, run: Run) -> bool:
    """Whether a run holds a letter outside code, tags, raw elements, addresses, emoji, placeholders, labels of links.

    Placeholders are percent signs for the parser.
    """
    alone = html_tags.TOKEN.fullmatch(source, run.start, run.end) if source[run.start] == LESS_THAN else None
    if alone and alone["name"]:
        return False  # a tag that the parser saw as words
    automatic, raw = 0, b""
    for kind, start, end, value in run.events:
        if kind == "InlineHtml":
            raw = html_tags.raw_after(value, raw)
        elif kind == "Text" and start >= automatic and not raw:
            said = URL.sub("", value) if may_hold_address(value) else value
            said = EMOJI.sub("", said) if ":" in said else said
            if LETTER.search(said) and not _is_label(source, run, start):
                return True
        elif kind == "+Link" and value["link_type"] in links.AUTOMATIC:
            automatic = end
    return False


def _is_label(source: bytes, run: Run, position: int) -> bool:
    """Whether a byte of a text is in the label of a link that the page does not define: a name, without blanks."""
    opening = source.rfind(b"][", run.start, position)
    found = LABEL.match(source, opening) if opening >= 0 else None
    return found is not None and position < found.end()


def _without_outer_comments(source: bytes, run: Run) -> Run:
    """A run without the HTML comments at its start and end, which are not translated."""
    first, last = _comments(run.events), len(run.events) - _comments(run.events[::-1])
    if last - first == len(run.events):
        return run
    events = run.events[first:last]
    start = events[0][1] if events[0] is not run.events[0] else run.start
    end = max(event[2] for event in events)
    blank = len(source[start:end]) - len(source[start:end].lstrip())
    return replace(run, start=start + blank, end=start + len(source[start:end].rstrip()), events=events)


LEAST = 2
"""Events of an element without content."""


def _without_outer_elements(source: bytes, run: Run) -> Run:
    """A run without the tags around all of it, but for those that people write in a sentence."""
    for _ in range(html.MOST_PAIRS):
        tags = [source[start:end] for kind, start, end, _ in run.events if kind == "InlineHtml"]
        kinds = (run.events[0][0], run.events[-1][0])
        if kinds != ("InlineHtml", "InlineHtml") or len(run.events) <= LEAST or not html_tags.is_one_element(tags):
            break
        run = _inside(source, run, run.events[0][2])
    return run


def _without_outer_tags(source: bytes, run: Run, placeholders: Sequence[tuple[int, int]]) -> Run:
    """A run without the template tags at its ends that stand around it, or around more than it."""
    start, end = template_edges.within(source, run.start, run.end, placeholders)
    return run if (start, end) == (run.start, run.end) else replace(run, start=start, end=end)


def _parameters_outside(tree: Outline, run: Run, placeholders: Iterable[tuple[int, int]]) -> Iterator[Segment]:
    """The parameters with words of the placeholders that are no part of a run; those in it are part of its text."""
    for start, end in placeholders:
        if end <= run.start or start >= run.end:
            yield from _parameters(tree, start, end)


def _comments(events: Sequence[Event]) -> int:
    """How many events there are up to the last of the comments that come first, with or without blanks between."""
    count = 0
    for index, (kind, _, _, value) in enumerate(events):
        if kind == "InlineHtml" and value.startswith("<!--"):
            count = index + 1
        elif kind != "SoftBreak" and not (kind == "Text" and value.isspace()):
            break
    return count


def _run_segments(tree: Outline, run: Run) -> list[Segment]:
    """The segment of a run, and one for each title of its inline links and images."""
    source, outer = tree.source, list[Segment]()
    if run.events[0][0] == "InlineHtml" or run.events[-1][0] == "InlineHtml":
        run = _without_outer_comments(source, run)
        whole, run = run, _without_outer_elements(source, run)
        before = whole.events[: whole.events.index(run.events[0])]
        outer += _values(tree, replace(run, start=whole.start, end=run.start, events=before)) if before else ()
    if inside := tree.scan.inside(run.start, run.end):
        run = _without_outer_tags(source, run, inside)
        outer += _parameters_outside(tree, run, inside)
    if tree.dialect.lone_links and _is_lone_link(run):
        run = _inside_link(source, run)
    text = source[run.start : run.end].decode()
    found = links.spans(source, run.events) if "[" in text else []
    is_broken = "\n" in text or "\r" in text
    if not found and not (is_broken and any(event[0] == "HardBreak" for event in run.events)):
        said = _on_one_line(source, run) if is_broken else text
        return [*outer, Segment(run.start, run.end, run.place, run.type, said)]
    numbered = links.numbered(source, tree.scan, found, text)
    edits = [(link.start, link.end, b"][%d]" % link.number) for link in numbered]
    if is_broken:
        edits += _breaks(source, run)
    segment = Segment(run.start, run.end, run.place, run.type, _edited(source, run, sorted(edits)), links=numbered)
    return [*outer, segment, *_titles(source, zip(found, numbered, strict=True))]


def _is_lone_link(run: Run) -> bool:
    """Whether a run is one inline link that has text."""
    opened = [value["link_type"] for kind, _, _, value in run.events if kind == "+Link"]
    return opened == ["Inline"] and run.events[0][0] == "+Link" and run.events[-1][0] == "-Link" and len(run.events) > 2


def _inside_link(source: bytes, run: Run) -> Run:
    """The text of a run's only link, as a run."""
    return _inside(source, run, run.start + 1)


def _inside(source: bytes, run: Run, start: int) -> Run:
    """A run without its first and its last event; its text begins at a byte offset."""
    events = run.events[1:-1]
    end = max(event[2] for event in events)
    text = source[start:end]
    return replace(run, start=end - len(text.lstrip()), end=start + len(text.rstrip()), events=events)


def _titles(source: bytes, found: Iterable[tuple[tuple[Event, int], Link]]) -> Iterator[Segment]:
    """The titles of inline links and images."""
    for (event, _), link in found:
        span = links.title(source, link) if event[3]["title"] else None
        if span and LETTER.search(event[3]["title"]):
            what = "image title" if event[0] == "+Image" else "link title"
            yield Segment(*span, "title", what, _folded(source[slice(*span)]))


def _values(tree: Outline, run: Run) -> Iterator[Segment]:
    """Segments of a run without words: titles of links and images, and attributes that people read."""
    source, placeholder = tree.source, masking.any_placeholder(tree.dialect)
    for _, start, end, _ in (event for event in run.events if event[0] == "InlineHtml"):
        if has_components(tree.dialect.constructs):
            yield from _parameters(tree, start, end)
        else:
            tag = without_quote_marks(source[start:end], run.quotes)
            for words in html.attributes(tag, 0, len(tag), placeholder, _in_tags(tree.dialect, in_words=True)):
                yield from _words_of_html(start, tag, words)
    for start, end in tree.scan.inside(run.start, run.end):
        yield from _parameters(tree, start, end)
    found = links.spans(source, run.events) if len(run.events) > 1 else []
    yield from _titles(source, zip(found, links.numbered(source, tree.scan, found, ""), strict=True))


def _parameters(tree: Outline, start: int, end: int) -> Iterator[Segment]:
    """The parameters with words of a template tag or component among words."""
    for words in parameters(tree.source, tree.dialect.constructs, start, end):
        said = _said(tree.source, words)
        if _is_text(words, said):
            yield Segment(words.start, words.end, words.place, words.type, said)


def _on_one_line(source: bytes, run: Run) -> str:
    """The text of a run whose line breaks are all soft, with a space in place of each; line prefixes are dropped."""
    *lines, last = _line_break(run.quotes).split(source[run.start : run.end])[::2]
    return b" ".join([*(line.rstrip(BLANK) for line in lines), last]).decode()


def _breaks(source: bytes, run: Run) -> Iterator[tuple[int, int, bytes]]:
    """Edits that make a soft line break a space, a hard one a backslash and a newline; line prefixes are dropped."""
    hard = {end for kind, _, end, _ in run.events if kind == "HardBreak"}
    for found in _line_break(run.quotes).finditer(source, run.start, run.end):
        start = found.start()
        is_hard = found.end("newline") in hard
        while source[start - 1] in BLANK:
            start -= 1
        if is_hard and source[start - 1] == BACKSLASH:
            start -= 1
        yield (start, found.end(), b"\\\n" if is_hard else b" ")


@lru_cache(maxsize=64)
def _line_break(quotes: int) -> re.Pattern[bytes]:
    """A line end and the prefix of the next line inside this many quotes."""
    return re.compile(rb"(?P<newline>\r\n|\n|\r)[ \t]*(?:>[ \t]*){0,%d}" % quotes)


def without_quote_marks(text: bytes, quotes: int) -> bytes:
    """A tag inside this many quotes, with spaces in place of the quote marks of its lines."""
    return _line_break(quotes).sub(lambda found: found[0].replace(b">", b" "), text)


def on_one_line(text: bytes, quotes: int) -> str:
    """A code or tag inside this many quotes, its white space folded, the quote marks of its lines removed."""
    return " ".join(_line_break(quotes).sub(b" ", text).decode().split())


def _edited(source: bytes, run: Run, edits: list[tuple[int, int, bytes]]) -> str:
    """The run with sorted edits applied; line breaks inside a link's tail are skipped."""
    parts, done = [], run.start
    for start, end, text in edits:
        if start >= done:
            parts += [source[done:start], text]
            done = end
    return b"".join([*parts, source[done : run.end]]).decode()


def _markup_segments(tree: Outline, markup: Markup) -> Iterator[Segment]:
    placeholder, in_tags = masking.any_placeholder(tree.dialect), _in_tags(tree.dialect, in_words=False)
    may_have_words = any(sign in markup.text for sign in _signs_of_parameters(tree.dialect))
    for start, end in html.placeholders_apart(markup.text, placeholder, in_tags.own) if may_have_words else ():
        yield from _parameters(tree, markup.start + start, markup.start + end)
    for words in html.pieces(markup.text, placeholder, in_tags):
        yield from _words_of_html(markup.start, markup.text, words)


@lru_cache(maxsize=64)
def _signs_of_parameters(dialect: Dialect) -> tuple[bytes, ...]:
    """The signs of those constructs of a dialect whose parameters may be words for readers."""
    return tuple(sign for one in dialect.constructs if one.values for sign in one.signs)


@lru_cache(maxsize=64)
def _in_tags(dialect: Dialect, *, in_words: bool) -> html.InTags:
    """What a dialect has in the tags of HTML, or in those in the words of Markdown."""
    return html.InTags(() if in_words else code_in_tags(dialect), own_components(dialect))


def _words_of_html(offset: int, text: bytes, words: Words) -> Iterator[Segment]:
    """The segment of words in HTML; the text begins at byte `offset` of the page."""
    said = _said(text, words)
    if words.place != javascript_strings.PLACE or _is_text(words, said):
        yield Segment(offset + words.start, offset + words.end, words.place, words.type, said)


def _construct_segments(source: bytes, found: Occurrence) -> Iterator[Segment]:
    """The words of a construct but for its title, which is a run of text."""
    for words in found.values:
        said = _said(source, words)
        if _is_text(words, said):
            yield Segment(words.start, words.end, words.place, words.type, said)


def _said(source: bytes, words: Words) -> str:
    """The words of a construct as people read them."""
    said = _folded(source[words.start : words.end])
    if words.place == "option":
        return option_values.decoded(said, lines.quote(source, words.start, words.end))
    return javascript_strings.decoded(said) if words.place == javascript_strings.PLACE else said


def _is_text(words: Words, said: str) -> bool:
    """Whether there is something to translate in the words of a construct."""
    if words.place == javascript_strings.PLACE:
        said = javascript_strings.without_sequences(said)
    return bool(LETTER.search(said)) and not (words.place == "fence" and code_words.is_name(said))


def _definition_titles(tree: Outline) -> Iterator[Segment]:
    if b"]:" not in tree.source:
        return
    for start, end, target, said in parse.definitions(tree.scan.text, tree.dialect):
        seen = said and target.strip("%") not in NOWHERE and LETTER.search(said)  # `<>` is hidden where it is a tag
        span = links.definition_title(tree.source, start, end) if seen else None
        if span:
            yield Segment(*span, "title", "link title", _folded(tree.source[slice(*span)]))


def _folded(raw: bytes) -> str:
    """A text with one blank for blanks, tabs and line ends beside each other; other white space, as U+00A0, stays."""
    return FOLDED.sub(b" ", raw.strip(b" \t\r\n")).decode()
