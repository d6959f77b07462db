"""The links of a page: what its targets become on the localised page, and what of the project that depends on.

What a target becomes depends on which files exist. Each file, and each address of the site, that a policy looks for is
a question; the answers are recorded with the page, so that it is made again when one of them changes.
"""

from __future__ import annotations

import os
import posixpath
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing import link_places
from i18n_pipeline.markdown.writing.followed import Noting, followed, with_ids
from i18n_pipeline.markdown.writing.link_places import Habits, Places, Retarget, Roots, Where, kept
from i18n_pipeline.project import disk, localised_places, source_pages
from i18n_pipeline.project.settings import Config

if TYPE_CHECKING:
    from i18n_pipeline.markdown.reading.learnt_ids import Row

TARGET = re.compile(
    rb"""[\]={\n"'](?:"""
    rb"""(?<=\])[(:]|(?<==)(?:(?<=\bhref=)|(?<=\bsrc=)|(?<=\bto=)|(?<=\blink=)|(?<=\burl=))"""
    rb"""|(?<=\n)[ \t-]*["']?(?:link|url|src|file|image|light|dark)["']?:[ \t]"""
    rb"""|(?<={)(?:{\#\w+|%-?[ \t]*(?:link|post_url))"""
    rb"""|(?<=["'])(?:(?<=\bfrom.)|(?<=\bfrom ["'])|(?<=\bimport.)|(?<=\bimport ["']))(?=\S))"""
    rb"""\s*(?:<([^<>\n]+)>|["'{]*([^\s"'<>(){}]+))"""
)
"""What looks like a link target in Markdown, HTML, front matter, an import or a template tag. It begins with one of few
signs and then looks behind it, so that most bytes of a page are passed over."""

Answers: TypeAlias = Mapping[str, str]
"""Questions and the answer to each, empty for none. A path asks whether that file is there, one with a slash before it
for the page or file at that address, and one with `=` before it for the page that states that address for itself: the
answer is its path. One with `./` before it asks for the fragment that leads to a heading of a localised page, see
`AskedId`."""


class AskedId(Struct, frozen=True):
    """A question for the fragment that leads to a heading of a localised page."""

    locale: str
    """The language."""
    page: str
    """The English page, relative to the project."""
    fragment: str
    """The fragment that leads to the heading on the English page, as a target spells it."""

    def __str__(self) -> str:
        return f"./{self.locale}/{self.page}\n{self.fragment}"


def asked_id(question: str) -> AskedId | None:
    """The question for an id that is written so; None for another question."""
    if not question.startswith("./"):
        return None
    where, _, fragment = question[2:].partition("\n")
    locale, _, page = where.partition("/")
    return AskedId(locale, page, fragment)


class Asking(Struct, frozen=True):
    """What the links of a page become, and what is asked for that."""

    retarget: Retarget
    """Gives the target for the localised page, by the link policy of the profile."""
    places: Places
    """Where the page lies, and what lies around it."""
    asked: Answers
    """The questions that were asked so far, with the answers."""
    habits: Habits
    """What the site does with links by itself."""
    follows: bool = False
    """Whether links lead to the ids that localised headings have."""

    def with_own_ids(self, renamed: Mapping[str, str]) -> Retarget:
        """The same, with the ids that headings of this page have on the localised page in place of those in English."""
        own = self.places.page
        return with_ids(
            self.retarget,
            self.places,
            self.habits,
            lambda page, fragment: fragment_in(renamed, fragment) if page == own else fragment,
        )


def asking(config: Config, locale: str, path: str, known: Answers | None = None) -> Asking:
    """What the links of a page become on its localised page.

    With `known` it does not look at the disk: a file that is not among these answers is taken to exist, and an address
    not to.
    """
    asked: dict[str, str] = {}

    def answer(question: str) -> str:
        if question not in asked:
            asked[question] = _answer(config, question) if known is None else known.get(question, _guess(question))
        return asked[question]

    every = config.assemble.writes_all
    places = replace(
        _places(config, locale, path),
        is_file=lambda name: bool(answer(name)),
        at_address=lambda address: answer(f"/{address}"),
        is_stated=lambda address: bool(answer(f"={address}")),
        is_translated=lambda page: every or bool(answer(localised(config, locale, page))),
    )
    kind = config.part(path).kind
    if config.markdown.links == "keep" or config.strings_of(path):
        return Asking(kept, places, asked, kind.habits)

    def id_of(page: str, fragment: str) -> str:
        return fragment if page == places.page else answer(str(AskedId(locale, page, fragment)))

    def retarget(target: str, where: Where) -> str:
        return kind.links(target, where, places)

    follows = config.markdown.anchors == "follow"
    led = with_ids(retarget, places, kind.habits, id_of) if follows else retarget
    return Asking(led, places, asked, kind.habits, follows)


def _guess(question: str) -> str:
    """The answer to a question that was not foreseen, until the true one is known."""
    wanted = asked_id(question)
    return wanted.fragment if wanted else "" if question.startswith(("/", "=")) else question


def linked_files(config: Config, locale: str, path: str, data: bytes) -> Answers:
    """The answers that the links of a page, and those who look where they lead, probably ask for.

    Link targets are found in the bytes of the page by their looks; some may be missing, and others be none.
    """
    found = asking(config, locale, path)
    noting = Noting(found.retarget)
    for target in _targets(data):
        noting(target, Where.LINK)
    followed(noting.seen, found.places, found.habits)
    return found.asked


@lru_cache(maxsize=4)
def _targets(data: bytes) -> tuple[str, ...]:
    """What looks like the link targets of a page, each once; found once for all languages."""
    found = dict.fromkeys(bare or bracketed for bracketed, bare in TARGET.findall(data))
    return tuple(target.decode(errors="replace") for target in found)


def is_written(config: Config, locale: str, page: str) -> bool:
    """Whether the localised page of an English page is there."""
    return _is_file(config, localised(config, locale, page))


def renamed(config: Config, locale: str, page: str) -> Mapping[str, str]:
    """For each id of an English page that is another one on its localised page, as that is there now: that other one.

    `page` is relative to the project. Nothing if one of the two is missing or cannot be read.
    """
    with suppress(OutsideError):
        english, theirs = (disk.read(config.root / name) for name in (page, localised(config, locale, page)))
        dialect = config.dialect_of(source_pages.page_of(config, page))
        if english and theirs and not dialect.values:
            return _renamed(english, theirs, dialect, config.learnt.get(page, ()))
    return {}


@lru_cache(maxsize=32)
def _renamed(english: bytes, theirs: bytes, dialect: Dialect, learnt: tuple[Row, ...]) -> Mapping[str, str]:
    from i18n_pipeline.markdown.reading import anchors  # noqa: PLC0415 - few commands read the ids of other pages
    from i18n_pipeline.markdown.reading.outline import outline  # noqa: PLC0415

    with suppress(UnicodeDecodeError):
        ours, other = (outline(data.removeprefix(BOM_UTF8), dialect) for data in (english, theirs))
        return anchors.renamed(ours, other, learnt)
    return {}


def fragment_in(renamed: Mapping[str, str], fragment: str) -> str:
    """The fragment that leads to the same heading; `renamed` has the ids that are others on the localised page.

    It is percent-encoded if the fragment has to be decoded to be one of them.
    """
    if fragment in renamed:
        return renamed[fragment]
    plain = unquote(fragment)
    return quote(renamed[plain]) if plain in renamed else fragment


def answers(config: Config, questions: Iterable[str]) -> list[str]:
    """The answers to questions, in their order."""
    return [_answer(config, question) for question in questions]


def _answer(config: Config, question: str) -> str:
    if wanted := asked_id(question):
        return fragment_in(renamed(config, wanted.locale, wanted.page), wanted.fragment)
    if question.startswith(("/", "=")):
        stated = config.addresses.get(question[1:].strip("/"), "")
        return stated or ("" if question.startswith("=") else _by_path(config, question[1:]))
    return question if _is_file(config, question) else ""


def _by_path(config: Config, address: str) -> str:
    """The page or file at an address, by the paths that are there."""
    is_file = partial(_is_file, config)
    return next(filter(None, (link_places.at_address(address, roots, is_file) for roots in _roots(config))), "")


@lru_cache(maxsize=8)
def _roots(config: Config) -> tuple[Roots, ...]:
    parts = config.parts or (config,)
    return tuple(
        Roots(part.source, part.kind.suffixes, part.name_of(part.source_locale), _mount(part)) for part in parts
    )


def _mount(config: Config) -> str:
    """What the addresses of the pages begin with, where their folder is a collection: `docs/` of `_docs`."""
    name = posixpath.basename(config.source)
    return f"{name[1:]}/" if config.kind.habits.has_collections and name.startswith("_") else ""


@lru_cache(maxsize=4)
def _places(config: Config, locale: str, path: str) -> Places:
    """Where a page and its localised page lie."""
    part = config.part(path)
    return Places(
        posixpath.normpath(f"{config.source}/{path}"),
        posixpath.normpath(localised_places.path(config, locale, path)),
        partial(_is_file, config),
        partial(_is_page, config),
        output=partial(localised, config, locale),
        source=part.source,
        suffixes=part.kind.suffixes,
        locale=part.name_of(locale),
        english=part.name_of(config.source_locale),
        english_in_folder=config.markdown.english_in_folder,
        site=config.site,
        path=link_places.path_of_site(config.site),
        mount=_mount(part),
    )


def localised(config: Config, locale: str, page: str) -> str:
    """The path of the localised page of an English page; both relative to the project."""
    own = page.removeprefix(source_pages.before(config.source))
    return posixpath.normpath(localised_places.path(config, locale, own))


def _is_file(config: Config, path: str) -> bool:
    return os.path.isfile(f"{config.root}/{path}")  # noqa: PTH113 - raises nothing, and a hundred thousand times a run


def _is_page(config: Config, path: str) -> bool:
    """Whether a path, relative to the project, is a page."""
    folder = source_pages.before(config.source)
    return path.startswith(folder) and source_pages.is_page(config, path[len(folder) :])
