"""Reading is strict: what is accepted, and the line and the advice for what is not."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from i18n_pipeline.catalogue import po
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Message

BAD = {
    "unterminated string": ('msgid "two\nmsgstr ""\n', 1, "does not end on its line"),
    "escaped last quotation mark": ('msgid "a"\nmsgstr "b\\"\n', 2, "does not end on its line"),
    "lone backslash at the end": ('msgid "a"\nmsgstr "b\\\n', 2, "does not end on its line"),
    "unterminated line of a long string": ('msgid ""\n"a"\n"b\nmsgstr ""\n', 3, "does not end on its line"),
    "junk after a string": ('msgid "a"\nmsgstr "b" c\n', 2, "`c` follows the string"),
    "two strings on a line": ('msgid "a" "b"\nmsgstr ""\n', 1, '`"b"` follows the string'),
    "unknown escape": ('msgid "a"\nmsgstr "b\\_"\n', 2, "unknown escape `\\_`"),
    "equal keys": ('msgid "a"\nmsgstr ""\n\n# note\nmsgid "a"\nmsgstr ""\n', 5, "the same message as in line 1"),
    "equal keys with a context": (
        'msgctxt "c"\nmsgid "a"\nmsgstr ""\n\nmsgctxt "c"\nmsgid "a"\nmsgstr ""\n',
        5,
        "the same message as in line 1",
    ),
    "conflict between entries": ('<<<<<<< HEAD\nmsgid "a"\nmsgstr ""\n', 1, "conflict of version control (`<<<<<<<`)"),
    "conflict inside an entry": ('msgid "a"\n=======\nmsgstr ""\n', 2, "conflict of version control (`=======`)"),
    "end of a conflict": ('msgid "a"\nmsgstr ""\n>>>>>>> main\n', 3, "conflict of version control (`>>>>>>>`)"),
    "NUL": ('msgid "a"\nmsgstr "\0"\n', 2, "NUL"),
    "previous msgid without its keyword": ('# a\n#| "b"\nmsgid "a"\nmsgstr ""\n', 3, "no keyword before it"),
    "the same of an obsolete entry": ('#~| "b"\n#~ msgid "a"\n#~ msgstr ""\n', 2, "no keyword before it"),
    "previous msgid and no entry": ('msgid "a"\nmsgstr "b"\n\n#| msgid "c"\n# d\n', 4, "no entry below it"),
    "the same of an obsolete one": ('msgid "a"\nmsgstr "b"\n#~| msgid "c"\n', 3, "no entry below it"),
    "msgstr without msgid": ('msgstr "a"\n', 1, "`msgstr` without a `msgid` before it"),
    "second msgstr": ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "`msgstr` without a `msgid` before it"),
    "missing msgstr": ('# note\nmsgid "a"\n\nmsgid "b"\nmsgstr ""\n', 2, "`msgid` without a `msgstr` after it"),
    "missing msgstr at the end": ('msgid "a"\n', 1, "`msgid` without a `msgstr` after it"),
    "comment inside an entry": ('msgid "a"\n# note\nmsgstr ""\n', 1, "`msgid` without a `msgstr` after it"),
    "context after msgid": ('msgid "a"\nmsgctxt "c"\nmsgstr ""\n', 1, "`msgid` without a `msgstr` after it"),
    "two contexts": ('msgctxt "c"\nmsgctxt "d"\nmsgid "a"\nmsgstr ""\n', 1, "`msgctxt` without a `msgid`"),
    "context alone": ('msgctxt "c"\n', 1, "`msgctxt` without a `msgid` after it"),
    "context with msgstr": ('msgctxt "c"\nmsgstr ""\n', 2, "`msgstr` without a `msgid` before it"),
    "plural without numbers": ('msgid "a"\nmsgid_plural "b"\nmsgstr ""\n', 3, "`msgstr` cannot follow `msgid_plural`"),
    "plural without msgstr": ('msgid "a"\nmsgid_plural "b"\n', 2, "`msgid_plural` without a `msgstr[0]`"),
    "numbers without plural": ('msgid "a"\nmsgstr[0] ""\n', 2, "`msgstr[0]` cannot follow `msgid`"),
    "numbers that begin at 1": ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] ""\n', 1, "numbered [1]"),
    "half obsolete": ('#~ msgid "a"\nmsgstr ""\n', 2, "only some lines of this entry begin with `#~`"),
    "half obsolete string": ('#~ msgid ""\n"a"\n#~ msgstr ""\n', 2, "only some lines of this entry begin with `#~`"),
    "unknown keyword": ('mgsid "a"\nmsgstr ""\n', 1, "`mgsid` is no keyword of PO files"),
    "unknown obsolete keyword": ('#~ mgsid "a"\n', 1, "`mgsid` is no keyword of PO files"),
    "keyword without a string": ('msgid\nmsgstr ""\n', 1, "`msgid` has no string after it"),
    "prose": ("¿What?\n", 1, "neither a comment, a keyword with its string, nor a string"),
    "bad previous msgid": ('#| "a\nmsgid "a"\nmsgstr ""\n', 1, "does not end on its line"),
    "prose as previous msgid": ('#| a\nmsgid "a"\nmsgstr ""\n', 1, "`#|` holds the previous msgid"),
    "string before everything": ('"a"\nmsgid "a"\nmsgstr ""\n', 1, "a string without a keyword before it"),
    "late header": ('msgid "a"\nmsgstr ""\n\nmsgid ""\nmsgstr ""\n', 4, "must be the first entry"),
    "charset": ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=EUC-JP\\n"\n', 3, "write charset=UTF-8 there"),
}

GOOD = {
    "empty": "",
    "blank lines": "\n \n",
    "only comments": "# nothing yet\n",
    "no header": 'msgid "a"\nmsgstr "b"\n',
    "no final newline": 'msgid "a"\nmsgstr "b"',
    "byte-order mark": '\ufeffmsgid "a"\nmsgstr "b"\n',
    "CRLF": 'msgid ""\r\n"a"\r\nmsgstr "b"\r\n\r\n# end\r\n',
    "CRLF on some lines": '# note\r\nmsgid "a"\nmsgstr "b"\r\n',
    "blank lines inside an entry": '#. type: text\n\nmsgid "a"\n\nmsgstr "b"\n\n"c"\n',
    "indented and trailing blanks": '  # note \n  msgid "a" \n\tmsgstr "b"\t\n',
    "no blank line between entries": 'msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n#~ msgid "e"\n#~ msgstr "f"\n',
    "flags of the format of 2027": '#= no-wrap\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "equal obsolete entries": '#~ msgid "a"\n#~ msgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
    "obsolete with its comments": '#~ # note\n#~ #, fuzzy\n#~\n#~ msgid "a"\n#~ msgstr "b"\n',
    "obsolete header": '#~ msgid ""\n#~ msgstr "Language: nl\\n"\n',
    "unusual escapes": 'msgid "\\a\\b\\f\\v\\r\\t"\nmsgstr "\\303\\251\\x41"\n',
    "escapes of a backslash and a digit": 'msgid "a\\\\0"\nmsgstr "\\\\x00 \\1"\n',
    "previous msgid over lines": '#| msgid ""\n#| "a"\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "template charset": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n',
    "comments after the last entry": 'msgid "a"\nmsgstr "b"\n\n# bye',
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_sound_is_refused_with_line_and_advice(name: str) -> None:
    text, line, problem = BAD[name]

    with pytest.raises(CatalogueError) as caught:
        po.read(text.encode(), "locales/nl.po")

    assert ("locales/nl.po", line) == (caught.value.path, caught.value.line)
    assert problem in caught.value.problem


COLUMNS = {
    'msgid "é two\nmsgstr ""\n': (1, 13),
    '  msgid "two\n': (1, 13),
    'msgid "a"\nmsgstr "日\\_b"\n': (2, 10),
    'msgid "a"\nmsgstr "b" c\n': (2, 12),
    'msgid "a"\n  mgsstr "b"\n': (2, 3),
    '#~ mgsid "a"\n': (1, 4),
    "msgid\n": (1, 6),
    'msgid "a"\n=======\n': (2, 1),
    "  ¿What?\n": (1, 3),
    '  msgid "a"\n': (1, 3),
    'msgid "a"\n\tmsgid_plural "b"\n\tmsgstr ""\n': (3, 2),
    'msgid "a"\nmsgstr "é\0"\n': (2, 10),
    '\ufeffmsgid "a\n': (1, 9),
    'msgid "a"\nmsgstr ""\n\n# note\n  msgid "a"\nmsgstr ""\n': (5, 3),
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=EUC-JP\\n"\n': (3, 28),
    '# charset=\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; char"\n"set=EUC-JP\\n"\n': (4, 28),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", COLUMNS)
def test_a_fault_is_told_with_line_column_and_advice(text: str, end: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        po.read(text.replace("\n", end).encode(), "nl.po")

    assert COLUMNS[text] == (caught.value.line, caught.value.column)
    assert caught.value.advice


@pytest.mark.parametrize("name", BAD)
def test_every_fault_has_a_column_within_its_line_and_advice_of_its_own(name: str) -> None:
    text, line, _ = BAD[name]
    with pytest.raises(CatalogueError) as caught:
        po.read(text.encode(), "nl.po")

    assert 1 <= caught.value.column <= len(text.split("\n")[line - 1]) + 1
    assert caught.value.advice != CatalogueError.usual_advice


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(CatalogueError) as caught:
        po.read(b'msgid "a"\nmsgstr "\xe9"\n', "nl.po")

    assert str(caught.value).startswith("nl.po:2:9: not UTF-8 (byte 0xe9); convert the file")


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n\n'
ENTRY = 'msgid "a"\nmsgstr "café {}"\n'
ELSEWHERE = {
    "Latin-1 that says UTF-8": (HEADER.format("UTF-8") + ENTRY).encode("latin-1"),
    "Windows-1252 without a header": ENTRY.replace("{}", "€").encode("cp1252"),
    "Windows-1252 that says CHARSET": (HEADER.format("CHARSET") + ENTRY).encode("cp1252"),
    "Latin-1 that says so": (HEADER.format("ISO-8859-1") + ENTRY).encode("latin-1"),
    "EUC-JP that says so": (HEADER.format("EUC-JP") + ENTRY.replace("café", "日本")).encode("euc-jp"),
    "UTF-8 that says Latin-1": (HEADER.format("ISO-8859-1") + ENTRY).encode(),
    "ASCII that says EUC-JP": (HEADER.format("EUC-JP") + ENTRY.replace("é", "e")).encode(),
}


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_the_advice_for_a_file_in_another_encoding_makes_it_one_that_is_read(kind: str, tmp_path: Path) -> None:
    path, data = tmp_path / "a file.po", ELSEWHERE[kind]
    path.write_bytes(data)
    with pytest.raises(CatalogueError) as caught:
        po.read(data, path.name)

    if command := re.search("`([^`]+)`", caught.value.problem):
        subprocess.run(command[1], shell=True, check=True, cwd=tmp_path)  # noqa: S602 - as a person would paste it
        data = (tmp_path / ("converted.po" if "converted.po" in command[1] else path.name)).read_bytes()
    else:
        data = re.sub(rb"charset=\S+(?=\\n)", b"charset=UTF-8", data)
    [message] = po.read(data, path.name).messages

    assert message.msgstr.split()[0] in {"café", "日本", "cafe"}


@pytest.mark.parametrize("name", GOOD)
def test_unusual_files_are_read_and_written_as_they_were(name: str) -> None:
    data = GOOD[name].encode()

    assert data == po.write(po.read(data, "nl.po"))


def test_every_value_of_an_entry_is_read() -> None:
    text = (
        "# note\n#\n#glued\n#. type: text\n#: a.md \u2068b c.md\u2069\n#, fuzzy, no-wrap\n#= own\n"
        '#| msgctxt "old"\n#| msgid "A "\n#| "b"\nmsgctxt "new"\nmsgid "A\\n"\n"\\"b\\""\nmsgstr "\\\\n"\n'
    )
    expected = Message(
        msgid='A\n"b"',
        msgstr="\\n",
        msgctxt="new",
        flags=("fuzzy", "no-wrap", "own"),
        previous="A b",
        previous_context="old",
        notes=("note", "", "glued"),
        extracted=("type: text",),
        references=("a.md", "b c.md"),
    )

    assert po.read(text.encode(), "nl.po").messages == (expected,)


def test_numbered_escapes_are_bytes_of_utf8() -> None:
    (message,) = po.read(GOOD["unusual escapes"].encode(), "nl.po").messages

    assert (message.msgid, message.msgstr) == ("\a\b\f\v\r\t", "éA")


def test_lines_count_from_the_first_comment_of_an_entry() -> None:
    text = 'msgid ""\nmsgstr ""\n\n\n# note\nmsgid "a"\nmsgstr "b"\n\n#~ msgid "c"\n#~ msgstr "d"\n'
    catalogue = po.read(text.encode(), "nl.po")

    assert [catalogue.header.line, *(message.line for message in catalogue.messages)] == [1, 5, 9]
