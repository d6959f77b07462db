"""What `status` says: values for every figure, from one message to the whole project. Knows `model` alone.

Words are those of the English source. The states are disjoint, and percents are cut to one decimal, never rounded up,
so that only what is complete says 100.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from i18n_pipeline.model import State

# --- counts ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """Messages and their words."""

    messages: int = 0
    """How many messages."""
    words: int = 0
    """How many words their msgids have, tags, targets and addresses left out."""

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The live messages of one page or of many, by state."""

    reviewed: Count = Count()
    """A person stands behind them."""
    draft: Count = Count()
    """A machine made them."""
    stale: Count = Count()
    """Their source changed."""
    untranslated: Count = Count()
    """They have no text."""

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
        """What a person has still to look at: all but what is reviewed."""
        return self.draft + self.stale + self.untranslated

    def percent(self, state: State) -> float:
        """Percent of the words in a state, cut to one decimal."""
        return percent(self.of(state), self.total)

    def __add__(self, other: Coverage) -> Coverage:
        """Both together."""
        return Coverage(
            self.reviewed + other.reviewed,
            self.draft + other.draft,
            self.stale + other.stale,
            self.untranslated + other.untranslated,
        )


def percent(part: Count, whole: Count) -> float:
    """Percent of the words, cut to one decimal; of the messages where there are no words. Nothing of nothing is 100.

    All words are not 100 as long as a message without words is missing.
    """
    if not whole.words:
        return part.messages * 1000 // whole.messages / 10 if whole.messages else 100.0
    found = part.words * 1000 // whole.words / 10
    return found if part.messages == whole.messages else min(found, 99.9)


# --- pages -------------------------------------------------------------------------------------------


class Standing(StrEnum):
    """How far a page is."""

    COMPLETE = "complete"
    """All of it is reviewed, and reaches its readers."""
    PARTLY = "partly"
    """Some of it reaches its readers."""
    BELOW = "below"
    """None of it does, or too little for the page to be written."""


@dataclass(frozen=True, slots=True)
class MessageReport:
    """One live message of a page."""

    msgid: str
    """The source text."""
    msgstr: str
    """The translation; empty where there is none."""
    state: State
    """How far it is."""
    words: int
    """Words of the source text."""
    kind: str
    """What it is on the page: `heading 2`, `paragraph`, `front matter: title`."""
    previous: str | None = None
    """The source text that a stale translation was made for, where the catalogue says so."""
    made_by: str = ""
    """What made a draft: `deepl`, `memory, 93 %`; empty where no machine did."""
    refused: str = ""
    """Why its place shows English though it has a text; empty where the text is on the page, or is not accepted."""
    line: int = 0
    """Its line in the catalogue, counted from 1; 0 where it is not there yet."""
    context: str | None = None
    """Its msgctxt; None where it has none."""
    within: str = ""
    """The headings it stands under, as its catalogue says it; empty where there are none."""


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page in one language."""

    page: str
    """The page, relative to the source folder."""
    coverage: Coverage
    """Its messages, as they are on the English page today."""
    shown: Count = Count()
    """What readers see in their language: accepted and not refused."""
    refused: Count = Count()
    """What is accepted, and refused all the same, since it would change more than words."""
    left_out: bool = False
    """Whether less than `min_reviewed` of it is translated, so that the page is not written."""
    catalogue: str = ""
    """Its catalogue, relative to the project, whether it is there or not."""
    localised: str = ""
    """The localised page, relative to the project, whether it is there or not."""
    title: str = ""
    """What the English page calls itself, as plain text; empty where it has no title and no heading."""

    @property
    def published(self) -> float:
        """Percent of its words that readers see in their language."""
        return percent(Count() if self.left_out else self.shown, self.coverage.total)

    @property
    def standing(self) -> Standing:
        """How far it is; a page without words to translate is complete."""
        if not self.coverage.to_do.messages and not self.refused.messages:
            return Standing.COMPLETE
        return Standing.BELOW if self.left_out or not self.shown.messages else Standing.PARTLY


def sums(pages: Iterable[PageReport]) -> tuple[Coverage, Count, Count]:
    """Pages together: how far they are, what readers see of them, and what is refused.

    Pages that are not written show nothing.
    """
    each = list(pages)
    shown = (page.shown for page in each if not page.left_out)
    return (
        sum((page.coverage for page in each), Coverage()),
        sum(shown, Count()),
        sum((page.refused for page in each), Count()),
    )


def standings(pages: Iterable[PageReport]) -> tuple[int, int, int]:
    """How many pages are complete, partly there, and below."""
    found = [page.standing for page in pages]
    return found.count(Standing.COMPLETE), found.count(Standing.PARTLY), found.count(Standing.BELOW)


# --- languages ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its names."""

    locale: str
    """Its BCP 47 tag."""
    english: str
    """Its English name: `Dutch`."""
    own: str
    """Its name for itself: `Nederlands`."""
    direction: str = "ltr"
    """How it is written: `ltr` or `rtl`."""


@dataclass(frozen=True, slots=True)
class Point:
    """How far a language was at a time."""

    time: int
    """When, in seconds since 1970."""
    coverage: Coverage
    """How far."""


@dataclass(frozen=True, slots=True)
class LocaleReport:
    """How far one language is."""

    language: Language
    """The language."""
    pages: tuple[PageReport, ...]
    """Each page, in page order."""
    coverage: Coverage
    """All pages together."""
    shown: Count
    """What readers see in their language; pages that are not written show nothing."""
    refused: Count
    """What is refused on all pages."""
    history: tuple[Point, ...] = ()
    """How far it was at the end of each week, oldest first, and now; empty where nothing is known."""
    change: float | None = None
    """Percentage points that what is reviewed has changed by within 30 days; None where nothing is known."""
    catalogues: str = ""
    """Folder of its catalogues, relative to the project."""

    @property
    def locale(self) -> str:
        """Its BCP 47 tag."""
        return self.language.locale

    @property
    def published(self) -> float:
        """Percent of all words that readers see in their language."""
        return percent(self.shown, self.coverage.total)


@dataclass(frozen=True, slots=True)
class Report:
    """How far a project is."""

    project: str
    """Its name; empty where the settings have none."""
    source: Language
    """The language of its pages."""
    locales: tuple[LocaleReport, ...]
    """Each language, in the order of the settings."""
    revision: str = ""
    """The commit that is checked out, in short; empty where there is no git."""
    time: int | None = None
    """When that was committed, in seconds since 1970; None where there is no git."""
    accept: tuple[State, ...] = (State.REVIEWED,)
    """The states whose texts reach a page."""
    min_reviewed: int = 0
    """Percent of a page's words below which it is not written."""
    file_url: str = ""
    """Address (http or https) of a file of the project, with `{file}` for its path; empty where there is none."""
    site_url: str = ""
    """Address (http or https) of the site in a language, with `{locale}` for its tag; empty where there is none."""
    translate_url: str = ""
    """Address at which a message is translated, with places to fill in; empty where there is none."""

    @property
    def knows_change(self) -> bool:
        """Whether it is known of any language how it was 30 days ago."""
        return any(locale.change is not None for locale in self.locales)

    @property
    def coverage(self) -> Coverage:
        """All languages together."""
        return sum((locale.coverage for locale in self.locales), Coverage())


# --- what to do next ---------------------------------------------------------------------------------

WORK = ("refused", "stale", "draft", "untranslated")
"""What there is to do, the most pressing first: readers miss what was translated already; what has changed is nearly
done; a draft is quickly reviewed; the rest is to be translated."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do in one language on one page."""

    locale: str
    """The language."""
    kind: str
    """One of `WORK`."""
    page: str
    """The page, relative to the source folder."""
    count: Count
    """How much it is."""


def steps(report: LocaleReport) -> list[Step]:
    """What there is to do in a language, the most pressing first, and of that the pages with most words first."""
    found = [Step(report.locale, kind, page.page, count) for page in report.pages for kind, count in _work(page)]
    return sorted(found, key=rank)


def rank(step: Step) -> tuple[int, int, int, str]:
    """What a step is sorted by: the most pressing first, and of that the pages with most words."""
    return (WORK.index(step.kind), -step.count.words, -step.count.messages, step.page)


def _work(page: PageReport) -> Iterable[tuple[str, Count]]:
    counts = (page.refused, page.coverage.stale, page.coverage.draft, page.coverage.untranslated)
    return ((kind, count) for kind, count in zip(WORK, counts, strict=True) if count.messages)
