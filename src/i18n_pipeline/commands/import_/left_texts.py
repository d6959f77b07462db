"""Published texts that no message has, kept in full beside the catalogues, since the page will be written anew.

A person deletes what was read; nothing in such a file is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from i18n_pipeline.commands.import_.published import LeftText
from i18n_pipeline.commands.task import Job
from i18n_pipeline.project import disk, project_files

FOLDER = "left"
"""Folder of these files, beside the one with the catalogues of a locale."""
HEAD = """\
Texts of the published page {file} that are in no catalogue.
Copy what is still of use into the catalogue of {page}, and delete it here. An import adds what is new.
"""


def path(job: Job) -> Path:
    """The file with the left texts of a page. It is no Markdown, so that no site takes it for a page."""
    folder = project_files.catalogue_folder(job.config, job.locale).parent / FOLDER
    return folder / f"{job.path}.txt"


def keep(job: Job, file: str, left: Iterable[LeftText]) -> str:
    """Add the left texts of a page to its file, and return the file's name; empty if there are none."""
    texts = list(left)
    if not texts:
        return ""
    here = path(job)
    before = disk.read(here)
    old = (before or b"").decode(errors="replace")
    new = [_shown(one) for one in texts if f"\n{one.text}\n" not in old]
    if new:
        page = project_files.reference(job.config, job.path)
        start = old.rstrip("\n") + "\n" if old else HEAD.format(file=file, page=page)
        project_files.write(job.config, here, (start + "".join(new)).encode(), dry=job.dry)
    return project_files.shown(job.config, here)


def _shown(left: LeftText) -> str:
    beside = f", perhaps the translation of “{left.beside}”" if left.beside else ""
    return f"\nline {left.line}{beside}:\n{left.text}\n"
