"""The id each heading answers to: slug algorithms, and where an id is written.

github-slugger 2.0.0 on the heading's plain text, as `mdast-util-to-string` 4 collects it:
image alt and inline HTML included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from i18n_pipeline.markdown.outline import Heading, Outline, Run
from i18n_pipeline.markdown.parse import Event

KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
"""Letters in circles and squares: symbols (So) that Unicode counts as alphabetic all the same."""


def texts(page: Outline) -> list[tuple[Heading, str]]:
    """Each heading of a page with its plain text; empty where it has none."""
    found: list[tuple[Heading, str]] = []
    for token, following in zip(page.tokens, (*page.tokens[1:], ""), strict=False):
        if isinstance(token, Heading):
            found.append((token, _text(page, following) if isinstance(following, Run) else ""))
    return found


def _text(page: Outline, run: Run) -> str:
    return "".join(_part(page, event) for event in run.events)


def _part(page: Outline, event: Event) -> str:
    kind, start, end, value = event
    if kind == "SoftBreak":
        return "\n"
    if kind not in {"Text", "Code", "InlineHtml"}:
        return ""
    if page.scan.placeholders:  # the parser saw a masked copy
        shown = page.source[start:end].decode()
        return shown.strip("`").strip() if kind == "Code" else shown
    return str(value)


def github_slugger(headings: Iterable[str]) -> list[str]:
    """The ids of the headings of one page, in order; empty where a heading has no character that counts."""
    taken: dict[str, int] = {}
    slugs = []
    for heading in headings:
        slug = original = "".join(_github_character(character) for character in heading.lower())
        while slug in taken:
            taken[original] += 1
            slug = f"{original}-{taken[original]}"
        taken[slug] = 0
        slugs.append(slug)
    return slugs


def _github_character(character: str) -> str:
    if character == " ":
        return "-"
    kept = character == "-" or unicodedata.category(character) in KEPT
    return character if kept or any(a <= ord(character) <= b for a, b in CIRCLED) else ""


ALGORITHMS: Mapping[str, Callable[[Iterable[str]], list[str]]] = {"github-slugger": github_slugger}


def pins(page: Outline, algorithm: str) -> dict[int, str]:
    """For each heading that needs one, the byte offset at which its id is to be written, and the id.

    Ids are given on the whole page at once. Explicit ids are kept and not counted (as Docusaurus 3 does);
    headings without text get none.
    """
    bare = [(heading, text) for heading, text in texts(page) if not heading.explicit]
    slugs = ALGORITHMS[algorithm](text for _, text in bare)
    return {heading.end: slug for (heading, text), slug in zip(bare, slugs, strict=True) if text and slug}


def ids(page: Outline, algorithm: str) -> dict[int, str]:
    """For each heading with text the byte offset at which that begins, and the id it answers to."""
    given = pins(page, algorithm)
    following = zip(page.tokens, page.tokens[1:], strict=False)
    return {
        run.start: heading.explicit or given.get(heading.end, "")
        for heading, run in following
        if isinstance(heading, Heading) and isinstance(run, Run)
    }
