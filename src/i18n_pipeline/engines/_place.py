"""Paths in the settings of engines."""

from __future__ import annotations

from pathlib import Path

from i18n_pipeline.errors import SettingsError


def place(root: Path, name: str) -> Path:
    """The path in a setting, relative to the project's folder; `~` is a home folder.

    Raises SettingsError for the home folder of an unknown user.
    """
    try:
        return root / Path(name).expanduser()
    except RuntimeError:
        raise SettingsError(f"there is no home folder for {name!r}", "write the whole path") from None
