"""PO text ↔ values. The law: `write(read(data)) == data` for every file that `read` accepts."""

from __future__ import annotations

from i18n_pipeline.catalogue.po.header import (
    completed,
    is_stamped,
    new_catalogue,
    new_template,
    require_filled,
    require_known,
    restamped,
    stamped,
)
from i18n_pipeline.catalogue.po.polib_file import to_polib
from i18n_pipeline.catalogue.po.reading import read
from i18n_pipeline.catalogue.po.writing import rearranged, write

__all__ = [
    "completed",
    "is_stamped",
    "new_catalogue",
    "new_template",
    "read",
    "rearranged",
    "require_filled",
    "require_known",
    "restamped",
    "stamped",
    "to_polib",
    "write",
]
