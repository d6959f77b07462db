"""The JSON schema of i18n.toml: made from the settings, and of one mind with the program about what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from helpers.projects import put, run
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from i18n_pipeline import plugins
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import settings, settings_schema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, Any] = json.loads(settings_schema.path().read_bytes())
VALID = Draft7Validator(SCHEMA)
BLOCK = re.compile(
    r"(`(?!i18n\.toml|pyproject\.toml)[\w./-]+`:\n\n)?^( *)(`{3,})toml\n(.*?)^\2\3$", re.MULTILINE | re.DOTALL
)


def toml_examples() -> list[tuple[str, str]]:
    """Every block of TOML in the guide, with its page, but for those of a site, whose file is named just before.

    Those of pyproject.toml stand without their table's name.
    """
    pages = sorted((ROOT / "source").rglob("*.md"))
    found = [(page.name, *block) for page in pages for block in BLOCK.findall(page.read_text(encoding="utf-8"))]
    return [(name, block.replace("[tool.i18n-pipeline]\n", "")) for name, other, _, _, block in found if not other]


def accepts(text: str) -> bool:
    valid: bool = VALID.is_valid({"locales": ["nl"], **tomllib.loads(text)})
    return valid


def refused(folder: Path) -> str:
    """The error of the program about the settings in a folder; empty for none."""
    try:
        settings.load(folder)
    except SettingsError as error:
        return str(error)
    return ""


def test_the_schema_is_current() -> None:
    assert settings_schema.text() == settings_schema.path().read_text(encoding="utf-8"), "run `make schema`"


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_the_guide_has_examples() -> None:
    assert len(toml_examples()) > 5


@pytest.mark.parametrize(("page", "example"), toml_examples())
def test_the_schema_accepts_the_examples_of_the_guide(page: str, example: str) -> None:
    assert [error.message for error in VALID.iter_errors({"locales": ["nl"], **tomllib.loads(example)})] == [], page


@pytest.mark.parametrize("name", settings.keys())
def test_every_setting_has_a_description_in_the_schema(name: str) -> None:
    table, _, key = name.rpartition(".")
    properties = SCHEMA["properties"][table]["properties"] if table else SCHEMA["properties"]

    assert properties[key]["description"].endswith(".")


@pytest.mark.parametrize("name", plugins.names("engines"))
def test_every_engine_is_in_the_schema_with_its_options(name: str) -> None:
    options = plugins.load("engines", name, "OPTIONS").OPTIONS

    assert list(options) == list(SCHEMA["properties"]["draft"]["properties"][name]["properties"])


def test_the_settings_of_an_engine_of_ones_own_are_accepted() -> None:
    assert accepts('[draft."my.engine"]\nanything = [1]\n')


def test_settings_written_by_init_are_accepted_and_name_the_schema(tmp_path: Path) -> None:
    assert run(tmp_path, "init", str(tmp_path), "-l", "nl").code == 0
    written = (tmp_path / "i18n.toml").read_text(encoding="utf-8")

    assert f"#:schema {settings_schema.path().as_uri()}" == written.splitlines()[0]
    assert accepts(written)
    every = "\n".join(line.removeprefix("# ") for line in written.splitlines() if re.match(r"# (\w+ = |\[)", line))
    assert accepts(every)


def test_a_schema_inside_the_project_is_named_by_a_relative_path() -> None:
    assert settings_schema.address(ROOT) == "src/i18n_pipeline/project/i18n.schema.json"


WRONG = [
    'locale = ["nl"]',
    'locales = "nl"',
    "locales = []",
    "locales = [3]",
    'locales = ["../nl"]',
    'locales = ["n"]',
    'source_locale = "english language"',
    'root = "x"',
    "source = 3",
    'layout = "pages"',
    "profile = 3",
    'include = "**/*.md"',
    "markdown = 3",
    '[markdwon]\nanchors = "pin"',
    '[markdown]\nanchor = "pin"',
    '[markdown]\nanchors = "pinn"',
    '[markdown]\nlinks = ""',
    '[markdown]\nfront_matter = "title"',
    "[merge]\nnear = 101",
    "[merge]\nnear = -1",
    "[merge]\nnear = true",
    '[merge]\nnear = "75"',
    "[merge]\nnear = 75.5",
    '[memory]\ndatabase = ["x"]',
    "[draft]\nmax_chars = -1",
    "[draft]\nrequests = 0",
    "[draft]\nleast = 1000",
    "[draft]\nengine = 3",
    "[draft]\nengines = 3",
    '[draft]\nengnie = "deepl"',
    '[assemble]\naccept = ["drafts"]',
    '[assemble]\naccept = "draft"',
    '[assemble]\naccept = ["untranslated"]',
    "[assemble]\nmin_reviewed = 101",
    '[assemble]\nnotice = "blocks"',
    '[assemble]\nnotice_for = ["drafts"]',
    '[assemble]\nnotices = "Let op."',
    '[assemble]\nnotices = {nl = ""}',
    "[assemble]\nnotices = {nl = {}}",
    "[assemble]\nnotices = {nl = {draft = 3}}",
    '[assemble]\nnotices = {nl = {drafts = "a"}}',
    "[check]\nignore = 3",
    '[[check.ignore]]\nchecks = ["link"]',
    '[[check.ignore]]\nmessage = "x"',
    '[[check.ignore]]\nmessage = "x"\nchecks = []',
    '[[check.ignore]]\nmessage = "x"\nchecks = ["lnik"]',
    '[[check.ignore]]\nmesage = "x"\nchecks = ["link"]',
    '[[check.ignore]]\nmessage = "x"\nchecks = ["link"]\ncontext = 4',
    "[status]\nhistory = false",
    '[status]\nfile = "x"',
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_the_program_refuses_the_schema_refuses_and_the_error_names_its_line(tmp_path: Path, wrong: str) -> None:
    first = "" if wrong.startswith("locale") else 'locales = ["nl"]\n'
    text = f"# settings\n{first}\n{wrong}\n"
    assert not VALID.is_valid(tomllib.loads(text))

    put(tmp_path / "i18n.toml", text)
    with pytest.raises(SettingsError) as raised:
        settings.load(tmp_path)
    [line] = re.findall(r"^i18n\.toml(?::(\d+)(?::\d+)?)?: ", str(raised.value))
    assert int(line) in range(3, text.count("\n") + 1)


OF_TYPES = re.compile(r"must be (?:a text|a list|a whole|a table that)|cannot be ")
VALUES = st.recursive(
    st.sampled_from(["", "nl", "pin", "block", "draft", "page", 0, 1, 75, 101, -1, True, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["nl", "draft", "x"]), inner, max_size=2)
    ),
    max_leaves=3,
)


@given(name=st.sampled_from(settings.keys()), value=VALUES)
def test_what_the_types_of_the_program_refuse_and_the_schema_refuses_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: Any
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    table, _, key = name.rpartition(".")
    values = {table: {key: value}} if table else {key: value}
    put(folder / "i18n.toml", "".join(_toml({"locales": ["nl"], **values})))
    valid = VALID.is_valid({"locales": ["nl"], **values})
    told = refused(folder)

    assert (told == "") <= valid
    assert bool(OF_TYPES.search(told)) <= (not valid)


def _toml(values: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}\n" for key, value in values.items()]


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)
