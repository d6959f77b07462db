"""Law 2 for sites of DocFX, whose parser no Python package has: its marks line by line, the rest read by cmark-gfm."""

from __future__ import annotations

import re
from functools import cache

import pytest
from helpers import generated, oracle, parsers
from helpers.assembling import assembled, msgids, read
from helpers.generated import HOSTILE, LIKELY

from i18n_pipeline.profiles.learn import DIALECT

PLACES = {
    "the text of an image": ':::image type="content" source="a.png" alt-text="Some words":::\n',
    "the text of an image in single quotes": ":::image type='content' source='a.png' alt-text='Some words':::\n",
    "the text of an image in an item": '- 12\n\n    :::image source="a.png" alt-text="Some words":::\n',
    "a long description": ':::image type="complex" source="a.png" alt-text="12":::\n   Some words\n:::image-end:::\n',
    "a column": ":::row:::\n   :::column:::\n      Some words\n   :::column-end:::\n:::row-end:::\n",
    "a tab": "# [Some words](#tab/x)\n\n12\n\n---\n",
    "the body of a tab": "# [12](#tab/x)\n\nSome words\n\n---\n",
    "a zone": '::: zone pivot="a"\n\nSome words\n\n::: zone-end\n',
    "a note": "> [!NOTE]\n> Some words\n",
    "a next step": '> [!div class="nextstepaction"]\n> [Some words](x.md)\n',
    "a checklist": '> [!div class="checklist"]\n> * Some words\n> * 12\n',
    "a paragraph below a video": "> [!VIDEO https://example.org/x]\n\nSome words\n",
    "a sentence with an inclusion": "See [!INCLUDE [name](a.md)] now.\n",
    "a sentence with a name": 'Use :::no-loc text="Azure"::: now.\n',
    "a sentence with an icon": 'Select :::image type="icon" source="x.png"::: now.\n',
    "a sentence with references": "See <xref:System.String> and [it](xref:System.Int32) now.\n",
}
TEXTS = (
    *("[!NOTE]", "[!INCLUDE [x](y.md)]", "[!VIDEO https://x.y]", '[!div class="x"]', ":::row:::", ":::zone-end", "[!"),
    *(
        "::: x",
        ":::",
        "> [!TIP]\n> x",
        "# [x](#tab/y)",
        "---",
        "#5 is nummer 5",
        'een "citaat"',
        "l'été",
        "x:::y",
        "<5",
    ),
)
MARK = re.compile(r"[ >-]*:::")
VALUE = re.compile(r"""(?<=alt-text=)("[^"]*"|'[^']*')""")
TAB = re.compile(r"^# \[.*\]\(#tab/(.*?)\)$", re.MULTILINE)
INCLUSION = re.compile(r"\[![A-Za-z][^\[\]]*(?:\[[^\]]*\]\([^)]*\))?\]|(?<=.):::[a-z-]+[^:\n]*:::")


@cache
def structure(page: str) -> list[object]:
    lines = page.split("\n")
    marks = [VALUE.sub("", line) for line in lines if MARK.match(line)]
    rest = TAB.sub(r"# 12 \1", "\n".join("" if MARK.match(line) else line.removeprefix("      ") for line in lines))
    return [marks, INCLUSION.findall(VALUE.sub("", page)), *oracle.tags(parsers.PARSERS["cmark-gfm"](rest))]


def put(place: str, text: str) -> tuple[str, str]:
    """The page with a text in a place, and why it was refused."""
    page = PLACES[place]
    [msgid] = [msgid for msgid in msgids(page, DIALECT) if re.search("[A-Za-z]{2}", msgid)]
    made = assembled(read(page, DIALECT), {msgid: f"{text} {msgid}"})
    return made.data.decode(), made.refusals[0].text if made.refusals else ""


@pytest.mark.parametrize("place", PLACES)
def test_marks_of_docfx_and_the_structure_stay_whatever_is_said(place: str) -> None:
    every = [*TEXTS, *generated.texts("python_markdown"), *LIKELY, *HOSTILE]
    chosen = [*TEXTS, *every[list(PLACES).index(place) % 10 :: 10]]

    shown = [(text, put(place, text)[0]) for text in chosen]
    assert [(text, page) for text, page in shown if structure(page) != structure(PLACES[place])] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", ["#5 is nummer 5", 'een "citaat"', "l'été", "<5 jaar", "::: x", "[!", "{naam}", "a|b"])
def test_what_honest_people_write_is_refused_nowhere(place: str, text: str) -> None:
    assert put(place, text)[1] == ""
