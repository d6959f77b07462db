"""Which tests may skip where CI is set. Any other skip fails the run: a check that nobody runs proves nothing."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping

CI = os.environ.get("CI") == "true"
"""Whether skips are looked at: CI services set it."""
MAY: Mapping[str, str] = {
    "apertium": "Apertium",
    "chromium": "Chromium",
    "ruby": r"ruby",
    "node": r"[Nn]ode|npm",
    "generators": r"as far as `(npx|mkdocs|jekyll) ",
    "programs": r"po2tmx|Dutch (catalogues|programs)|DejaVu",
}
"""What not every system has, by name: a pattern of the reasons with which its tests skip."""
LACKING = frozenset(os.environ.get("I18N_PIPELINE_TEST_LACKS", "").split())
"""What else a CI service cannot have, as its workflow says: the words of the reasons."""


def is_expected(reason: str) -> bool:
    """Whether a test may skip for this reason."""
    return any(re.search(pattern, reason) for pattern in MAY.values()) or any(word in reason for word in LACKING)


def told(reasons: Iterable[str]) -> list[str]:
    """A line for each reason: how many tests skip for it, and whether they may."""
    return [
        f"{number:5} {'expected' if is_expected(reason) else 'UNEXPECTED'}: {reason}"
        for reason, number in sorted(Counter(reasons).items())
    ]
