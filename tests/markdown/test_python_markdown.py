"""What Python-Markdown reads otherwise than CommonMark on sites of MkDocs: columns, comments, HTML, ids of headings."""

from __future__ import annotations

import pytest
from helpers import material
from helpers.assembling import assembled, read

from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.profiles.mkdocs import DIALECT

MESSAGES = {
    "- one\n\n      two\n\n  three\n\n        code\n": ["one", "two", "three"],
    "1. one\n\n       two\n": ["one", "two"],
    "- one\n\n    !!! note\n\n       two\n\n       three\n": ["one", "two", "three"],
    '=== "one"\n\n    two\n\n       ```\n       code\n       ```\n': ["one", "two"],
    "!!! note\n   one\n\n    code\n": ["one"],
    "  1.  one\n\n    - two\n\n    ```\n    code\n    ```\n": ["one", "two"],
    "one\n\n:    two\n\n    * three\n": ["one", "two", "three"],
    "> - one\n>\n>       two\n": ["one", "two"],
    "- one\n\n        code\n\n> one\n>\n>     code\n": ["one", "one"],
    "<!-- c --> one *two*\nthree\n": ["one *two* three"],
    "one\n\n:   <!-- c --> two\n    three\n": ["one", "two three"],
    "- one\n\n    <!-- c -->\n    <!-- d --> <b>two</b> three\n": ["one", "<b>two</b> three"],
    "<!-- c --> <div>one</div>\ntwo\n": ["one", "two"],
    "<table><tr><td>\n\none *two*\n\n</td></tr></table>\n*three*\n": ["one *two*", "*three*"],
    "<hr>\n*one*\n": ["*one*"],
    "one\n:) two\n:smile: three\n": ["one :) two :smile: three"],
    "{* ../a.py hl[3] *}\n\none\n": ["one"],
}
"""Pages and their messages; what says `code` is code."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("page", MESSAGES)
def test_words_are_messages_where_they_are_words_to_python_markdown(page: str, newline: str) -> None:
    assert [one.msgid for one in read(page.replace("\n", newline), DIALECT).segments] == MESSAGES[page]


IDS = """## [a b](x.md){ .btn }

## c *d*{: .x } e

## f :smile: g

h :+1:
===

# i {>>j<<}

# k {++l++}

# `m`{ .y } n

# o{--p--}{++q++} {--r--}

# `#!py s t` u
"""


def test_ids_hold_nothing_of_attributes_and_pictures_but_all_of_critic_marks() -> None:
    page = read(IDS, DIALECT)

    assert list(anchors.pins(page.outline).values()) == [
        "a-b",
        "c-d-e",
        "f-g",
        "h",
        "i-j",
        "k-l",
        "m-n",
        "opq-r",
        "s-t-u",
    ]


def test_a_title_that_is_a_heading_stays_one() -> None:
    page = read('??? note "# One"\n\n    two\n\n!!! note "#3 four"\n\n    five\n', DIALECT)

    made = assembled(page, {"# One": "Een", "#3 four": "Vier"})

    assert [refusal.text for refusal in made.refusals] == [
        "it does not begin with #, which makes a heading of the title"
    ]
    assert made.data == page.outline.source.replace(b"#3 four", b"Vier")
    assert assembled(page, {"# One": "# Een"}).data == page.outline.source.replace(b"One", b"Een")


def test_a_reference_behind_a_comment_goes_to_the_next_line() -> None:
    page = read("<!-- c --> One\n", DIALECT)

    made = {text: assembled(page, {"One": text}).data.decode() for text in ("Kost $5", "Een &#x7c;")}

    assert made == {"Kost $5": "<!-- c --> \nKost &#36;5\n", "Een &#x7c;": "<!-- c --> \nEen &#x7c;\n"}
    assert "&#36;5</p>" in material.html(made["Kost $5"])
    assert "&#x7c;</p>" in material.html(made["Een &#x7c;"])


def test_no_underscore_ends_emphasis_that_attributes_begin() -> None:
    page = read("[One](x.md){target=_blank} two\n", DIALECT)

    assert assembled(page, {"[One][1] two": "[Een][1] _twee_ twee_"}).data == (
        b"[Een](x.md){target=_blank} _twee_ twee&#95;\n"
    )
