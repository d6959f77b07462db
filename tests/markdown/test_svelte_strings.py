"""Words in strings of JavaScript in the attributes of Svelte: which are messages, and how they are written.

mdsvex and the parser of Svelte judge that nothing but such strings changes, and JavaScript what they say.
"""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from helpers import mdx
from helpers.assembling import assembled, every, msgids, of_site, read
from helpers.generated import HOSTILE, LIKELY

from i18n_pipeline.markdown.constructs import OwnTag
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.profiles.sveltekit import DIALECT
from i18n_pipeline.profiles.vitepress import DIALECT as VITEPRESS

PLACES = (
    "{}\n",
    "- {}\n",
    "> {}\n",
    "> - a\n>\n>   {}\n",
    "<Card>\n  {}\n</Card>\n",
    "<Card a={{b}}>\n  {{#if c}}\n    {}\n  {{/if}}\n</Card>\n",
    "1. a\n\n   {}\n",
    "Words\n{}\n",
    "{{#if a}}\n\n{}\n\n{{/if}}\n",
)
TAGS = (
    "<Box title={'Some words'} />",
    '<Box title={"Some words"} b={c} />',
    "<Box title={`Some words`} />",
    "<Box title=\"{'Some words'}\" />",
    '<Box title="{"Some words"}" on:click={() => a > b} />',
    "<Box title='{`Some words`}' />",
    "<Box b={[{c: 1, label: 'Some words'}, {d}]} />",
    '<Box b="{[{c: "x > y", label: "Some words"}, {d}]}" c="{"e"} f" />',
    "<Box b='{[{c: 'x', label: 'Some words'}]}' {...d} {e} />",
    "<Box\n  b={{caption: `Some words`, c: {'x': 'y'}}} // it's {c} > d\n  e={f}\n/>",
    '<p title={"Some words"}>12</p>',
)


def pages() -> list[str]:
    """Each tag in each place, with either kind of line ends."""
    found = [place.format(tag.replace("\n", "\n" + _margin(place))) for place in PLACES for tag in TAGS]
    return [page.replace("\n", newline) for page in found for newline in ("\n", "\r\n")]


def _margin(place: str) -> str:
    """What stands before the lines of a tag in a place, after the first of them."""
    before = place[: place.rindex("{}")].rpartition("\n")[2]
    return "".join(" " if sign in "-1." else sign for sign in before)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("values={[{ value: 'angular', label: 'Angular words' }, { value: 'js', 'label': \"Words\" }]}", 2),
        ("title={`Words`} label={'It\\'s \"x\"'} titleText=\"{'Words'}\" text='{\"Words\"}'", 4),
        ('headers="{[{ key: "a", text: "It\'s" }, { key: "b", text: "b > c" }]}"', 2),
        ("title={ /* why */ 'Words' /* how */ }", 1),
        ('{...{title: "Words"}} {title} a="{b} text={\'Words\'} {c}" label={"Words"}', 1),
        ("a={b} // it's, label={'Words'}\n  /* title={'Words'} > */ title={'Words'}", 1),
        # code
        ("title={`Words ${x}`} alt={a ? 'Words' : 'words'} text={'Words' + x} label={t('Words')}", 0),
        ("items={['Words', 'Words']} a={'Words'} b={{c: 'Words'}} d={[['Words']]}", 0),
        ("on:click={() => ({title: 'Words'})} style:--a={'words'} title={'\\n'}", 0),
        ('title="{name}" label={name}', 0),
    ],
)
def test_strings_alone_and_in_plain_objects_and_arrays_are_messages(tag: str, expected: int) -> None:
    found = [msgids(f"<Box {tag} />\n".replace("\n", newline), DIALECT) for newline in ("\n", "\r\n")]

    assert [len(said) for said in found] == [expected, expected]


@pytest.mark.parametrize(
    "page", ["a <Box title={'Words'} /> b\n", "# <Box title={'Words'} />\n", "**<B title={'W'} />**\n"]
)
def test_a_string_among_words_is_code_since_mdsvex_sets_its_quotes(page: str) -> None:
    assert not [said for said in msgids(page, DIALECT) if "{" not in said]


def test_items_are_messages_where_the_settings_name_their_attribute() -> None:
    dialect = of_site(DIALECT, "component", OwnTag("Tabs", ("items",)))

    assert msgids("<Tabs items={['One', ['Two']]} a={'Three'} />\n", dialect) == ["One", "Two"]


@pytest.mark.parametrize("dialect", [DIALECT, VITEPRESS], ids=["svelte", "vitepress"])
def test_the_settings_name_attributes_in_quotes_too_wherever_the_tag_stands(dialect: Dialect) -> None:
    site = of_site(dialect, "component", OwnTag("Tabs", ("about",)))
    page = '<Tabs about="One" title="x">\n\n- <Tabs about=\'Two\' />\n\n</Tabs>\n\n| <Tabs about="Three" /> |\n|---|\n'
    made = assembled(read(page, site), every("Woord"))

    assert msgids(page, site) == ["One", "Two", "Three"]
    assert made.data.decode().count("Woord") == 3
    assert made.refusals == ()


def test_words_of_attributes_that_the_settings_name_may_change_and_no_others() -> None:
    site = of_site(DIALECT, "component", OwnTag("Tabs", ("about",)))
    page = "a <Tabs about='Two' title='x' /> b\n"

    assert assembled(read(page, site), every("a <Tabs about='Twee' title='x' /> b")).refusals == ()
    assert assembled(read(page, site), every("a <Tabs about='Two' title='y' /> b")).refusals != ()


@pytest.mark.parametrize(
    ("tag", "msgid", "text", "expected"),
    [
        ("title={'It\\'s'}", "It's", '\'t is "x"', "title={'\\'t is \"x\"'}"),
        ("title={`A`}", "A", "`${naam}` en \\", "title={`\\`$\\x7bnaam\\x7d\\` en \\\\`}"),
        ("title={'A\\nb'}", "A\\nb", "C\\nb C:\\x}", "title={'C\\nb C:\\\\x\\x7d'}"),
        ("title={'Caf\\u00e9'}", "Café", "Kafé", "title={'Kafé'}"),
        ("title={'A \\u{7d}'}", "A \\u{7d}", "B \\u{7d} {", "title={'B \\u{7d} \\x7b'}"),
        ('title="{"A"}"', "A", "een\ntwee\u2028\"drie'", 'title="{"een twee \\"drie\'"}"'),
    ],
)
def test_a_text_is_written_as_its_string_needs_it(tag: str, msgid: str, text: str, expected: str) -> None:
    english = f"<Box {tag} />\n"

    assert msgids(english, DIALECT) == [msgid]
    assert assembled(read(english, DIALECT), every(text)).data.decode() == f"<Box {expected} />\n"
    assert assembled(read(english, DIALECT), every(msgid)).refusals == ()


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("een <b data-x={{label: 'twee'}}>b</b>", False),
        ("een <b data-x={{label: 'two', title: 'x'}}>b</b>", True),
        ("een <b data-x={{label: 'two' + alert(1)}}>b</b>", True),
        ("een <b data-y={{label: 'two'}}>b</b>", True),
        ("een <b data-x={{label: `${two}`}}>b</b>", True),
    ],
)
def test_of_a_tag_in_the_words_of_html_a_translation_changes_the_words_of_strings_only(
    text: str, *, refused: bool
) -> None:
    made = assembled(read("<div>one <b data-x={{label: 'two'}}>b</b></div>\n", DIALECT), every(text))

    assert bool(made.refusals) == refused


def test_svelte_reads_every_text_and_nothing_else() -> None:
    english = pages()
    texts = [
        *LIKELY,
        *HOSTILE,
        "`",
        "${x}",
        "\\",
        "'",
        '"',
        "*/",
        "//",
        "{",
        "}",
        "\\u{",
        "\\x",
        "</Box>",
        "a\\'b",
        "|",
    ]
    put = [(text, page) for number, text in enumerate(texts) for page in english[number % 11 :: 11]]
    made = [assembled(read(page, DIALECT), every(text)) for text, page in put]
    before = mdx.structures(english, "sveltekit")
    after = mdx.structures([one.data.decode() for one in made], "sveltekit")
    expected = dict(zip(english, before, strict=True))

    assert len(made) > 1000
    assert [page for page, found in expected.items() if found[0].startswith("Error")] == []
    assert [one for one, found in zip(put, after, strict=True) if found != expected[one[1]]] == []
    assert sum(bool(one.refusals) for one in made) < len(made) // 4


def test_other_letters_are_published_in_every_form() -> None:
    made = [(page, assembled(read(page, DIALECT), lambda text: text.replace("o", "ó"))) for page in pages()]

    assert [page for page, one in made if one.refusals or "Sóme wórds" not in one.data.decode()] == []


def test_javascript_says_what_the_translator_wrote() -> None:
    texts = [
        "'",
        '"',
        "`${x}`",
        "\\",
        "\\\\",
        "\\\\x \\\\\\",
        "a\\nb",
        "a\\",
        "\\'",
        "\\u0041",
        "é 犬",
        "{}",
        "*/ //",
        "a < b",
        "a | b",
        "\\{",
    ]
    published = [assembled(read(f"{tag}\n", DIALECT), every(text)) for text in texts for tag in TAGS[:3]]
    code = [page.data.decode().split("title={")[1].rpartition("}")[0].removesuffix(" b={c") for page in published]
    code = [one.removesuffix("}") for one in code]
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not there")
    asked = f"console.log(JSON.stringify([{','.join(code)}]))"
    said = subprocess.run([node, "--eval", asked], capture_output=True, text=True, check=True).stdout

    assert json.loads(said) == [text for text in texts for _ in TAGS[:3]]
