"""Every letter accented, links' text too, line breaks added: as foreign as a translation that changes words can be."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from helpers import corpus, oracle, pseudo
from helpers.assembling import PIN, assembled, msgids
from helpers.pages import EVERY

PINNED = re.compile(rb"\{#[^{}]+\}$", re.MULTILINE)
WAYS: dict[str, Callable[[str], str]] = {
    "accented": pseudo.accented,
    "with line breaks": pseudo.rewrapped,
    "with other line breaks": lambda msgid: pseudo.rewrapped(msgid, seed=1),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_guide_is_accepted_and_keeps_the_structure_of_its_html(way: str) -> None:
    made = [(page, assembled(page.data, WAYS[way])) for page in corpus.guide()]

    assert made
    assert [(page.name, refusal) for page, localised in made for refusal in localised.refusals] == []
    changed = [page.name for page, new in made if oracle.structure(page.data) != oracle.structure(new.data)]
    assert changed == []


@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_real_page_is_refused(way: str) -> None:
    refused = [(page.name, r) for page in corpus.real_pages() for r in assembled(page.data, WAYS[way]).refusals]

    assert refused == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_small_page_is_refused(way: str, name: str) -> None:
    made = assembled(EVERY[name], WAYS[way])

    assert made.refusals == ()
    assert oracle.structure(EVERY[name]) == oracle.structure(made.data)


@pytest.mark.parametrize("way", WAYS)
def test_a_real_page_keeps_the_structure_of_its_html(way: str) -> None:
    changed = [
        sample.name
        for sample in corpus.real_pages()
        if oracle.structure(sample.data) != oracle.structure(assembled(sample.data, WAYS[way]).data)
    ]

    assert changed == []


def test_every_message_of_a_real_page_is_on_the_translated_page() -> None:
    missing = []
    for sample in corpus.real_pages():
        texts = msgids(assembled(sample.data, pseudo.accented).data)
        missing += [msgid for msgid in msgids(sample.data) if pseudo.accented(msgid) not in texts]

    assert missing == []


@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_spec_example_is_refused(way: str) -> None:
    refused = [sample.name for sample in corpus.spec_examples() if assembled(sample.data, WAYS[way]).refusals]

    assert refused == []


@pytest.mark.parametrize("way", WAYS)
def test_every_spec_example_keeps_the_structure_of_its_html(way: str) -> None:
    changed = [
        sample.name
        for sample in corpus.spec_examples()
        if oracle.structure(sample.data) != oracle.structure(assembled(sample.data, WAYS[way]).data)
    ]

    assert changed == []


def test_a_translated_page_with_pinned_ids_answers_to_the_english_ids() -> None:
    changed = []
    for sample in corpus.real_pages():
        english, made = assembled(sample.data, {}, PIN), assembled(sample.data, pseudo.accented, PIN)
        if PINNED.findall(english.data) != PINNED.findall(made.data) or made.refusals:
            changed.append(sample.name)

    assert changed == []


def test_another_parser_sees_the_same_structure_on_pages_of_plain_commonmark() -> None:
    for name in ("paragraphs", "links", "yaml"):
        page = EVERY[name]
        made = assembled(page, pseudo.rewrapped).data

        assert oracle.structure_elsewhere(page) == oracle.structure_elsewhere(made)
