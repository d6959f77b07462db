"""An error about a setting names its line, however the file is written."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from helpers.projects import put

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import settings
from i18n_pipeline.project.settings_file import line_of

FILES = {
    "a table": '# near\nlocales = ["nl"]\n\n[merge] # near = 3\n# near = 101\nnear = 101\n',
    "a dotted key": 'project = "near = 2"\nlocales = ["nl"]\n\n# near\n\nmerge.near = 101\n',
    "an inline table": 'project = "near"\nlocales = [\n  "nl", # near\n]\n\nmerge = { near = 101 }\n',
    "an inline table after its name in a text": 'locales = ["nl"]\nmerge = { near = 101 }\n',
    "a quoted key": 'locales = ["nl"]\nproject = """\nnear = 101"""\n["merge"]\n"near" = 101\n',
    "a key after a list over several lines": 'locales = [\n"nl",\n]\n[merge]\n\nnear = 101\n',
}


def told(folder: Path) -> str:
    with pytest.raises(SettingsError) as raised:
        settings.load(folder)
    return str(raised.value)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", FILES)
def test_the_line_of_a_key_is_found(tmp_path: Path, kind: str, end: str) -> None:
    text = FILES[kind]
    put(tmp_path / "i18n.toml", text.replace("\n", end).encode())

    place = f"{text.count(chr(10))}:{text.splitlines()[-1].rindex('near') + 1}"
    assert f"i18n.toml:{place}: 'merge.near' must be a whole number from 0 to 100, not 101; change it" == told(tmp_path)


def test_the_line_is_found_in_pyproject(tmp_path: Path) -> None:
    put(
        tmp_path / "pyproject.toml", '[tool.other]\nnear = 3\n[tool.i18n-pipeline]\nlocales = ["nl"]\nmerge.near = -1\n'
    )

    assert told(tmp_path).startswith("pyproject.toml:5:7: 'merge.near' must")


def test_the_line_of_an_item_is_found(tmp_path: Path) -> None:
    good = '[[check.ignore]]\nmessage = "x"\nchecks = ["link"]\n'
    put(tmp_path / "i18n.toml", f'locales = ["nl"]\n{good}{good.replace("link", "lnik")}')

    assert told(tmp_path).startswith("i18n.toml:5:9: 'check.ignore' does not know the check 'lnik'")


def test_a_key_spelled_with_escapes_has_no_line_but_an_error(tmp_path: Path) -> None:
    put(tmp_path / "i18n.toml", 'locales = ["nl"]\n[merge]\n"n\\u0065ar" = 101\n')

    assert told(tmp_path).startswith("i18n.toml: 'merge.near' must")


def test_a_key_that_is_not_there_has_no_line() -> None:
    assert line_of("a = 1\n", ("b",)) == 0


@pytest.mark.parametrize("name", ["engine", "glossary", "max_chars"])
def test_a_table_in_place_of_a_setting_is_no_engine(tmp_path: Path, name: str) -> None:
    put(tmp_path / "i18n.toml", f'locales = ["nl"]\n[draft.{name}]\nx = 1\n')

    assert f"i18n.toml:2:8: 'draft.{name}' must be" in told(tmp_path)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('locales = ["nl"]\nproject = é\n', "2:11"),
        ('locales = ["nl"\n', "1:16"),
        ('# é\nproject = "één" "twee"\n', "2:17"),
        ('locales = ["nl"]\n[merge\n', "2:7"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_line_and_column_in_characters(
    tmp_path: Path, text: str, place: str
) -> None:
    put(tmp_path / "i18n.toml", text)

    assert told(tmp_path).startswith(f"i18n.toml:{place}: not valid TOML: ")


def test_a_file_that_is_not_utf8_is_told_with_line_and_column_in_characters(tmp_path: Path) -> None:
    put(tmp_path / "i18n.toml", b'locales = ["nl"]\nproject = "\xc3\xa9\xe9"\n')

    assert told(tmp_path) == "i18n.toml:2:13: not valid TOML: not UTF-8 (byte 0xe9); save the file as UTF-8"


def test_settings_can_be_sent_to_another_process_and_are_keys_of_caches(tmp_path: Path) -> None:
    text = 'locales = ["nl"]\n[draft.deepl]\nformality = "more"\n[assemble.notices]\nnl = {draft = "Let op."}\n'
    put(tmp_path / "i18n.toml", text)
    config = settings.load(tmp_path)
    copy = pickle.loads(pickle.dumps(config))  # noqa: S301 - of our own

    assert config == copy
    assert hash(config) == hash(copy)
    assert config.draft.engines == {"deepl": {"formality": "more"}}


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    put(tmp_path / "i18n.toml", 'locales = ["nl"]\n')
    config = settings.load(tmp_path)

    with pytest.raises(AttributeError):
        config.source = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        config.merge.near = 3  # type: ignore[misc]
