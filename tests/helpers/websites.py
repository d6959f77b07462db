"""HTML reports for tests: of the sample project with messages, and of a project of any size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from helpers import reports
from i18n_pipeline.coverage import Language, MessageReport, Report
from i18n_pipeline.model import State
from i18n_pipeline.reports import html

TRANSLATIONS = {
    "nl": "Open de catalogus in [Poedit][1] en bewaar hem.",
    "ar": "افتح الكتالوج في [Poedit][1] واحفظه.",
    "ja": "カタログを[Poedit][1]で開き、保存してください。",
    "de": "Öffnen Sie den Katalog in [Poedit][1] und speichern Sie ihn.",
}
SOURCE = "Open the catalogue in [Poedit][1] and save it."


def messages(locale: str) -> tuple[MessageReport, ...]:
    """One message in each state, and one that is refused."""
    text = TRANSLATIONS[locale]
    return (
        MessageReport("How to review", text, State.REVIEWED, 3, "front matter: title", line=9),
        MessageReport(
            f"{SOURCE} Then read on.", text, State.STALE, 11, "paragraph", previous=f"{SOURCE} Stop.", line=14
        ),
        MessageReport("Read the <kbd>glossary</kbd>.", text, State.DRAFT, 3, "list item", made_by="deepl", line=21),
        MessageReport(
            "See the [settings][1].", text, State.REVIEWED, 3, "list item", refused="link 1 is gone", line=30
        ),
        MessageReport("Thank you", "", State.UNTRANSLATED, 2, "heading 2"),
    )


def site(report: Report) -> Iterator[tuple[str, str]]:
    """Every page of the HTML report, in the languages of the sample."""
    yield from html.files(report)
    for page in dict.fromkeys(page.page for locale in report.locales for page in locale.pages):
        parts = [
            (locale, found, messages(locale.locale))
            for locale in report.locales
            for found in locale.pages
            if found.page == page
        ]
        yield html.source_path(page), html.source_page(report, page, parts)


def write(pages: Iterator[tuple[str, str]], folder: Path) -> Path:
    """Write all pages into a folder, and return it."""
    for name, text in pages:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def large(pages: int, languages: int) -> Report:
    """A report with numbers of pages and languages, ten pages per folder."""
    paths = [f"docs/part-{number % 40:02}/chapter-{number // 400:02}/page-{number:04}.md" for number in range(pages)]
    coverage = reports.coverage(reviewed=400, draft=120, stale=31, untranslated=49)
    each = [reports.page(path, coverage) for path in sorted(paths)]
    first = reports.locale_report(Language("aa", "Language 0", "Language 0"), each)
    tags = [f"{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(languages)]
    return Report(
        "Large",
        reports.ENGLISH,
        tuple(replace(first, language=Language(tag, f"Language {tag}", f"Own {tag}")) for tag in tags),
    )
