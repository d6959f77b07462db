"""What every check has, and which of them run."""

from __future__ import annotations

from pathlib import Path

import pytest

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check
from i18n_pipeline.errors import SettingsError

OWN = '''
"""Checks of a site."""
from i18n_pipeline.checks import Flaw, one_by_one
from i18n_pipeline.findings import Severity


@one_by_one("{name}", Severity.ERROR, "say it otherwise")
def shout(one):
    """A text in capitals.

    Bad: LEES
    Good: Lees
    """
    if one.text.isupper():
        yield Flaw("it shouts", 0, len(one.text))


CHECKS = (shout,)
'''


@pytest.mark.parametrize("check", registry.every(), ids=lambda check: check.id)
def test_each_says_what_it_finds_with_an_example(check: Check) -> None:
    assert check.says.endswith(".")
    assert check.example("Bad")
    assert check.example("Good")


def test_no_two_have_one_id() -> None:
    assert len(set(registry.ids())) == len(registry.ids())


def test_the_beginning_of_ids_selects_a_family() -> None:
    assert {one.id for one in registry.chosen((), ["md"])} == {one for one in registry.ids() if one.startswith("md-")}
    assert [one.id for one in registry.chosen((), ["numbers"])] == ["numbers"]
    assert "numbers" not in {one.id for one in registry.chosen((), (), ["numbers"])}


def test_those_that_need_a_program_run_only_if_they_are_selected() -> None:
    assert {"pofilter", "spelling"}.isdisjoint(one.id for one in registry.chosen(()))
    assert [one.id for one in registry.chosen((), ["spelling"])] == ["spelling"]


def test_an_unknown_id_is_an_error_that_names_a_near_one() -> None:
    with pytest.raises(SettingsError) as raised:
        registry.chosen((), ["nubmers"])

    assert "there is no check 'nubmers'" in str(raised.value)
    assert "numbers" in raised.value.advice


def test_a_module_of_a_site_has_checks_whose_ids_begin_with_x(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "tools_of_a_site"
    folder.mkdir()
    (folder / "good.py").write_text(OWN.format(name="x-shout"), encoding="utf-8")
    (folder / "bad.py").write_text(OWN.format(name="shout"), encoding="utf-8")

    assert "x-shout" in registry.ids(("tools_of_a_site.good",))
    with pytest.raises(SettingsError, match="does not begin with 'x-'"):
        registry.every(("tools_of_a_site.bad",))
