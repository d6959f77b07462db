"""How a text ends: with a full stop, a question mark, a colon, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._sentences import WITHOUT_MARKS
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

KINDS = {
    "a full stop": ".。．｡।॥۔።։။។᙮",  # noqa: RUF001
    "a question mark": "?？؟⸮՞፧",  # noqa: RUF001
    "an exclamation mark": "!！՜",  # noqa: RUF001
    "a colon": ":：፦",  # noqa: RUF001
    "a semicolon": ";；؛፤",  # noqa: RUF001
    "a comma": ",，、،፣",  # noqa: RUF001
    "an ellipsis": "…⋯",
}
"""The signs of each kind in the scripts of the world."""
OF_SIGN = {sign: kind for kind, signs in KINDS.items() for sign in signs}
GREEK = {";": "a question mark", "\u037e": "a question mark", "·": "a semicolon", "\u0387": "a semicolon"}
"""What these signs are in Greek."""
_SIGNS = r"\s\"'“”„‚‘’«»‹›()（）\[\]【】「」『』*_~`\u200b-\u200f\u2060-\u2069"  # noqa: RUF001
CLOSING = re.compile(rf"(?<![{_SIGNS}])[{_SIGNS}]+$|\A[{_SIGNS}]+$")
DOTS = re.compile(r"(?<!\.)\.{3,}$|(?<!。)。{3,}$")


@one_by_one("punctuation-end", Severity.INFO, "end it as the English text does, unless your language does otherwise")
def punctuation_end(one: Translation) -> Iterator[Flaw]:
    """A text that ends with another kind of sign than the source text.

    Bad: “Read the guide.” → “Lees de gids”
    Good: “Read the guide.” → “Lees de gids.” and in Japanese “ガイドを読んでください。”
    """
    if base(one.locale) in WITHOUT_MARKS or "`" in {one.source[-1:], one.text[-1:]}:
        return
    ours, theirs = _kind(one.said, one.source_locale), _kind(one.said_text, one.locale)
    if ours != theirs and {ours, theirs} != {"a full stop", "an ellipsis"}:
        end = len(CLOSING.sub("", one.text))
        yield Flaw(f"it ends with {theirs or 'no sign'}, the source text with {ours or 'none'}", max(0, end - 1), end)


def _kind(text: str, locale: str) -> str:
    """The kind of sign with which a text ends; empty for none."""
    text = CLOSING.sub("", text)
    if DOTS.search(text):
        return "an ellipsis"
    known = GREEK if base(locale) == "el" else {}
    return known.get(text[-1:], OF_SIGN.get(text[-1:], ""))


CHECKS = (punctuation_end,)
