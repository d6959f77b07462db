"""Check ids that a person accepts for a translation: in a comment on its message, or in the settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.errors import did_you_mean, first_few
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.check_ids import OF_ITEMS
from i18n_pipeline.model import IGNORE_NOTE, Message
from i18n_pipeline.plain_text import beginning

LEFT_OUT = frozenset(OF_ITEMS.values())
"""The ids of these checks: what they find is left out on the page too, so each message is named."""
OWN = "x-"
"""How the ids of a site's own checks begin, so that they never clash with ours."""
Known: TypeAlias = Callable[[], Collection[str]]
"""Gives the ids of all checks; called only if somebody names one."""


class Ignored(Struct, frozen=True):
    """One table `[[check.ignore]]` of the settings: findings that nobody wants to be told."""

    message: str
    """English text of the message, in which differences in blanks, links and escapes are ignored; empty: all."""
    checks: tuple[str, ...]
    """The ids of the checks."""
    context: str | None = None
    """Context (msgctxt) of the message; without it, any."""
    locales: tuple[str, ...] = ()
    """Languages concerned, as BCP 47 tags; without it, all."""
    pages: tuple[str, ...] = ()
    """Patterns of the pages concerned, relative to the project; without it, all."""


def accepted(message: Message) -> frozenset[str]:
    """Check ids that the comments of a message accept."""
    return frozenset(check_id(name) for note in message.notes for name in _named(note))


def commented(messages: Iterable[Message], ignored: Collection[Ignored]) -> tuple[Message, ...]:
    """Add `ignore=` comments to the messages for which the settings accept something."""
    if not ignored:
        return tuple(messages)
    from i18n_pipeline.catalogue.merging.normal_form import normal  # noqa: PLC0415 - few projects ignore anything

    by_text: dict[str, list[Ignored]] = {}
    for one in ignored:
        by_text.setdefault(normal(one.message) if one.message else "", []).append(one)
    always = by_text.get("", [])
    return tuple(_commented(message, [*always, *by_text.get(normal(message.msgid), ())]) for message in messages)


def _commented(message: Message, ignored: Iterable[Ignored]) -> Message:
    checks = [check for one in ignored if one.context in {None, message.msgctxt} for check in one.checks]
    return replace(message, notes=(*message.notes, IGNORE_NOTE + ",".join(checks))) if checks else message


def read(table: Mapping[str, Any], known: Known) -> Ignored:
    """Read one `[[check.ignore]]` table of the settings. Raises ValueError, with the fault and advice."""
    for name in table:
        if name not in _KEYS:
            problem = f"has an unknown key {name!r}"
            raise ValueError(problem, did_you_mean(name, list(_KEYS)))
    message, context = (_text(table, name) if name in table else None for name in ("message", "context"))
    locales, pages = (_texts(table, name) if name in table else () for name in ("locales", "pages"))
    checks = tuple(map(check_id, _texts(table, "checks")))
    for name, check in zip(table["checks"], checks, strict=True):
        if not _is_known(check, known):
            problem = f"does not know the check {name!r}"
            raise ValueError(problem, did_you_mean(name.lower(), [*OF_ITEMS, *known()]))
    if not message and not LEFT_OUT.isdisjoint(checks):
        _text(table, "message")
    return Ignored(message or "", checks, context, locales, pages)


def _text(table: Mapping[str, Any], name: str) -> str:
    text = table.get(name)
    if not isinstance(text, str) or not text.strip():
        problem, advice = f"needs a text as {name!r}", 'write the English message as in message = "Read [this][1]."'
        raise ValueError(problem, advice)
    return text


def _texts(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    texts = table.get(name)
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        problem, advice = f"needs a list of texts as {name!r}", 'write it as in checks = ["link"] or locales = ["nl"]'
        raise ValueError(problem, advice)
    return tuple(texts)


def silenced(message: Message, tables: Collection[Ignored]) -> frozenset[str]:
    """The ids of the checks of which nobody wants to hear about a message, by its comments or the tables."""
    [found] = commented([message], tables)
    return accepted(found) if found.notes else frozenset()


def unknown(messages: Iterable[Message], known: Known) -> Iterator[Finding]:
    """Find `ignore=` comments with an unknown check; the path of the catalogue is left open."""
    for message in messages:
        for note in message.notes:
            wrong = list(dict.fromkeys(name for name in _named(note) if not _is_known(check_id(name), known)))
            if wrong:
                from i18n_pipeline.catalogue.po import entry_places  # noqa: PLC0415 - few comments are wrong

                line, column = entry_places.of_comment(message, note)
                listed = ", ".join(first_few([repr(beginning(name)) for name in wrong]))
                yield Finding(
                    Severity.WARNING,
                    "ignore-unknown",
                    f"`ignore=` does not know {listed}",
                    line=line,
                    column=column,
                    advice=did_you_mean(wrong[0].lower(), [*OF_ITEMS, *known()]),
                    msgid=message.msgid,
                    msgctxt=message.msgctxt,
                )


def check_id(name: str) -> str:
    """Id of a check named by a person: capitals are allowed, and short names in the singular or plural."""
    written = name.lower()
    return next((check for short, check in OF_ITEMS.items() if written in {short, f"{short}s", f"{short}es"}), written)


def _is_known(check: str, known: Known) -> bool:
    """Whether there is a check with an id; those of a site's own checks begin with `x-`."""
    return check in LEFT_OUT or check.startswith(OWN) or check in known()


def _named(note: str) -> Iterator[str]:
    """Names in a translator comment addressed to this tool, however the comment was pasted."""
    found = _COMMENT.match(note)
    if found:
        yield from filter(None, (name.strip("`'\"“”.") for name in _BETWEEN.split(found[1])))


_KEYS = ("message", "checks", "context", "locales", "pages")
_COMMENT = re.compile(r"[#\s]*i18n[-_ ]?pipeline\s*:?\s*ignored?(?:\s*[=:]\s*|\s+)(.*)", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[\s,;+]+")
