"""Law 7: `draft`, killed at any moment, pays for nothing twice but what was under way."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from random import Random
from signal import SIGKILL

import pytest
from helpers.libretranslate_server import translated
from helpers.paying import Receipt, Translator, paid_translator
from helpers.projects import KEEP, po_path, project, put, run, states, tree

from i18n_pipeline.cache import FOLDER
from i18n_pipeline.drafting.carry import THREADS
from i18n_pipeline.drafting.replies import ANSWERS

KILLS = 100
PAGES = 3
SECTIONS = 8
REQUESTS = PAGES * SECTIONS

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked, so that it starts within a moment"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a run is killed, if it is not done by then."""

    requests: int
    """After so many requests reached the translator …"""
    pause: float = 0
    """… and so many seconds more …"""
    writing: bool = False
    """… and something begins to change among the catalogues."""


NEVER = Moment(REQUESTS + 1)


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


def draft(root: Path) -> None:
    """In the child."""
    outcome = run(root, "draft", "-j", "1")
    sys.stderr.write(outcome.err)
    sys.exit(outcome.code)


def drafted(root: Path, translator: Translator, moment: Moment) -> tuple[int, list[Receipt]]:
    """Draft in a child and kill it at a moment: how it ended, and what reached the translator."""
    child = multiprocessing.get_context("fork").Process(target=draft, args=(root,))
    child.start()
    receipts: list[Receipt] = []
    while len(receipts) < moment.requests and translator.receipts in wait([translator.receipts, child.sentinel]):
        receipts.append(translator.receipts.recv())
    child.join(moment.pause)
    seen = sizes(root)
    while moment.writing and child.is_alive() and sizes(root) == seen:
        pass
    child.kill()
    child.join()
    code = child.exitcode
    child.close()
    assert code in {0, -SIGKILL}
    return code, receipts + translator.settled()


def sizes(root: Path) -> dict[str, int]:
    """The files among the catalogues, and how long they are; empty while one is being renamed."""
    try:
        with os.scandir(po_path(root).parent) as files:
            return {file.name: file.stat().st_size for file in files}
    except FileNotFoundError:
        return {}


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


def killed_until_done(site: Site, translator: Translator, moments: Iterator[Moment]) -> int:
    """Draft a site of which nothing is drafted, run after run until one gets through; how many were killed."""
    shutil.rmtree(site.root / "locales")
    shutil.rmtree(site.root / FOLDER)
    for name, data in site.old.items():
        put(site.root / name, data)
    known: set[str] = set()
    paid: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    code, runs = -SIGKILL, 0
    while code:
        code, receipts = drafted(site.root, translator, next(moments, NEVER))
        sent = Counter(text for receipt in receipts for text in receipt)
        before, known = known, kept(site)
        under_way = [receipt for receipt in receipts if not known.issuperset(receipt)]

        assert before <= known
        assert sorted(before & sent.keys()) == []
        assert len(under_way) <= (THREADS if code else 0)
        assert torn(site) == []
        paid += sent
        lost.update(text for receipt in under_way for text in receipt if text not in known)
        runs += 1
    assert {name: data for name, data in tree(site.root).items() if name in site.new} == site.new
    assert paid == Counter(site.answers.values()) + lost
    return runs - 1


def moments(random: Random, took: float) -> Iterator[Moment]:
    """Before, at and after requests, and in the writing of catalogues: anywhere in a run that takes so many seconds."""
    while True:
        yield Moment(0, random.random() * took)
        yield Moment(random.randint(1, REQUESTS // 2))
        yield Moment(random.randint(1, REQUESTS // 2), random.random() * took / REQUESTS)
        yield Moment(random.randint(1, REQUESTS // 2), writing=True)


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Translator]:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY", raising=False)
    with paid_translator() as translator:
        yield translator


def test_a_killed_run_pays_for_nothing_twice_but_what_was_under_way(tmp_path: Path, translator: Translator) -> None:
    made = site(tmp_path, translator)
    begun = time.monotonic()
    assert killed_until_done(made, translator, iter(())) == 0
    coming = moments(Random("kills"), time.monotonic() - begun)
    kills = 0
    while kills < KILLS:
        kills += killed_until_done(made, translator, islice(coming, KILLS - kills))
    assert kills == KILLS


def test_a_text_of_two_pages_is_paid_for_once_though_a_kill_parts_them(tmp_path: Path, translator: Translator) -> None:
    paying(tmp_path, translator, {"one.md": "# One\n\nThe same text.", "two.md": "# Two\n\nThe same text."})
    assert run(tmp_path, "draft", "one.md").code == 0  # what a kill between the two catalogues leaves behind
    assert run(tmp_path, "draft").code == 0
    assert Counter(text for receipt in translator.settled() for text in receipt)["The same text."] == 1
