"""Template tags at the edges of a text that belong to the page and not to the words: `{% note %}Text{% endnote %}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from i18n_pipeline.markdown.constructs import tags

END = re.compile(rb"\{%-?\s*end\s*-?%\}")
BEGINS = (b"{{", b"{%")
"""What tags begin with that can pair up."""
LAST_BLANK = ord(" ")
"""Of the signs in ASCII, no blank comes after it."""
Span = tuple[int, int]


@lru_cache(maxsize=4)
def has_tags(source: bytes) -> bool:
    """Whether a page may hold tags that pair up."""
    return any(sign in source for sign in BEGINS)


@lru_cache(maxsize=4)
def closed(source: bytes) -> frozenset[tuple[bytes, str]]:
    """The tags that something closes on a page: `{{` for shortcodes of Hugo or `{%`, and the name."""
    if not has_tags(source):
        return frozenset()
    names = frozenset((found[0][:2], found["name"].decode()) for found in tags.CLOSING.finditer(source))
    return names | {(b"{%", tags.ANY)} if END.search(source) else names


def paired(source: bytes, spans: Sequence[Span]) -> tuple[str, ...]:
    """The tags of a text that open, part or close a pair, in order: a translation must keep this order."""
    names = closed(source)
    roles = [(source[start : start + 2], *tags.role(source[start:end])) for start, end in spans]
    return tuple(
        f"{role} {name}" for kind, name, role in roles if role and (role != "open" or _closes(names, kind, name))
    )


def trimmed(text: bytes, start: int, end: int, placeholder: re.Pattern[bytes]) -> Span:
    """A range of a text without the tags at its ends of which the partners lie outside it or at the other end."""
    if b"{" not in text[start:end]:
        return start, end
    return within(text, start, end, [found.span() for found in placeholder.finditer(text, start, end)])


def within(source: bytes, start: int, end: int, spans: Sequence[Span]) -> Span:
    """The same for a range of a page whose placeholders are known."""
    may_pair = has_tags(source) and any(source.startswith(BEGINS, opened) for opened, _ in spans)
    partners = _partners(source, spans) if may_pair else []
    first, last = 0, len(partners)
    while first < last:
        opens = not source[start : spans[first][0]].strip() and partners[first] is not None
        closes = not source[spans[last - 1][1] : end].strip() and partners[last - 1] is not None
        if opens and (partners[first] == -1 or (closes and partners[first] == last - 1 > first)):
            around = partners[first] == last - 1
            start, first = spans[first][1], first + 1
            if around:
                end, last = spans[last - 1][0], last - 1
        elif closes and partners[last - 1] == -1:
            end, last = spans[last - 1][0], last - 1
        else:
            break
    if end > start and source[start] > LAST_BLANK and source[end - 1] > LAST_BLANK:
        return start, end
    text = source[start:end]
    blank = len(text) - len(text.lstrip())
    return start + blank, start + blank + len(text.strip())


def _partners(source: bytes, spans: Sequence[Span]) -> list[int | None]:
    """For each placeholder the index of the one it pairs up with; -1 if that is elsewhere, None if there is none."""
    names = closed(source)
    partners: list[int | None] = [None] * len(spans)
    opened: list[tuple[str, int]] = []
    for index, (start, end) in enumerate(spans):
        name, role = tags.role(source[start:end])
        if role == "open" and _closes(names, source[start : start + 2], name):
            opened.append((name, index))
            partners[index] = -1
        elif role == "middle":
            partners[index] = None if opened else -1
        elif role == "close":
            partners[index] = -1
            if opened and name in {opened[-1][0], tags.ANY}:
                _, other = opened.pop()
                partners[index], partners[other] = other, index
    return partners


def _closes(names: frozenset[tuple[bytes, str]], kind: bytes, name: str) -> bool:
    return (kind, name) in names or (kind, tags.ANY) in names
