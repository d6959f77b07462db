"""Tags of HTML and of components: how they are written, and what each may hold.

Rules of the HTML standard (section 13.1.2) as far as Markdown needs them: tags, comments, declarations, raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import OwnTag, human_names

BRACED = rb"\{(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
"""Code as the value of an attribute, in which `>` is a sign like others: `on:click={() => go()}` of Svelte and JSX."""
QUOTED = (
    rb"(?=\{(?:(?![\"'])|\"(?:[^\"\\\r\n]|\\.)*+(?<!=)\"\}|'(?:[^'\\\r\n]|\\.)*+(?<!=)'\}))" + BRACED + rb"(?=[\"'])"
)
"""The same between quotes, in which quotes are signs like others: `rows="{[{ key: "a" }]}"` of Svelte.

A string alone does not end behind an equals sign: `title="{"` and `title="}"` are values of HTML.
"""
COMMENT = rb"(?<=\s)(?://(?!>)[^\r\n]*|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)"
"""A comment of JavaScript between attributes, as Svelte 5 has them."""
TOKEN = re.compile(
    rb"<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<\?.*?(?:\?>|$)|<![A-Za-z][^>]*+(?:>|$)"
    rb"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:.-]*)"
    rb"(?P<attributes>(?:[^'\"<>=/]++|=(?:" + BRACED + rb'|"' + QUOTED + rb"\"|'" + QUOTED + rb"')?"
    rb"""|"[^"]*"|'[^']*'|""" + COMMENT + rb"|/)*+)>",
    re.DOTALL,
)
NAME = re.compile(rb"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*)")
"""The beginning of a tag, of JSX too."""
ATTRIBUTE = re.compile(
    rb"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*"""
    rb'(?:"(?P<double>' + QUOTED + rb'|[^"]*)"'
    rb"|'(?P<single>" + QUOTED + rb"|[^']*)'"
    rb"|(?P<bare>" + BRACED + rb"""|[^\s"'=<>`]+)))?"""
)
HUMAN = frozenset({b"alt", b"title", b"aria-label", b"placeholder", b"label", b"summary"})
"""Attributes with text for readers."""
SHOWN_DATA = ("caption", "label", "title")
"""Last words of the names of data attributes that style sheets and scripts show: `data-title`, `data-bs-title`."""
COMPONENT = re.compile(rb"[A-Z][A-Z0-9]*[a-z][\w.]*|[A-Za-z][\w.]*-[\w.-]*")
"""The name of a component: with small letters after a capital one, or with a hyphen."""
INLINE = frozenset(
    b"a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp small span "
    b"strike strong sub sup time tt u var wbr".split()
)
"""Tags that stay inside a msgid: the phrasing content that people write in a sentence."""
VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
"""Tags without an end tag (HTML standard, section 13.1.2)."""
RAW = frozenset(b"script style pre textarea svg math iframe".split())
"""Elements whose content is no prose. The content of `video`, `audio`, `object`, `canvas` and `noscript` is prose:
readers see it if the element itself cannot be shown (HTML standard, sections 4.7, 4.8 and 4.12). So is that of
`template`: a script, or a component of Vue, puts it onto the page."""
RAW_TO_ITS_END = frozenset(b"script style pre".split())
"""Those of them that are blocks of HTML up to their end tag, however they are written (remark-parse 8, CommonMark)."""


class Tag(Struct, frozen=True):
    """One start or end tag."""

    start: int
    """Byte offset in the text."""
    end: int
    """Byte offset after its `>`."""
    name: bytes
    """Lower case."""
    closing: bool
    """Whether it is an end tag."""
    is_void: bool
    """Whether it is that of an element without an end tag."""
    text: bytes
    """The tag as written."""


def tags(text: bytes) -> list[Tag]:
    """All tags in order; comments, declarations and processing instructions left aside."""
    return [_tag(found) for found in TOKEN.finditer(text) if found["name"]]


def _tag(found: re.Match[bytes]) -> Tag:
    name = found["name"]
    return Tag(found.start(), found.end(), name.lower(), bool(found["close"]), is_void(name), found[0])


@lru_cache(maxsize=256)
def canonical(tag: bytes, code: re.Pattern[str] = template_code.ANY, own: tuple[OwnTag, ...] = ()) -> str:
    """A tag or comment in comparable form: white space folded, of translatable values only the template code."""
    found = TOKEN.fullmatch(tag)
    if found is None or not found["name"]:
        return b" ".join(tag.split()).decode()
    tag_name, given = found["name"], ATTRIBUTE.finditer(found["attributes"])
    attributes = sorted(_attribute(tag_name, attribute, code, own) for attribute in given)
    return b" ".join([found["close"] + found["name"].lower(), *attributes]).decode()


@lru_cache(maxsize=1024)
def is_human(tag: bytes, attribute: bytes, own: tuple[OwnTag, ...] = ()) -> bool:
    """Whether an attribute of the tag with a name has text for readers; `own` are components of the site itself."""
    for one in own:
        if one.parameters and one.name == tag.decode():
            return attribute.decode() in one.parameters
    name = attribute.lower()
    if name in HUMAN:
        return True
    if COMPONENT.fullmatch(tag):
        return human_names.is_human(attribute.decode())
    return name.startswith(b"data-") and human_names.is_human(name.decode(), SHOWN_DATA)


@lru_cache(maxsize=1024)
def is_void(name: bytes) -> bool:
    """Whether an element, its name as written, has no end tag; a component such as `Link` has one."""
    return name.lower() in VOID and not COMPONENT.fullmatch(name)


@lru_cache(maxsize=1024)
def _is_raw(name: bytes) -> bool:
    """Whether the content of an element, its name as written, is no prose; a component such as `TextArea` has prose."""
    small = name.lower()
    return small in RAW and (small in RAW_TO_ITS_END or not COMPONENT.fullmatch(name))


def opens_raw(tag: re.Match[bytes], own: Iterable[OwnTag] = ()) -> bool:
    """Whether a tag begins an element whose content is no prose; `own` are components of the site itself."""
    is_start = tag["name"] is not None and not tag["close"]
    is_raw = is_start and (
        _is_raw(tag["name"]) or any(one.body == "raw" and one.name == tag["name"].decode() for one in own)
    )
    return is_raw and not tag["attributes"].rstrip().endswith(b"/")


def _attribute(tag: bytes, found: re.Match[bytes], code: re.Pattern[str], own: tuple[OwnTag, ...]) -> bytes:
    name = found["name"].lower()
    value = next((v for v in (found["double"], found["single"], found["bare"]) if v is not None), None)
    if value is None:
        return bytes(name)
    if is_human(tag, found["name"], own):
        return name + b"=" + " ".join(template_code.found(value.decode(), code)).encode()
    return name + b"=" + b" ".join(value.split())


def is_one_element(found: Sequence[bytes]) -> bool:
    """Whether the first and the last of some tags are those of one element that nobody writes in a sentence."""
    first, last = NAME.match(found[0]), NAME.match(found[-1])
    if len(found) <= 1 or not first or not last or first["close"] or not last["close"] or found[0].endswith(b"/>"):
        return False
    if first["name"] != last["name"] or first["name"].lower() in INLINE | RAW | VOID:
        return False
    return not any(tag["name"] == first["name"] for tag in map(NAME.match, found[1:-1]) if tag)


def raw_after(tag: str, raw: bytes) -> bytes:
    """The name of the raw element that is open after a tag; `raw` is that of the one before it, empty if none is."""
    found = TOKEN.fullmatch(tag.encode())
    if found is None or not found["name"]:
        return raw
    name: bytes = found["name"].lower()
    if raw:
        return b"" if name == raw and found["close"] else raw
    return name if opens_raw(found) else b""


def quoting(attribute: re.Match[bytes]) -> str:
    """Name of the regex group with an attribute's value, by its quoting: `double`, `single` or `bare`."""
    return next((name for name in ("double", "single") if attribute[name] is not None), "bare")
