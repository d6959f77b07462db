"""Heading ids, held against what each site generator made of the same headings."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

import pytest
from helpers import corpus
from helpers.assembling import PIN, assembled, every, read
from helpers.growth import is_linear
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect, HeadingIds
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.slugs import SlugName, numbering, python_markdown
from i18n_pipeline.markdown.slugs.every import RULES
from i18n_pipeline.profiles import nextra
from i18n_pipeline.project.settings_tables import kind_of_site

EXPLICIT = re.compile(r"(?:^|[ \t])\{[ \t]*:?[ \t]*#([^\s{}]+)(?:[ \t]+[.#]?\w+(?:=\w+)?)*[ \t]*\}\s*$")
FOOTNOTE = "\n\n[^1]: A footnote, without which its mark would be text.\n"
NONE = HeadingIds(sign=b"\0", new="")
"""No form at all: what the tool makes of `{#id}` by itself is a part of its slug."""
TOOLS: Mapping[str, tuple[str, str, HeadingIds | None]] = {
    "astro-markdown": ("astro-7", "a.md starlight", NONE),
    "astro5-markdown": ("astro-5", "a.md starlight", NONE),
    "docusaurus-md": ("docusaurus-md", "a.md docusaurus", None),
    "docusaurus-mdx": ("docusaurus", "a.mdx docusaurus", None),
    "eleventy-idattribute": ("eleventy", "a.md eleventy", NONE),
    "github-slugger": ("github-slugger", "a.md commonmark", NONE),
    "hugo-0.111-github": ("hugo-0.111-github", "a.md hugo", None),
    "hugo-blackfriday": ("hugo-blackfriday", "a.md hugo", None),
    "hugo-github": ("hugo-github", "a.md hugo", None),
    "hugo-github-ascii": ("hugo-github-ascii", "a.md hugo", None),
    "kramdown": ("kramdown", "a.md jekyll", None),
    "kramdown-auto_id_stripping": ("kramdown-auto_id_stripping", "a.md jekyll", None),
    "kramdown-gfm-jekyll": ("jekyll", "a.md jekyll", None),
    "markdown-it-anchor-default": ("markdown-it-anchor", "a.md eleventy", NONE),
    "markdown-it-anchor-default+attrs": ("markdown-it-anchor", "a.md vitepress", None),
    "mdbook": ("mdbook", "a.md mdbook", None),
    "mdit-vue-slugify": ("mdit-vue", "a.md vitepress", None),
    "mdsvex+rehype-slug": ("mdsvex", "a.md sveltekit", NONE),
    "myst-heading-anchors-github": ("myst", "a.md myst", None),
    "myst-sphinx-docutils-id": ("docutils", "a.md myst", None),
    "nextra": ("nextra", "a.mdx nextra", None),
    "pymdownx-slugify-lower": ("pymdownx-slugify-lower", "a.md mkdocs", None),
    "pymdownx-slugify-lower-ascii-nfkd": ("pymdownx-slugify-lower-ascii-nfkd", "a.md mkdocs", None),
    "pymdownx-slugify-lower-percent": ("pymdownx-slugify-lower-percent", "a.md mkdocs", None),
    "python-markdown-toc": ("python-markdown-toc", "a.md mkdocs", NONE),
    "python-markdown-toc+attr_list": ("python-markdown-toc", "a.md mkdocs", None),
    "python-markdown-toc-unicode": ("python-markdown-toc-unicode", "a.md mkdocs", NONE),
    "rehype-slug": ("rehype-slug", "a.md commonmark", NONE),
    "vitepress": ("vitepress", "a.md vitepress", None),
    "zola-slug-crate": ("zola", "a.md zola", None),
}
"""Of each tool whose ids are known: our rule, the page and its profile, and the form of written ids if not that of the
profile."""
WITHOUT_FOOTNOTES = ("python-markdown", "pymdownx", "eleventy")
"""Tools whose headings were read on a page without a footnote."""
BROKEN = "the tool refuses the page"
UNREAD = "how Zola spells Chinese and Korean is not known here: such a page gets no ids"
PICTURE = "with pymdownx.emoji, which makes a picture of `:rocket:`, the id has nothing of it"
EXCEPTIONS: Mapping[tuple[str, str], str] = {
    ("docusaurus-mdx", "## Line<br>break"): BROKEN,
    ("docusaurus-mdx", "## <T> generics"): BROKEN,
    ("docusaurus-mdx", "## <https://example.com>"): BROKEN,
    ("docusaurus-mdx", '## Title with {{< param "x" >}} shortcode'): BROKEN,
    ("docusaurus-mdx", "explicit-spaced"): BROKEN,
    ("nextra", "## Line<br>break"): BROKEN,
    ("nextra", "## Heading <!-- comment --> end"): BROKEN,
    ("nextra", "## <T> generics"): BROKEN,
    ("nextra", "## <https://example.com>"): BROKEN,
    ("nextra", '## Title with {{< param "x" >}} shortcode'): BROKEN,
    **{("nextra", f"explicit-{name}"): BROKEN for name in ("first", "late", "spaced", "unicode", "markup")},
    ("markdown-it-anchor-default+attrs", "explicit-late"): BROKEN,
    ("mdit-vue-slugify", "explicit-late"): BROKEN,
    ("vitepress", "explicit-late"): BROKEN,
    ("kramdown-gfm-jekyll", "## Über-_emph_-**x**"): "kramdown reads no emphasis between hyphens",
    **{
        (tool, "## :rocket: shortcode"): PICTURE
        for tool in (
            "pymdownx-slugify-lower",
            "pymdownx-slugify-lower-ascii-nfkd",
            "pymdownx-slugify-lower-percent",
            "python-markdown-toc",
            "python-markdown-toc+attr_list",
            "python-markdown-toc-unicode",
        )
    },
    ("zola-slug-crate", "## 中文 English 混排"): UNREAD,
    ("zola-slug-crate", "## こんにちは、世界！"): UNREAD,  # noqa: RUF001 - as it is in the vectors
    ("zola-slug-crate", "## 한국어 제목"): UNREAD,
    ("zola-slug-crate", "dup-empty"): UNREAD,
    ("zola-slug-crate", "dup-cjk"): UNREAD,
}
"""Headings and pages whose ids are not those of the tool, with the reason."""


def kind(tool: str) -> Dialect:
    """The dialect of a tool."""
    rule, page, form = TOOLS[tool]
    name, _, profile = page.partition(" ")
    dialect = replace(kind_of_site(profile).dialect_of(name), slugs=RULES[rule])
    dialect = replace(dialect, constructs=tuple(one for one in dialect.constructs if not one.first))  # no templates
    return replace(dialect, name=f"{dialect.name}, {tool}", ids=form or dialect.ids)


def given(page: str, dialect: Dialect) -> list[str]:
    """The ids of a page's headings, written ones too; empty for a heading without one."""
    return [name or "" for _, name in anchors.given(read(page, dialect).outline)]


def ids(page: str) -> list[str]:
    """The ids that are written on a page that has none of its own, in order."""
    return list(anchors.pins(read(page).outline).values())


@pytest.mark.parametrize("tool", TOOLS)
def test_every_heading_alone_has_the_id_the_tool_gives_it(tool: str) -> None:
    dialect, wrong = kind(tool), {}
    for heading, _, slug in corpus.slugs(tool)[""]:
        footnote = FOOTNOTE if "[^1]" in heading and not tool.startswith(WITHOUT_FOOTNOTES) else "\n"
        found = given(heading + footnote, dialect)
        if found != [slug or ""] and (tool, heading) not in EXCEPTIONS:
            wrong[heading] = (slug, found)

    assert wrong == {}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_headings_of_a_page_have_the_ids_the_tool_gives_them_together(tool: str) -> None:
    sequences = {name: rows for name, rows in corpus.slugs(tool).items() if name and (tool, name) not in EXCEPTIONS}
    pages = {name: "\n\n".join(heading for heading, _, _ in rows) + "\n" for name, rows in sequences.items()}

    assert sequences
    assert {name: [slug or "" for _, _, slug in rows] for name, rows in sequences.items()} == {
        name: given(page, kind(tool)) for name, page in pages.items()
    }


def test_every_algorithm_whose_ids_are_known_is_held_against_them() -> None:
    known = corpus.algorithms() - {"kramdown-transliterated", "mdit-py-plugins-anchors"}  # nobody's default

    assert known == set(TOOLS)


def test_the_settings_name_every_rule() -> None:
    assert list(RULES) == list(SlugName.__args__)  # type: ignore[attr-defined]
    assert len(python_markdown.PYMDOWNX) == 6
    assert COMMONMARK.slugs is RULES["github"]


FURTHER = {
    ("hugo-github", "## **it's** here"): ["it-here"],
    ("hugo-github", "## *`a` b* c"): ["a-c"],
    ("hugo-github", "## Visit https://example.com now"): ["visit--now"],
    ("hugo-github", "## <br>"): [""],
    ("hugo-github", "## -- two"): ["-two"],
    ("hugo-github", "## a -- b --- c ---- d"): ["a--b--c---d"],
    ("hugo-github", "Setext two\nover lines\n---"): ["over-lines"],
    ("hugo-github", "## A {#a}\n\n## A\n\n## A"): ["a", "a-1", "a-2"],
    ("hugo-0.111-github", "## [`code` link](x.md)"): ["code-linkxmd"],
    ("hugo-blackfriday", "## !!!\n\n## Heading\n\n## ???"): ["heading", "heading-1", "heading-2"],
    ("jekyll", "## ` spaced `"): ["-spaced-"],
    ("jekyll", "## a ``  b`c `` d"): ["a--bc-d"],
    ("jekyll", "## a -- b --- c ---- d"): ["a--b--c---d"],
    ("jekyll", "## ΑΣ ΌΔΟΣ"): ["ασ-όδοσ"],  # noqa: RUF001 - Greek letters
    ("kramdown", "## A 1\n\n## A\n\n## A\n\n## A"): ["a-1", "a", "a-1", "a-2"],
    ("mdbook", "## A {#a}\n\n## A\n\n## A"): ["a", "a", "a-1"],
    ("mdbook", "Term\n: definition\n\n## Term"): ["term-1"],
    ("mdbook", "## हिन्दी शीर्षक"): ["हिनदी-शीरषक"],
    ("mdbook", "## Heading {not-id}"): ["heading"],
    ("python-markdown-toc", "## A_1\n\n## A\n\n## A\n\n## A_1"): ["a_1", "a", "a_2", "a_3"],
    ("python-markdown-toc", "## A\n\n## B {#a}\n\n## A"): ["a_1", "a", "a_2"],
    ("python-markdown-toc", "## A {#b}\n\n## A\n\n## A"): ["b", "a", "a_1"],
    ("python-markdown-toc", "Two\nlines\n---\n\n## Two lines"): ["", "two-lines"],
    ("jekyll", "Two\nlines\n---\n\n## Two lines"): ["", "two-lines"],
    ("pymdownx-slugify-lower", "## One <!-- two --> three"): ["one-three"],
    ("pymdownx-slugify-lower", "## a  b   c"): ["a-b-c"],
    ("vitepress", "## I <3 docs :tada:"): ["i-docs"],
    ("vitepress", "## 3D &amp; more"): ["_3d-amp-more"],
    ("vitepress", "## Use {braces}"): ["use"],
    ("docutils", "## ß straße\n\n## 中\n\n## ß straße"): ["sz-strasze", "id1", "id2"],
    ("myst", "## !!!\n\n## A\n\n## A"): ["", "a", "a-1"],
    ("docusaurus", "## *H<sub>2</sub>O* and **CO<sub>2</sub>**"): ["h2o-and-co2"],
    ("docusaurus-md", "## *H<sub>2</sub>O* and **CO<sub>2</sub>**"): ["hsub2subo-and-cosub2sub"],
    ("nextra", "# One\n\n## One\n\n### One [#uno]"): ["", "one", "uno"],
    ("astro-5", "## trailing -"): ["trailing-"],
    ("astro-7", "## trailing -"): ["trailing--"],
    ("mdsvex", "## `a < b`"): ["a-lt-b"],
    ("eleventy", "## It's Q&A, naïve Über"): ["its-q-and-a-naive-ueber"],
    ("eleventy", "## A\n\n## A\n\n## A 2"): ["a", "a-2", "a-2"],
    ("zola", "## Über 🚀 §3\n\n## A {#a}\n\n## A"): ["uber-rocket-ss3", "a", "a-1"],
}
"""What the tools themselves made of headings that are in no file, by rule."""


@pytest.mark.parametrize(("rule", "page"), FURTHER)
def test_headings_have_the_ids_that_the_tools_gave_them(rule: str, page: str) -> None:
    tool = next(
        tool for tool, (name, _, form) in sorted(TOOLS.items(), key=lambda row: row[1][2] is NONE) if name == rule
    )
    dialect = replace(kind(tool), ids=kind_of_site(TOOLS[tool][1].partition(" ")[2]).dialect_of("a.md").ids)

    assert given(page + "\n", dialect) == FURTHER[rule, page]


def test_the_letters_of_tags_are_in_the_ids_of_pages_in_md_of_nextra() -> None:
    """As Nextra 4.6.1 made them."""
    page = "## A <b>title</b> {/*id*/}\n\n## <!-- c --> ![x](y) &amp; b\n"

    assert given(page, nextra.MARKDOWN) == ["a-btitleb-id", "---c------b"]


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("## Press <kbd>Enter</kbd>", "press-enter"),
        ('## <a name="old"></a>Old anchor', "old-anchor"),
        ('## <a id="old" />Old anchor', "old-anchor"),
        ("## Old anchor <a id=old></a>", "old-anchor-"),
        ("## *H<sub>2</sub>O* and <b>CO<sub>2</sub></b>", "h2o-and-co2"),
        ("## <b>**Both**</b> bold", "both-bold"),
        ("## One<br/>two", "onetwo"),
        ("## One <!-- two --> three ##", "one--three"),
        ("## <kbd>Ctrl</kbd>+<kbd>C</kbd> ##", "ctrlc"),
        ("Press <kbd>Enter</kbd>\n---", "press-enter"),
        ("- ## <i>Quoted</i> &amp; listed", "quoted--listed"),
        ("> ## `<kbd>` is a tag", "kbd-is-a-tag"),
        ("## \\<kbd> is text", "kbd-is-text"),
        ("## &lt;kbd> is text", "kbd-is-text"),
        ("## 输入 <kbd>回车</kbd>", "输入-回车"),
        ("## <span dir=rtl>مرحبا</span>", "مرحبا"),
        ("## ![A map](m.png)", "a-map"),
        ("## The {{ name }} page", "the--name--page"),
        ("## The `{{ name }}` page", "the--name--page"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tags_are_no_text_of_a_heading(heading: str, slug: str, newline: str) -> None:
    page = f"{heading}\n\nAnd &amp; {{{{ a placeholder }}}} elsewhere.\n".replace("\n", newline)

    assert [slug] == ids(page)


@pytest.mark.parametrize(
    "heading",
    [
        '## {{% heading "prerequisites" %}}',
        "## {{< param title >}}",
        "## {% title %}",
        "## {{ page.title }}",
        "## {{ first }} / {{ second }}",
        "## <b>{{ page.title }}</b>",
        "## **{{ page.title }}** ##",
        "{{ page.title }}\n===",
        '## <img src="logo.png" alt="Logo">',
        "## <!-- nothing -->",
        "## <br>",
    ],
)
def test_a_heading_without_text_of_its_own_gets_no_id_and_takes_none_from_others(heading: str) -> None:
    assert ids(f"{heading}\n\n## Title\n\n## page.title\n") == ["title", "pagetitle"]


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("jekyll", "{{ page.x }}"),
        ("jekyll", "`{{ page.x }}`"),
        ("jekyll", "{% include icon.html %}"),
        ("hugo", '{{< icon "x" >}}'),
        ("hugo", '{{% param "x" %}}'),
        ("zola", '`{{ icon(name="x") }}`'),
        ("zola", "{% quote() %}{{ icon() }}{% end %}"),
        ("mkdocs", "{{ x }}"),
    ],
)
@pytest.mark.parametrize("heading", ["## Use {} now", "## Use {}", "- # *{}* used", "Use {}\n==="])
def test_a_heading_with_code_that_runs_before_markdown_gets_no_id(heading: str, kind: str, code: str, end: str) -> None:
    page = f"{heading.format(code)}{end}## Other words\n".replace("\n", end)

    assert list(anchors.pins(read(page, kind_of_site(kind).dialect).outline).values()) == ["other-words"]


def test_a_heading_with_a_shortcode_in_the_body_of_another_gets_no_id() -> None:
    page = "{% quote() %}\n## Use {{ icon() }}\n\n## Words\n{% end %}\n\n## Other {{ icon() }}\n"

    assert list(anchors.pins(read(page, kind_of_site("zola").dialect).outline).values()) == ["words", "other"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ('## Use {{ icon(name="x") }} now', "use-now"),
        ("## {{ icon() }} Use", "use"),
        ("Use *it* {{ icon() }}\n===", "use-it"),
        ("## Use ![a map](i.png)", "use-a-map"),
        ("## Use {x} ##", "use-x"),
        ("## Use {{ icon() }} {x}", "use"),
    ],
)
def test_ids_of_zola_hold_texts_of_images_and_no_shortcodes(heading: str, name: str, newline: str) -> None:
    page = f"{heading}\n".replace("\n", newline)

    assert list(anchors.pins(read(page, kind_of_site("zola").dialect).outline).values()) == [name]


@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("# One\t\n", "# NL One {#one}\t\n"),
        ("# One \t \n\n# Two\n", "# NL One {#one} \t \n\n# NL Two {#two}\n"),
        ("# One\t#\t\n", "# NL One {#one}\t#\t\n"),
        ("# One ##\t\r\n", "# NL One {#one} ##\t\r\n"),
        ("- # One\t\n", "- # NL One {#one}\t\n"),
        ("> # **One**\t", "> # NL **One** {#one}\t"),
        ("# One {.big}\t\n", "# NL One {#one .big}\t\n"),
        ("# One {#uno}\t\n", "# NL One {#uno}\t\n"),
        ("# One\t{.big}\n", "# NL One\t{#one .big}\n"),
        ("One\t\n===\n", "NL One {#one}\t\n===\n"),
        ("# One\f\n", "# NL One\f {#one}\n"),
    ],
)
def test_a_heading_that_ends_in_blanks_gets_its_id_like_any_other(english: str, localised: str) -> None:
    made = assembled(english, lambda msgid: f"NL {msgid}", PIN)

    assert made.data.decode() == localised
    assert (made.refusals, made.pinned) == ((), True)


def test_an_explicit_id_is_kept_and_gets_no_second_one() -> None:
    explicit = [row for rows in corpus.slugs("github-slugger").values() for row in rows if EXPLICIT.search(row[0])]
    explicit = [row for row in explicit if "{#past summits}" not in row[0]]  # one with a blank is text to most tools
    made = {heading: assembled(heading + "\n", every("Vertaald"), PIN).data.decode() for heading, _, _ in explicit}

    assert explicit
    assert {h: page for h, page in made.items() if page.count("{") != 1 or EXPLICIT.findall(h) != _written(page)} == {}


def _written(page: str) -> list[str]:
    return EXPLICIT.findall(page.rstrip("\n"))


def test_ids_are_those_of_the_english_page_though_its_headings_are_translated() -> None:
    page = "# Overview\n\n## Overview\n\n## What's new?\n"
    made = assembled(page, every("Iets"), PIN).data.decode()

    assert made == "# Iets {#overview}\n\n## Iets {#overview-1}\n\n## Iets {#whats-new}\n"


def test_headings_inside_quotes_and_lists_count() -> None:
    page = "> ## Note\n\n- ## Note\n\nNote\n---\n"
    made = assembled(page, {}, PIN).data.decode()

    assert made == "> ## Note {#note}\n\n- ## Note {#note-1}\n\nNote {#note-2}\n---\n"


@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("# One {.big}\n", "# NL One {#one .big}\n"),
        ("# One {: .big }\n", "# NL One {: #one .big }\n"),
        ("# One {data-x=1} ##\n", "# NL One {#one data-x=1} ##\n"),
        ("One {.big}\n---\n", "NL One {#one .big}\n---\n"),
        ("# One {#uno .big}\n", "# NL One {#uno .big}\n"),
    ],
)
def test_an_id_goes_into_the_attribute_list_that_is_there(english: str, localised: str) -> None:
    made = assembled(english, lambda msgid: f"NL {msgid}", PIN)

    assert made.data.decode() == localised
    assert (made.refusals, made.pinned) == ((), True)


def test_a_page_that_cannot_have_its_ids_keeps_its_texts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        anchors, "pins", lambda page, _learnt: {heading.end: "a}b" for heading, _ in anchors.texts(page)}
    )
    made = assembled("# One\n\nTwo\n", lambda msgid: f"NL {msgid}", PIN)

    assert made.data == b"# NL One\n\nNL Two\n"
    assert (made.refusals, made.pinned) == ((), False)


def test_a_page_with_its_ids_written_gets_no_more() -> None:
    once = assembled("# One\n\n# One\n\n# Two {.big}\n", {}, PIN).data

    assert once == assembled(once, {}, PIN).data


@pytest.mark.parametrize(
    "number",
    [
        numbering.github_slugger,
        numbering.in_order,
        numbering.among_own,
        numbering.written_first,
        numbering.by_underscore,
        numbering.numbers_alone,
    ],
)
def test_many_equal_headings_are_numbered_in_linear_time(
    number: Callable[[numbering.Wanted], list[str | None]],
) -> None:
    def seconds(size: int) -> float:
        begun = time.process_time()
        assert len(set(number([("added", None)] * size))) == size
        return time.process_time() - begun

    assert is_linear(seconds, 1_000, 10_000)
