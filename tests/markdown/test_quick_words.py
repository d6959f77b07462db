"""A text that needs no parser is written as by the long way, in every place and kind of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.markdown import dialect as dialects
from i18n_pipeline.markdown.dialect import Dialect, all_risks
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.signs_to_escape import Risks
from i18n_pipeline.markdown.writing import addresses, emphasis, escaping, literal
from i18n_pipeline.markdown.writing.splice import page_style, replacement
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

EVERYTHING = re.compile("")
WORDS = ["word", "é", "語", "a.", "A", "1", " ", " ", "  ", "\n", "\\\n", "e\u0301", "\u200b", "\ufeff", "\u2028"]
EMPHASIS = ["*", "**", "_", "__", "~", "~~", "*b*", "**c**", "a_b", "==", "^", "++"]
CODE = ["`", "``", "`x`", "`a_b`", "`<b>`", "`a.md`", "`|`", "\\", "\\`", "\\<", "\\\\"]
TAGS = ["<", "< ", "<5", ">", "<b>", "</b>", '<a c="d">', "<br/>", '<i t="`">', "<http://a.org>", "<x:y>", "<!--x-->"]
LINKS = ["[", "]", "[a][1]", "[b][2]", "[c](d)", "[^1]", "![e][1]", "[x]", "][1]", "(", ")", "[name]", "][name]"]
HOSTS = ["README.md", "www.a.org", "WWW.", "https://a.org/b_c", "a@b.org", "e.com", "€.com", "_.org", "//x.y", "://"]
BRACES = ["{", "}", "{{ x }}", "{% y %}", "{: .z }", "{#i}", "$", "$a$", "$$", ":b:", ":d[", ":::", "#}", "|", "&lt;"]
SIGNS = [*WORDS, *EMPHASIS, *CODE, *TAGS, *LINKS, *HOSTS, *BRACES]
texts = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join).filter(lambda text: bool(text.strip()))
english_texts = st.lists(
    st.sampled_from(["word", " ", "*b*", "`x`", "a_b", "<b>", "[a](u)", "a.md", "https://a.org", "$a$", "{{ x }}"]),
    max_size=4,
).map(lambda parts: "Say " + "".join(parts))
PLACES = (
    "{0}\n",
    "{0}\nand more\n",
    "# {0}\n",
    "{0}\n===\n",
    "- {0}\n  more\n\n  - {0}\n",
    "> {0}\n> more\n",
    "| {0} | b |\n|---|---|\n| c | {0} |\n",
    "First[^n].\n\n[^n]: {0}\n    more\n",
    "<div>\n{0}\nmore\n</div>\n",
    '<p title="{0}">x</p>\n',
    '[x](y "{0}")\n',
    "!!! note\n    {0}\n",
    "[name]: /target\n\n{0}\r\nmore\r\n",
)
DIALECTS = {name: kind_of_site(name).dialect for name in names("profiles")}


@settings(max_examples=150)
@given(place=st.sampled_from(PLACES), english=english_texts, text=texts)
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS.keys())
def test_a_text_is_written_alike_whether_or_not_it_is_looked_at_first(
    dialect: Dialect, place: str, english: str, text: str
) -> None:
    found = page(place.format(english).encode(), dialect)
    with the_long_way():
        expected = written(found, text)

    assert written(found, text) == expected


@given(text=texts)
@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS.keys())
def test_a_line_that_begins_a_block_is_found_by_the_quick_test(dialect: Dialect, text: str) -> None:
    risks = all_risks(dialect)
    begins = risks.line.match(text) or risks.line_elsewhere.match(text)

    assert not begins or risks.any_line.match(text)


def written(found: Page, text: str) -> list[bytes]:
    """A text in every place of a page outside front matter."""
    style = page_style(found)
    return [replacement(found, index, text, style) for index in range(len(found.segments))]


@contextmanager
def the_long_way() -> Iterator[None]:
    """All quick tests say that a text may need any step, and the parser reads it."""

    def risks(dialect: Dialect) -> Risks:
        return replace(dialects.all_risks(dialect), suspect=EVERYTHING, any_line=EVERYTHING)

    def yes(*_: object) -> bool:
        return True

    def no(*_: object) -> None:
        return None

    with ExitStack() as patched:
        for module, name, instead in (
            (escaping, "all_risks", risks),
            (escaping, "_may_be_construct", yes),
            (escaping, "quick_view", no),
            (emphasis, "quick_view", no),
            (emphasis, "may_need_help", yes),
            (addresses, "quick_view", no),
            (addresses, "may_be_there", yes),
        ):
            patched.enter_context(mock.patch.object(module, name, instead))
        literal.quick_view.cache_clear()
        yield
