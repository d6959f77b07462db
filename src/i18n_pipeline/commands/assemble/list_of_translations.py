"""The file that lists the translations of each page, for templates that tell search engines of them (`hreflang`)."""

from __future__ import annotations

import json

from i18n_pipeline.commands.task import Changed, Result, Task
from i18n_pipeline.project import page_links, project_files


def listed(task: Task) -> Result | None:
    """Write the list, if the settings name a file; None if they do not, or if the task has not all pages.

    By page, the file of each language in which the page is there, the source language first. Raises SettingsError and
    OutsideError.
    """
    config = task.config
    if not config.assemble.translations or not task.whole:
        return None
    pages = {page: project_files.reference(config, page) for page in task.pages if not config.strings_of(page)}
    found = {
        name: {config.source_locale: name}
        | {
            locale: page_links.localised(config, locale, name)
            for locale in config.locales
            if page_links.is_written(config, locale, name)
        }
        for name in sorted(pages.values())
    }
    data = (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode()
    path = config.root / config.assemble.translations
    changed = project_files.write(config, path, data, dry=task.dry)
    return Result("", (Changed(config.assemble.translations, changed),))
