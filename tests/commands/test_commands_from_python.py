"""Commands are used from Python in a few lines; they print nothing and ask nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers import engines
from helpers.projects import KEEP, page_path, project, translate, tree

from i18n_pipeline.commands import init, memory
from i18n_pipeline.commands import translate as translating
from i18n_pipeline.commands.draft.drafting import Drafting
from i18n_pipeline.commands.listener import Listener
from i18n_pipeline.commands.status import project_report
from i18n_pipeline.commands.task import Task
from i18n_pipeline.commands.translate import Translated
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import session, settings

PAGE = "# Ring the bell\n\nCome on Monday.\n"
ENGINE = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'
CATALOGUE, LOCALISED = "locales/nl/LC_MESSAGES/page.po", "localised/nl/page.md"


@contextmanager
def opened(root: Path, *, dry: bool = False) -> Iterator[Task]:
    with session.opened(settings.load(root), dry=dry) as own:
        yield Task(own, own.found.pages, dry=dry)


def translated(root: Path, *, dry: bool = False, listener: Listener | None = None) -> Translated:
    with opened(root, dry=dry) as task:
        return translating.translate(task, task.config.locales, listener=listener or Listener())


def test_translate_gives_its_results_as_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, {"page.md": PAGE})
    first = translated(root)
    translate(root)
    second = translated(root)

    assert first.changed == (CATALOGUE, LOCALISED)
    assert second.changed == (LOCALISED,)
    assert second.report
    assert second.report.locales[0].coverage.reviewed.messages == 2
    assert translated(root).changed == ()
    assert capsys.readouterr() == ("", "")


def test_a_dry_task_writes_nothing_and_says_what_would_change(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": PAGE})
    before = tree(root)

    assert translated(root, dry=True).changed == (CATALOGUE, LOCALISED)
    assert tree(root) == before


@pytest.mark.parametrize(("answer", "title"), [(True, "# RING THE BELL"), (False, "# Ring the bell")])
def test_whoever_calls_translate_decides_whether_anything_is_sent(tmp_path: Path, answer: bool, title: str) -> None:
    engine = engines.fresh()
    root = project(tmp_path, {"page.md": PAGE}, f'{ENGINE}[assemble]\naccept = ["reviewed", "draft"]\n')
    asked: list[int] = []

    def agrees(drafting: Drafting, _limit: object) -> bool:
        asked.append(drafting.characters)
        return answer

    made = translated(root, listener=Listener(agrees=agrees))

    assert page_path(root).read_text().splitlines()[0] == title
    assert (len(asked), bool(engine.batches)) == (1, answer)
    assert made.drafts is not None
    assert sum(page.made for page in made.drafts.done.get("nl", [])) == (2 if answer else 0)


def test_what_a_command_does_is_told_while_it_works(tmp_path: Path) -> None:
    told: list[str] = []
    translated(project(tmp_path, {"page.md": PAGE}), listener=Listener(made=lambda _, what: told.append(what)))

    assert told == ["catalogue", "page"]


def test_the_coverage_of_a_project_is_a_value(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": PAGE})
    translated(root)
    with opened(root) as task:
        report, unread = project_report.report(task, task.config.locales)

    assert (report.locales[0].coverage.untranslated.messages, unread) == (2, ())


def test_the_memory_is_searched_and_exported(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": PAGE})
    translated(root)
    translate(root)
    told: list[Finding] = []
    with opened(root) as task:
        ((text, found),) = memory.search(task, "nl", ["Come on Tuesday."], told.extend)
        written = memory.export(task, "nl", root / "units.csv", told.extend)

    assert (text, found[0].translation) == ("Come on Tuesday.", "NL Come on Monday.")
    assert (written, told) == (2, [])


def test_settings_are_written_for_a_folder_once(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(PAGE)
    (tmp_path / "mkdocs.yml").touch()
    site = init.init(tmp_path, ("nl",), tmp_path / "i18n.toml").site

    assert (site.profile, site.source, site.pages) == ("mkdocs", "docs", 1)
    with pytest.raises(SettingsError, match="exists already"):
        init.init(tmp_path, ("nl",), tmp_path / "i18n.toml")
