"""What a project may not have, or has broken: one sentence, the right exit code, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import Outcome, outside, page_path, po_path, project, put, run, translate, tree, without_rights


def plain(done: Outcome) -> bool:
    """Whether a person can read it: sentences, no traceback."""
    return "Traceback" not in done.err + done.out and all(len(line) < 500 for line in done.err.splitlines())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('locale = ["nl"]\n', "Did you mean 'locales'"),
        ('locales = ["nl"]\n[markdwon]\nanchors = "pin"\n', "markd"),
        ('locales = ["nl"]\n[markdown]\nanchor = "pin"\n', "Did you mean 'markdown.anchors'"),
        ('locales = ["nl"]\n[markdown]\nanchors = "pinn"\n', "Did you mean 'pin'"),
        ('locales = ["nl"]\n[assemble]\naccept = ["drafts"]\n', "Did you mean 'draft'"),
        ('locales = ["nl"]\n[assemble]\nmin_reviewed = 101\n', "0 to 100"),
        ('locales = ["nl"]\n[assemble]\nmin_reviewed = true\n', "0 to 100"),
        ('locales = ["nl"]\nmarkdown = 3\n', "markdown"),
        ('locales = "nl"\n', "a list of texts"),
        ("locales = []\n", "languages"),
        ("", "languages"),
        ('locales = ["nl", "nl"]\n', "twice"),
        ('locales = ["../nl"]\n', "language tag"),
        ('locales = ["nl/x"]\n', "language tag"),
        ('locales = ["n"]\n', "language tag"),
        ('locales = ["nl"]\nsource = "../elsewhere"\n', "inside the project"),
        ('locales = ["nl"]\noutput = "/tmp/{locale}/{path}"\n', "inside the project"),
        ('locales = ["nl"]\ncatalogues = "../po"\n', "inside the project"),
        ('locales = ["nl"]\noutput = "localised/{locale}"\n', "{path}"),
        ('locales = ["nl", "fr"]\noutput = "localised/{path}"\n', "{locale}"),
        ('locales = ["nl"]\nsource = "nowhere"\n', "nowhere"),
        ('locales = ["nl"]\nprofile = "comonmark"\n', "Did you mean 'commonmark'"),
        ('locales = ["nl"\n', "TOML"),
        (b'locales = ["nl"] # \xff\n', "TOML"),
    ],
)
def test_wrong_settings_are_told_in_a_sentence(tmp_path: Path, settings: str | bytes, said: str) -> None:
    project(tmp_path, {"page.md": "One\n"})
    put(tmp_path / "i18n.toml", settings)
    done = run(tmp_path, "translate")

    assert done.code == 2
    assert said in done.err
    assert plain(done)
    assert tree(tmp_path) == {}
    assert (tmp_path / "source" / "page.md").read_bytes() == b"One\n"


def test_a_folder_without_settings_is_told_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "update")

    assert done.code == 2
    assert "init" in done.err
    assert plain(done)


@pytest.mark.parametrize(
    "words", [["updte"], ["update", "--nonsense"], ["update", "-j", "0"], ["status", "--format", "x"]]
)
def test_wrong_use_exits_with_2(tmp_path: Path, words: list[str]) -> None:
    project(tmp_path, {"page.md": "One\n"})
    done = run(tmp_path, *words)

    assert done.code == 2
    assert plain(done)


@pytest.mark.parametrize("output", ["source/{path}", "./source/{path}", "source/../source/{path}"])
def test_an_output_in_place_of_the_source_never_writes_over_it(tmp_path: Path, output: str) -> None:
    project(tmp_path, {"page.md": "One\n"}, f'locales = ["nl"]\noutput = "{output}"\n')
    run(tmp_path, "update")
    if po_path(tmp_path).exists():
        translate(tmp_path)
    run(tmp_path, "assemble", "--overwrite")

    assert tree(tmp_path, "source") == {"source/page.md": b"One\n"}


def test_settings_may_stand_in_pyproject(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", '[tool.i18n-pipeline]\nlocales = ["nl"]\n')
    put(tmp_path / "source" / "page.md", "One\n")

    assert run(tmp_path, "translate").code == 0
    assert page_path(tmp_path).exists()


def test_another_settings_file_can_be_named(tmp_path: Path) -> None:
    project(tmp_path, {"page.md": "One\n"})
    put(tmp_path / "other.toml", 'locales = ["fr"]\n')

    assert run(tmp_path, "assemble", "--config", str(tmp_path / "other.toml")).code == 0
    assert {"localised/fr/page.md"} == set(tree(tmp_path))


# --- broken files --------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project(tmp_path, {"bad.md": "Bad one\n", "good.md": "Good one\n"})
    run(tmp_path, "update")
    translate(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", ["extract", "update", "assemble", "translate"])
def test_a_page_that_is_not_utf_8_is_named_with_its_line_and_others_are_done(root: Path, command: str) -> None:
    put(root / "source" / "bad.md", b"One\n\ntwo caf\xe9\n")
    kept = po_path(root, "bad").read_bytes()
    done = run(root, command)

    assert done.code == 1
    assert "source/bad.md:3" in done.err
    assert plain(done)
    assert kept == po_path(root, "bad").read_bytes()
    if command in {"assemble", "translate"}:
        assert "NL Good one" in page_path(root, "good.md").read_text(encoding="utf-8")


BROKEN = {
    "an unterminated string": b'\nmsgid "three\nmsgstr ""\n',
    "a key that is there twice": b'\nmsgid "Bad one"\nmsgstr "x"\n',
    "conflict marks": b'\n<<<<<<< HEAD\nmsgid "x"\nmsgstr ""\n=======\n>>>>>>> other\n',
    "bytes that are not UTF-8": b'\nmsgid "caf\xe9"\nmsgstr ""\n',
    "a NUL": b'\nmsgid "x\x00"\nmsgstr ""\n',
    "text that is no PO": b"\nthis is not a catalogue\n",
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("command", ["update", "assemble", "translate", "status"])
def test_a_broken_catalogue_is_named_with_its_line_and_left_alone(root: Path, command: str, kind: str) -> None:
    path = po_path(root, "bad")
    lines = path.read_bytes().count(b"\n")
    put(path, path.read_bytes() + BROKEN[kind])
    kept = path.read_bytes()
    done = run(root, command)

    assert done.code == 1
    assert "locales/nl/LC_MESSAGES/bad.po:" in done.err
    assert lines < int(done.err.split("bad.po:")[1].split(":")[0])
    assert plain(done)
    assert kept == path.read_bytes()
    if command in {"assemble", "translate"}:
        assert "NL Good one" in page_path(root, "good.md").read_text(encoding="utf-8")


def test_an_empty_catalogue_file_is_told_and_left_or_filled_but_no_word_is_lost(root: Path) -> None:
    put(po_path(root, "bad"), b"")
    done = run(root, "update")

    assert plain(done)
    assert done.code in {0, 1}
    assert "NL Good one" in po_path(root, "good").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_read_is_an_outside_error(root: Path) -> None:
    (root / "source" / "bad.md").chmod(0)
    with without_rights():
        done = run(root, "update")

    assert done.code == 3
    assert f"{root}/source/bad.md cannot be read: Permission denied" in done.err
    assert plain(done)


@pytest.mark.parametrize("words", [["assemble"], ["translate"], ["status", "--format", "html", "--output", "."]])
def test_a_folder_that_cannot_be_written_is_an_outside_error(root: Path, words: list[str]) -> None:
    place = root / "localised"
    place.mkdir(exist_ok=True)
    place.chmod(0o500)
    with without_rights():
        done = run(root, *(word.replace(".", str(place)) for word in words))
    place.chmod(0o700)

    assert done.code == 3
    assert f"error: {place}" in done.err
    assert " cannot be written: Permission denied" in done.err
    assert plain(done)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "link"])
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("localised", ["assemble"]),
        ("localised/nl", ["translate"]),
        ("locales/templates", ["extract"]),
        ("out", ["status", "--format", "html", "--output", "out/report"]),
        ("out", ["status", "--format", "badge", "--output", "out/badges"]),
        ("out", ["status", "--format", "csv", "--output", "out/status.csv"]),
        ("out", ["memory", "export", "out/units.csv"]),
    ],
)
def test_what_is_in_the_way_of_a_folder_is_named(root: Path, folder: str, words: list[str], kind: str) -> None:
    put(root / folder, b"in the way")
    if kind == "link":
        (root / folder).unlink()
        (root / folder).symlink_to("nowhere")
    done = run(root, *(f"{root}/{word}" if word.startswith("out/") else word for word in words))

    told = {"file": "a file, where a folder is needed", "link": "a link that leads nowhere, where a folder is needed"}
    assert done.code in {0, 3} if kind == "link" else done.code == 3
    assert f"{root}/{folder} is {told[kind]}" in done.err or done.code == 0
    assert plain(done)
    assert kind == "link" or (root / folder).read_bytes() == b"in the way"


def test_front_matter_that_is_not_valid_is_a_note_and_left_as_it_is(root: Path) -> None:
    page = b"---\ntitle: [a\n---\nBody here\n"
    put(root / "source" / "bad.md", page)
    done = run(root, "translate")

    assert done.code == 0
    assert "source/bad.md" in done.err
    assert plain(done)
    assert page.replace(b"Body here", b"") in page_path(root, "bad.md").read_bytes().replace(b"Body here", b"")


@pytest.mark.parametrize("folder", ["localised", "localised/nl", "locales", "locales/nl/LC_MESSAGES"])
def test_nothing_is_written_through_a_link_that_leads_out_of_the_project(tmp_path: Path, folder: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = project(tmp_path / "project", {"page.md": "One\n"})
    (root / folder).parent.mkdir(parents=True, exist_ok=True)
    (root / folder).symlink_to(elsewhere)
    done = run(root, "translate")

    assert done.code == 2
    assert "outside" in done.err or "inside the project" in done.err
    assert plain(done)
    assert list(elsewhere.iterdir()) == []


def test_a_catalogue_that_is_a_link_out_of_the_project_is_not_read_or_written(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {"page.md": "One\n"})
    run(root, "update")
    secret = tmp_path / "secret.po"
    translate(root)
    po_path(root).rename(secret)
    kept = secret.read_bytes()
    po_path(root).symlink_to(secret)
    put(root / "source" / "page.md", b"One\n\nTwo\n")
    run(root, "translate")

    assert kept == secret.read_bytes()
    assert not page_path(root).exists()


def test_a_page_that_is_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    put(tmp_path / "secret.md", b"Secret words\n")
    root = project(tmp_path / "project", {"page.md": "One\n"})
    (root / "source" / "secret.md").symlink_to(tmp_path / "secret.md")
    (root / "source" / "folder").symlink_to(tmp_path)
    run(root, "translate")

    assert [name for name, data in tree(root).items() if b"Secret" in data] == []


def test_a_localised_page_that_is_a_link_out_of_the_project_is_not_written_through(tmp_path: Path) -> None:
    root = project(tmp_path / "project", {"page.md": "One\n"})
    put(tmp_path / "victim.md", b"Een\n")
    (root / "localised" / "nl").mkdir(parents=True)
    page_path(root).symlink_to(tmp_path / "victim.md")
    done = run(root, "assemble", "--overwrite")

    assert plain(done)
    assert (tmp_path / "victim.md").read_bytes() == b"Een\n"


def test_control_characters_of_a_page_do_not_reach_the_terminal(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "One \x1b[31m`red` \u202e word\n"})
    run(root, "update")
    path = po_path(root)
    put(
        path,
        path.read_bytes().replace(b'msgstr ""\n', b'msgstr "leeg"\n').replace(b'msgstr "leeg"\n', b'msgstr ""\n', 1),
    )
    done = run(root, "assemble")

    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


def test_a_localised_page_that_somebody_else_made_is_protected(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "One word.\n\nTwo words.\n"})
    put(page_path(root), "Eén woord.\n\nTwee woorden.\n")
    done = run(root, "translate")

    assert done.code == 1
    assert "localised/nl/page.md" in done.err
    assert plain(done)
    assert page_path(root).read_text(encoding="utf-8") == "Eén woord.\n\nTwee woorden.\n"

    assert run(root, "assemble", "--overwrite").code == 0
    assert page_path(root).read_text(encoding="utf-8") == "One word.\n\nTwo words.\n"


def test_an_english_page_of_ours_is_not_protected(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "One word.\n\nTwo words.\n"})
    run(root, "translate")
    put(root / "source" / "page.md", b"One word.\n\nThree words.\n")

    assert run(root, "translate").code == 0
    assert page_path(root).read_bytes() == b"One word.\n\nThree words.\n"


# --- bytes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        b"\xef\xbb\xbf---\ntitle: One\n---\n\nTwo\n",
        b"\xef\xbb\xbf# One\r\n\r\nTwo\r\nthree",
        b"\xef\xbb\xbf",
        b"",
        b"\n\n\n",
        b"One\r\n\r\n- two\r\n  three\r\n",
        b"One\rtwo\r",
        b"mixed\r\nends\nhere \n",
        b"no final newline",
        b"a\x00b\n",
    ],
)
def test_bytes_that_are_no_words_reach_the_localised_page(tmp_path: Path, page: bytes) -> None:
    root = project(tmp_path, {"page.md": page})
    run(root, "translate")
    assert page == page_path(root).read_bytes()

    translate(root)
    assert run(root, "translate").code == 0
    made = page_path(root).read_bytes()
    assert page.startswith(b"\xef\xbb\xbf") == made.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in page and b"\n" not in page.replace(b"\r\n", b""):
        assert b"\n" not in made.replace(b"\r\n", b"")


def test_a_command_in_a_process_of_its_own_says_the_same(tmp_path: Path) -> None:
    project(tmp_path, {"page.md": "One\n"}, 'locales = ["nl"]\nsorce = "x"\n')
    done = outside(tmp_path, "update")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1
