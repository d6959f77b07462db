"""A catalogue per page, per folder or per locale: switching loses nothing, and nobody's page changes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import pytest
from helpers import corpus, pseudo
from helpers.projects import KEEP, Outcome, po_path, project, put, run, states, translate, tree
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import layouts, po, sharing
from i18n_pipeline.errors import OutsideError
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import catalogue_files, project_files, source_pages
from i18n_pipeline.project import settings as settings_file

PAGES = {
    "a.md": "# One\n\nTwo\n\n<!-- i18n:context menu -->\nThree\n",
    "guide.md": "# One\n\nFour\n",
    "guide/b.md": "# One\n\nTwo\n\nThree\n\n<!-- i18n:context page: a.md -->\nTwo\n",
    "guide/c | %7C.md": "# One\n\n[Two](x.md)\n\nTwo\n",
    "guide/deep/pages.md": "Three\n\nOne\n",
    "pages.md": "# Two\n\nFive\n\n![Six](x.png 'Seven')\n",
}
ORDERS = [("folder", "locale", "page"), ("locale", "folder", "page"), ("locale", "page"), ("folder", "page")]


def chosen(root: Path, kind: str, more: str = "") -> Outcome:
    """Switch the layout, and update."""
    put(root / "i18n.toml", f'layout = "{kind}"\n{more}{KEEP}')
    return run(root, "update")


def said(root: Path) -> dict[str, tuple[Message, ...]]:
    """What the catalogues say of every page that is or was, lines and bytes left aside."""
    config = settings_file.load(root)
    pages = {*source_pages.pages(config), "gone.md", "guide/gone.md"}
    found = {page: catalogue_files.catalogue(config, "nl", page) for page in sorted(pages)}
    return {page: catalogue.messages for page, catalogue in found.items() if catalogue and catalogue.messages}


def files(root: Path) -> set[str]:
    return {name.removeprefix("locales/nl/LC_MESSAGES/") for name in tree(root, "locales") if name.endswith(".po")}


def published(root: Path) -> dict[str, bytes]:
    """The localised pages, as they are made now, with drafts and without."""
    shutil.rmtree(root / "localised", ignore_errors=True)
    assert run(root, "assemble").code == 0
    without = tree(root, "localised")
    assert run(root, "assemble", "--accept", "draft").code == 0
    return {**{f"drafts {name}": data for name, data in tree(root, "localised").items()}, **without}


def require_sound(root: Path) -> None:
    for path in (root / "locales").rglob("*.po") if shutil.which("msgfmt") else ():
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), path.read_text(encoding="utf-8")


def filled(root: Path, page: str, change: Callable[[Message], Message], more: Sequence[Message] = ()) -> None:
    """Write what a person or a tool would have written into a page's catalogue."""
    config = settings_file.load(root)
    catalogue_files.change(
        config, "nl", page, lambda old: replace(old, messages=(*map(change, old.messages), *more)), dry=False
    )


# --- the law -----------------------------------------------------------------------------------------

CONTEXTS = st.sampled_from([None, "", "menu", "page: a.md", "page: a.md | menu", "page: b.md"])
TEXTS = st.sampled_from(["One", "Two", "Three"])
BODIES = st.fixed_dictionaries(
    {
        "msgstr": st.sampled_from(["", "Een", "Twee"]),
        "flags": st.sampled_from([(), ("fuzzy",), ("fuzzy", "odd-flag"), ("odd-flag",)]),
        "previous": st.sampled_from([None, None, "Before"]),
        "notes": st.sampled_from([(), ("by hand",), ("machine draft: deepl",)]),
    }
)
OBSOLETE = st.builds(
    lambda context, text, body: Message(text, msgctxt=context, obsolete=True, **{**body, "msgstr": "Oud"}),
    CONTEXTS,
    TEXTS,
    BODIES,
)
NAMES = ["a.md", "b.md", "c | d.md", "e%7C.md"]


def part(page: str) -> st.SearchStrategy[tuple[Message, ...]]:
    live = st.dictionaries(st.tuples(CONTEXTS, TEXTS), BODIES, max_size=4)
    return st.builds(
        lambda found, gone: (
            *(Message(text, msgctxt=ctx, references=(page,), **body) for (ctx, text), body in found.items()),
            *gone,
        ),
        live,
        st.lists(OBSOLETE, max_size=2),
    )


PARTS = st.fixed_dictionaries({page: part(page) for page in NAMES})


@given(PARTS)
def test_what_is_joined_and_split_says_the_same_of_every_page(parts: dict[str, tuple[Message, ...]]) -> None:
    joined = sharing.join(parts)
    found = sharing.split(joined, lambda reference: reference)

    def plain(messages: Sequence[Message]) -> tuple[list[str], list[Message]]:
        return sorted(repr(m) for m in messages if not m.obsolete), [m for m in messages if m.obsolete]

    assert {page: plain(found.get(page, ())) for page in NAMES} == {page: plain(part) for page, part in parts.items()}
    live = [message.key for message in joined if not message.obsolete]
    assert len(live) == len(set(live))
    assert joined == sharing.join(found)


@given(PARTS)
def test_a_page_in_two_files_that_say_the_same_says_it_once(parts: dict[str, tuple[Message, ...]]) -> None:
    for messages in parts.values():
        once = sharing.united(messages, ())
        assert once == sharing.united(once, messages)


# --- projects ----------------------------------------------------------------------------------------


def with_every_state(root: Path) -> Path:
    """A project whose pages say the same, different things, and every state of them."""
    gone = {"gone.md": "Gone\n", "guide/gone.md": "Gone\n\nOne\n"}
    project(root, {**PAGES, **gone})
    run(root, "update")
    filled(root, "gone.md", lambda m: replace(m, msgstr="Weg"))
    filled(root, "guide/gone.md", lambda m: replace(m, msgstr="Weg", flags=("fuzzy",), notes=("hm",)))
    for name in gone:
        (root / "source" / name).unlink()
    old = Message("Old", msgstr="Oud", obsolete=True, notes=("once",), flags=("fuzzy",), previous="Older")
    filled(root, "a.md", lambda m: replace(m, msgstr=f"A {m.msgid}"), [old, replace(old, msgctxt="menu", msgid="One")])
    filled(root, "guide.md", lambda m: replace(m, msgstr="A One", flags=("odd-flag",), notes=("see\tthere",)))
    filled(root, "guide/b.md", lambda m: replace(m, msgstr=f"A {m.msgid}", flags=("fuzzy",), previous="Onne"), [old])
    filled(
        root,
        "guide/c | %7C.md",
        lambda m: replace(m, msgstr=f"A {m.msgid}", flags=("fuzzy",), notes=("machine draft: x",)),
    )
    filled(root, "pages.md", lambda m: replace(m, msgstr="A Two" if m.msgid == "Two" else ""), [old])
    assert run(root, "update").code == 0
    return root


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_switching_there_and_back_loses_nothing(tmp_path: Path, order: tuple[str, ...]) -> None:
    root = with_every_state(tmp_path)
    before, pages, names = said(root), published(root), files(root)
    for kind in order:
        put(root / "i18n.toml", f'layout = "{kind}"\n{KEEP}')
        assert pages == published(root), "before the update"
        done = run(root, "update")
        assert (done.code, done.err) == (0, "")
        once = tree(root, "locales")
        assert "nothing to change" in run(root, "update").out
        assert once == tree(root, "locales")
        require_sound(root)
        assert pages == published(root)
        if kind == "locale":
            assert files(root) == {"pages.po"}
        if kind == "folder":
            assert files(root) == {"pages.po", "guide/pages.po", "guide/deep/pages.po"}

    assert names == files(root)
    assert before == said(root)


def change(values: dict[str, object]) -> Callable[[Message], Message]:
    return lambda message: replace(message, **values) if message.references else message


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(PAGES)), TEXTS, BODIES), max_size=8), st.permutations(layouts.LAYOUTS))
def test_any_order_of_layouts_loses_nothing(texts: list[tuple[str, str, dict[str, object]]], order: list[str]) -> None:
    with TemporaryDirectory() as folder:
        root = project(Path(folder).resolve(), PAGES)
        run(root, "update")
        for page, msgid, values in texts:
            filled(root, page, lambda m, t=msgid, v=values: replace(m, **v) if m.msgid == t else m)  # type: ignore[misc]
        run(root, "update")
        before, pages = said(root), published(root)
        for kind in order:
            assert chosen(root, kind).code == 0
            assert pages == published(root)
        chosen(root, "page")

        assert before == said(root)


def test_a_real_site_goes_there_and_back(tmp_path: Path) -> None:
    root = project(tmp_path, {sample.name: sample.data for sample in corpus.real_pages()[::4]})
    run(root, "update")
    for number, page in enumerate(sorted(path.name for path in (root / "source").iterdir())):
        filled(root, page, lambda m, n=number: replace(m, msgstr=pseudo.rewrapped(m.msgid, n % 3)))  # type: ignore[misc]
    before = tree(root, "locales")
    pages = published(root)
    for kind in ("locale", "folder", "page"):
        assert chosen(root, kind).code == 0
        assert pages == published(root)
        require_sound(root)

    assert before == tree(root, "locales")


# --- a shared catalogue --------------------------------------------------------------------------------


def test_an_equal_message_of_several_pages_is_one_entry_that_names_them(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "# One\n", "b/c.md": "One\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update")

    [entry] = po.read(po_path(root, "pages").read_bytes(), "").messages
    assert entry.references == ("source/a.md", "source/b/c.md")
    assert entry.extracted == ("type: heading 1", "type: paragraph")


def test_an_edit_of_one_page_makes_nothing_stale_on_others(tmp_path: Path) -> None:
    root = project(
        tmp_path, {"a.md": "We swim in the sea.\n", "b.md": "We swim in the sea.\n"}, f'layout = "locale"\n{KEEP}'
    )
    run(root, "update")
    translate(root)
    put(root / "source" / "a.md", "We swim in the lake.\n")
    assert run(root, "translate").code == 0

    assert states(po_path(root, "pages")) == {"We swim in the lake.": "stale", "We swim in the sea.": "reviewed"}
    assert (root / "localised/nl/b.md").read_text(encoding="utf-8") == "NL We swim in the sea.\n"


def test_a_page_of_its_own_mind_is_one_with_the_others_when_a_translator_says_so(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "One\n"})
    run(root, "update")
    for page in ("a.md", "b.md"):
        filled(root, page, lambda m, p=page: replace(m, msgstr=p))  # type: ignore[misc]
    chosen(root, "locale")
    own = po_path(root, "pages").read_bytes()
    assert b'msgctxt "page: b.md"' in own
    put(po_path(root, "pages"), own.replace(b'msgstr "b.md"', b'msgstr "a.md"'))
    run(root, "update")

    assert b"msgctxt" not in po_path(root, "pages").read_bytes()


def test_an_entry_of_one_page_is_obsolete_when_the_page_has_its_text_no_more(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "One\n"})
    run(root, "update")
    for page in ("a.md", "b.md"):
        filled(root, page, lambda m, p=page: replace(m, msgstr=p))  # type: ignore[misc]
    chosen(root, "locale")
    put(root / "source" / "b.md", "Something else altogether\n")
    run(root, "update")

    assert b'#~ msgctxt "page: b.md"\n#~ msgid "One"\n#~ msgstr "b.md"' in po_path(root, "pages").read_bytes()


@pytest.mark.parametrize("kind", ["folder", "locale"])
def test_an_update_of_one_page_leaves_the_messages_of_others_alone(tmp_path: Path, kind: str) -> None:
    root = with_every_state(tmp_path)
    chosen(root, kind)
    before = said(root)
    put(root / "source" / "guide" / "b.md", "New\n")
    put(root / "source" / "a.md", "Newer\n")
    assert run(root, "update", "a.md").code == 0

    after = said(root)
    assert {page for page in before if before[page] != after[page]} == {"a.md"}


def test_one_page_may_go_over_to_a_new_layout_before_the_others(tmp_path: Path) -> None:
    root = with_every_state(tmp_path)
    before, pages = said(root), published(root)
    put(root / "i18n.toml", f'layout = "locale"\n{KEEP}')
    assert run(root, "update", "guide.md").code == 0

    assert "guide.po" not in files(root)
    assert "a.po" in files(root)
    assert pages == published(root)
    assert run(root, "update").code == 0
    assert files(root) == {"pages.po"}
    assert pages == published(root)
    chosen(root, "page")
    assert before == said(root)


@pytest.mark.parametrize("kind", ["folder", "locale"])
@pytest.mark.parametrize("new", ["guide/renamed.md", "other/renamed.md"])
def test_a_renamed_page_takes_its_messages_along(tmp_path: Path, kind: str, new: str) -> None:
    root = project(tmp_path, {"guide/a.md": "One\n\nTwo\n", "guide/b.md": "Three\n"}, f'layout = "{kind}"\n{KEEP}')
    run(root, "update")
    filled(root, "guide/a.md", lambda m: replace(m, msgstr="Een", notes=("by hand",)))
    (root / "source" / new).parent.mkdir(exist_ok=True)
    (root / "source/guide/a.md").rename(root / "source" / new)
    done = run(root, "update")

    assert "renamed: source/guide/a.md → source/" in done.out
    config = settings_file.load(root)
    found = catalogue_files.catalogue(config, "nl", new)
    assert found
    assert [(m.msgstr, m.notes, m.references) for m in found.messages] == [
        ("Een", ("by hand",), (f"source/{new}",))
    ] * 2
    assert catalogue_files.catalogue(config, "nl", "guide/a.md") is None
    assert "nothing to change" in run(root, "update").out


def test_pages_that_change_places_between_folders_take_their_messages_along(tmp_path: Path) -> None:
    root = project(tmp_path, {"a/x.md": "One\n", "b/y.md": "Two\n"}, f'layout = "folder"\n{KEEP}')
    run(root, "update")
    translate(root)
    (root / "source/a/x.md").rename(root / "source/b/x.md")
    (root / "source/b/y.md").rename(root / "source/a/y.md")
    assert run(root, "update").code == 0

    assert states(po_path(root, "a/pages")) == {"Two": "reviewed"}
    assert states(po_path(root, "b/pages")) == {"One": "reviewed"}


def test_what_a_page_that_is_gone_said_comes_back_with_it(tmp_path: Path) -> None:
    root = with_every_state(tmp_path)
    chosen(root, "locale")
    before = said(root)
    text = (root / "source/guide.md").read_bytes()
    (root / "source/guide.md").unlink()
    run(root, "update")
    assert before["guide.md"] != said(root).get("guide.md")
    put(root / "source/guide.md", text)
    run(root, "update")

    assert before == said(root)


def test_references_that_a_tool_left_out_come_back(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n\nTwo\n", "b.md": "Two\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update")
    path = po_path(root, "pages")
    full = path.read_bytes().replace(b'Two"\nmsgstr ""', b'Two"\nmsgstr "Twee"')
    put(path, full)
    pages = published(root)
    put(path, b"".join(line for line in full.splitlines(keepends=True) if not line.startswith(b"#:")))
    assert pages == published(root)
    run(root, "update")

    assert full == path.read_bytes()


def test_what_belongs_to_no_page_is_kept(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b/c.md": "Two\n"}, f'layout = "locale"\n{KEEP}')
    run(root, "update")
    path = po_path(root, "pages")
    spare = b'\n# kept by msgmerge\n#~ msgid "Old"\n#~ msgstr "Oud"\n'
    put(path, path.read_bytes() + spare)
    run(root, "update")
    assert path.read_bytes().endswith(spare)
    for kind in ("folder", "page", "folder", "locale", "page"):
        chosen(root, kind)
        require_sound(root)

    assert po_path(root, "a").read_bytes().endswith(spare)


@pytest.mark.parametrize("kind", ["folder", "locale"])
def test_any_number_of_processes_writes_the_same(tmp_path: Path, kind: str) -> None:
    pages = {f"{n % 7}/page{n}.md": f"# Page {n}\n\nShared {n % 3}\n" for n in range(60)}
    made = []
    for workers in ("1", "2"):
        root = project(tmp_path / workers, pages)
        run(root, "update", "-j", workers)
        translate(root)
        put(root / "i18n.toml", f'layout = "{kind}"\n{KEEP}')
        assert run(root, "translate", "-j", workers).code == 0
        there = tree(root)
        chosen(root, "page")
        made.append((there, tree(root)))

    assert made[0] == made[1]


def test_a_dry_switch_writes_nothing_and_says_that_it_would(tmp_path: Path) -> None:
    root = with_every_state(tmp_path)
    run(root, "translate")
    before = tree(root)
    put(root / "i18n.toml", f'layout = "locale"\n{KEEP}')
    done = run(root, "translate", "--check")

    assert done.code == 1
    assert before == tree(root)


@pytest.mark.parametrize("kind", ["folder", "locale"])
def test_status_counts_every_page_alike(tmp_path: Path, kind: str) -> None:
    root = with_every_state(tmp_path)
    before = run(root, "status", "--by", "page").out
    chosen(root, kind)

    assert before == run(root, "status", "--by", "page").out


def test_a_page_that_cannot_be_read_costs_the_others_nothing(tmp_path: Path) -> None:
    root = with_every_state(tmp_path)
    before = said(root)
    put(root / "source/guide.md", b"\xff\n")
    done = chosen(root, "locale")

    assert done.code == 1
    assert len(done.errors) == 1
    assert before.keys() == said(root).keys()
    put(root / "source/guide.md", PAGES["guide.md"])
    run(root, "update")
    chosen(root, "page")
    assert before == said(root)


# --- what others made ----------------------------------------------------------------------------------


def test_the_catalogue_of_another_tool_is_not_taken_for_one_of_ours(tmp_path: Path) -> None:
    theirs = b'#: app/views.py:12\nmsgid "Log in"\nmsgstr "Inloggen"\n'
    root = project(tmp_path, {"a.md": "One\n"})
    put(po_path(root, "django"), theirs)
    put(po_path(root, "pages"), theirs)
    assert run(root, "update").code == 0
    done = chosen(root, "locale")

    assert done.code == 1
    assert "pages.po: made by another tool" in done.err
    assert po_path(root, "django").read_bytes() == po_path(root, "pages").read_bytes() == theirs
    assert po_path(root, "a").exists()


def test_a_catalogue_that_cannot_be_read_waits_for_its_repair(tmp_path: Path) -> None:
    root = with_every_state(tmp_path)
    before, good = said(root), po_path(root, "a").read_bytes()
    put(po_path(root, "a"), good + b'\nmsgid "x\n')
    assert chosen(root, "folder").code == 1
    assert po_path(root, "a").read_bytes() == good + b'\nmsgid "x\n'
    put(po_path(root, "a"), good)
    assert run(root, "update").code == 0
    chosen(root, "page")

    assert before == said(root)


def test_a_catalogue_behind_a_link_out_of_the_project_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {"a.md": "One\n", "b.md": "Two\n"})
    run(root, "update")
    translate(root)
    outside = tmp_path / "outside.po"
    po_path(root, "a").rename(outside)
    po_path(root, "a").symlink_to(outside)
    before = outside.read_bytes()
    assert chosen(root, "locale").code == 2

    assert before == outside.read_bytes()
    assert po_path(root, "a").is_symlink()


def test_a_header_with_most_messages_is_kept(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "One\n\nTwo\n"})
    run(root, "update")
    for name in ("a", "b"):
        path = po_path(root, name)
        put(path, path.read_bytes().replace(b'"X-Seg', b'"X-Team: %s\\n"\n"X-Seg' % name.encode()))
    chosen(root, "locale")
    assert b"X-Team: b" in po_path(root, "pages").read_bytes()
    chosen(root, "page")

    assert b"X-Team: b" in po_path(root, "a").read_bytes()


# --- killed, or changed meanwhile ----------------------------------------------------------------------


@pytest.mark.parametrize("order", [("page", "locale"), ("locale", "page"), ("folder", "locale"), ("locale", "folder")])
def test_a_switch_that_was_killed_before_old_files_were_removed_is_healed(
    tmp_path: Path, order: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = with_every_state(tmp_path)
    before, pages = said(root), published(root)
    chosen(root, order[0])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("i18n_pipeline.commands.update.one_catalogue.clear_catalogue", killed)
        put(root / "i18n.toml", f'layout = "{order[1]}"\n{KEEP}')
        run(root, "update")
    assert pages == published(root)
    half = files(root)
    assert run(root, "update").code == 0

    assert half > files(root) or order in {("folder", "locale"), ("locale", "folder"), ("locale", "page")}
    assert pages == published(root)
    assert "nothing to change" in run(root, "update").out
    chosen(root, "page")
    assert before == said(root)


def test_words_in_an_old_file_that_a_branch_brings_back_are_kept(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n\nTwo\n"})
    run(root, "update")
    translate(root, {"One": "Een"})
    old = po_path(root, "a").read_bytes()
    chosen(root, "locale")
    put(po_path(root, "a"), old.replace(b'"Een"', b'"Eentje"').replace(b'"Two"\nmsgstr ""', b'"Two"\nmsgstr "Twee"'))
    run(root, "update")

    assert files(root) == {"pages.po"}
    text = po_path(root, "pages").read_text(encoding="utf-8")
    assert 'msgid "One"\nmsgstr "Een"' in text
    assert 'msgid "Two"\nmsgstr "Twee"' in text
    assert '#~ msgstr "Eentje"' in text


@pytest.mark.parametrize("kind", ["page", "locale"])
def test_words_that_are_saved_while_an_update_is_at_work_are_kept(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path, {"a.md": "One\n"}, f'layout = "{kind}"\n{KEEP}')
    run(root, "update")
    put(root / "source/a.md", "One\n\nTwo\n")
    path = po_path(root, "a" if kind == "page" else "pages")
    saved = path.read_bytes().replace(b'"One"\nmsgstr ""', b'"One"\nmsgstr "Een"')
    left = [saved]

    def slow(size: int) -> str:
        """Name the temporary file, which is opened now, after what was read was merged."""
        if left:
            path.write_bytes(left.pop())
        return token_hex(size)

    monkeypatch.setattr("i18n_pipeline.project.atomic_write.token_hex", slow)
    assert run(root, "update").code == 0

    assert left == []
    assert states(path) == {"One": "reviewed", "Two": "untranslated"}
    assert [name for name in tree(root) if name.endswith(".tmp")] == []


def test_a_file_that_never_comes_to_rest_is_told(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n"})
    run(root, "update")
    config, path = settings_file.load(root), po_path(root, "a")
    calls: list[int] = []

    def edited(old: Catalogue) -> Catalogue:
        calls.append(1)
        put(path, path.read_bytes() + b"\n")
        return replace(old, messages=tuple(replace(m, msgstr="Een") for m in old.messages))

    with pytest.raises(OutsideError, match="is being changed by another program; run the command again"):
        catalogue_files.change(config, "nl", "a.md", edited, dry=False)
    assert len(calls) == project_files.TRIES


# --- the version of the segmentation ---------------------------------------------------------------------


def test_an_older_segmentation_is_brought_up_to_date(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n"})
    run(root, "update")
    new = po_path(root, "a").read_bytes()
    put(po_path(root, "a"), new.replace(b"X-Segmentation: 1", b"X-Segmentation: 0"))
    run(root, "update")

    assert new == po_path(root, "a").read_bytes()


@pytest.mark.parametrize("verb", ["update", "assemble", "status"])
def test_a_newer_segmentation_is_refused(tmp_path: Path, verb: str) -> None:
    root = project(tmp_path, {"a.md": "One\n"})
    run(root, "update")
    newer = po_path(root, "a").read_bytes().replace(b"X-Segmentation: 1", b"X-Segmentation: 99")
    put(po_path(root, "a"), newer)
    done = run(root, verb)

    assert done.code == 1
    assert "newer i18n-pipeline (segmentation 99); update the tool" in done.err
    assert newer == po_path(root, "a").read_bytes()


def test_the_header_of_another_tool_is_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n"})
    header = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    put(po_path(root, "a"), header)
    run(root, "update")

    assert po_path(root, "a").read_bytes().startswith(header)


# --- templates -------------------------------------------------------------------------------------------


def templates(root: Path) -> set[str]:
    return {name.removeprefix("locales/templates/") for name in tree(root, "locales") if name.endswith(".pot")}


def test_templates_follow_the_layout(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b/c.md": "One\n\nTwo\n", "b/d.md": "Two\n"})
    put(root / "locales/templates/theirs.pot", b'msgid "x"\nmsgstr ""\n')
    expected = {
        "page": {"a.pot", "b/c.pot", "b/d.pot"},
        "folder": {"pages.pot", "b/pages.pot"},
        "locale": {"pages.pot"},
    }
    for kind in ("page", "folder", "locale", "page"):
        put(root / "i18n.toml", f'layout = "{kind}"\n{KEEP}')
        assert run(root, "extract").code == 0
        assert expected[kind] | {"theirs.pot"} == templates(root)
        assert "nothing to change" in run(root, "extract").out


@pytest.mark.parametrize("kind", layouts.LAYOUTS)
def test_a_narrowed_extract_leaves_no_page_out_of_a_template(tmp_path: Path, kind: str) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "Two\n"}, f'layout = "{kind}"\n{KEEP}')
    run(root, "extract")
    before = tree(root)
    run(root, "extract", "b.md")

    assert before == tree(root)


def test_the_template_of_a_page_that_is_gone_is_removed(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "One\n", "b.md": "Two\n"})
    run(root, "extract")
    (root / "source/b.md").unlink()
    run(root, "extract", "a.md")
    assert templates(root) == {"a.pot", "b.pot"}
    run(root, "extract")

    assert templates(root) == {"a.pot"}
