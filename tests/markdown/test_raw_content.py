"""What stands in elements whose content nobody translates is kept, in whatever way it is written."""

from __future__ import annotations

import pytest
from helpers.assembling import assembled, msgids, of_site, read

from i18n_pipeline.markdown.constructs import OwnTag
from i18n_pipeline.project.settings_tables import kind_of_site

OF_MDX = ("docusaurus", "nextra", "starlight")
KINDS = (*OF_MDX, "sveltekit", "vitepress")
PAGE = """\
<Play title="One">
  Some *words*

      code
</Play>

- first

  <Play>
  in the item

  ```js
  </Play>
  ```
  more
  </Play>

  after it

> quoted
> <Play title='Two'>
> in the quote
>
> > deeper
> </Play>
> below

| Head | Other |
|---|---|
| cell <Play>in the cell</Play> | <Play>alone</Play> |

<Play><b>on one</b> line</Play>

<Play>begins here
ends here</Play>

Words <Play label="Three">among <i>them</i></Play> go on.

<Play>
<Play>nested</Play>
the rest
</Play>

<Other>
<Play>
within another
</Play>

Its words
</Other>

<Play />

`<Play>` and `</Play>` are code.
"""
MESSAGES = [
    *("One", "first", "after it", "quoted", "Two", "below", "Head", "Other", "cell <Play>in the cell</Play>"),
    *('Words <Play label="Three">among <i>them</i></Play> go on.', "Its words", "`<Play>` and `</Play>` are code."),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_content_of_a_raw_component_is_in_no_message(kind: str, newline: str) -> None:
    site = of_site(kind_of_site(kind).dialect, "component", OwnTag("Play", ("title", "label"), "raw"))
    page = PAGE.replace("\n", newline)
    made = assembled(read(page, site), _translated)

    assert msgids(page, site) == MESSAGES
    assert made.refusals == ()
    assert made.data.decode() == _translated(page)


def _translated(text: str) -> str:
    """A text with other words where its words are in messages."""
    for english, dutch in (("One", "Een"), ("first", "eerst"), ("below", "eronder"), ("Three", "Drie"), ("go", "gaan")):
        text = text.replace(english, dutch)
    return text


@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_that_changes_raw_content_is_refused(kind: str) -> None:
    site = of_site(kind_of_site(kind).dialect, "component", OwnTag("Play", body="raw"))
    made = assembled(read("a <Play>b</Play> c\n", site), {"a <Play>b</Play> c": "a <Play>d</Play> c"})

    assert [refusal.text for refusal in made.refusals] == ["it changes the placeholder b to the placeholder d"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_raw_component_keeps_the_attributes_that_any_component_has(kind: str) -> None:
    site = of_site(kind_of_site(kind).dialect, "component", OwnTag("Play", body="raw"))

    assert msgids('<Play title="A">\nb\n</Play>\n', site) == ["A"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_component_that_is_never_closed_hides_nothing(kind: str) -> None:
    site = of_site(kind_of_site(kind).dialect, "component", OwnTag("Play", body="raw"))

    assert msgids("</Play>\n\n<Play>\n\na\n\n<Play />\n\nb\n", site) == ["a", "b"]


@pytest.mark.parametrize("kind", OF_MDX)
@pytest.mark.parametrize("name", ["pre", "script", "style"])
def test_code_of_html_in_mdx_is_no_markdown(kind: str, name: str) -> None:
    page = f"<{name}>\n  a *b*\n\n  - c\n</{name}>\n\n<{name}>d</{name}>\n\ne <{name}>f</{name}>\n"

    assert msgids(page, kind_of_site(kind).dialect) == [f"e <{name}>f</{name}>"]
