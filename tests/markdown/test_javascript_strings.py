"""Words in strings of JavaScript in the attributes of components: which are messages, and how they are written.

MDX itself judges that nothing but such strings changes, and JavaScript what they say.
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
from i18n_pipeline.profiles.docusaurus import DIALECT

PLACES = (
    "{}\n",
    "- {}\n",
    "> {}\n",
    "> - a\n>\n>   {}\n",
    "| {} | 1 |\n|---|---|\n| 2 | 3 |\n",
    "<Card>\n  {}\n</Card>\n",
    "1. a\n\n   {}\n",
)
TAGS = (
    "<A title={'Some words'} />",
    '<A title={"Some words"} b={c} />',
    "<A title={`Some words`} />",
    "<A b={[{c: 1, label: 'Some words'}, {d}]} />",
    "<A b={{caption: `Some words`, c: {'x': 'y'}}} />",
    '<A title={["Some words", 1]} />',
    '<A b={<C title="Some words" d={e} />} />',
    "<A b={ <C c={{label: 'Some words'}} /> } d />",
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("values={[{ value: 'angular', label: 'Angular words' }, { value: 'js', 'label': \"Words\" }]}", 2),
        ("title={`Words`} label={'It\\'s \"x\"'}", 2),
        ("entries={[{description: 'Words', more: {title: 'Words', alt: ['Words', {text: 'Words'}]}}]}", 4),
        ("title={ /* why */ 'Words' /* how */ }", 1),
        ("a={[{'aria-label': 'Words', }, ]}", 1),
        ("a={[,{label: 'Words'}]}", 1),
        ("a={{...b, label: 'Words', ...c}}", 1),
        ("a={[{b: `words ${c} words`, title: 'Words'}, {title: `Words`}]}", 2),
        ('icon={<B alt="Some words" c={d} />} title="Words"', 2),
        ("icon={ <B.C title='it is'\n  label={'Words'} /> }", 2),
        # code
        ("icon={<B title='Words'>c</B>} a={b ? <B title='Words' /> : null}", 0),
        ("title={`Words ${x}`} alt={a ? 'Words' : 'words'} text={'Words' + x} label={t('Words')}", 0),
        ("items={['Words', 'Words']} a={'Words'} b={{c: 'Words'}} d={[['Words']]}", 0),
        ("a={() => ({title: 'Words'})} b={{f() { return {title: 'Words'} }, g: {[title]: 'Words'}}}", 0),
        ("a={{title: b ? 'Words' : 'words', label: 'Words'.length, alt: `words`[0], text: 'a' in b}}", 0),
        ("a={[{c: x < 1 ? 'it' : \"s\", title: 'Words'}]}", 0),
        ("a={[{b: `words ${c ? `it's` : ''}`, title: 'Words'}]}", 0),
        ("a={[{icon: <b>it's</b>, title: 'Words'}]}", 0),
        ("title={'\\n'} label={`12`} alt={''}", 0),
        ("title={`Words\nwords`}", 0),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_strings_alone_and_in_plain_objects_and_arrays_are_messages(tag: str, expected: int, newline: str) -> None:
    page = f"<A {tag} />\n".replace("\n", newline)

    assert len(msgids(page, DIALECT)) == expected


def test_items_are_messages_where_the_settings_name_their_attribute() -> None:
    dialect = of_site(DIALECT, "component", OwnTag("Tabs", ("items",)))

    assert msgids("<Tabs items={['One', ['Two']]} title={'Three'} />\n", dialect) == ["One", "Two"]


@pytest.mark.parametrize(
    ("tag", "msgid", "text", "expected"),
    [
        ("title={'It\\'s'}", "It's", '\'t is "x"', "title={'\\'t is \"x\"'}"),
        ("title={`A`}", "A", "`${naam}` en \\", "title={`\\`\\${naam}\\` en \\\\`}"),
        ("title={'A\\nb'}", "A\\nb", "C\\nb C:\\x", "title={'C\\nb C:\\\\x'}"),
        ("title={'Caf\\u00e9'}", "Café", "Kafé", "title={'Kafé'}"),
        ('title={"A"}', "A", "een\ntwee\u2028drie", 'title={"een twee drie"}'),
    ],
)
def test_a_text_is_written_as_its_string_needs_it(tag: str, msgid: str, text: str, expected: str) -> None:
    english = f"<A {tag} />\n"

    assert msgids(english, DIALECT) == [msgid]
    assert assembled(read(english, DIALECT), every(text)).data.decode() == f"<A {expected} />\n"
    assert assembled(read(english, DIALECT), every(msgid)).refusals == ()


def test_a_pipe_in_a_row_of_a_table_is_written_as_a_number() -> None:
    made = assembled(read("| <A title={'Words'} /> |\n|---|\n", DIALECT), every("a | b"))

    assert made.data.decode() == "| <A title={'a \\x7c b'} /> |\n|---|\n"


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("een <A b={{label: 'it\\'s'}} /> b", False),
        ("een <A b={{label: 'its'}} c /> b", True),
        ("een <A b={{label: 'its' + alert(1)}} /> b", True),
        ("een <A b={{label: 'its', title: 'x'}} /> b", True),
        ("een <A b={{label: `its ${x}`}} /> b", True),
    ],
)
def test_of_a_tag_in_a_sentence_a_translation_changes_the_words_of_strings_only(text: str, refused: bool) -> None:
    made = assembled(read("a <A b={{label: 'One'}} /> b\n", DIALECT), every(text))

    assert bool(made.refusals) == refused


def test_javascript_reads_every_text_and_mdx_nothing_else() -> None:
    pages = [place.format(tag) for place in PLACES for tag in TAGS]
    texts = [*LIKELY, *HOSTILE, "`", "${x}", "\\", "'", '"', "*/", "//", "{", "}", "\\u{", "\\x", "</A>", "a\\'b", "|"]
    put = [(text, page) for number, text in enumerate(texts) for page in pages[number % 5 :: 5]]
    made = [assembled(read(page, DIALECT), every(text)) for text, page in put]
    shown = [one.data.decode() for one in made]
    before, after = mdx.structures(pages, "docusaurus"), mdx.structures(shown, "docusaurus")
    expected = dict(zip(pages, before, strict=True))

    assert len(made) > 1000
    assert [one for one, found in zip(put, after, strict=True) if found != expected[one[1]]] == []
    assert sum(bool(one.refusals) for one in made) < len(made) // 4


def test_javascript_says_what_the_translator_wrote() -> None:
    texts = ["'", '"', "`${x}`", "\\", "a\\nb", "a\\", "\\'", "\\u0041", "é 犬", "{}", "*/ //", "a < b", "a | b"]
    pages = [assembled(read(f"{tag}\n", DIALECT), every(text)) for text in texts for tag in TAGS[:3]]
    code = [page.data.decode().split("title={")[1].split("} ")[0] for page in pages]
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not there")
    asked = f"console.log(JSON.stringify([{','.join(code)}]))"
    said = subprocess.run([node, "--eval", asked], capture_output=True, text=True, check=True).stdout

    assert json.loads(said) == [text for text in texts for _ in TAGS[:3]]
