"""The hooks for pre-commit pass and fail as they say, in a repository of somebody else."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.github import clean_environment
from helpers.projects import po_path, project, put, run

ROOT = Path(__file__).resolve().parents[1]
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
PAGE = "Read [the plan](https://example.org/plan).\n"
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="a hook is a script of a shell"),
    pytest.mark.usefixtures("warm_path"),
]


def ran(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A program that ran in a folder, with git as a person has it and this tool on the path."""
    environment = {
        **{name: value for name, value in clean_environment().items() if name != "CI"},
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        **variables,
    }
    return subprocess.run(words, cwd=folder, env=environment, check=False, capture_output=True, text=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with a project, up to date, all of it staged."""
    root = project(tmp_path / "site", {"news.md": PAGE})
    run(root, "update")
    ran(root, "git", "init", "-q")
    staged(root)
    return root


def staged(root: Path) -> None:
    ran(root, "git", "add", "-A")


def hook(root: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run one hook by pre-commit over what is staged, as from a local repository: nothing is installed.

    The program is the one on the path, and a script that of this checkout, in place of those that pre-commit fetches.
    """
    own = HOOKS[name]
    entry = shlex.join([str(ROOT / own["entry"])]) if own["language"] == "script" else own["entry"]
    settings = {"repos": [{"repo": "local", "hooks": [{**own, "entry": entry, "language": "system"}]}]}
    put(root / ".pre-commit-config.yaml", yaml.safe_dump(settings))
    staged(root)
    return ran(root, sys.executable, "-m", "pre_commit", "run", name, "--verbose")


def test_pre_commit_accepts_the_hooks() -> None:
    done = ran(ROOT, sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml")

    assert (done.returncode, done.stderr) == (0, "")


def test_the_guide_has_every_hook() -> None:
    guide = (ROOT / "source" / "how-to" / "check-in-ci.md").read_text(encoding="utf-8")

    assert [name for name in HOOKS if f"- id: {name}\n" not in guide or f"| `{name}` |" not in guide] == []


def test_scripts_of_hooks_may_be_run() -> None:
    scripts = [ROOT / one["entry"] for one in HOOKS.values() if one["language"] == "script"]

    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []


# --- check -------------------------------------------------------------------------------------------


def test_a_commit_with_a_faulty_translation_is_stopped_at_its_place(site: Path) -> None:
    path = po_path(site, "news")
    put(path, path.read_text(encoding="utf-8").replace('[1]."\nmsgstr ""', '[1]."\nmsgstr "Lees."'))
    done = hook(site, "i18n-pipeline-check")

    assert done.returncode == 1
    assert "locales/nl/LC_MESSAGES/news.po:" in done.stdout


def test_a_commit_with_good_translations_goes_on(site: Path) -> None:
    path = po_path(site, "news")
    good = '[1]."\nmsgstr "Lees [het plan][1]."'
    put(path, path.read_text(encoding="utf-8").replace('[1]."\nmsgstr ""', good))

    assert hook(site, "i18n-pipeline-check").returncode == 0


def test_a_commit_without_catalogues_is_not_checked(site: Path) -> None:
    ran(site, "git", "commit", "-q", "-m", "All")
    put(site / "README", "Something else.\n")

    assert "(no files to check)Skipped" in hook(site, "i18n-pipeline-check").stdout


# --- update ------------------------------------------------------------------------------------------


def test_a_commit_of_a_page_without_its_catalogue_is_stopped(site: Path) -> None:
    put(site / "source" / "more.md", "# More\n")
    done = hook(site, "i18n-pipeline-update")

    assert done.returncode == 1
    assert "Not up to date: run `i18n-pipeline update`" in done.stdout
    assert not po_path(site, "more").exists()


def test_a_commit_that_only_removes_a_page_is_stopped_too(site: Path) -> None:
    ran(site, "git", "commit", "-q", "-m", "All")
    (site / "source" / "news.md").unlink()

    assert hook(site, "i18n-pipeline-update").returncode == 1


def test_a_commit_of_current_catalogues_goes_on(site: Path) -> None:
    assert hook(site, "i18n-pipeline-update").returncode == 0


# --- the merge driver --------------------------------------------------------------------------------


def driver(root: Path, *, attributes: bool, configured: bool) -> None:
    if attributes:
        put(root / ".gitattributes", "/locales/**/*.po merge=i18n-pipeline\n")
    if configured:
        ran(root, "git", "config", "merge.i18n-pipeline.driver", "i18n-pipeline merge-driver %O %A %B %L %P")


@pytest.mark.parametrize(
    ("attributes", "configured", "code", "sentence"),
    [
        (True, True, 0, ""),
        (False, True, 1, "and commit the .gitattributes that it writes."),
        (True, False, 1, "Run `i18n-pipeline merge-driver --install` once in this clone."),
        (False, False, 1, "  locales/nl/LC_MESSAGES/news.po"),
    ],
)
def test_the_guard_passes_only_where_git_merges_entry_by_entry(
    site: Path, attributes: bool, configured: bool, code: int, sentence: str
) -> None:
    driver(site, attributes=attributes, configured=configured)
    done = hook(site, "i18n-pipeline-merge-driver")

    assert code == done.returncode
    assert sentence in done.stdout


def test_the_guard_passes_after_the_installation_that_it_asks_for(site: Path) -> None:
    before = hook(site, "i18n-pipeline-merge-driver").returncode
    ran(site, "i18n-pipeline", "merge-driver", "--install")

    assert (before, hook(site, "i18n-pipeline-merge-driver").returncode) == (1, 0)


def test_in_ci_the_attributes_are_enough(site: Path) -> None:
    driver(site, attributes=True, configured=False)
    name = "locales/nl/LC_MESSAGES/news.po"

    assert ran(site, str(ROOT / "hooks" / "merge-driver-guard"), name, CI="true").returncode == 0
    assert ran(site, str(ROOT / "hooks" / "merge-driver-guard"), name).returncode == 1


def test_the_guard_knows_names_with_every_sign(site: Path) -> None:
    driver(site, attributes=True, configured=True)
    names = ["locales/nl/a: merge: b.po", "locales/nl/ü \x1b[31m.po", "-x.po", "locales/nl/a\nb.po"]
    done = ran(site, str(ROOT / "hooks" / "merge-driver-guard"), *names)

    assert done.returncode == 1
    assert done.stdout.splitlines()[1:2] == ["  -x.po"]
    assert "\x1b" not in done.stdout
