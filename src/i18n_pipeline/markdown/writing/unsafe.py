"""Texts that no escape makes safe in their place: why each is refused, before it is written.

Front matter, and the parameters of shortcodes and components, know no escapes that are not shown to readers, and what
a site makes of their values is not seen on the page: many a theme reads them as Markdown or HTML. So a translation
may say no tag, no target of a link and no address there that the English text lacks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from i18n_pipeline.markdown import check_ids, inline, placeholders, template_code
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.constructs import lines, markup, tags
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.dialect import Dialect, all_risks
from i18n_pipeline.markdown.reading import html_tags, links
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.signs_to_escape import Risks
from i18n_pipeline.markdown.writing import addresses, literal, python_markdown_alone
from i18n_pipeline.markdown.writing.differences import named
from i18n_pipeline.model import Segment

FRONT_MATTER = frozenset({"yaml", "toml", "json"})
"""Places of values in front matter."""
OF_TEMPLATES = frozenset({"shortcode", "string"})
"""Places of values that many a template reads as Markdown: the parameters of its tags."""
PARAMETERS = OF_TEMPLATES | {"javascript", "unescaped"}
"""Places of values in which no markup can be escaped."""
PIPE = re.compile(r"(?<!\\)\|")
LAST_NUMBER = re.compile(r"\]\[(\d{1,9})\]\Z")
LONE_CODE = re.compile(r"\{[^{}]*\}")
EMPTY_LINK = re.compile(r"(?<![!\\])\[\s*\]\[(\d{1,9})\]")
"""A link around nothing, which nobody can follow; an image may be without words."""
NOTE_BEFORE_TARGET = re.compile(r"(?<!\\)\[(?P<name>\^[^\[\]\s]+)\](?=[\[(])")
"""The mark of a footnote in the place of a link's text, or of an image's."""
NOTE = re.compile(r"\^\[|\[\^[^\[\]\s]+\]")
"""A footnote in the line, or the mark of one (markdown-it-footnote 4)."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
HASHES = re.compile(r"#{1,6}")
UNSEEN_TAG = re.compile(rf"</?(?:{b'|'.join(sorted(html_tags.INLINE - {b'img'})).decode()})(?![\w.-])[^<>]*>")
"""A tag of which readers see nothing itself."""
BLOCK_OF_HTML = re.compile(lines.BLOCK_OF_HTML.decode() + r"(?=[\s/>])[^<>]*>")
"""A tag that begins a block of HTML at the start of a value that is read as Markdown."""
TITLE_AS_BLOCK = re.compile(rb"\?\?\?|///(?![ \t]*tab\b)")
"""The mark of a block whose title is read as a block of its own (pymdown-extensions 13)."""
SHORTCODE = re.compile(r"\{\{[<%]|[<%>]\}\}")
"""The signs by which a shortcode begins and ends, in its own parameters too."""
ESCAPED = re.compile(r"\\([%{<])")
SIGN_READ_TWICE = re.compile(r"[{&\\$\n]")
"""One of these is in all that may be read twice, and in what escapes it."""
BREAKS_BODY = (check_ids.STRUCTURE, "it has a line break, which makes a paragraph of words on one line in two tags")
"""Hugo 0.168 takes the paragraph off what a tag in another stands around if that is on one line."""
ENDS_WITH_ESCAPE = (check_ids.PLACEHOLDER, "it ends with a backslash, which would escape the tag behind it")


def unsafe(page: Page, index: int, text: str) -> Iterator[tuple[str, str]]:
    """Why a text cannot replace a segment even when escaped: the first reason, with its check id; none if it can."""
    segment = page.segments[index]
    reason = next(_of_any_place(page.outline.dialect, segment, text), None)
    if reason:
        yield reason
    elif page.outline.dialect.values or segment.place in FRONT_MATTER:
        if why := _other_placeholders(page, segment, text):
            yield check_ids.PLACEHOLDER, why
        elif segment.place in FRONT_MATTER:
            yield from _other_markup(page, segment, text)
    elif segment.place in PARAMETERS:
        yield from _other_markup(page, segment, text)
    elif "|" in segment.msgid and _loses_cells(segment, text):
        yield check_ids.CELL, "it has fewer cells, parted by |, than the English row"
    elif page.outline.dialect.python_markdown and (reason := _lost_at_its_ends(page, segment, text)):
        yield reason
    elif segment.links and (why := _stray_number(page, segment, text) or _note(page, segment, text)):
        yield check_ids.REFERENCE, why
    else:
        yield from _added_in_tags(page, segment, text)


def _note(page: Page, segment: Segment, text: str) -> str:
    """Reason to refuse a text for the mark of a footnote in the place of a link's text; empty if there is none.

    pulldown-cmark 0.13 takes it for that text. goldmark and cmark-gfm make a footnote of it if the page defines one.
    """
    known = literal.names(page.outline.source) if "[^" in text else ()
    for found in inline.outside_code(NOTE_BEFORE_TARGET, text) if known else ():
        if found[0] not in segment.msgid and literal.folded(found["name"]) in known:
            return f"it adds the footnote {found[0]}"
    return ""


def _of_any_place(dialect: Dialect, segment: Segment, text: str) -> Iterator[tuple[str, str]]:
    """The reasons to refuse a text wherever it stands."""
    stray = None if text.isprintable() else CONTROL.search(text)
    if stray and stray[0] not in segment.msgid:
        yield "unicode-control", f"it holds the control character U+{ord(stray[0]):04X}"
    if not text[:1].isalnum() and _is_blank(text) and not (text.strip() and _is_blank(segment.msgid)):
        yield check_ids.STRUCTURE, "it is blank"
    if dialect.reserved and dialect.reserved in unescaped(text) and dialect.reserved not in segment.msgid:
        yield check_ids.PLACEHOLDER, f"it holds {dialect.reserved}, which stops the build of the site"
    may_be_value = segment.place == "attribute" and dialect.template_code is template_code.BRACES
    if may_be_value and LONE_CODE.fullmatch(text) and not LONE_CODE.fullmatch(segment.msgid):
        yield check_ids.STRUCTURE, "it is code alone: the component would get its value, no words"


def _added_in_tags(page: Page, segment: Segment, text: str) -> Iterator[tuple[str, str]]:
    """The reason to refuse a text in two tags for signs that no escape hides, since what the inner makes is read again.

    They are the first signs of another tag, and a backslash at the end, before the inner tag's own end.
    """
    twice = next((one for one in page.outline.dialect.constructs if one.read_twice), None)
    if twice is None or not SIGN_READ_TWICE.search(text):
        return
    ours, theirs = (ESCAPED.sub(r"\1", unescaped(said)) for said in (segment.msgid, text))
    added, _ = _changed(*(re.findall(twice.read_twice, said) for said in (ours, theirs)))
    ends = theirs.endswith("\\") > ours.endswith("\\")
    is_behind = page.outline.source[segment.start - 2 : segment.start] in {b"}}", b"%}"}
    breaks = is_behind and "\n" in text.strip() and "\n" not in segment.msgid
    if (added or ends or breaks) and tags.depth(twice, page.outline.source, segment.start) > 1:
        other = ENDS_WITH_ESCAPE if ends else BREAKS_BODY
        yield (check_ids.PLACEHOLDER, f"it adds the placeholder {added[0]}") if added else other


def _other_placeholders(page: Page, segment: Segment, text: str) -> str:
    """Reason to refuse a value with other placeholders than the English one; empty if they are the same."""
    if page.outline.dialect.values:
        return placeholders.difference(segment.msgid, text)
    return _other_code(segment.msgid, text, page.outline.dialect.template_code)


def _lost_at_its_ends(page: Page, segment: Segment, text: str) -> tuple[str, str] | None:
    """Why a text cannot replace one that begins or ends with what only Python-Markdown reads; None if it can."""
    if hashes := _lost_mark(page, segment, text):
        return check_ids.STRUCTURE, f"it does not begin with {hashes}, which makes a heading of the title"
    if lost := python_markdown_alone.lost_list(segment, text):
        return check_ids.PLACEHOLDER, f"it leaves out the placeholder {lost}"
    return None


def _lost_mark(page: Page, segment: Segment, text: str) -> str:
    """The signs that make a heading of the title of a block, which a text lacks; empty if there are none."""
    ours, theirs = (HASHES.match(said) for said in (segment.msgid, text))
    if ours is None or (theirs and theirs[0] == ours[0]) or not segment.type.endswith("title"):
        return ""
    line = page.outline.source[start_of_line(page.outline.source, segment.start) : segment.start]
    return ours[0] if TITLE_AS_BLOCK.search(line) else ""


def _loses_cells(segment: Segment, text: str) -> bool:
    """Whether a text has fewer pipes than the English row of a table without a head; more of them are escaped."""
    return segment.place == "line" and _pipes(text) < _pipes(segment.msgid)


def _pipes(text: str) -> int:
    return sum(1 for _ in inline.outside_code(PIPE, text))


def _stray_number(page: Page, segment: Segment, text: str) -> str:
    """Reason to refuse a link number, as `[1]`, that does not follow a link text; empty if there is none."""
    if "]" in text and (emptied := set(EMPTY_LINK.findall(text)) - set(EMPTY_LINK.findall(segment.msgid))):
        return f"its [{min(emptied)}] stands behind no text of a link"
    if literal.BRACKETS.findall(text) == literal.BRACKETS.findall(segment.msgid):
        return ""
    names = literal.labels(page.outline, segment, text)
    used = [found for found in links.tails(text) if found["number"] in names]
    seen = literal.literal(text, page.outline.dialect, names) if used else None
    stray = next((found["number"] for found in used if seen and seen.plain[found.start()] != literal.HIDDEN), "")
    if stray:
        return f"its [{stray}] stands behind no text of a link"
    if seen and "![" in segment.msgid:
        english = literal.literal(segment.msgid, page.outline.dialect, names)
        ours, theirs = set(_linked_images(segment.msgid, english.linked)), set(_linked_images(text, seen.linked))
        moved = min(ours ^ theirs, default=("", ""))[0]
        return f"its image [{moved}] stands in no link, or in another than that of the English text" if moved else ""
    return ""


def _linked_images(text: str, linked: Iterable[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """The number of each image that stands in a link, and that of the link; `linked` are the spans of both."""
    around: list[tuple[int, int]] = []
    for start, end in sorted(linked):
        while around and around[-1][1] <= start:
            around.pop()
        if around and text.startswith("!", start):
            yield _last_number(text[start:end]), _last_number(text[slice(*around[-1])])
        around.append((start, end))


def _last_number(link: str) -> str:
    """The number at the end of a link or image; empty if it has none."""
    found = LAST_NUMBER.search(link)
    return found[1] if found else ""


def _other_code(english: str, text: str, code: re.Pattern[str]) -> str:
    """Reason to refuse a front-matter value that gains or loses template code; empty if the code is the same."""
    added, lost = _changed(template_code.found(english, code), template_code.found(text, code))
    if added:
        return f"it adds the placeholder {added[0]}"
    return f"it leaves out the placeholder {lost[0]}" if lost else ""


def is_read_as_markdown(segment: Segment, dialect: Dialect) -> bool:
    """Whether many a site reads a value as Markdown: a parameter of a template tag, or a key such as `description`."""
    key = segment.type.rpartition(": ")[2].rpartition(".")[2]
    return segment.place in OF_TEMPLATES or (segment.place in FRONT_MATTER and key in dialect.markdown_keys)


def _other_markup(page: Page, segment: Segment, text: str) -> Iterator[tuple[str, str]]:
    """The reason to refuse a value with other tags, targets or addresses than the English one, with its check id.

    What front matter leaves out is words to most sites, so that nobody misses it.
    """
    as_markdown = is_read_as_markdown(segment, page.outline.dialect)
    ours, theirs = (_markup(said, segment.place, as_markdown=as_markdown) for said in (segment.msgid, text))
    added, lost = _changed(ours, theirs)
    if added:
        check, name = named(added[0])
        yield check, f"it adds {name}"
    elif lost and segment.place not in FRONT_MATTER:
        check, name = named(lost[0])
        yield check, f"it leaves out {name}"
    elif as_markdown:
        yield from _other_html(segment.msgid, text)
        yield from _other_hosts(segment.msgid, text, page.outline.dialect) if segment.place in OF_TEMPLATES else ()


def _other_html(english: str, text: str) -> Iterator[tuple[str, str]]:
    """The reason to refuse a value read as Markdown that begins with other HTML than the English one."""
    wanted, found = (BLOCK_OF_HTML.match(said.lstrip()) for said in (english, text))
    if wanted and not (found and found[0] == wanted[0]):
        yield check_ids.HTML, f"it does not begin with {wanted[0]}, which makes HTML of it"
    elif found and not wanted:
        yield check_ids.HTML, f"it begins with {found[0]}, which makes HTML of it"


def _other_hosts(english: str, text: str, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """The reason to refuse such a value that has a host or a footnote more, where markdown-it reads it."""
    if not dialect.linkify:
        return
    risks = all_risks(dialect)
    added, _ = _changed(*(_hosts(said, risks) for said in (english, text)))
    notes, _ = _changed(*map(NOTE.findall, (english, text)))
    if added:
        yield check_ids.ADDRESS, f"it adds the address {added[0]}"
    elif notes:
        yield check_ids.REFERENCE, f"it adds the footnote {notes[0]}"


def _hosts(text: str, risks: Risks) -> Iterator[str]:
    """What linkify-it takes for an address that has no scheme."""
    for found in risks.inline.finditer(text):
        if found.lastgroup == "slash":
            yield text[found.start() :].split(maxsplit=1)[0]
        elif found.lastgroup == "dot":
            yield found[0]


def _markup(text: str, place: str, *, as_markdown: bool) -> Iterator[str]:
    """What a site may take for markup in a value."""
    for found in map(bytes.decode, markup(text.encode())):
        if found[0] != "<" or found[-1] == ">":  # what begins a tag and no more is made safe
            yield found
    if as_markdown:
        yield from (code.text for code in inline.code_spans(text))
        yield from (address.text for address in addresses.addresses(text))
    if place == "shortcode":
        yield from SHORTCODE.findall(text)


def _changed(english: Iterable[str], text: Iterable[str]) -> tuple[list[str], list[str]]:
    """What a text adds to the English one, and what it leaves out."""
    ours, theirs = Counter(english), Counter(text)
    added, lost = (theirs - ours).elements(), (ours - theirs).elements()
    return sorted(added, key=_opening_first), sorted(lost, key=_opening_first)


def _opening_first(found: str) -> tuple[bool, str]:
    return (found.startswith("</"), found)


def _is_blank(text: str) -> bool:
    """Whether readers see nothing of a text, tags or not: a heading of which a line break is left has no id."""
    return not any(map(_is_seen, UNSEEN_TAG.sub("", text) if "<" in text else text))


def _is_seen(sign: str) -> bool:
    """Whether a character is visible: neither white space nor a format character (U+FEFF, U+200B)."""
    return not sign.isspace() and unicodedata.category(sign) != "Cf"
