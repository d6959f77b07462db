"""Laws of people's words, on random histories: pages change, people and machines write, programs drop comments."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po, sharing, translator_comments
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.commands.draft import candidates
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Message, State

if TYPE_CHECKING:
    from pathlib import Path

needs_gettext = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
examples = settings(max_examples=80, deadline=None)

TEXTS = [
    f"We {verb} the {number} {thing}."
    for number in ("first", "next")
    for verb in ("sing", "hum", "write")
    for thing in ("song", "text")
]
WORDS = ["Een lied.", "Een tekst.", "Nog een lied, en lang.", "Iets anders"]
ACTS = ["review", "mark", "write", "clear", "draft", "forget previous", "page"]

acts = st.tuples(
    st.sampled_from(ACTS), st.integers(0, 5), st.sampled_from(WORDS), st.lists(st.sampled_from(TEXTS), max_size=4)
)
histories = st.lists(acts, min_size=1, max_size=14)


class History:
    """A catalogue, its page, and what people and machines have ever said."""

    def __init__(self) -> None:
        self.catalogue = po.new_catalogue("nl", "site")
        self.page = [Message(TEXTS[0]), Message(TEXTS[6])]
        self.reviewed: set[tuple[str, str]] = set()
        self.drafted: set[tuple[str, str]] = set()

    def act(self, what: str, place: int, words: str, page: list[str]) -> None:
        """Let somebody do something to one message, or to the page."""
        if what == "page":
            self.page = [Message(text, references=("source/page.md",)) for text in dict.fromkeys(page)]
        live = [message for message in self.catalogue.messages if not message.obsolete]
        if not live or what == "page":
            return
        old = live[place % len(live)]
        new = self._changed(old, what, words)
        if (new.state is State.REVIEWED and old.state is not State.REVIEWED) or (what == "write" and not new.fuzzy):
            self.reviewed.add((new.msgid, new.msgstr))
        self.catalogue = replace(
            self.catalogue, messages=tuple(new if m is old else m for m in self.catalogue.messages)
        )

    def _changed(self, old: Message, what: str, words: str) -> Message:
        flags = tuple(flag for flag in old.flags if flag != "fuzzy")
        if what == "draft" and old.state in {State.UNTRANSLATED, State.DRAFT}:
            self.drafted.add((old.msgid, words))
            return candidates.drafted(old, words, "engine")
        return {
            "review": replace(old, flags=flags, previous=None, previous_context=None),
            "mark": replace(old, flags=("fuzzy", *flags)),
            "write": replace(old, msgstr=words),
            "clear": replace(old, msgstr=""),
            "forget previous": replace(old, previous=None, previous_context=None),
        }.get(what, old)

    def update(self) -> Catalogue:
        """Run `update`; the catalogue before it is given back."""
        before = self.catalogue
        merged = merge.merge(before, self.page, near=0.5)
        merged = po.rearranged(merged, sharing.distinct(merged.messages))
        self.catalogue = po.read(po.write(merged), "nl.po")
        return before


@examples
@given(histories)
def test_no_word_is_lost_and_no_state_gets_better_by_itself(history: list[tuple[str, int, str, list[str]]]) -> None:
    site = History()
    site.update()
    for act in history:
        site.act(*act)
        before = site.update()
        after = site.catalogue.messages

        assert {m.msgstr for m in before.messages} - {""} <= {m.msgstr for m in after}
        for message in after:
            if message.state is State.REVIEWED:
                assert (message.msgid, message.msgstr) in site.reviewed
            if message.state is State.DRAFT:
                assert (message.msgid, message.msgstr) in site.drafted
        assert po.write(site.catalogue) == po.write(merge.merge(site.catalogue, site.page, near=0.5))


@examples
@given(st.sampled_from(TEXTS), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=5), st.booleans())
def test_a_text_that_came_back_has_its_translation_back(text: str, between: list[str], machine: bool) -> None:
    first = candidates.drafted(Message(text), "Woorden", "engine") if machine else Message(text, "Woorden")
    catalogue = po.rearranged(po.new_catalogue("nl", "site"), [first])
    for now in [*between, text]:
        catalogue = po.read(po.write(merge.merge(catalogue, [Message(now)], near=0.1)), "nl.po")

    assert catalogue.messages == (first,)


@given(st.sampled_from(TEXTS), st.sampled_from(WORDS), st.text(min_size=1, max_size=6))
def test_only_blanks_and_the_form_of_characters_leave_a_draft_a_draft(msgid: str, msgstr: str, more: str) -> None:
    made = candidates.drafted(Message(msgid), msgstr, "engine")
    changed = replace(made, msgstr=f"{msgstr}{more}")

    assert made.state == State.DRAFT
    assert replace(made, msgstr=f"\n{msgstr} \n".replace(" ", "\n")).state == State.DRAFT
    assert (changed.state == State.DRAFT) == (not more.strip(" \t\r\n"))
    assert translator_comments.engine_of(made) == "engine"


@pytest.mark.parametrize("context", [None, "menu"])
def test_a_draft_stays_a_draft_when_its_links_are_numbered_anew(context: str | None) -> None:
    made = candidates.drafted(Message("See [it][g] & go."), "Zie [het][g] & ga.", "engine")
    catalogue = po.rearranged(po.new_catalogue("nl", "site"), [made])
    (message,) = merge.merge(catalogue, [Message("See [it][1] &amp; go.", msgctxt=context)]).messages

    assert (message.msgstr, message.state) == ("Zie [het][1] & ga.", State.DRAFT)
    assert replace(message, msgstr="Zie [het][1].").state == State.STALE


HEADERS = st.sampled_from(
    [
        "",
        'msgid ""\nmsgstr ""\n',
        'msgid ""\nmsgstr "Language: nl"\n',
        '#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n',
        '\ufeffmsgid ""\nmsgstr "X-Own: é\\nContent-Type: text/plain; charset=utf-8\\n"\n',
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=us-ascii\\nLanguage: nl\\n"\n',
    ]
)
entries = st.lists(
    st.builds(
        Message,
        msgid=st.sampled_from(TEXTS),
        msgstr=st.sampled_from(["", "é", '日本 "語"', "a\\b"]),
        flags=st.sampled_from([(), ("fuzzy",), ("fuzzy", "no-wrap")]),
        notes=st.sampled_from([(), ("machine draft: x",), ("é",)]),
        previous=st.none() | st.sampled_from(TEXTS),
        obsolete=st.booleans(),
    ),
    max_size=6,
)


@needs_gettext
@settings(max_examples=25, deadline=None)
@given(header=HEADERS, made=entries, plural=st.booleans(), page=st.lists(st.sampled_from(TEXTS), max_size=5))
def test_gettext_accepts_what_is_made_of_any_file(
    tmp_path_factory: pytest.TempPathFactory, header: str, made: list[Message], plural: bool, page: list[str]
) -> None:
    path: Path = tmp_path_factory.mktemp("po") / "nl.po"
    more = [Message("One", plural="%d", plurals=("é", "b"))] if plural else []
    text = "\n\n".join([header, *(entry_of(message) for message in (*made, *more))])
    read = po.read(text.encode(), "nl.po", twice=True) if reads(text) else None
    if read is None:
        return
    template = [Message(msgid) for msgid in dict.fromkeys(page)]
    merged = merge.merge(replace(read, messages=sharing.single(read.messages)), template)
    whole = po.completed(po.rearranged(merged, sharing.distinct(merged.messages)), "nl", "site")
    path.write_bytes(po.write(whole))

    subprocess.run(["msgfmt", "-c", "-o", str(path.with_suffix(".mo")), str(path)], check=True, capture_output=True)
    subprocess.run(["msgcat", "-o", "/dev/null", str(path)], check=True, capture_output=True)
    assert po.completed(whole, "nl", "site") == whole


def entry_of(message: Message) -> str:
    written = po.write(Catalogue(Message(""), (message,))).decode()
    return written.strip("\n")


def reads(text: str) -> bool:
    """Whether a file is sound but for what is tested here; two reviewed texts for one message are not."""
    try:
        po.read(text.encode(), "nl.po", twice=True)
    except CatalogueError:
        return False
    return True
