"""When DeepL fails: what costs one batch, what ends the run, and that no error shows the key."""

from __future__ import annotations

import logging
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from helpers.corpus import ROOT
from helpers.deepl_server import KEY, DeepLServer, Open

from i18n_pipeline.engines.deepl import open_engine
from i18n_pipeline.errors import AccountError, EngineError, LanguageError
from i18n_pipeline.model import Batch


def no_wait(_: float) -> None:
    """Take no time between tries."""


TEXTS = ('Read <g id="1">the <x id="2"/> book</g> &amp; act', "Stop")


@pytest.mark.parametrize("fault", [429, 500, 503, 529, "cut"])
def test_a_fault_that_passes_is_not_seen(fault: int | str, deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults += [fault, fault]

    assert open_deepl().translate(Batch(("Stop",), "nl", wait=no_wait)).texts == ("STOP",)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (429, "asked too much"),
        (503, "run again later"),
        (529, "run again later"),
        ("cut", "cannot be reached"),
    ],
)
def test_a_fault_that_stays_costs_one_batch(
    fault: int | str, words: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    engine = open_deepl()
    deepl_account.faults += [fault] * 6

    with pytest.raises(EngineError, match=words) as raised:
        engine.translate(Batch(("Stop",), "nl", wait=no_wait))

    assert type(raised.value) is EngineError
    assert engine.translate(Batch(("Stop",), "nl", wait=no_wait)).texts == ("STOP",)


@pytest.mark.parametrize("fault", ["fewer", "more", "html"])
def test_an_answer_with_another_number_of_texts_is_none(
    fault: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    deepl_account.faults.append(fault)

    with pytest.raises(EngineError, match="translations of 2 texts"):
        open_deepl().translate(Batch(TEXTS, "nl", wait=no_wait))


@pytest.mark.parametrize("fault", ["null", "empty"])
def test_a_text_without_a_translation_costs_no_other(fault: str, deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults.append(fault)

    assert open_deepl().translate(Batch(TEXTS, "nl", wait=no_wait)).texts == (None, "STOP")


def test_half_an_answer_is_none(deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults.append("cut-body")

    with pytest.raises(EngineError, match="cannot be reached"):
        open_deepl().translate(Batch(TEXTS, "nl", wait=no_wait))


@pytest.mark.parametrize("fault", [401, 403, 456])
def test_a_fault_of_the_account_is_asked_for_once(fault: int, deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults += [fault, "ok"]

    with pytest.raises(AccountError):
        open_deepl().translate(Batch(TEXTS, "nl", wait=no_wait))
    assert len(deepl_account.seen) == 1


@pytest.mark.parametrize("fault", [400, 404, 413])
def test_a_request_that_is_refused_is_asked_for_once(fault: int, deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults.append(fault)

    with pytest.raises(EngineError, match=str(fault) if fault == 413 else "DeepL") as raised:
        open_deepl().translate(Batch(TEXTS, "nl", wait=no_wait))
    assert type(raised.value) is EngineError
    assert len(deepl_account.seen) == 1


def test_a_wrong_key_ends_the_run_and_says_where_it_is_set(deepl_account: DeepLServer) -> None:
    engine = open_engine({}, {"DEEPL_AUTH_KEY": "other:fx", "DEEPL_SERVER_URL": deepl_account.url}, ROOT)

    with pytest.raises(AccountError, match=r"DEEPL_AUTH_KEY.*DEEPL_SERVER_URL"):
        engine.left()


@pytest.mark.parametrize(("source", "target"), [("en", "tlh"), ("tlh", "nl")])
def test_a_language_that_deepl_has_not_is_an_error_of_that_language(
    source: str, target: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    engine = open_deepl()

    with pytest.raises(LanguageError, match=f"DeepL does not translate {source} to {target}"):
        engine.translate(Batch(("Stop",), target, source))
    assert engine.translate(Batch(("Stop",), "nl", wait=no_wait)).texts == ("STOP",)
    assert len(deepl_account.translated) == 2


def test_a_setting_that_a_language_has_not_is_an_error_of_that_language(open_deepl: Open) -> None:
    engine = open_deepl(formality="more")

    with pytest.raises(LanguageError, match=r"cannot translate en to da with this `formality`; change it"):
        engine.translate(Batch(("Stop",), "da"))
    assert engine.translate(Batch(("Stop",), "nl", wait=no_wait)).texts == ("STOP",)


def test_ill_formed_markup_costs_one_batch(open_deepl: Open) -> None:
    with pytest.raises(EngineError, match="unreadable markup"):
        open_deepl().translate(Batch(("<g>Stop",), "nl"))


@pytest.mark.parametrize("fault", [400, 403, 413, 456, 418])
def test_no_error_and_no_log_shows_the_key_or_what_a_terminal_would_obey(
    fault: int, deepl_account: DeepLServer, open_deepl: Open, caplog: pytest.LogCaptureFixture
) -> None:
    deepl_account.faults.append(fault)
    caplog.set_level(logging.DEBUG, logger="i18n_pipeline")
    engine = open_deepl()

    with pytest.raises(EngineError) as raised:
        engine.translate(Batch(TEXTS, "nl", wait=no_wait))

    shown = "".join(traceback.format_exception(raised.value)) + repr(engine) + engine.key + caplog.text
    assert KEY not in shown
    assert "\x1b" not in str(raised.value)


def test_several_threads_share_an_engine(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()
    batches = [Batch((f"text {number}", "Stop"), "nl") for number in range(40)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(engine.translate, batches))

    assert [answer.texts for answer in answers] == [(f"TEXT {number}", "STOP") for number in range(40)]
    assert sum(answer.cost.amount for answer in answers) == deepl_account.used
