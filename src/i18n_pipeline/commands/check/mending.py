"""`check --fix`: mend what has one right answer, in catalogues; never the meaning."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check, Mend, Translation
from i18n_pipeline.commands.check.catalogue_check import (
    CheckInputs,
    CheckJob,
    checked_messages,
    pages_of,
    read,
    silenced,
    translation,
)
from i18n_pipeline.commands.draft import judging
from i18n_pipeline.model import Key, Message
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Outcome, attempt

SEVERAL = 3
"""Most rounds of mending a text: what one check mends may show another its fault."""


class Mended(Struct, frozen=True):
    """A catalogue whose translations were mended, or would be."""

    file: str
    """The catalogue, relative to the project."""
    messages: int
    """The number of translations that changed."""
    diff: str
    """The changed lines, as a unified diff."""


def mend(jobs: Sequence[CheckJob], *, dry: bool) -> Iterator[Outcome[Mended | None]]:
    """Mend the catalogues; None for one without anything to mend."""
    for job in jobs:
        yield attempt(partial(_retried, dry=dry), job)


def _retried(job: CheckJob, *, dry: bool) -> Mended | None:
    return project_files.retried(partial(_mended, job, dry=dry))


def _mended(job: CheckJob, *, dry: bool) -> Mended | None:
    """Mend one catalogue. Raises CatalogueError, SettingsError and OutsideError."""
    given = read(job)
    catalogue = project_files.parsed_catalogue(job.config, job.path, given.data, twice=True)
    texts = _accepted(job, list(_texts(job, checked_messages(job.config, catalogue.messages))))
    if not texts:
        return None
    messages = [replace(one, msgstr=texts[one.line]) if one.line in texts else one for one in catalogue.messages]
    data = po.write(po.rearranged(catalogue, messages))
    project_files.swap(job.config, job.path, given.data, data, dry=dry)
    file = project_files.shown(job.config, job.path)
    return Mended(file, len(texts), _diff(file, given, data))


def _texts(job: CheckJob, messages: Iterable[Message]) -> Iterator[tuple[Message, str]]:
    """The mended translations of messages that have something to mend."""
    checks = [one for one in registry.of_ids(job.config.check.own, job.checks) if one.mend]
    for message in messages:
        one = translation(job, message)
        quiet = silenced(job, message, one)
        text = _through(one, [check for check in checks if check.id not in quiet])
        if text != one.text and text.strip():
            yield message, text


def _through(one: Translation, checks: Sequence[Check]) -> str:
    """A translation mended by all checks, until none changes it."""
    for _ in range(SEVERAL):
        before = one.text
        for check in checks:
            one = replace(one, text=_by(check.mend, one))
        if one.text == before:
            break
    return one.text


def _by(mended: Mend | None, one: Translation) -> str:
    return mended(one) if mended else one.text


def _accepted(job: CheckJob, found: Sequence[tuple[Message, str]]) -> dict[int, str]:
    """The texts that `assemble` would publish, by the line of their entry; the others stay as they are."""
    by_page: dict[str, dict[Key, tuple[Message, str]]] = {}
    for message, text in found:
        for page in pages_of(job, message):
            by_page.setdefault(page, {})[message.key] = (message, text)
    refused: set[Key] = set()
    for page, texts in by_page.items():
        known = {key: message for key, (message, _) in texts.items()}
        sheet = judging.sheet(job.config, job.locale, page, known)
        refused |= judging.refused_on_page(sheet, {key: text for key, (_, text) in texts.items()}).keys()
    return {message.line: text for message, text in found if message.key not in refused}


def _diff(file: str, given: CheckInputs, data: bytes) -> str:
    before, after = (text.decode(errors="replace").splitlines(keepends=True) for text in (given.data, data))
    return "".join(difflib.unified_diff(before, after, file, file, n=1))
