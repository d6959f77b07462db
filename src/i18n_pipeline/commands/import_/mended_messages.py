"""Messages made from published texts, until each may be published: what they changed of the markup is mended."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from i18n_pipeline.commands.assemble.page_from_catalogue import assemble
from i18n_pipeline.commands.import_.two_sides import WRONG, Sides
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.mend import mended
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.model import IGNORE_NOTE, Catalogue, Message, Rules
from i18n_pipeline.plain_text import beginning

ROUNDS = 3
"""Most rounds of mending a page's messages; translations refused after that are left to a person."""


def guarded(both: Sides, messages: dict[tuple[str | None, str], Message], rules: Rules) -> Iterator[Finding]:
    """Accept items that a published text leaves out, mend changed ones, and report the rest."""
    for turn in range(ROUNDS + 1):
        made = assemble(both.names[0], both.pages[0], Catalogue(Message(""), tuple(messages.values())), rules, kept)
        for refusal in made.refusals:
            for key in [key for key, m in messages.items() if key[1] == refusal.msgid and m.msgstr]:
                messages[key] = _mended(messages[key], refusal, last=turn == ROUNDS)
                said = _verdict(messages[key], refusal)
                found = Finding(Severity.WARNING, refusal.check, said, line=refusal.page_line, advice=WRONG)
                yield replace(both.placed(0, found), msgid=key[1], msgctxt=key[0])
        if not made.refusals:
            return


def _mended(message: Message, refusal: Finding, *, last: bool) -> Message:
    text = mended(message.msgid, message.msgstr)
    if text != message.msgstr and not last:
        return replace(message, msgstr=text)
    if refusal.ignorable:
        return replace(message, notes=(*message.notes, IGNORE_NOTE + ",".join(refusal.ignorable)))
    return replace(message, flags=("fuzzy",))


def _verdict(message: Message, refusal: Finding) -> str:
    what = f"{refusal.text}: {beginning(refusal.msgid)}"
    if message.fuzzy:
        return f"{what}; it stays English until somebody looks"
    return f"{what}; accepted, to be put right" if refusal.ignorable and message.notes else f"{what}; put right"
