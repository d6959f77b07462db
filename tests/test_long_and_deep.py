"""Texts of strangers that are long or deep without end: numbers of 5,000 digits, marks inside marks, errors about them.

Python reads no number of more than 4,300 digits and calls no function a thousand deep; a pattern that can match one
text in many ways tries them all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from helpers.assembling import KEEP, PIN, assembled, encode, read
from helpers.growth import is_linear
from helpers.projects import po_path, project, put, run, translate
from msgspec.structs import replace

import i18n_pipeline
from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.learn_ids.built_headings import headings
from i18n_pipeline.commands.learn_ids.ids_of_page import paired
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.codes import GarbledError, decode
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

PROFILES = names("profiles")
LONG = "1" * 5_000

# --- numbers -------------------------------------------------------------------------------------------

PAGES = {
    "the id of a heading": f"# a_{LONG}\n\n# a_{LONG}\n",
    "words": f"a {LONG} b\n",
    "a label": f"[a][{LONG}] b\n\n[{LONG}]: c\n",
    "a numbered item": f"{LONG}. a\n",
    "a footnote": f"a[^{LONG}].\n\n[^{LONG}]: b\n",
    "a character reference": f"a &#{LONG}; b\n\n- &#x{LONG};\n\n[a](b&#{LONG}; 'c &#{LONG};')\n",
    "a character reference in HTML": f'<p title="a &#{LONG};">b &#{LONG};</p>\n',
    "YAML": f"---\ntitle: a\nn: {LONG}\nd: {LONG}-01-01\nf: 1e{LONG}\n---\nb\n",
    "TOML": f"+++\ntitle = 'a'\nn = {LONG}\n+++\nb\n",
    "JSON": f'{{"title": "a", "n": {LONG}}}\nb\n',
    "a tag": f"<h{LONG}>a</h{LONG}>\n",
    "an option": f"```{{csv-table}} a\n:widths: {LONG}\na,b\n```\n",
    "a time": f"a {LONG}:{LONG} pm, {LONG},{LONG}.{LONG} million\n",
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", PAGES)
def test_a_number_of_5000_digits_on_a_page_or_in_a_translation_is_no_trouble(kind: str, profile: str) -> None:
    english = read(PAGES[kind], replace(kind_of_site(profile).dialect, front_matter=("**",)))
    texts: list[Callable[[str], str]] = [
        lambda msgid: f"{msgid} x {LONG}",
        lambda msgid: f"&#{LONG}; {msgid} [{LONG}] &#x{LONG};",
    ]
    for text in texts:
        for rules in (KEEP, PIN):
            assembled(english, text, rules)

    assert assembled(english, {}).data == PAGES[kind].encode()


@pytest.mark.parametrize("zeros", ["", "0" * 5_000])
def test_a_character_reference_stands_for_its_character_however_long_its_number(zeros: str) -> None:
    assert unescaped(f"&#{zeros}233; &#{LONG}; &#x{LONG}; &eacute; &#") == "é \ufffd \ufffd é &#"
    assert headings(f"<h1 id='a&#{zeros}98;'>c&#{zeros}233;&#{LONG};</h1>") == [("ab", "cé\ufffd")]


def test_nobody_else_reads_character_references() -> None:
    root = Path(i18n_pipeline.__file__).parent
    used = re.compile(r"html\.unescape|from html .*unescape")
    users = {path.name for path in root.rglob("*.py") if used.search(path.read_text(encoding="utf-8"))}

    assert users == {"character_references.py"}


CATALOGUES = {
    "plural forms": f'msgid "a"\nmsgid_plural "b"\nmsgstr[{LONG}] "c"\n',
    "plural forms in other digits": 'msgid "a"\nmsgid_plural "b"\nmsgstr[\u0660] "c"\n',
    "an encoding": 'msgid ""\nmsgstr "' + "charset=" * 1_000 + '"\n',
    "quotes": 'msgid "a"\nmsgstr ' + '"' * 10_000 + "\n",
    "a keyword": "m" * 10_000 + ' "a"\n',
    "a keyword alone": "m" * 10_000 + "\n",
    "words": 'msgid "a" ' + "a " * 10_000 + "\n",
}


@pytest.mark.parametrize("kind", CATALOGUES)
def test_an_error_about_a_catalogue_is_a_short_sentence(kind: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        po.read(CATALOGUES[kind].encode(), "nl.po")

    assert len(str(caught.value)) < 300


def test_a_version_of_5000_digits_is_that_of_a_newer_tool() -> None:
    catalogue = po.read(f'msgid ""\nmsgstr "X-Segmentation: {LONG}\\n"\n'.encode(), "nl.po")
    with pytest.raises(CatalogueError, match="made by a newer i18n-pipeline") as caught:
        po.require_known(catalogue, "nl.po")

    assert len(str(caught.value)) < 300


def test_a_hostile_reference_in_a_catalogue_costs_no_page(tmp_path: Path) -> None:
    root = project(tmp_path, {"one.md": "Words one\n", "two.md": "Words two\n"})
    run(root, "update")
    translate(root, {"Words one": f"Een &#{LONG};", "Words two": "Twee"})

    assert run(root, "translate").code in {0, 1}
    assert (root / "localised" / "nl" / "two.md").read_text() == "Twee\n"
    assert po_path(root, "one").exists()


def test_a_comment_that_names_a_thousand_checks_is_told_in_a_short_sentence(tmp_path: Path) -> None:
    root = project(tmp_path, {"one.md": "Words one\n"})
    run(root, "update")
    names = ",".join(f"x{number}{'y' * number}" for number in range(1_000))
    text = po_path(root, "one").read_text().replace("#. type", f"# i18n-pipeline: ignore={names}\n#. type")
    put(po_path(root, "one"), text.replace('"Words one"\nmsgstr ""', '"Words one"\nmsgstr "Woorden"'))
    [told] = [line for line in run(root, "check").out.splitlines() if "ignore-unknown" in line]

    assert len(told) < 500


@pytest.mark.parametrize("value", [LONG, "[" * 5_000, "{a = " * 5_000], ids=["number", "lists", "tables"])
def test_settings_that_python_cannot_read_are_told(value: str, tmp_path: Path) -> None:
    root = project(tmp_path, {"one.md": "Words\n"}, f'locales = ["nl"]\nx = {value}\n')
    done = run(root, "update")

    assert done.code == 2
    assert done.err.startswith("error: i18n.toml:")
    assert len(done.err) < 500


# --- depth ---------------------------------------------------------------------------------------------

NESTED = {
    "emphasis": ("*a ", "b* "),
    "emphasis and strong": ("*_", "_*"),
    "images": ("![", "](a)"),
    "tags": ("<b>", "</b>"),
    "quotes": ("> ", ""),
    "items": ("- ", ""),
    "quotes and items": ("> 1. ", ""),
    "brackets": ("[", ""),
    "links": ("[", "](a)"),
    "blocks of HTML": ("<div>", "</div>"),
    "lines of HTML": ("<div>\n", "</div>\n"),
    "braces": ("{{ ", " }}"),
    "components": ("<Tab>\n", "</Tab>\n"),
    "containers": (":::a\n", ":::\n"),
    "footnotes": ("[^a", "]"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_a_text_nested_5000_deep_is_a_text_and_goes_to_an_engine_and_back(kind: str) -> None:
    before, after = NESTED[kind]
    page = f"{before * 5_000}words{after * 5_000}\n"
    encoded = encode(page.strip())

    assert assembled(page, lambda msgid: f"{msgid} x", PIN).data
    assert assembled(page, {}).data == page.encode()
    assert decode(encoded, encoded.xml) == page.strip()


@pytest.mark.parametrize("profile", ["commonmark", "docusaurus", "mkdocs", "myst", "sveltekit", "vitepress"])
@pytest.mark.parametrize("kind", NESTED)
def test_five_times_the_depth_is_no_more_than_some_five_times_the_work(kind: str, profile: str) -> None:
    assert is_linear(partial(nesting, kind, profile), 100, 500)


def nesting(kind: str, profile: str, depth: int) -> float:
    """Processor seconds that a text nested so deep takes, on a page and on its way to an engine."""
    before, after = NESTED[kind]
    page = f"{before * depth}words{after * depth}\n"
    begun = time.process_time()
    assembled(read(page, kind_of_site(profile).dialect), lambda msgid: f"{msgid} x")
    encoded = encode(page)
    decode(encoded, encoded.xml)
    return time.process_time() - begun


STAIRS = {"quotes": "> ", "items": "  ", "numbered items": "   "}


@pytest.mark.parametrize("kind", STAIRS)
def test_a_thousand_lines_each_deeper_than_the_one_before_are_read(kind: str) -> None:
    mark = {"quotes": "", "items": "- ", "numbered items": "1. "}[kind]
    page = "".join(f"{STAIRS[kind] * depth}{mark}words\n" for depth in range(1_000))

    assert assembled(page, lambda msgid: msgid.replace("words", "woorden")).data.count(b"woorden") > 500
    assert assembled(page, {}).data == page.encode()


@pytest.mark.parametrize(
    "reply", ["<g>" * 100_000, "<g>" * 50_000 + "</g>" * 50_000, "&amp;" * 100_000, "<x/>" * 50_000]
)
def test_a_reply_that_is_nested_or_long_is_decoded_or_refused(reply: str) -> None:
    try:
        decode(encode("word " * 60_000), reply)
    except GarbledError as error:
        assert len(str(error)) < 200  # noqa: PT017 - both are right


TAGS = [
    "<!--",
    "<!",
    "<?",
    "</",
    "<a ",
    "<a b='",
    "<![CDATA[",
    "<![x",
    "<script",
    "<a b ",
    "<a\n",
    "<a b=c/",
    "<h1>",
    "&#1",
]


@pytest.mark.parametrize("unit", TAGS)
def test_five_times_a_built_page_is_no_more_than_some_five_times_the_work(unit: str) -> None:
    assert is_linear(partial(building, unit), 4_000, 20_000)


def building(unit: str, size: int) -> float:
    """Processor seconds it takes to find the headings of a built page."""
    page = "<h1 id='a'>b</h1>" + unit * (size // len(unit))
    begun = time.process_time()
    assert headings(page)[:1] == [("a", "b")]
    return time.process_time() - begun


HEADINGS = {
    "all the same": ("a", "a"),
    "a few again and again": ("a{seven}", "a{five}"),
    "each another": ("a{number}", "b{number}"),
    "parts of the others": ("a{number}", "ba{number}c"),
}


@pytest.mark.parametrize("kind", HEADINGS)
def test_four_times_the_headings_are_no_more_than_some_four_times_the_work(kind: str) -> None:
    assert is_linear(partial(pairing, kind), 500, 2_000)


def pairing(kind: str, size: int) -> float:
    """Processor seconds that it takes to find the built headings of a page with so many."""
    ours, theirs = (
        [form.format(number=number, seven=number % 7, five=number % 5) for number in range(size)]
        for form in HEADINGS[kind]
    )
    begun = time.process_time()
    assert len(paired(ours, [(f"i{number}", said) for number, said in enumerate(theirs)])) == size
    return time.process_time() - begun


RUNS = ["1", "\t:", "a", " ", "\t", "-", "a'", "> ", ":", "é"]
LINES = ["{}\n", "# a {}\n", "a\n{}-x\n", "---\ntitle: a {}\n---\n- {} @\n"]
"""Lines on which a run of one sign stands."""


@pytest.mark.parametrize("profile", ["docusaurus", "mkdocs", "myst"])
@pytest.mark.parametrize("unit", RUNS)
def test_five_times_a_run_of_one_sign_is_no_more_than_some_five_times_the_work(unit: str, profile: str) -> None:
    for line in LINES:
        assert is_linear(partial(running, line, unit, profile), 1_000, 5_000), line


def running(line: str, unit: str, profile: str, size: int) -> float:
    """Processor seconds that a page takes with a run of one sign on it, and ids for its headings."""
    page = line.replace("{}", unit * (size // len(unit)))
    begun = time.process_time()
    assembled(read(page, kind_of_site(profile).dialect), lambda msgid: f"{msgid} x", PIN)
    return time.process_time() - begun


FAR = ["-{ }x", "- - -{ }x", "> 1.{ }x", ">{ }> x", "{    - }x", "{- }    x", "-{ \t}x", "{-     \t}x", "{ }-{ }x"]
FAR += ["{> \t     }x", "- y\n{ }```\nx\n{ }```", "{ }- - {- }", "-{ }=\nx", "-{ }x\r\n\r\n*{ }x", "{1.      }x"]
"""Lines whose words stand far behind their marks; what is in braces is repeated."""


@pytest.mark.parametrize("line", FAR)
def test_five_times_as_far_behind_a_mark_is_no_more_than_some_five_times_the_work(line: str) -> None:
    assert is_linear(partial(standing, line), 1_000, 5_000)


def standing(line: str, size: int) -> float:
    """Processor seconds that a page of MDX takes with so many bytes before its words."""
    page = re.sub(r"\{(.+?)\}", lambda found: found[1] * (size // len(found[1])), f"a\n{line}\n")
    begun = time.process_time()
    assembled(read(page, kind_of_site("docusaurus").dialect), lambda msgid: f"{msgid} y", PIN)
    return time.process_time() - begun


# --- patterns ------------------------------------------------------------------------------------------

SIGNS = ["a", "0", " ", "\n", "`", "*", "_", "[", "]", "(", ")", "{", "}", "<", ">", "!", "#", "\\", "|", ":", "-", "="]
SIGNS += ['"', ".", "/", "a ", "a="]
"""Marks that a hostile text repeats, two at a time."""
OPENINGS = ["", "{a}`", "<a ", "[a](", "{{ ", "]{a", "a]{"]
"""What such a text may begin with."""
TICKS = "IWords]{.z}\n\n" + "`" * 93 + "aa`\n"


@pytest.mark.parametrize("page", [TICKS, "[a]{.b} {c}" + "`" * 60 + "a`\n", "{a}" + "``" * 30 + "\x01\n"])
def test_backticks_that_close_nothing_take_no_time(page: str) -> None:
    begun = time.process_time()
    for profile in PROFILES:
        assert assembled(read(page, kind_of_site(profile).dialect), {}).data == page.encode()

    assert time.process_time() - begun < 20  # a pattern took years


@pytest.mark.parametrize("profile", PROFILES)
def test_pairs_of_signs_repeated_sixty_times_take_no_time(profile: str) -> None:
    dialect = kind_of_site(profile).dialect
    begun = time.process_time()
    for opening in OPENINGS:
        pairs = (first + second for first in SIGNS for second in SIGNS)
        page = "\n\n".join(f"{opening}{pair * 60}\x01" for pair in pairs)
        assert assembled(read(page, dialect), {}).data == page.encode()

    assert time.process_time() - begun < 60
