"""`init` finds the kind of site, its pages, what is translated already, and what the site itself must have set."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from helpers.projects import po_path, put, run

from i18n_pipeline.commands.init.guessing import Site, site_in

PAGE = "# A page\n"
SITES = Path(__file__).parents[1] / "sites"


def looked(folder: Path, files: Mapping[str, str], *locales: str) -> Site:
    for name, text in files.items():
        put(folder / name, text)
    return site_in(folder, locales)


@pytest.mark.parametrize("site", sorted(path.parent.name for path in SITES.glob("*/i18n.toml")))
def test_the_settings_of_each_small_site_are_found(site: str) -> None:
    settings = tomllib.loads((SITES / site / "i18n.toml").read_text(encoding="utf-8"))
    found = site_in(SITES / site, ())

    assert found.profile == settings.get("profile", "")
    if "include" not in settings:  # there a person chose among several folders
        assert found.source == settings["source"]


@pytest.mark.parametrize(
    ("files", "kind", "version"),
    [
        (
            {
                "docusaurus.config.ts": "",
                "docs/a.mdx": PAGE,
                "package.json": '{"dependencies":{"@docusaurus/core":"^3.4.0"}}',
            },
            ("docusaurus", "docs"),
            "3.4.0",
        ),
        (
            {
                "website/docusaurus.config.js": "presets: [['classic', { docs: { path: '../docs' } }]]",
                "docs/a.md": PAGE,
                "website/package.json": '{"dependencies":{"@docusaurus/core":"~3.1.0"}}',
                "website/package-lock.json": '{"node_modules/@docusaurus/core":{"version":"3.1.4"}}',
            },
            ("docusaurus", "docs"),
            "3.1.4",
        ),
        (
            {
                "config/_default/hugo.yaml": "baseURL: /",
                "content/en/a.md": PAGE,
                "netlify.toml": "HUGO_VERSION = '0.139.2'",
            },
            ("hugo", "content/en"),
            "0.139.2",
        ),
        (
            {
                "config.toml": "baseURL = 'x'",
                "content/a.md": PAGE,
                ".github/workflows/site.yml": "hugo-version: '0.125.0'",
            },
            ("hugo", "content"),
            "0.125.0",
        ),
        (
            {"config.toml": 'base_url = "x"', "content/a.md": PAGE, ".tool-versions": "zola 0.19.2\n"},
            ("zola", "content"),
            "0.19.2",
        ),
        (
            {"config.toml": 'base_url = "x"\n[languages.nl]\n', "content/a.md": PAGE},
            ("zola", "content"),
            "",
        ),
        (
            {
                "docs/en/mkdocs.yml": "site_name: x",
                "docs/en/docs/a.md": PAGE,
                "requirements-docs.txt": "mkdocs==1.6.1\n",
            },
            ("mkdocs", "docs/en/docs"),
            "1.6.1",
        ),
        ({"mkdocs.yml": "docs_dir: guide", "guide/a.md": PAGE, "docs/b.md": PAGE}, ("mkdocs", "guide"), ""),
        (
            {"uv.lock": '[[package]]\nname = "zensical"\nversion = "0.0.73"\n', "zensical.toml": "", "docs/a.md": PAGE},
            ("mkdocs", "docs"),
            "0.0.73",
        ),
        ({"docs/.vitepress/config.mts": "", "docs/en/a.md": PAGE}, ("vitepress", "docs/en"), ""),
        (
            {
                "astro.config.mjs": "",
                "src/content/docs/en/a.mdx": PAGE,
                "pnpm-lock.yaml": "'@astrojs/starlight@0.34.8':",
            },
            ("starlight", "src/content/docs/en"),
            "0.34.8",
        ),
        (
            {"docs/_config.yml": "title: x", "docs/_docs/a.md": PAGE, "Gemfile.lock": "GEM\n    jekyll (4.3.4)\n"},
            ("jekyll", "docs/_docs"),
            "4.3.4",
        ),
        ({"book.toml": '[book]\nsrc = "text"', "text/a.md": PAGE}, ("mdbook", "text"), ""),
        ({"docs/conf.py": "extensions = ['myst_parser']", "docs/a.md": PAGE}, ("myst", "docs"), ""),
        (
            {"lectures/_config.yml": "title: x\nparse:\n  myst_enable_extensions:\n", "lectures/a.md": PAGE},
            ("myst", "lectures"),
            "",
        ),
        ({"_config.yml": "sphinx:\n  config:\n", "a.md": PAGE}, ("myst", "."), ""),
        ({"docs/myst.yml": "version: 1\nproject:\n  title: x\n", "docs/a.md": PAGE}, ("myst", "docs"), ""),
        ({"zensical.yml": "docs_dir: text\n", "text/a.md": PAGE}, ("mkdocs", "text"), ""),
        ({"next.config.mjs": "import nextra from 'nextra'", "content/en/a.mdx": PAGE}, ("nextra", "content/en"), ""),
        (
            {"next.config.mjs": "import nextra from 'nextra'", "src/pages/en/a.mdx": PAGE},
            ("nextra", "src/pages/en"),
            "",
        ),
        (
            {"next.config.ts": "import { x } from '@theguild/components/next.config'", "src/content/a.mdx": PAGE},
            ("nextra", "src/content"),
            "",
        ),
        ({".eleventy.js": "", "src/a.md": PAGE}, ("eleventy", "src"), ""),
        (
            {"svelte.config.js": "import { mdsvex } from 'mdsvex'", "src/routes/a.svx": PAGE},
            ("sveltekit", "src/routes"),
            "",
        ),
        (
            {"docs/svelte.config.js": "import { mdsx } from 'mdsx'", "docs/content/a.md": PAGE},
            ("sveltekit", "docs/content"),
            "",
        ),
        ({"docfx.json": "", "articles/a.md": PAGE}, ("learn", "articles"), ""),
        ({"next.config.js": "no other", "docs/conf.py": "no parser", "docs/a.md": PAGE}, ("", "docs"), ""),
    ],
)
def test_files_of_a_generator_tell_the_kind_of_site(
    tmp_path: Path, files: Mapping[str, str], kind: tuple[str, str], version: str
) -> None:
    site = looked(tmp_path, files)

    assert ((site.profile, site.source), site.version, site.pages) == (kind, version, 1)


def test_a_usual_folder_with_few_of_the_pages_is_not_the_folder_of_pages(tmp_path: Path) -> None:
    pages = {f"criteria/{name}.md": PAGE for name in "abcd"}
    site = looked(tmp_path, {"_config.yml": "title: x", "docs/release.md": PAGE, **pages})
    english = looked(tmp_path / "vue", {".vitepress/config.ts": "", "en/a.md": PAGE, **pages})

    assert (site.source, site.pages) == (".", 5)
    assert (english.source, english.pages) == ("en", 1)


def test_files_of_others_and_of_what_was_built_tell_nothing(tmp_path: Path) -> None:
    site = looked(
        tmp_path,
        {"node_modules/x/docusaurus.config.js": "", "build/mkdocs.yml": "", ".venv/book.toml": "", "docs/a.md": PAGE},
    )

    assert (site.profile, site.source) == ("", "docs")


def test_the_site_whose_file_lies_highest_counts_if_it_has_pages(tmp_path: Path) -> None:
    site = looked(
        tmp_path,
        {
            "_config.yml": "theme: x",
            "site/hugo.toml": "baseURL = 'x'",
            "site/content/a.md": PAGE,
            "example/book.toml": "",
        },
    )

    assert (site.profile, site.source) == ("hugo", "site/content")


@pytest.mark.parametrize(
    ("files", "localised", "published"),
    [
        (
            {
                "docusaurus.config.js": "",
                "docs/a.md": PAGE,
                "i18n/pt-BR/docusaurus-plugin-content-docs/current/a.md": PAGE,
                "i18n/zh/docusaurus-plugin-content-docs/current/a.md": PAGE,
                "i18n/zh/docusaurus-plugin-content-docs/current/b.md": PAGE,
            },
            {"zh": 2, "pt-BR": 1},
            {name: f"i18n/{name}/docusaurus-plugin-content-docs/current" for name in ("zh", "pt-BR")},
        ),
        (
            {"astro.config.ts": "", **{f"src/content/docs/{name}/a.md": PAGE for name in ("en", "zh-cn", "sticky")}},
            {"zh-CN": 1},
            {"zh-CN": "src/content/docs/zh-cn"},
        ),
        (
            {"docs/en/mkdocs.yml": "", "docs/en/docs/a.md": PAGE, "docs/es/docs/a.md": PAGE},
            {"es": 1},
            {"es": "docs/es/docs"},
        ),
        ({"config.toml": "base_url = 'x'", "content/a.md": PAGE, "content/a.fr.md": PAGE}, {"fr": 1}, {}),
    ],
)
def test_pages_that_are_translated_already_are_counted_by_language(
    tmp_path: Path, files: Mapping[str, str], localised: Mapping[str, int], published: Mapping[str, str]
) -> None:
    site = looked(tmp_path, files)

    assert (site.localised, site.published) == (localised, published)


def test_the_next_commands_bring_in_what_is_translated(tmp_path: Path) -> None:
    looked(tmp_path, {"docs/.vitepress/config.js": "", "docs/en/a.md": PAGE, "docs/fr/a.md": "# Une page\n"})
    done = run(tmp_path, "init")

    assert done.code == 0
    assert "Pages that are translated already: fr (1)." in done.out
    assert "`i18n-pipeline import -l fr docs/fr` and `i18n-pipeline update`" in done.out
    assert run(tmp_path, "import", "-l", "fr", "docs/fr").code == 0


def test_pages_of_languages_that_are_not_wanted_are_no_english_pages(tmp_path: Path) -> None:
    pages = {"docs/a.md": PAGE, "docs/zh/a.md": "# 一页\n", "docs/guide/b.md": PAGE}
    looked(tmp_path, {"docs/.vitepress/config.js": "", **pages})
    done = run(tmp_path, "init", "-l", "nl")

    assert "Pages that are translated already: zh (1)." in done.out
    assert "import" not in done.out.splitlines()[-1]
    assert tomllib.loads((tmp_path / "i18n.toml").read_text(encoding="utf-8"))["exclude"] == ["zh/**"]
    assert run(tmp_path, "update").code == 0
    assert po_path(tmp_path, "guide/b").exists()
    assert not po_path(tmp_path, "zh/a").exists()


def test_the_translated_pages_can_be_imported_at_once(tmp_path: Path) -> None:
    pages = {f"docs/{locale}/a.md": f"# {title}\n" for locale, title in (("en", "A page"), ("fr", "Une page"))}
    looked(tmp_path, {"docs/.vitepress/config.js": "", **pages})
    done = run(tmp_path, "init", "--import")

    assert done.code == 0
    assert "1 of 1 text aligned" in done.out
    assert "Une page" in po_path(tmp_path, "a", locale="fr").read_text(encoding="utf-8")
    assert run(tmp_path, "translate").code == 0


def test_what_the_site_itself_must_have_set_is_told_for_each_language(tmp_path: Path) -> None:
    config = "i18n: { defaultLocale: 'en', locales: ['en', 'fr'] }"
    site = looked(tmp_path, {"docusaurus.config.js": config, "docs/a.md": PAGE}, "fr", "de", "nl")

    assert site.wants == (
        "add 'de' to `i18n.locales` in docusaurus.config.js",
        "add 'nl' to `i18n.locales` in docusaurus.config.js",
    )


def test_sphinx_is_told_a_language_as_it_spells_it(tmp_path: Path) -> None:
    site = looked(tmp_path, {"docs/conf.py": "myst_parser", "docs/a.md": PAGE}, "pt-BR", "zh-Hans")

    assert ["-D language=pt_BR" in site.wants[0], "-D language=zh_Hans" in site.wants[1]] == [True, True]
    assert "localised/pt-BR" in site.wants[0]


def test_nothing_is_told_that_the_site_has_already(tmp_path: Path) -> None:
    config = "plugins:\n  - i18n\nmarkdown_extensions:\n  - attr_list\n"

    assert looked(tmp_path, {"mkdocs.yml": config, "docs/a.md": PAGE}).wants == ()


@pytest.mark.parametrize(
    ("files", "advice"),
    [
        ({"zensical.toml": "[project]\nsite_name = 'x'"}, ["zensical.nl.toml"]),
        ({"zensical.toml": "[project]\n[project.markdown_extensions.toc]"}, ["attr_list", "zensical.nl.toml"]),
        ({"zensical.toml": "[project]", "zensical.nl.toml": "[project.theme]\nlanguage = 'nl'"}, []),
        ({"mkdocs.yml": "site_name: x"}, ["attr_list", "mkdocs-static-i18n"]),
        ({"_config.yml": "title: x"}, ["`exclude` in _config.yml", "`lang: nl`"]),
        ({"_config.yml": "exclude: [i18n.toml, locales]\nvalues: { lang: nl }"}, []),
        ({"_config.yml": "source: docs\nlanguages: [en, nl]"}, []),
        ({"book.toml": "[book]", "src/a.md": PAGE}, ["folder nl beside book.toml"]),
        (
            {"docs/conf.py": "myst_parser"},
            ["copy of docs with localised/nl laid over it as well, with `-D language=nl`"],
        ),
        ({"docs/_config.yml": "execute:\n"}, ["copy of docs with localised/nl laid over it as well"]),
        ({"hugo.toml": "baseURL = 'x'", "content/languages.md": PAGE}, ["in hugo.toml"]),
        (
            {
                "config/_default/hugo.toml": "baseURL = 'x'",
                "config/_default/languages.toml": "[en]",
                "content/a.md": "",
            },
            ["in config/_default/languages.toml"],
        ),
        (
            {"config/_default/hugo.toml": "baseURL = 'x'", "config/_default/languages.ca.toml": "", "content/a.md": ""},
            ["in config/_default/hugo.toml"],
        ),
        (
            {"config/_default/hugo.toml": "baseURL = 'x'", "config/_default/languages.nl.toml": "", "content/a.md": ""},
            [],
        ),
        ({"mkdocs.yml": "plugins: [i18n]\nmarkdown_extensions:\n  - pymdownx.extra\n"}, []),
    ],
)
def test_each_kind_of_site_is_told_what_it_must_set(
    tmp_path: Path, files: Mapping[str, str], advice: Sequence[str]
) -> None:
    wants = looked(tmp_path, {**files, "docs/a.md": PAGE}, "nl").wants

    assert [part in want for part, want in zip(advice, wants, strict=True)] == [True] * len(advice)


@pytest.mark.parametrize(("others", "profile"), [(10, "mkdocs"), (30, "")])
def test_syntax_on_few_of_many_pages_tells_no_kind_of_site(tmp_path: Path, others: int, profile: str) -> None:
    pages = {f"docs/{number}.md": PAGE for number in range(others)}

    site = looked(tmp_path, {**pages, "docs/b.md": "!!! note\n\n    Words\n"})

    assert site.profile == profile
    assert ["docs/b.md" in finding.text for finding in site.signs] == [True]


@pytest.mark.parametrize(
    ("files", "defaults"),
    [
        ({"docs/a.md": PAGE}, ['output = "localised/{locale}/{path}"', 'front_matter = ["title", "description"]']),
        ({"mkdocs.yml": "", "docs/a.md": PAGE}, ['output = "docs/{folder}/{name}.{locale}{suffix}"']),
        ({"mkdocs.yml": "", "docs/en/a.md": PAGE}, ['output = "docs/{locale}/{path}"']),
        ({"book.toml": "", "src/a.md": PAGE}, ['output = "{locale}/src/{path}"']),
        ({"config.toml": "baseURL = 'x'", "content/a.md": PAGE}, ['"linkTitle"']),
        (
            {"docusaurus.config.js": "", "blog/a.md": PAGE, "docs/a.md": PAGE},
            ['output = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}"'],
        ),
    ],
)
def test_the_new_settings_file_shows_the_defaults_of_that_kind_of_site(
    tmp_path: Path, files: Mapping[str, str], defaults: Sequence[str]
) -> None:
    looked(tmp_path, files)
    run(tmp_path, "init")
    written = (tmp_path / "i18n.toml").read_text(encoding="utf-8")

    assert [one for one in defaults if one not in written] == []


def test_what_a_generator_built_is_no_page(tmp_path: Path) -> None:
    site = looked(tmp_path, {"_config.yml": "", "_site/README.md": PAGE, "_docs/_build/b.md": PAGE, "_docs/a.md": PAGE})

    assert (site.source, site.pages) == ("_docs", 1)


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"hugo.toml": "baseURL = 'x'", "content/a.md": PAGE, "netlify.toml": "HUGO_VERSION = '0.143.1'"}, "0.143.1"),
        ({"hugo.toml": "baseURL = 'x'", "content/a.md": PAGE, "netlify.toml": "HUGO_VERSION = '0.144.0'"}, ""),
        ({"hugo.toml": "baseURL = 'x'", "content/a.md": PAGE}, ""),
        (
            {
                "astro.config.mjs": "import starlight from '@astrojs/starlight'",
                "src/content/docs/a.md": PAGE,
                "package.json": '{"dependencies":{"@astrojs/starlight":"^0.40.0","astro":"^7.0.2"}}',
            },
            "7.0.2",
        ),
        (
            {
                "astro.config.mjs": "import starlight from '@astrojs/starlight'",
                "src/content/docs/a.md": PAGE,
                "package.json": '{"dependencies":{"@astrojs/starlight":"^0.34.0","astro":"^5.18.2"}}',
            },
            "",
        ),
    ],
)
def test_the_slug_rule_of_the_version_is_written_where_the_profile_has_another(
    tmp_path: Path, files: Mapping[str, str], line: str
) -> None:
    for name, text in files.items():
        put(tmp_path / name, text)
    assert run(tmp_path, "init").code == 0
    text = (tmp_path / "i18n.toml").read_text(encoding="utf-8")
    written = [row for row in text.splitlines() if row.startswith("slugs")]
    wanted = {"": None, "0.143.1": "hugo-0.111-github", "7.0.2": "astro-7"}[line]

    assert tomllib.loads(text).get("markdown", {}).get("slugs") == wanted
    assert [f"version {line} makes ids" in row for row in written] == [True] * bool(line)
    assert run(tmp_path, "update").code == 0


MKDOCS = {"docs/a.md": PAGE}
TOC = (
    "markdown_extensions:\n  - attr_list\n  - toc:\n      permalink: true\n      slugify: {0}\n"
    "  - pymdownx.tabbed:\n      x: 1\n"
)
PYMDOWNX = "!!python/object/apply:pymdownx.slugs.slugify"
HUGO = {"content/a.md": PAGE}
DOCUSAURUS = {"docs/a.md": PAGE, "package.json": '{"dependencies":{"@docusaurus/core":"^3.10.0"}}'}
MDSVEX = {"svelte.config.js": "import { mdsvex } from 'mdsvex'", "src/routes/a.md": PAGE}


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({**MKDOCS, "mkdocs.yml": TOC.format("x")}, {}),
        (
            {**MKDOCS, "mkdocs.yml": TOC.format(f"{PYMDOWNX} {{kwds: {{case: lower}}}}")},
            {"slugs": "pymdownx-slugify-lower"},
        ),
        (
            {**MKDOCS, "mkdocs.yml": TOC.format(f"{PYMDOWNX}\n        kwds:\n          case: lower")},
            {"slugs": "pymdownx-slugify-lower"},
        ),
        ({**MKDOCS, "mkdocs.yml": TOC.format(PYMDOWNX)}, {"slugs": "pymdownx-slugify"}),
        (
            {**MKDOCS, "mkdocs.yml": TOC.format(f"{PYMDOWNX} {{kwds: {{case: lower-ascii, normalize: NFKD}}}}")},
            {"slugs": "pymdownx-slugify-lower-ascii-nfkd"},
        ),
        (
            {**MKDOCS, "mkdocs.yml": TOC.format("!!python/name:pymdownx.slugs.uslugify")},
            {"slugs": "pymdownx-slugify-lower"},
        ),
        (
            {**MKDOCS, "mkdocs.yml": TOC.format("!!python/name:markdown.extensions.toc.slugify_unicode")},
            {"slugs": "python-markdown-toc-unicode"},
        ),
        (
            {
                **MKDOCS,
                "mkdocs.yml": "markdown_extensions:\n  toc:\n    permalink: true\n  pymdownx.tabbed:\n"
                f"    slugify: {PYMDOWNX} {{kwds: {{case: lower}}}}\n",
            },
            {},
        ),
        (
            {
                **MKDOCS,
                "zensical.toml": "[project.markdown_extensions.toc]\npermalink = true\n"
                'slugify = {object = "pymdownx.slugs.slugify", kwds = {case = "lower"}}\n',
            },
            {"slugs": "pymdownx-slugify-lower"},
        ),
        (
            {**HUGO, "hugo.toml": "baseURL = 'x'\n[markup.goldmark.parser]\nautoHeadingIDType = 'blackfriday'\n"},
            {"slugs": "hugo-blackfriday"},
        ),
        (
            {
                **HUGO,
                "config/_default/hugo.yaml": "baseURL: x",
                "config/_default/markup.yaml": "parser:\n  autoIDType: github-ascii\n",
            },
            {"slugs": "hugo-github-ascii"},
        ),
        (
            {
                **HUGO,
                "hugo.toml": "baseURL = 'x'\n[markup.goldmark.parser]\nautoHeadingIDType = \"blackfriday\"\n",
                "netlify.toml": "HUGO_VERSION = '0.120.4'",
            },
            {"slugs": "hugo-0.111-blackfriday"},
        ),
        ({**HUGO, "hugo.toml": "baseURL = 'x'\nautoHeadingIDType = 'github'\n"}, {}),
        (
            {**HUGO, "hugo.toml": "baseURL = 'x'\ndefaultContentLanguageInSubdir = true\n"},
            {"english_in_folder": True},
        ),
        (
            {**DOCUSAURUS, "docusaurus.config.js": "markdown: { format: 'md' }"},
            {"slugs": "docusaurus-md", "plain_md": True},
        ),
        ({**DOCUSAURUS, "docusaurus.config.js": "future: { v4: true }"}, {"ids": "comments"}),
        (
            {
                **DOCUSAURUS,
                "docusaurus.config.js": "future: { v4: true }",
                "package.json": '{"@docusaurus/core":"3.9.2"}',
            },
            {},
        ),
        ({"docs/a.md": PAGE, "docusaurus.config.js": "mdx1Compat: { headingIds: false }"}, {"ids": "comments"}),
        (
            {"_config.yml": "kramdown:\n  input: GFM\n  parse_block_html: true\n", "_docs/a.md": PAGE},
            {"markdown_in_html": True},
        ),
        (
            {"_config.yml": "kramdown:\n  input: kramdown\n  parse_block_html: true # for notes\n", "_docs/a.md": PAGE},
            {"slugs": "kramdown", "markdown_in_html": True},
        ),
        ({"_config.yml": "kramdown:\n  parse_block_html: false\n", "_docs/a.md": PAGE}, {}),
        ({**MDSVEX, "package.json": '{"remark-heading-id": "1"}'}, {"ids": "braces"}),
        (MDSVEX, {}),
        (
            {
                "astro.config.mjs": "import starlight from '@astrojs/starlight'",
                "src/content/docs/a.md": PAGE,
                "package.json": '{"remark-custom-heading-id": "2"}',
            },
            {"ids": "braces"},
        ),
        (
            {
                "astro.config.mjs": "import starlight from '@astrojs/starlight'",
                "src/content/docs/a.mdx": PAGE,
                "package.json": '{"remark-custom-heading-id": "2"}',
            },
            {},
        ),
        (
            {
                "eleventy.config.js": "import a from 'markdown-it-attrs'; import b from 'markdown-it-anchor'",
                "src/a.md": PAGE,
            },
            {"slugs": "markdown-it-anchor", "ids": "braces"},
        ),
        ({"eleventy.config.js": "addPlugin(IdAttributePlugin)", "src/a.md": PAGE}, {}),
        ({"next.config.mjs": "import nextra from 'nextra'", "content/a.md": PAGE}, {"plain_md": True}),
        ({"next.config.mjs": "import nextra from 'nextra'", "content/a.mdx": PAGE}, {}),
        ({"docusaurus.config.js": "markdown: { format: 'detect' }", "docs/a.md": PAGE}, {"plain_md": True}),
        ({"docusaurus.config.js": "markdown: { format: 'detect' }", "docs/a.mdx": PAGE}, {}),
        ({"next.config.mjs": "nextra({ mdxOptions: { format: 'mdx' } })", "content/a.md": PAGE}, {}),
        ({"_config.yml": "kramdown:\n  input: GFM\n", "_docs/a.md": PAGE}, {}),
        ({"_config.yml": "kramdown:\n  input: kramdown\n", "_docs/a.md": PAGE}, {"slugs": "kramdown"}),
        (
            {"_config.yml": "kramdown:\n  input: kramdown\n  auto_id_stripping: true\n", "_docs/a.md": PAGE},
            {"slugs": "kramdown-auto_id_stripping"},
        ),
        (
            {"docs/conf.py": "extensions = ['myst_parser']\nmyst_heading_anchors = 3\n", "docs/a.md": PAGE},
            {"slugs": "myst"},
        ),
        ({"docs/conf.py": "extensions = ['myst_parser']\nmyst_heading_anchors = 0\n", "docs/a.md": PAGE}, {}),
    ],
)
def test_how_ids_are_made_and_read_follows_from_the_settings_of_the_site(
    tmp_path: Path, files: Mapping[str, str], wanted: Mapping[str, str | bool]
) -> None:
    looked(tmp_path, files)
    assert run(tmp_path, "init").code == 0
    text = (tmp_path / "i18n.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text).get("markdown", {}) == wanted
    assert run(tmp_path, "update").code == 0


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"README.md": PAGE}, 'github and written as `## <a id="title"></a>Title`'),
        ({"book.toml": "", "src/a.md": PAGE}, "mdbook and written as `## Title {#title}`"),
        ({"_config.yml": "", "_docs/a.md": PAGE}, 'jekyll and written as `{: id="title"}` on the line below'),
        ({"docs/conf.py": "myst_parser", "docs/a.md": PAGE}, "docutils and written as `(title)=` on the line above"),
        ({**DOCUSAURUS, "docusaurus.config.js": "future: { v4: true }"}, "written as `## Title {/* #title */}`"),
        (
            {
                "eleventy.config.js": "import a from 'markdown-it-attrs'; import b from 'markdown-it-anchor'",
                "src/a.md": PAGE,
            },
            "markdown-it-anchor and written as `## Title { #title }`",
        ),
        (MDSVEX, 'mdsvex and written as `## <span id="title"></span>Title`'),
    ],
)
def test_what_is_done_with_the_ids_of_headings_is_said_in_a_sentence(
    tmp_path: Path, files: Mapping[str, str], told: str
) -> None:
    looked(tmp_path, files)

    assert told in run(tmp_path, "init").out


def test_a_site_with_a_rule_of_its_own_is_told_to_learn_its_ids(tmp_path: Path) -> None:
    looked(tmp_path, {**MKDOCS, "mkdocs.yml": TOC.format("!!python/name:mine.slugs")})

    assert "update --ids-from DIR" in run(tmp_path, "init").out


def test_one_page_whose_name_ends_like_a_rare_tag_is_in_no_other_language(tmp_path: Path) -> None:
    names = ("a", "crates.io-incident", "b.nl", "c.ca-valencia", "d.ca-valencia")
    site = looked(tmp_path, {"config.toml": "base_url = 'x'", **{f"content/{name}.md": PAGE for name in names}})

    assert (site.profile, dict(site.localised)) == ("zola", {"ca-valencia": 2, "nl": 1})
