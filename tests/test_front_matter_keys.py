"""Which front-matter values are messages: those that readers see on each kind of site, and those a site adds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.plugins import names
from i18n_pipeline.project import settings
from i18n_pipeline.project.settings_tables import kind_of_site

USUAL = "title: A\ndescription: B\nsummary: C\nexcerpt: D\nsubtitle: E\nimage:\n  src: /a.png\n  alt: F\n"
OF_SITES = {
    "docusaurus": "{sidebar_label: A, pagination_label: B, keywords: [C, D], slug: /x, id: y}",
    "eleventy": "{eleventyNavigation: {key: x, title: A}}",
    "hugo": """{linkTitle: A, resources: [{src: a.png, title: B}], date: 2026-01-02, aliases: [/x],
        menu: {main: {name: C, identifier: x}}, menus: {side: {name: D, title: E, weight: 3}}}""",
    "learn": "{titleSuffix: A, ms.topic: x}",
    "myst": """{short_title: A, myst: {html_meta: {description: B, keywords: C}, substitutions: {key: D}},
        substitutions: {other: E}, orphan: true}""",
    "nextra": "{sidebarTitle: A, asIndexPage: true}",
    "starlight": """{hero: {title: A, tagline: B, image: {alt: C, file: /x.png}, actions: [{text: D, link: /x}]},
        banner: {content: E}, sidebar: {label: F, order: 3, badge: {text: G, variant: x}}, prev: H,
        next: {label: I, link: /y}, template: splash}""",
    "vitepress": """{titleTemplate: A, hero: {name: B, text: C, tagline: D, image: {src: /x.png, alt: E},
        actions: [{text: F, theme: x}]}, features: [{title: G, details: H, linkText: I, icon: {src: /y, alt: J}}],
        prev: K, next: {text: L, link: /z}, layout: home}""",
}
"""Front matter of some kinds of site; its words are the capital letters, in order."""


def said(text: str, profile: str) -> str:
    segments = page(f"---\n{text}---\n\nbody\n".encode(), kind_of_site(profile).dialect).segments
    return "".join(segment.msgid for segment in segments[:-1])


@pytest.mark.parametrize("profile", sorted(set(names("profiles")) - {"commonmark", "mdbook"}))
def test_readers_of_every_kind_of_site_see_these_values(profile: str) -> None:
    assert said(USUAL, profile) == "ABCDEF"


@pytest.mark.parametrize("profile", OF_SITES)
def test_readers_of_one_kind_of_site_see_these_too_and_no_keys_links_or_dates(profile: str) -> None:
    text = OF_SITES[profile]

    assert said(f"{text}\n", profile) == "".join(re.findall(r"\b[A-L]\b", text))


def test_a_site_adds_keys_of_its_own_to_those_of_its_profile(tmp_path: Path) -> None:
    assert chosen(tmp_path, 'front_matter = ["...", "cover.alt", "title"]') == (
        *kind_of_site("zola").dialect.front_matter,
        "cover.alt",
    )


def test_a_site_has_keys_of_its_own_in_place_of_those_of_its_profile(tmp_path: Path) -> None:
    assert chosen(tmp_path, 'front_matter = ["cover.alt"]') == ("cover.alt",)


def test_one_of_several_folders_adds_keys_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "i18n.toml").write_text(
        'locales = ["nl"]\n[[pages]]\nsource = "a"\nprofile = "nextra"\nfront_matter = ["...", "lead"]\n'
        '[[pages]]\nsource = "b"\nprofile = "zola"\n'
    )
    config = settings.load(tmp_path)

    assert [config.part(page).markdown.front_matter for page in ("a/x.md", "b/x.md")] == [
        (*kind_of_site("nextra").dialect.front_matter, "lead"),
        kind_of_site("zola").dialect.front_matter,
    ]


def chosen(root: Path, own: str) -> tuple[str, ...]:
    (root / "i18n.toml").write_text(f'locales = ["nl"]\nprofile = "zola"\n[markdown]\n{own}\n')
    return settings.load(root).markdown.front_matter
