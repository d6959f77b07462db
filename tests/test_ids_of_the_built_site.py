"""The ids of headings, learnt from the built English site and kept in a file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.projects import page_path, project, put, run, translate
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.commands.learn_ids.built_files import by_name, candidates
from i18n_pipeline.commands.learn_ids.built_headings import headings
from i18n_pipeline.commands.learn_ids.ids_of_page import paired
from i18n_pipeline.markdown.reading import anchors, learnt_ids
from i18n_pipeline.markdown.reading.front_matter import front_matter
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.project import anchors_lock
from i18n_pipeline.project.settings_tables import kind_of_site

DIALECT = kind_of_site("commonmark").dialect
SETTINGS = 'locales = ["nl"]\nprofile = "hugo"\nsource = "source"\noutput = "localised/{locale}/{path}"\n'
PAGE = "# Guide\n\n## First *steps*\n\nWords.\n\n## More\n"
BUILT = """<html><nav><h2 id="toc">On this page</h2></nav><main>
<h1 id="guide-1">Guide</h1><h2 id="s-first">First <em>steps</em><a href="#s-first">¶</a></h2>
<p>Words.</p><h2 id="s-more">More</h2></main></html>"""
PROGRAMS = Path(sys.executable).parent


def site(root: Path, page: str = PAGE, built: str = BUILT) -> Path:
    """A project with one page, and its built English page."""
    put(root / "public" / "guide" / "index.html", built)
    return project(root, {"guide.md": page}, SETTINGS)


def lock(root: Path) -> dict[str, list[list[str]]]:
    """What the file of ids holds."""
    found: dict[str, list[list[str]]] = json.loads((root / "locales/anchors.lock").read_text(encoding="utf-8"))
    return found


def ids(data: bytes) -> list[str | None]:
    """The ids that are written on a localised page."""
    return [heading.explicit for heading, _ in anchors.given(outline(data, DIALECT))]


def localised(root: Path) -> list[str | None]:
    """The ids on the localised page, once it is translated."""
    translate(root)
    assert run(root, "translate").code == 0
    return ids(page_path(root, "guide.md").read_bytes())


def test_localised_headings_get_the_ids_of_the_built_page(tmp_path: Path) -> None:
    root = site(tmp_path)
    outcome = run(root, "update", "--ids-from", "public")

    assert (outcome.code, outcome.err) == (0, "")
    assert localised(root) == ["guide-1", "s-first", "s-more"]
    assert (root / "locales/anchors.lock").read_text(encoding="utf-8") == (
        '{\n  "source/guide.md": [\n    ["guide-1", "Guide"],\n    ["s-first", "First steps"],\n'
        '    ["s-more", "More"]\n  ]\n}\n'
    )


def test_a_second_learning_changes_nothing(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "translate", "--ids-from", "public")
    before = (root / "locales/anchors.lock").read_bytes()
    outcome = run(root, "translate", "--check", "--ids-from", "public")

    assert outcome.code == 0
    assert (root / "locales/anchors.lock").read_bytes() == before


def test_check_exits_1_where_the_file_would_change_and_writes_nothing(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "translate", "--ids-from", "public")
    before = lock(root)
    put(root / "public/guide/index.html", BUILT.replace("s-more", "t-more"))
    outcome = run(root, "translate", "--check", "--ids-from", "public")

    assert outcome.code == 1
    assert lock(root) == before


def test_ids_that_another_build_has_are_told_with_file_and_line(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    put(root / "public/guide/index.html", BUILT.replace("s-more", "t-more"))
    outcome = run(root, "update", "--ids-from", "public")

    assert (
        "source/guide.md:7: the heading “More” had the id 's-more' in locales/anchors.lock, "
        "and has 't-more' in public/guide/index.html" in outcome.err
    )
    assert lock(root)["source/guide.md"][2] == ["t-more", "More"]


def test_ids_that_differ_from_those_of_the_rule_are_told_once_for_each_page(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    outcome = run(root, "assemble")
    said = "the id 'guide-1' in locales/anchors.lock is 'guide' by the rule hugo-github, and 2 more ids"

    assert [line for line in outcome.err.splitlines() if f"source/guide.md:1: {said}" in line] != []
    assert outcome.err.count("anchors.lock is") == 1


def test_that_ids_differ_from_those_of_the_rule_can_be_silenced(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    put(root / "i18n.toml", f'{SETTINGS}[[check.ignore]]\nchecks = ["anchor-changed"]\npages = ["source/**"]\n')

    assert "anchors.lock" not in run(root, "translate").err


def test_a_heading_that_is_new_or_changed_has_the_id_of_the_rule(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    put(root / "source/guide.md", PAGE.replace("## More", "## New\n\nWords.\n\n## Much more"))
    run(root, "update")

    assert localised(root) == ["guide-1", "s-first", "new", "much-more"]


def test_a_page_is_worked_on_again_when_its_learnt_ids_change_and_no_other(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "source/other.md", "# Other\n")
    run(root, "translate", "--ids-from", "public")
    translate(root)
    run(root, "translate")
    put(root / "public/guide/index.html", BUILT.replace("s-more", "t-more"))
    outcome = run(root, "translate", "-v", "--ids-from", "public")

    assert ids(page_path(root, "guide.md").read_bytes()) == ["guide-1", "s-first", "t-more"]
    assert "localised/nl/other.md" not in outcome.out

    put(root / "locales/anchors.lock", "{}\n")
    run(root, "translate")

    assert ids(page_path(root, "guide.md").read_bytes()) == ["guide", "first-steps", "more"]


def test_a_page_whose_built_page_is_missing_is_told_and_keeps_its_ids(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    before = lock(root)
    put(root / "public/guide/index.html", "<h1 id='x'>Something else</h1>")
    outcome = run(root, "update", "--ids-from", "public")

    assert "source/guide.md: no HTML file in public has its headings (tried guide/index.html and guide.html)" in (
        outcome.err
    )
    assert lock(root) == before


def test_a_heading_that_the_built_page_lacks_is_told(tmp_path: Path) -> None:
    root = site(tmp_path, PAGE + "\n## Later\n")
    outcome = run(root, "update", "--ids-from", "public")

    assert "source/guide.md:9: the heading “Later” has no id in public/guide/index.html" in outcome.err
    assert len(lock(root)["source/guide.md"]) == 3


def test_pages_that_are_gone_leave_the_file(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "update", "--ids-from", "public")
    (root / "source/guide.md").rename(root / "source/tour.md")
    (root / "public/guide").rename(root / "public/tour")
    run(root, "update", "--ids-from", "public")

    assert list(lock(root)) == ["source/tour.md"]


@pytest.mark.parametrize("folder", ["nowhere", "source"])
def test_a_folder_without_html_is_wrong_use(tmp_path: Path, folder: str) -> None:
    root = site(tmp_path)
    outcome = run(root, "update", "--ids-from", folder)

    assert outcome.code == 2
    assert not (root / "locales/anchors.lock").exists()


@pytest.mark.parametrize("data", ["{", "[]", '{"a": [["x"]]}', '{"a": 1}', b"\xff", "<<<<<<< HEAD\n{}\n"])
def test_a_file_of_ids_that_cannot_be_read_is_an_error_with_its_name(tmp_path: Path, data: str | bytes) -> None:
    root = site(tmp_path)
    put(root / "locales/anchors.lock", data)
    outcome = run(root, "update")

    assert outcome.code == 1
    assert "locales/anchors.lock" in outcome.err
    assert not (root / "locales/nl").exists()


def test_ids_of_the_author_stay_and_are_given_to_no_other_heading(tmp_path: Path) -> None:
    root = site(tmp_path, PAGE.replace("# Guide", "# Guide {#s-more}"))
    run(root, "update", "--ids-from", "public")

    assert localised(root) == ["s-more", "s-first", "more"]


def test_a_heading_that_a_template_makes_is_left_to_the_site(tmp_path: Path) -> None:
    root = site(tmp_path, PAGE + "\n## {{< title >}}\n", BUILT.replace("</main>", '<h2 id="made">Made</h2></main>'))
    outcome = run(root, "update", "--ids-from", "public")

    assert outcome.err == ""
    assert localised(root) == ["guide-1", "s-first", "s-more", None]


@pytest.mark.parametrize(
    ("heading", "built"),
    [
        ("## Since {{< version >}}", '<h2 id="since-1-2">Since 1.2</h2>'),
        ("## {{< version >}} and later", '<h2 id="1-2-and-later">1.2 and later</h2>'),
        ("Since {{< version >}}\n---", '<h2 id="since-1-2">Since 1.2</h2>'),
        ("- ## Since {{% version %}}", '<h2 id="since-1-2">Since 1.2</h2>'),
    ],
)
def test_a_heading_with_words_of_a_template_among_its_own_has_the_id_of_the_site(
    tmp_path: Path, heading: str, built: str
) -> None:
    root = site(tmp_path, f"{PAGE}\n{heading}\n", BUILT.replace("</main>", f"{built}</main>"))
    outcome = run(root, "update", "--ids-from", "public")

    assert outcome.err == ""
    assert localised(root)[:3] == ["guide-1", "s-first", "s-more"]
    assert localised(root)[3] == built.partition('"')[2].partition('"')[0]


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    root = site(tmp_path, PAGE.replace("\n", "\r\n"))
    run(root, "update", "--ids-from", "public")

    assert localised(root) == ["guide-1", "s-first", "s-more"]


# --- real generators ---------------------------------------------------------------------------------

HUGO = """\
baseURL = "http://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "404", "section"]
[markup.goldmark.parser]
autoHeadingIDType = "blackfriday"
"""


def test_ids_are_those_of_a_site_that_hugo_built_with_another_setting(tmp_path: Path) -> None:
    text = (
        "# What's new?\n\n## Überblick & more\n\n> ### A `code` -- dash\n\nSetext: *yes*\n---\n\n## More\n\n## More\n"
    )
    root = project(tmp_path, {}, SETTINGS.replace('"source"', '"content"'))
    put(root / "content/guide/intro.md", text)
    put(root / "hugo.toml", HUGO)
    put(root / "layouts/_default/single.html", "<main>{{ .Content }}</main>")
    subprocess.run([PROGRAMS / "hugo", "--quiet"], cwd=root, check=True)
    outcome = run(root, "update", "--ids-from", "public")

    assert outcome.code == 0
    assert lock(root)["content/guide/intro.md"] == [
        ["what-s-new", "What's new?"],
        ["überblick-more", "Überblick & more"],
        ["a-code-dash", "A code -- dash"],
        ["setext-yes", "Setext: yes"],
        ["more", "More"],
        ["more-1", "More"],
    ]


def test_ids_are_those_of_a_book_that_mdbook_built(tmp_path: Path) -> None:
    text = "# Start\n\n## What's *new*?\n\nWords.\n\n## More\n\n## More\n"
    settings = 'locales = ["nl"]\nprofile = "mdbook"\nsource = "src"\noutput = "localised/{locale}/{path}"\n'
    root = project(tmp_path, {}, settings)
    put(root / "src/SUMMARY.md", "# Summary\n\n- [Start](start.md)\n")
    put(root / "src/start.md", text)
    put(root / "book.toml", '[book]\ntitle = "Book"\n')
    program = PROGRAMS / "mdbook"
    subprocess.run([program if program.exists() else str(shutil.which("mdbook")), "build"], cwd=root, check=True)
    run(root, "update", "--ids-from", "book", "src/start.md")

    assert lock(root)["src/start.md"] == [
        ["start", "Start"],
        ["whats-new", "What's new?"],
        ["more", "More"],
        ["more-1", "More"],
    ]


# --- parts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h2 id=a>A</h2><h2>B</h2>", [("a", "A")]),
        ("<section id='s'>\n<h2>A<a href='#s'>¶</a></h2><p>x</p><h3>C</h3></section>", [("s", "A¶")]),
        ("<h2><a id='a'></a>A &amp; B</h2>", [("a", "A & B")]),
        ("<h2><a name='a'>A</a></h2>", [("a", "A")]),
        ("<div id='app'>Words<h2>A</h2></div>", []),
        ("<h2 id='a'>A<script>x</script><img alt='B'></h2>", [("a", "AB")]),
        ("<h2 id='a'>A<h3 id='b'>B", [("a", "A"), ("b", "B")]),
        ("<![if IE]><h2 id='a'>A</h2><![endif]>", [("a", "A")]),
        ("<h2 id='a'>A<![CDAT[x]]>B</h2>", [("a", "AB")]),
        ("<![", []),
    ],
)
def test_headings_of_html(html: str, found: list[tuple[str, str]]) -> None:
    assert headings(html) == found


@pytest.mark.parametrize(
    ("page", "front", "file"),
    [
        ("guide.md", "", "guide.html"),
        ("guide.md", "", "docs/guide/index.html"),
        ("index.md", "", "index.html"),
        ("a/_index.en.md", "", "a/index.html"),
        ("a/README.md", "", "base/a/index.html"),
        ("Big Guide.md", "", "big-guide/index.html"),
        ("01-intro/02-start.md", "", "docs/intro/start/index.html"),
        ("_posts/2024-01-02-news.md", "", "2024/01/02/news.html"),
        ("routes/a/+page.md", "", "routes/a.html"),
        ("a/b.md", "slug: other", "a/other/index.html"),
        ("a/b.md", "slug: /other", "docs/other/index.html"),
        ("a/b.md", "permalink: /x/y.html", "x/y.html"),
        ("a/b.md", "url: https://example.org/x/", "x/index.html"),
    ],
)
def test_the_built_page_is_found(tmp_path: Path, page: str, front: str, file: str) -> None:
    put(tmp_path / file, "")
    front_of_page = front_matter(f"---\n{front}\n---\n".encode() if front else b"Words\n")

    assert candidates(page, front_of_page, by_name(tmp_path)) == [file]


def test_ids_that_the_site_would_read_as_others_are_not_written(tmp_path: Path) -> None:
    put(tmp_path / "public" / "guide.html", '<h2 id="First_\'">First</h2><h2 id="second">Second</h2>')
    settings = SETTINGS.replace("hugo", "nextra")
    root = project(tmp_path, {"guide.md": "## First\n\n## Second\n"}, settings)
    run(root, "update", "--ids-from", "public")
    translate(root)
    run(root, "translate")

    assert b"[#" not in page_path(root, "guide.md").read_bytes()


def test_headings_are_paired_in_order_by_their_words() -> None:
    ours = ["Guide", "More", "Set up", "More", "Gone"]
    built = [("toc", "Contents"), ("g", "Guide¶"), ("m", "1. More"), ("s", "Set up"), ("m-1", "More"), ("x", "Foot")]

    assert paired(ours, built) == ["g", "m", "s", "m-1", None]


WORDS = st.sampled_from(["A", "B", "a-1", "Set up", "*C*", "更多", "!"])
NAMES = st.sampled_from(["a", "a-1", "b", "c", "x", "set-up"])


@given(st.lists(st.tuples(WORDS, st.booleans())), st.lists(st.tuples(NAMES, WORDS)))
def test_no_id_is_given_twice_and_the_learnt_ones_are_kept(
    page: list[tuple[str, bool]], rows: list[tuple[str, str]]
) -> None:
    tree = outline("".join(f"# {said}{' {#b}' if own else ''}\n\n" for said, own in page).encode(), DIALECT)
    learnt = learnt_ids.learnt(tree, rows)
    named = anchors.given(tree, learnt=learnt)
    found = [name for heading, name in named if name and not heading.explicit]

    assert len(found) == len(set(found))
    assert {heading.start: name for heading, name in named if heading.start in learnt} == learnt


@given(st.dictionaries(st.text(min_size=1), st.lists(st.tuples(st.text(), st.text()), min_size=1).map(tuple)))
def test_the_file_of_ids_is_read_as_it_was_written(rows: dict[str, tuple[tuple[str, str], ...]]) -> None:
    data = anchors_lock.written(rows)

    assert dict(anchors_lock.parsed(data, "anchors.lock")) == rows
    assert anchors_lock.written(anchors_lock.parsed(data, "anchors.lock")) == data
