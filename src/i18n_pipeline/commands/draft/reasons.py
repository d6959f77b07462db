"""Groups of reasons for which messages have no draft: `48 lose a link, 20 were cut off`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

KINDS = (
    (r"(?:loses|lost) “!\[", "lose an image"),
    (r"(?:loses|lost) “\[\^", "lose a footnote mark"),
    (r"(?:loses|lost) “(?:\[|<?https?:|www\.)", "lose a link"),
    (r"(?:loses|lost) “`", "lose code"),
    (r"(?:loses|lost) “[*_~]", "lose emphasis"),
    (r"(?:loses|lost) “<", "lose a tag"),
    (r"(?:loses|lost) “[{$%]", "lose a placeholder"),
    (r"(?:loses|lost) ", "lose markup"),
    (r"doubles |too often$", "double markup"),
    (r"moves “", "move markup"),
    (r"takes the words out of", "empty markup"),
    (r"puts words into", "fill markup"),
    (r"which the source has not$", "make up a tag"),
    (r"was cut off", "cut off"),
    (r"was not JSON", "not JSON"),
    (r"is not well formed|is no plain XML", "not well formed"),
    (r"is several paragraphs", "several paragraphs"),
    (r"is a code block", "code blocks"),
    (r"do not close in order", "mix up tags"),
    (r"read as other markup", "would be read as other markup"),
    (r"^it (?:adds|changes|leaves out|would)\b", "change more than words"),
    (r"half a character", "hold half a character"),
    (r"has no words|is no translation", "empty"),
)
"""Patterns of reasons, and the name of each group in the plural, with or without a verb."""
VERBS = re.compile(r"\b(lose|double|move|fill|make|empty|mix|change|hold)\b(?= )")
NAMED = re.compile(r"\s*(?:“[^”]*”|'[^']*'|\([^()]*\))")
"""Parts of a reason that are particular to one message: quotations and brackets."""


def kind(reason: str) -> str:
    """The name of the group of a reason."""
    known = (name for pattern, name in KINDS if re.search(pattern, reason))
    return next(known, NAMED.sub("", reason).strip(" :"))


def _said(number: int, what: str) -> str:
    return f"{number} {VERBS.sub(_one, what) if number == 1 else what}"


def _one(verb: re.Match[str]) -> str:
    """The verb in the singular."""
    return {"empty": "empties", "mix": "mixes"}.get(verb[0], f"{verb[0]}s")


def grouped(reasons: Iterable[str]) -> str:
    """The groups with their numbers of messages, largest first, in one line."""
    counted = Counter(map(kind, reasons))
    return ", ".join(_said(number, what) for what, number in counted.most_common())
