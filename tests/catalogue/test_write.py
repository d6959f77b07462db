"""Writing keeps every line that did not change, and wraps new ones as the file is wrapped."""

from __future__ import annotations

import gettext
import shutil
import subprocess
from collections.abc import Callable

import polib
import pytest
from babel import Locale
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.po.plurals import _LANGUAGES, plural_forms
from i18n_pipeline.model import Catalogue, Message, State

needs_gettext = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")

ENTRY = """\
#  two spaces
#glued
#. type: paragraph
#: source/page.md
#= own
#, fuzzy
#| msgid "Old "
#| "text"
msgctxt   "c"
msgid ""
"New "
"text"
msgstr "Nieuwe "
"tekst\""""


def edited(text: str, **changes: object) -> str:
    catalogue = po.read(text.encode(), "nl.po")
    message = replace(catalogue.messages[0], **changes)
    return po.write(replace(catalogue, messages=(message, *catalogue.messages[1:]))).decode()


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"msgstr": "Tekst"}, 'msgstr "Nieuwe "\n"tekst"', 'msgstr "Tekst"'),
        ({"msgid": "Newer"}, 'msgid ""\n"New "\n"text"', 'msgid "Newer"'),
        ({"msgctxt": None}, 'msgctxt   "c"\n', ""),
        ({"previous": None}, '#| msgid "Old "\n#| "text"\n', ""),
        ({"previous": "Older"}, '#| msgid "Old "\n#| "text"\n', '#| msgid "Older"\n'),
        ({"flags": ("own",)}, "#, fuzzy\n", ""),
        ({"flags": ("fuzzy",)}, "#= own\n", ""),
        ({"flags": ("fuzzy", "own", "no-wrap")}, "#, fuzzy\n", "#, fuzzy, no-wrap\n"),
        ({"flags": ()}, "#= own\n#, fuzzy\n", ""),
        ({"notes": (" two spaces", "glued", "three")}, "#glued\n", "#glued\n# three\n"),
        ({"notes": ()}, "#  two spaces\n#glued\n", ""),
        ({"extracted": ("type: heading 1", "")}, "#. type: paragraph\n", "#. type: heading 1\n#.\n"),
        ({"references": ("a b.md",)}, "#: source/page.md\n", "#: \u2068a b.md\u2069\n"),
    ],
)
def test_only_the_lines_of_a_changed_value_change(changes: dict[str, object], old: str, new: str) -> None:
    expected = ENTRY.replace(old, new)

    assert expected == edited(ENTRY, **changes)


def test_a_value_that_is_new_goes_where_it_belongs() -> None:
    text = '#. type: paragraph\nmsgid "a"\nmsgstr ""\n'
    expected = '# note\n#. type: paragraph\n#: a.md\n#, fuzzy\n#| msgid "b"\nmsgctxt "c"\nmsgid "a"\nmsgstr "d"\n'

    assert expected == edited(
        text, notes=("note",), references=("a.md",), flags=("fuzzy",), previous="b", msgctxt="c", msgstr="d"
    )


def test_an_obsolete_entry_keeps_its_wrapping_and_comes_back_as_it_was() -> None:
    live = '# note\n#, fuzzy\n#| msgid "Old"\nmsgid ""\n"New "\n"text"\nmsgstr "Nieuwe "\n"tekst"\n'
    obsolete = '# note\n#, fuzzy\n#~| msgid "Old"\n#~ msgid ""\n#~ "New "\n#~ "text"\n#~ msgstr "Nieuwe "\n#~ "tekst"\n'

    assert obsolete == edited(live, obsolete=True)
    assert live == edited(obsolete, obsolete=False)


def test_a_line_break_in_a_comment_cannot_end_it() -> None:
    message = Message("a", extracted=('x\nmsgid "evil"',), notes=("y\r\nz",), references=("a\nb",))
    written = po.write(po.rearranged(po.new_template("site"), [message])).decode()

    assert written.endswith('# y\n# z\n#. x\n#. msgid "evil"\n#: \u2068a b\u2069\nmsgid "a"\nmsgstr ""\n')


@pytest.mark.parametrize(("option", "width"), [("--width=79", 79), ("--width=60", 60), ("--no-wrap", 0)])
@needs_gettext
def test_new_text_is_wrapped_as_the_file_is(option: str, width: int) -> None:
    messages = [Message(f"{number} " + "word and more " * 20, "woord en meer " * 20) for number in range(5)]
    data = po.write(po.rearranged(po.new_catalogue("nl", "site"), messages))
    wrapped = subprocess.run(["msgcat", option, "-"], input=data, capture_output=True, check=True).stdout
    catalogue = po.read(wrapped, "nl.po")
    anew = replace(catalogue, messages=tuple(replace(message, raw="") for message in catalogue.messages))

    assert width == catalogue.width
    assert width == po.read(po.write(anew), "nl.po").width
    assert max(map(len, wrapped.splitlines())) == max(map(len, po.write(anew).splitlines()))


def test_moved_and_added_entries_have_a_blank_line_before_them() -> None:
    text = 'msgid ""\nmsgstr ""\n\n\nmsgid "a"\nmsgstr ""\nmsgid "b"\nmsgstr ""\nmsgid "c"\nmsgstr ""\n\n# bye'
    catalogue = po.read(text.encode(), "nl.po")
    a, b, c = catalogue.messages
    moved = po.rearranged(catalogue, [b, c, Message("d"), a])
    expected = (
        'msgid ""\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\nmsgid "c"\nmsgstr ""\n\n'
        'msgid "d"\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n\n# bye'
    )

    assert expected == po.write(moved).decode()
    assert text == po.write(po.rearranged(catalogue, [a, b, c])).decode()


def test_a_header_can_be_given_to_a_file_without_one() -> None:
    catalogue = po.read(b'msgid "a"\nmsgstr "b"\n', "nl.po")
    given = replace(catalogue, header=Message("", "Language: nl\n"))

    assert po.write(given) == b'msgid ""\nmsgstr "Language: nl\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    assert po.write(po.rearranged(po.read(b"", "nl.po"), [Message("a")])) == b'msgid "a"\nmsgstr ""\n'
    assert po.write(po.rearranged(catalogue, [Message("c")])) == b'msgid "c"\nmsgstr ""\n'


def test_line_ends_and_mark_of_the_file_are_kept_for_new_entries() -> None:
    catalogue = po.read('\ufeffmsgid "a"\r\nmsgstr "b"\r\n'.encode(), "nl.po")
    added = po.rearranged(catalogue, [*catalogue.messages, Message("c")])

    assert po.write(added) == '\ufeffmsgid "a"\r\nmsgstr "b"\r\n\r\nmsgid "c"\r\nmsgstr ""\r\n'.encode()


@needs_gettext
@pytest.mark.parametrize("catalogue", [po.new_catalogue("pt-BR", "My site"), po.new_catalogue("ar", "x")])
def test_msgfmt_has_nothing_to_say_about_a_new_catalogue(catalogue: Catalogue) -> None:
    result = subprocess.run(
        ["msgfmt", "-c", "-o", "-", "-"], input=po.write(catalogue), capture_output=True, check=True
    )

    assert result.stderr == b""


def test_a_new_header_knows_its_language() -> None:
    header = po.new_catalogue("pt-BR", "My site").header.msgstr

    assert "Language: pt_BR\n" in header
    assert "Plural-Forms: nplurals=2; plural=(n > 1);\n" in header
    assert "X-Segmentation: 1\n" in header
    assert "Plural-Forms" not in po.new_template("My site").header.msgstr


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("zh_Hans", "nplurals=1; plural=0;"), ("pt", "nplurals=2; plural=(n != 1);"), ("tlh", "")],
)
def test_plural_forms_are_found_for_the_locale_or_its_language(locale: str, forms: str) -> None:
    assert forms == plural_forms(locale)


GETTEXT_ALONE = {"bn", "fil", "ga", "gu", "he", "kn", "lv", "mk", "mt", "oc", "pa", "pt"}
"""Languages whose forms in gettext and Weblate are not those of CLDR."""


@pytest.mark.parametrize("tag", sorted(name for names in _LANGUAGES.values() for name in names.split()))
def test_plural_forms_part_numbers_as_cldr_does(tag: str) -> None:
    rule = Locale.parse(tag).plural_form
    chosen = gettext.c2py(plural_forms(tag).partition("plural=")[2].rstrip(";"))

    assert (tag not in GETTEXT_ALONE) == (_parted(chosen) == _parted(rule))


def _parted(form: Callable[[int], object]) -> set[frozenset[int]]:
    """The numbers that have the same form."""
    groups: dict[object, set[int]] = {}
    for number in range(250):
        groups.setdefault(form(number), set()).add(number)
    return set(map(frozenset, groups.values()))


STATES = {
    "reviewed": Message("Reviewed text of one page.", "Gelezen tekst.", notes=("by a person",)),
    "draft": Message("Drafted text here", "Ruwe tekst", flags=("fuzzy",), notes=("machine draft: deepl",)),
    "stale": Message("Changed words now", "Oude woorden", flags=("fuzzy",), previous="Other words then"),
    "untranslated": Message("Nothing yet for this"),
    "obsolete": Message("Gone for good", "Voorgoed weg", obsolete=True),
}


@pytest.fixture
def catalogue_of_states() -> Catalogue:
    return po.rearranged(po.new_catalogue("nl", "site"), STATES.values())


def states(data: bytes) -> dict[str, State]:
    return {message.msgid: message.state for message in po.read(data, "nl.po").messages}


@needs_gettext
@pytest.mark.parametrize("command", [["msgcat"], ["msgcat", "--no-wrap"], ["msgmerge", "--previous", "-q"]])
def test_every_state_survives_gettext(
    command: list[str], catalogue_of_states: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("po")
    file, template = folder / "nl.po", folder / "page.pot"
    file.write_bytes(po.write(catalogue_of_states))
    live = [Message(message.msgid) for message in catalogue_of_states.messages if not message.obsolete]
    template.write_bytes(po.write(po.rearranged(po.new_template("site"), live)))
    files = [file, template] if command[0] == "msgmerge" else [file]
    saved = subprocess.run([*command, *files], capture_output=True, check=True).stdout

    assert {STATES[state].msgid: state for state in STATES} == states(saved)


def test_every_state_survives_a_save_by_polib(catalogue_of_states: Catalogue) -> None:
    saved = str(polib.pofile(po.write(catalogue_of_states).decode()))

    assert {STATES[state].msgid: state for state in STATES} == states(saved.encode())


def test_polib_gets_the_whole_catalogue(catalogue_of_states: Catalogue) -> None:
    given = str(po.to_polib(catalogue_of_states))

    assert str(polib.pofile(po.write(catalogue_of_states).decode(), wrapwidth=0)) == given
    assert catalogue_of_states.messages == po.read(given.encode(), "nl.po").messages


def test_merging_the_same_page_changes_no_byte(catalogue_of_states: Catalogue) -> None:
    page = [Message(message.msgid) for message in catalogue_of_states.messages if not message.obsolete]

    assert po.write(catalogue_of_states) == po.write(merge.merge(catalogue_of_states, page))


def test_an_escaped_nul_stays_escaped_when_its_entry_changes() -> None:
    data = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "x\\0y"\n'
    catalogue = po.read(data, "a.po")
    changed = replace(catalogue, messages=(replace(catalogue.messages[0], msgstr="x\0z"),))

    assert po.read(po.write(changed), "a.po").messages[0].msgstr == "x\0z"
