"""Law 2: whatever text a catalogue holds, the localised page has the structure of the English one.

The judge is the HTML of both pages, which shares no code with the skeleton.
"""

from __future__ import annotations

import pytest
from helpers import oracle
from helpers.assembling import PIN, assembled, every, msgids
from helpers.pages import EVERY
from hypothesis import example, given
from hypothesis import strategies as st

FRAGMENTS = """\
# |## |> |- |+ |* |1. |1984. |7) |``` |~~~ |--- |=== |+++ |::: |$$ |$ |[ ] |[x] |[x]: y |[^note]: |\
[^note] |[!NOTE] |: || | \\| |\\ |\\\\ |` |`` |`code` |* |** |_ |__ |~ |~~ |[ |] |( |) |![ |]( |\
][1] |][2] |][9] |[a][1] |[b](x) |[ref] |[ref][] |![a](b) |< |> |<b> |</b> |<br> |<div> |</div> |\
<script> |<!-- |--> |<kbd>x</kbd> |<a href="x"> |<?php |<![CDATA[ |&lt; |&amp; |& |&#0; |" |' |"" |\
: |, |{ |} |{{ |}} |{% |%} |{{< x >}} |{#id} |{: #id} |@ |! |? |no |yes |1.0 |null |~ |2024-01-01 |\
{a: b} |[a, b] || x |--- |\t|  |\n|\n\n|\n    |  \n|\\\n|\r|\r\n|https://example.org |\
www.example.org |me@example.org |http://x |\x00|\x07|\x1b[31m|\x85|\xa0|\u2028|\ufeff|\u200f|\u202e|\
مرحبا |שלום|日本語。|é|word |Word. |i|\U0001f600|%|\\x|\\n|'''|\"\"\"|\\u0041|#|$|i18n:skip|\
<!-- i18n:skip --> |translate="no" |title="x" |a=b |#. |msgid|\
<img src=x onerror=alert(1)> |<img src=x onerror=alert(1) |<script|</ |\t::: |\t$$ |\t{{< x >}}"""
PIECE = st.sampled_from([*FRAGMENTS.split("|"), "|", "||"])
SOUP = st.lists(PIECE, min_size=1, max_size=12).map("".join)
ANYTHING = st.one_of(SOUP, SOUP, st.text(max_size=60))
NAMES = st.sampled_from(sorted(EVERY))


@given(name=NAMES, data=st.data())
def test_one_text_of_any_kind_leaves_the_structure_as_it_is(name: str, data: st.DataObject) -> None:
    page = EVERY[name]
    msgid = data.draw(st.sampled_from(msgids(page)))
    text = data.draw(ANYTHING)

    assert oracle.structure(page) == oracle.structure(assembled(page, {msgid: text}).data)


@given(name=NAMES, data=st.data())
def test_a_text_put_into_a_sentence_leaves_the_structure_as_it_is(name: str, data: st.DataObject) -> None:
    page = EVERY[name]
    msgid = data.draw(st.sampled_from(msgids(page)))
    cut = data.draw(st.integers(0, len(msgid)))
    text = msgid[:cut] + data.draw(ANYTHING) + msgid[cut:]

    assert oracle.structure(page) == oracle.structure(assembled(page, {msgid: text}).data)


@given(name=NAMES, data=st.data())
def test_texts_of_any_kind_at_every_message_leave_the_structure_as_it_is(name: str, data: st.DataObject) -> None:
    page = EVERY[name]
    texts = {msgid: data.draw(ANYTHING) for msgid in msgids(page)}

    assert oracle.structure(page) == oracle.structure(assembled(page, texts).data)


@given(name=NAMES, text=ANYTHING)
@example(name="paragraphs", text="1984. was a year")
@example(name="yaml", text="a: b # c")
def test_pinned_ids_are_the_only_addition(name: str, text: str) -> None:
    page = EVERY[name]
    english = assembled(page, {}, PIN).data

    assert oracle.structure(english) == oracle.structure(assembled(page, every(text), PIN).data)


@pytest.mark.parametrize("name", sorted(EVERY))
@pytest.mark.parametrize("text", ["word " * 20_000, "w" * 100_000, "[" * 100_000, "*a " * 33_000, "`" * 100_000])
def test_a_text_of_100_kb_is_no_trouble(name: str, text: str) -> None:
    page = EVERY[name]
    msgid = msgids(page)[-1]

    assert oracle.structure(page) == oracle.structure(assembled(page, {msgid: text}).data)
