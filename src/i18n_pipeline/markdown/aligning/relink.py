"""Give the links of a published translation the numbers of the source's links: matched by target, then by order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from i18n_pipeline.markdown.aligning.evidence import general
from i18n_pipeline.markdown.reading.links import images, renumbered
from i18n_pipeline.model import Segment


class Relinked(Struct, frozen=True):
    """A translation with the link numbers of its source."""

    text: str
    """The translation, with the source's link numbers."""
    changed: tuple[tuple[str, str], ...]
    """Replaced links: target in the source, target in the translation."""
    added: tuple[tuple[str, str], ...]
    """Links only in the translation, as (`link` or `image`, target); a link keeps its text, an image is removed."""


class _Link(Struct, frozen=True):
    number: int
    target: str
    check: str

    @property
    def general(self) -> tuple[str, str]:
        return general((self.check, self.target))


def relinked(source: Segment, text: Segment) -> Relinked:
    """Give a segment of a translation the link numbers of the source's segment."""
    ours, theirs = _links(source), _links(text)
    pairs = dict(_same(ours, theirs))
    left = [our for our in ours if our not in pairs.values()]
    pairs |= dict(_same(left, [their for their in theirs if their not in pairs], _page))
    changed = dict(_in_order([o for o in ours if o not in pairs.values()], [t for t in theirs if t not in pairs]))
    pairs |= changed
    numbers = {their.number: pairs[their].number if their in pairs else None for their in theirs}
    return Relinked(
        renumbered(text.msgid, numbers),
        tuple((our.target, their.target) for their, our in changed.items()),
        tuple((their.check, their.target) for their in theirs if their not in pairs),
    )


def _links(segment: Segment) -> list[_Link]:
    pictures = images(segment.msgid) if segment.links else frozenset()
    return [_Link(link.number, link.target, "image" if link.number in pictures else "link") for link in segment.links]


def _page(link: _Link) -> tuple[str, str]:
    """The page that a link leads to, however it is spelled; which of its headings depends on the language."""
    check, target = link.general
    try:
        parts = urlsplit(unquote(target))
    except ValueError:  # brackets that are no IPv6 address
        return link.general
    path = parts.path.removesuffix("/").removesuffix("/index.html")
    return (check, f"{parts.scheme.lower()}://{parts.netloc.lower()}{path}?{parts.query}")


def _general(link: _Link) -> tuple[str, str]:
    return link.general


def _same(
    ours: Sequence[_Link], theirs: Iterable[_Link], place: Callable[[_Link], tuple[str, str]] = _general
) -> Iterator[tuple[_Link, _Link]]:
    """Each translated link with the first unused source link to the same place."""
    free = list(ours)
    for their in theirs:
        our = next((our for our in free if place(our) == place(their)), None)
        if our:
            free.remove(our)
            yield their, our


def _in_order(ours: Sequence[_Link], theirs: Sequence[_Link]) -> Iterator[tuple[_Link, _Link]]:
    """Remaining links of each kind in order, if source and translation have equally many."""
    for check in ("link", "image"):
        left, right = ([link for link in links if link.check == check] for links in (ours, theirs))
        if len(left) == len(right):
            yield from zip(right, left, strict=True)
