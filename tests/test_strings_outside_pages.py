"""Strings outside pages, with the command line: catalogues from a site's own files, and localised files from those."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import polib
import pytest
from helpers.book import MDBOOK
from helpers.projects import Outcome, put, run

from i18n_pipeline.project import file_digests

DOCUSAURUS = """{
  "theme.NotFound.title": {
    "message": "Page Not Found",
    "description": "The title of the 404 page"
  },
  "nDocs": {"message": "One doc|{count} docs"}
}
"""


HUGO_HERE = Path(sys.executable).parent / "hugo"
LANG = '[[strings]]\nsource = "lang/{locale}.json"\n'


def site(root: Path, files: Mapping[str, str | bytes], settings: str, locales: str = '["nl"]') -> Path:
    put(root / "i18n.toml", f"locales = {locales}\n{settings}")
    for name, text in files.items():
        put(root / name, text)
    return root


def catalogue(root: Path, name: str, locale: str = "nl") -> polib.POFile:
    return polib.pofile(str(root / "locales" / locale / "LC_MESSAGES" / f"{name}.po"))


def translate(root: Path, name: str, texts: Mapping[str, str], locale: str = "nl") -> None:
    """Update the catalogues, and put translations into one of them."""
    assert run(root, "update").errors == []
    found = catalogue(root, name, locale)
    for entry in found:
        entry.msgstr = texts.get(entry.msgid, entry.msgstr)
    found.save()


def localised(root: Path, name: str, *words: str) -> str:
    """Assemble, and read a localised file."""
    outcome = run(root, "assemble", *words)
    assert outcome.errors == [], outcome.err
    return (root / name).read_bytes().decode()


def docusaurus(root: Path, **more: str) -> Path:
    files = {
        "docs/index.md": "# Hello\n",
        "docs/guides/_category_.json": '{"label": "Guides", "position": 2}\n',
        "i18n/en/code.json": DOCUSAURUS,
        "i18n/en/docusaurus-theme-classic/navbar.json": '{"title": {"message": "My Site"}}',
    }
    return site(root, {**files, **more}, 'profile = "docusaurus"\nsource = "docs"\n')


def test_the_profile_alone_brings_the_strings_of_a_docusaurus_site(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    translate(root, "i18n/en/code", {"Page Not Found": "Niet gevonden", "One doc|{count} docs": "Eén|{count}"})
    translate(root, "docs/guides/_category_", {"Guides": "Gidsen"})
    run(root, "assemble")
    made = (root / "i18n/nl/code.json").read_text(encoding="utf-8")

    assert made == DOCUSAURUS.replace("Page Not Found", "Niet gevonden").replace("One doc|{count} docs", "Eén|{count}")
    folder = root / "i18n/nl/docusaurus-plugin-content-docs/current"
    assert (folder / "guides/_category_.json").read_text() == '{"label": "Gidsen", "position": 2}\n'
    assert (root / "i18n/nl/docusaurus-theme-classic/navbar.json").read_text() == "{}"


def test_a_message_has_its_key_its_description_and_its_file(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    run(root, "update")
    entry = catalogue(root, "i18n/en/code")[0]

    assert (entry.msgctxt, entry.msgid) == ("theme.NotFound.title.message", "Page Not Found")
    assert entry.comment == "type: string: theme.NotFound.title.message\nThe title of the 404 page"
    assert entry.occurrences == [("i18n/en/code.json", "")]


def test_a_second_run_changes_nothing_and_check_agrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Else the second run notes that files have become old enough to be trusted, if the machine is slow.
    monkeypatch.setattr(file_digests, "MARGIN", 0)
    root = docusaurus(tmp_path)
    run(root, "translate")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    assert run(root, "translate", "--check").code == 0
    assert run(root, "translate").code == 0
    assert {path: path.read_bytes() for path in before} == before


def test_a_changed_string_becomes_stale_and_a_moved_key_keeps_its_translation(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    translate(root, "i18n/en/code", {"Page Not Found": "Niet gevonden", "One doc|{count} docs": "Eén|{count}"})
    changed = DOCUSAURUS.replace("theme.NotFound", "theme.Missing").replace("{count} docs", "{count} documents")
    put(root / "i18n/en/code.json", changed)
    run(root, "update")
    moved, stale = catalogue(root, "i18n/en/code")

    assert (moved.msgctxt, moved.msgstr, moved.fuzzy) == ("theme.Missing.title.message", "Niet gevonden", False)
    assert (stale.msgstr, stale.fuzzy) == ("Eén|{count}", True)


def test_status_draft_and_paths_treat_a_file_of_strings_as_a_page(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    report = json.loads(run(root, "status", "--format", "json").out)
    drafted = run(root, "draft", "i18n/en/code.json", "--engine", "pseudo")

    assert [page["page"] for page in report["locales"][0]["pages"]].count("i18n/en/code.json") == 1
    assert "2 drafts" in drafted.out
    assert [entry.fuzzy for entry in catalogue(root, "i18n/en/code")] == [True, True]
    assert localised(root, "i18n/nl/docusaurus-theme-classic/navbar.json") == "{}"


def test_a_translation_that_loses_a_placeholder_is_refused_by_name(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    translate(root, "i18n/en/code", {"Page Not Found": "Weg", "One doc|{count} docs": "Documenten"})
    outcome = run(root, "assemble")
    made = json.loads((root / "i18n/nl/code.json").read_bytes())

    assert outcome.code == 1
    assert "it leaves out the placeholder {count}" in outcome.err
    assert {key: value["message"] for key, value in made.items()} == {"theme.NotFound.title": "Weg"}


MESSAGES = {
    "pages": "{count, plural, one {# page} other {# pages in {folder}}}",
    "said": "%s said <b>hello</b> to {name}",
    "stars": "Some *words* with `code` and a_b_c",
}


def test_drafts_keep_placeholders_and_the_syntax_of_plurals_and_are_no_markdown(tmp_path: Path) -> None:
    settings = 'profile = "sveltekit"\nsource = "pages"\n'
    root = site(tmp_path, {"pages/a.md": "A\n", "messages/en.json": json.dumps(MESSAGES)}, settings)
    outcome = run(root, "draft", "messages/en.json", "--engine", "pseudo")
    made = json.loads(localised(root, "messages/nl.json", "--accept", "draft"))

    assert "3 drafts" in outcome.out
    assert made["pages"].startswith("⟪{count, plural, one {# ṕ") or made["pages"].startswith("{count, plural, one {")
    assert made["pages"].endswith(("{folder}}}", "{folder}}}⟫", "{folder}}} ⟫"))
    assert all(part in made["said"] for part in ("%s", "<b>", "</b>", "{name}"))
    assert "`code`" in made["stars"]
    assert "\\" not in made["stars"]


# --- what the site has already -----------------------------------------------------------------------------


def test_import_brings_the_strings_by_their_keys(tmp_path: Path) -> None:
    theirs = DOCUSAURUS.replace("Page Not Found", "Bestaat niet").replace("One doc|{count} docs", "Eén|{count} stuks")
    root = docusaurus(tmp_path, **{"i18n/nl/code.json": theirs})
    (root / "pages").mkdir()
    run(root, "import", "pages", "--locale", "nl")

    assert [entry.msgstr for entry in catalogue(root, "i18n/en/code")] == ["Bestaat niet", "Eén|{count} stuks"]
    assert localised(root, "i18n/nl/code.json") == theirs


def test_import_pairs_strings_by_their_keys_in_whatever_order_they_are(tmp_path: Path) -> None:
    english = {"open": "Open", "close": "Close", "save": "Save it", "nav": {"home": "Home"}, "list": ["One", "Two"]}
    dutch = {"list": ["Een", "Twee"], "nav": {"home": "Begin"}, "close": "Sluiten", "open": "Openen"}
    files = {"source/a.md": "A\n", "lang/en.json": json.dumps(english), "lang/nl.json": json.dumps(dutch)}
    root = site(tmp_path, files, LANG)
    (root / "pages").mkdir()
    run(root, "import", "pages", "--locale", "nl")

    assert [one.msgstr for one in catalogue(root, "lang/en")] == ["Openen", "Sluiten", "", "Begin", "Een", "Twee"]


def test_strings_that_only_the_localised_file_has_are_not_lost(tmp_path: Path) -> None:
    theirs = DOCUSAURUS.replace('  "nDocs"', '  "mine": {"message": "Van mij"},\n  "nDocs"')
    root = docusaurus(tmp_path, **{"i18n/nl/code.json": theirs})
    translate(root, "i18n/en/code", {"Page Not Found": "Niet gevonden", "One doc|{count} docs": "Eén|{count}"})
    outcome = run(root, "assemble")

    assert "strings that the English file lacks: mine.message" in outcome.err
    assert (outcome.code, (root / "i18n/nl/code.json").read_text()) == (1, theirs)
    assert "Van mij" not in localised(root, "i18n/nl/code.json", "--overwrite")


def test_translations_that_the_catalogue_lacks_are_not_lost(tmp_path: Path) -> None:
    theirs = DOCUSAURUS.replace("Page Not Found", "Bestaat niet")
    root = docusaurus(tmp_path, **{"i18n/nl/code.json": theirs})
    outcome = run(root, "translate")

    assert "translations that its catalogue lacks: theme.NotFound.title.message" in outcome.err
    assert (outcome.code, (root / "i18n/nl/code.json").read_text()) == (1, theirs)
    translate(root, "i18n/en/code", {"Page Not Found": "Weg"})
    assert '"Weg"' in localised(root, "i18n/nl/code.json")


CODE = '[[strings]]\nsource = "i18n/{locale}/code.json"\nkeys = ["**.message"]\n'


@pytest.mark.parametrize("table", ["", CODE + "only_translated = true\n"])
def test_strings_without_a_translation_are_left_to_a_site_that_has_its_own(tmp_path: Path, table: str) -> None:
    profile = "" if table else 'profile = "docusaurus"\nsource = "docs"\n'
    files = {"docs/a.md": "A\n", "source/a.md": "A\n", "i18n/en/code.json": DOCUSAURUS}
    root = site(tmp_path, files, profile + table)
    assert localised(root, "i18n/nl/code.json") == "{}\n"

    translate(root, "i18n/en/code", {"One doc|{count} docs": "Eén|{count}"})
    assert localised(root, "i18n/nl/code.json") == '{\n  "nDocs": {"message": "Eén|{count}"}\n}\n'

    translate(root, "i18n/en/code", {"Page Not Found": "Weg"})
    every = DOCUSAURUS.replace("Page Not Found", "Weg").replace("One doc|{count} docs", "Eén|{count}")
    assert localised(root, "i18n/nl/code.json") == every
    assert run(root, "translate", "--check").code == 0


def test_a_translation_that_became_stale_or_was_taken_back_is_replaced_by_english(tmp_path: Path) -> None:
    root = site(tmp_path, {"source/a.md": "A\n", "i18n/en/code.json": DOCUSAURUS}, CODE)
    translate(root, "i18n/en/code", {"Page Not Found": "Weg", "One doc|{count} docs": "Eén|{count}"})
    localised(root, "i18n/nl/code.json")
    put(root / "i18n/en/code.json", DOCUSAURUS.replace("Page Not Found", "Page Not Found Here"))
    translate(root, "i18n/en/code", {"One doc|{count} docs": ""})
    made = localised(root, "i18n/nl/code.json")

    assert "Page Not Found Here" in made
    assert "One doc|{count} docs" in made


def test_a_string_that_english_dropped_goes_from_the_localised_file(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    translate(root, "i18n/en/code", {"Page Not Found": "Niet gevonden", "One doc|{count} docs": "Eén|{count}"})
    localised(root, "i18n/nl/code.json")
    put(root / "i18n/en/code.json", '{"nDocs": {"message": "One doc|{count} docs"}}')
    run(root, "update")

    assert localised(root, "i18n/nl/code.json") == '{"nDocs": {"message": "Eén|{count}"}}'


def test_a_localised_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    root = docusaurus(tmp_path, **{"i18n/nl/code.json": '{\n<<<<<<< HEAD\n"a": {"message": "Van mij"}\n'})
    outcome = run(root, "assemble")

    assert outcome.code == 1
    assert "i18n/nl/code.json:2:1: not valid JSON" in outcome.err


# --- other kinds of sites ------------------------------------------------------------------------------------

HUGO = """# Shown under a post.
[readingTime]
one = 'One minute to read'
other = "{{ .Count }} minutes to read"

[home]
other = "Home" # in the menu
"""


MENU = "[[main]]\nname = 'Home'\npageRef = '/a'\nweight = 10\n"
BOOK = "[book]\ntitle = 'Home'\nsrc = 'src'\nauthors = ['Some One']\n"
INLANG = '{\n\t"$schema": "https://x.example/s",\n\t"a": "Home"\n}'
NAVIGATION = '{"nav": [{"text": "Home", "link": "/a"}]}'
DATA = "# top\n- title: Home # first\n  url: /home/\n"
SITES = [
    ("hugo", "i18n/en.toml", HUGO, "i18n/nl.toml"),
    ("hugo", "i18n/en.yaml", "- id: home\n  translation: Home\n", "i18n/nl.yaml"),
    ("hugo", "i18n/en.json", '{"a": {"description": "Shown first", "other": "Home"}}', "i18n/nl.json"),
    ("hugo", "config/_default/menus.en.toml", MENU, "config/_default/menus.nl.toml"),
    ("starlight", "src/content/i18n/en.json", '{"page.editLink": "Home"}', "src/content/i18n/nl.json"),
    ("jekyll", "_data/en/nav.yml", DATA, "_data/nl/nav.yml"),
    ("jekyll", "_data/en.yml", "a: 'Home'\r\nb: &x [1, Home]\r\n", "_data/nl.yml"),
    ("sveltekit", "messages/en.json", INLANG, "messages/nl.json"),
    ("vitepress", "pages/.vitepress/locales/en.json", NAVIGATION, "pages/.vitepress/locales/nl.json"),
    ("nextra", "pages/x/_meta.json", '{"a": "Home", "b": {"title": "Home", "type": "page"}}', "pages/nl/x/_meta.json"),
    ("learn", "pages/x/toc.yml", "- name: Home\n  href: a.md\n  items:\n  - name: Home\n", "localised/nl/x/toc.yml"),
    ("mkdocs", "i18n/en/nav.json", '{"site_name": "Home", "nav": {"The guide": "Home"}}', "i18n/nl/nav.json"),
    ("mdbook", "book.toml", BOOK, "nl/book.toml"),
]
"""A file of each kind of site, and where the localised one goes."""


@pytest.mark.parametrize(("profile", "name", "english", "place"), SITES)
def test_the_usual_files_of_each_kind_of_site_are_written_back_byte_for_byte(
    tmp_path: Path, profile: str, name: str, english: str, place: str
) -> None:
    root = site(tmp_path, {"pages/a.md": "A\n", name: english}, f'profile = "{profile}"\nsource = "pages"\n')
    kept = {"One minute to read": "One minute to read", "{{ .Count }} minutes to read": "{{ .Count }} minutes to read"}
    translate(root, name.rpartition(".")[0], {"Home": "Thuis", **kept})

    assert localised(root, place) == english.replace("Home", "Thuis")


HUGO_LAYOUT = '{{ i18n "home" }}, {{ i18n "top" }}, {{ i18n "end" }}'
HUGO_SITE = """defaultContentLanguage = "en"
theme = "x"
[languages.en]
weight = 1
[languages.nl]
weight = 2
"""


@pytest.mark.skipif(not shutil.which("hugo") and not HUGO_HERE.exists(), reason="hugo is not here")
def test_hugo_shows_the_words_of_the_theme_or_english_where_a_string_is_left_out(tmp_path: Path) -> None:
    files = {
        "content/a.md": "A\n",
        "i18n/en.toml": '[home]\nother = "Home"\n[top]\nother = "Top"\n[end]\nother = "The end"\n',
        "themes/x/i18n/nl.toml": '[top]\nother = "Bovenaan"\n',
        "hugo.toml": HUGO_SITE,
        **{f"layouts/{name}.html": HUGO_LAYOUT for name in ("home", "single", "list")},
    }
    root = site(tmp_path, files, 'profile = "hugo"\nsource = "content"\n')
    translate(root, "i18n/en", {"Home": "Thuis"})
    assert localised(root, "i18n/nl.toml") == '[home]\nother = "Thuis"\n'

    program = shutil.which("hugo") or str(HUGO_HERE)
    subprocess.run([program, "--quiet"], cwd=root, check=True, capture_output=True)
    assert (root / "public/nl/index.html").read_text(encoding="utf-8") == "Thuis, Bovenaan, The end"


def test_localised_files_among_the_english_ones_are_not_taken_for_english(tmp_path: Path) -> None:
    files = {"pages/a.md": "A\n", "pages/_meta.json": '{"a": "Home"}', "pages/x/_meta.json": '{"b": "Top"}'}
    root = site(tmp_path, files, 'profile = "nextra"\nsource = "pages"\n')
    translate(root, "pages/_meta", {"Home": "Thuis"})
    localised(root, "pages/nl/_meta.json")
    assert run(root, "translate", "--check").code == 0

    assert sorted(path.name for path in root.rglob("*.po")) == ["_meta.po", "_meta.po", "a.po"]
    assert (root / "pages/nl/x/_meta.json").read_text() == '{"b": "Top"}'


def test_each_plural_form_of_hugo_is_a_message(tmp_path: Path) -> None:
    root = site(tmp_path, {"content/en/a.md": "A\n", "i18n/en.toml": HUGO}, 'profile = "hugo"\nsource = "content/en"\n')
    run(root, "update")

    assert [(one.msgctxt, one.msgid) for one in catalogue(root, "i18n/en")] == [
        ("readingTime.one", "One minute to read"),
        ("readingTime.other", "{{ .Count }} minutes to read"),
        ("home.other", "Home"),
    ]


@pytest.mark.parametrize(
    ("source", "english", "other"),
    [
        ("src", "book.toml", "nl/book.toml"),
        ("en/src", "en/book.toml", "nl/book.toml"),
        ("books/en/src", "books/en/book.toml", "books/nl/book.toml"),
        ("books/tea/src", "books/tea/book.toml", "books/tea/nl/book.toml"),
    ],
)
def test_the_settings_of_an_mdbook_go_where_its_pages_go(tmp_path: Path, source: str, english: str, other: str) -> None:
    root = site(tmp_path, {f"{source}/a.md": "Hi\n", english: BOOK}, f'profile = "mdbook"\nsource = "{source}"\n')

    assert run(root, "translate").errors == []
    assert [path.relative_to(root).as_posix() for path in root.rglob("nl/book.toml")] == [other]
    assert [path.parents[1] for path in root.rglob("nl/src/a.md")] == [(root / other).parent]


def test_the_summary_of_an_mdbook_is_a_page_whose_links_stay_and_the_book_is_built(tmp_path: Path) -> None:
    summary = "# Summary\n\n[Introduction](README.md)\n\n# Part one\n\n- [First *steps*](first.md)\n  - [Draft]()\n"
    files = {"src/SUMMARY.md": summary, "src/first.md": "# First\n", "src/README.md": "Hi\n", "book.toml": BOOK}
    root = site(tmp_path, files, 'profile = "mdbook"\nsource = "src"\n')
    dutch = {
        "Introduction": "Inleiding",
        "First *steps*": "Eerste [stap] *nu*",
        "Draft": "1. Ontwerp",
        "Part one": "Een",
    }
    translate(root, "SUMMARY", dutch)
    translate(root, "book", {"Home": "Thuis"})
    made = localised(root, "nl/src/SUMMARY.md")
    subprocess.run([MDBOOK, "build", root / "nl"], check=True, capture_output=True)
    page, contents = ((root / "nl/book" / name).read_text(encoding="utf-8") for name in ("first.html", "toc.html"))

    assert "[Inleiding](README.md)\n\n# Een\n\n" in made
    assert "Thuis" in page
    assert [said for said in ("Inleiding", "Eerste [stap]", "1. Ontwerp", ">Een<") if said not in contents] == []


def test_what_hugo_does_not_show_is_no_message(tmp_path: Path) -> None:
    files = {
        "i18n/en.yaml": "- id: house\n  translation: Home\n",
        "i18n/en.json": '{"a": {"description": "First", "other": "B"}}',
    }
    root = site(tmp_path, {"pages/a.md": "A\n", **files}, 'profile = "hugo"\nsource = "pages"\n')
    run(root, "update")

    assert [[one.msgid for one in catalogue(root, name)] for name in ("i18n/en", "i18n/en.yaml")] == [["B"], ["Home"]]


# --- settings ------------------------------------------------------------------------------------------------


def test_tables_of_the_settings_name_files_keys_and_places(tmp_path: Path) -> None:
    settings = """
[[strings]]
source = "data/menu.yaml"
output = "data/{locale}/menu.yaml"
keys = ["**.label", "!footer.**"]

[[strings]]
source = "app/**/lang/{locale}.properties.txt"
format = "toml"
"""
    menu = "main:\n  - label: Home\n    icon: house\nfooter:\n  label: Home of all\n"
    files = {"source/a.md": "A\n", "data/menu.yaml": menu, "app/x/lang/en.properties.txt": "a = 'Home'\n"}
    root = site(tmp_path, files, settings, '["nl", "pt-BR"]')
    translate(root, "data/menu", {"Home": "Início"}, "pt_BR")
    translate(root, "app/x/lang/en.properties", {"Home": "Thuis"})

    assert localised(root, "data/pt-BR/menu.yaml") == menu.replace("label: Home\n", "label: Início\n")
    assert (root / "app/x/lang/nl.properties.txt").read_text() == "a = 'Thuis'\n"
    assert [one.msgid for one in catalogue(root, "data/menu")] == ["Home"]


def test_keys_may_be_texts(tmp_path: Path) -> None:
    settings = '[[strings]]\nsource = "nav.yml"\noutput = "nav.{locale}.yml"\nkeys = ["site_name", "nav.**:"]\n'
    english = "site_name: Home\nnav:\n  - Home: index.md # first\n  - index.md\nuse: Home\n"
    root = site(tmp_path, {"source/a.md": "A\n", "nav.yml": english}, settings)
    translate(root, "nav", {"Home": "Thuis"})

    assert localised(root, "nav.nl.yml") == english.replace("Home", "Thuis").replace("use: Thuis", "use: Home")


def test_strings_may_be_left_out(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    put(root / "i18n.toml", 'locales = ["nl"]\nprofile = "docusaurus"\nsource = "docs"\nstrings = []\n')
    run(root, "update")

    assert [path.name for path in root.rglob("*.po")] == ["index.po"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('source = "a.json"', "i18n.toml:4:1: 'strings' has a table with a wrong 'output'"),
        ('source = "a.json"\noutput = "b.json"', "i18n.toml:5:1: 'strings' has a table with a wrong 'output'"),
        ('source = "{locale}.ini"', "i18n.toml:4:1: 'strings' has a table with a wrong 'source'"),
        ('source = "../{locale}.json"', "i18n.toml:4:1: 'strings' has a table with a wrong 'source'"),
        ('source = "{locale}.json"\nkeys = []', "i18n.toml:5:1: 'strings' has a table with a wrong 'keys'"),
        ('keys = ["a"]', "'strings' must be tables that begin with [[strings]]"),
        ('source = "{locale}.json"\nfile = "x"', "'strings' must be tables that begin with [[strings]]"),
    ],
)
def test_a_wrong_table_is_told_with_its_line(tmp_path: Path, table: str, said: str) -> None:
    root = site(tmp_path, {"source/a.md": "A\n"}, f"# strings\n[[strings]]\n{table}\n", '["nl", "fr"]')
    outcome = run(root, "update")

    assert outcome.code == 2
    assert said in outcome.err


def test_translations_outlive_a_table_that_was_removed_and_a_file_that_was_deleted(tmp_path: Path) -> None:
    root = docusaurus(tmp_path)
    translate(root, "i18n/en/code", {"Page Not Found": "Niet gevonden"})
    settings = (root / "i18n.toml").read_text()
    put(root / "i18n.toml", f"strings = []\n{settings}")
    run(root, "update")
    assert "Niet gevonden" in (root / "locales/nl/LC_MESSAGES/i18n/en/code.po").read_text()
    put(root / "i18n.toml", settings)
    run(root, "update")
    assert catalogue(root, "i18n/en/code")[0].msgstr == "Niet gevonden"
    (root / "i18n/en/code.json").unlink()
    run(root, "update")
    assert "Niet gevonden" in (root / "locales/nl/LC_MESSAGES/i18n/en/code.po").read_text()
    put(root / "i18n/en/code.json", DOCUSAURUS)
    run(root, "update")
    first = catalogue(root, "i18n/en/code")[0]
    assert (first.msgstr, first.obsolete) == ("Niet gevonden", False)


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    root = site(tmp_path / "site", {"source/a.md": "A\n", "lang/x.txt": ""}, LANG)
    put(tmp_path / "outside/en.json", '{"a": "Home"}')
    (root / "lang/en.json").symlink_to(tmp_path / "outside/en.json")
    outcome = run(root, "translate")

    assert "lang/en.json: a link out of the project, which is not followed" in outcome.err
    assert [path.name for path in root.rglob("*.po")] == ["a.po"]


def test_a_table_without_a_file_is_told(tmp_path: Path) -> None:
    root = site(tmp_path, {"source/a.md": "A\n"}, '[[strings]]\nsource = "lang/{locale}.json"\n')

    assert "no file is 'lang/{locale}.json'" in run(root, "update").err


# --- bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("english", [b'\xef\xbb\xbf{"a": "Home"}', b'{\r\n\t"a": "Home"\r\n}', b'{"a":"Home"}\n\n'])
def test_byte_order_marks_line_ends_and_blank_lines_stay(tmp_path: Path, english: bytes) -> None:
    root = site(
        tmp_path, {"source/a.md": "A\n", "lang/en.json": english}, '[[strings]]\nsource = "lang/{locale}.json"\n'
    )
    translate(root, "lang/en", {"Home": "Thuis"})
    localised(root, "lang/nl.json")

    assert (root / "lang/nl.json").read_bytes() == english.replace(b"Home", b"Thuis")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        (b'{"a": "Home",\n "a": "Top"}', "lang/en.json:2:7: the key 'a' stands there twice"),
        (b'{"a": "Home",\n "b": }', "lang/en.json:2:7: not valid JSON: Expecting value"),
        (b'{"a": "H\xe9"}', "lang/en.json:1:9: not UTF-8 (byte 0xe9)"),
    ],
)
def test_a_faulty_file_is_told_with_its_place_and_the_rest_goes_on(tmp_path: Path, english: bytes, said: str) -> None:
    root = site(
        tmp_path, {"source/a.md": "A\n", "lang/en.json": english}, '[[strings]]\nsource = "lang/{locale}.json"\n'
    )
    outcome: Outcome = run(root, "translate")

    assert (outcome.code, said in outcome.err) == (1, True)
    assert [path.name for path in root.rglob("*.po")] == ["a.po"]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_every_layout_of_catalogues_holds_strings(tmp_path: Path, layout: str) -> None:
    root = docusaurus(tmp_path)
    put(root / "i18n.toml", (root / "i18n.toml").read_text() + f'layout = "{layout}"\n')
    assert run(root, "draft", "--engine", "pseudo").errors == []
    made = json.loads(localised(root, "i18n/nl/code.json", "--accept", "draft"))

    assert "{count}" in made["nDocs"]["message"] != "One doc|{count} docs"
    assert run(root, "update").out.count("nothing to change") == 1


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_the_past_figures_of_strings_count_no_localised_files(tmp_path: Path) -> None:
    files = {"pages/a.md": "One\n", "pages/_meta.json": '{"a": "Two words"}'}
    root = site(tmp_path, files, 'profile = "nextra"\nsource = "pages"\n')
    translate(root, "pages/_meta", {"Two words": "Twee woorden"})
    localised(root, "pages/nl/_meta.json")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
        subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)
    report = json.loads(run(root, "status", "--format", "json").out)["locales"][0]

    assert report["coverage"]["words"] == 3
    assert [past["coverage"]["words"] for past in report["history"]] == [3]
