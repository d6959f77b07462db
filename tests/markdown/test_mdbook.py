"""Law 2 for mdBook: a localised page has the structure of the English one."""

from __future__ import annotations

from helpers import book, generated, placing
from helpers.assembling import assembled, msgids, read
from helpers.generated import HOSTILE, LIKELY
from helpers.pseudo import accented

from i18n_pipeline.profiles.mdbook import DIALECT, SUMMARY

PLACES = generated.PLACES | {
    "a page title": "{{#title Some words}}\n\n12\n",
    "a caption": '<Listing number="1" caption="Some words">\n\n```rust\nx\n```\n\n</Listing>\n',
    "words in a listing": '<Listing number="1">\n\nSome words\n\n</Listing>\n',
    "words below an included file": "{{#include x.md}}\n\nSome words\n",
    "words around an included file": "Some words {{#include x.md}} 12\n",
    "a term": "Some words\n: 12\n",
    "a definition": "12\n: Some words\n",
    "words below a formula": "\\\\[\nx\n\\\\]\n\nSome words\n",
    "words around a formula": "Some words \\\\(x\\\\) 12\n",
    "a heading with attributes": "## Some words {#a .b}\n",
}
HERE = (
    *("{{#include x.md}}", "{{#title x}}", "{{ #include x.md }}", "{{#playground x.rs}}", "\\{{#include x.md}}"),
    *(
        "een {{#include x.md}} twee",
        "{{x}}",
        "{{naam",
        "\\\\(x\\\\)",
        "\\\\[x\\\\]",
        "\\(x\\)",
        ":x: een",
        ": dus",
        ":dus",
    ),
    *("{#x}", "een {.y}", "{naam}", "<Listing>", "[!NOTE]", "een\n: twee", "een\n:x", "#5 is", "$5 en $6", "<5 jaar"),
)
EVERY = 16
"""Of all texts, a place gets one in so many, each place others."""
ALL = """{{#title Page title}}

# A heading {#x .y}

{{#include x.md}}

Words with `code`, \\\\(1\\\\), [a link](b.md) and a note[^1].

[^1]: Footnote words

<Listing number="1" file-name="a.rs" caption="Caption words">

```rust,ignore
# fn hidden() {}
let words = 1;
```

</Listing>

> [!WARNING]
> Alert words

Term
: Definition

| Head | 1 |
|---|---|
| Cell | {{#include x.md}} |

\\\\[
x = y
\\\\]
"""


def put(place: str, text: str, *, beside: bool) -> tuple[str, str]:
    """The page with a text in a place, perhaps with the English words behind it, and why it was refused."""
    return placing.put(PLACES[place], text, DIALECT, beside=beside)


def test_mdbook_reads_the_structure_of_the_english_page() -> None:
    every = [*HERE, *LIKELY, *HOSTILE]
    chosen = [(place, text) for number, place in enumerate(PLACES) for text in placing.chosen(every, number, EVERY)]
    shown = [(place, text, put(place, text, beside=len(text) % 2 == 0)[0]) for place, text in chosen]
    pages = sorted({*PLACES.values(), *(page for _, _, page in shown)})
    found = dict(zip(pages, book.structures(pages), strict=True))

    assert len(shown) > 500
    assert [(text, page) for place, text, page in shown if found[page] != found[PLACES[place]]] == []


def test_what_honest_people_write_in_a_book_is_refused_nowhere() -> None:
    likely = ("#5 is nummer 5", "{naam}", "{{naam", "<5 jaar", "$5 en $6", ":x:", "een: twee", "naam{x}")
    places = [place for place in PLACES if place != "a page title"]  # a brace ends it
    found = {(place, text): put(place, text, beside=True)[1] for place in places for text in likely}

    assert {put_there: why for put_there, why in found.items() if why} == {}


def test_a_page_with_everything_keeps_its_structure_in_another_language() -> None:
    made = assembled(read(ALL, DIALECT), accented)
    english, localised = book.structures([ALL, made.data.decode()])

    assert made.refusals == ()
    assert localised == english
    assert len(msgids(ALL, DIALECT)) == 10


def test_signs_of_links_in_the_list_of_chapters_are_words() -> None:
    page = "# Summary\n\n- [Words](a.md)\n"
    texts = {
        "[x] klaar": "&#91;x&#93; klaar",
        "x] y": "x&#93; y",
        "een [": "een &#91;",
        "\\[x](b.md": "&#91;x&#93;&#40;b&#46;md",
        "!Let op [1": "&#33;Let op &#91;1",
        "Woorden \\[y\\]": "Woorden \\[y\\]",
    }
    made = {text: assembled(read(page, SUMMARY), {"Words": text}) for text in texts}

    assert {text: (one.data.decode(), one.refusals) for text, one in made.items()} == {
        text: (page.replace("Words", shown), ()) for text, shown in texts.items()
    }
