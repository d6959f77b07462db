"""The GitHub Action does what it says: its steps run with the shell and the files of GitHub's runner.

Packages are not installed here, and no pull request is made: `uv` and `gh` are stand-ins that write down how they were
called. git, the shell and this tool are real; the tool is loaded once, for all tests but one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.github import Job, clean_environment, commands
from helpers.projects import KEEP, po_path, project, put, run

ROOT = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
PAGE = "# News\n\nRead [the plan](https://example.org/plan).\n"
UV = """#!/bin/sh
echo "uv $*" >>"$CALLS"
case $1 in
venv)
  for place; do :; done
  mkdir -p "$place/bin"
  ln -sf "$TOOL" "$place/bin/i18n-pipeline"
  ;;
esac
"""
GH = """#!/bin/sh
echo "gh $*" >>"$CALLS"
case "$1 $2" in
"pr list") cat "$CALLS.open" 2>/dev/null || true ;;
"pr create") echo https://github.example/o/r/pull/7 | tee "$CALLS.open" ;;
esac
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for uv and gh are scripts of a shell")


def git(folder: Path, *words: str) -> str:
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *name, *words], cwd=folder, env=clean_environment(), check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def job(tmp_path: Path, warm_tool: Path) -> Job:
    """A job on branch `main` of a clone with one page and no catalogue."""
    origin, clone = tmp_path / "origin.git", tmp_path / "clone"
    git(tmp_path, "init", "-q", "--bare", str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(clone))
    project(clone, {"news.md": PAGE})
    commit(clone)
    git(clone, "push", "-q", "origin", "HEAD:main")
    programs = tmp_path / "programs"
    for name, text in {"uv": UV, "gh": GH}.items():
        put(programs / name, text)
        (programs / name).chmod(0o755)
    environment = clean_environment()
    variables = {
        **environment,
        "PATH": f"{programs}{os.pathsep}{environment['PATH']}",
        "CALLS": str(tmp_path / "calls"),
        "TOOL": str(warm_tool),
        "HOME": str(tmp_path),
    }
    github = {
        "ref": "refs/heads/main",
        "repository": "o/r",
        "server_url": "https://github.example",
        "run_id": "1",
        "run_attempt": "1",
        "token": "secret-token",
    }
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    return Job(ROOT, clone, temporary, github, variables)


def translate(job: Job, folder: str = ".") -> None:
    """Bring a project up to date, and commit that."""
    run(job.workspace / folder, "translate")
    commit(job.workspace)


def translating(job: Job, **given: str) -> Job:
    """Run the action to make a pull request, without the checks and the coverage."""
    quick = job.temporary / "quick"
    put(quick, f'#!/bin/sh\nif [ "$1" = translate ]; then exec {job.variables["TOOL"]} "$@"; fi\n')
    quick.chmod(0o755)
    tool = job.variables["TOOL"]
    job.variables = {**job.variables, "TOOL": str(quick)}
    job.run(mode="translate", pull_request="true", **given)
    job.variables = {**job.variables, "TOOL": tool}
    return job


def commit(clone: Path) -> None:
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Change")


def calls(job: Job) -> list[str]:
    path = Path(job.variables["CALLS"])
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def translated(job: Job, text: str, msgid: str = "Read [the plan][1].") -> None:
    """A current project with this reviewed translation, committed."""
    translate(job)
    path = po_path(job.workspace, "news")
    catalogue = path.read_text(encoding="utf-8")
    assert f'msgid "{msgid}"\nmsgstr ""' in catalogue
    put(path, catalogue.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{text}"'))
    commit(job.workspace)


def again(job: Job) -> Job:
    """The same job in a later run."""
    return Job(
        job.action,
        job.workspace,
        job.temporary.parent / f"{job.temporary.name}x",
        job.github,
        job.variables,
    )


# --- the file ----------------------------------------------------------------------------------------


def test_no_expression_stands_inside_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_every_script_has_its_shell_and_every_input_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")

    assert {step["shell"] for step in STEPS if "run" in step} == {"bash"}
    assert [name for name in ACTION["inputs"] if f"inputs.{name}" not in text] == []
    assert all(one["description"] and "default" in one for one in ACTION["inputs"].values())


def test_the_action_is_as_the_schema_of_github_says() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.github-actions",
            str(ROOT / "action.yml"),
        ],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


GUIDE = (ROOT / "source" / "how-to" / "check-in-ci.md").read_text(encoding="utf-8")


def test_the_guide_has_every_input_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", GUIDE, re.MULTILINE)
    told = {name: default.strip("`") for name, default in rows}
    in_words = {"locales": "all", "extras": "none", "token": "that of the job"}

    assert {name: in_words.get(name, one["default"]) for name, one in ACTION["inputs"].items()} == told


def test_the_workflows_of_the_guide_give_inputs_that_exist() -> None:
    workflows = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(name: .*?)```", GUIDE, re.DOTALL)]
    steps = [step for workflow in workflows for job in workflow["jobs"].values() for step in job["steps"]]
    given = [step.get("with", {}) for step in steps if step["uses"].startswith("OWNER/")]

    assert len(given) == 2
    assert {name for each in given for name in each} <= set(ACTION["inputs"])


# --- check -------------------------------------------------------------------------------------------


def test_what_is_not_up_to_date_fails_the_job_and_writes_nothing(job: Job) -> None:
    job.run()

    assert (job.code, job.outputs) == (1, {"exit-code": "1", "pull-request": ""})
    assert "Not up to date: run `i18n-pipeline translate`" in job.log
    assert git(job.workspace, "status", "--porcelain") == ""


def test_a_current_project_ends_well_with_its_coverage_in_the_summary(job: Job) -> None:
    installed = Path(sys.executable).parent / "i18n-pipeline"
    assert installed.exists()
    job.variables = {**job.variables, "TOOL": str(installed)}
    translate(job)
    job.run()

    assert (job.code, job.outputs["exit-code"]) == (0, "0")
    assert "### Coverage" in job.summary
    assert "Dutch" in job.summary


def test_an_error_stands_beside_its_line_and_in_the_summary_and_fails_the_job(job: Job) -> None:
    translated(job, "Lees het plan.")
    job.run(mode="translate")
    found = [one for one in commands(job.log) if one[0] == "error"]

    assert (job.code, len(found)) == (1, 1)
    assert found[0][1]["file"] == "locales/nl/LC_MESSAGES/news.po"
    assert int(found[0][1]["line"]) > 1
    assert "| error |" in job.summary


def test_fail_on_never_shows_the_error_and_ends_well(job: Job) -> None:
    translated(job, "Lees het plan.")
    job.run(mode="translate", fail_on="never")

    assert (job.code, [name for name, _, _ in commands(job.log)].count("error")) == (0, 1)


def test_without_annotations_nothing_stands_beside_the_lines(job: Job) -> None:
    translated(job, "Lees het plan.")
    job.run(mode="translate", annotate="false", summary="false")

    assert (job.code, commands(job.log), job.summary) == (1, [], "")
    assert "locales/nl/LC_MESSAGES/news.po:" in job.log


def test_a_project_below_the_top_has_the_paths_of_the_repository(job: Job) -> None:
    docs = job.workspace / "docs"
    project(docs, {"news.md": PAGE})
    translate(job, "docs")
    path = po_path(docs, "news")
    put(path, path.read_text(encoding="utf-8").replace('[1]."\nmsgstr ""', '[1]."\nmsgstr "Lees."'))
    job.run(mode="translate", folder="docs")

    assert commands(job.log)[0][1]["file"] == "docs/locales/nl/LC_MESSAGES/news.po"


def test_only_the_named_languages_are_worked_on(job: Job) -> None:
    put(job.workspace / "i18n.toml", KEEP.replace('["nl"]', '["nl", "de", "pt-BR"]'))
    job.run(mode="translate", locales="nl pt-BR")

    assert sorted(path.name for path in (job.workspace / "locales").iterdir()) == ["nl", "pt_BR"]


# --- texts of strangers ------------------------------------------------------------------------------

FORGED = "::error file=a::forged"


@pytest.mark.parametrize("annotate", ["true", "false"])
def test_no_name_of_a_page_and_no_text_of_a_catalogue_forges_a_command(job: Job, annotate: str) -> None:
    put(job.workspace / "source" / "::add-mask::x.md", "# A page\n\nSee [it](https://example.org).\n")
    put(job.workspace / "source" / "::warning::y.md", "# A page\n")
    translated(job, f"{FORGED} ##[error]forged")
    job.run(mode="translate", annotate=annotate)
    found = commands(job.log)

    assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
    assert all(properties["file"].endswith(".po") for _, properties, _ in found)
    assert FORGED in job.log


@pytest.mark.parametrize("names", [("mode",), ("fail_on",), ("extras",), ("branch",), ("locales", "title", "token")])
def test_no_input_is_ever_a_command(job: Job, names: tuple[str, ...], tmp_path: Path) -> None:
    text = f"nl $(touch {tmp_path}/run)`touch {tmp_path}/run`'\";touch {tmp_path}/run;\n#"
    job.run(**{"mode": "translate", "pull_request": "true", **dict.fromkeys(names, text)})

    assert not (tmp_path / "run").exists()


def test_no_path_is_ever_a_command_or_a_pattern(job: Job, tmp_path: Path) -> None:
    job.run(mode="translate", pull_request="true", paths=f"locales\n$(touch {tmp_path}/run)\n:(glob)**")

    assert not (tmp_path / "run").exists()
    assert "did not match any files" in job.log


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"mode": "deploy"}, "mode must be check or translate"),
        ({"fail_on": "errors"}, "fail-on must be error, warning, info or never"),
        ({"extras": "deepl]; x"}, "extras must be names parted by commas"),
        ({"pull_request": "true"}, "pull-request is for mode translate: check writes nothing"),
        ({"pull_request": "true", "mode": "translate", "branch": "main"}, "branch must be another one"),
        ({"pull_request": "true", "mode": "translate", "branch": "-x"}, "branch is no name of a branch"),
        ({"pull_request": "true", "mode": "translate", "branch": "a..b"}, "branch is no name of a branch"),
    ],
)
def test_a_wrong_input_is_told_before_anything_is_done(job: Job, given: dict[str, str], sentence: str) -> None:
    job.run(**given)

    assert job.code == 2
    assert sentence in commands(job.log)[0][2]
    assert calls(job) == []


# --- installing --------------------------------------------------------------------------------------


def test_packages_are_installed_by_their_hashes_and_extras_if_wanted(job: Job) -> None:
    job.run(extras="deepl,watch")
    words = [call.split() for call in calls(job)]

    assert words[0][:2] == ["uv", "venv"]
    assert "--require-hashes" in words[1]
    assert [f"{ROOT}/requirements/build.txt", f"{ROOT}/requirements/runtime.txt"] == words[1][-3::2]
    assert words[2][-3:] == ["--no-build-isolation", "--no-deps", str(ROOT)]
    assert words[3][-1] == f"{ROOT}[deepl,watch]"


def looked_at(job: Job, **given: str) -> list[dict[str, Any]]:
    """The actions that a run uses, without the work of the tool."""
    quick = again(job)
    quick.variables = {**job.variables, "TOOL": "/bin/true"}
    job.temporary = quick.temporary
    return quick.run(**given).used


def test_the_caches_are_used_as_asked(job: Job) -> None:
    used, kept, without = (
        [one["uses"].split("@")[0] for one in looked_at(job, **given)]
        for given in ({}, {"mode": "translate"}, {"cache": "false", "python_version": ""})
    )

    assert used == ["actions/setup-python", "actions/cache", "actions/cache/restore"]
    assert kept == ["actions/setup-python", "actions/cache", "actions/cache"]
    assert without == []


def test_other_packages_have_another_cache(job: Job) -> None:
    keys = {looked_at(job, extras=extras)[1]["key"] for extras in ("", "deepl")}

    assert len(keys) == 2


# --- the pull request --------------------------------------------------------------------------------


def branch(job: Job) -> list[str]:
    """The files in which the branch of the pull request differs from main."""
    origin = job.workspace.parent / "origin.git"
    return sorted(git(origin, "diff", "--name-only", "main", "i18n-pipeline/translations").splitlines())


MADE = ["locales/nl/LC_MESSAGES/news.po", "localised/nl/news.md"]
"""The files that a run writes."""


def test_what_was_written_becomes_a_pull_request_and_the_clone_stays_on_its_branch(job: Job) -> None:
    before = git(job.workspace, "rev-parse", "HEAD")
    translating(job, title="New `texts`")

    assert (job.code, job.outputs["pull-request"]) == (0, "https://github.example/o/r/pull/7")
    assert branch(job) == MADE
    assert before == git(job.workspace, "rev-parse", "HEAD")
    assert any("--base main --title New `texts` --body-file" in call for call in calls(job))


def test_the_token_is_masked_and_no_argument_of_a_program(job: Job) -> None:
    translating(job)

    assert "secret-token" not in job.log + "".join(calls(job))
    assert [name for name, _, _ in commands(job.log)] == ["add-mask"]


def test_nothing_new_makes_no_pull_request(job: Job) -> None:
    translate(job)
    translating(job)

    assert (job.code, job.outputs["pull-request"]) == (0, "")
    assert not [call for call in calls(job) if call.startswith("gh")]


def test_a_second_run_changes_neither_the_branch_nor_the_pull_request(job: Job) -> None:
    translating(job)
    origin = job.workspace.parent / "origin.git"
    before = git(origin, "rev-parse", "i18n-pipeline/translations")
    later = translating(again(job))

    assert later.outputs["pull-request"] == "https://github.example/o/r/pull/7"
    assert before == git(origin, "rev-parse", "i18n-pipeline/translations")
    assert len([call for call in calls(job) if "pr create" in call]) == 1


def test_a_new_page_renews_the_branch(job: Job) -> None:
    translating(job)
    put(job.workspace / "source" / "more.md", "# More\n")
    git(job.workspace, "add", "source")
    git(job.workspace, "commit", "-q", "-m", "More")
    git(job.workspace, "push", "-q", "origin", "HEAD:main")
    translating(again(job))

    assert len(branch(job)) == 4


def test_what_a_person_committed_to_the_branch_is_never_lost(job: Job) -> None:
    translating(job)
    other = job.workspace.parent / "other"
    origin = job.workspace.parent / "origin.git"
    git(job.workspace.parent, "clone", "-q", "-b", "i18n-pipeline/translations", str(origin), str(other))
    put(other / "reviewed.txt", "Reviewed words.\n")
    commit(other)
    git(other, "push", "-q")
    put(job.workspace / "source" / "more.md", "# More\n")
    later = translating(again(job))

    assert "reviewed.txt" in branch(job)
    assert later.code == 0
    assert "a person committed to it" in commands(later.log)[-1][2]


def test_only_the_named_paths_belong_to_the_pull_request(job: Job) -> None:
    put(job.workspace / "build" / "x.txt", "made by another step\n")
    translating(job, paths="locales\nlocalised\n")

    assert branch(job) == MADE


def test_a_pull_request_is_not_for_runs_of_pull_requests(job: Job) -> None:
    job.github = {**job.github, "ref": "refs/pull/3/merge"}
    translating(job)

    assert job.code == 2
    assert "not for those of pull requests" in job.log
