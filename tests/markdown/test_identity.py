"""Law 1: a page whose messages are untranslated, or say what their msgid says, comes out byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from helpers import corpus
from helpers.assembling import KEEP, assembled, read
from helpers.corpus import Sample
from helpers.pages import EVERY
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.reading.segments import Page

COPIES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "CRLF": lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "without a final newline": lambda data: data.rstrip(b"\r\n"),
    "with blanks at line ends": lambda data: data.replace(b"\n", b" \n"),
}
SAID: dict[str, Callable[[str], str]] = {"untranslated": lambda _: "", "its own msgid": lambda msgid: msgid}


def samples(source: str) -> tuple[Sample, ...]:
    if source == "small pages":
        return tuple(Sample(name, text.encode()) for name, text in EVERY.items())
    return corpus.real_pages() if source == "real pages" else corpus.spec_examples()


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("source", ["real pages", "spec examples", "small pages"])
def test_a_page_whose_words_did_not_change_comes_out_byte_for_byte(source: str, copy: str) -> None:
    pages = ((sample.name, COPIES[copy](sample.data)) for sample in samples(source))
    read_once = ((name, data, read(data)) for name, data in pages)
    changed = [
        (name, said)
        for name, data, page in read_once
        for said, texts in SAID.items()
        if assembled(page, texts).data != data
    ]

    assert changed == []


@pytest.mark.parametrize("source", ["real pages", "spec examples", "small pages"])
def test_bytes_outside_the_span_of_a_translated_text_stay(source: str) -> None:
    torn = []
    for sample in samples(source):
        english = read(sample.data)
        found = english.segments
        once = Counter(segment.msgid for segment in found)
        for segment in [segment for segment in found if once[segment.msgid] == 1][:8]:
            made = assembled(english, {segment.msgid: "Iets anders"}).data
            after = sample.data[segment.end :]
            if not (made.startswith(sample.data[: segment.start]) and made.endswith(after)):
                torn.append((sample.name, segment.msgid))

    assert torn == []


@pytest.mark.parametrize("source", ["real pages", "spec examples", "small pages"])
def test_spans_lie_on_the_page_in_order_and_only_titles_lie_inside_others(source: str) -> None:
    wrong = [sample.name for sample in samples(source) if not _ordered(read(sample.data))]

    assert wrong == []


def _ordered(english: Page) -> bool:
    end = 0
    for segment in english.segments:
        if not 0 <= segment.start < segment.end <= len(english.outline.source):
            return False
        if segment.start < end and segment.place not in {"title", "attribute"}:
            return False
        end = max(end, segment.end)
    return True


LINES = [
    "# a",
    "b *c*",
    "> d",
    "- e",
    "1. f",
    "    g",
    "\tg",
    "```",
    "---",
    "===",
    "| h | i |",
    "|---|---|",
    "<p>j</p>",
]
LINES += ["<!-- k -->", "", "", "  ", '[l](m "n")', "[l]: m 'n'", "[^o]: p", "q[^o]", ":::", "$$", "{{< r >}}", "+++"]
LINES += ["s\\", "t  ", "\u3000u", "\ufeffv", "w\x00x", "{#y}", "## z {#z}", "title: é", "é\u0301 😀"]
PAGES = st.lists(st.sampled_from(LINES), max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda newline: newline.join(lines))
)


@given(page=st.one_of(PAGES, st.text(max_size=200)))
def test_any_text_at_all_is_a_page_that_comes_out_byte_for_byte(page: str) -> None:
    data = page.encode("utf-8", "ignore")

    assert data == assembled(data, {}).data
    assert data == assembled(data, lambda msgid: msgid, KEEP).data
