"""The engine Apertium: the real one where it is installed, and programs that stand in for it where it misbehaves."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from helpers.assembling import encode
from helpers.corpus import ROOT, real_pages

from i18n_pipeline.commands.draft.chosen_engine import close
from i18n_pipeline.engines.apertium import open_engine
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.markdown.codes import Encoded, GarbledError, decode
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.model import Batch, Cost

Program = Callable[..., dict[str, str]]
INSTALLED = shutil.which("apertium") and Path("/usr/share/apertium/modes/eng-spa.mode").is_file()
real = pytest.mark.skipif(not INSTALLED, reason="Apertium is not installed (apt install apertium apertium-eng-spa)")

MODES = "eng-spa eng-cat en-gl spa-por_BR spa-por spa-cat_valencia en-eo"


def spanish(*texts: str, again: bool = False) -> tuple[str | None, ...]:
    return open_engine({}, os.environ, ROOT).translate(Batch(texts, "es", again=again)).texts


def distinct_texts() -> list[Encoded]:
    texts = (segment.msgid for sample in real_pages() for segment in page(sample.data, COMMONMARK).segments)
    return [encode(text) for text in dict.fromkeys(texts)]


# --- the real one ------------------------------------------------------------------------------------


@real
def test_texts_are_translated_in_their_order_with_their_markup_round_the_same_words() -> None:
    assert spanish("Hello", 'The <g id="1">big</g> house', 'See <x id="1"/>') == (
        "Hola",
        'La <g id="1">casa</g> grande',
        'Ve <x id="1"/>',
    )


@real
def test_signs_that_mean_something_to_xml_markdown_or_apertium_stay() -> None:
    signs = "[b] {c} ^d$ 1/2 \\ @ # ~ * + &amp; &lt;p&gt; &amp;lt; &amp;nbsp; &quot; “é” … 日本語 🎉 100%"

    assert spanish(f"Hello {signs}.") == (f"Hola {signs}.",)


@real
def test_signs_of_xml_stay_after_a_refusal() -> None:
    assert spanish('<g id="1">Hello</g> &lt;p&gt; &amp;amp; 1', again=True) == (
        '<g id="1">Hola</g> &lt;p&gt; &amp;amp; 1',
    )


@real
def test_no_word_moves_into_another_text() -> None:
    alone = [spanish(text)[0] for text in ("The", "The big", "house of", "cards")]

    assert spanish("The", "The big", "house of", "cards") == tuple(alone)


@real
def test_after_a_refusal_no_markup_loses_its_words() -> None:
    text = 'AI models do not <g id="1">mutate</g> like living things do.'
    once, again = spanish(text)[0], spanish(text, again=True)[0]

    assert once is not None
    assert again is not None
    assert '<g id="1"></g>' in once
    assert '<g id="1">muta</g>' in again


@real
def test_of_300_real_texts_with_markup_each_has_an_answer_and_almost_each_its_markup() -> None:
    texts = [encoded for encoded in distinct_texts() if encoded.codes][:300]
    refused = Counter[str]()
    for encoded, reply in zip(texts, spanish(*(encoded.xml for encoded in texts)), strict=True):
        try:
            decode(encoded, reply or "")
        except GarbledError as error:
            refused[str(error)] += 1
            decode(encoded, spanish(encoded.xml, again=True)[0] or "")

    assert refused.total() <= 3, refused
    assert all(reason.startswith("it takes the words out of") for reason in refused)


@real
def test_threads_do_not_meet() -> None:
    engine = open_engine({}, os.environ, ROOT)
    batches = [Batch((f"House {number}",), "es") for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        answers = [answer.texts for answer in pool.map(engine.translate, batches)]

    assert [(f"Casa {number}",) for number in range(6)] == answers


@real
def test_the_key_holds_the_version_and_the_mode() -> None:
    assert open_engine({"mode": "eng-spa"}, os.environ, ROOT).key.startswith("apertium Apertium 3")
    assert open_engine({"mode": "eng-spa"}, os.environ, ROOT).key != open_engine({}, os.environ, ROOT).key


# --- in its place ------------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Makes an `apertium` that lists MODES and prints for each page what a shell script says; gives its environment.

    The script finds the page in `$page` and the mode in `$mode`. What turns HTML into Apertium's form leaves it alone.
    """

    def made(script: str, modes: str = MODES) -> dict[str, str]:
        lines = (
            "#!/bin/bash",
            f"case $1 in -l) echo {modes}; exit;; -V) echo 3; exit;; esac",
            "mode=${@: -1}",
            "while IFS= read -r -d '' page; do",
            f'  if [ "$page" != "[]" ]; then\n:; {script}\n  fi',
            "  printf '\\0'",
            "done",
        )
        texts = {
            "apertium": "\n".join(lines) + "\n",
            "apertium-deshtml": "#!/bin/sh\nexec cat\n",
            "apertium-rehtml-noent": "#!/bin/sh\nexec cat\n",
        }
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
            (tmp_path / name).chmod(0o755)
        return {"PATH": f"{tmp_path}:/usr/bin:/bin"}

    return made


SAY_MODE = 'echo "<p id=\\"0\\">$mode</p>"'


@pytest.mark.parametrize(
    ("source", "locale", "mode"),
    [
        ("en", "es", "eng-spa"),
        ("en-GB", "es-MX", "eng-spa"),
        ("en", "ca", "eng-cat"),
        ("en", "gl", "en-gl"),
        ("en", "eo", "en-eo"),
        ("es", "pt-BR", "spa-por_BR"),
        ("es", "pt", "spa-por"),
        ("es", "pt-PT", "spa-por"),
        ("es", "ca-valencia", "spa-cat_valencia"),
    ],
)
def test_the_mode_is_found_by_the_languages(program: Program, source: str, locale: str, mode: str) -> None:
    engine = open_engine({}, program(SAY_MODE), ROOT)

    assert engine.translate(Batch(("x",), locale, source)).texts == (mode,)


def test_a_mode_can_be_named(program: Program) -> None:
    engine = open_engine({"mode": "spa-cat_valencia"}, program(SAY_MODE), ROOT)

    assert engine.translate(Batch(("x",), "ca", "es")).texts == ("spa-cat_valencia",)


def test_a_named_mode_is_not_used_for_another_language(program: Program) -> None:
    engine = open_engine({"mode": "eng-spa"}, program(SAY_MODE), ROOT)

    with pytest.raises(LanguageError, match=r"'eng-spa'.* does not translate into ca"):
        engine.translate(Batch(("x",), "ca"))


def test_without_a_mode_between_the_languages_it_says_which_there_are(program: Program) -> None:
    engine = open_engine({}, program(SAY_MODE), ROOT)

    with pytest.raises(LanguageError, match=r"no mode from en to nl; it has eng-spa, eng-cat,.*Install"):
        engine.translate(Batch(("x",), "nl"))


def test_an_unknown_mode_is_refused_at_once(program: Program) -> None:
    with pytest.raises(SettingsError, match="no mode '-d/tmp'; it has eng-spa"):
        open_engine({"mode": "-d/tmp"}, program(SAY_MODE), ROOT)


def test_where_it_is_not_installed_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="apt install apertium apertium-eng-spa"):
        open_engine({}, {"PATH": str(tmp_path)}, ROOT)


def test_without_language_pairs_it_says_what_to_install(tmp_path: Path, program: Program) -> None:
    program("")
    (tmp_path / "apertium").write_text("#!/bin/sh\necho '  *'\n")

    with pytest.raises(AccountError, match="no language pairs; install it with"):
        open_engine({}, {"PATH": str(tmp_path)}, ROOT)


def test_a_text_whose_paragraph_is_missing_has_no_answer(program: Program) -> None:
    engine = open_engine({}, program('echo \'<p id="2">c</p><p id="0">a</p>\''), ROOT)

    assert engine.translate(Batch(("x", "y", "z"), "es")).texts == ("a", None, "c")


def test_spaces_and_first_letters_are_as_people_set_them(program: Program) -> None:
    said = 'Dice  <g id="1"><g id="2"> que (<g id="3"> no</g>) </g></g> , \u00bf no? <x id="4"/> .'
    engine = open_engine({}, program(f'echo \'<p id="0"> {said} </p><p id="1">ONU</p>\''), ROOT)

    assert engine.translate(Batch(("says", "uno"), "es")).texts == (
        'dice <g id="1"><g id="2">que (<g id="3">no</g>)</g></g>, \u00bfno? <x id="4"/>.',
        "ONU",
    )


def test_a_run_that_lost_its_words_gives_no_answer(program: Program) -> None:
    engine = open_engine({}, program('echo \'<p id="0">a</p><p id="1"></p>\''), ROOT)
    texts = ('x <g id="1">y</g>', "x")

    assert engine.translate(Batch(texts, "es", again=True)).texts == (None, "a")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'no dictionary' >&2; exit 3", "exit status 3: no dictionary"),
        ("", "gave no translation"),
        ("exit 0", "exit status 0"),
        ("kill -9 $$", "exit status -9"),
    ],
)
def test_a_program_that_fails_fails_the_batch_alone(program: Program, script: str, said: str) -> None:
    engine = open_engine({}, program(script), ROOT)

    with pytest.raises(EngineError, match=said) as caught:
        engine.translate(Batch(("x",) * 5000, "es"))

    assert not isinstance(caught.value, AccountError)


def test_a_program_that_hangs_is_ended(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine({}, program("sleep 60"), ROOT)
    monkeypatch.setattr("i18n_pipeline.engines.apertium.SECONDS", 0.5)

    with pytest.raises(EngineError, match=r"apertium did not finish within 0\.5 seconds"):
        engine.translate(Batch(("x",), "es"))


def counted(tmp_path: Path, script: str = "") -> str:
    """A script that gives every page back, and writes down in which process."""
    return f'echo $$ >>{tmp_path}/log; {script}\nprintf %s "$page"'


def processes(tmp_path: Path) -> list[str]:
    return (tmp_path / "log").read_text().split()


def test_one_process_translates_all_batches_of_a_language(tmp_path: Path, program: Program) -> None:
    engine = open_engine({}, program(counted(tmp_path)), ROOT)
    texts = tuple(f"text {number}" for number in range(50))

    for _ in range(3):
        answer = engine.translate(Batch(texts, "es"))
        assert texts == answer.texts
        assert answer.cost == engine.estimate(Batch(texts, "es")) == Cost(len("".join(texts)))
    engine.translate(Batch(texts, "ca"))

    assert len(processes(tmp_path)) == 4
    assert len(set(processes(tmp_path))) == 2


def test_batches_of_many_threads_get_their_own_answers_from_one_process(tmp_path: Path, program: Program) -> None:
    engine = open_engine({}, program(counted(tmp_path)), ROOT)
    batches = [Batch((f"text {number}",) * 40, "es") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        answers = [answer.texts for answer in pool.map(engine.translate, batches)]

    assert [batch.texts for batch in batches] == answers
    assert len(set(processes(tmp_path))) == 1


def test_a_batch_larger_than_any_buffer_goes_through(tmp_path: Path, program: Program) -> None:
    engine = open_engine({}, program(counted(tmp_path)), ROOT)
    texts = tuple("word " * 50 + str(number) for number in range(1000))

    assert engine.translate(Batch(texts, "es")).texts == texts


@pytest.mark.parametrize("end", ["kill -9 $$", "exit 3"])
def test_a_program_that_dies_is_started_again_for_the_next_batch(tmp_path: Path, program: Program, end: str) -> None:
    engine = open_engine({}, program(counted(tmp_path, f"case $page in *bad*) {end};; esac")), ROOT)

    assert engine.translate(Batch(("good",), "es")).texts == ("good",)
    with pytest.raises(EngineError, match="apertium failed"):
        engine.translate(Batch(("bad",), "es"))
    assert engine.translate(Batch(("good again",), "es")).texts == ("good again",)
    assert len(set(processes(tmp_path))) == 2


def test_a_program_that_was_killed_between_two_batches_is_started_again(tmp_path: Path, program: Program) -> None:
    engine = open_engine({}, program(counted(tmp_path)), ROOT)
    engine.translate(Batch(("one",), "es"))
    os.kill(int(processes(tmp_path)[0]), signal.SIGKILL)

    answers = []
    for _ in range(3):  # the first may still find the dying one
        with suppress(EngineError):
            answers.append(engine.translate(Batch(("two",), "es")).texts)
    assert answers[-1] == ("two",)


def test_no_process_is_left_at_the_end(tmp_path: Path, program: Program) -> None:
    engine = open_engine({}, program(counted(tmp_path)), ROOT)
    engine.translate(Batch(("one",), "es"))
    close(engine)
    with pytest.raises(ProcessLookupError):
        os.kill(int(processes(tmp_path)[0]), 0)

    assert engine.translate(Batch(("two",), "es")).texts == ("two",)
    del engine
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(int(processes(tmp_path)[1]), 0)


@pytest.mark.parametrize(
    ("locale", "text", "said", "tidy"),
    [
        ("es", "Is it?", "Es esto ?", "Es esto?"),
        ("es", 'Note: go; <g id="1">now!</g>', 'Nota : va ; <g id="1">ahora !</g>', 'Nota: va; <g id="1">ahora!</g>'),
        ("fr", "Is it?", "Est-ce ?", "Est-ce ?"),
        ("fr", "Is it?", "Est-ce\u202f?", "Est-ce\u202f?"),
        ("es", "a : b", "a : b", "a : b"),
        ("es", "Hello :smile: you", "Hola :smile: tú", "Hola :smile: tú"),
        ("es", "Open it", "abre esto", "Abre esto"),
        ("es", "open it", "Abre esto", "abre esto"),
        ("es", '<g id="1">Open</g> it', '<g id="1">abre</g> esto', '<g id="1">Abre</g> esto'),
        ("es", "Is it?", "¿es?", "¿Es?"),
        ("es", '<x id="1"/> opens it', '<x id="1"/> Abre', '<x id="1"/> Abre'),
        ("es", "unite", "ONU", "ONU"),
        ("es", "Élan", "ímpetu", "Ímpetu"),
        ("eo", "&lt;b&gt; is", "&lt;b&gt; estas", "&lt;b&gt; estas"),
    ],
)
def test_marks_and_capitals_are_as_the_language_wants_them(
    program: Program, locale: str, text: str, said: str, tidy: str
) -> None:
    modes = "eng-spa eng-fra en-eo"
    engine = open_engine({}, program(f"cat <<'END'\n<p id=\"0\">{said}</p>\nEND\n", modes), ROOT)

    assert engine.translate(Batch((text,), locale)).texts == (tidy,)


def test_an_i_becomes_the_capital_that_its_language_has(program: Program) -> None:
    engine = open_engine({}, program("echo '<p id=\"0\">iyi</p>'", "eng-tur"), ROOT)

    assert engine.translate(Batch(("Good",), "tr")).texts == ("İyi",)


def test_an_apostrophe_that_is_an_entity_does_not_split_its_word(program: Program) -> None:
    engine = open_engine({}, program('printf %s "$page"'), ROOT)
    encoded = encode("Don&#39;t go, it isn&rsquo;t caf&eacute;")

    assert encoded.codes == ()
    [reply] = engine.translate(Batch((encoded.xml,), "es")).texts
    assert reply is not None
    assert decode(encoded, reply) == "Don&#39;t go, it isn&rsquo;t caf&eacute;"


def test_no_variable_is_shown(program: Program) -> None:
    engine = open_engine({}, {**program(SAY_MODE), "DEEPL_AUTH_KEY": "secret"}, ROOT)

    assert "secret" not in repr(engine) + engine.key
