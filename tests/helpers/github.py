"""What GitHub's runner does: it reads commands out of the output, and runs the steps of a composite action.

Source: `ActionCommand.cs`, `CompositeActionHandler.cs` and `ScriptHandler.cs` of actions/runner.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Command = tuple[str, dict[str, str], str]
"""A workflow command: name, properties, text."""
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
SHELL = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
"""How the runner starts `shell: bash`."""


def unescaped(text: str, *, is_property: bool) -> str:
    """What the runner undoes, in its order: `UnescapeData` and `UnescapeProperty`."""
    signs = [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if is_property else []), ("%25", "%")]
    for code, sign in signs:
        text = text.replace(code, sign)
    return text


def command(line: str) -> Command | None:
    """A line as `ActionCommand.TryParseV2` reads it; None if it is no command."""
    line = line.lstrip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    head, data = line[2:].split("::", 1)
    name, _, rest = head.partition(" ")
    pairs = (part.split("=", 1) for part in rest.strip().split(",") if "=" in part)
    properties = {key: unescaped(value, is_property=True) for key, value in pairs}
    return name, properties, unescaped(data, is_property=False)


def commands(text: str) -> list[Command]:
    """The commands that the runner obeys; none between `stop-commands` and the line that ends it."""
    found: list[Command] = []
    stopped = ""
    for line in text.splitlines():
        one = command(line)
        if one and stopped:
            stopped = "" if one[0] == stopped else stopped
        elif one and one[0] == "stop-commands":
            stopped = one[2]
        elif one:
            found.append(one)
    return found


@dataclass(slots=True)
class Job:
    """A job that runs an action, and what came of it."""

    action: Path
    """The folder of the action."""
    workspace: Path
    """The folder of the job, a clone."""
    temporary: Path
    """The runner's folder for temporary files, outside of the clone."""
    github: Mapping[str, str]
    """The context `github`; each value is a variable of the steps as well: `ref` is `GITHUB_REF`."""
    variables: Mapping[str, str]
    """Other variables of the job."""
    inputs: dict[str, str] = field(default_factory=dict)
    """The inputs, with their defaults."""
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    """Outputs of the steps, by step and name."""
    used: list[dict[str, Any]] = field(default_factory=list)
    """The actions that were used, with their inputs; they are not run."""
    log: str = ""
    """The output of all steps."""
    summary: str = ""
    """The summaries of all steps."""
    code: int = 0
    """Exit code of the step that failed; 0 if none did."""

    def run(self, **given: str) -> Job:
        """Run the action with these inputs, `_` for `-` in their names."""
        definition = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        self.inputs = {name: self.filled(str(one.get("default", ""))) for name, one in definition["inputs"].items()}
        unknown = {name.replace("_", "-") for name in given} - set(self.inputs)
        assert not unknown, unknown
        self.inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        for number, step in enumerate(definition["runs"]["steps"]):
            if not self.code and self.holds(step.get("if", "true")):
                self._step(number, step)
        self.outputs = {name: self.filled(one["value"]) for name, one in definition["outputs"].items()}
        return self

    outputs: dict[str, str] = field(default_factory=dict)
    """Outputs of the action."""

    def filled(self, text: str) -> str:
        """A text with its expressions replaced."""
        return EXPRESSION.sub(lambda found: self.value(found[1]), text)

    def value(self, name: str) -> str:
        """The value of a name in an expression; empty if there is none, as GitHub has it."""
        match name.split("."):
            case ["inputs", one]:
                return self.inputs[one]
            case ["steps", step, "outputs", one]:
                return self.steps.get(step, {}).get(one, "")
            case ["runner", one]:
                return {"os": "Linux", "arch": "X64", "temp": str(self.temporary)}[one]
            case ["github", one]:
                return self.github[one]
        raise AssertionError(name)

    def holds(self, condition: str) -> bool:
        """Whether a condition of a step holds: comparisons joined by `&&`."""
        return all(self._compared(part.strip()) for part in condition.split("&&"))

    def _compared(self, comparison: str) -> bool:
        if comparison == "true":
            return True
        name, sign, text = comparison.split(" ")
        assert sign in {"==", "!="}
        return (self.value(name) == text.strip("'")) is (sign == "==")

    def _step(self, number: int, step: dict[str, Any]) -> None:
        if "uses" in step:
            self.used.append({"uses": step["uses"], **{key: self.filled(value) for key, value in step["with"].items()}})
            return
        assert step["shell"] == "bash"
        folder = self.temporary / f"_step{number}"
        folder.mkdir(parents=True)
        script = folder / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        files = {name: folder / name for name in ("output", "env", "path", "step_summary", "state")}
        for path in files.values():
            path.touch()
        variables = {
            **self.variables,
            **{f"GITHUB_{name.upper()}": value for name, value in self.github.items() if name != "token"},
            **{f"GITHUB_{name.upper()}": str(path) for name, path in files.items()},
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temporary),
            **{name: self.filled(value) for name, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            [*SHELL, str(script)],
            cwd=self.workspace / self.filled(step.get("working-directory", ".")),
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        self.log += done.stdout.decode(errors="replace")
        self.summary += files["step_summary"].read_text(encoding="utf-8")
        if "id" in step:
            lines = files["output"].read_text(encoding="utf-8").splitlines()
            self.steps[step["id"]] = dict(line.split("=", 1) for line in lines)
        self.code = done.returncode


def clean_environment() -> dict[str, str]:
    """The variables of this process without those of GitHub, git and this tool."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GITHUB_", "GIT_", "I18N_", "PYTHON", "COV", "RUNNER_"))
    }
