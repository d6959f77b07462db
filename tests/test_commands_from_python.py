"""Commands are used from Python in a few lines; they print nothing and ask nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import engines
from helpers.projects import KEEP, page_path, project, session, translate, tree

from i18n_pipeline.commands import translate as verb
from i18n_pipeline.commands.draft.drafting import Drafting
from i18n_pipeline.commands.listener import Listener
from i18n_pipeline.commands.task import Task
from i18n_pipeline.project import settings, source_pages

PAGE = "# Ring the bell\n\nCome on Monday.\n"
ENGINE = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'


def task_of(root: Path, *, dry: bool = False) -> Task:
    config = settings.load(root)
    return Task(session(config), tuple(source_pages.pages(config)), dry=dry)


def test_translate_gives_its_results_as_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    task = task_of(project(tmp_path, {"page.md": PAGE}))
    first = verb.translate(task, task.config.locales)
    translate(tmp_path)
    second = verb.translate(task, task.config.locales)

    assert first.changed == ("locales/nl/LC_MESSAGES/page.po", "localised/nl/page.md")
    assert second.changed == ("localised/nl/page.md",)
    assert second.report.locales[0].coverage.reviewed.messages == 2
    assert verb.translate(task, task.config.locales).changed == ()
    assert capsys.readouterr() == ("", "")


def test_a_dry_task_writes_nothing_and_says_what_would_change(tmp_path: Path) -> None:
    task = task_of(project(tmp_path, {"page.md": PAGE}), dry=True)
    before = tree(tmp_path)

    assert verb.translate(task, task.config.locales).changed == (
        "locales/nl/LC_MESSAGES/page.po",
        "localised/nl/page.md",
    )
    assert tree(tmp_path) == before


@pytest.mark.parametrize(("answer", "title"), [(True, "# RING THE BELL"), (False, "# Ring the bell")])
def test_whoever_calls_translate_decides_whether_anything_is_sent(tmp_path: Path, answer: bool, title: str) -> None:
    engine = engines.fresh()
    task = task_of(project(tmp_path, {"page.md": PAGE}, f'{ENGINE}[assemble]\naccept = ["reviewed", "draft"]\n'))
    asked: list[int] = []

    def agrees(drafting: Drafting, _limit: object) -> bool:
        asked.append(drafting.characters)
        return answer

    verb.translate(task, task.config.locales, listener=Listener(agrees=agrees))

    assert page_path(tmp_path).read_text().splitlines()[0] == title
    assert (len(asked), bool(engine.batches)) == (1, answer)


def test_what_a_command_does_is_told_while_it_works(tmp_path: Path) -> None:
    task = task_of(project(tmp_path, {"page.md": PAGE}))
    told: list[str] = []
    keep: Callable[[object, str], None] = lambda _result, what: told.append(what)  # noqa: E731
    verb.translate(task, task.config.locales, listener=Listener(made=keep))

    assert told == ["catalogue", "page"]
