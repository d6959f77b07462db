"""A PO file is read and written as it was, or refused in a sentence.

GNU gettext accepts what we accept, and what is written anew is read as it was meant.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Message

TESTS = Path(__file__).parents[2] / "tests"
LONGEST_SENTENCE = 500
"""Characters of an error at most."""
ONE_IN = 16
"""GNU gettext is asked about one in so many files: to start it takes longer than all else."""


EVERYTHING = (
    '# note\n#. type: text\n#: a.md \u2068b c.md\u2069\n#, fuzzy, no-wrap\n#= own\n#| msgctxt "old"\n#| msgid "A "\n'
    '#| "b"\nmsgctxt "new"\nmsgid "A\\n"\n"\\"b\\""\nmsgstr "\\\\n"\n'
)
SMALL = (
    EVERYTHING,
    'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
    '#~ # note\n#~ #, fuzzy\n#~| msgid "old"\n#~ msgid "a"\n#~ msgstr "b"\n',
    '\ufeffmsgid ""\r\n"a"\r\nmsgstr "b"\r\n\r\n# end\r\n',
    'msgid "\\a\\b\\f\\v\\r\\t"\nmsgstr "\\303\\251\\x41"\n',
    '<<<<<<< HEAD\nmsgid "a"\nmsgstr ""\n',
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=CHARSET\\n"\n"X-Segmentation: 1\\n"\n',
    'msgid "a\nmsgstr "b" c\n',
)


def seeds() -> Iterator[bytes]:
    """Catalogues of this tool and of others, sound and unsound entries."""
    found = [*TESTS.glob("peers/*.po"), *TESTS.glob("sites/*/locales/**/*.po")]
    yield from (path.read_bytes() for path in sorted(found))
    yield from (text.encode() for text in SMALL)


def check(data: bytes) -> None:
    """Fails if the file breaks a law."""
    try:
        catalogue = po.read(data, "nl.po")
    except CatalogueError as error:
        _is_helpful(error, data)
        return
    assert po.write(catalogue) == data, "written otherwise"
    anew = po.completed(_without_bytes(catalogue), "nl", "site")
    written = po.write(anew)
    again = po.read(written, "nl.po")
    assert list(map(_folded, again.messages)) == list(map(_folded, anew.messages)), f"read otherwise: {written!r}"
    if sha256(data).digest()[0] % ONE_IN == 0 and all(map(_is_plain, catalogue.messages)):
        for file in (written, data if not catalogue.bom else b""):
            _gettext_reads(file)


def _is_helpful(error: CatalogueError, data: bytes) -> None:
    assert error.advice, f"no advice: {error}"
    assert 0 <= error.line <= data.count(b"\n") + 1, f"a line that is not there: {error}"
    assert len(str(error)) < LONGEST_SENTENCE, f"a sentence of {len(str(error)):,} characters"


def _folded(message: Message) -> Message:
    """A message with the spaces of its references folded, as by GNU gettext, and its comments as they are written."""
    names = tuple(" ".join(name.split()) for name in message.references)
    notes, extracted = map(_lines, (message.notes, message.extracted))
    return replace(message, references=names, notes=notes, extracted=extracted)


def _lines(comments: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of comments, without carriage returns, and without blanks and control characters at their ends."""
    return tuple(line.rstrip() for line in "\n".join(comments).replace("\r", "\n").split("\n"))


def _without_bytes(catalogue: Catalogue) -> Catalogue:
    """The catalogue as if every entry was new."""
    messages = tuple(replace(message, raw="", line=0) for message in catalogue.messages)
    return replace(catalogue, header=replace(catalogue.header, raw="", line=0), messages=messages, gaps=())


def _is_plain(message: Message) -> bool:
    """Whether gettext has no rules about the text of a message that are none of the format's."""
    texts = [message.msgid, message.plural or message.msgid, *filter(None, [message.msgstr, *message.plurals])]
    ends = {(text.startswith("\n"), text.endswith("\n")) for text in texts}
    return len(ends) == 1 and not any(flag.endswith("-format") for flag in message.flags)


def _gettext_reads(data: bytes) -> None:
    if shutil.which("msgfmt") is None:
        return
    done = subprocess.run(["msgfmt", "-o", "/dev/null", "-"], input=data, capture_output=True, check=False)
    assert done.returncode == 0, f"msgfmt: {done.stderr.decode(errors='replace')} of {data!r}"
