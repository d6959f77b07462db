"""Glossaries in TBX give the terms that a table would give, whichever tool and edition they come from."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from helpers.projects import KEEP, po_path, project, put, run
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tbx as toolkit

from i18n_pipeline import plugins
from i18n_pipeline.errors import FileError, OutsideError, SettingsError
from i18n_pipeline.memory.exchange import tbx
from i18n_pipeline.model import Term

SAMPLES = Path(__file__).parent / "samples"
BELL = Term("bell", "bel", "The one at the door. / Not the one of a church.")


def terms(file: Path, *locales: str) -> dict[str, tuple[Term, ...]]:
    return tbx.read(file, "terms.tbx", locales or ("nl",), "en")


def dutch(folder: Path, *entries: str) -> tuple[Term, ...]:
    """The Dutch terms of a file with these entries, each in a line of its own from the second on."""
    return terms(written(folder, *entries))["nl"]


def written(folder: Path, *entries: str) -> Path:
    body = "\n".join(f"<termEntry>{entry}</termEntry>" for entry in entries)
    data = f"<martif><text><body>\n{body}\n</body></text></martif>"
    put(folder / "terms.tbx", data)
    return folder / "terms.tbx"


def section(tag: str, *words: str, said: str = "") -> str:
    tigs = "".join(f"<tig><term>{escape(word)}</term>{said}</tig>" for word in words)
    return f'<langSet xml:lang="{tag}">{tigs}</langSet>'


# --- what is read ------------------------------------------------------------------------------------


def test_every_source_term_is_one_of_its_own_with_the_preferred_target() -> None:
    found = terms(SAMPLES / "ntig.tbx", "nl", "de")

    note = "The one at the door."
    assert (Term("bell", "bel", note), Term("door bell", "bel", note)) == found["nl"]
    assert (Term("Bell", "Glocke"),) == found["de"]


@pytest.mark.parametrize("name", ["dca.tbx", "dct.tbx"])
def test_both_styles_of_the_edition_of_2019_say_the_same(name: str) -> None:
    assert terms(SAMPLES / name, "nl", "de") == {"nl": (BELL,), "de": ()}


@pytest.mark.parametrize("name", ["ntig.tbx", "dct.tbx"])
def test_a_file_of_another_encoding_is_read(tmp_path: Path, name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    put(tmp_path / name, text.replace("UTF-8", "UTF-16").encode("utf-16"))

    assert terms(SAMPLES / name) == terms(tmp_path / name)


def test_what_is_said_of_one_language_does_not_count_for_another(tmp_path: Path) -> None:
    german = '<note type="x">Nur Holz.</note><termNote type="administrativeStatus">deprecated</termNote>'
    entry = section("en", "oven") + section("nl", "oven") + f'<langSet lang="de">{german}</langSet>'
    concept = '<note type="x">Any heat.</note>' + entry

    assert (Term("oven", "oven", "Any heat."),) == dutch(tmp_path, concept)


@pytest.mark.parametrize("status", ["deprecated", "deprecatedTerm", "supersededTerm-admn-sts", "forbidden", "obsolete"])
@pytest.mark.parametrize("category", ["administrativeStatus", "normativeAuthorization"])
def test_a_term_that_is_not_to_be_used_is_left_out(tmp_path: Path, category: str, status: str) -> None:
    said = f'<termNote type="{category}">{status}</termNote>'

    found = dutch(
        tmp_path,
        section("en", "oven") + section("nl", "fornuis", said=said),
        section("en", "stove", said=said) + section("nl", "oven"),
        section("en", "roll") + section("nl", "bol", said=said) + section("nl", "broodje"),
    )

    assert (Term("roll", "broodje"),) == found


def test_weblate_s_untranslated_terms_are_kept_in_every_locale(tmp_path: Path) -> None:
    needed = '<descrip type="Translation needed">{}</descrip>'
    file = written(
        tmp_path,
        needed.format("No") + section("en", "Ovenware") + section("nl", "Ovengerei"),
        needed.format("Yes") + section("en", "bread") + section("nl", "brood"),
        needed.format("") + section("en", "roll"),
    )
    alone = written(tmp_path / "alone", needed.format("No") + section("en", "Ovenware"))

    found = terms(file, "nl", "de")

    assert (Term("Ovenware", "Ovenware"), Term("bread", "brood")) == found["nl"]
    assert (Term("Ovenware", "Ovenware"),) == found["de"] == terms(alone)["nl"]


def test_phrase_s_flags_count(tmp_path: Path) -> None:
    flag = '<termNote type="{}">{}</termNote>'
    found = dutch(
        tmp_path,
        section("en", "Bread", said=flag.format("caseSensitive", "true"))
        + section("nl", "Meel", said=flag.format("forbidden", "true"))
        + section("nl", "Het Brood", said=flag.format("forbidden", "false"))
        + section("nl", "Brood", said=flag.format("preferred", "true")),
        section("en", "bread", said=flag.format("caseSensitive", "false")) + section("nl", "brood"),
    )

    assert (Term("Bread", "Brood", exact_case=True), Term("bread", "brood")) == found


def test_the_first_of_two_concepts_with_one_term_counts(tmp_path: Path) -> None:
    first, second = section("en", "Roll") + section("nl", "broodje"), section("en", "roll") + section("nl", "rol")

    assert (Term("Roll", "broodje"),) == dutch(tmp_path, first, second)


def test_a_language_matches_as_in_other_exchange_files(tmp_path: Path) -> None:
    entry = section("en_GB", "roll") + section("zh-CN", "小圆面包") + section("nl-BE", "pistolet")
    file = written(tmp_path, entry)

    assert {"nl-NL": (Term("roll", "pistolet"),), "zh-TW": ()} == terms(file, "nl-NL", "zh-TW")


def test_two_varieties_of_the_source_language_are_no_translation(tmp_path: Path) -> None:
    assert terms(written(tmp_path, section("en", "roll")), "en-GB") == {"en-GB": ()}


def test_a_glossary_that_nobody_has_translated_yet_is_empty(tmp_path: Path) -> None:
    assert dutch(tmp_path, section("en", "roll") + section("nl", "")) == ()
    assert dutch(tmp_path) == ()


WORD = st.text("aB ,;<&\"'é漢", min_size=1).map(str.strip).filter(bool)


@given(pairs=st.dictionaries(WORD.map(str.casefold), st.tuples(WORD, WORD), max_size=4))
def test_what_the_toolkit_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory, pairs: dict[str, tuple[str, str]]
) -> None:
    store = toolkit.tbxfile(sourcelanguage="en", targetlanguage="nl")
    for source, (target, note) in pairs.items():
        unit = store.addsourceunit(source)
        unit.settarget(target, "nl")
        unit.addnote(note, origin="definition")
    file = tmp_path_factory.mktemp("toolkit") / "a.tbx"
    store.savefile(str(file))

    folded = [[" ".join(text.split()) for text in (source, *rest)] for source, rest in pairs.items()]
    first = {source: Term(source, target, note) for source, target, note in reversed(folded)}
    assert {*first.values()} == {*terms(file)["nl"]}


# --- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "line", "problem"),
    [
        (["", section("en", "a") + "<langSet/>"], 3, "a <langSet> does not say its language; give it an xml:lang"),
        ([section("en", "a") + section("xx", "b")], 2, "no term is in nl, only in en, xx"),
        (["", section("de", "a") + section("nl", "b")], 3, "no term is in en, only in de, nl"),
        (["", "<langSet>"], 3, "not sound XML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, entries: list[str], line: int, problem: str
) -> None:
    with pytest.raises(FileError, match=problem) as refused:
        dutch(tmp_path, *entries)

    assert (refused.value.path, refused.value.line) == ("terms.tbx", line)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("source,nl\nbell,bel\n", "not sound XML"),
        ("<mtf/>", "its root element is <mtf>"),
        ('<!DOCTYPE martif [<!ENTITY a "b">]><martif><termEntry>&a;</termEntry></martif>', "declares entities"),
        ('<!DOCTYPE tbx [<!ENTITY a SYSTEM "/etc/passwd">]><tbx>&a;</tbx>', "declares entities"),
    ],
)
def test_what_is_no_tbx_and_what_may_do_harm_is_refused(tmp_path: Path, data: str, problem: str) -> None:
    put(tmp_path / "a.tbx", data)

    with pytest.raises(FileError, match=problem):
        terms(tmp_path / "a.tbx")


def test_a_doctype_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "evil.dtd", "not a DTD")
    body = section("en", "bell") + section("nl", "bel")
    put(tmp_path / "a.tbx", f'<!DOCTYPE martif SYSTEM "evil.dtd"><martif><termEntry>{body}</termEntry></martif>')

    assert (Term("bell", "bel"),) == terms(tmp_path / "a.tbx")["nl"]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="cannot be read"):
        terms(tmp_path / "a.tbx")


def test_without_the_toolkit_the_advice_is_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_family: str, _name: str) -> None:
        raise ModuleNotFoundError(name="lxml.etree")

    monkeypatch.setattr(plugins, "load", missing)

    with pytest.raises(
        SettingsError, match=r'TBX needs translate-toolkit; run `pip install "i18n-pipeline\[toolkit\]"'
    ):
        terms(SAMPLES / "dca.tbx")


# --- in a draft --------------------------------------------------------------------------------------


def test_a_draft_that_misses_a_term_of_a_tbx_file_says_so(tmp_path: Path) -> None:
    settings = f'{KEEP}[draft]\nengine = "pseudo"\nglossary = "terms.tbx"\n'
    root = project(tmp_path, {"page.md": "Ring the bell.\n"}, settings)
    put(root / "terms.tbx", (SAMPLES / "dca.tbx").read_bytes())

    outcome = run(root, "draft")

    assert outcome.code == 0, outcome.err
    assert "look: the translation lacks “bel”, which the glossary has for “bell”" in po_path(root, "page").read_text(
        encoding="utf-8"
    )


def test_a_draft_stops_at_a_glossary_that_cannot_be_used(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Ring the bell.\n"}, f'{KEEP}[draft]\nglossary = "terms.TBX"\n')
    put(root / "terms.TBX", "<martif>\n<text>")

    outcome = run(root, "draft")

    assert (outcome.code, len(outcome.errors)) == (1, 1)
    assert outcome.errors[0].startswith("error: terms.TBX:2: not sound XML")


def test_a_glossary_in_tbx_need_not_be_there(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Ring the bell.\n"}, f'{KEEP}[draft]\nglossary = "terms.tbx"\n')

    assert run(root, "draft").code == 0
