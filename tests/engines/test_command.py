"""Any program as an engine: real processes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.corpus import ROOT
from msgspec.structs import replace

from i18n_pipeline.engines import command
from i18n_pipeline.errors import AccountError, EngineError, SettingsError
from i18n_pipeline.model import Batch, Term

BATCH = Batch(("One", 'Two <x id="1"/> é', "Three\u2028four"), "nl", context="Guide")
READ = (
    "import json, sys\nlines = [json.loads(line) for line in sys.stdin.buffer.read().decode().split('\\n') if line]\n"
)
WRITE = "def out(id, text): sys.stdout.buffer.write((json.dumps({'id': id, 'text': text}) + '\\n').encode())\n"


def opened(code: str, **options: Any) -> command.Command:
    words = [sys.executable, "-c", READ + WRITE + code]
    return command.open_engine({"command": words, **options}, os.environ, ROOT)


def test_texts_come_back_in_order_whatever_the_order_of_the_lines() -> None:
    engine = opened("for line in reversed(lines): out(line['id'], line['text'].upper().replace('X ID', 'x id'))")

    assert engine.translate(BATCH).texts == ("ONE", 'TWO <x id="1"/> É', "THREE\u2028FOUR")


def test_a_line_says_all_there_is_to_know() -> None:
    engine = opened("out('1', json.dumps(lines[0]))")
    said = engine.translate(BATCH).texts[0]

    assert json.loads(said or "") == {"id": "1", "text": "One", "source": "en", "target": "nl", "context": "Guide"}


def said(batch: Batch) -> list[dict[str, Any]]:
    """The lines that a program gets."""
    engine = opened("[out(line['id'], json.dumps(line)) for line in lines]")
    return [json.loads(text or "") for text in engine.translate(batch).texts]


def test_a_line_has_the_terms_of_its_text_and_no_empty_list() -> None:
    terms = (Term("One", "Eén", "the number", exact_case=True), Term("stop", "stoppen"), Term("four", "vier"))
    first, second, third = said(replace(BATCH, terms=terms))

    assert first["terms"] == [{"source": "One", "target": "Eén", "note": "the number", "case": True}]
    assert "terms" not in second
    assert third["terms"] == [{"source": "four", "target": "vier"}]


def test_a_term_is_found_across_markup_and_not_inside_of_it() -> None:
    text = 'the <g id="1">big</g> race'
    (line,) = said(Batch((text,), "nl", terms=(Term("big race", "grote race"), Term("g", "gram"))))

    assert [term["source"] for term in line["terms"]] == ["big race"]


def test_a_line_says_that_an_answer_was_refused_before() -> None:
    assert [line["again"] for line in said(replace(BATCH, again=True))] == [True] * 3


def test_what_has_no_line_or_no_text_stays_untranslated() -> None:
    engine = opened("out('2', None); print(); out(3, '')")

    assert engine.translate(BATCH).texts == (None, None, None)


def test_an_id_may_be_a_number() -> None:
    assert opened("out(2, 'Twee')").translate(BATCH).texts == (None, "Twee", None)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("print('Loading model'); out('1', 'a')", "'Loading model'"),
        ("print('[1]')", r"not \{"),
        ('print(\'{"id": "1"}\')', r"not \{"),
        ("out('1', 5)", r"not \{"),
        ("sys.stdout.buffer.write(b'\\xff\\n')", r"not \{"),
        ("print('[' * 100000)", r"not \{"),
        ("out('9', 'a')", "id '9'"),
        ("out('1', 'a'); out('1', 'b')", "id '1' twice"),
        ("sys.exit(3)", "exit code 3"),
        ("sys.stderr.write('no \\x1b[31mmodel'); sys.exit(1)", "exit code 1; it said: no .*model"),
        ("sys.stderr.write('x' * 100000 + ' the end'); sys.exit(1)", "x the end"),
    ],
)
def test_what_a_program_does_wrong_is_an_error_that_shows_it(code: str, told: str) -> None:
    with pytest.raises(EngineError, match=told) as caught:
        opened(code).translate(BATCH)

    assert not isinstance(caught.value, AccountError)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 800


def test_a_program_that_reads_nothing_is_judged_by_what_it_says() -> None:
    engine = command.open_engine({"command": [sys.executable, "-c", 'print(\'{"id": "1", "text": "Een"}\')']}, {}, ROOT)
    batch = replace(BATCH, texts=("One " * 100_000,))

    assert engine.translate(batch).texts == ("Een",)


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(EngineError, match=r"longer than 0\.3 s"):
        opened("import time; time.sleep(60)", timeout=0.3).translate(BATCH)


@pytest.mark.parametrize("name", ["no-such-program-at-all", "/", ""])
def test_a_program_that_is_not_there_is_an_error_of_the_account(name: str, tmp_path: Path) -> None:
    engine = command.open_engine({"command": [name or str(tmp_path)]}, os.environ, ROOT)

    with pytest.raises(AccountError, match="cannot be started"):
        engine.translate(BATCH)


def script(path: Path) -> None:
    """A program that says in which folder it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable}\n{READ}{WRITE}import os\nout('1', os.getcwd())")
    path.chmod(0o755)


@pytest.mark.parametrize("name", ["tools/translate", "./tools/translate", "../project/tools/translate", "~/translate"])
def test_a_program_runs_in_the_project_and_its_path_counts_from_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    script(root / "tools" / "translate")
    script(tmp_path / "translate")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setenv("HOME", str(tmp_path))
    engine = command.open_engine({"command": [name]}, os.environ, root)

    assert (engine.name, engine.translate(BATCH).texts[0]) == ("command translate", str(root))
    assert str(tmp_path) not in engine.key


def test_a_program_without_a_slash_is_looked_for_on_path_alone(tmp_path: Path) -> None:
    script(tmp_path / "translate")

    with pytest.raises(AccountError, match="'translate' cannot be started"):
        command.open_engine({"command": ["translate"]}, {"PATH": "/nowhere"}, tmp_path).translate(BATCH)
    found = command.open_engine({"command": ["translate"]}, {"PATH": str(tmp_path)}, ROOT).translate(BATCH)
    assert found.texts[0] == str(ROOT)


def test_a_home_folder_of_nobody_is_told() -> None:
    with pytest.raises(SettingsError, match="no home folder for '~nobody-at-all/a'"):
        command.open_engine({"command": ["~nobody-at-all/a"]}, {}, ROOT)


def test_no_shell_reads_the_words() -> None:
    said = "$HOME; `id` * | cat"
    engine = command.open_engine(
        {"command": [sys.executable, "-c", READ + WRITE + "out('1', sys.argv[1])", said]}, os.environ, ROOT
    )

    assert engine.translate(BATCH).texts[0] == said


def test_the_program_has_the_environment_that_was_given() -> None:
    code = READ + WRITE + "import os\nout('1', os.environ['TOKEN'])"
    engine = command.open_engine({"command": [sys.executable, "-c", code]}, {"TOKEN": "t-1234"}, ROOT)

    assert engine.translate(BATCH).texts[0] == "t-1234"
    assert "t-1234" not in repr(engine) + engine.key


@pytest.mark.parametrize(
    "options",
    [{}, {"command": []}, {"command": [""]}, {"command": "a b"}, {"command": ["a", 1]}, {"command": ["a\0b"]}],
)
def test_settings_that_name_no_program_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match=r"\[draft\.command\] command"):
        command.open_engine(options, {}, ROOT)


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="timeout"):
        command.open_engine({"command": ["a"], "timeout": 0}, {}, ROOT)


def test_all_that_decides_answers_is_in_the_key() -> None:
    others: list[dict[str, Any]] = [{}, {"command": ["a", "b"]}, {"command": ["a b"]}, {"version": "2"}]
    keys = {command.open_engine({"command": ["a"]} | other, {}, ROOT).key for other in others}

    assert len(keys) == len(others)


def test_the_name_is_the_program_without_its_folder() -> None:
    engine = command.open_engine({"command": ["/opt/mt/run", "--fast"]}, {}, ROOT)

    assert engine.name == "command run"
    assert engine.left() is None
