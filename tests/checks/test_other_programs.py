"""The optional checks, which other programs make."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from helpers.checking import found

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.model import Term

HUNSPELL = """\
#!/bin/sh
case " $* " in
*" -d nl "*) grep -v -x -e Lees -e de -e gids || true ;;
*) echo "Can't open affix or dictionary files for dictionary named \\"$4\\"." >&2; exit 1 ;;
esac
"""
"""Stands for hunspell 1.7 with a dictionary of three words: `-l` prints unknown words, and without a dictionary it
ends with code 1."""


@pytest.fixture
def hunspell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hunspell"
    program.write_text(HUNSPELL, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


def test_pofilter_says_which_of_its_tests_fails() -> None:
    assert [flaw.text.partition(":")[0] for flaw in found("pofilter", "Press (K)", "Druk op K")] == ["brackets"]
    assert found("pofilter", "Press (K)", "Druk op (K)") == []


@pytest.mark.usefixtures("hunspell")
def test_a_word_that_the_dictionary_lacks_is_marked() -> None:
    text = "Lees de `gidz` gidss."

    assert [text[flaw.start : flaw.end] for flaw in found("spelling", "Read the guide.", text)] == ["gidss"]


@pytest.mark.usefixtures("hunspell")
def test_words_of_the_source_text_and_of_the_glossary_are_known() -> None:
    terms = (Term("guide", "gidss"),)

    assert found("spelling", "Read the guide of Poedit.", "Lees de gidss Poedit.", terms=terms) == []


@pytest.mark.usefixtures("hunspell")
def test_a_language_without_a_dictionary_is_an_error() -> None:
    with pytest.raises(SettingsError, match="hunspell has no dictionary of fy"):
        found("spelling", "Read.", "Lês.", "fy")


def test_without_hunspell_an_error_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SettingsError, match="needs the program hunspell"):
        found("spelling", "Read.", "Lees.")
