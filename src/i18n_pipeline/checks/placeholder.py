"""Placeholders of programs in the words of a page, such as `%s` and `{name}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import inline

PLACEHOLDER = re.compile(
    r"%\(\w+\)[-#0+ ]*\d*(?:\.\d+)?[sdifr](?!\w)"  # Python
    r"|(?<![\w%])%(?:\d+\$)?[sd@](?!\w)"  # C, PHP, Objective-C
    r"|(?<![{$#\w])\$?\{(?:[A-Za-z_]\w*(?:\.\w+)*|\d{1,2})\}(?!\})"  # templates of Python, JavaScript and others
)
"""What a program fills in (printf of C, str.format of Python, template strings of JavaScript)."""


@one_by_one("placeholder", Severity.WARNING, "write the placeholders of the source text, each as it is there")
def placeholder(one: Translation) -> Iterator[Flaw]:
    """A placeholder in the words that the translation lacks, changes, or has besides; code does not count.

    Bad: “Welcome back, %(name)s!” → “Welkom terug, %(naam)s!”
    Good: “Welcome back, %(name)s!” → “Welkom terug, %(name)s!”
    """
    if not ("%" in one.source or "{" in one.source or "%" in one.text or "{" in one.text):
        return
    wanted = {each[0] for each in inline.outside_code(PLACEHOLDER, one.source)}
    found = list(inline.outside_code(PLACEHOLDER, one.text))
    for added in found:
        if added[0] not in one.source:
            yield Flaw(f"the translation has the placeholder {added[0]}, the source text has not", *added.span())
    for lost in sorted(wanted):
        if lost not in one.text:
            yield Flaw(f"the translation lacks the placeholder {lost}")


CHECKS = (placeholder,)
