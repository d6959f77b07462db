"""Pages of Jekyll are read as kramdown reads them: what is Markdown, and what is HTML."""

from __future__ import annotations

import re

import pytest
from helpers import template_sites
from helpers.assembling import read

from i18n_pipeline.project.settings_tables import kind_of_site

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
)
"""Blocks of HTML in all kinds of containers, over blank lines, next to Markdown."""


def in_html(page: str) -> dict[str, bool]:
    """The words of our messages, and whether each is in HTML."""
    found = read(page, kind_of_site("jekyll").dialect).segments
    return {word: one.place == "html" for one in found for word in WORD.findall(one.msgid)}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_blocks_of_html_end_where_kramdown_ends_them(newline: str) -> None:
    if not template_sites.has_kramdown():
        pytest.skip("no ruby with kramdown, kramdown-parser-gfm and liquid")
    made = template_sites.by_jekyll(HTML)["kramdown"]
    code = [re.findall(r"(?s)<pre><code>.*?</code></pre>", str(html)) for html in made]
    expected = [
        {word: f"*{word}*" in str(html) for word in WORD.findall(str(html)) if word not in "".join(hidden)}
        for html, hidden in zip(made, code, strict=True)
    ]

    assert [in_html(page.replace("\n", newline)) for page in HTML] == expected
