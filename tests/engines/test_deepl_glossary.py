"""The project's terms in one glossary at DeepL."""

from __future__ import annotations

import pytest
from helpers.deepl_server import DeepLServer, Open

from i18n_pipeline.errors import EngineError
from i18n_pipeline.model import Batch, Term

BOOK = Term("book", "boek")
NAME = "i18n-pipeline"


def test_terms_are_used_where_they_occur(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()

    assert engine.prepare({"nl": (BOOK,)}) == []
    answer = engine.translate(Batch(("a book",), "nl", terms=(BOOK,)))
    engine.translate(Batch(("a tree",), "nl"))
    engine.translate(Batch(("a book",), "de", terms=(Term("book", "Buch"),)))

    assert answer.texts == ("A BOEK",)
    assert ["glossary_id" in body for body in deepl_account.translated] == [True, False, False]


def test_all_languages_of_a_project_share_one_glossary(deepl_account: DeepLServer, open_deepl: Open) -> None:
    open_deepl().prepare({"nl": (BOOK,), "pt-BR": (Term("book", "livro"),), "zh-Hans": (Term("book", "书"),)})

    assert deepl_account.names == {"glossary-1": NAME}
    assert set(deepl_account.glossaries["glossary-1"]) == {("en", "nl"), ("en", "pt"), ("en", "zh")}


def test_a_glossary_is_written_only_where_terms_changed(deepl_account: DeepLServer, open_deepl: Open) -> None:
    terms = {"nl": (BOOK,), "de": (Term("book", "Buch"),)}
    open_deepl().prepare(terms)
    deepl_account.seen.clear()

    engine = open_deepl()
    assert engine.prepare(terms) == []
    assert [method for method, _, _ in deepl_account.seen] == ["GET", "GET", "GET"]

    engine.prepare({**terms, "de": (Term("book", "Werk"),)})
    assert [body["target_lang"] for body in deepl_account.calls("PUT")] == ["DE"]
    assert deepl_account.glossaries["glossary-1"]["en", "de"] == {"book": "Werk"}
    assert engine.translate(Batch(("book",), "nl", terms=(BOOK,))).texts == ("BOEK",)


def test_a_term_that_is_gone_from_the_project_is_gone_from_the_glossary(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    engine = open_deepl()
    engine.prepare({"nl": (BOOK, Term("tree", "boom"))})
    engine.prepare({"nl": (BOOK,)})

    assert deepl_account.glossaries["glossary-1"]["en", "nl"] == {"book": "boek"}


def test_what_others_have_in_the_account_stays(deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.free = False
    deepl_account.put_glossary("other", {("en", "nl"): {"a": "b"}})
    deepl_account.put_glossary("mine", {("de", "nl"): {"a": "b"}})

    open_deepl(glossary="mine").prepare({"nl": (BOOK,)})

    assert deepl_account.glossaries["glossary-1"] == {("en", "nl"): {"a": "b"}}
    assert deepl_account.glossaries["glossary-2"] == {("de", "nl"): {"a": "b"}, ("en", "nl"): {"book": "boek"}}


def test_without_terms_or_a_name_no_glossary_is_made(deepl_account: DeepLServer, open_deepl: Open) -> None:
    assert (
        open_deepl().prepare({})
        == open_deepl().prepare({"nl": ()})
        == open_deepl(glossary="").prepare({"nl": (BOOK,)})
        == []
    )
    assert deepl_account.seen == []


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("a\tb", "c"), "control characters"),
        (Term("a", "b\u2028c"), "control characters"),
        (Term("a", "b\x85c"), "control characters"),
        (Term("é" * 513, "c"), "longer than 1024 bytes"),
        (Term("a", "é" * 513), "longer than 1024 bytes"),
        (Term(" ", "c"), "empty"),
    ],
)
def test_a_term_that_deepl_cannot_take_is_left_out_and_told(
    term: Term, words: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    problems = open_deepl().prepare({"nl": (BOOK, term)})

    assert len(problems) == 1
    assert words in problems[0]
    assert deepl_account.glossaries["glossary-1"]["en", "nl"] == {"book": "boek"}


def test_a_term_with_two_translations_is_left_out_of_all_variants_of_the_language(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    problems = open_deepl().prepare({"pt-BR": (Term("bus", "ônibus"), BOOK), "pt-PT": (Term("bus", "autocarro"), BOOK)})

    assert deepl_account.glossaries["glossary-1"]["en", "pt"] == {"book": "boek"}
    assert problems == ["the term 'bus' is left out of DeepL's glossary: it has two translations into PT"]


def test_a_language_that_has_no_glossaries_costs_no_other(open_deepl: Open) -> None:
    engine = open_deepl()

    problems = engine.prepare({"eo": (Term("book", "libro"),), "nl": (BOOK,)})

    assert problems == ["DeepL takes no glossary from EN into EO, or not these terms (400)"]
    assert engine.translate(Batch(("book",), "eo", terms=(BOOK,))).texts == ("BOOK",)
    assert engine.translate(Batch(("book",), "nl", terms=(BOOK,))).texts == ("BOEK",)


def test_what_deepl_did_not_keep_is_told(deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.faults += ["ok", "forget"]

    assert open_deepl().prepare({"nl": (BOOK,)}) == ["DeepL did not keep the term 'book' (NL) in its glossary"]


def test_an_account_without_room_says_which_glossary_to_use_or_delete(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    deepl_account.put_glossary("of another project", {("en", "nl"): {"a": "b"}})

    with pytest.raises(EngineError, match=r"'i18n-pipeline'.*Delete one.*'of another project'") as raised:
        open_deepl().prepare({"nl": (BOOK,)})
    assert type(raised.value) is EngineError


def test_too_many_requests_about_glossaries_are_no_end_of_the_account(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    deepl_account.faults.append(456)

    with pytest.raises(EngineError, match="about glossaries") as raised:
        open_deepl().prepare({"nl": (BOOK,)})
    assert type(raised.value) is EngineError


def test_a_glossary_that_was_deleted_meanwhile_costs_one_batch(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()
    engine.prepare({"nl": (BOOK,)})
    deepl_account.glossaries.clear()

    with pytest.raises(EngineError, match="run again if a glossary was deleted"):
        engine.translate(Batch(("book",), "nl", terms=(BOOK,)))


def test_terms_of_another_source_language_have_their_own_dictionary(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    open_deepl().prepare({"nl": (Term("livre", "boek"),)}, "fr-CA")

    assert deepl_account.glossaries["glossary-1"] == {("fr", "nl"): {"livre": "boek"}}
