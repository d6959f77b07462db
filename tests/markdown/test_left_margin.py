"""What the left margin tells of code is what the parser says, however fences, lists, quotes and HTML are nested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown.constructs.ranges import Range, is_within
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.left_margin import left_margin, left_margin_of
from i18n_pipeline.markdown.reading.nearby_code import Literal, near

DIALECTS = (COMMONMARK, Dialect("with definition lists", definition_lists=True))
CODE = ["```", "````", "~~~", "~~~~", "``` py", "`a`", "`", "``"]
WORDS = [
    "X",
    "X words",
    "word",
    "\nX",
    "# ",
    "#",
    "===",
    "---",
    "| a | b |",
    "|---|---|",
    "|",
    "!!! X",
    "{{ X }}",
    "\\",
]
BLANKS = ["\n", "\n\n", "\r\n", "\r", " ", "  ", "   ", "    ", "\t", "\x0b", "\x0c"]
CONTAINERS = ["- ", "-   ", "1. ", "2) ", "> ", ">", "[^a]: ", ":   ", ": ", ":", "[ ]"]
HTML = ["<div>", "</div>", "<b>", "<p", "<a title='", "'>", "<script>", "</script>", "<pre>"]
COMMENTS = ["<!--", "-->", "<!-- a -->", "<?", "?>", "<!X"]
LINKS = ["[a]: /b", "[a]:", "[a]: /b 'x", "'", '"', "[a][b]", "[", "]", "[x](y", "`)", "(", ")", "[!["]
PIECES = [*CODE, *WORDS, *BLANKS, *CONTAINERS, *HTML, *COMMENTS, *LINKS]
pages = st.lists(st.sampled_from(PIECES), min_size=3, max_size=30).map("".join)
SIGN = b"X"


@settings(max_examples=300)
@given(page=pages)
def test_the_left_margin_tells_what_the_parser_says(page: str) -> None:
    source = page.encode()
    margin = left_margin(source)
    positions = [position for position in range(len(source)) if source.startswith(SIGN, position)]
    for dialect in DIALECTS:
        blocks = parse.ranges(page, dialect, frozenset({"CodeBlock"}))
        html = parse.ranges(page, dialect, frozenset({"HtmlBlock"}))
        code = parse.ranges(page, dialect, frozenset({"CodeBlock", "Code"}))
        for position in positions:
            assert not margin.is_fenced(position) or is_within(position, blocks)
            if margin.is_apart(position):
                assert not is_within(position, blocks)
                assert margin.may_be_html(position) or not is_within(position, html)
            assert not margin.is_html(position) or is_within(position, html)
            if not margin.open_to_code([(position, position)]):
                assert not is_within(position, code)


@pytest.mark.parametrize(
    ("page", "is_code"),
    [
        ("`a` and `b c` X", False),
        ("[a](b) `c` [d] `e` X", False),
        ("- `a`\n- ``b ` c`` and X", False),
        ("| `a` | X |", False),
        ("[a](b`c) `d` e `f X`", True),
        ("[a]( `b) `c` d `e X`", True),
        ("![a](b`c 'd') `e` f `g X`", True),
        ("\\`a `X`", True),
        ("<a title='`'> `b` c `d X`", True),
        ("<ab:`> `b` c `d X`", True),
        ("| a `b | c `d X` |\n|---|---|\n", True),
        ("| a | b |\n|---|---|\n| `b | c `d X` |\n", True),
    ],
)
def test_code_on_one_line_ends_before_words_behind_it(page: str, *, is_code: bool) -> None:
    assert _is_code(page) == is_code


@pytest.mark.parametrize(
    ("page", "is_code"),
    [
        ("- a\n  X", False),
        ("- a\n    - b\n      X", False),
        ("1. a\n\n   X", False),
        ("a\n```\nb\n```\n- c\n\n  X", False),
        ("- [a](b) c\n      X", False),
        ("# a\n    X", True),
        ("- # a\n      X", True),
        ("- a\n\n      X", True),
        ("-     X", True),
        ("1. a\n\n   ```\n   b\n\n   X\n   ```", True),
        ("a\n===\n    X", True),
    ],
)
def test_indented_words_are_code_only_where_no_paragraph_goes_on(page: str, *, is_code: bool) -> None:
    assert _is_code(page) == is_code


def _is_code(page: str) -> bool:
    """Whether the first sign on a page is in code, as the parser and the left margin agree."""
    position = page.encode().index(SIGN)
    is_code = is_within(position, parse.ranges(page, COMMONMARK, frozenset({"CodeBlock", "Code"})))

    assert bool(left_margin(page.encode()).open_to_code([(position, position)])) == is_code
    return is_code


def test_a_fence_goes_on_behind_the_stretch_that_is_read() -> None:
    page = b"- X\n```\n\na\n```\n"

    found, stretches = near(left_margin(page), [2], COMMONMARK)

    assert found == [("CodeBlock", 4, 14)]
    assert stretches == [(0, 9)]


@settings(max_examples=300)
@given(page=pages)
def test_the_code_near_a_byte_is_that_of_the_whole_page(page: str) -> None:
    source = page.encode()
    margin = left_margin(source)
    for dialect in DIALECTS:
        whole = parse.literal(page, dialect)
        for position in (position for position in range(len(source)) if source.startswith(SIGN, position)):
            found, stretches = near(margin, [position], dialect)

            assert is_within(position, stretches)
            assert _up_to_their_end(source, found, stretches) == _up_to_their_end(source, whole, stretches)


def _up_to_their_end(source: bytes, pieces: Iterable[Literal], stretches: Sequence[Range]) -> list[Literal]:
    """The pieces that begin in stretches of a page, as far as these go; blank lines at their ends are left aside."""
    ends = ((piece, [last for first, last in stretches if first <= piece[1] < last]) for piece in pieces)
    found = [(kind, start, min(end, last[0])) for (kind, start, end), last in ends if last]
    return [(kind, start, len(source[:end].rstrip())) for kind, start, end in found]


def test_no_more_of_a_page_is_read_than_tells_of_the_code_near_a_byte() -> None:
    page = b"Words\n\n```\n\nX\n```\n\n- item\n\n  `X`\n\n      X\n\n<script>\n\nX\n</script>\n\nWords `a` X\n\nWords\n"
    margin = left_margin(page)
    stretches = [page[slice(*margin.stretch(place))] for place in (page.index(b"`X`"), page.rindex(b"X"))]

    assert stretches == [b"- item\n\n  `X`\n\n      X\n\n<script>\n\nX\n</script>\n\n", b"Words `a` X\n\n"]


def test_a_label_that_looks_like_code_is_read_with_its_definition() -> None:
    page = b"[`X`]: /x\n\n[words][`X`] words\n"
    found, _ = near(left_margin(page), [page.rindex(b"X")], COMMONMARK)

    assert found == list(parse.literal(page.decode(), COMMONMARK))


@pytest.mark.parametrize("replaced", ["  # ", "    ", "+  #"])
@settings(max_examples=100)
@given(page=pages)
def test_what_is_known_stays_true_where_words_are_masked(replaced: str, page: str) -> None:
    source = page.replace("X words", "!!!! words").encode()
    places = [place for place in range(len(source)) if source.startswith(b"!!!! ", place)]
    ranges = [(place, place + 4) for place in places if place == 0 or source[place - 1] in b"\r\n"]
    shown = bytearray(source)
    for start, end in ranges:
        shown[start:end] = replaced.encode()
    text = shown.decode()
    margin = left_margin_of(bytes(shown), source, ranges)
    blocks = parse.ranges(text, COMMONMARK, frozenset({"CodeBlock"}))
    html = parse.ranges(text, COMMONMARK, frozenset({"HtmlBlock"}))
    for position in (position for position in range(len(source)) if source.startswith(SIGN, position)):
        assert not margin.is_fenced(position) or is_within(position, blocks)
        assert not margin.is_apart(position) or not is_within(position, blocks)
        assert not margin.is_html(position) or is_within(position, html)


def test_of_most_pages_the_left_margin_tells_enough() -> None:
    page = b"# Head\n\n!!! note\n    Words\n\n```\n!!! code\n```\n\n- item\n\n    ```\n    x\n    ```\n\n!!! tip\n"
    margin = left_margin(page)

    assert [margin.is_apart(page.index(sign)) for sign in (b"!!! note", b"!!! code", b"!!! tip")] == [True, False, True]
    assert margin.is_fenced(page.index(b"!!! code"))


def test_what_only_a_parser_knows_is_left_open() -> None:
    for before in (b"- a\n\n  ```\n", b"<pre>\n", b"<!-- a\n", b"[a]: /b 'c\n", b"<div>\n```\n"):
        assert not left_margin(before + b"!!! note\n").is_apart(len(before))
