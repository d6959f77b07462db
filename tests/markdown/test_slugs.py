"""Heading ids, held against what Docusaurus and github-slugger itself made of the same headings."""

from __future__ import annotations

import re

import pytest
from helpers import corpus
from helpers.assembling import PIN, assembled, every, read

from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.project.settings_tables import kind_of_site

EXPLICIT = re.compile(r"(?:^|[ \t])\{[ \t]*:?[ \t]*#([^\s{}]+)(?:[ \t]+[.#]?\w+(?:=\w+)?)*[ \t]*\}\s*$")
FOOTNOTE = "\n\n[^1]: A footnote, without which its mark would be text.\n"
TOOLS = ["docusaurus-md", "github-slugger"]
TAG = re.compile(r"<[A-Za-z/!][^<>]*>")


def ids(page: str) -> list[str]:
    """The ids that are written on a page that has none of its own, in order."""
    return list(anchors.pins(read(page).outline).values())


def rows(tool: str, name: str = "") -> list[list[str]]:
    """The headings of a tool with their texts and ids, where the tool drops tags as we do."""
    found = corpus.slugs(tool)[name]
    return [row for row in found if tool == "docusaurus-md" or not TAG.search(row[0].replace("`", ""))]


@pytest.mark.parametrize("tool", TOOLS)
def test_every_heading_alone_has_the_id_the_tool_gives_it(tool: str) -> None:
    wrong = [(heading, slug, ids(heading + FOOTNOTE)) for heading, _, slug in rows(tool) if slug]
    wrong = [row for row in wrong if not EXPLICIT.search(row[0])]

    assert wrong
    assert [(heading, slug, found) for heading, slug, found in wrong if found != [slug]] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_a_heading_to_which_the_tool_gives_no_id_gets_none(tool: str) -> None:
    empty = [heading for heading, _, slug in rows(tool) if not slug]

    assert [heading for heading in empty if ids(heading)] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_the_headings_of_a_page_have_the_ids_the_tool_gives_them_together(tool: str) -> None:
    sequences = {name: rows(tool, name) for name in corpus.slugs(tool) if name.startswith("dup")}
    pages = {name: "\n\n".join(heading for heading, _, _ in found) for name, found in sequences.items()}

    assert sequences
    assert {name: [slug for _, _, slug in found if slug] for name, found in sequences.items()} == {
        name: ids(page) for name, page in pages.items()
    }


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
        ("zola", '{{ icon(name="x") }}'),
        ("mkdocs", "{{ x }}"),
    ],
)
@pytest.mark.parametrize("heading", ["## Use {} now", "## Use {}", "- # *{}* used", "Use {}\n==="])
def test_a_heading_with_code_that_runs_before_markdown_gets_no_id(heading: str, kind: str, code: str, end: str) -> None:
    page = f"{heading.format(code)}{end}## Other words\n".replace("\n", end)

    assert list(anchors.pins(read(page, kind_of_site(kind).dialect).outline).values()) == ["other-words"]


@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("# One\t\n", "# NL One {#one}\t\n"),
        ("# One \t \n\n# Two\n", "# NL One {#one} \t \n\n# NL Two {#two}\n"),
        ("# One\t#\t\n", "# NL One\t# {#one}\t\n"),
        ("# One ##\t\r\n", "# NL One ## {#one}\t\r\n"),
        ("- # One\t\n", "- # NL One {#one}\t\n"),
        ("> # **One**\t", "> # NL **One** {#one}\t"),
        ("# One {.big}\t\n", "# NL One {#one .big}\t\n"),
        ("# One {#uno}\t\n", "# NL One {#uno}\t\n"),
        ("# One\t{.big}\n", "# NL One\t{#one .big}\n"),
        ("One\t\n===\n", "NL One {#one}\t\n===\n"),
        ("# One\f\n", "# NL One {#one}\n"),
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
    monkeypatch.setattr(anchors, "pins", lambda page: {heading.end: "a}b" for heading, _ in anchors.texts(page)})
    made = assembled("# One\n\nTwo\n", lambda msgid: f"NL {msgid}", PIN)

    assert made.data == b"# NL One\n\nNL Two\n"
    assert (made.refusals, made.pinned) == ((), False)


def test_a_page_with_its_ids_written_gets_no_more() -> None:
    once = assembled("# One\n\n# One\n\n# Two {.big}\n", {}, PIN).data

    assert once == assembled(once, {}, PIN).data
