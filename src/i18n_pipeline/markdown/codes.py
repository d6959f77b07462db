"""Hide inline markup from a machine translator and put it back. Replies that lost or moved markup are refused.

Markup around words (emphasis, strong, strikethrough, links, images with their alt text) becomes a paired code
`<g id="1">…</g>`; markup without words becomes an empty code, `<x id="2"/>`. The rest is escaped for XML.

Invariant: `decode(encoded, encoded.xml)` is the text that was encoded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.digits import as_number
from i18n_pipeline.markdown import placeholders, template_code
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.dialect import Dialect, of_words_alone
from i18n_pipeline.markdown.reading import links
from i18n_pipeline.markdown.reading.outline import Outline, Run, outline
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.writing import addresses, emphasis

GUARD = "x "
"""Put before a text for parsing, so that its first characters begin no block."""
LEFTOVER = re.compile(r"xml-ph-\d+|deepl\.internal|⟦[^⟦⟧]*⟧|@@PH\d+@@")
"""Placeholders that some engines put in for markup and forget to remove."""
MOST, LONGEST = 1000, 10
"""A reply longer than the first (characters), and than the second times its source, is no translation."""
IN_WORDS = ("'", "’", "-", "‑")  # noqa: RUF001
"""Apostrophes and hyphens."""
FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
LINE = re.compile(r"\\\n(?=[^\w\s`*_~<\[!]|\d)")
"""A hard line break before characters that could begin a block; these are escaped on the page later."""
REFERENCE = re.compile(r"&#\d+;")
"""Safe spelling of characters that would be read as markup."""
ADDRESS = re.compile(r"\A<(\w+:[^<>\s]*|[^<>\s/@]+@[^<>\s]+)>\Z")
"""An address in angle brackets, equivalent to the bare address."""
TAG = re.compile(r"<[^<>]*>")
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
"""Characters that XML 1.0 cannot hold (section 2.2), and carriage returns, which it reads as line feeds."""
SPECIAL = re.compile(r"[\\`*_\[\]<>~]")
"""Characters that could be markup."""


class GarbledError(ValueError):
    """A reply that lost or changed the markup of its source; the text gives the reason in a few words."""


class Code(Struct, frozen=True):
    """One piece of markup."""

    id: int
    """Its number, from 1 in the order of the text."""
    opening: str
    """Markup before its words, or the whole of an empty code."""
    closing: str | None = None
    """Markup after its words; None for an empty code."""
    parent: int = 0
    """Number of the enclosing paired code; 0 for none."""
    words: bool = False
    """Whether a paired code has words, which the reply must keep."""


class Encoded(Struct, frozen=True):
    """A text in the form sent to an engine."""

    xml: str
    """Content of an XML element, without surrounding white space."""
    codes: tuple[Code, ...]
    """Its codes."""
    source: str
    """The text that was encoded."""
    dialect: Dialect
    """The dialect of the text."""
    outer: tuple[str, str] = ("", "")
    """White space around the text: before and after."""
    spelled: tuple[tuple[str, str], ...] = ()
    """Letters and apostrophes inside words that the source writes as entities, each with its entity."""


# --- encoding ----------------------------------------------------------------------------------------


def encode(text: str, dialect: Dialect) -> Encoded:
    """Hide the markup of a msgid from an engine."""
    inner = text.strip()
    start = text.index(inner) if inner else 0
    tree, run = _parsed(inner, dialect)
    writer = _Writer()
    writer.write(tree, run, inner)
    spelled = tuple(writer.spelled.items())
    if spelled and _respelled(inner, spelled) != inner:
        writer = _Writer(spells=False)
        writer.write(tree, run, inner)
    outer = text[:start], text[start + len(inner) :]
    return Encoded("".join(writer.xml), tuple(writer.codes), text, dialect, outer, tuple(writer.spelled.items()))


def _respelled(text: str, spelled: Iterable[tuple[str, str]]) -> str:
    """A text in which letters are entities wherever the source has them as entities."""
    for sign, entity in spelled:
        text = text.replace(sign, entity)
    return text


def _parsed(text: str, dialect: Dialect) -> tuple[Outline, Run | None]:
    """The single run of inline Markdown in a text; None if the text is anything else."""
    defined = [f"[{number}]: #{number}" for number in links.numbers(text)]
    defined += [f"[^{label}]: x" for label in dict.fromkeys(FOOTNOTE.findall(text))]
    definitions = "\n\n".join(defined)
    tree = outline(f"{GUARD}{text}\n\n{definitions}\n".encode(), of_words_alone(dialect))
    runs = [token for token in tree.tokens if isinstance(token, Run) and token.type != "footnote"]
    whole = len(runs) == 1 and runs[0].start == 0 and runs[0].end == len((GUARD + text).encode())
    return tree, runs[0] if whole and runs[0].type == "paragraph" else None


class _Writer:
    """The XML so far, the codes in it, and those that are open."""

    def __init__(self, *, spells: bool = True) -> None:
        """`spells`: entities inside words are written as the letters they stand for."""
        self.spells = spells
        self.spelled: dict[str, str] = {}
        self.xml: list[str] = []
        self.codes: list[Code] = []
        self.open: list[int] = []  # positions in `codes`
        self.at = len(GUARD)  # byte after what is written
        self.until = 0  # byte up to which an autolink is written already
        self.masked = b""  # the text as the parser sees it

    def write(self, tree: Outline, run: Run | None, text: str) -> None:
        """Write a text, which is one run of inline Markdown, or plain."""
        if run is None:
            known = _placeholders(tree, len(GUARD), len((GUARD + text).encode()))
            self.plain(text, placeholders.spans(text) if tree.dialect.values else known)
            return
        self.masked = tree.scan.text.encode()
        for event in run.events:
            self.take(tree, event)

    def take(self, tree: Outline, event: Event) -> None:
        """Write one event."""
        kind, start, end, value = event
        if end <= self.at and kind[0] != "-":
            return
        start = max(start, self.at)
        if kind[0] != "-":
            self._blank(tree.source[self.at : start])
        if kind == "Text":
            self._text(tree, start, end, value)
        elif kind == "+Link" and value["link_type"] in links.AUTOMATIC:
            self._empty(tree.source[self.at : end].decode())
            self.at = self.until = end
        elif kind[0] == "+":
            self._begin(tree, kind, start)
        elif kind[0] == "-":
            if end > self.until:
                self._end(tree, end)
        else:
            (self.plain if kind == "SoftBreak" else self._empty)(tree.source[self.at : end].decode())
            self.at = end

    def plain(self, text: str, known: Iterable[tuple[int, int]] = ()) -> None:
        """Write plain text, with codes for the parts that are not words; the `known` ones are among them."""
        done = 0
        for found in _opaque(text, known):
            self._words(text[done : found[0]])
            self._empty(text[found[0] : found[1]])
            done = found[1]
        self._words(text[done:])

    def _blank(self, gap: bytes) -> None:
        """Write the white space that begins what lies between two events, as after a hard line break."""
        blank = gap[: len(gap) - len(gap.lstrip())]
        self.plain(blank.decode())
        self.at += len(blank)

    def _text(self, tree: Outline, start: int, end: int, value: str) -> None:
        if start > self.at:  # a backslash: it and the sign it escapes are one code
            sign = tree.source[start:end].decode()[0]
            self._empty(tree.source[self.at : start].decode() + sign)
            start += len(sign.encode())
        said = tree.source[start:end].decode()
        self.at = end
        if value.endswith(self.masked[start:end].decode()):
            self.plain(said, _placeholders(tree, start, end))
        elif self.spells and _is_in_word(tree, start, end, value) and self.spelled.setdefault(value, said) == said:
            self._words(value)
        else:  # an entity
            self._empty(said)

    def _begin(self, tree: Outline, kind: str, start: int) -> None:
        length = _OPENING[kind] or (2 if tree.source.startswith(b"~~", start) else 1)
        opening = tree.source[start : start + length].decode()
        self.codes.append(Code(len(self.codes) + 1, opening, "", self._parent()))
        self.open.append(len(self.codes) - 1)
        self.xml.append(f'<g id="{len(self.codes)}">')
        self.at = start + len(opening)

    def _end(self, tree: Outline, end: int) -> None:
        place = self.open.pop()
        self.codes[place] = replace(self.codes[place], closing=tree.source[self.at : end].decode())
        self.xml.append("</g>")
        self.at = end
        if self.codes[place].words:
            self._has_words()

    def _empty(self, said: str) -> None:
        self.codes.append(Code(len(self.codes) + 1, said, None, self._parent()))
        self.xml.append(f'<x id="{len(self.codes)}"/>')

    def _words(self, text: str) -> None:
        self.xml.append(escape(text))
        if text.strip():
            self._has_words()

    def _has_words(self) -> None:
        """Mark the innermost open code; those around it are marked when it is closed."""
        if self.open and not self.codes[self.open[-1]].words:
            self.codes[self.open[-1]] = replace(self.codes[self.open[-1]], words=True)

    def _parent(self) -> int:
        return self.codes[self.open[-1]].id if self.open else 0


def _is_in_word(tree: Outline, start: int, end: int, sign: str) -> bool:
    """Whether an entity stands for a letter of a word, or for an apostrophe or a hyphen between two letters."""
    before = tree.source[max(0, start - 4) : start].decode(errors="ignore")[-1:]
    after = tree.source[end : end + 4].decode(errors="ignore")[:1]
    if _is_letter(sign):
        return before.isalpha() or after.isalpha()
    return sign in IN_WORDS and before.isalpha() and after.isalpha()


def _is_letter(sign: str) -> bool:
    return len(sign) == 1 and sign.isalpha()


_OPENING = {"+Emphasis": 1, "+Strong": 2, "+Strikethrough": 0, "+Link": 1, "+Image": 2}


def _placeholders(tree: Outline, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The placeholders of the dialect between two bytes of a page, in characters from the first."""
    for first, last in tree.scan.inside(start, end):
        yield len(tree.source[start:first].decode()), len(tree.source[start : min(last, end)].decode())


def _opaque(text: str, known: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of known placeholders, template code, attribute lists, addresses and characters that XML cannot hold."""
    spans = [*known, *(found.span() for found in template_code.ANY.finditer(text))]
    spans += [found.span() for found in NOT_IN_XML.finditer(text)]
    if addresses.may_be_there(text):
        spans += [(here.start, here.end) for here in addresses.addresses(text)]
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def words(xml: str) -> str:
    """The words of an encoded text, codes left out: what engines count."""
    return unescaped(TAG.sub("", xml))


# --- decoding ----------------------------------------------------------------------------------------


def decode(encoded: Encoded, reply: str) -> str:
    """Put the markup back into a translated text. Raises GarbledError unless its place is certain."""
    if len(reply) > MOST + LONGEST * len(encoded.xml):
        raise GarbledError(f"it has {len(reply):,} characters for {len(encoded.xml)}")
    root = _tree(encoded, reply)
    _require_codes(encoded, root)
    leftover = LEFTOVER.search("".join(root.itertext()))
    if leftover and leftover[0] not in encoded.source:
        raise GarbledError(f"it holds {leftover[0]!r}, which an engine left behind")
    codes = {code.id: code for code in encoded.codes}
    for spell in (str, _escaped):

        def write(words: str, spell: Callable[[str], str] = spell) -> str:
            return _respelled(spell(words), encoded.spelled)

        text = "".join(_written(root, codes, write)).strip()
        if _keeps_codes(text, encoded):
            return encoded.outer[0] + text + encoded.outer[1]
    raise GarbledError("its words would be read as other markup")


def require_same_markup(source: str, text: str, dialect: Dialect) -> None:
    """Raise GarbledError unless a translation has the same markup as the msgid, nested the same way."""
    if not _keeps_codes(text, encode(source, dialect)):
        raise GarbledError("its markup is not that of the source")


def _keeps_codes(text: str, encoded: Encoded) -> bool:
    """Whether a translation has the codes of its source, as written or once escaped for a page (`splice`)."""
    wanted = _structure(encoded)
    if _structure(encode(text, encoded.dialect)) == wanted:
        return True
    english, dialect = encoded.source, encoded.dialect
    safe = emphasis.held(addresses.closed(text, english, dialect), english, dialect)
    found = _structure(encode(LINE.sub(r"\g<0>x", safe), dialect))
    return not wanted - found and all(REFERENCE.fullmatch(opening) for opening, _, _ in found - wanted)


def _tree(encoded: Encoded, reply: str) -> ET.Element:
    said = NAMED.sub(lambda entity: escape(unescaped(entity[0])), reply.strip())
    if not TWICE.search(encoded.xml):
        said = TWICE.sub(r"&\1;", said)
    if "<!" in said or "<?" in said:
        raise GarbledError("it is no plain XML")
    try:
        return ET.fromstring(f"<r>{said}</r>")  # noqa: S314 - declarations, and so entities, are refused above
    except ET.ParseError as error:
        raise GarbledError(f"it is not well formed ({error})") from None


def _require_codes(encoded: Encoded, root: ET.Element) -> None:
    """Check that every code occurs once, of its kind, under its parent, and has words if the source's had."""
    seen: Counter[int] = Counter()
    wordy = _with_words(root)
    codes = {str(code.id): code for code in encoded.codes}
    for parent in root.iter():
        for child in parent:
            code = codes.get(child.get("id", ""))
            if code is None or child.tag != ("x" if code.closing is None else "g") or len(child.attrib) != 1:
                raise GarbledError(f"it has <{child.tag}>, which the source has not")
            if code.parent != as_number(parent.get("id", "0")):
                raise GarbledError(f"it moves {_shown(code)} into other markup")
            seen[code.id] += 1
            if code.closing is None and (child.text or len(child)):
                raise GarbledError(f"it puts words into {_shown(code)}")
            if code.words and child not in wordy:
                raise GarbledError(f"it takes the words out of {_shown(code)}")
    for code in encoded.codes:
        if seen[code.id] != 1:
            raise GarbledError(f"it {'doubles' if seen[code.id] else 'loses'} {_shown(code)}")


def _with_words(root: ET.Element) -> set[ET.Element]:
    """The elements that have words, in themselves or in elements inside them."""
    found: set[ET.Element] = set()
    for element in reversed(list(root.iter())):
        said = [element.text, *(child.tail for child in element)]
        if any(map(str.strip, filter(None, said))) or any(child in found for child in element):
            found.add(element)
    return found


def _shown(code: Code) -> str:
    return f"“{code.opening}…{code.closing}”" if code.closing is not None else f"“{code.opening.strip()}”"


def _written(root: ET.Element, codes: Mapping[int, Code], write: Callable[[str], str]) -> Iterator[str]:
    """The pieces of a text; without recursion, since codes may lie in one another a thousand deep."""
    yield write(root.text or "")
    open_elements: list[tuple[ET.Element, Iterator[ET.Element]]] = [(root, iter(root))]
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is not None:
            yield codes[as_number(child.get("id", "0"))].opening
            yield write(child.text or "")
            open_elements.append((child, iter(child)))
            continue
        open_elements.pop()
        if open_elements:
            yield codes[as_number(element.get("id", "0"))].closing or ""
            yield write(element.tail or "")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)


def _structure(encoded: Encoded) -> Counter[tuple[str, str | None, str]]:
    """The codes of a text, each with its parent, in any order; escapes and entity-spelled letters do not count."""
    opening = {code.id: code.opening for code in encoded.codes}
    kept = (code for code in encoded.codes if not (code.closing is None and _is_spelling(code.opening)))
    return Counter((ADDRESS.sub(r"\1", code.opening), code.closing, opening.get(code.parent, "")) for code in kept)


def _is_spelling(code: str) -> bool:
    """Whether a code is a letter or a sign that could be written as it is."""
    sign = unescaped(code)
    return bool(re.fullmatch(r"\\[^\n]", code)) or (code != sign and (sign in IN_WORDS or _is_letter(sign)))


NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)[A-Za-z][A-Za-z0-9]*;")
"""Entities of HTML that XML does not know."""
TWICE = re.compile(r"&amp;(amp|lt|gt|quot|apos|#\d+);")
"""An entity that was escaped once more."""
