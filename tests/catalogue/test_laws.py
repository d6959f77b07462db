"""The laws of catalogues, on generated files."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.model import Catalogue, Message

if TYPE_CHECKING:
    from pathlib import Path

examples = settings(max_examples=40, deadline=None)
needs_gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")

HEADER = 'msgid ""\nmsgstr ""\n"Language: nl\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"'
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}

texts = st.text('abcé日🦀 \\"\n\t#~|:,.[]()`*_<&;%-', max_size=40)
msgids = texts.filter(bool)
words = st.text("abcé.-/", min_size=1, max_size=8)
notes = st.tuples(words, words).map(" ".join)
contexts = st.none() | words


@st.composite
def messages(draw: st.DrawFn) -> Message:
    previous = draw(st.none() | msgids)
    plural = draw(st.none() | st.none() | msgids)
    text = draw(texts)
    return Message(
        msgid=draw(msgids),
        msgstr="" if plural else text,
        msgctxt=draw(contexts),
        flags=tuple(draw(st.lists(st.sampled_from(["fuzzy", "no-wrap", "x-own"]), unique=True))),
        previous=previous,
        previous_context=draw(contexts) if previous else None,
        notes=tuple(draw(st.lists(notes, max_size=2))),
        extracted=tuple(draw(st.lists(notes, max_size=2))),
        references=tuple(draw(st.lists(words | notes, max_size=2))),
        obsolete=draw(st.booleans()) and not plural,
        plural=plural,
        plurals=(text, draw(texts)) if plural else (),
    )


message_lists = st.lists(messages(), max_size=5, unique_by=lambda message: message.key)


def quoted(draw: st.DrawFn, keyword: str, text: str, mark: str = "") -> list[str]:
    """Break a string into lines at any characters."""
    pieces = [ESCAPES.get(character, character) for character in text]
    cuts = sorted(draw(st.lists(st.integers(0, len(pieces)), max_size=3)))
    lines = ["".join(pieces[a:b]) for a, b in zip([0, *cuts], [*cuts, len(pieces)], strict=True)]
    return [f'{mark}{keyword} "{lines[0]}"', *(f'{mark}"{line}"' for line in lines[1:])]


def entry_text(draw: st.DrawFn, message: Message) -> str:
    """Write an entry as some tool might."""
    mark = "#~ " if message.obsolete else ""
    lines = [f"# {note}" for note in message.notes] + [f"#. {note}" for note in message.extracted]
    lines += [f"#: \u2068{name}\u2069" if " " in name else f"#: {name}" for name in message.references]
    # On one line: of several `#,` lines, msgcat believes only the last about `fuzzy`.
    lines += [f"#, {', '.join(message.flags)}"] if message.flags else []
    before = "#~| " if message.obsolete else "#| "
    if message.previous_context is not None:
        lines += quoted(draw, "msgctxt", message.previous_context, before)
    if message.previous is not None:
        lines += quoted(draw, "msgid", message.previous, before)
    if message.msgctxt is not None:
        lines += quoted(draw, "msgctxt", message.msgctxt, mark)
    lines += quoted(draw, "msgid", message.msgid, mark)
    if message.plural is None:
        return "\n".join([*lines, *quoted(draw, "msgstr", message.msgstr, mark)])
    lines += quoted(draw, "msgid_plural", message.plural)
    for number, text in enumerate(message.plurals):
        lines += quoted(draw, f"msgstr[{number}]", text)
    return "\n".join(lines)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[Message]]:
    """A PO file and the messages in it."""
    made = draw(message_lists)
    entries = [HEADER, *(entry_text(draw, message) for message in made)]
    gaps = [draw(st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \t\n"])) for _ in entries[1:]]
    end = draw(st.sampled_from(["", "\n", "\n\n", "\n\n# the end\n", "\n#"]))
    text = "".join([entries[0], *(gap + entry for gap, entry in zip(gaps, entries[1:], strict=True)), end])
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode(), made


def template_of(made: list[Message]) -> list[Message]:
    return [
        Message(message.msgid, msgctxt=message.msgctxt, extracted=("type: paragraph",), references=("source/page.md",))
        for message in made
    ]


@examples
@given(files())
def test_a_file_that_was_read_is_written_as_it_was(file: tuple[bytes, list[Message]]) -> None:
    data, _ = file

    assert data == po.write(po.read(data, "nl.po"))


@examples
@given(files())
def test_reading_finds_what_was_written(file: tuple[bytes, list[Message]]) -> None:
    data, made = file

    assert made == list(po.read(data, "nl.po").messages)


@examples
@given(message_lists, st.sampled_from([0, 40, 79]))
def test_new_messages_are_read_as_they_were_meant(made: list[Message], width: int) -> None:
    catalogue = replace(po.rearranged(po.new_catalogue("nl", "site"), made), width=width)

    assert made == list(po.read(po.write(catalogue), "nl.po").messages)


@examples
@given(files(), st.integers(0, 4), texts)
def test_editing_one_message_changes_only_its_bytes(file: tuple[bytes, list[Message]], place: int, text: str) -> None:
    data, made = file
    catalogue = po.read(data, "nl.po")
    if place >= len(made) or made[place].plural:
        return
    message = catalogue.messages[place]
    edited = replace(message, msgstr=text, notes=(*message.notes, "seen"))
    changed = replace(catalogue, messages=(*catalogue.messages[:place], edited, *catalogue.messages[place + 1 :]))
    again = po.read(po.write(changed), "nl.po")

    assert changed.messages == again.messages
    assert changed.gaps == again.gaps
    assert [m.raw for m in catalogue.messages if m != message] == [m.raw for m in again.messages if m != edited]


@examples
@given(files(), st.integers(0, 4), messages())
def test_any_edit_is_read_as_it_was_meant(file: tuple[bytes, list[Message]], place: int, wanted: Message) -> None:
    data, made = file
    catalogue = po.read(data, "nl.po")
    if place >= len(made) or wanted.key in {message.key for message in made}:
        return
    edited = replace(wanted, raw=catalogue.messages[place].raw, line=catalogue.messages[place].line)
    changed = replace(catalogue, messages=(*catalogue.messages[:place], edited, *catalogue.messages[place + 1 :]))

    assert changed.messages == po.read(po.write(changed), "nl.po").messages


@examples
@given(files())
def test_polib_reads_the_same(file: tuple[bytes, list[Message]]) -> None:
    data, made = file
    # polib splits references at blanks, knows line ends by its own rules, and puts obsolete entries last.
    theirs = polib.pofile(data.decode().removeprefix("\ufeff").replace("\r\n", "\n"))
    expected = sorted((e.msgctxt or "", e.msgid, e.msgstr, tuple(e.msgstr_plural.values()), e.obsolete) for e in theirs)

    assert expected == sorted((m.msgctxt or "", m.msgid, m.msgstr, m.plurals, m.obsolete) for m in made)


@needs_gettext
@examples
@given(files(), st.sampled_from(["--no-wrap", "--width=79", "--width=40"]))
def test_msgcat_reads_the_same(file: tuple[bytes, list[Message]], option: str) -> None:
    catalogue = replace(po.read(file[0], "nl.po"), bom=False)
    # msgcat drops what is obsolete and untranslated.
    sound = [m for m in catalogue.messages if balanced(m) and (m.msgstr or not m.obsolete)]
    data = po.write(po.rearranged(catalogue, sound))
    theirs = subprocess.run(["msgcat", option, "-"], input=data, capture_output=True, check=True).stdout
    expected = sorted((m.msgctxt or "", m.msgid, m.msgstr, m.plurals, m.state) for m in po.read(theirs, "-").messages)

    assert expected == sorted((m.msgctxt or "", m.msgid, m.msgstr, m.plurals, m.state) for m in sound)


def balanced(message: Message) -> bool:
    """Whether gettext accepts the line feeds at the ends of the strings of a message."""
    strings = [message.msgid, message.plural or message.msgid, *filter(None, [message.msgstr, *message.plurals])]
    return len({(text.startswith("\n"), text.endswith("\n")) for text in strings}) == 1


@examples
@given(files(), message_lists, st.data())
def test_merging_twice_is_merging_once(
    file: tuple[bytes, list[Message]], others: list[Message], data: st.DataObject
) -> None:
    catalogue, template = merge_case(file, others, data)
    once = merge.merge(catalogue, template, near=0.3)
    read_again = po.read(po.write(once), "nl.po")

    assert po.write(once) == po.write(merge.merge(once, template, near=0.3))
    assert po.write(once) == po.write(merge.merge(read_again, template, near=0.3))


@examples
@given(files(), message_lists, st.data())
def test_merging_loses_no_translation(
    file: tuple[bytes, list[Message]], others: list[Message], data: st.DataObject
) -> None:
    catalogue, template = merge_case(file, others, data)
    merged = merge.merge(catalogue, template, near=0.3)
    kept = {normal(text).strip() for message in merged.messages for text in (message.msgstr, *message.plurals)}

    assert {normal(text).strip() for message in catalogue.messages for text in (message.msgstr, *message.plurals)} - {
        ""
    } <= kept


@examples
@given(files(), message_lists, st.data())
def test_merging_gives_the_messages_of_the_page_in_its_order(
    file: tuple[bytes, list[Message]], others: list[Message], data: st.DataObject
) -> None:
    catalogue, template = merge_case(file, others, data)
    merged = merge.merge(catalogue, template, near=0.3)
    live = [message for message in merged.messages if not message.obsolete]

    assert [message.key for message in template] == [message.key for message in live]
    assert all(message.references == ("source/page.md",) for message in live)
    assert live == list(merged.messages[: len(live)])


def merge_case(
    file: tuple[bytes, list[Message]], others: list[Message], data: st.DataObject
) -> tuple[Catalogue, list[Message]]:
    """A catalogue, and a page with some of its texts as they are, some changed, and some others."""
    content, made = file
    pages = {message.key: message for message in template_of([*made, *others])}
    page = data.draw(st.permutations(list(pages.values())))
    template = page[: data.draw(st.integers(0, len(page)))]
    changed = [replace(message, msgid=message.msgid + " b") for message in template[::2]]
    unique = {message.key: message for message in [*changed, *template[1::2]]}
    return po.read(content, "nl.po"), list(unique.values())


@needs_gettext
def test_msgfmt_accepts_what_merging_writes(tmp_path: Path) -> None:
    old = po.read((HEADER + '\n\nmsgid "One text.\\n"\nmsgstr "Een tekst.\\n"\n').encode(), "nl.po")
    merged = merge.merge(old, [Message("One text."), Message("Another text")])
    path = tmp_path / "nl.po"
    path.write_bytes(po.write(merged))

    subprocess.run(["msgfmt", "-c", "-o", str(tmp_path / "nl.mo"), str(path)], check=True, capture_output=True)
