"""`merge-driver --install`: tell git which files are catalogues, and in this clone which program merges them."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import atomic_write, disk, git, git_driver, project_files
from i18n_pipeline.project.settings import Config

NAME = "i18n-pipeline"
"""The name of the driver, in `.gitattributes` and in the settings of git."""
ATTRIBUTES = ".gitattributes"
"""The file that says which driver merges which files."""
COMMENT = (
    "# Catalogues are merged entry by entry, once you have run `i18n-pipeline merge-driver --install` in your clone."
)
"""The line above the lines of this tool."""
TITLE = "catalogues (PO files), entry by entry"
"""What git calls the driver."""

GONE = f"{NAME} is no longer there: a catalogue is merged line by line. Run `{NAME} merge-driver --install` again."
"""What git says when it finds this program no more."""


class InstalledDriver(Struct, frozen=True):
    """What was done."""

    attributes: str
    """The file with the attributes, relative to the project."""
    written: bool
    """Whether this run wrote it."""
    configured: bool
    """Whether this run changed the settings of the clone."""
    findings: tuple[Finding, ...] = ()
    """What keeps the driver from its work."""


def install(config: Config) -> InstalledDriver:
    """Set up the repository around a project. Raises SettingsError without a repository, and OutsideError."""
    if git.top(config.root) is None:
        raise SettingsError(f"{config.root} is in no git repository", "run `git init` or `git clone` first")
    written = _written(config)
    wanted = {f"merge.{NAME}.name": TITLE, f"merge.{NAME}.driver": command()}
    changed = {name: value for name, value in wanted.items() if git_driver.setting(config.root, name) != value}
    for name, value in changed.items():
        git_driver.put_setting(config.root, name, value)
    return InstalledDriver(ATTRIBUTES, written, bool(changed), tuple(_overruled(config)))


def command() -> str:
    """The shell command by which git merges a catalogue: this very program, or git's own merge once that is gone."""
    program = _program()
    quoted = " ".join(shlex.quote(word).replace("%", "%%") for word in program)
    first = shlex.quote(program[0]).replace("%", "%%")
    return (
        f"if test -x {first}; then {quoted} merge-driver %O %A %B %L %P; "
        f"else echo {shlex.quote(GONE)} >&2; git merge-file --marker-size=%L %A %O %B; fi"
    )


def _program() -> list[str]:
    """The words that start this program, whatever is on the path when git merges."""
    script = shutil.which(NAME, path=str(Path(sys.executable).parent))
    return [Path(script).as_posix()] if script else [Path(sys.executable).as_posix(), "-P", "-m", "i18n_pipeline"]


def lines(config: Config) -> tuple[str, str]:
    """The lines of `.gitattributes` in the folder of the project: catalogues, and templates."""
    folder = "" if config.catalogues in {"", "."} else f"/{config.catalogues.strip('/')}"
    return (f"{_pattern(folder, 'po')} merge={NAME}", f"{_pattern(folder, 'pot')} merge={NAME}")


def _pattern(folder: str, suffix: str) -> str:
    """A pattern for files below a folder by their suffix, in quotes, as in C, if that has blanks (gitattributes(5))."""
    escaped = "".join(f"\\{sign}" if sign in "\\*?[" else sign for sign in folder) + f"/**/*.{suffix}"
    if not any(sign in escaped for sign in ' \t"'):
        return escaped
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def _written(config: Config) -> bool:
    """Add the lines that `.gitattributes` lacks, and return whether it lacked any."""
    path = config.root / ATTRIBUTES
    if not disk.is_inside(path, config.root):
        raise OutsideError(f"{path} leads out of the project", "put a file in its place")
    data = disk.read(path) or b""
    has = {line.strip() for line in data.decode(errors="surrogateescape").splitlines()}
    lacking = [line for line in lines(config) if line not in has]
    if not lacking:
        return False
    newline = "\r\n" if b"\r\n" in data else "\n"
    start = newline if data and not data.endswith(b"\n") else ""
    new = newline.join([*([] if COMMENT in has else [COMMENT]), *lacking, ""])
    atomic_write.put(path, data + f"{start}{new}".encode(errors="surrogateescape"))
    return True


def _overruled(config: Config) -> Iterator[Finding]:
    """The catalogues, one of each language, for which another rule of the repository names another driver."""
    paths = [project_files.catalogue_path(config, locale, "index.md") for locale in config.locales]
    names = [path.relative_to(config.root).as_posix() for path in paths]
    for name, driver in git_driver.drivers(config.root, names).items():
        if driver != NAME:
            text = f"git does not merge this by {NAME}, since other attributes say merge={driver}"
            advice = f"they are in a {ATTRIBUTES} further down, or in .git/info/attributes; take them out"
            yield Finding(Severity.ERROR, "merge-driver", text, name, advice=advice, exit_code=1)
