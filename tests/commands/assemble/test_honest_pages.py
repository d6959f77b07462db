"""Pages that say what they are: mostly English, made by a machine, in a language, a translation of another."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, put, run, translate

from i18n_pipeline import plugins
from i18n_pipeline.model import signature
from i18n_pipeline.project import notice_texts
from i18n_pipeline.project.settings_tables import kind_of_site

PAGE = "---\ntitle: A title\n---\n# One\n\nSome words here.\n\nMore words here.\n"
META = '{"name": "robots", "content": "noindex"}'
NOINDEX = {
    "commonmark": "",
    "docusaurus": "",
    "eleventy": "robots: noindex\n",
    "hugo": "robots: noindex\n",
    "jekyll": "robots: noindex\n",
    "learn": "ROBOTS: NOINDEX\n",
    "mdbook": "",
    "mkdocs": "robots: noindex\n",
    "myst": 'html_meta: {"robots": "noindex"}\n',
    "nextra": "robots: noindex\n",
    "starlight": 'head: [{"tag": "meta", "attrs": ' + META + "}]\n",
    "sveltekit": "robots: noindex\n",
    "vitepress": f'head: [["meta", {META}]]\n',
    "zola": "",
}


def _site(root: Path, assemble: str, page: str = PAGE, profile: str = "commonmark") -> Path:
    text = f'locales = ["nl"]\nprofile = "{profile}"\noutput = "o/{{locale}}/{{path}}"\n'
    project(root, {"a.md": page}, f'{text}[markdown]\nanchors = "keep"\n[assemble]\n{assemble}')
    assert run(root, "update").code == 0
    return root


def _made(root: Path, code: int = 0) -> str:
    done = run(root, "translate")
    assert done.code == code, done.errors
    return (root / "o/nl/a.md").read_text(encoding="utf-8")


def test_every_profile_says_how_search_engines_are_told() -> None:
    assert sorted(NOINDEX) == sorted(plugins.names("profiles"))
    assert {name for name, key in NOINDEX.items() if key} == {name for name in NOINDEX if kind_of_site(name).noindex}


@pytest.mark.parametrize("profile", [name for name, key in NOINDEX.items() if key])
def test_a_mostly_english_page_asks_search_engines_to_leave_it_out(tmp_path: Path, profile: str) -> None:
    root = _site(tmp_path, "noindex_below = 50\n", profile=profile)
    assert f"---\n{NOINDEX[profile]}title: A title\n---" in _made(root)
    assert run(root, "translate", "--check").code == 0

    translate(root)
    assert "noindex" not in _made(root).lower()


def test_a_site_without_such_a_key_says_so(tmp_path: Path) -> None:
    root = _site(tmp_path, "noindex_below = 50\n")

    assert _made(root) == PAGE
    assert "no front-matter key that asks search engines" in run(root, "translate").err


def test_docusaurus_reads_it_in_the_page(tmp_path: Path) -> None:
    root = _site(tmp_path, "noindex_below = 50\n", profile="docusaurus")
    block = '<head>\n  <meta name="robots" content="noindex" />\n</head>\n\n'

    assert PAGE.replace("# One\n\n", f"# One\n\n{block}") == _made(root)
    assert run(root, "translate", "--check").code == 0


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("# One\n", '---\nrobots: noindex\nseo: {"index": false, "for": ["all", "bots"]}\n---\n\n# One\n'),
        ("---\r\na: b\r\n---\r\nWords\r\n", "robots: noindex\r\n"),
        ('+++\ntitle = "T"\n+++\nWords\n', 'robots = "noindex"\n'),
        ('+++\ntitle = "T"\n+++\nWords\n', 'seo = { "index" = false, "for" = ["all", "bots"] }\n'),
        ('{\n  "title": "T"\n}\nWords\n', '"robots": "noindex",'),
    ],
)
def test_the_keys_may_be_the_sites_own(tmp_path: Path, page: str, expected: str) -> None:
    root = _site(
        tmp_path,
        'noindex_below = 50\nnoindex = { seo = { index = false, for = ["all", "bots"] }, robots = "noindex" }\n',
        page,
    )

    _made(root)
    assert expected.encode() in (root / "o/nl/a.md").read_bytes()


def test_a_key_that_the_page_has_already_stays_and_is_told(tmp_path: Path) -> None:
    root = _site(tmp_path, 'noindex_below = 50\nnoindex = { robots = "noindex" }\n', "---\nrobots: all\n---\nWords\n")

    assert "robots: all" in _made(root)
    assert "has 'robots' already" in run(root, "translate").err


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Words\n", "---\nlang: nl\n---\n\nWords\n"),
        ("---\nlang: en # here\ntitle: T\n---\nWords\n", '---\nlang: "nl" # here\ntitle: T\n---\nWords\n'),
        ("---\ntitle: T\n---\nWords\n", "---\nlang: nl\ntitle: T\n---\nWords\n"),
        ('+++\nlang = "en"\n+++\nWords\n', '+++\nlang = "nl"\n+++\nWords\n'),
    ],
)
def test_a_page_says_its_language_where_the_settings_want_that(tmp_path: Path, page: str, expected: str) -> None:
    root = _site(tmp_path, 'added = { lang = "{locale}" }\n', page)

    assert expected == _made(root)
    assert run(root, "translate", "--check").code == 0


# --- made by a machine --------------------------------------------------------------------------------


def _fill(root: Path, note: str = "", changed: str = "") -> None:
    path = po_path(root, "a")
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = f"NL {entry.msgid}"
        signed = note.replace("SIGNED", signature(entry.msgid, entry.msgstr))
        entry.tcomment = signed
        entry.msgstr += changed
    catalogue.save(str(path))


SENTENCE = notice_texts.sentences("nl", {})["machine"]


@pytest.mark.parametrize(
    ("note", "changed", "is_told"),
    [
        ("machine draft: deepl (SIGNED)", "", True),
        ("machine draft: deepl", "", True),
        ("machine draft: deepl (SIGNED)", " now", False),
        ("machine draft: memory, 100 % (SIGNED)", "", False),
        ("seen by Ada", "", False),
        ("", "", False),
    ],
)
def test_reviewed_text_of_a_machine_is_told_until_a_person_changed_it(
    tmp_path: Path, note: str, changed: str, *, is_told: bool
) -> None:
    root = _site(tmp_path, 'notice = "block"\nnotice_for = ["machine"]\n')
    _fill(root, note, changed)

    assert (SENTENCE in _made(root)) is is_told
    assert run(root, "translate", "--check").code == 0


def test_the_front_matter_can_say_it_too(tmp_path: Path) -> None:
    root = _site(tmp_path, 'notice = "front matter"\nnotice_for = ["untranslated", "machine"]\n')
    _fill(root, "machine draft: deepl (SIGNED)")

    assert "translation: machine\n" in _made(root)


def test_nobody_is_told_by_default(tmp_path: Path) -> None:
    root = _site(tmp_path, 'notice = "block"\n')
    _fill(root, "machine draft: deepl (SIGNED)")

    assert SENTENCE not in _made(root)


def test_every_language_of_notices_has_the_sentence() -> None:
    tables = notice_texts._tables()

    assert [name for name, table in tables.items() if name != "same" and "machine" not in table] == []


# --- translations of a page ---------------------------------------------------------------------------


def test_the_translations_of_each_page_are_listed(tmp_path: Path) -> None:
    root = _site(tmp_path, 'translations = "translations.json"\nmin_reviewed = 50\n')
    put(root / "source/b.md", "Words\n")
    translate(root)
    done = run(root, "translate")
    assert done.code == 0
    assert "1 list of translations, 1 written" in done.out

    listed = json.loads((root / "translations.json").read_bytes())
    assert listed == {"source/a.md": {"en": "source/a.md", "nl": "o/nl/a.md"}, "source/b.md": {"en": "source/b.md"}}
    assert run(root, "translate", "--check").code == 0
    (root / "translations.json").unlink()
    assert run(root, "translate", "--check").code == 1


@pytest.mark.parametrize(
    "wrong",
    [
        "noindex = { title = true }",
        'noindex = { "a b" = true }',
        "noindex = { a = 2026-01-01 }",
        'added = { title = "x" }',
        'added = { a = "x\\ny" }',
        'translations = "../x.json"',
    ],
)
def test_wrong_keys_are_refused(tmp_path: Path, wrong: str) -> None:
    project(tmp_path, {"a.md": PAGE}, f'locales = ["nl"]\n[assemble]\n{wrong}\n')

    assert run(tmp_path, "update").code == 2
