"""What `draft` writes is what `assemble` publishes: one check decides both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polib
import pytest
from helpers import engines
from helpers.engines import Engine
from helpers.projects import KEEP, Outcome, page_path, po_path, project, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SETTINGS = f'{KEEP}[draft]\nengine = "{engines.NAME}"\n'
PLACES = {
    "paragraph": "{}\n",
    "heading": "# {}\n",
    "setext heading": "{}\n===\n",
    "item": "- {}\n- other\n",
    "nested item": "- other\n  - {}\n",
    "quote": "> {}\n",
    "cell": "| {} | other |\n|---|---|\n| a | b |\n",
    "footnote": "Other[^1]\n\n[^1]: {}\n",
    "html": "<div>{}</div>\n",
    "title": '[other](x "{}")\n',
    "attribute": '<p title="{}"></p>\n',
    "front matter": "---\ntitle: {}\n---\n\nOther\n",
}
PLAIN = "Plain words"


@pytest.fixture
def engine() -> Engine:
    return engines.fresh()


def drafted(root: Path, page: str, engine: Engine, source: str, reply: str) -> tuple[str, str]:
    """The draft of a message, and what is said."""
    engine.reply = lambda text: reply if text == source else engines.shouted(text)
    said = run(project(root, {"page.md": page}, SETTINGS), "draft").err
    entries = polib.pofile(str(po_path(root)), encoding="utf-8") if po_path(root).exists() else []
    msgid = source.replace("&lt;", "<").replace("&amp;", "&")
    return next((entry.msgstr for entry in entries if entry.msgid == msgid), ""), said


def of_several_replies(root: Path, page: str, engine: Engine, replies: Sequence[str]) -> dict[str, Outcome]:
    """Draft a project with the page once for each reply, whose texts end in numerals; the draft of each, and its line.

    The code of an outcome is that of the whole run.
    """
    sources = [f"{PLAIN} {'i' * number}" for number, _ in enumerate(replies, 1)]
    answers = dict(zip(sources, replies, strict=True))
    engine.reply = lambda text: answers[text] if text in answers else engines.shouted(text)
    pages = {f"page{n}.md": page.format(source) for n, source in enumerate(sources)}
    done = run(project(root, pages, SETTINGS), "draft")
    found = {}
    for n, source in enumerate(sources):
        path = po_path(root, f"page{n}")
        entries = polib.pofile(str(path), encoding="utf-8") if path.exists() else []
        text = next((entry.msgstr for entry in entries if entry.msgid == source), "")
        said = [line for line in done.err.splitlines() if f"“{source}”" in line]
        found[answers[source]] = Outcome(done.code, text, "\n".join(said))
    return found


def published(root: Path) -> str:
    """The page with its drafts; nothing of them may be refused."""
    outcome = run(root, "assemble", "--accept", "draft")
    assert (outcome.code, outcome.err) == (0, "")
    return page_path(root).read_text(encoding="utf-8")


NO_TEXT = [
    "```\nX\n```",
    "```markdown\nX\n```",
    "~~~\nX\n~~~",
    "X\n\n# Heading",
    "X\n# Heading",
    "- X\n- Y",
    "1. X\n2. Y",
    'Sure! Here it is: "X"\n\nLet me know.',
    "这是译文\n\nX",
    "> X\n\nY",
    "  ",
    "\n",
    "&#160;",
    "\u200b",
    "\u202e\u2066",
]
SAFE = [
    "1984. Een jaar",
    "# 1",
    "- Zei hij",
    "+1",
    "Een | twee",
    "Een\ntwee",
    "&gt; dan",
    "*ster*",
    "`code",
    "تنبيه",
    "说明",
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("place", PLACES)
def test_a_reply_that_is_no_text_of_one_piece_is_refused_wherever_it_would_stand(
    tmp_path: Path, engine: Engine, place: str, newline: str
) -> None:
    found = of_several_replies(tmp_path, PLACES[place].replace("\n", newline), engine, NO_TEXT)

    assert {reply: done.out for reply, done in found.items()} == dict.fromkeys(NO_TEXT, "")
    assert [reply for reply, done in found.items() if "no draft of “" not in done.err or "”: it " not in done.err] == []


@pytest.mark.parametrize("place", PLACES)
def test_a_reply_that_assemble_makes_safe_is_a_draft(tmp_path: Path, engine: Engine, place: str) -> None:
    found = of_several_replies(tmp_path, PLACES[place], engine, SAFE)

    assert [(reply, done) for reply, done in found.items() if done.err or not done.out or done.code] == []
    outcome = run(tmp_path, "assemble", "--accept", "draft")
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize(
    ("source", "reply", "why"),
    [
        ("Press <kbd>C</kbd> now", 'Druk <x id="2"/>C<x id="1"/> nu', "do not close in order"),
        ("Press <kbd>C</kbd> <em>now</em>", 'Druk <x id="1"/>C<x id="3"/> <x id="2"/>nu<x id="4"/>', "close in order"),
        ("Read [it](x)", 'Lees <g id="1">dit</g> op https://example.org', "would be read as other markup"),
    ],
)
def test_codes_that_all_come_back_may_still_break_the_page(
    tmp_path: Path, engine: Engine, source: str, reply: str, why: str
) -> None:
    engine.reply = lambda _: reply
    outcome = run(project(tmp_path, {"page.md": f"{source}\n"}, SETTINGS), "draft")

    assert outcome.code == 1
    assert why in outcome.err
    assert published(tmp_path) == f"{source}\n"


def test_a_line_that_begins_like_a_block_after_a_hard_break_is_no_reason_to_refuse(
    tmp_path: Path, engine: Engine
) -> None:
    engine.reply = lambda _: 'Een<x id="1"/>- twee'
    outcome = run(project(tmp_path, {"page.md": "One\\\ntwo\n"}, SETTINGS), "draft")

    assert outcome.err == ""
    assert published(tmp_path) == "Een\\\n\\- twee\n"


@pytest.mark.parametrize(
    ("source", "reply", "page"),
    [
        ("Use **this** now", '<g id="1">この』</g>を使う', "**この』**&#12434;使う"),
        ("Use *it* now", '<g id="1">“책”</g>을 쓰세요', "*“책”*&#51012; 쓰세요"),
        ("A [link](x) to **bold**", '<g id="2">『強い』</g>へ<g id="1">先</g>を', "**『強い』**&#12408;[先](x)を"),
        ("Read https://example.org/x now", '请阅读 <x id="1"/>。', "请阅读 <https://example.org/x>。"),
        (
            "At https://example.org/x: it",
            'Lisez <x id="1"/>\u00a0: là.',
            "Lisez <https://example.org/x>\u00a0: là.",
        ),
    ],
)
def test_a_reply_that_is_made_safe_beside_any_script_is_a_draft(
    tmp_path: Path, engine: Engine, source: str, reply: str, page: str
) -> None:
    engine.reply = lambda _: reply
    outcome = run(project(tmp_path, {"page.md": f"{source}\n"}, SETTINGS), "draft")

    assert outcome.err == ""
    assert published(tmp_path) == f"{page}\n"


def test_a_text_that_fails_on_one_page_is_a_draft_on_another(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda _: "a &lt;b> c"
    pages = {"one.md": "Plain words\n", "two.md": "<div>Plain words</div>\n"}
    run(project(tmp_path, pages, SETTINGS), "draft")
    outcome = run(tmp_path, "assemble", "--accept", "draft")

    assert (outcome.code, outcome.err) == (0, "")


def test_what_the_memory_has_is_checked_in_its_place_as_well(tmp_path: Path, engine: Engine) -> None:
    root = project(tmp_path, {"page.md": "A <kbd>key</kbd> to press.\n"}, SETTINGS)
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), encoding="utf-8")
    catalogue[0].msgstr = "Een </kbd>toets<kbd> om te drukken."
    catalogue.save()
    (root / "source" / "other.md").write_text("A <kbd>key</kbd> to press!\n")
    run(root, "draft")
    entries = polib.pofile(str(po_path(root, "other")), encoding="utf-8")

    assert [entry.msgstr for entry in entries] == ["A <kbd>KEY</kbd> TO PRESS!"]
    assert len(engine.batches) == 1


def test_without_an_engine_a_text_of_the_memory_that_cannot_be_published_is_named(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "A <kbd>key</kbd> to press.\n"}, KEEP)
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), encoding="utf-8")
    catalogue[0].msgstr = "Een </kbd>toets<kbd> om te drukken."
    catalogue.save()
    (root / "source" / "other.md").write_text("A <kbd>key</kbd> to press!\n")
    outcome = run(root, "draft")

    assert "no draft of “A <kbd>key</kbd> to press!”: the memory's text: " in outcome.err


def test_half_a_character_costs_one_text_and_no_other(tmp_path: Path, engine: Engine) -> None:
    engine.reply = lambda text: "half \ud83d" if text == "one" else engines.shouted(text)
    root = project(tmp_path, {"page.md": "one\n\ntwo\n"}, SETTINGS)
    outcome = run(root, "draft")
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(str(po_path(root)), encoding="utf-8")}

    assert entries == {"one": "", "two": "TWO"}
    assert "no draft of “one”: it holds half a character" in outcome.err
    asked = len(engine.batches)
    run(root, "draft")
    assert len(engine.batches) == asked


@pytest.mark.parametrize("reply", ["", " ", "\n\n", None])
def test_a_reply_without_words_is_refused_and_told_in_every_run(
    tmp_path: Path, engine: Engine, reply: str | None
) -> None:
    engine.reply = lambda _: reply
    root = project(tmp_path, {"page.md": "one\n"}, SETTINGS)
    first, second = run(root, "draft"), run(root, "draft")

    assert "nl: 1 refused: 1 empty" in first.err
    assert "nl: 0 drafts, 0 from the memory, 0 by a test" in first.out
    assert (first.code, second.code, second.err) == (1, 1, first.err)


WORDS = st.sampled_from(
    ["x", "#", "- ", "1. ", "\n", "\n\n", "`", "*", "|", "&lt;", "&gt;", "[a](b)", "===", "é", "本", "{", "$"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(reply=st.lists(WORDS, min_size=1, max_size=8).map("".join), place=st.sampled_from(sorted(PLACES)))
def test_whatever_an_engine_says_no_draft_is_refused_on_its_page(
    tmp_path_factory: pytest.TempPathFactory, reply: str, place: str
) -> None:
    root = tmp_path_factory.mktemp("page")
    drafted(root, PLACES[place].format(PLAIN), engines.fresh(), PLAIN, reply)
    published(root)
