"""No number of a stranger ends the command, though Python reads none of more than 4,300 digits, also in JSON."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from helpers.projects import po_path, project, put, run, translate

import i18n_pipeline
from i18n_pipeline.commands.init import versions
from i18n_pipeline.digits import LARGE, as_number

ROOT = Path(i18n_pipeline.__file__).parent
READERS = frozenset({"int", "float", "Decimal"})
LONG = "1" * 5_000
ARITHMETIC = (ast.BinOp, ast.Constant, ast.UnaryOp, ast.Compare)
"""What is a number or a truth value already."""
NUMBERS = {
    "cli/check.py": {"int(failed)"},
    "commands/assemble/notice.py": {"int(made.published)"},
    "commands/merge_driver/three_files.py": {"int(_can_be_read(data, files.name))"},
    "commands/status/history_file.py": {
        "int(datetime.fromisoformat(f'{day}T23:59:59+00:00').astimezone(UTC).timestamp())",
        "int(value['messages'])",
        "int(value['words'])",
    },
    "engines/_cost.py": {"float(value)"},
    "engines/_timeouts.py": {"float(options.get('timeout', usual))"},
    "engines/openai.py": {"float(options.get('temperature', 0))"},
    "markdown/aligning/evidence.py": {"int(part[1])"},
    "memory/postgres.py": {"int(self._rows('SELECT coalesce(max(id), 0) FROM i18n_memory_text')[0][0])"},
    "memory/sqlite.py": {"int(self._rows('SELECT coalesce(max(id), 0) FROM text')[0][0])"},
    "project/exchange_files.py": {
        "int(module.write(out, wanted, locale=locale, source_locale=source_locale))",
    },
}
"""Calls with numbers of the program, of a database, or of values that JSON and TOML have read."""
OURS = {
    "checks/_dates.py": {"int(numbers[one['month'] or one['before']])"},
    "checks/_figures.py": {"int(line.split(' ', 1)[0])", "int((one.lastgroup or '_0')[1:])"},
    "checks/_lengths.py": {"float(row[:4])"},
    "digits.py": {"int(significant)", "int('1' + '0' * MANY)"},
    "markdown/reading/headings.py": {"int(value['level'][1])"},
    "markdown/slugs/letters.py": {"int(point, 16)"},
    "markdown/slugs/zola.py": {"int(first, 16)", "int(last, 16)"},
    "project/git.py": {"int(time)", "int(size)"},
    "project/page_history.py": {"int(seconds)"},
    "project/settings_file.py": {"int(found[2])", "int(found[3])"},
}
"""Calls with digits of our own tables, of git, and of the parsers of Markdown and TOML."""
FEW_DIGITS = {
    "catalogue/po/scan.py": {"int(hexadecimal or octal, 16 if hexadecimal else 8)"},
    "checks/_converted_units.py": {"Decimal(value)", "map(Decimal, by.split())"},
    "checks/_figures.py": {"Decimal(number.replace(',', ''))", "Decimal(value)", "Decimal(rest or 0)"},
    "checks/numbers.py": {"Decimal(value)"},
    "engines/_http.py": {"float(said)"},
    "markdown/constructs/javascript_strings.py": {"int(pair['number'].strip('ux{}'), 16)"},
    "markdown/slugs/numbering.py": {"int(counted[2])"},
}
"""Calls with digits of strangers that a pattern or a length just before allows few of; `Decimal` takes any number."""
CAUGHT_BY_CALLERS = {
    "commands/status/measure.py",
    "markdown/reading/values.py",
    "memory/postgres.py",
    "memory/sqlite.py",
    "project/notice_texts.py",
}
"""Files that read JSON or TOML and leave errors to their callers, or read what only this tool writes."""


def trees() -> dict[str, ast.Module]:
    """Each file of the package, relative to it, as a tree."""
    files = sorted(ROOT.rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def test_digits_of_strangers_are_read_by_as_number() -> None:
    found: dict[str, set[str]] = {}
    for name, tree in trees().items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
            reads = isinstance(call.func, ast.Name) and call.func.id in READERS
            hands_on = ast.unparse(call.func) == "map" and any(
                isinstance(given, ast.Name) and given.id in READERS for given in call.args
            )
            if hands_on or (reads and not isinstance(call.args[0], ARITHMETIC)):
                found.setdefault(name, set()).add(ast.unparse(call))
    allowed: dict[str, set[str]] = {}
    for table in (NUMBERS, OURS, FEW_DIGITS):
        for name, calls in table.items():
            allowed[name] = allowed.get(name, set()) | calls
    new = {name: calls - allowed.get(name, set()) for name, calls in found.items()}

    assert {name: calls for name, calls in new.items() if calls} == {}, "use `digits.as_number`, or say here why not"
    assert {name for name in allowed if name not in found} == set()


def test_what_reads_json_or_toml_is_ready_for_numbers_that_python_does_not_read() -> None:
    loose = set()
    for name, tree in trees().items():
        calls = {node for node in ast.walk(tree) if isinstance(node, ast.Call) and _reads(node)}
        for part in (node for node in ast.walk(tree) if isinstance(node, ast.Try) and _catches(node)):
            calls -= {inner for statement in part.body for inner in ast.walk(statement) if isinstance(inner, ast.Call)}
        loose |= {name} if calls else set()

    assert loose - CAUGHT_BY_CALLERS == set()


def _reads(call: ast.Call) -> bool:
    return ast.unparse(call.func) in {"json.loads", "json.load", "tomllib.loads", "tomllib.load"}


def _catches(part: ast.Try) -> bool:
    """Whether the handlers of a `try` catch any ValueError."""
    caught = {node.id for one in part.handlers if one.type for node in ast.walk(one.type) if isinstance(node, ast.Name)}
    return not caught.isdisjoint({"ValueError", "Exception"})


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("0", 0),
        ("000", 0),
        ("٣", 3),
        (LONG, LARGE),
        ("0" * 5_000 + "9", 9),
        ("9" * 18, 10**18 - 1),
    ],
)
def test_digits_are_a_number_and_very_many_are_a_very_large_one(digits: str, number: int) -> None:
    assert as_number(digits) == number


@pytest.mark.parametrize("text", ["", "x", "1.5", "-"])
def test_what_is_no_digits_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        as_number(text)


def test_a_version_of_a_site_may_have_any_number_of_digits() -> None:
    assert versions.numbers(f"3.{LONG}.0") == (3, LARGE, 0)


def test_a_file_of_ids_with_a_number_of_5000_digits_is_an_error_with_its_name(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "# Words\n"})
    put(root / "locales" / "anchors.lock", f'{{"source/a.md": [["a", {LONG}]]}}')
    told = run(root, "update")

    assert told.code == 1
    assert "locales/anchors.lock" in told.err


def test_checks_read_numbers_of_5000_digits(tmp_path: Path) -> None:
    texts = [
        LONG,
        f"{LONG} kilometres",
        f"At {LONG}:{LONG} pm",
        f"{LONG} million",
        f"May {LONG}, {LONG}",
        f"{LONG}.{LONG}",
    ]
    root = project(tmp_path, {"page.md": "\n\n".join(texts) + "\n"}, 'locales = ["nl", "ja", "de"]\n')
    run(root, "update")
    for locale, said in (("nl", f"om 2{LONG}"), ("ja", f"2{LONG}億{LONG}月{LONG}日"), ("de", f"2{LONG},{LONG} Uhr")):
        translate(root, dict.fromkeys(texts, said), locale)
        assert po_path(root, locale=locale).exists()

    assert json.loads(run(root, "check", "--format", "json").out)["findings"]
