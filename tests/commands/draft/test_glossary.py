# ruff: noqa: RUF001 - words of other scripts are meant
"""Terms are read from a table, found in texts, and missed in translations."""

from __future__ import annotations

import pytest

from i18n_pipeline.catalogue.glossary import lacking, occurring, read
from i18n_pipeline.errors import FileError
from i18n_pipeline.model import Term

TABLE = """\
source,nl,pt-BR,notes,case,keep
catalogue,catalogus,catálogo,a PO file,,
PO,,,,yes,yes
"merge, three-way",samenvoegen,,,,

"""


def test_each_language_has_its_terms() -> None:
    found = read(TABLE.encode(), "glossary.csv", ["nl", "pt-BR", "de"]).terms

    assert found["nl"] == (
        Term("catalogue", "catalogus", "a PO file"),
        Term("PO", "PO", exact_case=True),
        Term("merge, three-way", "samenvoegen"),
    )
    assert [term.target for term in found["pt-BR"]] == ["catálogo", "PO"]
    assert [term.target for term in found["de"]] == ["PO"]


@pytest.mark.parametrize(
    ("table", "line", "why"),
    [
        ("term,nl\n", 1, "one of them 'source'"),
        ("source,note\n", 1, "Did you mean 'notes'?"),
        ("source,nl,nl\n", 1, "the same name"),
        ("source,nl\n,gids\n", 2, "a translation without a term"),
        ("source,nl\na,b\nc,d\na,e\n", 4, "in line 2 already"),
        ("source,nl,case\na,b,perhaps\n", 2, "holds yes or no, not 'perhaps'"),
        ('source,nl\n"a,b\n', 2, "comma-separated"),
        ("", 1, "one of them 'source'"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(table: str, line: int, why: str) -> None:
    with pytest.raises(FileError, match=why) as error:
        read(table.encode(), "glossary.csv", ["nl"])

    assert (error.value.path, error.value.line) == ("glossary.csv", line)


LONG = "a-b" * 500


@pytest.mark.parametrize(
    "table",
    [f"source,{LONG}-\n", f"source,nl\n{LONG},b\n{LONG},c\n", f"source,nl,keep\na,b,{LONG}\n", f'source\n"{LONG}"x'],
)
def test_an_error_about_a_table_is_a_short_sentence(table: str) -> None:
    with pytest.raises(FileError) as error:
        read(table.encode(), "glossary.csv", ["nl"])

    assert len(str(error.value)) < 200


def test_a_thousand_columns_of_other_languages_are_told_in_one_short_sentence() -> None:
    columns = ",".join(f"aa-b{number}" for number in range(1_000))
    found = read(f"source,nl,{columns}\na,b\n".encode(), "glossary.csv", ["nl"]).findings

    assert [(finding.check, len(finding.text) < 300) for finding in found] == [("glossary-column", True)]


DUTCH = "source;nl;notes\r\ncafé;kroeg;één, twee\r\n"
TERM = Term("café", "kroeg", "één, twee")


@pytest.mark.parametrize(
    "data",
    [
        DUTCH.encode(),
        DUTCH.encode("utf-8-sig"),
        DUTCH.encode("utf-16"),
        b"\xfe\xff" + DUTCH.encode("utf-16-be"),
        f"sep=;\r\n{DUTCH}".encode(),
        DUTCH.replace(";", "\t").encode("utf-16"),
        'source,nl,notes\ncafé,kroeg,"één, twee"\n'.encode(),
        '"source";"nl";"notes"\r\n"café";"kroeg";"één, twee"\r\n'.encode(),
        '"source","nl","notes, with; many; signs"\ncafé,kroeg,\n'.replace("notes, with; many; signs", "notes").encode(),
        (DUTCH + ";;\r\n;;\r\n").encode(),
        DUTCH.replace("notes", "notes;;").encode(),
        DUTCH.replace("\r\n", "\r").encode(),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(data: bytes) -> None:
    [term] = read(data, "glossary.csv", ["nl"]).terms["nl"]

    assert (term.source, term.target) == ("café", "kroeg")
    assert term.note in {TERM.note, ""}


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16-le", "utf-16-be", "shift-jis"])
def test_a_table_in_another_encoding_is_an_error_with_its_line_and_what_to_do(encoding: str) -> None:
    text = "あ" if encoding == "shift-jis" else "é"
    data = f"source,nl\nhouse,huis\ncaf{text},kroeg\n".encode(encoding)

    with pytest.raises(FileError, match=r"not UTF-8.*save the table as “CSV UTF-8”.*iconv -f") as error:
        read(data, "glossary.csv", ["nl"])

    assert error.value.line == (1 if "16" in encoding else 3)


def test_a_column_of_a_language_without_a_locale_is_told_and_passed_over() -> None:
    found = read(b"source,nl,fr,de\nhouse,huis,maison,Haus\n", "glossary.csv", ["nl", "es"])

    assert found.terms == {"nl": (Term("house", "huis"),), "es": ()}
    [said] = found.findings
    assert (said.file, said.text) == (
        "glossary.csv",
        "no locale of the settings is fr or de, so these columns are not used",
    )
    [said] = read(b"source,nl,fr\na,b,c\n", "glossary.csv", ["nl"]).findings
    assert said.text == "fr is no locale of the settings, so its column is not used"


@pytest.mark.parametrize("column", ["pt-BR", "pt_BR", "pt-br"])
def test_a_column_may_spell_its_locale_as_gettext_does(column: str) -> None:
    found = read(f"source,{column}\nhouse,casa\n".encode(), "glossary.csv", ["pt-BR"])

    assert found.terms["pt-BR"] == (Term("house", "casa"),)
    assert found.findings == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [("A catalogue", True), ("CATALOGUES!", True), ("a catalogued one", False), ("po", False), ("Two POs", True)],
)
def test_terms_are_found_as_whole_words_in_one_number_or_the_other(text: str, found: bool) -> None:
    terms = (Term("catalogue", "catalogus"), Term("PO", "PO", exact_case=True))

    assert bool(occurring(text, terms)) is found


@pytest.mark.parametrize("text", ["De catalogus", "twee catalogussen", "CATALOGUS"])
def test_a_translation_may_inflect_a_term(text: str) -> None:
    assert list(lacking(text, [Term("catalogue", "catalogus")])) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("aap", "Twee apen in een boom"),
        ("huis", "De huizen aan de gracht"),
        ("Baum", "Unter den Bäumen"),
        ("Speicher", "Der Arbeitsspeicher ist voll"),
        ("depo", "Deponuzu tarayıcınızda açın"),
        ("kitap", "Kitabı kapatın"),
        ("avain", "Tallenna avaimesi"),
        ("kukka", "Kukan väri"),
        ("fa", "Nézd meg a fát"),
        ("ręka", "Umyj ręce"),
        ("ключ", "Сохраните ключи"),
        ("σελίδα", "Οι σελίδες του οδηγού"),
        ("كتاب", "اقرأ الكتب الموجودة في القائمة"),
        ("ספר", "קראו את הספרים"),
        ("設定", "設定を開く"),
        ("설정", "설정을 엽니다"),
        ("คู่มือ", "อ่านคู่มือก่อน"),
        ("fichier source", "Les fichiers sources"),
    ],
)
def test_a_term_may_be_inflected_as_its_language_does(term: str, text: str) -> None:
    assert list(lacking(text, [Term("x", term)])) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("vrijwilliger", "Iedere medewerker krijgt een badge"),
        ("depo", "Arşivi tarayıcınızda açın"),
        ("Speicher", "Die Festplatte ist voll"),
        ("avain", "Tallenna salasanasi"),
        ("كتاب", "اقرأ المجلة"),
        ("設定", "オプションを開く"),
        ("ключ", "Сохраните пароль"),
    ],
)
def test_another_word_is_not_taken_for_a_term(term: str, text: str) -> None:
    assert [found.target for found in lacking(text, [Term("x", term)])] == [term]


@pytest.mark.parametrize(
    ("name", "text", "is_kept"),
    [
        ("Visual Studio Code", "Visuele Studiocode", False),
        ("Green Button", "Grüner Knopf wurde gegründet", False),
        ("PauseAI", "Het werk van PauseAI's vrijwilligers", True),
        ("Google", "V Googlu", True),
        ("PauseAI", "暂停人工智能是一个运动", False),
    ],
)
def test_a_name_that_is_kept_stands_as_it_is(name: str, text: str, is_kept: bool) -> None:
    assert (list(lacking(text, [Term(name, name)])) == []) is is_kept


def test_a_term_that_is_translated_otherwise_is_missed() -> None:
    term = Term("catalogue", "catalogus")

    assert list(lacking("De lijst", [term])) == [term]
