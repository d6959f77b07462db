"""What a person wrote is kept, and counted as a person's, whatever programs do to a catalogue in between."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from helpers import engines
from helpers.projects import KEEP, page_path, po_path, project, put, run, translate

from i18n_pipeline.catalogue import po
from i18n_pipeline.model import Message, State

needs_gettext = pytest.mark.skipif(not shutil.which("msgmerge"), reason="GNU gettext is not installed")

LAYOUTS = ("page", "folder", "locale")
OLD, NEW = "We meet on Monday at nine, with tea.", "We meet on Tuesday at nine, with tea."
PLACES = {
    "paragraph": "{}\n",
    "heading": "## {}\n",
    "list item": "- a word here\n- {}\n",
    "quote": "> {}\n",
    "cell": "| {} | b |\n|---|---|\n| c | d |\n",
    "title": "---\ntitle: {}\n---\n",
    "attribute": '<div title="{}">\n\n',
    "CRLF": "One\r\n\r\n{}\r\n",
}


@pytest.fixture(autouse=True)
def engine() -> None:
    engines.fresh()


def entry(root: Path, msgid: str, name: str = "page") -> Message:
    messages = po.read(po_path(root, name).read_bytes(), "nl.po").messages
    return next(m for m in messages if m.msgid == msgid and not m.obsolete)


def obsolete(root: Path, name: str = "page") -> set[str]:
    messages = po.read(po_path(root, name).read_bytes(), "nl.po").messages
    return {m.msgstr for m in messages if m.obsolete}


def edit(root: Path, change: Callable[[polib.POEntry], None], name: str = "page") -> None:
    """Change every entry as an editor would."""
    catalogue = polib.pofile(str(po_path(root, name)), encoding="utf-8", wrapwidth=0)
    for one in catalogue:
        change(one)
    catalogue.save(str(po_path(root, name)), newline="")


def written(entry: str) -> bytes:
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entry}'.encode()


def drafts(root: Path, page: str = OLD) -> Path:
    """A project whose messages have drafts."""
    made = project(root, {"page.md": f"{page}\n"}, f'{KEEP}[draft]\nengine = "{engines.NAME}"\n')
    run(made, "draft")
    return made


def review(one: polib.POEntry) -> None:
    one.flags = [flag for flag in one.flags if flag != "fuzzy"]


def forget_previous(one: polib.POEntry) -> None:
    one.previous_msgid = one.previous_msgctxt = None


# --- an empty catalogue ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["update", "assemble", "translate", "status", "draft"])
@pytest.mark.parametrize("data", [b"", b"\n \t\r\n\n", b"# a comment\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_emptied_catalogue_is_an_error_and_stays_and_so_does_its_page(
    tmp_path: Path, command: str, data: bytes, layout: str
) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"}, f'layout = "{layout}"\n{KEEP}')
    path = po_path(root, "page" if layout == "page" else "pages")
    run(root, "update")
    translate(root)
    run(root, "translate")
    page = page_path(root).read_bytes()
    put(path, data)
    done = run(root, command)

    assert done.code == 1
    assert path.relative_to(root).as_posix() in done.err
    assert "git checkout -- " in done.err
    assert data == path.read_bytes()
    assert page == page_path(root).read_bytes()
    assert "NL " in page.decode()


def test_an_emptied_catalogue_that_is_deleted_begins_again(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    put(po_path(root), b"")
    po_path(root).unlink()

    assert run(root, "update").code == 0
    assert entry(root, OLD).state == State.UNTRANSLATED


# --- a header ----------------------------------------------------------------------------------------


@needs_gettext
@pytest.mark.parametrize(
    "header",
    [
        "",
        'msgid ""\nmsgstr ""\n\n',
        '# a note\n#, fuzzy\nmsgid ""\nmsgstr "Language: nl\\n"\n\n',
        'msgid ""\nmsgstr "Language: nl"\n\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n\n',
        '\ufeffmsgid ""\nmsgstr "Content-Type: text/plain; charset=us-ascii\\n"\n\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nX-Own: 1\\n"\n\n',
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_gettext_accepts_what_an_update_writes_whatever_the_header_was(
    tmp_path: Path, header: str, layout: str
) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n\nTwo\n"}, f'layout = "{layout}"\n{KEEP}')
    path = po_path(root, "page" if layout == "page" else "pages")
    put(path, f'{header}#: source/page.md\nmsgid "{OLD}"\nmsgstr "Één"\n')
    done = run(root, "update")
    once = path.read_bytes()
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], check=True, capture_output=True)
    subprocess.run(["msgcat", "-o", "/dev/null", str(path)], check=True, capture_output=True)
    read = po.read(once, "nl.po")

    assert done.code == 0
    assert (read.messages[0].msgstr, read.messages[0].state) == ("Één", State.REVIEWED)
    assert ("X-Own: 1" in header) == ("X-Own: 1" in read.header.msgstr)
    assert run(root, "update").code == 0
    assert once == path.read_bytes()


# --- stale is not a draft ----------------------------------------------------------------------------


def test_the_note_of_a_machine_goes_when_a_reviewed_text_becomes_stale(tmp_path: Path) -> None:
    root = drafts(tmp_path)
    edit(root, review)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")

    assert not [note for note in entry(root, NEW).notes if "machine draft" in note or "look:" in note]
    edit(root, forget_previous)
    assert entry(root, NEW).state == State.STALE
    run(root, "assemble", "--accept", "draft")
    assert page_path(root).read_text(encoding="utf-8") == f"{NEW}\n"
    run(root, "draft", "--redraft")
    assert entry(root, NEW).msgstr == OLD.upper()


@pytest.mark.parametrize("wording", ["machine draft: me", "machine draft: deepl (0123abcd)"])
def test_a_stale_text_with_a_note_of_any_kind_is_no_draft_without_its_previous_text(
    tmp_path: Path, wording: str
) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    put(po_path(root), written(f'# {wording}\n# i18n-pipeline: look: short\nmsgid "{OLD}"\nmsgstr "Oud"\n'))
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    edit(root, forget_previous)

    assert entry(root, NEW).state == State.STALE


def test_a_draft_whose_text_changed_is_no_draft_of_the_new_text_either(tmp_path: Path) -> None:
    root = drafts(tmp_path)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    edit(root, forget_previous)

    assert entry(root, NEW).state == State.STALE


@needs_gettext
def test_what_msgmerge_makes_fuzzy_is_no_draft(tmp_path: Path) -> None:
    root = drafts(tmp_path)
    edit(root, review)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "extract")
    template = root / "locales" / "templates" / "page.pot"
    subprocess.run(
        ["msgmerge", "--update", "--backup=off", str(po_path(root)), str(template)], check=True, capture_output=True
    )

    assert "machine draft" in po_path(root).read_text(encoding="utf-8")
    assert entry(root, NEW).state == State.STALE
    run(root, "update")
    assert entry(root, NEW).state == State.STALE


# --- an edited draft ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["{} Nog iets.", "{}\u00a0!", "Iets anders"])
def test_a_draft_that_a_person_changed_is_a_persons_though_it_is_fuzzy(tmp_path: Path, text: str) -> None:
    root = drafts(tmp_path)
    assert entry(root, OLD).state == State.DRAFT
    edit(root, lambda one: setattr(one, "msgstr", text.format(one.msgstr)))
    kept = po_path(root).read_bytes()

    assert entry(root, OLD).state == State.STALE
    for words in (("draft", "--redraft"), ("draft", "--stale"), ("draft", "--redraft", "--ask-again")):
        run(root, *words)
        assert kept == po_path(root).read_bytes()
    run(root, "assemble", "--accept", "draft")
    assert page_path(root).read_text(encoding="utf-8") == f"{OLD}\n"
    put(root / "there" / "page.md", "Gepubliceerd.\n")
    run(root, "import", "there", "--locale", "nl")
    assert entry(root, OLD).msgstr == text.format(OLD.upper())


@needs_gettext
@pytest.mark.parametrize("option", ["--no-wrap", "--width=40"])
def test_a_draft_stays_one_when_a_program_wraps_the_file(tmp_path: Path, option: str) -> None:
    root = drafts(tmp_path, f"{OLD} " * 5)
    path = str(po_path(root))
    subprocess.run(["msgcat", option, "-o", path, path], check=True, capture_output=True)

    assert {m.state for m in po.read(po_path(root).read_bytes(), path).messages} == {State.DRAFT}


def test_a_draft_stays_one_when_its_text_is_spelled_otherwise(tmp_path: Path) -> None:
    root = drafts(tmp_path, "Bring tea & milk, please.")
    put(root / "source" / "page.md", "Bring tea &amp; milk, please.\n")
    run(root, "update")
    found = entry(root, "Bring tea &amp; milk, please.")

    assert (found.msgstr, found.state) == ("BRING TEA & MILK, PLEASE.", State.DRAFT)
    edit(root, lambda one: setattr(one, "msgstr", f"{one.msgstr} Nu."))
    assert entry(root, found.msgid).state == State.STALE


def test_a_note_that_a_person_wrote_without_a_signature_is_believed(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    put(po_path(root), written(f'# machine draft: me\n#, fuzzy\nmsgid "{OLD}"\nmsgstr "Oud"\n'))

    assert entry(root, OLD).state == State.DRAFT


# --- English that came back --------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("place", PLACES)
def test_english_that_came_back_is_reviewed_again(tmp_path: Path, place: str, layout: str) -> None:
    page = PLACES[place]
    root = project(tmp_path, {"page.md": page.format(OLD)}, f'layout = "{layout}"\n{KEEP}')
    path = po_path(root, "page" if layout == "page" else "pages")
    run(root, "update")
    translate(root)
    before = path.read_bytes()
    run(root, "update")
    put(root / "source" / "page.md", page.format(NEW))
    run(root, "update")
    stale = entry(root, NEW, path.stem)
    put(root / "source" / "page.md", page.format(OLD))
    run(root, "update")

    assert (stale.state, stale.previous) == (State.STALE, OLD)
    assert before == path.read_bytes()


def test_english_that_came_back_by_way_of_a_third_text_is_reviewed_again(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    run(root, "update")
    translate(root)
    before = po_path(root).read_bytes()
    for text in (NEW, f"{NEW} Or not.", "", OLD):
        put(root / "source" / "page.md", f"{text}\n")
        run(root, "update")

    assert before == po_path(root).read_bytes()


def test_english_that_came_back_on_another_page_is_reviewed_there(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n", "other.md": "Other words\n"})
    run(root, "update")
    translate(root)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    put(root / "source" / "other.md", f"{OLD}\n")
    run(root, "update")

    assert (entry(root, OLD, "other").msgstr, entry(root, OLD, "other").state) == (f"NL {OLD}", State.REVIEWED)
    assert (entry(root, NEW).msgstr, entry(root, NEW).state) == (f"NL {OLD}", State.STALE)


def test_both_texts_are_served_when_the_old_one_came_back_beside_the_new_one(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    run(root, "update")
    translate(root)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    put(root / "source" / "page.md", f"{NEW}\n\n{OLD}\n")
    run(root, "update")

    assert entry(root, OLD).state == State.REVIEWED
    assert entry(root, NEW).state == State.STALE


def test_a_stale_text_that_a_person_changed_is_not_taken_for_the_reviewed_one(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    run(root, "update")
    translate(root)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    edit(root, lambda one: setattr(one, "msgstr", "Dinsdag, half af"))
    put(root / "source" / "page.md", f"{OLD}\n")
    run(root, "update")

    assert (entry(root, OLD).msgstr, entry(root, OLD).state) == ("Dinsdag, half af", State.STALE)


def test_a_text_that_a_person_had_marked_as_fuzzy_stays_so_when_its_english_came_back(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    run(root, "update")
    translate(root)
    edit(root, lambda one: one.flags.append("fuzzy"))
    for text in (NEW, OLD):
        put(root / "source" / "page.md", f"{text}\n")
        run(root, "update")

    assert (entry(root, OLD).msgstr, entry(root, OLD).state) == (f"NL {OLD}", State.STALE)


def test_a_draft_whose_english_came_back_is_that_draft_again(tmp_path: Path) -> None:
    root = drafts(tmp_path)
    before = po_path(root).read_bytes()
    for text in (NEW, OLD):
        put(root / "source" / "page.md", f"{text}\n")
        run(root, "update")

    assert before == po_path(root).read_bytes()
    assert entry(root, OLD).state == State.DRAFT


def test_the_note_of_an_earlier_review_goes_with_the_next_review(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{OLD}\n"})
    run(root, "update")
    translate(root)
    put(root / "source" / "page.md", f"{NEW}\n")
    run(root, "update")
    assert [note for note in entry(root, NEW).notes if note.startswith("i18n-pipeline: was reviewed")]
    edit(root, review)
    run(root, "update")

    assert (entry(root, NEW).notes, entry(root, NEW).state) == ((), State.REVIEWED)


# --- two entries for one message ---------------------------------------------------------------------

TEXTS = {
    "reviewed": '{}msgid "{}"\nmsgstr "Gelezen"\n',
    "stale": '{}#, fuzzy\n#| msgid "Before"\nmsgid "{}"\nmsgstr "Oud"\n',
    "draft": '{}# machine draft: me\n#, fuzzy\nmsgid "{}"\nmsgstr "Ruw"\n',
    "untranslated": '{}msgid "{}"\nmsgstr ""\n',
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("better", "worse"), [(a, b) for i, a in enumerate(TEXTS) for b in list(TEXTS)[i + 1 :]], ids=str
)
def test_of_two_entries_the_better_one_stays_and_the_words_of_the_other_are_kept(
    tmp_path: Path, better: str, worse: str, layout: str, *, turned: bool
) -> None:
    root = project(tmp_path, {"page.md": f"{NEW}\n"}, f'layout = "{layout}"\n{KEEP}')
    name = "page" if layout == "page" else "pages"
    run(root, "update")
    header = po_path(root, name).read_text(encoding="utf-8").split("\n\n")[0]
    entries = [
        TEXTS[kind].format("#: source/page.md\n", NEW) for kind in ((worse, better) if turned else (better, worse))
    ]
    put(po_path(root, name), "\n".join([f"{header}\n", *entries]))
    assert run(root, "assemble").code == 1
    done = run(root, "update")
    once = po_path(root, name).read_bytes()
    words = {kind: text.split('msgstr "')[1].split('"')[0] for kind, text in TEXTS.items()}

    assert done.code == 0
    assert "1 entry repeats the message of another entry" in done.out + done.err
    assert (entry(root, NEW, name).msgstr, entry(root, NEW, name).state) == (words[better], State(better))
    assert obsolete(root, name) == {words[worse]} - {""}
    assert run(root, "update").code == 0
    assert once == po_path(root, name).read_bytes()


def test_two_reviewed_texts_for_one_message_are_for_a_person_to_choose_from(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{NEW}\n"})
    put(po_path(root), written(f'msgid "{NEW}"\nmsgstr "Een"\n\nmsgid "{NEW}"\nmsgstr "Twee"\n'))
    kept = po_path(root).read_bytes()
    done = run(root, "update")

    assert done.code == 1
    assert "nl/LC_MESSAGES/page.po:7:1: the same message as in line 4, with another translation" in done.err
    assert kept == po_path(root).read_bytes()


def test_a_reviewed_text_goes_before_a_stale_one_also_where_one_of_them_is_obsolete(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{NEW}\n"})
    stale = TEXTS["stale"].format("", NEW)
    put(po_path(root), written(f'{stale}\n#~ msgid "{NEW}"\n#~ msgstr "Gelezen"\n'))
    run(root, "update")

    assert (entry(root, NEW).msgstr, entry(root, NEW).state) == ("Gelezen", State.REVIEWED)
    assert obsolete(root) == {"Oud"}


@pytest.mark.parametrize("turned", [False, True])
def test_a_review_of_the_old_english_goes_before_the_stale_text_it_had(tmp_path: Path, *, turned: bool) -> None:
    """One branch ran `update` after an edit of the page, the other one corrected the translation of the old text."""
    root = project(tmp_path, {"page.md": f"{NEW}\n"})
    entries = [
        f'#, fuzzy\n#| msgid "{OLD}"\nmsgid "{NEW}"\nmsgstr "Oud"\n',
        f'msgid "{OLD}"\nmsgstr "Verbeterd"\n',
    ]
    put(po_path(root), written("\n".join(reversed(entries) if turned else entries)))
    run(root, "update")
    found = entry(root, NEW)

    assert (found.msgstr, found.state, found.previous) == ("Verbeterd", State.STALE, OLD)
    assert obsolete(root) == {"Oud"}


def test_a_page_with_two_entries_in_a_shared_catalogue_loses_neither(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": f"{NEW}\n", "other.md": "One\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update")
    path = po_path(root, "pages")
    header = path.read_text(encoding="utf-8").split("\n\n")[0]
    own = f'#: source/page.md\n#, fuzzy\nmsgctxt "page: page.md"\nmsgid "{NEW}"\nmsgstr "Oud"\n'
    shared = f'#: source/page.md\nmsgid "{NEW}"\nmsgstr "Gelezen"\n'
    put(path, "\n".join([f"{header}\n", own, shared]))
    run(root, "update")

    assert (entry(root, NEW, "pages").msgstr, entry(root, NEW, "pages").state) == ("Gelezen", State.REVIEWED)
    assert obsolete(root, "pages") == {"Oud"}
