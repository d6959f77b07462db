"""Language tags: one reading of them for every spelling, and what CLDR knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline import language

SOURCE = Path(__file__).resolve().parents[1] / "src" / "i18n_pipeline"
TAGS = st.from_regex(language.TAG, fullmatch=True)


@pytest.mark.parametrize(
    ("tag", "parts", "script"),
    [
        ("nl", ["nl"], "Latn"),
        ("NL_be", ["nl", "be"], "Latn"),
        ("pt_BR", ["pt", "BR"], "Latn"),
        ("nl_BE.UTF-8", ["nl", "BE"], "Latn"),
        ("es-419", ["es", "419"], "Latn"),
        ("zh", ["zh"], "Hans"),
        ("zh-Hant-TW", ["zh", "Hant", "TW"], "Hant"),
        ("zh_tw", ["zh", "tw"], "Hant"),
        ("zh-HK", ["zh", "HK"], "Hant"),
        ("zh-Hans-HK", ["zh", "Hans", "HK"], "Hans"),
        ("zh-SG", ["zh", "SG"], "Hans"),
        ("sr", ["sr"], "Cyrl"),
        ("sr@latin", ["sr", "Latn"], "Latn"),
        ("sr-ME", ["sr", "ME"], "Latn"),
        ("pa-PK", ["pa", "PK"], "Arab"),
        ("ca@valencia", ["ca", "valencia"], "Latn"),
        ("de-1996", ["de", "1996"], "Latn"),
        ("sl-rozaj-biske", ["sl", "rozaj", "biske"], "Latn"),
        ("en-x-pirate", ["en", "x-pirate"], "Latn"),
        ("en_x_pirate", ["en", "x-pirate"], "Latn"),
        ("i-klingon", ["tlh"], ""),
        ("zh-min-nan", ["nan"], "Hans"),
        ("qaa", ["qaa"], ""),
    ],
)
def test_a_tag_is_read_in_every_spelling(tag: str, parts: list[str], script: str) -> None:
    assert parts == list(language.subtags(tag))
    assert script == language.script(tag)


@pytest.mark.parametrize("tag", ["nl", "pt-BR", "zh_Hans", "sr@latin", "es-419", "de-1996", "en-x-pirate", "ckb"])
def test_a_tag_is_a_tag(tag: str) -> None:
    assert language.is_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "n", "dutch", "../nl", "nl/x", "nl-", "-nl", "nl.UTF-8", "i-klingon", "en-x", "nl\n"]
)
def test_another_text_is_no_tag(tag: str) -> None:
    assert not language.is_tag(tag)


@pytest.mark.parametrize(
    ("tag", "wider"),
    [
        ("nl", ["nl"]),
        ("pt_BR", ["pt-br", "pt"]),
        ("zh-Hant-TW", ["zh-hant-tw", "zh-hant"]),
        ("en-x-pirate", ["en-x-pirate", "en-x", "en"]),
    ],
)
def test_a_tag_is_widened_to_its_language_but_not_to_another_script(tag: str, wider: list[str]) -> None:
    assert wider == list(language.wider(tag))


@pytest.mark.parametrize(
    ("tag", "wanted", "rank"),
    [
        ("uz-AF", "uz", None),
        ("sr-ME", "sr@latin", 2),
        ("zh", "zh-TW", 1),
        ("zh-HK", "zh-MO", 2),
        ("en-x-pirate", "en", 1),
        ("i-klingon", "tlh", 0),
    ],
)
def test_scripts_decide_whether_tags_match(tag: str, wanted: str, rank: int | None) -> None:
    assert rank == language.rank(tag, wanted)


@given(TAGS)
def test_both_spellings_of_a_tag_are_the_same(tag: str) -> None:
    others = [language.gettext(tag), language.bcp47(tag), tag.upper(), language.key(tag)]

    assert {language.base(tag)} == {language.base(other) for other in others}
    assert {language.key(tag)} == {language.key(other) for other in others}
    assert [language.rank(other, tag) for other in others] == [0] * 4


@given(st.text(max_size=12))
def test_any_text_has_a_base_and_a_script_or_none(text: str) -> None:
    assert language.base(text) == language.base(text.lower())
    assert language.script(text) == language.script(text).title()


def test_no_other_module_takes_a_tag_apart() -> None:
    taken = re.compile(
        r"""replace\(["']-["'], ["']_["']\)|replace\(["']_["'], ["']-["']\)|(?<!r)partition\(["']-["']\)"""
    )
    found = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if taken.search(path.read_text("utf-8"))
    }

    assert {"language.py", "plugins.py"} >= found
