"""Localised pages with a notice of ours, imported again: the notice is nobody's words."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, run, translate

SETTINGS = 'locales = ["nl"]\n[assemble]\nnotice = "block"\n'
PAGES = {
    "page.md": "# Title\n\nFirst text here.\n\n- a point\n\nThe second text is still English.\n",
    "other.md": "---\ntitle: Other\n---\n\nSome other text.\n\nThis one is still English as well.\n",
}
TEXTS = {"Title": "Titel", "First text here.": "Eerste tekst hier.", "a point": "een punt", "Other": "Andere"}
FORMS = ["> {text}", "!!! note\\n    {text}", ":::info\\n{text}\\n:::", "> **Let op**\\n>\\n> {text}\\n>\\n> Help mee."]


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_of_ours_is_nobodys_words(tmp_path: Path, form: str) -> None:
    project(tmp_path, PAGES, f'{SETTINGS}notice_block = "{form}"\n')
    run(tmp_path, "update")
    translate(tmp_path, TEXTS)
    run(tmp_path, "assemble")
    catalogues = [po_path(tmp_path, name) for name in ("page", "other")]
    assert all(
        "nog niet volledig vertaald" in p.read_text(encoding="utf-8")
        for p in sorted((tmp_path / "localised").rglob("*.md"))
    )

    for path in catalogues:
        path.unlink()
    done = run(tmp_path, "import", "localised/nl", "-l", "nl")
    found = {entry.msgid: entry.msgstr for path in catalogues for entry in polib.pofile(str(path)) if entry.msgstr}

    assert TEXTS.items() <= found.items()
    assert not any("vertaald" in text or "Help mee" in text for text in found.values())
    assert "extra" not in done.out
