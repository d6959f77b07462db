"""Ids of headings that the built site was seen to have, in place of those that a slug rule makes.

They belong to the words of a heading: one that says something else now has the id of the slug rule.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from i18n_pipeline.markdown.reading import heading_text
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import Outline, Run

Row: TypeAlias = tuple[str, str]
"""The id of a heading, and what it says."""
Learnt: TypeAlias = Mapping[int, str]
"""The learnt ids of the headings of a page, by `Heading.start`."""
NONE_LEARNT: Learnt = MappingProxyType({})
TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>", re.DOTALL)
"""Code of Liquid, Jinja, Nunjucks, Handlebars, Hugo and EJS."""
BLANKS = re.compile(r"\s+")


def words(page: Outline) -> list[tuple[Heading, str]]:
    """Each heading without an id of the author, and what it says: its words without marks and template code.

    Those without words are left out, and those of which a template makes all words.
    """
    following = zip(page.tokens, page.tokens[1:], strict=False)
    found = (
        (heading, _said(page, run))
        for heading, run in following
        if isinstance(heading, Heading) and isinstance(run, Run) and not heading.explicit
    )
    return [(heading, said) for heading, said in found if said]


def _said(page: Outline, run: Run) -> str:
    plain = heading_text.plain(page, run)
    if heading_text.text(page, run, page.dialect.slugs.words) is None:
        plain = TEMPLATE_CODE.sub(" ", page.source[run.start : run.end].decode())
        plain = plain if any(map(str.isalpha, plain)) else ""
    return BLANKS.sub(" ", plain).strip()


def learnt(page: Outline, rows: Sequence[Row]) -> dict[int, str]:
    """The ids of `rows` that headings of a page have, by `Heading.start`: each that says what its row says.

    Of headings that say the same, the first has the first of these rows. No id is given twice, and none that the author
    wrote for another heading.
    """
    if not rows:
        return {}
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for name, said in reversed(rows):
        waiting[said].append(name)
    taken: set[str | None] = {token.explicit for token in page.tokens if isinstance(token, Heading)}
    found: dict[int, str] = {}
    for heading, said in words(page):
        own = waiting[said].pop() if waiting[said] else None
        if own and own not in taken:
            found[heading.start] = own
            taken.add(own)
    return found


def beside(names: Sequence[tuple[Heading, str | None]], learnt: Learnt) -> list[str | None]:
    """The ids of headings, the learnt ones in place of their own; any other that is learnt or taken gets a number."""
    taken: set[str | None] = {*learnt.values(), *(heading.explicit for heading, _ in names)}
    every: set[str | None] = taken | {name for _, name in names}
    found: list[str | None] = []
    for heading, name in names:
        own = learnt.get(heading.start)
        free = own or name
        if not own and name and not heading.explicit and name in taken:
            free = next(one for number in range(1, len(every) + 2) if (one := f"{name}-{number}") not in every)
            every.add(free)
        found.append(free)
    return found
