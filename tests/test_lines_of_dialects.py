"""The reader of `benchmarks/lines`, which judges the dialects: it must see what authors write, and what a page lost."""

from __future__ import annotations

import pytest
from lines import reader
from lines.kinds import KINDS

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "docusaurus": (
        'import A from \'a\'\n\n:::note[A title]\n\n<Tabs groupId="x" label="A b">\n\n# Words {#id}\n\n</Tabs>\n:::\n',
        [
            ("import or export", "import A from 'a'"),
            ("container", ":::note[…]"),
            ("tag", '<Tabs groupId="x" label="…">'),
            ("heading", "# … {#id}"),
            ("tag", "</Tabs>"),
            ("container", ":::"),
        ],
    ),
    "hugo": (
        '{{< figure src="a.png" title="A *title*" >}}\n\nText {{< ref "a" >}} here.\n\n- [ ] Do it\n{.steps}\n',
        [
            ("shortcode", '{{< figure src="a.png" title="…" >}}'),
            ("item", "- [ ]"),
            ("attribute list", "{.steps}"),
        ],
    ),
    "mkdocs": (
        (
            '!!! note "A title"\n\n    Body.\n\n    === "Tab"\n\n        ```py\n        x\n        ```\n\n'
            "/// tip | Title\nBody\n///\n\n*[X]: Long\n\n[TOC]\n\n::: a.b\n    options:\n        show: true\n"
        ),
        [
            ("admonition", '!!! note "…"'),
            ("tab", '=== "…"'),
            ("code block", "```py x ```"),
            ("block", "/// tip | …"),
            ("block", "///"),
            ("abbreviation", "*[X]: …"),
            ("table of contents", "[TOC]"),
            ("object", "::: a.b options: show: true"),
        ],
    ),
    "vitepress": (
        "::: details A title {open}\nBody {{ x }}\n:::\n\n> [!TIP] A title\n> Body\n\n<<< @/a.js\n\n[[toc]]\n",
        [
            ("container", "::: details … {open}"),
            ("container", ":::"),
            ("alert", "[!TIP] …"),
            ("include", "<<< @/a.js"),
            ("table of contents", "[[toc]]"),
        ],
    ),
    "jekyll": (
        "{% if a %}\nText\n{: .note}\n\n{% highlight sh %}\nls\n{% endhighlight %}\n{% endif %}\n\n{:toc}\n",
        [
            ("template tag", "{% if a %}"),
            ("attribute list", "{: .note}"),
            ("raw tag", "{% highlight sh %} ls {% endhighlight %}"),
            ("template tag", "{% endif %}"),
            ("table of contents", "{:toc}"),
        ],
    ),
    "myst": (
        (
            "(a-target)=\n# Words\n\n:::{admonition} A title\n:class: tip\nBody {ref}`a <b>`.\n:::\n\n"
            "```{figure} a.png\n:alt: Words\n:width: 10\n```\n\n% comment\n\n+++\n"
        ),
        [
            ("target", "(a-target)="),
            ("heading", "# …"),
            ("directive", ":::{admonition} …"),
            ("option", ":class: tip"),
            ("end of a directive", ":::"),
            ("directive", "```{figure} a.png"),
            ("option", ":alt: …"),
            ("option", ":width: 10"),
            ("end of a directive", "```"),
            ("comment line", "% comment"),
            ("block break", "+++"),
        ],
    ),
    "sveltekit": (
        "{#if a}\n\nText {b}\n\n{:else}\n{@html c}\n{/if}\n",
        [("expression", code) for code in ("{#if a}", "{:else}", "{@html c}", "{/if}")],
    ),
    "learn": (
        '> [!NOTE]\n> Text\n\n[!INCLUDE [a](b)]\n\n:::image type="x" alt-text="Words" source="a":::\n\n:::row:::\n',
        [
            ("alert", "[!NOTE]"),
            ("video or include", "[!INCLUDE [a](b)]"),
            ("image", ':::image type="x" alt-text="…" source="a":::'),
            ("zone", ":::row:::"),
        ],
    ),
    "mdbook": ("{{#include a.rs}}\n\nText\n", [("output", "{{#include a.rs}}")]),
    "commonmark": (
        "- a\n\nText\n\n    >>> b\n    >>>\n    > - c\n\n> - d\n",
        [
            ("item", "-"),
            ("indented code", ">>> b"),
            ("indented code", ">>>"),
            ("indented code", "> - c"),
            ("item", "-"),
        ],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_lines_of_a_dialect_are_seen_without_their_words(kind: str, newline: str) -> None:
    page, expected = PAGES[kind]
    assert expected == reader.read(page.replace("\n", newline).encode(), kind).order()


@pytest.mark.parametrize(
    ("kind", "english", "localised"),
    [
        ("mkdocs", '!!! note "A"\n\n    B\n', '!!! nota "A"\n\n    B\n'),
        ("mkdocs", '=== "A"\n\n    B\n', "=== A B\n"),
        ("mkdocs", "A :material-x: b\n", "A :materiaal-x: b\n"),
        ("jekyll", "Text\n{: .note}\n", "Text {: .note}\n"),
        ("jekyll", "A {{ b }} c\n", "A c\n"),
        ("docusaurus", "Text <B /> here\n", "Text\n<B />\nhere\n"),
        ("docusaurus", '<B id="x" title="y" />\n', '<B id="z" title="y" />\n'),
        ("myst", "(a)=\nText\n", "(a)= Text\n"),
        ("myst", "A {ref}`b`\n", "A {réf}`b`\n"),
        ("hugo", "A [b](c) d\n", "A [b](e) d\n"),
        ("starlight", "- a\n- b\n", "- a - b\n"),
        ("nextra", "---\ntitle: A\n---\n", "---\ntitle: A: b\n---\n"),
        ("zola", "+++\na = 1\n+++\n", "+++\na = 2\n+++\n"),
        ("sveltekit", '<A b="{[{id: "x"}]}" />\n', '<A b="{[{id: "y"}]}" />\n'),
        ("sveltekit", "<A b={c} // d\n />\n", "<A b={c} // e\n />\n"),
        ("zola", "| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c \\| d |\n"),
    ],
)
def test_a_page_that_lost_syntax_differs(kind: str, english: str, localised: str) -> None:
    assert reader.difference(reader.read(english.encode(), kind), reader.read(localised.encode(), kind)) is not None


@pytest.mark.parametrize(
    ("kind", "english", "localised"),
    [
        ("mkdocs", '```` md title="Some words"\nx\n````\n', '```` md title="Wat woorden"\nx\n````\n'),
        ("docusaurus", "<!--\n```\n-->\n\nWords\n", "<!--\n```\n-->\n\nWoorden\n"),
        (
            "docusaurus",
            "````mdx-code-block\n<A b={[{label: 'Words'}]}>\n\n```js\nx\n```\n\n</A>\n````\n\nWords\n",
            "````mdx-code-block\n<A b={[{label: 'Woorden'}]}>\n\n```js\nx\n```\n\n</A>\n````\n\nWoorden\n",
        ),
        ("docusaurus", "Some words\nexport others\n", "Wat woorden exporteren andere\n"),
        ("jekyll", "<div>\n\n    Words\n\n</div>\n", "<div>\n\n    Woorden\n\n</div>\n"),
        ("hugo", "- <table><tr><td>\n  - `a` words\n", "- <table><tr><td>\n  - `b` woorden\n"),
        ("mdbook", "> [!EDITION-2024]\n> Words\n", "> [!EDITION-2024]\n> Woorden\n"),
        ("mdbook", "r[a.b]\nWords\n", "r[a.b]\nWoorden\n"),
        ("mdbook", "- [`a](b) words\n- `c` words\n", "- [`a](b) woorden\n- `c` woorden\n"),
        ("mdbook", "See [`a` b]: words\n\n[`a` b]: c\n", "Zie [`a` d][`a` b]: woorden\n\n[`a` b]: c\n"),
        ("starlight", '<a href="b"\n  >words</a\n>\n', '<a href="b"\n>woorden</a>\n'),
        ("myst", ":::{versionadded} 1.0 Some words\n:::\n", ":::{versionadded} 1.0 Wat woorden\n:::\n"),
        ("sveltekit", '<A b="{[{text: "Words"}]}" c />\n', '<A b="{[{text: "Woorden"}]}" c />\n'),
        ("sveltekit", "<A b={c} // it's\n title='Words' />\n", "<A b={c} // it's\n title='Woorden' />\n"),
        ("vitepress", "| a | `` |\n|---|---|\n| b | `` |\n", "| c | `` |\n|---|---|\n| d | `` |\n"),
        ("learn", '- :::no-loc text="a"::: words\n', '- :::no-loc text="a"::: woorden\n'),
        ("starlight .md", '```sh title="Some words"\n```\n', '```sh title="Wat woorden"\n```\n'),
        (
            "learn",
            ":::column:::\n\n      Words\n:::column-end:::\n",
            ":::column:::\n\n      Woorden\n:::column-end:::\n",
        ),
        ("learn", "| http://a.b|words |\n|-|-|\n", "| http://a.b|woorden |\n|-|-|\n"),
        ("jekyll", "```\n{% raw %}\n{% endraw %}```\n\nWords\n", "```\n{% raw %}\n{% endraw %}```\n\nWoorden\n"),
        ("jekyll", "## A **word**{:.b}\n", "## Een **woord**{:.b}\n"),
        ("jekyll", "<form>\n\n\t\tWords\n</form>\n", "<form>\n\n\t\tWoorden\n</form>\n"),
        ("myst", "<div>\n-----\nWords\n</div>\n", "<div>\n----- Woorden\n</div>\n"),
        ("myst", "```{toggle}\nWords\n```\n", "```{toggle}\nWoorden\n```\n"),
        ("myst", "```{exercise-start} Words\n:label: a\n```\n", "```{exercise-start} Woorden\n:label: a\n```\n"),
        ("myst", "Of $\\{$some, words$\\}$ here\n", "Van $\\{$wat, woorden$\\}$ hier\n"),
        ("myst", "Words $1 -\n\\frac{1}{2}$ here\n", "Woorden $1 - \\frac{1}{2}$ hier\n"),
        ("mkdocs", "-\n    Words\n\n    Words\n", "-\n    Woorden\n\n    Woorden\n"),
        ("myst", "Header\n^^^\nWords\n", "Kop\n^^^\nWoorden\n"),
        ("hugo", '{{< tabpane >}}\n{{< tab header="Words" >}}', '{{< tabpane >}}\n{{< tab header="Woorden" >}}'),
    ],
)
def test_what_is_words_in_a_dialect_may_change(kind: str, english: str, localised: str) -> None:
    assert reader.difference(reader.read(english.encode(), kind), reader.read(localised.encode(), kind)) is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_page_with_other_words_does_not_differ(kind: str) -> None:
    page = PAGES.get(kind, PAGES["mkdocs"])[0]
    words = page.replace("Words", "Wóórden").replace("title", "tïtel") if kind not in {"hugo", "docusaurus"} else page
    words = words.replace("Text", "Tékst\nmeer").replace("Body", "Tékst, en meer")
    assert reader.difference(reader.read(page.encode(), kind), reader.read(words.encode(), kind)) is None


@pytest.mark.parametrize(
    ("kind", "page", "message", "expected"),
    [
        ("mkdocs", '!!! note "A title"\n', '!!! note "A title"', "admonition"),
        ("mkdocs", '!!! note "A title"\n', "A title", ""),
        ("mkdocs", "Press ++ctrl++ now\n", "Press ++ctrl++ now", ""),
        ("mkdocs", "Look: :smile:\n\n:smile:\n", ":smile:\n", "nothing but syntax: icon"),
        ("jekyll", "Text\n{: .note}\n", "Text\n{: .note}", "attribute list"),
        ("nextra", "## Title {/*id*/}\n", "Title {/*id*/}", "heading"),
        ("nextra", "<Note>Some words</Note>\n", "<Note>Some words</Note>", "one tag around it"),
        ("nextra", "Some <b>words</b>\n", "Some <b>words</b>", ""),
        ("hugo", "| a | b |\n|---|---|\n", "a | b", "table row"),
        ("jekyll", "<em>\n  Some words\n</em>\n", "<em>\n  Some words\n</em>", ""),
        ("hugo", "<em>\n  Some words\n</em>\n", "<em>\n  Some words\n</em>", "tag"),
    ],
)
def test_only_syntax_that_belongs_into_a_sentence_may_be_in_a_message(
    kind: str, page: str, message: str, expected: str
) -> None:
    start = page.rindex(message)
    assert expected == reader.in_message(reader.read(page.encode(), kind), start, start + len(message))


def test_code_in_quotes_is_no_words() -> None:
    lines = reader.read(b'<A title="{new Date()}" b="{[{id: "some"}]}" />\n', "sveltekit")
    assert list(reader.missing(lines, [])) == []


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        *((kind, "| :white_check_mark: |\n|-|\n") for kind in ("commonmark", "docusaurus", "jekyll", "learn")),
        ("hugo", "\\[\n\\frac{words}{more} [words]\n\\]\n"),
        ("myst", "`a`\n: % A comment\n\n[^1]: % Another\n"),
        ("mkdocs", "`a`\n:   !!! note\n\n        `b`\n\n## `c` { data-search }\n"),
        ("jekyll", "* Table of contents\n{:toc}\n\n1. Contents\n{: toc }\n"),
    ],
)
def test_icons_formulas_comments_and_names_are_no_words(kind: str, page: str) -> None:
    assert list(reader.missing(reader.read(page.encode(), kind), [])) == []


def test_a_fence_in_a_quote_closes_no_code_outside_it() -> None:
    lines = reader.read(b"```md\n> ```\nNo words.\n> ```\n# No heading\n```\n", "commonmark")
    assert list(reader.missing(lines, [])) == []


def test_words_that_stay_are_no_words() -> None:
    lines = reader.read(b'> :::no-loc text="These words":::\n', "learn")
    assert list(reader.missing(lines, [])) == []


def test_the_words_in_no_message_are_told_by_construct() -> None:
    page = (
        b'---\ntitle: Unseen\n---\n\n!!! note "Seen title"\n\n    Body `code` and [link](target).\n\n<!-- comment -->\n'
    )
    lines = reader.read(page, "mkdocs")
    start = page.index(b"Body")
    expected = [
        ("admonition", "Seen"),
        ("admonition", "title"),
        ("body of: admonition", "and"),
        ("body of: admonition", "link"),
    ]
    assert expected == [(construct, word) for construct, _, word in reader.missing(lines, [(start, start + 4)])]
