"""Read PO files, strictly: what gettext refuses is an error with its line and what to do about it."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from i18n_pipeline.catalogue.po import entry_places, fault, scan
from i18n_pipeline.catalogue.po.header import foreign_charset
from i18n_pipeline.catalogue.po.scan import ScannedText
from i18n_pipeline.catalogue.po.wrap import GETTEXT_WIDTH, columns, first_piece
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Message, State
from i18n_pipeline.plain_text import beginning

_PLURAL_NUMBERS = re.compile(r"^[ \t]*(?:#~[ \t]*)?msgstr\[(\d+)\]", re.MULTILINE)
_PREVIOUS = re.compile(r"^[ \t\r]*(?:#~[ \t\r]*)?#~?\|[ \t\r]*(?:(?P<loose>\")|msg)", re.MULTILINE)
_MAYBE_SEPARATOR = re.compile(r"\\(?:0{0,2}4|x0?4)")
"""Quick test for an escape of U+0004."""
_LEAST_WIDTH = 40
_WRAPPED = re.compile(r'^((?:#\| )?".+(?<!\\n)")\r?\n(?=(?:#\| )?"([^ "\n][^\n]*)"\r?$)', re.MULTILINE)
_WRAPPED_OBSOLETE = re.compile(r'^#~\|? (".+(?<!\\n)")\r?\n(?=#~\|? "([^ "\n][^\n]*)"\r?$)', re.MULTILINE)
_CONTINUED = re.compile(r'"(?<!\\n")(?<! "")\r?\n(?:#~?\|? )?"[^ "\n]')
"""Quick test for a string that goes on in the next line although no line feed ends it."""
_UNWRAPPED = re.compile(r'^(?:#~ |#~?\| )?(?=.{110})msg\S+ ".{0,75} ', re.MULTILINE)


def read(data: bytes, path: str, *, twice: bool = False) -> Catalogue:
    """Read a PO or POT file; `path` is for error messages, `twice` allows several live entries for one message.

    Raises CatalogueError, with line and advice, for an invalid file.
    """
    text, bom, newline = _text(data, path)
    found, width = _scanned(text)
    if found.refused is not None:
        raise CatalogueError(path, *fault.find(text, found.refused))
    _require_sound(found.messages, path, twice=twice)
    if "\4" in text or _MAYBE_SEPARATOR.search(text):
        _require_without_separator(found.messages, path)
    header, messages, gaps = _parted(found)
    _require_charset(header, path)
    return Catalogue(header, messages, gaps, newline, bom, width)


@lru_cache(maxsize=2)
def _scanned(text: str) -> tuple[ScannedText, int]:
    """The entries of a text, and its width; once for the steps of a command that read a catalogue one after another."""
    return scan.scan(text), _width(text)


def _text(data: bytes, path: str) -> tuple[str, bool, str]:
    """Decode a file into its text with line feeds, whether it had a byte-order mark, and its line ending."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = entry_places.after(data[: error.start].decode().removeprefix("\ufeff"))
        problem = f"not UTF-8 (byte 0x{data[error.start]:02x})"
        raise CatalogueError(path, line, problem, _conversion(data, path), column) from None
    bom = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        line, column = entry_places.after(text.partition("\0")[0])
        raise CatalogueError(
            path, line, "a NUL character: the file is damaged", "restore it from git or a backup", column
        )
    if "\r\n" in text and text.count("\n") == text.count("\r\n"):
        return text.replace("\r\n", "\n"), bom, "\r\n"
    return text, bom, "\n"


def _require_sound(messages: Sequence[Message], path: str, *, twice: bool) -> None:
    """Raise CatalogueError for what gettext refuses: equal live keys, a header that is not first, misnumbered plurals.

    With `twice`, equal keys are only refused for two different reviewed translations: a person has to choose.
    """
    seen: dict[tuple[str | None, str], Message] = {}
    for message in messages:
        if message.plurals:
            _require_numbered(message, path)
        if ("#|" in message.raw or "#~|" in message.raw) and _has_loose_previous(message.raw):
            problem = "a `#|` line with a string, and no keyword before it"
            raise _wrong(path, message, problem, "begin it with `#| msgid`, or delete it")
        if message.obsolete:
            continue
        key = message.key
        first = seen.setdefault(key, message)
        if first is not message:
            _require_choice(first, message, path, twice=twice and bool(message.msgid))
            seen[key] = min(first, message, key=lambda one: one.worth)
        if not message.msgid and message.msgctxt is None and message is not messages[0]:
            raise _wrong(path, message, 'the header (`msgid ""`) must be the first entry', "move it to the start")


def _require_without_separator(messages: Iterable[Message], path: str) -> None:
    """Raise CatalogueError for U+0004 in a string of an entry, itself or as an escape."""
    for message in messages:
        texts = (message.msgctxt, message.msgid, message.plural, message.previous_context, message.previous)
        if any("\4" in text for text in (*texts, message.msgstr, *message.plurals) if text):
            problem = "the invisible character U+0004 in a string, which gettext puts between context and text"
            raise _wrong(path, message, problem, "delete it there")


def _has_loose_previous(raw: str) -> bool:
    """Whether the first `#|` string of an entry has no keyword before it."""
    found = _PREVIOUS.search(raw)
    return bool(found and found["loose"])


def _require_choice(first: Message, message: Message, path: str, *, twice: bool) -> None:
    """Raise CatalogueError for a second entry of a message, unless `twice` and it is clear which one to keep."""
    same = f"the same message as in line {entry_places.of_keyword(first)[0]}"
    if not twice:
        advice = "delete one of the two, or run `i18n-pipeline update`, which keeps the reviewed one"
        raise _wrong(path, message, same, advice)
    if (first.standing, message.standing) == (State.REVIEWED, State.REVIEWED) and _words(first) != _words(message):
        problem = f"{same}, with another translation, and both are reviewed"
        raise _wrong(path, message, problem, "delete one of the two")


def _words(message: Message) -> tuple[str, tuple[str, ...]]:
    return message.msgstr, message.plurals


def _require_numbered(message: Message, path: str) -> None:
    numbers = [number.lstrip("0") or "0" for number in _PLURAL_NUMBERS.findall(message.raw)]
    if numbers != [str(number) for number in range(len(numbers))]:
        problem = f"plural forms numbered [{beginning(', '.join(numbers))}]"
        raise _wrong(path, message, problem, "number them from 0 without a gap")


def _conversion(data: bytes, path: str) -> str:
    """The advice for a file that is not UTF-8; msgconv only works if the header names another encoding."""
    name = shlex.quote(path)
    if foreign_charset(data.decode("ascii", "replace").replace("\\n", " ")):
        return f"convert the file: `msgconv -t UTF-8 -o {name} {name}`"
    convert = f"`iconv -f WINDOWS-1252 -t UTF-8 {name} > converted.po`"
    return f"convert the file, naming after -f the encoding that it is in, as in {convert}"


def _require_charset(header: Message, path: str) -> None:
    if charset := foreign_charset(header.msgstr):
        line, column = entry_places.in_translation(header, charset.start())
        problem = f"the header says charset={beginning(charset[1])}, but the file can be read as UTF-8"
        raise CatalogueError(path, line, problem, "write charset=UTF-8 there", column)


def _wrong(path: str, message: Message, problem: str, advice: str) -> CatalogueError:
    """The error about an entry."""
    line, column = entry_places.of_keyword(message)
    return CatalogueError(path, line, problem, advice, column)


def _parted(found: scan.ScannedText) -> tuple[Message, tuple[Message, ...], tuple[str, ...]]:
    """Split a scan into header, messages and gaps; a missing header becomes an empty message without `raw` text."""
    first = found.messages[:1]
    if first and first[0].key == (None, "") and not first[0].obsolete:
        return first[0], found.messages[1:], found.gaps
    return Message(""), found.messages, (found.gaps[0], "", *found.gaps[1:])


def _width(text: str) -> int:
    """Estimate the columns at which strings are wrapped; 0: only after a line feed.

    No line is longer than the width, but would be with the first piece of the next line. A few lines may differ: they
    have a word that is too long, or come from another tool. If all lines are short, they were broken by hand.
    """
    if not _CONTINUED.search(text):
        return 0
    lines, limits = _wrapped(text, _WRAPPED)
    if not lines:
        lines, limits = _wrapped(text, _WRAPPED_OBSOLETE)
    if not lines or _UNWRAPPED.search(text):
        return 0
    few = lines.total() // 50
    longest, limit = _in_order(lines, lines.total() - 1 - few), _in_order(limits, few)
    if longest < _LEAST_WIDTH or longest <= GETTEXT_WIDTH < limit:
        return GETTEXT_WIDTH
    return longest


def _wrapped(text: str, form: re.Pattern[str]) -> tuple[Counter[int], Counter[int]]:
    """How many wrapped lines have each width, and how many would have it with the first piece of the next line.

    Counted one by one, since a list of the lines takes many times the memory of a file of short ones.
    """
    lines, limits = Counter[int](), Counter[int]()
    for found in form.finditer(text):
        width = columns(found[1])
        lines[width] += 1
        limits[width + columns(first_piece(found[2]))] += 1
    return lines, limits


def _in_order(widths: Counter[int], place: int) -> int:
    """The width at a place, counted from 0, among all widths in order."""
    for width in sorted(widths):
        place -= widths[width]
        if place < 0:
            return width
    return 0
