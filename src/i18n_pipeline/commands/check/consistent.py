"""Texts that catalogues of one language translate in two ways."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.checks.consistency import comparable, consistency
from i18n_pipeline.commands.check.checked_catalogue import CheckedCatalogue, Said
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Message


def said(message: Message) -> Said:
    """A translation as it is compared."""
    line, column = entry_places.of_translation(message)
    source = f"{message.msgctxt or ''}\0{comparable(message.msgid)}"
    return Said(_digest(source), _digest(comparable(message.msgstr)), line, column)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()


def across(catalogues: Iterable[CheckedCatalogue], locale: str) -> Iterator[Finding]:
    """The translations that other catalogues have otherwise, more of them or earlier ones."""
    places: dict[bytes, list[tuple[str, Said]]] = {}
    for catalogue in catalogues:
        for one in catalogue.said:
            places.setdefault(one.source, []).append((catalogue.file, one))
    for found in places.values():
        texts = Counter(one.text for _, one in found)
        if len(texts) > 1:
            usual = texts.most_common(1)[0][0]
            file, first = next(place for place in found if place[1].text == usual)
            yield from (
                _finding(there, one, f"{file}:{first.line}", locale) for there, one in found if one.text != usual
            )


def _finding(file: str, one: Said, usual: str, locale: str) -> Finding:
    said = f"the source text has another translation in {usual}"
    advice = consistency.advice
    return Finding(
        consistency.severity,
        consistency.id,
        said,
        file,
        one.line,
        one.column,
        advice,
        locale=locale,
        ignorable=(consistency.id,),
    )
