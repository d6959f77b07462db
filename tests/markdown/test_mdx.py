"""Pages of MDX and mdsvex, read by MDX and Svelte themselves: whatever a text holds, only words change."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from helpers import mdx
from helpers.assembling import read
from helpers.generated import HOSTILE, LIKELY
from helpers.samples import SAMPLES, pages

from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing.localise import localise
from i18n_pipeline.project.settings_tables import kind_of_site

TEXTS = Path(__file__).resolve().parents[1] / "texts"
PAGES = {path.suffixes[0].removeprefix("."): path for path in sorted(TEXTS.glob("page.*"))}
"""A page for each kind of site, with all of its syntax."""
OWN = (
    *("{naam}", "{", "<5 jaar", "1 < 2", "<", "<b", "op:nee", ":x:", ":d[x]", "::leaf[x]{a=b}", ":::tip", "[#id]"),
    *("{#id}", "{/* #id */}", "$5", "$x$", "$$", "import x from 'y'", "export const a = 1", "<Card />", "</Card>"),
    *("{alert(1)}", "&#123;x}", "\\{x}", '"x"', "x\"y'", '![q "x"](y)', "inwww.evil.com", "{#if x}", "{:else}", "<_x>"),
    *("`{", "```", "<!-- x -->", "x\nimport y", "x\n{y}", "x\n<Card>", "\n\n{y}", "    x", "[x", "x]", "| x"),
)
"""Texts that mean something to MDX or Svelte."""
ROUNDS = 40
"""How often the texts of a page are changed."""


def page_of(kind: str, text: str) -> Page:
    return read(text, kind_of_site(kind).dialect)


def said(chance: Random, msgid: str) -> str:
    """A text that a translator could have written, or a stranger."""
    other = chance.choice(chance.choice((OWN, OWN, LIKELY, HOSTILE)))
    return chance.choice((f"{msgid} {other}", f"{other} {msgid}", f"{msgid}{other}", other))


@pytest.mark.parametrize("kind", PAGES)
def test_other_letters_are_published_and_change_words_only(kind: str) -> None:
    english = PAGES[kind].read_text(encoding="utf-8")
    page = page_of(kind, english)
    texts = {i: s.msgid.replace("words", "wóórden").replace("Words", "Wóórden") for i, s in enumerate(page.segments)}
    made = localise(page, texts, pins={}, accepted={})
    before, after = mdx.structures([english, made.data.decode()], kind)

    assert dict(made.refused) == {}
    assert "words" not in made.data.decode().lower()
    assert not before[0].startswith("Error")
    assert before == after


@pytest.mark.parametrize("kind", PAGES)
def test_no_text_says_anything_into_a_page(kind: str) -> None:
    english, chance = PAGES[kind].read_text(encoding="utf-8"), Random(kind)
    page = page_of(kind, english)
    made = []
    for _ in range(ROUNDS):
        chosen = chance.sample(range(len(page.segments)), len(page.segments) // 3)
        texts = {index: said(chance, page.segments[index].msgid) for index in chosen}
        made.append(localise(page, texts, pins={}, accepted={}).data.decode())
    before, *after = mdx.structures([english, *made], kind)

    assert [text for text, found in zip(made, after, strict=True) if found != before] == []


@pytest.mark.parametrize("kind", ["docusaurus", "starlight", "nextra"])
def test_each_syntax_in_and_beside_every_other_stays_what_it_is(kind: str) -> None:
    english, chance = [*SAMPLES, *pages(seed=3, number=200)], Random(kind)
    before = mdx.structures(english, kind)
    made = []
    for text in english:
        page = page_of(kind, text)
        texts = {index: said(chance, segment.msgid) for index, segment in enumerate(page.segments)}
        made.append(localise(page, texts, pins={}, accepted={}).data.decode())
    after = mdx.structures(made, kind)
    known = [not found or not found[0].startswith("Error") for found in before]

    assert sum(known) > len(SAMPLES) // 2
    assert [
        (text, other)
        for text, other, ours, theirs, is_known in zip(english, made, before, after, known, strict=True)
        if is_known and ours != theirs
    ] == []
