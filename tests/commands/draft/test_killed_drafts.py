"""Law 7: `draft`, killed at any moment, pays for nothing twice but what was under way.

The moments are requests that reach the translator, and events in the command (`helpers.moments`): no clock decides.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from signal import SIGKILL

import pytest
from helpers.libretranslate_server import translated
from helpers.moments import die_at
from helpers.paying import Receipt, Translator, paid_translator
from helpers.projects import KEEP, project, put, run, states, tree

from i18n_pipeline.commands.draft.chosen_engine import THREADS
from i18n_pipeline.commands.draft.replies import ANSWERS
from i18n_pipeline.project.cache import FOLDER

KILLS = 40
PAGES = 3
SECTIONS = 8
REQUESTS = PAGES * SECTIONS

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked, so that it starts within a moment"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a run is killed, if it is not done by then."""

    requests: int = REQUESTS + 1
    """When this many requests have reached the translator …"""
    event: int = 0
    """… or just before the event with this number; 0: no event."""


NEVER = Moment()


@dataclass(frozen=True, slots=True)
class Site:
    """A project, before and after all of it was drafted."""

    root: Path
    """Its folder."""
    old: dict[str, bytes]
    """Its catalogues without drafts."""
    new: dict[str, bytes]
    """Its catalogues as a run makes them that nobody kills."""
    answers: dict[str, str]
    """The text of each answer; every answer is another."""


def page(number: int) -> str:
    """A page whose every section is a request of two texts; some of the texts stand on every page."""
    texts = (f"Paragraph {number if row % 4 else 0} {row}." for row in range(SECTIONS))
    return "\n\n".join(f"## Heading {number} {row}\n\n{text}" for row, text in enumerate(texts))


def paying(root: Path, translator: Translator, pages: dict[str, str]) -> None:
    """A project that is drafted by the translator."""
    settings = f'{KEEP}[draft]\nengine = "libretranslate"\n[draft.libretranslate]\nurl = "{translator.url}"\n'
    project(root, pages, settings)


def site(root: Path, translator: Translator) -> Site:
    paying(root, translator, {f"page{number}.md": page(number) for number in range(PAGES)})
    run(root, "update")
    old = tree(root)
    assert run(root, "draft").code == 0
    receipts = translator.settled()
    assert len(receipts) == REQUESTS
    new = tree(root)
    assert {state for name in new for state in states(root / name).values()} == {"stale"}  # as it calls what is fuzzy
    return Site(root, old, new, {translated(text): text for receipt in receipts for text in receipt})


def draft(root: Path, event: int, events: Connection) -> None:
    """In the child: draft, killed at an event; `events` is sent how many there were."""
    number = die_at(event)
    outcome = run(root, "draft", "-j", "1")
    events.send(number() - 1)
    sys.stderr.write(outcome.err)
    sys.exit(outcome.code)


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that has ended."""

    code: int
    """Its exit code; -9 where it was killed."""
    receipts: list[Receipt]
    """What reached the translator."""
    events: int
    """The events that it had; 0 where it was killed."""


def drafted(root: Path, translator: Translator, moment: Moment) -> Ended:
    """Draft in a child, which is killed at a moment."""
    came, sent = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=draft, args=(root, moment.event, sent))
    child.start()
    receipts: list[Receipt] = []
    while len(receipts) < moment.requests and translator.receipts in wait([translator.receipts, child.sentinel]):
        receipts.append(translator.receipts.recv())
    if len(receipts) >= moment.requests:
        child.kill()
    child.join()
    code = child.exitcode
    child.close()
    sent.close()
    assert code in {0, -SIGKILL}
    return Ended(code, receipts + translator.settled(), 0 if code else came.recv())


def kept(site: Site) -> set[str]:
    """The texts whose answers are in the cache, none of them damaged. What a kill left there is seen in a copy."""
    found, copy = site.root / FOLDER / ANSWERS, site.root / "copy"
    if not found.exists():
        return set()
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(found.parent, copy)
    with closing(sqlite3.connect(copy / found.name)) as cache:
        assert cache.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = cache.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {site.answers[answer] for (answer,) in cache.execute("SELECT value FROM kept")} if tables else set()


def torn(site: Site) -> list[str]:
    """Catalogues that are neither the old one nor the new one; temporary files, which nobody reads, are left aside."""
    now = {name: data for name, data in tree(site.root).items() if not Path(name).name.startswith(".")}
    return [name for name in now | site.old if now.get(name) not in {site.old.get(name), site.new.get(name)}]


def killed_until_done(site: Site, translator: Translator, moments: Iterator[Moment]) -> tuple[int, int]:
    """Draft a site of which nothing is drafted, run after run until one gets through.

    Gives how many runs were killed, and how many events the last run had.
    """
    shutil.rmtree(site.root / "locales")
    shutil.rmtree(site.root / FOLDER)
    for name, data in site.old.items():
        put(site.root / name, data)
    known: set[str] = set()
    paid: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    code, runs, events = -SIGKILL, 0, 0
    while code:
        ended = drafted(site.root, translator, next(moments, NEVER))
        code, events = ended.code, ended.events
        sent = Counter(text for receipt in ended.receipts for text in receipt)
        before, known = known, kept(site)
        under_way = [receipt for receipt in ended.receipts if not known.issuperset(receipt)]

        assert before <= known
        assert sorted(before & sent.keys()) == []
        assert len(under_way) <= (THREADS if code else 0)
        assert torn(site) == []
        paid += sent
        lost.update(text for receipt in under_way for text in receipt if text not in known)
        runs += 1
    assert {name: data for name, data in tree(site.root).items() if name in site.new} == site.new
    assert paid == Counter(site.answers.values()) + lost
    return runs - 1, events


def moments(random: Random, events: int) -> Iterator[Moment]:
    """At requests, and before events: anywhere in a run that has so many events."""
    while True:
        yield Moment(requests=random.randint(1, REQUESTS // 2))
        yield Moment(event=random.randint(1, events))


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translator]:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY", raising=False)
    with paid_translator() as translator:
        yield translator


def test_a_killed_run_pays_for_nothing_twice_but_what_was_under_way(tmp_path: Path, translator: Translator) -> None:
    made = site(tmp_path, translator)
    kills, events = killed_until_done(made, translator, iter(()))
    assert kills == 0
    coming = moments(Random("kills"), events)
    while kills < KILLS:
        kills += killed_until_done(made, translator, islice(coming, KILLS - kills))[0]
    assert kills == KILLS


def test_a_text_of_two_pages_is_paid_for_once_though_a_kill_parts_them(tmp_path: Path, translator: Translator) -> None:
    paying(tmp_path, translator, {"one.md": "# One\n\nThe same text.", "two.md": "# Two\n\nThe same text."})
    assert run(tmp_path, "draft", "one.md").code == 0  # what a kill between the two catalogues leaves behind
    assert run(tmp_path, "draft").code == 0
    assert Counter(text for receipt in translator.settled() for text in receipt)["The same text."] == 1
