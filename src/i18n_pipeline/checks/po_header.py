"""The header of a catalogue: its character set, its language, its plural forms."""

from __future__ import annotations

from i18n_pipeline.checks._check import found_elsewhere
from i18n_pipeline.findings import Severity

po_header = found_elsewhere(
    "po-header",
    Severity.ERROR,
    """A header that programs cannot use: another character set than UTF-8, another language, wrong plural forms.

    Bad: a catalogue in locales/nl with “Language: de”
    Good: a catalogue in locales/nl with “Language: nl”
    """,
)
CHECKS = (po_header,)
