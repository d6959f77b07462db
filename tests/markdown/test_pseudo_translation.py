"""Every letter accented, links' text too, line breaks added: as foreign as a translation that changes words can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from helpers import corpus, oracle, pseudo
from helpers.assembling import PIN, assembled, msgids, parsed
from helpers.corpus import Sample
from helpers.pages import EVERY

from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage

PINNED = re.compile(rb"\{#[^{}]+\}$", re.MULTILINE)
WAYS: dict[str, Callable[[str], str]] = {
    "accented": pseudo.accented,
    "with line breaks": pseudo.rewrapped,
    "with other line breaks": lambda msgid: pseudo.rewrapped(msgid, seed=1),
}


@cache
def made(sample: Sample, way: str) -> LocalisedPage:
    """A page that others wrote, made in one way."""
    return assembled(parsed(sample), WAYS[way])


@cache
def structure(sample: Sample) -> list[Any]:
    """The structure of the page itself."""
    return oracle.structure(sample.data)


@pytest.mark.parametrize("way", WAYS)
def test_the_guide_is_accepted_and_keeps_the_structure_of_its_html(way: str) -> None:
    found = [(page, made(page, way)) for page in corpus.guide()]

    assert found
    assert [(page.name, refusal) for page, localised in found for refusal in localised.refusals] == []
    changed = [page.name for page, new in found if structure(page) != oracle.structure(new.data)]
    assert changed == []


@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_real_page_is_refused(way: str) -> None:
    refused = [(sample.name, r) for sample in corpus.real_pages() for r in made(sample, way).refusals]

    assert refused == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_small_page_is_refused(way: str, name: str) -> None:
    new = assembled(EVERY[name], WAYS[way])

    assert new.refusals == ()
    assert oracle.structure(EVERY[name]) == oracle.structure(new.data)


@pytest.mark.parametrize("way", WAYS)
def test_a_real_page_keeps_the_structure_of_its_html(way: str) -> None:
    changed = [
        sample.name for sample in corpus.real_pages() if structure(sample) != oracle.structure(made(sample, way).data)
    ]

    assert changed == []


def test_every_message_of_a_real_page_is_on_the_translated_page() -> None:
    missing = []
    for sample in corpus.real_pages():
        texts = set(msgids(made(sample, "accented").data))
        english = (segment.msgid for segment in parsed(sample).segments)
        missing += [msgid for msgid in english if pseudo.accented(msgid) not in texts]

    assert missing == []


@pytest.mark.parametrize("way", WAYS)
def test_no_message_of_a_spec_example_is_refused(way: str) -> None:
    refused = [sample.name for sample in corpus.spec_examples() if made(sample, way).refusals]

    assert refused == []


@pytest.mark.parametrize("way", WAYS)
def test_every_spec_example_keeps_the_structure_of_its_html(way: str) -> None:
    changed = [
        sample.name
        for sample in corpus.spec_examples()
        if structure(sample) != oracle.structure(made(sample, way).data)
    ]

    assert changed == []


def test_a_translated_page_with_pinned_ids_answers_to_the_english_ids() -> None:
    changed = []
    for sample in corpus.real_pages():
        english, new = assembled(parsed(sample), {}, PIN), assembled(parsed(sample), pseudo.accented, PIN)
        if PINNED.findall(english.data) != PINNED.findall(new.data) or new.refusals:
            changed.append(sample.name)

    assert changed == []


def test_another_parser_sees_the_same_structure_on_pages_of_plain_commonmark() -> None:
    for name in ("paragraphs", "links", "yaml"):
        page = EVERY[name]
        new = assembled(page, pseudo.rewrapped).data

        assert oracle.structure_elsewhere(page) == oracle.structure_elsewhere(new)
