"""What a profile does not know is said, once, with numbers and the profile that would fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import project, put, run

from i18n_pipeline.findings import UNKNOWN_SYNTAX, Finding, Severity, united
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.unknown_syntax import CLUES, Clue, counted
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site

SAMPLES = {
    "admonitions of MkDocs": '!!! note "Title"\n    Text\n',
    "tabs of MkDocs": '=== "C"\n    Text\n',
    "snippets of MkDocs": '--8<-- "file.md"\n',
    "blocks of MkDocs": "/// note | Title\nText\n///\n",
    "containers with labels": ":::note[Title]\nText\n:::\n",
    "containers with titles": "::: tip Title\nText\n:::\n",
    "imports of MDX": "import A from './a'\n",
    "components": "<Tabs>\n\nText\n\n</Tabs>\n",
    "included files of VitePress": "<<< @/a.js\n",
    "shortcodes of Hugo": "{{< figure src='a.png' >}}\n",
    "tags of Liquid or Jinja": "{% include a.html %}\n",
    "attribute lists of kramdown": "Text\n{: .note }\n",
    "includes of mdBook": "{{#include a.rs}}\n",
    "roles of MyST": "See {ref}`a`.\n",
    "targets of MyST": "(name)=\n",
    "blocks of Svelte": "{#if a}\n",
    "lines of Microsoft Learn": "[!INCLUDE [a](a.md)]\n",
}


def test_every_clue_has_a_sample_and_a_profile() -> None:
    assert list(SAMPLES) == [clue.syntax for clue in CLUES]
    assert {clue.profile for clue in CLUES} <= set(names("profiles"))


@pytest.mark.parametrize("clue", CLUES, ids=lambda clue: clue.syntax)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_syntax_is_counted_unless_the_dialect_knows_it(clue: Clue, end: str) -> None:
    page = ("Words.\n\n" + SAMPLES[clue.syntax]).replace("\n", end).encode()

    assert clue in counted(page, COMMONMARK)
    assert clue not in counted(page, kind_of_site(clue.profile).dialect)


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_what_stands_in_code_is_not_counted(fence: str) -> None:
    page = f"{fence}\n{''.join(SAMPLES.values())}\n{fence}\n\nSay `!!! note` and ``{{ref}}`x` ``.\n"

    assert counted(page.encode(), COMMONMARK) == {}


def test_the_pages_with_most_of_it_are_named() -> None:
    counts = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 990}
    found = [Finding(Severity.INFO, UNKNOWN_SYNTAX, "tabs", page=page, places=n) for page, n in counts.items()]

    [one] = united(found)
    assert one.text == "1,000 lines look like tabs (e, d, c and 2 more)"


def test_update_says_it_once_with_or_without_a_change(tmp_path: Path) -> None:
    page = "# Title\n\n!!! note\n    Text\n"
    root = project(tmp_path, {"a.md": page, "b.md": page}, 'locales = ["nl", "de"]\n')
    told = 'note: 2 lines look like admonitions of MkDocs (source/a.md, source/b.md); profile = "mkdocs" knows it'

    for _ in range(2):
        done = run(root, "update")
        assert [line.strip() for line in (done.out + done.err).splitlines()].count(told) == 1


def test_init_finds_the_profile_by_the_pages(tmp_path: Path) -> None:
    put(tmp_path / "docs" / "a.md", "# Title\n\n{{< figure src='a.png' >}}\n")
    done = run(tmp_path, "init")

    assert done.code == 0
    assert 'profile = "hugo"' in (tmp_path / "i18n.toml").read_text(encoding="utf-8")
    assert '1 line looks like shortcodes of Hugo (docs/a.md); profile = "hugo" knows it' in done.out + done.err


def test_a_mark_of_microsoft_learn_is_no_container_with_a_title() -> None:
    page = b'::: zone pivot="a"\n\nText\n\n::: zone-end\n\n::: moniker range=">=1"\n\n::: tip Title\n'

    assert [(clue.syntax, number) for clue, number in counted(page, kind_of_site("learn").dialect).items()] == [
        ("containers with titles", 1)
    ]


def test_strings_in_expressions_of_mdx_are_no_roles() -> None:
    page = b"<b>{`{rats}`}</b> and {a}`b`\n"

    assert counted(page, kind_of_site("starlight").dialect) == {}
    assert counted(b"In braces `{rats}` {a}`\n", COMMONMARK) == {}


def test_blocks_and_strings_of_svelte_are_no_syntax_of_other_sites() -> None:
    page = b"{#if a}\n\n{:else if b}\n\nText {a}`b`\n\n{/if}\n"

    assert counted(page, kind_of_site("sveltekit").dialect) == {}
    assert {clue.syntax for clue in counted(page, COMMONMARK)} == {"blocks of Svelte", "roles of MyST"}
