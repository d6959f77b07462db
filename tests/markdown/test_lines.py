"""Lines that stand for themselves in some dialect stay lines of their own, however the text round them flows.

The judge is a reader of lines: each line below that begins with `=` must be on the localised page as it is, each with a
`~` must be there with other words in the place of `…`, and as often; nothing else may stand on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from helpers import oracle, pseudo
from helpers.assembling import assembled, msgids

PAGES = {
    "attribute lists of kramdown": """\
 A paragraph of words
 that goes on here.
={: .note }

={: .lead #first}
 Another paragraph.

 - An item
=  {: .item}
 - Another *item*
=  {:.item}

 > A quote
=> {: title="x"}

={::comment}
 Words of a comment.
={:/comment}
""",
    "attribute lists of Python-Markdown": """\
 Some words
 of a paragraph.
={.logo}

 ![A picture](a.png)
={ #picture .wide width=300 }
""",
    "admonitions": """\
~!!! tip "A …"
     Words of its body
     that go on
     here.

=??? note
     A body.

~???+ warning "More …"
     A body with a list
~    - one … item
~    - another … item
~    1. and a … number
~    > and a … quote

 - In an item
~  !!! info inline end "A …"
       Its body.

=!!! danger
""",
    "tabs": """\
~=== "First … tab"
     Words.
~=== "Second … tab"
     More words
     here.
""",
    "blocks of pymdown": """\
~/// note | A …
=    type: warning
 Words of it.
=///

=/// details
 More words
=///

=--8<-- "file.md"
 Words after it.
=-8<- 'other.md'
""",
    "definitions": """\
~First … term
~Second … term
~:   A … definition
     that goes on.
~:   Another … definition

~Third … term

~: A … definition
""",
    "abbreviations": """\
 Words with HTML and CSS.

~*[HTML]: Hyper … Text
~*[CSS]: Cascading … Sheets
""",
    "DocFX": """\
=> [!div class="checklist"]
 > Words of a quote
 > that go on.

=> [!INCLUDE [a title](x.md)]

=[!INCLUDE[a title](y.md)]
 Words after it.

=> [!VIDEO https://example.org/x]
""",
    "alerts with titles": """\
~> [!NOTE] A … title
 > Words of its body.

~> [!faq]- More … titles
 > Words of its body
 > here.
""",
    "alerts one after another": """\
=> [!NOTE]
 > Words here.
 >
=> [!TIP]
 > More words
 > go on.
=> > [!TIP]
 > > Words of a quote.

=> [!faq]-
 > Words here
 > go on.

 - An item
=  > [!question]
   > Words of it
   > go on.
""",
    "Liquid": """\
={% if page.url %}
 Words here.
={% else %}
 More words
 here.
={% endif %}

=- {% comment %}
   Words here.
=  {% endcomment %}
""",
    "Hugo": """\
 Words here.
={{< figure src="a.png" >}}
 More words.
={{% note %}}
 Words in it
 go on.
={{% /note %}}
""",
    "Svelte": """\
={#if user}
 Hello there.
={:else if other}
 Words of it
 go on.
={/if}
={@html text}
""",
    "MDX": """\
=import Tabs from '@theme/Tabs';
=import {Card, Cards} from "nextra"

=import {
=  Steps,
=} from '@astrojs/starlight/components'

=export const name = 'Words in it'
=export default Layout

 Words here.
=<Tabs>
 Words in a tab
 that go on.
=</Tabs>
 Words after.
=<br/>
 The last ones.
""",
    "scripts of MDX": """\
=import One from '~/one.astro';
=import Two from '~/two.astro';
=import Three from './three.astro';
=import {
=  Four,
=} from '~/four.astro';
=export const five = {
=  six: 6,
=};

=> import One from '~/one.astro';
=> import Two from '~/two.astro';

 *Words here
={: .note }
 go on* until here
 and more.
""",
    "containers": """\
 Words here.
=::: tip A title
 Words in it
 go on.
=:::
 Words after.
""",
    "MyST": """\
=(a-target)=
 Words of a paragraph
 go on.
=+++
 More words.
""",
    "includes": """\
=[TOC]

=[[toc]]

=<<< @/snippets/code.js
 Words after it.

={{#include file.rs}}
 Words.
""",
    "tables without a head": """\
~| one … cell |
~| another … one |
""",
    "tags in a block of HTML": """\
=<div>
=<em>
 Words of it
 go on.
=</em>
={#if more}
 More words.
={/if}
=</div>
""",
    "Markdown in a block of HTML": """\
=<div class="grid" markdown>
~- one … item
   that goes on
~- another … item
~!!! note "A …"
     Words of it
     go on.
~### A … heading
~1. First … words
~| one … cell |
~| another … one |
~: A … definition
=--8<-- "file.md"
 Words.
=</div>
""",
    "code in a block of HTML": """\
=<Fragment slot="npm">
=  ```shell
=  # A comment
=  npx upgrade <form>
=  ```
   Words after it
   go on.
=  ~~~
=  code
=  ~~~~
   More words.
=</Fragment>

=> <div>
=> ```js
=> <b title="a">
=> ```
 > Words here
 > go on.
=> </div>
""",
    "tags of a sentence": """\
 Press
=<kbd>
 Enter
=</kbd>
 and be gone.

 **Strong words
=<br>
 and more.**
""",
}
LONG = "heel wat meer woorden dan er eerst stonden, zodat de regel opnieuw moet worden afgebroken"
WAYS: dict[str, Callable[[str], str]] = {
    "accented": pseudo.accented,
    "with line breaks": pseudo.rewrapped,
    "longer before": lambda msgid: f"{LONG} {msgid}",
    "longer after": lambda msgid: f"{msgid} {LONG}",
    "shorter": lambda msgid: re.sub(r"\b(?:that|go|goes|on|here|of|words)\b ?", "", msgid) or "kort",
}


def page(name: str, newline: str) -> str:
    """The page itself."""
    lines = (line[1:].replace(" … ", " words ").replace("…", "words") for line in PAGES[name].split("\n"))
    return newline.join(lines)


def wanted(name: str) -> list[re.Pattern[str]]:
    """What its lines that stand for themselves look like on the localised page, in order."""
    marks = [line for line in PAGES[name].split("\n") if line[:1] in {"=", "~"}]
    return [re.compile(re.escape(line[1:]) if line[0] == "=" else _loose(line[1:])) for line in marks]


def _loose(line: str) -> str:
    """A line of words: its marks, and any words in the place of words."""
    parts = re.split(r"([A-Za-z]*(?: [A-Za-z]+)* ?…(?: [A-Za-z]+)*)", line)
    return "".join(r"[^\r\n]+" if "…" in part else re.escape(part) for part in parts)


def missing(name: str, text: str) -> list[str]:
    """The lines that are not there, in their order."""
    lines, gone = iter(text.splitlines()), []
    for pattern in wanted(name):
        left = list(lines)
        place = next((n for n, line in enumerate(left) if pattern.fullmatch(line.rstrip())), None)
        if place is None:
            gone.append(pattern.pattern)
        lines = iter(left if place is None else left[place + 1 :])
    return gone


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_a_line_that_stands_for_itself_stays_so(name: str, way: str, newline: str) -> None:
    english = page(name, newline)
    made = assembled(english, WAYS[way])

    assert missing(name, english) == []
    assert made.refusals == ()
    assert missing(name, made.data.decode()) == []
    assert english == assembled(english, lambda msgid: msgid).data.decode()


@pytest.mark.parametrize("name", PAGES)
def test_no_words_are_lost_to_translators(name: str) -> None:
    english = page(name, "\n")
    said = re.sub(r"\W+", " ", " ".join(msgids(english))).lower().split()
    words = re.findall(r"\b(?:words|more|first|second|third|another|hello|press|enter|item|quote)\b", english.lower())
    kept = re.sub(r"(?m)^(?:=.*|[ ~].*)$", lambda line: line[0] if line[0][:1] == "=" else "", PAGES[name]).lower()
    hidden = re.findall(r"\b(?:words|more|first|second|third|another|hello|press|enter|item|quote)\b", kept)

    assert sorted(words) == sorted(
        [word for word in said if word in words] + [word for word in hidden if word in words]
    )


@pytest.mark.parametrize("name", PAGES)
def test_what_readers_of_commonmark_see_keeps_its_structure(name: str) -> None:
    english = page(name, "\n")
    made = assembled(english, pseudo.accented).data

    assert oracle.structure(english) == oracle.structure(made)
    assert oracle.structure_elsewhere(english) == oracle.structure_elsewhere(made)


@pytest.mark.parametrize(
    "prose",
    [
        "The words\nimport duties are high here.\n",
        "The words\nexport default settings to a file.\n",
        "Words\n!important words here\n",
        "Words\n{name} and more words\n",
        "Words\n`{: .x}` is a list\n",
        "Words\n\\{: .x}\n",
        "Words\n2. more words\n",
        "Words\n<kbd>Enter</kbd>\nmore words\n",
        "Words\n*emphasis*\n",
        "Words\n[a link](b.md)\nwords\n",
        "Words\n[![a badge](b.png)](c.md)\nwords\n",
        "Words\n(in brackets) more\n",
    ],
)
def test_prose_stays_one_message(prose: str) -> None:
    assert len(msgids(prose)) == 1


def test_a_title_in_quotes_keeps_its_quotes() -> None:
    made = assembled('!!! tip "Some words"\n    Body.\n', {"Some words": 'De "beste" woorden'})

    assert made.data == b'!!! tip "De &quot;beste&quot; woorden"\n    Body.\n'
    assert made.refusals == ()


def test_a_text_that_makes_such_a_line_is_refused_by_itself() -> None:
    english = "One\n{: .note }\nTwo\n"
    made = assembled(english, {"One": "Een\\\n{: .evil }\\\nook", "Two": "Twee"})

    assert [refusal.msgid for refusal in made.refusals] == ["One"]
    assert made.data == b"One\n{: .note }\nTwee\n"
