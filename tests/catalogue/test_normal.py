"""Which texts are the same but for links, white space and escapes, and how link numbers follow."""

from __future__ import annotations

import pytest

from i18n_pipeline.catalogue.merging.normal_form import normal, relinked

SAME = [
    ("See [the guide][1].", "See [the guide](https://example.org/a_(b) 'Title')."),
    ("See [the guide][1].", "See [the guide][guide]."),
    ("See [the guide][1].", "See [the guide][]."),
    ("See [the guide][1].", 'See\n[the\nguide](<a b.md>\n"t").'),
    ("![A map][1] here", '![A map](map.png "Map") here'),
    ("[![logo][1]][2]", "[![logo](a.png)](https://example.org)"),
    ("One line", "One\nline"),
    ("One\\\nline", "One  \nline"),
    ("Two words", "  Two \t words\n"),
    ("snake_case & more!", "snake\\_case &amp; more\\!"),
    ("\\<b> \\*", "&lt;b> &#42;"),
]
DIFFERENT = [
    ("See [the guide][1].", "See the guide."),
    ("See [the guide][1].", "See [the guide]."),
    ("See [the guide][1].", "See \\[the guide\\]."),
    ("Use `a\\_b`", "Use `a_b`"),
    ("Use `a[0](b)`", "Use `a[0](c)`"),
    ("\\*not strong\\*", "*not strong*"),
    ("a\\<b>", "a<b>"),
    ("Some text", "Some Text"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_links_white_space_and_escapes_do_not_count(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_all_else_counts(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("msgstr", "old", "new", "expected"),
    [
        ("de [gids][g]", "the [guide][g]", "the [guide][1]", "de [gids][1]"),
        ("de [gids][]", "the [guide][]", "the [guide][1]", "de [gids][1]"),
        ("de [gids](a.md)", "the [guide](a.md)", "the [guide][1]", "de [gids](a.md)"),
        ("[y][b] en [x][a]", "[x][a] and [y][b]", "[x][1] and [y][2]", "[y][2] en [x][1]"),
        ("[y][2] en [x][1]", "[x][1] and [y][2]", "[x][2] and [y][1]", "[y][1] en [x][2]"),
        ("geen schakel", "the [guide][g]", "the [guide][1]", "geen schakel"),
        ("`[x][a]` [x][a]", "`[x][a]` [x][a]", "`[x][a]` [x][1]", "`[x][a]` [x][1]"),
        ("[y][] en [x][]", "[x][] and [y][]", "[x][1] and [y][2]", None),
        ("[x][a] en [y][a]", "[x][a] and [y][a]", "[x][1] and [y][2]", None),
        ("[x][c] en [y][b]", "[x][a] and [y][b]", "[x][1] and [y][2]", None),
        ("[x][1] en [y][b]", "[x](a) and [y][b]", "[x][1] and [y][2]", None),
    ],
)
def test_the_translation_gets_the_new_numbers_or_none(msgstr: str, old: str, new: str, expected: str | None) -> None:
    assert expected == relinked(msgstr, old, new)


@pytest.mark.parametrize("text", ["`" * 3000, "](" * 3000, "[a](" + "(" * 3000, "\\" * 3001, "]([" * 3000, "` " * 2000])
def test_odd_texts_take_no_time(text: str) -> None:
    assert normal(text)
