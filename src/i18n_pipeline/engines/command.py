"""Any program as an engine: texts go to it as lines of JSON, translations come back as lines of JSON.

A line in is `{"id": "1", "text": …, "source": "en", "target": "nl", "context": …}`, a line out
`{"id": "1", "text": …}`, in any order. A text without a line, or with null, stays untranslated.

Optional keys of a line in: `"terms": [{"source": …, "target": …}]`, the glossary's terms in its text, each with a
`"note"` if the glossary has one, and `"case": true` if upper and lower case count; `"again": true` if an answer to the
same text was refused before, since markup was lost.

One process is started per batch, in the project's folder, without a shell; it gets all lines, then the end of its
input. A program named by a relative path (`tools/translate`) counts from the project's folder; one without a slash is
looked for on PATH.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

from i18n_pipeline import plain_text
from i18n_pipeline.catalogue.glossary import occurring
from i18n_pipeline.engines._cost import unpaid
from i18n_pipeline.engines._place import place
from i18n_pipeline.engines._timeouts import timeout
from i18n_pipeline.errors import EngineError, SettingsError, UnansweredError, UnreachableError
from i18n_pipeline.markdown.codes import words
from i18n_pipeline.model import Answer, Batch, Cost, Term

OPTIONS: Mapping[str, type] = MappingProxyType({"command": list, "timeout": Real, "version": str})
"""`command`: the program and its arguments. `timeout`: seconds per batch. `version`: any text; kept answers of another
version are not used."""

TIMEOUT = 300.0
"""Default timeout of a batch, seconds."""
SHOWN = 300
"""Longest part of a program's output in an error, characters."""


def open_engine(options: Mapping[str, Any], environment: Mapping[str, str], root: Path) -> Command:
    """The engine; its program gets the whole environment. Raises SettingsError if the settings name no program."""
    command = options.get("command", [])
    if not isinstance(command, list) or not all(isinstance(word, str) and "\0" not in word for word in command):
        raise SettingsError("[draft.command] command has to be a list of texts", "write the program and its arguments")
    if not command or not command[0]:
        raise SettingsError("[draft.command] command names no program", 'write: command = ["my-translator", "--fast"]')
    longest = timeout(options, "draft.command", TIMEOUT)
    program = str(place(root, command[0])) if "/" in command[0] else command[0]
    return Command(tuple(command), program, root, str(options.get("version", "")), longest, environment)


@dataclass(frozen=True, slots=True)
class Command:
    """A `model.Engine` that asks a program."""

    command: tuple[str, ...]
    """The program and its arguments, as the settings name them."""
    program: str
    """The program's path, or its name on PATH."""
    root: Path
    """The project's folder, in which it runs."""
    version: str
    """The setting `version`; kept answers of another version are not used."""
    timeout: float
    """Timeout of a batch, seconds."""
    environment: Mapping[str, str] = field(repr=False)
    """Its environment."""
    most_texts: int = 100
    """See `model.Engine`."""
    most_bytes: int = 100_000
    """See `model.Engine`."""
    billed_in: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`: no price is known."""

    @property
    def name(self) -> str:
        """See `model.Engine`: the program without its folder."""
        return f"command {Path(self.program).name}"

    @property
    def key(self) -> str:
        """See `model.Engine`."""
        return json.dumps(["command", self.command, self.version])

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. Raises UnreachableError if the program cannot be started, else EngineError."""
        done = self._run("".join(f"{line}\n" for line in _lines(batch)).encode())
        if done.returncode:
            raise EngineError(f"{self.name} ended with exit code {done.returncode}{_told(done.stderr)}")
        texts = self._texts(done, len(batch.texts))
        return Answer(tuple(texts.get(str(number)) for number in range(1, len(batch.texts) + 1)), self.estimate(batch))

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """See `model.Engine`: no limit is known."""
        return None

    def _run(self, said: bytes) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                [self.program, *self.command[1:]],
                cwd=self.root,
                input=said,
                capture_output=True,
                check=False,
                timeout=self.timeout,
                env=dict(self.environment),
            )
        except subprocess.TimeoutExpired as error:
            told = _told(error.stderr or b"")
            raise UnansweredError(
                f"{self.name} took longer than {self.timeout:g} s and was ended{told}",
                "raise `timeout` in [draft.command] if it is slow",
            ) from None
        except OSError as error:
            raise UnreachableError(
                f"the program {self.program!r} cannot be started: {error.strerror}",
                "correct `command` in [draft.command]",
            ) from None

    def _texts(self, done: subprocess.CompletedProcess[bytes], number: int) -> dict[str, str | None]:
        """The translations in the program's output, by id."""
        texts: dict[str, str | None] = {}
        for line in done.stdout.splitlines():
            if not line.strip():
                continue
            found = _parsed(line)
            if found is None:
                raise EngineError(
                    f'{self.name} wrote a line that is not {{"id": …, "text": …}}: {_shown(line)!r}{_told(done.stderr)}'
                )
            if found[0] in texts or found[0] not in map(str, range(1, number + 1)):
                raise EngineError(
                    f"{self.name} answered id {_shown(found[0].encode())!r} twice, or without being asked"
                )
            texts[found[0]] = found[1]
        return texts


def _lines(batch: Batch) -> Iterator[str]:
    about = {"source": batch.source_locale, "target": batch.locale, "context": batch.context}
    again = {"again": True} if batch.again else {}
    for number, text in enumerate(batch.texts, 1):
        terms = [_term(term) for term in occurring(words(text), batch.terms)]
        known = {"terms": terms} if terms else {}
        yield json.dumps({"id": str(number), "text": text, **about, **known, **again}, ensure_ascii=False)


def _term(term: Term) -> dict[str, str | bool]:
    said: dict[str, str | bool] = {"source": term.source, "target": term.target}
    note = {"note": term.note} if term.note else {}
    return said | note | ({"case": True} if term.exact_case else {})


def _parsed(line: bytes) -> tuple[str, str | None] | None:
    """Id and text of an answer line; None if the line has another form."""
    try:
        value = json.loads(line.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not {"id", "text"} <= value.keys():
        return None
    text = value["text"]
    return (str(value["id"]), text or None) if text is None or isinstance(text, str) else None


def _told(errors: bytes) -> str:
    return f"; it said: {_shown(errors)}" if errors.strip() else ""


def _shown(said: bytes) -> str:
    """The last `SHOWN` characters of some output, on one line, without control characters."""
    return plain_text.one_line(said.decode(errors="replace"), SHOWN, keep_end=True)
