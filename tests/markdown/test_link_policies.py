"""What a link target becomes on a localised page, for each kind of site and each kind of target.

The expected targets are those that the real generators led to the right page, seen by building small sites in two
languages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from i18n_pipeline import plugins
from i18n_pipeline.markdown.writing.link_places import Places, Roots, Where, at_address, path_of_site
from i18n_pipeline.project.localised_places import default_output
from i18n_pipeline.project.settings_tables import kind_of_site

LINK, HTML, COMPONENT, FRONT, PATH, ADDRESS = Where


@dataclass(frozen=True)
class Site:
    """A small site."""

    profile: str
    source: str
    page: str
    files: tuple[str, ...]
    english_only: tuple[str, ...] = ()
    site: str = ""
    english_in_folder: bool = False


COMMON = ("a.md", "sub/b.md", "only.md", "sub/c.md", "img.png", "sub/d.png", "own.png", "own.nl.png")


def _site(profile: str, source: str, *more: str, site: str = "", page: str = "sub/b.md") -> Site:
    return Site(profile, source, page, (*(f"{source}/{one}" for one in COMMON), *more), (f"{source}/only.md",), site)


GITHUB = _site("commonmark", "docs")
DOCUSAURUS = _site("docusaurus", "docs", "static/x.png", "static/x.nl.png")
HUGO = _site("hugo", "content", "static/x.png", "static/x.nl.png", "static/y.png")
HUGO_FOLDERS = _site("hugo", "content/en")
HUGO_BASE = _site("hugo", "content", site="https://example.org/base/")
HUGO_IN_FOLDER = replace(HUGO, english_in_folder=True)
MKDOCS = _site("mkdocs", "docs", site="/base/")
VITEPRESS = _site("vitepress", "docs", "docs/public/x.png")
VITEPRESS_BASE = _site("vitepress", "docs", site="https://example.org/base/")
VITEPRESS_EN = _site("vitepress", "docs/en")
VITEPRESS_HOME = _site("vitepress", "docs", "docs/index.md")
ELEVENTY_HOME = _site("eleventy", "en", "en/index.md", site="https://example.org/")
STARLIGHT = _site("starlight", "src/content/docs", "src/assets/x.png", "public/y.png", "public/y.nl.png")
STARLIGHT_BASE = _site("starlight", "src/content/docs", site="https://example.org/base/")
NEXTRA = _site("nextra", "content/en")
ELEVENTY = _site("eleventy", "en")
JEKYLL = _site("jekyll", "docs")
ZOLA = _site("zola", "content", "static/x.png", "static/x.nl.png")
MDBOOK = _site("mdbook", "src", "src/sub/code.rs", "other.rs")
SVELTE = _site("sveltekit", "content/en")
LEARN = _site("learn", "articles")
MYST = _site("myst", "docs", "docs/sub/code.py")

Case = tuple[Site, Where, str, str]
CASES: list[Case] = [
    # the address that a page states for itself
    (JEKYLL, ADDRESS, "/about/", "/nl/about/"),
    (JEKYLL, ADDRESS, "/", "/nl/"),
    (JEKYLL, ADDRESS, "/en/about/", "/nl/about/"),
    (JEKYLL, ADDRESS, "/en", "/nl/"),
    (JEKYLL, ADDRESS, "/:categories/:title/", "/nl/:categories/:title/"),
    (JEKYLL, ADDRESS, "pretty", "pretty"),
    (ELEVENTY, ADDRESS, "/{{ lang }}/about/", "/{{ lang }}/about/"),
    (ELEVENTY, ADDRESS, "/en/feed.xml", "/nl/feed.xml"),
    (HUGO, ADDRESS, "/about/", "/nl/about/"),
    (HUGO, ADDRESS, "about", "about"),
    (ZOLA, ADDRESS, "/about/", "/nl/about/"),
    (ZOLA, ADDRESS, "about/us", "nl/about/us"),
    (STARLIGHT, ADDRESS, "about/us", "nl/about/us"),
    (STARLIGHT, ADDRESS, "/about", "/nl/about"),
    # a site whose links are paths of files
    (GITHUB, LINK, "../a.md#part", "../a.md#part"),
    (GITHUB, LINK, "c.md", "c.md"),
    (GITHUB, LINK, "../only.md?x#y", "../../../docs/only.md?x#y"),
    (GITHUB, HTML, "../img.png", "../../../docs/img.png"),
    (GITHUB, LINK, "../own.png", "../../../docs/own.nl.png"),
    (GITHUB, LINK, "/a/", "/a/"),
    (GITHUB, LINK, "gone.md", "gone.md"),
    (LEARN, LINK, "../only.md", "../../../articles/only.md"),
    (LEARN, LINK, "../a.md", "../a.md"),
    (MYST, LINK, "../a.md", "../a.md"),
    (MYST, PATH, "./code.py", "./code.py"),
    (MYST, LINK, "../only.md#x", "../only.md#x"),
    (MYST, LINK, "../img.png", "../img.png"),
    (MYST, LINK, "../own.png", "../own.nl.png"),
    # Docusaurus
    (DOCUSAURUS, LINK, "../a.md#x", "../a.md#x"),
    (DOCUSAURUS, LINK, "./c.md", "./c.md"),
    (DOCUSAURUS, LINK, "../only.md#x", "/only.md#x"),
    (DOCUSAURUS, LINK, "@site/docs/only.md#x", "/only.md#x"),
    (DOCUSAURUS, LINK, "@site/docs/a.md", "/a.md"),
    (DOCUSAURUS, LINK, "@site/static/x.png", "@site/static/x.png"),
    (DOCUSAURUS, LINK, "/docs/a", "/docs/a"),
    (DOCUSAURUS, COMPONENT, "/docs/a", "/docs/a"),
    (DOCUSAURUS, HTML, "/docs/a#x", "/nl/docs/a#x"),
    (DOCUSAURUS, HTML, "/docs/only", "/nl/docs/only"),
    (DOCUSAURUS, LINK, "./d.png", "../../../../../docs/sub/d.png"),
    (DOCUSAURUS, LINK, "/x.png", "/x.nl.png"),
    (DOCUSAURUS, PATH, "../../src/components/Card", "../../../../../src/components/Card"),
    # Hugo
    (HUGO, LINK, "../a.md", "../a.md"),
    (HUGO, LINK, "/a/", "/a/"),
    (HUGO, LINK, "/sub/c.md#x", "/sub/c.md#x"),
    (HUGO, LINK, "../only.md#x", "/only/#x"),
    (HUGO, LINK, "/only.md", "/only/"),
    (HUGO, LINK, "/only/", "/only/"),
    (HUGO, HTML, "/a/", "/nl/a/"),
    (HUGO, HTML, "/only/", "/only/"),
    (HUGO, LINK, "../img.png", "../img.png"),
    (HUGO, LINK, "/x.png", "/x.nl.png"),
    (HUGO, LINK, "/y.png", "/y.png"),
    (HUGO, PATH, '{{< ref "only.md#x" >}}', '{{< ref path="only.md#x" lang="en" >}}'),
    (HUGO, PATH, '{{% relref "/only.md" %}}', '{{% relref path="/only.md" lang="en" %}}'),
    (HUGO, PATH, '{{< ref "/a.md" >}}', '{{< ref "/a.md" >}}'),
    (HUGO, PATH, '{{< ref "gone.md" >}}', '{{< ref "gone.md" >}}'),
    (HUGO_FOLDERS, LINK, "../only.md", "/only/"),
    (HUGO_IN_FOLDER, LINK, "../only.md#x", "/en/only/#x"),
    (HUGO_IN_FOLDER, LINK, "/en/only/", "/en/only/"),
    (HUGO_IN_FOLDER, LINK, "../../only/", "/en/only/"),
    (HUGO_IN_FOLDER, HTML, "/en/a/", "/nl/a/"),
    (HUGO_IN_FOLDER, LINK, "/en/a/#x", "/nl/a/#x"),
    (HUGO_IN_FOLDER, LINK, "/a/", "/a/"),
    (HUGO_IN_FOLDER, LINK, "../a.md", "../a.md"),
    (HUGO_BASE, LINK, "../only.md", "/base/only/"),
    (HUGO_BASE, LINK, "https://example.org/base/a/#x", "https://example.org/base/nl/a/#x"),
    (HUGO_BASE, LINK, "https://example.org/base/only/", "https://example.org/base/only/"),
    (HUGO_BASE, LINK, "https://example.org/other/a/", "https://example.org/other/a/"),
    # MkDocs with static-i18n
    (MKDOCS, LINK, "../a.md", "../a.md"),
    (MKDOCS, LINK, "../only.md", "../only.md"),
    (MKDOCS, LINK, "../img.png", "../img.png"),
    (MKDOCS, LINK, "/base/a/#x", "/base/nl/a/#x"),
    (MKDOCS, HTML, "/base/only/", "/base/nl/only/"),
    (MKDOCS, LINK, "/base/tags/", "/base/tags/"),
    # VitePress
    (VITEPRESS, LINK, "../a.md#x", "../a.md#x"),
    (VITEPRESS, LINK, "../only.md#x", "../../only.md#x"),
    (VITEPRESS, LINK, "../only", "/only"),
    (VITEPRESS, LINK, "../only.html#x", "/only.html#x"),
    (VITEPRESS, LINK, "../a", "../a"),
    (VITEPRESS_BASE, LINK, "../only", "/only"),
    (VITEPRESS_BASE, LINK, "/a", "/nl/a"),
    (VITEPRESS_BASE, LINK, "https://example.org/base/a", "https://example.org/base/nl/a"),
    (VITEPRESS_BASE, HTML, "/base/a", "/base/nl/a"),
    (VITEPRESS_BASE, HTML, "../only", "/base/only"),
    (HUGO, LINK, "../../only/", "/only/"),
    (ELEVENTY, LINK, "../../only/#x", "/en/only/#x"),
    (JEKYLL, LINK, "../only.html", "/only.html"),
    (VITEPRESS_EN, LINK, "../only", "/en/only"),
    (VITEPRESS, LINK, "/a", "/nl/a"),
    (VITEPRESS, LINK, "/a.html#x", "/nl/a.html#x"),
    (VITEPRESS, LINK, "/only", "/only"),
    (VITEPRESS, HTML, "/sub/b", "/nl/sub/b"),
    (VITEPRESS, FRONT, "/sub/b", "/nl/sub/b"),
    (VITEPRESS, LINK, "./d.png", "../../sub/d.png"),
    (VITEPRESS, LINK, "/x.png", "/x.png"),
    (VITEPRESS_EN, LINK, "/en/a", "/nl/a"),
    (VITEPRESS_HOME, LINK, "/", "/nl/"),
    (VITEPRESS_HOME, LINK, "/#x", "/nl/#x"),
    (ELEVENTY_HOME, LINK, "/en", "/nl"),
    (ELEVENTY_HOME, LINK, "/en/", "/nl/"),
    (ELEVENTY_HOME, LINK, "https://example.org/", "https://example.org/nl/"),
    (VITEPRESS_EN, LINK, "/en/only", "/en/only"),
    (VITEPRESS_EN, LINK, "../only.md", "../../en/only.md"),
    # Starlight
    (STARLIGHT, LINK, "/a/#x", "/nl/a/#x"),
    (STARLIGHT, COMPONENT, "/only/", "/nl/only/"),
    (STARLIGHT, FRONT, "/a/", "/nl/a/"),
    (STARLIGHT, LINK, "../a/", "../a/"),
    (STARLIGHT, LINK, "/", "/"),
    (STARLIGHT, LINK, "./d.png", "../../sub/d.png"),
    (STARLIGHT, FRONT, "../../../assets/x.png", "../../../../assets/x.png"),
    (STARLIGHT, PATH, "../../../assets/x.png", "../../../../assets/x.png"),
    (STARLIGHT, LINK, "/y.png", "/y.nl.png"),
    (STARLIGHT_BASE, LINK, "/base/a/", "/base/nl/a/"),
    (STARLIGHT_BASE, LINK, "https://example.org/base/a/", "https://example.org/base/nl/a/"),
    # Nextra
    (NEXTRA, LINK, "/a#x", "/nl/a#x"),
    (NEXTRA, LINK, "/only", "/en/only"),
    (NEXTRA, LINK, "/en/a", "/nl/a"),
    (NEXTRA, COMPONENT, "/sub/c", "/nl/sub/c"),
    # Eleventy, Jekyll, SvelteKit
    (ELEVENTY, LINK, "/en/a/", "/nl/a/"),
    (ELEVENTY, LINK, "/en/only/", "/en/only/"),
    (JEKYLL, LINK, "/a/#x", "/nl/a/#x"),
    (JEKYLL, LINK, "/only/", "/only/"),
    (JEKYLL, PATH, "/a.html", "/nl/a.html"),
    (JEKYLL, PATH, "a.md", "nl/a.md"),
    (JEKYLL, PATH, "only.md", "only.md"),
    (SVELTE, LINK, "/a", "/nl/a"),
    (SVELTE, LINK, "/en/a", "/nl/a"),
    # Zola
    (ZOLA, LINK, "@/a.md#x", "@/a.nl.md#x"),
    (ZOLA, LINK, "@/only.md", "@/only.md"),
    (ZOLA, LINK, "@/gone.md", "@/gone.md"),
    (ZOLA, LINK, "/a/", "/nl/a/"),
    (ZOLA, LINK, "/x.png", "/x.nl.png"),
    (ZOLA, LINK, "../img.png", "../img.png"),
    # mdBook
    (MDBOOK, LINK, "../a.md", "../a.md"),
    (MDBOOK, LINK, "../only.md", "../only.md"),
    (MDBOOK, PATH, "code.rs", "../../../src/sub/code.rs"),
    (MDBOOK, PATH, "../../other.rs", "../../../other.rs"),
    (MDBOOK, PATH, "gone.rs", "gone.rs"),
]


def _places(site: Site) -> Places:
    kind = kind_of_site(site.profile)
    form = default_output(kind.output_from(site.source), site.source, ("en",))
    files = frozenset(site.files)

    def output(page: str) -> str:
        path = page.removeprefix(f"{site.source}/")
        folder, _, name = path.rpartition("/")
        parts = {"locale": "nl", "path": path, "folder": folder, "name": name.partition(".")[0], "suffix": ".md"}
        return form.format(**parts).replace("//", "/")

    page = f"{site.source}/{site.page}"
    roots = Roots(site.source, kind.suffixes, "en")
    return Places(
        page,
        output(page),
        is_file=files.__contains__,
        is_page=lambda path: path.startswith(f"{site.source}/") and path.endswith(kind.suffixes),
        at_address=lambda address: at_address(address, roots, files.__contains__),
        output=output,
        is_translated=lambda page: page not in site.english_only,
        source=site.source,
        suffixes=kind.suffixes,
        locale="nl",
        english_in_folder=site.english_in_folder,
        site=site.site,
        path=path_of_site(site.site),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].profile} {case[1]} {case[2]}")
def test_a_target_becomes_what_the_site_needs(case: Case) -> None:
    site, where, target, expected = case

    assert expected == kind_of_site(site.profile).links(target, where, _places(site))


def test_every_profile_is_among_the_cases() -> None:
    assert sorted({case[0].profile for case in CASES}) == sorted(plugins.names("profiles"))


TARGETS = [
    "",
    "#x",
    "?a",
    "https://example.org/a/",
    "mailto:a@b.c",
    "//example.org/a",
    "{{ x }}/a.md",
    "../../../etc/passwd",
]
TARGETS += [
    "/../../x",
    "/\0",
    "%zz",
    "a\0.md",
    "javascript:x",
    "data:image/png;base64,AA",
    "/" * 50,
    "." * 50,
    "@/",
    "@site/",
]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("site", {case[0].profile: case[0] for case in CASES}.values(), ids=lambda site: site.profile)
def test_what_leads_nowhere_in_the_project_stays(site: Site, target: str) -> None:
    policy, places = kind_of_site(site.profile).links, _places(site)
    of_links = (LINK, HTML, COMPONENT, FRONT, PATH)
    expected = [target] * len(of_links)

    found = [policy(target, where, places) for where in of_links]
    if target.startswith("../"):  # the path of an import is re-based whatever it leads to, since it may lack its end
        found[-1] = target
    assert expected == found
