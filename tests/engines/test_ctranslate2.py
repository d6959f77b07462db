"""The engine CTranslate2, with a model of our own whose answers are known: it swaps the case of letters."""

from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import Any

import pytest
from helpers import tiny_model
from helpers.assembling import encode
from helpers.corpus import ROOT
from helpers.tiny_model import plain_sentences, swapped
from msgspec.structs import replace

from i18n_pipeline.engines import ctranslate2 as engine
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.markdown.codes import decode
from i18n_pipeline.model import Batch, Cost

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model.make(tmp_path_factory.mktemp("model"))


@pytest.fixture
def copied(model: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(model, tmp_path / "opus-en-nl"))


def translated(model: Path, *texts: str, **options: Any) -> tuple[str | None, ...]:
    return engine.open_engine({"model": str(model), **options}, {}, ROOT).translate(Batch(texts, "nl")).texts


def test_sentences_of_the_guide_are_translated_in_their_order(model: Path) -> None:
    texts = [escape(text, quote=False) for text in plain_sentences()[:100]]

    assert translated(model, *texts) == tuple(escape(swapped(text), quote=False) for text in plain_sentences()[:100])


def test_the_words_round_and_inside_of_markup_are_translated_and_the_markup_stays(model: Path) -> None:
    text = '<g id="1">See <x id="2"/> the <g id="3">guide</g></g>, A &amp; B.'

    assert translated(model, text) == ('<g id="1">sEE <x id="2"/> THE <g id="3">GUIDE</g></g>, a &amp; b.',)


@pytest.mark.parametrize(
    "text",
    ["See [the **guide**][1] and `code`.", "**Two** words. _One_ more.  And\\\na line.", "{{ name }} is AT&T's."],
)
def test_every_answer_has_the_markup_of_its_source(model: Path, text: str) -> None:
    encoded = encode(text)

    (reply,) = translated(model, encoded.xml)

    assert reply is not None
    assert decode(encoded, reply)


def test_spaces_between_sentences_and_what_has_no_letter_stay(model: Path) -> None:
    assert translated(model, "One.  Two?\nThree", '1. <x id="1"/> ☞ 2', " A. ") == (
        "oNE.  tWO?\ntHREE",
        '1. <x id="1"/> ☞ 2',
        " a. ",
    )


def test_a_sentence_too_long_for_the_model_has_no_answer_and_the_others_have(model: Path) -> None:
    assert translated(model, "word " * engine.LONGEST, "One. " * engine.LONGEST, "One") == (
        None,
        ("oNE. " * engine.LONGEST),
        "oNE",
    )


def test_a_translation_that_does_not_end_is_no_answer(tmp_path: Path) -> None:
    assert translated(tiny_model.make(tmp_path, ends=False), "One", '2 <x id="1"/>', beam_size=1) == (
        None,
        '2 <x id="1"/>',
    )


def test_a_sign_that_the_model_does_not_know_is_not_dropped_or_replaced(model: Path) -> None:
    assert translated(model, "One ☞ two.", '☞ <x id="1"/> three') == (None, '☞ <x id="1"/> THREE')


def test_a_model_is_loaded_once_however_many_threads_ask(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Path] = []
    load = engine._load

    def counted(folder: Path, device: str) -> engine.Loaded:
        loads.append(folder)
        return load(folder, device)

    monkeypatch.setattr(engine, "_load", counted)
    opened = engine.open_engine({"model": str(model)}, {}, ROOT)
    texts = plain_sentences()[:12]
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda text: opened.translate(Batch((text,), "nl")).texts, texts)

    assert [(swapped(text),) for text in texts] == list(answers)
    assert [model] == loads


def test_two_runs_give_the_same_answers(model: Path, tmp_path: Path) -> None:
    texts = plain_sentences()[:20]

    assert translated(model, *texts) == translated(tiny_model.make(tmp_path), *texts)


@pytest.mark.parametrize("name", ["sentencepiece.model", "spm.model"])
def test_one_vocabulary_may_serve_both_languages(copied: Path, name: str) -> None:
    (copied / "source.spm").rename(copied / name)
    (copied / "target.spm").unlink()

    assert translated(copied, "The words change.") == ("tHE WORDS CHANGE.",)


def test_a_model_that_wants_the_end_of_the_source_gets_it(copied: Path) -> None:
    settings = json.loads((copied / "config.json").read_bytes())
    settings |= {"add_source_eos": False, "decoder_start_token": "<unk>"}
    (copied / "config.json").write_text(json.dumps(settings))

    assert translated(copied, "The words change.") == ("tHE WORDS CHANGE.",)


def test_each_language_may_have_its_model(copied: Path) -> None:
    opened = engine.open_engine({"model": str(copied.parent / "opus-en-{locale}")}, {}, ROOT)

    assert opened.translate(Batch(("One",), "nl")).texts == ("oNE",)
    with pytest.raises(LanguageError, match=r"there is no .*opus-en-de/model\.bin"):
        opened.translate(Batch(("One",), "de"))


@pytest.mark.parametrize("path", ["{folder}", "./{folder}", "../{parent}/{folder}", "~/{folder}"])
@pytest.mark.parametrize("folder", ["opus-en-nl", "opus-en-{locale}"])
def test_the_path_of_a_model_counts_from_the_project(
    folder: str, path: str, copied: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setenv("HOME", str(copied.parent))
    model = path.replace("{folder}", folder).replace("{parent}", copied.parent.name)
    opened = engine.open_engine({"model": model}, {}, copied.parent)
    before = opened.key

    assert opened.translate(Batch(("One",), "nl")).texts == ("oNE",)
    assert str(copied.parent) not in before
    (copied / "model.bin").touch()
    assert engine.open_engine({"model": model}, {}, copied.parent).key != before


@pytest.mark.parametrize("pattern", ["opus-en-nl", "opus-en-{locale}"])
def test_the_key_changes_with_the_model_and_the_parameters(copied: Path, pattern: str) -> None:
    def key(**options: Any) -> str:
        return engine.open_engine({"model": str(copied.parent / pattern), **options}, {}, ROOT).key

    before = key()
    assert before == key()
    assert before != key(beam_size=1)
    with (copied / "model.bin").open("ab") as file:
        file.write(b"\0")
    assert before != key()


def test_characters_are_counted_and_cost_nothing(model: Path) -> None:
    opened = engine.open_engine({"model": str(model)}, {}, ROOT)
    batch = Batch(('<g id="1">See</g> A &amp; B',), "nl")

    assert opened.translate(batch).cost == opened.estimate(batch) == Cost(len("See A & B"))


def test_the_name_is_that_of_the_folder(model: Path) -> None:
    assert engine.open_engine({"model": str(model)}, {}, ROOT).name == "ctranslate2 en-swapped"


def test_a_missing_model_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"there is no {tmp_path}/nowhere/model.bin"):
        engine.open_engine({"model": str(tmp_path / "nowhere")}, {}, ROOT)


def test_missing_vocabularies_are_told_with_the_path(copied: Path) -> None:
    (copied / "target.spm").unlink()

    with pytest.raises(SettingsError, match=f"{copied} has no SentencePiece vocabularies; copy them"):
        engine.open_engine({"model": str(copied)}, {}, ROOT)


@pytest.mark.parametrize("file", ["model.bin", "config.json", "source.spm", "target.spm", "source_vocabulary.json"])
def test_a_damaged_model_is_told_with_its_path(copied: Path, file: str) -> None:
    (copied / file).write_bytes(b"{")

    with pytest.raises(AccountError, match=f"{copied} cannot be loaded"):
        translated(copied, "One")


@pytest.mark.parametrize(
    ("options", "said"),
    [({}, "model is missing"), ({"beam_size": 0}, "beam_size is 0"), ({"device": "tpu"}, "device is 'tpu'")],
)
def test_wrong_options_are_told(model: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        engine.open_engine({"model": str(model), **options} if options else {}, {}, ROOT)


class Failing:
    def translate_batch(self, *_texts: object, **_options: object) -> None:
        raise RuntimeError("out of memory")


def test_a_model_that_fails_fails_the_batch_alone(model: Path) -> None:
    opened = engine.open_engine({"model": str(model)}, {}, ROOT)
    assert isinstance(opened, engine.Local)
    opened.translate(Batch(("One",), "nl"))
    opened.loaded["nl"] = replace(opened.loaded["nl"], translator=Failing())

    with pytest.raises(EngineError, match=r"the model .* failed: out of memory") as caught:
        opened.translate(Batch(("One",), "nl"))
    assert not isinstance(caught.value, AccountError)


@pytest.mark.parametrize("library", ["ctranslate2", "sentencepiece"])
def test_without_the_extra_it_says_what_to_install(model: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(SettingsError, match=r'pip install "i18n-pipeline\[local\]"'):
        engine.open_engine({"model": str(model)}, {}, ROOT)


def test_nothing_is_printed(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    translated(model, "The words change.")

    assert capfd.readouterr() == ("", "")
