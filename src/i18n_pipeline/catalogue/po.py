"""Read and write PO files. Reading is strict; writing keeps the bytes of unchanged entries.

The law: `write(read(data)) == data` for every file that `read` accepts.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import polib

from i18n_pipeline.catalogue import fault, scan, splice
from i18n_pipeline.catalogue.plurals import plural_forms
from i18n_pipeline.catalogue.wrap import GETTEXT_WIDTH, columns, first_piece, strings
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Message, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEGMENTATION_FIELD = "X-Segmentation"
"""Header field that marks a catalogue as made by this tool."""

SEGMENTATION = "1"
"""Version of the segmentation, written into the header."""


def read(data: bytes, path: str, *, twice: bool = False) -> Catalogue:
    """Read a PO or POT file; `path` is for error messages, `twice` allows several live entries for one message.

    Raises CatalogueError, with line and advice, for an invalid file.
    """
    text, bom, newline = _text(data, path)
    found = scan.scan(text)
    if found.refused is not None:
        raise CatalogueError(path, *fault.find(text, found.refused))
    _require_sound(found.messages, path, twice=twice)
    header, messages, gaps = _parted(found)
    _require_charset(header, path)
    return Catalogue(header, messages, gaps, newline, bom, _width(text))


def write(catalogue: Catalogue) -> bytes:
    """Write a catalogue. An unchanged message is written as its `raw` text, others are formatted.

    A changed message keeps its unchanged lines; new text is wrapped at the width of the catalogue.
    """
    texts = _spelled((catalogue.header, *catalogue.messages), catalogue.width)
    gaps = catalogue.gaps if len(catalogue.gaps) == len(texts) + 1 else _plain_gaps(texts)
    pieces = [gaps[0], texts[0]]
    for (before, after), gap in zip(pairwise(texts), gaps[1:-1], strict=True):
        pieces += [gap if "\n" in gap or not before else "\n\n", after]
    text = "".join([*pieces, gaps[-1]])
    return (("\ufeff" if catalogue.bom else "") + text.replace("\n", catalogue.newline)).encode()


def rearranged(catalogue: Catalogue, messages: Iterable[Message]) -> Catalogue:
    """Replace or reorder the messages of a catalogue.

    Neighbours that were neighbours in the file keep the text between them; all others get one blank line.
    A message of another file must have the line 0.
    """
    messages = tuple(messages)
    old = (catalogue.header, *catalogue.messages)
    if len(catalogue.gaps) != len(old) + 1 or not any(map(_exists, old)):
        return replace(catalogue, messages=messages, gaps=())
    places = {message.line: place for place, message in enumerate(old) if message.line}
    gaps = [catalogue.gaps[0]]
    for before, after in pairwise((catalogue.header, *messages)):
        place = places.get(before.line, -1) + 1
        neighbours = place and place == places.get(after.line)
        gaps.append(catalogue.gaps[place] if neighbours else "\n\n" if _exists(before) else "")
    return replace(catalogue, messages=messages, gaps=(*gaps, catalogue.gaps[-1]))


def new_catalogue(locale: str, project: str) -> Catalogue:
    """Make an empty catalogue for a locale in gettext form (`pt_BR`); the same arguments give the same bytes."""
    return _with_header(project, locale.replace("-", "_"))


def new_template(project: str) -> Catalogue:
    """Make an empty template."""
    return _with_header(project, "")


def require_known(catalogue: Catalogue, path: str) -> None:
    """Raise CatalogueError for a catalogue with a newer segmentation than this version knows."""
    stated = _SEGMENTATION.search(catalogue.header.msgstr)
    if stated and _version(stated) > int(SEGMENTATION):
        problem = f"made by a newer i18n-pipeline (segmentation {stated[1]}); update the tool"
        raise CatalogueError(path, catalogue.header.line, problem)


def restamped(catalogue: Catalogue) -> Catalogue:
    """Update the segmentation version in the header, if it has one."""
    stated = _SEGMENTATION.search(catalogue.header.msgstr)
    if not stated or stated[1] == SEGMENTATION:
        return catalogue
    fields = catalogue.header.msgstr
    fields = f"{fields[: stated.start(1)]}{SEGMENTATION}{fields[stated.end(1) :]}"
    return replace(catalogue, header=replace(catalogue.header, msgstr=fields))


def completed(catalogue: Catalogue, locale: str, project: str) -> Catalogue:
    """Add what `msgfmt --check` requires: a header that says UTF-8, and no byte-order mark.

    A missing header gets all fields of a new one, with the locale in gettext form. Plural forms are only added if all
    plural messages have that number of forms. All other fields stay.
    """
    new = new_catalogue(locale, project).header.msgstr
    fields = catalogue.header.msgstr or new
    fields += "" if fields.endswith("\n") else "\n"
    fields = _PLACEHOLDER.sub(r"\1UTF-8", fields)
    fields += "" if _CHARSET.search(fields) else "Content-Type: text/plain; charset=UTF-8\n"
    fields += _plural_field(catalogue, new) if "Plural-Forms:" not in fields else ""
    return replace(catalogue, header=replace(catalogue.header, msgstr=fields), bom=False)


def require_filled(catalogue: Catalogue, path: str) -> None:
    """Raise CatalogueError for a file without entries, since writing it would make the loss permanent."""
    if not catalogue.messages and not _exists(catalogue.header):
        problem = (
            "the file has no entries, so another program has emptied it; restore it"
            f" (`git checkout -- {shlex.quote(path)}`), or delete it to start again without its translations"
        )
        raise CatalogueError(path, 0, problem)


def is_stamped(catalogue: Catalogue) -> bool:
    """Whether the header says that this tool made the catalogue."""
    return f"{SEGMENTATION_FIELD}:" in catalogue.header.msgstr


def stamped(catalogue: Catalogue) -> Catalogue:
    """Mark the catalogue in its header as made by this tool."""
    if is_stamped(catalogue):
        return catalogue
    fields = catalogue.header.msgstr
    fields += "\n" if fields and not fields.endswith("\n") else ""
    fields += "" if fields else "Content-Type: text/plain; charset=UTF-8\n"
    header = replace(catalogue.header, msgstr=f"{fields}{SEGMENTATION_FIELD}: {SEGMENTATION}\n")
    return replace(catalogue, header=header)


def to_polib(catalogue: Catalogue) -> polib.POFile:
    """Convert a catalogue to polib's POFile, for programs that use polib."""
    file = polib.POFile(wrapwidth=catalogue.width)
    file.header = "\n".join(catalogue.header.notes)
    fields = (line.partition(":") for line in catalogue.header.msgstr.split("\n") if line)
    file.metadata = {name: value.strip() for name, _, value in fields}
    file.metadata_is_fuzzy = catalogue.header.fuzzy
    file.extend(_to_polib(message) for message in catalogue.messages)
    return file


# --- reading ---------------------------------------------------------------------------------------


def _text(data: bytes, path: str) -> tuple[str, bool, str]:
    """Decode a file into its text with line feeds, whether it had a byte-order mark, and its line ending."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"not UTF-8 (byte 0x{data[error.start]:02x}); {_conversion(data, path)}"
        raise CatalogueError(path, line, problem) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CatalogueError(path, line, "a NUL character; the file is damaged, so restore it from git or a backup")
    bom = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
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
        if message.obsolete:
            continue
        first = seen.setdefault(message.key, message)
        if first is not message:
            _require_choice(first, message, path, twice=twice and bool(message.msgid))
            seen[message.key] = min(first, message, key=lambda one: one.worth)
        if message.key == (None, "") and message is not messages[0]:
            raise CatalogueError(path, _keyword_line(message), 'the header (`msgid ""`) must be the first entry')


def _require_choice(first: Message, message: Message, path: str, *, twice: bool) -> None:
    """Raise CatalogueError for a second entry of a message, unless `twice` and it is clear which one to keep."""
    same = f"the same message as in line {_keyword_line(first)}"
    if not twice:
        problem = f"{same}; delete one of the two, or run `i18n-pipeline update`, which keeps the reviewed one"
    elif (first.standing, message.standing) == (State.REVIEWED, State.REVIEWED) and _words(first) != _words(message):
        problem = f"{same}, with another translation, and both are reviewed; delete one of the two"
    else:
        return
    raise CatalogueError(path, _keyword_line(message), problem)


def _words(message: Message) -> tuple[str, tuple[str, ...]]:
    return message.msgstr, message.plurals


def _require_numbered(message: Message, path: str) -> None:
    numbers = [int(number) for number in _PLURAL_NUMBERS.findall(message.raw)]
    if numbers != list(range(len(numbers))):
        problem = f"plural forms numbered {numbers}; number them from 0 without a gap"
        raise CatalogueError(path, _keyword_line(message), problem)


def _conversion(data: bytes, path: str) -> str:
    """The advice for a file that is not UTF-8; msgconv only works if the header names another encoding."""
    name = shlex.quote(path)
    said = _CHARSET.search(data.decode("ascii", "replace").replace("\\n", " "))
    if said and said[1].lower() not in _CHARSETS:
        return f"convert the file: `msgconv -t UTF-8 -o {name} {name}`"
    convert = f"`iconv -f WINDOWS-1252 -t UTF-8 {name} > converted.po`"
    return f"convert the file, naming after -f the encoding that it is in, as in {convert}"


def _require_charset(header: Message, path: str) -> None:
    charset = _CHARSET.search(header.msgstr)
    if charset and charset[1].lower() not in _CHARSETS:
        before = header.raw[: header.raw.lower().index("charset=")]
        problem = f"the header says charset={charset[1]}, but the file can be read as UTF-8: write charset=UTF-8 there"
        raise CatalogueError(path, header.line + before.count("\n"), problem)


def _keyword_line(message: Message) -> int:
    """Number of the first line of an entry that is not a comment."""
    return message.line + sum(part.text.count("\n") + 1 for part in scan.parts(message.raw) if part.kind in _COMMENTS)


def _parted(found: scan.Scan) -> tuple[Message, tuple[Message, ...], tuple[str, ...]]:
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
    wrapped = _WRAPPED.findall(text) or _WRAPPED_OBSOLETE.findall(text)
    if not wrapped or _UNWRAPPED.search(text):
        return 0
    few = len(wrapped) // 50
    widths = [(columns(line), columns(first_piece(following))) for line, following in wrapped]
    longest = sorted(line for line, _ in widths)[-1 - few]
    limit = sorted(line + piece for line, piece in widths)[few]
    if longest < _LEAST_WIDTH or longest <= GETTEXT_WIDTH < limit:
        return GETTEXT_WIDTH
    return longest


# --- writing ---------------------------------------------------------------------------------------


def _spelled(messages: Sequence[Message], width: int) -> list[str]:
    """The text of every message: its `raw` text if that, read again, gives an equal message."""
    spelled = [message for message in messages if message.raw]
    again = scan.scan("\n\n".join(message.raw for message in spelled)).messages
    sound = {id(message) for message, read_again in zip(spelled, again, strict=True) if message == read_again}
    formatted = partial(_formatted, width=width)
    return [
        message.raw if id(message) in sound or not _exists(message) else splice.spliced(message, formatted)
        for message in messages
    ]


def _formatted(message: Message, width: int) -> str:
    """Format a message, obsolete or not, from its values alone."""
    mark, before = ("#~ ", "#~| ") if message.obsolete else ("", "#| ")
    lines = [*_comment("#", message.notes), *_comment("#.", message.extracted)]
    lines += [f"#: {_reference(reference)}" for reference in message.references]
    lines += [f"#, {', '.join(message.flags)}"] if message.flags else []
    for keyword, text in (("msgctxt", message.previous_context), ("msgid", message.previous)):
        lines += strings(keyword, text, width, before) if text is not None else []
    for keyword, text in _fields(message):
        lines += strings(keyword, text, width, mark) if text is not None else []
    return "\n".join(lines)


def _fields(message: Message) -> list[tuple[str, str | None]]:
    """The keywords of an entry with their texts, None for a missing keyword."""
    fields = [("msgctxt", message.msgctxt), ("msgid", message.msgid), ("msgid_plural", message.plural)]
    if message.plural is None:
        return [*fields, ("msgstr", message.msgstr)]
    return [*fields, *((f"msgstr[{number}]", text) for number, text in enumerate(message.plurals or ("",)))]


def _comment(mark: str, texts: Iterable[str]) -> list[str]:
    """Comment lines; every line begins with the mark, so that no text can end its comment."""
    lines = (line for text in texts for line in (_LINE_END.split(text) if _LINE_END.search(text) else (text,)))
    return [f"{mark} {line}".rstrip() for line in lines]


def _reference(reference: str) -> str:
    return f"\u2068{' '.join(reference.split())}\u2069" if re.search(r"\s", reference) else reference


def _version(stated: re.Match[str]) -> int:
    return int(stated[1]) if stated[1].isdecimal() else 0


def _plurals(message: Message) -> dict[int, str]:
    return dict(enumerate(message.plurals or ("",))) if message.plural is not None else {}


def _to_polib(message: Message) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.msgid,
        msgstr=message.msgstr,
        msgctxt=message.msgctxt,
        msgid_plural=message.plural or "",
        msgstr_plural=_plurals(message),
        obsolete=message.obsolete,
        comment="\n".join(message.extracted),
        tcomment="\n".join(message.notes),
        occurrences=[(reference, "") for reference in message.references],
        flags=list(message.flags),
        previous_msgctxt=message.previous_context,
        previous_msgid=message.previous,
        linenum=message.line or None,
    )


def _plural_field(catalogue: Catalogue, new: str) -> str:
    """The `Plural-Forms` field of `new`, if live messages have plurals and all have its number of forms."""
    numbers = {len(message.plurals) for message in catalogue.messages if message.plurals and not message.obsolete}
    found = re.search(r"^Plural-Forms: nplurals=(\d+).*\n", new, re.MULTILINE)
    return found[0] if found and numbers == {int(found[1])} else ""


def _exists(message: Message) -> bool:
    """Whether a message is an entry of the file, not the stand-in for a missing header."""
    return bool(message.raw or message.key != (None, "") or message.msgstr)


def _plain_gaps(texts: Sequence[str]) -> list[str]:
    """Gaps of one blank line between entries, and a line end after the last."""
    return ["", *("\n\n" if text else "" for text in texts[:-1]), "\n" if any(texts) else ""]


def _with_header(project: str, language: str) -> Catalogue:
    fields = {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
        SEGMENTATION_FIELD: SEGMENTATION,
    }
    lines = (
        f"{name}: {' '.join(value.split())}\n" for name, value in fields.items() if name != "Plural-Forms" or value
    )
    return Catalogue(Message("", "".join(lines)))


_COMMENTS = frozenset({"note", "extracted", "reference", "flag", "sticky", "previous", "blank"})
_CHARSETS = frozenset({"utf-8", "utf8", "charset", "ascii", "us-ascii"})
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"(charset=)(?:charset|ascii|us-ascii)(?![^\s;])", re.IGNORECASE)
_PLURAL_NUMBERS = re.compile(r"^[ \t]*(?:#~[ \t]*)?msgstr\[(\d+)\]", re.MULTILINE)
_SEGMENTATION = re.compile(rf"^{SEGMENTATION_FIELD}:[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)
_LINE_END = re.compile(r"[\r\n]+")
_LEAST_WIDTH = 40
_WRAPPED = re.compile(r'^((?:#\| )?".+(?<!\\n)")\r?\n(?=(?:#\| )?"([^ "\n][^\n]*)"\r?$)', re.MULTILINE)
_WRAPPED_OBSOLETE = re.compile(r'^#~\|? (".+(?<!\\n)")\r?\n(?=#~\|? "([^ "\n][^\n]*)"\r?$)', re.MULTILINE)
_UNWRAPPED = re.compile(r'^(?:#~ |#~?\| )?(?=.{110})msg\S+ ".{0,75} ', re.MULTILINE)
