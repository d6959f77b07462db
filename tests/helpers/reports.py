"""Reports for tests: builders, a realistic small project, and hypothesis strategies of any project."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.coverage import Count, Coverage, Language, LocaleReport, MessageReport, PageReport, Point, Report
from i18n_pipeline.findings import SeverityCounts
from i18n_pipeline.model import LIVE, State

NOTHING = Count()
WEEK = 7 * 24 * 3600
NOW = 1_795_338_000
"""When the sample was committed: 2026-11-22T09:00:00Z."""

ENGLISH = Language("en", "English", "English")
DUTCH = Language("nl", "Dutch", "Nederlands")
ARABIC = Language("ar", "Arabic", "العربية", "rtl")
JAPANESE = Language("ja", "Japanese", "日本語")
GERMAN = Language("de", "German", "Deutsch")

LENGTHS = {
    "about.md": 240,
    "guide/advanced/own-profile.md": 1310,
    "guide/first-steps.md": 960,
    "guide/install.md": 420,
    "how-to/move-pages.md": 610,
    "how-to/review.md": 530,
    "index.md": 180,
    "reference/commands.md": 1870,
    "reference/settings.md": 2240,
}
"""The pages of the sample, in page order, and their words."""


# --- builders ----------------------------------------------------------------------------------------


def count(words: int) -> Count:
    """A count of `words` words, in messages of about twelve."""
    return Count(-(-words // 12), words)


def coverage(reviewed: int = 0, draft: int = 0, stale: int = 0, untranslated: int = 0) -> Coverage:
    """Coverage with these numbers of words."""
    return Coverage(count(reviewed), count(draft), count(stale), count(untranslated))


def page(  # noqa: PLR0913 - each is a field of the value
    path: str,
    counted: Coverage,
    *,
    locale: str = "nl",
    accept: Iterable[State] = (State.REVIEWED,),
    refused: Count = NOTHING,
    left_out: bool = False,
) -> PageReport:
    """A page that shows everything accepted and not refused."""
    accepted = sum((counted.of(state) for state in accept), Count())
    shown = Count(accepted.messages - refused.messages, accepted.words - refused.words)
    stem = path.rpartition(".")[0]
    catalogue = f"locales/{locale}/LC_MESSAGES/{stem}.po"
    return PageReport(path, counted, shown, refused, left_out, catalogue, f"localised/{locale}/{path}")


def locale_report(
    language: Language,
    pages: Iterable[PageReport],
    *,
    history: tuple[Point, ...] = (),
    change: float | None = None,
) -> LocaleReport:
    """A language and the sums of its pages."""
    each = tuple(pages)
    return LocaleReport(
        language,
        each,
        coverage=sum((page.coverage for page in each), Coverage()),
        shown=sum((page.shown for page in each if not page.left_out), Count()),
        refused=sum((page.refused for page in each), Count()),
        history=history,
        change=change,
        catalogues=f"locales/{language.locale.replace('-', '_')}/LC_MESSAGES",
    )


def history(*reviewed: int, words: int = sum(LENGTHS.values())) -> tuple[Point, ...]:
    """Points with these numbers of reviewed words at the ends of weeks, the last one now."""
    weeks = len(reviewed) - 1
    return tuple(
        Point(NOW - (weeks - number) * WEEK, coverage(done, untranslated=words - done))
        for number, done in enumerate(reviewed)
    )


# --- a small project ---------------------------------------------------------------------------------

ACCEPT = (State.REVIEWED,)
LEAST = 20
"""`min_reviewed` of the sample."""


def sample() -> Report:
    """Nine pages in Dutch (nearly done), Arabic (begun), Japanese (drafts) and German (complete)."""
    return Report(
        "Greenhouse",
        ENGLISH,
        (_dutch(), _arabic(), _japanese(), _german()),
        revision="de30a93",
        time=NOW,
        accept=ACCEPT,
        min_reviewed=LEAST,
    )


def stale_messages() -> tuple[MessageReport, ...]:
    """The stale messages of the Dutch page `how-to/review.md`."""
    return (
        MessageReport(
            "Open the catalogue in [Poedit][1] and press **Ctrl+S** to save it.",
            "Open de catalogus in [Poedit][1] en bewaar hem.",
            State.STALE,
            12,
            "paragraph",
            previous="Open the catalogue in [Poedit][1] and save it.",
            line=14,
        ),
        MessageReport("Review a draft", "Een concept nakijken", State.STALE, 3, "heading 2", line=31),
    )


def _pages(locale: str, counts: dict[str, Coverage], refused: dict[str, Count]) -> list[PageReport]:
    return [
        page(
            path,
            counts[path],
            locale=locale,
            accept=ACCEPT,
            refused=refused.get(path, NOTHING),
            left_out=counts[path].percent(State.REVIEWED) < LEAST,
        )
        for path in LENGTHS
    ]


def _dutch() -> LocaleReport:
    counts = {path: coverage(words) for path, words in LENGTHS.items()}
    counts["guide/first-steps.md"] = coverage(840, untranslated=120)
    counts["how-to/review.md"] = coverage(410, draft=40, stale=80)
    counts["reference/settings.md"] = coverage(1650, draft=300, stale=40, untranslated=250)
    pages = _pages("nl", counts, {"about.md": Count(1, 14)})
    weeks = (*range(4200, 7200, 125), 7380, 7530)
    return locale_report(DUTCH, pages, history=history(*weeks), change=9.4)


def _arabic() -> LocaleReport:
    counts = {path: coverage(untranslated=words) for path, words in LENGTHS.items()}
    counts["index.md"] = coverage(180)
    counts["about.md"] = coverage(100, stale=50, untranslated=90)
    counts["guide/install.md"] = coverage(60, draft=200, untranslated=160)
    return locale_report(ARABIC, _pages("ar", counts, {}), history=history(360, 350, 340), change=-0.2)


def _japanese() -> LocaleReport:
    counts = {path: coverage(draft=words) for path, words in LENGTHS.items()}
    counts["index.md"] = coverage(179, draft=1)
    return locale_report(JAPANESE, _pages("ja", counts, {}))


def _german() -> LocaleReport:
    counts = {path: coverage(words) for path, words in LENGTHS.items()}
    weeks = (sum(LENGTHS.values()),) * 26
    return locale_report(GERMAN, _pages("de", counts, {}), history=history(*weeks), change=0.0)


# --- any project -------------------------------------------------------------------------------------

NASTY = st.sampled_from(
    ["|", "`", "<b>", "@all", "=1+1", "\x1b[31m", "\u202e", "\n", "[a](b)", '"', ",", "日本語", "العربية"]
)
TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8) | NASTY, max_size=4).map("".join)
"""Any text, often with characters that a format must escape."""
NAMES = st.lists(TEXTS.filter(lambda text: bool(text.strip("/\0"))), min_size=1, max_size=3).map("/".join)
COUNTS = st.builds(lambda messages, each: Count(messages, messages * each), st.integers(0, 40_000), st.integers(0, 30))
COVERAGES = st.builds(Coverage, COUNTS, COUNTS, COUNTS, COUNTS)
LANGUAGES = st.sampled_from(
    [
        DUTCH,
        ARABIC,
        JAPANESE,
        GERMAN,
        Language("zh-Hant-TW", "Chinese (Traditional, Taiwan)", "中文（繁體，台灣）"),  # noqa: RUF001 - as it is written
        Language("pt-BR", "Portuguese (Brazil)", "Português (Brasil)"),
        Language("tlh", "tlh", "tlh"),
    ]
)
FINDINGS = st.builds(SeverityCounts, *[st.integers(0, 2000)] * 3)
POINTS = st.builds(Point, st.integers(0, 2**33), COVERAGES)


@st.composite
def any_page(draw: st.DrawFn, path: str, locale: str, accept: tuple[State, ...]) -> PageReport:
    """A page in any state with consistent figures."""
    counted = draw(COVERAGES)
    reviewed = counted.reviewed
    refused = Count(1, reviewed.words // reviewed.messages) if reviewed.messages else NOTHING
    found = page(
        path,
        counted,
        locale=locale,
        accept=accept,
        refused=draw(st.sampled_from([NOTHING, refused])),
        left_out=draw(st.booleans()),
    )
    return replace(found, findings=draw(st.none() | FINDINGS))


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """A project with consistent figures and any text as names."""
    accept = draw(st.sampled_from([LIVE[:1], LIVE[:2]]))
    paths = sorted(draw(st.lists(NAMES, max_size=4, unique=True)))
    locales = [
        locale_report(
            language,
            [draw(any_page(path, language.locale, accept)) for path in paths],
            history=tuple(draw(st.lists(POINTS, max_size=3))),
            change=draw(st.none() | st.integers(-1000, 1000).map(lambda tenths: tenths / 10)),
        )
        for language in draw(st.lists(LANGUAGES, max_size=4, unique=True))
    ]
    return Report(
        draw(TEXTS),
        ENGLISH,
        tuple(locales),
        revision=draw(st.sampled_from(["", "de30a93"])),
        time=draw(st.none() | st.integers(0, 2**33)),
        accept=accept,
        min_reviewed=draw(st.integers(0, 100)),
    )
