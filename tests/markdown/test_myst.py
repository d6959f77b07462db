"""Law 2 for MyST-Parser: a localised page has the structure of the English one."""

from __future__ import annotations

import re
from functools import cache

import pytest
from helpers import generated, myst, placing
from helpers.assembling import assembled, msgids, read
from helpers.generated import HOSTILE, LIKELY
from helpers.pseudo import accented

from i18n_pipeline.profiles.myst import DIALECT

PLACES = generated.PLACES | {
    "behind the name of a directive": "```{note} Some words\n```\n",
    "the body of a directive": "```{note}\nSome words\n```\n",
    "a body between colons": ":::{note}\nSome words\n:::\n",
    "the title of a directive": ":::{admonition} Some words\n12\n:::\n",
    "the title of a table": "```{list-table} Some words\n* - 1\n  - 2\n* - 3\n  - 4\n```\n",
    "a cell of such a table": "```{list-table} 12\n* - Some words\n  - 2\n* - 3\n  - 4\n```\n",
    "a cell of a table of values": "```{csv-table} 12\nSome words, 1\n2, 3\n```\n",
    "a cell between quotes": ':::{csv-table}\n:widths: 1, 2\n\n1, "Some words"\n:::\n',
    "a head of a table of values": "```{csv-table}\n:header: Some words, 1\n\n2, 3\n```\n",
    "a head below its option": '```{csv-table}\n:header: >\n: 1, "Some words"\n\n2, 3\n```\n',
    "a topic": ":::{topic} Some words\n12\n:::\n",
    "an alternative text": "```{figure} a.png\n:alt: Some words\n:name: x\n\n12\n```\n",
    "a caption of a figure": "```{figure} a.png\n:name: x\n\nSome words\n```\n",
    "an option in double quotes": ':::{image} a.png\n:alt: "Some words"\n:::\n',
    "an option in single quotes": ":::{image} a.png\n:alt: 'Some words'\n:::\n",
    "an option in YAML": ":::{image} a.png\n---\nalt: Some words\nname: x\n---\n:::\n",
    "the text of a role": "See {ref}`Some words <x>` 12.\n",
    "a field": ":a: Some words\n:b: 12\n",
    "the name of a field": ":Some words: 12\n",
    "a term": "Some words\n: 12\n",
    "a definition": "1\n: Some words\n",
    "words below a formula": "$$\nx\n$$ (y)\n\nSome words\n",
    "a heading with a target": "(a)=\n# Some words\n",
    "words below a comment": "% x\nSome words\n",
    "words below a comment in an item": "- % x\n  Some words\n",
    "HTML in a quote in a directive": ":::{note}\n> <div>\n> Some words\n> </div>\n:::\n",
    "an item that begins a directive": ":::{note}\n- Some words\n- 12\n:::\n",
    "words below a break": "+++\n\nSome words\n",
    "a directive in a list": "- ```{note}\n  Some words\n  ```\n",
    "a directive in a quote": "> :::{tip}\n> Some words\n> :::\n",
    "a directive in another": "::::{note}\n:::{tip}\nSome words\n:::\n::::\n",
    "a paragraph with attributes": "{.a}\nSome words\n",
    "a span": "[Some words]{.x}\n",
    "a sentence with a substitution": "Some words {{ x }} 12.\n",
    "a sentence with a role": "Some words {abbr}`x (y)` 12.\n",
    "a sentence with a formula": "Some words $x^2$ 12.\n",
    "a sentence with a formula behind a backslash": "Some words \\\\$x^2$ 12.\n",
}
HERE = (
    *("{ref}`x`", "{ref}`Tekst <x>`", "een {role} twee", "(x)=", "(x)= y", "% dus", "%", "+++"),
    *("+++ x", ":::{note} x", ":::", "```{note} x", "$x$", "een $x$ twee", "$$x$$", "{{x}}", "{{x"),
    *("een {{ x }} twee", "een {{naam", "[x]{.y}", "[x]{#y .z}", "`x`{.y}", "x{.y}", "{.y}"),
    *("een {.y}", "{#y}", "{.a}{.b}", ":a: b", ":x y: een", "\\begin{equation}"),
    *("\\begin{equation}x\\end{equation}", ": dus", "> [!NOTE]", "[!NOTE] x", "# x", "x # y", "'x'"),
    *('"x"', "x\ty", "een\n(x)=", "een\n% twee", "een\n:::{tip}", "een\n{.y}", "een\n+++"),
)
"""Texts with signs of MyST."""
LIKELY_HERE = (
    *("#5 is nummer 5", "een: twee", "naam{x}", "{naam}", "{{naam", "<5 jaar", "$5 en $6"),
    *(":x:", "% meer", "5 # 6"),
)
EVERY = 60
"""Of all texts, a place gets one in so many, each place others."""
ALL = """---
title: A page
---
(top)=
# Title words

```{note} First words
:class: tip

Body *here* with {ref}`a text <top>`, {abbr}`HTML (x)` and {{ key }}.

~~~python
x = 1  # code
~~~
```

::::{admonition} An *own* title
:class: warning

- Words in a list

  ```{figure} a.png
  :alt: An alternative text
  :name: fig

  The caption
  ```

:::{tip}
Words $1 + 2$ in another
:::
::::

> ```{list-table} A table
> :header-rows: 1
>
> * - Head one
>   - Head two
> * - Cell one
>   - [Link words](b.md){.c}
> ```

```{code-block} python
:caption: Caption of code

print("no words")
```

% a comment
+++

$$
x = y
$$ (label)

\\begin{align}
a & b
\\end{align}

Term words
: Definition words

:Field name: Field words
:param x: More words

{.attribute}
Last words[^1].

[^1]: Footnote words

> [!NOTE]
> Alert words

| Cell words | `x` |
|---|---|
| Other words | 2 |
"""


@cache
def english(page: str) -> list[object]:
    return myst.structure(page)


def put(place: str, text: str, *, beside: bool) -> tuple[str, str]:
    """The page with a text in a place, perhaps with the English words behind it, and why it was refused."""
    return placing.put(PLACES[place], text, DIALECT, beside=beside)


def chosen(place: str) -> list[str]:
    """The texts that a place gets."""
    return placing.chosen([*HERE, *LIKELY, *HOSTILE], list(PLACES).index(place), EVERY)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_myst_parser_reads_the_structure_of_the_english_page(place: str, beside: bool) -> None:
    shown = [(text, put(place, text, beside=beside)[0]) for text in chosen(place)]

    assert [(text, page) for text, page in shown if myst.structure(page) != english(PLACES[place])] == []


@pytest.mark.parametrize("place", PLACES)
def test_what_honest_people_write_on_a_site_of_sphinx_is_refused_nowhere(place: str) -> None:
    found = {text: put(place, text, beside=True)[1] for text in LIKELY_HERE}

    assert {text: why for text, why in found.items() if why} == {}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_page_with_everything_keeps_its_structure_in_another_language(newline: str) -> None:
    page = ALL.replace("\n", newline)
    made = assembled(read(page, DIALECT), accented)

    assert made.refusals == ()
    assert myst.structure(made.data.decode()) == myst.structure(page)
    assert len(msgids(page, DIALECT)) == 25
    assert "words" not in re.sub(r"no words|of code", "", made.data.decode())


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("english", "messages"),
    [
        (":a:\n    Words\n", ["a", "Words"]),
        (":a: Some\n    words\n", ["a", "Some", "words"]),
        ("- :a:\n      Words\n", ["a", "Words"]),
        ("> :a:\n>     Words\n", ["a", "Words"]),
        ("  :a:\n    :b: Words\n", ["a", "b", "Words"]),
        (":ab:\n    Words\n", ["ab", "Words"]),
    ],
)
def test_a_field_with_a_short_name_has_a_body_too(english: str, messages: list[str], newline: str) -> None:
    page = read(english.replace("\n", newline), DIALECT)

    assert [segment.msgid for segment in page.segments] == messages
