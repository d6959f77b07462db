from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from helpers.browser import browser, page
from helpers.reports import DUTCH, ENGLISH, coverage, locale_report, sample
from helpers.reports import page as page_report
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from i18n_pipeline import language
from i18n_pipeline.coverage import Count, Coverage, Language, LocaleReport, Report
from i18n_pipeline.reports import badge
from i18n_pipeline.reports._widths import width

SVG = "{http://www.w3.org/2000/svg}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GREEN = badge.colour(100)
TAGS = """nl de fr pt-BR es-419 pl cs tr vi ro hu is lt yo haw ru uk bg sr kk ba el hy ka he yi
ar fa ur ps ckb sd ug"""
"""Languages whose names DejaVu Sans has letters for."""
SAID = ["translated", "92.9 % reviewed", "100 %", "nothing to translate", "Nederlands, 1,234,567 words (all)"]


def names() -> list[str]:
    """The names of these languages, in the languages themselves."""
    return [language.names(tag)[1] for tag in TAGS.split()]


def of(counted: Coverage, spoken: Language = DUTCH) -> LocaleReport:
    return locale_report(spoken, [page_report("index.md", counted)])


def texts(picture: str) -> list[str]:
    """The label and the value, each as its shadow and as itself."""
    return ["".join(text.itertext()) for text in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 - ours


# --- what it says ------------------------------------------------------------------------------------


def test_the_badge_of_a_language_has_its_own_name_and_what_is_reviewed() -> None:
    picture = badge.render(of(coverage(929, untranslated=71)))

    assert texts(picture) == ["Nederlands", "Nederlands", "92.9 % reviewed", "92.9 % reviewed"]


def test_the_badge_of_all_languages_goes_by_their_words() -> None:
    report = Report("", ENGLISH, (of(coverage(300)), of(coverage(100, draft=500, untranslated=100))))

    assert texts(badge.total(report))[1::2] == ["translated", "40 %"]


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (coverage(), "nothing to translate"),
        (coverage(0, draft=900, stale=100), "0 % reviewed"),
        (coverage(500, untranslated=500), "50 % reviewed"),
        (coverage(9995, untranslated=5), "99.9 % reviewed"),
        (coverage(99_999, untranslated=1), "99.9 % reviewed"),
        (Coverage(reviewed=Count(80, 1000), untranslated=Count(1, 0)), "99.9 % reviewed"),
        (coverage(1000), "100 % reviewed"),
    ],
)
def test_a_percent_is_cut_and_only_what_is_complete_says_100(counted: Coverage, said: str) -> None:
    assert texts(badge.render(of(counted)))[-1] == said


def test_only_what_is_complete_is_as_green_as_can_be() -> None:
    almost = badge.render(of(Coverage(reviewed=Count(80, 1000), untranslated=Count(1, 0))))

    assert GREEN not in almost
    assert GREEN in badge.render(of(coverage(1000)))
    assert GREEN not in badge.render(of(coverage()))


def test_shields_gets_the_four_keys_it_asks_for_and_no_other() -> None:
    """Its own check refuses a badge with a key that it does not know, and an empty message."""
    said = json.loads(badge.endpoint(of(coverage(929, untranslated=71))))

    assert said == {"schemaVersion": 1, "label": "Nederlands", "message": "92.9 % reviewed", "color": "4d7c0f"}


@pytest.mark.parametrize("report", sample().locales, ids=lambda report: report.locale)
def test_shields_says_the_same_as_the_badge(report: LocaleReport) -> None:
    said = json.loads(badge.endpoint(report))
    picture = badge.render(report)

    assert texts(picture)[1::2] == [said["label"], said["message"]]
    assert f'fill="#{said["color"]}"' in picture
    assert re.fullmatch("[0-9a-f]{6}", said["color"])


# --- colours -----------------------------------------------------------------------------------------


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [badge.GREY, *(colour for _, colour in badge.STEPS)])
def test_white_can_be_read_on_every_colour(colour: str) -> None:
    assert 1.05 / (light(colour) + 0.05) >= 4.5


@given(st.floats(0, 100), st.floats(0, 100))
def test_more_is_never_redder(one: float, other: float) -> None:
    steps = [colour for _, colour in badge.STEPS]
    less, more = sorted((one, other))

    assert steps.index(badge.colour(more)) <= steps.index(badge.colour(less))
    assert (badge.colour(less) == GREEN) == (less == 100)


# --- what it is made of ------------------------------------------------------------------------------


@given(st.text(), st.text())
def test_any_label_makes_a_picture_that_says_what_it_shows(label: str, value: str) -> None:
    picture = badge.svg(label, value, GREEN)
    root = ET.fromstring(picture)  # noqa: S314 - ours
    shown = texts(picture)

    assert (root.tag, root.get("role"), root.get("height")) == (f"{SVG}svg", "img", "20")
    assert root.get("aria-label") == root.findtext(f"{SVG}title") == f"{shown[0]}: {shown[2]}"
    assert shown[0::2] == shown[1::2]
    assert shown[0].isspace() is False
    assert int(root.get("width", "")) >= width(shown[0], 11) + width(shown[2], 11) + 20


@given(st.text(st.characters(exclude_categories=["C"])))
def test_no_visible_character_of_a_label_is_lost(label: str) -> None:
    assert texts(badge.svg(label, "x", GREEN))[0] == " ".join(label.split())


def test_what_controls_a_terminal_or_turns_text_around_is_left_out() -> None:
    assert texts(badge.svg("a\x1b[31m\u202eb\u2066\x85\ud800\ufffe", "c\n\td", GREEN))[1::2] == ["a[31mb", "c d"]


def test_markup_in_a_label_is_text() -> None:
    label = '<script>alert("1")</script> & \'"'

    assert texts(badge.svg(label, "</svg>", GREEN, lang='"><a/>'))[1::2] == [label, "</svg>"]


def test_a_badge_asks_for_nothing() -> None:
    picture = badge.svg("https://example.org", "x", GREEN)
    root = ET.fromstring(picture)  # noqa: S314 - ours
    asked = [value for part in root.iter() for name, value in part.items() if "href" in name or "url(" in value]

    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
        *("svg", "title", "linearGradient", "stop", "path", "rect", "g", "text")
    }
    assert all(value.startswith("url(#") for value in asked)


def test_ids_of_several_badges_differ_and_are_the_same_in_every_run() -> None:
    ids = [re.findall(' id="([^"]+)"', badge.svg("nl", f"{n} %", GREEN)) for n in (1, 2, 1)]

    assert len(ids[0]) == 1
    assert ids[0] == ids[2] != ids[1]


def test_the_language_and_the_direction_of_a_label_are_said() -> None:
    picture = badge.render(of(coverage(100), Language("ar-EG", *language.names("ar-EG"), language.direction("ar-EG"))))
    label, value = list(ET.fromstring(picture).iter(f"{SVG}text"))[1::2]  # noqa: S314 - ours

    assert (label.get(XML_LANG), label.get("direction")) == ("ar-EG", "rtl")
    assert (value.get(XML_LANG), value.get("direction")) == (None, None)


# --- how wide it is ----------------------------------------------------------------------------------


@given(st.text())
def test_an_accent_adds_nothing_however_it_is_written(text: str) -> None:
    assert width(unicodedata.normalize("NFD", text), 11) == width(text, 11)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    with page(chromium) as opened:
        yield opened


def widths(tab: Page, font: str) -> dict[str, float]:
    """How wide the browser sets each of the texts, in pixels."""
    shown = [*names(), *SAID]
    tab.set_content("".join(f"<div><span>{text}</span></div>" for text in shown))
    tab.add_style_tag(content=f"span {{ font: {badge.SIZE}px {font} }}")
    found: list[float] = tab.eval_on_selector_all("span", "all => all.map(one => one.getBoundingClientRect().width)")
    return dict(zip(shown, found, strict=True))


def test_a_text_has_five_pixels_left_and_right_in_the_font_of_the_table(tab: Page) -> None:
    measured = widths(tab, "'DejaVu Sans', serif")
    if measured[SAID[-1]] != widths(tab, "'DejaVu Sans', monospace")[SAID[-1]]:
        pytest.skip("there is no DejaVu Sans here, which the table was measured on")
    paddings = {text: (badge._half(text) - found) / 2 for text, found in measured.items()}

    assert {text: left for text, left in paddings.items() if not 3.5 <= left <= 6.5} == {}


def test_every_font_fits_its_half(tab: Page) -> None:
    tab.set_content("".join(badge.svg(name, "92.9 % reviewed", GREEN) for name in [*names(), "日本語", "हिन्दी", "ไทย"]))
    for font in ("DejaVu Sans", "DejaVu Sans Mono", "serif"):
        tab.evaluate("font => document.querySelectorAll('g').forEach(g => g.setAttribute('font-family', font))", font)
        gaps = tab.eval_on_selector_all(
            "svg",
            """all => all.map(svg => {
                const [grey, tinted] = [...svg.querySelectorAll('path')].map(path => path.getBBox())
                const [, label, , value] = [...svg.querySelectorAll('text')].map(text => text.getBBox())
                return [label.x - grey.x, grey.width - label.x - label.width, value.x - tinted.x,
                        tinted.x + tinted.width - value.x - value.width]
            })""",
        )

        assert [gap for of_one in gaps for gap in of_one if not 3.5 <= gap <= 6.5] == []


def test_a_badge_is_a_picture_of_its_size_for_a_browser(tab: Page, tmp_path: Path) -> None:
    picture = badge.svg("Nederlands", "92.9 % reviewed", GREEN)
    (tmp_path / "nl.svg").write_text(picture, encoding="utf-8")
    (tmp_path / "index.html").write_text('<img src="nl.svg" alt="">', encoding="utf-8")

    tab.goto((tmp_path / "index.html").as_uri())
    size = tab.eval_on_selector("img", "image => [image.naturalWidth, image.naturalHeight]")

    assert size == [badge._half("Nederlands") + badge._half("92.9 % reviewed"), 20]
