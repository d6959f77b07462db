"""The ids of the headings of one page, learnt from its built page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.commands.assemble.ids_differ import CHANGED
from i18n_pipeline.commands.learn_ids import built_files
from i18n_pipeline.commands.learn_ids.built_headings import headings
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading import learnt_ids
from i18n_pipeline.markdown.reading.heading_text import EMOJI
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.learnt_ids import Row
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.project import anchors_lock, disk, project_files
from i18n_pipeline.project.settings import Config

UNKNOWN = "anchor-unknown"
"""Check id of findings about headings whose ids could not be learnt."""
MANY = 250_000
"""Pairs of headings that are compared in the best way: those of 500 headings on both sides."""
BUILD = "build the English site as it is now, and name its folder"


class LearnJob(Struct, frozen=True):
    """A page whose ids are to be learnt."""

    config: Config
    """The settings."""
    page: str
    """The page, relative to the source folder."""
    folder: Path
    """The folder of the built site."""
    shown: str
    """That folder as the person named it."""
    files: Mapping[str, list[str]]
    """Its HTML files, by the last part of their paths."""


class Learnt(Struct, frozen=True):
    """What was learnt of a page."""

    page: str
    """The page, relative to the project."""
    rows: tuple[Row, ...] | None
    """The ids and words of its headings; None if its built page was not found."""
    findings: tuple[Finding, ...] = ()
    """Ids that changed, and headings whose ids could not be learnt."""


def learn(job: LearnJob) -> Learnt:
    """Learn the ids of a page. Raises PageError and OutsideError."""
    _, page = project_files.read_page(job.config, job.page)
    tree, reference = page.outline, project_files.reference(job.config, job.page)
    wanted = learnt_ids.words(tree)
    before = job.config.learnt.get(reference, ())
    if not wanted:
        return Learnt(reference, ())
    path = job.config.inside(job.page)
    for file in built_files.candidates(path, tree.front, job.files):
        built = headings((disk.read(job.folder / file) or b"").decode(errors="replace"))
        found = paired([said for _, said in wanted], built)
        if 2 * sum(name is not None for name in found) >= len(wanted):
            rows = [(heading, name, said) for (heading, said), name in zip(wanted, found, strict=True)]
            told = _told(job, reference, tree, rows, f"{job.shown}/{file}")
            return Learnt(reference, tuple((name, said) for _, name, said in rows if name), tuple(told))
    tried = " and ".join(built_files.names(path, tree.front))
    said = f"no HTML file in {job.shown} has its headings (tried {tried}), so its ids are not learnt"
    finding = Finding(Severity.WARNING, UNKNOWN, said, reference, advice=BUILD, page=reference)
    return Learnt(reference, None if before else (), (finding,))


def paired(ours: Sequence[str], built: Sequence[tuple[str, str]]) -> list[str | None]:
    """The id of the built heading that stands for each of our headings; None where there is none.

    In order; a built heading says the same but for signs, or, between two such pairs, has our words among its own.
    """
    mine, theirs = [_letters(EMOJI.sub("", said)) for said in ours], [_letters(said) for _, said in built]
    found: list[str | None] = [None] * len(mine)
    at, beyond = 0, 0
    for first, second, size in _equal(mine, theirs):
        for number, place in _inside(mine[at:first], theirs[beyond:second]):
            found[at + number] = built[beyond + place][0]
        for offset in range(size):
            found[first + offset] = built[second + offset][0]
        at, beyond = first + size, second + size
    return found


def _equal(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where stretches of both are equal, and how long they are, in order; at last the ends of both, and 0.

    On pages with very many headings each goes with the next equal one, since the best way takes the cube of the number.
    """
    if len(mine) * len(theirs) <= MANY:
        yield from SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        return
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, said in enumerate(theirs):
        places[said].append(place)
    beyond = 0
    for number, said in enumerate(mine):
        row = places.get(said, [])
        index = bisect_left(row, beyond)
        if index < len(row):
            yield number, row[index], 1
            beyond = row[index] + 1
    yield len(mine), len(theirs), 0


def _inside(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each of mine that is a part of one of theirs, with the first such one behind that of the one before."""
    if not mine or not theirs:
        return
    text = "\n".join(theirs)
    starts = [0, *accumulate(len(said) + 1 for said in theirs)]
    at = 0
    for number, said in enumerate(mine):
        found = text.find(said, at) if said else -1
        if found >= 0:
            place = bisect_right(starts, found) - 1
            yield number, place
            at = starts[place + 1]


def _letters(text: str) -> str:
    """The letters and digits of a text, in one case; its other signs if it has none."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, text)) or re.sub(r"\s+", "", text)


def _told(
    job: LearnJob, page: str, tree: Outline, rows: Sequence[tuple[Heading, str | None, str]], file: str
) -> Iterator[Finding]:
    """The ids that are others than those in the lock, and headings that the built page lacks."""
    lock, known = anchors_lock.name(job.config), learnt_ids.learnt(tree, job.config.learnt.get(page, ()))
    for heading, name, said in rows:
        line = tree.source.count(b"\n", 0, heading.start) + 1
        had = known.get(heading.start)
        if name is None:
            text = f"the heading “{said}” has no id in {file}, so the id of its words counts"
            yield Finding(Severity.WARNING, UNKNOWN, text, page, line, advice=BUILD, page=page)
        elif had and had != name:
            text = f"the heading “{said}” had the id {had!r} in {lock}, and has {name!r} in {file}"
            yield Finding(Severity.WARNING, CHANGED, text, page, line, advice=KEEP, page=page)


KEEP = "links from elsewhere to the former id break; to keep it, write it on the heading"
"""What to do about an id that changed."""
