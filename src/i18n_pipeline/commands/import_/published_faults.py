"""Faults of a published translation other than its words: ids, comments, code, front matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.align import PassagePair
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.reading import anchors, html
from i18n_pipeline.markdown.reading.outline import Markup, Outline, Run
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Rules
from i18n_pipeline.plain_text import beginning


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
) -> Iterator[Finding]:
    """Faults of the translated page (the second) compared with its source page, apart from words."""
    if rules.pin:
        yield from _ids(pages, pairs, passages)
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
    known, start = Counter(_code_lines(source.outline)), 0
    for line in _code_lines(target.outline):
        start = max(start, target.outline.source.find(line, start))
        if known[line]:
            known[line] -= 1
        elif line.strip():
            said = f"in a code block, which stays as it is in the source: {beginning(line.decode())}"
            yield at(target, start, "code", said, "if it is to differ, take it out of the code block")


def _code_lines(page: Outline) -> Iterator[bytes]:
    return (token[1] for token in page.tokens if isinstance(token, tuple) and token[0] == "code")


def _all_comments(page: Outline) -> Iterator[tuple[int, str]]:
    for token in page.tokens:
        if isinstance(token, Markup):
            for tag in html.TOKEN.finditer(token.text):
                if tag[0].startswith(b"<!--"):
                    yield token.start + tag.start(), tag[0].decode()
        elif isinstance(token, Run):
            for kind, start, _, value in token.events:
                if kind == "InlineHtml" and value.startswith("<!--"):
                    yield start, value
