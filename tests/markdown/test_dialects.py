"""The laws hold for every kind of site, for each syntax alone and beside every other; and no page takes long."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise

import pytest
from helpers.assembling import assembled, msgids, read
from helpers.growth import is_linear
from helpers.samples import OPENED, SAMPLES, pages

from i18n_pipeline.engines.pseudo import accented as answered
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing.localise import localise
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

PROFILES = names("profiles")
SIGNS = frozenset("{}<>[]`$:&\\+|^~=!%@#/")
"""A text with any of these may hold more than words: its letters are left alone here."""
EVERYTHING = [*SAMPLES, *pages(seed=12, number=60)]


def dialect_of(profile: str) -> Dialect:
    return kind_of_site(profile).dialect


def accented(msgid: str) -> str:
    return msgid if SIGNS & set(msgid) else msgid.replace("e", "é")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_masked_copy_is_as_long_as_its_page(profile: str) -> None:
    masked = {text: read(text, dialect_of(profile)).outline.scan.text for text in EVERYTHING}

    assert [text for text, copy in masked.items() if len(copy.encode()) != len(text.encode())] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_neither_its_own_texts_nor_other_letters_are_refused(profile: str) -> None:
    refused = []
    for text in EVERYTHING:
        page = read(text, dialect_of(profile))
        own = {index: segment.msgid for index, segment in enumerate(page.segments)}
        for texts in (own, {index: accented(msgid) for index, msgid in own.items()}):
            refused += [(text, made) for made in localise(page, texts, pins={}, accepted={}).refused.values()]

    assert refused == []


BEHIND_TABS = (
    "Words\n\n  more words\n\t- *[HTML]: Hyper Text\n",
    '> Words\n\t- :::image source="a" alt-text="Alt words":::\n',
    "  Body\n  ///\n\t> > ::: tip Title here {#x}\n\t> > Text\n\t> > :::\n",
    "Text\n\t- :::{admonition} Title\n\t  :class: x\n\t  \n\t  Text\n\t  :::\n",
    '> > Term\n> > : Definition\n    !!! tip "Title"\n        Text\n',
)
"""Pages on which the parser takes constructs for words of a paragraph, since they stand in a column of code."""


@pytest.mark.parametrize("profile", PROFILES)
def test_no_text_stands_in_another_but_titles_and_attributes(profile: str) -> None:
    overlapping = []
    for text in (*BEHIND_TABS, *EVERYTHING):
        found = read(text, dialect_of(profile)).segments
        pairs = [(one.msgid, two.msgid, two.place) for one, two in pairwise(found) if two.start < one.end]
        overlapping += [pair for pair in pairs if pair[2] not in {"title", "attribute"}]

    assert overlapping == []


ALERTS = {
    "> [!faq]- Are *they* folded?\n> Words\n": "> [!faq]- Zijn *ze* dicht?\n> Woorden\n",
    "> [!NOTE]\n> Words\n": "> [!NOTE]\n> Woorden\n",
    "> [!tip]+ Title\n": "> [!tip]+ Titel\n",
    "> [!warning] Title\n> [!note] Title\n>\n> Words\n": "> [!warning] Titel\n> [!note] Titel\n>\n> Woorden\n",
    "- > [!IMPORTANT] Title\n  > Words\n": "- > [!IMPORTANT] Titel\n  > Woorden\n",
    "> > [!todo]-\n> > Words\n": "> > [!todo]-\n> > Woorden\n",
}
"""Alerts of GitHub and Obsidian, and their translations."""
DUTCH = {"Are *they* folded?": "Zijn *ze* dicht?", "Words": "Woorden", "Title": "Titel"}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("profile", PROFILES)
def test_an_alert_keeps_its_sign_and_its_title_is_a_message_on_every_site(profile: str, newline: str) -> None:
    for english, localised in ALERTS.items():
        page = read(english.replace("\n", newline), dialect_of(profile))

        assert assembled(page, DUTCH).data.decode() == localised.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("profile", PROFILES)
def test_a_text_of_emoji_alone_is_no_message(profile: str, newline: str) -> None:
    page = (
        "a\n\n😀 🎉\n\n- ✔ :rocket: :+1:\n\n| :x: | 10:20:30 |\n|---|---|\n| ✔ | [:o:](b.md) |\n\n## :a_b:\n\nc :x:\n"
    )

    assert msgids(page.replace("\n", newline), dialect_of(profile)) == ["a", "c :x:"]


@pytest.mark.parametrize("profile", PROFILES)
def test_no_draft_of_a_machine_that_keeps_its_codes_is_refused(profile: str) -> None:
    # Where a site has neither of these, its parser reads the stars as emphasis: they hold words for a machine.
    dialect = dialect_of(profile)
    refused = []
    for text in (text for text in EVERYTHING if "{/*" not in text and "{>>" not in text):
        page = read(text, dialect)
        encoded = [codes.encode(segment.msgid, dialect) for segment in page.segments]
        drafts = {index: codes.decode(one, answered(one.xml)) for index, one in enumerate(encoded)}
        made = localise(page, drafts, pins={}, accepted={})
        refused += [(text, drafts[index], why.reason) for index, why in made.refused.items()]

    assert refused == []


@pytest.mark.parametrize("profile", PROFILES)
def test_only_the_bytes_of_segments_change(profile: str) -> None:
    for text in EVERYTHING:
        page = read(text, dialect_of(profile))
        made = localise(page, {i: accented(s.msgid) for i, s in enumerate(page.segments)}, pins={}, accepted={})
        spans = [(s.start, s.end) for s in page.segments if s.place not in {"title", "attribute"}]
        starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text.encode())]

        at = 0
        for start, end in zip(starts, ends, strict=True):
            part = text.encode()[start:end]
            at = made.data.index(part, at) + len(part)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("units", [SAMPLES[:25], SAMPLES[25:], OPENED], ids=["samples", "more samples", "opened"])
def test_five_times_the_page_is_no_more_than_some_five_times_the_work(profile: str, units: tuple[str, ...]) -> None:
    assert [unit for unit in units if not is_linear(partial(localising, profile, unit), 200, 1_000)] == []


def localising(profile: str, unit: str, size: int) -> float:
    """Processor seconds it takes to read a page with so many characters of units, and to put other words onto it."""
    dialect = dialect_of(profile)
    begun = time.process_time()
    page = read(unit * (size // len(unit)), dialect)
    localise(page, {i: f"{s.msgid} x" for i, s in enumerate(page.segments)}, pins={}, accepted={})
    return time.process_time() - begun


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("unit", ["word ", "a | ", "` a | ", "`a|b` | ", "word `"])
def test_five_times_one_line_is_no_more_than_some_five_times_the_work(profile: str, unit: str) -> None:
    dialect = dialect_of(profile)

    def work(size: int) -> float:
        begun = time.process_time()
        read("`code` is there\n\n" + unit * (size // len(unit)) + "\n\n| a |\n", dialect)
        return time.process_time() - begun

    assert is_linear(work, 5_000, 25_000)


UNITS = {
    "formulas that nothing closes": ("mkdocs", "\\(a = b\n"),
    "the same behind two backslashes": ("mkdocs", "\\\\(a = b\n"),
    "images in links": ("sveltekit", '[![a"](b)](c) '),
    "marks behind addresses": ("learn", ':::image source="a" alt-text="b c":::\nwww.e.org。'),
    "pipes in formulas": ("jekyll", "$$\n|"),
    "scripts that nothing closes": ("nextra", "export const a = {\n{% a %}\nb\n\n"),
    "tags in HTML": ("zola", "<p>\n{% a %}\nb\n{% enda %}\n</p>\n\n"),
    "raw tags behind comments that nothing closes": ("jekyll", "<!-- a\n\n<pre>a</pre>\n\n"),
    "deep lines that each show the next": ("docusaurus", "a\n    ```\n    b\n    ```\n> c\n"),
    "paragraphs with a sign": ("myst", "a `b`\n\n"),
}
"""A kind of site, and what stands on a page of it again and again."""


@pytest.mark.parametrize("kind", UNITS)
def test_five_times_a_page_of_a_site_is_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(localising, *UNITS[kind]), 3_000, 15_000)
