"""What a run is going to do: which messages want a draft, and who gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from i18n_pipeline import remembering, site, store
from i18n_pipeline.cache import Cache
from i18n_pipeline.catalogue import glossary, merge
from i18n_pipeline.catalogue.memory.transfer import transfer
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.inline import Encoded, GarbledError
from i18n_pipeline.model import Batch, Catalogue, Engine, Message, Term
from i18n_pipeline.run import Failed
from i18n_pipeline.stages import draft
from i18n_pipeline.stages.draft import Key, Section
from i18n_pipeline.stages.extract import template
from i18n_pipeline.work import Task

CACHE = ".i18n-cache/drafts.db"
"""Where answers are kept, in the project; nothing is lost with it but what it would cost to ask again."""
MEMORY = "memory"
"""What a draft from the memory is said to be made by."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drafted, and how."""

    stale: bool = False
    """Also what is stale; the old translation stays in a comment."""
    redraft: bool = False
    """Also what is a draft already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that the engine is to translate."""

    key: Key
    """It."""
    encoded: Encoded
    """Its text, markup hidden."""
    batch: Batch
    """What decides the answer beside the text: languages, context, terms. Its `texts` are empty."""
    first: bool = True
    """Whether the text stands here first; otherwise the answer there is taken."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What a page wants."""

    page: str
    """The page, relative to the source folder."""
    messages: Mapping[Key, Message]
    """The messages that want a draft, in page order."""
    remembered: Mapping[Key, tuple[str, str]]
    """Drafts that the memory gives, and where they come from."""
    sections: tuple[tuple[Wanted, ...], ...]
    """The others, by section."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is going to do in one locale."""

    locale: str
    """The locale."""
    engine: str
    """The engine's name; empty: there is none."""
    pages: tuple[PagePlan, ...]
    """The pages that want something."""
    known: frozenset[str]
    """Texts, as the engine gets them, whose answers are kept already."""
    failures: tuple[Failed, ...]
    """Pages and catalogues that could not be read."""

    @property
    def wanted(self) -> list[Wanted]:
        """All messages for the engine."""
        return [wanted for page in self.pages for section in page.sections for wanted in section]

    @property
    def characters(self) -> int:
        """Characters that have to be sent, each distinct text once, markup left out."""
        return sum(len(inline.words(text)) for text in {w.encoded.xml for w in self.wanted} - self.known)


def plan(task: Task, locale: str, wish: Wish, engine: Engine | None, known_terms: Sequence[Term]) -> Plan:
    """Find what wants a draft, and what of it the memory and kept answers give."""
    units, failures = remembering.of_catalogues(task.config, locale, task.every_page(), task.workers)
    pages: list[PagePlan] = []
    failed = list(failures)
    with remembering.open_all(task.config, locale, units) as memories:
        for page in task.pages:
            try:
                found = _page_plan(task, page, wish, memories, known_terms)
            except PipelineError as error:
                failed.append(Failed(error))
            else:
                pages += [found] if found.messages else []
            task.step(1)
    made = Plan(locale, engine.name if engine else "", tuple(_once(pages)), frozenset(), tuple(failed))
    return replace(made, known=frozenset(_kept(task, engine, made.wanted))) if engine else made


def _once(pages: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """The same pages; a text that stood before is asked for as it was there."""
    first: dict[str, Wanted] = {}

    def one(wanted: Wanted) -> Wanted:
        before = first.setdefault(wanted.encoded.xml, wanted)
        return wanted if before is wanted else replace(wanted, batch=before.batch, first=False)

    for page in pages:
        yield replace(page, sections=tuple(tuple(map(one, section)) for section in page.sections))


def _page_plan(task: Task, page: str, wish: Wish, memories: remembering.Memories, terms: Sequence[Term]) -> PagePlan:
    locale = memories.locale
    _, english = site.read_page(task.config, page)
    today = template(site.reference(task.config, page), english)
    held = store.catalogue(task.config, locale, page, [message.key for message in today])
    current = merge.merge(held or Catalogue(Message("")), today, near=task.config.near / 100)
    messages = {m.key: m for m in draft.wanted(current.messages, stale=wish.stale, redraft=wish.redraft)}
    remembered = {key: found for key, m in messages.items() if (found := _remembered(m, memories, task.config.least))}
    keys = frozenset(messages) - remembered.keys()
    request = Batch((), locale, task.config.source_locale)
    sections = (_section(section, keys, request, terms) for section in draft.sections(english))
    return PagePlan(page, messages, remembered, tuple(section for section in sections if section))


def _remembered(message: Message, memories: remembering.Memories, least: int) -> tuple[str, str] | None:
    """The best translation that people made of this text or of one like it, and where it is from."""
    for match in memories.near(message.msgid, message.msgctxt, least=max(1, least)):
        text = transfer(match, message.msgid)
        try:
            if text is not None:
                inline.require_same_markup(message.msgid, text)
                return text, f"{MEMORY}, {match.score} %{f', {match.unit.origin}' if match.unit.origin else ''}"
        except GarbledError:
            continue
    return None


def _section(section: Section, keys: frozenset[Key], request: Batch, terms: Sequence[Term]) -> tuple[Wanted, ...]:
    """What of a section the engine is to translate."""
    wanted = [key for key in section.keys if key in keys]
    occurring = glossary.occurring("\n".join(msgid for _, msgid in wanted), terms)
    batch = replace(request, context=section.context, terms=occurring)
    return tuple(Wanted(key, inline.encode(key[1]), batch) for key in wanted)


def _kept(task: Task, engine: Engine, wanted: Iterable[Wanted]) -> Iterator[str]:
    """The texts whose answers are kept."""
    path = task.config.root / CACHE
    if not path.exists():
        return
    cache = Cache(path)
    try:
        yield from (w.encoded.xml for w in wanted if cache.get(engine.key, w.batch, w.encoded.xml) is not None)
    finally:
        cache.close()
