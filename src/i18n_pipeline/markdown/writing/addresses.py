"""Find the bare addresses that GFM parsers link, and keep the links of the English page in its translations.

GFM (section 6.9) ends a bare address at ASCII white space or `<`, and trims ASCII marks only: a no-break space, a
guillemet or a Chinese full stop becomes part of the link. An address before such a character is closed: `https://…`
and mail addresses as `<…>`; `www.…`, not allowed in `<…>`, and all in MDX as a link to the target that GFM gives it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing.literal import HIDDEN, literal, quick_view

BEGIN = re.compile(r"://|(?<![A-Za-z0-9])www\.|@", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*$", re.IGNORECASE)
LOCAL_PART = re.compile(r"[a-z0-9_.+-]+$", re.IGNORECASE)
DOMAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.IGNORECASE)
HAIR_SPACE = "\u200a"
REST = re.compile(rf"[^ \t\r\n\f\v<{HAIR_SPACE}]{{0,2048}}")
"""The rest of an address; its greatest length keeps searches linear. A hair space ends it to linkify-it, and nobody
means it to be part of one."""
ENTITY = re.compile(r"&[A-Za-z]+;$")
CLOSED = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
MARKS = re.compile(r"(?:\.+|!+|\?+|,|(?:[)\"]|'(?!~)|\*(?![:_~]))[?!.,:*_~'\")]*)?")
"""Marks that every parser trims from the end of an address: linkify-it 5 trims `..` and `,`, not `:`, `.)` or `!?`."""
MARKS_OF_GFM = re.compile(r"[?!.,:*_~'\")]*")
"""Those that GFM trims, and so micromark, which is what reads MDX."""
NO_END_OF_MAIL = "._-"
"""Signs that stand in a name of a host, of which no mail address ends with one."""
UNLINKING = frozenset("_-")
"""Of these, those behind which GFM makes no link of a mail address (section 6.9)."""
MORE = 2
"""So many marks behind an address: Markdig 1.1 takes off the last one alone."""
QUOTES = ("'", '"')
"""Marks that it does not take off; nor does it find an address behind one."""
BEHIND = frozenset(["", *" \t\r\n"])
"""Characters that end an address in every parser; a tag does too."""
GLUED = re.compile(r"\\|&#?\w+;")
"""An escape or a character reference, which no intended address contains."""
BEFORE = frozenset(["", *" \t\n(*_~"])
"""Characters before a bare address with which every parser finds it (GFM, section 6.9)."""
BEFORE_LINKIFY = frozenset({*BEFORE, HAIR_SPACE, *"\"'[{)]}"})
"""Those with which linkify-it 5 finds it; with any if it has a scheme."""
NOT_BEFORE_MAIL = frozenset("'[{)]}")
"""Of these, those with which it finds no mail address."""
BEHIND_LINKIFY = frozenset({*BEHIND, HAIR_SPACE})
"""Those with which it ends to linkify-it."""
GFM_MARKS = "?!.,:*_~'\""
SENTENCE_MARKS = GFM_MARKS + ";)]}”’»›“„‘…。，、；：）」』！？،؛؟।"  # noqa: RUF001 - typographic marks are meant
"""Marks that end a sentence or a quotation, but no intended address."""
SIGNS = b"{&@:<"
"""One of these is in all template code, references to signs, tags, and addresses but those that begin with `www.`."""
NOT_SIGNS = bytes(sign for sign in range(256) if sign not in SIGNS)
MASKED = re.compile("%{2,}")
"""A construct behind an address, as the parser sees it: the words in its parameters make it longer or shorter."""
LONGEST_NAME = 80
"""Longest scheme, or name before an `@`, in characters (RFC 5321 allows 64)."""
BRACKET = re.compile(r"[\[\]]")
OPEN = "&#91;"
"""An opening bracket as a character reference."""
GLUED_ADDRESS = "glued address"
"""Check id of an address to which GFM parsers add the words after it."""
NAME = re.compile(r"[!-~]*[^\W_]", re.ASCII)
"""The name of a host without what is no part of an address."""
UNLINKABLE = re.compile(r"[\[\]()\\*`<>\s]")


class Address(Struct, frozen=True):
    """A bare address in a text. All numbers are character offsets."""

    start: int
    """Its first character."""
    end: int
    """After its last character, as the author means it."""
    stop: int
    """After the last character that a GFM parser may take for part of it."""
    text: str
    """The address as the author means it."""
    linked: str
    """The address as a GFM parser links to it."""


def may_be_code_or_address(raw: bytes) -> bool:
    """Quick test for template code, references to signs, and addresses.

    `find` in place of `in`, which raises and catches a TypeError for each search in bytes (CPython 3.11 to 3.13).
    """
    signs = raw.translate(None, NOT_SIGNS)
    if signs.strip(b":<"):
        return True
    if signs and (raw.find(b"://") >= 0 or raw.find(b"<%") >= 0 or raw.find(b"--8<--") >= 0):
        return True
    return may_name_host(raw)


def may_name_host(raw: bytes) -> bool:
    """Quick test for addresses that begin with `www.`."""
    return (raw.find(b"w.") >= 0 or raw.find(b"W.") >= 0) and b"www." in raw.lower()


def may_be_there(text: str) -> bool:
    """Quick test for an address in a text."""
    return "://" in text or "@" in text or (("w." in text or "W." in text) and "www." in text.lower())


def addresses(text: str) -> Iterator[Address]:
    """The bare addresses of a text in order, of any scheme."""
    at = 0
    while here := first(text, at):
        yield here
        at = here.stop


def first(text: str, at: int) -> Address | None:
    """The first bare address that begins at or after a character offset."""
    for found in BEGIN.finditer(text, at):
        here = _address(text, found, at)
        if here:
            return here
    return None


def without_addresses(plain: str, text: str) -> str:
    """The plain view of a text (see `literal`) with its addresses hidden. They end with their lines, as in the text."""
    signs = "".join("\n" if sign == "\n" else plain[at] for at, sign in enumerate(text)) if "\n" in text else plain
    parts, done = [], 0
    for here in addresses(signs):
        parts += [plain[done : here.start], HIDDEN * (here.end - here.start)]
        done = here.end
    return "".join([*parts, plain[done:]])


def items(text: str, dialect: Dialect, *, linked: bool) -> Iterator[tuple[str, str]]:
    """What may not change of the addresses in a text, with its check id.

    That is they, and what GFM (section 6.9) links of the words behind them, unless the text stands in a link.
    """
    text = MASKED.sub("%", text) if "%%" in text else text
    for here in _of_links(text, dialect) if may_be_there(text) else ():
        is_name = here.text[:4].lower() == "www." and not links_names(dialect)
        named = NAME.match(here.text) if is_name else None
        yield ("address", named[0] if named else here.text)
        if not (linked or is_name or here.linked[len(here.text) :].isascii()):
            yield (GLUED_ADDRESS, here.linked)


def links_names(dialect: Dialect) -> bool:
    """Whether the name of a host makes a link: `www.…` without a scheme."""
    return dialect.links_addresses and bool(dialect.scheme)


def _of_links(text: str, dialect: Dialect) -> Iterator[Address]:
    """The bare addresses of a text in order, without the names of hosts that are words."""
    at = 0
    while here := first(text, at):
        is_link = not _are_words(text, here, dialect)
        yield from (here,) if is_link else ()
        at = here.stop if is_link else here.start + len("www.")


def _are_words(text: str, here: Address, dialect: Dialect) -> bool:
    """Whether the name of a host stands behind a sign behind which nothing makes a link of it.

    mdast-util-gfm-autolink-literal 2 (MDX, Astro) and remark-parse 8 (Svelte) make one behind any that is no letter.
    """
    if here.text[:4].lower() != "www." or _may_be_linked(here.text, dialect) or not links_names(dialect):
        return False
    return not dialect.hosts_behind_marks and text[: here.start][-1:] not in BEFORE


def _address(text: str, found: re.Match[str], done: int) -> Address | None:
    start, is_mail = found.start(), found[0] == "@"
    if found[0][0] in ":@":
        name = (LOCAL_PART if is_mail else SCHEME).search(text[max(done, start - LONGEST_NAME) : start])
        if name is None:
            return None
        start -= len(name[0])
    rest = (DOMAIN if is_mail else REST).match(text, found.end())
    if rest is None or not (rest[0] or found[0][0] in "wW"):  # remark makes a link of a bare `www.`
        return None
    linked = _trimmed(text[start : rest.end()], is_mail=is_mail)
    meant = linked if linked.endswith(")") else linked.rstrip(SENTENCE_MARKS)
    return Address(start, start + len(meant), rest.end(), meant, linked)


def _trimmed(raw: str, *, is_mail: bool) -> str:
    """An address without the marks that GFM takes off."""
    if is_mail:
        return raw.rstrip(NO_END_OF_MAIL)
    while True:
        if raw.endswith(")") and raw.count(")") > raw.count("("):
            shorter = raw[:-1]
        elif found := ENTITY.search(raw):
            shorter = raw[: found.start()]
        else:
            shorter = raw.rstrip(GFM_MARKS)
        if shorter == raw:
            return raw
        raw = shorter


# --- writing -------------------------------------------------------------------------------------------


def closed(text: str, english: str, dialect: Dialect, names: frozenset[str] = frozenset()) -> str:
    """The text with those addresses closed that would otherwise link elsewhere than the English text does."""
    if not may_be_there(text) or not may_be_there(english) or not may_be_there(quick_view(text) or text):
        return text
    bare = _bare(english, dialect, names)
    text = _in_no_bracket(text, english, dialect, names) if bare else text
    seen = literal(text, dialect, names)
    wanted = bare | {found["address"] for found in CLOSED.finditer(english)}
    parts, done, at = [], 0, 0
    while here := first(text, at):
        address = _meant(text, here, wanted, seen.plain)
        if seen.plain[here.start] == HIDDEN or not address or _is_inside(here.start, seen.linked):
            at = here.start + len(address or here.text) if address or seen.plain[here.start] == HIDDEN else here.stop
            continue
        at = here.start + len(address)
        marks = MARKS if dialect.html_blocks else MARKS_OF_GFM
        meant = replace(here, end=at, text=address)
        if address in bare and _stays(text, seen.plain, meant, english, marks):
            continue
        is_shown = seen.plain[at : at + 1] != HIDDEN or text[at] == "&" or dialect.python_markdown
        if address in bare and is_shown and _may_be_linked(address, dialect):
            written = _between_hair_spaces(text, here.start, at)
        else:
            written = _written(address, dialect)
        parts += [text[done : here.start], written]
        done = at
    return "".join([*parts, text[done:]])


def _may_be_linked(address: str, dialect: Dialect) -> bool:
    """Whether an address is a link on some sites of this kind alone: blanks end it (linkify-it, pymdownx.magiclink)."""
    return dialect.linkify or (dialect.python_markdown and address[:4].lower() == "www.")


def _bare(english: str, dialect: Dialect, names: frozenset[str]) -> frozenset[str]:
    """The addresses of a text that are not closed."""
    if not may_be_there(quick_view(english) or english):
        return frozenset()
    seen = literal(english, dialect, names)
    return frozenset(here.text for here in _of_links(english, dialect) if seen.plain[here.start] != HIDDEN)


def _meant(text: str, here: Address, wanted: Iterable[str], plain: str) -> str:
    """The longest wanted address with which this one begins, without words glued to it; empty if there is none."""
    raw, seen = text[here.start : here.stop], plain[here.start : here.stop]
    if here.text in wanted and here.text == raw.rstrip(NO_END_OF_MAIL):
        return here.text
    ends = ((address, len(address)) for address in wanted if raw.startswith(address))
    return max((address for address, end in ends if _is_apart(raw[end:], seen[end:])), key=len, default="")


def _is_apart(rest: str, seen: str) -> bool:
    """Whether the text after an address is no part of it: marks, a script written without blanks, code or markup.

    Markup right behind an address is part of it to micromark-extension-gfm-autolink-literal 2.
    """
    marks = rest[: len(rest) - len(rest.lstrip(SENTENCE_MARKS))]
    rest = rest[len(marks) :]
    if not rest or not marks.isascii() or GLUED.match(rest) or rest[0] == "[" or "*" in marks:
        return True
    if rest[0] == "`" and seen[len(marks)] == HIDDEN:
        return True
    return not rest[0].isascii() and (not rest[0].isalnum() or unicodedata.category(rest[0]) == "Lo")


def _in_no_bracket(text: str, english: str, dialect: Dialect, names: frozenset[str]) -> str:
    """The text without brackets before its addresses if it has more open ones than the English text.

    In an open bracket, cmark-gfm 0.29 finds no bare address, and micromark-extension-gfm-autolink-literal 2 leaves it
    for later, so that other syntax in it counts.
    """
    if _open_brackets(text) <= _open_brackets(english):
        return text
    seen = literal(text, dialect, names)
    plain = seen.plain
    for start, end in seen.placeholders:  # those that the English text lacks become words
        plain = plain if text[start:end] in english else plain[:start] + text[start:end] + plain[end:]
    last = max((here.start for here in addresses(plain)), default=0)
    return "".join(OPEN if sign == "[" and at < last else text[at] for at, sign in enumerate(plain))


def _open_brackets(text: str) -> int:
    """The brackets of a text that nothing closes."""
    opened = 0
    for sign in BRACKET.findall(text):
        opened = opened + 1 if sign == "[" else max(0, opened - 1)
    return opened


def _stays(text: str, plain: str, here: Address, english: str, marks: re.Pattern[str]) -> bool:
    """Whether an address needs no closing: every parser finds its ends, or the English text has the same."""
    before = text[here.start - 1 : here.start]
    opens = (before in BEFORE and not text.endswith("\\", 0, max(0, here.start - 1))) or before + here.text in english
    after = marks.match(text, here.end).end()  # type: ignore[union-attr] # also matches nothing at all
    ends = text[after : after + 1] in BEHIND or (text[after] == "<" and plain[after] == HIDDEN)
    behind = text[here.end : after]
    is_sure = len(behind) < MORE or behind[0] == ")" or plain[here.end] == HIDDEN
    closes = here.linked == here.text and ends and is_sure and behind not in QUOTES
    if "@" in here.text and text[here.end : here.end + 1] in UNLINKING:
        closes = False
    return opens and (closes or text[here.start : here.stop + 1] in english)


def _between_hair_spaces(text: str, start: int, end: int) -> str:
    """The address between two offsets, with a hair space where words are glued to it: linkify-it finds its ends there.

    Where that is off, nothing becomes a link.
    """
    address = text[start:end]
    before = BEFORE_LINKIFY - NOT_BEFORE_MAIL if "@" in address else BEFORE_LINKIFY
    begins = "://" in address or text[start - 1 : start] in before
    behind = MARKS.match(text, end).end()  # type: ignore[union-attr] # also matches nothing at all
    ends = text[behind : behind + 1] in BEHIND_LINKIFY and text[end : end + 1] not in UNLINKING
    return f"{'' if begins else HAIR_SPACE}{address}{'' if ends else HAIR_SPACE}"


def _written(address: str, dialect: Dialect) -> str:
    """A closed address: in `<…>`, or as a link; unchanged if neither can contain it. In MDX `<` begins a component.

    Where addresses are no links, `www.…` is unchanged too; others in `<…>` show what is part of them.
    """
    has_scheme = "://" in address
    if dialect.html_blocks and (has_scheme or "@" in address):
        return f"<{address}>" if CLOSED.fullmatch(f"<{address}>") else address
    scheme = "" if has_scheme else "mailto:" if "@" in address else dialect.scheme
    is_words = not (has_scheme or "@" in address) and (dialect.python_markdown or not links_names(dialect))
    return address if is_words or UNLINKABLE.search(address) else f"[{address}]({scheme}{address})"


def _is_inside(at: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)
