"""References that a translator wrote otherwise than the source text: mended where only one reading is possible."""

from __future__ import annotations

import re
from collections import Counter

from i18n_pipeline.checks._check import Translation
from i18n_pipeline.markdown import inline

NUMBERED = re.compile(r"\]\[(\d+)\]")
BARE = re.compile(r"(?<![\]\\])\[(?![\^\d]*\])[^\[\]]+\](?![\[(:{])")
"""Words in brackets that no number or address follows."""
FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")


def with_number(one: Translation) -> str:
    """The translation in which the only link without its number has it again: `[gids]` becomes `[gids][1]`."""
    lost, added = _changed(NUMBERED, one)
    known = {found[0] for found in inline.outside_code(BARE, one.source)}
    bare = [found for found in inline.outside_code(BARE, one.text) if found[0] not in known]
    if len(lost) != 1 or added or len(bare) != 1:
        return one.text
    end = bare[0].end()
    return f"{one.text[:end]}[{lost[0]}]{one.text[end:]}"


def with_label(one: Translation) -> str:
    """The translation in which the only footnote with a translated label has its own: `[^noot]` becomes `[^note]`."""
    lost, added = _changed(FOOTNOTE, one)
    if len(lost) != 1 or len(added) != 1:
        return one.text
    return inline.replaced_outside_code(re.compile(re.escape(f"[^{added[0]}]")), f"[^{lost[0]}]", one.text)


def _changed(pattern: re.Pattern[str], one: Translation) -> tuple[list[str], list[str]]:
    """What a pattern finds in the source text alone, and in the translation alone."""
    ours, theirs = (
        Counter(found[1] for found in inline.outside_code(pattern, text)) for text in (one.source, one.text)
    )
    return list((ours - theirs).elements()), list((theirs - ours).elements())
