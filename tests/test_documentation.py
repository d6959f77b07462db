"""The reference names what the tool has: every command, option and setting."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from i18n_pipeline.cli import cli
from i18n_pipeline.project.settings import choices, keys

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = click.Context(cli)
MAIN = {name: command for name in cli.list_commands(CONTEXT) if (command := cli.get_command(CONTEXT, name))}
GROUPS = [command for command in MAIN.values() if isinstance(command, click.Group)]
COMMANDS = {**MAIN, **{name: it for group in GROUPS for name, it in group.commands.items()}, "": cli}
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in (*parameter.opts, *parameter.secondary_opts)
]
PAGES = sorted((ROOT / "source").rglob("*.md"))
SPOKEN = re.compile(r"(?:^|[`$ ])i18n-pipeline ((?:-{1,2}\w[\w-]* )*)([a-z]+(?:-[a-z]+)*)", re.MULTILINE)


def reference(name: str) -> str:
    return (ROOT / "source" / "reference" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(MAIN))
def test_every_command_is_in_the_reference(command: str) -> None:
    assert re.search(rf"`(?:i18n-pipeline )?{command}\b", reference("commands.md"))


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_in_the_reference(command: str, option: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", reference("commands.md")), f"{command} {option}"


@pytest.mark.parametrize("key", sorted(keys()))
def test_every_setting_is_in_the_reference(key: str) -> None:
    table, _, name = key.rpartition(".")

    assert re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", reference("settings.md"))
    assert not table or table in reference("settings.md")


def test_the_file_with_every_default_has_every_default() -> None:
    schema = json.loads((ROOT / "src/i18n_pipeline/project/i18n.schema.json").read_text(encoding="utf-8"))
    written = tomllib.loads(reference("settings.md").partition("```toml\n")[2].partition("```")[0])
    tables = {"": schema["properties"]}
    tables |= {name: one["properties"] for name, one in schema["properties"].items() if "properties" in one}
    known = {
        (table, name): one["default"] for table, own in tables.items() for name, one in own.items() if "default" in one
    }

    told = {(table, name): (written.get(table, {}) if table else written).get(name) for table, name in known}

    assert told == {**known, ("", "pages"): None}


@pytest.mark.parametrize("key", [key for key in keys() if choices(key)])
def test_every_value_of_a_setting_is_in_the_reference(key: str) -> None:
    assert [choice for choice in choices(key) if choice not in reference("settings.md")] == []


@pytest.mark.parametrize("command", sorted(MAIN))
def test_every_command_says_what_it_does(command: str) -> None:
    assert MAIN[command].help
    assert [p.name for p in MAIN[command].params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("path", [ROOT / "README.md", *PAGES], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_speaks_of_commands_that_exist(path: Path) -> None:
    code = re.findall(r"`{3,}\w*\n(.*?)`{3,}|`([^`\n]+)`", path.read_text(encoding="utf-8"), re.DOTALL)
    spoken = {name for block in code for part in block for _, name in SPOKEN.findall(part)}

    assert set() == spoken - set(MAIN)


def test_the_readme_speaks_of_the_main_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in ("init", "update", "assemble", "translate") if name not in text] == []
