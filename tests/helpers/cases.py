"""Test cases as plain text files, readable for translators.

    %%% A sentence about the expected behaviour
    the English page
    %% texts
    msgid
    ->
    msgstr

    another msgid
    ->
    another msgstr
    %% nl
    the localised page

The other sections: `messages` (all msgids of the page in order, parted by blank lines), `refused` (a line
`line: reason` each), `accepted` (check ids a person accepted), `pin` (heading ids are written; it stays empty),
`profile` (the kind of site, and the end of the page's name if that counts; without it, that of the case before it in
the file, else `commonmark`), `code` (what is translated inside code, as the setting says it).
Without `nl` the localised page is the English one. `→` is a tab, `·` a space, `␍` a carriage return.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.project.settings_tables import kind_of_site

FOLDER = Path(__file__).resolve().parents[1] / "cases"
SECTION = re.compile(r"^%% (\w+)\n", re.MULTILINE)
SECTIONS = {"texts", "nl", "messages", "refused", "accepted", "pin", "profile", "code"}
SHOWN = str.maketrans({"→": "\t", "·": " ", "␍": "\r"})


@dataclass(frozen=True, slots=True)
class Case:
    """One page, its texts, and the expected result."""

    name: str
    file: str
    english: str
    sections: dict[str, str] = field(default_factory=dict)
    profile: str = "commonmark"

    def __str__(self) -> str:
        """The name in pytest's output."""
        return f"{self.file}: {self.name}"

    @property
    def dialect(self) -> Dialect:
        """The dialect of its profile."""
        name, _, end = self.profile.partition(" ")
        dialect = kind_of_site(name).dialect_of(end)
        dialect = (dialect.without_mdx or dialect) if end == ".md" else dialect
        return replace(dialect, code=tuple(self.sections.get("code", "").split()))

    @property
    def localised(self) -> str:
        """The expected localised page."""
        return self.sections.get("nl", self.english)

    @property
    def texts(self) -> dict[str, str]:
        """Translations by their msgids."""
        pairs = [pair.partition("\n->\n") for pair in self.paragraphs("texts")]
        assert all(arrow for _, arrow, _ in pairs), f"{self}: a text without `->`"
        return {msgid: msgstr for msgid, _, msgstr in pairs}

    def paragraphs(self, section: str) -> list[str]:
        """The paragraphs of a section, parted by blank lines."""
        return [part for part in re.split(r"\n\n+", self.sections.get(section, "").strip("\n")) if part]


def cases() -> list[Case]:
    """All cases of all files."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _file(path)]


def _file(path: Path) -> list[Case]:
    _, *blocks = re.split(r"^%%% ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[Case] = []
    for block in blocks:
        found.append(_case(path.stem, block, found[-1].profile if found else "commonmark"))
    return found


def _case(file: str, block: str, profile: str) -> Case:
    name, _, rest = block.partition("\n")
    english, *parts = SECTION.split(rest.translate(SHOWN))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    assert set(sections) <= SECTIONS, f"{name}: {set(sections) - SECTIONS}"
    return Case(name, file, english, sections, sections.get("profile", profile).strip())
