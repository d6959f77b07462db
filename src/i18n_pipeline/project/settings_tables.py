"""The tables of i18n.toml as frozen values: each field with its type, its limits and its default.

`settings_schema` makes the JSON schema from them; what stands under a field is what editors show.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from i18n_pipeline import plugins
from i18n_pipeline.catalogue.ignoring import Ignored
from i18n_pipeline.language import TAG
from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import OwnTag
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import form
from i18n_pipeline.markdown.slugs import SlugName
from i18n_pipeline.memory.database import SERVERS
from i18n_pipeline.model import Rules, State
from i18n_pipeline.profiles import Profile
from i18n_pipeline.project import strings_files
from i18n_pipeline.project.notice_texts import Notice, sentences
from i18n_pipeline.project.settings_rows import PagesTable, StringsTable, TagOfSite

Count = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]
Positive = Annotated[int, Meta(ge=1, description="a whole number, 1 or more")]
Percent = Annotated[int, Meta(ge=0, le=100, description="a whole number from 0 to 100")]
"""Numbers with their limits, and how an error says what they must be."""
Accepted = Literal["reviewed", "stale", "draft"]
"""States of messages whose texts may reach a page."""
Told = Literal["untranslated", "stale", "draft", "machine"]
"""States of messages that a notice tells readers about; `machine`: reviewed, and made by a machine."""
InCode = Literal["comments", "strings", "diagrams"]
"""What may be translated inside code."""
Tag = Annotated[str, Meta(extra_json_schema={"pattern": f"^(?:{TAG.pattern})$"})]
"""A language tag."""


class Markdown(Struct, frozen=True):
    """`[markdown]`: what is translated on a page, and what is added to it."""

    front_matter: tuple[str, ...] = ()
    """Front-matter keys with words for readers; dots lead into mappings, `...` stands for the keys of the profile."""
    components: dict[str, TagOfSite] = field(default_factory=dict)
    """The site's own components (JSX, Vue, Svelte) by name: what of each is text."""
    shortcodes: dict[str, TagOfSite] = field(default_factory=dict)
    """The site's own shortcodes and template tags by name: what of each is text."""
    code: tuple[InCode, ...] = ()
    """What is translated inside code in fences: `comments`, `strings`, and the labels of Mermaid `diagrams`."""
    markdown_in_html: bool = False
    """Whether the site reads Markdown in all blocks of HTML: `parse_block_html: true` of kramdown."""
    plain_md: bool = False
    """Whether the site reads no MDX in pages in `.md`: Docusaurus with `format: 'detect'`, Nextra by default."""
    source_revision: tuple[str, ...] = ("default_lang_commit", "l10n.sourceCommit")
    """Front-matter keys in which a translated page names the git commit of the English page it was made from."""
    anchors: Literal["pin", "keep", "follow"] = "pin"
    """`pin` writes English heading ids; `keep` writes nothing; `follow` leads links to the localised headings' ids."""
    ids: Literal["braces", "tags", "comments"] | None = None
    """How new ids of headings are written, where that is not as the profile says: `braces`, `tags` or `comments`."""
    slugs: SlugName | None = None
    """How the site makes ids of headings, where that is not as its profile says: another rule, another version."""
    links: Literal["profile", "keep"] = "profile"
    """`profile` changes links to files where the site needs it, `keep` leaves all links as they are."""
    english_in_folder: bool = False
    """Whether the addresses of English pages begin with their language, as in `/en/guide/`."""


class Merge(Struct, frozen=True):
    """`[merge]`: what becomes of a translation when its English text changes."""

    near: Percent = 75
    """Least similarity of a changed text, in percent, for which its translation stays, as stale."""
    max_obsolete: Count | None = None
    """Number of obsolete messages a catalogue keeps; without it, all."""
    digests: bool = False
    """Whether each reviewed message has a comment with a digest of the text that it was translated from."""


class Memory(Struct, frozen=True):
    """`[memory]`: where translations are remembered."""

    database: str = ".i18n-memory.db"
    """The translation memory: a file, relative to the project, or the address of a PostgreSQL database."""


class Draft(Struct, frozen=True):
    """`[draft]`: how machine drafts are made. A table `[draft.NAME]` has the settings of one engine."""

    engine: str = ""
    """The machine translator that makes drafts: a short name or the dotted name of a module; empty: none."""
    max_chars: Count | None = None
    """Most characters one run may send to the engine; without it, there is no limit."""
    requests: Positive | None = None
    """Most requests to the engine at a time; without it, the engine decides."""
    least: Percent = 75
    """Least similarity, in percent, for which a translation from the memory becomes a draft."""
    glossary: str = "glossary.csv"
    """The glossary file, CSV or TBX, relative to the project; it may be missing."""
    engines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The tables `[draft.NAME]` by name. The engine checks its own."""


class Assemble(Struct, frozen=True):
    """`[assemble]`: which translations reach a page, and what its readers are told."""

    accept: tuple[Accepted, ...] = ("reviewed",)
    """States whose translations reach a page."""
    min_reviewed: Percent = 0
    """Least share of translated words, in percent, for which a page is written."""
    untranslated_pages: bool = True
    """Whether a page of which nothing is translated is written, in English."""
    lines: Literal["english", "published"] = "english"
    """Where lines break: as on the English page, or, where the words did not change, as on the page that is there."""
    notice: Literal["", "block", "front matter"] = ""
    """Place of the notice about unfinished text; empty: nowhere."""
    notice_for: tuple[Told, ...] = ("untranslated", "stale", "draft")
    """States of messages for which a page gets a notice."""
    notice_block: str = ""
    """The Markdown block of the notice, with `{text}` where the words go."""
    notice_key: str = "translation"
    """The front-matter key of the notice."""
    noindex_below: Percent = 0
    """Share of translated words, in percent, below which a page asks search engines not to list it."""
    noindex: Mapping[str, Any] = field(default_factory=dict)
    """The front-matter keys, with values, by which a page asks that; without it, those of the profile."""
    translations: str = ""
    """The file, JSON, that lists the translations of each page, for templates; empty: none."""
    added: Mapping[str, str] = field(default_factory=dict)
    """Front-matter keys, with values, that each localised page gets; `{locale}` is filled in."""
    notices: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """The sentence of the notice by language: one for all states, or one for each state."""

    @property
    def writes_all(self) -> bool:
        """Whether every page has a localised page, however little of it is translated."""
        return self.untranslated_pages and not self.min_reviewed


class Checks(Struct, frozen=True):
    """`[check]`: which checks run, and what they let pass."""

    fail_on: Literal["error", "warning", "info", "never"] = "error"
    """The least severity of findings for which `check` ends with exit code 1."""
    select: tuple[str, ...] = ()
    """The checks that run, by id or by the beginning of their ids; empty: all but the optional ones."""
    own: tuple[str, ...] = ()
    """Modules with checks of the site's own, by their dotted names."""
    ignore: tuple[Ignored, ...] = ()
    """Tables `[[check.ignore]]`: what translations of some messages, in some languages or on some pages, may have."""


class Status(Struct, frozen=True):
    """`[status]`: what reports on the translations need beyond the catalogues."""

    history: str = ""
    """The file with past figures, for projects without git history; empty: none."""
    file_url: str = ""
    """The address of a file of the project, with `{file}`, for links in reports; empty: none."""
    site_url: str = ""
    """The address of the site in a language, with `{locale}`, for links in reports; empty: none."""
    translate_url: str = ""
    """The address at which a message is translated, with places such as `{catalogue}`; empty: none."""


class RunSettings(Struct, frozen=True):
    """`[run]`: where pages are worked on. What comes out is the same."""

    executor: Literal["processes", "serial", "dask"] = "processes"
    """`processes`: several on this machine; `serial`: one after the other; `dask`: on the workers of a cluster."""
    scheduler: str = ""
    """The address of the Dask scheduler, as in `tcp://host:8786`; empty: none."""


class Config(Struct, frozen=True, kw_only=True):
    """All settings of a project.

    All but `root`, `parts`, `twins`, `learnt` and `addresses` are written in the settings file.
    """

    root: Path
    """Absolute path of the project: the folder of the settings file."""
    project: str = ""
    """Name of the project, for the headers of new catalogues."""
    source: str = "source"
    """Folder of the English pages."""
    source_locale: Tag = "en"
    """Language of the source pages."""
    locales: tuple[Tag, ...]
    """Languages to translate into, as BCP 47 tags (`nl`, `pt-BR`)."""
    locale_names: Mapping[str, str] = field(default_factory=dict)
    """The names of locales in paths and addresses of localised pages, if other than the profile has them."""
    site: str = ""
    """The address of the site, or its path alone: `https://example.org/docs/`, `/docs/`; empty: the root."""
    catalogues: str = "locales"
    """Folder of the catalogues."""
    layout: Literal["page", "folder", "locale"] = "page"
    """What has one catalogue: each `page`, each `folder` of pages, or the whole `locale`."""
    output: str = ""
    """Where localised pages go: a path with `{locale}` and `{path}`."""
    profile: str = "commonmark"
    """The kind of site: a short name, or the dotted name of a module."""
    include: tuple[str, ...] = ()
    """Patterns of pages, relative to `source`."""
    exclude: tuple[str, ...] = ()
    """Patterns of files that are no pages, relative to `source`."""
    strings: tuple[StringsTable, ...] = ()
    """Tables `[[strings]]`: files with strings outside pages."""
    markdown: Markdown = Markdown()
    """What is translated on a page, and what is added to it."""
    merge: Merge = Merge()
    """What becomes of a translation when its English text changes."""
    memory: Memory = Memory()
    """Where translations are remembered."""
    draft: Draft = Draft()
    """How machine drafts are made."""
    assemble: Assemble = Assemble()
    """Which translations reach a page, and what its readers are told."""
    check: Checks = Checks()
    """Which checks run, and what they let pass."""
    status: Status = Status()
    """What reports on the translations need."""
    run: RunSettings = RunSettings()
    """Where pages are worked on."""

    pages: tuple[PagesTable, ...] = ()
    """Tables `[[pages]]`: several folders of pages, in place of `source`, `output`, `include` and `exclude`."""
    parts: tuple[Config, ...] = ()
    """The settings for each of these tables, the deepest folders first; `source` is the whole project then."""
    twins: frozenset[str] = frozenset()
    """The pages, relative to `source`, whose catalogues have their whole names: others differ only in their suffix."""
    learnt: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Of each page, by its path relative to the project, the ids that the built site has: see `anchors_lock`."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Pages, relative to the project, by the address that each states for itself: see `stated_addresses`."""

    def __hash__(self) -> int:
        """Hash of the folders: tables of strangers' settings cannot be hashed."""
        return hash((self.root, self.source, self.catalogues, self.locales))

    @property
    def accept(self) -> frozenset[State]:
        """The states whose translations reach a page."""
        return frozenset(map(State, self.assemble.accept))

    @property
    def rules(self) -> Rules:
        """The settings for what a localised page gets from its catalogue."""
        return Rules(self.markdown.anchors == "pin", self.accept)

    @property
    def kind(self) -> Profile:
        """The kind of site that `profile` names."""
        return kind_of_site(self.profile)

    @property
    def dialect(self) -> Dialect:
        """The dialect of the pages: that of the profile, with what the settings add to it."""
        return self._dialect_of("")

    def part(self, page: str) -> Config:
        """The settings for a page: of the table `[[pages]]` with its folder, these themselves without such tables."""
        return next((one for one in self.parts if one.holds(page)), self)

    def holds(self, path: str) -> bool:
        """Whether a path, relative to the project, lies in the source folder."""
        return self.source == "." or path.startswith(f"{self.source}/")

    def inside(self, page: str) -> str:
        """The path of a page relative to the source folder of its `part`."""
        part = self.part(page)
        return page if part is self or part.source == "." else page[len(part.source) + 1 :]

    def strings_of(self, page: str) -> StringsTable | None:
        """The table of a file of strings, None for a page of Markdown."""
        if page.endswith(strings_files.MARKDOWN) or not self.strings:
            return None
        names = self.own_names
        return next((table for table in self.strings if _is_of(table, names, page)), None)

    def dialect_of(self, page: str) -> Dialect:
        """The dialect of a page, by the end of its name, or of a file of strings."""
        if table := self.strings_of(page):
            return _of_strings(table.format or strings_files.format_of(page), table.keys)
        return self.part(page)._dialect_of(page)  # noqa: SLF001 - of the same class

    def _dialect_of(self, name: str) -> Dialect:
        """The dialect of a page of Markdown."""
        own, dialect = self.markdown, kind_of_site(self.profile).dialect_of(name)
        dialect = (dialect.reading_html or dialect) if own.markdown_in_html else dialect
        plain = dialect.without_mdx if own.plain_md and name.endswith(".md") else None
        dialect = _with_slugs(plain or dialect, own.slugs) if own.slugs else plain or dialect
        if own.ids and not (plain and own.ids == "comments"):  # such comments are words without MDX
            read = ("sign", "written", "also_written", "id", "attribute", "opening", "glued")
            as_read = {name: getattr(dialect.ids, name) for name in read}
            dialect = replace(dialect, ids=replace(form(own.ids, dialect), **as_read))
        return _dialect(dialect, own.front_matter, _own(own.components), _own(own.shortcodes), own.code)

    @property
    def database(self) -> str:
        """The translation memory: an address, or the absolute path of a file, which may lie outside the project."""
        name = self.memory.database
        return name if name.startswith(SERVERS) else str(self.root / Path(name).expanduser())

    def notice_in(self, locale: str) -> Notice:
        """The notice settings for one locale."""
        how = self.assemble
        states = frozenset(how.notice_for)
        said = sentences(locale, how.notices, stale_is_shown=State.STALE in self.accept)
        return Notice(how.notice, states, how.notice_block, how.notice_key, said)

    def ignored_in(self, locale: str, page: str) -> tuple[Ignored, ...]:
        """The `[[check.ignore]]` tables that count in one locale for a page, named by its path below the project."""
        tables = (one for one in self.check.ignore if not one.locales or locale in one.locales)
        return tuple(
            one
            for one in tables
            if not one.pages or any(strings_files.of_glob(glob).fullmatch(page) for glob in one.pages)
        )

    def is_silent(self, check: str, locale: str, page: str) -> bool:
        """Whether nobody wants to be told what a check finds on a page; see `ignored_in` for `locale` and `page`."""
        tables = self.ignored_in(locale, page) if self.check.ignore else ()
        return any(check in one.checks for one in tables if not one.message and one.context is None)

    def name_of(self, locale: str) -> str:
        """The name of a locale in paths and addresses of localised pages."""
        return self.locale_names.get(locale) or kind_of_site(self.profile).locale_names(locale)

    def names_of(self, locale: str) -> tuple[str, str]:
        """The name of a locale in paths, and its tag."""
        return self.name_of(locale), locale

    @property
    def own_names(self) -> tuple[str, str]:
        """The name of the source language in paths, and its tag."""
        return self.names_of(self.source_locale)

    def completed(
        self, twins: frozenset[str], learnt: Mapping[str, tuple[tuple[str, str], ...]], addresses: Mapping[str, str]
    ) -> Config:
        """The same settings for a project with these `twins`, `learnt` ids, and stated `addresses`."""
        return replace(self, twins=twins, learnt=learnt, addresses=addresses)

    def accepting(self, state: str) -> Config:
        """The same settings, with reviewed texts and those in one more state accepted."""
        parts = tuple(part.accepting(state) for part in self.parts)
        return replace(self, parts=parts, assemble=replace(self.assemble, accept=("reviewed", state)))


def _is_of(table: StringsTable, names: tuple[str, str], path: str) -> bool:
    """Whether a path is of an English file of this table."""
    named = strings_files.pattern(table.source, names).fullmatch(path)
    return named is not None and bool(table.format or strings_files.format_of(path))


@cache
def _of_strings(form: str, keys: tuple[str, ...]) -> Dialect:
    """The dialect of files of strings in one format."""
    return Dialect(f"{form} strings {keys}", values=form, front_matter=keys, template_code=template_code.NONE)


@cache
def kind_of_site(name: str) -> Profile:
    """The profile with a short or dotted name. Raises SettingsError."""
    profile: Profile = plugins.load("profiles", name, "PROFILE").PROFILE
    if "." not in name:
        return profile
    from i18n_pipeline.profiles._checked import checked  # noqa: PLC0415 - for a site's own profile alone

    return checked(profile, name)


@cache
def _with_slugs(dialect: Dialect, name: SlugName) -> Dialect:
    from i18n_pipeline.markdown.slugs.every import RULES  # noqa: PLC0415 - all rules, for one that the settings name

    return replace(dialect, slugs=RULES[name])


def _own(tables: Mapping[str, TagOfSite]) -> tuple[OwnTag, ...]:
    return tuple(OwnTag(name, table.parameters, table.body) for name, table in tables.items())


@cache
def _dialect(
    dialect: Dialect,
    front_matter: tuple[str, ...],
    components: tuple[OwnTag, ...],
    shortcodes: tuple[OwnTag, ...],
    code: tuple[InCode, ...],
) -> Dialect:
    own = {"component": components, "shortcode": shortcodes}
    constructs = tuple(replace(one, own=(*own.get(one.kind, ()), *one.own)) for one in dialect.constructs)
    return replace(dialect, front_matter=front_matter, constructs=constructs, code=code)
