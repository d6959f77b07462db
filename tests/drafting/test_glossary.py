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
    found = read(TABLE, "glossary.csv", ["nl", "pt-BR", "de"])

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
        read(table, "glossary.csv", ["nl"])

    assert (error.value.path, error.value.line) == ("glossary.csv", line)


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


def test_a_term_that_is_translated_otherwise_is_missed() -> None:
    term = Term("catalogue", "catalogus")

    assert list(lacking("De lijst", [term])) == [term]
