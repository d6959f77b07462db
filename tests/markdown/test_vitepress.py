"""Law 2 for VitePress: markdown-it with its plugins, and Vue, read in a localised page what the English one has."""

from __future__ import annotations

import pytest
from helpers import generated, placing, vitepress
from helpers.assembling import assembled, read
from helpers.generated import HOSTILE, LIKELY
from helpers.pseudo import accented

from i18n_pipeline.profiles.vitepress import DIALECT

PLACES = {place: page for place, page in generated.PLACES.items() if place != "a footnote"} | {
    "the title of a container": "::: tip Some words\n12\n:::\n",
    "a title before attributes": "::: details Some words {open}\n12\n:::\n",
    "a title in another container": ":::: tip\n::: warning Some words\n12\n:::\n::::\n",
    "the body of a container": "::: tip\nSome words\n:::\n",
    "the title of an alert": "> [!NOTE] Some words\n> 12\n",
    "a heading with an id": "## Some words {#x}\n",
    "a heading with a badge": '## Some words <Badge type="tip" text="12" />\n',
    "the text of a badge": '## 12 <Badge text="Some words" />\n',
    "a paragraph with attributes": "Some words {.a}\n",
    "an item with attributes": "- some words {.a}\n- 12\n",
    "a sentence with a link with attributes": "See [some words](./a.md){.b} now\n",
    "a sentence with an expression": "Some words {{ x }} 12\n",
    "a cell with an expression": "| 1 | 2 |\n|---|---|\n| Some words {{ x }} | 2 |\n",
    "HTML with an expression": "<div>Some words {{ x }}</div>\n",
    "a sentence with a component": 'Some words <Foo :x="a > b" @click="y">12</Foo>\n',
    "Markdown in a component": "<Foo>\n\nSome words\n\n</Foo>\n",
    "text in a component": "<Foo>\nSome words\n</Foo>\n",
    "Markdown in a component over lines": '<Foo\n  :x="1 > 2"\n  @click="y"\n>\n\nSome words\n\n</Foo>\n',
    "text behind a component alone": '<Foo title="12" />\nSome words\n',
    "the title of a component alone": '<Foo title="Some words" @click="x" />\n',
    "a label of code": "::: code-group\n```js [Some words]\n12\n```\n:::\n",
    "the title of a component in a quote": '> <Foo\n>   title="Some words"\n>   :x="a > b"\n> />\n',
    "words below contents": "[[toc]]\n\nSome words\n",
    "a sentence with emoji": "Some words :tada: 12\n",
}
"""Pages with one message of words each; VitePress has no footnotes."""
HERE = (
    *("{{x}}", "een {{ x }} twee", "een {{naam", "{x}", "een {x}", "{.y}", "een {.y} twee", "[x]{.y}", "`x`{.y}"),
    *("[[toc]]", "[[TOC]]", "<<< @/x", "<<< x", "<!--@include: ./x-->", "<bbb", "<Bbb>", "</Bbb>", "<x-y>", "<5 jaar"),
    *(
        "//evil.com",
        "::: x",
        "::: tip x",
        ":::",
        ":x:",
        ":tada: een",
        "$x$",
        "$$x$$",
        "<script>",
        "<style>",
        "<template>",
    ),
    *("@click", 'v-if="x"', ':x="a > b"', "#slot", "{open}", "een\n{.y}", "een\n::: tip", "een\n<Foo>", "&#123;{x}}"),
    *(
        "&#123;&#123; x }}",
        "{&#123; x }}",
        "\\{\\{ x }}",
        "{{{ x",
        "{{`x` }}",
        "{*{ x*",
        "x }} {{",
        "{ { x }}",
        "&lbrace;{x}}",
    ),
)
EVERY = 12
"""Of all texts, a place gets one in so many, each place others."""
ALL = """# Page title {#top .c} <Badge text="new words" />

[[toc]]

::: details Title words {open}
Body with :100: and {{ expression }}

```js{1} [file.js]
code
```
:::

> [!NOTE] Alert title
> Alert words

<Card title="Card words" :x="a > b" @click="y" />
Words behind *it* {.attributes}

<Foo
  v-if="a"
  #slot
>

- Item words {#item}
- [Link words](./b.md){target="_self"}

</Foo>

<script setup>
const words = 1
</script>

| Cell words | <pre v-pre><code>no words</code></pre> |
|---|---|
| {{ a }} | 2 |

:tada: :100:

<<< x{1}
"""


def put(place: str, text: str, *, beside: bool) -> tuple[str, str]:
    """The page with a text in a place, perhaps with the English words behind it, and why it was refused."""
    return placing.put(PLACES[place], text, DIALECT, beside=beside)


def test_vitepress_reads_the_structure_of_the_english_page() -> None:
    every = [*HERE, *LIKELY, *HOSTILE]
    chosen = [(place, text) for number, place in enumerate(PLACES) for text in placing.chosen(every, number, EVERY)]
    shown = [(place, text, put(place, text, beside=len(text) % 2 == 0)[0]) for place, text in chosen]
    pages = sorted({*PLACES.values(), *(page for _, _, page in shown)})
    found = dict(zip(pages, vitepress.structures(pages), strict=True))

    assert len(shown) > 1000
    assert [(text, page) for place, text, page in shown if found[page] != found[PLACES[place]]] == []


def test_a_page_with_everything_keeps_its_structure_in_another_language() -> None:
    made = assembled(read(ALL, DIALECT), accented)
    english, localised = vitepress.structures([ALL, made.data.decode()])

    assert made.refusals == ()
    assert localised == english


def test_what_honest_people_write_on_a_site_of_vitepress_is_refused_nowhere() -> None:
    likely = ("#5 is nummer 5", "{naam}", "naam{x}", "<5 jaar", "$5 en $6", ":x:", "een: twee", "a | b", "[[x]]")
    found = {(place, text): put(place, text, beside=True)[1] for place in PLACES for text in likely}

    assert {put_there: why for put_there, why in found.items() if why} == {}


@pytest.mark.parametrize("text", ["een {{naam", "een {{", "{{{ een", "een {{ naam }}", "{% een"])
def test_braces_that_would_begin_an_expression_of_vue_are_written_as_references(text: str) -> None:
    places = (
        "a paragraph",
        "a heading",
        "a cell",
        "a list item",
        "a label of code",
        "the title of a container",
    )
    found = [put(place, text, beside=True) for place in places]

    assert [why for _, why in found] == [""] * len(places)
    assert [page for page, _ in found if "{{" in page] == []


def test_references_in_an_english_text_are_no_expression_and_an_expression_is_no_reference() -> None:
    referred, expression = "Some &#123;&#123; x }} words\n", "Some {{ x }} words\n"

    assert placing.put(referred, "een {{ x }}", DIALECT, beside=False) == ("een &#123;&#123; x }}\n", "")
    assert placing.put(referred, "\\{\\{ x }}", DIALECT, beside=False) == (referred, "it adds the placeholder {{ x }}")
    assert placing.put(expression, "een &#123;&#123; x }}", DIALECT, beside=False) == (
        expression,
        "it leaves out the placeholder {{ x }}",
    )


def test_a_label_of_code_has_no_signs_that_javascript_takes_for_line_ends() -> None:
    english = PLACES["a label of code"]

    assert put("a label of code", "een\u2028woord", beside=False) == (english.replace("Some words", "een woord"), "")
