"""The notice on a localised page: it tells readers that parts of it are not translated, or not reviewed.

It describes what readers see. Text in the source language counts as untranslated (no translation, a refused one, or a
draft that is not accepted) or as stale (its translation needs revision). Drafts count if they are shown. The page with
its notice is parsed and compared, to make sure that nothing else changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from urllib.parse import quote

from i18n_pipeline.commands.assemble.added_keys import Told, not_told, with_key
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage
from i18n_pipeline.markdown.reading.headings import ATX, Heading
from i18n_pipeline.markdown.reading.outline import Markup, Outline, Run, Token, outline
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.reading.segments import page as parsed
from i18n_pipeline.markdown.writing.skeleton import CONSTRUCT, PARAGRAPH, Part, skeleton, unseen
from i18n_pipeline.model import State
from i18n_pipeline.project.notice_texts import FRONT_MATTER, KINDS, MACHINE, Notice

BLANK_LINES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))*")
LINE_END = re.compile(rb"\r\n|\n|\r")
UNDERLINE = re.compile(rb"[ \t]*(?:\r\n|\n|\r)[^\r\n]*")
NO_BLOCK = re.compile(
    rb"\s*(?:(?:<!--(?:(?!-->).)*-->|<(?P<tag>script|style)\b.*?</(?P=tag)\s*>|\{/\*(?:(?!\*/).)*\*/\})\s*)+\Z",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, scripts and styles, which readers do not see."""
ATTRIBUTES = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))[ \t]*\{:[^{}\r\n]*\}[ \t]*(?=\r\n|\n|\r|\Z)")
"""A line of kramdown's attributes, which belongs to the block before it."""
MODULE = re.compile(rb"(?:import|export)\s")
"""A line of JavaScript in MDX, which readers do not see."""
AT_THE_END = CONSTRUCT, "rows", "definition"
"""Parts that a skeleton lists last."""
AROUND_WORDS = (PARAGRAPH, "-Paragraph")


def told(path: str, english: Page, made: LocalisedPage, notice: Notice) -> Told:
    """Add the notice that a page needs; `path` is relative to the source folder."""
    dialect = english.outline.dialect
    kinds = tuple(kind for kind in KINDS if kind in notice.kinds and _is_seen(kind, made))
    if not notice.place or not kinds or dialect.values:
        return Told(made.data)
    if notice.place == FRONT_MATTER:
        return with_key(english.outline.front, parsed(made.data, dialect), notice.key, " ".join(kinds))
    filled = {"{percent}": str(int(made.published)), "{page}": quote(path)}
    text = _said([notice.sentences[kind] for kind in _spoken(kinds)])
    block = notice.form.replace("{text}", re.sub(r"\{percent\}|\{page\}", lambda found: filled[found[0]], text))
    return with_block(parsed(made.data, dialect), block)


def _is_seen(kind: str, made: LocalisedPage) -> bool:
    return made.by_machine if kind == MACHINE else kind in made.states


def without(page: Page, notice: Notice) -> Page:
    """A localised page without its notice block (as these settings write one); the block's lines become blank."""
    if page.outline.dialect.values:
        return page
    source = page.outline.source
    at = _place(page.outline)
    found = _pattern(notice).match(source, at) if notice.sentences else None
    if not found:
        return page
    return parsed(source[:at] + b"".join(LINE_END.findall(found[0])) + source[found.end() :], page.outline.dialect)


# --- sentences ---------------------------------------------------------------------------------------


def _spoken(kinds: tuple[str, ...]) -> list[str]:
    """States that get a sentence each: untranslated makes stale redundant."""
    return [kind for kind in kinds if kind is not State.STALE or State.UNTRANSLATED not in kinds]


def _said(texts: Iterable[str]) -> str:
    """Distinct sentences joined on one line."""
    line = ""
    for text in dict.fromkeys(texts):
        line += text if not line or line.endswith("。") else f" {text}"
    return line


@cache
def _combinations() -> tuple[list[str], ...]:
    """All combinations of states in one notice, the longest first."""
    chosen = (
        tuple(k for k, on in zip(KINDS, flags, strict=True) if on)
        for flags in product((True, False), repeat=len(KINDS))
    )
    return tuple(sorted((_spoken(kinds) for kinds in chosen if kinds), key=len, reverse=True))


def _pattern(notice: Notice) -> re.Pattern[bytes]:
    """Matches a notice with any sentences, and the blank lines after it."""
    known = [kinds for kinds in _combinations() if all(kind in notice.sentences for kind in kinds)]
    texts = dict.fromkeys(_said(notice.sentences[kind] for kind in kinds) for kinds in known)
    filled = {r"\{percent\}": r"\d+", r"\{page\}": r"\S*?"}
    either = "|".join(re.sub(r"\\\{(?:percent|page)\\\}", lambda found: filled[found[0]], re.escape(t)) for t in texts)
    form = re.escape(notice.form).replace("\\\n", r"(?:\r\n|\n|\r)").replace(r"\{text\}", f"(?:{either})")
    return re.compile(form.encode() + rb"[ \t]*(?:(?:\r\n|\n|\r)" + BLANK_LINES.pattern + rb"|\Z)")


# --- a block -----------------------------------------------------------------------------------------


def with_block(page: Page, block: str) -> Told:
    """A page with a block after its title, if that changes nothing else."""
    tree = page.outline
    at, newline = _place(tree), tree.newline.encode()
    before, after = tree.source[:at], tree.source[at:]
    blank = len(LINE_END.findall(before[len(before.rstrip()) :])) if before.strip() else 2
    lead = newline * max(0, 2 - blank)
    tail = newline * 2 if after else newline * bool(LINE_END.search(before[-1:]))
    text = newline.join(block.encode().split(b"\n"))
    whole = lead + text + tail
    made = parsed(before + whole + after, tree.dialect)
    if not _only_added(page, made, (at, whole)):
        said = "the notice would change how the page reads; it is left out"
        return not_told(tree.source, 0, said, "Look at 'notice_block'")
    return Told(made.outline.source)


def _place(tree: Outline) -> int:
    """Byte offset of the first line readers see, after the title."""
    title = _title(tree)
    end = title.end if title else tree.front.end
    if title and not ATX.match(tree.source, title.start):
        end = _end(UNDERLINE, tree.source, end)
    if title:
        end = _end(ATTRIBUTES, tree.source, end)
    return _end(BLANK_LINES, tree.source, end)


def _end(pattern: re.Pattern[bytes], source: bytes, start: int) -> int:
    found = pattern.match(source, start)
    return found.end() if found else start


def _title(tree: Outline) -> Heading | None:
    """The level-1 heading at the start of a page, after comments and lines of JavaScript."""
    for token in tree.tokens:
        if isinstance(token, Heading):
            inside = any(found.start < token.start for found in tree.scan.alone)
            return token if token.level == 1 and not inside else None
        comment = isinstance(token, Markup) and NO_BLOCK.match(token.text)
        text = _text_of(tree, token)
        module = MODULE.match(text) or NO_BLOCK.match(text)
        if not comment and not module and token not in ("+Paragraph", "-Paragraph"):
            return None
    return None


def _text_of(tree: Outline, token: Token) -> bytes:
    """Bytes of a text run or a standalone line; empty for any other token."""
    if isinstance(token, Run):
        return tree.source[token.start : token.end]
    return bytes(token[1]) if isinstance(token, tuple) and token[0] == "line" else b""


def _only_added(page: Page, made: Page, added: tuple[int, bytes]) -> bool:
    """Whether page `made` is page `page` plus the added block, judged by skeleton and texts."""
    at, block = added
    rest = [s for s in made.segments if not at <= s.start < at + len(block)]
    if [(s.msgctxt, s.msgid, s.type) for s in rest] != [(s.msgctxt, s.msgid, s.type) for s in page.segments]:
        return False
    source = page.outline.source
    alone, before = (outline(text, page.outline.dialect) for text in (b"\n" + block, source[:at]))
    if any(isinstance(token, Heading) for token in alone.tokens):
        return False
    old, new, more, ahead = (list(_groups(tree)) for tree in (page.outline, made.outline, alone, before))
    places = (len(group) for group in ahead)
    expected = [[*o[:k], *m, *o[k:]] for o, m, k in zip(old, more, places, strict=True)]
    return new == expected and page.outline.front.shape(()) == made.outline.front.shape(())


def _groups(tree: Outline) -> Iterator[list[Part]]:
    """Skeleton of a body: blocks in order, then each kind of part listed last.

    Whether the words of an item are a paragraph depends on the items beside it. Of a construct without words, what is
    listed last says it all.
    """
    parts, last = skeleton(tree, tree.dialect.front_matter)[1:], list(unseen(tree))
    yield [part for part in parts[: len(parts) - len(last)] if part not in AROUND_WORDS and not _is_wordless(part)]
    for kind in AT_THE_END:
        yield [part for part in last if part[0] == kind]


def _is_wordless(part: Part) -> bool:
    """Whether a part is a construct, with nothing behind its name and what is kept of it."""
    return isinstance(part, tuple) and part[0] == CONSTRUCT and not part[3:]
