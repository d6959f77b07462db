"""The plan of a run: the messages that need a draft, and whether the memory or the engine gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.catalogue import glossary
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.draft import candidates, judging, replies
from i18n_pipeline.commands.draft.candidates import Section
from i18n_pipeline.commands.draft.character_limit import characters
from i18n_pipeline.commands.draft.replies import ANSWERS
from i18n_pipeline.commands.task import Job, Task
from i18n_pipeline.findings import Finding
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import Encoded, GarbledError
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.memory.adapt import transfer
from i18n_pipeline.model import MEMORY, Batch, Catalogue, Cost, Engine, Key, Message, Term
from i18n_pipeline.project import cache, catalogue_files, project_files, project_memory
from i18n_pipeline.project.cache import Cache
from i18n_pipeline.project.catalogue_files import Files
from i18n_pipeline.project.executor import one_by_one, parted
from i18n_pipeline.project.read_make_write import ReadMakeWrite
from i18n_pipeline.project.settings import Config


class DraftOptions(Struct, frozen=True):
    """The options of a run: which messages to draft."""

    stale: bool = False
    """Also draft stale messages; the old translation stays in a comment."""
    redraft: bool = False
    """Also replace drafts."""
    ask_again: bool = False
    """Ignore kept replies of earlier runs, and ask the engine again."""


class WantedDraft(Struct, frozen=True):
    """A message for the engine to translate."""

    key: Key
    """Context and source text of the message."""
    encoded: Encoded
    """Its text, markup hidden."""
    batch: Batch
    """The languages, context and terms, which decide the reply along with the text. Its `texts` are empty."""
    first: bool = True
    """Whether this is the first message with the text; others take its reply."""

    def again(self) -> WantedDraft:
        """The same message, for a second try."""
        return replace(self, batch=replace(self.batch, again=True))


class PagePlan(Struct, frozen=True):
    """The plan for a page."""

    page: str
    """The page, relative to the source folder."""
    messages: Mapping[Key, Message]
    """The messages that need a draft, in page order."""
    remembered: Mapping[Key, tuple[str, str]]
    """Drafts from the memory, each with its origin."""
    sections: tuple[tuple[WantedDraft, ...], ...]
    """The messages for the engine, by section."""
    refused: Mapping[Key, str] = field(default_factory=dict)
    """For messages whose text in the memory could not be published, the reason."""


class DraftPlan(Struct, frozen=True):
    """The plan of a run in one locale."""

    locale: str
    """The locale."""
    pages: tuple[PagePlan, ...]
    """The pages with messages that need a draft."""
    engine: str = ""
    """The engine's name; empty for none."""
    known: frozenset[str] = frozenset()
    """Texts, as sent to the engine, with a kept reply."""
    ask_again: bool = False
    """Whether to ignore kept replies of earlier runs."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Characters of each text to send, as counted by the engine."""
    costs: Mapping[str, Cost] = field(default_factory=dict)
    """The estimated cost of each page with texts to send."""
    failures: tuple[Finding, ...] = ()
    """Pages and catalogues that could not be read."""

    @property
    def wanted(self) -> list[WantedDraft]:
        """All messages for the engine."""
        return [wanted for page in self.pages for section in page.sections for wanted in section]

    @property
    def characters(self) -> int:
        """Characters to send: each distinct text once, without markup."""
        return sum(map(self.characters_of, self.pages))

    def characters_of(self, page: PagePlan) -> int:
        """Characters to send for a page."""
        texts = (wanted.encoded.xml for section in page.sections for wanted in section if wanted.first)
        return sum(self.counts.get(text, 0) for text in texts)

    def cost_of(self, page: PagePlan) -> Cost:
        """The estimated cost of a page."""
        return self.costs.get(page.page, Cost())

    @property
    def cost(self) -> Cost:
        """The estimated cost of all pages."""
        return sum(self.costs.values(), Cost())


def plan(task: Task, locale: str, wish: DraftOptions, engine: Engine | None, known_terms: Sequence[Term]) -> DraftPlan:
    """Find the messages that need a draft, and those that the memory or a kept reply has."""
    looks, failed = parted(task.over_files(looking(wish), task.jobs(locale)))
    wanting = [look for look in looks if look.messages]
    pages: list[PagePlan] = []
    if wanting:
        units, unread = project_memory.of_catalogues(task.config, locale, task.every_page(), task.session.executor)
        failed += unread
        with project_memory.open_all(task.config, locale, units) as memories:
            found, unreadable = parted(one_by_one(partial(_page_plan, task.config, memories, known_terms), wanting))
            failed += unreadable
            pages = list(_once(found))
    made = DraftPlan(locale, tuple(pages), engine.name if engine else "", failures=tuple(dict.fromkeys(failed)))
    if not engine:
        return made
    known = frozenset[str]() if wish.ask_again else _kept(task.config, engine, made)
    return _priced(replace(made, known=known, ask_again=wish.ask_again), engine)


class _Look(Struct, frozen=True):
    """The messages of a page that need a draft."""

    page: str
    """The page, relative to the source folder."""
    messages: Mapping[Key, Message]
    """The messages, in page order."""
    sections: tuple[Section, ...]
    """All sections of the page; empty without such messages."""


class _LookInputs(Struct, frozen=True):
    """All that decides which messages of a page need a draft."""

    wish: DraftOptions
    """Which messages to draft."""
    job: Job
    """The page and the locale."""
    data: bytes
    """The English page."""
    catalogues: Files
    """The catalogues that may have its messages."""


def looking(wish: DraftOptions) -> ReadMakeWrite[Job, _LookInputs, _Look, _Look]:
    """Finds the messages of a page that need a draft. Writes no file."""
    return ReadMakeWrite(partial(_read, wish), _look, _found)


def _read(wish: DraftOptions, job: Job) -> _LookInputs:
    """The page and its catalogues. Raises PageError and OutsideError."""
    data = project_files.page_bytes(job.config, job.path)
    places = (path for _, path in project_files.places(job.config, job.locale, job.path))
    return _LookInputs(wish, job, data, catalogue_files.given(job.config, places))


def _found(_: _LookInputs, look: _Look) -> _Look:
    return look


def _look(given: _LookInputs) -> _Look:
    """Find the messages of a page that need a draft. Raises PageError and what the catalogues raise."""
    job, wish = given.job, given.wish
    _, english = project_files.page_of_bytes(job.config, job.path, given.data)
    today = template(project_files.reference(job.config, job.path), english)
    keys = [message.key for message in today]
    held = catalogue_files.catalogue(job.config, job.locale, job.path, keys, given.catalogues)
    current = merge.merge(held or Catalogue(Message("")), today, near=job.config.merge.near / 100)
    messages = {m.key: m for m in candidates.wanted(current.messages, stale=wish.stale, redraft=wish.redraft)}
    return _Look(job.path, messages, tuple(candidates.sections(english)) if messages else ())


def _once(pages: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """The same pages, where a repeated text takes the batch of its first occurrence."""
    first: dict[str, WantedDraft] = {}

    def one(wanted: WantedDraft) -> WantedDraft:
        before = first.setdefault(wanted.encoded.xml, wanted)
        return wanted if before is wanted else replace(wanted, batch=before.batch, first=False)

    for page in pages:
        yield replace(page, sections=tuple(tuple(map(one, section)) for section in page.sections))


def _page_plan(config: Config, memories: project_memory.Memories, terms: Sequence[Term], look: _Look) -> PagePlan:
    """The plan for a page, with the memory's drafts tried on the page. Raises PageError."""
    dialect, least = config.dialect_of(look.page), config.draft.least
    remembered = {key: found for key, m in look.messages.items() if (found := _remembered(m, memories, least, dialect))}
    refused: Mapping[Key, str] = {}
    if remembered:
        sheet = judging.sheet(config, memories.locale, look.page, look.messages)
        refused = judging.refused_on_page(sheet, {key: text for key, (text, _) in remembered.items()})
        remembered = {key: found for key, found in remembered.items() if key not in refused}
    keys = frozenset(look.messages) - remembered.keys()
    request = Batch((), memories.locale, config.source_locale)
    sections = (_section(section, keys, request, terms, dialect) for section in look.sections)
    return PagePlan(look.page, look.messages, remembered, tuple(section for section in sections if section), refused)


def _remembered(
    message: Message, memories: project_memory.Memories, least: int, dialect: Dialect
) -> tuple[str, str] | None:
    """The memory's best translation of the same or a similar text, and its origin; None if there is none."""
    for match in memories.near(message.msgid, message.msgctxt, least=max(1, least)):
        text = transfer(match, message.msgid)
        try:
            if text is not None:
                codes.require_same_markup(message.msgid, text, dialect)
                return text, f"{MEMORY}, {match.score} %{f', {match.unit.origin}' if match.unit.origin else ''}"
        except GarbledError:
            continue
    return None


def _section(
    section: Section, keys: frozenset[Key], request: Batch, terms: Sequence[Term], dialect: Dialect
) -> tuple[WantedDraft, ...]:
    """The messages of a section for the engine."""
    wanted = [key for key in section.keys if key in keys]
    occurring = glossary.occurring("\n".join(msgid for _, msgid in wanted), terms)
    batch = replace(request, context=section.context, terms=occurring)
    return tuple(WantedDraft(key, codes.encode(key[1], dialect), batch) for key in wanted)


def batches(page: PagePlan, engine: Engine) -> Iterator[list[WantedDraft]]:
    """The first occurrences of texts on a page, section by section, in requests of a size the engine accepts."""
    for section in page.sections:
        yield from in_requests([one for one in section if one.first], engine)


def in_requests(wanted: Iterable[WantedDraft], engine: Engine) -> Iterator[list[WantedDraft]]:
    """Messages in as few requests as the engine's limits allow, each with one context and one set of terms."""
    batch: list[WantedDraft] = []
    size = 0
    for one in wanted:
        length = len(one.encoded.xml.encode())
        full = len(batch) >= engine.most_texts or size + length > engine.most_bytes
        if batch and (full or one.batch != batch[0].batch):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += length
    if batch:
        yield batch


def _kept(config: Config, engine: Engine, plan: DraftPlan) -> frozenset[str]:
    """The texts with all replies kept: the first, and also the second if the first is unusable."""
    if not cache.is_there(config.root, ANSWERS):
        return frozenset()
    with Cache(config.root, ANSWERS) as answers:
        first = _there(answers, engine, plan.wanted)
        again = _there(answers, engine, [wanted.again() for wanted in plan.wanted if wanted.encoded.xml in first])
    open_ = {text for page in plan.pages for text in _refused(config, plan.locale, page, first)} - again.keys()
    return frozenset(first.keys() - open_)


def _there(answers: Cache, engine: Engine, wanted: Sequence[WantedDraft]) -> dict[str, replies.Reply]:
    """The kept replies to some messages, by text."""
    names = {one.encoded.xml: replies.name(engine, one.batch, one.encoded.xml) for one in wanted}
    found = answers.get(names.values())
    return {text: replies.read(found[name]) for text, name in names.items() if name in found}


def _refused(config: Config, locale: str, page: PagePlan, first: Mapping[str, replies.Reply]) -> Iterator[str]:
    """The texts of a page whose kept first reply is unusable, so that a second try follows."""
    wanted = {
        one.key: one for section in page.sections for one in section if isinstance(first.get(one.encoded.xml), str)
    }
    if wanted:
        sheet = judging.sheet(config, locale, page.page, page.messages)
        found = judging.judged(sheet, ((key, one.encoded, first[one.encoded.xml]) for key, one in wanted.items()))
        yield from (wanted[key].encoded.xml for key in found.problems)


def _priced(plan: DraftPlan, engine: Engine) -> DraftPlan:
    """The same plan with the characters of each text and the cost of each page."""
    counts: dict[str, int] = {}
    costs: dict[str, Cost] = {}
    for page in plan.pages:
        for batch in batches(page, engine):
            texts = tuple(w.encoded.xml for w in batch if w.encoded.xml not in plan.known)
            if texts:
                asked = replace(batch[0].batch, texts=texts)
                counts |= {text: characters(engine, replace(asked, texts=(text,))) for text in texts}
                costs[page.page] = costs.get(page.page, Cost()) + engine.estimate(asked)
    return replace(plan, counts=counts, costs=costs)
