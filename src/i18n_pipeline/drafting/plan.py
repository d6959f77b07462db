"""What a run is going to do: which messages want a draft, and who gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from i18n_pipeline import cache, remembering, site, store
from i18n_pipeline.cache import Cache
from i18n_pipeline.catalogue import glossary, merge
from i18n_pipeline.catalogue.memory.transfer import transfer
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.config import Config
from i18n_pipeline.drafting import judging, replies
from i18n_pipeline.drafting.budget import characters
from i18n_pipeline.drafting.replies import ANSWERS
from i18n_pipeline.jobs import Job
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.inline import Encoded, GarbledError
from i18n_pipeline.model import Batch, Catalogue, Cost, Engine, Message, Term
from i18n_pipeline.run import Failed, parted, run
from i18n_pipeline.stages import draft
from i18n_pipeline.stages.draft import Section
from i18n_pipeline.stages.extract import template
from i18n_pipeline.work import Task

MEMORY = "memory"
"""What a draft from the memory is said to be made by."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drafted, and how."""

    stale: bool = False
    """Also what is stale; the old translation stays in a comment."""
    redraft: bool = False
    """Also what is a draft already."""
    ask_again: bool = False
    """What the engine answered before does not count, and is asked for anew."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that the engine is to translate."""

    key: Key
    """Context and source text of the message."""
    encoded: Encoded
    """Its text, markup hidden."""
    batch: Batch
    """What decides the answer beside the text: languages, context, terms. Its `texts` are empty."""
    first: bool = True
    """Whether the text stands here first; otherwise the answer there is taken."""

    def again(self) -> Wanted:
        """The same, to be asked for a second time."""
        return replace(self, batch=replace(self.batch, again=True))


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
    refused: Mapping[Key, str] = field(default_factory=dict)
    """Why what the memory has for some of them would not be published."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is going to do in one locale."""

    locale: str
    """The locale."""
    pages: tuple[PagePlan, ...]
    """The pages that want something."""
    engine: str = ""
    """The engine's name; empty: there is none."""
    known: frozenset[str] = frozenset()
    """Texts, as the engine gets them, whose answers are kept already."""
    ask_again: bool = False
    """Kept answers of earlier runs do not count."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Characters of each text that is to be sent, as the engine counts them."""
    costs: Mapping[str, Cost] = field(default_factory=dict)
    """What the engine takes for each page that has texts to send; an estimate."""
    failures: tuple[Failed, ...] = ()
    """Pages and catalogues that could not be read."""

    @property
    def wanted(self) -> list[Wanted]:
        """All messages for the engine."""
        return [wanted for page in self.pages for section in page.sections for wanted in section]

    @property
    def characters(self) -> int:
        """Characters that have to be sent, each distinct text once, markup left out."""
        return sum(map(self.characters_of, self.pages))

    def characters_of(self, page: PagePlan) -> int:
        """Characters that have to be sent for one of its pages."""
        texts = (wanted.encoded.xml for section in page.sections for wanted in section if wanted.first)
        return sum(self.counts.get(text, 0) for text in texts)

    def cost_of(self, page: PagePlan) -> Cost:
        """What the engine takes for one of its pages; an estimate."""
        return self.costs.get(page.page, Cost())

    @property
    def cost(self) -> Cost:
        """What the engine takes for all pages; an estimate."""
        return sum(self.costs.values(), Cost())


def plan(task: Task, locale: str, wish: Wish, engine: Engine | None, known_terms: Sequence[Term]) -> Plan:
    """Find what wants a draft, and what of it the memory and kept answers give."""
    looks, failed = parted(task.over(partial(_look, wish), task.jobs(locale)))
    wanting = [look for look in looks if look.messages]
    pages: list[PagePlan] = []
    if wanting:
        units, unread = remembering.of_catalogues(task.config, locale, task.every_page(), task.workers)
        failed += unread
        with remembering.open_all(task.config, locale, units) as memories:
            found, unreadable = parted(run(partial(_page_plan, task.config, memories, known_terms), wanting, 1))
            failed += unreadable
            pages = list(_once(found))
    made = Plan(locale, tuple(pages), engine.name if engine else "", failures=tuple(dict.fromkeys(failed)))
    if not engine:
        return made
    known = frozenset[str]() if wish.ask_again else _kept(task.config, engine, made)
    return _priced(replace(made, known=known, ask_again=wish.ask_again), engine)


@dataclass(frozen=True, slots=True)
class _Look:
    """What wants a draft on a page."""

    page: str
    """The page, relative to the source folder."""
    messages: Mapping[Key, Message]
    """It, in page order."""
    sections: tuple[Section, ...]
    """All sections of the page that has some; none of another page."""


def _look(wish: Wish, job: Job) -> _Look:
    """See what wants a draft on one page. Runs in any process."""
    _, english = site.read_page(job.config, job.path)
    today = template(site.reference(job.config, job.path), english)
    held = store.catalogue(job.config, job.locale, job.path, [message.key for message in today])
    current = merge.merge(held or Catalogue(Message("")), today, near=job.config.near / 100)
    messages = {m.key: m for m in draft.wanted(current.messages, stale=wish.stale, redraft=wish.redraft)}
    return _Look(job.path, messages, tuple(draft.sections(english)) if messages else ())


def _once(pages: Iterable[PagePlan]) -> Iterator[PagePlan]:
    """The same pages; a text that stood before is asked for as it was there."""
    first: dict[str, Wanted] = {}

    def one(wanted: Wanted) -> Wanted:
        before = first.setdefault(wanted.encoded.xml, wanted)
        return wanted if before is wanted else replace(wanted, batch=before.batch, first=False)

    for page in pages:
        yield replace(page, sections=tuple(tuple(map(one, section)) for section in page.sections))


def _page_plan(config: Config, memories: remembering.Memories, terms: Sequence[Term], look: _Look) -> PagePlan:
    """What a page wants, and what of it the memory gives. Raises PageError."""
    remembered = {key: found for key, m in look.messages.items() if (found := _remembered(m, memories, config.least))}
    refused: Mapping[Key, str] = {}
    if remembered:
        sheet = judging.sheet(config, memories.locale, look.page, look.messages)
        refused = judging.refused_on_page(sheet, {key: text for key, (text, _) in remembered.items()})
        remembered = {key: found for key, found in remembered.items() if key not in refused}
    keys = frozenset(look.messages) - remembered.keys()
    request = Batch((), memories.locale, config.source_locale)
    sections = (_section(section, keys, request, terms) for section in look.sections)
    return PagePlan(look.page, look.messages, remembered, tuple(section for section in sections if section), refused)


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


def batches(page: PagePlan, engine: Engine) -> Iterator[list[Wanted]]:
    """What of a page stands there first, section by section, in requests that the engine takes."""
    for section in page.sections:
        yield from in_requests([one for one in section if one.first], engine)


def in_requests(wanted: Iterable[Wanted], engine: Engine) -> Iterator[list[Wanted]]:
    """Messages in as few requests as the engine takes, each of messages that have the same context and terms."""
    batch: list[Wanted] = []
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


def _kept(config: Config, engine: Engine, plan: Plan) -> frozenset[str]:
    """The texts for which nothing has to be sent: their replies are kept, to a second try too where it takes one."""
    if not cache.is_there(config.root, ANSWERS):
        return frozenset()
    with Cache(config.root, ANSWERS) as answers:
        first = _there(answers, engine, plan.wanted)
        again = _there(answers, engine, [wanted.again() for wanted in plan.wanted if wanted.encoded.xml in first])
    open_ = {text for page in plan.pages for text in _refused(config, plan.locale, page, first)} - again.keys()
    return frozenset(first.keys() - open_)


def _there(answers: Cache, engine: Engine, wanted: Sequence[Wanted]) -> dict[str, replies.Reply]:
    """The kept replies to some texts."""
    names = {one.encoded.xml: replies.name(engine, one.batch, one.encoded.xml) for one in wanted}
    found = answers.get(names.values())
    return {text: replies.read(found[name]) for text, name in names.items() if name in found}


def _refused(config: Config, locale: str, page: PagePlan, first: Mapping[str, replies.Reply]) -> Iterator[str]:
    """The texts of a page whose kept first reply will not do, and is asked for a second time."""
    wanted = {
        one.key: one for section in page.sections for one in section if isinstance(first.get(one.encoded.xml), str)
    }
    if wanted:
        sheet = judging.sheet(config, locale, page.page, page.messages)
        found = judging.judged(sheet, ((key, one.encoded, first[one.encoded.xml]) for key, one in wanted.items()))
        yield from (wanted[key].encoded.xml for key in found.problems)


def _priced(plan: Plan, engine: Engine) -> Plan:
    """The same plan, with the characters of each text and what the engine takes for each page."""
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
