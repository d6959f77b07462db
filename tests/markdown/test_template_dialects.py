"""Nothing is said into pages of Hugo, Jekyll, Eleventy and Zola: their own tools read the structure of the English one.

A template that does not end stops their builds, and one that does runs; so such texts are put into all places.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from helpers import oracle, template_sites
from helpers.assembling import assembled, msgids, of_site, read
from helpers.generated import FOLDER, texts
from helpers.generated import PLACES as PLAIN
from helpers.pseudo import accented
from helpers.template_sites import Html

from i18n_pipeline.markdown.constructs import OwnTag
from i18n_pipeline.project.settings_tables import kind_of_site

PLACES: Mapping[str, Mapping[str, str]] = {
    "hugo": {
        "shortcode text": "{{% note %}}Some words{{% /note %}}\n",
        "inner text": "{{< box >}}Some words{{< /box >}}\n",
        "between shortcodes": "{{% note %}}\nSome words\n{{% /note %}}\n",
        "title of shortcode": '{{% alert title="Some words" %}}\n12\n{{% /alert %}}\n',
        "caption": '{{< figure src="a.png" caption="Some words" >}}\n',
        "caption raw": '{{< figure src="a.png" caption=`Some words` >}}\n',
        "in a sentence": 'Some words {{< icon "x" >}} here\n',
        "pair in a sentence": "Some words {{< box >}}inner{{< /box >}} here\n",
        "heading with attributes": "## Some words {#x .y}\n",
        "block attributes": "Some words\n{.x}\n",
        "wrapped with attributes": "Some words that go\non and on\n{.x}\n",
        "definition": "12\n: Some words\n",
        "term": "Some words\n: 12\n",
        "wrapped definition": "12\n: Some words that go\n  on and on and on\n",
        "cell with shortcode": '| 12 | {{< icon "x" >}} Some words |\n|---|---|\n| 1 | 2 |\n',
        "link by shortcode": 'See [some words]({{< ref "a.md" >}}) now.\n',
        "heading by shortcode": '## Some words {{< icon "x" >}}\n',
        "summary": "12\n\n<!--more-->\n\nSome words\n",
    },
    "jekyll": {
        "ial": "Some words\n{: .x}\n",
        "ial above": "{: .x}\nSome words\n",
        "ial item": "- Some words\n{: .x}\n",
        "heading id": "## Some words {#x}\n",
        "heading ial": "## Some words\n{: #x}\n",
        "span ial": "Some [words](a.md){: .x} here\n",
        "wrapped ial": "Some words that go\non and on\n{: .x}\n",
        "definition": "12\n: Some words\n",
        "term": "Some words\n: 12\n",
        "abbreviation": "HTML\n\n*[HTML]: Some words\n",
        "if": "{% if true %}\nSome words\n{% endif %}\n",
        "if line": "{% if true %}Some words{% endif %}\n",
        "raw": "{% raw %}\nSome words\n{% endraw %}\n",
        "raw line": "{% raw %}Some words{% endraw %}\n",
        "raw in a sentence": "Some {% raw %}{{ x }}{% endraw %} words\n",
        "output": "Some {{ page.x }} words\n",
        "include": '{% include x.html content="Some words" %}\n',
        "include single": "{% include x.html content='Some words' %}\n",
        "include inline": 'Some words {% include x.html content="more words" %} here\n',
        "headless row": "| Some words | 12 |\n| 34 | 56 |\n",
        "row below dashes": "| 12 | 34 |\n|----+----|\n| Some words | 56 |\n",
        "row without pipes around it": "Some words | 12\n34 | 56\n",
        "row of one cell": "| 12 |\n|----|\n| Some words |\n|====|\n| 34 |\n",
        "row in an item": "- 12 | Some words\n- 34\n",
        "words below a row": "| 12 | 34 |\nSome words\n",
        "pipe in a paragraph": "Some words | here\nthat go on\n",
        "footnote blocks": "12[^1]\n\n[^1]: Some words\n\n    34\n",
        "link tag": "See [some words]({% link a.md %}) now.\n",
        "math": "Some words $$x^2$$ here\n",
        "markdown in html": '<div markdown="1">\nSome words\n</div>\n',
        "HTML with blank lines": "<div>\n\nSome words\n\n12\n\n</div>\n",
        "below HTML": "<div>\n\n12\n\n</div>\nSome words\n",
        "eob": "Some words\n^\n12\n",
        "comment": "{::comment}\nx\n{:/comment}\n\nSome words\n",
    },
    "eleventy": {
        "callout": '{% callout "info" %}Some words{% endcallout %}\n',
        "callout lines": '{% callout "info" %}\nSome words\n{% endcallout %}\n',
        "output": "Some {{ page.x }} words\n",
        "inline pair": 'Some words{% callout "a" %}x{% endcallout %} here\n',
        "raw": "{% raw %}\nSome words\n{% endraw %}\n",
        "raw in a sentence": "Some {% raw %}{{ x }}{% endraw %} words\n",
        "html output": "<p>Some words {{ page.x }}</p>\n",
        "link output": "See [some words]({{ page.x }}) now.\n",
        "if": "{% if true %}Some words{% endif %}\n",
    },
    "zola": {
        "heading id": "## Some words {#x}\n",
        "more": "12\n\n<!-- more -->\n\nSome words\n",
        "body": "{% quote() %}\nSome words\n{% end %}\n",
        "inline": 'Some {{ icon(name="x") }} words\n',
        "param": '{{ film(title="Some words") }}\n',
    },
}
"""Pages with one message of words, by the kind of site and what the message is."""
COMMON = (
    *("a paragraph", "a wrapped paragraph", "a heading", "a heading of another kind", "a list item", "a cell"),
    *("a wrapped quote", "an HTML block", "one line of HTML", "an attribute in a line", "a title"),
    *("a title of a definition", "a lone link", "a sentence with code", "a sentence with emphasis"),
)
"""Places of all kinds of sites."""
CODES = re.compile(r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{\{.*?\}\}|\$\$.*?\$\$|\]\[\d\]|`[^`]*`|\*\*|_")
TEXTS = texts("templates")
CODE = re.compile(r"\{\{< highlight[\s\S]*?/highlight >\}\}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in a place."""

    place: str
    text: str
    english: str
    localised: str
    refused: str


@cache
def shown(kind: str) -> tuple[Shown, ...]:
    dialect = kind_of_site(kind).dialect
    made: list[Shown] = []
    for first, (place, page) in enumerate([*((name, PLAIN[name]) for name in COMMON), *PLACES[kind].items()]):
        english = read(page, dialect)
        said = next(msgid for msgid in msgids(page, dialect) if re.search("words|Words|guide|Use", msgid))
        step = 4 if place in COMMON else 2
        for number, alone in enumerate(TEXTS[first % step :: step]):
            around = f"{said} {alone}" if number % 2 else f"{alone} {said}"
            text = around if CODES.search(said) else alone
            found = assembled(english, {said: text})
            refused = found.refusals[0].text if found.refusals else ""
            made.append(Shown(place, text, page, found.data.decode(), refused))
    return tuple(made)


def told(found: Sequence[Shown], pages: Sequence[str], html: Html) -> list[tuple[str, str, str | None]]:
    """The texts after which the build stops or the structure is another."""
    by_page = dict(zip(pages, html, strict=True))

    @cache
    def structure(page: str) -> list[object] | None:
        html = by_page[page]
        return None if html is None else oracle.tags(html)

    return [
        (here.place, here.text, by_page[here.localised])
        for here in found
        if structure(here.localised) is None or structure(here.localised) != structure(here.english)
    ]


@pytest.mark.parametrize("kind", PLACES)
def test_the_tools_of_the_site_read_the_structure_of_the_english_page(kind: str) -> None:
    found = [here for here in shown(kind) if not here.refused]
    pages = sorted({page for here in found for page in (here.english, here.localised)})

    assert len(found) > 500
    made = _made(kind, pages)
    assert {name: told(found, pages, html) for name, html in made.items()} == {name: [] for name in made}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("kind", PLACES)
def test_a_page_with_everything_keeps_its_structure(kind: str, newline: str) -> None:
    english = (FOLDER / "pages" / f"{kind}.md").read_text(encoding="utf-8").replace("\n", newline)
    read_page = read(english, kind_of_site(kind).dialect)
    translated = assembled(read_page, accented)
    shown_page = translated.data.decode()

    assert translated.refusals == ()
    assert not re.search("[Ww]ords", CODE.sub("", shown_page)), "some words are in no message"
    for html in _made(kind, [english, shown_page]).values():
        assert None not in html
        assert oracle.tags(str(html[0])) == oracle.tags(str(html[1]))


def _made(kind: str, pages: Sequence[str]) -> Mapping[str, Html]:
    """The HTML of the pages by each tool of a kind of site; skips where it is not there."""
    folder = Path(os.environ.get("I18N_PIPELINE_TEST_NODE", ""))
    wanted = template_sites.PACKAGES
    if kind == "eleventy" and not all((folder / "node_modules" / package).exists() for package in wanted):
        pytest.skip(f"I18N_PIPELINE_TEST_NODE names no folder in which `npm install` put {' '.join(wanted)}")
    if kind == "jekyll" and not template_sites.has_kramdown():
        pytest.skip("no ruby with kramdown, kramdown-parser-gfm and liquid")
    if kind == "eleventy":
        return template_sites.by_eleventy(pages, folder)
    made = {"hugo": template_sites.by_hugo, "jekyll": template_sites.by_jekyll, "zola": template_sites.by_zola}
    return made[kind](pages)


LIKELY = (
    "#5",
    "|",
    "a | b",
    "{naam}",
    "<5 jaar",
    "$5",
    ":x:",
    "^x^",
    "==x==",
    "woord {x}",
    "100 %}",
    "}}",
    '"x"',
    "it's",
)


@pytest.mark.parametrize("kind", PLACES)
def test_what_honest_people_write_is_refused_nowhere(kind: str) -> None:
    dialect = kind_of_site(kind).dialect
    for page in [*(PLAIN[name] for name in COMMON), *PLACES[kind].values()]:
        for text in LIKELY:
            said = next(msgid for msgid in msgids(page, dialect) if re.search("words|Words|guide|Use", msgid))
            made = assembled(read(page, dialect), {said: f"{said} {text}"})

            assert [(page, text, refusal.text) for refusal in made.refusals] == []


def test_the_text_of_a_shortcode_of_the_site_is_translated_alone_and_in_a_sentence() -> None:
    dialect = of_site(kind_of_site("hugo").dialect, "shortcode", OwnTag("box", (), "text"), OwnTag("tab", ("0",)))
    page = '{{< box >}}Some *text*{{< /box >}}\n\nA {{< box >}}word{{< /box >}} in.\n\n{{% tab "My title" %}}\n'
    texts = {
        "Some *text*": "Wat {{< *tekst*",
        "A {{< box >}}word{{< /box >}} in.": "Een {{< box >}}woord{{< /box >}} erin.",
        "My title": "Mijn titel",
    }
    made = assembled(read(page, dialect), texts)

    assert made.refusals == ()
    assert made.data.decode() == (
        "{{< box >}}Wat &#123;{< *tekst*{{< /box >}}\n\nEen {{< box >}}woord{{< /box >}} erin.\n\n"
        '{{% tab "Mijn titel" %}}\n'
    )


@pytest.mark.parametrize(
    ("kind", "opening", "closing"),
    [
        ("hugo", "{{< box >}}", "{{< /box >}}"),
        ("jekyll", "{% box %}", "{% endbox %}"),
        ("eleventy", "{% box %}", "{% endbox %}"),
        ("zola", "{% box() %}", "{% end %}"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_paragraph_of_the_text_of_a_shortcode_is_a_message(
    kind: str, opening: str, closing: str, newline: str
) -> None:
    dialect = of_site(kind_of_site(kind).dialect, "shortcode", OwnTag("box", (), "text"))
    page = f"{opening}\nOne\nand *two*\n\n  three\n{closing}\n\n> {opening}\n> four\n>\n> five\n> {closing}\n"
    page = page.replace("\n", newline)
    made = assembled(read(page, dialect), lambda msgid: msgid.replace("ee", "é").replace("fi", "vi"))

    assert msgids(page, dialect) == ["One and *two*", "three", "four", "five"]
    assert made.refusals == ()
    assert made.data.decode() == page.replace("three", "thré").replace("five", "vive")


@pytest.mark.parametrize(
    ("kind", "opening", "closing"),
    [
        ("hugo", "{{< highlight go >}}", "{{< /highlight >}}"),
        ("jekyll", "{%- highlight go %}", "{% endhighlight -%}"),
        ("eleventy", "{% highlight 'go' %}", "{% endhighlight %}"),
        ("zola", "{% mermaid() %}", "{% end %}"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_code_between_tags_is_code_wherever_it_stands_in_html(
    kind: str, opening: str, closing: str, newline: str
) -> None:
    dialect = kind_of_site(kind).dialect
    code = f"{opening}some <b>code</b> {closing}"
    page = f"<table>\n<td>{code}</td>\n<td>one {code} two</td>\n<td>{opening}\nmore\n{closing}</td>\n</table>\n"
    page = page.replace("\n", newline)
    made = assembled(read(page, dialect), {"one": "een", "two": "twee"})

    assert msgids(page, dialect) == ["one", "two"]
    assert made.refusals == ()
    assert made.data.decode() == page.replace("one", "een").replace("two", "twee")


def test_code_between_tags_that_is_never_closed_hides_nothing_in_html() -> None:
    page = "<div>\n{% highlight a %}\nb {% highlight c %}d{% endhighlight %} e\n</div>\n"

    assert msgids(page, kind_of_site("jekyll").dialect) == ["b", "e"]
