"""The headings of a built HTML page, each with its id and its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from i18n_pipeline.markdown.character_references import readable

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
AROUND = frozenset({"section", "div"})
"""Elements whose id is that of the heading they begin with, as of Sphinx's sections."""
INSIDE = frozenset({"a", "span"})
"""Elements in a heading whose id, or name, is that of the heading if it has no other."""
SILENT = frozenset({"script", "style"})
"""Elements whose text nobody reads."""


@dataclass(slots=True)
class _Open:
    """A heading while it is read."""

    tag: str
    name: str
    words: list[str] = field(default_factory=list)


class _Headings(HTMLParser):
    """Collects the headings of a page in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.open: _Open | None = None
        self.around = ""
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("id") or ""
        if tag in HEADINGS:
            self._close()
            self.open = _Open(tag, name or self.around)
            self.around = ""
        elif self.open:
            if tag in INSIDE and not self.open.name:
                self.open.name = name or given.get("name") or ""
            self.open.words.append((given.get("alt") or "") if tag == "img" else "")
        elif tag in AROUND:
            self.around = name or self.around
        if tag in SILENT:
            self.silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        elif self.open and tag == self.open.tag:
            self._close()
        elif tag in AROUND:
            self.around = ""

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.open:
            self.open.words.append(data)
        elif data.strip():
            self.around = ""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Where what begins with `<![` ends: at the next `>`, as a comment in HTML. Python refuses most of these."""
        return self.parse_bogus_comment(i, report)

    def close(self) -> None:
        super().close()
        self._close()

    def _close(self) -> None:
        if self.open:
            self.found.append((self.open.name, "".join(self.open.words)))
            self.open = None


def headings(html: str) -> list[tuple[str, str]]:
    """The id and the words of each heading in HTML, in order; of those with an id."""
    parser = _Headings()
    end = html.rfind(">") + 1
    parser.feed(readable(html[:end] + html[end:].replace("<", "&lt;")))  # a tag without an end is read again and again
    parser.close()
    return [(name, words) for name, words in parser.found if name and not any(map(str.isspace, name))]
