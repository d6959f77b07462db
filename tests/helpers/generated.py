"""Texts that people write, texts that people should not write, and every place on a page where one can stand."""

# ruff: noqa: RUF001 - typographic and full-width signs are meant
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from helpers.assembling import assembled, msgids

PLACES = {
    "a paragraph": "Some words here.\n",
    "a wrapped paragraph": "Some words here\nthat go on and on and on until here.\n",
    "a paragraph by sentences": "Some words here.\nThat is it.\n",
    "a paragraph between others": "1234.\n\nSome words here.\n\n5678.\n",
    "a heading": "# Some words\n",
    "a heading in an item": "- # Some words\n",
    "a closed heading": "## Some words ##\n",
    "a heading of another kind": "Some words\n===\n",
    "a heading underlined by hyphens": "1234.\n\nSome words\n---\n",
    "a list item": "- some words\n- 12\n",
    "a numbered item": "1. some words\n2. 12\n",
    "a nested item": "- 12\n  - some words\n",
    "a task": "- [ ] some words\n",
    "a quote": "> Some words\n",
    "a wrapped quote": "> Some words and some more words here\n> and a second\n",
    "an alert": "> [!NOTE]\n> Some words\n",
    "a cell": "| 12 | 34 |\n|---|---|\n| some words | 56 |\n",
    "the first cell of a bare row": "12 | 34\n---|---\nsome words | 56\n",
    "the last cell of a bare row": "12 | 34\n---|---\n56 | some words\n",
    "the head of a table": "| Some words | 12 |\n|---|---|\n| 34 | 56 |\n",
    "a footnote": "12[^1].\n\n[^1]: Some words\n",
    "an HTML block": "<div>\nSome words\n</div>\n",
    "an HTML block in a quote": "> <div>\n> Some words\n> </div>\n",
    "one line of HTML": "<p>Some words</p>\n",
    "an attribute of a block": '<div title="Some words">\n1\n</div>\n',
    "an attribute in a line": '12 <img src="a.png" alt="Some words"> 34\n',
    "an attribute in a cell": '| 12 | 34 |\n|---|---|\n| <img src="a.png" alt="Some words"> | 56 |\n',
    "an attribute in a heading": '## 12 <img src="a.png" alt="Some words">\n',
    "a title in a heading": '## 12 [34](b.md "Some words")\n',
    "a title": '12 [34](b.md "Some words") 56.\n',
    "a title in single quotes": "12 [34](b.md 'Some words') 56.\n",
    "a title in parentheses": "12 [34](b.md (Some words)) 56.\n",
    "a title of a definition": '12 [34].\n\n[34]: /x "Some words"\n',
    "an image": "![some words](a.png)\n",
    "a lone link": "[Some words](x.md)\n",
    "a sentence with a link": "See [the guide](guide.md) now.\n",
    "a sentence with a shortcut": "See [guide] now.\n\n[guide]: /x\n",
    "a sentence with code": "Use `x` now.\n",
    "a sentence with emphasis": "Use **this option** and _that_ now.\n",
    "lines with emphasis": "Use **this option** and\n_that_ now for ever.\n",
    "a sentence with an address": "Read https://example.org/x: it is short.\n",
    "a sentence with a host": "Read www.example.org/a now.\n",
    "a sentence with a mail address": "Mail me@example.org now.\n",
    "a sentence with an autolink": "Read <https://example.org/z> now.\n",
    "a sentence with a placeholder": "Hello {name} there.\n",
    "a sentence with a key": "Press <kbd>Enter</kbd> now.\n",
    "lines with a hard break": "One line\\\nand another.\n",
    "lines with another hard break": "One line  \nand another.\n",
}
"""A page with one message that has words in each place."""

FOLDER = Path(__file__).resolve().parents[1] / "texts"
CODE = re.compile("‹([0-9A-F]+)›")


def texts(name: str) -> tuple[str, ...]:
    """The texts of a file under tests/texts."""
    _, _, listed = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    return tuple(CODE.sub(lambda code: chr(int(code[1], 16)), line.replace("␤", "\n")) for line in listed.splitlines())


LIKELY, HOSTILE = texts("likely"), texts("hostile")

JOINTS = ("", " ", "，", "。", " — ")
WORDS = ("woord", "vet", "日本", "을", "عربي", "é")
SIGNS = (
    *"“”（）、。「」…!’；；,.?",
    *(" : ", " »", "« ", " ! ", "&nbsp;: ", "\\<b", "<", " ", "\u3000", "は", "を", "的", "을", "라고 ", "، ", "؟"),
)
GLUED = (*SIGNS, *(word for word in WORDS if not word.isascii()))
STRESSED = ("この（推奨）", "“引用”", "이 (설정)", "vet", "100€", "a")
CODES = re.compile(
    r"\*\*.*?\*\*|_[a-z ]+_|!?\[[^\]]*\]\[\d\]|`[^`]*`|<kbd>.*</kbd>|<[^>]*>|\S*(?:://|www\.|@)\S*[a-z]|\{\w+\}"
)


@dataclass(frozen=True, slots=True)
class Put:
    """A text that was put into a place."""

    place: str
    """Its name in `PLACES`."""
    text: str
    """The translation."""
    english: str
    """The English page."""
    shown: str
    """The localised page."""
    refused: str
    """Why it was refused; empty where it was not."""


def put(place: str, text: str, *, carriage_returns: bool = False) -> Put:
    """Put a text into a place; with the codes of its message behind it, where it has some."""
    page = PLACES[place].replace("\n", "\r\n") if carriage_returns else PLACES[place]
    msgid = _message(page)
    made = assembled(page, {msgid: text})
    reason = made.refusals[0].text if made.refusals else ""
    return Put(place, text, page, made.data.decode(), reason)


def message(place: str) -> str:
    """The message of a place."""
    return _message(PLACES[place])


@cache
def _message(page: str) -> str:
    """The only message of a page that has words."""
    [msgid] = [msgid for msgid in msgids(page) if re.search("[A-Za-z]{2}", msgid)]
    return msgid


def with_codes(place: str, text: str, *, last: bool) -> str:
    """A text with everything that is no words of the message of a place, before it or behind it."""
    said = message(place)
    if not CODES.search(said):
        return text
    return f"{said} {text}" if last else f"{text} {said}"


def soup(chance: Random, place: str) -> str:
    """A text of several pieces, likely and hostile."""
    pieces = [chance.choice(chance.choice((LIKELY, HOSTILE, WORDS))) for _ in range(chance.randint(1, 3))]
    text = "".join(piece + chance.choice(JOINTS) for piece in pieces)
    said = message(place)
    cut = chance.randrange(len(said) + 1)
    return chance.choice((text, with_codes(place, text, last=False), said[:cut] + text + said[cut:]))


def honest(chance: Random, place: str) -> str:
    """A translation with all codes of its message in some order, between the words and signs of many scripts."""
    codes = CODES.findall(message(place))
    chance.shuffle(codes)
    return "".join(_parts(chance, codes))


def _parts(chance: Random, codes: list[str]) -> Iterator[str]:
    yield chance.choice(WORDS) + chance.choice((" ", "。", "、", ": "))
    for code in codes:
        mark = re.match(r"\*\*|_", code)
        yield f"{mark[0]}{chance.choice(STRESSED)}{mark[0]}" if mark else code
        yield chance.choice(SIGNS)
        yield "".join(
            chance.choice((*SIGNS, *(w for w in WORDS if not w.isascii()))) for _ in range(chance.randrange(4))
        )
    yield " " + chance.choice(WORDS)
