"""Catalogues that somebody made to be huge, or of one thing alone; each by its size in bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _numbered(form: str, size: int) -> str:
    """The form with numbers, as often as the size allows."""
    return "".join(form.format(number) for number in range(size // len(form)))


TEXTS: Mapping[str, Callable[[int], str]] = {
    "entries": lambda size: (
        HEADER
        + _numbered(
            '#. type: paragraph\n#: source/page.md\nmsgid "Words number {0}"\nmsgstr "Woorden nummer {0}"\n\n', size
        )
    ),
    "obsolete": lambda size: (
        HEADER + "".join(f'#~ msgid "Words number {i}"\n#~ msgstr "Woorden nummer {i}"\n\n' for i in range(size // 60))
    ),
    "one entry": lambda size: HEADER + f'msgid "a"\nmsgstr "{"woord " * (size // 6)}"\n',
    "one entry lines": lambda size: HEADER + 'msgid "a"\nmsgstr ""\n' + '"woorden \\n"\n' * (size // 13),
    "short lines": lambda size: HEADER + 'msgid "a"\nmsgstr ""\n' + '"a"\n' * (size // 4),
    "short obsolete lines": lambda size: HEADER + '#~ msgid "a"\n#~ msgstr ""\n' + '#~ "a"\n' * (size // 7),
    "one entry wrapped": lambda size: HEADER + 'msgid "a"\nmsgstr ""\n' + ('"' + "woord " * 12 + '"\n') * (size // 75),
    "escapes": lambda size: HEADER + f'msgid "a"\nmsgstr "{chr(92) * 2 * (size // 2)}"\n',
    "octal": lambda size: HEADER + 'msgid "a"\nmsgstr "' + "\\303\\251" * (size // 8) + '"\n',
    "quotes": lambda size: HEADER + 'msgid "a"\nmsgstr "' + '\\"' * (size // 2) + '"\n',
    "open quotes": lambda size: HEADER + 'msgid "a"\nmsgstr ' + '"' * size + "\n",
    "unterminated": lambda size: HEADER + 'msgid "a"\nmsgstr "' + "a" * size + "\n",
    "unterm lines": lambda size: HEADER + 'msgid "a"\nmsgstr "' + '"a"\n' * (size // 4) + '"b\n',
    "comments": lambda size: HEADER + "# c\n" * (size // 4) + 'msgid "a"\nmsgstr ""\n',
    "flags": lambda size: HEADER + "#, " + "a, " * (size // 3) + '\nmsgid "a"\nmsgstr ""\n',
    "references": lambda size: HEADER + "#: " + "a.md " * (size // 5) + '\nmsgid "a"\nmsgstr ""\n',
    "isolates": lambda size: HEADER + "#: " + "\u2068" * (size // 3) + '\nmsgid "a"\nmsgstr ""\n',
    "previous": lambda size: HEADER + '#| msgid ""\n' + '#| "a "\n' * (size // 8) + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "previous kw": lambda size: HEADER + '#| msgid "a"\n' * (size // 13) + '#, fuzzy\nmsgid "a"\nmsgstr "b"\n',
    "fields": lambda size: (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        + "".join(f'"X-Field-{i}: v\\n"\n' for i in range(size // 20))
        + '\nmsgid "a"\nmsgstr ""\n'
    ),
    "charset": lambda size: 'msgid ""\nmsgstr "' + "charset=" * (size // 8) + '"\n\nmsgid "a"\nmsgstr ""\n',
    "blanks": lambda size: HEADER + " " * size + "\n" + 'msgid "a"\nmsgstr ""\n',
    "blank lines": lambda size: HEADER + " \n" * (size // 2) + 'msgid "a"\n' + " \n" * (size // 2) + 'msgstr ""\n',
    "crs": lambda size: HEADER + 'msgid "a"' + "\r" * size + '\nmsgstr ""\n',
    "plurals": lambda size: (
        HEADER + 'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{i}] "x"\n' for i in range(size // 17))
    ),
    "same keys": lambda size: HEADER + 'msgid "a"\nmsgstr "b"\n\n' * (size // 23),
    "keywords": lambda size: HEADER + "msgid " * (size // 6),
    "contexts": lambda size: HEADER + 'msgctxt "a"\n' * (size // 12),
    "marks": lambda size: HEADER + "#~ " * (size // 3) + "\n",
    "hashes": lambda size: "#" * size + "\n",
    "notes": lambda size: HEADER + "# " + "a " * (size // 2) + '\nmsgid "a"\nmsgstr ""\n',
    "conflict": lambda size: HEADER + "<<<<<<< a\n" * (size // 10),
    "digits": lambda size: HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[' + "1" * size + '] "x"\n',
    "nul": lambda size: HEADER + 'msgid "' + "a" * size + '\0"\n',
}


def _bytes(text: Callable[[int], str], size: int) -> bytes:
    return text(size).encode()


def _not_utf_8(size: int) -> bytes:
    return (HEADER + 'msgid "' + "a" * size).encode() + b'\xff"\n'


KINDS: Mapping[str, Callable[[int], bytes]] = {
    **{kind: partial(_bytes, text) for kind, text in TEXTS.items()},
    "not UTF-8": _not_utf_8,
}
