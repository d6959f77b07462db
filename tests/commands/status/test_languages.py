from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline import language as tags
from i18n_pipeline.coverage import Language
from i18n_pipeline.language import TAG

NAMES = [
    ("nl", "Dutch", "Nederlands"),
    ("pt-BR", "Portuguese (Brazil)", "português (Brasil)"),
    ("pt_BR", "Portuguese (Brazil)", "português (Brasil)"),
    ("es-419", "Spanish (Latin America)", "español (Latinoamérica)"),
    ("zh-Hans", "Simplified Chinese", "简体中文"),
    ("zh-Hant-TW", "Traditional Chinese (Taiwan)", "繁體中文 (台灣)"),
    ("zh-TW", "Chinese (Taiwan)", "中文 (台灣)"),
    ("sr-Latn", "Serbian (Latin)", "srpski (latinica)"),
    ("sr@latin", "Serbian (Latin)", "srpski (latinica)"),
    ("ca@valencia", "Catalan (Valencian)", "català (valencià)"),
    ("ar", "Arabic", "العربية"),
    ("ja", "Japanese", "日本語"),
]
RIGHT_TO_LEFT = "ar ar-EG ar-chef fa he ur dv yi ps ckb ku-Arab pa-PK uz_Arab ks az-IR ff-Adlm"


def language(tag: str) -> Language:
    return Language(tag, *tags.names(tag), tags.direction(tag))


TAGS = st.from_regex(TAG, fullmatch=True)


@pytest.mark.parametrize(("tag", "english", "own"), NAMES)
def test_a_language_has_its_english_name_and_the_one_it_calls_itself(tag: str, english: str, own: str) -> None:
    found = language(tag)

    assert (tag, english, own) == (found.locale, found.english, found.own)


@pytest.mark.parametrize(
    ("tag", "english", "own"),
    [
        ("nds-x-foo", "Low German (x-foo)", "Neddersass\u2019sch (x-foo)"),
        ("sv-chef", "Swedish (chef)", "svenska (chef)"),
        ("tlh", "Klingon", "Klingon"),
        ("qaa", "qaa", "qaa"),
        ("qaa-NL", "qaa (Netherlands)", "qaa (Netherlands)"),
    ],
)
def test_what_has_no_name_stands_as_the_tag_has_it(tag: str, english: str, own: str) -> None:
    found = language(tag)

    assert (english, own) == (found.english, found.own)


@pytest.mark.parametrize("tag", RIGHT_TO_LEFT.split())
def test_a_language_runs_from_right_to_left_where_its_script_does(tag: str) -> None:
    assert language(tag).direction == "rtl"


@pytest.mark.parametrize("tag", ["nl", "ja", "ku", "pa", "uz", "az", "ff", "ar-Latn", "he-latn", "tlh", "qaa"])
def test_a_language_runs_from_left_to_right_where_its_script_does(tag: str) -> None:
    assert language(tag).direction == "ltr"


@given(TAGS)
def test_every_tag_that_the_settings_take_has_names_of_its_own(tag: str) -> None:
    found = language(tag)

    assert found.locale == tag
    assert found.english.strip()
    assert found.own.strip()
    assert found.direction in {"ltr", "rtl"}


@given(TAGS)
def test_the_case_and_the_marks_of_a_tag_change_no_direction(tag: str) -> None:
    assert language(tag).direction == language(tag.lower().replace("_", "-").replace("@", "-")).direction


def test_names_are_looked_up_only_when_they_are_asked_for() -> None:
    code = "import sys, i18n_pipeline.language; sys.exit('babel' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
