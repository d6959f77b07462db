"""What a translation of a string must keep: what programs fill in, tags, targets of links, code, plural arguments."""

from __future__ import annotations

import json

import pytest
from helpers.strings import localised, strings
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.placeholders import difference

PLURAL = "{count, plural, one {# page} other {# pages in {folder}}}"


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("{count} files in {folder}", "In {folder} staan {count} bestanden"),
        ("{{ .Count }} minutes", "{{ .Count }} minuten"),
        ("{{.Count}} of {{ .Total }}", "{{ .Total }}: {{.Count}}"),
        ("%s of %d", "%d van %s"),
        ("%(name)s is %1$s", "%1$s is %(name)s"),
        ("100% sure", "100% zeker"),
        ("Read <b>this</b> <br/>", "Lees <b>dit</b> <br/>"),
        ("Read <0>this</0> <1/>", "<1/> Lees <0>dit</0>"),
        ("See [the docs](https://example.org/a)", "Zie [de gids](https://example.org/a)"),
        ("Run `make`", "Doe `make`"),
        ("$t(home) and @:nav.home", "@:nav.home en $t(home)"),
        ("One page|{count} pages", "{count} stron|{count} strony|jedna"),
        ("Say hello", "Zeg 'hallo' & dag"),
        ("a {b", "c {b"),
        (PLURAL, "{count, plural, one {# strona} few {# strony w {folder}} many {# stron} other {# w {folder}}}"),
        (PLURAL, "In {folder}: {count, plural, other {#}}"),
        ("{g, select, male {He} other {They}} said {n}", "{n} zei {g, select, male {hij} other {iemand}}"),
        ("{d, date, ::yMMMd} at {n, number}", "{n, number} op {d, date, ::yMMMd}"),
        ("{n, selectordinal, offset:1 one {#st} =2 {second} other {#th}}", "{n, selectordinal, other {#e}}"),
    ],
)
def test_a_translation_with_the_placeholders_of_its_english_is_taken(english: str, dutch: str) -> None:
    assert difference(english, dutch) == ""


@pytest.mark.parametrize(
    ("english", "dutch", "reason"),
    [
        ("{count} files", "bestanden", "it leaves out the placeholder {count}"),
        ("{count} files", "{aantal} bestanden", "it adds the placeholder {aantal}"),
        ("files", "{count} bestanden", "it adds the placeholder {count}"),
        ("{a} {a}", "{a}", "it leaves out the placeholder {a}"),
        ("{{ .Count }}", "{{ .Aantal }}", "it adds the placeholder {{ .Aantal }}"),
        ("files", "bestanden {", "it adds the placeholder {"),
        ("%d files", "%s bestanden", "it adds the placeholder %s"),
        ("<b>Home</b>", "Thuis", "it leaves out the placeholder </b>"),
        ("Home", "<b>Thuis</b>", "it adds the placeholder </b>"),
        ("Home", "<script>alert(1)</script>", "it adds the placeholder </script>"),
        ("Home", "[Thuis](javascript:alert(1))", "it adds the placeholder ](javascript:alert(1))"),
        ("[a](b)", "[a](c)", "it adds the placeholder ](c)"),
        ("Home", "Thuis https://evil.example", "it adds the placeholder https://evil.example"),
        ("Run `make`", "Doe `maak`", "it adds the placeholder `maak`"),
        (PLURAL, "{aantal, plural, one {#} other {# {folder}}}", "it adds the placeholder {aantal, plural}"),
        (PLURAL, "{count, plural, one {#} other {#}}", "it leaves out the placeholder {folder}"),
        ("{g, select, a {x} other {y}}", "{g, select, other {z}}", "it leaves out the placeholder {g, select, a}"),
    ],
)
def test_a_translation_with_other_placeholders_is_refused_by_name(english: str, dutch: str, reason: str) -> None:
    assert difference(english, dutch) == reason


@pytest.mark.parametrize(
    "dutch",
    [
        "{count, plural, one {#} {folder}",
        "{count, plural, one {# {folder}}}",
        "{count, plural, eén {#} other {# {folder}}}",
        "{count, plural, one {#} other {# {folder}}",
        "{count, plural, one {#} other {# {folder}}}}",
    ],
)
def test_a_broken_message_in_the_icu_format_is_refused(dutch: str) -> None:
    assert "ICU" in difference(PLURAL, dutch)


def test_a_refused_text_leaves_the_others_in_place() -> None:
    english = strings("json", json.dumps({"a": "{n} pages", "b": "Home"}))
    made = localised(english, {"{n} pages": "pagina's", "Home": "Thuis"})

    assert json.loads(made.data) == {"a": "{n} pages", "b": "Thuis"}
    assert [why.reason for why in made.refused.values()] == ["it leaves out the placeholder {n}"]


@given(text=st.text(alphabet=st.sampled_from("{}, #aplurselcton=%$<b>/`[]()|\\'"), max_size=60) | st.text(max_size=60))
def test_a_text_equal_to_its_english_is_never_refused(text: str) -> None:
    assert difference(text, text) == ""


@pytest.mark.parametrize(
    "text", ["{" * 5000, "{a, plural, " * 2000, "<" * 5000, "%" * 5000, "{n, plural, other {" * 500]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    assert difference(text, text) == ""
