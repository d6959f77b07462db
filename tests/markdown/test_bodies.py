"""What the margins of indented bodies tell of code is what the parser says, however deep these are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown.constructs import Occurrence, lines
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.bodies import Bodies, bodies_around
from i18n_pipeline.markdown.reading.left_margin import left_margin
from i18n_pipeline.profiles.mkdocs import DIALECT

HEAD = b"+  # head"
SIGN = b"X"
PIECES = [
    *("X", "X words", "word", "`a`", "`", "# X", "|", "\\"),
    *("```", "````", "~~~", "``` py", "<div>", "</div>", "<b>", "<!-- a -->", "<!--", "-->", "<pre>", "</pre>"),
    *("- X", "1. X", "> X", ": X", "[a]: /b", "[a]:", "+  # head"),
    *("\n", "\n", "\n\n", "\n    ", "\n    ", "\n\n    ", "\n\n    ", "\n        ", "\n\n        "),
    *("\n            ", "\n   ", "\n \n", "\n    \n", "\r\n    ", "\t", " ", "  "),
]
pages = st.lists(st.sampled_from(PIECES), min_size=6, max_size=40).map("".join)


def _bodies(source: bytes, positions: list[int]) -> Bodies:
    """The bodies around some bytes, where each head at the start of a line is that of a body."""
    heads = [place for place in range(len(source)) if source.startswith(HEAD, place)]
    heads = [place for place in heads if not source[lines.start_of_line(source, place) : place].strip(b" ")]
    found, done = [], 0
    for head in heads:
        end = lines.end_of_line(source, head)
        body = lines.body(source, head, end, 4)
        if body and not is_within(head, parse.ranges(source.decode(), DIALECT, parse.LITERAL)) and head >= done:
            found.append(Occurrence(head, end, body=3, body_end=body))
            done = end
    return bodies_around(source, found, positions)


@settings(max_examples=300)
@given(page=pages)
def test_the_margin_of_a_body_tells_what_the_parser_says(page: str) -> None:
    source = ("+  # head\n\n    " + page).encode()
    positions = [place for place in range(len(source)) if source.startswith(SIGN, place)]
    bodies = _bodies(source, positions)
    text = source.decode()
    blocks, html = (parse.ranges(text, DIALECT, frozenset({kind})) for kind in ("CodeBlock", "HtmlBlock"))
    code = parse.ranges(text, DIALECT, frozenset({"CodeBlock", "Code"}))
    for position, (start, known) in bodies.around.items():
        place = position - start
        if known is None:
            continue
        assert not known.is_fenced(place) or is_within(position, blocks)
        assert not known.is_html(place) or is_within(position, html)
        if known.is_apart(place):
            assert not is_within(position, blocks)
            assert known.may_be_html(place) or not is_within(position, html)
    for position in positions:
        if not bodies.open_to_code(left_margin(source), [(position, position)]):
            assert not is_within(position, code)


def test_of_most_bodies_the_margin_tells_enough() -> None:
    page = (
        b"+  # head\n\n    Words\n\n    ```\n    X code\n    ```\n\n    X\n\n"
        b"    +  # head\n\n        X\n\n            X\n\n    <div>\n    X\n    </div>\n"
    )
    positions = [place for place in range(len(page)) if page.startswith(SIGN, place)]
    bodies = _bodies(page, positions)
    told = [(known, position - start) for position, (start, known) in bodies.around.items()]

    assert [known is not None and known.is_fenced(place) for known, place in told] == [True, False, False, False, False]
    assert [known is not None and known.is_apart(place) for known, place in told] == [False, True, True, False, True]
    assert [known is not None and known.is_html(place) for known, place in told] == [False, False, False, False, True]
