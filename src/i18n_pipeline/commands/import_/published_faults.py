"""Faults of a published translation other than its words: ids, comments, code, front matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.align import PassagePair
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.reading import anchors, html_tags
from i18n_pipeline.markdown.reading.outline import Markup, Outline, Run
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Rules
from i18n_pipeline.plain_text import beginning

KEPT_CODE = "if it is to differ, take it out of the code block; set 'code' to translate comments and strings in code"
NAME_KEYS = "add those that readers see to 'front_matter', and import again; the others get the English value"


def at(page: Page, start: int, check: str, text: str, advice: str) -> Finding:
    """A finding at a byte offset of a page; the path of the page is left open."""
    source = page.outline.source
    line, begun = source.count(b"\n", 0, start) + 1, source.rfind(b"\n", 0, start) + 1
    column = len(source[begun:start].decode(errors="replace")) + 1
    return Finding(Severity.WARNING, check, text, line=line, column=column, advice=advice)


def faults(
    pages: tuple[Page, Page],
    pairs: Sequence[PassagePair],
    passages: tuple[Sequence[Passage], Sequence[Passage]],
    rules: Rules,
    own_keys: Collection[str] = (),
) -> Iterator[Finding]:
    """Faults of the translated page (the second) compared with its source page, apart from words.

    `own_keys` are front-matter keys that a translated page has for itself.
    """
    if rules.pin:
        yield from _ids(pages, pairs, passages)
    yield from _front_matter(*pages, own_keys)
    yield from _comments(*pages)
    yield from _code(*pages)


def _ids(
    pages: tuple[Page, Page], pairs: Sequence[PassagePair], passages: tuple[Sequence[Passage], Sequence[Passage]]
) -> Iterator[Finding]:
    """Headings whose id differs from the id of their source heading."""
    wanted, had = anchors.ids(pages[0].outline), anchors.answers(pages[1].outline)
    for pair in pairs:
        source, target = (
            pages[side].segments[passages[side][place].segment]
            for side, place in ((0, pair.source[0]), (1, pair.target[0]))
        )
        if source.start in wanted and wanted[source.start] not in had.get(target.start, ("",)):
            answers = had.get(target.start, ("",))[0] or "nothing"
            said = f"the heading answers to #{answers}, not #{wanted[source.start]}: {beginning(target.msgid)}"
            yield at(
                pages[1],
                target.start,
                "id",
                said,
                "correct links to the old id: the localised page gets the English one",
            )


def _comments(source: Page, target: Page) -> Iterator[Finding]:
    """Comments only in the translation, if the translation has more comments than the source."""
    known, found = Counter(text for _, text in _all_comments(source.outline)), list(_all_comments(target.outline))
    if len(found) <= known.total():
        return
    for start, text in found:
        if known[text]:
            known[text] -= 1
        else:
            yield at(
                target,
                start,
                "comment",
                f"a comment that the source does not have: {beginning(text)}",
                "add it to the English page, if it is still wanted",
            )


def _code(source: Page, target: Page) -> Iterator[Finding]:
    """Lines of code blocks that differ from the source; the source's code is restored, since code is not translated."""
    ours, theirs = list(_code_lines(source.outline)), list(_code_lines(target.outline))
    if ours == theirs:
        return
    starts = _starts(target.outline.source, theirs)
    for kind, first, last, start, end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        instead = ours[first:last] if last - first == end - start else []
        for number in range(start, end):
            if theirs[number].strip():
                was = f" instead of “{_shown(instead[number - start])}”" if instead else ""
                said = f"in a code block, “{_shown(theirs[number])}”{was}; the code stays as it is in the source"
                yield at(target, starts[number], "code", said, KEPT_CODE)


def _shown(line: bytes) -> str:
    return beginning(line.decode(errors="replace").strip())


def _starts(page: bytes, lines: Sequence[bytes]) -> list[int]:
    """Byte offsets of lines of code on a page."""
    found, start = [], 0
    for line in lines:
        start = max(start, page.find(line, start))
        found.append(start)
    return found


def _front_matter(source: Page, target: Page, own_keys: Collection[str]) -> Iterator[Finding]:
    """Values of front matter that were translated, or added, though the settings do not name their keys."""
    chosen = {node.start for node in target.outline.front.chosen(target.outline.dialect.front_matter)}
    known = {(node.path, node.text) for node in source.outline.front.nodes}
    keys = {
        node.path: node
        for node in reversed(target.outline.front.nodes)
        if node.is_text and node.start not in chosen and node.path not in own_keys and _is_of_words(node.text)
        if (node.path, node.text) not in known
    }
    if keys:
        listed = ", ".join(f"{path} (“{beginning(node.text)}”)" for path, node in sorted(keys.items()))
        start = target.outline.front.offset(min(node.start for node in keys.values()))
        said = f"other values than on the English page, though the settings do not name these keys: {listed}"
        yield at(target, start, "key", said, NAME_KEYS)


def _is_of_words(text: str) -> bool:
    """Whether a value is for readers: it has blanks, or letters beyond ASCII."""
    return any(map(str.isalpha, text)) and (" " in text.strip() or not text.isascii()) and "://" not in text


def _code_lines(page: Outline) -> Iterator[bytes]:
    return (token[1] for token in page.tokens if isinstance(token, tuple) and token[0] == "code")


def _all_comments(page: Outline) -> Iterator[tuple[int, str]]:
    for token in page.tokens:
        if isinstance(token, Markup):
            for tag in html_tags.TOKEN.finditer(token.text):
                if tag[0].startswith(b"<!--"):
                    yield token.start + tag.start(), tag[0].decode()
        elif isinstance(token, Run):
            for kind, start, _, value in token.events:
                if kind == "InlineHtml" and value.startswith("<!--"):
                    yield start, value
