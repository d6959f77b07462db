"""Everything told to a person is a Finding: made of errors in one place, and made into lines in one place."""

from __future__ import annotations

import ast
import pickle
import re
from dataclasses import replace
from pathlib import Path

import pytest

from i18n_pipeline import errors
from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.printing import as_text, check_line, finding_line, refusal_lines
from i18n_pipeline.errors import CatalogueError, FileError, OutsideError, PageError, PipelineError, as_finding
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

    assert as_text(finding) == str(error)
    assert (finding.severity, finding.exit_code) == (Severity.ERROR, kind.exit_code)
    assert KEBAB.fullmatch(finding.check)


def test_an_error_about_a_file_says_where_the_reader_must_look() -> None:
    page = as_finding(PageError("source/one.md", 3, "it is broken"))
    catalogue = as_finding(CatalogueError("one.po", 0, "it is broken"))

    assert (page.check, page.file, page.line, page.text) == ("page", "source/one.md", 3, "it is broken")
    assert (catalogue.check, catalogue.file, catalogue.line) == ("catalogue", "one.po", 0)
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
    assert as_text(Finding(Severity.ERROR, "page", "broken", advice=advice)) == text


def test_a_refused_message_in_several_places_is_one_line_with_its_catalogue_first() -> None:
    [line] = refusal_lines([REFUSAL, replace(REFUSAL, page_line=9)])

    assert line == (
        "locales/nl/LC_MESSAGES/one.po:7: source/one.md:3, source/one.md:9: “Use `a`.” stays English: "
        "it leaves out the code a (to accept that, add the comment `# i18n-pipeline: ignore=code`)"
    )


def calls(name: str) -> list[ast.Call]:
    """All calls of a function in the package."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id == name]


def test_check_ids_are_in_kebab_case() -> None:
    ids = {call.args[1].value for call in calls("Finding") if isinstance(call.args[1], ast.Constant)}

    assert {"md-emphasis", "notice", "page-skipped"} <= ids
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
