"""Colours and columns are those of the terminal, unless a person says otherwise."""

from __future__ import annotations

from io import StringIO

import pytest

from i18n_pipeline.cli.terminal import COLUMNS, columns, wants_colour


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "expected"),
    [
        (Terminal(), {}, True),
        (StringIO(), {}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (StringIO(), {"FORCE_COLOR": "1"}, True),
        (StringIO(), {"FORCE_COLOR": ""}, False),
        (Terminal(), {"FORCE_COLOR": "0"}, False),
        (Terminal(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_unless_the_environment_says_otherwise(
    stream: StringIO, environment: dict[str, str], expected: bool
) -> None:
    assert expected is wants_colour(stream, environment)


@pytest.mark.parametrize(("named", "expected"), [("60", 60), ("", COLUMNS), ("0", COLUMNS), ("x", COLUMNS)])
def test_columns_are_those_named_or_a_hundred_without_a_terminal(
    named: str, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", StringIO())

    assert expected == columns({"COLUMNS": named})
