"""A small site whose links follow the words of headings: each leads to the same heading in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sites import running, trees
from sites.generators import Generator
from sites.trees import Tree

from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.project.settings_tables import kind_of_site

TARGETS = dict.fromkeys(("hugo", "mkdocs", "mdbook", "docusaurus", "vitepress"), "headings.md") | {
    "starlight": "/docs/headings/"
}
"""How another page names the page of headings, by generator."""
TITLES = {"heading": "# Every heading\n", "front matter": "---\ntitle: Every heading\n---\n"}


@dataclass(frozen=True, slots=True)
class Followed:
    """The headings of the shared page, with the links that lead to them from that page itself and from another one."""

    english: tuple[str, ...]
    """Their ids on the English page."""
    english_links: tuple[str, ...]
    """The ids that the English links lead to, those of the page itself first."""
    localised: tuple[str, ...]
    """Their ids on the localised page."""
    localised_links: tuple[str, ...]
    """The ids that the localised links lead to."""

    @property
    def is_right(self) -> bool:
        """Whether each localised link leads to the same heading as the English one."""
        return places(self.english, self.english_links) == places(self.localised, self.localised_links)


def follow(generator: Generator, folder: Path, programs: Path) -> Followed:
    """Build a site with links to every heading of the shared page, and follow them."""
    site = running.prepare(generator, folder)
    settings = site / "i18n.toml"
    settings.write_text('markdown.anchors = "follow"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    headings = site / generator.pages / f"headings{generator.suffix}"
    text = headings.read_text(encoding="utf-8")
    dialect = kind_of_site(generator.name).dialect_of(headings.name)
    ids = [name for _, name in anchors.given(outline(text.encode(), dialect)) if name]
    headings.write_text(f"{text}\n\n{_links('', ids)}", encoding="utf-8")
    other = headings.with_stem("every-heading")
    head = TITLES.get(generator.head, TITLES["front matter"])
    other.write_text(f"{head}\n{_links(TARGETS[generator.name], ids)}", encoding="utf-8")
    summary = site / "src/SUMMARY.md"
    if summary.is_file():
        summary.write_text(summary.read_text(encoding="utf-8") + "- [Every heading](docs/every-heading.md)\n")
    running.translate(site)
    tree = trees.read(running.build(generator, site, programs), generator.content)
    return Followed(*_seen(tree, generator, ""), *_seen(tree, generator, "nl/"))


def _links(target: str, ids: list[str]) -> str:
    return (
        "\n".join(f"- The words of link {number}: [to it]({target}#{name})" for number, name in enumerate(ids)) + "\n"
    )


def _seen(tree: Tree, generator: Generator, before: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the headings in a language, and those that the links to them lead to."""
    pages = [path for path in tree.pages if generator.localised("docs").startswith("nl/") and path.startswith(before)]
    own = [path for path in pages if before or not path.startswith("nl/")]
    [headings] = [path for path in own if path.rpartition("docs/")[2] in {"headings.html", "headings/index.html"}]
    [other] = [
        path for path in own if path.rpartition("docs/")[2] in {"every-heading.html", "every-heading/index.html"}
    ]
    found = [
        place[1]
        for page in (headings, other)
        for target in tree.pages[page].links
        if "#" in target and (place := tree.resolved(page, target)) and place[0] == headings and place[1]
    ]
    return tuple(names[0] for names in tree.pages[headings].headings if names), tuple(found)


def places(ids: tuple[str, ...], links: tuple[str, ...]) -> list[int]:
    """The positions of the headings that links lead to; -1 for a link that leads to none."""
    return [ids.index(name) if name in ids else -1 for name in links]
