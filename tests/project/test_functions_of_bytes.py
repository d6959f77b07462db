"""What becomes of a page is a function of bytes: it is made where none of the project's files can be seen."""

from __future__ import annotations

import pickle
from pathlib import Path
from secrets import token_hex

import pytest
from helpers.pages import EVERY
from helpers.projects import KEEP, SETTINGS, page_path, po_path, project, put, run, session, states, translate

from i18n_pipeline.commands import extract
from i18n_pipeline.commands.assemble import one_localised_page
from i18n_pipeline.commands.assemble.all_pages import assemble
from i18n_pipeline.commands.assemble.one_localised_page import AssembleJob
from i18n_pipeline.commands.draft import plan
from i18n_pipeline.commands.draft.plan import DraftOptions
from i18n_pipeline.commands.extract import TemplateJob
from i18n_pipeline.commands.status import measure
from i18n_pipeline.commands.status.measure import Measuring
from i18n_pipeline.commands.task import Job, Task
from i18n_pipeline.commands.update import one_catalogue
from i18n_pipeline.commands.update.one_catalogue import UpdateJob
from i18n_pipeline.project import project_files, settings
from i18n_pipeline.project.executor import FEW

LINKS = """# Links

[one](other.md) [two](picture.png) [three](missing.png) [four](<with space.png>) [five](with%20space.png)

<a href="picture.png">six</a> and [seven] and [eight](pi\\cture.png)

[seven]: picture.png
"""
FILES = {
    **{f"every/{name.replace(' ', '-')}.md": text for name, text in EVERY.items()},
    "links.md": LINKS,
    "other.md": "Words.\n",
    "picture.png": "a picture",
    "with space.png": "a picture",
}
PAGES = [name for name in FILES if name.endswith(".md")]


def site(root: Path, layout: str) -> Path:
    """A project in which every page is translated."""
    project(root, FILES, f'layout = "{layout}"\n{SETTINGS}')
    run(root, "update")
    translate(root)
    return root


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_a_localised_page_is_made_without_any_file(tmp_path: Path, layout: str) -> None:
    config = settings.load(site(tmp_path / "here", layout))
    inputs = [one_localised_page.ASSEMBLE.read(AssembleJob(Job(config, "nl", page))) for page in PAGES]
    (tmp_path / "here").rename(tmp_path / "away")
    made = [one_localised_page.make(pickle.loads(pickle.dumps(one))).data for one in inputs]  # noqa: S301 - made right here
    (tmp_path / "away").rename(tmp_path / "here")
    run(tmp_path / "here", "assemble")

    assert made == [page_path(tmp_path / "here", page).read_bytes() for page in PAGES]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_a_catalogue_is_made_without_any_file(tmp_path: Path, layout: str) -> None:
    root = site(tmp_path / "here", layout)
    for page in PAGES:
        put(root / "source" / page, f"{FILES[page]}\n\nNew words.\n")
    config = settings.load(root)
    pages: dict[Path, list[str]] = {}
    for page in PAGES:
        pages.setdefault(project_files.catalogue_path(config, "nl", page), []).append(page)
    jobs = [UpdateJob(Job(config, "nl", ""), path, tuple(sorted(own))) for path, own in pages.items()]
    inputs = [one_catalogue.UPDATE.read(job) for job in jobs]
    root.rename(tmp_path / "away")
    made = [one_catalogue.make(pickle.loads(pickle.dumps(one))).data for one in inputs]  # noqa: S301 - made right here
    (tmp_path / "away").rename(root)
    run(root, "update")

    assert made == [job.path.read_bytes() for job in jobs]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_the_figures_of_a_page_are_made_without_any_file(tmp_path: Path, layout: str) -> None:
    root = site(tmp_path / "here", layout)
    config = settings.load(root)
    inputs = [measure.MEASURE.read(Measuring(config, "nl", page)) for page in PAGES]
    here = [measure.MEASURE.here(Measuring(config, "nl", page)).measured for page in PAGES]
    root.rename(tmp_path / "away")
    made = [measure.make(pickle.loads(pickle.dumps(one))).measured for one in inputs]  # noqa: S301 - made right here

    assert made == here
    assert sum(one.shown.messages for one in made) > len(PAGES)


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_the_messages_that_need_a_draft_are_found_without_any_file(tmp_path: Path, layout: str) -> None:
    root = site(tmp_path / "here", layout)
    put(root / "source/other.md", "Words.\n\nNew words.\n")
    jobs = [Job(settings.load(root), "nl", page) for page in PAGES]
    work = plan.looking(DraftOptions())
    inputs = [work.read(job) for job in jobs]
    here = [work.here(job) for job in jobs]
    root.rename(tmp_path / "away")
    made = [work.make(pickle.loads(pickle.dumps(one))) for one in inputs]  # noqa: S301 - made right here

    assert made == here
    assert [text for one in made for _, text in one.messages] == ["New words."]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_a_template_is_made_without_any_file(tmp_path: Path, layout: str) -> None:
    root = site(tmp_path / "here", layout)
    config = settings.load(root)
    pages: dict[Path, list[str]] = {}
    for page in PAGES:
        pages.setdefault(project_files.template_path(config, page), []).append(page)
    jobs = [TemplateJob(config, path, tuple(sorted(own))) for path, own in pages.items()]
    inputs = [extract.TEMPLATE.read(job) for job in jobs]
    root.rename(tmp_path / "away")
    made = [extract.make(pickle.loads(pickle.dumps(one))).data for one in inputs]  # noqa: S301 - made right here
    (tmp_path / "away").rename(root)
    run(root, "extract")

    assert made == [job.path.read_bytes() for job in jobs]


def test_whether_an_unused_template_is_ours_is_told_without_any_file(tmp_path: Path) -> None:
    root = site(tmp_path / "here", "page")
    run(root, "extract")
    theirs = root / "locales/templates/theirs.pot"
    put(theirs, 'msgid "Theirs"\nmsgstr ""\n')
    config = settings.load(root)
    ours = project_files.template_path(config, "other.md")
    inputs = [extract.UNUSED_TEMPLATE.read(TemplateJob(config, path, ())) for path in (ours, theirs)]
    root.rename(tmp_path / "away")

    assert [extract.judged(one).ours for one in inputs] == [True, False]


def test_links_to_files_that_are_missing_or_hard_to_find_are_those_of_the_disk(tmp_path: Path) -> None:
    root = site(tmp_path, "page")
    run(root, "assemble")
    text = page_path(root, "links.md").read_text(encoding="utf-8")

    assert "(other.md)" in text
    assert "(../../source/picture.png)" in text
    assert "(missing.png)" in text
    assert "(<../../source/with space.png>)" in text
    assert "(../../source/with%20space.png)" in text
    assert 'href="../../source/picture.png"' in text
    assert "[seven]: ../../source/picture.png" in text
    assert "[eight](pi\\cture.png)" in text


MANY = {f"page{number}.md": f"Page {number}.\n" for number in range(FEW + 4)}


def test_words_saved_while_other_processes_work_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, MANY)
    run(root, "update")
    path = po_path(root, "page7")
    put(root / "source/page7.md", "Page 7.\n\nNew.\n")
    left = [path.read_bytes().replace(b'"Page 7."\nmsgstr ""', b'"Page 7."\nmsgstr "Blad 7."')]

    def slow(size: int) -> str:
        """Name the temporary file, which is opened now, after what was read was merged."""
        if left:
            path.write_bytes(left.pop())
        return token_hex(size)

    monkeypatch.setattr("i18n_pipeline.project.atomic_write.token_hex", slow)
    for page in MANY:
        put(root / "source" / page, f"{(root / 'source' / page).read_text(encoding='utf-8')}\nMore.\n")
    assert run(root, "update", "-j", "2", "--no-cache").code == 0

    assert left == []
    assert states(path)["Page 7."] == "reviewed"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_that_people_save_meanwhile_is_not_written_over(
    tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, MANY)
    run(root, "update")
    theirs = "Dit is een bladzijde die iemand zelf heeft geschreven, met eigen woorden.\n" * 3
    left = [theirs]

    def slow(size: int) -> str:
        if left:
            put(page_path(root, "page0.md"), left.pop())
        return token_hex(size)

    monkeypatch.setattr("i18n_pipeline.project.atomic_write.token_hex", slow)
    done = run(root, "assemble", "-j", jobs, "--no-cache")

    assert done.code == 1
    assert "this tool did not make it" in done.err
    assert page_path(root, "page0.md").read_text(encoding="utf-8") == theirs


def test_errors_of_files_are_told_in_the_same_words_and_order_by_any_number_of_processes(tmp_path: Path) -> None:
    told = []
    for jobs in ("1", "2"):
        root = project(tmp_path / jobs, MANY, KEEP)
        run(root, "update")
        translate(root)
        put(po_path(root, "page3"), b"broken\n")
        put(root / "source/page4.md", b"caf\xe9\n")
        po_path(root, "page5").unlink()
        po_path(root, "page5").mkdir()
        page_path(root, "page6.md").mkdir(parents=True)
        put(page_path(root, "page8.md"), b"caf\xe9 \xff\n" * 9)
        put(po_path(root, "page8"), b"")
        commands = (["update"], ["assemble", "-v"], ["translate", "--check"], ["assemble", "--overwrite"])
        done = [run(root, *words, "-j", jobs, "--no-cache") for words in commands]
        told.append([(one.code, one.out, one.err.replace(str(root), "ROOT")) for one in done])

    assert told[0] == told[1]
    assert [code for code, *_ in told[0]] == [3, 3, 3, 3]


def test_a_dry_run_of_other_processes_writes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path, MANY)
    own = session(settings.load(root), workers=2)
    result = assemble(Task(own, own.found.pages, dry=True), ["nl"])[0]
    own.executor.close()

    assert len(result.changed) == len(MANY)
    assert not (root / "localised").exists()
