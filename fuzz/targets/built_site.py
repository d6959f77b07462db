"""A built page of strangers gives ids for headings, in order, or none; those that it gives can be written and used."""

from __future__ import annotations

from collections.abc import Iterator

from cutting import BETWEEN, cut, joined
from helpers.cases import cases
from msgspec.structs import replace

from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble.page_from_catalogue import assemble
from i18n_pipeline.commands.learn_ids.built_headings import headings
from i18n_pipeline.commands.learn_ids.ids_of_page import paired
from i18n_pipeline.markdown.reading import anchors, learnt_ids
from i18n_pipeline.markdown.reading.learnt_ids import Row
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.model import Catalogue, Message, Rules
from i18n_pipeline.project import anchors_lock

RULES = Rules(pin=True)

PAGE = "# Guide\n\n## First *steps* & more :smile:\n\nWords\n\nMore\n===\n\n# Guide\n\n## `x` [y](z) <b>w</b>\n"
BUILT = (
    '<html><nav><h2 id="toc">On this page</h2></nav><h1 id="guide-1">Guide</h1><h2 id="s-first">First <em>steps</em>'
    ' &amp; more <img alt="smile"><a href="#s-first">¶</a></h2><section id="more"><h2>More</h2></section>'
)
ODD = (
    '<h1><a name=guide></a>Guide</h1><h2>First steps<span id="a&#98;">#</span></h2><h1 id="a b">x</h1>',
    "<!-- <h1 id='a'>Guide</h1> --><script>'<h1>'</script><h1 id='é\"'>Gu<style>x</style>ide</h1><h3 id=x>x y w</h3>",
    "<![CDATA[<h1 id=a>]]><div id=x><h1>Guide<h2 id='y'>First steps &more;</div></h2><h1 ID='b' id='c'>More</h1",
)


def seeds() -> Iterator[bytes]:
    """Pages with headings, each with a built page."""
    for built in (BUILT, *ODD):
        yield joined("commonmark", PAGE, (built,))
    for case in cases():
        if "#" in case.english:
            lines = enumerate(case.english.splitlines())
            rows = [f'<h2 id="i{number}">{line.strip("# ")}</h2>' for number, line in lines]
            yield joined(case.profile.partition(" ")[0], case.english, ("".join(rows),))


def check(data: bytes) -> None:
    """Fails if an id is learnt that no page can have, or if a localised heading lacks its id."""
    dialect, text, built = cut(data)
    found = headings(BETWEEN.join(built))
    assert all(name and not any(map(str.isspace, name)) for name, _ in found), f"no id: {found}"
    english = page(text.encode(), dialect)
    wanted = learnt_ids.words(english.outline)
    names = paired([said for _, said in wanted], found)
    rows = tuple((name, said) for (_, said), name in zip(wanted, names, strict=True) if name)
    lock = {"a.md": rows} if rows else {}
    assert anchors_lock.parsed(anchors_lock.written(lock), "lock") == lock, f"read otherwise: {rows}"
    for catalogue in (Catalogue(Message("")), _translated(english)):
        made = assemble("a.md", english, catalogue, RULES, kept, learnt=rows)
        if made.pinned:
            _has_ids(english, made.data, rows)


def _translated(english: Page) -> Catalogue:
    """A catalogue in which every text has another word before it."""
    return Catalogue(Message(""), tuple(replace(one, msgstr=f"Het {one.msgid}") for one in template("a.md", english)))


def _has_ids(english: Page, data: bytes, rows: tuple[Row, ...]) -> None:
    """Fails unless the headings of a localised page answer to the ids of the English ones.

    Those that say the same have the same ids by their words.
    """
    ours, theirs = english.outline, outline(data, english.outline.dialect)
    pins = anchors.writable(ours, learnt_ids.learnt(ours, rows)) or {}
    named = anchors.given(theirs, learnt=learnt_ids.learnt(theirs, rows))
    for (heading, _), (other, name) in zip(anchors.given(ours), named, strict=True):
        pin = pins.get(heading.end)
        assert pin is None or pin in {name, other.explicit, *other.other_ids}, (
            f"{pin!r} became {name!r}: {data.decode()!r}"
        )
