"""`draft` as a person runs it: memory first, then the engine, within the limit, nothing of people's touched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.projects import KEEP, page_path, po_path, project, put, run, tree

from i18n_pipeline.errors import AccountError, EngineError
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import Encoded, decode

PAGE = """\
---
title: A title
---

# A heading

See [the *guide*](guide.md) for `foo` & more.

## Another heading

Come on Monday at 9. Bring <kbd>K</kbd>.
"""
TEXTS = 5


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


def site(root: Path, page: str = PAGE, settings: str = "", **more: str) -> Path:
    pages = {"page.md": page, **{f"{name}.md": text for name, text in more.items()}}
    return project(root, pages, f'{KEEP}[draft]\nengine = "{engines.NAME}"\n{settings}')


def entries(root: Path, name: str = "page") -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(po_path(root, name)), encoding="utf-8")}


def test_a_draft_is_fuzzy_and_says_who_made_it(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    outcome = run(root, "draft")
    found = entries(root)["See [the *guide*][1] for `foo` & more."]

    assert outcome.code == 0
    assert found.msgstr == "SEE [THE *GUIDE*][1] FOR `foo` & MORE."
    assert found.fuzzy
    assert re.fullmatch(r"machine draft: a test \([0-9a-f]{8}\)", found.tcomment)
    assert len(engine.batches) == 3  # the front matter and the two sections


def test_a_draft_reaches_a_page_only_when_asked_for(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    run(root, "draft")

    run(root, "assemble")
    assert page_path(root).read_text() == PAGE
    run(root, "assemble", "--accept", "draft")
    assert "COME ON MONDAY AT 9. BRING <kbd>K</kbd>." in page_path(root).read_text()
    assert engine.batches


def test_an_engine_is_shown_the_title_the_headings_above_and_the_section(tmp_path: Path, engine: Engine) -> None:
    run(site(tmp_path), "draft")

    [context] = {batch.context for batch in engine.batches if any("Monday" in text for text in batch.texts)}
    assert context.splitlines() == [
        "A title",
        "A heading",
        "Another heading",
        "Another heading",
        "Come on Monday at 9. Bring <kbd>K</kbd>.",
    ]


def test_a_dry_run_says_what_it_would_send_and_sends_nothing(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    plan = json.loads(run(root, "draft", "--dry-run", "--format", "json").out)["plans"][0]

    [page] = plan["pages"]
    assert page.items() >= {"page": "page.md", "messages": TEXTS, "memory": 0, "kept": 0, "engine": TEXTS}.items()
    assert engine.batches == []
    assert tree(root) == {}
    run(root, "draft")
    assert engine.sent == plan["characters"]


def test_what_people_translated_comes_first(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path, other="Come on Monday at 8. Bring <kbd>K</kbd>.\n")
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root, "other")), encoding="utf-8")
    catalogue[0].msgstr = "Kom maandag om 8. Neem <kbd>K</kbd> mee."
    catalogue.save()
    run(root, "draft")
    found = entries(root)["Come on Monday at 9. Bring <kbd>K</kbd>."]

    assert found.msgstr == "Kom maandag om 9. Neem <kbd>K</kbd> mee."
    assert found.fuzzy
    assert found.tcomment.startswith("machine draft: memory, 9")
    assert all("Monday" not in text for batch in engine.batches for text in batch.texts)


@pytest.mark.parametrize("option", [(), ("--stale",), ("--redraft",)])
def test_what_a_person_reviewed_is_never_touched(tmp_path: Path, engine: Engine, option: tuple[str, ...]) -> None:
    root = site(tmp_path)
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), encoding="utf-8")
    for entry in catalogue:
        entry.msgstr = f"NL {entry.msgid}"
    catalogue.save()
    before = tree(root, "locales")

    assert run(root, "draft", *option).code == 0
    assert tree(root, "locales") == before
    assert engine.batches == []


def test_a_stale_text_is_drafted_only_when_asked_and_stays_in_a_comment(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path, "Come on Monday at nine in the morning, please.\n")
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), encoding="utf-8")
    catalogue[0].msgstr = "Kom maandag om negen uur 's ochtends."
    catalogue.save()
    put(root / "source" / "page.md", "Come on Monday at ten in the morning, please.\n")
    run(root, "update")

    run(root, "draft")
    assert engine.batches == []
    run(root, "draft", "--stale")
    [found] = [entry for entry in entries(root).values() if not entry.obsolete]
    assert found.msgstr == "COME ON MONDAY AT TEN IN THE MORNING, PLEASE."
    assert "i18n-pipeline: before: Kom maandag om negen uur 's ochtends." in found.tcomment
    assert found.previous_msgid is None


def test_a_second_run_asks_nothing_and_changes_nothing(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    run(root, "draft")
    before, asked = tree(root), len(engine.batches)

    run(root, "draft")
    assert (tree(root), len(engine.batches)) == (before, asked)


def test_an_answer_is_paid_for_once_though_the_catalogue_is_lost(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    run(root, "draft")
    before, asked = po_path(root).read_bytes(), len(engine.batches)
    po_path(root).unlink()

    run(root, "draft")
    assert po_path(root).read_bytes() == before
    assert len(engine.batches) == asked


def test_a_text_that_stands_on_many_pages_is_sent_once(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path, PAGE, **{f"page{number}": PAGE for number in range(9)})
    run(root, "draft")
    texts = [text for batch in engine.batches for text in batch.texts]

    assert len(texts) == len(set(texts)) == TEXTS
    assert all(entry.fuzzy for number in range(9) for entry in entries(root, f"page{number}").values())


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize("most", [0, 1, 10, 40, 60, 10_000])
def test_never_more_is_sent_than_the_limit_says(tmp_path: Path, engine: Engine, most: int, *, twice: bool) -> None:
    engine.twice = twice
    root = site(tmp_path, settings="max_chars = 5000\n")
    outcome = run(root, "draft", "--max-chars", str(most))

    assert engine.sent <= most
    drafts = [entry for entry in entries(root).values() if entry.fuzzy] if po_path(root).exists() else []
    assert outcome.code == int(len(drafts) < TEXTS)
    assert ("messages not sent: the limit is" in outcome.err) == (len(drafts) < TEXTS)


def test_never_more_is_sent_than_the_account_has_left(tmp_path: Path, engine: Engine) -> None:
    engine.account = 30
    outcome = run(site(tmp_path), "draft")

    assert 0 < engine.sent <= 30
    assert outcome.code == 1


@pytest.mark.parametrize("place", range(1, TEXTS + 1))
def test_a_run_that_is_cut_off_pays_for_nothing_twice(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    left = place

    def cut_off(encoded: Encoded, reply: str) -> str:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return decode(encoded, reply)

    monkeypatch.setattr(codes, "decode", cut_off)
    root = site(tmp_path)

    assert run(root, "draft").code == 130
    assert run(root, "draft").code == 0
    texts = [text for batch in engine.batches for text in batch.texts]
    assert len(texts) == len(set(texts)) == TEXTS


def test_an_answer_that_lost_markup_is_asked_for_again_and_then_left_out(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    engine.reply = lambda text: text.replace("<x", "<y") if "guide" in text else engines.shouted(text)
    outcome = run(root, "draft")

    assert outcome.code == 1
    assert "no draft of “See [the *guide*][1] for `foo` & more.”: it has <y>, which the source has not" in outcome.err
    assert entries(root)["See [the *guide*][1] for `foo` & more."].msgstr == ""
    assert sorted(batch.again for batch in engine.batches if "guide" in str(batch.texts)) == [False, True]
    assert entries(root)["A title"].msgstr == "A TITLE"


def test_one_failed_request_does_not_stop_the_others(tmp_path: Path, engine: Engine) -> None:
    def reply(text: str) -> str:
        if "guide" in text:
            raise EngineError("the server hung up")
        return engines.shouted(text)

    engine.reply = reply
    outcome = run(site(tmp_path), "draft")

    assert outcome.code == 1
    assert "the server hung up" in outcome.err
    assert entries(tmp_path)["Another heading"].msgstr == "ANOTHER HEADING"


def test_a_server_that_is_away_is_not_asked_for_ever(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise EngineError("the server cannot be reached")

    engine.reply = reply
    outcome = run(site(tmp_path, "".join(f"# {word}\n\n" for word in "abcdefghijklmnopqrstuvwxyz")), "draft")

    assert outcome.code == 3
    assert "the server cannot be reached; that was so 6 times in a row" in outcome.err
    assert len(engine.batches) < 15


def test_an_account_that_fails_stops_the_run_and_what_was_made_is_kept(tmp_path: Path, engine: Engine) -> None:
    def reply(text: str) -> str:
        if "Another" in text:
            raise AccountError("the quota is used up; wait for the next month")
        return engines.shouted(text)

    engine.reply = reply
    outcome = run(site(tmp_path), "draft")

    assert outcome.code == 3
    assert "error: the quota is used up; wait for the next month" in outcome.err
    assert entries(tmp_path)["A title"].msgstr == "A TITLE"


def test_what_looks_odd_is_said_in_a_comment(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: engines.shouted(text).replace("9", "10")
    run(site(tmp_path), "draft")

    assert (
        "i18n-pipeline: look: the translation has other numbers: 9 became 10"
        in entries(tmp_path)["Come on Monday at 9. Bring <kbd>K</kbd>."].tcomment
    )


def test_replies_that_an_engine_swapped_are_said_in_comments(tmp_path: Path, engine: Engine) -> None:
    swapped = {
        "Tickets cost 25 euros.": "De deuren gaan open om 19:30.",
        "The doors open at 19:30.": "Kaartjes kosten 25 euro.",
    }
    engine.reply = swapped.get
    root = site(tmp_path)
    put(root / "source" / "page.md", "\n\n".join(swapped))
    run(root, "draft")

    noted = "i18n-pipeline: look: the translation reads like that of “{}”"
    assert noted.format("The doors open at 19:30.") in entries(root)["Tickets cost 25 euros."].tcomment
    assert noted.format("Tickets cost 25 euros.") in entries(root)["The doors open at 19:30."].tcomment


def test_the_glossary_goes_along_and_is_looked_after(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    put(root / "glossary.csv", "source,nl,notes\nguide,gids,a book\nheading,kop,\n")
    run(root, "draft")

    assert {term.target for batch in engine.batches for term in batch.terms} == {"gids", "kop"}
    assert (
        "the translation lacks “kop”, which the glossary has for “heading”" in entries(root)["Another heading"].tcomment
    )


def test_a_column_of_the_glossary_for_another_language_stops_nothing(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    put(root / "glossary.csv", "source;nl;fr\nguide;gids;guide\n")
    outcome = run(root, "draft")

    assert outcome.code == 0
    assert outcome.err.count("note: glossary.csv: fr is no locale of the settings, so its column is not used") == 1
    assert {term.target for batch in engine.batches for term in batch.terms} == {"gids"}


def test_a_glossary_that_is_not_utf8_is_an_error(tmp_path: Path, engine: Engine) -> None:
    root = site(tmp_path)
    put(root / "glossary.csv", "source,nl\nguide,gids\ncafé,kroeg\n".encode("latin-1"))
    outcome = run(root, "draft")

    assert outcome.code == 1
    assert "error: glossary.csv:3: not UTF-8 (byte 0xE9); save the table as" in outcome.err
    assert engine.batches == []


def test_without_an_engine_the_memory_alone_is_used_and_that_is_said(tmp_path: Path, engine: Engine) -> None:
    outcome = run(project(tmp_path, {"page.md": PAGE}), "draft")

    assert outcome.code == 0
    assert "No engine is set: name one with --engine, or as `engine` under [draft] in i18n.toml." in outcome.out
    assert engine.batches == []


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (f'[draft."{engines.NAME}"]\nmost_text = 3\n', "Did you mean 'most_texts'?"),
        (f'[draft."{engines.NAME}"]\nmost_texts = "3"\n', "has a value of the wrong type: '3'"),
    ],
)
def test_settings_of_an_engine_are_checked(tmp_path: Path, engine: Engine, settings: str, why: str) -> None:
    outcome = run(site(tmp_path, settings=settings), "draft")

    assert outcome.code == 2
    assert why in outcome.err
    assert engine.batches == []
