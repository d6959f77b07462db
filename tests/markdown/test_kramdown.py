"""Pages of Jekyll are read as kramdown reads them: what is Markdown, and what is HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from helpers import oracle, template_sites
from helpers.assembling import assembled, read
from helpers.projects import put

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.project import settings
from i18n_pipeline.project.settings_tables import kind_of_site

JEKYLL = kind_of_site("jekyll").dialect

WORD = re.compile(r"(?:<em>|\*)(w\d+)(?:</em>|\*)")
HTML = (
    "> <div>\n>\n> *w1*\n>\n> </div>\n> *w2*\n>\n> *w3*\n\n*w4*\n",
    "> *w1*\n> <p>\n> *w2*\n>\n> *w3*\n> </p>\n>\n> > <ul>\n> > <li>*w4*</li>\n> >\n> > </ul>\n> > *w5*\n",
    "1.  *w1*\n    <div>\n\n    *w2*\n    </div>\n    *w3*\n\n    - *w4*\n\n      <p>\n\n      *w5*\n      </p>\n",
    "*   - <section>\n\n      *w1*\n\n      </section>\n      *w2*\n\n    *w3*\n",
    "- > <details>\n  >\n  > *w1*\n  >\n  > </details>\n  > *w2*\n\n  *w3*\n",
    "*w1*\n:   <div>\n\n    *w2*\n\n    </div>\n    *w3*\n",
    "*w1*[^1]\n\n[^1]: *w2*\n\n    <table>\n\n    <tr><td>*w3*</td></tr>\n    </table>\n    *w4*\n",
    "  <div>\n\n*w1*\n\n  </div>\n*w2*\n",
    "<div>\n<script>\nif (a < b) '<div>'\n</script>\n\n*w1*\n</div><p>*w2*</p>\n*w3*\n",
    "*w1*\n<p>*w2*</p>\n*w3*\n\n<div>*w4* ?>\n\n*w5*</div>\n\n*w6*\n",
    "*w1*\n\n    <div>\n\n    *w2*\n\n    </div>\n\n*w3*\n",
    "<div>\n\n> *w1*\n\n- *w2*\n\n<div>*w3*</div></div>\n*w4*\n",
    "*w1*\n<noscript>*w2*</noscript>\n*w3*\n",
    "> *w1*\n> <noscript>\n> *w2*\n>\n> *w3*\n> </noscript>\n> *w4*\n",
    "*w1*\n<x-y>*w2*</x-y>\n*w3*\n\n*w4*\n",
    "- *w1*\n  <iframe src='x'></iframe>\n  *w2*\n",
    "*w1*\n<hr>\n*w2*\n\n<HR class='x' />\n*w3*\n\n> <hr>\n> *w4*\n",
    "<!-- c --> *w1*\n*w2*\n\n- <!-- c --> *w3*\n  *w4*\n\n> <!-- c --> *w5*\n",
    "*w1*\n\n<!-- c --><!-- d -->\n*w2*\n",
)
"""Blocks of HTML in all kinds of containers, over blank lines, next to Markdown."""


READ_AS_MARKDOWN = (
    "<div>\n## *w1*\n\n- *w2*\n\n</div>\n*w3*\n",
    "<p>*w1*</p>\n<h2>*w2*</h2>\n*w3*\n",
    "<details>\n<summary>\n*w1*\n</summary>\n*w2*\n</details>\n",
    "<section>\n\n<table>\n<tr><td>*w1*</td></tr>\n\n<tr><td>*w2*</td></tr>\n</table>\n*w3*\n\n</section>\n",
    "<ul>\n<li>*w1*</li>\n\n<li><p>*w2*</p></li>\n</ul>\n*w3*\n",
    '<div markdown="0">\n\n*w1*\n\n<p>*w2*</p>\n</div>\n*w3*\n',
    '<table>\n<tr>\n<td markdown="1">\n*w1*\n</td>\n</tr>\n</table>\n\n*w2*\n',
    "> <div>\n> *w1*\n>\n> *w2*\n> </div>\n> *w3*\n",
    "1.  *w1*\n\n    <div>\n\n    *w2*\n\n    </div>\n    *w3*\n",
    "- <div>\n  *w1*\n\n  *w2*\n  </div>\n  *w3*\n",
    "1.  <details>\n\n    *w1*\n\n    </details>\n    *w2*\n2.  <section>\n    ## *w3*\n    </section>\n",
    "> - <div>\n>   > *w1*\n>   </div>\n>   *w2*\n",
    "<custom-box>\n\n<p>*w1*</p>\n\n</custom-box>\n",
    "<div>\n\n    *w1*\n\n</div>\n",
)
"""The same where the site reads Markdown in blocks of HTML."""

TAGS_ALONE = (
    '<span class="fs-6">\n[*w1*](x.md){: .btn }\n</span>\n\n<b>\n*w2*\n</b>\n',
    "> <small>\n> *w1*\n> </small>\n>\n> - <em>\n>   *w2*\n>   </em>\n\n1. <tt>\n   *w3*\n   </tt>\n",
    "Words\n<del>\n*w1*\n</del>\n\n# Heading\n<br>\n*w2*\n\n<br/>\n*w3*\n",
    '<a id="x"></a>\n*w1*\n\n<a id="x">\n*w2*\n</a>\n\n<img src="x.png" alt="One">\n*w3*\n',
    "<!-- comment -->\n<span>\n*w1*\n</span>\n\n<span> <!-- comment -->\n*w2*\n</span>\n",
    "<span><b>\n*w1*\n</b></span>\n\n<SPAN \n  class='x'>\n*w2*\n</SPAN >\n\n</span>\n*w3*\n",
    '{% assign x = 1 %}\n<span title="{{ x }}">\n*w1*\n</span>\n{% if x %}{% endif %}\n\n{: .x }\n<q>\n*w2*\n</q>\n',
    "<font>\n*w1*\n</font>\n\n<video>\n*w2*\n</video>\n\n<div>\n<span>\n*w3*\n</span>\n</div>\n",
    "*w1*[^1]\n\n[^1]: <b>\n    *w2*\n    </b>\n\nTerm\n:   <i>\n    *w3*\n    </i>\n",
    "<button>\n*w1*\n</button>\n\n   <label for=x>\n*w2*\n</label>\n\n<input disabled>\n*w3*\n",
    "<u>\n*w1*\n</u>\n\n<kbd>\n*w2*\n</kbd>\n\n<mark>\n*w3*\n</mark>\n",
    "`a\n<b>\nc` *w1*\n\n```\n<b>\n```\n<b>  \n*w2*\n</b>\n",
)
"""Tags alone on their lines, of elements that stand in words, and of others, which begin a block."""


def in_html(page: str, dialect: Dialect) -> dict[str, bool]:
    """The words of our messages, and whether each is in HTML."""
    return {word: one.place == "html" for one in read(page, dialect).segments for word in WORD.findall(one.msgid)}


def as_kramdown_says(pages: Sequence[str], *, reads_html: bool) -> list[dict[str, bool]]:
    """The same of the words that kramdown does not take for code."""
    if not template_sites.has_kramdown():
        pytest.skip("no ruby with kramdown, kramdown-parser-gfm and liquid")
    made = template_sites.by_jekyll(pages, reads_html=reads_html)["kramdown"]
    shown = [re.sub(r"(?s)<pre><code>.*?</code></pre>", "", str(html)) for html in made]
    return [{word: f"*{word}*" in html for word in WORD.findall(html)} for html in shown]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_blocks_of_html_end_where_kramdown_ends_them(newline: str) -> None:
    expected = as_kramdown_says(HTML, reads_html=False)

    assert [in_html(page.replace("\n", newline), JEKYLL) for page in HTML] == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_tag_that_stands_in_words_begins_no_block_of_html(newline: str) -> None:
    expected = as_kramdown_says(TAGS_ALONE, reads_html=False)

    assert [in_html(page.replace("\n", newline), JEKYLL) for page in TAGS_ALONE] == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("form", ["{}", "Words {}", "> {}", "{} words"])
def test_a_tag_is_compared_alike_alone_on_its_line_and_among_words(form: str, newline: str) -> None:
    tag = '<a href="{{ site.baseurl }}/x" title="To {{ page.x | a: `<b>` }}" class="{% if x %}y{% endif %}">'
    lines = f"{form.format(tag)}\nThe *words*{{: .x }}\n</a>\n".replace("\n", newline)
    page = read(lines, JEKYLL)
    (english,) = page.segments
    on_one_line = form.format(tag) + " The *words*{: .x } </a>" + newline

    made = assembled(page, {english.msgid: english.msgid.replace("words*", "text*")})
    again = assembled(read(on_one_line, JEKYLL), {english.msgid: english.msgid.replace("words*", "text*")})

    assert made.refusals == again.refusals == ()
    assert made.data.split() == again.data.split() == on_one_line.replace("words*", "text*").encode().split()


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        ("{: .b }", "{: .c }", "it changes the placeholder {: .b } to the placeholder {: .c }"),
        ("`code`", "`kode`", "it changes the code `code` to the code `kode`"),
        ("[1]", "(y.md)", "it changes the link x.md to the link y.md"),
        ("</span>", "", "it leaves out the HTML tag </span>"),
        ("{{ a }}", "{{ b }}", "it changes the placeholder {{ a }} to the placeholder {{ b }}"),
    ],
)
def test_what_kramdown_reads_below_a_tag_is_compared(before: str, after: str, refusal: str) -> None:
    page = read('> <span title="{{ a }}">\n> [A](x.md){: .a } *button*{: .b } `code`\n> </span>\n', JEKYLL)
    (english,) = page.segments
    assert before in english.msgid

    made = assembled(page, {english.msgid: english.msgid.replace(before, after)})

    assert [one.text for one in made.refusals] == [refusal]
    assert made.data == page.outline.source


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_where_a_site_reads_markdown_in_blocks_of_html_we_read_it_too(tmp_path: Path, newline: str) -> None:
    put(tmp_path / "i18n.toml", b'locales = ["nl"]\nprofile = "jekyll"\nmarkdown.markdown_in_html = true\n')
    dialect = settings.load(tmp_path).dialect_of("source/page.md")
    expected = as_kramdown_says(READ_AS_MARKDOWN, reads_html=True)

    assert [in_html(page.replace("\n", newline), dialect) for page in READ_AS_MARKDOWN] == expected


def test_translations_of_markdown_in_html_keep_the_structure_that_kramdown_sees() -> None:
    assert JEKYLL.reading_html
    pages = [*READ_AS_MARKDOWN, *HTML]
    made = [assembled(read(page, JEKYLL.reading_html), lambda text: text.replace("w", "é")) for page in pages]
    assert [one.refusals for one in made] == [()] * len(pages)
    if not template_sites.has_kramdown():
        pytest.skip("no ruby with kramdown, kramdown-parser-gfm and liquid")

    shown = template_sites.by_jekyll([*pages, *(one.data.decode() for one in made)], reads_html=True)["kramdown"]
    assert [oracle.tags(str(html)) for html in shown[: len(pages)]] == [
        oracle.tags(str(html)) for html in shown[len(pages) :]
    ]


BLOCKS = {
    "Words\n2008. more *words*\nhere\n": ["Words", "more *words* here"],
    "> Words\n> 3. more\n": ["Words", "more"],
    "- Words\n  12. more\n\n  last\n": ["Words", "more", "last"],
    "Words\n2) more\n": ["Words 2) more"],
    "Words 5. more\n:) and\n:x last\n": ["Words 5. more :) and :x last"],
    "Words\n: more\n:\tlast\n": ["Words", "more", "last"],
    "- Words\n\n^\n\n    code\n": ["Words"],
    "Words\n^\nmore\n": ["Words", "more"],
    'A [link](x.md){:\n.icon title="x"} here\n': ['A [link][1]{: .icon title="x"} here'],
}
"""Lines that begin blocks to kramdown or to CommonMark, or to both, and the messages."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("page", BLOCKS)
def test_lines_begin_the_blocks_that_they_begin_to_kramdown(page: str, newline: str) -> None:
    assert [one.msgid for one in read(page.replace("\n", newline), JEKYLL).segments] == BLOCKS[page]


IDS = """## A `b` [c](d) 1é

## [e f](x.md){: .btn }

## g *h*{: .x} i {::comment}j{:/comment}

<div markdown="1">

## A `b` [c](d) 1é

## 2. X

<section markdown="1">
## Z_y
</section>

## Z_y *w*{: .q}

</div>

## 2. X

## Z_y
"""


def test_headings_have_the_ids_that_kramdown_gives_them() -> None:
    made = ["a-b-c-1é", "e-f", "g-h-i-", "a-b-c-1", "x", "zy", "zy-w", "2-x", "z_y"]  # by kramdown-parser-gfm 1.1

    assert [name for _, name in anchors.given(read(IDS, JEKYLL).outline)] == made


@pytest.mark.parametrize("form", ["# {}\n", "{}\n===\n", "> - ## {}\n", "{}\nand 12\n"])
def test_a_formula_with_a_pipe_is_kept_outside_tables(form: str) -> None:
    page = read(form.format("About $$a|b$$ here"), JEKYLL)
    (english,) = page.segments

    made = assembled(page, {english.msgid: english.msgid.replace("About", "Over 50% \\ *é*")})

    assert made.refusals == ()
    assert b"$$a|b$$" in made.data


def test_a_list_of_attributes_stays_where_it_is_in_an_item() -> None:
    page = read("- Some *words*{: .x } here\n", JEKYLL)
    made = assembled(page, {"Some *words*{: .x } here": "{: .x }Some *words* here"})

    assert made.data == page.outline.source
    assert [refusal.text for refusal in made.refusals] == [
        "it changes the placeholder {: .x } to the placeholder {: .x } at its start"
    ]


def test_links_to_targets_of_templates_are_told_apart() -> None:
    page = read("[Y][Y] and [X][X].\n\n[Y]: {% link a.md %}\n[X]: {% link b.md %}\n", JEKYLL)
    made = assembled(page, {"[Y][1] and [X][2].": "[y] en [Y][1]."})

    assert made.data == page.outline.source
    assert [refusal.text for refusal in made.refusals] == ["it changes the link [x] to the link [y]"]


ROWS = (
    "a | b\n# Head | ing\n",
    "| a | b |\n1. one | two\n",
    "two |\n| `x|y`\n- a | b\n",
    "> a | b\n# Head | ing\n\nWords\n",
    "> a | b\na | b\n",
    "- a | b\n  Words `c|d` here\n  | a | b |\n",
    "- | a | b |\n  - a | b\n  a | b\n",
    "1. |===|===|\n   | `x|y`\n   =|=\n   <b>x | y</b> z\n",
    "|---|---|\n<b>x | y</b> z\n",
    ":--|--:\n`a|b`\na | b\n",
    '![i](a.png "t | u")\n- a | b\n',
    "Term\n: `x` | y\n  ## a | b\n",
    "|\n|\n\n| one\n> a | b\ntwo |\n",
    "a | b\n{: .x}\n",
    "<b>x | y</b> z\n: def | x\n",
    "Words `c|d` here\n---|:-:\na | b\n",
    "Words | here\nand there\n",
    "a | b of {{ page.x | escape }}\nc | d\n",
    "|===|===|\n`a|b`\nTerm\n: a | b\n",
    "# Head $$a|b$$ c\n\n- # Head $$a|b$$\n",
    "[Words]({{ 'x' | relative_url }}) here\nand $$x|y$$ there\n",
    "+ a $$x|y$$ b\n+ Words\n",
    "a $$x|y$$ b\nWords\n{: .x}\n",
)
"""Lines with pipes beside other blocks: kramdown takes some of them for rows of a table."""
PIPES = ("{} | x", "| {}", "{}|", "{} | a | b | c", "{} `|", "|", "woord", "x | {} |", "{} \\\\|", "- | {}")
"""Texts for them; each stands for its English."""


def _with_pipes(pages: Sequence[str], newline: str) -> Iterator[tuple[str, str]]:
    """Pages with these texts in one place each, and in all places: the English and the localised page."""
    for page in (page.replace("\n", newline) for page in pages):
        known = read(page, JEKYLL)
        every = [segment.msgid for segment in known.segments]
        for form in PIPES:
            chosen = [[one] for one in every] + [every]
            for msgids in chosen:
                made = assembled(known, {one: form.format(one) for one in msgids})
                yield page, made.data.decode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_no_pipe_of_a_translation_makes_or_breaks_a_table(newline: str) -> None:
    if not template_sites.has_kramdown():
        pytest.skip("no ruby with kramdown, kramdown-parser-gfm and liquid")
    made = list(_with_pipes(ROWS, newline))
    shown = template_sites.by_jekyll([page for pair in made for page in pair])["kramdown"]
    tables = [
        re.findall(r"</?(?:table|t[rhd]|thead|tbody|tfoot|d[ltd]|[ou]l|li|h\d|blockquote)\b", str(html))
        for html in shown
    ]

    assert len(made) > 300
    assert [pair for pair, ours, theirs in zip(made, tables[::2], tables[1::2], strict=True) if ours != theirs] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_own_texts_of_such_pages_are_refused_nowhere(newline: str) -> None:
    pages = [read(page.replace("\n", newline), JEKYLL) for page in ROWS]
    made = [assembled(page, {one.msgid: one.msgid for one in page.segments}) for page in pages]

    assert [one.refusals for one in made] == [()] * len(pages)


def test_a_text_that_would_change_the_rows_of_a_table_is_refused_by_name() -> None:
    made = assembled(read("a | b\n# Head | ing\n", JEKYLL), {"a | b": "c | d", "Head | ing": "Kop"})

    assert made.data == b"c | d\n# Head | ing\n"
    assert [refusal.text for refusal in made.refusals] == [
        "it would lose the pipes of lines that may be rows of a table"
    ]
