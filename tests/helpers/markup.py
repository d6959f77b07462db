"""The tags and text of a report's page, read with the parser of the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

RAW = {"style", "script"}


@dataclass
class Tag:
    """A start tag."""

    name: str
    attributes: dict[str, str]


@dataclass
class Markup:
    """The start tags of a page in order, and its text."""

    tags: list[Tag] = field(default_factory=list)
    text: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    """The contents of its style and script."""

    def all(self, attribute: str) -> list[str]:
        """All values of an attribute, in order."""
        return [tag.attributes[attribute] for tag in self.tags if attribute in tag.attributes]

    def named(self, name: str) -> Iterator[Tag]:
        """The tags with a name."""
        return (tag for tag in self.tags if tag.name == name)


def markup(text: str) -> Markup:
    """The markup of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()
        self.within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))
        self.within = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within in RAW:
            self.found.raw[self.within] = self.found.raw.get(self.within, "") + data
        else:
            self.found.text += data
