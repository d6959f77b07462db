"""The report as web pages: what is on them, that they hold together, and that no text of strangers gets out of hand."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from helpers import reports, websites
from helpers.found import ERROR, WARNING, any_finding
from helpers.markup import Markup, markup
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.coverage import WORK, Count, Coverage, Language, MessageReport, Report
from i18n_pipeline.findings import SeverityCounts
from i18n_pipeline.model import LIVE, State
from i18n_pipeline.reports import html, translate_links
from i18n_pipeline.reports.html import charts, paths
from i18n_pipeline.reports.html.rendered import rendered

SAMPLE = reports.sample()
ODD = ["a b.md", "100%.md", "a#b?c.md", "d'q\"q.md", "deep/er/than/that.md", "مقالات/صفحة.md", "日本/語.md", "~20.md"]
OWN_TAGS = set(
    re.findall(
        r"\w+",
        """a abbr bdi body button caption circle code dd defs del details div dl dt figcaption figure footer h1 h2 h3
        head header html input ins label li main meta nav ol option p path pattern polygon polyline rect script section
        select small span strong style summary svg table tbody td th thead time title tr ul""",
    )
)
"""All that our templates write."""
RENDERED = {"br", "em", "s", "sup"}
"""What else a message may be rendered with."""


@cache
def site() -> dict[str, str]:
    return dict(websites.site(SAMPLE))


@cache
def read(name: str) -> Markup:
    return markup(site()[name])


NAMES = sorted(site())


# --- every page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_links_lead_to_what_is_there(name: str) -> None:
    ids = read(name).all("id")
    assert len(ids) == len(set(ids))

    for link in read(name).all("href"):
        address, fragment = urldefrag(link)
        target = normpath(join(dirname(name), unquote(address))) if address else name
        assert target in site()
        assert not fragment or fragment in read(target).all("id")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_labelled_by_an_id_or_controls_one_has_it(name: str) -> None:
    wanted = [*read(name).all("aria-labelledby"), *read(name).all("data-for")]

    assert set(wanted) <= set(read(name).all("id"))


@pytest.mark.parametrize("name", NAMES)
def test_only_the_style_and_script_of_the_page_itself_may_run(name: str) -> None:
    found = read(name)
    policy = next(t.attributes["content"] for t in found.named("meta") if "http-equiv" in t.attributes)
    hashes = {kind: b64encode(sha256(text.encode()).digest()).decode() for kind, text in found.raw.items()}

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; script-src 'sha256-{hashes['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert found.all("src") == found.all("style") == []
    assert not {a for tag in found.tags for a in tag.attributes if a.startswith("on")}


@pytest.mark.parametrize("name", NAMES)
def test_every_head_of_a_table_says_what_it_is_the_head_of(name: str) -> None:
    assert {tag.attributes.get("scope") for tag in read(name).named("th")} <= {"col", "row"}
    assert len(list(read(name).named("table"))) == len(list(read(name).named("caption")))


@pytest.mark.parametrize("name", NAMES)
def test_definitions_stand_on_every_page(name: str) -> None:
    for word in ("Reviewed", "Draft", "Stale", "Untranslated", "Published", "refused", "complete", "partly", "below"):
        assert word in read(name).text
    assert "never rounded up" in read(name).text
    assert "words of the English source" in read(name).text


# --- what is on them ---------------------------------------------------------------------------------


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_main_page_has_the_project_and_each_language_in_its_own_words() -> None:
    text = words(read("index.html").text)

    assert "Greenhouse" in text
    assert "Revision de30a93, 2026-11-22" in text
    for own in ("Nederlands", "العربية", "日本語", "Deutsch"):
        assert own in text
    assert "90.0 % reviewed 1 message refused +9.4 points in 30 days" in text
    assert "−0.2 points in 30 days" in text  # noqa: RUF001 - a minus
    assert "5 complete, 4 partly Stale" in text
    assert " 0 below" not in text
    assert " 0 partly" not in text


def test_what_is_most_pressing_comes_first_over_all_languages() -> None:
    text = words(read("index.html").text)
    steps = ["Repair 1 refused message about.md Nederlands", "Update 7 stale messages how-to/review.md Nederlands"]
    places = [text.index(step) for step in [*steps, "Update 5 stale messages about.md", "Review 187 drafts"]]

    assert places == sorted(places)


def test_nearly_all_is_not_called_all() -> None:
    page = reports.page("a.md", reports.coverage(99_999, untranslated=1))
    report = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, [page]),))

    for text in (html.index(report), html.locale(report, report.locales[0])):
        before_legend = words(markup(text).text).split("What the figures mean Reviewed")[0]
        assert "99.9" in before_legend
        assert "100.0" not in before_legend


def test_a_page_that_is_complete_but_refused_in_part_does_not_look_complete() -> None:
    page = reports.page("a.md", reports.coverage(120), refused=Count(1, 12))
    report = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, [page]),))

    for text in (html.index(report), html.locale(report, report.locales[0])):
        assert "reviewed 1 message refused" in words(markup(text).text)
        assert "<rect class=x " in text
    assert '<td class="p k10 r">100.0<small>! 1 refused</small>' in html.index(report)


def test_each_message_has_its_state_source_translation_and_what_is_wrong_with_it() -> None:
    text = words(read("pages/how-to/review.md.html").text)

    assert "untranslated heading 2 2 words Thank you not translated yet" in text
    assert f"{websites.TRANSLATIONS['nl']}Refused: link 1 is gone" in text
    assert f"{websites.TRANSLATIONS['nl']}Draft by deepl" in text
    assert "stale paragraph 11 words line 14" in text


def test_what_changed_under_a_stale_translation_is_shown_word_by_word() -> None:
    page = site()["pages/how-to/review.md.html"]

    assert f"{websites.SOURCE} <del>Stop</del><ins>Then read on</ins>." in page


@pytest.mark.parametrize(
    ("previous", "said"), [(None, "does not have the earlier source text"), ("Same", "the source text has not changed")]
)
def test_a_stale_translation_without_a_change_says_why(previous: str | None, said: str) -> None:
    dutch = SAMPLE.locales[0]
    message = MessageReport("Same", "Zelfde", LIVE[2], 1, "paragraph", previous=previous)

    assert said in html.source_page(SAMPLE, "a.md", [(dutch, dutch.pages[0], [message])])


def test_text_says_its_language_and_its_direction() -> None:
    page = site()["pages/how-to/review.md.html"]

    raw = f"<span class=raw>{websites.TRANSLATIONS['ar']}</span>"
    assert f'<p lang="ar" dir="rtl" class=text>{raw}</p>' in page
    assert '<td lang="en" dir="ltr" class=text>Thank you</td>' in page
    assert '<span lang="ar" dir="rtl">العربية</span>' in site()["index.html"]


LINKED = replace(SAMPLE, file_url="https://example.org/blob/main/{file}", site_url="https://example.org/{locale}/")


def test_files_and_the_site_are_linked_where_it_is_known_where_they_are() -> None:
    dutch = LINKED.locales[0]
    page = next(page for page in dutch.pages if page.page == "how-to/review.md")
    made = html.source_page(LINKED, page.page, [(dutch, page, websites.messages("nl"))])

    assert 'href="https://example.org/blob/main/locales/nl/LC_MESSAGES/how-to/review.po#L14"' in made
    assert 'href="https://example.org/blob/main/localised/nl"' in html.index(LINKED)
    assert 'href="https://example.org/nl/"' in html.index(LINKED)
    assert not [link for name in NAMES for link in read(name).all("href") if "example.org" in link]


def test_a_page_that_is_not_written_is_not_linked() -> None:
    arabic = LINKED.locales[1]
    page = next(page for page in arabic.pages if page.left_out)
    made = html.source_page(LINKED, page.page, [(arabic, page, ())])

    assert f"https://example.org/blob/main/{page.localised}" not in made
    assert page.localised in made


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//{file}", "data:text/html,{file}", " javascript:{file}", "x/{file}"]
)
def test_only_addresses_of_the_web_are_linked(address: str) -> None:
    assert paths.filled(address, "file", "a") == ""


def test_a_project_without_languages_or_pages_says_so() -> None:
    assert "no languages yet" in html.index(Report("", reports.ENGLISH, ()))
    empty = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, []),))
    assert "no pages yet" in html.index(empty)
    assert "no pages yet" in html.locale(empty, empty.locales[0])


# --- states in the grid --------------------------------------------------------------------------------


def test_a_page_of_drafts_does_not_look_untranslated() -> None:
    page = reports.page("a.md", reports.coverage(draft=67, untranslated=33))
    report = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, [page]),))

    assert '<td class="b f7 d u">0.0<small>67.0 draft</small>' in html.index(report)


@pytest.mark.parametrize(
    ("percents", "parts"),
    [
        ((100.0, 0.0, 0.0, 0.0), (10, 0, 0, 0)),
        ((99.9, 0.0, 0.0, 0.1), (9, 0, 0, 1)),
        ((0.1, 0.1, 0.1, 99.7), (1, 1, 1, 7)),
        ((33.3, 33.3, 33.3, 0.0), (4, 3, 3, 0)),
        ((0.0, 67.0, 0.0, 33.0), (0, 7, 0, 3)),
        ((0.0, 0.0, 0.0, 100.0), (0, 0, 0, 10)),
    ],
)
def test_a_cell_has_a_part_for_everything_that_is_there(percents: tuple[float, ...], parts: tuple[int, ...]) -> None:
    assert charts.tenths(percents) == parts


@given(st.lists(st.integers(0, 30_000), min_size=4, max_size=4).filter(any))
def test_the_parts_of_a_cell_are_a_whole(words: list[int]) -> None:
    percents = charts.shares(Coverage(*(Count(number, number) for number in words)))
    parts = charts.tenths(percents)

    assert sum(parts) == 10
    assert [part > 0 for part in parts] == [share > 0 for share in percents]


# --- where work is done --------------------------------------------------------------------------------


def test_what_to_do_next_leads_to_the_first_message_of_its_kind() -> None:
    for name, language in (("index.html", "ar"), ("nl.html", "nl")):
        links = [link for link in read(name).all("href") if "--" in link]
        assert links
        assert {urldefrag(link).fragment.rpartition("--")[2] for link in links} <= set(WORK)
        assert any(urldefrag(link).fragment.startswith(f"{language}--") for link in links)
    found = read("pages/how-to/review.md.html")
    first = next(tag for tag in found.tags if tag.attributes.get("id") == "nl--stale")
    assert first.attributes["class"] == "s"


def test_a_page_is_shown_with_its_own_title_beside_its_path() -> None:
    page = replace(reports.page("a/b.md", reports.coverage(draft=67)), title="How we <work>")
    report = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, [page]),))
    source = html.source_page(report, page.page, [(report.locales[0], page, ())])

    for text in (html.index(report), html.locale(report, report.locales[0]), source):
        said = words(markup(text).text)
        assert "How we <work>" in said
        assert "a/b.md" in said


WEBLATE = "https://weblate.example/translate/guide/{component}/{gettext_locale}/?checksum={checksum}"


def translating(address: str, msgid: str = "Thank you", line: int = 14, catalogue: str = "") -> list[str]:
    """Where the report leads for one message."""
    portuguese = reports.locale_report(Language("pt-BR", "Portuguese", "Português"), [])
    page = replace(reports.page("how-to/My page.md", reports.coverage(1)), catalogue=catalogue or "locales/a b.po")
    message = MessageReport(msgid, "", State.UNTRANSLATED, 2, "paragraph", line=line)
    made = html.source_page(replace(SAMPLE, translate_url=address), page.page, [(portuguese, page, [message])])
    return [link for link in markup(made).all("href") if "//" in link]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (WEBLATE, "https://weblate.example/translate/guide/how-to-my-page/pt_BR/?checksum=e5d6a1ca3db4b50d"),
        ("vscode://file/home/me/{catalogue}:{line}", "vscode://file/home/me/locales/a%20b.po:14"),
        (
            "https://example.org/{locale}?page={page}&q={text}",
            "https://example.org/pt-BR?page=how-to/My%20page.md&q=Thank%20you",
        ),
    ],
)
def test_a_message_leads_to_where_it_is_translated(address: str, link: str) -> None:
    assert translating(address) == [link]


def test_what_is_filled_in_cannot_end_its_part_of_the_address() -> None:
    nasty = 'a&b=c#d?e"f<g>{line}\n'

    assert translating("https://example.org/?q={text}&x=1", nasty) == [
        "https://example.org/?q=a%26b%3Dc%23d%3Fe%22f%3Cg%3E%7Bline%7D%0A&x=1"
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert('{text}')", "javascript://{text}", "data:{text}", "/x/{text}", ""]
)
def test_nobody_is_led_elsewhere_than_to_the_web_or_an_editor(address: str) -> None:
    assert translating(address) == []


def test_a_message_that_is_in_no_catalogue_yet_leads_nowhere() -> None:
    assert translating(WEBLATE, line=0) == []


def test_the_checksum_is_that_of_weblate() -> None:
    # SipHash-2-4 of the reference (Aumasson and Bernstein): key 00 to 0f, text 00 to 0e
    assert translate_links._siphash(bytes(range(16)), bytes(range(15))) == 0xA129CA6149BE45E5
    assert translate_links.checksum("Hello", "a button") == translate_links.checksum("Helloa button")
    assert translate_links.checksum("") == f"{translate_links._siphash(b'Weblate Sip Hash', b''):016x}"


# --- messages as readers see them ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Plain words & more.", ""),
        ("A **strong** and *soft* word", "A <strong>strong</strong> and <em>soft</em> word"),
        ("[the plan][1]", "<span class=link>the plan</span>"),
        ("[x](javascript:alert(1))", "<span class=link>x</span>"),
        ("![a dog][1]", "<span class=picture>a dog</span>"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        (
            "<b onclick=alert(1)>x</b>",
            "<span class=tag>&lt;b onclick=alert(1)&gt;</span>x<span class=tag>&lt;/b&gt;</span>",
        ),
        ("one\\\ntwo", "one<br>two"),
        ("# *no heading*", "# <em>no heading</em>"),
        ("- *no item*", "- <em>no item</em>"),
        ("see[^1]", "see<sup>1</sup>"),
        ("~~gone~~", "<s>gone</s>"),
        ("&lt;b&gt; **x**", "&lt;b&gt; <strong>x</strong>"),
        ("**これ**です", "<strong>これ</strong>です"),
        ("two\n\n*paragraphs*", ""),
        ("*half\ud800*", ""),
    ],
)
def test_a_message_is_rendered_as_inert_html(text: str, made: str) -> None:
    assert rendered(text) == made


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<script>",
            "</p>",
            "<img src=x onerror=alert(1)>",
            "](javascript:x)",
            "[a",
            "][1]",
            "`",
            "**",
            "*",
            "<!--",
            "-->",
            '"',
            "'",
            "&lt;",
            "&#60;",
            "<a href=x",
            ">",
            "\\",
            "\n",
            "\n\n",
            "# ",
            "- ",
            "![",
            "<https://x.y>",
            "[^1]",
            "{{",
            "日",
            "</td>",
        ]
    ),
    max_size=12,
).map("".join)


@given(HOSTILE)
def test_nothing_but_our_own_tags_comes_out_of_a_message(text: str) -> None:
    found = markup(str(rendered(text)))

    assert {tag.name for tag in found.tags} <= {"em", "strong", "s", "span", "code", "br", "sup"}
    assert {(name, value) for tag in found.tags for name, value in tag.attributes.items()} <= {
        ("class", "link"),
        ("class", "picture"),
        ("class", "tag"),
    }
    assert not re.search(r"<(?!/?(?:em|strong|s|span|code|br|sup)\b)", str(rendered(text)))


# --- text of strangers -------------------------------------------------------------------------------


@given(reports.any_report(), st.data())
def test_no_text_gets_out_of_its_place(report: Report, data: st.DataObject) -> None:
    texts = st.builds(
        MessageReport,
        reports.TEXTS,
        reports.TEXTS,
        st.sampled_from(LIVE),
        st.integers(0, 9),
        reports.TEXTS,
        st.none() | reports.TEXTS,
        reports.TEXTS,
        reports.TEXTS,
        st.integers(0, 9),
        findings=st.lists(any_finding(), max_size=2).map(tuple),
    )
    made = dict(html.files(report))
    for locale in report.locales[:1]:
        for page in locale.pages:
            messages = data.draw(st.lists(texts, max_size=3))
            made[html.source_path(page.page)] = html.source_page(report, page.page, [(locale, page, messages)])

    for text in made.values():
        found = markup(text)
        assert {tag.name for tag in found.tags} <= OWN_TAGS | RENDERED
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text)
        assert {urlsplit(link).scheme for link in found.all("href")} <= {""}
        assert found.all("style") == []
        assert not {name for tag in found.tags for name in tag.attributes if name.startswith("on")}


def test_a_finding_stands_below_its_translation_and_the_first_is_led_to() -> None:
    dutch = SAMPLE.locales[0]
    page = replace(dutch.pages[0], findings=SeverityCounts(1, 1, 0))
    messages = [MessageReport("One", "Een", LIVE[0], 1, "paragraph", findings=(one,)) for one in (WARNING, ERROR)]
    made = html.source_page(replace(SAMPLE, locales=()), page.page, [(dutch, page, messages)])
    text = words(markup(made).text)

    assert "EenWarning: 3 became 30; compare the numbers numbers" in text
    assert "Error: the link [1] is missing; put it back, as in [handleiding][1] md-link-target" in text
    assert made.count('id="nl--findings"') == made.count('href="#nl--findings">1 error, 1 warning<') == 1


def test_a_page_without_findings_does_not_speak_of_them() -> None:
    dutch = SAMPLE.locales[0]
    made = html.locale(SAMPLE, dutch)

    assert "Findings" not in markup(made).text


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "{{ 7 * 7 }}"])
def test_markup_in_a_message_is_text(text: str) -> None:
    dutch = SAMPLE.locales[0]
    message = MessageReport(text, text, LIVE[2], 1, text, previous=f"{text} {text}", made_by=text, refused=text)
    made = html.source_page(replace(SAMPLE, project=text), text, [(dutch, dutch.pages[0], [message])])

    assert text in markup(made).text
    assert len(list(markup(made).named("script"))) == 1


def test_control_characters_are_seen() -> None:
    dutch = SAMPLE.locales[0]
    message = MessageReport("a\x1b[31mb\x7f", "c\x00d\ud800", LIVE[0], 1, "paragraph")

    assert "a␛[31mb␡" in (made := html.source_page(SAMPLE, "x.md", [(dutch, dutch.pages[0], [message])]))
    assert "c␀d\ufffd" in made


# --- names of files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ODD)
def test_pages_of_any_name_are_linked_right(page: str) -> None:
    report = Report(
        "", reports.ENGLISH, (reports.locale_report(reports.DUTCH, [reports.page(page, reports.coverage(5))]),)
    )
    made = dict(websites.site(report))
    links = {unquote(urldefrag(link)[0]) for link in markup(made["index.html"]).all("href")}

    assert html.source_path(page) in links & made.keys()
    up = "../" * html.source_path(page).count("/")
    assert f'href="{up}index.html"' in made[html.source_path(page)]


LONG = "long" * 60
LOOKALIKES = [
    "a b.md",
    "a_b.md",
    "a?b.md",
    "a#b.md",
    "a~20b.md",
    " 28.md",
    "\u2028.md",
    "~u2028.md",
    f"{LONG}1",
    f"{LONG}2",
]


def test_pages_with_names_that_look_alike_have_files_of_their_own() -> None:
    assert len({html.source_path(page) for page in LOOKALIKES}) == len(LOOKALIKES)


@given(st.lists(reports.NAMES, min_size=2, max_size=2, unique=True))
def test_two_pages_never_share_a_file(names: list[str]) -> None:
    assert html.source_path(names[0]) != html.source_path(names[1])


@given(reports.NAMES)
def test_names_of_files_are_taken_everywhere(name: str) -> None:
    path = html.source_path(name)

    assert not set(path) & set(" \"#%&'*:;<>?\\|\x00\n")
    assert all(len(part.encode()) < 240 and part not in {".", ".."} for part in path.split("/"))


# --- large projects ----------------------------------------------------------------------------------


def test_a_large_project_is_shown_by_folder_and_whole_in_several_files() -> None:
    report = websites.large(pages=2_100, languages=1)
    made = dict(html.files(report))
    parts = sorted(name for name in made if name.startswith("pages-"))
    names = [page.page for page in report.locales[0].pages]

    assert parts == ["pages-1.html", "pages-2.html", "pages-3.html"]
    listed = [bdi for part in parts for bdi in re.findall(r"<th scope=row id=r\d+><a [^>]*><bdi>([^<]*)", made[part])]
    assert listed == names
    ids = {part: set(markup(made[part]).all("id")) for part in parts}
    for link in markup(made["index.html"]).all("href"):
        file, fragment = urldefrag(link)
        assert file not in parts or not fragment or fragment in ids[file]


def test_the_main_page_of_5000_pages_in_10_languages_is_small() -> None:
    report = websites.large(pages=5_000, languages=10)

    assert len(html.index(report).encode()) < 1_000_000
    assert len(html.locale(report, report.locales[0]).encode()) < 3_000_000


def test_the_main_page_is_small_even_where_every_page_has_a_folder_of_its_own() -> None:
    pages = [reports.page(f"{number:04}/index.md", reports.coverage(9)) for number in range(3_000)]
    report = Report("", reports.ENGLISH, (reports.locale_report(reports.DUTCH, pages),))
    made = html.index(report)

    assert len(made.encode()) < 200_000
    assert "3,000 pages in all; here are the 200 folders with the most to do" in words(markup(made).text)
