"""`status` as a person runs it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from helpers.projects import KEEP, page_path, po_path, project, put, run, states, translate, tree

from i18n_pipeline.commands.status import report_files

PAGES = {
    "one.md": "# Ring the bell\n\nCome on Monday, please.\n",
    "how/two.md": "Leave it at the door.\n\nBring bread.\n",
}
DUTCH = {
    "Ring the bell": "Luid de klok",
    "Come on Monday, please.": "Kom op maandag.",
    "Bring bread.": "Neem brood mee.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project(tmp_path, PAGES, KEEP.replace('["nl"]', '["nl", "ar"]'))
    run(tmp_path, "update")
    translate(tmp_path, DUTCH)
    return tmp_path


def in_git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)


def test_a_language_has_a_line_and_what_to_do_next(root: Path) -> None:
    outcome = run(root, "status")

    assert outcome.code == 0
    [dutch] = [line for line in outcome.out.splitlines() if line.startswith("nl")]
    assert " ".join(dutch.split()) == "nl Dutch · Nederlands 64.2 % 0.0 % 0.0 % 35.7 % 1/1/0 0 14 · 4"
    assert "30 days" not in outcome.out  # nothing is known of then
    assert "next nl: 5 words to translate in how/two.md" in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 100


def test_it_writes_nothing_but_what_it_keeps_for_itself(root: Path) -> None:
    before = tree(root, ".")
    run(root, "status", "--format", "json")

    own = {name for name in {*tree(root, "."), *before} if ".i18n-cache" in name}
    assert tree(root, ".").keys() - own == before.keys() - own
    assert not page_path(root).exists()


@pytest.mark.parametrize(("form", "by"), [("text", "page"), ("markdown", "folder"), ("csv", "locale")])
def test_every_format_can_be_by_locale_folder_and_page(root: Path, form: str, by: str) -> None:
    assert run(root, "status", "--format", form, "--by", by, "--sort", "to-do").code == 0


def test_it_is_narrowed_to_a_locale_and_to_pages(root: Path) -> None:
    report = json.loads(run(root, "status", "-l", "nl", "--format", "json", "how").out)

    assert [locale["locale"] for locale in report["locales"]] == ["nl"]
    assert [page["page"] for page in report["locales"][0]["pages"]] == ["how/two.md"]


def test_a_table_is_a_line_for_each_page_in_each_locale(root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(root, "status", "--format", "csv").out)))

    assert len(rows) == 4


def test_a_report_can_go_into_a_file(root: Path) -> None:
    outcome = run(root, "status", "--format", "markdown", "--output", "reports/status.md")

    assert outcome.out == ""
    assert (root / "reports" / "status.md").read_text(encoding="utf-8") == run(
        root, "status", "--format", "markdown"
    ).out


def test_badges_are_a_picture_and_a_file_for_shields_for_each_language_and_for_all(root: Path) -> None:
    outcome = run(root, "status", "--format", "badge", "--output", "badges")

    assert {path.name for path in (root / "badges").iterdir()} == {
        f"{name}.{kind}" for name in ("all", "nl", "ar") for kind in ("svg", "json")
    }
    assert "6 files" in outcome.out
    ET.parse(root / "badges" / "nl.svg")  # noqa: S314 - we made it
    assert json.loads((root / "badges" / "nl.json").read_text(encoding="utf-8"))["message"] == "64.2 % reviewed"


def test_a_website_has_a_page_for_each_language_and_each_page(root: Path) -> None:
    outcome = run(root, "status", "--format", "html", "--output", "site")
    names = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*.html")}

    assert outcome.code == 0
    assert {"index.html", "nl.html", "ar.html", "pages/one.md.html", "pages/how/two.md.html"} <= names
    assert "Luid de klok" in (root / "site" / "pages" / "one.md.html").read_text(encoding="utf-8")
    before = tree(root, "site")
    run(root, "status", "--format", "html", "--output", "site", "-j", "2")
    assert tree(root, "site") == before


def test_stale_messages_are_shown_with_what_changed(root: Path) -> None:
    put(root / "source" / "one.md", PAGES["one.md"].replace("Monday", "Tuesday"))
    run(root, "update")
    outcome = run(root, "status", "--stale", "-l", "nl")

    assert states(po_path(root, "one"))["Come on Tuesday, please."] == "stale"
    assert "Come on [-Monday-]{+Tuesday+}, please." in outcome.out
    assert "Kom op maandag." in outcome.out


def test_a_gate_is_passed_or_not(root: Path) -> None:
    assert run(root, "status", "--min-reviewed", "64", "-l", "nl").code == 0
    outcome = run(root, "status", "--min-reviewed", "65")

    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "nl: 64.2 % reviewed, less than 65 %",
        "ar: 0.0 % reviewed, less than 65 %",
    ]


def test_a_branch_is_told_as_what_it_changes(root: Path) -> None:
    in_git(root, "init", "-q", "-b", "main")
    in_git(root, "add", "-A")
    in_git(root, "commit", "-qm", "a")
    assert "no change" in run(root, "status", "--diff", "main").out.lower()
    translate(root, {"Leave it at the door.": "Laat het bij de deur."})
    out = run(root, "status", "--diff", "main", "-l", "nl").out

    assert "64.2" in out
    assert "100.0" in out
    assert "how/two.md" in out
    assert "one.md" not in out


@pytest.mark.parametrize(
    "words",
    [["--stale", "--history"], ["--history", "--diff", "x"], ["--format", "html"], ["--stale", "--format", "csv"]],
)
def test_what_cannot_go_together_is_refused(root: Path, words: list[str]) -> None:
    assert run(root, "status", *words).code == 2


def test_an_address_that_is_none_is_refused(root: Path) -> None:
    put(root / "i18n.toml", f'{KEEP}[status]\nfile_url = "javascript:{{file}}"\n')
    outcome = run(root, "status")

    assert outcome.code == 2
    assert "'status.file_url' must be an address that begins with https:// and has {file} in it" in outcome.err


def test_a_catalogue_that_cannot_be_read_is_told_and_the_rest_is_counted(root: Path) -> None:
    put(po_path(root, "one"), 'msgid "\n')
    outcome = run(root, "status", "--format", "json", "-l", "nl")

    assert outcome.code == 1
    assert "locales/nl/LC_MESSAGES/one.po:1" in outcome.err
    assert [page["page"] for page in json.loads(outcome.out)["locales"][0]["pages"]] == ["how/two.md"]


# --- where it is written -------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_link_is_followed_and_a_pipe_is_written_to(root: Path) -> None:
    (root / "link.md").symlink_to("real.md")
    run(root, "status", "--format", "markdown", "--output", "link.md")
    assert (root / "link.md").is_symlink()
    text = (root / "real.md").read_bytes()

    os.mkfifo(root / "pipe")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((root / "pipe").read_bytes)
        run(root, "status", "--format", "markdown", "--output", "pipe")
        assert read.result(timeout=60) == text
    assert (root / "pipe").is_fifo()


def test_quiet_prints_no_table(root: Path) -> None:
    outcome = run(root, "status", "--quiet", "--min-reviewed", "64.5", "-l", "nl")

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "nl: 64.2 % reviewed, less than 64.5 %\n"


def test_a_website_of_somebody_else_is_left_alone(root: Path) -> None:
    put(root / "docs" / "index.html", "<h1>My site</h1>")
    outcome = run(root, "status", "--format", "html", "--output", "docs")

    assert outcome.code == 2
    assert "is not a page of this report; name another folder, or delete it" in outcome.err
    assert tree(root, "docs") == {"docs/index.html": b"<h1>My site</h1>"}


def test_a_website_drops_pages_that_are_gone(root: Path) -> None:
    run(root, "status", "--format", "html", "--output", "site")
    put(root / "site" / "mine.html", "<p>mine</p>")
    (root / "source" / "one.md").unlink()
    run(root, "status", "--format", "html", "--output", "site")
    names = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}

    ours = {"index.html", "nl.html", "ar.html", "pages/how/two.md.html", ".nojekyll"}
    assert names == {*ours, "mine.html", report_files.LIST}
    assert (root / "site" / report_files.LIST).read_text().split() == sorted(ours)


def test_a_website_leaves_the_report_of_another_project_in_a_folder_below_alone(root: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "other", {"theirs.md": "Their words\n"})
    run(other, "status", "--format", "html", "--output", str(root / "site" / "other"))
    run(other, "status", "--format", "html", "--output", str(root / "site" / "pages"))
    before = tree(root, "site")
    for _ in range(2):
        run(root, "status", "--format", "html", "--output", "site")
        (root / "source" / "one.md").unlink(missing_ok=True)

    assert before.items() <= tree(root, "site").items()
    assert "site/pages/one.md.html" not in tree(root, "site")


def test_a_part_of_a_website_drops_nothing_and_a_whole_one_after_it_does(root: Path) -> None:
    words = ["status", "--format", "html", "--output", "site"]
    run(root, *words)
    (root / "source" / "one.md").unlink()
    run(root, *words, "-l", "nl")
    assert "site/pages/one.md.html" in tree(root, "site")

    run(root, *words)
    assert "site/pages/one.md.html" not in tree(root, "site")
    assert "site/ar.html" in tree(root, "site")


@pytest.mark.parametrize(
    "name", ["../victim.html", "/{root}/victim.html", "link/victim.html", "link.html", "./mine.txt"]
)
def test_a_list_that_somebody_wrote_removes_nothing_but_pages_of_the_report(root: Path, name: str) -> None:
    run(root, "status", "--format", "html", "--output", "site")
    page = (root / "site" / "index.html").read_bytes()
    put(root / "victim.html", page)
    put(root / "away" / "victim.html", page)
    put(root / "site" / "mine.txt", "mine")
    (root / "site" / "link").symlink_to(root / "away")
    (root / "site" / "link.html").symlink_to(root / "victim.html")
    put(root / "site" / report_files.LIST, name.format(root=root) + "\n")
    before = tree(root, "site", "away") | {"victim": (root / "victim.html").read_bytes()}
    del before[f"site/{report_files.LIST}"]
    outcome = run(root, "status", "--format", "html", "--output", "site")

    assert outcome.code == 0
    assert before.items() <= (tree(root, "site", "away") | {"victim": (root / "victim.html").read_bytes()}).items()


@pytest.mark.parametrize(
    ("form", "name"), [("html", "pages/one.md.html"), ("html", "index.html"), ("badge", "all.svg")]
)
def test_a_report_is_not_written_through_a_link_out_of_its_folder(root: Path, form: str, name: str) -> None:
    put(root / "victim", "mine")
    put(root / "site" / name, "")
    (root / "site" / name).unlink()
    (root / "site" / name).symlink_to(root / "victim")
    outcome = run(root, "status", "--format", form, "--output", "site")

    assert outcome.code in {2, 3}
    assert name in outcome.err
    assert (root / "victim").read_text() == "mine"


def test_a_page_of_the_website_is_written_only_when_it_says_something_new(root: Path) -> None:
    words = ["status", "--format", "html", "--output", "site"]
    run(root, *words)
    pages = {name: root / "site" / "pages" / f"{name}.html" for name in PAGES}
    before = {name: path.stat().st_mtime_ns for name, path in pages.items()}
    in_git(root, "init", "-q", "-b", "main")
    in_git(root, "add", "-A")
    in_git(root, "commit", "-qm", "a")
    path = po_path(root, "one")
    put(path, path.read_text().replace("Kom op maandag.", "Kom maandag."))
    run(root, *words)

    assert [name for name, page in pages.items() if page.stat().st_mtime_ns != before[name]] == ["one.md"]
    assert "Kom maandag." in pages["one.md"].read_text(encoding="utf-8")
    index = (root / "site" / "index.html").read_text(encoding="utf-8")
    put(root / "i18n.toml", (root / "i18n.toml").read_text() + '[status]\nfile_url = "https://example.org/{file}"\n')
    run(root, *words)
    assert "https://example.org/locales" in pages["how/two.md"].read_text(encoding="utf-8")
    assert "Revision" in index


def test_a_folder_that_is_a_file_is_refused(root: Path) -> None:
    put(root / "badges", "a file")
    outcome = run(root, "status", "--format", "badge", "--output", "badges")

    assert outcome.code == 2
    assert "is a file; badge writes several, so name a folder" in outcome.err


def test_what_nobody_can_read_is_told_without_a_traceback(root: Path) -> None:
    (root / "source" / "gone.md").symlink_to("nowhere")
    outcome = run(root, "status", "-l", "nl")

    assert outcome.code == 1
    assert "error: source/gone.md: a link to nowhere, which does not exist" in outcome.err
    assert "14 · 4" in outcome.out


def test_a_cache_that_is_a_link_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    shutil.rmtree(root / ".i18n-cache")
    (root / ".i18n-cache").symlink_to(outside)

    assert run(root, "status").code == 0
    assert list(outside.iterdir()) == []
