"""Read i18n.toml, or [tool.i18n-pipeline] in pyproject.toml, into a checked Config."""

from __future__ import annotations

import posixpath
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from i18n_pipeline import plugins
from i18n_pipeline.catalogue import ignoring
from i18n_pipeline.catalogue.ignoring import Ignored
from i18n_pipeline.catalogue.sharing import LAYOUTS
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.memory.database import SERVERS
from i18n_pipeline.model import Profile, Rules, State
from i18n_pipeline.project import disk
from i18n_pipeline.project.notices import BLOCK, FRONT_MATTER, KINDS, PLACEHOLDERS, Notice, sentences
from i18n_pipeline.reports import addresses

FILE = "i18n.toml"
LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?:[-_@][A-Za-z0-9]{4,8})*")
"""BCP 47 language tags as sites use them: language, script, region, variants (RFC 5646, section 2.1)."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""A key that YAML, TOML and JSON all write without quotes or dots."""
FILLED = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")
"""A placeholder in a sentence: `{name}`, but not `{{name}}`."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a project; every field but `root` and `profile` is a key of the settings file."""

    root: Path
    """Absolute path of the project: the folder of the settings file."""
    profile: Profile
    """The dialect and layout of the site."""
    locales: tuple[str, ...]
    """Languages to translate into, as BCP 47 tags (`nl`, `pt-BR`)."""
    project: str = ""
    """Name of the project, for the headers of new catalogues."""
    source: str = "source"
    """Folder of the English pages."""
    source_locale: str = "en"
    """Language of the source pages."""
    catalogues: str = "locales"
    """Folder of the catalogues."""
    layout: str = "page"
    """The unit with one catalogue: each `page`, each `folder` of pages, or the whole `locale`."""
    output: str = ""
    """Where localised pages go: a path with `{locale}` and `{path}`."""
    include: tuple[str, ...] = ("**/*.md",)
    """Patterns of pages, relative to `source`."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are no pages."""
    front_matter: tuple[str, ...] = ()
    """`[markdown]`: front-matter keys whose values people read."""
    anchors: str = "pin"
    """`[markdown]`: `pin` writes English heading ids, `keep` writes nothing."""
    links: str = "profile"
    """`[markdown]`: `profile` re-bases links to files where the site needs it, `keep` leaves all links as they are."""
    near: int = 75
    """`[merge]`: least similarity of a changed text, in percent, for which its translation stays, as stale."""
    max_obsolete: int | None = None
    """`[merge]`: number of obsolete messages a catalogue keeps; None: all."""
    database: str = ".i18n-memory.db"
    """`[memory]`: the translation memory: a file, relative to the project, or the address of a PostgreSQL database."""
    engine: str = ""
    """`[draft]`: the machine translator that makes drafts; empty: none."""
    max_chars: int | None = None
    """`[draft]`: most characters one run may send to the engine; None: no limit."""
    requests: int | None = None
    """`[draft]`: most requests to the engine at a time; None: the engine decides."""
    least: int = 75
    """`[draft]`: least similarity, in percent, for which a translation from the memory becomes a draft."""
    glossary: str = "glossary.csv"
    """`[draft]`: the glossary file, CSV or TBX; it may be missing."""
    engines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    """`[draft.NAME]`: the settings of each engine, which the engine checks."""
    accept: frozenset[State] = frozenset({State.REVIEWED})
    """`[assemble]`: states whose translations reach a page."""
    min_reviewed: int = 0
    """`[assemble]`: least share of translated words, in percent, for which a page is written."""
    notice: str = ""
    """`[assemble]`: place of the notice about unfinished text: `block`, `front matter`; empty: nowhere."""
    notice_for: frozenset[State] = frozenset(KINDS)
    """`[assemble]`: states of messages for which a page gets a notice."""
    notice_block: str = ""
    """`[assemble]`: the Markdown block of the notice, with `{text}`."""
    notice_key: str = "translation"
    """`[assemble]`: the front-matter key of the notice."""
    notices: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict, hash=False)
    """`[assemble.notices]`: the sentence of the notice by locale: one for all kinds, or one for each kind."""
    ignore: tuple[Ignored, ...] = ()
    """`[[check.ignore]]`: what translations of some messages may leave out."""
    history: str = ""
    """`[status]`: the file with past figures, for projects without git history; empty: none."""
    file_url: str = ""
    """`[status]`: the address of a file of the project, with `{file}`, for links in reports; empty: none."""
    site_url: str = ""
    """`[status]`: the address of the site in a language, with `{locale}`, for links in reports; empty: none."""
    translate_url: str = ""
    """`[status]`: the address at which a message is translated, with places such as `{catalogue}`; empty: none."""

    @property
    def rules(self) -> Rules:
        """The settings for the text of pages."""
        return Rules(self.profile, self.front_matter, self.anchors == "pin", self.accept)

    def notice_in(self, locale: str) -> Notice:
        """The notice settings for one locale."""
        said = sentences(locale, self.notices)
        return Notice(self.notice, self.notice_for, self.notice_block, self.notice_key, said)

    def ignored_in(self, locale: str) -> tuple[Ignored, ...]:
        """The `[[check.ignore]]` tables that count for one locale."""
        return tuple(one for one in self.ignore if not one.locales or locale in one.locales)

    @property
    def memory(self) -> str:
        """The translation memory: an address, or the absolute path of a file, which may lie outside the project."""
        if self.database.startswith(SERVERS):
            return self.database
        return str(self.root / Path(self.database).expanduser())


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the settings file."""

    kind: str
    """`text`, `lines` (a text of several lines), `texts`, `number`, `positive`, `percent`, `notices` or `tables`."""
    choices: tuple[str, ...] = field(default=())
    """Allowed values; empty: any."""


KEYS: Mapping[str, Key] = {
    "project": Key("text"),
    "source": Key("text"),
    "source_locale": Key("text"),
    "locales": Key("texts"),
    "catalogues": Key("text"),
    "layout": Key("text", LAYOUTS),
    "output": Key("text"),
    "profile": Key("text"),
    "include": Key("texts"),
    "exclude": Key("texts"),
    "markdown.front_matter": Key("texts"),
    "markdown.anchors": Key("text", ("pin", "keep")),
    "markdown.links": Key("text", ("profile", "keep")),
    "merge.near": Key("percent"),
    "merge.max_obsolete": Key("number"),
    "memory.database": Key("text"),
    "draft.engine": Key("text"),
    "draft.max_chars": Key("number"),
    "draft.requests": Key("positive"),
    "draft.least": Key("percent"),
    "draft.glossary": Key("text"),
    "assemble.accept": Key("texts", (State.REVIEWED.value, State.DRAFT.value)),
    "assemble.min_reviewed": Key("percent"),
    "assemble.notice": Key("text", ("", BLOCK, FRONT_MATTER)),
    "assemble.notice_for": Key("texts", tuple(kind.value for kind in KINDS)),
    "assemble.notice_block": Key("lines"),
    "assemble.notice_key": Key("text"),
    "assemble.notices": Key("notices"),
    "check.ignore": Key("tables"),
    "status.history": Key("text"),
    "status.file_url": Key("text"),
    "status.site_url": Key("text"),
    "status.translate_url": Key("text"),
}


def load(folder: Path, file: Path | None = None) -> Config:
    """Read the settings of the project in a folder. Raises SettingsError and OutsideError."""
    path, values = _read(folder, file)
    flat = _flat(values, path)
    for name, value in flat.items():
        if KEYS[name].kind != "tables":
            _check(name, value, path)
    draft = values.get("draft")
    tables = draft.items() if isinstance(draft, Mapping) else ()
    return _config(path, flat, {name: table for name, table in tables if _is_of_engine("draft", table)})


def _read(folder: Path, file: Path | None) -> tuple[Path, Mapping[str, Any]]:
    """The path and the content of the settings file."""
    candidates = [file] if file else [folder / FILE, folder / "pyproject.toml"]
    for path in candidates:
        data = disk.read(path)
        if data is None:
            continue
        try:
            values = tomllib.loads(data.decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
        if path.name != "pyproject.toml":
            return path, values
        tools = values.get("tool")
        if isinstance(tools, dict) and isinstance(tools.get("i18n-pipeline"), dict):
            return path, tools["i18n-pipeline"]
    if file:
        raise SettingsError(f"there is no settings file {file}")
    raise SettingsError(
        f"no {FILE} in {folder.resolve()}: run `i18n-pipeline init` there, or name another folder with -C"
    )


def _flat(values: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The settings by dotted key (`merge.near`). Raises SettingsError for an unknown key."""
    tables = {name.partition(".")[0] for name in KEYS if "." in name}
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name in tables and isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": it for inner, it in value.items() if not _is_of_engine(name, it)}
        else:
            flat[name] = value
    for name in flat:
        if name not in KEYS:
            raise SettingsError(f"{path.name}: unknown setting {name!r}. {did_you_mean(name, list(KEYS))}")
    return flat


def _is_of_engine(table: str, value: Any) -> bool:
    """Whether a value is the settings table of an engine: `[draft.deepl]`."""
    return table == "draft" and isinstance(value, Mapping)


def _check(name: str, value: Any, path: Path) -> None:
    key, where = KEYS[name], f"{path.name}: {name!r}"
    if key.kind == "percent":
        if type(value) is not int or not 0 <= value <= 100:
            raise SettingsError(f"{where} must be a whole number from 0 to 100, not {value!r}")
        return
    if key.kind in {"number", "positive"}:
        least = int(key.kind == "positive")
        if type(value) is not int or value < least:
            raise SettingsError(f"{where} must be a whole number, {least} or more, not {value!r}")
        return
    if key.kind == "notices":
        _check_sentences(where, value)
        return
    texts = value if key.kind == "texts" else [value]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SettingsError(f"{where} must be {'a list of texts' if key.kind == 'texts' else 'a text'}, not {value!r}")
    for text in texts:
        if not (text.replace("\n", "") if key.kind == "lines" else text).isprintable():
            raise SettingsError(f"{where} holds a control character")
        if key.choices and text not in key.choices:
            raise SettingsError(f"{where} cannot be {text!r}. {did_you_mean(text, list(filter(None, key.choices)))}")


def _check_sentences(where: str, value: Any) -> None:
    """Check `[assemble.notices]`: by locale a sentence, or sentences by kind. Raises SettingsError."""
    said: Mapping[str, Any] = value if isinstance(value, Mapping) else {"": None}
    for locale, one in said.items():
        texts: Mapping[str, Any] = one if isinstance(one, Mapping) else dict.fromkeys(KINDS, one)
        if not texts or not all(isinstance(text, str) and text.strip() for text in texts.values()):
            raise SettingsError(f'{where} must be a table with a text for a language, as in nl = "…", not {value!r}')
        for kind, text in texts.items():
            if kind not in KINDS:
                raise SettingsError(
                    f"{where}: {locale!r} has {kind!r}. {did_you_mean(kind, [one.value for one in KINDS])}"
                )
            if any(unicodedata.category(character) == "Cc" for character in text):
                raise SettingsError(f"{where}: {locale!r} holds a control character")
            for name in FILLED.findall(text):
                if name not in PLACEHOLDERS:
                    wrong = f"{where}: unknown placeholder {{{name}}}"
                    raise SettingsError(f"{wrong}. {did_you_mean(name, list(PLACEHOLDERS))}")


def _config(path: Path, flat: Mapping[str, Any], engines: Mapping[str, Mapping[str, Any]]) -> Config:
    if not flat.get("locales"):
        raise SettingsError(f'{path.name}: name the languages to translate into, for example locales = ["nl"]')
    profile: Profile = plugins.load("profiles", flat.get("profile", "commonmark"), "PROFILE").PROFILE
    values: dict[str, Any] = {
        name.rpartition(".")[2]: tuple(value) if isinstance(value, list) else value for name, value in flat.items()
    }
    values |= {
        "profile": profile,
        "engines": engines,
        "output": flat.get("output", profile.output),
        "front_matter": tuple(flat.get("markdown.front_matter", profile.front_matter)),
        "accept": frozenset(State(state) for state in flat.get("assemble.accept", [State.REVIEWED])),
        "notice_for": frozenset(State(state) for state in flat.get("assemble.notice_for", KINDS)),
        "ignore": tuple(_ignored(flat.get("check.ignore", []), path)),
        "notice_block": flat.get("assemble.notice_block", profile.notice).strip("\n"),
    }
    values |= {name: posixpath.normpath(values[name]) for name in ("source", "catalogues") if name in values}
    config = Config(root=path.resolve().parent, **values)
    _check_memory(flat, path)
    _check_addresses(flat, path)
    _check_places(config, path)
    _check_notices(config, path)
    return config


def _ignored(tables: Any, path: Path) -> Iterator[Ignored]:
    """Read the tables `[[check.ignore]]`. Raises SettingsError."""
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise SettingsError(f"{path.name}: 'check.ignore' must be tables that begin with [[check.ignore]]")
    for table in tables:
        try:
            yield ignoring.read(table)
        except ValueError as error:
            raise SettingsError(f"{path.name}: 'check.ignore' {error}") from error


def _check_places(config: Config, path: Path) -> None:
    """Check locales, folders (inside the project) and `output` (one path for each page and locale)."""
    check_locales((*config.locales, config.source_locale))
    for locale in (locale for one in config.ignore for locale in one.locales):
        if locale not in config.locales:
            known = did_you_mean(locale, list(config.locales))
            raise SettingsError(f"{path.name}: 'check.ignore' has {locale!r}, which is not in 'locales'. {known}")
    if len({locale.replace("-", "_").lower() for locale in config.locales}) != len(config.locales):
        raise SettingsError(f"{path.name}: 'locales' names a language twice")
    for name in ("source", "catalogues", "output", "history"):
        place = (config.root / getattr(config, name)).resolve()
        if not place.is_relative_to(config.root):
            raise SettingsError(f"{path.name}: {name!r} must lie inside the project, not at {place}")
    here = posixpath.normpath(f"{config.source}/{{path}}")
    if any(posixpath.normpath(config.output.replace("{locale}", locale)) == here for locale in config.locales):
        raise SettingsError(f"{path.name}: 'output' would write localised pages over the English ones")
    if "{path}" not in config.output or ("{locale}" not in config.output and len(config.locales) > 1):
        raise SettingsError(
            f"{path.name}: 'output' needs {{path}} and {{locale}}, as in 'localised/{{locale}}/{{path}}'"
        )


def _check_addresses(flat: Mapping[str, Any], path: Path) -> None:
    """Check the URLs for links in reports: their scheme and their placeholder."""
    for name, place in (("file_url", "{file}"), ("site_url", "{locale}")):
        address = flat.get(f"status.{name}", "")
        if address and (not address.startswith(("https://", "http://")) or place not in address):
            wanted = f"begins with https:// and has {place} in it"
            raise SettingsError(f"{path.name}: 'status.{name}' must be an address that {wanted}, not {address!r}")
    if wrong := addresses.fault(flat.get("status.translate_url", "")):
        raise SettingsError(f"{path.name}: 'status.translate_url' {wrong}")


def _check_memory(flat: Mapping[str, Any], path: Path) -> None:
    """Check the memory's name; `max_obsolete` needs a chosen one, since it moves texts out of the catalogues."""
    try:
        named = Path(flat.get("memory.database", FILE)).expanduser().name
    except RuntimeError:
        named = ""
    if not named:
        raise SettingsError(f"{path.name}: 'memory.database' must be a file or the address of a PostgreSQL database")
    if "merge.max_obsolete" in flat and "memory.database" not in flat:
        raise SettingsError(
            f"{path.name}: 'merge.max_obsolete' needs 'memory.database': translations that leave a catalogue go there,"
            " so name a file or a database that is kept, not one on the disk of a CI runner"
        )


def _check_notices(config: Config, path: Path) -> None:
    """Check the notices: `{text}` in the block, an unused front-matter key, a sentence for every locale and kind."""
    for locale in config.notices:
        if locale not in config.locales:
            known = did_you_mean(locale, list(config.locales))
            raise SettingsError(f"{path.name}: 'assemble.notices' has {locale!r}, which is not in 'locales'. {known}")
    if "{text}" not in config.notice_block:
        raise SettingsError(
            f"{path.name}: 'assemble.notice_block' needs {{text}} where the words go, as in '> {{text}}'"
        )
    if not NAME.fullmatch(config.notice_key) or config.notice_key in config.front_matter:
        raise SettingsError(
            f"{path.name}: 'assemble.notice_key' must be a word that is not in 'markdown.front_matter', as in"
            f" 'translation', not {config.notice_key!r}"
        )
    for locale in config.locales if config.notice == BLOCK else ():
        missing = [kind for kind in KINDS if kind in config.notice_for - config.notice_in(locale).sentences.keys()]
        if missing:
            raise SettingsError(
                f"{path.name}: no notice is known in {locale!r}: write it under [assemble.notices], as in"
                f' "{locale}" = {{{", ".join(f"{kind} = …" for kind in missing)}}}'
            )


def check_locales(locales: Iterable[str]) -> None:
    """Raise SettingsError unless all are language tags."""
    for locale in locales:
        if not LOCALE.fullmatch(locale):
            raise SettingsError(f"{locale!r} is no language tag; write it like nl, pt-BR or zh-Hans")
