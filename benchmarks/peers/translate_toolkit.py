"""translate-toolkit's converters (GPL, so only ever here), called as its commands call them, without wrapping."""

from __future__ import annotations

from translate.convert.md2po import MD2POOptionParser
from translate.convert.po2md import PO2MDOptionParser

from peers.model import Files, Stages, page_by_page

TO_PO = MD2POOptionParser()
TO_MARKDOWN = PO2MDOptionParser()


def _extract(files: Files) -> None:
    with files.page.open("rb") as page, files.catalogue.open("wb") as catalogue:
        TO_PO._extract_translation_units(page, catalogue, None, "msgctxt", "single")  # noqa: SLF001 - what md2po calls


def _reassemble(files: Files) -> None:
    with files.catalogue.open("rb") as catalogue, files.page.open("rb") as page, files.result.open("wb") as result:
        TO_MARKDOWN._translate_md_file(  # noqa: SLF001 - what po2md calls
            catalogue, result, page, includefuzzy=False, outputthreshold=None, maxlength=0
        )


STAGES: Stages = {"extract": page_by_page(_extract), "reassemble": page_by_page(_reassemble)}
