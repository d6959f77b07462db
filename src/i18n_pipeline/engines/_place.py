"""Paths in the settings of engines."""

from __future__ import annotations

from pathlib import Path

from i18n_pipeline.errors import SettingsError


def place(root: Path, name: str) -> Path:
    """The path that a setting names: it counts from the project's folder, and `~` is a home folder.

    Raises SettingsError for the home folder of a person who is not known.
    """
    try:
        return root / Path(name).expanduser()
    except RuntimeError:
        raise SettingsError(f"there is no home folder for {name!r}; write the whole path") from None
