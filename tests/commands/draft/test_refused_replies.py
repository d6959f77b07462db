"""Replies that cannot be drafts: kept and so paid for once, named, grouped, and told with what to do next."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import polib
import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.openai_server import Chat, Said, chatting, completion, failure, upper
from helpers.projects import KEEP, po_path, project, run

from i18n_pipeline.commands.draft.reasons import grouped

SETTINGS = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'
LINKS = "".join(f"Read [the book {number}](book.md).\n\n" for number in range(30))


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Iterator[Chat]:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with chatting(Chat(key="")) as server:
        yield server


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


def asking(root: Path, chat: Chat, page: str) -> Path:
    settings = f'[draft]\nengine = "openai"\n[draft.openai]\nmodel = "small"\nbase_url = "{chat.url}"\n'
    return project(root, {"page.md": page}, KEEP + settings)


def without_tags(texts: Mapping[str, str]) -> Said:
    return completion(json.dumps(dict.fromkeys(texts, "words")))


# --- kept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (without_tags, "it lost “[…][1]”"),
        (lambda _: completion("I would rather talk about it."), "it was not JSON with the ids of the texts"),
        (lambda _: completion('{"t1": "wor', "length"), "it was cut off, since it was too long"),
        (lambda texts: completion(json.dumps(dict.fromkeys(texts, "  "))), "there is no translation"),
        (lambda texts: completion(json.dumps(dict.fromkeys(texts, "\ud800"))), "it holds half a character"),
        (lambda _: completion(None, "content_filter"), "it ended with 'content_filter'"),
    ],
)
def test_hopeless_messages_are_paid_for_once_and_named_with_what_the_engine_knows(
    tmp_path: Path, chat: Chat, reply: object, why: str
) -> None:
    chat.rest = reply  # type: ignore[assignment]
    root = asking(tmp_path, chat, LINKS)
    first = run(root, "draft", "-v")
    asked = len(chat.asked)
    second = run(root, "draft", "-v")

    assert asked > 0
    assert len(chat.asked) == asked
    assert first.err == second.err
    assert first.err.count(f"”: {why}") == 30
    assert first.err.startswith("nl: 30 refused: 30 ")
    assert json.loads(run(root, "draft", "--dry-run", "--format", "json").out)["plans"][0]["characters"] == 0
    run(root, "draft", "--ask-again")
    assert len(chat.asked) > asked


def test_good_replies_beside_hopeless_ones_are_drafts_and_no_text_is_asked_for_in_the_next_run(
    tmp_path: Path, chat: Chat
) -> None:
    chat.rest = lambda texts: completion(
        json.dumps({name: "x" if "book 7" in text else upper(text) for name, text in texts.items()})
    )
    root = asking(tmp_path, chat, LINKS)
    outcome = run(root, "draft")
    asked = len(chat.asked)
    run(root, "draft")

    assert "nl: 1 refused: 1 loses a link" in outcome.err
    assert sum(bool(entry.msgstr) for entry in polib.pofile(str(po_path(root)), encoding="utf-8")) == 29
    assert len(chat.asked) == asked


def test_a_failed_request_is_not_kept_as_a_refusal(tmp_path: Path, chat: Chat) -> None:
    chat.script = [lambda texts: completion(json.dumps({"t1": upper(texts["t1"])}))]
    chat.rest = failure(418, "a teapot")
    root = asking(tmp_path, chat, "Read [one](x).\n\nRead [two](x).\n\nRead [three](x).\n")
    outcome = run(root, "draft")

    assert "source/page.md: no draft of 2 messages: openai: HTTP 418" in outcome.err
    assert "refused" not in outcome.err
    chat.rest = lambda texts: completion(json.dumps({name: upper(text) for name, text in texts.items()}))
    assert run(root, "draft").code == 0


def test_a_reply_of_nothing_is_kept_for_engines_of_anybodys_too(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: None if text == "one" else engines.shouted(text)
    root = project(tmp_path, {"page.md": "one\n\ntwo\n"}, SETTINGS)
    for _ in range(3):
        assert "no draft of “one”: there is no translation" in run(root, "draft").err

    assert [batch.texts for batch in engine.batches] == [("one", "two")]
    run(root, "draft", "--ask-again")
    assert [batch.texts for batch in engine.batches[1:]] == [("one",)]


# --- told ----------------------------------------------------------------------------------------------


def test_reasons_are_grouped_and_what_to_do_is_said_once(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: "words" if "<g" in text else "words <y/>" if "<x" in text else engines.shouted(text)
    page = LINKS + "Run `this`.\n\nRun `that`.\n\nDo it.\n"
    outcome = run(project(tmp_path, {"page.md": page}, SETTINGS), "draft")
    lines = outcome.err.splitlines()

    assert lines[0] == "nl: 32 refused: 30 lose a link, 2 make up a tag"
    assert lines[2] == "  source/page.md: no draft of “Read [the book 0][1].”: it loses “[…][1]”"
    assert lines[-1].startswith("nl: translate these yourself, or name another engine with --engine;")
    assert outcome.err.count("--ask-again") == 1


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["it loses “[…][1]”"] * 2 + ["it was cut off, since it was too long"], "2 lose a link, 1 cut off"),
        (["it lost “![…][1]”", "it lost “`a`”", "it lost “**…**”"], "1 loses an image, 1 loses code, 1 loses emphasis"),
        (
            ["it lost “<kbd>”", "it loses “{{ x }}”", "it loses “[^1]”"],
            "1 loses a tag, 1 loses a placeholder, 1 loses a footnote mark",
        ),
        (["it takes the words out of “*…*”", "it puts words into “`a`”"], "1 empties markup, 1 fills markup"),
        (["there is no translation", "it has no words"], "2 empty"),
        (["its HTML tags do not close in order"], "1 mixes up tags"),
        (["it adds the code `a`", "it adds the code `b`"], "2 change more than words"),
        (["openai: HTTP 400 from “x”: no"] * 3, "3 openai: HTTP 400 from: no"),
        ([], ""),
    ],
)
def test_a_group_is_named_in_a_few_words(reasons: list[str], said: str) -> None:
    assert grouped(reasons) == said


def test_the_outcome_is_in_the_json_too(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: "words" if "<g" in text else engines.shouted(text)
    root = project(tmp_path, {"page.md": "Read [it](x).\n\nDo it.\n"}, SETTINGS)
    outcome = run(root, "draft", "--format", "json", "--max-chars", "1000")
    said = json.loads(outcome.out)

    assert outcome.code == 1
    assert said["plans"][0]["characters"] == 14
    assert said["outcome"] == {
        "stopped": False,
        "characters": 22,
        "unanswered": 0,
        "limit": {"characters": 1000, "owner": "--max-chars"},
        "cost": {"amount": 22, "unit": "characters"},
        "errors": [],
        "locales": [
            {
                "locale": "nl",
                "pages": [
                    {
                        "page": "page.md",
                        "memory": 0,
                        "engine": 1,
                        "changed": True,
                        "unsent": 0,
                        "not_sent_again": 0,
                        "refused": [{"msgctxt": None, "msgid": "Read [it][1].", "reason": "it loses “[…][1]”"}],
                        "failed": [],
                    }
                ],
            }
        ],
    }
    assert "outcome" not in json.loads(run(root, "draft", "--dry-run", "--format", "json").out)
