"""A heading answers to its English id in the form that each kind of site reads: all ids of a page or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.assembling import PIN, assembled, msgids, read
from helpers.projects import project, run, translate
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.slugs.docutils import MYST
from i18n_pipeline.project.settings_tables import kind_of_site

PAGE = "# One\n\n## Two\n"
TEXTS = {"One": "Een", "Two": "Twee", "1 apple": "1 appel", "A `b_`": "Een `b_`", "Term": "Begrip"}
BRACES = "# Een {#one}\n\n## Twee {#two}\n"
WRITTEN = {
    ("commonmark", ".md"): '# <a id="one"></a>Een\n\n## <a id="two"></a>Twee\n',
    ("docusaurus", ".md"): BRACES,
    ("docusaurus", ".mdx"): BRACES,
    ("eleventy", ".md"): '# <a id="one"></a>Een\n\n## <a id="two"></a>Twee\n',
    ("hugo", ".md"): BRACES,
    ("jekyll", ".md"): '# Een\n{: id="one"}\n\n## Twee\n{: id="two"}\n',
    ("learn", ".md"): '# <a id="one"></a>Een\n\n## <a id="two"></a>Twee\n',
    ("mdbook", ".md"): BRACES,
    ("mkdocs", ".md"): "# Een { #one }\n\n## Twee { #two }\n",
    ("myst", ".md"): "(one)=\n# Een\n\n(two)=\n## Twee\n",
    ("nextra", ".mdx"): "# Een\n\n## Twee [#two]\n",
    ("starlight", ".md"): '# <span id="one"></span>Een\n\n## <span id="two"></span>Twee\n',
    ("starlight", ".mdx"): '# <span id="one"></span>Een\n\n## <span id="two"></span>Twee\n',
    ("sveltekit", ".md"): '# <span id="one"></span>Een\n\n## <span id="two"></span>Twee\n',
    ("vitepress", ".md"): BRACES,
    ("zola", ".md"): BRACES,
}
"""What becomes of `PAGE`, by profile and by the end of the page's name."""
BESIDES = [kind for kind, page in WRITTEN.items() if "<" in page or ")=" in page]
"""Kinds of site whose headings answer to their own words in any case."""


def dialect(kind: tuple[str, str]) -> Dialect:
    return kind_of_site(kind[0]).dialect_of(f"a{kind[1]}")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", WRITTEN)
def test_ids_are_written_as_the_site_reads_them(kind: tuple[str, str], newline: str) -> None:
    made = assembled(read(PAGE.replace("\n", newline), dialect(kind)), TEXTS, PIN)

    assert made.data.decode() == WRITTEN[kind].replace("\n", newline)
    assert (made.refusals, made.pinned) == ((), True)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", WRITTEN)
def test_a_page_with_its_ids_is_read_as_the_page_without_them_and_gets_no_more(
    kind: tuple[str, str], newline: str
) -> None:
    page = "> # One\n\nTwo\n---\n\n- # Three\n\n  Words.\n- ## Four ##\n\nFive *and*\nsix\n===\n\n1. > #### One\n"
    english = read(page.replace("\n", newline), dialect(kind))
    texts = {msgid: f"NL {msgid}" for msgid in msgids(page, dialect(kind))}
    made = assembled(english, texts, PIN)
    once = read(made.data, dialect(kind))

    assert (made.refusals, made.pinned) == ((), True)
    assert [s.msgid for s in once.segments] == [texts[s.msgid] for s in english.segments]
    assert [wanted for _, wanted in anchors.given(english.outline)] == [
        next(filter(None, (wanted if wanted in heading.other_ids else None, heading.explicit, own)), None)
        for (heading, own), (_, wanted) in zip(anchors.given(once.outline), anchors.given(english.outline), strict=True)
    ]
    assert assembled(once, {}, PIN).data == made.data


GLUED = [kind for kind in WRITTEN if kind[0] in {"docusaurus", "eleventy", "hugo", "mdbook", "vitepress", "zola"}]
"""Kinds of site that read `{#id}` without a blank before it."""


@pytest.mark.parametrize("kind", WRITTEN)
def test_an_id_behind_words_without_a_blank_is_one_where_the_site_reads_it(kind: tuple[str, str]) -> None:
    texts = ["Een \\", "Een{#x}", "**Een**", "Een {#x}"]
    of_page = "## One{#own}\n\nTwo{#two-b}\n---\n\n## Three\\{#no}\n\n## Four{#no} ##\n"
    english = read(of_page, dialect(kind))
    made = [assembled(english, {"One": text, "Two": text}) for text in texts]

    assert msgids(of_page, dialect(kind))[:2] == (["One", "Two"] if kind in GLUED else ["One{#own}", "Two{#two-b}"])
    assert "Four{#no}" in msgids(of_page, dialect(kind))
    assert all(one.data.count(b"{#own}\n") == one.data.count(b"{#two-b}\n---") == 1 for one in made)


@pytest.mark.parametrize("kind", BESIDES)
def test_a_heading_that_answers_to_its_english_id_by_its_own_words_gets_no_second_one(kind: tuple[str, str]) -> None:
    english = read("# One\n\n## Two\n\n## Three\n", dialect(kind))

    assert assembled(english, {}, PIN).data == english.outline.source
    made = assembled(english, {"Two": "Twee", "Three": "Three!"}, PIN).data.decode()
    assert made.startswith("# One\n\n")
    assert made.endswith("\n\n## Three!\n")
    assert "two" in made


@pytest.mark.parametrize(
    ("kind", "english", "localised"),
    [
        (("jekyll", ".md"), "## 1 apple\n", '## 1 appel\n{: id="1-apple"}\n'),
        (("jekyll", ".md"), "# One\n{: .big}\n", '# Een\n{: id="one"}\n{: .big}\n'),
        (("jekyll", ".md"), "# One\n{: #uno .big}\n", "# Een\n{: #uno .big}\n"),
        (("jekyll", ".md"), "# One\n{: .big}\n{: #uno}\n", "# Een\n{: .big}\n{: #uno}\n"),
        (("jekyll", ".md"), '# One\n{: id="uno"}\n\nTwo\n', '# Een\n{: id="uno"}\n\nTwee\n'),
        (("jekyll", ".md"), "One\n===\n{: #uno}\n", "Een\n===\n{: #uno}\n"),
        (("jekyll", ".md"), "One\n===\n", 'Een\n===\n{: id="one"}\n'),
        (("jekyll", ".md"), "# One", '# Een\n{: id="one"}'),
        (("jekyll", ".md"), "# One {#uno}\n", "# Een {#uno}\n"),
        (("myst", ".md"), "(uno)=\n# One\n", "(uno)=\n(one)=\n# Een\n"),
        (("myst", ".md"), "(uno)=\n\n# One\n", "(uno)=\n\n(one)=\n# Een\n"),
        (("myst", ".md"), "(one)=\n# One\n", "(one)=\n# Een\n"),
        (("myst", ".md"), "# !!!\n\n## One\n", "# !!!\n\n(one)=\n## Een\n"),
        (("myst", ".md"), "One\n===\n", "(one)=\nEen\n===\n"),
        (("docusaurus", ".md"), "## A `b_`\n", "## Een `b_` {#a-b\\_}\n"),
        (
            ("docusaurus", ".mdx"),
            "## A `b_`\n\n# One {/* #uno */}\n",
            "## Een `b_` {/* #a-b_ */}\n\n# Een {/* #uno */}\n",
        ),
        (("docusaurus", ".md"), "One\n===\n", "Een \\{#one}\n===\n"),
        (("docusaurus", ".mdx"), "> # One\n\n- ## Two\n", "> # Een \\{#one}\n\n- ## Twee \\{#two}\n"),
        (("docusaurus", ".mdx"), "- ## Two \\{#dos}\n", "- ## Twee \\{#dos}\n"),
        (("docusaurus", ".md"), "# One {#uno uno}\n", "# Een {#uno uno}\n"),
        (("docusaurus", ".mdx"), "# One {#uno}\n\n## Two {/* #dos */}\n", "# Een {#uno}\n\n## Twee {/* #dos */}\n"),
        (("mkdocs", ".md"), "## A `b_`\n", "## Een `b_` { #a-b\\_ }\n"),
        (("mkdocs", ".md"), "# One { #uno }\n", "# Een { #uno }\n"),
        (("mkdocs", ".md"), '# One {id="uno"}\n', '# Een {id="uno"}\n'),
        (("mkdocs", ".md"), "# One { .big }\n", "# Een { #one .big }\n"),
        (("mkdocs", ".md"), "# One {.big}\n", "# Een { #one .big}\n"),
        (("mkdocs", ".md"), "# One {: .big}\n", "# Een {: #one .big}\n"),
        (("mkdocs", ".md"), "# One {:.big}\n", "# Een {:#one .big}\n"),
        (("nextra", ".mdx"), "## A `b_`\n", "## Een `b_` [#a-b\\_]\n"),
        (("hugo", ".md"), '# One {id="uno"}\n', '# Een {id="uno"}\n'),
        (("hugo", ".md"), "# https://example.org\n\n## Two\n", "# https://example.org\n\n## Twee {#two}\n"),
        (("mdbook", ".md"), "Term\n: Two\n\n## Term\n", "Begrip\n: Twee\n\n## Begrip {#term-1}\n"),
        (("eleventy", ".md"), '# <a id="uno"></a>One\n', '# <a id="uno"></a><a id="one"></a>Een\n'),
        (("eleventy", ".md"), "One\n===\n", 'Een<a id="one"></a>\n===\n'),
        (("commonmark", ".md"), "> - # One\n\nTwo\n---\n", '> - # <a id="one"></a>Een\n\nTwee<a id="two"></a>\n---\n'),
        (("commonmark", ".md"), "# One {#uno}\n\n> Two\n> ---\n", "# Een {#uno}\n\n> Twee {#two}\n> ---\n"),
        (("commonmark", ".md"), "# One {.big}\n", '# <a id="one"></a>Een {.big}\n'),
        (("commonmark", ".md"), "# One {.big #uno}\n\n## Two\n", '# Een {.big #uno}\n\n## <a id="two"></a>Twee\n'),
        (("commonmark", ".md"), '# <a id="uno"></a>One\n', '# <a id="uno"></a><a id="one"></a>Een\n'),
        (("zola", ".md"), "# One\n\n## 中文\n", "# Een\n\n## 中文\n"),
    ],
)
def test_ids_of_authors_stay_and_others_are_written_beside_them(
    kind: tuple[str, str], english: str, localised: str
) -> None:
    made = assembled(read(english, dialect(kind)), TEXTS, PIN)

    assert made.data.decode() == localised
    assert made.refusals == ()


def test_ids_that_docutils_would_change_stand_in_tags_of_their_own() -> None:
    myst = replace(dialect(("myst", ".md")), slugs=MYST)
    made = assembled(read("# One\n\n## 1 apple\n", myst), TEXTS, PIN)

    assert made.data.decode() == '<span id="one"></span>\n\n# Een\n\n<span id="1-apple"></span>\n\n## 1 appel\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("(own)=\n# 1 apple\n", '<span id="1-apple"></span>\n\n(own)=\n# 1 appel\n'),
        ("(own)=\n\n# 1 apple\n", '<span id="1-apple"></span>\n\n(own)=\n\n# 1 appel\n'),
        ("(a)=\n(b)=\n# 1 apple\n", '<span id="1-apple"></span>\n\n(a)=\n(b)=\n# 1 appel\n'),
        ("(own)=\n1 apple\n---\n", '<span id="1-apple"></span>\n\n(own)=\n1 appel\n---\n'),
        ("> (own)=\n> # 1 apple\n", '> <span id="1-apple"></span>\n> \n> (own)=\n> # 1 appel\n'),
    ],
)
def test_a_label_of_the_author_stays_next_to_its_heading(english: str, localised: str, newline: str) -> None:
    myst = replace(dialect(("myst", ".md")), slugs=MYST)
    page = read(english.replace("\n", newline), myst)
    made = assembled(page, TEXTS, PIN)

    assert made.data.decode() == localised.replace("\n", newline)
    assert made.refusals == ()
    again = read(made.data.decode(), myst)
    assert assembled(again, {}, PIN).data == made.data


@pytest.mark.parametrize(
    ("settings", "localised"),
    [
        ('ids = "tags"\n', '# <a id="one"></a>Een\n'),
        ('ids = "braces"\n', "# Een {#one}\n"),
        ("", '# <a id="one"></a>Een\n'),
        ('profile = "sveltekit"\n[markdown]\nids = "braces"\n', "# Een {#one}\n"),
        ('profile = "eleventy"\n[markdown]\nids = "braces"\n', "# Een { #one }\n"),
        ('profile = "docusaurus"\n[markdown]\nids = "comments"\n', "# Een {/* #one */}\n"),
        ('profile = "docusaurus"\n[markdown]\nids = "comments"\nplain_md = true\n', "# Een {#one}\n"),
        ('profile = "sveltekit"\n', '# <span id="one"></span>Een\n'),
        ('slugs = "mdit-vue"\n', '# <a id="one"></a>Een\n'),
    ],
)
def test_the_settings_can_name_the_form_of_ids_and_the_rule_for_slugs(
    tmp_path: Path, settings: str, localised: str
) -> None:
    table = settings if settings.startswith("profile") else f"[markdown]\n{settings}"
    root = project(tmp_path, {"page.md": "# One\n"}, f'locales = ["nl"]\noutput = "o/{{path}}"\n{table}')
    run(root, "update")
    translate(root, {"One": "Een"})
    run(root, "assemble")

    assert (root / "o" / "page.md").read_text(encoding="utf-8") == localised


def test_a_rule_for_slugs_that_does_not_exist_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "# One\n"}, 'locales = ["nl"]\n[markdown]\nslugs = "hugo-githb"\n')
    done = run(root, "update")

    assert done.code == 2
    assert "hugo-github" in done.err
