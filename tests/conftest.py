"""Sets up the tests: what is importable, the profiles of hypothesis, the workers, and which skips fail CI."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from _pytest.nodeid import coerce_node_id
from helpers import skips

# The tests start hundreds of processes: each would compile every module that it loads.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("ci", settings(max_examples=75, derandomize=True, deadline=None, suppress_health_check=SLOW))
settings.register_profile("dev", settings(max_examples=50, deadline=None, suppress_health_check=SLOW))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors for `-n auto`: many tests wait for programs that they start."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `--dist loadgroup` see the groups: xdist 3.8 writes them into a name that pytest 9.2 reads no more."""
    for item in items:
        named = vars(item).get("_nodeid", item.nodeid)
        if named != item.nodeid:
            item._id = coerce_node_id(named)


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
