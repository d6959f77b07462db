"""A real site, from its pages to catalogues and back, byte for byte where nothing is translated."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import corpus, pseudo
from helpers.projects import project, run, tree

from i18n_pipeline.catalogue import po

BOM = b"\xef\xbb\xbf"
COPIES: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "CRLF and BOM": lambda data: BOM + data.removeprefix(BOM).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "no final newline": lambda data: data.rstrip(b"\n"),
}


def site(root: Path, copy: str) -> dict[str, bytes]:
    """A project of the real pages, of copies of every third; what they hold."""
    samples = corpus.real_pages()[:: 1 if copy == "as it is" else 3]
    pages = {sample.name: COPIES[copy](sample.data) for sample in samples}
    project(root, pages)
    return pages


def filled(root: Path, text: Callable[[str], str]) -> None:
    """Translate every message by a function, in the bytes of the catalogues themselves."""
    for path in sorted((root / "locales" / "nl").rglob("*.po")):
        catalogue = po.read(path.read_bytes(), path.name)
        entries = [(m.msgid, text(m.msgid)) for m in catalogue.messages]
        lines = [f"{catalogue.header.raw}\n"]
        lines += [f"msgid {quoted(msgid)}\nmsgstr {quoted(said)}\n" for msgid, said in entries]
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


@pytest.mark.parametrize("copy", COPIES)
def test_every_page_comes_out_byte_for_byte(tmp_path: Path, copy: str) -> None:
    pages = site(tmp_path, copy)
    expected = {f"localised/nl/{name}": data for name, data in pages.items()}

    assert run(tmp_path, "translate").code == 0
    assert tree(tmp_path, "localised") == expected

    filled(tmp_path, lambda msgid: msgid)
    assert run(tmp_path, "translate").code == 0
    assert tree(tmp_path, "localised") == expected
    assert run(tmp_path, "translate", "--check").code == 0


def test_every_page_is_translated_and_every_catalogue_is_one_for_gettext(tmp_path: Path) -> None:
    site(tmp_path, "as it is")
    run(tmp_path, "update")
    filled(tmp_path, pseudo.rewrapped)
    done = run(tmp_path, "translate")

    expected = ("knows it", "write that id on the heading of the English page")  # tags of Svelte; ids are kept off here
    told = [line for line in done.err.splitlines() if not line.endswith(expected)]
    assert (done.code, told) == (0, [])
    if shutil.which("msgfmt"):
        for path in (tmp_path / "locales").rglob("*.po"):
            said = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, check=False)
            assert (said.returncode, said.stderr) == (0, b""), path.name
