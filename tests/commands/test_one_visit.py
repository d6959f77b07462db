"""`translate` makes a catalogue and its localised page in one go, and gives what one verb after the other does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.projects import project, put, run, translate, tree

from i18n_pipeline.commands import one_visit
from i18n_pipeline.commands.update import changed_catalogues
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import segments
from i18n_pipeline.markdown.reading.outline import Outline, outline
from i18n_pipeline.project.read_make_write import ReadMakeWrite

SETTINGS = 'locales = ["nl", "de", "ar"]\n'
RETIRING = "[merge]\nmax_obsolete = 0\n[memory]\ndatabase = 'm.db'\n"
PAGES = {
    "a.md": "---\ntitle: [\n---\n\n# One\n\nTwo words, *here*.\n",
    "b.md": "# Two\n\nApples and pears grow on the old trees.\n\n![A picture](a.png) and [a link](a.md).\n",
    "guide/c.md": "Three\r\n\r\n| Four | Five |\r\n|---|---|\r\n| Six | `code` |\r\n",
    "pages.md": "A page with the name of a shared catalogue.\n",
    "empty.md": "",
}


def site(root: Path, settings: str = SETTINGS) -> Path:
    """A project that was translated, then its pages changed: texts moved, came, went and changed."""
    project(root, PAGES, settings)
    run(root, "update")
    for locale in ("nl", "de"):
        translate(root, locale=locale)
    run(root, "translate")
    put(root / "source" / "b.md", "# Two\n\nApples and plums grow on the old trees.\n\nNew\n")
    put(root / "source" / "d.md", "![A picture](a.png) and [a link](a.md).\n\nThree\n")
    put(root / "source" / "renamed.md", PAGES["guide/c.md"])
    (root / "source" / "guide" / "c.md").unlink()
    for path in (root / "locales" / "de").rglob("*.po"):
        put(path, path.read_bytes().replace(b"NL Two words, *here*", b"NL Two words"))
    return root


@pytest.mark.parametrize("more", ["", 'layout = "folder"\n', RETIRING])
@pytest.mark.parametrize("cache", [(), ("--no-cache",)])
def test_one_go_writes_and_says_what_one_verb_after_the_other_does(
    tmp_path: Path, more: str, cache: tuple[str, ...]
) -> None:
    one, two = site(tmp_path / "one", SETTINGS + more), tmp_path / "two"
    shutil.copytree(one, two)
    at_once = run(one, "translate", *cache)
    told = [run(two, verb, *cache) for verb in ("update", "assemble")]
    ours = tree(one), sorted(set(at_once.err.splitlines())), at_once.code
    lines = sorted({line for each in told for line in each.err.splitlines()})

    assert ours == (tree(two), lines, max(each.code for each in told))


def test_a_page_is_parsed_once_for_its_catalogues_and_its_localised_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, {"a.md": "# One\n\nTwo\n", "b.md": "Three\n"}, SETTINGS)
    parsed: list[bytes] = []

    def counted(source: bytes, dialect: Dialect) -> Outline:
        parsed.append(source)
        return outline(source, dialect)

    segments.page.cache_clear()
    monkeypatch.setattr(segments, "outline", counted)
    run(tmp_path, "translate", "-j", "1")

    assert sorted(parsed) == [b"# One\n\nTwo\n", b"Three\n"]


def test_a_page_whose_texts_may_be_on_other_pages_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, {"a.md": "One\n\nTwo\n", "b.md": "Three\n"}, 'locales = ["nl"]\n')
    run(tmp_path, "update")
    translate(tmp_path)
    put(tmp_path / "source" / "a.md", "One\n")
    put(tmp_path / "source" / "b.md", "Three\n\nTwo\n")
    made: list[tuple[str, bool]] = []
    make = one_visit.make

    def seen(given: one_visit.VisitInputs) -> one_visit.VisitMade:
        found = make(given)
        made.append((given.update.update.pages[0], found.page is not None))
        return found

    visit = ReadMakeWrite(one_visit.VISIT.read, seen, one_visit.VISIT.write)
    monkeypatch.setattr(changed_catalogues, "VISIT", visit)
    run(tmp_path, "translate", "-j", "1")

    assert (tmp_path / "localised" / "nl" / "b.md").read_text(encoding="utf-8") == "NL Three\n\nNL Two\n"
    assert made == [("a.md", True), ("b.md", False)]
