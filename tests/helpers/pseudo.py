"""Pseudo-translation: every letter of the words accented, everything else as it is."""

from __future__ import annotations

import re
from random import Random

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćđéƒǵħíĵķłḿńóṕɋŕśŧúṽẃẋýźÁɃĆĐÉƑǴĦÍĴĶŁḾŃÓṔɊŔŚŦÚṼẂẊÝŹ"
TABLE = str.maketrans(PLAIN, ACCENTED)
KEPT = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"  # code
    r"|<[A-Za-z/](?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^'\"<>{}])*>"  # tags, with code in braces
    r"|<[A-Za-z/!?](?:\"[^\"]*\"|'[^']*'|[^'\"<>])*>"  # comments, autolinks, other tags
    r"|&(?:#?\w+);"  # entities
    r"|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<%[\s\S]*?%>|\$?\{[^{}]*\}"  # placeholders
    r"|\[\^[^\]\s]+\]"  # footnote marks
    r"|(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # addresses
    r"|\]\((?:[^()\\]|\\.|\([^()]*\))*\)",  # a target that stands in the text itself
    re.IGNORECASE,
)


def accented(msgid: str) -> str:
    """The text with every letter accented, outside code, tags, entities, placeholders and addresses."""
    parts, done = [], 0
    for found in KEPT.finditer(msgid):
        parts += [msgid[done : found.start()].translate(TABLE), found[0]]
        done = found.end()
    return "".join([*parts, msgid[done:].translate(TABLE)])


def rewrapped(msgid: str, seed: int = 0) -> str:
    """Accented, with a line break in place of some of the spaces outside code and tags."""
    random = Random(f"{seed} {msgid}")
    text, parts, done = accented(msgid), [], 0
    for found in KEPT.finditer(text):
        parts += [_broken(text[done : found.start()], random), found[0]]
        done = found.end()
    return "".join([*parts, _broken(text[done:], random)])


def _broken(text: str, random: Random) -> str:
    return re.sub(r"(?<=\S) (?=\S)", lambda _: "\n" if random.random() < 0.3 else " ", text)
