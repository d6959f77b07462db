"""Where the findings of `check` go, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.projects import Outcome, po_path, project, put, run

PAGE = "Read [the plan](https://example.org).\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A project with one reviewed translation that is refused for its missing link."""
    run(project(tmp_path, {"news.md": PAGE}), "update")
    path = po_path(tmp_path, "news")
    put(path, path.read_text(encoding="utf-8").replace('[1]."\nmsgstr ""', '[1]."\nmsgstr "Lees het plan."'))
    return tmp_path


def check(site: Path, *words: str) -> Outcome:
    return run(site, "check", *words)


@pytest.mark.parametrize(("least", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_every_severity_may_be_the_least_that_fails(site: Path, least: str, code: int) -> None:
    assert code == check(site, "--fail-on", least).code


def test_colours_are_for_terminals_and_for_whoever_forces_them(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = check(site).out
    monkeypatch.setenv("FORCE_COLOR", "1")

    assert "\x1b[" not in plain
    assert "\x1b[1;31merror:\x1b[0m" in check(site).out


def test_a_file_has_no_colours(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    check(site, "--output", "found.txt")

    assert b"\x1b" not in (site / "found.txt").read_bytes()


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_other_formats_go_to_standard_output_alone(site: Path, form: str) -> None:
    assert json.loads(check(site, "--format", form).out)


def test_the_summary_of_a_step_is_added_to_what_it_has(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site / "summary.md", "Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(site / "summary.md"))
    check(site, "--format", "github")
    text = (site / "summary.md").read_text(encoding="utf-8")

    assert text.startswith("Before\n### i18n-pipeline check: 1 error")
    assert "| error |" in text


def test_a_full_summary_of_a_step_grows_no_larger_than_github_allows(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site / "summary.md", "x" * (1024 * 1024 - 300))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(site / "summary.md"))
    check(site, "--format", "github")

    assert (site / "summary.md").stat().st_size <= 1024 * 1024


def test_other_formats_add_nothing_to_the_summary(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(site / "summary.md"))
    check(site)

    assert not (site / "summary.md").exists()


def test_a_report_may_go_to_a_file(site: Path) -> None:
    outcome = check(site, "--format", "sarif", "--output", str(site / "found.sarif"))

    assert (outcome.code, outcome.out) == (1, "")
    assert json.loads((site / "found.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
