"""Write translated front-matter values, in the style of the English value if possible.

All values are written together and the front matter is read back; a value that reads back wrong is written in another
style.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.markdown.reading.values import WITH_KEYS, values_of
from i18n_pipeline.markdown.writing.halving import culprits

TYPED = re.compile(r"[-+]?[\d.][\d_.,:a-fA-FxXoO+-]*|~|(?:true|false|yes|no|on|off|y|n|null)", re.IGNORECASE)
"""Plain scalars that some YAML version reads as something other than text."""
SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What a quoted YAML or TOML string must escape."""
UNQUOTABLE = re.compile(rf"[\n\t]|{SPECIAL.pattern}")
"""Characters that a text on one line can hold only as escapes."""
NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<~]")
"""Characters that some YAML parser rejects at the start of a plain scalar (YAML 1.2, section 7.3.3)."""
IN_FLOW = re.compile(r"[,\[\]{}:?#]")
"""Text that some YAML parser rejects in a plain scalar between brackets."""
TOML_END = re.compile(r"^\+\+\+", re.MULTILINE)
"""Text that ends the front matter for a generator, even inside a string."""
WORDS = re.compile(r"(?P<quote>[\"']?)[^\W\d_](?:[\w.()/-]| (?! ))*(?<! )(?P=quote)")
"""A spelling that every language reads as the text between its quotes, if it is not `TYPED`."""
ALONE = {
    ("yaml", False): "x: {}\n",
    ("yaml", True): "{{x: {}}}\n",
    (WITH_KEYS, False): "{0}: {0}\n",
    (WITH_KEYS, True): "{{{0}: {0}}}\n",
    ("json", True): '{{"x": {}}}',
    ("toml", False): "x = {}\n",
}
"""Front matter with one value, by its language and whether that value lies in brackets."""


class Value(Struct, frozen=True):
    """A front-matter value to rewrite."""

    index: int
    """Index among all values of the front matter."""
    start: int
    """Character offset of its first byte in the front matter's text."""
    end: int
    """Character offset after its last byte, trailing white space excluded."""
    said: str
    """The new text, with the white space around the English text."""
    ways: tuple[str, ...]
    """Spellings of the value, best first."""


def written(front: FrontMatter, texts: Mapping[int, str], newline: str) -> dict[int, bytes | None]:
    """Bytes of the values at these byte offsets, rewritten to the given texts.

    None for a text that reads back wrong in every spelling.
    """
    offsets = {front.offset(node.start): i for i, node in enumerate(front.nodes) if node.start >= 0}
    values = {at: _value(front, offsets[at], text, newline) for at, text in texts.items()}
    chosen = _chosen(front, [value for value in values.values() if value.ways])
    ways = {at: chosen.get(value.index) for at, value in values.items()}
    return {at: None if way is None else way.encode() for at, way in ways.items()}


def _value(front: FrontMatter, index: int, text: str, newline: str) -> Value:
    node = front.nodes[index]
    old = front.text[node.start : node.end].rstrip()
    blank = len(node.text) - len(node.text.lstrip())
    said = node.text[:blank] + text + node.text[len(node.text.rstrip()) :]
    ways = [way.replace("\n", newline) for way in _candidates(front.language, old, said, text, flow=node.flow)]
    ways = [old] * (said == node.text) + [way for way in ways if _may_hold(front.language, way, said, flow=node.flow)]
    return Value(index, node.start, node.start + len(old), said, tuple(ways))


def _may_hold(language: str, way: str, said: str, *, flow: bool) -> bool:
    """Whether a one-line value reads back as the text by itself; other values are tested in place."""
    if "\n" in way or "\r" in way or (WORDS.fullmatch(way) and said in way):
        return True
    nodes = values_of(language, ALONE[language, flow].format(way))
    return nodes is not None and all(node.is_text and node.text == said for node in nodes[1:])


def _chosen(front: FrontMatter, values: list[Value]) -> dict[int, str]:
    """The first spelling of each value that reads back correctly, by the value's index."""
    tries = dict.fromkeys(values, 0)
    while tries:
        wrong = _wrong(front, tries)
        if not wrong:
            break
        tries = {v: number + (v in wrong) for v, number in tries.items()}
        tries = {v: number for v, number in tries.items() if number < len(v.ways)}
    return {value.index: value.ways[number] for value, number in tries.items()}


def _wrong(front: FrontMatter, tries: Mapping[Value, int]) -> frozenset[Value]:
    """Values that read back wrong in these spellings."""
    told = _told(front, tries)
    if told is not None:
        return told
    order = sorted(tries, key=lambda value: value.index)
    return frozenset(culprits(order, lambda group: _fault(front, {value: tries[value] for value in group})))


def _told(front: FrontMatter, tries: Mapping[Value, int]) -> frozenset[Value] | None:
    """Values that read back wrong; None if anything around them changed too."""
    found = values_of(front.language, _text(front, tries))
    if found is None or len(found) != len(front.nodes):
        return None
    values = {front.nodes[value.index].start: value for value in tries}
    said = [values[one.start].said if one.is_text and one.start in values else one.text for one in front.nodes]
    expected = [(*node.place, text) for node, text in zip(front.nodes, said, strict=True)]
    other = {
        node.start for node, new, old in zip(front.nodes, found, expected, strict=True) if (*new.place, new.text) != old
    }
    return frozenset(values[start] for start in other) if values.keys() >= other else None


def _fault(front: FrontMatter, tries: Mapping[Value, int]) -> bool | None:
    """True if the front matter reads back wrong anywhere, otherwise None."""
    return None if _told(front, tries) == frozenset() else True


def _text(front: FrontMatter, tries: Mapping[Value, int]) -> str:
    """The front matter with the values in these spellings."""
    parts, done = [], 0
    for value in sorted(tries, key=lambda value: value.start):
        parts += [front.text[done : value.start], value.ways[tries[value]]]
        done = value.end
    return "".join([*parts, front.text[done:]])


def _candidates(language: str, old: str, said: str, text: str, *, flow: bool) -> Iterator[str]:
    """Spellings of a text, best first; `said` is the text with its surrounding white space."""
    if language == "json":
        yield SPECIAL.sub(_escape, json.dumps(said, ensure_ascii=False))
        return
    if old[0] in "|>":
        yield _block(old, text)
    elif language == "toml" and old.startswith(('"""', "'''")):
        yield '"""\n' + TOML_END.sub(r"\\u002b++", _quoted(said, keep="\n")[1:-1]) + '"""'
    elif old[0] not in "\"'" and _is_plain(said, flow=flow):
        yield said
    if not UNQUOTABLE.search(said) and (old[0] == "'" or (old[0] != '"' and '"' in said)):
        yield "'" + (said.replace("'", "''") if language != "toml" else said) + "'"
    yield _quoted(said)


def _is_plain(said: str, *, flow: bool) -> bool:
    """Whether every YAML parser reads the unquoted text unchanged."""
    if UNQUOTABLE.search(said) or TYPED.fullmatch(said) or NOT_PLAIN.match(said):
        return False
    return not (flow and IN_FLOW.search(said))


def _block(old: str, text: str) -> str:
    """A literal or folded block scalar with the header and the indentation of the old one."""
    header, _, content = old.replace("\r\n", "\n").partition("\n")
    first = next((line for line in content.split("\n") if line.strip()), "")
    indent = " " * (len(first) - len(first.lstrip(" ")) or 2)
    joint = "\n\n" if header[0] == ">" else "\n"
    return header + "\n" + joint.join(indent + line if line else "" for line in text.split("\n"))


def _quoted(text: str, keep: str = "") -> str:
    """A double-quoted string that YAML and TOML read alike."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    if not keep:
        text = text.replace("\n", "\\n")
    return '"' + SPECIAL.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
