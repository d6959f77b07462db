"""Judges replies: a draft has the codes of its source, has words, and leaves the page's structure as it is.

The last point is tried with `assemble` itself, so that every draft can be published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.commands.assemble import page_from_catalogue
from i18n_pipeline.errors import EngineError
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import Encoded, GarbledError
from i18n_pipeline.markdown.dialect import Dialect, of_words_alone
from i18n_pipeline.markdown.reading.outline import Run, outline
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Catalogue, Key, Message, State
from i18n_pipeline.project import page_links, project_files
from i18n_pipeline.project.settings import Config

UNSEEN = frozenset("ZC")
"""First letters of the Unicode categories of invisible characters: separators and controls."""


class TrialPage(Struct, frozen=True):
    """A page on which drafts are tried."""

    config: Config
    """The settings."""
    locale: str
    """The language of the drafts."""
    page: str
    """The page, relative to the source folder."""
    english: Page
    """The English page."""
    messages: Mapping[Key, Message]
    """Its messages that need a draft."""


@dataclass(slots=True)
class Judged:
    """The drafts among some replies, and the problems of the others."""

    texts: dict[Key, str] = field(default_factory=dict)
    """The drafts."""
    problems: dict[Key, GarbledError | EngineError] = field(default_factory=dict)
    """The problems of messages without a draft."""


def sheet(config: Config, locale: str, page: str, messages: Mapping[Key, Message]) -> TrialPage:
    """A page read from disk. Raises PageError."""
    _, english = project_files.read_page(config, page)
    return TrialPage(config, locale, page, english, messages)


def judged(sheet: TrialPage, replies: Iterable[tuple[Key, Encoded, str | GarbledError | EngineError]]) -> Judged:
    """Judge replies, all tried on the page together."""
    found = Judged()
    for key, encoded, reply in replies:
        try:
            found.texts[key] = decoded(encoded, reply)
        except (GarbledError, EngineError) as error:
            found.problems[key] = error
    for key, why in refused_on_page(sheet, found.texts).items():
        del found.texts[key]
        found.problems[key] = GarbledError(why)
    return found


def decoded(encoded: Encoded, reply: str | GarbledError | EngineError) -> str:
    """The text of a reply, its markup restored. Raises GarbledError, and a reply that is an error."""
    if isinstance(reply, Exception):
        raise reply
    if _is_blank(codes.words(reply)) and not _is_blank(codes.words(encoded.xml)):
        raise GarbledError("it has no words")
    text = codes.decode(encoded, reply)
    wanted, found = _blocks(encoded.source, encoded.dialect), _blocks(text, encoded.dialect)
    if found > max(1, wanted):
        raise GarbledError("it is several paragraphs, headings or list items")
    if wanted and not found:
        raise GarbledError("it is a code block, or another block without text")
    return text


def _blocks(text: str, dialect: Dialect) -> int:
    """The number of paragraphs, headings, items or cells of a text as a page; a hard line break starts no new one."""
    tree = outline(text.replace("\\\n", "\\ ").encode(), of_words_alone(dialect))
    return sum(isinstance(token, Run) for token in tree.tokens)


def _is_blank(text: str) -> bool:
    return all(category(sign)[0] in UNSEEN for sign in text)


def refused_on_page(sheet: TrialPage, texts: Mapping[Key, str]) -> dict[Key, str]:
    """Why `assemble` would not publish these texts, by message."""
    if not texts:
        return {}
    made = (replace(sheet.messages[key], msgstr=text, flags=(), previous=None) for key, text in texts.items())
    rules = replace(sheet.config.rules, accept=frozenset({State.REVIEWED}))
    lead = page_links.asking(sheet.config, sheet.locale, sheet.page).retarget
    reference = project_files.reference(sheet.config, sheet.page)
    result = page_from_catalogue.assemble(reference, sheet.english, Catalogue(Message(""), tuple(made)), rules, lead)
    return {refusal.key: refusal.text for refusal in result.refusals}
