"""The notice on localised pages: who is told what, where it stands, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.assembling import KEEP, PIN, read
from helpers.corpus import real_pages
from helpers.pages import EVERY
from helpers.projects import Outcome, page_path, po_path, project, put, run, tree
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble import added_keys, notice
from i18n_pipeline.commands.assemble.added_keys import Told
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage, assemble
from i18n_pipeline.commands.import_ import two_sides
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.markdown.writing.skeleton import skeleton
from i18n_pipeline.model import DRAFT_NOTE, Catalogue, Message, Rules, State
from i18n_pipeline.project import notice_texts
from i18n_pipeline.project.notice_texts import BLOCK, FRONT_MATTER, KINDS, Notice
from i18n_pipeline.project.settings_tables import kind_of_site

DUTCH = notice_texts.sentences("nl", {})
LEFT, STALE, DRAFT, MACHINE = (DUTCH[kind] for kind in KINDS)
IN_BLOCK = Notice(BLOCK, frozenset(KINDS), "> {text}", "translation", DUTCH)
IN_FRONT = replace(IN_BLOCK, place=FRONT_MATTER)
SAID = {kind: f"{kind}." for kind in KINDS}
SHORT = replace(IN_BLOCK, sentences=SAID)
FORMS = ["> {text}", ":::info\n{text}\n:::", "!!! note\n    {text}", "<Notice>\n\n{text}\n\n</Notice>", "- {text}\n"]
SETTINGS = 'locales = ["nl"]\n[markdown]\nanchors = "keep"\n[assemble]\n'
BOTH = replace(KEEP, accept=frozenset({State.REVIEWED, State.DRAFT}))
ENGLISH = "# Title\n\nFirst text here.\n\nSecond text here.\n"


def as_state(message: Message, state: State) -> Message:
    """A message that is so far, with a translation that fits everywhere where it has one."""
    if state is State.UNTRANSLATED:
        return message
    flags = () if state is State.REVIEWED else ("fuzzy",)
    notes = (f"{DRAFT_NOTE} engine",) if state is State.DRAFT else ()
    return replace(message, msgstr=message.msgid, flags=flags, notes=notes)


def made(data: bytes | str, states: list[State] | State, rules: Rules = KEEP) -> LocalisedPage:
    """A localised page, whose messages are so far."""
    messages = template("source/page.md", read(data))
    each = [states] * len(messages) if isinstance(states, State) else states
    texts = tuple(as_state(m, each[n % len(each)]) for n, m in enumerate(messages))
    return assemble("source/page.md", read(data), Catalogue(Message(""), texts), rules, kept)


def told(
    data: bytes | str, states: list[State] | State, how: Notice = IN_BLOCK, rules: Rules = KEEP, path: str = "page.md"
) -> Told:
    """A localised page with its notice."""
    return notice.told(path, read(data), made(data, states, rules), how)


def words(data: bytes) -> list[tuple[str | None, str]]:
    """The texts of a page."""
    return [(segment.msgctxt, segment.msgid) for segment in read(data).segments]


def is_one_insertion(old: bytes, new: bytes) -> bool:
    """Whether one page is the other with some bytes put in at one place."""
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = len(old) - same
    return len(new) > len(old) and (not rest or new.endswith(old[same:]))


# --- who is told what --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "rules", "kinds"),
    [
        ([State.REVIEWED], KEEP, ""),
        ([State.REVIEWED], BOTH, ""),
        ([State.REVIEWED, State.UNTRANSLATED], KEEP, "untranslated"),
        ([State.REVIEWED, State.STALE], KEEP, "stale"),
        ([State.REVIEWED, State.STALE], BOTH, "stale"),
        ([State.REVIEWED, State.DRAFT], KEEP, "untranslated"),
        ([State.REVIEWED, State.DRAFT], BOTH, "draft"),
        ([State.UNTRANSLATED, State.STALE, State.DRAFT], BOTH, "untranslated stale draft"),
        ([State.UNTRANSLATED, State.STALE, State.DRAFT], KEEP, "untranslated stale"),
    ],
)
def test_the_notice_says_what_readers_see_and_why(states: list[State], rules: Rules, kinds: str) -> None:
    expected = f"---\ntranslation: {kinds}\n---\n\n{ENGLISH}" if kinds else ENGLISH

    assert expected == told(ENGLISH, states, IN_FRONT, rules).data.decode()


def test_a_refused_message_counts_as_untranslated() -> None:
    messages = tuple(
        replace(m, msgstr="[new](https://new.example)") for m in template("source/page.md", read("Some text\n"))
    )
    page = assemble("page.md", read("Some text\n"), Catalogue(Message(""), messages), KEEP, kept)

    assert page.refusals
    assert frozenset({State.UNTRANSLATED}) == page.states


def test_only_the_kinds_that_the_settings_name_call_for_a_notice() -> None:
    drafts = replace(SHORT, kinds=frozenset({State.DRAFT}))

    assert ENGLISH.encode() == told(ENGLISH, [State.UNTRANSLATED, State.STALE], drafts).data
    assert b"> draft." in told(ENGLISH, [State.UNTRANSLATED, State.DRAFT], drafts, BOTH).data


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([State.STALE, State.REVIEWED], "stale."),
        ([State.STALE, State.UNTRANSLATED], "untranslated."),
        ([State.STALE, State.DRAFT], "stale. draft."),
        ([State.UNTRANSLATED, State.STALE, State.DRAFT], "untranslated. draft."),
    ],
)
def test_a_draft_is_told_beside_what_is_english(states: list[State], said: str) -> None:
    assert f"\n> {said}\n" in told(ENGLISH, states, SHORT, BOTH).data.decode()


def test_sentences_are_parted_as_the_language_parts_them() -> None:
    chinese = replace(IN_BLOCK, sentences=notice_texts.sentences("zh-TW", {}))
    data = told(ENGLISH, [State.STALE, State.DRAFT], chinese, BOTH).data.decode()

    assert f"> {chinese.sentences[State.STALE]}{chinese.sentences[State.DRAFT]}\n" in data


def test_one_sentence_for_all_kinds_is_said_once() -> None:
    same = replace(IN_BLOCK, sentences=notice_texts.sentences("nl", {"nl": "Let op."}))

    assert "\n\n> Let op.\n\n" in told(ENGLISH, [State.UNTRANSLATED, State.DRAFT], same, BOTH).data.decode()


def test_percent_is_cut_and_the_page_is_fit_for_a_link() -> None:
    how = replace(IN_BLOCK, sentences=dict.fromkeys(KINDS, "{percent} %, [source](/en/{page})"))
    data = told("One two three\n\nfour\n", [State.UNTRANSLATED, State.REVIEWED], how, path="a b/(c).md").data

    assert data.startswith(b"> 25 %, [source](/en/a%20b/%28c%29.md)\n\n")
    assert b"> 99 %" in told("a b " * 100 + "\n\nc\n", [State.REVIEWED, State.UNTRANSLATED], how).data


# --- languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "same"),
    [
        ("pt_BR", "pt-BR"),
        ("de-CH", "de"),
        ("es-419", "es"),
        ("no", "nb"),
        ("zh", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
    ],
)
def test_a_region_has_the_sentences_of_its_language(locale: str, same: str) -> None:
    assert notice_texts.sentences(same, {}) == notice_texts.sentences(locale, {})
    assert set(KINDS) == set(notice_texts.sentences(locale, {}))


@pytest.mark.parametrize("locale", ["tlh", "hi-Latn", "nn"])
def test_another_language_or_script_has_none(locale: str) -> None:
    assert notice_texts.sentences(locale, {}) == {}


@pytest.mark.parametrize("locale", [tag for tag in notice_texts._tables() if tag != "same"])
def test_every_language_says_three_different_things_that_are_plain_text(locale: str) -> None:
    said = notice_texts.sentences(locale, {})
    page = told(ENGLISH, [State.UNTRANSLATED, State.DRAFT], replace(IN_BLOCK, sentences=said), BOTH)

    assert len(set(said.values())) == len(said) == len(KINDS)
    assert not any(set(text) & set("{}<>[]*_`\n") for text in said.values())
    assert page.finding is None
    assert said[State.DRAFT] in page.data.decode()


def test_the_settings_may_say_it_otherwise() -> None:
    own = {"draft": "Door een machine."}

    assert notice_texts.sentences("nl", {"nl": own}) == {**DUTCH, State.DRAFT: "Door een machine."}
    assert dict.fromkeys(KINDS, "Kaj.") == notice_texts.sentences("xx", {"xx": "Kaj."})


# --- a block -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Text\n", "> untranslated.\n\nText\n"),
        ("Text", "> untranslated.\n\nText"),
        ("# Title\n\nText\n", "# Title\n\n> untranslated.\n\nText\n"),
        ("# Title\nText\n", "# Title\n\n> untranslated.\n\nText\n"),
        ("# Title", "# Title\n\n> untranslated."),
        ("# Title\n", "# Title\n\n> untranslated.\n"),
        ("# Title #  \n\n\n\nText\n", "# Title #  \n\n\n\n> untranslated.\n\nText\n"),
        ("Title\n=====\nText\n", "Title\n=====\n\n> untranslated.\n\nText\n"),
        ("Title\n---\n", "> untranslated.\n\nTitle\n---\n"),
        ("## Part\n\nText\n", "> untranslated.\n\n## Part\n\nText\n"),
        ("Text\n\n# Title\n", "> untranslated.\n\nText\n\n# Title\n"),
        ("> # Title\n", "> untranslated.\n\n> # Title\n"),
        ("    code\n\nText\n", "> untranslated.\n\n    code\n\nText\n"),
        ("# Title\n\n    code\n", "# Title\n\n> untranslated.\n\n    code\n"),
        ("- item\n", "> untranslated.\n\n- item\n"),
        ("\n\nText\n", "\n\n> untranslated.\n\nText\n"),
        ("<!-- about -->\n# Title\n\nText\n", "<!-- about -->\n# Title\n\n> untranslated.\n\nText\n"),
        ("<!-- i18n:context a -->\n\nOpen\n", "> untranslated.\n\n<!-- i18n:context a -->\n\nOpen\n"),
        ("import A from 'a'\n\n# Title\n\nText\n", "import A from 'a'\n\n# Title\n\n> untranslated.\n\nText\n"),
        ("# Title\n{: .no_toc }\n\nText\n", "# Title\n{: .no_toc }\n\n> untranslated.\n\nText\n"),
        (
            "<script setup>\nimport a from 'a'\n</script>\n\n# Title\n\nText\n",
            "<script setup>\nimport a from 'a'\n</script>\n\n# Title\n\n> untranslated.\n\nText\n",
        ),
        ("{/* about */}\n\n# Title\n\nText\n", "{/* about */}\n\n# Title\n\n> untranslated.\n\nText\n"),
        ("::: hero\n# Title\n:::\n", "> untranslated.\n\n::: hero\n# Title\n:::\n"),
        ("---\ntitle: A\n---\nText\n", "---\ntitle: A\n---\n\n> untranslated.\n\nText\n"),
        ("---\ntitle: A\n---\n\n# Title\n", "---\ntitle: A\n---\n\n# Title\n\n> untranslated.\n"),
        ("---\ntitle: A\n---", "---\ntitle: A\n---\n\n> untranslated."),
        ("---\ntitle: [\n---\nText\n", "---\ntitle: [\n---\n\n> untranslated.\n\nText\n"),
        ("+++\ntitle = 'A'\n+++\nText\n", "+++\ntitle = 'A'\n+++\n\n> untranslated.\n\nText\n"),
        ('{"title": "A"}\nText\n', '{"title": "A"}\n\n> untranslated.\n\nText\n'),
        ("# Title\r\n\r\nText\r\n", "# Title\r\n\r\n> untranslated.\r\n\r\nText\r\n"),
    ],
)
def test_a_block_stands_under_the_title_or_before_the_first_block(english: str, expected: str) -> None:
    assert expected == told(english, State.UNTRANSLATED, SHORT).data.decode()


def test_a_form_of_several_lines_has_the_line_ends_of_its_page() -> None:
    how = replace(SHORT, form=":::info\n{text}\n:::")

    assert told("Text\r\n", State.UNTRANSLATED, how).data == b":::info\r\nuntranslated.\r\n:::\r\n\r\nText\r\n"


@pytest.mark.parametrize("form", ["## Notice\n\n{text}", "<!-- {text}", "```\n{text}", "<pre>{text}"])
def test_a_form_that_would_change_the_rest_of_the_page_is_left_out_and_told(form: str) -> None:
    page = told("Text\n\nMore\n", State.UNTRANSLATED, replace(SHORT, form=form))

    assert page.finding is not None
    assert "notice_block" in page.finding.advice
    assert page.data == b"Text\n\nMore\n"


def test_a_notice_takes_no_link_from_the_page() -> None:
    how = replace(SHORT, sentences=dict.fromkeys(KINDS, "See the [original]."))
    page = told("Text\n\n[original]: /target\n", State.UNTRANSLATED, how)

    assert page.data == b"Text\n\n[original]: /target\n"
    assert page.finding is not None
    assert "notice_block" in page.finding.advice


@given(
    st.sampled_from(sorted(EVERY)),
    st.lists(st.sampled_from([State.REVIEWED, *KINDS]), min_size=1, max_size=7),
    st.sampled_from([KEEP, BOTH, PIN]),
    st.sampled_from([replace(IN_BLOCK, form=form.strip("\n")) for form in FORMS] + [IN_FRONT]),
    st.booleans(),
)
def test_nothing_is_added_but_the_notice(
    name: str, states: list[State], rules: Rules, how: Notice, windows: bool
) -> None:
    source = EVERY[name].replace("\r\n", "\n")
    english = (source.replace("\n", "\r\n") if windows else source).encode()
    before = made(english, states, rules)
    after = told(english, states, how, rules)

    if how.form.startswith("- ") and after.finding:  # the page begins with a list, which it would be a part of
        assert before.data == after.data
        return
    assert after.finding is None
    if not before.states & set(KINDS):
        assert before.data == after.data
        return
    assert is_one_insertion(before.data, after.data)
    assert windows == (b"\r\n" in after.data)
    assert not windows or after.data.count(b"\n") == after.data.count(b"\r\n")
    bare = notice.without(read(after.data), how)
    assert words(before.data) == words(bare.outline.source)
    if how.place == BLOCK:
        parts = [skeleton(tree, tree.dialect.front_matter) for tree in (read(before.data).outline, bare.outline)]
        assert parts[0] == parts[1]


@pytest.mark.parametrize("name", sorted(EVERY))
@pytest.mark.parametrize("how", [IN_BLOCK, IN_FRONT])
def test_a_page_that_needs_none_and_a_site_that_wants_none_get_none(name: str, how: Notice) -> None:
    page, complete = (made(EVERY[name], state) for state in (State.UNTRANSLATED, State.REVIEWED))

    assert page.data == notice.told("page.md", read(EVERY[name]), page, replace(how, place="")).data
    assert complete.data == notice.told("page.md", read(EVERY[name]), complete, how).data


def test_real_pages_take_a_notice_in_every_form() -> None:
    for page in real_pages()[::3]:
        for how in (IN_BLOCK, replace(IN_BLOCK, form=FORMS[1]), IN_FRONT):
            done = told(page.data, State.UNTRANSLATED, how)

            assert done.finding is None, page.name
            assert is_one_insertion(page.data, done.data), page.name
            assert words(page.data) == words(notice.without(read(done.data), how).outline.source), page.name


# --- front matter ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Text\n", "---\ntranslation: untranslated\n---\n\nText\n"),
        ("---\n\nText\n\n---\n", "---\ntranslation: untranslated\n---\n\n---\n\nText\n\n---\n"),
        ("---\ntitle: A\n---\nText\n", "---\ntranslation: untranslated\ntitle: A\n---\nText\n"),
        ("---\n# why\ntitle: A\n---\n", "---\ntranslation: untranslated\n# why\ntitle: A\n---\n"),
        ("---\n  title: A\n---\n", "---\n  translation: untranslated\n  title: A\n---\n"),
        ("---\n---\nText\n", "---\ntranslation: untranslated\n---\nText\n"),
        ("---\r\ntitle: A\r\n---\r\n", "---\r\ntranslation: untranslated\r\ntitle: A\r\n---\r\n"),
        ("---\n{title: A, b: 1}\n---\n", '---\n{"translation": "untranslated", title: A, b: 1}\n---\n'),
        (
            "+++\ntitle = 'A'\n[extra]\ntranslation = 1\n+++\n",
            "+++\ntranslation = \"untranslated\"\ntitle = 'A'\n[extra]\ntranslation = 1\n+++\n",
        ),
        ("+++\n[extra]\na = 1\n+++\nText\n", '+++\ntranslation = "untranslated"\n[extra]\na = 1\n+++\nText\n'),
        ('{"title": "A"}\nText\n', '{"translation": "untranslated", "title": "A"}\nText\n'),
        ('{\n  "title": "A"\n}\nText\n', '{\n  "translation": "untranslated",\n  "title": "A"\n}\nText\n'),
        ("{}\nText\n", '{"translation": "untranslated"}\nText\n'),
    ],
)
def test_a_key_is_written_into_the_front_matter(english: str, expected: str) -> None:
    assert expected == told(english, State.UNTRANSLATED, IN_FRONT).data.decode()


@pytest.mark.parametrize(
    ("english", "line"),
    [
        ("---\ntitle: A\ntranslation: mine\n---\n", 3),
        ("---\ntitle: A\ntranslation:\n  of: B\n---\n", 3),
        ("+++\n\ntitle = 'A'\ntranslation = true\n+++\n", 4),
        ('{\n  "title": "A",\n  "translation": 1\n}\nText\n', 3),
    ],
)
def test_a_key_that_is_there_stays_and_its_line_is_told(english: str, line: int) -> None:
    page = told(english, State.UNTRANSLATED, IN_FRONT)

    assert english == page.data.decode()
    assert page.finding is not None
    assert line == page.finding.line
    assert "notice_key" in page.finding.advice


@pytest.mark.parametrize(
    "other",
    [
        "---\ntranslation: draft\ntitle: B\n---\nText\n",
        "---\ntranslation: draft\ntitle: A\n---\nOther\n",
        "---\ntranslation: [draft]\ntitle: A\n---\nText\n",
        "---\ntitle: A\n---\nText\n",
    ],
)
def test_a_page_in_which_more_than_the_key_changed_is_not_kept(other: str) -> None:
    old, new, right = (
        read(text).outline
        for text in ("---\ntitle: A\n---\nText\n", other, "---\ntranslation: draft\ntitle: A\n---\nText\n")
    )

    assert added_keys._only_keyed(old, right, "translation", "draft")
    assert not added_keys._only_keyed(old, new, "translation", "draft")


def test_front_matter_that_cannot_be_read_is_left_alone_and_told() -> None:
    page = told("---\ntitle: [\n---\nText\n", State.UNTRANSLATED, IN_FRONT)

    assert page.data == b"---\ntitle: [\n---\nText\n"
    assert page.finding is not None
    assert "not valid YAML" in page.finding.text


# --- a page that is taken back -----------------------------------------------------------------------


@pytest.mark.parametrize("states", [[kind, *more] for kind in KINDS for more in ([], [State.REVIEWED], [State.DRAFT])])
@pytest.mark.parametrize("form", FORMS)
def test_our_notice_is_not_taken_for_words_of_the_page(states: list[State], form: str) -> None:
    said = {**DUTCH, State.STALE: "[{page}](/en/{page}): {percent} %."}
    how = replace(IN_BLOCK, form=form.strip("\n"), sentences=said)
    english = ENGLISH + "\nThird text.\n"
    page = notice.without(read(told(english, states, how, BOTH).data), how)
    both = two_sides.sides(("source/page.md", "nl/page.md"), (read(english), page), {})

    assert words(english.encode()) == [(s.msgctxt, s.msgid) for s in page.segments]
    assert both.alignment.extra == both.alignment.missing == ()


def test_words_that_are_not_ours_stay() -> None:
    page = read("# Title\n\n> Deze pagina is oud.\n\nText\n")

    assert page is notice.without(page, IN_BLOCK)


def test_a_page_without_its_notice_keeps_its_line_numbers() -> None:
    how = replace(IN_BLOCK, form=":::info\n{text}\n:::")
    page = told(ENGLISH, State.UNTRANSLATED, how).data
    bare = notice.without(read(page), how).outline.source

    assert page[: page.index(b"First")].count(b"\n") == bare[: bare.index(b"First")].count(b"\n")


# --- as a person would -------------------------------------------------------------------------------


def translated(root: Path, texts: dict[str, tuple[str, str]]) -> None:
    """Fill a catalogue: to each text its translation, and what is wrong with that: nothing, `draft` or `stale`."""
    path = po_path(root)
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    for entry in catalogue:
        if entry.msgid in texts:
            entry.msgstr, state = texts[entry.msgid]
            entry.flags = ["fuzzy"] if state else []
            entry.tcomment = f"{DRAFT_NOTE} engine" if state == "draft" else ""
    catalogue.save(str(path), newline="")


def noticed(root: Path, english: str | bytes, settings: str, texts: dict[str, tuple[str, str]]) -> Outcome:
    """A project of one page, assembled."""
    project(root, {"page.md": english}, SETTINGS + settings)
    assert run(root, "update").code == 0
    translated(root, texts)
    return run(root, "assemble")


def test_readers_are_told_in_their_language(tmp_path: Path) -> None:
    texts = {"Title": ("Titel", ""), "First text here.": ("Eerste tekst.", "stale")}
    done = noticed(tmp_path, ENGLISH, 'notice = "block"\n', texts)
    expected = f"# Titel\n\n> {LEFT}\n\nFirst text here.\n\nSecond text here.\n"

    assert (done.code, done.err) == (0, "")
    assert expected == page_path(tmp_path).read_text(encoding="utf-8")


def test_a_draft_that_is_shown_is_told(tmp_path: Path) -> None:
    texts = {"Title": ("Titel", ""), "First text here.": ("Eerste.", "draft"), "Second text here.": ("Tweede.", "")}
    done = noticed(tmp_path, ENGLISH, 'notice = "block"\naccept = ["reviewed", "draft"]\n', texts)

    assert done.code == 0
    assert f"# Titel\n\n> {DRAFT}\n\nEerste.\n\nTweede.\n" == page_path(tmp_path).read_text(encoding="utf-8")


def test_assembling_again_changes_nothing_and_a_byte_order_mark_stays(tmp_path: Path) -> None:
    noticed(tmp_path, b"\xef\xbb\xbf" + ENGLISH.encode(), 'notice = "front matter"\n', {})
    before = tree(tmp_path)
    done = run(tmp_path, "translate", "--check")

    assert page_path(tmp_path).read_bytes().startswith(b"\xef\xbb\xbf---\ntranslation: untranslated\n---\n")
    assert done.code == 0, done
    assert before == tree(tmp_path)


@pytest.mark.parametrize("place", ["block", "front matter", ""])
def test_a_notice_changes_and_goes_and_is_never_taken_for_a_page_of_others(tmp_path: Path, place: str) -> None:
    form = (
        'notice_block = "**Let op**\\n\\n- {text}\\n- Help mee"\n[assemble.notices]\nnl = "{percent} %. Nog niet af."\n'
    )
    noticed(tmp_path, "Some words.\n", f'notice = "block"\n{form}', {})
    first = page_path(tmp_path).read_text(encoding="utf-8")
    put(tmp_path / "source" / "page.md", "Some words.\n\nMore words.\n")
    put(tmp_path / "i18n.toml", f'{SETTINGS}notice = "{place}"\n{form}')
    done = run(tmp_path, "translate")

    assert first == "**Let op**\n\n- 0 %. Nog niet af.\n- Help mee\n\nSome words.\n"
    assert (done.code, done.errors) == (0, [])
    assert page_path(tmp_path).read_text(encoding="utf-8").endswith("Some words.\n\nMore words.\n")


def test_a_key_that_is_there_is_told_with_file_and_line(tmp_path: Path) -> None:
    done = noticed(tmp_path, "---\ntitle: A\ntranslation: b\n---\nText\n", 'notice = "front matter"\n', {})

    assert "note: source/page.md:3: the front matter has 'translation' already" in done.err
    assert done.code == 0


def test_front_matter_is_no_words_to_an_import(tmp_path: Path) -> None:
    english = "# Title\n\nFirst text here.\n\nThe second text is still English.\n"
    texts = {"Title": "Titel", "First text here.": "Eerste tekst hier."}
    noticed(tmp_path, english, 'notice = "front matter"\n', {msgid: (text, "") for msgid, text in texts.items()})
    po_path(tmp_path).unlink()
    done = run(tmp_path, "import", "localised/nl", "-l", "nl")

    assert "extra" not in done.out
    assert texts == {e.msgid: e.msgstr for e in polib.pofile(str(po_path(tmp_path)), encoding="utf-8") if e.msgstr}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('notice = "blok"\n', "Did you mean 'block'"),
        ('notice_for = ["drafts"]\n', "Did you mean 'draft'"),
        ('notice_block = "> text"\n', "needs {text}"),
        ('notice_block = "{text}\\u0007"\n', "control character"),
        ('notice_key = "a.b"\n', "notice_key"),
        ('notice_key = "title"\n', "markdown.front_matter"),
        ('notices = "Let op."\n', "a table"),
        ('notices = {nl = ""}\n', "a table"),
        ("notices = {nl = {}}\n", "a table"),
        ("notices = {nl = {draft = 3}}\n", "a table"),
        ('notices = {nl = {drafts = "a"}}\n', "Did you mean 'draft'"),
        ('notices = {nl = "a\\nb"}\n', "control character"),
        ('notices = {nl = "{percnt} %"}\n', "Did you mean 'percent'"),
        ('notices = {nn = "a"}\n', "not in 'locales'. Known: nl"),
    ],
)
def test_wrong_settings_are_told_in_a_sentence(tmp_path: Path, settings: str, said: str) -> None:
    done = run(project(tmp_path, {"page.md": "One\n"}, SETTINGS + settings), "assemble")

    assert (done.code, len(done.errors)) == (2, 1)
    assert said in done.err
    assert tree(tmp_path) == {}


def test_a_language_without_a_sentence_is_told_what_to_write(tmp_path: Path) -> None:
    settings = 'locales = ["nl", "eo"]\n[assemble]\nnotice = "block"\nnotice_for = ["draft"]\n'
    done = run(project(tmp_path, {"page.md": "One\n"}, settings), "assemble")

    assert done.code == 2
    assert '"eo" = {draft = …}' in done.err
    put(tmp_path / "i18n.toml", settings + '[assemble.notices]\neo = "Ne tute tradukita."\n')
    assert run(tmp_path, "assemble").code == 0
    put(tmp_path / "i18n.toml", settings.replace("block", "front matter"))
    assert run(tmp_path, "assemble").code == 0


def test_a_sentence_may_hold_the_joiners_that_its_script_needs(tmp_path: Path) -> None:
    settings = 'locales = ["fa"]\n[assemble]\nnotice = "block"\n[assemble.notices]\nfa = "می\\u200cشود"\n'
    run(project(tmp_path, {"page.md": "One\n"}, settings), "assemble")

    assert "> می\u200cشود\n" in page_path(tmp_path, locale="fa").read_text(encoding="utf-8")


# --- min_reviewed ------------------------------------------------------------------------------------


def test_a_page_below_min_reviewed_is_left_out_and_told(tmp_path: Path) -> None:
    texts = {"First text here.": ("Eerste.", "")}
    done = noticed(tmp_path, ENGLISH, 'min_reviewed = 50\nnotice = "block"\n', texts)

    assert (done.code, tree(tmp_path, "localised")) == (0, {})
    assert "source/page.md: 42.8 % translated, less than min_reviewed (50 %)" in done.err
    assert "localised/nl/page.md is not written" in done.err


def test_a_page_at_min_reviewed_is_written(tmp_path: Path) -> None:
    texts = {"First text here.": ("Eerste.", ""), "Second text here.": ("Tweede.", "stale")}
    noticed(tmp_path, ENGLISH, "min_reviewed = 42\n", texts)

    assert page_path(tmp_path).read_text(encoding="utf-8") == "# Title\n\nEerste.\n\nSecond text here.\n"


def test_a_page_that_is_there_stays_as_it_is_below_min_reviewed(tmp_path: Path) -> None:
    noticed(tmp_path, ENGLISH, "", {"First text here.": ("Eerste.", "")})
    before = tree(tmp_path, "localised")
    put(tmp_path / "i18n.toml", f'{SETTINGS}min_reviewed = 50\nnotice = "block"\n')
    run(tmp_path, "assemble")

    assert before == tree(tmp_path, "localised")


def test_nearly_all_is_not_told_as_all(tmp_path: Path) -> None:
    english = "word " * 399 + "word\n\nlast\n"
    done = noticed(tmp_path, english, "min_reviewed = 100\n", {("word " * 400).strip(): ("woord", "")})

    assert "99.7 % translated, less than min_reviewed (100 %)" in done.err


@pytest.mark.parametrize(
    ("kind", "form", "page"),
    [
        ("mkdocs", "!!! info\n    {text}", '!!! note "Title"\n\n    Words\n\n=== "Tab"\n\n    Words\n'),
        ("docusaurus", ":::info\n\n{text}\n\n:::", ":::note[Title]\n\nWords\n\n:::\n"),
        ("hugo", "{{% alert %}}\n{text}\n{{% /alert %}}", '{{% alert title="Title" %}}\nWords\n{{% /alert %}}\n'),
        ("commonmark", ":::info\n{text}\n:::", "$$\na\n$$\n"),
    ],
)
def test_a_notice_that_is_a_construct_goes_onto_pages_with_titled_ones(kind: str, form: str, page: str) -> None:
    for english in (page, f"# Heading\n\nWords\n\n{page}"):
        done = notice.with_block(read(english, kind_of_site(kind).dialect), form.replace("{text}", "Notice"))

        assert done.finding is None
        assert b"Notice" in done.data
