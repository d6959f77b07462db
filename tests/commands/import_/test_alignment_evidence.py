# ruff: noqa: RUF001 - texts in other scripts
"""What speaks for a pair besides likeness: names in other scripts, ids, what follows a heading, a place of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.assembling import read
from helpers.published import aligned, steps

from i18n_pipeline.markdown.aligning.align import Alignment, align
from i18n_pipeline.markdown.aligning.evidence import WORD, passages
from i18n_pipeline.markdown.aligning.kept_names import named
from i18n_pipeline.markdown.aligning.likeness import Likeness
from i18n_pipeline.profiles.docusaurus import DIALECT as DOCUSAURUS


def texts(source: str, target: str, found: Alignment | None = None) -> Iterator[tuple[str, str]]:
    """The pairs of texts."""
    ours, theirs = steps(source), steps(target)
    for pair in (found or aligned(source, target)).pairs:
        if ours[pair.source[0]].segment >= 0:
            yield " + ".join(ours[i].text for i in pair.source), " + ".join(theirs[j].text for j in pair.target)


# --- words and names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("OAuth2は認可", ["OAuth2", "は", "認", "可"]),
        ("使用Docker和K8s", ["使", "用", "Docker", "和", "K8s"]),
        ("OAuth2는 좋다", ["OAuth2", "는", "좋", "다"]),
        ("ใช้OAuth2กับ", ["ใช้", "OAuth2", "กับ"]),
        ("والـAPI هنا", ["والـ", "API", "هنا"]),
        ("ה-API שלנו", ["ה", "API", "שלנו"]),
        ("हिन्दी में API", ["हिन्दी", "में", "API"]),
        ("Приветworld", ["Привет", "world"]),
        ("c’est l'été naïf", ["c’est", "l'été", "naïf"]),
    ],
)
def test_latin_letters_and_those_of_another_script_are_two_words(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


@pytest.mark.parametrize(
    "text", ["dockerはコンテナを動かす。", "docker는 컨테이너를 실행", "dockerรันคอนเทนเนอร์", "يشغل docker الحاويات"]
)
def test_a_latin_word_in_another_script_is_a_name_whatever_its_case(text: str) -> None:
    source, target = named(steps("Containers run in docker.\n"), steps(text + "\n"))
    name, other = (
        Likeness(source, target, {}).of(one, target[0]) for one in (source[0], steps("Nothing runs there.\n")[0])
    )

    assert source[0].names & target[0].names == {"docker"}
    assert name > other


def test_a_name_at_the_start_of_a_sentence_is_known_by_its_capitals_and_digits() -> None:
    assert [passage.names for passage in steps("OAuth2 is here.\n\nThe end.\n\nHTTP says no.\n")] == [
        {"oauth2"},
        set(),
        {"http"},
    ]


# --- front matter ------------------------------------------------------------------------------------


def test_front_matter_goes_by_its_keys_whatever_it_says() -> None:
    source = "---\ntitle: API 3 of 2021\ndescription: A\n---\n\nText.\n"
    target = f"---\ndescription: {LONG}\ntitle: Iets heel anders\n---\n\nTekst.\n"

    assert dict(texts(source, target)) == {
        "API 3 of 2021": "Iets heel anders",
        "A": LONG,
        "Text.": "Tekst.",
    }


def test_nothing_of_quite_another_page_is_taken_though_its_front_matter_has_the_same_keys() -> None:
    source = "---\ntitle: Kings\n---\n\n" + "".join(f"See `a{n}` at [x](/a{n}).\n\n" for n in range(8))
    target = "---\ntitle: Konijnen\n---\n\n" + "".join(
        f"- Alles over {n} konijnen en hun holen.\n" for n in range(20, 28)
    )
    found = aligned(source, target)

    assert list(texts(source, target)) == []
    assert [(pair.source, pair.target) for pair in found.unsure] == [((0,), (0,))]


# --- texts that stand alone --------------------------------------------------------------------------

AROUND = "## [A](/a) heading of 2021\n\n{}\n\nSee [there](/there) for 2023.\n"
LONG = "It is the case, as everybody knows by now."
SHORT = "本当にそうです。"
"""A translation so short that its length speaks against it."""


@pytest.mark.parametrize("mark", ["", "> ", "- ", "### ", "1. ", "> - "])
def test_a_text_alone_opposite_one_of_its_kind_between_sure_neighbours_is_its_pair(mark: str) -> None:
    found = aligned(AROUND.format(mark + LONG), AROUND.format(mark + SHORT))

    assert (found.missing, found.extra) == ((), ())


def test_a_text_that_only_its_place_speaks_for_is_told_apart() -> None:
    found = aligned(AROUND.format(LONG), AROUND.format(SHORT))

    assert [(pair.source, pair.target) for pair in found.alone] == [((1,), (1,))]


@pytest.mark.parametrize("other", ["> " + SHORT, "- " + SHORT, SHORT + "`x` [y](/z) 17 `w`"])
def test_a_text_of_another_kind_or_with_other_marks_is_not_its_pair(other: str) -> None:
    found = aligned(AROUND.format(LONG), AROUND.format(other))

    assert 1 in found.missing


# --- pages that differ much --------------------------------------------------------------------------


def test_a_page_of_which_less_than_half_goes_together_keeps_what_does() -> None:
    same = "".join(f"Call `f{n}` to do what has to be done.\n\nThen wait a while.\n\n" for n in range(6))
    gone = "".join(f"This was here about `old{n}` and its [way](/old{n}).\n\n" for n in range(15))
    come = "".join(f"- Это новое про `new{n}` и [путь](/new{n}), {n + 70} слов.\n" for n in range(15))
    told = "".join(f"Вызовите `f{n}`, чтобы сделать то, что надо.\n\nПотом подождите.\n\n" for n in range(6))

    assert len(list(texts(same + gone, told + come))) == 12


# --- ids ---------------------------------------------------------------------------------------------


def headings(source: str, target: str) -> dict[str, str]:
    ours, theirs = (passages(read(page, DOCUSAURUS)) for page in (source, target))
    return {
        ours[pair.source[0]].text: theirs[pair.target[0]].text
        for pair in align(ours, theirs, {}).pairs
        if ours[pair.source[0]].kind == "heading"
    }


def test_a_heading_that_names_the_english_id_is_the_translation() -> None:
    source = "# Title\n\n## First things\n\n## Second things\n\n## Third things\n"
    target = "# 題\n\n## 三 {#third-things}\n\n## 一 {#first-things}\n"

    assert headings(source, target).get("Third things", "三") == "三"
    assert headings(source, "# 題\n\n## 三 {#third-things}\n") == {"Title": "題", "Third things": "三"}


def test_ids_that_are_numbered_by_position_say_nothing() -> None:
    source = "## Cats {#section-1}\n\nAbout `cat`.\n\n## Dogs {#section-2}\n\nAbout `dog`.\n"
    target = "## Honden {#section-1}\n\nOver `dog`.\n\n## Katten {#section-2}\n\nOver `cat`.\n"

    assert headings(source, target) == {"Cats": "Katten", "Dogs": "Honden"}


# --- a heading and what follows it -------------------------------------------------------------------


def test_headings_of_a_list_that_was_sorted_anew_go_with_the_texts_below_them() -> None:
    words = [("Apple", "Zoete appel"), ("Bread", "Brood"), ("Cheese", "Kaas"), ("Door", "Aap van een deur")]
    source = "".join(f"## {one}\n\nSomething about `{one}` and its [place](/{one}).\n\n" for one, _ in words)
    resorted = sorted(words, key=lambda pair: pair[1])
    target = "".join(f"## {other}\n\nIets over `{one}` en zijn [plaats](/{one}).\n\n" for one, other in resorted)
    found = dict(texts(source, target))

    assert {one: found.get(one, other) for one, other in words} == dict(words)
    assert sum(one in found for one, _ in words) == len(words)


# --- joining -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        "> {}\n\n{}\n",
        "{}\n\n> {}\n",
        "- {}\n\n{}\n",
        "> {}\n\n<!-- -->\n\n> {}\n",
        "- {}\n\n1. {}\n",
        ":::note\n\n{}\n\n:::\n\n{}\n",
    ],
)
def test_blocks_of_different_kinds_are_never_joined_to_one_text(between: str) -> None:
    first, second = "We ask for a pause in 2023.", "Then we go home to `sleep` well."
    source = f"# T `t`\n\n{between.format(first, second)}\nEnd of [it](/it).\n"
    both = "We vragen in 2023 om een pauze, en daarna gaan we naar huis om goed te `sleep`."
    target = f"# T `t`\n\n{both}\n\nEinde [ervan](/it).\n"
    ours, theirs = (passages(read(page, DOCUSAURUS)) for page in (source, target))

    assert all(len(pair.source) == len(pair.target) == 1 for pair in align(ours, theirs, {}).pairs)
