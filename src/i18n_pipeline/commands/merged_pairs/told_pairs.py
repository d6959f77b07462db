"""The findings of `po-merge`, and what `update` does about them: such a translation is stale until a person reviews it.

The entry gets the mark `fuzzy`, the English that the translation was made for as `#| msgid`, if a branch had it, and a
comment with a signature of the pair. A person who finds that the translation fits takes `fuzzy` away; the comment stays
and says so from then on. So nothing is asked twice, in this clone or another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from i18n_pipeline.catalogue.translator_comments import MERGED_CHECK
from i18n_pipeline.commands.merged_pairs import past_merges
from i18n_pipeline.commands.merged_pairs.past_merges import JoinedByMerge
from i18n_pipeline.commands.task import Changed, Tally, Task
from i18n_pipeline.errors import OutsideError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import project_files

if TYPE_CHECKING:  # few merges join what does not belong together
    from i18n_pipeline.commands.merged_pairs.doubted_files import DoubtedFile


class Doubted(Struct, frozen=True):
    """All such catalogues."""

    files: Mapping[Path, DoubtedFile]
    """The catalogues."""
    unknown: Finding | None = None
    """Why nobody could look for them; None if somebody did."""

    def told(self, locale: str) -> list[Finding]:
        """The findings in a language."""
        own = [finding for file in self.files.values() if file.locale == locale for finding in file.findings]
        return [*own, *([self.unknown] if self.unknown else [])]


def doubted(task: Task, locales: Sequence[str]) -> Doubted:
    """The catalogues of a task with translations that only a merge put under their texts. Nothing is written."""
    try:
        known = past_merges.looked_at(task.config, task.records)
        files = _files(task, locales, known.found) if known.found else {}
        return Doubted(files, _unseen(known.unseen) if known.unseen else None)
    except OutsideError as error:
        text = f"nobody looked whether merges put translations under other texts: {error.text}"
        return Doubted({}, Finding(Severity.WARNING, MERGED_CHECK, text, advice=error.advice))


def _files(task: Task, locales: Sequence[str], joined: Sequence[JoinedByMerge]) -> dict[Path, DoubtedFile]:
    from i18n_pipeline.commands.merged_pairs import doubted_files  # noqa: PLC0415 - as above

    return {file.path: file for file in doubted_files.files(task, locales, joined)}


def _unseen(commit: str) -> Finding:
    """The finding about a merge of branches that this clone lacks."""
    text = f"this clone lacks the branches that {commit[:9]} merged, so nobody can see what the merge did to catalogues"
    return Finding(Severity.INFO, MERGED_CHECK, text, advice="fetch them, in CI with fetch-depth: 2 or more")


def findings(task: Task, locales: Sequence[str]) -> list[Finding]:
    """A finding for each such translation. Nothing is written."""
    found = doubted(task, locales)
    return list(dict.fromkeys(finding for locale in locales for finding in found.told(locale)))


def mark(task: Task, locales: Sequence[str]) -> dict[str, list[Changed]]:
    """Make such translations stale, and tell them; the changed catalogues by language. A dry task writes nothing.

    Raises OutsideError if a file cannot be written.
    """
    all_doubted = doubted(task, locales)
    found: dict[str, list[Changed]] = {}
    for file in all_doubted.files.values():
        project_files.swap(task.config, file.path, file.before, file.data, dry=task.dry)
        name = project_files.shown(task.config, file.path)
        told = file.findings if task.dry else file.marked
        found.setdefault(file.locale, []).append(
            Changed(name, changed=True, findings=told, tally=Tally(stale=len(told)))
        )
    if all_doubted.unknown:
        name = project_files.shown(task.config, task.config.root / task.config.catalogues)
        found.setdefault(locales[0], []).append(Changed(name, changed=False, findings=(all_doubted.unknown,)))
    if all_doubted.files and not task.dry:
        task.records.look_again()
    return found
