"""What a plan says that the engine takes, and what a run says that it took."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.projects import KEEP, po_path, project, run
from msgspec.structs import replace

from i18n_pipeline.errors import EngineError
from i18n_pipeline.model import Answer, Batch, Cost

PAGES = {"one.md": "# Ring the bell\n\nCome on Monday.\n", "two.md": "Come on Monday.\n\nBring **bread**.\n"}
SETTINGS = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'


@pytest.fixture
def engine() -> Engine:
    made = engines.fresh()
    made.billed_in, made.currency = "tokens", "EUR"
    made.estimate = lambda batch: Cost(100 * len(batch.texts), len(batch.texts))  # type: ignore[method-assign]
    translate: Callable[[Batch], Answer] = made.translate
    made.translate = lambda batch: replace(translate(batch), cost=Cost(7, 0.002))  # type: ignore[method-assign]
    return made


def plan(root: Path, *words: str) -> dict[str, object]:
    return dict(json.loads(run(root, "draft", "--dry-run", "--format", "json", *words).out)["plans"][0])


def test_a_plan_says_what_each_page_takes_and_counts_a_text_once(tmp_path: Path, engine: Engine) -> None:
    pages = plan(project(tmp_path, PAGES, SETTINGS))

    assert pages == {
        "locale": "nl",
        "engine": "a test",
        "characters": 40,
        "estimate": {"amount": 300, "unit": "tokens", "money": 3, "currency": "EUR"},
        "pages": [
            {"page": "one.md", "messages": 2, "memory": 0, "kept": 0, "engine": 2, "characters": 28}
            | {"estimate": {"amount": 200, "unit": "tokens", "money": 2, "currency": "EUR"}},
            {"page": "two.md", "messages": 2, "memory": 0, "kept": 0, "engine": 2, "characters": 12}
            | {"estimate": {"amount": 100, "unit": "tokens", "money": 1, "currency": "EUR"}},
        ],
    }
    assert not engine.batches


def test_the_plan_and_the_end_say_it_for_people(tmp_path: Path, engine: Engine) -> None:
    outcome = run(project(tmp_path, PAGES, SETTINGS), "draft", "-v")

    counted = "nl: 4 messages on 2 pages: 0 from the memory, 0 answered before, 4 for a test"
    assert outcome.out.splitlines() == [
        f"{counted} (40 characters, about 300 tokens, about 3.00 EUR)",
        "  one.md: 2 messages, 0 from the memory, 28 characters, about 200 tokens, about 2.00 EUR",
        "  two.md: 2 messages, 0 from the memory, 12 characters, about 100 tokens, about 1.00 EUR",
        "nl: 4 drafts, 0 from the memory, 4 by a test",
        "a test: 40 characters sent, 14 tokens, less than 0.01 EUR",
    ]
    assert len(engine.batches) == 2


def test_no_money_is_shown_where_no_price_is_known(tmp_path: Path, engine: Engine) -> None:
    engine.currency = ""

    assert plan(project(tmp_path, PAGES, SETTINGS))["estimate"] == {"amount": 300, "unit": "tokens"}


def test_what_was_answered_before_takes_nothing(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, PAGES, SETTINGS)
    run(root, "draft")
    po_path(root, "one").unlink()

    assert plan(root)["estimate"] == {"amount": 0, "unit": "tokens", "money": 0, "currency": "EUR"}
    assert len(engine.batches) == 2


# --- asking again ------------------------------------------------------------------------------------


def test_asked_again_an_engine_answers_anew(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, PAGES, SETTINGS)
    run(root, "draft")
    engine.reply = lambda text: engines.shouted(text).replace("MONDAY", "TUESDAY")

    run(root, "draft", "--redraft")
    assert "MONDAY" in po_path(root, "one").read_text()
    assert plan(root, "--redraft", "--ask-again")["characters"] == 40
    run(root, "draft", "--redraft", "--ask-again")
    assert "TUESDAY" in po_path(root, "one").read_text()
    assert "TUESDAY" in po_path(root, "two").read_text()


def test_a_refused_answer_is_kept_until_it_is_asked_for_again(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, {"page.md": "Bring **bread**.\n"}, SETTINGS)
    engine.reply = lambda _: "BREAD"
    assert run(root, "draft").code == 1
    engine.reply = engines.shouted

    assert run(root, "draft").code == 1
    assert len(engine.batches) == 2
    assert run(root, "draft", "--ask-again").code == 0
    assert "BRING **BREAD**." in po_path(root).read_text()


def test_to_ask_again_and_to_send_nothing_loses_no_answer(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, PAGES, SETTINGS)
    run(root, "draft")
    for name in ("one", "two"):
        po_path(root, name).unlink()
    assert run(root, "draft", "--ask-again", "--max-chars", "0").code == 1

    assert plan(root)["characters"] == 0
    assert len(engine.batches) == 2


def test_a_second_try_that_is_left_is_in_the_plan(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, {"page.md": "Bring **bread**.\n"}, SETTINGS)
    engine.reply = lambda _: "BREAD"
    assert (
        "the limit is 5 characters (--max-chars), the smallest request left has 12"
        in run(root, "draft", "--max-chars", "5").err
    )
    run(root, "draft", "--max-chars", "12")

    assert plan(root)["characters"] == 12
    engine.reply = engines.shouted
    assert run(root, "draft", "--max-chars", "12").code == 0


# --- what goes wrong for many messages at once ---------------------------------------------------------


def test_a_language_that_the_engine_has_not_is_said_once_and_stops_no_other(tmp_path: Path) -> None:
    engines.fresh().unknown = frozenset({"xx"})
    settings = SETTINGS.replace('["nl"]', '["xx", "nl"]')
    outcome = run(project(tmp_path, PAGES, settings), "draft", "--max-chars", "40")

    assert outcome.code == 3
    assert outcome.err.count("a test does not translate en to xx") == 1
    assert "nl: 4 drafts" in outcome.out
    assert "a test: 40 characters sent" in outcome.out


def test_a_failed_request_is_said_once_with_the_number_of_its_messages(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise EngineError("the server hung up")

    engine.reply = reply
    outcome = run(project(tmp_path, PAGES, SETTINGS), "draft")

    assert outcome.code == 1
    assert [line.strip() for line in outcome.err.splitlines()] == [
        "source/one.md: no draft of 2 messages: the server hung up",
        "source/two.md: no draft of one message: the server hung up",
        "source/two.md: no draft of one message: the server hung up",
    ]


def test_an_engine_of_anybodys_that_breaks_is_told(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise ValueError("no such model")

    engine.reply = reply
    outcome = run(project(tmp_path, PAGES, SETTINGS), "draft")

    assert outcome.code == 1
    assert "the engine failed: ValueError: no such model" in outcome.err


@pytest.mark.parametrize("setting", ['[draft]\nengine = "os.path"\n', 'profile = "os.path"\n'])
def test_a_module_that_is_none_of_ours_is_refused(tmp_path: Path, setting: str) -> None:
    root = project(tmp_path, PAGES, KEEP)
    settings = f"{setting}{KEEP}" if setting.startswith("profile") else f"{KEEP}{setting}"
    (root / "i18n.toml").write_text(settings)
    outcome = run(root, "draft")

    assert outcome.code == 2
    assert "'os.path' is no " in outcome.err


def test_without_an_engine_nothing_is_counted_as_sent(tmp_path: Path) -> None:
    said = plan(project(tmp_path, PAGES, KEEP))

    assert (said["characters"], said["engine"]) == (0, "")
