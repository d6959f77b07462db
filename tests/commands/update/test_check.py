"""`update --check` says whether the catalogues are current, and writes nothing."""

from __future__ import annotations

from pathlib import Path

from helpers.projects import po_path, project, put, run


def files(root: Path) -> dict[str, bytes]:
    """The files of a project, without the cache."""
    found = (path for path in root.rglob("*") if path.is_file() and ".i18n-cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_a_missing_catalogue_is_told_and_not_written(tmp_path: Path) -> None:
    project(tmp_path, {"news.md": "# News\n"})
    before = files(tmp_path)
    outcome = run(tmp_path, "update", "--check")

    assert outcome.code == 1
    assert "Not up to date: run `i18n-pipeline update`" in outcome.err
    assert before == files(tmp_path)


def test_current_catalogues_end_well_whatever_is_untranslated(tmp_path: Path) -> None:
    run(project(tmp_path, {"news.md": "# News\n"}), "update")

    assert run(tmp_path, "update", "--check").code == 0


def test_a_changed_page_is_told_though_its_localised_page_is_current(tmp_path: Path) -> None:
    run(project(tmp_path, {"news.md": "# News\n"}), "update")
    put(tmp_path / "source" / "news.md", "# Other news\n")
    outcome = run(tmp_path, "update", "--check")

    assert (outcome.code, "Other news" in po_path(tmp_path, "news").read_text(encoding="utf-8")) == (1, False)


def test_a_renamed_page_is_told(tmp_path: Path) -> None:
    run(project(tmp_path, {"news.md": "# News\n"}), "update")
    (tmp_path / "source" / "news.md").rename(tmp_path / "source" / "old.md")

    assert run(tmp_path, "update", "--check").code == 1
    assert po_path(tmp_path, "news").exists()


def test_a_missing_localised_page_is_no_matter_of_update(tmp_path: Path) -> None:
    run(project(tmp_path, {"news.md": "# News\n"}), "update")

    assert not (tmp_path / "localised").exists()
    assert run(tmp_path, "update", "--check", "--quiet").out == ""
