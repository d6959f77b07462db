"""The values behind `status`: figures from one message up to the whole project. Imports only `model`.

Words are counted in the English source. The states are disjoint. Percentages are cut to one decimal, never rounded
up, so that only a complete translation shows 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from i18n_pipeline.findings import Finding, SeverityCounts
from i18n_pipeline.model import State

# --- counts ------------------------------------------------------------------------------------------


class Count(Struct, frozen=True):
    """A number of messages and of their words."""

    messages: int = 0
    """Number of messages."""
    words: int = 0
    """Number of words in their msgids, without tags, link targets and addresses."""

    def __add__(self, other: Count) -> Count:
        """Sum of two counts."""
        return Count(self.messages + other.messages, self.words + other.words)


class Coverage(Struct, frozen=True):
    """Live messages of one page or several, counted by state."""

    reviewed: Count = Count()
    """Accepted by a person."""
    draft: Count = Count()
    """Translated by a machine."""
    stale: Count = Count()
    """Made for an earlier source text."""
    untranslated: Count = Count()
    """Without a translation."""

    def of(self, state: State) -> Count:
        """The count of one live state."""
        count: Count = getattr(self, state.value)
        return count

    @property
    def total(self) -> Count:
        """All live messages."""
        parts = (self.reviewed, self.draft, self.stale, self.untranslated)
        return Count(sum([part.messages for part in parts]), sum([part.words for part in parts]))

    @property
    def to_do(self) -> Count:
        """Messages that a person has yet to look at: all but the reviewed ones."""
        return self.draft + self.stale + self.untranslated

    def percent(self, state: State) -> float:
        """Percentage of the words in a state, cut to one decimal."""
        return percent(self.of(state), self.total)

    def __add__(self, other: Coverage) -> Coverage:
        """Sum of two coverages."""
        return Coverage(
            self.reviewed + other.reviewed,
            self.draft + other.draft,
            self.stale + other.stale,
            self.untranslated + other.untranslated,
        )


def percent(part: Count, whole: Count) -> float:
    """Percentage of words, cut to one decimal; of messages if there are no words; 100 if `whole` is empty.

    Below 100 as long as a single message is missing, even a message without words.
    """
    if not whole.words:
        return part.messages * 1000 // whole.messages / 10 if whole.messages else 100.0
    found = part.words * 1000 // whole.words / 10
    return found if part.messages == whole.messages else min(found, 99.9)


# --- pages -------------------------------------------------------------------------------------------


class Standing(StrEnum):
    """How much of a page its readers see in their language."""

    COMPLETE = "complete"
    """Everything is reviewed and published."""
    PARTLY = "partly"
    """A part is published."""
    BELOW = "below"
    """Nothing is published, or too little for the page to be written."""


class MessageReport(Struct, frozen=True):
    """One live message of a page."""

    msgid: str
    """The source text."""
    msgstr: str
    """The translation; empty if there is none."""
    state: State
    """State of the message."""
    words: int
    """Words of the source text."""
    kind: str
    """Kind of place on the page: `heading 2`, `paragraph`, `front matter: title`."""
    previous: str | None = None
    """The earlier source text of a stale translation, if the catalogue records one."""
    made_by: str = ""
    """Maker of a draft: `deepl`, `memory, 93 %`; empty if not made by a machine."""
    refused: str = ""
    """Why an accepted translation was refused for the page; empty if published or not in an accepted state."""
    line: int = 0
    """Line in the catalogue, counted from 1; 0 if not in the catalogue yet."""
    context: str | None = None
    """The msgctxt; None if absent."""
    within: str = ""
    """The headings above the message, as written in the catalogue; empty if there are none."""
    findings: tuple[Finding, ...] = ()
    """What the checks find in the translation."""


class PageReport(Struct, frozen=True):
    """One page in one language."""

    page: str
    """The page, relative to the source folder."""
    coverage: Coverage
    """Messages of the English page as of today."""
    shown: Count = Count()
    """Translations that readers see: in an accepted state and not refused."""
    refused: Count = Count()
    """Translations in an accepted state that are refused because they would change more than words."""
    left_out: bool = False
    """Whether the page is not written because less than `min_reviewed` percent is translated."""
    catalogue: str = ""
    """Path of the catalogue, relative to the project; the file may be missing."""
    localised: str = ""
    """Path of the localised page, relative to the project; the file may be missing."""
    title: str = ""
    """Title of the English page as plain text; empty if the page has neither title nor heading."""
    findings: SeverityCounts | None = None
    """What the checks find in the translations of the page; refused ones are not among it. None if not checked."""

    @property
    def published(self) -> float:
        """Percentage of the page's words that readers see in their language."""
        return percent(Count() if self.left_out else self.shown, self.coverage.total)

    @property
    def standing(self) -> Standing:
        """Standing of the page; a page without words to translate is complete."""
        if not self.coverage.to_do.messages and not self.refused.messages:
            return Standing.COMPLETE
        return Standing.BELOW if self.left_out or not self.shown.messages else Standing.PARTLY


def sums(pages: Iterable[PageReport]) -> tuple[Coverage, Count, Count]:
    """Sum several pages: their coverage, what readers see, and what is refused.

    Pages that are not written count as not published.
    """
    each = list(pages)
    shown = (page.shown for page in each if not page.left_out)
    return (
        sum((page.coverage for page in each), Coverage()),
        sum(shown, Count()),
        sum((page.refused for page in each), Count()),
    )


def standings(pages: Iterable[PageReport]) -> tuple[int, int, int]:
    """Numbers of pages that are complete, partly published, and below that."""
    found = [page.standing for page in pages]
    return found.count(Standing.COMPLETE), found.count(Standing.PARTLY), found.count(Standing.BELOW)


def findings(pages: Iterable[PageReport]) -> SeverityCounts | None:
    """What the checks find in several pages; None if none of them was checked."""
    known = [page.findings for page in pages if page.findings is not None]
    return sum(known, SeverityCounts()) if known else None


# --- languages ---------------------------------------------------------------------------------------


class Language(Struct, frozen=True):
    """A language's tag, names and writing direction."""

    locale: str
    """Its BCP 47 tag."""
    english: str
    """Its English name: `Dutch`."""
    own: str
    """Its own name: `Nederlands`."""
    direction: str = "ltr"
    """Writing direction: `ltr` or `rtl`."""


class Point(Struct, frozen=True):
    """Coverage of a language at one moment."""

    time: int
    """Time in seconds since 1970."""
    coverage: Coverage
    """Coverage at that time."""


class LocaleReport(Struct, frozen=True):
    """Report on one language."""

    language: Language
    """The language."""
    pages: tuple[PageReport, ...]
    """Reports on the pages, in page order."""
    coverage: Coverage
    """Coverage of all pages together."""
    shown: Count
    """What readers see in their language; pages that are not written add nothing."""
    refused: Count
    """Refused messages of all pages."""
    history: tuple[Point, ...] = ()
    """Coverage at the end of each week, oldest first, and now; empty if unknown."""
    change: float | None = None
    """Change of the reviewed share within 30 days, in percentage points; None if unknown."""
    catalogues: str = ""
    """Folder of the language's catalogues, relative to the project."""

    @property
    def locale(self) -> str:
        """BCP 47 tag of the language."""
        return self.language.locale

    @property
    def published(self) -> float:
        """Percentage of all words that readers see in their language."""
        return percent(self.shown, self.coverage.total)

    @property
    def findings(self) -> SeverityCounts | None:
        """What the checks find in the translations of all pages; None if none was checked."""
        return findings(self.pages)


class Report(Struct, frozen=True):
    """Report on a whole project."""

    project: str
    """Name of the project; empty if not set."""
    source: Language
    """Source language of the pages."""
    locales: tuple[LocaleReport, ...]
    """Reports on the languages, in the order of the settings."""
    revision: str = ""
    """Short id of the checked-out commit; empty without git."""
    time: int | None = None
    """Time of that commit, in seconds since 1970; None without git."""
    accept: tuple[State, ...] = (State.REVIEWED,)
    """The accepted states: translations in these states reach a page."""
    min_reviewed: int = 0
    """Percentage of a page's words below which the page is not written."""
    file_url: str = ""
    """Address (http or https) of a file of the project, with `{file}` for its path; empty if not set."""
    site_url: str = ""
    """Address (http or https) of the site in a language, with `{locale}` for the tag; empty if not set."""
    translate_url: str = ""
    """Address of a message's translation editor, with placeholders to fill in; empty if not set."""

    @property
    def knows_change(self) -> bool:
        """Whether the change over 30 days is known for any language."""
        return any(locale.change is not None for locale in self.locales)

    @property
    def has_findings(self) -> bool:
        """Whether the checks find anything in any language."""
        return any(locale.findings is not None and locale.findings.total for locale in self.locales)

    @property
    def coverage(self) -> Coverage:
        """Coverage of all languages together."""
        return sum((locale.coverage for locale in self.locales), Coverage())


# --- what to do next ---------------------------------------------------------------------------------

WORK = ("refused", "stale", "draft", "untranslated")
"""Kinds of work, the most pressing first: refused (translated, but readers miss it), stale (nearly done), draft
(quickly reviewed), untranslated."""


class PageWork(Struct, frozen=True):
    """One kind of work on one page in one language."""

    locale: str
    """The language."""
    kind: str
    """Kind of work, one of `WORK`."""
    page: str
    """The page, relative to the source folder."""
    count: Count
    """Amount of work."""


def steps(report: LocaleReport) -> list[PageWork]:
    """The steps left in a language: the most pressing kind first, and within a kind the page with most words."""
    found = [PageWork(report.locale, kind, page.page, count) for page in report.pages for kind, count in _work(page)]
    return sorted(found, key=rank)


def rank(step: PageWork) -> tuple[int, int, int, str]:
    """Sort key of a step: the most pressing kind first, then the page with most words."""
    return (WORK.index(step.kind), -step.count.words, -step.count.messages, step.page)


def _work(page: PageReport) -> Iterable[tuple[str, Count]]:
    counts = (page.refused, page.coverage.stale, page.coverage.draft, page.coverage.untranslated)
    return ((kind, count) for kind, count in zip(WORK, counts, strict=True) if count.messages)
