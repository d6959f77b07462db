"""Build the localised page from the English page and a catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.counting import words
from i18n_pipeline.catalogue.ignoring import accepted, unknown
from i18n_pipeline.catalogue.merging.choices import for_another_text, unchosen
from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.catalogue.translator_comments import is_for_another_text
from i18n_pipeline.coverage import Count, percent
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.inline import replaced_outside_code
from i18n_pipeline.markdown.reading import anchors, learnt_ids
from i18n_pipeline.markdown.reading.learnt_ids import Row
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing import heading_ids
from i18n_pipeline.markdown.writing.differences import Difference
from i18n_pipeline.markdown.writing.link_places import Retarget
from i18n_pipeline.markdown.writing.localise import Localised, localise
from i18n_pipeline.markdown.writing.rebase import rebased
from i18n_pipeline.model import DRAFT_NOTE, IGNORE_NOTE, MEMORY, Catalogue, Key, Message, Rules, State

CORRECT = "to publish it, correct the translation"
"""What to do about a refused translation that nobody may accept."""
ACCEPT = f"to accept that, add the comment `# {IGNORE_NOTE}{{}}`"
"""What to do about one that somebody may; the check ids stand in it."""


class LocalisedPage(Struct, frozen=True):
    """A localised page, compared with its English one."""

    data: bytes
    """The page, without a byte-order mark."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English, in page order; the lines are those of a catalogue whose path is left open."""
    places: int = 0
    """Number of places that show a translation."""
    keys: frozenset[Key] = frozenset()
    """All messages of the page."""
    missing: frozenset[Key] = frozenset()
    """Those of which some place shows English."""
    states: frozenset[State] = frozenset()
    """Kinds of text readers see: reviewed, draft, or English (untranslated, which includes refused, or stale)."""
    by_machine: bool = False
    """Whether readers see reviewed text that a machine made, and that nobody has changed since."""
    pinned: bool = True
    """Whether all wanted heading ids were written."""
    english: frozenset[int] = frozenset()
    """Positions of the segments that readers see in English."""
    findings: tuple[Finding, ...] = ()
    """Unknown checks in `ignore=` comments and translations that lose emphasis, in the order of the catalogue."""

    @property
    def is_untranslated(self) -> bool:
        """Whether the page has messages, and readers see no translation of any."""
        return bool(self.keys) and self.keys == self.missing

    @property
    def shown(self) -> Count:
        """Messages whose translation readers see, each counted once."""
        return _count(self.keys - self.missing)

    @property
    def published(self) -> float:
        """Percentage of the page's words that readers see in their language."""
        return percent(self.shown, _count(self.keys))


def assemble(  # noqa: PLR0913 - what a localised page is made of
    path: str,
    english: Page,
    catalogue: Catalogue,
    rules: Rules,
    retarget: Retarget,
    *,
    learnt: tuple[Row, ...] = (),
) -> LocalisedPage:
    """Write a catalogue's accepted translations onto the page at `path`; `retarget` re-bases its links.

    `learnt` are the ids that the built English page has.
    """
    messages = {m.key: m for m in catalogue.messages if not m.obsolete}
    own = [messages.get((s.msgctxt, s.msgid)) for s in english.segments]
    stands = [message.state if message else State.UNTRANSLATED for message in own]
    chosen = {i: m for i, m in enumerate(own) if m and stands[i] in rules.accept and not is_for_another_text(m)}
    base, spellings = rebased(english, retarget)
    texts = {i: _text(m, spellings) for i, m in chosen.items() if m.msgstr != m.msgid}
    if texts:
        result = _localised(base, texts, rules, {i: accepted(chosen[i]) for i in texts}, learnt)
    else:
        result = _untranslated(_Untranslated(base.outline.source, base.outline.dialect, rules, learnt, base))
    refusals = tuple(_refusals(path, english, result.refused, chosen))
    shown = chosen.keys() - result.refused.keys()
    states = frozenset(_seen(state, shown=i in shown) for i, state in enumerate(stands))
    keys = [(segment.msgctxt, segment.msgid) for segment in english.segments]
    counted = frozenset(keys), frozenset(key for i, key in enumerate(keys) if i not in shown)
    noted = {message.key: message for message in own if message and message.notes}.values()
    told = (*unknown(noted, _every_check), *unchosen(noted), *for_another_text(noted))
    found = {replace(finding, page=path) for finding in told}
    findings = tuple(sorted(found, key=lambda finding: (finding.line, finding.text)))
    by_machine = any(_is_by_machine(message) for i, message in chosen.items() if i in shown)
    left = frozenset(range(len(own))) - shown
    return LocalisedPage(result.data, refusals, len(shown), *counted, states, by_machine, result.pinned, left, findings)


@dataclass(frozen=True, slots=True)
class _Untranslated:
    """A page that shows English alone: all languages whose links lead to the same places have it in common."""

    source: bytes
    """Its bytes, with the links of its language."""
    dialect: Dialect
    """The kind of Markdown."""
    rules: Rules
    """The settings."""
    learnt: tuple[Row, ...]
    """The ids that the built English page has."""
    page: Page = field(compare=False)
    """The page, parsed."""


@lru_cache(maxsize=4)
def _untranslated(one: _Untranslated) -> Localised:
    """The page with its heading ids, made once for the languages that are worked on one after the other."""
    return _localised(one.page, {}, one.rules, {}, one.learnt)


def _localised(
    page: Page,
    texts: Mapping[int, str],
    rules: Rules,
    allowed: Mapping[int, frozenset[str]],
    rows: tuple[Row, ...],
) -> Localised:
    """The page with these texts, and with its heading ids if the settings want them and all can be written."""
    pins = _pins(page, rows) if rules.pin else {}
    wanted = heading_ids.lacking(page, texts, pins, _learnt(page, rows)) if pins else {}
    made = localise(page, texts, pins=wanted, accepted=allowed)
    return made if pins is not None else replace(made, pinned=False)


@lru_cache(maxsize=4)
def _pins(page: Page, rows: tuple[Row, ...]) -> Mapping[int, str] | None:
    """The heading ids to write, see `anchors.writable`, found once for all languages."""
    return anchors.writable(page.outline, _learnt(page, rows))


@lru_cache(maxsize=4)
def _learnt(page: Page, rows: tuple[Row, ...]) -> Mapping[int, str]:
    """The learnt ids of the headings that still say the same."""
    return learnt_ids.learnt(page.outline, rows)


def _every_check() -> tuple[str, ...]:
    """The ids of all checks."""
    from i18n_pipeline.checks import _registry as registry  # noqa: PLC0415 - few comments name one

    return registry.ids()


def _count(keys: Collection[Key]) -> Count:
    return Count(len(keys), sum(words(msgid) for _, msgid in keys))


def _seen(state: State, *, shown: bool) -> State:
    """State of what readers see in the place of a message in this state, or the state that explains English there."""
    return state if shown or state is State.STALE else State.UNTRANSLATED


def _is_by_machine(message: Message) -> bool:
    """Whether a reviewed translation is still as a machine wrote it; the memory holds texts of people."""
    if not message.notes:
        return False
    engines = [note for note in message.notes if note.startswith(DRAFT_NOTE)]
    is_memory = all(note.startswith(f"{DRAFT_NOTE} {MEMORY}") for note in engines)
    return message.state is State.REVIEWED and not is_memory and message.is_by_machine(message.msgid)


def _text(message: Message, spellings: Mapping[str, str]) -> str:
    """The translation, with the changed targets of links, attributes of inline HTML and tags of templates."""
    text = message.msgstr
    if not spellings or not any(sign in text for sign in ("<", "{", "](")):
        return text
    old = re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True))))
    return replaced_outside_code(old, lambda found: spellings[found[0]], text)


def _refusals(
    path: str, english: Page, refused: Mapping[int, Difference], entries: Mapping[int, Message]
) -> Iterator[Finding]:
    """The refusals of a page, in page order; `entries` are the messages in the catalogue."""
    line, counted = 1, 0
    for index, why in sorted(refused.items()):
        segment = english.segments[index]
        line += english.outline.source.count(b"\n", counted, segment.start)
        counted = segment.start
        place = entry_places.of_translation(entries[index])
        stale = entries[index].state is State.STALE  # it has to be revised anyhow, and English is shown till then
        yield Finding(
            Severity.WARNING if stale else Severity.ERROR,
            why.check,
            why.reason,
            line=place[0],
            column=place[1],
            advice=ACCEPT.format(",".join(why.ignorable)) if why.ignorable else CORRECT,
            page=path,
            page_line=line,
            msgid=segment.msgid,
            msgctxt=segment.msgctxt,
            ignorable=why.ignorable,
            exit_code=0 if stale else 1,
        )
