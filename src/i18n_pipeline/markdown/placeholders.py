"""Compare the placeholders of a string outside pages with those of its translation: what programs fill in or read.

Placeholders are `{name}`, `{{ .Count }}`, `%s`, `%(name)s`, `$t(key)`, tags of HTML, targets of links, addresses and
code. A message in the ICU format (`{count, plural, one {# page} other {# pages}}`, which inlang, FormatJS and i18next
read) is compared by its arguments, since languages have different plural forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Icu:
    """What has been read of a message in the ICU format."""

    text: str
    """The message."""
    items: set[str] = field(default_factory=set)
    """Its arguments with their types, the choices of `select`, and the placeholders in its words."""
    spans: list[tuple[int, int]] = field(default_factory=list)
    """The offsets of all that is no words."""
    words: bool = False
    """Whether there are letters outside the arguments."""

    def read(self, start: int, end: int) -> None:
        """Add a part of the message outside its arguments."""
        said = self.text[start:end]
        self.items.update(_items(said))
        self.spans += _spans(self.text, start, end)
        self.words = self.words or any(map(str.isalpha, _words(said)))


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


def spans(text: str) -> list[tuple[int, int]]:
    """The offsets of what nobody translates in a string: placeholders, and the syntax around plural forms."""
    if COMPLEX.search(text) and (found := _icu(text)):
        return sorted(found.spans)
    return list(_spans(text, 0, len(text)))


def _items(text: str) -> Iterator[str]:
    """The placeholders of a text, white space folded."""
    return (" ".join(text[start:end].split()) for start, end in _spans(text, 0, len(text)))


def _spans(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The offsets of the placeholders in a part of a text."""
    done = start
    for kind, first, last in inline.tokens(text[start:stop]):
        if kind in MARKUP or (kind == "close" and last - first > 1):
            yield from (found.span() for found in PLACEHOLDER.finditer(text, done, start + first))
            yield start + first, start + last
            done = start + last
    yield from (found.span() for found in PLACEHOLDER.finditer(text, done, stop))


def _words(text: str) -> str:
    """A text without its placeholders."""
    parts, done = [], 0
    for start, end in _spans(text, 0, len(text)):
        parts.append(text[done:start])
        done = end
    return " ".join([*parts, text[done:]])


# --- the ICU format ----------------------------------------------------------------------------------


def _icu(text: str) -> _Icu | None:
    """What a message in the ICU format holds; None if it is not valid."""
    found = _Icu(text)
    try:
        end = _message(found, 0, 0)
    except ValueError:
        return None
    return found if end == len(text) else None


def _message(found: _Icu, start: int, depth: int) -> int:
    """Read a message up to the brace that closes it, or the end of the text. Raises ValueError."""
    if depth > DEEPEST:
        raise ValueError(found.text)
    done = start
    while brace := BRACE.search(found.text, done):
        found.read(done, brace.start())
        if brace[0] == "}":
            return brace.start()
        done = _argument(found, brace.start(), depth)
    found.read(done, len(found.text))
    return len(found.text)


def _argument(found: _Icu, start: int, depth: int) -> int:
    """Read an argument, and return the offset after it. Raises ValueError."""
    if simple := SIMPLE.match(found.text, start):
        found.items.add(" ".join(simple[0].split()))
        found.spans.append(simple.span())
        return simple.end()
    argument = COMPLEX.match(found.text, start)
    if not argument:
        raise ValueError(found.text)
    found.items.add(f"{{{argument['name']}, {argument['type']}}}")
    return _forms(found, argument, depth)


def _forms(found: _Icu, argument: re.Match[str], depth: int) -> int:
    """Read the forms of an argument, and return the offset after it. Raises ValueError."""
    known: set[str] = set()
    syntax, done = argument.start(), argument.end()
    while form := SELECTOR.match(found.text, done):
        found.spans.append((syntax, form.end()))
        selector = form["selector"]
        if selector is None and LEAST_FORM in known:
            return form.end()
        if selector is None or not _is_known(argument, selector):
            raise ValueError(found.text)
        known.add(selector)
        if argument["type"] not in PLURALS:
            found.items.add(f"{{{argument['name']}, select, {selector}}}")
        syntax = _message(found, form.end(), depth + 1)
        done = syntax + 1
    raise ValueError(found.text)


def _is_known(argument: re.Match[str], selector: str) -> bool:
    """Whether a plural has a form of this name; a choice may have any."""
    return argument["type"] not in PLURALS or selector in FORMS or selector.startswith("=")
