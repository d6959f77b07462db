# ruff: noqa: RUF001 - digits and signs of other scripts are meant
"""What is known by its own code, links or numbers goes together by these, and never by its place alone."""

from __future__ import annotations

from itertools import permutations

import pytest
from helpers.published import findings, said, texts
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import COMMONMARK

OPTIONS = {
    "--color": ("Show the output in colours", "Toon de uitvoer in kleuren"),
    "--dry": ("Say what would be done", "Zeg wat er gedaan zou worden"),
    "--force": ("Overwrite existing files", "Overschrijf bestaande bestanden"),
    "--quiet": ("Print nothing but errors", "Toon alleen fouten"),
}
DUTCH = dict(OPTIONS.values())
FORMS = {
    "a table": ("| `{0}` | {1} |\n", "| O | P |\n| --- | --- |\n"),
    "a table with its code behind": ("| {1} | `{0}` |\n", "| O | P |\n| --- | --- |\n"),
    "a table with code as plain text": ("| {0} | {1} |\n", "| O | P |\n| --- | --- |\n"),
    "a table of links": ("| [{0}](/option/{0}) | {1} |\n", "| O | P |\n| --- | --- |\n"),
    "a list": ("- `{0}`: {1}\n", ""),
    "a list with paragraphs of their own": ("- `{0}`\n\n  {1}\n\n", ""),
    "a list of links": ("- [{1}](/option/{0})\n", ""),
    "a quoted list": ("> - **`{0}`** - {1}\n", ""),
    "a list of bold options": ("- **{0}** {1}\n", ""),
    "a list of plain options": ("- {0}: {1}\n", ""),
    "a table of HTML": ("<tr><td><code>{0}</code></td><td>{1}</td></tr>\n", "<table>\n"),
    "a list of HTML": ("<li><code>{0}</code> <p>{1}</p>\n", "<ul>\n"),
    "terms of HTML": ("<dt><code>{0}</code><dd>{1}\n", "<dl>\n"),
    "sections": ("## `{0}`\n\n{1}\n\n", ""),
    "sections that name their code": ("## The `{0}` option\n\n{1}\n\n", ""),
}


END = {"<table>\n": "</table>\n", "<ul>\n": "</ul>\n", "<dl>\n": "</dl>\n"}


def page(form: str, entries: list[tuple[str, str]], head: str = "") -> str:
    """A page with entries in a form."""
    entry, before = FORMS[form]
    return (head or before) + "".join(entry.format(*one) for one in entries) + END.get(before, "")


def english(form: str, *codes: str) -> str:
    return page(form, [(code, OPTIONS[code][0]) for code in codes or OPTIONS])


def dutch(form: str, *codes: str) -> str:
    return page(form, [(code, OPTIONS[code][1]) for code in codes])


def wrong(found: dict[str, str]) -> dict[str, str]:
    """The translations of explanations that belong to another option, whatever stands round them."""
    explained = {text: (one, other) for one, other in DUTCH.items() for text in found if one in text}
    return {text: found[text] for text, (_, other) in explained.items() if other not in found[text]}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("order", [*permutations(OPTIONS)][1::4])
def test_in_another_order_no_entry_gets_the_text_of_another(form: str, order: tuple[str, ...]) -> None:
    assert wrong(texts(said(english(form), dutch(form, *order)))) == {}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("gone", OPTIONS)
def test_with_an_entry_less_no_other_one_takes_its_text(form: str, gone: str) -> None:
    rest = [code for code in OPTIONS if code != gone]

    assert wrong(texts(said(english(form), dutch(form, *rest)))) == {}
    assert wrong(texts(said(english(form, *rest), dutch(form, *OPTIONS)))) == {}


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_that_took_the_place_of_another_is_not_taken_for_it_but_listed(form: str) -> None:
    entries = [(code, OPTIONS[code][1]) for code in OPTIONS]
    entries[1] = ("--silent", "Doe wat gezegd werd")
    taken = said(english(form), page(form, entries))

    assert not any("Doe wat" in text for text in texts(taken).values())
    listed = [*findings(taken, "missing"), *findings(taken, "unsure")]
    assert any("Say what would be done" in text for _, _, text in listed)


@pytest.mark.parametrize("form", [form for form in FORMS if "plain" not in form])
@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 2, 1, 3), (3, 0, 1, 2)])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_and_items_that_were_moved_are_found_by_what_they_are_known_by(
    form: str, order: tuple[int, ...], end: str
) -> None:
    codes = [[*OPTIONS][place] for place in order]
    found = texts(said(english(form).replace("\n", end), dutch(form, *codes).replace("\n", end)))

    assert {one: text for one, text in found.items() if any(words in one for words in DUTCH)}.keys() >= {
        one for one in found if any(words in one for words in DUTCH)
    }
    assert sum(any(words in one for words in DUTCH) for one in found) >= (3 if "of HTML" in form else 4)


@pytest.mark.parametrize(
    "html",
    [
        "<tr>Words</tr>",
        "<table><tr>Words",
        "</td></tr>",
        "<td>One</td>",
        "<li>A<li>B",
        "<ul></ol>",
        "<table><tr><div>x</div>",
    ],
)
def test_broken_html_is_aligned_with_itself(html: str) -> None:
    page = f"Before it\n\n{html}\n\nAfter it\n"

    assert texts(said(page, page.replace("Before", "Voor").replace("After", "Na")))["After it"] == "Na it"


# --- tables ------------------------------------------------------------------------------------------

TABLE = """\
| Option | Meaning | Default |
| --- | --- | --- |
| `--color` | Show the output in colours | always |
| `--most N` | Stop after this many files | 10,000 |
| `--share` | As much as this is kept | 0.5 |
"""
TRANSLATED = {
    "Dutch": """\
| Optie | Betekenis | Standaard |
| --- | --- | --- |
| `--share` | Zoveel wordt er bewaard | 0,5 |
| `--color` | Toon de uitvoer in kleuren | altijd |
| `--most AANTAL` | Stop na zoveel bestanden | 10.000 |
""",
    "Chinese": """\
| 选项 | 含义 | 默认值 |
| --- | --- | --- |
| `--share` | 保留这么多 | 0.5 |
| `--color` | 以彩色显示输出 | 总是 |
| `--most N` | 处理这么多文件后停止 | 10,000 |
""",
    "Arabic": """\
| الخيار | المعنى | الافتراضي |
| --- | --- | --- |
| `--share` | يُحتفظ بهذا القدر | ٠٫٥ |
| `--color` | عرض المخرجات بالألوان | دائما |
| `--most N` | توقف بعد هذا العدد من الملفات | ١٠٬٠٠٠ |
""",
    "Hindi": """\
| विकल्प | अर्थ | डिफ़ॉल्ट |
| --- | --- | --- |
| `--share` | इतना रखा जाता है | 0.5 |
| `--color` | आउटपुट रंगों में दिखाएं | हमेशा |
| `--most N` | इतनी फ़ाइलों के बाद रुकें | 10,000 |
""",
}


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_in_another_order_is_read_row_by_row_in_every_script(language: str, end: str) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in TRANSLATED[language].splitlines()]
    taken = said(TABLE.replace("\n", end), TRANSLATED[language].replace("\n", end))

    assert texts(taken) == {
        "Option": rows[0][1],
        "Meaning": rows[0][2],
        "Default": rows[0][3],
        "Show the output in colours": rows[3][2],
        "always": rows[3][3],
        "Stop after this many files": rows[4][2],
        "As much as this is kept": rows[2][2],
    }


def test_a_column_that_was_added_moves_no_cell() -> None:
    target = """\
| Optie | Sinds | Betekenis | Standaard |
| --- | --- | --- | --- |
| `--color` | 1.2 | Toon de uitvoer in kleuren | altijd |
| `--most N` | 1.3 | Stop na zoveel bestanden | 10.000 |
| `--share` | 2.0 | Zoveel wordt er bewaard | 0,5 |
"""
    found = texts(said(TABLE, target))

    assert found.get("Show the output in colours", "Toon de uitvoer in kleuren") == "Toon de uitvoer in kleuren"
    assert found.get("always", "altijd") == "altijd"
    assert found.get("Stop after this many files") == "Stop na zoveel bestanden"


def test_columns_in_another_order_are_told_by_what_is_in_them() -> None:
    target = """\
| Betekenis | Optie | Standaard |
| --- | --- | --- |
| Toon de uitvoer in kleuren | `--color` | altijd |
| Stop na zoveel bestanden | `--most N` | 10.000 |
| Zoveel wordt er bewaard | `--share` | 0,5 |
"""
    found = texts(said(TABLE, target))

    assert found["Stop after this many files"] == "Stop na zoveel bestanden"
    assert found["As much as this is kept"] == "Zoveel wordt er bewaard"
    assert found.get("Meaning", "Betekenis") == "Betekenis"


def test_what_the_reader_fills_in_may_be_translated_in_code() -> None:
    source = "| 1 | 2 |\n| - | - |\n| `cp <file>` | Copy a file |\n| `mv FILE` | Move a file |\n"
    target = "| 1 | 2 |\n| - | - |\n| `cp <bestand>` | Kopieer dit |\n| `mv BESTAND` | Verplaats dit |\n"

    assert texts(said(source, target)) == {
        "Copy a file": "Kopieer dit",
        "Move a file": "Verplaats dit",
    }


@pytest.mark.parametrize("sign", ['"{}"', "<{}>", "={}", "{}"])
def test_code_that_differs_in_a_value_alone_is_not_taken_for_the_same(sign: str) -> None:
    one, other = f"`set X {sign.format('one')}`", f"`set X {sign.format('other')}`"
    source = f"| 1 | 2 |\n| - | - |\n| {one} | Show the first |\n| {other} | Hide the second |\n"
    target = f"| 1 | 2 |\n| - | - |\n| {other} | Verberg de tweede |\n| {one} | Toon de eerste |\n"
    found = texts(said(source, target))

    assert found.get("Show the first", "Toon de eerste") == "Toon de eerste"
    assert found.get("Hide the second", "Verberg de tweede") == "Verberg de tweede"


def test_the_code_of_one_row_in_the_text_of_another_is_no_key() -> None:
    source = "| 1 | 2 |\n| - | - |\n| `--on` | Not with `--off` |\n| `--off` | Not with `--on` |\n"
    target = "| 1 | 2 |\n| - | - |\n| `--off` | Niet met `--on` |\n| `--on` | Niet met `--off` |\n"

    assert texts(said(source, target)) == {
        "Not with `--off`": "Niet met `--off`",
        "Not with `--on`": "Niet met `--on`",
    }


def test_years_in_front_of_rows_are_their_keys() -> None:
    source = "| Year | What |\n| - | - |\n| 2021 | We began |\n| 2022 | We grew |\n| 2023 | We won |\n"
    target = "| Jaar | Wat |\n| - | - |\n| 2023 | Wij wonnen |\n| 2022 | Wij groeiden |\n| 2021 | Wij begonnen |\n"

    found = texts(said(source, target))
    assert found["We began"] == "Wij begonnen"
    assert found["We grew"] == "Wij groeiden"
    assert found["We won"] == "Wij wonnen"


# --- alphabetical orders -----------------------------------------------------------------------------

GLOSSARIES = {
    "a list": ("- **{0}**: {1}\n", ""),
    "a table": ("| {0} | {1} |\n", "| T | M |\n| --- | --- |\n"),
    "sections": ("## {0}\n\n{1}\n\n", ""),
}
MEANINGS = {
    "Apple": ("a fruit that is round", "Appel", "een vrucht die rond is"),
    "Dog": ("an animal that barks", "Hond", "een dier dat blaft"),
    "House": ("a place where people live", "Huis", "een plek waar mensen wonen"),
    "Tree": ("a plant with a trunk", "Boom", "een plant met een stam"),
}


@pytest.mark.parametrize("form", GLOSSARIES)
def test_two_lists_in_alphabetical_order_are_not_paired_by_their_order(form: str) -> None:
    entry, head = GLOSSARIES[form]
    source = head + "".join(entry.format(term, meaning) for term, (meaning, _, _) in MEANINGS.items())
    ordered = sorted((term, meaning) for _, term, meaning in MEANINGS.values())
    taken = said(source, head + "".join(entry.format(*one) for one in ordered))

    assert [text for text in texts(taken) if any(term in text for term in MEANINGS)] == []
    assert any("Tree" in text for _, _, text in findings(taken, "unsure"))
    assert not any("Tree" in text for _, _, text in findings(taken, "missing"))


@pytest.mark.parametrize("form", GLOSSARIES)
def test_a_sorted_list_whose_translation_kept_its_order_is_imported(form: str) -> None:
    entry, head = GLOSSARIES[form]
    source = head + "".join(entry.format(term, meaning) for term, (meaning, _, _) in MEANINGS.items())
    target = head + "".join(entry.format(term, meaning) for _, term, meaning in MEANINGS.values())
    taken = said(source, target)

    assert findings(taken, "unsure") == []
    assert sum(any(term in text for term in MEANINGS) for text in texts(taken)) == 4


def test_a_sorted_list_of_names_is_imported() -> None:
    source = "- Amnesty helps people\n- Greenpeace helps whales\n- Oxfam helps farmers\n"
    target = "- Amnesty helpt mensen\n- Greenpeace helpt walvissen\n- Oxfam helpt boeren\n"

    assert len(texts(said(source, target))) == 3


def test_steps_keep_their_order_whatever_their_first_letters() -> None:
    source = "1. Ask a friend\n2. Build a house\n3. Call the mayor\n"
    target = "1. Bel een vriend\n2. Bouw een huis\n3. Vraag de burgemeester\n"

    assert len(texts(said(source, target))) == 3


def test_a_list_that_has_none_of_the_links_of_its_source_is_not_sure() -> None:
    source = "- [Write](https://w.org) a letter\n- [March](https://m.org) with us\n- [Phone](https://p.org) a person\n"
    target = "- [Schrijf](https://a.nl) een brief\n- [Loop](https://b.nl) mee\n- [Bel](https://c.nl) iemand op\n"
    taken = said(source, target)

    assert texts(taken) == {}
    assert len(findings(taken, "unsure")) == 3


TERMS = "{0}\n\n: {1}\n\n"
WITH_TERMS = replace(COMMONMARK, definition_lists=True)


def test_definitions_go_with_their_terms() -> None:
    source = "".join(TERMS.format(f"`{code}`", OPTIONS[code][0]) for code in OPTIONS)
    target = "".join(TERMS.format(f"`{code}`", OPTIONS[code][1]) for code in reversed(OPTIONS))

    assert texts(said(source, target, dialect=WITH_TERMS)) == DUTCH


def test_sorted_definitions_are_not_sure() -> None:
    source = "".join(TERMS.format(term, meaning) for term, (meaning, _, _) in MEANINGS.items())
    ordered = sorted((term, meaning) for _, term, meaning in MEANINGS.values())
    taken = said(source, "".join(TERMS.format(*one) for one in ordered), dialect=WITH_TERMS)

    assert texts(taken) == {}
    assert len(findings(taken, "unsure")) == 8
