"""What is code in a text: the same for us as for parsers that nobody here wrote."""

from __future__ import annotations

import html
import re
import time
from functools import partial
from itertools import pairwise

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from helpers.growth import is_linear
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.catalogue.merging.sentences import sentences
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.aligning.mend import mended
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.links import renumbered
from i18n_pipeline.markdown.reading.outline import Run, outline
from i18n_pipeline.memory.placeables import pieces

OTHER = MarkdownIt("commonmark")
DEFINITION = "\n\n[1]: #1\n"
SIGNS = ["`", "``", "```", " ", "a", "\\", "[", "![", "]", "](", ")", "(", "][1]", "<", ">", "*", "\\\nz", "\nz", "é"]
SIGNS += ["<a b='", "'>", '"', "</a", "<https://a", "<a@b.c", "&amp;", "|", "{", "](<", "] (", " 'a'", "~", "\u00a0"]
# No `<!--->` and no CDATA: markdown-it-py 4.3 and pulldown-cmark 0.13 find other ends of them than CommonMark.
COMMENTS = ["<!--", "-->", "<!-->", "<?", "?>", "<!A"]
TEMPLATES = ["{{ ", " }}", "{% ", " %}", "{{< ", " >}}"]


def texts(*signs: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(signs), max_size=24).map("".join)


def ours(text: str) -> list[str]:
    return [inline.code_content(code.text) for code in inline.code_spans(f"x {text} x")]


def without_code(text: str) -> str:
    """The text without its code spans and escaped backticks."""
    for code in reversed(inline.code_spans(text)):
        text = text[: code.start] + text[code.end :]
    return text.replace("\\`", "")


def by_markdown_it(tokens: list[Token]) -> list[str]:
    """The code of an inline text, that in the texts of images too."""
    found = []
    for token in tokens:
        found += [token.content] if token.type == "code_inline" else by_markdown_it(token.children or [])
    return found


def by_cmark(page: str) -> list[str]:
    shown = cmarkgfm.cmark.markdown_to_html(page, Options.CMARK_OPT_UNSAFE)
    return [html.unescape(code) for code in re.findall("<code>(.*?)</code>", shown, re.DOTALL)]


@given(texts(*SIGNS, *COMMENTS))
def test_code_is_what_markdown_it_takes_for_code(text: str) -> None:
    assert by_markdown_it(OTHER.parse(f"x {text} x{DEFINITION}")) == ours(text)


@given(texts(*(sign for sign in SIGNS if sign != "![")))
def test_code_is_what_cmark_takes_for_code(text: str) -> None:
    """Cmark-gfm 0.29 loses code after a run of backticks that nothing closes, so these texts have none."""
    assume("`" not in without_code(text))

    assert by_cmark(f"x {text} x{DEFINITION}") == ours(text)


@given(texts(*SIGNS, *COMMENTS))
def test_code_is_what_our_own_parser_takes_for_code(text: str) -> None:
    events = parse.events(f"x {text} x{DEFINITION}", COMMONMARK)

    assert [value for kind, _, _, value in events if kind == "Code"] == ours(text)


@given(texts(*SIGNS, *TEMPLATES))
def test_code_beside_template_code_is_what_a_page_has(text: str) -> None:
    tree = outline(f"x {text} x{DEFINITION}".encode(), COMMONMARK)
    events = [event for token in tree.tokens if isinstance(token, Run) for event in token.events]

    assert [tree.source[event[1] : event[2]].decode() for event in events if event[0] == "Code"] == [
        code.text for code in inline.code_spans(f"x {text} x")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no code", []),
        ("`a` and ``b ` c``", ["`a`", "``b ` c``"]),
        ("``a` b`", ["` b`"]),
        ("`a``b`", ["`a``b`"]),
        ("```a``b```", ["```a``b```"]),
        ("`` ` ``", ["`` ` ``"]),
        ("\\`a` b`", ["` b`"]),
        ("\\``a`", ["`a`"]),
        ("`a\\`", ["`a\\`"]),
        ("`a\\\nb`", ["`a\\\nb`"]),
        ("<a b='`'>`c`", ["`c`"]),
        ("<a `b='c'>`", ["`b='c'>`"]),
        ("<https://a.b`c>`d`", ["`d`"]),
        ("<!-- ` -->`a`", ["`a`"]),
        ("<!-- `a`", ["`a`"]),
        ("[a](`b) `c`", ["`c`"]),
        ("[a](b '`') `c`", ["`c`"]),
        ("a](`b) `c`", ["`b) `"]),
        ("[a`](b`)", ["`](b`"]),
        ("[[a](b)](`c) `", ["`c) `"]),
        ("![[a](b)](`c) `", []),
        ("{{ ` }} `a`", ["`a`"]),
        ("`{{` ` }}", ["`{{`"]),
        ("{% a ` %}`b`", ["`b`"]),
        ("日`本`語", ["`本`"]),
        ("``", []),
    ],
)
def test_code_is_told_by_runs_of_backticks_beside_escapes_and_markup(text: str, expected: list[str]) -> None:
    assert expected == [code.text for code in inline.code_spans(text)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("`a`", "a"), ("`` `a` ``", "`a`"), ("` a`", " a"), ("`  a  `", " a "), ("` `", " "), ("`a\r\nb`", "a b")],
)
def test_readers_see_the_content_of_code_without_one_blank_at_both_ends(code: str, expected: str) -> None:
    assert expected == inline.code_content(code)


def test_tokens_are_told_apart() -> None:
    text = "\\* `a` <b> <https://c.d> {{ e }} [f][1] ![g](h 'i') <!-- j -->"

    assert [(token.kind, text[token.start : token.end]) for token in inline.tokens(text)] == [
        ("escape", "\\*"),
        ("code", "`a`"),
        ("tag", "<b>"),
        ("address", "<https://c.d>"),
        ("template", "{{ e }}"),
        ("open", "["),
        ("close", "][1]"),
        ("open", "!["),
        ("close", "](h 'i')"),
        ("tag", "<!-- j -->"),
    ]


@given(texts(*SIGNS, *COMMENTS, *TEMPLATES))
def test_tokens_are_in_order_and_apart(text: str) -> None:
    found = list(inline.tokens(text))

    assert all(token.start < token.end for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts(*SIGNS, *COMMENTS, *TEMPLATES))
def test_matches_beside_code_are_in_order_and_end_in_no_code(text: str) -> None:
    code = inline.code_spans(text)
    found = list(inline.with_code(re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\w+|<[^<>]*>"), text))
    spans = [inline.span(piece) for piece in found]

    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not [piece for piece in found for each in code if each.start < inline.span(piece)[1] < each.end]
    assert all(any(start <= each.start and each.end <= end for start, end in spans) for each in code)


HOSTILE = [
    "`",
    "` ",
    "` `` ",
    "\\``",
    "``\\`",
    "`a",
    "[](",
    "[a](b ",
    "[a](b '",
    "[a](b (",
    "![",
    "[[a](b)",
    "<a ",
    "<!--",
]
HOSTILE += [
    "<?",
    "<!a",
    "<![CDATA[",
    "<a b='",
    '<a b="',
    "{{ ",
    "{{ {a} ",
    "{% ",
    "{{< ",
    "](<",
    "(",
    "\\",
    "<a:",
    "<a@a",
]
HOSTILE += ["` ] ", "`]1(", "1 ](`"]
MARKS = re.compile(r"\]\([^()]*\)|[0-9]|\][^\[\]]*\[")


@pytest.mark.parametrize("unit", HOSTILE)
def test_five_times_the_text_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(reading, unit), 10_000, 50_000)


def reading(unit: str, size: int) -> float:
    """Processor seconds it takes to find the code of a text, and what is beside it."""
    text = unit * (size // len(unit)) + "`"
    begun = time.process_time()
    list(inline.with_code(MARKS, text))
    return time.process_time() - begun


def test_backticks_in_runs_of_every_length_are_read_in_one_pass() -> None:
    assert is_linear(every_length, 20_000, 100_000)


def every_length(size: int) -> float:
    text = " ".join("`" * length for length in range(1, int((2 * size) ** 0.5)))
    begun = time.process_time()
    assert inline.code_spans(text) == []
    return time.process_time() - begun


# --- those who ask for it --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Use `a``[b](c)  d` now", "\\``[b](c)  d`", "Use ```a ``[b](c)`` ```"])
def test_the_normal_form_keeps_what_is_code(text: str) -> None:
    assert normal(text).replace("  ", " ") == text.replace("  ", " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [("```a``b```", ["```a``b```"]), ("`a``b`", ["`a``b`"]), ("\\`a\\` 1", []), ("<a b='`'> `c`", ["`c`"])],
)
def test_the_memory_knows_what_is_code(text: str, code: list[str]) -> None:
    assert code == [piece.value for piece in pieces(text) if piece.kind == "code"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a b='`'>[x][1]</a> `y`", "<a b='`'>[x][2]</a> `y`"),
        ("[a](`b) [x][1] `y`", "[a](`b) [x][2] `y`"),
        ("{{ ` }} [x][1] `y`", "{{ ` }} [x][2] `y`"),
        ("``a` [x][1]`", "``a` [x][1]`"),
        ("`[x][1]` [x][1]", "`[x][1]` [x][2]"),
    ],
)
def test_link_numbers_change_outside_code_only(text: str, expected: str) -> None:
    assert expected == renumbered(text, {1: 2})


@pytest.mark.parametrize(
    ("msgid", "msgstr", "expected"),
    [
        ("<a b='`'>x</a> `y`", "<a b='`'>x</a> `z`", "<a b='`'>x</a> `y`"),
        ("``a` b`", "``a` c`", "``a` b`"),
        ("`a``b`", "`a``c`", "`a``b`"),
    ],
)
def test_changed_code_is_mended_as_the_code_it_is(msgid: str, msgstr: str, expected: str) -> None:
    assert expected == mended(msgid, msgstr)


@pytest.mark.parametrize("code", ["`a. b`", "``a. ` b``", "`a。b`", "`a! b` and `c? d`"])
def test_no_sentence_ends_inside_code(code: str) -> None:
    assert sentences(f"Use {code} now. Then go on.") == [f"Use {code} now. ", "Then go on."]
