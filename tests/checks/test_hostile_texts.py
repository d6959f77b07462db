"""No text, however strange, stops a check of meaning or takes it more than its time."""

from __future__ import annotations

import time
from functools import partial

import pytest
from helpers.growth import is_linear

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Translation, flaws

NAMES = """
numbers sentence-count length-ratio untranslated language mt-artifact md-hard-break consistency shifted glossary spacing
punctuation-end quotes brackets double-word caps-start units md-entity placeholder md-link-text look-alike
"""
CHECKS = NAMES.split()
UNITS = [
    "1",
    "1.",
    "1,234 ",
    "1 000 ",
    "$a=",
    "3 million ",
    "one hundred ",
    "hundred ",
    "XIV ",
    "\u4e00",
    "a. ",
    '"a ',
    "a b c d ",
    "de het een ",
    "the of and to ",
    "!? ",
    "`",
    "[",
    "&",
    "\\\n",
    "\u3002",
    "5:30 pm ",
    "(",
    "\u00ab ",
    "_a",
    "May 6 ",
    "a@",
    "[a][1] ",
    "{a} ",
    "\u201e",
    "&amp",
]
SIZE = 2_000


@pytest.mark.parametrize("check", CHECKS)
def test_work_grows_no_faster_than_a_text(check: str) -> None:
    [one] = registry.of_ids((), [check])

    def seconds(unit: str, size: int) -> float:
        text = (unit * size)[:size]
        every = [Translation("Some words here, and 5 more.", f"x {text}", "nl"), Translation(text, f"{text} 5", "nl")]
        start = time.process_time()
        for _ in flaws(one, every):
            pass
        return time.process_time() - start

    assert [unit for unit in UNITS if not is_linear(partial(seconds, unit), SIZE, 4 * SIZE)] == []
