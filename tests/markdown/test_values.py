"""Front matter and parameters know no escapes: nothing is said there that a theme would take for markup.

Many themes read these values as Markdown or HTML, and the page does not say which.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from helpers.assembling import assembled, msgids, read

from i18n_pipeline.project.settings_tables import kind_of_site

JOINER = "\u2060"
FRONT = {
    "YAML": "---\ntitle: Some words\n---\n",
    "YAML in quotes": '---\ntitle: "Some words"\n---\n',
    "YAML over lines": "---\ntitle: >-\n  Some\n  words\n---\n",
    "TOML": '+++\ntitle = "Some words"\n+++\n',
    "JSON": '{\n  "title": "Some words"\n}\n',
}
READ_AS_MARKDOWN = {
    ("hugo", "a shortcode"): '{{< card title="Some words" >}}\n',
    ("hugo", "a shortcode in a list"): '- 12\n\n  {{< card title="Some words" >}}\n',
    ("hugo", "a shortcode with Markdown"): '{{% card title="Some words" %}}\n12\n{{% /card %}}\n',
    ("hugo", "a raw value"): "{{< card title=`Some words` >}}\n",
    ("hugo", "a description"): "---\ndescription: Some words\n---\n",
    ("hugo", "a summary in quotes"): "+++\nsummary = 'Some words'\n+++\n",
    ("jekyll", "an include"): '{% include x.html content="Some words" %}\n',
    ("eleventy", "a tag"): '{% card title="Some words" %}\n',
    ("zola", "a shortcode"): '{{ card(title="Some words") }}\n',
    ("zola", "a description"): '+++\ndescription = "Some words"\n+++\n',
}
COMPONENT = '<Card title="Some words" />\n'
SHOWN = {
    ("starlight", "a string in braces"): '<Card title={"Some words"} />\n',
    ("learn", "an image"): ':::image type="content" source="a.png" alt-text="Some words":::\n',
}
MARKUP = {
    "<b>woord</b>": "it adds the HTML tag <b>",
    "<img src=x onerror=y>": "it adds the HTML tag <img src=x onerror=y>",
    "<!-- woord -->": "it adds the comment <!-- woord -->",
    "[woord](../x)": "it adds the link ../x",
    "zie https://example.org/x, graag": "it adds the address https://example.org/x",
    "zie https://example.org/x。": "it adds the address https://example.org/x",
    "javascript:woord": "it adds the address javascript:woord",
}
BLOCKS = (
    "# woord",
    "#5",
    "- woord",
    "+ 3",
    "* ster",
    "1. mei",
    "1) mei",
    "1984. woord",
    "> 5",
    "---",
    "```",
    "|-",
    ":::",
)
BEGUN_TAGS = ("a<b", "<x woord", "een </p", "<!-- woord", "<script src=x ")
LIKELY = (
    "<5 jaar",
    "a | b",
    "{naam}",
    "een ` woord",
    "5 * 3",
    "[x]",
    "#",
    "C#",
    "x < y > z",
    "$5",
    "@jan",
    "a: b",
    "R&D",
)


def said(profile: str, page: str, text: str) -> tuple[str, str]:
    """The localised page, and the reason why the text is refused."""
    english = read(page, kind_of_site(profile).dialect)
    made = assembled(english, {msgids(page, kind_of_site(profile).dialect)[0]: text})
    return made.data.decode(), made.refusals[0].text if made.refusals else ""


def places() -> Iterator[tuple[str, str]]:
    yield from ((profile, page) for profile in ("hugo", "vitepress", "jekyll") for page in FRONT.values())
    yield from ((profile, page) for (profile, _), page in (READ_AS_MARKDOWN | SHOWN).items())


@pytest.mark.parametrize(("text", "reason"), MARKUP.items())
def test_markup_in_a_value_is_refused_by_name(text: str, reason: str) -> None:
    for profile, page in places():
        assert said(profile, page, text) == (page, reason)


def test_a_value_keeps_the_markup_of_the_english_one() -> None:
    for profile, page in places():
        english = page.replace("words", "<b>words</b> at https://example.org/x.")
        text = "Wat <b>woorden</b> op https://example.org/x, dus"

        assert said(profile, english, text)[1] == ""


def test_links_and_addresses_in_an_attribute_of_a_component_are_refused_by_name_and_tags_are_shown() -> None:
    for text, reason in list(MARKUP.items())[3:6]:
        assert said("starlight", COMPONENT, text) == (COMPONENT, f"{reason} to the component")
    assert said("starlight", COMPONENT, "a<b>c") == (COMPONENT.replace("Some words", "a&#60;b&#62;c"), "")


def test_what_a_parameter_leaves_out_is_named_and_front_matter_may_leave_it_out() -> None:
    tag = "Some <b>words</b>"

    assert said("hugo", f'{{{{< card title="{tag}" >}}}}\n', "Wat woorden")[1] == "it leaves out the HTML tag <b>"
    assert said("hugo", f"---\ntitle: {tag}\n---\n", "Wat woorden")[1] == ""


@pytest.mark.parametrize("text", BLOCKS)
def test_no_value_that_themes_read_as_markdown_begins_a_block(text: str) -> None:
    for (profile, _), page in READ_AS_MARKDOWN.items():
        made, refused = said(profile, page, text)

        assert (JOINER + text.partition("`")[0] in made, refused) == (True, "")


def test_a_value_may_begin_as_the_english_one_does() -> None:
    page = '{{< card title="1. Some words" >}}\n'

    assert said("hugo", page, "1. Wat woorden") == (page.replace("Some words", "Wat woorden"), "")


@pytest.mark.parametrize("text", BEGUN_TAGS)
def test_no_value_begins_a_tag_that_it_does_not_end(text: str) -> None:
    for profile, page in places():
        made, refused = said(profile, page, text)

        assert (profile, page, text.strip().replace("<", f"<{JOINER}") in made, refused) == (profile, page, True, "")


@pytest.mark.parametrize("text", LIKELY)
def test_likely_texts_are_no_markup_in_a_value(text: str) -> None:
    for profile, page in places():
        made, refused = said(profile, page, f"Een {text}")

        assert (JOINER in made, refused) == (False, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    {
        "`woord`": "the code `woord`",
        "een ``woord`` of `": "the code ``woord``",
        "zie www.example.org.": "the address www.example.org",
        "aan jan@example.org": "the address jan@example.org",
    }.items(),
)
def test_code_and_addresses_in_a_value_that_themes_read_as_markdown_are_refused(text: str, reason: str) -> None:
    for (profile, _), page in READ_AS_MARKDOWN.items():
        assert said(profile, page, text)[1] == f"it adds {reason}"
    for profile, page in [("hugo", FRONT["YAML"]), *((profile, page) for (profile, _), page in SHOWN.items())]:
        assert said(profile, page, text)[1] == ""


def test_braces_in_a_shortcode_are_words_and_shortcodes_in_one_are_refused() -> None:
    page = '{{< card title="Some words" >}}\n'

    assert said("hugo", page, "{{naam}} en {{") == (page.replace("Some words", "{{naam}} en {{"), "")
    for text, sign in (("{{< x", "{{<"), ("{{% x", "{{%"), ("x >}}", ">}}"), ("x %}}", "%}}")):
        assert said("hugo", page, text) == (page, f"it adds the placeholder {sign}")
