"""Heading ids: the text that an id is made of, and the place on the page where it is written.

The slug algorithm gets the heading's plain text: its words, code and the texts of its images, without tags, comments
and marks of markup. Docusaurus 3 gives that text to github-slugger (mdast with its HTML
nodes dropped). Other generators:

- the tags dropped, and the texts of images too: rehype-slug 6, Astro 5 and 7, Nextra 4, mdsvex, GitHub;
- the tags dropped, another algorithm: Hugo from 0.144, kramdown's GFM parser (Jekyll), Python-Markdown, mdBook,
  VitePress, MyST, Zola, Eleventy (which keeps the words of comments);
- the letters of tags counted: `mdast-util-to-string` 4 by itself (remark-slug), plain kramdown, Hugo before 0.144.

What a template tag or expression puts into a heading is known only to the generator. Where templates are run before
Markdown is read (Liquid, Jinja, shortcodes of Hugo and Zola), a heading with one gets no id: any would be wrong. Where
they run later (Vue) or never (GitHub), the tag counts as literal text beside words; a heading of tags alone gets none.
"""

from __future__ import annotations

from i18n_pipeline.markdown.dialect import all_risks
from i18n_pipeline.markdown.reading.outline import Heading, Outline, Run
from i18n_pipeline.markdown.reading.parse import Event


def texts(page: Outline) -> list[tuple[Heading, str]]:
    """Each heading of a page with its plain text (may be empty)."""
    found: list[tuple[Heading, str]] = []
    for token, following in zip(page.tokens, (*page.tokens[1:], ""), strict=False):
        if isinstance(token, Heading):
            found.append((token, _text(page, following) if isinstance(following, Run) else ""))
    return found


def _text(page: Outline, run: Run) -> str:
    """Plain text of a heading; empty if all its words come from template tags, or nobody knows which."""
    if _is_made_by_templates(page, run):
        return ""
    text = "".join(_part(page, event) for event in run.events)
    return text if _has_text_of_its_own(page, run, text) else ""


def _is_made_by_templates(page: Outline, run: Run) -> bool:
    """Whether a heading holds code of a template language that runs before Markdown is read, even in code."""
    first = all_risks(page.dialect).first
    return first is not None and first.search(page.source[run.start : run.end].decode()) is not None


def _has_text_of_its_own(page: Outline, run: Run, text: str) -> bool:
    hidden = page.scan.inside(run.start, run.end)
    for start, end in hidden:
        text = text.replace(page.source[start:end].decode(), "", 1)
    return not hidden or any(map(str.isalnum, text))


def _part(page: Outline, event: Event) -> str:
    kind, start, end, value = event
    if kind == "SoftBreak":
        return "\n"
    if kind not in {"Text", "Code"}:
        return ""
    if page.scan.inside(start, end):  # the parser saw a masked copy
        return page.source[start:end].decode()
    return str(value)


def pins(page: Outline) -> dict[int, str]:
    """For each heading that needs an id: the byte offset to write at, and the id.

    Ids are computed for the whole page together. Explicit ids are kept and do not count as taken (as in Docusaurus 3);
    headings without text get no id.
    """
    bare = [(heading, text) for heading, text in texts(page) if not heading.explicit]
    slugs = page.dialect.slugs(text for _, text in bare)
    return {heading.end: slug for (heading, text), slug in zip(bare, slugs, strict=True) if text and slug}


def writable(page: Outline) -> dict[int, str] | None:
    """The `pins` of a page, none where the site reads no written ids; None if the dialect cannot write all of them."""
    form = page.dialect.ids
    found = pins(page) if form.new else {}
    return found if all(map(form.writable.fullmatch, found.values())) else None


def ids(page: Outline) -> dict[int, str]:
    """For each heading with text: byte offset of the text, and the heading's id."""
    given = pins(page)
    following = zip(page.tokens, page.tokens[1:], strict=False)
    return {
        run.start: heading.explicit or given.get(heading.end, "")
        for heading, run in following
        if isinstance(heading, Heading) and isinstance(run, Run)
    }
