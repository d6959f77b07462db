"""Translations of words inside code change no code; see also the cases of comments in code and of diagrams."""

from __future__ import annotations

import time

import pytest
from helpers.assembling import assembled, msgids, read
from helpers.cases import Case, cases
from helpers.growth import is_linear
from msgspec.structs import replace
from pygments.lexers import get_lexer_by_name

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.diagram_labels import labels

COMMENTS = [case for case in cases() if case.file == "comments_in_code"]
DIAGRAMS = [case for case in cases() if case.file == "diagrams"]
HOSTILE = ('"""', "'''", "*/", "-->", "```", "'", '"', "\\", "]]", "=#", "=end", "#{x}", "x /*", "\n", "#>", "-}", "*)")
SIGNS = ('"', "]", ")", "}", "|", ";", "\n", "\\", "-->", "`", ":", "#")


@pytest.mark.parametrize("case", [*COMMENTS, *DIAGRAMS], ids=str)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_words_in_code_are_messages_in_quotes_and_lists_too_if_they_are_asked_for(case: Case, newline: str) -> None:
    page = case.english.rstrip("\n")
    words = case.paragraphs("messages")
    for opening, rest in (("", ""), ("> ", "> "), ("- ", "  ")):
        text = opening + page.replace("\n", "\n" + rest) + "\n"

        assert msgids(text.replace("\n", newline), case.dialect) == words
        assert msgids(text.replace("\n", newline)) == []


def test_strings_with_a_blank_are_messages() -> None:
    dialect = replace(COMMONMARK, code=("strings",))
    page = "```python\nf('one two', 'three', u\"four five\")  # six\n```\n"
    made = assembled(read(page, dialect), {"one two": "een twee", "four five": "vier\nvijf"})

    assert msgids(page, dialect) == ["one two", "four five"]
    assert made.refusals == ()
    assert made.data.decode() == page.replace("one two", "een twee").replace("four five", "vier vijf")


@pytest.mark.parametrize("case", COMMENTS, ids=str)
def test_no_translation_of_a_comment_changes_the_program(case: Case) -> None:
    english, words = read(case.english, case.dialect), case.paragraphs("messages")
    for hostile in HOSTILE:
        for text in (f"x {hostile}", f"{hostile} x", f"x {hostile} y", hostile):
            made = assembled(english, dict.fromkeys(words, text)).data.decode()

            assert _program(made) == _program(case.english), text


def _program(page: str) -> list[str]:
    """The tokens of the code between fences that are neither comments nor docstrings."""
    info, _, code = page.removeprefix("```").partition("\n")
    tokens = get_lexer_by_name(info).get_tokens_unprocessed(code.removesuffix("```\n"))
    return [text for _, kind, text in tokens if text.strip() and not {"Comment", "Doc"} & {*kind}]


@pytest.mark.parametrize("case", DIAGRAMS, ids=str)
def test_no_translation_of_a_label_adds_a_label_or_takes_one(case: Case) -> None:
    english, words = read(case.english, case.dialect), case.paragraphs("messages")
    for word in words:
        for sign in SIGNS:
            made = assembled(english, {word: f"een {sign} woord"}).data.decode()

            assert len(list(labels(made[11:-4]))) == len(list(labels(case.english[11:-4]))), sign


@pytest.mark.parametrize(
    "unit", ["A[", 'A["', "A -- b ", "A->>B: ", "A : ", "|a", "subgraph a ", "(((", "a b\n", "--\n"]
)
@pytest.mark.parametrize(
    "kind", ["flowchart", "sequenceDiagram", "classDiagram", "stateDiagram", "mindmap", "erDiagram"]
)
def test_labels_are_found_in_linear_time(kind: str, unit: str) -> None:
    def seconds(size: int) -> float:
        begun = time.process_time()
        list(labels(f"{kind}\n{unit * size}"))
        return time.process_time() - begun

    assert is_linear(seconds, 1_000, 5_000)
