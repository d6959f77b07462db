"""What `make fuzz` checks holds for every input it begins with; so a change that breaks it is seen at once."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[1] / "fuzz"
TARGETS = sorted(path.stem for path in (FUZZ / "targets").glob("[a-z]*.py"))


@pytest.mark.parametrize("name", TARGETS)
def test_the_inputs_that_fuzzing_begins_with_break_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FUZZ))
    target = importlib.import_module(f"targets.{name}")
    seeds = list(target.seeds())
    for seed in seeds:
        target.check(seed)

    assert len(seeds) > 10
