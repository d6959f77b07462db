"""Where each kind of site wants its localised pages, and that none of them is taken for an English page."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import pytest
from helpers.projects import project, put, run, translate

from i18n_pipeline import plugins
from i18n_pipeline.project import settings, source_pages
from i18n_pipeline.project.project_files import localised_name

Place: TypeAlias = tuple[str, ...]

PLACES: list[Place] = [
    # profile, source, page, where it goes in nl, where it goes in pt-BR
    ("commonmark", "source", "a/x.md", "localised/nl/a/x.md", "localised/pt-BR/a/x.md"),
    ("learn", "articles", "a/x.md", "localised/nl/a/x.md", "localised/pt-BR/a/x.md"),
    ("myst", "docs", "a/x.md", "localised/nl/a/x.md", "localised/pt-BR/a/x.md"),
    (
        "docusaurus",
        "docs",
        "a/x.mdx",
        *(f"i18n/{n}/docusaurus-plugin-content-docs/current/a/x.mdx" for n in ("nl", "pt-BR")),
    ),
    (
        "docusaurus",
        "web/docs",
        "x.md",
        *(f"web/i18n/{n}/docusaurus-plugin-content-docs/current/x.md" for n in ("nl", "pt-BR")),
    ),
    (
        "docusaurus",
        "versioned_docs/version-2.0",
        "x.md",
        *(f"i18n/{n}/docusaurus-plugin-content-docs/version-2.0/x.md" for n in ("nl", "pt-BR")),
    ),
    (
        "docusaurus",
        "web/api_versioned_docs/version-1",
        "x.md",
        *(f"web/i18n/{n}/docusaurus-plugin-content-docs-api/version-1/x.md" for n in ("nl", "pt-BR")),
    ),
    (
        "docusaurus",
        "blog",
        "2026/x.md",
        *(f"i18n/{n}/docusaurus-plugin-content-blog/2026/x.md" for n in ("nl", "pt-BR")),
    ),
    ("docusaurus", "web/blog", "x.md", *(f"web/i18n/{n}/docusaurus-plugin-content-blog/x.md" for n in ("nl", "pt-BR"))),
    ("docusaurus", "src/pages", "x.md", *(f"i18n/{n}/docusaurus-plugin-content-pages/x.md" for n in ("nl", "pt-BR"))),
    ("eleventy", "en", "about.md", "nl/about.md", "pt-BR/about.md"),
    ("eleventy", "src/en", "about.md", "src/nl/about.md", "src/pt-BR/about.md"),
    ("hugo", "content", "a/x.md", "content/a/x.nl.md", "content/a/x.pt-br.md"),
    ("hugo", "content", "_index.md", "content/_index.nl.md", "content/_index.pt-br.md"),
    ("hugo", "content", "a/index.en.md", "content/a/index.nl.md", "content/a/index.pt-br.md"),
    ("hugo", "content/en", "a/x.md", "content/nl/a/x.md", "content/pt-br/a/x.md"),
    ("hugo", "content/en/docs", "x.md", "content/nl/docs/x.md", "content/pt-br/docs/x.md"),
    ("jekyll", ".", "_posts/2026-01-01-x.md", "nl/_posts/2026-01-01-x.md", "pt-BR/_posts/2026-01-01-x.md"),
    ("jekyll", "docs", "x.markdown", "docs/nl/x.markdown", "docs/pt-BR/x.markdown"),
    ("mdbook", "src", "a/x.md", "nl/src/a/x.md", "pt-BR/src/a/x.md"),
    ("mdbook", "book/src", "x.md", "book/nl/src/x.md", "book/pt-BR/src/x.md"),
    ("mdbook", "book/en/src", "x.md", "book/nl/src/x.md", "book/pt-BR/src/x.md"),
    ("mkdocs", "docs", "a/x.md", "docs/a/x.nl.md", "docs/a/x.pt-BR.md"),
    ("mkdocs", "docs", "x.en.md", "docs/x.nl.md", "docs/x.pt-BR.md"),
    ("mkdocs", "docs/en", "x.md", "docs/nl/x.md", "docs/pt-BR/x.md"),
    ("nextra", "content/en", "x.mdx", "content/nl/x.mdx", "content/pt-BR/x.mdx"),
    ("nextra", "src/content/en", "x.mdx", "src/content/nl/x.mdx", "src/content/pt-BR/x.mdx"),
    ("starlight", "src/content/docs", "a/x.mdx", "src/content/docs/nl/a/x.mdx", "src/content/docs/pt-br/a/x.mdx"),
    ("starlight", "src/content/docs/en", "x.md", "src/content/docs/nl/x.md", "src/content/docs/pt-br/x.md"),
    ("sveltekit", "content/en", "x.svx", "content/nl/x.svx", "content/pt-BR/x.svx"),
    ("sveltekit", "src/routes", "a/+page.md", "src/routes/nl/a/+page.md", "src/routes/pt-BR/a/+page.md"),
    ("vitepress", "docs", "guide/x.md", "docs/nl/guide/x.md", "docs/pt-BR/guide/x.md"),
    ("vitepress", "docs/en", "x.md", "docs/nl/x.md", "docs/pt-BR/x.md"),
    ("vitepress", ".", "x.md", "nl/x.md", "pt-BR/x.md"),
    ("zola", "content", "_index.md", "content/_index.nl.md", "content/_index.pt-BR.md"),
    ("zola", "content", "a/x.md", "content/a/x.nl.md", "content/a/x.pt-BR.md"),
]


def test_every_profile_is_among_these() -> None:
    assert sorted({profile for profile, *_ in PLACES}) == sorted(plugins.names("profiles"))


def _project(folder: Path, profile: str, source: str, page: str, more: str = "") -> None:
    project(folder, {}, f'locales = ["nl", "pt-BR"]\nsource = "{source}"\nprofile = "{profile}"\n{more}')
    put(folder / source / page, "# Hello\n\nSome words.\n")


@pytest.mark.parametrize("case", PLACES, ids=" ".join)
def test_a_localised_page_goes_where_the_site_wants_it(tmp_path: Path, case: Place) -> None:
    profile, source, page, dutch, brazilian = case
    _project(tmp_path, profile, source, page)
    config = settings.load(tmp_path)

    assert [dutch, brazilian] == [localised_name(config, locale, page) for locale in ("nl", "pt-BR")]


@pytest.mark.parametrize("case", PLACES, ids=" ".join)
def test_localised_pages_are_never_english_pages(tmp_path: Path, case: Place) -> None:
    profile, source, page, dutch, brazilian = case
    _project(tmp_path, profile, source, page)
    assert run(tmp_path, "translate").code == 0
    assert (tmp_path / dutch).is_file()
    assert (tmp_path / brazilian).is_file()

    config = settings.load(tmp_path)
    assert [page] == source_pages.pages(config)
    assert run(tmp_path, "translate", "--check").code == 0


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("site/{locale}/{path}", "site/nl/a/x.md"),
        ("site/{folder}/{name}.{locale}{suffix}", "site/a/x.nl.md"),
        ("site/{folder}/{locale}/{name}{suffix}", "site/a/nl/x.md"),
        ("site/{locale}/{folder}/{name}.{locale}{suffix}", "site/nl/a/x.nl.md"),
    ],
)
def test_the_settings_may_put_pages_elsewhere(tmp_path: Path, output: str, expected: str) -> None:
    _project(tmp_path, "hugo", "content", "a/x.md", f'output = "{output}"\n')

    assert expected == localised_name(settings.load(tmp_path), "nl", "a/x.md")


def test_the_settings_may_name_the_folder_of_a_language(tmp_path: Path) -> None:
    _project(tmp_path, "hugo", "content", "x.md", 'locale_names = { "pt-BR" = "pt" }\n')

    assert localised_name(settings.load(tmp_path), "pt-BR", "x.md") == "content/x.pt.md"


def test_a_page_in_another_language_beside_its_english_page_is_no_english_page(tmp_path: Path) -> None:
    _project(tmp_path, "mkdocs", "docs", "x.md")
    for name in ("x.fr.md", "x.zh-Hant.md", "node.js.md", "release.it.md", "api/v2.md"):
        put(tmp_path / "docs" / name, "Words.\n")

    expected = ["api/v2.md", "node.js.md", "release.it.md", "x.md"]  # there is no `release.md` beside that in Italian
    assert expected == source_pages.pages(settings.load(tmp_path))


def test_a_page_keeps_its_words_when_the_localised_page_lies_beside_it(tmp_path: Path) -> None:
    _project(tmp_path, "zola", "content", "x.md")
    assert run(tmp_path, "update").code == 0
    translate(tmp_path)
    assert run(tmp_path, "translate").code == 0

    assert (tmp_path / "content/x.md").read_text(encoding="utf-8") == "# Hello\n\nSome words.\n"
    assert "NL Some words." in (tmp_path / "content/x.nl.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings_text", "said"),
    [
        ('output = "site/{locale}/{name}{suffix}"\n', "{folder}, {name} and {suffix}"),
        ('output = "site/{locale}/{file}"\n', "unknown part {file}"),
        ('output = "source/{folder}/{name}{suffix}"\nlocales = ["nl"]\n', "over the English ones"),
        ('locale_names = { fr = "fr" }\n', "not in 'locales'"),
        ('locale_names = { nl = "../nl" }\n', "letters, digits and hyphens"),
        ('locale_names = { nl = "pt-BR" }\n', "two languages one name"),
    ],
)
def test_wrong_places_are_refused(tmp_path: Path, settings_text: str, said: str) -> None:
    own = "" if "locales =" in settings_text else 'locales = ["nl", "pt-BR"]\n'
    project(tmp_path, {"x.md": "Words.\n"}, own + settings_text)
    done = run(tmp_path, "update")

    assert done.code == 2
    assert said in done.errors[0]
