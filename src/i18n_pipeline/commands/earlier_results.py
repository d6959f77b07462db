"""Results of earlier runs that still hold, so that no page is worked on twice: the records of each verb.

What `update` gave for a catalogue holds as long as its pages and the catalogue do. What `assemble` gave for a page in a
language holds as long as the page, the catalogues that may have its messages, the localised page, and the files that
its links lead to do. A change of the settings or of this tool ends all (see `project/records.py`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands.assemble.links_found import PageLinks
from i18n_pipeline.commands.check.checked_catalogue import CheckedCatalogue
from i18n_pipeline.findings import Finding, SeverityCounts
from i18n_pipeline.project import page_links, project_files
from i18n_pipeline.project.file_digests import DIGEST, digest, joined
from i18n_pipeline.project.page_links import AskedId
from i18n_pipeline.project.records import OF, Records

NOTED = 4096
"""Most states and answers that are noted."""
LINKS = f"links{OF}"
"""How the names of the records of links begin."""


class Merged(Struct, array_like=True, frozen=True):
    """What `update` gave for a catalogue that it would not change."""

    catalogue: bytes
    """The digest of the catalogue."""
    findings: tuple[Finding, ...]
    """The findings about its pages."""
    pages: tuple[str, ...]
    """The pages that have messages in it."""
    marks: bytes
    """The marks of the texts that it has translations of, see `catalogue/merging/marks.py`."""


class Questions(Struct, array_like=True, frozen=True):
    """What the links of a page ask about files and addresses, see `page_links.Answers`."""

    common: tuple[str, ...]
    """The questions that are asked in every language."""
    own: dict[str, tuple[str, ...]]
    """The others, by locale: most ask for localised pages."""


class Built(Struct, array_like=True, frozen=True):
    """What `assemble` gave for a page in a language."""

    output: bytes
    """The state of the localised page and of the files that links lead to."""
    findings: tuple[Finding, ...]
    """The findings about the page."""
    refusals: tuple[Finding, ...]
    """The messages that stayed English."""
    measured: Measured | None
    """Its figures; None if they were not counted."""


# --- update --------------------------------------------------------------------------------------------


def merged(records: Records, path: Path, pages: Sequence[str]) -> Merged | None:
    """What `update` gave for a catalogue with these pages, if that still holds."""
    name = _name(records, path)
    found = records.result(f"update{OF}{name}", pages_state(records, pages), Merged)
    return found if found and found.catalogue == records.seen.digest(name) else None


def held_pages(records: Records, path: Path) -> tuple[str, ...] | None:
    """The pages that have messages in a catalogue of several pages, if it did not change; None if not known."""
    if records.config.layout == "page":
        return None
    name = _name(records, path)
    return records.result(f"pages{OF}{name}", records.seen.digest(name), tuple[str, ...])


def is_merged(records: Records, locale: str, page: str) -> bool:
    """Whether the catalogue of a page of its own is as `update` leaves it."""
    if records.config.layout != "page":
        return False
    return merged(records, project_files.catalogue_path(records.config, locale, page), (page,)) is not None


def keep_merged(records: Records, path: Path, pages: Sequence[str], before: bytes, what: Merged) -> None:
    """Record what `update` gave; `before` is `pages_state` before it."""
    if before == pages_state(records, pages):
        name = _name(records, path)
        records.put(f"update{OF}{name}", before, what)
        if what.catalogue and records.config.layout != "page":  # as `held_pages` asks
            records.put(f"pages{OF}{name}", what.catalogue, what.pages)


def pages_state(records: Records, pages: Iterable[str]) -> bytes:
    """The state of English pages."""
    return joined(*(part for page in pages for part in (page.encode(), _page(records, page))))


# --- check ---------------------------------------------------------------------------------------------


def checked(records: Records, path: Path, of: bytes) -> CheckedCatalogue | None:
    """What `check` found in a catalogue, if that still holds; `of` is all else that the findings depend on."""
    name = _name(records, path)
    return records.result(f"check{OF}{name}", joined(records.seen.digest(name), of), CheckedCatalogue)


def keep_checked(records: Records, path: Path, of: bytes, what: CheckedCatalogue) -> None:
    """Record what `check` found in a catalogue."""
    if not records.config.check.own:  # whose modules may change without notice
        name = _name(records, path)
        records.put(f"check{OF}{name}", joined(records.seen.digest(name), of), what)


def catalogues_state(records: Records, locale: str, pages: Iterable[str]) -> bytes:
    """The state of the glossary and of all catalogues that may have messages of these pages."""
    config = records.config
    kinds = project_files.kinds(config)
    names = dict.fromkeys(project_files.catalogue_name(config, locale, page, kind) for page in pages for kind in kinds)
    return joined(records.seen.digest(config.draft.glossary), *map(records.seen.digest, names))


def counts(records: Records, locale: str, state: bytes) -> SeverityCounts | None:
    """The number of findings in the catalogues of a language, if it is known for this state."""
    return records.result(f"checked {locale}", state, SeverityCounts)


def keep_counts(records: Records, locale: str, state: bytes, what: SeverityCounts) -> None:
    """Record the number of findings in the catalogues of a language."""
    if not records.config.check.own:  # whose modules may change without notice
        records.put(f"checked {locale}", state, what)


# --- assemble ------------------------------------------------------------------------------------------


def built(records: Records, locale: str, page: str) -> Built | None:
    """What `assemble` gave for a page in a language, if that and the localised page still hold."""
    found = _built(records, locale, page)
    return found if found and found.output == output_state(records, locale, page, None) else None


def figures(records: Records, locale: str, page: str) -> Measured | None:
    """The figures of a page in a language, if they were counted and still hold."""
    found = _built(records, locale, page)
    return found.measured if found else None


def _built(records: Records, locale: str, page: str) -> Built | None:
    return records.result(
        _of(records, f"assemble {locale}", page),
        built_state(records, locale, page),
        Built,
    )


def keep_built(records: Records, locale: str, page: str, before: bytes, what: Built) -> None:
    """Record what `assemble` gave; `before` is `built_state` before it."""
    if before == built_state(records, locale, page):
        records.put(_of(records, f"assemble {locale}", page), before, what)


def tried(records: Records, locale: str, page: str) -> Built | None:
    """What `check` found of a page in a language without writing it, if that and the localised page still hold."""
    found = records.result(_of(records, f"try {locale}", page), built_state(records, locale, page), Built)
    return found if found and found.output == output_state(records, locale, page, None) else None


def keep_tried(records: Records, locale: str, page: str, before: bytes, what: Built) -> None:
    """Record what `check` found of a page; `before` as for `keep_built`."""
    if before == built_state(records, locale, page):
        records.put(_of(records, f"try {locale}", page), before, what)


def keep_links(records: Records, locale: str, page: str, before: bytes, links: PageLinks) -> None:
    """Record where the links of a localised page lead; `before` as for `keep_built`."""
    if before == built_state(records, locale, page):
        records.put(_of(records, f"follow {locale}", page), before, links)


def links_of(records: Records, locale: str, page: str) -> PageLinks | None:
    """Where the links of a localised page lead, if that is known and still holds."""
    return records.result(_of(records, f"follow {locale}", page), built_state(records, locale, page), PageLinks)


def followed_state(records: Records, locale: str, pages: Iterable[str]) -> bytes:
    """The state of all links of the pages in a language, and of the localised pages."""
    names = (_of(records, f"follow {locale}", page) for page in pages)
    known = [records.known.get(name) for name in names]
    outputs = (project_files.localised_name(records.config, locale, page) for page in pages)
    return joined(
        *filter(None, known),
        bytes(records.seen.digest(name) != b"" for name in outputs),
    )


def findings_of_links(records: Records, locale: str, state: bytes) -> tuple[Finding, ...] | None:
    """The findings about links in a language, if they are known for this state."""
    return records.result(f"followed {locale}", state, tuple[Finding, ...])


def keep_findings_of_links(records: Records, locale: str, state: bytes, findings: tuple[Finding, ...]) -> None:
    """Record the findings about links in a language."""
    records.put(f"followed {locale}", state, findings)


def built_state(records: Records, locale: str, page: str) -> bytes:
    """The state of a page and of the catalogues that may have its messages."""
    return joined(*built_of(records, locale, page))


def built_of(records: Records, locale: str, page: str) -> list[bytes]:
    """The digests of a page, of its catalogue, and of the catalogues in other layouts that may have its messages.

    And that of the ids that were learnt for the page.
    """
    learnt = records.config.learnt.get(project_files.reference(records.config, page))
    kinds = project_files.kinds(records.config)
    names = (project_files.catalogue_name(records.config, locale, page, kind) for kind in kinds)
    known = digest(repr(learnt).encode(errors="surrogatepass")) if learnt else b""
    return [_page(records, page), *map(records.seen.digest, names), known]


def output_state(records: Records, locale: str, page: str, made: bytes | None) -> bytes:
    """The state of the localised page, whose digest is `made` if it is known, and of the files that links lead to."""
    name = project_files.localised_name(records.config, locale, page)
    return joined(records.seen.digest(name) if made is None else made, _files_state(records, locale, page))


def keep_files(records: Records, page: str, asked: Mapping[str, Collection[str]]) -> None:
    """Record the questions about files and addresses that the links of a page ask, by locale.

    All results of the page are recorded after that, since they depend on the answers.
    """
    name, state = _of(records, "links", page), _page(records, page)
    known = records.result(name, state, Questions)
    common = known.common if known else _of_all(asked.values())
    own = {locale: tuple(one for one in questions if one not in common) for locale, questions in asked.items()}
    records.put(name, state, Questions(common, {**(known.own if known else {}), **own}))
    records.noted.pop(name, None)
    for locale in known.own if known else ():
        records.noted.pop(f"{name}{OF}{locale}", None)


def _of_all(asked: Collection[Collection[str]]) -> tuple[str, ...]:
    """The questions that are asked in several languages, and in each of them; if there is one, all may be its own."""
    first, *others = asked
    return tuple(one for one in first if all(one in other for other in others)) if others else ()


def linked(records: Records) -> frozenset[str]:
    """The questions about files and addresses that the links of all pages ask, see `page_links.Answers`.

    Those for ids are left out: pages and catalogues answer them, which are looked at anyway.
    """
    known = (
        records.result(name, one[:DIGEST], Questions) for name, one in records.known.items() if name.startswith(LINKS)
    )
    asked = (one for found in known if found for one in chain(found.common, *found.own.values()))
    return frozenset(one for one in asked if not page_links.asked_id(one))


def _files_state(records: Records, locale: str, page: str) -> bytes:
    """What the links of a page may lead to in a language: the digest of the paths that answer each question."""
    name = _of(records, "links", page)
    if name not in records.noted:
        found = records.result(name, _page(records, page), Questions) or Questions((), {})
        common = joined(*(_answer(records, one) for one in found.common))
        own = {
            f"{name}{OF}{other}": joined(common, *(_answer(records, one) for one in questions))
            for other, questions in found.own.items()
            if questions
        }
        records.noted |= {name: common, **own}
    return records.noted.get(f"{name}{OF}{locale}", records.noted[name])


def _answer(records: Records, question: str) -> bytes:
    """The answer to a question of a link policy, looked up once until `look_again`, or until many others were."""
    if question not in records.noted:
        if len(records.noted) > NOTED:
            records.noted.clear()
        wanted = page_links.asked_id(question)
        found = _fragment(records, wanted) if wanted else page_links.answers(records.config, [question])[0]
        records.noted[question] = os.fsencode(found)
    return records.noted[question]


def _fragment(records: Records, wanted: AskedId) -> str:
    """The fragment that leads to a heading of a localised page; both ids are known as long as the pages hold."""
    name = f"ids {wanted.locale}{OF}{wanted.page}"
    files = wanted.page, page_links.localised(records.config, wanted.locale, wanted.page)
    learnt = repr(records.config.learnt.get(wanted.page)).encode(errors="surrogatepass")
    state = joined(*map(records.seen.digest, files), digest(learnt))
    renamed = records.result(name, state, dict[str, str])
    if renamed is None:
        renamed = dict(page_links.renamed(records.config, wanted.locale, wanted.page))
        records.put(name, state, renamed)
    return page_links.fragment_in(renamed, wanted.fragment)


def _page(records: Records, page: str) -> bytes:
    return records.seen.digest(project_files.reference(records.config, page))


def _of(records: Records, what: str, page: str) -> str:
    """The name of a record about a page."""
    return f"{what}{OF}{project_files.reference(records.config, page)}"


def _name(records: Records, path: Path) -> str:
    """A path relative to the project."""
    return project_files.shown(records.config, path)
