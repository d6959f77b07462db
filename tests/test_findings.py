"""Everything told to a person is a Finding: made of errors in one place, and made into lines in one place."""

from __future__ import annotations

import ast
import pickle
import re
from functools import cache
from pathlib import Path

import pytest
from helpers import code
from msgspec.structs import replace

from i18n_pipeline import errors
from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.printing import check_line, finding_line, refusal_lines
from i18n_pipeline.errors import (
    CatalogueError,
    EngineError,
    FileError,
    OutsideError,
    PageError,
    PipelineError,
    as_finding,
)
from i18n_pipeline.findings import Finding, Severity

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, PipelineError)]
SOURCE = Path(errors.__file__).parent
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
REFUSAL = Finding(
    Severity.ERROR,
    "code",
    "it leaves out the code a",
    "locales/nl/LC_MESSAGES/one.po",
    7,
    advice="to accept that, add the comment `# i18n-pipeline: ignore=code`",
    page="source/one.md",
    page_line=3,
    locale="nl",
    msgid="Use `a`.",
    ignorable=("code",),
    exit_code=1,
)


def error_of(kind: type[PipelineError]) -> PipelineError:
    return kind("source/one.md", 3, "it is broken") if issubclass(kind, FileError) else kind("it is broken")


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_becomes_a_finding_that_says_the_same_and_ends_in_the_same_exit_code(
    kind: type[PipelineError],
) -> None:
    error = error_of(kind)
    finding = as_finding(error)

    assert finding.told == str(error)
    assert (finding.severity, finding.exit_code) == (Severity.ERROR, kind.exit_code)
    assert KEBAB.fullmatch(finding.check)


def test_an_error_about_a_file_says_where_the_reader_must_look() -> None:
    page = as_finding(PageError("source/one.md", 3, "it is broken"))
    catalogue = as_finding(CatalogueError("one.po", 0, "it is broken"))

    assert (page.check, page.file, page.line, page.text) == ("page", "source/one.md", 3, "it is broken")
    assert (catalogue.check, catalogue.file, catalogue.line) == ("po-syntax", "one.po", 0)
    assert as_finding(OutsideError("no network")).file == ""


def test_a_finding_goes_to_other_processes_and_is_equal_there() -> None:
    assert pickle.loads(pickle.dumps(REFUSAL)) == REFUSAL  # noqa: S301 - our own bytes
    assert len({REFUSAL, replace(REFUSAL)}) == 1


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (("", 0, 0), ""),
        (("one.po", 0, 0), "one.po: "),
        (("one.po", 7, 0), "one.po:7: "),
        (("one.po", 7, 4), "one.po:7:4: "),
    ],
)
def test_a_line_begins_with_the_place_as_far_as_it_is_known(place: tuple[str, int, int], shown: str) -> None:
    error = Finding(Severity.ERROR, "page", "it is broken", *place)

    assert finding_line(error) == f"error: {shown}it is broken"
    assert check_line(error, Options()) == f"{shown}page: it is broken"


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_what_is_no_error_is_a_note(severity: Severity) -> None:
    assert finding_line(Finding(severity, "notice", "it is left out")) == "note: it is left out"


@pytest.mark.parametrize(
    ("advice", "text"), [("", "broken"), ("mend it", "broken; mend it"), ("Mend it.", "broken. Mend it.")]
)
def test_the_advice_follows_the_sentence(advice: str, text: str) -> None:
    assert Finding(Severity.ERROR, "page", "broken", advice=advice).told == text


def test_a_refused_message_in_several_places_is_one_line_with_its_catalogue_first() -> None:
    [line] = refusal_lines([REFUSAL, replace(REFUSAL, page_line=9)])

    assert line == (
        "locales/nl/LC_MESSAGES/one.po:7: source/one.md:3, source/one.md:9: “Use `a`.” stays English: "
        "it leaves out the code a (to accept that, add the comment `# i18n-pipeline: ignore=code`)"
    )


def calls(name: str) -> list[ast.Call]:
    """All calls of a function in the package."""
    return every_call().get(name, [])


@cache
def every_call() -> dict[str, list[ast.Call]]:
    """The calls in the package, by the names of the functions."""
    found: dict[str, list[ast.Call]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(code.parsed(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.setdefault(node.func.id, []).append(node)
    return found


# --- what to do ----------------------------------------------------------------------------------------

SEVERE = re.compile(r"Severity\.(?:ERROR|WARNING)")
PLACES = {kind.__name__: 4 if issubclass(kind, FileError) else 2 for kind in KINDS}
"""Number of arguments of an error that comes with advice, by the name of its class."""
OF_ENGINES = {kind.__name__ for kind in KINDS if issubclass(kind, EngineError)}
"""Errors whose class says what to do: what failed at an engine is told by the engine."""


def shown(call: ast.Call) -> str:
    return ast.unparse(call)[:90]


def test_every_error_and_warning_says_what_to_do() -> None:
    """Findings are made with `advice`, by name or as the seventh value."""
    made = [call for call in calls("Finding") if SEVERE.search(ast.unparse(call))]
    without = [call for call in made if len(call.args) < 7 and "advice" not in ast.unparse(call)]

    assert len(made) > 12
    assert list(map(shown, without)) == []


def test_every_error_that_is_raised_says_what_to_do() -> None:
    made = [call for name in PLACES.keys() - OF_ENGINES for call in calls(name)]
    given = [call for call in made if not any(isinstance(one, ast.Starred) for one in call.args)]
    without = [
        call
        for call in given
        if len(call.args) < PLACES[ast.unparse(call.func)] and "advice" not in {one.arg for one in call.keywords}
    ]

    assert len(made) > 100
    assert list(map(shown, without)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_without_advice_has_that_of_its_class(kind: type[PipelineError]) -> None:
    finding = as_finding(error_of(kind))

    assert finding.advice == kind.usual_advice != ""


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_keeps_its_place_and_its_advice_on_the_way_to_other_processes(kind: type[PipelineError]) -> None:
    in_a_file = ("one.po", 3, "it is broken", "mend it", 5)
    error = kind(*in_a_file) if issubclass(kind, FileError) else kind("it is broken", "mend it", "one.po", 3, 5)
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert str(error) == "one.po:3:5: it is broken; mend it"
    assert as_finding(sent) == as_finding(errors.copied(error)) == as_finding(error)


def test_check_ids_are_in_kebab_case() -> None:
    ids = {call.args[1].value for call in calls("Finding") if isinstance(call.args[1], ast.Constant)}

    assert {"notice", "page-skipped"} <= ids
    assert [name for name in sorted(map(str, ids)) if not KEBAB.fullmatch(name)] == []


def test_no_module_writes_error_or_note_before_a_sentence_by_itself() -> None:
    starts = re.compile(r"""["'](?:error|note|warning): """)
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if starts.search(path.read_text(encoding="utf-8"))
    }

    assert makers == set()


def test_no_text_of_strangers_reaches_a_terminal_unescaped() -> None:
    evil = replace(REFUSAL, text="\x1b[31m", file="\u202e.po", msgid="\x07", page="\x1b.md")

    assert all(line.isprintable() for line in [finding_line(evil), check_line(evil, Options()), *refusal_lines([evil])])
