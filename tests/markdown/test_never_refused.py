"""Law 9: a text is never refused in its own place, nor is a translation of it that only changes letters.

Both are tried through the splicer; `assemble` leaves a text that equals its msgid alone, and would hide the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from helpers import corpus, pseudo
from helpers.assembling import KEEP, PIN, read
from helpers.cases import cases
from helpers.corpus import Sample
from helpers.pages import EVERY
from hypothesis import example, given
from hypothesis import strategies as st

from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing.localise import Localised, localise
from i18n_pipeline.model import Rules

WAYS: dict[str, Callable[[str], str]] = {"its own text": lambda msgid: msgid, "accented": pseudo.accented}
COPIES: dict[str, Callable[[bytes], bytes]] = {
    "LF": lambda data: data.replace(b"\r\n", b"\n"),
    "CRLF": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
}
LONG = "\n\nA paragraph of which\nthe lines are longer than those of any other text, so that those may be joined\n"
"""Makes our own layout join lines."""
PAGES = {
    "a text that begins as a link definition": "- [Alpha]: the first\n- [Beta]: two\n\n[Alpha]: a.md\n[Beta]: b.md\n",
    "such a paragraph": "[Alpha]: the first\n\n[Alpha]: a.md\n",
    "such a text in a quote": "> [Alpha]: the first\n> of them\n\n[Alpha]: a.md\n",
    "such a setext heading": "[Alpha]: the first\n===\n\n[Alpha]: a.md\n",
    "such a footnote": "Word[^1].\n\n[^1]: [Alpha]: the first\n\n[Alpha]: a.md\n",
    "a tag alone on its line": f"<em>\n  Words.\n</em>{LONG}",
    "such a tag in a list": f"- a\n- <em>\n  Words.\n  </em>{LONG}",
    "such a tag in a quote": f"> <em>\n> Words.\n> </em>{LONG}",
    "a component alone on its line": f"<Tip kind='x'>\nWords **here**.\n</Tip>{LONG}",
    "a tag over two lines": f"<del\nclass='foo'>\n*foo*\n</del>{LONG}",
    "a target that is none for its line break": f"[link](<foo\nbar>){LONG}",
    "rows of pipes without a head": f"| | `*` | expr | Dereference |\n| `*` | a, b | Raw | |\n|-\n| x{LONG}",
    "a text of dashes": f"Words\n-- -\nand\n* * a\nmore{LONG}",
    "a hard line break before a mark": f"Words\\\n[Alpha]: more\\\n1984\\. was{LONG}",
    "braces over lines": f"{{#if a}}\n  <aside>words\n  {{#each b as c}}\n</aside>{{/if}}{LONG}",
    "front matter in quotes": '---\ntitle: "yes"\ndescription: \'no: "x"\'\n---\na\n',
    "quote marks that are words, before a tag": f"> Words\n    > {{{{% note %}}}}\n    > more\n{LONG}",
    "lines of quote marks that are words": f"Words\n    > > more\n    > >\n    >\nof them{LONG}",
    "code behind such marks": f"Words\n    > > more\n    > >     ```py\n    > >     a\n    > >     ```{LONG}",
    "an empty label": "[]: words\n\n[ ]: more words\n",
}


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_refused_on_a_page_that_is_easily_misread(name: str, way: str, copy: str) -> None:
    assert refused(read(COPIES[copy](PAGES[name].encode())), WAYS[way]) == []


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("source", ["real pages", "spec examples", "guide", "small pages", "cases"])
def test_nothing_is_refused_on_any_page_there_is(source: str, copy: str) -> None:
    pages = [(name, read(COPIES[copy](data), dialect)) for name, data, dialect in samples(source)]
    # Which signs of another dialect are no words, `pseudo` does not know.
    ways = {name: WAYS if page.outline.dialect == COMMONMARK else ["its own text"] for name, page in pages}
    found = {(name, way): refused(page, WAYS[way]) for name, page in pages for way in ways[name]}

    assert {name: why for name, why in found.items() if why} == {}


ODD = (*"\xa0\u3000\0\ufffd\u2028\x85\x1c\u200b\ufeff\u202f\u2003", "&nbsp;", "&#160;", "](", '"')
"""Blanks that no line end may replace, signs that the msgid has in another form, and signs of markup."""


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_no_text_with_odd_white_space_is_refused_in_its_own_place(odd: str) -> None:
    found = {}
    for number, case in enumerate(cases()):
        blanks = [place for place, sign in enumerate(case.english) if sign == " "]
        for place in blanks[number % 7 :: max(7, len(blanks) // 2)]:
            page = f"{case.english[:place]}{odd}{case.english[place + 1 :]}"
            found[str(case), place] = refused(read(page.encode(), case.dialect), WAYS["its own text"])

    assert {name: why for name, why in found.items() if why} == {}


def samples(source: str) -> Iterator[tuple[str, bytes, Dialect]]:
    """Pages with their names and dialects."""
    if source == "cases":
        yield from ((str(case), case.english.encode(), case.dialect) for case in cases())
    for sample in plain_samples(source):
        yield sample.name, sample.data, COMMONMARK


def plain_samples(source: str) -> list[Sample]:
    if source == "real pages":
        translated = [*corpus.real_translations().items(), *corpus.later_pages().items()]
        return [*corpus.real_pages(), *(Sample(name, data) for name, data in translated)]
    if source == "small pages":
        return [Sample(name, text.encode()) for name, text in EVERY.items()]
    return [*(corpus.guide() if source == "guide" else corpus.spec_examples() if source == "spec examples" else [])]


LINES = r"""
# a
b *c*
> d
- e
1. f
    g
```
---
===
| h | i |
|---|---|
<p>j</p>
<em>
</em>
<br>
<Tip a="b">
</Tip>
<!-- k -->
[l](m "n")
[l]: m 'n'
[l]: the first
- [l]: two
[^o]: p
q[^o]
:::
$$
{{< r >}}
{% a
b %}
`c
d`
+++
s\
{#y}
## z {#z}
title: w
**u
v**
~~w
1984. x
- [ ] y
> [!NOTE]
https://a.b/c
<a href="b">c
</a>
{.d}
-- e
=
f:
: g
!!! h
|--
<div title="a b">
&amp; b
_c_d
a word. Another
longer words that go on and on until they are as wide as a line gets
""".splitlines()
GENERATED = st.lists(st.sampled_from([*LINES, "t  ", ""]), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda newline: newline.join(lines))
)


@given(page=st.one_of(GENERATED, st.text(max_size=200)), pin=st.booleans())
@example(page="- [Alpha]: the first\n\n[Alpha]: a.md", pin=False)
def test_no_text_is_refused_in_its_own_place_on_any_page_at_all(page: str, pin: bool) -> None:
    assert refused(read(page.encode("utf-8", "ignore")), WAYS["its own text"], PIN if pin else KEEP) == []


def refused(english: Page, way: Callable[[str], str], rules: Rules = KEEP) -> list[str]:
    made = translated(english, way, rules)
    return [f"{english.segments[i].msgid!r}: {why.reason}" for i, why in made.refused.items()]


def translated(english: Page, way: Callable[[str], str], rules: Rules = KEEP) -> Localised:
    texts = {i: way(segment.msgid) for i, segment in enumerate(english.segments)}
    pins = anchors.pins(english.outline) if rules.pin else {}
    return localise(english, texts, pins=pins, accepted={})
