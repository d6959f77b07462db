"""A text that no catalogue can hold stays as it is on its page, and the maintainers are told where it is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from helpers.generated import PLACES
from helpers.projects import SETTINGS, po_path, project, put, run, translate, tree

from i18n_pipeline.catalogue import po

TOLD = "a text that stays untranslated, since no catalogue can hold the character U+{:04X} in it"
MORE_PLACES = {
    **PLACES,
    "front matter": '---\ntitle: "Some words"\n---\n\n12\n',
    "code": "Say `some words` here.\n",
    "a nested quote": "> > Some words\n",
    "right to left": "شىء some words 12\n",
    "a combining mark": "e\u0301 some words\n",
    "Japanese": "日本語 some words 日本語\n",
    "a context": "<!-- i18n:context Some words -->\nText\n",
}


def sound(path: Path) -> bool:
    """Whether gettext accepts a catalogue; true without gettext."""
    command = ["msgfmt", "-c", "-o", "/dev/null", str(path)]
    return not shutil.which("msgfmt") or subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_with_the_separator_of_gettext_stays_as_it_is_wherever_it_stands(tmp_path: Path, end: str) -> None:
    spoilt = {
        name: page.replace("some words", "some \4words").replace("Some words", "Some \4words")
        for name, page in MORE_PLACES.items()
        if "ome words" in page
    }
    pages = {f"{number}.md": f"{page}\nMore.\n".replace("\n", end) for number, page in enumerate(spoilt.values())}
    pages = {name: page.replace("\4", "\\x04") if page.startswith("---") else page for name, page in pages.items()}
    root = project(tmp_path, {name: page.encode() for name, page in pages.items()})
    outcome = run(root, "update", "-j1", "-v")
    translate(root)
    before = tree(root, "locales")

    assert outcome.code == 0
    assert {name for name in pages if f"source/{name}:" not in outcome.err} == set()
    assert run(root, "translate", "-j1").code == 0
    assert tree(root, "locales") == before
    for name, page in pages.items():
        path = po_path(root, name.removesuffix(".md"))
        assert "\4" not in "".join(message.msgid for message in po.read(path.read_bytes(), "nl.po").messages)
        assert sound(path), name
        assert (root / "localised/nl" / name).read_bytes() == page.replace(f"{end}More.", f"{end}NL More.").encode()


def test_the_line_of_the_character_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "Some words.\n\n- one\n  two \4\n- three\n"})

    assert f"source/a.md:4: {TOLD.format(4)}; delete that character" in run(root, "update", "-j1").err


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [
        ("one.json", '{"one": "Some words", "two": "Some \\u0004words"}\n', 4),
        ("one.json", '{"one": "Some words", "two": "Some \\u0000words"}\n', 0),
        ("one.json", '{"one": "Some words", "two": "Some \\ud800words"}\n', 0xD800),
        ("one.json", '{"one": "Some words", "tw\\u0004o": "Some words"}\n', 4),
        ("one.yaml", 'one: Some words\ntwo: "Some \\x04words"\n', 4),
    ],
)
def test_a_string_that_no_catalogue_can_hold_is_told_too(tmp_path: Path, name: str, content: str, number: int) -> None:
    root = project(tmp_path, {"a.md": "12\n"}, f'{SETTINGS}\n[[strings]]\nsource = "lang/{{locale}}/{name}"\n')
    put(root / "lang/en" / name, content)
    outcome = run(root, "update", "-j1")
    assert outcome.errors == []
    [path] = (root / "locales").rglob("one.po")

    assert (outcome.code, TOLD.format(number) in outcome.err) == (0, True)
    assert "Some words" in path.read_text("utf-8")
    assert sound(path)


def test_a_catalogue_with_the_separator_in_a_string_is_refused_as_gettext_refuses_it(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "Some words.\n"})
    run(root, "update", "-j1")
    put(po_path(root, "a"), po_path(root, "a").read_bytes().replace(b'words."\nmsgstr ""', b'words."\nmsgstr "\\004"'))

    assert "U+0004 in a string" in run(root, "update", "-j1").err
    assert not shutil.which("msgfmt") or not sound(po_path(root, "a"))


def test_words_of_a_published_page_are_brought_without_the_separator(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "# Head\n\nSome words.\n\n- More `code` here\n"})
    put(root / "old/a.md", "# Kop\n\nWat \4woorden.\n\n- Hier \4meer `code`\n")

    assert run(root, "import", "old", "-l", "nl").code == 0
    found = po.read(po_path(root, "a").read_bytes(), "nl.po").messages
    assert [message.msgstr for message in found] == ["Kop", "Wat woorden.", "Hier meer `code`"]
    assert sound(po_path(root, "a"))
