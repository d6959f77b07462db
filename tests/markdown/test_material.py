"""Law 2 for Python-Markdown with the extensions of Material: a localised page has the structure of the English one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from helpers import generated, material, placing
from helpers.assembling import assembled, read
from helpers.generated import HOSTILE, LIKELY

from i18n_pipeline.profiles.mkdocs import DIALECT

PLACES = {place: page for place, page in generated.PLACES.items() if place != "a title in parentheses"} | {
    "the title of an admonition": '!!! note "Some words"\n    12\n',
    "the body of an admonition": "!!! note\n    Some words\n",
    "a body after a blank line": '!!! note "12"\n\n    Some words\n',
    "the title of details": '??? note "Some words"\n\n    12\n',
    "the body of open details": "???+ note\n\n    Some words\n",
    "the title of a tab": '=== "Some words"\n\n    12\n\n=== "34"\n\n    56\n',
    "the body of a tab": '=== "12"\n\n    Some words\n\n=== "34"\n\n    56\n',
    "a list in a tab": '=== "12"\n\n    - Some words\n    - 12\n',
    "the title of a block": "/// note | Some words\n12\n///\n",
    "the body of a block": "/// details\n    type: warning\n\nSome words\n///\n",
    "a term": "Some words\n:   12\n",
    "a definition": "`x`\n:   Some words\n",
    "an admonition in a definition": "`x`\n\n:   !!! note\n\n        Some words\n",
    "an abbreviation": "The HTML.\n\n*[HTML]: Some words\n",
    "Markdown in HTML": '<div class="grid" markdown>\n\nSome words\n\n</div>\n',
    "Markdown in HTML without blank lines": '<div class="grid" markdown>\nSome words\n</div>\n',
    "Markdown in an element of one line": '<p markdown="span">Some words</p>\n',
    "a card of a grid": '<div class="x" markdown>\n\n- :tada:{ .lg }\n\n    ---\n\n    Some words\n\n</div>\n',
    "Markdown in an HTML details element": "<details markdown>\n<summary>12</summary>\n\nSome words\n\n</details>\n",
    "a summary": "<details markdown>\n<summary>Some words</summary>\n\n12\n\n</details>\n",
    "a heading without a blank": "12\n#Some words\n34\n",
    "such a heading in a quote": "> 12\n> ##Some words ##\n> 34\n",
    "words above such a heading": "Some words\n#12\n34\n",
    "a heading with attributes": "## Some words { #x .y }\n",
    "a heading with another attribute": '## Some words { data-toc-label="T" }\n',
    "a paragraph with attributes": "Some words\n{ .x }\n",
    "a button": "[Some words](x.md){ .md-button }\n",
    "a sentence with a button": "See [the guide](x.md){ .md-button } now.\n",
    "an image with attributes": "![Some words](x.png){ width=300 }\n",
    "a sentence with keys": "Press ++ctrl+alt+del++ now.\n",
    "a sentence with an icon": "Look :smile: now.\n",
    "a sentence with a formula": "Say $x^2$ now.\n",
    "a sentence with critic marks": "Say {--out--} and {++in++} now.\n",
    "a sentence with inserted words": "Say ^^this^^ now.\n",
    "a sentence with marked words": "Say ==this== now.\n",
    "a paragraph with an annotation": "Some words (1)\n{ .annotate }\n\n1.  34\n",
    "an annotation": "12 (1)\n{ .annotate }\n\n1.  Some words\n",
    "a footnote on its own lines": "12[^1].\n\n[^1]:\n    Some words\n",
    "an admonition in an item": "- 12\n\n    !!! tip\n\n        Some words\n",
    "an admonition in a quote": "> 12\n>\n> !!! tip\n>\n>     Some words\n",
    "a cell with an icon": "| 12 | 34 |\n|---|---|\n| :smile: some words | 56 |\n",
    "a cell with half a formula": "| 12 | 34 | 5 |\n|---|---|---|\n| some words $x|y$ | 56 |\n",
    "a cell of a list with half a formula": "- 12\n\n    12 | 34\n    ---|---\n    $x|y$ some words\n",
    "words behind a comment": "<!-- c --> Some words\nand more\n",
    "words behind a comment in a definition": "`x`\n\n:   <!-- c --> Some words\n    and more\n",
    "words behind a comment in a paragraph of an item": "- 12\n\n    34\n    <!-- c --> some words\n",
    "words with three columns below an admonition": "!!! note\n   Some words\n",
    "words with seven columns in a tab": '=== "12"\n\n    34\n\n       Some words\n',
    "words with six columns in an item": "- 12\n\n      Some words\n",
    "a list below a wide definition": "`x`\n\n:    12\n\n    - Some words\n",
    "words below a deep item with a wide mark": "  1.  12\n\n    Some words\n",
    "a cell of braces": "| 12 | 34 |\n|---|---|\n| {some:words} | 5 |\n",
    "an element in a quote": "> <div>Some words {>>c<<} `x` [y](z.md)</div>\n",
    "an element in an item": "- 12\n\n    <div>Some words[^1] `x`</div>\n\n[^1]: 34\n",
    "words in an element over blank lines": "<div>\n\nSome words\n\n</div>\n",
    "words below such an element": "<div>\n\n<p>12</p>\n\n</div>\nSome words\n",
    "words below a rule of HTML": "<hr>\nSome words\n",
    "an item with the label of a link": "1. 12 [a guide of words] and more words\n   34.\n\n[a guide of words]: x\n",
    "a footnote of two lines": "12[^1].\n\n[^1]:\n    Some words\n    and more\n",
    "words behind attributes with an underscore": "[x](y){target=_blank} some words\n",
    "words above a colon": "Some words\n:) 12\n",
    "a line of code to include": "Some words\n\n{* ../a.py hl[3] *}\n",
    "a cell behind a backtick that is no code": "| 12 | 34 |\n|---|---|\n| \\` 56 | some words `x|y` |\n",
    "words above dashes, with a pipe in code alone": "Some words `x|y`\n---|---\n12 | 34\n",
}
"""Pages with one message of words each; Python-Markdown knows no titles in parentheses."""
TEXTS = generated.texts("python_markdown")
LIKELY_HERE = (
    "#5 is nummer 5",
    "#x",
    "!!! let op",
    "??? wat",
    "=== x",
    "naam{x}",
    "{naam}",
    "<5 jaar",
    "$5 en $6",
    ":x:",
    "^x^",
    "==x==",
    "~x~",
    "a|b",
)
"""What honest people write."""
EVERY = 36
"""Of all texts, a place gets one in so many, each place others."""


@cache
def english(page: str) -> list[object]:
    return material.structure(page)


def put(place: str, text: str, *, beside: bool) -> tuple[str, str]:
    """The page with a text in a place, perhaps with the English words behind it, and why it was refused."""
    return placing.put(PLACES[place], text, DIALECT, beside=beside)


def chosen(place: str) -> list[str]:
    """The texts that a place gets."""
    return placing.chosen([*TEXTS, *LIKELY, *HOSTILE], list(PLACES).index(place), EVERY)


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_python_markdown_reads_the_structure_of_the_english_page(place: str, beside: bool) -> None:
    shown = [(text, put(place, text, beside=beside)[0]) for text in chosen(place)]

    assert [(text, page) for text, page in shown if material.structure(page) != english(PLACES[place])] == []
    assert [(text, page) for text, page in shown if material.marks(page) - material.marks(PLACES[place])] == []


@pytest.mark.parametrize("place", PLACES)
def test_what_honest_people_write_on_a_site_of_material_is_refused_nowhere(place: str) -> None:
    found = {text: put(place, text, beside=True)[1] for text in LIKELY_HERE}

    assert {text: why for text, why in found.items() if why} == {}


# --- syntax in other syntax ---------------------------------------------------------------------------

LEAVES = (
    "Words with `code` and **bold** text.\n\n[A link](a.md){ .md-button } here and [another][x].",
    "Press ++ctrl+c++ now :smile: then.\n\n- item one\n- item two",
    "A ==marked== and ^^inserted^^ text, H~2~O and $x^2$.\n\n| Head | Other |\n|---|---|\n| Use `a|b` | words |",
    "``` py\ncode here\n\n# more\n```\n\nWords after\nit.",
    "![An image](a.png){ width=300 align=left }\n\n## A heading { #id .cls }",
    "Annotated words (1)\n{ .annotate }\n\n1.  The note[^1]",
    "Say {--out--} words {>>why<<}.\n\n- [ ] a task\n- [x] another",
    "Term here\n:   What it is",
)
"""What stands in everything."""


def indented(text: str) -> str:
    return "".join("    " + line if line.strip() else line for line in text.splitlines(keepends=True))


def quoted(text: str) -> str:
    return "".join(f"> {line}" if line.strip() else f">{line}" for line in text.splitlines(keepends=True))


AROUND: dict[str, Callable[[str], str]] = {
    "an admonition": lambda body: f'!!! note "A title"\n\n{indented(body)}',
    "an admonition without a blank line": lambda body: f"!!! tip\n{indented(body)}",
    "details": lambda body: f'??? warning "A title"\n\n{indented(body)}',
    "open details": lambda body: f"???+ info\n\n{indented(body)}",
    "tabs": lambda body: f'=== "One"\n\n{indented(body)}\n\n=== "Two"\n\n    Other words',
    "a list item": lambda body: f"- an item\n\n{indented(body)}",
    "a numbered item": lambda body: f"1.  an item\n\n{indented(body)}",
    "a quote": quoted,
    "a block": lambda body: f"/// note | A title\n{body}\n///",
    "a block with options": lambda body: f"/// details | A title\n    type: warning\n\n{body}\n///",
    "Markdown in HTML": lambda body: f'<div class="grid" markdown>\n\n{body}\n\n</div>',
    "details of HTML": lambda body: f'<details markdown="1">\n<summary>More</summary>\n\n{body}\n\n</details>',
}
CODES = re.compile(r"`[^`]*`|\]\[[^\]]*\]|\{[^{}]*\}+|\$[^$]*\$|\+\+\S+\+\+|:\w+:|\[\^\w+\]|&\w+;")
VOWELS = str.maketrans("aeiou", "áéíóú")


def accented(text: str) -> str:
    """A text with accents outside its codes."""
    parts, done = [], 0
    for code in CODES.finditer(text):
        parts += [text[done : code.start()].translate(VOWELS), code[0]]
        done = code.end()
    return "".join([*parts, text[done:].translate(VOWELS)])


@pytest.mark.parametrize("inner", AROUND)
@pytest.mark.parametrize("outer", AROUND)
def test_all_syntax_stays_what_it_is_in_all_other_syntax(outer: str, inner: str) -> None:
    for number, leaf in enumerate(LEAVES[(list(AROUND).index(outer) + list(AROUND).index(inner)) % 3 :: 3]):
        page = f"{AROUND[outer](AROUND[inner](leaf))}\n\n[x]: /x\n\n[^1]: A footnote\n"
        source = page.replace("\n", "\r\n") if number == 0 else page
        made = assembled(read(source, DIALECT), accented)

        assert made.refusals == ()
        assert material.structure(page) == material.structure(made.data.decode().replace("\r\n", "\n"))
