"""Sequences of edits that once lost a translation, or left files that changed again or that gettext refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from helpers.projects import KEEP, po_path, project, put, run, translate, tree

REFERENCE = re.compile(rb"(?m)^#:.*\n")


def chosen(root: Path, kind: str) -> None:
    """Settings with another layout, and the catalogues brought there."""
    put(root / "i18n.toml", f'layout = "{kind}"\n{KEEP}')
    assert run(root, "update", "-j1").code == 0


def said(root: Path, name: str, msgid: str, msgstr: str) -> None:
    """A person translates one message."""
    path = po_path(root, name)
    empty, full = (f'msgid "{msgid}"\nmsgstr "{text}"'.encode() for text in ("", msgstr))
    assert empty in path.read_bytes()
    put(path, path.read_bytes().replace(empty, full))


def settled(root: Path) -> bool:
    """Whether one more update changes nothing."""
    before = tree(root, "locales")
    assert run(root, "update", "-j1").code == 0
    return before == tree(root, "locales")


def sound(path: Path) -> bool:
    """Whether gettext accepts a catalogue."""
    if not shutil.which("msgfmt"):
        pytest.skip("GNU gettext is not installed")
    command = ["msgfmt", "-c", "-o", "/dev/null", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_translation_without_a_reference_is_kept_where_its_only_page_has_another_one(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "c.md": "One\n\nTwo\n"})
    run(root, "update", "-j1")
    said(root, "a", "One", "Een van a")
    said(root, "c", "One", "Een van c")
    chosen(root, "locale")
    put(po_path(root, "pages"), REFERENCE.sub(b"", po_path(root, "pages").read_bytes()))
    (root / "source/a.md").unlink()
    run(root, "update", "-j1")

    text = po_path(root, "pages").read_text(encoding="utf-8")
    assert 'msgstr "Een van a"' in text
    assert 'msgstr "Een van c"' in text
    assert sound(po_path(root, "pages"))
    assert settled(root)


def test_a_layout_is_switched_although_the_page_named_like_a_shared_catalogue_is_gone(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "pages.md": "Two\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update", "-j1")
    translate(root)
    (root / "source/pages.md").unlink()
    chosen(root, "page")

    assert 'msgstr "NL One"' in po_path(root, "a").read_text(encoding="utf-8")
    assert '#~ msgstr "NL Two"' in po_path(root, "pages").read_text(encoding="utf-8")
    assert settled(root)


def test_the_context_of_an_obsolete_message_does_not_grow_beside_a_page_without_words(tmp_path: Path) -> None:
    root = project(tmp_path, {"d/pages.md": "One\n\nTwo\n", "d/a.md": ""})
    run(root, "update", "-j1")
    translate(root)
    put(root / "source/d/pages.md", "One\n")
    run(root, "update", "-j1")
    chosen(root, "folder")

    assert settled(root)


def test_no_empty_catalogue_is_made_for_a_page_that_is_gone(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "Two\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update", "-j1")
    (root / "source/b.md").unlink()
    chosen(root, "page")

    assert not po_path(root, "b").exists()
    assert settled(root)


def test_gettext_accepts_a_catalogue_with_two_translations_of_one_text(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "Two\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update", "-j1")
    translate(root)
    old = po_path(root, "pages").read_bytes()
    chosen(root, "page")
    put(po_path(root, "pages"), old.replace(b'"NL One"', b'"Eentje"'))  # as a branch brings it back
    run(root, "update", "-j1")

    text = po_path(root, "a").read_text(encoding="utf-8")
    assert 'msgid "One"\nmsgstr "NL One"' in text
    assert '#~ msgstr "Eentje"' in text
    assert sound(po_path(root, "a"))
    assert settled(root)


def test_a_text_that_comes_back_leaves_no_second_entry_in_a_catalogue_without_references(tmp_path: Path) -> None:
    root = project(tmp_path, {"pages.md": "One\n"})
    run(root, "update", "-j1")
    translate(root)
    put(root / "source/pages.md", "Other\n")
    run(root, "update", "-j1")
    put(po_path(root, "pages"), REFERENCE.sub(b"", po_path(root, "pages").read_bytes()))
    put(root / "source/pages.md", "One\n")
    run(root, "update", "-j1")

    assert po_path(root, "pages").read_text(encoding="utf-8").count('msgid "One"') == 1
    assert sound(po_path(root, "pages"))
    assert settled(root)


@pytest.mark.parametrize("source", [".", "docs/", "./docs"])
def test_a_shared_catalogue_without_its_own_header_field_is_known_by_its_references(
    tmp_path: Path, source: str
) -> None:
    root = project(tmp_path, {}, f'source = "{source}"\nlayout = "locale"\n{KEEP}')
    put(root / source / "a.md", "One\n")
    run(root, "update", "-j1")
    plain = po_path(root, "pages").read_bytes().replace(b'"X-Segmentation: 1\\n"\n', b"")
    put(po_path(root, "pages"), plain)

    assert run(root, "update", "-j1").code == 0
    assert plain == po_path(root, "pages").read_bytes()


def test_an_interrupted_update_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, {"a.md": "One\n"})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert run(root, "update", "-j1").code == 130

    assert list(root.rglob("*.tmp")) == []
