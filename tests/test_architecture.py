"""The arrow of dependencies, read from the imports themselves."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from helpers import code

SOURCE = Path(__file__).resolve().parents[1] / "src" / "i18n_pipeline"
FILES = sorted(SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in FILES]

ARROW = [
    {"digits", "model", "findings", "errors", "language", "plain_text"},
    {"check_report", "coverage", "plugins"},
    {"markdown"},
    {"catalogue"},
    {"memory"},
    {"profiles", "engines", "checks", "reports", "finding_reports"},
    {"project"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
"""Each part may import the parts of earlier rows. Parts of one row do not know each other; errors know findings."""
HEIGHT = {part: row for row, parts in enumerate(ARROW) for part in parts}
MARKDOWN = [
    {
        "character_references",
        "check_ids",
        "constructs",
        "dialect",
        "heading_forms",
        "inline",
        "numbers",
        "placeholders",
        "scripts",
        "signs_to_escape",
        "slugs",
        "template_code",
    },
    {"reading"},
    {"writing"},
    {"aligning", "codes", "words_alone"},
    {"foreign"},
]
"""The same within `markdown/`, where those of the first row do know each other."""
ONLY_IN = {
    "pyromark": {"markdown/reading/parse.py"},
    "polib": {"catalogue/po/polib_file.py"},
    "unicode_segmentation_rs": {"catalogue/po/wrap.py"},
    "csv": {"catalogue/csv_table.py"},
    "sqlite3": {"project/cache.py", "memory/sqlite.py"},
    "psycopg": {"memory/postgres.py"},
    "requests": {"engines/_http.py"},
    "ctranslate2": {"engines/ctranslate2.py"},
    "sentencepiece": {"engines/ctranslate2.py"},
    "msgspec": {
        "cli/import_.py",
        "project/records.py",
        "project/settings.py",
        "project/settings_tables.py",
        "project/settings_schema.py",
    },
    "babel": {"language.py"},
    "watchfiles": {"project/inputs.py"},
    "distributed": {"project/cluster.py"},
    "jinja2": {"reports/html/environment.py"},
}
OF_VALUES = {f"msgspec.{name}" for name in ("Struct", "field", "structs.asdict", "structs.astuple", "structs.replace")}
"""What every file may take of msgspec: values are its structs."""
STARTERS = {"checks/spelling.py", "project/git.py", "engines/_staying.py", "engines/apertium.py", "engines/command.py"}
"""Files that start another program."""

VALUES = [
    "model.py",
    "findings.py",
    "check_report.py",
    "coverage.py",
    "markdown/dialect.py",
    "markdown/signs_to_escape.py",
    "markdown/constructs/__init__.py",
    "profiles/__init__.py",
    "project/settings_file.py",
    "project/settings_tables.py",
    "project/settings_rows.py",
    "project/catalogue_files.py",
    "project/project_memory.py",
    "project/read_make_write.py",
    "project/session.py",
    "commands/task.py",
    "commands/watch.py",
    "commands/assemble/one_localised_page.py",
    "commands/listener.py",
    "commands/memory.py",
    "commands/translate.py",
    "commands/update/one_catalogue.py",
    "commands/update/looking.py",
    "commands/update/obsolete_to_memory.py",
    "commands/import_/one_page.py",
    "commands/import_/whole_project.py",
]
"""Files whose classes are all values."""


@cache
def tree(name: str) -> ast.Module:
    return code.parsed((SOURCE / name).read_text(encoding="utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Dotted names of all modules a file imports, `from x import y` as `x.y`, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found | {f"i18n_pipeline.{family}" for family in families(name)})


def families(name: str) -> list[str]:
    """The families of plug-ins that a file loads modules of, or lists: `profiles`, `memory.exchange`."""
    calls = [node for node in ast.walk(tree(name)) if isinstance(node, ast.Call)]
    return [
        str(ast.literal_eval(call.args[0]))
        for call in calls
        if ast.unparse(call.func) in {"plugins.load", "plugins.names"}
    ]


def part(name: str) -> str:
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


def ours(name: str) -> set[str]:
    """The parts of this project that a file imports, its own left aside."""
    dotted = {module.split(".")[1] for module in imports(name) if module.startswith("i18n_pipeline.")}
    return dotted - {part(name)}


def before(name: str) -> set[str]:
    """The parts that a file may import."""
    known = {other for other in HEIGHT if HEIGHT[other] < HEIGHT[part(name)]}
    return known | ({"findings"} if name == "errors.py" else set())


def test_a_module_imports_only_what_stands_before_it_in_the_arrow() -> None:
    wrong = {name: ours(name) - before(name) for name in NAMES if name != "__init__.py"}

    assert {name: parts for name, parts in wrong.items() if parts} == {}


def room(dotted: str) -> str:
    """The part of `markdown/` that a module belongs to; empty for a module elsewhere."""
    within = dotted.removeprefix("i18n_pipeline.markdown.")
    return "" if within == dotted else within.split(".")[0]


def test_within_markdown_a_module_imports_only_what_stands_before_it() -> None:
    wrong = {}
    for name in (name for name in NAMES if name.startswith("markdown/")):
        own = room(f"i18n_pipeline.{name.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}")
        assert own in {""}.union(*MARKDOWN), name
        row = next((row for row, rooms in enumerate(MARKDOWN) if own in rooms), len(MARKDOWN))
        known = {"", own}.union(*MARKDOWN[: row + (row == 0)])
        wrong[name] = {room(module) for module in imports(name)} - known

    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


def test_modules_are_loaded_by_name_through_the_plugins_alone_so_that_the_arrow_sees_them() -> None:
    loaders = {name for name in NAMES if "importlib.import_module" in imports(name)}

    assert loaders == {"plugins.py", "cli/__init__.py"}
    found = {family for name in NAMES for family in families(name)}
    assert {"checks", "engines", "finding_reports", "profiles", "reports", "memory.exchange"} == found


def test_file_names_stand_for_one_thing_each() -> None:
    """Those of one family of plug-ins, and a verb's command line and its work, have one name."""
    alike = {
        "checks",
        "engines",
        "reports",
        "finding_reports",
        "profiles",
        "memory/exchange",
        "markdown/constructs",
        "cli",
    }
    one_of_many = [name for name in NAMES if name.rpartition("/")[0] not in alike and not name.endswith("__init__.py")]
    times = Counter(name.rpartition("/")[2] for name in one_of_many)

    assert [name for name, number in times.items() if number > 1] == []


def test_the_page_on_architecture_names_files_that_exist_and_every_folder_and_fits_a_screen() -> None:
    page = (SOURCE.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_0-9]+/[a-z_0-9/]+\.\w+)`", page)
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_")}

    assert [name for name in named if name != "tests/test_architecture.py" and not (SOURCE / name).exists()] == []
    assert [name for name in sorted(folders) if f"{name}/" not in page] == []
    assert page.count("\n") <= 65


def test_the_root_of_the_package_imports_nothing() -> None:
    assert set() == imports("__init__.py")


def test_the_model_and_the_findings_import_nothing_of_ours() -> None:
    assert set() == ours("model.py") | ours("findings.py") | ours("language.py")


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_has_one_importer(library: str) -> None:
    users = {name for name in NAMES if library in {module.split(".")[0] for module in imports(name) - OF_VALUES}}

    assert ONLY_IN[library] == users


def test_rapidfuzz_is_known_to_catalogues_and_the_memory_alone() -> None:
    users = {part(name) for name in NAMES if "rapidfuzz" in {module.split(".")[0] for module in imports(name)}}

    assert users <= {"catalogue", "memory"}


def test_translate_toolkit_is_known_to_the_exchange_formats_and_the_check_of_its_tests_alone() -> None:
    users = {name for name in NAMES if {"translate", "lxml"} & {module.split(".")[0] for module in imports(name)}}

    assert {name.rpartition("/")[0] for name in users - {"checks/pofilter.py"}} == {"memory/exchange"}


def test_yaml_has_one_reader_of_values_and_one_of_the_places_of_front_matter() -> None:
    users = {name for name in NAMES if {"yaml", "frontmatter"} & {module.split(".")[0] for module in imports(name)}}

    assert users <= {"markdown/reading/front_matter.py", "markdown/reading/values.py"}


def test_click_is_known_to_the_command_line_alone() -> None:
    users = {part(name) for name in NAMES if "click" in {module.split(".")[0] for module in imports(name)}}

    assert users == {"cli"}


@cache
def called(name: str) -> frozenset[str]:
    """The source of everything that a file calls."""
    return frozenset(ast.unparse(node.func) for node in ast.walk(tree(name)) if isinstance(node, ast.Call))


def test_only_the_command_line_prints() -> None:
    printing = {"print", "click.echo", "sys.stdout.write", "input"}
    printed = {name: called(name) & printing for name in NAMES if part(name) != "cli"}

    assert {name: calls for name, calls in printed.items() if calls} == {}


def test_no_string_of_strangers_is_run_or_unpickled() -> None:
    risky = {name: _risky(name) for name in NAMES}

    assert {name: what for name, what in risky.items() if what} == {}


def _risky(name: str) -> set[str]:
    other_programs = set() if name in STARTERS else {"subprocess"}
    modules = ({"pickle", "marshal", "shelve"} | other_programs) & {module.split(".")[0] for module in imports(name)}
    return modules | called(name) & {"eval", "exec", "compile", "os.system", "yaml.load", "yaml.unsafe_load"}


def test_a_module_says_in_its_docstring_what_it_is_for() -> None:
    assert [name for name in NAMES if not ast.get_docstring(tree(name))] == []


def test_no_module_is_longer_than_400_lines() -> None:
    lines = {name: (SOURCE / name).read_text(encoding="utf-8").count("\n") for name in NAMES}

    assert {name: number for name, number in lines.items() if number > 400} == {}


def test_no_two_public_classes_have_one_name() -> None:
    found = [
        node.name
        for name in NAMES
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]

    assert [name for name, times in Counter(found).items() if times > 1] == []


@pytest.mark.parametrize("name", VALUES)
def test_values_are_frozen_and_slotted(name: str) -> None:
    classes = [node for node in tree(name).body if isinstance(node, ast.ClassDef)]
    loose = [c.name for c in classes if not _frozen(c) and not {"StrEnum", "Protocol"} & {*map(ast.unparse, c.bases)}]

    assert loose == []


def _frozen(definition: ast.ClassDef) -> bool:
    struct = "Struct" in map(ast.unparse, definition.bases) and "frozen=True" in {
        *map(ast.unparse, definition.keywords)
    }
    return struct or any("frozen=True" in d and "slots=True" in d for d in map(ast.unparse, definition.decorator_list))
