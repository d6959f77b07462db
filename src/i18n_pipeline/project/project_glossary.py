"""The glossary file of a project: a CSV table, or TBX."""

from __future__ import annotations

from i18n_pipeline.catalogue import glossary
from i18n_pipeline.catalogue.glossary import Glossary
from i18n_pipeline.memory.exchange import tbx
from i18n_pipeline.project import disk, project_files
from i18n_pipeline.project.settings import Config


def terms(config: Config) -> Glossary:
    """The project's glossary; empty without one. Raises FileError and SettingsError."""
    path = config.root / config.draft.glossary
    data = disk.read(path)
    name = project_files.shown(config, path)
    if data and path.suffix.lower() == ".tbx":
        return Glossary(tbx.read(path, name, config.locales, config.source_locale))
    return glossary.read(data, name, config.locales) if data else Glossary()
