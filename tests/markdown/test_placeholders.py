"""Template tags, expressions and code: what is one, where, and that no translation is refused for a line end in it."""

from __future__ import annotations

import re

import pytest
from helpers import oracle, pseudo
from helpers.assembling import assembled, every, msgids, read

from i18n_pipeline.profiles import myst

NEWLINES = ["\n", "\r\n", "\r"]
BROKEN = {
    "a shortcode": ('Text {{% a\nb="c" %}} on', 'Text {{% a b="c" %}} on'),
    "a shortcode in a quote": ('> Text {{% a\n> b="c" %}} on', 'Text {{% a b="c" %}} on'),
    "a shortcode in a quote in a list": ('- > Text {{< a\n  >   b="c" >}} on', 'Text {{< a b="c" >}} on'),
    "a tag in a list item": ("- Text {% a\n  b %} on", "Text {% a b %} on"),
    "an expression": ("Text {{ a\n  | b }} on", "Text {{ a | b }} on"),
    "an expression in a footnote": ("On[^1]\n\n[^1]: Text {{ a\n    .b }} on", "Text {{ a .b }} on"),
    "a template string": ("Text ${a\n  || b} on", "Text ${a || b} on"),
    "a server tag": ("Text <%= a\n  b %> on", "Text <%= a b %> on"),
    "an attribute list": ("Text *word*{.a\n  .b} on", "Text *word*{.a .b} on"),
    "code": ("Text `fn\nmain` on", "Text `fn main` on"),
    "code in a quote": ("> Text `fn\n> main` on", "Text `fn main` on"),
    "code in two quotes": ("> > Text `fn\n> > main` on", "Text `fn main` on"),
    "code in a list in a quote": ("> - Text `fn\n>   main` on", "Text `fn main` on"),
    "code of backticks": ("> Text `` `a`\n> b `` on", "Text `` `a` b `` on"),
    "a tag of HTML in a quote": ("> Text <b\n> class=x>fat</b> on", "Text <b class=x>fat</b> on"),
}


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("name", BROKEN)
def test_a_line_end_inside_a_code_is_white_space(name: str, newline: str) -> None:
    page, msgid = BROKEN[name]
    page = f"{page}\n\nThe end.\n".replace("\n", newline)

    assert msgid in msgids(page)
    assert page == assembled(page, lambda text: text).data.decode("utf-8")
    for said in (lambda text: f"NL {text} zo", lambda text: f"{text.removeprefix('Text ')} Tekst", pseudo.rewrapped):
        made = assembled(page, said)
        assert made.refusals == ()
        assert oracle.structure(page) == oracle.structure(made.data)
        if "footnote" not in name:  # which these parsers do not know
            assert oracle.structure_elsewhere(page) == oracle.structure_elsewhere(made.data)


CODE_FIRST = {
    "in code spans": "Braces `{{` and `}}` are used.",
    "in two code spans and outside": "Braces `{{ a` and {{ b }} and `}}` are used.",
    "tags in code spans": "Tags `{%` and `%}` are used, `{{<` and `>}}` too.",
    "an expression in a code span": "Code `{{ a }}` and an expression {{ b }}.",
}


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("name", CODE_FIRST)
def test_code_spans_come_before_placeholders(name: str, newline: str) -> None:
    page = f"{CODE_FIRST[name]}\n\n> {CODE_FIRST[name]}\n".replace("\n", newline)
    words = {"Braces": "Haken", "Tags": "Tags", "Code": "Code", "Say": "Zeg", "and": "en", "are used": "gebruikt men"}
    made = assembled(page, lambda msgid: re.sub("|".join(words), lambda found: words[found[0]], msgid))

    assert msgids(page) == [CODE_FIRST[name]] * 2
    assert made.refusals == ()
    assert oracle.structure_elsewhere(page) == oracle.structure_elsewhere(made.data)


def test_a_tag_that_ends_at_the_start_of_a_line_is_no_quote() -> None:
    made = assembled("Text {{< a\n>}} on\n", every("Tekst {{< a >}} over\nwoorden"))

    assert made.refusals == ()
    assert b"\n>" not in made.data


def test_ticks_inside_expressions_begin_no_code() -> None:
    page = 'Say {{ "`" }} and `code` and {{ "`" }}.\n'
    made = assembled(page, lambda msgid: msgid.replace("Say", "Zeg").replace("and", "en"))

    assert made.data == page.replace("Say", "Zeg").replace("and", "en").encode()


@pytest.mark.parametrize(("backslashes", "formulas"), [(0, ["$x^2$"]), (1, []), (2, ["$x^2$"]), (3, [])])
def test_a_formula_begins_behind_an_even_number_of_backslashes(backslashes: int, formulas: list[str]) -> None:
    page = "A " + "\\" * backslashes + "$x^2$ b\n"

    assert [page[start:end] for start, end in read(page, myst.DIALECT).outline.scan.placeholders] == formulas


def test_a_tick_inside_a_placeholder_begins_no_code_behind_it() -> None:
    page = "- a\n  b {{ c` }} d {{ e` }} f\n"

    assert [page[start:end] for start, end in read(page, myst.DIALECT).outline.scan.placeholders] == [
        "{{ c` }}",
        "{{ e` }}",
    ]


def test_code_in_a_fence_right_below_a_list_holds_no_construct() -> None:
    page = "- (a)=\n```\nb\n\n(c)=\n```\n"

    assert [found.start for found in read(page, myst.DIALECT).outline.scan.alone] == [2]


def test_a_pair_of_code_spans_may_change_places_with_the_words_between_them() -> None:
    made = assembled("Braces `{{` and `}}` are used.\n", every("Tussen `{{` staat een woord of twee, dan `}}`."))

    assert made.refusals == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("fence", ["```", "~~~"])
@pytest.mark.parametrize(
    "tag", ["{{% v\n   b %}}", "{{< v\n   b >}}", "{{ v\n   b }}", "{% v\n   b %}", "$$\n   b\n   $$"]
)
def test_a_code_block_in_a_list_item_hides_nothing_of_the_page(tag: str, fence: str, newline: str) -> None:
    page = f"- An item\n\n  {fence}\n  {tag}\n  {fence}\n\n  Its end.\n\n# A heading\n".replace("\n", newline)

    assert msgids(page) == ["An item", "Its end.", "A heading"]


ALONE = {
    "a container": "Before.\n::: tip\nInside.\n:::\nAfter.\n",
    "a container in a quote": "> Before.\n> ::: tip\n> Inside.\n> :::\n> After.\n",
    "a formula": "Before.\n$$\na_1 b_1\n$$\nInside.\n\nAfter.\n",
    "a shortcode": 'Before.\n{{< a b="c" >}}\nInside.\n{{< /a >}}\nAfter.\n',
    "a shortcode of two lines": 'Before.\n{{< a\n  b="c" >}}\nInside.\n{{< /a >}}\nAfter.\n',
    "a tag": "Before.\n{% if a %}\nInside.\n{% endif %}\nAfter.\n",
    "two tags": "Before.\n{% if a %}{% b %}\nInside.\n{% endif %}\nAfter.\n",
}


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("name", ALONE)
def test_what_stands_alone_is_recognised_whatever_the_line_ends(name: str, newline: str) -> None:
    page = ALONE[name].replace("\n", newline)
    made = assembled(page, lambda msgid: f"Heel wat meer woorden, {msgid}").data.decode()

    assert msgids(page) == ["Before.", "Inside.", "After."]
    for word in ("Before.", "Inside.", "After."):
        page = page.replace(word, f"Heel wat meer woorden, {word}")
    assert made == page


WHOLE = ["{a b c}", "{.a .b #c}", "${a + b + c}", "<%= a b c %>", "{{ a | b | c }}", "{{< a b c >}}", "{% a b c %}"]


@pytest.mark.parametrize("code", WHOLE)
def test_no_line_is_broken_inside_a_code(code: str) -> None:
    page = f"Some words {code} and some more\nwords of it here.\n"
    broken = [
        width
        for width in range(30)
        if code not in assembled(page, lambda msgid: msgid.replace("Some", "x" * width)).data.decode()  # noqa: B023
    ]

    assert broken == []


def test_the_placeholders_of_a_page_are_known_by_their_bytes() -> None:
    page = "A {{ b }} c `{{ d }}`\n\n{% e %}\n\n- f {{< g >}}\n"
    found = [page[slice(*span)] for span in read(page).outline.scan.placeholders]

    assert found == ["{{ b }}", "{{< g >}}"]
