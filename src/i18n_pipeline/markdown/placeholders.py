"""Compare the placeholders of a string outside pages with those of its translation: what programs fill in or read.

Placeholders are `{name}`, `{{ .Count }}`, `%s`, `%(name)s`, `$t(key)`, tags of HTML, targets of links, addresses and
code. A message in the ICU format (`{count, plural, one {# page} other {# pages}}`, which inlang, FormatJS and i18next
read) is compared by its arguments, since languages have different plural forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from i18n_pipeline.markdown import inline

PLACEHOLDER = re.compile(
    r"\{\{[^{}]*\}\}"
    r"|\$?\{[^{}]*\}"
    r"|[{}]"  # without its other half
    r"|(?<![\w%])%(?:\d+\$|\(\w+\))?[-+#0]*(?:\d+|\*)?(?:\.\d+)?[sdifuxXoeEgGc@](?![A-Za-z])"
    r"|\$t\([^()]*\)"
    r"|@(?:\.\w+)?:\(?[\w.]+\)?"
    r"|</?\d+ */?>"
    r"|https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]"
)
"""Placeholders outside the markup of a text; `$t(…)` is of i18next, `@:key` of vue-i18n, `<0>…</0>` of React."""
MARKUP = frozenset({"tag", "address", "code", "template"})
"""Kinds of tokens that a translation must keep."""
COMPLEX = re.compile(r"\{\s*(?P<name>\w+)\s*,\s*(?P<type>plural|selectordinal|select)\s*,(?:\s*offset:\s*\d+(?=\s))?")
"""The beginning of an ICU argument with forms."""
SIMPLE = re.compile(r"\{\s*\w+\s*(?:,\s*\w+\s*(?:,[^{}]*)?)?\}")
"""Any other ICU argument."""
SELECTOR = re.compile(r"\s*(?P<selector>[^\s{}]+)\s*\{|\s*\}")
BRACE = re.compile(r"[{}]")
PLURALS = frozenset({"plural", "selectordinal"})
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural forms of the languages (CLDR)."""
MANY = "|"
"""Parts the plural forms of a text for vue-i18n and Docusaurus, of which languages have different numbers."""
LEAST_FORM = "other"
DEEPEST = 20
"""Deepest accepted nesting of ICU arguments."""


@dataclass(frozen=True, slots=True)
class _Icu:
    """What an ICU message holds."""

    items: frozenset[str]
    """Its arguments with their types, the choices of `select`, and the placeholders in its words."""
    words: bool
    """Whether there are letters outside the arguments."""


def difference(english: str, text: str) -> str:
    """Why a translation may not stand for an English string: a placeholder is new or left out; empty if none is."""
    if COMPLEX.search(english) and (wanted := _icu(english)):
        found = _icu(text)
        if found is None:
            return (
                "it is no valid message in the ICU format: a form or a closing brace is missing, or a form is unknown"
            )
        return _told(Counter(sorted(found.items)), Counter(sorted(wanted.items)))
    ours, theirs = Counter(_items(english)), Counter(_items(text))
    if MANY in english:
        ours, theirs = Counter(list(ours)), Counter(list(theirs))
    return _told(theirs, ours)


def _told(found: Counter[str], wanted: Counter[str]) -> str:
    added, lost = sorted((found - wanted).elements()), sorted((wanted - found).elements())
    if added:
        return f"it adds the placeholder {added[0]}"
    return f"it leaves out the placeholder {lost[0]}" if lost else ""


def has_words(text: str) -> bool:
    """Whether there is a letter outside the placeholders and addresses of a string."""
    if COMPLEX.search(text) and (found := _icu(text)):
        return found.words
    return any(character.isalpha() for character in _words(text))


def _items(text: str) -> Iterator[str]:
    """The placeholders of a text, white space folded."""
    done = 0
    for kind, start, end in inline.tokens(text):
        if kind in MARKUP or (kind == "close" and end - start > 1):
            yield from (found[0] for found in PLACEHOLDER.finditer(text, done, start))
            yield " ".join(text[start:end].split())
            done = end
    yield from (" ".join(found[0].split()) for found in PLACEHOLDER.finditer(text, done))


def _words(text: str) -> str:
    """A text without its placeholders."""
    parts, done = [], 0
    for kind, start, end in inline.tokens(text):
        if kind in MARKUP or (kind == "close" and end - start > 1):
            parts.append(text[done:start])
            done = end
    return PLACEHOLDER.sub(" ", " ".join([*parts, text[done:]]))


# --- the ICU format ----------------------------------------------------------------------------------


def _icu(text: str) -> _Icu | None:
    """What a message in the ICU format holds; None if it is not valid."""
    items: set[str] = set()
    words: list[str] = []
    try:
        end = _message(text, 0, items, words, 0)
    except ValueError:
        return None
    return _Icu(frozenset(items), any(map(has_words, words))) if end == len(text) else None


def _message(text: str, start: int, items: set[str], words: list[str], depth: int) -> int:
    """Read a message up to the brace that closes it, or the end of the text. Raises ValueError."""
    if depth > DEEPEST:
        raise ValueError(text)
    done = start
    while found := BRACE.search(text, done):
        at = found.start()
        said = text[done:at]
        words.append(said)
        items.update(_items(said))
        if text[at] == "}":
            return at
        done = _argument(text, at, items, words, depth)
    words.append(text[done:])
    items.update(_items(text[done:]))
    return len(text)


def _argument(text: str, start: int, items: set[str], words: list[str], depth: int) -> int:
    """Read an argument, and return the offset after it. Raises ValueError."""
    if simple := SIMPLE.match(text, start):
        items.add(" ".join(simple[0].split()))
        return simple.end()
    found = COMPLEX.match(text, start)
    if not found:
        raise ValueError(text)
    kind, done = found["type"], found.end()
    known: set[str] = set()
    items.add(f"{{{found['name']}, {kind}}}")
    while form := SELECTOR.match(text, done):
        selector = form["selector"]
        if selector is None:
            if LEAST_FORM not in known:
                raise ValueError(text)
            return form.end()
        known.add(selector)
        if kind not in PLURALS:
            items.add(f"{{{found['name']}, select, {selector}}}")
        elif selector not in FORMS and not selector.startswith("="):
            raise ValueError(text)
        done = _message(text, form.end(), items, words, depth + 1)
        if done >= len(text):
            raise ValueError(text)
        done += 1
    raise ValueError(text)
