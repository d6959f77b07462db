"""What the left margin tells of code is what the parser says, however fences, lists, quotes and HTML are nested."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.reading import parse, standing_alone
from i18n_pipeline.markdown.reading.left_margin import left_margin

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
            assert not margin.is_fenced(position) or standing_alone.inside(position, blocks)
            if margin.is_apart(position):
                assert not standing_alone.inside(position, blocks)
                assert margin.may_be_html(position) or not standing_alone.inside(position, html)
            if margin.are_no_code([position]):
                assert not standing_alone.inside(position, code)


def test_of_most_pages_the_left_margin_tells_enough() -> None:
    page = b"# Head\n\n!!! note\n    Words\n\n```\n!!! code\n```\n\n- item\n\n    ```\n    x\n    ```\n\n!!! tip\n"
    margin = left_margin(page)

    assert [margin.is_apart(page.index(sign)) for sign in (b"!!! note", b"!!! code", b"!!! tip")] == [True, False, True]
    assert margin.is_fenced(page.index(b"!!! code"))


def test_what_only_a_parser_knows_is_left_open() -> None:
    for before in (b"- a\n\n  ```\n", b"<pre>\n", b"<!-- a\n", b"[a]: /b 'c\n", b"<div>\n```\n"):
        assert not left_margin(before + b"!!! note\n").is_apart(len(before))
