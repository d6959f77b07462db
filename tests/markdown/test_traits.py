"""The quick test whether two pages have the same skeleton never says yes where the comparison finds a difference."""

from __future__ import annotations

import pytest
from helpers.pages import EVERY
from helpers.samples import SAMPLES, nested
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import masked, walked
from i18n_pipeline.markdown.reading.segments import page as read
from i18n_pipeline.markdown.writing.differences import Difference, differences
from i18n_pipeline.markdown.writing.localise import localise
from i18n_pipeline.markdown.writing.skeleton import skeleton
from i18n_pipeline.markdown.writing.traits import traits
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

IN_PARTS = (
    "One `x` term\nAnother *term*\n: Definition `x`\n",
    'Words `x`\n      !!! note "A title"\n      more words\n',
)
"""Words that are no run by themselves: terms, words around what the parser takes for words, words below a heading."""
PAGES = st.one_of(
    st.sampled_from(sorted(EVERY)).map(EVERY.__getitem__),
    st.lists(st.sampled_from([*SAMPLES, *IN_PARTS]), min_size=1, max_size=4).map("\n".join),
)
SIGNS = [
    *"#>-+*`~|:[](){}<>!&@_=\\/%$^\"'.1x \t\n\r",
    "{{",
    "}}",
    "{%",
    "%}",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "\n\n",
    "\n    ",
]
TEXT = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(SAMPLES), st.just("word")), max_size=4).map("".join)
DIALECTS = st.sampled_from(sorted(names("profiles"))).map(lambda name: kind_of_site(name).dialect)
PATHS = ("title", "description")
HEADINGS = """\
# One

Words *here*

## Two `x` ##

Three
---

> # Four

- ## Five [a](b.md)

  more
"""
ACCENTS = str.maketrans("eiou", "ëïöü")


@given(page=PAGES, text=TEXT, dialect=DIALECTS, data=st.data())
def test_pages_with_equal_traits_have_equal_skeletons(
    page: str, text: str, dialect: Dialect, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(page)))
    end = data.draw(st.integers(start, min(start + 6, len(page))))
    other = page[:start] + text + page[end:]

    assert found(page, other, dialect) == [] or not are_alike(page, other, dialect)


@pytest.mark.parametrize("profile", names("profiles"))
def test_other_words_alone_are_seen_as_such(profile: str) -> None:
    dialect = kind_of_site(profile).dialect
    pages = [
        "# Title {#id}\n\nSome *words* [here](x.md) and `code`.\n\n> - a\n> - b\n",
        "| a | b |\n|---|---|\n| c | d |\n\n```py\nx = 1\n```\n\n1. word\n   more\n",
    ]

    assert all(are_alike(page, page.replace("word", "mot").replace("a", "ä"), dialect) for page in pages)


def test_lines_of_a_paragraph_that_stand_apart_are_compared_without_a_skeleton() -> None:
    dialect = kind_of_site("commonmark").dialect
    page = 'Some words\n{: .note }\n\n!!! tip "Title"\n\nTerm\n: what it is, with `code`\n'

    assert are_alike(page, page.replace("Some words", "Mots").replace("Title", "Titre").replace("what", "ce"), dialect)
    assert not are_alike(page, page.replace(".note", ".mot"), dialect)
    assert not are_alike(page, page.replace("tip", "mot"), dialect)
    assert not are_alike(page, page.replace("`code`", "`mot`"), dialect)
    assert not are_alike(page, page.replace("\n: what", " what"), dialect)


@pytest.mark.parametrize("profile", ["mkdocs", "jekyll", "myst", "hugo", "mdbook"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("margin", ["", "> ", "- "])
@pytest.mark.parametrize(
    ("page", "other"),
    [
        ("A `x`\nB\n: what it is\n", "A\nB `x`\n: what it is\n"),
        ("A\nB\n: what it is\n", "A B\n: what it is\n"),
        ("A <b>x</b>\nB\n: what it is\n", "A\nB <b>x</b>\n: what it is\n"),
    ],
)
def test_nothing_moves_from_one_term_to_another(page: str, other: str, margin: str, end: str, profile: str) -> None:
    dialect = kind_of_site(profile).dialect
    ours, theirs = (nested(text, margin).replace("\n", end) for text in (page, other))

    assert found(ours, theirs, dialect)
    assert not are_alike(ours, theirs, dialect)


@pytest.mark.parametrize(
    ("page", "other"),
    [
        ("words", "# words"),
        ("words", "- words"),
        ("words", "words `x`"),
        ("words", "words {{ x }}"),
        ("words", "words https://example.org"),
        ("words", "words <b>x</b>"),
        ("# words", "## words"),
        ("# words {#a}", "# words {#b}"),
        ("[words](a.md)", "[words](b.md)"),
        ("1. words", "- words"),
        ("1. words", "2. words"),
        ("```\nx\n```", "```\ny\n```"),
        ("<div>\nwords\n</div>", "<div>\n<b>words\n</div>"),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n| b |\n| c |"),
        ("words\n\n[a]: b", "words\n\n[a]: c"),
        ("- [ ] words", "- [x] words"),
    ],
)
def test_what_is_no_words_is_a_trait(page: str, other: str) -> None:
    assert not are_alike(page, other, kind_of_site("commonmark").dialect)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("profile", names("profiles"))
def test_ids_that_are_written_for_headings_are_seen_as_such(profile: str, end: str) -> None:
    dialect = kind_of_site(profile).dialect
    english = read(HEADINGS.replace("\n", end).encode(), dialect)
    texts = {i: segment.msgid.translate(ACCENTS) for i, segment in enumerate(english.segments)}
    headings = [one for one in english.outline.tokens if isinstance(one, Heading)]
    pins = {heading.end: f"id-{i}" for i, heading in enumerate(headings)}

    made = localise(english, texts, pins=pins, accepted={})

    assert (made.refused, made.pinned) == ({}, True)
    assert b"id-" in made.data
    assert traits(english.outline, PATHS, pins) == traits(masked(made.data, dialect), PATHS)


def are_alike(page: str, other: str, dialect: Dialect) -> bool:
    ours, theirs = (traits(masked(text.encode(), dialect), PATHS) for text in (page, other))
    return ours == theirs


def found(page: str, other: str, dialect: Dialect) -> list[Difference]:
    ours, theirs = (skeleton(walked(masked(text.encode(), dialect)), PATHS) for text in (page, other))
    return differences(ours, theirs)
