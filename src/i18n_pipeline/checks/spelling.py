"""Spelling, by the program hunspell."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence

from i18n_pipeline.checks._check import Flaw, Translation, together
from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base, gettext

LONGEST = 600
"""Most seconds that hunspell may take for a catalogue."""
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # noqa: RUF001


@together("spelling", Severity.INFO, "correct it, or add it to the glossary", optional=True)
def spelling(every: Sequence[Translation]) -> Iterator[tuple[int, Flaw]]:
    """A word that the dictionary of hunspell does not know, and neither the source text nor the glossary has.

    Bad: “Lees de gidss.”
    Good: “Lees de gids.”
    """
    unknown = _unknown([one.said_text for one in every], every[0].locale) if every else frozenset()
    for place, one in enumerate(every):
        known = {
            word.casefold()
            for text in (one.source, *(term.target for term in one.terms))
            for word in WORD.findall(text)
        }
        for found in WORD.finditer(one.text):
            if found[0] in unknown and found[0].casefold() not in known:
                yield place, Flaw(f"the translation has “{found[0]}”, which is not in the dictionary", *found.span())


def _unknown(texts: Sequence[str], locale: str) -> frozenset[str]:
    """The words that hunspell does not know. Raises SettingsError without it or its dictionary, and OutsideError."""
    words = "\n".join(sorted({word for text in texts for word in WORD.findall(text)}))
    for name in dict.fromkeys((gettext(locale), base(locale), f"{base(locale)}_{base(locale).upper()}")):
        try:
            done = subprocess.run(
                ["hunspell", "-i", "UTF-8", "-d", name, "-l"],
                input=words.encode(errors="replace"),
                capture_output=True,
                check=False,
                timeout=LONGEST,
            )
        except FileNotFoundError as error:
            raise SettingsError(
                "the check spelling needs the program hunspell", "install it, or leave the check out"
            ) from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutsideError(f"hunspell failed: {error}", "leave the check spelling out") from error
        if not done.returncode:
            return frozenset(done.stdout.decode(errors="replace").split())
    advice = f"install one, such as the package hunspell-{base(locale)}"
    raise SettingsError(f"hunspell has no dictionary of {locale}", advice)


CHECKS = (spelling,)
