"""Sets up the tests: what is importable, the profiles of hypothesis, the workers, and which skips fail CI."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from helpers import git, skips, temporary
from helpers.warm_program import warm_program

temporary.prefer_memory()

# The tests start hundreds of processes: each would compile every module that it loads.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The tests themselves are half a million objects that stay: by Python's own numbers, these would be looked through
# so often that it takes 7 % of the time.
gc.set_threshold(20_000, 20, 20)

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("ci", settings(max_examples=75, derandomize=True, deadline=None, suppress_health_check=SLOW))
settings.register_profile("dev", settings(max_examples=50, deadline=None, suppress_health_check=SLOW))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session", autouse=True)
def _no_memory_stays_used(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files in memory are deleted at the end, unless a test failed and somebody wants to see them."""
    yield
    if temporary.is_memory() and not request.session.testsfailed:
        shutil.rmtree(tmp_path_factory.getbasetemp(), ignore_errors=True)


@pytest.fixture(scope="session")
def warm_tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program `i18n-pipeline`, alone in its folder, loaded once for all tests of this process."""
    with warm_program(tmp_path_factory.mktemp("warm-tool")) as program:
        yield program


@pytest.fixture(scope="module")
def warm_path(warm_tool: Path) -> Iterator[None]:
    """That program is the one on the path, and the one that git starts in repositories of tests."""
    programs = f"{warm_tool.parent}{os.pathsep}{Path(sys.executable).parent}"
    with (
        patch.object(git, "PROGRAMS", warm_tool.parent),
        patch.dict(os.environ, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}"),
    ):
        yield


LONGEST = (
    "test_watch.py",
    "test_long_and_deep.py",
    "test_cluster.py",
    "test_linear.py",
    "test_surroundings.py",
    "test_other_parsers.py",
    "test_changed_meanwhile.py",
    "test_html_browser.py",
    "test_never_refused.py",
    "test_layouts.py",
    "test_action.py",
    "test_patterns.py",
    "test_histories.py",
    "test_requests.py",
    "test_dialects.py",
    "test_real_site.py",
    "test_template_dialects.py",
    "test_branches.py",
    "test_material.py",
    "test_published_pages.py",
    "test_pseudo_translation.py",
    "test_hostile_texts.py",
    "test_files_and_state.py",
    "test_quick_words.py",
    "test_killed_drafts.py",
    "test_linear_templates.py",
    "test_alignment_of_real_pages.py",
    "test_apertium.py",
    "test_myst.py",
    "test_only_words_change.py",
    "test_kramdown.py",
    "test_killed.py",
    "test_laws.py",
    "test_html.py",
)
"""Files whose tests take five processor seconds and more. They begin first, so that no worker is left with one at the
end. Files that wait (for a watched folder, a cluster, a browser) stand between files that reckon: of three workers on
two processors one may wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; the others stay in their order."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors for `-n auto`: many tests wait for programs that they start."""
    return (os.cpu_count() or 1) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI in which a test skipped that must not."""
    if skips.CI and any(not skips.is_expected(reason) for reason in _reasons(session.config)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(config: pytest.Config) -> None:
    """List the skips in CI."""
    lines = skips.told(_reasons(config)) if skips.CI else []
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if lines and reporter:
        reporter.section("skips")
        reporter.write("\n".join([*lines, ""]))


def _reasons(config: pytest.Config) -> list[str]:
    """Why tests skipped; none in a worker of xdist, which has no terminal."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports]
