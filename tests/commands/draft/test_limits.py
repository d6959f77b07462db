"""The limit: whose it is, how it is counted, that it holds, and what a person is asked before money is spent."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from helpers import engines
from helpers.deepl_server import KEY, DeepLServer, serving
from helpers.engines import Engine
from helpers.projects import KEEP, po_path, project, run

from i18n_pipeline.cli import money_question
from i18n_pipeline.engines.deepl import deepl_engine as deepl
from i18n_pipeline.errors import UnansweredError

SETTINGS = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'
LEFT = "The limit is what the account at a test has left."
PAGE = "Plain words of a page.\n\nMore of them here.\n"


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DEEPL_AUTH_KEY", KEY)
    with serving(DeepLServer()) as server:
        monkeypatch.setenv("DEEPL_SERVER_URL", server.url)
        yield server


# --- whose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "owner"),
    [
        ((3, 9, 9), "what the account at a test has left"),
        ((9, 3, 9), "`max_chars` in the settings"),
        ((9, 9, 3), "--max-chars"),
        ((None, None, 3), "--max-chars"),
    ],
)
def test_what_did_not_fit_names_the_language_and_whose_limit_it_was(
    tmp_path: Path, engine: Engine, limits: tuple[int | None, int | None, int], owner: str
) -> None:
    engine.account, setting, option = limits
    settings = SETTINGS.replace('["nl"]', '["nl", "de"]') + (f"max_chars = {setting}\n" if setting else "")
    outcome = run(project(tmp_path, {"page.md": PAGE}, settings), "draft", "--max-chars", str(option))
    said = f"2 messages not sent: the limit is 3 characters ({owner})"

    assert [line.partition(", the smallest")[0] for line in outcome.err.splitlines()] == [f"nl: {said}", f"de: {said}"]


# --- how it is counted -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["R&D < Q&A", "Say R&D < Q&A, **and** `more` <kbd>K</kbd>", "AT&T", "Is 1 < 2 > 0", "é本😀 &copy; x"]
)
def test_plan_limit_and_bill_are_one_count(tmp_path: Path, account: DeepLServer, text: str) -> None:
    root = project(tmp_path, {"page.md": f"{text}\n"}, f'{KEEP}[draft]\nengine = "deepl"\n')
    planned = json.loads(run(root, "draft", "--dry-run", "--format", "json").out)["plans"][0]

    assert run(root, "draft", "--max-chars", str(planned["characters"] - 1)).code == 1
    assert account.used == 0
    outcome = run(root, "draft", "--max-chars", str(planned["characters"]))
    assert (outcome.code, outcome.err) == (0, "")
    assert planned["characters"] == planned["estimate"]["amount"] == account.used
    assert f"deepl: {account.used} characters sent" in outcome.out


# --- that it holds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["hang", 504])
def test_a_limit_is_hard_though_the_server_bills_and_answers_late(
    tmp_path: Path, account: DeepLServer, fault: int | str
) -> None:
    text = "Thirty-three characters are here."
    settings = f'{KEEP}[draft]\nengine = "deepl"\n[draft.deepl]\ntimeout = 0.2\n'
    root = project(tmp_path, {"page.md": f"{text}\n"}, settings)
    account.faults += ["ok", fault, fault, fault]  # the first is the question what is left
    outcome = run(root, "draft", "--max-chars", "34")

    assert len(account.translated) == 1
    assert outcome.code == 1
    assert "deepl: 33 characters sent, 33 characters unanswered, which may be billed too" in outcome.out
    assert "no draft of one message: DeepL" in outcome.err


@pytest.mark.parametrize(("most", "tries"), [(34, 1), (66, 2), (98, 2), (99, 3), (1000, 3)])
def test_every_try_counts(
    tmp_path: Path, account: DeepLServer, monkeypatch: pytest.MonkeyPatch, most: int, tries: int
) -> None:
    monkeypatch.setattr(deepl, "WAITS", (0.0, 0.0))
    root = project(tmp_path, {"page.md": "Thirty-three characters are here.\n"}, f'{KEEP}[draft]\nengine = "deepl"\n')
    account.faults += ["ok", 503, 503]
    outcome = run(root, "draft", "--max-chars", str(most))

    assert len(account.translated) == tries
    assert f"deepl: {33 * tries} characters sent" in outcome.out
    assert outcome.code == int(tries < 3)


def test_what_got_no_answer_is_in_the_json(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise UnansweredError("no answer within 9 s")

    engine.reply = reply
    outcome = run(project(tmp_path, {"page.md": PAGE}, SETTINGS), "draft", "--format", "json")
    said = json.loads(outcome.out)["outcome"]

    assert (said["characters"], said["unanswered"]) == (engine.sent, engine.sent)
    assert said["locales"][0]["pages"][0]["failed"] == [{"messages": 2, "reason": "no answer within 9 s"}]


@pytest.mark.usefixtures("account")
def test_a_setting_that_one_language_has_not_stops_no_other(tmp_path: Path) -> None:
    settings = KEEP.replace('["nl"]', '["tr", "nl"]') + '[draft]\nengine = "deepl"\n[draft.deepl]\nformality = "less"\n'
    outcome = run(project(tmp_path, {"page.md": PAGE}, settings), "draft", "--max-chars", "60")

    assert outcome.code == 3
    assert outcome.err.count("DeepL cannot translate en to tr with this `formality`") == 1
    assert "nl: 2 drafts" in outcome.out
    assert po_path(tmp_path).exists()


# --- the question ----------------------------------------------------------------------------------------


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person at a terminal is asked, who says no."""
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(money_question, "sys", SimpleNamespace(stdin=terminal, stdout=terminal))
    questions: list[str] = []
    monkeypatch.setattr(click, "confirm", lambda text, **_: questions.append(text))
    return questions


@pytest.mark.parametrize("command", ["draft", "translate"])
@pytest.mark.parametrize(
    ("left", "price", "asked"),
    [
        (None, (0.001, "EUR"), "Send 40,000 characters to a test (about 40.00 EUR)?"),
        (30_000, (0.001, "EUR"), f"Send 30,000 of 40,000 characters to a test (about 30.00 EUR)? {LEFT}"),
        (None, (0, ""), "Send 40,000 characters to a test (no price is set, so no sum is known)?"),
        (None, (0.0000001, "EUR"), "Send 40,000 characters to a test (less than 0.01 EUR)?"),
    ],
)
def test_a_person_is_asked_about_money_once_the_account_has_said_what_it_has_left(  # noqa: PLR0913, PLR0917 - a table
    tmp_path: Path, engine: Engine, said: list[str], command: str, left: int | None, price: Any, asked: str
) -> None:
    engine.account, (engine.price, engine.currency) = left, price
    page = "".join(f"{number:04} {'word ' * 18}more.\n\n" for number in range(400))
    run(project(tmp_path, {"page.md": page}, SETTINGS), command)

    assert said == [asked]
    assert engine.batches == []


def test_tokens_are_named_where_they_are_what_is_paid_for(tmp_path: Path, engine: Engine, said: list[str]) -> None:
    engine.billed_in, engine.price, engine.currency = "tokens", 0.001, "USD"
    page = "".join(f"{number:04} {'word ' * 18}more.\n\n" for number in range(400))
    run(project(tmp_path, {"page.md": page}, SETTINGS), "draft")

    assert said == ["Send 40,000 characters to a test (about 40,000 tokens, about 40.00 USD)?"]


@pytest.mark.parametrize("words", [("--dry-run",), ("-q",)])
def test_nobody_is_asked_where_nothing_is_sent_or_nothing_is_to_be_said(
    tmp_path: Path, engine: Engine, said: list[str], words: tuple[str, ...]
) -> None:
    page = "".join(f"{number:04} {'word ' * 18}more.\n\n" for number in range(400))
    run(project(tmp_path, {"page.md": page}, SETTINGS), "draft", *words)

    assert said == []
    assert bool(engine.batches) == ("-q" in words)
