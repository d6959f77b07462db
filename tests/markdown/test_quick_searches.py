"""What is found on a page by quick searches is what a plain one finds, whatever stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from helpers.assembling import assembled, read
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Construct, javascript_strings, lines, svelte
from i18n_pipeline.markdown.constructs.braced import UNKNOWN_TAG, braced, tags, with_scripts
from i18n_pipeline.markdown.constructs.human_names import is_human
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import masking, outside_code
from i18n_pipeline.markdown.reading.shapes import BEGINS_WORDS, SUSPECT_START
from i18n_pipeline.profiles import docusaurus, jekyll, mkdocs, myst, nextra, starlight, sveltekit, vitepress

DIALECTS = [profile.DIALECT for profile in (docusaurus, jekyll, mkdocs, myst, nextra, starlight, vitepress)]
WORDS = ["word", "a", "1", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "é"]
CODE = ["`", "``", "```", "~~~", "~", "\\", "`a`", "\n```\n", "<!--", "-->"]
TAGS = ["<", ">", "<a", "</a>", "<b c='d'>", ' e="f"', " :g=", "/>", "<C\n", "> ", "{h}", "@i", "<p>"]
BRACES = [
    "{",
    "}",
    "{{",
    "}}",
    "{a}",
    "{{ b }}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{>>",
    "<<}",
    "{: .c }",
    "{ .d }",
    "{=",
    "{::e}",
]
SIGNS = [
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "++",
    "==",
    ":",
    "::",
    ":::",
    ":f:",
    ":f[",
    "]",
    "[",
    "[[",
    "TOC]",
    "toc]]",
    "\\begin{",
]
MARKS = [
    "#",
    "##",
    "## ",
    "- ",
    "1. ",
    "%",
    "(x)=",
    "+++",
    "!!! a",
    '=== "b"',
    '"',
    "'",
    "//",
    "/*",
    "*/",
    "import a",
    "export",
]
JAVASCRIPT = [
    *("label", "'label'", '"a-title"', "aLabel", "b", "label /* c */", "...d", "[title]", "é_title"),
    *(":", " : ", ":", ",", ", ", "'e'", '"f"', "`g`", "`${h}`", "{", "}", "[", "]", "(", ")", "//", "/* i */", "\n"),
]
END_TAG = re.compile(rb"</[A-Za-z][A-Za-z0-9-]*>")


def every_tag(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """All tags at beginnings of lines, and all that CommonMark does not know."""
    names = lines.beginning(page, svelte.TAG)
    yield from names.items()
    yield from (span for span in tags(construct, page) if UNKNOWN_TAG.match(page, *span) and span[0] not in names)


SVELTE = sveltekit.DIALECT
EVERY_TAG = replace(SVELTE, name="every tag", constructs=(replace(svelte.SVELTE_BLOCK, tags=every_tag),))
pages = st.lists(st.sampled_from([*WORDS, *CODE, *TAGS, *BRACES, *SIGNS, *MARKS]), max_size=30).map("".join)
CONSTRUCTS = {
    f"{dialect.name}: {construct.name}": construct
    for dialect in DIALECTS
    for construct in dialect.constructs
    if construct.opening
}


@settings(max_examples=100)
@given(page=pages)
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_placeholders_are_found_one_form_after_the_other_as_by_all_at_once(dialect: Dialect, page: str) -> None:
    text = page.encode()
    forms = [re.compile(one.inside) for one in dialect.constructs if one.inside]
    at_once = masking.any_placeholder(dialect)
    wanted = [found.span() for found in at_once.finditer(text)] if at_once else []

    first = outside_code.first_matches(forms, text)

    assert list(outside_code.matched(first, text, iter(()))) == wanted


@settings(max_examples=100)
@given(page=pages)
@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_a_line_that_a_construct_fills_has_its_opening(construct: Construct, page: str) -> None:
    text = page.encode()
    form = re.compile(
        rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*(?:" + construct.alone + rb")[ \t]*" + lines.LINE_END
    )

    found = [row.span() for row in lines.rows(text, construct.signs, form, construct.opening)]

    assert found == [row.span() for row in lines.rows(text, construct.signs, form)]


@settings(max_examples=300)
@given(page=pages.filter(lambda page: not re.search("import|export", page)))
def test_tags_and_expressions_are_the_same_whether_code_on_one_line_is_kept_or_passed_over(page: str) -> None:
    text = page.encode()

    assert [*braced(text).parts] == [part for part in with_scripts(text).parts if not END_TAG.fullmatch(text, *part)]


@settings(max_examples=300)
@given(page=pages)
def test_the_blocks_of_svelte_are_the_same_whether_tags_in_code_and_in_other_blocks_are_looked_at(page: str) -> None:
    english = page.encode()
    shown, every = (read(page, dialect).segments for dialect in (SVELTE, EVERY_TAG))

    assert [(one.start, one.end, one.place) for one in shown] == [(one.start, one.end, one.place) for one in every]
    assert english == assembled(read(page, SVELTE), lambda msgid: msgid).data


@settings(max_examples=300)
@given(code=st.lists(st.sampled_from(JAVASCRIPT), max_size=12).map("".join))
def test_strings_of_javascript_are_the_same_whether_keys_are_looked_for_first(code: str) -> None:
    text = f"{{[{{{code}}}]}}".encode()
    every = javascript_strings._Reader("items", is_human).words(text, 0, len(text))

    assert [*javascript_strings.words(text, 0, len(text), "items", is_human)] == [*every]


@settings(max_examples=1000)
@given(letter=st.sampled_from(sorted(BEGINS_WORDS)), rest=st.sampled_from(["", *(f"{sign[1:]} a" for sign in MARKS)]))
def test_no_line_that_stands_apart_begins_with_a_letter_that_only_begins_words(letter: int, rest: str) -> None:
    assert not SUSPECT_START.match(bytes([letter]) + rest.encode())
