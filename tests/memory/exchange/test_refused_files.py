"""Files of strangers can do no harm, and what is wrong is said with its place. Nothing is half written."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from i18n_pipeline import plugins
from i18n_pipeline.errors import CatalogueError, FileError, OutsideError, SettingsError
from i18n_pipeline.model import Unit
from i18n_pipeline.project import exchange_files

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
TU = '<tu><tuv xml:lang="en"><seg>a {0}</seg></tuv><tuv xml:lang="nl"><seg>b</seg></tuv></tu>'
XLIFF = '<file source-language="en" original="x"><body><trans-unit id="1"><source>a {0}</source><target>b</target>'


def read(path: Path, data: bytes | str, name: str = "") -> list[Unit]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(exchange_files.read(path, locale="nl", source_locale="en", name=name))


@pytest.mark.parametrize(
    "declared",
    [f'<!ENTITY l0 "lol">{LAUGHS}', '<!ENTITY l12 SYSTEM "file:///etc/passwd">', '<!ENTITY % l12 SYSTEM "file:///x">'],
)
@pytest.mark.parametrize(
    ("name", "root", "body"),
    [
        ("a.tmx", "tmx", f"<tmx><body>{TU.format('&l12;')}</body></tmx>"),
        ("a.xlf", "xliff", f'<xliff version="1.2">{XLIFF.format("&l12;")}</trans-unit></body></file></xliff>'),
    ],
)
def test_a_file_that_declares_entities_is_refused(
    tmp_path: Path, name: str, root: str, body: str, declared: str
) -> None:
    with pytest.raises(FileError, match="declares entities"):
        read(tmp_path / name, f"<!DOCTYPE {root} [{declared}]>\n{body}")


def test_entities_in_an_attribute_are_not_blown_up(tmp_path: Path) -> None:
    laughs = f'<!DOCTYPE tmx [<!ENTITY l0 "lol">{LAUGHS}]><tmx a="&l12;"><body/></tmx>'

    with pytest.raises(FileError):
        read(tmp_path / "a.tmx", laughs)


def test_a_doctype_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "evil.dtd").write_text("not a DTD", encoding="utf-8")
    data = f'<!DOCTYPE tmx SYSTEM "evil.dtd">\n<tmx><body>{TU.format("x")}</body></tmx>'

    assert read(tmp_path / "a.tmx", data) == [Unit("a x", "b", "nl")]


@pytest.mark.parametrize(
    ("name", "data", "line", "problem"),
    [
        ("a.tmx", "", 0, "not sound XML"),
        ("a.tmx", "<tmx>\n<body>\n<tu></body></tmx>", 3, "not sound XML"),
        ("a.tmx", "<html/>", 1, "its root element is <html>"),
        ("a.xlf", "PK\x03\x04", 1, "not sound XML"),
        ("a.xlf", '<xliff version="3.0"/>', 1, "XLIFF version '3.0' is unknown"),
        ("a.csv", "a,b\n1,2\n", 1, "no columns `source` and `target`"),
        ("a.csv", 'source,target\n"a"b,c\n', 2, "no CSV"),
        ("a.csv", 'source,target\na,b\n"a,\nb\nc', 3, "no CSV"),
        ("a.csv", b"source,target\n\xff,a\n", 2, "not UTF-8"),
        ("a.mo", b"\0" * 40, 0, "it does not begin as MO files do"),
        ("a.mo", struct.pack("<7I", 0x950412DE, 0, 2**31, 28, 28, 0, 28), 0, "its tables end after the file"),
        ("a.mo", struct.pack("<11I", 0x950412DE, 0, 1, 28, 36, 0, 44, 9, 99, 9, 99), 0, "a text ends after the file"),
    ],
)
def test_a_damaged_file_is_refused_with_its_place(
    tmp_path: Path, name: str, data: bytes | str, line: int, problem: str
) -> None:
    with pytest.raises(FileError, match=problem) as refused:
        read(tmp_path / name, data)

    assert refused.value.path == str(tmp_path / name)
    assert refused.value.line == line


def mo(texts: dict[bytes, tuple[int, int]], body: bytes) -> bytes:
    """An MO file of keys, each with the place and length of its text in the body that follows the tables."""
    keys = b"".join(key + b"\0" for key in texts)
    start = 28 + 16 * len(texts)
    offsets = [start + keys.index(key + b"\0") for key in texts]
    head = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, start)
    named = b"".join(struct.pack("<2I", len(key), offset) for key, offset in zip(texts, offsets, strict=True))
    said = b"".join(struct.pack("<2I", size, start + len(keys) + offset) for offset, size in texts.values())
    return head + named + said + keys + body


def test_a_text_that_a_thousand_keys_share_is_not_copied_a_thousand_times(tmp_path: Path) -> None:
    texts = {f"key {number}".encode(): (0, 100_000) for number in range(1_000)}
    with pytest.raises(FileError, match="its texts lie over one another"):
        read(tmp_path / "a.mo", mo(texts, b"x" * 100_000))


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "unicode_escape", "Raw-Unicode-Escape", "undefined", "zlib", "x" * 999]
)
def test_a_file_in_an_encoding_of_no_texts_is_refused_in_a_short_sentence(tmp_path: Path, name: str) -> None:
    header = f"Content-Type: text/plain; charset={name}\n".encode()
    with pytest.raises(FileError, match="no MO file, or a damaged one") as refused:
        read(tmp_path / "a.mo", mo({b"": (0, len(header)), b"a": (len(header), 1)}, header + b"b"))

    assert len(str(refused.value)) < len(str(tmp_path)) + 200


LONG = "a-" + "b-" * 500 + "c"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.tmx", f"<{LONG}/>"),
        ("a.tmx", f"<tmx><{LONG}></tmx>"),
        ("a.xlf", f'<xliff version="{LONG}"/>'),
        ("a.xlf", f'<xliff xmlns="x:{LONG}"/>'),
        ("a.csv", f'source,target\n{LONG!r},"{LONG}"{LONG}\n'),
        ("a.po", f'msgid "a"\n{LONG}\n'),
    ],
)
def test_an_error_about_a_file_is_a_short_sentence(tmp_path: Path, name: str, data: str) -> None:
    with pytest.raises(FileError) as refused:
        read(tmp_path / name, data)

    assert len(str(refused.value)) < len(str(tmp_path)) + 200


@pytest.mark.parametrize("name", ["a}b", "{a", "{a}b", "urn:oasis:names:tc:xliff:document:2.0}"])
@pytest.mark.parametrize(("file", "root"), [("a.tmx", "tmx"), ("a.xlf", "xliff"), ("a.xlf", "html")])
def test_a_namespace_with_braces_is_refused(tmp_path: Path, file: str, root: str, name: str) -> None:
    with pytest.raises(FileError, match=r"XML|XLIFF version|root element"):
        read(tmp_path / file, f'<{root} xmlns="{name}"><a/></{root}>')


def test_a_file_in_an_older_encoding_is_read(tmp_path: Path) -> None:
    header = b"Content-Type: text/plain; charset=ISO-8859-1\n"

    assert read(tmp_path / "a.mo", mo({b"": (0, len(header)), b"a": (len(header), 1)}, header + b"\xe9")) == [
        Unit("a", "é", "nl")
    ]


def test_a_damaged_catalogue_is_refused_as_catalogues_are(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError):
        read(tmp_path / "a.po", 'msgid "two\n')


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tmx", "\x1b[1m"),
        ("a.xlf", "\ufffe"),
        ("a.xliff", "\0"),
        ("a.po", "\0"),
        ("a.mo", "\x04"),
        ("a.csv", "\ud800"),
    ],
)
def test_a_text_that_the_format_cannot_hold_is_named_and_left_out(tmp_path: Path, name: str, text: str) -> None:
    path, unit = tmp_path / name, Unit("C", text, "nl")
    problem = exchange_files.unholdable(path, unit)

    assert problem is not None
    assert f"U+{ord(text[0]):04X}" in problem.text
    assert exchange_files.write(path, [Unit("A", "B", "nl"), unit], locale="nl", source_locale="en") == 1
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("file", "name"), [("a.docx", ""), ("a.tmx", "tmz")])
def test_an_unknown_format_is_a_wrong_setting(tmp_path: Path, file: str, name: str) -> None:
    with pytest.raises(SettingsError, match=r"known|Did you mean 'tmx'"):
        read(tmp_path / file, "", name)


def test_without_the_toolkit_the_advice_is_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_family: str, _name: str) -> None:
        raise ModuleNotFoundError(name="translate.storage")

    monkeypatch.setattr(plugins, "load", missing)

    with pytest.raises(SettingsError, match=r'pip install "i18n-pipeline\[toolkit\]"'):
        read(tmp_path / "a.tmx", "")


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    for name in ("a.tmx", "a.xlf", "a.po", "a.csv"):
        with pytest.raises(OutsideError, match="cannot be read"):
            list(exchange_files.read(tmp_path / name, locale="nl", source_locale="en"))
    with pytest.raises(OutsideError, match="cannot be written"):
        exchange_files.write(tmp_path / "no" / "a.tmx", [], locale="nl", source_locale="en")
