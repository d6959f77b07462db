"""A batch as a request to DeepL: the request, its answer, and the retries."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import deepl

from i18n_pipeline.engines._cost import money
from i18n_pipeline.engines.deepl import deepl_glossary, deepl_limits, languages
from i18n_pipeline.engines.deepl.client import LateError, NowhereError, characters
from i18n_pipeline.engines.deepl.deepl_errors import told
from i18n_pipeline.engines.deepl.deepl_glossary import StoredGlossary
from i18n_pipeline.engines.deepl.deepl_limits import MOST_BYTES, MOST_CONTEXT, MOST_TEXTS
from i18n_pipeline.errors import EngineError
from i18n_pipeline.model import Answer, Batch, Cost, Term

T = TypeVar("T")

WAITS = (1.0, 1.6, 2.6, 4.1, 6.6)
"""Seconds to wait before each retry, as in DeepL's own client."""
KNOCKS = 2
"""Retries after a failed connection."""
BUSY = 429
"""The HTTP status for too many requests."""
LATE = frozenset({504, 524})
"""HTTP statuses of a gateway for which DeepL answered too late; DeepL may have billed the request."""


@dataclass(slots=True, eq=False)
class DeepL:
    """DeepL with the settings of a project."""

    client: deepl.DeepLClient = field(repr=False)
    """DeepL's own client."""
    secret: str = field(repr=False)
    """The account's API key, never shown in an error."""
    formality: str
    """`default`, `more`, `less`, `prefer_more` or `prefer_less`."""
    model_type: str
    """`quality_optimized`, `prefer_quality_optimized` or `latency_optimized`."""
    glossary_name: str
    """Name of the project's glossary at DeepL; empty for none."""
    key: str
    """See `model.Engine`: the settings that decide the answers."""
    price: float | None
    """The price of a million characters; None if not set."""
    currency: str
    """The price's currency; empty without a price."""
    requests: int = 1
    """See `model.Engine`."""
    billed_in: str = "characters"
    """What DeepL bills."""
    name: str = "deepl"
    """The engine's name in the comment of a draft."""
    most_texts: int = MOST_TEXTS
    """See `deepl_limits`."""
    most_bytes: int = MOST_BYTES
    """See `deepl_limits`."""
    glossary: StoredGlossary = field(default_factory=StoredGlossary)
    """The project's glossary at DeepL, as `prepare` found or made it."""

    def prepare(self, terms: Mapping[str, tuple[Term, ...]], source_locale: str = "en") -> list[str]:
        """Write the terms of each locale into the project's glossary at DeepL; call this before the first batch.

        Returns a sentence for each term left out. Raises EngineError and AccountError.
        """
        self.glossary = StoredGlossary()
        entries, problems = deepl_glossary.dictionaries(terms if self.glossary_name else {})
        if entries:
            self.glossary = self._brought(languages.base(source_locale), entries)
        return [*problems, *self.glossary.problems]

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch, with the glossary only if the batch has terms of it, so that the batch alone decides.

        Raises EngineError, UnansweredError, LanguageError and AccountError.
        """
        sent = [text for text in batch.texts if text.strip()]
        if not sent:
            return Answer((None,) * len(batch.texts))
        number = sum(map(characters, sent))
        with told(self.secret, f"{batch.source_locale} to {batch.locale}"):
            results = _tried(lambda: self._results(batch, sent), number, batch.may_send, batch.wait)
        texts = iter([result.text or None for result in results])
        billed = sum(result.billed_characters for result in results)
        return Answer(tuple(next(texts) if text.strip() else None for text in batch.texts), self._cost(billed))

    def estimate(self, batch: Batch) -> Cost:
        """The characters that DeepL bills for a batch; context and glossary are free."""
        return self._cost(sum(characters(text) for text in batch.texts if text.strip()))

    def left(self) -> int | None:
        """The characters left on the account; None without a limit. Raises as `translate`."""
        with told(self.secret):
            used = _tried(self.client.get_usage).character
        return deepl_limits.left(used)

    def _cost(self, number: int) -> Cost:
        return Cost(number, money(number, self.price))

    def _brought(self, source: str, entries: Mapping[str, Mapping[str, str]]) -> StoredGlossary:
        with told(self.secret):
            try:
                return _tried(lambda: deepl_glossary.bring(self.client, self.glossary_name, source, entries))
            except deepl.QuotaExceededException:
                raise EngineError("DeepL takes no more requests about glossaries for now", "run again later") from None

    def _results(self, batch: Batch, texts: list[str]) -> list[deepl.TextResult]:
        known = batch.terms and languages.base(batch.locale) in self.glossary.targets
        results = self.client.translate_text(
            texts,
            source_lang=languages.base(batch.source_locale),
            target_lang=languages.target(batch.locale),
            context=batch.context.encode()[:MOST_CONTEXT].decode(errors="ignore") or None,
            split_sentences="nonewlines",
            preserve_formatting=True,
            formality=self.formality,
            glossary=self.glossary.id if known else None,
            tag_handling="xml",
            tag_handling_version="v1" if batch.again else "v2",
            outline_detection=False,
            non_splitting_tags=["g", "x"],
            ignore_tags=["x"],
            model_type=self.model_type,
        )
        return results if isinstance(results, list) else [results]


def _always(_: int) -> bool:
    return True


def _tried(
    ask: Callable[[], T],
    number: int = 0,
    may_send: Callable[[int], bool] = _always,
    wait: Callable[[float], object] = time.sleep,
) -> T:
    """The result of `ask`, called again while DeepL is busy or failing and `may_send` allows `number` more characters.

    Not called again after a timeout, as the request may be billed. Raises as `ask`.
    """
    for turn, pause in enumerate(WAITS):
        try:
            return ask()
        except deepl.DeepLException as error:
            lost = isinstance(error, NowhereError)
            if not _may_pass(error) or (lost and turn == KNOCKS):
                raise
            wait(pause)
            if not may_send(0 if lost else number):
                raise
    return ask()


def _may_pass(error: deepl.DeepLException) -> bool:
    """Whether the same request may succeed later, and was not carried out already."""
    code = error.http_status_code
    if code is None:
        return error.should_retry and not isinstance(error, LateError)
    return code == BUSY or (code >= 500 and code not in LATE)
