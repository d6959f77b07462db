"""`anchors = "follow"`: headings get no ids, and links lead to the ids that the site makes of the translated words."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.projects import page_path, po_path, project, put, run, translate, tree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.outline import outline

FOLLOW = 'locales = ["nl"]\n[markdown]\nanchors = "follow"\n'
A = """# Words

See [here](#part-two), [there](b.md#set-up), [again][ref], <a href="#part-two">tag</a> and [all](b.md).

<a href="b.md#set-up-1">block</a>

> - ## Part two

[ref]: b.md#kept "A title"
"""
B = """# Other

## Set up

## Set up

### Own {#kept}

Setext `code`
-------------
"""
B_NL = """# NL Other

## NL Set up

## NL Set up

### NL Own {#kept}

NL Setext `code`
-------------
"""


def _site(root: Path, pages: dict[str, str], settings: str = FOLLOW, texts: dict[str, str] | None = None) -> Path:
    project(root, pages, settings)
    assert run(root, "update").code == 0
    translate(root, texts)
    return root


def _localised(root: Path, name: str = "a.md") -> str:
    return page_path(root, name).read_text(encoding="utf-8")


def test_links_lead_to_the_translated_headings_of_the_same_page_and_of_others(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.md": A, "b.md": B})
    done = run(root, "translate")

    assert done.errors == []
    assert "missing" not in done.err
    assert _localised(root, "b.md") == B_NL
    assert _localised(root) == (
        """# NL Words

NL See [here](#nl-part-two), [there](b.md#nl-set-up), [again][ref], <a href="#nl-part-two">tag</a> and [all](b.md).

NL <a href="b.md#nl-set-up-1">block</a>

> - ## NL Part two

[ref]: b.md#kept "NL A title"
"""
    )


def test_a_second_run_changes_nothing_and_makes_nothing(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.md": A, "b.md": B})
    run(root, "translate")
    before = tree(root)

    assert run(root, "translate", "--check").code == 0
    assert run(root, "assemble").code == 0
    assert tree(root) == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_number_of_processes_does_not_matter(tmp_path: Path, jobs: str) -> None:
    root = _site(tmp_path, {"a.md": A, "b.md": B, "c.md": A.replace("b.md", "a.md").replace("set-up", "part-two")})
    run(root, "translate", "-j", jobs)

    assert "a.md#nl-part-two" in _localised(root, "c.md")


def test_a_page_that_is_not_translated_keeps_the_english_fragments_of_links_to_it(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": A, "b.md": B}, FOLLOW + "[assemble]\nmin_reviewed = 100\n")
    run(root, "update")
    translate(root)
    later = po_path(root, "b").read_bytes()
    po_path(root, "b").unlink()
    run(root, "translate")
    assert "(../../source/b.md#set-up)" in _localised(root)
    assert "(#nl-part-two)" in _localised(root)

    put(po_path(root, "b"), later)
    run(root, "translate")
    assert "(b.md#nl-set-up)" in _localised(root)


def test_a_heading_that_is_not_translated_keeps_the_english_fragment(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.md": A, "b.md": B}, texts={"Set up": "Inrichten"})
    run(root, "translate")

    assert "[here](#part-two), [there](b.md#inrichten)" in _localised(root)
    assert 'href="b.md#inrichten-1"' in _localised(root)


def test_a_refused_heading_stays_english_and_so_do_the_links_to_it(tmp_path: Path) -> None:
    pages = {"a.md": "# Top\n\nSee [it](#use-x) and [other](b.md#use-x).\n\n## Use `x`\n", "b.md": "## Use `x`\n"}
    root = _site(tmp_path, pages, texts={"Use `x`": "Gebruik `y`", "Top": "Boven"})
    done = run(root, "translate")

    assert done.code == 1
    assert "See [it](#use-x) and [other](b.md#use-x).\n\n## Use `x`\n" in _localised(root)


def test_other_scripts_are_written_as_they_are_or_percent_encoded_as_the_english_fragment_was(tmp_path: Path) -> None:
    pages = {"a.md": "# Top\n\n[x](#café) [y](#caf%C3%A9) <a href='#caf&eacute;'>z</a>\n\n## Café\n"}
    root = _site(tmp_path, pages, texts={"Café": "喫茶店"})
    run(root, "translate")

    assert "[x](#喫茶店) [y](#%E5%96%AB%E8%8C%B6%E5%BA%97) <a href='#喫茶店'>z</a>" in _localised(root)


def test_the_line_ends_of_windows_stay(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.md": A.replace("\n", "\r\n"), "b.md": B.replace("\n", "\r\n")})
    run(root, "translate")

    found = page_path(root, "a.md").read_bytes()
    assert b"[here](#nl-part-two), [there](b.md#nl-set-up)" in found
    assert found.count(b"\n") == found.count(b"\r\n")


def test_a_fragment_that_is_no_heading_stays(tmp_path: Path) -> None:
    text = '# Top\n\n[x](#gone) [y](#box) [z](https://example.org/#top) [w](gone.md#top)\n\n<div id="box"></div>\n'
    root = _site(tmp_path, {"a.md": text})
    run(root, "translate")

    assert "[x](#gone) [y](#box) [z](https://example.org/#top)" in _localised(root)


def test_an_id_in_a_tag_beside_a_heading_stays(tmp_path: Path) -> None:
    text = '# Top\n\n[x](#own) [y](#title)\n\n## <a id="own"></a>Title\n'
    root = _site(tmp_path, {"a.md": text}, FOLLOW + 'ids = "tags"\n')
    run(root, "translate")

    assert "[x](#own) [y](#nl-title)" in _localised(root)


def test_a_translator_may_write_the_english_target(tmp_path: Path) -> None:
    pages = {"a.md": "# Top\n\nSee [it](#part), ![x](i.png 'T') <b title='x'>.</b>\n\n## Part\n", "i.png": ""}
    texts = {
        "See [it][1], ![x][2] <b title='x'>.</b>": "Zie ![x](i.png 'T') en [dit](#part) <b title='x'>.</b>",
        "Part": "Deel",
    }
    root = _site(tmp_path, pages, texts=texts)
    done = run(root, "translate")

    assert done.errors == []
    assert done.code == 0
    assert "Zie ![x](../../source/i.png 'T') en [dit](#deel) <b title='x'>.</b>" in _localised(root)


def test_a_translator_cannot_lead_a_link_to_another_heading(tmp_path: Path) -> None:
    pages = {"a.md": "# Top\n\nSee [it](#part).\n\n## Part\n\n## Other\n"}
    root = _site(tmp_path, pages, texts={"See [it][1].": "Zie [dit](#ander).", "Part": "Deel", "Other": "Ander"})
    done = run(root, "translate")

    assert done.code == 1
    assert "See [it](#deel)." in _localised(root)


def test_links_in_front_matter_follow(tmp_path: Path) -> None:
    pages = {
        "index.md": "---\nhero:\n  actions:\n    - text: Go\n      link: /b#part\n---\n\n[x](/b#part)\n",
        "b.md": "## Part\n",
    }
    root = project(
        tmp_path, {}, 'locales = ["nl"]\nsource = "docs"\nprofile = "vitepress"\nmarkdown.anchors = "follow"\n'
    )
    for name, text in pages.items():
        put(root / "docs" / name, text)
    run(root, "update")
    translate(root)
    run(root, "translate")

    found = (root / "docs/nl/index.md").read_text(encoding="utf-8")
    assert "      link: /nl/b#nl-part\n" in found
    assert "[x](/nl/b#nl-part)" in found


def test_several_folders_of_pages_follow_each_other(tmp_path: Path) -> None:
    tables = '[[pages]]\nsource = "docs"\n[[pages]]\nsource = "blog"\noutput = "out/{locale}/{path}"\n'
    root = project(tmp_path, {}, f'locales = ["nl"]\nmarkdown.anchors = "follow"\n{tables}')
    put(root / "docs/a.md", "# Top\n\n[x](../blog/b.md#part)\n")
    put(root / "blog/b.md", "## Part\n\n[x](../docs/a.md#top)\n")
    run(root, "update")
    translate(root)
    done = run(root, "translate")

    assert "missing" not in done.err
    assert "(../../../out/nl/b.md#nl-part)" in (root / "localised/nl/docs/a.md").read_text()
    assert "/a.md#nl-top)" in (root / "out/nl/b.md").read_text()


def test_ids_of_the_built_site_are_followed(tmp_path: Path) -> None:
    root = _site(tmp_path, {"a.md": "[x](b.md#PART) [y](b.md#more)\n", "b.md": "## Part\n\n## More\n"})
    put(root / "built/b.html", "<h2 id='PART'>Part</h2><h2 id='more'>More</h2>")
    run(root, "update", "--ids-from", "built")
    run(root, "translate")
    assert "[x](b.md#nl-part) [y](b.md#nl-more)" in _localised(root)

    for entry in (catalogue := polib.pofile(str(po_path(root, "b")))):
        entry.msgstr = "" if entry.msgid == "Part" else entry.msgstr
    catalogue.save(str(po_path(root, "b")))
    run(root, "translate")
    assert "[x](b.md#PART) [y](b.md#nl-more)" in _localised(root)


def test_links_that_are_kept_cannot_follow(tmp_path: Path) -> None:
    done = run(project(tmp_path, {"a.md": A}, FOLLOW + 'links = "keep"\n'), "translate")

    assert done.code == 2
    assert "'markdown.anchors'" in done.err
    assert 'links = "profile"' in done.err


WORD = st.sampled_from(["Set up", "Over ons", "Café", "喫茶店", "1.2 `x`", "*a* b", "c-d", "Ünï", "?", "Set up-1"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(WORD, WORD), min_size=1, max_size=6))
def test_each_english_id_becomes_that_of_the_heading_in_its_place(headings: list[tuple[str, str]]) -> None:
    english, theirs = (
        outline("".join(f"## {both[side]}\n\n" for both in headings).encode(), COMMONMARK) for side in (0, 1)
    )
    ours, other = ([name for _, name in anchors.given(page)] for page in (english, theirs))
    found = anchors.renamed(english, theirs)

    assert [found.get(name or "", name) for name in ours if name] == [
        after or before for before, after in zip(ours, other, strict=True) if before
    ]


def test_a_target_that_a_translation_has_in_code_stays(tmp_path: Path) -> None:
    text = "Write `<a href='#part'>` and `[it](#part)` for [it](#part) <a href='#part'>.</a>"
    root = _site(tmp_path, {"a.md": f"# Top\n\n{text}\n\n## Part\n"})
    done = run(root, "translate")

    assert done.errors == []
    assert "`<a href='#part'>` and `[it](#part)` for [it](#nl-part) <a href='#nl-part'>.</a>" in _localised(root)


def test_references_of_hugo_follow(tmp_path: Path) -> None:
    text = 'See [x]({{< ref "b.md#part" >}}), [y]({{% relref "#top" %}}), {{< ref "sub/c#part" >}}.\n\n## Top\n'
    root = project(
        tmp_path, {}, 'locales = ["nl"]\nsource = "content"\nprofile = "hugo"\nmarkdown.anchors = "follow"\n'
    )
    for name, page in {"a.md": text, "b.md": "## Part\n", "sub/c.md": "## Part\n"}.items():
        put(root / "content" / name, page)
    run(root, "update")
    translate(root)
    run(root, "translate")

    expected = f"NL {text}".replace("#part", "#nl-part").replace("#top", "#nl-top").replace("Top", "NL Top")
    assert expected == (root / "content/a.nl.md").read_text(encoding="utf-8")
