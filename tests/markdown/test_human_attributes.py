"""What people read in tags, and in the titles of links and images, is a message where its run has no other words.

The judge is the HTML that other parsers make of both pages: the values are translated, and nothing else changed.
"""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from helpers import oracle
from helpers.assembling import assembled, every, msgids, segments

VALUES = {
    "two images": '<img src="a.png" alt="Dog one"> <img src="b.png" alt="Dog two">',
    "an image in a link": '<a href="x.md"><img src="y.png" alt="Photo of a cat"></a>',
    "an image in a Markdown link": '[<img src="y.png" alt="Photo of a cat">](x.md)',
    "strong": '**<img src="y.png" alt="Photo of a cat">**',
    "beside numbers": "<img src='y.png' alt='Photo of a cat'> 1,234",
    "beside code and addresses": '`code` <img alt="Photo of a cat"> https://example.org',
    "beside a placeholder": '{{ words }} <img alt="Photo of a cat">',
    "beside a comment": '<img alt="Photo of a cat"> <!-- words -->',
    "without quotes": "<img src=y.png alt=Cat>",
    "several attributes": '<input placeholder="Your name" aria-label="The name" title="A name" value="words">',
    "with a placeholder inside": '<img alt="Photo of {{ animal }}">',
    "with entities": '<img alt="Cat &amp; dog">',
    "with a sign of a template": '<img alt="Cat, 50 % off">',
}
PLACES = {
    "a paragraph": "{}",
    "a list item": "- {}",
    "a nested list item": "- Item\n  1. {}",
    "a quote": "> {}",
    "a quote in a list": "- > {}",
    "an alert": "> [!NOTE]\n> {}",
    "a footnote": "Mark[^1]\n\n[^1]: {}",
    "a heading": "## {}",
    "a closed heading": "## {} ##",
    "a setext heading": "{}\n---",
    "a cell": "| {} | word |\n|---|---|\n| word | 1 |",
    "a cell of the body": "| head |\n|---|\n| {} |",
    "a task": "- [ ] {}",
    "a block of HTML": "<div>\n{}\n</div>",
    "an element in a block of HTML": "<table><tr><td>{}</td></tr></table>",
    "a paragraph after a directive": "<!-- i18n:comment A picture. -->\n\n{}",
}
HUMAN = {"alt", "title", "aria-label", "placeholder", "label"}


class _Values(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [" ".join((value or "").split()) for name, value in attrs if name in HUMAN]


def values(html: str) -> list[str]:
    """All human attributes of an HTML page."""
    reader = _Values()
    reader.feed(html)
    return reader.found


def page(value: str, place: str, newline: str) -> str:
    return f"Before.\n\n{PLACES[place].format(VALUES[value])}\n\nAfter.\n".replace("\n", newline)


IN_MARKDOWN_ONLY = {"an image in a Markdown link", "beside code and addresses", "beside a placeholder"}
"""What is words inside a block of HTML."""
BOTH = [(v, p) for v in VALUES for p in PLACES if not (v in IN_MARKDOWN_ONLY and "of HTML" in p)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("value", "place"), BOTH)
def test_a_human_attribute_is_a_message_wherever_its_run_stands(value: str, place: str, newline: str) -> None:
    english = page(value, place, newline)
    made = assembled(english, lambda msgid: f"NL {msgid} 'zo' \"zo\" a | b")

    expected = values(oracle.GFM.html(english))
    assert expected
    assert (made.refusals, made.data.decode() == english) == ((), False)
    shown = made.data.decode()
    suffix = " 'zo' \"zo\" a | b"
    assert [f"NL {said}{suffix}" for said in expected] == values(oracle.GFM.html(shown))
    if place != "a footnote":  # which these parsers do not know
        for html in oracle.elsewhere(shown):
            assert [f"NL {said}{suffix}" for said in expected] == values(html)
    assert oracle.structure(english) == oracle.structure(shown)
    assert english == assembled(english, lambda msgid: msgid).data.decode()


BROKEN = {
    "in the value": '<img src="a.png" alt="Dog\n one">',
    "in a value of three lines": '<img src="a.png" alt="Dog\none\ntwo">',
    "in the value in a quote": '> <img src="a.png" alt="Dog\n> one">',
    "in the value in a list": "- <img src='a.png' alt='Dog\n  one'>",
    "before the value": '<img src="a.png"\n  alt="Dog one">',
    "before the value in a quote": '> <img src="a.png"\n>   alt="Dog one">',
    "in a block of HTML": '<div title="Dog\n  one">\n</div>',
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", ["Hond een", "Hond", "Hond >x", "Hond ```", "Hond ~~~", "<div", "Hond # -", "犬"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_tag_over_several_lines_stays_what_it_is(name: str, text: str, newline: str) -> None:
    english = f"{BROKEN[name]}\n\nAfter.\n".replace("\n", newline)
    made = assembled(english, lambda msgid: text if msgid.startswith("Dog") else "")
    shown = made.data.decode()

    assert [" ".join(said.split()) for said in msgids(english)] == msgids(english)
    assert made.refusals == ()
    assert [text] == [said.strip() for said in values(oracle.GFM.html(shown))]
    assert oracle.structure(english) == oracle.structure(shown)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("<video src=x>\nYour browser\n</video>\n", ["Your browser"]),
        ("<div><video>One <b>two</b></video></div>\n", ["One <b>two</b>"]),
        ("<div><audio controls>One<source src=x></audio></div>\n", ["One"]),
        ("<div><object data=x><p>One</p></object></div>\n", ["One"]),
        ("<div><noscript><p>Turn it on</p></noscript></div>\n", ["Turn it on"]),
        ('<div>\n<noscript>\n<img alt="One">\n</noscript>\n</div>\n', ["One"]),
        ("<div><canvas>One</canvas></div>\n", ["One"]),
        ("- <video src=x>Your browser</video>\n", ["Your browser"]),
        ("<div><iframe src=x>One</iframe></div>\n", []),
        ("<div><script>One</script></div>\n", []),
        ("<div><svg><text>One</text></svg></div>\n", []),
    ],
)
def test_what_readers_see_in_place_of_a_film_is_a_message(english: str, expected: list[str]) -> None:
    made = assembled(english, lambda msgid: msgid.replace("One", "Een").replace("Your", "Jouw").replace("it", "hem"))

    assert expected == msgids(english)
    assert made.refusals == ()
    assert oracle.structure(english) == oracle.structure(made.data)
    assert oracle.structure_elsewhere(english) == oracle.structure_elsewhere(made.data)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ('![](a.png "A title")\n', [("image title", "A title")]),
        ('[![](a.png)](b.md "A title")\n', [("link title", "A title")]),
        ('- [`code`](b.md "A title") ![](c.png "More")\n', [("link title", "A title"), ("image title", "More")]),
    ],
)
def test_the_title_of_a_link_without_words_is_a_message(english: str, expected: list[tuple[str, str]]) -> None:
    made = assembled(english, lambda msgid: f'NL "{msgid}"')

    assert expected == [(segment.type, segment.msgid) for segment in segments(english)]
    assert made.refusals == ()
    assert oracle.structure(english) == oracle.structure(made.data)
    assert oracle.structure_elsewhere(english) == oracle.structure_elsewhere(made.data)


@pytest.mark.parametrize(
    "english",
    [
        '<img src="words.png" alt="">\n',
        '<img src="words.png" alt="123">\n',
        '<img alt="{{ words }}">\n',
        '<a href="words.md" class="words"></a>\n',
        '<img data-alt="words">\n',
        '`<img alt="words">`\n',
        '<!-- <img alt="words"> -->\n',
        '<!-- i18n:skip -->\n\n<img alt="words">\n',
    ],
)
def test_what_has_no_words_for_people_is_no_message(english: str) -> None:
    assert msgids(english) == []


def test_an_attribute_beside_words_stays_in_the_message_of_the_run() -> None:
    english = 'Some words <img src="a.png" alt="A dog"> here.\n'

    assert msgids(english) == ['Some words <img src="a.png" alt="A dog"> here.']
    assert assembled(english, every('Woorden <img src="a.png" alt="Een hond">.')).refusals == ()
