"""The generators that pip installs build both languages of a small site: all is equal but the words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sites import following, running
from sites.generators import PYPI, Generator

HERE = Path(sys.executable).parent
"""The folder of the programs that the tests install."""
BUILT = [one for one in PYPI if (HERE / one.build[0]).exists() or one.build[0] == "sh"]
"""MkDocs with its theme is left to `make sites`."""


@pytest.mark.parametrize("generator", BUILT, ids=lambda generator: generator.name)
def test_a_site_answers_to_the_same_ids_and_leads_to_its_own_pages_in_both_languages(
    tmp_path: Path, generator: Generator
) -> None:
    site = running.prepare(generator, tmp_path)
    running.translate(site)
    found = running.compare(generator, running.build(generator, site, HERE))

    assert found.unexpected(generator.expected) == ()
    assert found.pages >= 5
    assert found.same_ids == found.headings > 20
    assert found.resolved == found.links > 10


def test_three_generators_are_among_them() -> None:
    assert {"hugo", "mdbook", "myst"} <= {one.name for one in BUILT}


@pytest.mark.parametrize(
    "generator", [one for one in BUILT if one.name in following.TARGETS], ids=lambda generator: generator.name
)
def test_links_that_follow_the_words_of_headings_lead_to_the_same_headings(
    tmp_path: Path, generator: Generator
) -> None:
    found = following.follow(generator, tmp_path, HERE)

    assert found.is_right
    assert -1 not in following.places(found.localised, found.localised_links)
    assert len(found.localised_links) >= 2 * (len(found.localised) - 1) > 30
    assert sum(a != b for a, b in zip(found.english, found.localised, strict=True)) > 15
