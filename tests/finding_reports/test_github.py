"""What GitHub's runner reads out of our lines, and nothing else."""

from __future__ import annotations

import re

import pyromark
from helpers.found import ERROR, INFO, NL, WARNING, any_report, report
from helpers.github import Command, command
from hypothesis import given
from markdown_it import MarkdownIt
from msgspec.structs import replace

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports import github
from i18n_pipeline.findings import Finding, Severity


def lines(text: str) -> list[str]:
    """The lines of an output, by every sign that anybody takes for the end of a line."""
    return re.split("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text.removesuffix("\n"))


def commands(rendered: str) -> list[Command]:
    """The commands in lines that end at any sign that anybody takes for the end of a line."""
    return [found for line in lines(rendered) if (found := command(line))]


def test_a_finding_is_a_command_with_its_place_and_what_to_do() -> None:
    expected = (
        f"::error file={NL},line=12,col=9,title=md-link-target (nl)::the link [1] is missing; put it back, "
        "as in [handleiding][1]%0A> See the [guide][1].%0A> Zie de handleiding."
    )

    assert expected == github.render(report(ERROR)).split("\n")[0]


def test_severities_are_error_warning_and_notice_the_errors_first() -> None:
    names = [name for name, _, _ in commands(github.render(report()))]

    assert names == ["error", "warning", "notice"]


def test_the_last_line_is_no_command_and_has_the_numbers() -> None:
    last = github.render(report()).splitlines()[-1]

    assert last == "1 error, 1 warning, 1 info; checked: 1,234 messages in 12 catalogues and 10 pages (nl, ja)"


def test_paths_are_those_of_the_repository() -> None:
    found = commands(github.render(report(ERROR, folder="docs/site")))

    assert found[0][1]["file"] == f"docs/site/{NL}"


def test_a_finding_without_a_file_stands_at_the_settings() -> None:
    found = commands(github.render(report(Finding(Severity.ERROR, "engine", "no answer", line=3))))

    assert found[0][1] == {"file": "i18n.toml", "title": "engine"}


def test_of_each_severity_at_most_ten_are_shown_and_the_rest_is_counted() -> None:
    many = [replace(one, line=line) for one in (ERROR, WARNING) for line in range(1, 13)]
    rendered = github.render(report(*many, INFO))

    assert [name for name, _, _ in commands(rendered)] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert "\nand 2 more errors: the summary of this run has them\n" in rendered
    assert "\nand 2 more warnings: " in rendered


def test_signs_with_a_meaning_are_escaped_and_come_through() -> None:
    odd = replace(ERROR, file="a,b:c%d.po", text="100 % sure: yes, really", advice="", msgid="", excerpt="", locale="")
    name, properties, data = commands(github.render(report(odd)))[0]

    assert (name, properties["file"], data) == ("error", "a,b:c%d.po", "100 % sure: yes, really")
    assert "file=a%2Cb%3Ac%25d.po," in github.render(report(odd))


@given(any_report())
def test_hostile_texts_forge_no_command(any_: CheckReport) -> None:
    rendered = github.render(any_)
    found = commands(rendered)

    assert len(found) == sum(min(10, number) for number in numbers(any_))
    assert {name for name, _, _ in found} <= {"error", "warning", "notice"}
    assert all(set(properties) <= {"file", "line", "col", "title"} for _, properties, _ in found)
    assert "##[" not in rendered
    assert all(sign.isprintable() or sign in "\n\u200c\u200d\u2068\u2069" for sign in rendered)
    rest = [line for line in lines(rendered) if not command(line)]
    assert not [line for line in rest if line.lstrip().startswith("::")]


def numbers(any_: CheckReport) -> tuple[int, int, int]:
    return any_.counts.errors, any_.counts.warnings, any_.counts.infos


# --- the summary -------------------------------------------------------------------------------------


def test_the_summary_is_a_table_with_the_errors_first() -> None:
    assert github.summary(report(WARNING, ERROR)) == (
        "### i18n-pipeline check: 1 error, 1 warning\n"
        "\n"
        "Checked: 1,234 messages in 12 catalogues and 10 pages (nl, ja).\n"
        "\n"
        "| severity | check | language | place | finding |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"| error | `md-link-target` | nl | `{NL}:12` | "
        "`the link [1] is missing; put it back, as in [handleiding][1]` |\n"
        f"| warning | `numbers` | nl | `{NL}:5` | `3 became 30; compare the numbers` |\n"
    )


def test_without_findings_the_summary_has_no_table() -> None:
    assert "|" not in github.summary(CheckReport(()))


def test_a_summary_stays_below_the_limit_of_github_and_counts_the_rest() -> None:
    many = [replace(ERROR, line=line, text="é" * 200) for line in range(1, 5000)]
    found = github.summary(report(*many))

    assert 1024 * 1000 < len(found.encode()) <= 1024 * 1024
    shown = found.count("\n| error |")
    assert found.endswith(f"\nand {4999 - shown:,} more findings\n")


def test_a_summary_without_room_for_a_table_has_the_numbers_alone() -> None:
    found = github.summary(report(), 200)

    assert "and 3 more findings" in found
    assert "|" not in found


def test_a_summary_without_any_room_is_empty() -> None:
    assert github.summary(report(), 10) == github.summary(report(), -10) == ""


@given(any_report())
def test_hostile_texts_are_mere_text_in_the_summary(any_: CheckReport) -> None:
    found = github.summary(any_)
    html = MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(found)

    assert html.count("<tr>") == (len(any_.findings) + 1 if any_.findings else 0)
    assert html.count("<td>") == 5 * len(any_.findings)
    assert not re.search(r"<(?!/?(h3|p|table|thead|tbody|tr|th|td|code)\b)", html)
    tables = pyromark.html(found, options=pyromark.Options.ENABLE_TABLES)
    assert tables.count("<td>") == 5 * len(any_.findings)
