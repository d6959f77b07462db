"""What looks odd about a draft though its markup is whole."""

from __future__ import annotations

import pytest

from i18n_pipeline.stages.suspect import suspicions


@pytest.mark.parametrize(
    ("source", "text", "odd"),
    [
        ("On 3 May at 9", "Op 3 mei om 9", []),
        ("On 3 May", "Op 4 mei", ["numbers differ: 3 became 4"]),
        ("On 3 May", "In mei", ["numbers differ: 3 became none"]),
        ("Good morning to you", "Good morning to you", ["equal to the source"]),
        ("PauseAI", "PauseAI", []),
        ("A sentence that is long enough to be measured", "Kort", ["4 characters for 45"]),
        ("Use `a` here", "Gebruik`a` hier", ["a space is missing beside markup"]),
        ("the guide", "de gids de gids de gids de gids de gids", ["words repeat"]),
    ],
)
def test_each_oddity_is_said(source: str, text: str, odd: list[str]) -> None:
    assert list(suspicions(source, text)) == odd
