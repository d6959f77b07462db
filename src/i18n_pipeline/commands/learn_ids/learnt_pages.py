"""`--ids-from` over the pages of a project."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.commands.learn_ids import built_files
from i18n_pipeline.commands.learn_ids.ids_of_page import LearnJob, learn
from i18n_pipeline.commands.task import Changed, Result, Task
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import anchors_lock, disk, project_files
from i18n_pipeline.project.executor import parted


def learnt(task: Task, folder: Path, shown: str) -> tuple[Task, Result]:
    """Learn the ids of the pages from the English site that was built in a folder, and write them.

    The task to go on with, in which they count, and the result. Pages whose built page is not found keep the ids that
    they have, as do pages that are not of the task. `shown` is the folder as the person named it. Raises SettingsError
    and OutsideError.
    """
    if not folder.is_dir():
        raise SettingsError(f"no folder {shown}", "build the English site, and name the folder of its HTML files")
    config, files = task.config, built_files.by_name(folder)
    if not files:
        raise SettingsError(f"no HTML files in {shown}", "build the English site, and name the folder of its files")
    pages = [page for page in task.pages if not config.strings_of(page)]
    work = [LearnJob(config, page, folder, shown, files) for page in pages]
    done, failures = parted(list(task.run(learn, work)))
    found = {one.page: one.rows for one in done if one.rows is not None}
    there = {project_files.reference(config, page) for page in task.every_page()}
    kept = {page: rows for page, rows in config.learnt.items() if page in there}
    lock = {page: rows for page, rows in sorted((kept | found).items()) if rows}
    path, data = anchors_lock.path(config), anchors_lock.written(lock)
    changed = False
    if lock or disk.exists(path):
        changed = project_files.write(config, path, data, dry=task.dry)
    task.records.look_again()
    new = config.completed(config.twins, lock, config.addresses)
    task.records.config = new
    told = tuple(finding for one in done for finding in one.findings)
    files_made = (Changed(anchors_lock.name(config), changed, told),)
    return replace(task, session=replace(task.session, config=new)), Result("", files_made, failures=failures)
