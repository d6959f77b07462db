"""Names, which a translation leaves as they are: evidence that two passages go together.

Between two languages in Latin letters these are words with a capital or a digit inside the sentence. In a translation
in another script every Latin word is a name, whatever its case, since whatever was translated has other letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from i18n_pipeline.markdown.aligning.evidence import LATIN_WORD
from i18n_pipeline.markdown.aligning.passage import Passage

Pages = tuple[list[Passage], list[Passage]]
"""The passages of a page and of its translation."""


def named(source: Sequence[Passage], target: Sequence[Passage]) -> Pages:
    """Both pages; if one is in Latin letters and the other is not, with all Latin words of the other as names."""
    latin = is_latin(source), is_latin(target)
    if latin[0] == latin[1]:
        return list(source), list(target)
    return [_with_latin_names(one) for one in source], [_with_latin_names(one) for one in target]


def is_latin(page: Iterable[Passage]) -> bool:
    """Whether the words of a page begin with Latin letters, apart from a quarter of them."""
    words = [word for passage in page for word in passage.words]
    return 4 * sum(bool(LATIN_WORD.match(word)) for word in words) >= 3 * len(words)


def _with_latin_names(passage: Passage) -> Passage:
    return replace(passage, names=frozenset(word for word in passage.words if LATIN_WORD.match(word)))
