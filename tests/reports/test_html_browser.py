"""The report in a browser: it reads well without scripts, sorts and filters with them, and everyone can use it.

The helper fails a test whose page logs an error, which a break of the content security policy is, or asks a network.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it comes without types
from helpers import reports, websites
from helpers.browser import browser, page
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from i18n_pipeline.coverage import MessageReport
from i18n_pipeline.model import State
from i18n_pipeline.reports import html

INDEX, ARABIC, SOURCE = "index.html", "ar.html", "pages/how-to/review.md.html"
KINDS = [INDEX, ARABIC, SOURCE]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return websites.write(websites.site(reports.sample()), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return websites.write(html.files(websites.large(pages=1_200, languages=2)), tmp_path_factory.mktemp("large"))


def open_page(tab: Page, path: Path) -> None:
    tab.goto(path.as_uri())


def rows(tab: Page, table: str = "#grid") -> list[str]:
    """The first cells of the rows that are seen."""
    return tab.locator(f"{table} tbody > tr > th:visible").all_inner_texts()


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_no_fault(chromium: Browser, site: Path, name: str) -> None:
    """In the dark only the colours are others."""
    with page(chromium) as tab:
        open_page(tab, site / name)
        found = Axe().run(tab).response["violations"]
        tab.emulate_media(color_scheme="dark")
        found += Axe().run(tab, options={"runOnly": ["color-contrast"]}).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


@pytest.mark.parametrize("name", KINDS)
def test_a_phone_scrolls_down_alone(chromium: Browser, site: Path, name: str) -> None:
    with page(chromium, viewport={"width": 320, "height": 640}) as tab:
        open_page(tab, site / name)

        assert tab.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", KINDS)
def test_all_is_there_without_scripts(chromium: Browser, site: Path, name: str) -> None:
    with page(chromium, java_script_enabled=False) as tab:
        open_page(tab, site / name)

        every = tab.locator("#grid tbody > tr, .messages tbody > tr").count()
        assert every == tab.locator("#grid tbody > tr:visible, .messages tbody > tr:visible").count()
        assert not tab.locator(".tools").first.is_visible()
        assert tab.locator("thead button").count() == 0


def test_a_head_of_a_column_sorts_it(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        head = tab.get_by_role("columnheader", name="Words").last
        head.get_by_role("button").click()

        assert rows(tab)[:3] == ["index.md", "about.md", "guide/install.md"]
        assert head.get_attribute("aria-sort") == "ascending"

        head.get_by_role("button").press("Enter")

        assert rows(tab)[0] == "reference/settings.md"
        assert head.get_attribute("aria-sort") == "descending"
        assert tab.locator("#grid [aria-sort]").count() == 1


def test_marks_beside_a_number_do_not_disturb_the_order(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        tab.get_by_role("columnheader", name="Nederlands").get_by_role("button").click()

        assert rows(tab)[:3] == ["reference/settings.md", "how-to/review.md", "guide/first-steps.md"]


def test_pages_are_found_by_name_state_and_language(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        tab.get_by_label("Find a page").fill("GUIDE/")
        assert rows(tab) == ["guide/advanced/own-profile.md", "guide/first-steps.md", "guide/install.md"]
        assert tab.get_by_role("status").inner_text() == "3 of 9 shown"

        tab.get_by_label("Find a page").fill("")
        tab.get_by_label("State").select_option(label="with stale messages")
        assert rows(tab) == ["about.md", "how-to/review.md", "reference/settings.md"]

        tab.get_by_role("combobox", name="Language").select_option(label="العربية")
        assert rows(tab) == ["about.md"]
        assert tab.locator("#grid thead th:visible").all_inner_texts() == ["Page", "العربية", "Words"]

        tab.get_by_label("State").select_option(label="any")
        tab.get_by_role("combobox", name="Language").select_option(label="all")
        assert len(rows(tab)) == 9
        assert tab.get_by_role("status").inner_text() == ""


def test_messages_are_found_by_text_state_and_language(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / SOURCE)
        tab.get_by_label("State").select_option(label="refused")
        assert tab.locator(".messages tbody > tr:visible").count() == 4

        tab.get_by_role("combobox", name="Language").select_option(label="日本語")
        assert tab.locator("#messages > section:visible h2").all_inner_texts() == ["日本語 Japanese"]
        assert tab.locator(".messages tbody > tr:visible").count() == 1

        tab.get_by_label("State").select_option(label="any")
        tab.get_by_label("Find a text").fill("thank you")
        assert tab.locator(".messages tbody > tr:visible").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_no_column_of_the_table_of_a_language_is_cut(chromium: Browser, site: Path, width: int) -> None:
    with page(chromium, viewport={"width": width, "height": 800}) as tab:
        open_page(tab, site / "nl.html")

        assert tab.locator(".scroll").evaluate("area => area.scrollWidth - area.clientWidth") == 0
        last = tab.locator("#grid tbody > tr").first.locator("td").last.bounding_box()
        assert last is not None
        assert last["x"] + last["width"] <= width


def test_what_to_do_next_shows_the_messages_it_is_about(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        tab.locator(".todo a").nth(1).click()

        assert tab.url.endswith("how-to/review.md.html#nl--stale")
        shown = tab.locator(".messages tbody > tr:visible")
        assert shown.count() == 1
        assert shown.first.get_attribute("id") == "nl--stale"
        assert tab.get_by_role("combobox", name="Language").input_value() == "1"

        tab.get_by_label("State").select_option(label="any")
        tab.get_by_role("combobox", name="Language").select_option(label="all")
        assert tab.locator(".messages tbody > tr:visible").count() == 20


def test_without_scripts_what_to_do_next_leads_to_the_first_message(chromium: Browser, site: Path) -> None:
    with page(chromium, java_script_enabled=False) as tab:
        open_page(tab, site / "nl.html")
        tab.locator(".todo a").first.click()

        assert tab.url.endswith("about.md.html#nl--refused")
        assert tab.locator("#nl--refused").is_visible()


def test_hostile_text_runs_nothing(chromium: Browser, tmp_path: Path) -> None:
    report = reports.sample()
    text = "**x** <img src=x onerror=\"document.title='no'\"> [a](javascript:document.title='no')"
    text += " <script>document.title='no'</script>"
    message = MessageReport(text, text, State.UNTRANSLATED, 1, text, refused=text, line=1, within=text)
    found = replace(report, translate_url="https://example.org/{text}", locales=report.locales[:1])
    counted = replace(report.locales[0].pages[0], title=text)
    path = tmp_path / "page.html"
    path.write_text(html.source_page(found, "a.md", [(report.locales[0], counted, [message])]), encoding="utf-8")
    with page(chromium) as tab:
        open_page(tab, path)

        assert tab.title().startswith("**x** <img")
        assert tab.locator("img, script:not([src]):nth-of-type(2)").count() == 0
        assert tab.locator("a[href^='javascript']").all() == []


def test_a_long_table_shows_its_first_rows_and_the_rest_when_asked(chromium: Browser, large: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, large / "aa.html")
        seen = tab.locator("#grid tbody > tr:not([hidden])")
        assert seen.count() == 200

        tab.get_by_label("Find a page").fill("page-0007")
        assert seen.count() == 1

        tab.get_by_label("Find a page").fill("")
        tab.get_by_role("button", name="Show all 1,200").click()
        assert seen.count() == 1_200


def test_a_folder_leads_to_its_first_page(chromium: Browser, large: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, large / INDEX)
        tab.locator("#grid tbody a").nth(20).click()

        target = tab.locator("tr:target th, th:target")
        assert target.inner_text().startswith("docs/part-")
        assert tab.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 700


def test_arabic_runs_from_right_to_left(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / SOURCE)
        text = tab.locator("p.text[lang=ar]").first

        assert text.evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_the_keyboard_gets_everywhere(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "Skip to the content"
        assert tab.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]

        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main"


def test_the_head_and_the_first_column_of_the_grid_stay(chromium: Browser, large: Path) -> None:
    with page(chromium, viewport={"width": 320, "height": 640}) as tab:
        open_page(tab, large / "pages-1.html")
        tab.locator(".scroll").evaluate("area => area.scrollTo(150, 900)")
        area = tab.locator(".scroll").bounding_box()
        head = tab.locator("#grid thead th").first.bounding_box()

    assert area is not None
    assert head is not None
    assert abs(head["x"] - area["x"]) <= 2
    assert abs(head["y"] - area["y"]) <= 2


def test_print_shows_the_whole_table_and_no_controls(chromium: Browser, site: Path) -> None:
    with page(chromium) as tab:
        open_page(tab, site / INDEX)
        tab.emulate_media(media="print")

        assert not tab.locator(".tools").is_visible()
        assert tab.locator(".scroll").evaluate("area => getComputedStyle(area).overflow") == "visible"


def test_what_is_printed_from_a_dark_screen_is_black_on_white(chromium: Browser, site: Path) -> None:
    colours = "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    with page(chromium, color_scheme="dark") as tab:
        open_page(tab, site / INDEX)
        assert tab.evaluate(colours) == ["rgb(232, 231, 227)", "rgb(20, 21, 23)"]

        tab.emulate_media(media="print")
        assert tab.evaluate(colours) == ["rgb(28, 29, 31)", "rgb(255, 255, 255)"]
