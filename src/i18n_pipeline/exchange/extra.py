"""What needs translate-toolkit, the extra `toolkit`, and what to do where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from i18n_pipeline.errors import SettingsError


@contextmanager
def needed(path: object, why: str) -> Iterator[None]:
    """Modules that use the toolkit are loaded here. Raises SettingsError where it, or lxml, is missing.

    `why` says what needs it: `TBX needs`.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"translate", "lxml"}:
            raise
        advice = 'pip install "i18n-pipeline[toolkit]"'
        raise SettingsError(f"{path}: {why} translate-toolkit; run `{advice}`") from error
