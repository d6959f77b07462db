"""A text that two catalogues translate in two ways is told where it is translated otherwise than usual."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest
from helpers.projects import KEEP, po_path, project, run

PAGES = {f"{name}.md": "# Sign in\n" for name in ("one", "two", "three")}


def told(root: Path, texts: dict[str, str], comment: str = "") -> list[tuple[str, str]]:
    """What `check` tells of consistency in a project whose pages have these translations: catalogue and sentence."""
    made = project(root, PAGES, KEEP)
    run(made, "update")
    for name, text in texts.items():
        catalogue = polib.pofile(str(po_path(made, name)), wrapwidth=0)
        catalogue[0].msgstr, catalogue[0].tcomment = text, comment
        catalogue.save()
    runs = [json.loads(run(made, "check", "--format", "json").out)["findings"] for _ in range(2)]
    assert runs[0] == runs[1]

    return [(Path(one["file"]).stem, one["text"]) for one in runs[0] if one["check"] == "consistency"]


def test_the_odd_translation_is_told_with_the_place_of_the_usual_one(tmp_path: Path) -> None:
    found = told(tmp_path, {"one": "Inloggen", "two": "Aanmelden", "three": "Inloggen"})

    [(name, said)] = found
    assert name == "two"
    assert said.startswith("the source text has another translation in locales/nl/LC_MESSAGES/one.po:")


@pytest.mark.parametrize("text", ["Inloggen", "inloggen", "Inloggen."])
def test_capitals_and_the_mark_at_the_end_do_not_count(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, {"one": "Inloggen", "two": text, "three": "Inloggen"}) == []


def test_a_text_that_may_differ_says_so_in_its_comment(tmp_path: Path) -> None:
    texts = {"one": "Inloggen", "two": "Aanmelden", "three": "Inloggen"}

    assert told(tmp_path, texts, "i18n-pipeline: ignore=consistency") == []
