"""No pattern tries a short text in very many ways: two signs repeated, as a stranger can write them, take no time.

A pattern that can match one text in many ways doubles its work with each sign. Work that grows with the square of a
text is found where whole pages and catalogues are read: `test_long_and_deep.py`, `markdown/test_linear.py`.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, ModuleType

import pytest

import i18n_pipeline
from i18n_pipeline import plugins
from i18n_pipeline.project.settings_tables import kind_of_site

SIGNS = [*"a0`*_[](){}<>!#\\|:-=\"'./%$~&;,+é漢 \n\t\u2068", "a ", "a=", "%}", "}}", ">\n"]
TIMES = 30
"""A pattern with two ways for each pair would try a thousand million."""
ENDS = ("", "\x01")
"""What stands behind the pairs: nothing, or a sign that nothing matches."""
LONG = 300
"""Signs of a run of one sign: work that grows with the third power takes seconds."""
MOST = 0.8
"""Processor seconds for all texts of one pattern: most take a fiftieth."""
ELSEWHERE = (ModuleType, FunctionType, BuiltinFunctionType, CodeType, FrameType, type)
"""What may lead out of the package."""

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system cannot interrupt a pattern")


@cache
def patterns() -> tuple[re.Pattern[str] | re.Pattern[bytes], ...]:
    """All patterns that the values of our modules hold."""
    for module in pkgutil.walk_packages(i18n_pipeline.__path__, "i18n_pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    dialects = [kind_of_site(name).dialect for name in plugins.names("profiles")]
    own = [vars(module) for name, module in sys.modules.items() if name.startswith("i18n_pipeline")]
    waiting: list[object] = [*dialects, *(value for names in own for value in names.values())]
    seen: set[int] = set()
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    while waiting:
        value = waiting.pop()
        if id(value) in seen or isinstance(value, ELSEWHERE):
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern):
            found[repr((value.pattern, value.flags))] = value
        elif type(value).__module__.startswith(("i18n_pipeline", "builtins", "functools", "types")):
            waiting += gc.get_referents(value)
    return tuple(found.values())


def texts() -> Iterator[str]:
    for first, second in combinations_with_replacement(SIGNS, 2):
        for end in ENDS:
            yield f"{(first + second) * TIMES}{end}"
    for sign in SIGNS:
        yield f"{sign * LONG}\x01"


@cache
def all_texts() -> tuple[tuple[str, bytes], ...]:
    return tuple((text, text.encode()) for text in texts())


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes]) -> float:
    """Processor seconds that a pattern takes for all texts, or some more than `MOST`, when it is stopped."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, 1.2 * MOST)
    try:
        for text, data in all_texts():
            given = text if isinstance(pattern.pattern, str) else data
            pattern.search(given)  # type: ignore[arg-type] # it is of the kind of the pattern
    except TimeoutError:
        return 1.2 * MOST
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - begun


def test_no_pattern_tries_a_text_in_very_many_ways() -> None:
    assert [pattern.pattern for pattern in patterns() if seconds(pattern) > MOST] == []
    assert len(patterns()) > 300


@pytest.mark.parametrize("bad", [r"(a+)+b", rb"(?:`+|[^`])*\x02", r"(\s*\w*)*x"])
def test_a_pattern_that_does_so_is_found(bad: str | bytes) -> None:
    assert seconds(re.compile(bad)) > MOST
