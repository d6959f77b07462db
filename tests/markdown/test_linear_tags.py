"""Pages of Vue, Svelte and MDX cost as much as they are long, whatever tags and strings of JavaScript stand on them."""

from __future__ import annotations

import time
from functools import partial

import pytest
from helpers.assembling import assembled, read
from helpers.growth import is_linear

from i18n_pipeline.project.settings_tables import kind_of_site

TAGS = {
    "else": '<b v-if="a">b</b><i v-else>c</i> ',
    "open else": '<b v-else="a">b ',
    "components": "<Foo>b</Foo> ",
    "open components": "<Foo>b ",
    "ends of components": "</Foo> ",
    "open and other ends": "<Foo>b</Bar> ",
    "loops": '<b v-for="a in b">c ',
    "expressions in loops": '<b v-for="a in b">{{ a }} ',
    "open expressions": "{{ a ",
    "open attributes": "<a b={",
    "open attributes with strings": "<A title={'",
}
BLOCKS = {
    "conditions": "{#if a}b{:else}c{/if} ",
    "open blocks": "{#if a}b ",
    "else": "{:else}b ",
    "ends": "{/if}b ",
    "expressions in blocks": "{#each a as b}{b} ",
    "tags and blocks": "<b>{#if a}</b> ",
}
STRINGS = {
    "attributes": "<A b={[{title: 'c'}]} />\n\n",
    "attributes in a sentence": "<A b={[{title: 'c'}]} /> d ",
    "open arrays": "<A b={[",
    "open objects": "<A b={{title: ",
    "open strings": "<A title={'",
    "open templates": "<A title={`",
    "comments": "<A title={/* ",
    "code with pipes in a row": "|`a",
}
QUOTED = {
    "code in quotes": '<A b="{[{title: "c"}]}" />\n\n',
    "code in quotes on a line": '<A b="{[{title: "c"}]}" /> ',
    "open code in quotes": '<A b="{[{title: "',
    "code and words in quotes": 'b="{c} {d" ',
    "comments between attributes": " /* ",
    "comments on lines": " // '\n",
    "scripts": "<script>{a}</script>\n",
    "open scripts": "<script>{a}\n",
    "open fences in blocks": "<A>\n```\n\n",
    "blocks of tags": "<A b={c}>\n{d}\n",
    "open elements in a text": "<b>",
    "closed elements in a text": "</b>",
}
DEEP = {
    "headings": "    # b",
    "underlines": "    ---",
    "underlines of the first level": "    ===",
    "rules": "    * * *",
    "code": "    ```\n    b\n    ```",
    "quotes": "    > b",
    "items": "    - b",
}
"""Lines that are no indented code in MDX, below words."""
LONG = {
    "objects": "{title: 'c'}, ",
    "arrays": "[",
    "escapes": "'\\\\', ",
    "open strings": "' ",
    "keys": "title: ",
    "templates": "`c`, ",
    "comments": "/* ",
}


@pytest.mark.parametrize("unit", TAGS)
def test_five_times_the_tags_of_vue_are_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(working, "vitepress", TAGS[unit], "a {} d\n"), 2_000, 10_000)


@pytest.mark.parametrize("unit", BLOCKS)
def test_five_times_the_blocks_of_svelte_are_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(working, "sveltekit", BLOCKS[unit], "a {} d\n"), 2_000, 10_000)


@pytest.mark.parametrize("unit", STRINGS)
def test_five_times_the_attributes_are_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(working, "docusaurus", STRINGS[unit], "{}\n\nWords\n"), 2_000, 10_000)


@pytest.mark.parametrize("unit", [*STRINGS, *QUOTED])
def test_five_times_the_attributes_of_svelte_are_no_more_than_some_five_times_the_work(unit: str) -> None:
    whole = partial(working, "sveltekit", (STRINGS | QUOTED)[unit])

    assert is_linear(partial(whole, "{}\n\nWords\n"), 2_000, 10_000)
    assert is_linear(partial(whole, "<A b={c}\n{}>\n\nWords\n"), 2_000, 10_000)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("unit", DEEP)
def test_five_times_the_deep_lines_are_no_more_than_some_five_times_the_work(unit: str, newline: str) -> None:
    lines = f"a\n{DEEP[unit]}\n".replace("\n", newline)

    assert is_linear(partial(working, "docusaurus", lines, "{}"), 2_000, 10_000)


@pytest.mark.parametrize("unit", LONG)
def test_five_times_the_code_in_an_attribute_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(working, "docusaurus", LONG[unit], "<A title={[{}]} />\n\nWords\n"), 2_000, 10_000)


def test_five_times_the_strings_on_a_line_are_no_more_than_some_five_times_the_work() -> None:
    assert is_linear(partial(working, "docusaurus", LONG["templates"], "<A title={[{}]} />\n\nWords\n"), 4_000, 20_000)
    assert is_linear(partial(piping, "<A title={[{}]} />\n"), 4_000, 20_000)
    assert is_linear(partial(piping, "| <A title={[{}]} /> |\n|---|\n"), 4_000, 20_000)


def piping(around: str, size: int) -> float:
    """Processor seconds it takes to give pipes to each of many strings that stand on one line."""
    english = around.replace("{}", LONG["templates"] * (size // len(LONG["templates"])))
    begun = time.process_time()
    assembled(read(english, kind_of_site("docusaurus").dialect), lambda msgid: f"{msgid} | x")
    return time.process_time() - begun


OPENED = {
    "snippets": ("mkdocs", "--8<--\n"),
    "options": ("myst", "```{note}\n---\n"),
    "blocks": ("mkdocs", "/// note\n"),
    "formulas": ("docusaurus", "$$\n"),
    "front matter": ("commonmark", "---\n"),
    "fences": ("starlight", "```js\n"),
}


@pytest.mark.parametrize("unit", ["\r\n", "a\r\n", "> \r\n"])
@pytest.mark.parametrize("name", OPENED)
def test_five_times_the_lines_with_crlf_that_nothing_closes_are_no_more_than_some_five_times_the_work(
    name: str, unit: str
) -> None:
    kind, opened = OPENED[name]

    assert is_linear(partial(working, kind, unit, opened.replace("\n", "\r\n") + "{}"), 2_000, 10_000)


def working(kind: str, unit: str, around: str, size: int) -> float:
    """Processor seconds it takes to read a page with so many bytes of units, and to put other words onto it."""
    english = around.replace("{}", unit * (size // len(unit)), 1)
    begun = time.process_time()
    assembled(read(english, kind_of_site(kind).dialect), lambda msgid: f"{msgid} x")
    return time.process_time() - begun
