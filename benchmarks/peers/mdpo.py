"""mdpo's functions, its results not wrapped."""

from __future__ import annotations

from mdpo.md2po import markdown_to_pofile
from mdpo.po2md import pofile_to_markdown

from peers.model import Files, Stages, page_by_page


def _extract(files: Files) -> None:
    markdown_to_pofile([str(files.page)], po_filepath=str(files.catalogue), save=True)


def _reassemble(files: Files) -> None:
    pofile_to_markdown(str(files.page), [str(files.catalogue)], save=str(files.result), wrapwidth=0)


STAGES: Stages = {"extract": page_by_page(_extract), "reassemble": page_by_page(_reassemble)}
