"""Keywords are guarded: a translation cannot change the name, the path or the code of any syntax."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from helpers.assembling import assembled, read
from helpers.placing import message

from i18n_pipeline import plugins
from i18n_pipeline.markdown.constructs import (
    Construct,
    abbreviations,
    admonitions,
    attributes,
    blocks,
    cmark_gfm,
    comments_as_terms,
    containers,
    cross_references,
    docfx,
    footnotes,
    goldmark,
    jsx,
    kramdown,
    lone_marks,
    markdown_in_html,
    math,
    myst,
    myst_directives,
    pulldown_cmark,
    pymdown,
    svelte,
    template_tags,
    tilde_definitions,
    vue,
)
from i18n_pipeline.profiles import nextra
from i18n_pipeline.project.settings_tables import kind_of_site


@dataclass(frozen=True, slots=True)
class Row:
    """A page with a construct, a translation that changes it or says another one, and what becomes of it."""

    construct: Construct
    kind: str
    page: str
    text: str
    result: str

    def __str__(self) -> str:
        """The name in pytest's output."""
        return f"{self.kind}: {self.construct.name}"


REFUSED = (
    Row(
        cmark_gfm.SOURCE_BLOCK,
        "commonmark",
        "Words <source> here\n",
        "<source> Woorden",
        "in it the tag <source> begins a block of HTML, unlike in the English text",
    ),
    Row(
        template_tags.TEMPLATE_TAG,
        "commonmark",
        "Words {{ name }} here\n",
        "Woorden {{ naam }} hier",
        "it changes the placeholder {{ name }} to the placeholder {{ naam }}",
    ),
    Row(
        containers.TEXT_DIRECTIVE,
        "docusaurus",
        "Press :kbd[words]{.a} now\n",
        "Druk :toets[woorden]{.a} nu",
        "it changes the placeholder :kbd to the placeholder :toets",
    ),
    Row(
        math.MATH,
        "docusaurus",
        "Words $a_1$ here\n",
        "Woorden $b_1$ hier",
        "it changes the placeholder $a_1$ to the placeholder $b_1$",
    ),
    Row(
        math.MATH_OF_MARKDIG,
        "learn",
        "Words $a_1$ here\n",
        "Woorden $b_1$ hier",
        "it changes the placeholder $a_1$ to the placeholder $b_1$",
    ),
    Row(
        jsx.ELEMENT,
        "docusaurus",
        'Words <Badge text="x" color={red} /> here\n',
        'Woorden <Penning text="x" color={red} /> hier',
        'it changes the HTML tag <Badge text="" color={red} /> to the HTML tag <Penning text="" color={red} />',
    ),
    Row(
        nextra.COMPONENT,
        "nextra",
        "Words <Tabs items={['x']} color={red} /> here\n",
        "Woorden <Tabs items={['y']} color={blue} /> hier",
        "it changes the HTML tag <Tabs items={['']} color={red} /> to the HTML tag <Tabs items={['']} color={blue} />",
    ),
    Row(
        svelte.SVELTE_BLOCK,
        "sveltekit",
        "Words {@html name} here\n",
        "Woorden {@html naam} hier",
        "it changes the placeholder {@html name} to the placeholder {@html naam}",
    ),
    Row(
        template_tags.VUE_EXPRESSION,
        "vitepress",
        "Words {{ name }} here\n",
        "Woorden {{ naam }} hier",
        "it changes the placeholder {{ name }} to the placeholder {{ naam }}",
    ),
    Row(
        vue.VUE_TAG,
        "vitepress",
        'Words <Badge :type="a" /> here\n',
        'Woorden <Penning :type="a" /> hier',
        "it changes the HTML tag <badge :type=a> to the HTML tag <penning :type=a>",
    ),
    Row(
        lone_marks.MARKUP_ATTRIBUTES,
        "vitepress",
        "Words `code`{.a} here\n",
        "Woorden `code`{.b} hier",
        "it changes the placeholder {.a} to the placeholder {.b}",
    ),
    Row(
        lone_marks.ATTRIBUTE_LINE,
        "hugo",
        "Words `code`{.a} here\n",
        "Woorden `code`{.b} hier",
        "it changes the placeholder {.a} to the placeholder {.b}",
    ),
    Row(
        pymdown.PICTURE,
        "mkdocs",
        "Words :tada: here\n",
        "Woorden :hoera: hier",
        "it changes the placeholder :tada: to the placeholder :hoera:",
    ),
    Row(
        pymdown.ICON,
        "vitepress",
        "Words :tada: here\n",
        "Woorden :hoera: hier",
        "it changes the placeholder :tada: to the placeholder :hoera:",
    ),
    Row(
        markdown_in_html.MARKDOWN_IN_HTML_OF_KRAMDOWN,
        "jekyll",
        '<div class="a" markdown="1">\nWords\n</div>\n',
        '<div markdown="1">Woorden</div>',
        "it would make the HTML tag",
    ),
    Row(
        markdown_in_html.MARKDOWN_IN_HTML,
        "mkdocs",
        '<div class="a" markdown>\n\nWords\n\n</div>\n',
        "<div markdown>Woorden</div>",
        "it would make the HTML tag",
    ),
    Row(
        template_tags.JINJA_TAG,
        "mkdocs",
        "Words {{ name }} here\n",
        "Woorden {{ naam }} hier",
        "it changes the placeholder {{ name }} to the placeholder {{ naam }}",
    ),
    Row(
        template_tags.TERA_TAG,
        "zola",
        "Words {{ name }} here\n",
        "Woorden {{ naam }} hier",
        "it changes the placeholder {{ name }} to the placeholder {{ naam }}",
    ),
    Row(
        math.BRACKETED_MATH,
        "mkdocs",
        "Words \\(a_1\\) here\n",
        "Woorden \\(b_1\\) hier",
        "it changes the placeholder \\(a_1\\) to the placeholder \\(b_1\\)",
    ),
    Row(
        pymdown.CRITIC,
        "mkdocs",
        "Words {>>why<<} here\n",
        "Woorden {>>waarom<<} hier",
        "it changes the placeholder {>>why<<} to the placeholder {>>waarom<<}",
    ),
    Row(
        pymdown.KEYS,
        "mkdocs",
        "Press words ++ctrl+c++ now\n",
        "Druk ++control+c++ nu",
        "it leaves out the placeholder ++ctrl+c++",
    ),
    Row(
        comments_as_terms.COMMENT_AS_TERM,
        "mkdocs",
        "<!-- md:option x -->\n\n:   Words\n",
        "<!-- md:optie x --> Woorden",
        "it adds the comment <!-- md:optie x -->",
    ),
    Row(
        cross_references.DEFINITION_IN_PARAGRAPH,
        "mkdocs",
        "Words\n[label]: target.md\n",
        "[label]: doel.md",
        "it would lose the link definition [label]: target.md",
    ),
    Row(
        cross_references.CROSS_REFERENCE,
        "mkdocs",
        "See [words][a.B] now\n",
        "Zie [woorden][a.C] nu",
        "it changes the placeholder a.B to the placeholder a.C",
    ),
    Row(
        template_tags.HUGO_SHORTCODE,
        "hugo",
        'Words {{< ref "a.md" >}} here\n',
        'Woorden {{< verwijzing "a.md" >}} hier',
        'it changes the placeholder {{< ref "a.md" >}} to the placeholder {{< verwijzing "a.md" >}}',
    ),
    Row(
        template_tags.LIQUID_TAG,
        "jekyll",
        "Words {% link a.md %} here\n",
        "Woorden {% verwijzing a.md %} hier",
        "it changes the placeholder {% link a.md %} to the placeholder {% verwijzing a.md %}",
    ),
    Row(
        kramdown.EXTENSION,
        "jekyll",
        "Words {::nomarkdown}x{:/} here\n",
        "Woorden {::geenmarkdown}x{:/} hier",
        "it changes the placeholder {::nomarkdown}x{:/} to the placeholder {:/}",
    ),
    Row(
        math.KRAMDOWN_MATH,
        "jekyll",
        "Words $$a_1$$ here\n",
        "Woorden $$b_1$$ hier",
        "it changes the placeholder $$a_1$$ to the placeholder $$b_1$$",
    ),
    Row(
        docfx.TRIPLE_COLON,
        "learn",
        'Words :::no-loc text="a"::: here\n',
        'Woorden :::geen-loc text="a"::: hier',
        'it changes the placeholder :::no-loc text="a"::: to the placeholder :::geen-loc text="":::',
    ),
    Row(
        docfx.INCLUDED,
        "learn",
        "Words [!INCLUDE [a](b.md)] here\n",
        "Woorden [!INVOEGEN [a](b.md)] hier",
        "it changes the placeholder [!INCLUDE [a](b.md)] to the placeholder [!INVOEGEN [a](b.md)]",
    ),
    Row(
        docfx.CROSS_REFERENCE,
        "learn",
        "Words @System.String here\n",
        "Woorden @Systeem.String hier",
        "it changes the placeholder @System.String to the placeholder @Systeem.String",
    ),
    Row(
        lone_marks.BOOK_INCLUDE,
        "mdbook",
        "Words {{#include a.rs}} here\n",
        "Woorden {{#include b.rs}} hier",
        "it changes the placeholder {{#include a.rs}} to the placeholder {{#include b.rs}}",
    ),
    Row(
        math.MATHJAX,
        "mdbook",
        "Words \\\\(a_1\\\\) here\n",
        "Woorden \\\\(b_1\\\\) hier",
        "it changes the placeholder \\\\(a_1\\\\) to the placeholder \\\\(b_1\\\\)",
    ),
    Row(
        myst.ROLE,
        "myst",
        "Words {ref}`a` here\n",
        "Woorden {verwijzing}`a` hier",
        "it changes the placeholder {ref}`a` to the placeholder {verwijzing}`a`",
    ),
    Row(
        myst.SUBSTITUTION,
        "myst",
        "Words {{ name }} here\n",
        "Woorden {{ naam }} hier",
        "it changes the placeholder {{ name }} to the placeholder {{ naam }}",
    ),
    Row(
        math.LABELLED_MATH,
        "myst",
        "Words $a_1$ here\n",
        "Woorden $b_1$ hier",
        "it changes the placeholder $a_1$ to the placeholder $b_1$",
    ),
    Row(
        myst.SPAN,
        "myst",
        "[Words]{.a} here\n",
        "[Woorden]{.b} hier",
        "it changes the placeholder {.a} to the placeholder {.b}",
    ),
    Row(
        myst.LISTED,
        "myst",
        "Words `code`{.a} here\n",
        "Woorden `code`{.b} hier",
        "it changes the placeholder {.a} to the placeholder {.b}",
    ),
)
"""What stands in a message, where the translation has another keyword, and the refusal that names it."""
KEPT = (
    Row(
        containers.CONTAINER,
        "commonmark",
        ":::note\n\nWords\n\n:::\n",
        ":::opmerking",
        ":::note\n\n&#58;::opmerking\n\n:::\n",
    ),
    Row(math.DISPLAY_MATH, "commonmark", "$$\nx\n$$\n\nWords\n", "$$ x $$", "$$\nx\n$$\n\n&#36;$ x $$\n"),
    Row(
        jsx.SCRIPT_BLOCK,
        "docusaurus",
        "import A from 'a';\n\nWords\n",
        "import B from 'b'",
        "import A from 'a';\n\n&#105;mport B from 'b'\n",
    ),
    Row(
        containers.ADMONITION_DIRECTIVE,
        "docusaurus",
        ':::note{title="Words"}\n\n1\n\n:::\n',
        'Woorden" .x}',
        ':::note{title="Woorden&quot; .x}"}\n\n1\n\n:::\n',
    ),
    Row(
        containers.LABELLED_CONTAINER,
        "starlight",
        ":::note[Words]\n\n1\n\n:::\n",
        "Woorden]{.x}",
        ":::note[Woorden&#93;&#123;.x}]\n\n1\n\n:::\n",
    ),
    Row(
        containers.LEAF_DIRECTIVE,
        "docusaurus",
        "::video[Words]{#a}\n",
        "Woorden]{#b}",
        "::video[Woorden&#93;&#123;#b}]{#a}\n",
    ),
    Row(
        lone_marks.SOURCE_FILE,
        "vitepress",
        "<<< @/a.js\n\nWords\n",
        "<<< @/b.js",
        "<<< @/a.js\n\n&#60;&#60;< @/b&#46;js\n",
    ),
    Row(lone_marks.CONTENTS, "vitepress", "[[toc]]\n\nWords\n", "[[toc]]", "[[toc]]\n\n&#91;&#91;toc]]\n"),
    Row(math.FORMULA, "vitepress", "$$\nx\n$$\n\nWords\n", "Woorden $$x$$", "$$\nx\n$$\n\nWoorden &#36;&#36;x&#36;$\n"),
    Row(attributes.BLOCK_ATTRIBUTES, "vitepress", "Words {.a}\n", "Woorden {.b}", "Woorden &#123;.b} {.a}\n"),
    Row(admonitions.ADMONITION, "mkdocs", "!!! note\n    Words\n", "!!! opmerking", "!!! note\n    \\!!! opmerking\n"),
    Row(admonitions.TAB, "mkdocs", '=== "Words"\n    1\n', 'Woorden" x', '=== "Woorden&quot; x"\n    1\n'),
    Row(blocks.BLOCK, "mkdocs", "/// note | Words\n1\n///\n", "Woorden ///", "/// note | Woorden ///\n1\n///\n"),
    Row(
        blocks.OBJECT_REFERENCE,
        "mkdocs",
        "::: package.module\n\nWords\n",
        "::: pakket.module",
        "::: package.module\n\n&#58;:: pakket.module\n",
    ),
    Row(
        lone_marks.SNIPPET,
        "mkdocs",
        '--8<-- "a.md"\n\nWords\n',
        '--8<-- "b.md"',
        '--8<-- "a.md"\n\n\\--8<-- "b&#46;md"\n',
    ),
    Row(
        lone_marks.INCLUDED_CODE,
        "mkdocs",
        "{* a.py *}\n\nWords\n",
        "{* b.py *}",
        "{* a.py *}\n\n&#123;* b&#46;py *}\n",
    ),
    Row(
        abbreviations.ABBREVIATION,
        "mkdocs",
        "12.\n\n*[HTML]: Words\n",
        "*[XML]: Woorden",
        "12.\n\n*[HTML]: &#42;[XML]: Woorden\n",
    ),
    Row(pymdown.MARK, "mkdocs", "Words here\n", "==Woorden== hier", "&#61;&#61;Woorden&#61;&#61; hier\n"),
    Row(
        lone_marks.PYTHON_ATTRIBUTES,
        "mkdocs",
        "[Words](a.md){ .a } here\n",
        "[Woorden][1]{ .b } hier",
        "[Woorden](a.md){ .a }&#123; .b } hier\n",
    ),
    Row(goldmark.BLOCK_ATTRIBUTES, "hugo", "Words\n", "{.a} Woorden", "\\{.a} Woorden\n"),
    *(
        Row(goldmark.BLOCK_ATTRIBUTES, "hugo", "Words\n", f"{sign} Woorden", f"\\{sign} Woorden\n")
        for sign in ("{}", "{ }", "{#}", "{.}", "{_=1}")
    ),
    Row(goldmark.PASSTHROUGH, "hugo", "Words\n", "Woorden \\[x\\]", "Woorden &#91;x\\]\n"),
    Row(goldmark.PASSTHROUGH, "hugo", "Words\n", "Woorden $$x$$", "Woorden &#36;$x&#36;$\n"),
    Row(goldmark.MAIL_ADDRESS, "hugo", "Words\n", "Woorden C#@b.c", "Woorden C#&#64;b.c\n"),
    Row(math.OF_GITHUB, "commonmark", "Words\n", "Woorden $x$", "Woorden &#36;x$\n"),
    Row(
        footnotes.CODE_BELOW_NOTE,
        "commonmark",
        "> [^a]: 12\n>\n>     code\n>\n> Words\n",
        "    code",
        "> [^a]: 12\n>\n>     code\n>\n> code\n",
    ),
    Row(docfx.OPEN_BRACKET, "learn", "| Words |\n|--|\n", "[a] [woorden", "| [a] &#91;woorden |\n|--|\n"),
    Row(docfx.GLUED_BRACKETS, "learn", "| Words |\n|--|\n", "[a [b]][woorden]", "| &#91;a [b]]&#91;woorden] |\n|--|\n"),
    Row(docfx.RULE_IN_LIST, "learn", "- 1\n\n  ---\n\n  Words\n", "***", "- 1\n\n  ---\n\n  \\***\n"),
    Row(docfx.TELEPHONE, "learn", "Words\n", "Bel tel:112", "Bel tel&#58;112\n"),
    Row(pymdown.NO_REFERENCE, "mkdocs", "Words\n", "Woorden &#x", "Woorden &#38;#x\n"),
    Row(
        kramdown.ATTRIBUTES,
        "jekyll",
        "Words\n{: .note }\n\n1\n",
        "Woorden {: .opmerking }",
        "Woorden &#123;: .opmerking }\n{: .note }\n\n1\n",
    ),
    Row(
        kramdown.LAST_ATTRIBUTES,
        "jekyll",
        "* Words\n{: .note }\n\n  1\n",
        "Woorden\n{: .opmerking }",
        "* Woorden &#123;: .opmerking }\n{: .note }\n\n  1\n",
    ),
    Row(kramdown.CONTENTS, "jekyll", "Words\n", "* Woorden\n{:toc}", "\\* Woorden &#123;:toc}\n"),
    Row(kramdown.END_OF_BLOCK, "jekyll", "Words\n", "^", "&#94;\n"),
    Row(kramdown.DEFINITION, "jekyll", "Words\n", "[woorden]: hier en daar", "\\[woorden]: hier en daar\n"),
    Row(kramdown.TAG, "jekyll", "Words\n", "<é woorden>", "&#60;é woorden>\n"),
    Row(
        docfx.TAB_HEADING,
        "learn",
        "# [Words](#tab/a)\n\n1\n",
        "Woorden](#tab/b)",
        "# [Woorden&#93;&#40;#tab/b)](#tab/a)\n\n1\n",
    ),
    Row(docfx.UNDERLINE, "learn", "Words\n", "->", "\\->\n"),
    Row(lone_marks.DEFINITION, "mdbook", "Words\n", ": woorden", "&#58; woorden\n"),
    Row(lone_marks.RULE, "mdbook", "r[a.b]\nWords\n", "r[c.d]", "r[a.b]\n&#114;[c.d]\n"),
    Row(pulldown_cmark.DEFINITION, "zola", "Words\n", ":woorden", "&#58;woorden\n"),
    Row(
        myst_directives.DIRECTIVES,
        "myst",
        ":::{note}\nWords\n:::\n",
        ":::{opmerking}",
        ":::{note}\n&#58;::&#123;opmerking}\n:::\n",
    ),
    Row(containers.TITLED_CONTAINER, "vitepress", "::: tip Words\n1\n:::\n", "A {#b}", "::: tip A &#123;#b}\n1\n:::\n"),
    Row(containers.TITLED_CONTAINER, "vitepress", "> - Words\n", "[!note] woorden", "> - &#91;!note] woorden\n"),
    Row(kramdown.TICK, "jekyll", "Words\n", "een ` b", "een &#96; b\n"),
    Row(myst.TARGET, "myst", "(a)=\n# Words\n", "(b)=", "(a)=\n# (b)&#61;\n"),
    Row(myst.LINE_COMMENT, "myst", "% comment\n\nWords\n", "% opmerking", "% comment\n\n&#37; opmerking\n"),
    Row(myst.BLOCK_BREAK, "myst", "+++\n\nWords\n", "+++", "+++\n\n\\+++\n"),
    Row(myst.HEADER_BREAK, "myst", "^^^\n\nWords\n", "^^^", "^^^\n\n&#94;^^\n"),
    Row(tilde_definitions.TILDE_DEFINITION, "myst", "12\n~ Words\n", "~ woorden", "12\n~ &#126; woorden\n"),
    Row(myst.FIELD, "myst", ":param a: Words\n", ":parameter b: Woorden", ":param a: &#58;parameter b: Woorden\n"),
    Row(
        math.LATEX,
        "myst",
        "\\begin{equation}\nx\n\\end{equation}\n\nWords\n",
        "\\begin{vergelijking}",
        "\\begin{equation}\nx\n\\end{equation}\n\n\\begin&#123;vergelijking}\n",
    ),
)
"""What stands in no message, where the translation says such a keyword, and the localised page: it shows signs."""


def test_every_construct_of_every_kind_of_site_has_a_row() -> None:
    kinds = [kind_of_site(name) for name in plugins.names("profiles")]
    dialects = [dialect for kind in kinds for dialect in (kind.dialect, *(other for _, other in kind.others))]
    rows = {row.construct for row in (*REFUSED, *KEPT)}
    missing = [(one.name, two.name) for one in dialects for two in one.constructs if two not in rows]

    assert missing == []
    assert all(row.construct in kind_of_site(row.kind).dialect.constructs for row in (*REFUSED, *KEPT))


@pytest.mark.parametrize("row", REFUSED, ids=str)
def test_another_keyword_is_refused_by_name(row: Row) -> None:
    dialect = kind_of_site(row.kind).dialect
    made = assembled(read(row.page, dialect), {message(row.page, dialect): row.text})

    assert [refusal.text for refusal in made.refusals] == [row.result]
    assert made.data.decode() == row.page


@pytest.mark.parametrize("row", KEPT, ids=str)
def test_a_keyword_that_a_translation_says_is_shown_as_signs(row: Row) -> None:
    dialect = kind_of_site(row.kind).dialect
    made = assembled(read(row.page, dialect), {message(row.page, dialect): row.text})

    assert made.refusals == ()
    assert made.data.decode() == row.result


@pytest.mark.parametrize("row", [*REFUSED, *KEPT], ids=str)
def test_the_same_words_with_every_keyword_as_it_is_are_published(row: Row) -> None:
    dialect = kind_of_site(row.kind).dialect
    english = message(row.page, dialect)
    said = english.replace("ords", "óórden")
    made = assembled(read(row.page, dialect), {english: said})

    assert made.refusals == ()
    assert made.data.decode() == row.page.replace("ords", "óórden")
