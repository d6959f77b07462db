"""The error for a missing translate-toolkit, the extra `toolkit`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from i18n_pipeline.errors import SettingsError


@contextmanager
def needed(path: object, why: str) -> Iterator[None]:
    """Wrap imports of modules that use the toolkit. Raises SettingsError if it, or lxml, is missing.

    `why` begins the message: `TBX needs`.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"translate", "lxml"}:
            raise
        advice = 'pip install "i18n-pipeline[toolkit]"'
        raise SettingsError(f"{path}: {why} translate-toolkit", f"run `{advice}`") from error
