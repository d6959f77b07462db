"""Looking through catalogues for pages and translations, before and during an update. Runs in any process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from i18n_pipeline.catalogue import layouts, po
from i18n_pipeline.catalogue.merging import moves
from i18n_pipeline.catalogue.merging.moves import Spelling
from i18n_pipeline.commands.task import Job
from i18n_pipeline.commands.update.where_messages_go import Look
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Key, Message
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.settings import Config


def survey(look: Look) -> frozenset[str]:
    """The pages with messages in a catalogue; empty if another tool made it.

    Raises CatalogueError for a catalogue of another tool at the path of a shared catalogue.
    """
    stored = catalogue_files.read(look.config, look.path, look.page, twice=True)
    if not stored:
        return frozenset()
    require_ours(look.config, look.path, stored.catalogue)
    return frozenset(stored.parts if _is_ours(look.config, stored.catalogue) else ())


def require_ours(config: Config, path: Path, catalogue: Catalogue) -> None:
    """Raise CatalogueError for a catalogue of another tool at the path of a catalogue of several pages."""
    if (
        config.layout != "page"
        and layouts.is_shared(path.name)
        and catalogue.messages
        and not _is_ours(config, catalogue)
    ):
        advice = "move it away, or set 'catalogues' to another folder"
        raise CatalogueError(project_files.shown(config, path), 0, "made by another tool", advice)


def _is_ours(config: Config, catalogue: Catalogue) -> bool:
    """Whether this tool made a catalogue: its header says so, or all its references name pages."""
    if po.is_stamped(catalogue):
        return True
    references = [reference for message in catalogue.messages for reference in message.references]
    return bool(references) and all(project_files.names_page(config, reference) for reference in references)


def held(wanted: Mapping[Spelling, tuple[Key, ...]], look: Look) -> dict[Key, Message]:
    """The best translations of the wanted messages in one catalogue."""
    stored = catalogue_files.read(look.config, look.path, look.page, twice=True)
    parts = sorted(stored.parts.items()) if stored else ()
    return moves.best(moves.held(part, wanted) for _, part in parts)


def offered(look: Look) -> tuple[Message, ...]:
    """All translations in a catalogue whose pages are deleted."""
    stored = catalogue_files.read(look.config, look.path, look.page, twice=True)
    parts = sorted(stored.parts.items()) if stored else ()
    return moves.gone(message for _, part in parts for message in part)


def msgids(look: Look) -> frozenset[str]:
    """The source texts of a page's messages in a catalogue, obsolete ones included."""
    stored = catalogue_files.read(look.config, look.path, look.page, twice=True)
    return frozenset(message.msgid for message in stored.parts.get(look.page, ())) if stored else frozenset()


def page_msgids(job: Job) -> frozenset[str]:
    """The source texts on a page."""
    _, english = project_files.read_page(job.config, job.path)
    return frozenset(segment.msgid for segment in english.segments)
