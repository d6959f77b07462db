"""Names of attributes and parameters that hold words for readers on most sites."""

from __future__ import annotations

import re
from collections.abc import Collection

HUMAN = (
    *("title", "subtitle", "header", "subheader", "heading", "label", "caption", "description"),
    *("alt", "text", "placeholder", "summary", "tagline"),
)
"""Such names. Those that end with one of them count, too: see `is_human`."""
LAST_WORD = re.compile(r"[-_]([a-z]+)\Z|(?<=[a-z\d])([A-Z][a-z]+)\Z")
SWITCH = re.compile(r"(?:show|hide|has|is|no|with|without|use|enable|disable)(?![a-z])")
"""The first word of the name of a switch, which says whether there is a title, not which."""


def is_human(name: str, names: Collection[str] = HUMAN) -> bool:
    """Whether a name is one of these or ends with one: `buttonLabel`, `button-label`, `button_label` hold a label."""
    if name in names:
        return True
    last = LAST_WORD.search(name)
    return last is not None and (last[1] or last[2].lower()) in names and not SWITCH.match(name)
