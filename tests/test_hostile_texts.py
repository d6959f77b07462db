"""Texts that nobody should get onto a page, in every place a text can stand and in the Markdown of several sites.

The judge is the HTML that a parser makes of the page: nothing in it may run or lead anywhere that the English does not.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from helpers import oracle
from helpers.assembling import assembled, msgids, read
from helpers.generated import PLACES

from i18n_pipeline.project.settings_tables import kind_of_site

PROFILES = ("commonmark", "docusaurus", "vitepress", "mkdocs", "hugo", "myst", "jekyll", "sveltekit")
PLACES_OF_ALL = {
    **PLACES,
    "front matter": "---\ntitle: Some words\n---\n\n12\n",
    "front matter in quotes": '---\ntitle: "Some words"\n---\n\n12\n',
    "a nested quote": "> > Some words\n",
    "an item in a quote": "> - some words\n",
    "an item of a nested list": "- 12\n  1. some words\n",
    "right to left": "شىء [some words](b.md) 12\n",
}
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<p style="position:fixed">x</p>',
    '<iframe srcdoc="<script>x</script>">',
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    "<vbscript:msgbox(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)",
    "x\n\n[x]: javascript:alert(1)\n\n[x]",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>alert(1)</script>',
    ") [x](javascript:alert(1)",
    "](javascript:alert(1)) [",
    "x\n\n<script>alert(1)</script>",
    "x\n---\nkey: value",
    "x\n\n# Heading",
    "<!-- x --> <b>",
    "\\<script>alert(1)</script>",
    "`<script>`<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{onclick=alert(1)}",
    "\u202e<script>alert(1)</script>",
    "<scr\u0131pt>alert(1)</scr\u0131pt>",
    "</p><script>alert(1)</script><p>",
    "]]><script>alert(1)</script>",
)


class _Found(HTMLParser):
    """What of a page acts: tags, their attributes, and the schemes of addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"em", "strong", "del", "br"}:
            self.found[f"<{tag}>"] += 1
        for name, value in attrs:
            self.found[f"<{tag} {name}>"] += 1
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name in {"href", "src", "action", "srcdoc", "style"} or name.startswith("on"):
                self.found[f"<{tag} {name}={address}>"] += 1


def acting(page: str) -> Counter[str]:
    """What acts in the HTML of a page; a parser that knows no dialect takes more for HTML, not less."""
    front, text = "", page
    if page.startswith("---\n") and (end := page.find("\n---\n", 3)) > 0:
        front, text = page[4:end], page[end + 5 :]
    parser = _Found()
    parser.feed(oracle.GFM.html(text))
    parser.close()
    parser.found["keys"] = len(re.findall(r"^\w+:", front, re.MULTILINE))
    return parser.found


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("place", PLACES_OF_ALL)
def test_no_text_adds_anything_that_acts(place: str, newline: str) -> None:
    added: dict[tuple[str, str], Counter[str]] = {}
    for number, profile in enumerate(PROFILES):
        dialect, page = kind_of_site(profile).dialect, PLACES_OF_ALL[place].replace("\n", newline)
        english = read(page, dialect)
        known, texts = acting(page.replace("\r\n", "\n")), msgids(page, dialect)
        for text in HOSTILE[number % 4 :: 4]:
            for said in (text, f"{texts[0]} {text}"):
                made = assembled(english, {texts[0]: said}).data.decode().replace("\r\n", "\n")
                if more := acting(made) - known:
                    added[profile, said] = more

    assert added == {}


def test_the_judge_sees_what_acts() -> None:
    page = "<script>x</script> <p style='a' onclick='b'>c</p> [d](java\tscript:e)\n\n[f](javascript:g)\n"

    assert {"<script>", "<p style>", "<p onclick=b>", "<a href=javascript:g>"} <= acting(page).keys()
