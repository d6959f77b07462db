"""Laws 1 and 2 for files of strings: without translations no byte changes, and with them only words do.

The judges are `json`, `tomllib` and PyYAML.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.strings import READERS, gaps, keyed, localised, replaced, strings, written
from hypothesis import given
from hypothesis import strategies as st

NAMES = st.one_of(st.sampled_from(["home", "a.b", "x y", "nav", "één", "message", "0"]), st.text(max_size=6))
PIECES = """no|yes|1.0|null|~|2024-01-01|12:30|: |, |#| # |{|}|[|]|- |? |! |& |*|@|`|%|'|"|''|\\|\\n|\\u0041|\t|\n| \
|\r\n|{name}|{{ .Count }}|%s|<b>|</b>|[a](b)|https://example.org|x|Woord|日本|עברית|\u2028|\x85|\ufeff|\U0001f600|---|...|+++|\
|'''|\"\"\"|<<|=|.inf|0x1F|=1|>-"""
SOUP = st.lists(st.sampled_from([*PIECES.split("|"), "|"]), max_size=8).map("".join)
TEXTS = st.one_of(SOUP, st.text(max_size=20), st.sampled_from(["Home", "Say {name}", "  in the middle ", "One\ntwo"]))
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=12,
)


@st.composite
def json_files(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from([None, 2, 4, "\t"]))
    text = json.dumps(draw(VALUES), indent=indent, ensure_ascii=draw(st.booleans()))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))) + draw(st.sampled_from(["", "\n"]))
    return text.encode(errors="replace").decode()


def plain(text: str) -> bool:
    return text.isprintable() and text.strip() == text != "" and not set(text) & set(":#'\"\\{}[],&*!|>%@`-?=<~")


def quoted(text: str) -> str:
    """A text in double quotes that YAML and TOML read alike."""
    signs = "\x7f\x85\u2028\u2029\ufeff"
    said = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if sign in signs else sign for sign in said)


def spelled(draw: st.DrawFn, form: str, text: str) -> str:
    """A text in one of the styles of a format."""
    ways = [quoted(text)]
    if text.isprintable() and "'" not in text:
        ways.append(f"'{text}'")
    if form == "yaml" and plain(text) and text[0].isalpha() and len(text) > 5:
        ways += [text, f"|\n    {text}", f">-\n    {text}\n    {text}", f"!!str {text}"]
    if form == "toml" and text.isprintable() and not set(text) & set("\\\"'"):
        ways += [f'"""\n{text}"""', f"'''{text} \n{text}'''"]
    return draw(st.sampled_from(ways))


@st.composite
def line_files(draw: st.DrawFn, form: str) -> str:
    """A file of YAML or TOML with comments, tables and lists."""
    sign, lines = {"yaml": ":", "toml": " ="}[form], []
    for number in range(draw(st.integers(1, 5))):
        comment = draw(st.sampled_from(["", f"# about {number}", f"# {{{number}}} : 'x\""]))
        lines += [comment] if comment else [""] * draw(st.integers(0, 1))
        texts = draw(st.lists(TEXTS.filter(str.isprintable), min_size=1, max_size=3))
        said = [spelled(draw, form, text) for text in texts]
        if draw(st.booleans()):
            lines += [f"table{number}:"] if form == "yaml" else [f"[table{number}]"]
            lines += [f"  key{place}{sign} {one}" for place, one in enumerate(said)]
        elif form == "yaml":
            lines += [f"list{number}:", *(f"  - {one}" for one in said)]
        else:
            lines += [f"[table{number}]", f"list = [{', '.join(quoted(text) for text in texts)}] # {number}"]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


FILES = {"json": json_files(), "yaml": line_files("yaml"), "toml": line_files("toml")}


@pytest.mark.parametrize("form", FILES)
@given(data=st.data())
def test_a_file_whose_texts_are_written_back_keeps_every_byte(form: str, data: st.DataObject) -> None:
    text = data.draw(FILES[form])
    english = strings(form, text)

    assert english.outline.front.problem == ""
    assert localised(english, {}).data.decode() == text
    assert localised(english, {one.msgid: one.msgid for one in english.segments}).data.decode() == text


@pytest.mark.parametrize("form", FILES)
@given(data=st.data())
def test_whatever_a_translation_says_only_the_words_of_its_string_change(form: str, data: st.DataObject) -> None:
    text = data.draw(FILES[form])
    english = strings(form, text)
    texts = {one.msgid: data.draw(TEXTS) for one in english.segments}
    made = localised(english, texts)
    refused = {english.segments[i].msgid for i in made.refused}
    kept = {msgid: said for msgid, said in texts.items() if msgid not in refused}

    result = made.data.decode()

    assert gaps(english).fullmatch(made.data)
    assert READERS[form](result) == expected(READERS[form](text), english, kept)


def expected(value: Any, english: Any, texts: dict[str, str]) -> Any:
    """What the file must hold, if each text stands in one kind of place only."""
    offered = [one.msgid for one in english.segments]
    return replaced(value, {msgid: texts[msgid] for msgid in offered if msgid in texts})


@pytest.mark.parametrize("form", FILES)
@given(data=st.data())
def test_a_word_is_never_refused(form: str, data: st.DataObject) -> None:
    english = strings(form, data.draw(FILES[form]))
    plain_texts = [one.msgid for one in english.segments if one.msgid.isalpha()]

    assert localised(english, dict.fromkeys(plain_texts, "Woord")).refused == {}


# --- what is a string -----------------------------------------------------------------------------------


def test_a_string_has_its_key_as_context_and_its_description_as_comment() -> None:
    [found] = strings("json", '{"nav.home": {"message": "Home", "description": "The\\n first link"}}').segments

    assert (found.msgctxt, found.msgid, found.comment) == ("nav.home.message", "Home", "The first link")


def test_a_description_without_a_message_is_a_string() -> None:
    assert keyed("json", '{"label": "Guides", "description": "All of them"}') == {
        "label": "Guides",
        "description": "All of them",
    }


@pytest.mark.parametrize(("form", "sign"), [("yaml", ":"), ("toml", " =")])
def test_comments_above_and_behind_a_string_go_along(form: str, sign: str) -> None:
    text = f"# not this\n\n# Shown first.\n# Keep it short.\nhome{sign} 'Home' # a button\nback{sign} 'Back'\n"

    assert [one.comment for one in strings(form, text).segments] == ["Shown first.\nKeep it short.\na button", ""]


def test_a_comment_above_a_table_goes_along_with_its_first_string() -> None:
    text = '# How long it takes\n[readingTime]\none = "One minute"\nother = "{{ .Count }} minutes"\n'

    assert [one.comment for one in strings("toml", text).segments] == ["How long it takes", ""]


@pytest.mark.parametrize(
    "value",
    ["/about/", "./a", "../b.md", "https://example.org/x", "mailto:a@example.org", "#top", "guide/index.html", "{name}",
     "{{ .Count }}", "%s", "", "  ", "123", "www.example.org", "a@example.org", "img/logo.svg", "${x}"],
)  # fmt: skip
def test_addresses_paths_and_lone_placeholders_are_no_text(value: str) -> None:
    assert keyed("json", json.dumps({"a": value, "b": "Text"})) == {"b": "Text"}


def test_numbers_dates_and_truth_values_are_no_text() -> None:
    assert keyed("yaml", "a: 1\nb: 2024-01-01\nc: yes\nd: null\ne: '1 of 2'\n") == {"e": "1 of 2"}


def test_keys_choose_the_texts() -> None:
    text = '{"menu": [{"name": "Home", "id": "home"}, {"name": "Blog", "sub": {"name": "New"}}], "name": "Top"}'

    assert [one.msgid for one in strings("json", text, "menu.name").segments] == ["Home", "Blog"]
    assert [one.msgid for one in strings("json", text, "**.name").segments] == ["Home", "Blog", "New", "Top"]
    assert [one.msgid for one in strings("json", text, "menu.*").segments] == ["Home", "home", "Blog"]
    assert [one.msgid for one in strings("json", text, "**", "!**.id").segments] == ["Home", "Blog", "New", "Top"]


def test_what_a_tag_of_a_program_is_for_is_no_text() -> None:
    text = "a: !ENV [HOME, 'a b']\nb: !!python/name:x.y.z\nc: !reference {d: Some words}\ne: Text\n"

    assert keyed("yaml", text) == {"e": "Text"}


# --- how a string is written -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "english", "dutch"),
    [
        ("json", '{"a": "Home"}', '{"a": "Thuis"}'),
        ("json", '{ "a" :\t"Home" , "b":1e5}', '{ "a" :\t"Thuis" , "b":1e5}'),
        ("json", '{"a": "\\u0048ome\\/"}', '{"a": "Thuis/"}'),
        ("yaml", "a: Home # first\n", "a: Thuis # first\n"),
        ("yaml", "a: 'Home'\n", "a: 'Thuis'\n"),
        ("yaml", 'a: "Home"\r\nb: 1\r\n', 'a: "Thuis"\r\nb: 1\r\n'),
        ("yaml", "a: >-\n  Home\n\nb: x\n", "a: >-\n  Thuis\n\nb: x\n"),
        ("yaml", "a: |\n  Home\n# end\n", "a: |\n  Thuis\n# end\n"),
        ("yaml", "a: &x Home\nb: *x\n", "a: &x Thuis\nb: *x\n"),
        ("yaml", "a: !!str Home\n", "a: !!str Thuis\n"),
        ("yaml", "- {a: Home, b: [Home]}", "- {a: Thuis, b: [Thuis]}"),
        ("yaml", "---\na: Home\n...\n", "---\na: Thuis\n...\n"),
        ("toml", "a = 'Home' # first\n", "a = 'Thuis' # first\n"),
        ("toml", '[[m]]\nb."c d" = "Home"\n', '[[m]]\nb."c d" = "Thuis"\n'),
        ("toml", "a = {b = 'Home', c = 1}", "a = {b = 'Thuis', c = 1}"),
    ],
)
def test_a_text_is_written_in_the_style_of_the_english_one(form: str, english: str, dutch: str) -> None:
    texts = {"Home": "Thuis", "Home/": "Thuis/"}

    assert dutch == written(form, english, texts)


HARD = "no|Yes|~|null|1.0|12:30|2024-01-01|a: b|a #b|- a|0o7|@x|it's|*|&a|!x|=|<<|[a]|.inf|a\nb|\"|x:|? y|%a"


@pytest.mark.parametrize("said", HARD.split("|"))
def test_a_text_in_yaml_stays_a_text(said: str) -> None:
    for english in ("a: Home\n", "a: [Home]\n", "a: 'Home'\n", "a: {b: Home}\n"):
        made = localised(strings("yaml", english), {"Home": said})
        if not made.refused:
            loaded = READERS["yaml"](made.data.decode())["a"]
            value = loaded["b"] if isinstance(loaded, dict) else loaded[0] if isinstance(loaded, list) else loaded
            assert value == said


# --- what cannot be read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text", "place"),
    [
        ("json", '{"a": 1,\n "b": x}', (2, 7)),
        ("json", '{"a": "1",\n "a": "2"}', (2, 7)),
        ("json", "", (1, 1)),
        ("yaml", "a: 1\nb: [1\n", (3, 1)),
        ("yaml", "a: 1\nb: 2\na: 3\n", (3, 4)),
        ("yaml", "a: 1\n---\nb: 2\n", (2, 1)),
        ("toml", "a = 1\nb = \n", (2, 5)),
        ("toml", "a = 1\na = 2\n", (2, 6)),
    ],
)
def test_a_fault_is_told_with_its_line(form: str, text: str, place: tuple[int, int]) -> None:
    front = strings(form, text).outline.front

    assert (bool(front.problem), front.place) == (True, place)


def test_equal_keys_in_different_mappings_are_no_fault() -> None:
    assert strings("json", '[{"a": "x"}, {"a": "y", "b": {"a": "z"}}]').outline.front.problem == ""
    assert strings("yaml", "- a: x\n- a: y\n  b:\n    a: z\n").outline.front.problem == ""


def test_aliases_in_aliases_take_no_time() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))

    assert keyed("yaml", f"a0: &a0 [Home]\n{levels}\n") == {"a0": "Home"}


# --- keys that are texts -----------------------------------------------------------------------------------

NAVIGATION = """# The menu
site_name: My docs
nav:
  - Home: index.md
  - "User guide":   # for all
      - First steps: first.md
      - first.md
      - {Last: last.md}
theme:
  name: material
  custom_dir: !ENV [A, b]
plugins:
  - emoji: !!python/name:material.extensions.emoji.to_svg
"""
KEYS = ("site_name", "nav.**:")


def test_keys_are_texts_where_a_colon_says_so() -> None:
    said = [(one.msgctxt, one.msgid) for one in strings("yaml", NAVIGATION, *KEYS).segments]

    assert said == [
        ("site_name", "My docs"),
        ("nav", "Home"),
        ("nav", "User guide"),
        ("nav.User guide", "First steps"),
        ("nav.User guide", "Last"),
    ]


def test_translated_keys_leave_all_else_in_place() -> None:
    dutch = {"My docs": "Gids: alles", "Home": "no", "User guide": "Voor [jou]", "First steps": "Eerst: dit"}
    made = written("yaml", NAVIGATION, {**dutch, "Last": "a, b"}, *KEYS)
    spelled = {"My docs": '"Gids: alles"', "Home": '"no"', "First steps": '"Eerst: dit"', "Last": '"a, b"'}
    expected_text = NAVIGATION.replace("User guide", "Voor [jou]")
    for english, said in spelled.items():
        expected_text = expected_text.replace(english, said)

    assert made == expected_text


def test_two_keys_of_one_mapping_may_not_become_one() -> None:
    made = localised(strings("yaml", "nav: {Home: a, Start: b}\n", "nav.**:"), {"Home": "Begin", "Start": "Begin"})

    assert len(made.refused) == 1
    assert READERS["yaml"](made.data.decode()).keys() == {"nav"}
    assert len(READERS["yaml"](made.data.decode())["nav"]) == 2


@given(text=TEXTS)
def test_a_key_stays_one_key_whatever_its_translation_says(text: str) -> None:
    made = localised(strings("yaml", "nav:\n- Home: a.md\n- {Home: b.md}\n- x\n", "nav.**:"), {"Home": text})
    first, second, third = READERS["yaml"](made.data.decode())["nav"]
    expected_key = "Home" if made.refused else text.strip()

    assert (list(first.values()), list(second.values()), third) == (["a.md"], ["b.md"], "x")
    assert {*first, *second} <= {expected_key, "Home"}
