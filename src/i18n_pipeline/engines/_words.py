"""Translation of the runs of words between tags, for machine translators that know no markup.

Such a translator sees each run without the rest of its sentence, so agreement and word order suffer; in return, no tag
gets lost, doubled or moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape, unescape

TAG = re.compile(r"(<[^<>]*>)")
LETTER = re.compile(r"[^\W\d_]")


def translated(texts: Sequence[str], translate: Callable[[list[str]], Sequence[str | None]]) -> tuple[str | None, ...]:
    """Translate the runs of words between the tags of XML texts (`markdown.codes.encode`); the tags stay in place.

    `translate` gets each distinct run with a letter once, as plain text without white space at its ends, and gives one
    translation or None for each, in order. A text is None if one of its runs is None or comes back without words.
    """
    runs = list(dict.fromkeys(run for text in texts for run in _runs(text)))
    known = dict(zip(runs, translate(runs), strict=True)) if runs else {}
    return tuple(_put_back(text, known) for text in texts)


def _runs(text: str) -> Iterator[str]:
    for piece in TAG.split(text)[::2]:
        run = unescape(piece.strip())
        if LETTER.search(run):
            yield run


def _put_back(text: str, known: dict[str, str | None]) -> str | None:
    pieces = TAG.split(text)
    for place in range(0, len(pieces), 2):
        run = pieces[place].strip()
        if unescape(run) not in known:
            continue
        said = (known[unescape(run)] or "").strip()
        if not said:
            return None
        before, _, after = pieces[place].partition(run)
        pieces[place] = before + escape(said) + after
    return "".join(pieces)
