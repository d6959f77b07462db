"""The messages of one page in one language, or of its pages with stale messages, for a report."""

from __future__ import annotations

from collections.abc import Sequence

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.counting import Measured, words
from i18n_pipeline.catalogue.extracted_comments import WITHIN, types
from i18n_pipeline.commands.status import measure
from i18n_pipeline.commands.status.measure import Measuring
from i18n_pipeline.coverage import LocaleReport, MessageReport, PageReport
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Message
from i18n_pipeline.project.settings import Config


def messages(
    work: Measuring, known: Measured | None = None, found: Sequence[Finding] = ()
) -> tuple[MessageReport, ...]:
    """The live messages of a page, from its given files, in page order. Raises as `measure.figures`.

    `known`: the kept figures of these files; None: the page is measured. `found`: what the checks find on the page.
    """
    refused = dict((known or measure.figures(work)).refused)
    _, live = measure.messages(work)
    of_messages: dict[tuple[str | None, str], list[Finding]] = {}
    for finding in found:
        of_messages.setdefault(finding.key, []).append(finding)
    return tuple(
        _said(message, refused.get(message.key, ""), tuple(of_messages.get(message.key, ()))) for message in live
    )


def stale(config: Config, locale: LocaleReport) -> list[tuple[PageReport, tuple[MessageReport, ...]]]:
    """The pages of a language with stale messages, each with all its messages. Raises as `messages`."""
    pages = [page for page in locale.pages if page.coverage.stale.messages]
    return [(page, messages(measure.on_disk(config, locale.locale, page.page))) for page in pages]


def _said(message: Message, refused: str, found: tuple[Finding, ...]) -> MessageReport:
    places = (line.removeprefix(WITHIN) for line in message.extracted if line.startswith(WITHIN))
    return MessageReport(
        message.msgid,
        message.msgstr,
        message.state,
        words(message.msgid),
        ", ".join(types(message.extracted)),
        message.previous,
        translator_comments.engine_of(message),
        refused,
        message.line,
        message.msgctxt,
        "; ".join(places),
        found,
    )
