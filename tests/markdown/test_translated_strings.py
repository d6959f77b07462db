"""A file of strings with the translated ones alone: every other entry goes, and nothing else changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.translated_strings import translated_alone


def read(language: str, text: str) -> Page:
    return page(text.encode(), Dialect(f"{language} strings", values=language, front_matter=("**",)))


def alone(language: str, text: str, *left: str) -> str:
    """The file without the strings that say this."""
    strings = read(language, text)
    return translated_alone(strings, {i for i, one in enumerate(strings.segments) if one.msgid in left}).decode()


JSON = """{
  "a.b": {
    "message": "One",
    "n": 3
  },
  "c": ["Two", "Three"],

  "d": "Four"
}
"""
TOML = """# About all.

# About a.
a = "One"
b = '''
Two
[x]
'''

# About c.
[c]
one = "Three"
# more
other = "Four"

[d]
other = "Five"
"""
YAML = """# About all.

# About a.
a: One
b: >
  Two
  words

# About c.
c:
  one: Three
  other: Four
"d": Five
"""
LIST = "- id: a\n  translation: One\n- id: b\n  translation: Two\n"


@pytest.mark.parametrize(
    ("language", "text", "left", "expected"),
    [
        ("json", JSON, ("One",), JSON.replace('"a.b": {\n    "message": "One",\n    "n": 3\n  },\n  ', "")),
        ("json", JSON, ("Two",), JSON),
        ("json", JSON, ("Two", "Three"), JSON.replace('"c": ["Two", "Three"],\n\n  ', "")),
        ("json", JSON, ("Four",), JSON.replace(',\n\n  "d": "Four"', "")),
        ("json", JSON, ("One", "Two", "Three", "Four"), "{}\n"),
        ("json", '{"a":"One","b":"Two"}', ("One",), '{"b":"Two"}'),
        ("json", '{"a":"One","b":"Two"}', ("Two",), '{"a":"One"}'),
        ("json", '{"a":"{x}","b":"Two"}', ("Two",), '{"a":"{x}"}'),
        ("json", '{\r\n\t"a": "One, \\"x\\": ",\r\n\t"b": "Two"\r\n}', ('One, "x":',), '{\r\n\t"b": "Two"\r\n}'),
        ("json", '["One", "Two"]', ("One",), '["One", "Two"]'),
        ("toml", TOML, ("One",), TOML.replace('# About all.\n\n# About a.\na = "One"\n', "# About all.\n\n")),
        ("toml", TOML, ("Three",), TOML),
        (
            "toml",
            TOML,
            ("Three", "Four"),
            TOML.replace('# About c.\n[c]\none = "Three"\n# more\nother = "Four"\n\n', ""),
        ),
        ("toml", TOML, ("Five",), TOML.replace('[d]\nother = "Five"\n', "")),
        ("yaml", YAML, ("One",), YAML.replace("# About a.\na: One\n", "")),
        ("yaml", YAML, ("Two words",), YAML.replace("b: >\n  Two\n  words\n\n", "")),
        ("yaml", YAML, ("Three", "Four"), YAML.replace("# About c.\nc:\n  one: Three\n  other: Four\n", "")),
        ("yaml", YAML, ("Five",), YAML.replace('"d": Five\n', "")),
        ("yaml", YAML.replace("\n", "\r\n"), ("Five",), YAML.replace('"d": Five\n', "").replace("\n", "\r\n")),
        ("yaml", "a: One\n\n# Part.\n\n# Of b.\nb: Two\n", ("One",), "# Part.\n\n# Of b.\nb: Two\n"),
        ("yaml", "a: One\n\n# Part.\n\n# Of b.\nb: Two\n", ("Two",), "a: One\n\n# Part.\n\n"),
        ("yaml", LIST, ("One",), LIST),
        ("yaml", LIST, ("a", "One"), "- id: b\n  translation: Two\n"),
        ("yaml", "a: &x One\nb: *x\nc: Two\n", ("One",), "a: &x One\nb: *x\nc: Two\n"),
        ("yaml", "{a: One, b: Two}\n", ("One",), "{a: One, b: Two}\n"),
    ],
)
def test_entries_without_a_translation_go_and_all_else_stays(
    language: str, text: str, left: tuple[str, ...], expected: str
) -> None:
    assert alone(language, text, *left) == expected
    assert alone(language, text) == text


KEYS = st.lists(st.sampled_from(["a", "b.c", "d e", "f", "é", "g"]), unique=True, min_size=1)
SAID = st.sampled_from(["One", "Two words", "{x} three", 'a "b", c: d', "[e]", "# f", "ü"])


@given(st.data(), KEYS)
def test_what_stays_of_json_is_what_was_there(data: st.DataObject, keys: list[str]) -> None:

    values = {
        key: data.draw(st.one_of(SAID, st.fixed_dictionaries({"message": SAID, "n": st.integers()}))) for key in keys
    }
    text = json.dumps(values, indent=data.draw(st.sampled_from([None, 2, "\t"])), ensure_ascii=data.draw(st.booleans()))
    strings = read("json", text)
    left = data.draw(st.sets(st.integers(0, len(strings.segments))))
    made = json.loads(translated_alone(strings, left))

    assert list(made.items()) == [
        (key, value) for number, (key, value) in enumerate(values.items()) if number not in left
    ]
