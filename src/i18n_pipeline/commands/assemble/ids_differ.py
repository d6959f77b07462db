"""Tells of headings whose learnt id is not the one that the slug rule makes."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading import anchors, learnt_ids
from i18n_pipeline.markdown.reading.learnt_ids import Row
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.project import anchors_lock
from i18n_pipeline.project.settings import Config

CHANGED = "anchor-changed"
"""Check id of findings about ids that differ from those in the lock."""
ADVICE = (
    "name the rule of your site with `slugs` under [markdown]; or, after a change of the site, build it and run "
    "`i18n-pipeline update --ids-from DIR`"
)


def findings(config: Config, page: str, english: Outline, rows: tuple[Row, ...]) -> Iterator[Finding]:
    """One finding for a page with such headings, at the first of them; `page` is relative to the project."""
    learnt = learnt_ids.learnt(english, rows)
    own = [(heading, name) for heading, name in anchors.given(english) if heading.start in learnt]
    changed = [(heading, name) for heading, name in own if learnt[heading.start] != name]
    if changed:
        heading, name = changed[0]
        said = f"the id {learnt[heading.start]!r} in {anchors_lock.name(config)} is {(name or '')!r} by the rule "
        said += english.dialect.slugs.name
        if others := len(changed) - 1:
            said += f", and {others} more {'id' if others == 1 else 'ids'} of the page differ{'s' * (others == 1)}"
        line = english.source.count(b"\n", 0, heading.start) + 1
        yield Finding(Severity.WARNING, CHANGED, said, page, line, advice=ADVICE, page=page, places=len(changed))
