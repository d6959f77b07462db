"""No page is slower than linear in its size: 20 kB of one kind is simply done. A quadratic one would not end."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from functools import partial

import pytest
from helpers.assembling import assembled, every, read
from helpers.growth import is_linear
from helpers.pseudo import TABLE
from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.sentences import sentences
from i18n_pipeline.markdown.aligning.mend import mended
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.profiles.myst import DIALECT as MYST
from i18n_pipeline.profiles.nextra import DIALECT as NEXTRA

SIZE = 20_000
UNITS = {
    "one paragraph": "word ",
    "lines of one paragraph": "word word\n",
    "paragraphs": "A word.\n\n",
    "headings": "# A word\n\n",
    "equal headings with marks": "## x ##\n",
    "setext headings": "word\n===\n\n",
    "list items": "- an item\n",
    "deep list": "- ",
    "quotes": "> a quote\n",
    "deep quote": "> ",
    "table rows": "| a | b |\n",
    "tables below words": "word\na | b\n- | -\nc | d\n\n",
    "heads below heads": "a | b\n- | -\n",
    "links": "[a](b) ",
    "links with titles": '[a](b "c d") ',
    "images in links": "[![a](b)](c) ",
    "shortcuts": "[word] ",
    "definitions": "[a b]: /c 'd e'\n",
    "footnotes": "word[^1] ",
    "rows of dashes with tabs": "a|b\n-\t|\t--\n",
    "formulas over lines": "$x +\ny ",
    "tags on lines of their own": "<span>\n",
    "backticks": "`",
    "backticks apart": "` ``  ```` ",
    "braces": "{",
    "double braces": "{{ ",
    "template tags": "{% a ",
    "placeholders": "{{ a }} ",
    "shortcodes alone": "{{< a >}}\n\n",
    "attribute lists": "# a {#b .c}\n",
    "open attribute lists": "# a {#b .c\n",
    "dollars": "$$\n",
    "colons": ":::\n",
    "blanks": " ",
    "blanks in words": "a          ",
    "tabs": "\t",
    "opening brackets": "[",
    "closing brackets": "]",
    "pairs of brackets": "[]",
    "opening parentheses": "](",
    "stars": "*",
    "stars and words": "*a ",
    "underscores": "_a",
    "backslashes": "\\",
    "less-than signs": "<",
    "open tags": "<a ",
    "tags": "<b>a</b> ",
    "open comments": "<!-- ",
    "HTML blocks": "<div title='a b'>c d</div>\n\n",
    "one HTML block": "<p>a b</p>\n",
    "open attributes": "<div title='",
    "entities": "&amp; ",
    "addresses": "https://a.b/c ",
    "mail addresses": "a@b.c ",
    "at signs": "@",
    "dots": "a.",
    "hyphens": "-",
    "greater-than signs": ">",
    "pipes": "|",
    "carriage returns": "a\r",
    "hard breaks": "a\\\n",
    "hard breaks by blanks": "a  \n",
    "numbers": "1. ",
    "Chinese": "中文",
    "astral": "\U0001f600",
    "combining": "e\u0301",
    "directives": "<!-- i18n:comment a -->\n",
    "open directives": "<!-- i18n:comment ",
    "skips": "<!-- i18n:skip -->\n\na\n\n",
    "untranslated": "<div translate=no>\n",
    "alerts": "> [!NOTE]\n> a\n\n",
    "task boxes": "- [ ] a\n",
    "numbered labels": "[a][1] ",
    "void tags in HTML": "<br>",
    "comments at the end of a line": "<!-- c -->",
    "mixed fences": "```\n~~~\n",
    "headings that end in tabs": "# a\t#\t\n\n",
    "blanks after a heading's mark": "# \t \t \t",
    "headings with attribute lists and carriage returns": "# a {#b}\r",
    "expressions over a line end": "{{ a\nb }} ",
    "open expressions over line ends": "{{ a\n",
    "open tags over line ends": "{% a\n",
    "braces in code": "`{{` `}}` ",
    "open braces in code": "`{%` ",
    "ticks in expressions": "{{ ` }} ",
    "open server tags": "<% ",
    "server tags over line ends": "<% a\n%> ",
    "open template strings": "${ ",
    "attribute lists on lines of their own": "a\n{: .b}\n",
    "lists of attributes": "{: .b} ",
    "open lists on lines": "a\n{: .b\n",
    "admonitions": '!!! a "b"\n',
    "open titles": '!!! a "',
    "definitions without a dialect": ": a\n",
    "terms": "a\nb\n: c\n",
    "abbreviations": "*[a]: b\n",
    "open abbreviations": "*[",
    "rows without a head": "| a | b |\n",
    "imports": "import a from 'b'\n",
    "open imports": "import a from ",
    "imports with tildes": "import a from '~/b'\n",
    "scripts": "import a from 'b'\nexport const c = {\n",
    "emphasis over attribute lists": "*a\n{: .b}\nc*\n",
    "fences in bodies": "!!! a\n    ```a\n    b\n    ```\n",
    "fences in HTML": "<p>\n~~~a\nb\n~~~\n",
    "tildes in HTML": "~",
    "shorter and shorter fences in HTML": "~~~~~\n~~~~\n~~~\n",
    "components": "<Ab>\na\n</Ab>\n",
    "components in a row": "a\n<Ab><Ab>\n",
    "codes alone": "a\n<b>\n",
    "codes alone in HTML": "<p>\na\n<b>\n{#if}\n",
    "items in HTML": "- a b\n",
    "titles in HTML": '!!! a "b"\n',
    "tags over lines in HTML": "<b\n- a>\n",
    "marks in bodies": "a\n     - b\n",
    "options": "///a\n     b: c\n",
    "includes": "[!A [b](c)]\n",
    "images of HTML": '<img alt="a b"> ',
    "open images of HTML": '<img alt="a ',
    "images of HTML over lines": '<img\nalt="a\nb">\n\n',
    "pipes in attributes": '<b title="a|">1</b> ',
    "open attribute lists after words": "a{.b ",
    "tabs behind a brace": "\t",
    "blanks behind an open id": " ",
    "open declarations": "<!a",
    "scripts in HTML": "<script>{a}</script>\n",
    "open scripts in HTML": "<script>{a}\n",
}
DEEP = {"deep list", "deep quote"}
BEFORE = {
    "tabs behind a brace": "# a {",
    "blanks behind an open id": "# a {#b",
    "tildes in HTML": "<p>\n",
    "shorter and shorter fences in HTML": "<p>\n",
    "table rows": "| h | i |\n|---|---|\n",
    "footnotes": "[^1]: a\n\n",
    "void tags in HTML": "<div>\n",
    "items in HTML": "<div>\n",
    "titles in HTML": "<div>\n",
    "tags over lines in HTML": "<div>\n",
    "comments at the end of a line": "a ",
}


@pytest.fixture(autouse=True)
def _an_end() -> Iterator[None]:
    """Nothing here takes five processor seconds; a test that takes thirty is quadratic, and is stopped."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, _too_long)
        signal.setitimer(signal.ITIMER_PROF, 30)
        yield
        signal.setitimer(signal.ITIMER_PROF, 0)
    else:
        yield


def _too_long(*_: object) -> None:
    raise TimeoutError("not done in 30 seconds of a processor, so the work is not linear in the size of the page")


def page(kind: str, size: int) -> str:
    # Nesting is quadratic in the parser itself, and no page is nested a thousand deep.
    size = 2_000 if kind in DEEP else size
    return BEFORE.get(kind, "") + UNITS[kind] * (size // len(UNITS[kind].encode())) + "\n"


@pytest.mark.parametrize("kind", UNITS)
def test_a_page_of_20_kb_comes_out_as_it_is(kind: str) -> None:
    data = page(kind, SIZE).encode()

    assert assembled(data, {}).data == data


@pytest.mark.parametrize("kind", [kind for kind in UNITS if kind not in DEEP])
def test_five_times_the_page_is_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(work, kind), 2_000, 10_000)


def work(kind: str, size: int) -> float:
    """Processor seconds it takes to translate a page, whatever else the machine does."""
    english = page(kind, size)
    begun = time.process_time()
    assembled(english, lambda msgid: f"x {msgid} y".translate(TABLE))
    return time.process_time() - begun


@pytest.mark.parametrize("kind", ["one paragraph", "backticks", "opening brackets", "links", "less-than signs", "{{ "])
def test_a_text_of_20_kb_is_no_trouble(kind: str) -> None:
    text = UNITS.get(kind, kind) * (SIZE // len(UNITS.get(kind, kind))) + "end"
    made = assembled("Words.\n\n- wrapped\n  words\n", {"Words.": text, "wrapped words": text})

    assert made.data.endswith(b"end\n") != bool(made.refusals)


PLACES = {
    "paragraph": "Words.\n",
    "wrapped paragraph": "Words that go\non and on\n",
    "codes": "See **a** https://a.b/c, www.e.org and x@y.zz\n",
    "sentences": "Words. More\nwords.\n",
    "heading": "# Words\n",
    "cell": "| head |\n|------|\n| words |\n",
    "HTML": "<div>\nwords\nand more\n</div>\n",
    "attribute": '<div title="words"></div>\n',
    "title": '[a](b "words")\n',
    "front matter": "---\ntitle: words\n---\n",
}
"""A page for each kind of place in which a text can stand."""
TEXTS = ["\\", "#", "| ", "<%", "{% ", "--- ", "[ ", "[a ", "](", "` ", ". ", '"', "{#", "${", "<a "]
TEXTS += ["www.e.org。", "a.nl", "**「", "~", "&"]
"""What texts are made of that are hard to make safe."""


@pytest.mark.parametrize("unit", TEXTS)
def test_five_times_the_text_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert [place for place in PLACES if not is_linear(partial(putting, place, unit), 1_500, 7_500)] == []


def putting(place: str, unit: str, size: int) -> float:
    """Processor seconds it takes to put a text into a place."""
    text = "a " + unit * (size // len(unit)) + " b"
    begun = time.process_time()
    assembled(PLACES[place], every(text))
    return time.process_time() - begun


FRONT_MATTER = {
    "YAML": ("---\nhero:\n", "  - title: Words {}\n", "---\n"),
    "YAML in one line": ("---\nhero: [", "{{title: Words {}}}, ", "]\n---\n"),
    "TOML": ("+++\n", '[[hero]]\ntitle = "Words {}"\n', "+++\n"),
    "JSON": ('{"hero": [', '{{"title": "Words {}"}}, ', "{}]}\n"),
}
"""Front matter of many values: how it begins, one value, how it ends."""


@pytest.mark.parametrize("text", ["words {}", "words: {}", "a, b {}", '"'], ids=repr)
@pytest.mark.parametrize("kind", FRONT_MATTER)
def test_five_times_the_front_matter_is_no_more_than_some_five_times_the_work(kind: str, text: str) -> None:
    assert is_linear(partial(saying, kind, text), 60, 300)


def saying(kind: str, text: str, size: int) -> float:
    """Processor seconds it takes to give so many values of front matter other texts."""
    begin, value, end = FRONT_MATTER[kind]
    page = begin + "".join(value.format(number) for number in range(size)) + end + "Words\n"
    begun = time.process_time()
    made = assembled(read(page, replace(COMMONMARK, front_matter=("hero.title",))), text.format)
    took = time.process_time() - begun
    assert made.refusals == ()
    return took


@pytest.mark.parametrize("mark", ["[", "{", "[a, ", "{a: ", "- ", "? "])
def test_front_matter_that_is_nested_very_deep_is_left_as_it_is(mark: str) -> None:
    page = f"---\ntitle: a\nx:\n  {mark * 30_000}\n---\nWords\n"

    assert assembled(page, {"Words": "Woorden"}).data.decode() == page.replace("Words", "Woorden")


@pytest.mark.parametrize("mark", ["[", "[a, ", "{a: ", "- ", "? "])
def test_a_front_matter_text_that_looks_nested_very_deep_is_a_text(mark: str) -> None:
    made = assembled("---\ntitle: words\n---\n", {"words": mark * 30_000})

    assert made.refusals == ()
    assert made.data.decode() == f'---\ntitle: "{(mark * 30_000).strip()}"\n---\n'


REFUSED = {
    "code left out": ("Words `{}`.\n\n", "Woorden"),
    "a block in a nested list": ("1.  a `x`\n\n    - b `x`\n\n      - Words {}.\n", "<em>"),
    "a tag in a component": ("<Tip>\nWords {}\n</Tip>\n\n", "<p>{}"),
    "a tag that opens nothing": ("<em>\n  Words {}.\n</em>\n\n", "<p>{}"),
    "a comment": ("Words {}\n\n", "{} <!-- x -->"),
    "a tag in a cell": ("| Words {} |\n", "{} <b>"),
    "a tag in HTML on one line": ("<p>Words {}</p>", "{} <p>"),
    "an attribute in a quote": ('> <p title="Words {}"></p>\n\n', "{{{{ {} }}}}"),
}
"""A part of a page, and a text that is refused there."""


@pytest.mark.parametrize("kind", REFUSED)
def test_five_times_the_refusals_are_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(refusing, kind), 40, 200)


def refusing(kind: str, size: int) -> float:
    """Processor seconds it takes to refuse the texts of a page that has so many."""
    part, text = REFUSED[kind]
    head = "| head `x` |\n|---|\n" if "cell" in kind else ""
    page = head + "".join(part.format(number) for number in range(size)) + "\n"
    begun = time.process_time()
    made = assembled(page, text.format)
    took = time.process_time() - begun
    assert len(made.refusals) >= size
    assert made.data.decode() == page
    return took


def test_five_times_the_refusals_in_components_are_no_more_than_some_five_times_the_work() -> None:
    assert is_linear(untagging, 40, 200)


def untagging(size: int) -> float:
    """Processor seconds it takes to refuse so many texts without the tags that make no paragraph in MDX."""
    english = read("".join(f"<b>a</b> <Card>words {number}</Card>\n\n" for number in range(size)), NEXTRA)
    begun = time.process_time()
    made = assembled(english, lambda msgid: re.sub("<.*?>", "", msgid))
    took = time.process_time() - begun
    assert len(made.refusals) == size
    assert made.data == english.outline.source
    return took


FIELDS = {
    "fields above indented fields": "  :a:\n    :alt: x words {}\n",
    "the same apart": "  :a:\n    :alt: x words {}\n\n",
    "the same in a list": "- `x`\n\n  :a:\n    :alt: x words {}\n\n",
    "the same in a quote": "> :a:\n>   :alt: x words {}\n\n",
    "the same under headings": "# Heading `x`\n\n :a:\n   :alt: x words {}\n\n",
    "the same with a label": "  :a:\n    :alt: [words] {} [more][b c]\n\n",
    "the same with a footnote": "  :a:\n    :alt: words {}[^b]\n\n",
}
"""Fields of MyST whose names may not grow: the columns of what is below them depend on the length of the name."""


@pytest.mark.parametrize("kind", FIELDS)
def test_five_times_the_refused_names_of_fields_are_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(naming, kind), 12, 60)


def naming(kind: str, size: int) -> float:
    """Processor seconds it takes to refuse the names of so many fields."""
    fields = "".join(FIELDS[kind].format(number) for number in range(size))
    english = read(f"{fields}[words]: /a\n[B C]: /b\n\n[^b]: 1\n", MYST)
    begun = time.process_time()
    made = assembled(english, {"a": "longer"})
    took = time.process_time() - begun
    assert len(made.refusals) == size
    assert made.data == english.outline.source
    return took


@pytest.mark.parametrize("unit", ["# ", "#\n", "a ", "a: [", "[a\n", "- # ", '"', "'a ", "{a"])
def test_five_times_front_matter_that_is_not_valid_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(reading, unit), 2_000, 10_000)


def reading(unit: str, size: int) -> float:
    """Processor seconds it takes to read front matter that is left as it is."""
    page = f"---\n{unit * (size // len(unit))}\nb: ]{{\n---\nWords\n"
    begun = time.process_time()
    made = assembled(page, {})
    took = time.process_time() - begun
    assert made.data.decode() == page
    return took


MENDED = ["`", "``", "<!--", "<!-- ", "<a", "[^", "{{", "{% ", "\\", "-->", "` "]


@pytest.mark.parametrize("unit", MENDED)
def test_five_times_a_text_to_mend_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(mending, unit), 2_000, 10_000)


@pytest.mark.parametrize("unit", ["!", ".", ".)", "。", "\\\n", ".][", "!*_", "... "])
def test_five_times_a_text_to_cut_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(cutting, unit), 2_000, 10_000)


def mending(unit: str, size: int) -> float:
    """Processor seconds it takes to bring the markup of a text back."""
    text = unit * (size // len(unit))
    begun = time.process_time()
    mended(text, f"{text}x")
    return time.process_time() - begun


def cutting(unit: str, size: int) -> float:
    """Processor seconds it takes to cut a text in sentences."""
    text = unit * (size // len(unit))
    begun = time.process_time()
    assert "".join(sentences(text)) == text
    return time.process_time() - begun


@pytest.mark.parametrize("end", ["", "*x", "1x"])
@pytest.mark.parametrize("unit", [" ", "\t", "   \t"])
def test_five_times_the_margin_of_a_line_of_mdx_is_no_more_than_some_five_times_the_work(unit: str, end: str) -> None:
    assert is_linear(partial(indented, unit, end), 2_000, 10_000)


def indented(unit: str, end: str, size: int) -> float:
    english = f"words\n{unit * (size // len(unit))}{end}\n\n<Card x='{'y' * size}' />\n"
    begun = time.process_time()
    assembled(read(english, NEXTRA), {})
    return time.process_time() - begun
