"""Ours: the project itself, through the functions its commands call.

`extract` is a first `update`. `reassemble` is `assemble` of untranslated catalogues with anchors and links kept.
`translate` (never timed) fills the catalogues with accented letters, and `verified` is `assemble` of those, as the
default settings have it: heading ids pinned, every page parsed again and compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.assemble import all_pages as localised_pages
from i18n_pipeline.commands.task import Result, Task
from i18n_pipeline.commands.update.all_catalogues import update
from i18n_pipeline.project import settings, source_pages
from i18n_pipeline.project.executor import Executor
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.session import Session
from peers.model import Outcome, Site, Stages

SETTINGS = """\
locales = ["nl"]
catalogues = "{name}/catalogues"
output = "{name}/{output}/{{path}}"
[markdown]
anchors = "{anchors}"
links = "{links}"
"""
NOT_WORDS = re.compile(
    r"(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)"  # code
    r"|<[^<>]*>|\]\[\d+\]|\]\([^()]*\)|\[\^[^\]]*\]"  # tags, targets, footnotes
    r"|\{\{[^{}]*\}\}|\{%[^%]*%\}"  # template expressions
    r"|(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>]+|[\w.+-]+@[\w.-]+"  # addresses
    r"|\\.|&#?\w+;",
    re.IGNORECASE,
)
ACCENTS = str.maketrans("aceginosuyzACEGINOSUYZ", "åçéğíñöšüýžÅÇÉĞÍÑÖŠÜÝŽ")


def _task(own: Site, *, verified: bool) -> Task:
    how = {"output": "verified", "anchors": "pin", "links": "profile"}
    if not verified:
        how = {"output": "result", "anchors": "keep", "links": "keep"}
    file = own.root / f"{own.name}-{how['output']}.toml"
    file.write_text(SETTINGS.format(name=own.name, **how), encoding="utf-8")
    found = settings.load(own.root, file)
    session = Session(found, source_pages.survey(found), Records(found, use=False), Executor(own.jobs))
    return Task(session, session.found.pages)


def _update(own: Site) -> Callable[[], Outcome]:
    return lambda: _outcome(update(_task(own, verified=False), ["nl"])[0])


def _assemble(own: Site) -> Callable[[], Outcome]:
    return lambda: _outcome(localised_pages.assemble(_task(own, verified=False), ["nl"])[0])


def _verified(own: Site) -> Callable[[], Outcome]:
    return lambda: _outcome(localised_pages.assemble(_task(own, verified=True), ["nl"])[0])


def _translate(own: Site) -> Callable[[], Outcome]:
    def fill() -> Outcome:
        for path in sorted((own.own / "catalogues").rglob("*.po")):
            catalogue = po.read(path.read_bytes(), str(path))
            messages = (replace(message, msgstr=_accented(message.msgid)) for message in catalogue.messages)
            path.write_bytes(po.write(po.rearranged(catalogue, messages)))
        return Outcome()

    return fill


def _outcome(result: Result) -> Outcome:
    return Outcome(
        tuple(f"{failed.file}:{failed.line}: {failed.text}" for failed in result.failures), len(result.refusals)
    )


def _accented(text: str) -> str:
    """Every letter that has an accented form gets one, outside what is not words."""
    kept = [found[0] for found in NOT_WORDS.finditer(text)]
    words = re.split(NOT_WORDS.pattern.replace("(`+)", "(?P<ticks>`+)"), text)[:: NOT_WORDS.groups + 1]
    return "".join(chain.from_iterable(zip((w.translate(ACCENTS) for w in words), [*kept, ""], strict=True)))


STAGES: Stages = {"extract": _update, "reassemble": _assemble, "translate": _translate, "verified": _verified}


def catalogues(own: Site) -> list[Path]:
    """The catalogues that a first update has written."""
    return sorted((own.own / "catalogues").rglob("*.po"))
