"""Tags and blocks of a text stand in each other as on the English page, where Vue, Svelte or a component needs it.

Each English text stands in many places of a page. The parsers of VitePress and Svelte judge what is published.
"""

from __future__ import annotations

import re
from random import Random

import pytest
from helpers import mdx, vitepress
from helpers.assembling import assembled, msgids, read

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.profiles import sveltekit
from i18n_pipeline.profiles import vitepress as profile

PLACES = (
    "{}\n",
    "- {}\n",
    "> {}\n",
    "- a\n\n  > {}\n",
    "## {}\n",
    "| {} | 1 |\n|---|---|\n| 2 | 3 |\n",
    "<div>\n{}\n</div>\n",
    "<div><p>{}</p></div>\n",
    "<ul><li>{}</li>\n<li>12</li></ul>\n",
    "<Card>\n\n{}\n\n</Card>\n",
)
VUE = (
    'by <a v-if="u" :href="u">{{ n }}</a><template v-else>{{ n }}</template> now',
    'by <b v-if="a">one</b> <i v-else-if="c">two</i> <u v-else>three</u> now',
    'see <b v-for="x in y">{{ x }} word</b> and <span v-html="x"></span> more',
    'see <Transition><b v-if="a">one</b><i v-else>two</i></Transition> more',
    'see <Foo v-slot="{ x }">the {{ x }} word</Foo> here',
    "see <KeepAlive><Foo /></KeepAlive> more <Bar></Bar> words",
    '<b v-if="a">one</b> and <b v-if="c">three</b><i v-else>two</i>.',
)
SVELTE = (
    "see {#if x}one{:else if y}two{:else}three{/if} more",
    "see {#each xs as x}{x} word, {/each} more <b>bold</b>",
    "see {#if x}<b>one</b>{:else}two{/if} more {y}",
    "see {#await p}one{:then v}{v} two{:catch e}{e} three{/await} more",
    "see {#each xs as x}{@const z = x}<b>{z}</b> word{:else}none{/each} more",
    "see {#key k}one{/key} <Foo>{#snippet a(q)}{q} two{/snippet}</Foo> more",
)
PIECE = re.compile(r"<[^<>]*>|\{\{.*?\}\}|\{[^{}]*\}|[^\s<>{}]+|\s+")
ROUNDS = 300


def why(english: str, text: str, dialect: Dialect) -> str:
    """Why a text is refused that stands for the only message of a page; empty if it is published."""
    made = assembled(read(f"{english}\n", dialect), {english: text})
    return made.refusals[0].text if made.refusals else ""


def moved(chance: Random, text: str) -> str:
    """A text with words added, or with some of its pieces in other places."""
    pieces = PIECE.findall(text)
    for _ in range(chance.randint(1, 3)):
        index = chance.randrange(len(pieces))
        if chance.random() < 0.4:
            pieces.insert(index, chance.choice(["word", " word ", "."]))
        else:
            pieces.insert(chance.randrange(len(pieces)), pieces.pop(index))
    return "".join(pieces)


def pairs(english: tuple[str, ...], dialect: Dialect) -> list[tuple[str, str]]:
    """English pages, and what is published for moved texts on them."""
    chance, made = Random(dialect.name), []
    for _ in range(ROUNDS):
        text, place = chance.choice(english), chance.choice(PLACES)
        page = place.format(text).replace("\n", chance.choice(["\n", "\r\n"]))
        texts = {msgid: moved(chance, msgid) for msgid in msgids(page, dialect)}
        made.append((page, assembled(read(page, dialect), texts).data.decode()))
    return made


def test_vue_compiles_whatever_is_published() -> None:
    made = pairs(VUE, profile.DIALECT)
    pages = sorted({page for pair in made for page in pair})
    errors = {page: found[0] for page, found in zip(pages, vitepress.structures(pages), strict=True)}

    assert sum(english != localised for english, localised in made) > ROUNDS // 3
    assert [pair for pair in made if errors[pair[0]] != errors[pair[1]]] == []


def test_svelte_parses_whatever_is_published() -> None:
    made = pairs(SVELTE, sveltekit.DIALECT)
    english, localised = (mdx.structures(pages, "sveltekit") for pages in zip(*made, strict=True))

    assert sum(ours != theirs for ours, theirs in made) > ROUNDS // 3
    assert [
        pair for pair, ours, theirs in zip(made, english, localised, strict=True) if is_error(ours) < is_error(theirs)
    ] == []


def is_error(found: list[str]) -> bool:
    return found[:1] != [] and found[0].startswith("Error")


@pytest.mark.parametrize(
    ("english", "text", "reason"),
    [
        (
            'a <b v-if="x">one</b><i v-else>two</i>',
            'a <b v-if="x">een</b> of <i v-else>twee</i>',
            "in the English text <i v-else> directly follows <b v-if=x>",
        ),
        (
            'a <b v-if="x">one</b><i v-else>two</i>',
            'a <i v-else>twee</i><b v-if="x">een</b>',
            "in the English text <i v-else> directly follows <b v-if=x>",
        ),
        ("a <Foo></Foo> word", "een <Foo>woord</Foo>", "in the English text <foo> holds no words"),
        ("a <Foo>one</Foo> word", "een <Foo></Foo> woord", "in it <foo> holds no words, unlike in the English text"),
        ('a <b v-html="x"></b> word', 'een <b v-html="x">woord</b>', "in the English text <b v-html=x> holds no words"),
        (
            'a <b v-for="x in y">{{ x }}</b> word',
            'een {{ x }} <b v-for="x in y">woord</b>',
            "in the English text {{ x }} stands in <b v-for=x in y>",
        ),
    ],
)
def test_a_tag_of_vue_in_another_place_is_refused_by_name(english: str, text: str, reason: str) -> None:
    assert why(english, text, profile.DIALECT) == reason


@pytest.mark.parametrize(
    ("english", "text", "reason"),
    [
        (
            "a {#if x}one{:else}two{/if}",
            "een {:else}{#if x}twee{/if}",
            "in the English text {/if} ends {:else}",
        ),
        (
            "a {#if x}<b>one</b>{/if}",
            "een <b>{#if x}een</b>{/if}",
            "in the English text <b> stands in {#if x}",
        ),
        (
            "a {#each xs as x}{x} word{/each}",
            "een {x} {#each xs as x}woord{/each}",
            "in the English text {x} stands in {#each xs as x}",
        ),
    ],
)
def test_a_block_of_svelte_in_another_place_is_refused_by_name(english: str, text: str, reason: str) -> None:
    assert why(english, text, sveltekit.DIALECT) == reason


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ('a <b v-if="x">one</b><i v-else>two</i> word', 'woord <b v-if="x">een</b> <i v-else>twee</i> b'),
        ('a <b v-if="x">one</b><i v-else>two</i>', '<b v-if="x">een *en* een</b><i v-else>twee</i> a'),
        (
            'a <Foo><b>one</b></Foo> word <a title="issue #5">it {{ x }}</a>',
            "{{ x }} <a title='issue #5'>dat</a> <Foo>de <b>een</b></Foo>",
        ),
        ("a {{ x }} <Foo>one</Foo> <Bar /> word", "een <Bar /> woord {{ x }} <Foo>een</Foo>"),
    ],
)
def test_what_means_the_same_elsewhere_may_be_moved(english: str, text: str) -> None:
    assert why(english, text, profile.DIALECT) == ""


def test_a_text_that_begins_with_a_block_of_svelte_stays_in_its_paragraph() -> None:
    made = assembled(read("a {#if x}one{/if}\n", sveltekit.DIALECT), lambda _: "{#if x}een{/if} a")

    assert made.data.decode() == "&#32;{#if x}een{/if} a\n"
