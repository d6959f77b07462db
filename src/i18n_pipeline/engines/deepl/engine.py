"""One batch, one request to DeepL: what is asked for, and what the answer says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import deepl

from i18n_pipeline.engines._cost import money
from i18n_pipeline.engines.deepl import glossary, languages
from i18n_pipeline.engines.deepl.client import characters
from i18n_pipeline.engines.deepl.faults import told
from i18n_pipeline.engines.deepl.glossary import Glossary
from i18n_pipeline.errors import EngineError
from i18n_pipeline.model import Answer, Batch, Cost, Term

MOST_CONTEXT = 8 * 1024
"""Bytes of UTF-8 of the context that are sent."""


@dataclass(slots=True, eq=False)
class DeepL:
    """DeepL with the settings of a project."""

    client: deepl.DeepLClient = field(repr=False)
    """DeepL's own client."""
    secret: str = field(repr=False)
    """The key of the account, which no error may show."""
    formality: str
    """`default`, `more`, `less`, `prefer_more` or `prefer_less`."""
    model_type: str
    """`quality_optimized`, `prefer_quality_optimized` or `latency_optimized`."""
    glossary_name: str
    """Name of the project's glossary at DeepL; empty for none."""
    key: str
    """All that decides its answers but the batch."""
    price: float | None
    """What a million characters cost; None where the settings do not say."""
    currency: str
    """What the price is in; empty where there is none."""
    unit: str = "characters"
    """What DeepL bills."""
    name: str = "deepl"
    """What a draft is said to be made by."""
    most_texts: int = 50
    """DeepL takes no more in one request."""
    most_bytes: int = 32 * 1024
    """With the context at most 120 KiB of JSON, as whose text the client writes up to three bytes for one of UTF-8.
    DeepL takes 128 KiB."""
    glossary: Glossary = field(default_factory=Glossary)
    """The project's glossary at DeepL, as `prepare` found or made it."""

    def prepare(self, terms: Mapping[str, tuple[Term, ...]], source_locale: str = "en") -> list[str]:
        """Bring the terms of each locale into the project's glossary at DeepL; to be called before the first batch.

        Gives a sentence for each term that is not in it. Raises EngineError and AccountError.
        """
        self.glossary = Glossary()
        entries, problems = glossary.dictionaries(terms if self.glossary_name else {})
        if entries:
            self.glossary = self._brought(languages.base(source_locale), entries)
        return [*problems, *self.glossary.problems]

    def translate(self, batch: Batch) -> Answer:
        """Translate a batch. The glossary is asked for where terms of it occur, so that the batch alone decides.

        Raises EngineError, LanguageError and AccountError.
        """
        sent = [text for text in batch.texts if text.strip()]
        if not sent:
            return Answer((None,) * len(batch.texts))
        with told(self.secret, f"{batch.source_locale} to {batch.locale}"):
            results = self._results(batch, sent)
        texts = iter([result.text or None for result in results])
        billed = sum(result.billed_characters for result in results)
        return Answer(tuple(next(texts) if text.strip() else None for text in batch.texts), self._cost(billed))

    def estimate(self, batch: Batch) -> Cost:
        """What DeepL bills for a batch: context and glossary are free."""
        return self._cost(sum(characters(text) for text in batch.texts if text.strip()))

    def left(self) -> int | None:
        """How many characters the account may still send; None where DeepL names no limit. Raises as `translate`."""
        with told(self.secret):
            used = self.client.get_usage().character
        if used.limit is None or used.count is None:
            return None
        return max(used.limit - used.count, 0)

    def _cost(self, number: int) -> Cost:
        return Cost(number, money(number, self.price))

    def _brought(self, source: str, entries: Mapping[str, Mapping[str, str]]) -> Glossary:
        with told(self.secret):
            try:
                return glossary.bring(self.client, self.glossary_name, source, entries)
            except deepl.QuotaExceededException:
                raise EngineError("DeepL takes no more requests about glossaries for now; run again later") from None

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
