"""The front-matter keys that the settings want on a localised page: its language, or a word to search engines."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from i18n_pipeline.commands.assemble.added_keys import Told, with_key, with_value
from i18n_pipeline.commands.assemble.notice import with_block
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage
from i18n_pipeline.commands.task import Job
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading.segments import Page, page

NO_FORM = "this kind of site has no front-matter key that asks search engines not to list a page"
NAME_ONE = 'name the key that your templates read, as in `noindex = { robots = "noindex" }`'


class PageWithKeys(Struct, frozen=True):
    """A localised page with the keys."""

    data: bytes
    """Its bytes, without a byte-order mark."""
    findings: tuple[Finding, ...] = ()
    """Why keys could not be added."""


def keys_of_settings(english: Page, data: bytes, job: Job, made: LocalisedPage) -> PageWithKeys:
    """Add the keys to the bytes of a localised page, with or without its notice."""
    how = job.config.assemble
    is_hidden = bool(how.noindex_below) and made.published < how.noindex_below
    if english.outline.dialect.values or not (how.added or is_hidden):
        return PageWithKeys(data)
    findings: list[Finding] = []
    for told in _told(english, data, job, is_hidden=is_hidden):
        data = told.data
        findings += [told.finding] if told.finding else []
    return PageWithKeys(data, tuple(findings))


def _told(english: Page, data: bytes, job: Job, *, is_hidden: bool) -> Iterator[Told]:
    """The page with one key more each time; `is_hidden`: searches are not to find it."""
    config, front, dialect = job.config, english.outline.front, english.outline.dialect
    for key, value in config.assemble.added.items():
        told = with_value(
            front, page(data, dialect), key, value.replace("{locale}", config.part(job.path).name_of(job.locale))
        )
        data = told.data
        yield told
    if not is_hidden:
        return
    kind = config.part(job.path).kind
    wanted = config.assemble.noindex or kind.noindex
    if not wanted and kind.noindex_block:
        yield with_block(page(data, dialect), kind.noindex_block)
    elif not wanted:
        yield Told(data, Finding(Severity.WARNING, "noindex", NO_FORM, advice=NAME_ONE))
    for key, one in wanted.items():
        told = with_key(front, page(data, dialect), key, one, "take it out of the page, or name another in 'noindex'")
        data = told.data
        yield told
