"""What the checks find is counted by page and language, and the report leads to it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from helpers.projects import KEEP, po_path, project, put, run

PAGE = "A loaf costs 3 euros.\n\nRead [the plan](https://example.org).\n"
FAULTY = 'euros."\nmsgstr "Een brood kost 30 euro."'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A project of two languages and two pages; one translation has another number than its source text."""
    settings = KEEP.replace('["nl"]', '["nl", "de"]')
    run(project(tmp_path, {"news.md": PAGE, "more/index.md": "# More\n"}, settings), "update")
    path = po_path(tmp_path, "news")
    put(path, path.read_text(encoding="utf-8").replace('euros."\nmsgstr ""', FAULTY))
    return tmp_path


def figures(site: Path) -> dict[tuple[str, str], object]:
    data = json.loads(run(site, "status", "--format", "json").out)
    pages = {(one["locale"], page["page"]): page["findings"] for one in data["locales"] for page in one["pages"]}
    return {**pages, **{(one["locale"], ""): one["findings"] for one in data["locales"]}}


WARNING = {"errors": 0, "warnings": 1, "infos": 0}
NOTHING = {"errors": 0, "warnings": 0, "infos": 0}


def test_findings_are_counted_by_page_and_by_language(site: Path) -> None:
    assert figures(site) == {
        ("nl", ""): WARNING,
        ("nl", "news.md"): WARNING,
        ("nl", "more/index.md"): NOTHING,
        ("de", ""): NOTHING,
        ("de", "news.md"): NOTHING,
        ("de", "more/index.md"): NOTHING,
    }


def test_they_are_the_same_whether_or_not_the_checks_ran_before(site: Path) -> None:
    before = figures(site)
    run(site, "check")

    assert before == figures(site)


def test_a_mended_translation_is_counted_no_more(site: Path) -> None:
    figures(site)
    path = po_path(site, "news")
    put(path, path.read_text(encoding="utf-8").replace("30 euro", "3 euro"))

    assert figures(site)["nl", ""] == NOTHING


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_a_finding_belongs_to_its_page_in_every_layout(tmp_path: Path, layout: str) -> None:
    pages = {"news.md": PAGE, "b.md": "# B\n"}
    root = project(tmp_path, pages, f'layout = "{layout}"\n{KEEP}')
    run(root, "update")
    for path in (root / "locales").rglob("*.po"):
        put(path, path.read_text(encoding="utf-8").replace('euros."\nmsgstr ""', FAULTY))

    assert (figures(root)["nl", "news.md"], figures(root)["nl", "b.md"]) == (WARNING, NOTHING)


def test_checks_that_the_settings_leave_out_are_not_counted(site: Path) -> None:
    settings = (site / "i18n.toml").read_text(encoding="utf-8")
    put(site / "i18n.toml", f'{settings}[[check.ignore]]\nchecks = ["numbers"]\n')

    assert figures(site)["nl", ""] == NOTHING


def test_of_a_catalogue_that_cannot_be_read_nothing_is_said(site: Path) -> None:
    put(po_path(site, "news"), 'msgid "a\n')
    outcome = run(site, "status", "--format", "json")

    assert outcome.code == 1
    assert json.loads(outcome.out)["locales"][0]["findings"] is None


@pytest.mark.parametrize(("form", "by"), [("text", "page"), ("markdown", "locale"), ("markdown", "page")])
def test_a_table_has_a_column_for_findings_only_if_there_are_some(site: Path, form: str, by: str) -> None:
    with_some = run(site, "status", "--format", form, "--by", by).out
    path = po_path(site, "news")
    put(path, path.read_text(encoding="utf-8").replace("30 euro", "3 euro"))
    without = run(site, "status", "--format", form, "--by", by).out

    assert "findings" in with_some
    assert "0/1/0" in with_some
    assert "findings" not in without.lower()


def test_at_a_terminal_a_language_has_a_line_for_its_findings(site: Path) -> None:
    found = run(site, "status").out

    assert "check nl: 1 warning\n" in found
    assert "check de" not in found


def test_a_spreadsheet_always_has_the_columns(site: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(site, "status", "--format", "csv").out)))

    assert [(row["errors"], row["warnings"]) for row in rows if row["page"] == "news.md"] == [("0", "1"), ("0", "0")]


def test_the_web_page_leads_from_the_language_to_the_finding(site: Path) -> None:
    run(site, "status", "--format", "html", "--output", "report")
    language = (site / "report" / "nl.html").read_text(encoding="utf-8")
    [page] = (site / "report").rglob("*news*.html")
    address = page.relative_to(site / "report").as_posix()

    assert f'<a href="{address}#nl--findings">0/1/0</a>' in language
    assert 'id="nl--findings"' in page.read_text(encoding="utf-8")
    assert "<strong>Warning:</strong> the translation has other numbers" in page.read_text(encoding="utf-8")


def test_the_web_page_is_written_anew_when_only_the_findings_change(site: Path) -> None:
    run(site, "status", "--format", "html", "--output", "report")
    settings = (site / "i18n.toml").read_text(encoding="utf-8")
    put(site / "i18n.toml", f'{settings}[[check.ignore]]\nchecks = ["numbers"]\n')
    run(site, "status", "--format", "html", "--output", "report")
    [page] = (site / "report").rglob("*news*.html")

    assert "the translation has other numbers" not in page.read_text(encoding="utf-8")
