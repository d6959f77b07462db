"""`translate` drafts between update and assemble; `translate --check` asks no engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.projects import KEEP, page_path, po_path, project, put, run, states, translate, tree

from i18n_pipeline.errors import AccountError

PAGE = "# Ring the bell\n\nCome on Monday.\n"
ENGINE = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


def test_translate_drafts_what_is_new_and_a_page_may_show_it(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, {"page.md": PAGE}, f'{ENGINE}[assemble]\naccept = ["reviewed", "draft"]\n')
    outcome = run(root, "translate")

    assert outcome.code == 0
    assert page_path(root).read_text() == "# RING THE BELL\n\nCOME ON MONDAY.\n"
    before = tree(root)
    assert run(root, "translate").code == 0
    assert tree(root) == before
    assert len(engine.batches) == 1


def test_a_check_sends_nothing_and_looks_for_no_drafts(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, {"page.md": PAGE}, ENGINE)
    run(root, "translate", "--engine", "none")

    assert run(root, "translate", "--check").code == 0
    assert not engine.batches


@pytest.mark.parametrize(
    ("settings", "state"), [(KEEP, "untranslated"), (f'{KEEP}[draft]\nengine = "none"\n', "stale")]
)
def test_without_an_engine_nothing_is_drafted_unless_the_memory_is_wanted(
    tmp_path: Path, settings: str, state: str
) -> None:
    root = project(tmp_path, {"page.md": PAGE}, settings)
    run(root, "update")
    translate(root)
    put(root / "source" / "other.md", "Come on Monday!\n")
    outcome = run(root, "translate")

    assert outcome.code == 0
    assert states(po_path(root, "other")) == {"Come on Monday!": state}  # what is fuzzy is called stale here
    before = tree(root)
    assert run(root, "translate").code == 0
    assert tree(root) == before


def test_pages_are_written_though_the_account_fails(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise AccountError("the quota is used up")

    engine.reply = reply
    root = project(tmp_path, {"page.md": PAGE}, ENGINE)
    outcome = run(root, "translate")

    assert outcome.code == 3
    assert "error: the quota is used up" in outcome.err
    assert page_path(root).read_text() == PAGE


def test_a_draft_that_was_refused_is_told_and_does_not_fail_the_run(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: "" if "Monday" in text else engines.shouted(text)
    root = project(tmp_path, {"page.md": PAGE}, ENGINE)
    outcome = run(root, "translate")

    assert outcome.code == 0
    assert "source/page.md: no draft of “Come on Monday.”: there is no translation" in outcome.err
