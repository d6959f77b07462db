"""Which files are pages: what is left aside is named, one odd file costs only itself, and nothing looks deleted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from helpers.projects import KEEP, page_path, po_path, project, put, run, states, translate, tree, without_rights

from i18n_pipeline.project import source_pages
from i18n_pipeline.project.settings import load

PAGES = {"one.md": "Words one\n", "blog/two.md": "Words two\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path / "project", PAGES)
    run(root, "translate")
    translate(root)
    run(root, "translate")
    return root


def fine(root: Path) -> bool:
    """Whether the good pages were worked on: a new paragraph of one is in its catalogue and on its page."""
    return "Fresh" in po_path(root, "one").read_text() and "Fresh" in page_path(root, "one.md").read_text()


# --- links -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["nowhere.md", "/nowhere/at/all.md", "gone.md"])
def test_a_link_that_leads_nowhere_is_named_and_costs_nothing_else(root: Path, target: str) -> None:
    (root / "source" / "gone.md").symlink_to(target)
    put(root / "source" / "one.md", "Words one\n\nFresh\n")
    done = run(root, "translate")

    assert done.code == 1
    assert done.errors == [
        f"error: source/gone.md: a link to {target}, which does not exist; correct or delete the link"
    ]
    assert fine(root)


@pytest.mark.parametrize("command", ["update", "assemble", "status", "extract", "translate"])
def test_a_page_whose_link_breaks_keeps_its_catalogue_as_it_is(root: Path, command: str) -> None:
    put(root / "pool" / "two.md", PAGES["blog/two.md"])
    kept = po_path(root, "blog/two").read_bytes()
    (root / "source" / "blog" / "two.md").unlink()
    (root / "source" / "blog" / "two.md").symlink_to("../../pool/missing.md")
    done = run(root, command)

    assert done.code == 1
    assert "source/blog/two.md" in done.err
    assert kept == po_path(root, "blog/two").read_bytes()
    assert "NL Words two" in page_path(root, "blog/two.md").read_text()


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("folder", [True, False])
def test_a_link_out_of_the_source_is_named_and_not_followed(root: Path, *, inside: bool, folder: bool) -> None:
    place = root / "pool" if inside else root.parent / "pool"
    put(place / "page.md", "Secret\n")
    (root / "source" / ("out" if folder else "out.md")).symlink_to(place if folder else place / "page.md")
    done = run(root, "translate")

    assert done.code == 0
    assert f"note: source/{'out' if folder else 'out.md'}: a link " in done.err
    assert "not followed" in done.err
    assert [name for name, data in tree(root).items() if b"Secret" in data] == []


def test_a_link_that_is_excluded_is_not_named(root: Path) -> None:
    put(root / "i18n.toml", 'exclude = ["out/**", "gone.md"]\n' + KEEP)
    (root / "source" / "out").symlink_to(root.parent)
    (root / "source" / "gone.md").symlink_to("nowhere")

    assert run(root, "translate").err == ""


def test_a_link_to_another_page_is_a_page(root: Path) -> None:
    (root / "source" / "again.md").symlink_to("blog/two.md")

    assert run(root, "update").code == 0
    assert states(po_path(root, "again")) == {"Words two": "reviewed"}


def test_a_pipe_with_the_name_of_a_page_is_named_and_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "source" / "pipe.md")
    done = run(root, "translate")

    assert done.code == 0
    assert "note: source/pipe.md: a pipe, socket or device, not a file" in done.err


def test_a_pipe_in_the_place_of_a_catalogue_is_named_and_not_waited_for(root: Path) -> None:
    po_path(root, "one").unlink()
    os.mkfifo(po_path(root, "one"))
    done = run(root, "translate")

    assert done.code == 3
    assert "one.po cannot be read: it is no regular file" in done.err


# --- catalogues that are links -----------------------------------------------------------------------


def test_a_catalogue_that_is_a_link_stays_one_and_its_target_is_written(root: Path) -> None:
    path = po_path(root, "one")
    put(root / "vendor" / "one.po", path.read_bytes())
    path.unlink()
    path.symlink_to(os.path.relpath(root / "vendor" / "one.po", path.parent))
    put(root / "source" / "one.md", "Words one\n\nFresh\n")

    assert run(root, "translate").code == 0
    assert path.is_symlink()
    assert states(root / "vendor" / "one.po") == {"Words one": "reviewed", "Fresh": "untranslated"}
    assert fine(root)
    assert [path.name for path in (root / "vendor").iterdir()] == ["one.po"]


def test_a_localised_page_and_a_template_that_are_links_stay_links(root: Path) -> None:
    run(root, "extract")
    for path in (page_path(root, "one.md"), root / "locales" / "templates" / "one.pot"):
        put(root / "pool" / path.name, path.read_bytes())
        path.unlink()
        path.symlink_to(root / "pool" / path.name)
    put(root / "source" / "one.md", "Words one\n\nFresh\n")

    assert run(root, "extract").code == run(root, "translate").code == 0
    assert page_path(root, "one.md").is_symlink()
    assert "Fresh" in (root / "pool" / "one.md").read_text()
    assert "Fresh" in (root / "pool" / "one.pot").read_text()


def test_a_catalogue_that_is_a_link_out_of_the_project_is_refused(root: Path) -> None:
    path = po_path(root, "one")
    secret = root.parent / "secret.po"
    path.rename(secret)
    path.symlink_to(secret)
    kept = secret.read_bytes()
    put(root / "source" / "one.md", "Words one\n\nFresh\n")
    done = run(root, "update")

    assert done.code == 2
    assert "lies outside the project: a link leads to" in done.err
    assert kept == secret.read_bytes()


# --- folders that cannot be read ---------------------------------------------------------------------


@pytest.mark.parametrize("command", ["update", "translate", "extract", "assemble", "status"])
@pytest.mark.parametrize("place", ["source/blog", "source"])
def test_a_folder_that_cannot_be_read_is_an_error_and_no_page_looks_deleted(
    root: Path, place: str, command: str
) -> None:
    run(root, "extract")
    unreadable(root, place, command)


@pytest.mark.parametrize("command", ["update", "translate", "assemble", "status"])
def test_a_folder_of_catalogues_that_cannot_be_read_is_an_error_and_nothing_looks_untranslated(
    root: Path, command: str
) -> None:
    unreadable(root, "locales/nl/LC_MESSAGES/blog", command)


def unreadable(root: Path, place: str, command: str) -> None:
    before = tree(root)
    (root / place).chmod(0)
    with without_rights():
        done = run(root, command)
    (root / place).chmod(0o755)

    assert done.code == 3
    assert place in done.err
    assert "Permission denied" in done.err
    assert "Traceback" not in done.err
    assert before == tree(root)


@pytest.mark.parametrize("words", [("import", "published"), ("memory", "import", "published")])
def test_what_is_brought_from_a_folder_that_cannot_be_read_in_part_is_not_taken_for_all(
    root: Path, words: tuple[str, ...]
) -> None:
    put(root / "published" / "one.md", "Woorden een\n")
    put(root / "published" / "units.csv", "source,target\nOne,Een\n")
    put(root / "published" / "blog" / "two.md", "Woorden twee\n")
    (root / "published" / "blog").chmod(0)
    with without_rights():
        done = run(root, *words, "-l", "nl")
    (root / "published" / "blog").chmod(0o755)

    assert done.code == 3
    assert "published/blog" in done.err
    assert "cannot be listed: Permission denied" in done.err


# --- odd names ---------------------------------------------------------------------------------------

ODD = {
    b"line\nbreak.md": "line\\nbreak.md",
    b"caf\xe9.md": "caf\\xe9.md",
    b"esc\x1b[31m.md": "esc\\x1b[31m.md",
    b"right\xe2\x80\xaeleft.md": "right\\u202eleft.md",
    b"tab\there.md": "tab\\there.md",
    b"odd\n/page.md": "odd\\n/page.md",
    b"two  spaces.md": "two  spaces.md",
    b"iso\xe2\x81\xa9lated.md": "iso\\u2069lated.md",
}
"""Names that nobody can write in a reference of a catalogue, and how they are told."""


@pytest.mark.parametrize("name", ODD)
def test_a_file_with_an_odd_name_costs_only_itself(root: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(root / "source") + b"/" + name))
    put(path, "Strange\n")
    put(root / "source" / "one.md", "Words one\n\nFresh\n")
    done = run(root, "translate")

    assert done.code == 1
    assert len(done.errors) == 1
    assert done.errors[0].startswith(f"error: source/{ODD[name]}: its name ")
    assert "so it is no page" in done.errors[0]
    assert fine(root)


def test_a_file_with_an_odd_name_can_be_excluded(root: Path) -> None:
    put(root / "i18n.toml", 'exclude = ["line*"]\n' + KEEP)
    put(root / "source" / "line\nbreak.md", "Strange\n")

    assert (run(root, "translate").code, run(root, "translate").err) == (0, "")


@pytest.mark.parametrize(
    "name",
    [
        "-dash.md",
        "--help.md",
        "co:lon.md",
        "a:12.md",
        "with space.md",
        " lead.md",
        "trail .md",
        "{path}.md",
        "{locale}.md",
        "a\\b.md",
        "it's.md",
        'quo"te.md',
        "%41&#x26;.md",
        "~.md",
        "$HOME.md",
        "#hash.md",
        "star*.md",
        "日本語.md",
        "e\u0301.md",
        "ab.c.md",
        f"{'n' * 250}.md",
        "-folder/-page.md",
        "nl/page.md",
    ],
)
def test_a_page_of_any_other_name_goes_all_the_way(root: Path, name: str) -> None:
    put(root / "source" / name, "Some text\n")

    assert (run(root, "translate").errors, run(root, "extract").errors) == ([], [])
    translate(root)
    assert (run(root, "translate").errors, run(root, "update").out) == ([], "nl: 3 catalogues, nothing to change\n")
    assert page_path(root, name).read_text() == "NL Some text\n"
    done = run(root, "status", "--format", "html", "--output", str(root / "report"))
    assert (done.code, done.errors) == (0, [])


# --- a project that is the site itself ---------------------------------------------------------------

OTHERS = [
    "node_modules/pkg/README.md",
    "themes/x/node_modules/pkg/README.md",
    "bower_components/pkg/README.md",
    ".venv/lib/site-packages/pkg/LICENSE.md",
    "env/lib/python3/site.md",
    "lib/site-packages/pkg/README.md",
    ".git/description.md",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "vendor/bundle/ruby/gem/README.md",
    "_site/README.md",
    "docs/_build/html/_sources/index.md",
    "locales/nl/README.md",
    "localised/nl/README.md",
    "localised/fr/README.md",
]
"""Files that a project has, and that are no pages of it."""


def test_a_source_that_is_the_whole_project_takes_no_files_of_others(tmp_path: Path) -> None:
    put(tmp_path / "i18n.toml", 'source = "."\n' + KEEP)
    for name in (*OTHERS, "README.md", "docs/vendor/index.md", "docs/env/index.md"):
        put(tmp_path / name, "Some words\n")
    put(tmp_path / "env" / "pyvenv.cfg", "home = /usr\n")
    put(tmp_path / "locales" / "fr" / "LC_MESSAGES" / "README.po", 'msgid ""\nmsgstr ""\n')
    done = run(tmp_path, "translate")

    assert done.code == 0
    assert source_pages.pages(load(tmp_path)) == ["README.md", "docs/env/index.md", "docs/vendor/index.md"]
    assert run(tmp_path, "translate", "--check").code == 0


def test_a_source_inside_such_a_folder_is_taken(tmp_path: Path) -> None:
    put(tmp_path / "i18n.toml", 'source = "node_modules/ours/docs"\n' + KEEP)
    put(tmp_path / "node_modules" / "ours" / "docs" / "page.md", "Some words\n")

    assert source_pages.pages(load(tmp_path)) == ["page.md"]
