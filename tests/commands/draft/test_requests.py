"""Requests under way at a time, second tries beside the first, a brake on them, and stop that means stop."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Condition, Event

import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.libretranslate_server import Libre, libre
from helpers.openai_server import Chat, Said, chatting, completion, serving
from helpers.projects import KEEP, project, run, start

from i18n_pipeline.commands.draft.second_tries import SPARE
from i18n_pipeline.errors import AccountError, EngineError
from i18n_pipeline.model import Answer, Batch
from i18n_pipeline.project import catalogue_files

SETTINGS = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'
SECTIONS = "".join(f"## Heading {number}\n\nSee **word {number}**.\n\n" for number in range(30))


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


class Crowd:
    """How many requests are under way at a time: `most` in all, `again` of second tries.

    The first ones wait for others, a few seconds at most, until so many are there.
    """

    def __init__(self, engine: Engine, expected: int = 1) -> None:
        self.there = Condition()
        self.expected = expected
        self.now = {False: 0, True: 0}
        self.most = self.again = 0
        self.translate: Callable[[Batch], Answer] = engine.translate
        engine.translate = self.watched  # type: ignore[method-assign]

    def watched(self, batch: Batch) -> Answer:
        with self.there:
            self.now[batch.again] += 1
            self.most = max(self.most, sum(self.now.values()))
            self.again = max(self.again, self.now[True])
            self.there.notify_all()
            self.there.wait_for(lambda: (self.again if batch.again else self.most) >= self.expected, 5)
        time.sleep(0.002)
        try:
            return self.translate(batch)
        finally:
            with self.there:
                self.now[batch.again] -= 1


# --- at a time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("own", "setting", "most"), [(4, 0, 4), (1, 0, 1), (1, 3, 3), (4, 1, 1), (2, 0, 2)])
def test_as_many_requests_are_under_way_as_the_settings_say_or_the_engine(
    tmp_path: Path, engine: Engine, own: int, setting: int, most: int
) -> None:
    crowd = Crowd(engine, most)
    engine.requests = own
    settings = SETTINGS + (f"requests = {setting}\n" if setting else "")
    outcome = run(project(tmp_path, {"page.md": SECTIONS}, settings), "draft", "-j", "8")

    assert outcome.code == 0
    assert crowd.most == most


@pytest.mark.parametrize("value", ["0", "-1", '"4"', "1.5", "true"])
def test_a_number_of_requests_that_cannot_be_is_refused(tmp_path: Path, engine: Engine, value: str) -> None:
    outcome = run(project(tmp_path, {"page.md": SECTIONS}, f"{SETTINGS}requests = {value}\n"), "draft")

    assert outcome.code == 2
    assert "'draft.requests' must be a whole number, 1 or more" in outcome.err
    assert engine.batches == []


def test_second_tries_are_under_way_together_and_within_the_same_number(tmp_path: Path, engine: Engine) -> None:
    crowd = Crowd(engine, 2)
    lost: set[str] = set()

    def reply(text: str) -> str:
        if "<g" in text and text not in lost:
            lost.add(text)
            return "LOST"
        return engines.shouted(text)

    engine.reply = reply
    outcome = run(project(tmp_path, {"page.md": SECTIONS}, SETTINGS), "draft")

    assert (outcome.code, outcome.err) == (0, "")
    assert 1 < crowd.again <= crowd.most == 4
    assert sum(batch.again for batch in engine.batches) == 30


def test_a_text_of_two_pages_is_sent_a_second_time_once(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: "LOST" if "<g" in text else engines.shouted(text)
    pages = {f"page{number}.md": f"# Page {number}\n\nSee **it**.\n" for number in range(6)}
    outcome = run(project(tmp_path, pages, SETTINGS), "draft")

    assert outcome.err.startswith("nl: 6 refused: 6 lose emphasis\n")
    assert sum("<g" in text for batch in engine.batches for text in batch.texts) == 2


# --- the brake -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [1, 40])
def test_an_engine_that_never_gets_it_right_is_not_asked_twice_for_everything(
    tmp_path: Path, engine: Engine, pages: int
) -> None:
    engine.reply = lambda text: "LOST" if "<g" in text else engines.shouted(text)
    texts = [f"See **word {number}** in text {number}.\n\n" for number in range(80)]
    each = len(texts) // pages
    site = {f"page{page}.md": "".join(texts[page * each : (page + 1) * each]) for page in range(pages)}
    root = project(tmp_path, site, SETTINGS)
    plan = json.loads(run(root, "draft", "--dry-run", "--format", "json").out)["plans"][0]["characters"]
    outcome = run(root, "draft")
    again = [text for batch in engine.batches if batch.again for text in batch.texts]

    assert len(again) == SPARE
    assert engine.sent <= plan * 1.2
    assert "nl: 80 refused: 80 lose emphasis" in outcome.err
    assert f"nl: {80 - SPARE} messages not sent a second time, since second replies were refused as well" in outcome.err
    asked = len(engine.batches)
    assert json.loads(run(root, "draft", "--dry-run", "--format", "json").out)["plans"][0]["characters"] == 0
    assert run(root, "draft").code == 1
    assert len(engine.batches) == asked


def test_second_tries_go_on_while_they_help(tmp_path: Path, engine: Engine) -> None:
    lost: set[str] = set()

    def reply(text: str) -> str:
        hopeless = "7" in text
        if "<g" in text and (hopeless or text not in lost):
            lost.add(text)
            return "LOST"
        return engines.shouted(text)

    engine.reply = reply
    page = "".join(f"## Heading {number}\n\nSee **word {number}**.\n\n" for number in range(100, 200))
    outcome = run(project(tmp_path, {"page.md": page}, SETTINGS), "draft")

    hopeless = sum("7" in str(number) for number in range(100, 200))
    assert f"nl: {hopeless} refused: {hopeless} lose emphasis" in outcome.err
    assert "not sent a second time" not in outcome.err


def test_a_server_that_loses_every_tag_costs_little_more_than_the_plan(tmp_path: Path) -> None:
    pages = {f"page{number}.md": SECTIONS.replace("word", f"word of {number}") for number in range(4)}
    with libre(Libre()) as server:
        settings = f'{KEEP}[draft]\nengine = "libretranslate"\n[draft.libretranslate]\nurl = "{server.url}"\n'

        def without_tags(path: str, headers: Mapping[str, str], data: bytes) -> Said:
            status, more, body = server.answer(path, headers, data)
            return status, more, body.replace("<b ", "<i ").replace("</b>", "</i>")

        with serving(without_tags) as url:
            outcome = run(project(tmp_path, pages, settings.replace(server.url, url)), "draft")
    sent = [text for body in server.asked for text in body["q"]]

    assert "nl: 120 refused" in outcome.err
    assert len(sent) == 240 - 30 * 3 + SPARE  # headings stand on every page


def test_a_model_that_never_gets_it_right_is_not_asked_again_in_every_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    page = "".join(f"## Heading {number}\n\nSee **word {number}** and **more**.\n\n" for number in range(200))
    with chatting(Chat(key="", rest=lambda _: completion("Sure! What would you like to know?"))) as chat:
        settings = f'{KEEP}[draft]\nengine = "openai"\n[draft.openai]\nmodel = "m"\nbase_url = "{chat.url}"\n'
        outcome = run(project(tmp_path, {"page.md": page}, settings), "draft")

    assert "nl: 400 refused: 400 not JSON" in outcome.err
    assert len(chat.asked) <= 200 + 20


# --- one language ----------------------------------------------------------------------------------------


def test_a_language_in_which_all_fails_stops_no_other(tmp_path: Path, engine: Engine) -> None:
    translate = engine.translate

    def failing(batch: Batch) -> Answer:
        if batch.locale == "tr":
            engine.batches.append(batch)
            raise EngineError("HTTP 400: 'formality' is not supported")
        return translate(batch)

    engine.translate = failing  # type: ignore[method-assign]
    settings = SETTINGS.replace('["nl"]', '["tr", "nl"]')
    outcome = run(project(tmp_path, {"page.md": SECTIONS}, settings), "draft")

    assert outcome.code == 3
    assert "error: HTTP 400: 'formality' is not supported; that was so 6 times in a row" in outcome.err
    assert sum(batch.locale == "tr" for batch in engine.batches) <= 10
    assert "nl: 60 drafts" in outcome.out


def test_a_server_that_fails_in_every_language_is_asked_little_in_the_others(tmp_path: Path, engine: Engine) -> None:
    def reply(_: str) -> str:
        raise EngineError("HTTP 500")

    engine.reply = reply
    settings = SETTINGS.replace('["nl"]', '["tr", "nl", "de", "fr"]') + "requests = 1\n"
    outcome = run(project(tmp_path, {"page.md": SECTIONS}, settings), "draft")

    assert outcome.code == 3
    assert Counter(batch.locale for batch in engine.batches) == {"tr": 6, "nl": 2, "de": 2, "fr": 2}


# --- stop ----------------------------------------------------------------------------------------------


def test_an_interrupt_while_a_catalogue_is_written_sends_nothing_more(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {f"page{number:02}.md": f"# Heading {number}\n\nSee **word {number}**.\n" for number in range(60)}
    Crowd(engine)
    change = catalogue_files.change
    sent: list[int] = []

    def interrupted(*given: object, **named: object) -> bool:
        change(*given, **named)  # type: ignore[arg-type]
        sent.append(len(engine.batches))
        raise KeyboardInterrupt

    monkeypatch.setattr(catalogue_files, "change", interrupted)
    root = project(tmp_path, pages, SETTINGS)
    outcome = run(root, "draft", "--format", "json")
    asked = [text for batch in engine.batches for text in batch.texts]
    said = json.loads(outcome.out)["outcome"]

    assert outcome.code == 130
    assert len(engine.batches) <= sent[0] + engine.requests < len(pages)
    assert said["stopped"] is True
    assert said["characters"] == engine.sent
    assert f"stopped: a test: {engine.sent:,} characters sent" in outcome.err
    monkeypatch.setattr(catalogue_files, "change", change)
    assert run(root, "draft").code == 0
    texts = [text for batch in engine.batches for text in batch.texts]
    assert len(texts) == len(set(texts)) == 120
    assert set(asked) <= set(texts)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", [("draft",), ("translate",), ("draft", "-q")])
def test_a_signal_ends_the_run_and_what_came_back_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, command: tuple[str, ...]
) -> None:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY", raising=False)
    server = Libre()

    def answer(path: str, headers: object, data: bytes) -> Said:
        if path == "/translate":
            time.sleep(0.05)
        return server.answer(path, headers, data)  # type: ignore[arg-type]

    with serving(answer) as url:
        settings = f'{KEEP}[draft]\nengine = "libretranslate"\nrequests = 2\n[draft.libretranslate]\nurl = "{url}"\n'
        root = project(tmp_path, {f"page{n:02}.md": f"# Heading {n}\n" for n in range(24)}, settings)
        process = start(root, *command)
        while len(server.asked) < 4 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        sent = len(server.asked)
        time.sleep(0.3)

        assert len(server.asked) == sent < 12
        assert process.returncode == 130
        assert "Stopping: nothing more is sent." in err.decode()
        assert "stopped: libretranslate: " in err.decode()
        assert "Traceback" not in err.decode()
        assert run(root, "draft").code == 0
    texts = [text for body in server.asked for text in body["q"]]
    assert len(texts) == len(set(texts)) == 24


def test_a_second_interrupt_waits_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIBRETRANSLATE_API_KEY", raising=False)
    server, asked, awake = Libre(), Event(), Event()

    def answer(path: str, headers: Mapping[str, str], data: bytes) -> Said:
        if path == "/translate":
            asked.set()
            awake.wait(60)
        return server.answer(path, headers, data)

    with serving(answer) as url:
        settings = f'{KEEP}[draft]\nengine = "libretranslate"\n[draft.libretranslate]\nurl = "{url}"\n'
        process = start(project(tmp_path, {"page.md": SECTIONS}, settings), "draft")
        try:
            assert asked.wait(60)
            process.send_signal(signal.SIGINT)
            assert process.stderr
            assert process.stderr.readline().startswith(b"Stopping")
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            awake.set()
            process.kill()

    assert process.returncode == 130
    assert b"Traceback" not in err


def test_a_run_that_an_account_stops_says_what_it_spent(tmp_path: Path, engine: Engine) -> None:
    def reply(text: str) -> str:
        if "Another" in text:
            raise AccountError("the quota is used up")
        return engines.shouted(text)

    engine.reply = reply
    outcome = run(project(tmp_path, {"page.md": "# One\n\n# Another\n"}, f"{SETTINGS}requests = 1\n"), "draft")

    assert outcome.code == 3
    assert "a test: 10 characters sent" in outcome.out
