"""A project's own kind of site, named as a dotted name, decides how its pages are read and written."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.assembling import PIN, assembled, msgids, read
from helpers.projects import po_path, project, put, run, translate, tree
from helpers.wiki import HIDDEN, PROFILE
from msgspec.structs import replace

from i18n_pipeline.commands.status.measure import key
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect, HeadingIds
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.profiles import Profile, commonmark, described
from i18n_pipeline.project import project_files, settings

OWN = 'locales = ["nl"]\nprofile = "helpers.wiki"\n'
PAGE = """---
title: Fruit
description: Not read here.
---

# All fruit {.big}

## An %%aside%% apple

Apple
: A *fruit* that
  grows on trees, {{ not code }} here.

%% A hidden line %%

Below {: #below}
-----

See [the picture](picture.png).
"""
DUTCH = """---
title: NL Fruit
description: Not read here.
---

# NL All fruit {#part-1 .big}

## NL An %%aside%% apple {: #part-2}

NL Apple
: NL A *fruit* that grows on
  trees, {{ not code }} here.

%% A hidden line %%

NL Below {: #below}
-----

NL See [the picture](picture.png).
"""


def site(root: Path, pages: dict[str, str] | None = None) -> Path:
    return project(root, pages or {"fruit.markdown": PAGE, "picture.png": "", "notes.md": "No page.\n"}, OWN)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_extract_update_and_assemble_follow_a_profile_of_the_site(tmp_path: Path, end: str) -> None:
    root = site(tmp_path, {"fruit.markdown": PAGE.replace("\n", end), "picture.png": "", "notes.md": "No page.\n"})
    codes_of_exit = [run(root, "extract").code, run(root, "update").code]
    translate(root)
    done = run(root, "assemble")

    assert ([*codes_of_exit, done.code], done.errors) == ([0, 0, 0], [])
    assert tree(root, "site") == {"site/nl/fruit.markdown": DUTCH.replace("\n", end).encode()}
    assert sorted(path for path in tree(root, "locales") if "notes" in path) == []


def test_the_template_has_what_the_dialect_takes_for_words(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "extract")
    template = (root / "locales" / "templates" / "fruit.pot").read_text(encoding="utf-8")

    assert re.findall(r'^msgid "(.+)"', template, re.MULTILINE) == [
        "Fruit",
        "All fruit",
        "An %%aside%% apple",
        "Apple",
        "A *fruit* that grows on trees, {{ not code }} here.",
        "Below",
        "See [the picture][1].",
    ]
    assert "type: definition term" in template


def test_a_placeholder_of_the_dialect_must_stay(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update")
    translate(root, {"An %%aside%% apple": "Een appel", "All fruit": "Al het fruit"})
    done = run(root, "assemble")

    assert "%%aside%%" in done.out + done.err
    page = (root / "site" / "nl" / "fruit.markdown").read_text(encoding="utf-8")
    assert "# Al het fruit {#part-1 .big}\n\n## An %%aside%% apple {: #part-2}\n" in page


def test_many_pages_are_read_alike_in_one_process_and_in_two(tmp_path: Path) -> None:
    pages = {f"{number}.markdown": PAGE.replace("Fruit", f"Fruit {number}") for number in range(100)}
    made = []
    for workers in ("1", "2"):
        root = site(tmp_path / workers, pages)
        run(root, "update", "-j", workers)
        translate(root)
        assert run(root, "assemble", "-j", workers).code == 0
        made.append(tree(root, "site"))

    assert len(made[0]) == 100
    assert made[0] == made[1]


def test_a_notice_has_the_form_of_the_profile(tmp_path: Path) -> None:
    root = site(tmp_path, {"fruit.markdown": "# One\n\nTwo\n"})
    put(root / "i18n.toml", f'{OWN}[assemble]\nnotice = "block"\n')
    run(root, "update")
    translate(root, {"One": "Een"})
    run(root, "assemble")
    page = (root / "site" / "nl" / "fruit.markdown").read_text(encoding="utf-8")

    assert page.startswith("# Een {: #part-1}\n\nD")
    assert page.endswith("\n\nTwo\n")


def test_the_catalogue_of_a_page_that_is_gone_belongs_to_a_page_with_the_first_suffix(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update")

    config = settings.load(root)
    assert project_files.everywhere(config, "nl", []) == {po_path(root, "fruit"): "fruit.markdown"}
    assert config.include == ("**/*.markdown", "**/*.mdwn")


def test_import_tells_files_with_the_suffix_of_pages_from_others(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update")
    put(root / "old" / "fruit.markdown", DUTCH)
    put(root / "old" / "gone.markdown", DUTCH)
    put(root / "old" / "gone.md", DUTCH)
    done = run(root, "import", "old", "-l", "nl")

    assert "old/gone.markdown" in done.out + done.err
    assert "old/gone.md:" not in done.out + done.err


# --- values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [PROFILE, commonmark.PROFILE])
def test_a_profile_survives_the_way_to_another_process(profile: Profile) -> None:
    assert profile == pickle.loads(pickle.dumps(profile))  # noqa: S301 - bytes of our own


COMMENT = HeadingIds(
    b"{/*",
    rb"\{/\*[ \t]*#[\w-]+[ \t]*\*/\}",
    re.compile(rb"#([\w-]+)"),
    new=" {/* #{id} */}",
)
"""The form that MDX needs, where braces hold JavaScript."""


@pytest.mark.parametrize("heading", ["# One {}", "> ## One {}", "One {}\n===", "- # One {} #"])
def test_an_id_is_read_and_written_in_the_form_of_the_dialect(heading: str) -> None:
    dialect = replace(COMMONMARK, name="mdx", ids=COMMENT)
    given, bare = (heading.replace(" {}", said) + "\n" for said in (" {/* #uno */}", ""))

    assert [found.explicit for found, _ in anchors.texts(read(given, dialect).outline)] == ["uno"]
    assert msgids(given, dialect) == ["One"]
    assert assembled(read(given, dialect), {"One": "Een"}, PIN).data.decode() == given.replace("One", "Een")
    made = assembled(read(bare, dialect), {"One": "Een"}, PIN).data
    assert [found.explicit for found, _ in anchors.texts(read(made, dialect).outline)] == ["one"]
    assert b" {/* #one */}" in made


def test_a_form_that_is_not_of_the_dialect_is_text() -> None:
    assert msgids("# One {#uno}\n", replace(COMMONMARK, ids=COMMENT)) == ["One {#uno}"]


PLACES = [
    "{}",
    "# {}",
    "{}\n===",
    "- {}",
    "- a\n  - {}",
    "> {}",
    "| a |\n|---|\n| {} |",
    "x[^1]\n\n[^1]: {}",
    "A\n: {}",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("words", ["a *%%b*%% c", "%%b%%をc", "%%b%% é %%d%%"])
def test_a_construct_of_ones_own_is_kept_wherever_it_stands_among_words(place: str, words: str) -> None:
    dialect = replace(COMMONMARK, name="own", constructs=(HIDDEN,), definition_lists=True)
    english = read(place.format(words) + "\n", dialect)
    left_out = re.sub(r"%%.*?%%", "", words)

    assert words in [segment.msgid for segment in english.segments]
    assert assembled(english, {words: f"NL {words}"}).refusals == ()
    assert "%%b" in assembled(english, {words: left_out}).refusals[0].text


@pytest.mark.parametrize("code", ["`%%b%%`", "```\n%%b%%\n```", "    %%b%%"])
def test_a_construct_in_code_is_code(code: str) -> None:
    scan = read(f"a\n\n{code}\n", replace(COMMONMARK, constructs=(HIDDEN,))).outline.scan

    assert (scan.alone, scan.placeholders) == ((), ())


def test_a_dialect_without_constructs_masks_nothing() -> None:
    scan = read("::: note\n\n{{ x }}\n\n$$\na\n$$\n", replace(COMMONMARK, constructs=())).outline.scan

    assert (scan.alone, scan.placeholders) == ((), ())


def test_an_attribute_of_nothing_but_a_placeholder_of_the_dialect_has_no_words() -> None:
    dialect = replace(COMMONMARK, constructs=(HIDDEN,))

    assert msgids('<img alt="%%b%%">\n\n<img alt="{{ b }}">\n', dialect) == ["{{ b }}"]


def test_an_engine_gets_no_placeholder_of_the_dialect() -> None:
    dialect = replace(COMMONMARK, name="own", constructs=(HIDDEN,))
    text = "A %%`b%% c` *d*"

    assert codes.encode(text, dialect).xml == 'A <x id="1"/> c` <g id="2">d</g>'
    assert codes.encode(text, COMMONMARK).xml == 'A %%<x id="1"/> <g id="2">d</g>'


def test_figures_of_another_dialect_are_not_taken_from_the_cache(tmp_path: Path) -> None:
    own, plain = (
        settings.load(project(tmp_path / name, {}, f'locales = ["nl"]\noutput = "o/{{path}}"\nprofile = "{name}"\n'))
        for name in ("helpers.wiki", "commonmark")
    )

    assert key(own, "nl", "a", []) != key(plain, "nl", "a", [])


@pytest.mark.parametrize(
    "other",
    [
        replace(COMMONMARK, definition_lists=True),
        replace(COMMONMARK, constructs=COMMONMARK.constructs[1:]),
        replace(COMMONMARK, slugs=PROFILE.dialect.slugs),
        replace(COMMONMARK, ids=COMMENT),
        replace(COMMONMARK, risks=replace(COMMONMARK.risks, inline=re.compile(COMMONMARK.risks.inline.pattern + "|x"))),
    ],
)
def test_a_change_of_a_profile_is_seen_in_its_description(other: Dialect) -> None:
    profile = commonmark.PROFILE

    assert described(profile) == described(replace(profile, dialect=replace(profile.dialect)))
    assert described(profile) != described(replace(profile, dialect=other))


def test_every_profile_has_one_description_in_all_processes() -> None:
    said = """
from i18n_pipeline import plugins, profiles

for name in plugins.names("profiles"):
    print(profiles.described(plugins.load("profiles", name, "PROFILE").PROFILE))
"""
    processes = [
        subprocess.run(
            [sys.executable, "-c", said],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        )
        for seed in ("1", "2")
    ]
    first, second = (process.stdout.decode().splitlines() for process in processes)

    assert len(first) > 10
    assert first == second, "else no result of an earlier run holds"


def test_no_line_ends_in_a_placeholder_of_the_dialect() -> None:
    term = Construct("term", (b"((",), inside=rb"\(\([^()\r\n]*\)\)")
    dialect = replace(COMMONMARK, name="terms", constructs=(term,))
    page = read("Some words in this line\nand ((term:k|a b)) end.\n", dialect)
    made = assembled(
        page, {"Some words in this line and ((term:k|a b)) end.": "Wat woorden op ((term:k|a b)) en meer."}
    )

    assert made.refusals == ()
    assert made.data.decode() == "Wat woorden op\n((term:k|a b)) en meer.\n"


WRONG = {
    "PROFILE = COMMONMARK": "is a Dialect, not a Profile",
    "PROFILE = Profile('x', replace(COMMONMARK, constructs=ONE))": "no tuple of Construct",
    "PROFILE = Profile('x', replace(COMMONMARK, front_matter=('title')))": "is no tuple",
    "PROFILE = own(signs=())": "'box' has no signs",
    "PROFILE = own(alone='@@@')": "'box' has a text in alone",
    "PROFILE = own(alone=rb'@@(')": "'box' has a wrong regular expression",
    "PROFILE = own(inside=rb'(?:@@)?')": "'box' matches nothing at all in inside",
    "PROFILE = own(alone=rb'(?P<x>@@)')": "'box' names groups in alone",
    "PROFILE = own(title=re.compile(rb'(?P<foo>.)'))": "'box' has a title with the groups ['foo']",
    "PROFILE = own(title=re.compile(rb'(.)'))": "'box' has a title with the groups []",
    "PROFILE = nobody": "NameError",
    "PROFILE = (": "SyntaxError",
    "import no_such_module": "No module named 'no_such_module'",
}
HEAD = """
import os
import re
import subprocess
import sys
from msgspec.structs import replace
from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.profiles import Profile
ONE = Construct("box", (b"@@",), alone=rb"@@")
def own(**fields):
    return Profile("x", replace(COMMONMARK, name="x", constructs=(replace(ONE, **fields),)))
"""


@pytest.mark.parametrize("line", WRONG)
def test_a_fault_of_a_profile_is_told_before_any_page_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    name = f"own{sum(line.encode())}x{len(line)}"
    put(tmp_path / name / "kind.py", HEAD + line + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    root = project(tmp_path / "site", {"a.md": "# A\n"}, f'locales = ["nl"]\nprofile = "{name}.kind"\n')
    done = run(root, "update")

    assert done.code == 2
    assert WRONG[line] in done.err
    assert "Traceback" not in done.out + done.err


def test_a_profile_that_python_does_not_find_is_told_with_what_to_do(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "# A\n"}, 'locales = ["nl"]\nprofile = "no_such_folder.kind"\n')
    done = run(root, "update")

    assert done.code == 2
    assert "PYTHONPATH=." in done.err
