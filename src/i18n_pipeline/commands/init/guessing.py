"""What a repository shows about its site: its generator, where its pages lie, and what is translated already."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from i18n_pipeline import language, plugins
from i18n_pipeline.commands.init import repository, versions
from i18n_pipeline.commands.init.markdown_settings import MarkdownSetting, markdown_settings
from i18n_pipeline.findings import Finding, united
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading import unknown_syntax
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import Want
from i18n_pipeline.project import localised_places
from i18n_pipeline.project.settings_tables import kind_of_site

MOST = 500
"""Number of pages that are read for a guess."""
SHARE = 20
"""A kind of site is guessed where its syntax stands on at least one page of so many."""
QUARTER = 4
"""A usual folder counts if at least one of so many pages of the site's folder lies in it."""
FOLDERS = ("source", "docs/en", "docs", "content/en", "content", "src/pages", "pages", "en", "src", ".")
"""Folders in which pages lie, where no file tells the generator; the likeliest first."""
ENGLISH = "en"
VARIANT = re.compile(r"[-_@][A-Za-z]{5,8}\Z")
"""The end of a tag such as `ca-valencia`, and of many a name: the page `crates.io-incident.md` is in no language."""


class Site(Struct, frozen=True):
    """What a repository shows about its site."""

    profile: str
    """Name of the profile; empty if nothing tells the kind of site."""
    why: str
    """The file that tells it, or a few words; empty if nothing does."""
    version: str
    """The version of the generator; empty if no file tells it."""
    source: str
    """The folder with the English pages."""
    pages: int
    """Number of pages in that folder."""
    suffixes: tuple[str, ...] = (".md",)
    """How the names of pages end on such a site."""
    localised: Mapping[str, int] = field(default_factory=dict)
    """The locales in which pages are there already, each with their number."""
    published: Mapping[str, str] = field(default_factory=dict)
    """The folders of the pages in these locales; empty if they lie beside the English ones."""
    wants: tuple[str, ...] = ()
    """What the site itself must have set: sentences that say what to do."""
    markdown: tuple[MarkdownSetting, ...] = ()
    """The settings under `[markdown]` that the site needs, and that are not the defaults of the profile."""
    signs: tuple[Finding, ...] = ()
    """What on the pages shows the kind of site; empty if its files show it."""


class Candidate(Struct, frozen=True):
    """A generator that a file shows, with the folder in which its pages would lie."""

    profile: Profile
    """The kind of site."""
    file: str
    """The file, relative to the repository."""
    source: str
    """The folder of English pages."""
    pages: int
    """Number of pages there."""


def site_in(folder: Path, locales: tuple[str, ...]) -> Site:
    """Look at the repository in a folder, to be translated into these languages (none: not known yet)."""
    files = repository.files(folder)
    found = _best(_candidates(folder, files))
    if not found:
        return _by_pages(folder, files)
    clues = found.profile.clues
    form = localised_places.default_output(found.profile.output_from(found.source), found.source, (ENGLISH,))
    localised = _localised(found.profile, form, files)
    wanted = locales or tuple(localised) or ("nl",)
    return Site(
        found.profile.name,
        found.file,
        versions.version(folder, files, clues.version),
        found.source,
        found.pages,
        found.profile.suffixes,
        localised,
        _folders(found.profile, form, localised),
        tuple(_missing(folder, files, found, wanted)),
        markdown_settings(folder, files, found.profile, _inside(found.source, files)),
    )


def _candidates(folder: Path, files: Sequence[str]) -> Iterator[Candidate]:
    """Every generator that a file shows."""
    for name in plugins.names("profiles"):
        profile = kind_of_site(name)
        for file in files:
            if any(repository.is_named(file, pattern) for pattern in profile.clues.files):
                text = repository.text(folder / file)
                if re.search(profile.clues.holds, text):
                    yield Candidate(profile, file, *_source(profile, file, text, files))


def _best(candidates: Iterable[Candidate]) -> Candidate | None:
    """The one with pages in a folder of their own whose file lies highest; on one level, that with the most pages."""

    def rank(one: Candidate) -> tuple[bool, bool, int, int]:
        return one.pages > 0, one.source != ".", -one.file.count("/"), one.pages

    return max(candidates, key=rank, default=None)


def _source(profile: Profile, file: str, text: str, files: Sequence[str]) -> tuple[str, int]:
    """The folder of English pages, as the site's settings say or as is usual; and the number of pages in it."""
    depth = next(pattern.count("/") for pattern in profile.clues.files if repository.is_named(file, pattern))
    home = posixpath.join(*[posixpath.dirname(file), *[".."] * depth])
    said = re.search(profile.clues.folder, text) if profile.clues.folder else None
    own = (next(filter(None, said.groups())),) if said else ()
    places = [posixpath.normpath(posixpath.join(home, place)) for place in (*own, *profile.clues.folders)]
    least = _number(profile, posixpath.normpath(home), files) / QUARTER if "." in profile.clues.folders else 0
    for place in places:
        number = 0 if place.startswith("..") else _number(profile, place, files)
        is_told = place in places[: len(own)] or posixpath.basename(place) == ENGLISH
        if number and (is_told or number >= least):
            return place, number
    return places[0], 0


def _number(profile: Profile, folder: str, files: Iterable[str]) -> int:
    """The number of files in a folder that the profile takes for pages."""
    return sum(file.endswith(profile.suffixes) for file in _inside(folder, files))


def _inside(folder: str, files: Iterable[str]) -> list[str]:
    return [file for file in files if folder == "." or file.startswith(f"{folder}/")]


def _localised(profile: Profile, form: str, files: Iterable[str]) -> dict[str, int]:
    """The locales of the pages that lie where localised ones of this form do, by their number, the most first."""
    pages = (file for file in files if file.endswith(profile.suffixes))
    named = Counter(filter(None, (localised_places.locale_of(form, file) for file in pages)))
    likely = ((name, number) for name, number in named.most_common() if number > 1 or not VARIANT.search(name))
    return {_tag(profile, name): number for name, number in likely if name != ENGLISH}


def _folders(profile: Profile, form: str, locales: Iterable[str]) -> dict[str, str]:
    """The folder of the localised pages in each locale; empty if they have none of their own."""
    folder = form.removesuffix("/{path}")
    apart = folder != form and "{locale}" in folder
    return {locale: folder.replace("{locale}", profile.locale_names(locale)) for locale in locales if apart}


def _tag(profile: Profile, name: str) -> str:
    """The tag for a language whose pages lie under this name: `zh-CN` for `zh-cn`, where the generator names it so."""
    tag = language.usual(name)
    return tag if profile.locale_names(tag) == name else name


def _missing(folder: Path, files: Sequence[str], found: Candidate, locales: Iterable[str]) -> Iterator[str]:
    """What the site itself must still have set."""
    for want in found.profile.clues.wants:
        named = [file for file in files if any(repository.is_named(file, pattern) for pattern in want.files)]
        named = [found.file, *(file for file in named if not file.startswith(".github/"))]
        text = "\n".join(repository.text(folder / file) for file in named)
        asked = [locale for locale in locales if not _is_set(want, locale, files, text)]
        parts = {"{file}": _place(want, found, named), "{source}": found.source}
        yield from dict.fromkeys(
            _filled(want.advice, {"{locale}": locale, "{gettext}": language.gettext(locale), **parts})
            for locale in asked
        )


def _is_set(want: Want, locale: str, files: Sequence[str], text: str) -> bool:
    """Whether the site has it set for a locale: in the text of its settings, or by a file of that locale's own."""
    of_locale = [pattern.replace("{locale}", locale) for pattern in want.files if "{locale}" in pattern]
    if any(repository.is_named(file, pattern) for pattern in of_locale for file in files):
        return True
    return re.search(want.set.replace("{locale}", re.escape(locale)), text) is not None


def _place(want: Want, found: Candidate, named: Sequence[str]) -> str:
    """The file in which it is to be set: one beside the file that shows the generator, or that file."""
    beside = [file for file in named if posixpath.dirname(file) == posixpath.dirname(found.file)]
    return next((file for pattern in want.files for file in beside if repository.is_named(file, pattern)), found.file)


def _filled(advice: str, parts: Mapping[str, str]) -> str:
    for part, text in parts.items():
        advice = advice.replace(part, text)
    return advice


def _by_pages(folder: Path, files: Sequence[str]) -> Site:
    """A guess from the syntax on the pages, where no file tells the site generator."""
    plain = Profile("", suffixes=(".md", ".mdx"))
    source = next((place for place in FOLDERS if _number(plain, place, files)), FOLDERS[0])
    pages = [file for file in _inside(source, files) if file.endswith(plain.suffixes)]
    by_profile: Counter[str] = Counter()
    pages_of: Counter[str] = Counter()
    found: list[Finding] = []
    for page in pages[:MOST]:
        data = repository.text(folder / page).encode()
        counted = unknown_syntax.counted(data, COMMONMARK)
        for clue, number in counted.items():
            by_profile[clue.profile] += number
        pages_of.update({clue.profile for clue in counted})
        found += unknown_syntax.findings(data, COMMONMARK, page)
    usual = (name for name, _ in by_profile.most_common() if pages_of[name] * SHARE >= len(pages[:MOST]))
    profile = next(usual, "")
    kind = kind_of_site(profile or "commonmark")
    number, why = _number(kind, source, files), "what stands on its pages" if profile else ""
    return Site(profile, why, "", source, number, kind.suffixes, signs=tuple(united(found)))
