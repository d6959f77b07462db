"""The figures of `status` and those of gettext and translate-toolkit on the same catalogues."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import polib
import pytest
from helpers.corpus import ROOT
from helpers.projects import KEEP, project, put, run, translate
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.po import pofile
from translate.tools import pocount

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.counting import NOT_PROSE, words

STATES = ("reviewed", "draft", "stale", "untranslated")
OTHERWISE = re.compile(r"[^\W\d_](?:[-_./:\u2019']|\d)|\d[^\W\d_]|[`*_~|\\&=#%+$@]")
"""What both tools count, but not alike: words of several parts, names of files, numbers, marks."""


def own_catalogues() -> list[Path]:
    return sorted((ROOT / "locales" / "nl").rglob("*.po"))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Our own guide with messages of every state, drafts and obsolete ones among them."""
    root = tmp_path / "guide"
    pages = {
        path.relative_to(ROOT / "source").as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.md")
    }
    project(root, pages, KEEP)
    run(root, "update")
    translate(root)
    chance = Random(7)
    for path in sorted((root / "locales" / "nl").rglob("*.po")):
        catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        for entry in catalogue:
            kind = chance.choice(["reviewed", "draft", "stale", "untranslated", "fuzzy and empty"])
            if kind not in {"reviewed", "untranslated"}:
                entry.flags.append("fuzzy")
            if kind in {"untranslated", "fuzzy and empty"}:
                entry.msgstr = ""
            if kind == "draft":
                entry.tcomment = "machine draft: deepl"
        catalogue.append(polib.POEntry(msgid="It was here.", msgstr="Het stond hier.", obsolete=True))
        catalogue.save(str(path), newline="")
    return root


def counted(root: Path) -> Counter[str]:
    report = json.loads(run(root, "status", "--format", "json").out)
    return Counter({state: report["locales"][0]["coverage"][state]["messages"] for state in STATES})


def by_msgfmt(root: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in (root / "locales" / "nl").rglob("*.po"):
        command = ["msgfmt", "--statistics", "--output-file=/dev/null", str(path)]
        done = subprocess.run(command, capture_output=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
        for number, kind in re.findall(r"(\d+) (translated|fuzzy|untranslated)", done.stderr.decode()):
            found[kind] += int(number)
    return found


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_messages_are_those_of_msgfmt(mixed: Path) -> None:
    ours, theirs = counted(mixed), by_msgfmt(mixed)

    assert ours["reviewed"] == theirs["translated"]
    assert ours["draft"] + ours["stale"] == theirs["fuzzy"]
    assert ours["untranslated"] == theirs["untranslated"]
    assert min(ours.values()) > 50


def test_messages_are_those_of_pocount(mixed: Path) -> None:
    ours = counted(mixed)
    theirs = [pocount.calcstats(str(path)) for path in (mixed / "locales" / "nl").rglob("*.po")]

    assert ours["reviewed"] == sum(stats["translated"] for stats in theirs)
    assert ours["draft"] + ours["stale"] == sum(stats["fuzzy"] for stats in theirs)
    assert ours["untranslated"] == sum(stats["untranslated"] for stats in theirs)


def msgids() -> Iterator[str]:
    for path in own_catalogues():
        yield from (message.msgid for message in po.read(path.read_bytes(), str(path)).messages if not message.obsolete)


def test_words_of_plain_prose_are_those_of_pocount() -> None:
    prose = [text for text in msgids() if not NOT_PROSE.search(text) and not OTHERWISE.search(text)]

    assert len(prose) > 300
    assert {text: words(text) for text in prose} == {text: pocount.wordcount(text) for text in prose}


def test_words_of_a_whole_guide_are_nearly_those_of_pocount() -> None:
    """The rest: it counts each `[1]` of a link as a word, splits names of files at points, and counts code by marks."""
    texts = list(msgids())
    ours, theirs = sum(map(words, texts)), sum(map(pocount.wordcount, texts))
    without_links = sum(pocount.wordcount(NOT_PROSE.sub(" ", text)) for text in texts)

    assert ours <= without_links <= theirs
    assert without_links < 1.02 * ours
    assert theirs < 1.03 * ours


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzéüß", min_size=1), min_size=1))
def test_words_between_spaces_are_counted_alike(parts: list[str]) -> None:
    text = " ".join(parts)

    assert words(text) == pocount.wordcount(text) == len(parts)


def test_a_catalogue_of_ours_counts_the_same_in_both(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "# Ring the bell\n\nCome on Monday, please.\n\nBring bread.\n"}, KEEP)
    run(root, "update")
    path = root / "locales/nl/LC_MESSAGES/page.po"
    put(
        path,
        path.read_text().replace('msgid "Bring bread."\nmsgstr ""', 'msgid "Bring bread."\nmsgstr "Neem brood mee."'),
    )
    stats = pocount.calcstats(str(path))
    [locale] = json.loads(run(root, "status", "--format", "json").out)["locales"]

    assert locale["coverage"]["reviewed"]["words"] == stats["translatedsourcewords"] == 2
    assert locale["coverage"]["untranslated"]["words"] == stats["untranslatedsourcewords"] == 7
    assert len(pofile.parsefile(str(path)).units) == 4
