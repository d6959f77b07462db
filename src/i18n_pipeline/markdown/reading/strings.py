"""The segments of a file of strings: its chosen values, each with its key as context and what is said about it.

What is said about a string stands in a comment above it or behind it, or in the `description` beside its `message`, as
in the files that Docusaurus writes and browsers read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from i18n_pipeline.markdown import placeholders
from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.markdown.reading.values import KEY, WITH_KEYS, Node
from i18n_pipeline.model import Segment

ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://|\.{0,2}/|#)\S*|(?:mailto|tel):\S+|www\.\S+|\S+@\S+\.\w+"
    r"|[\w./-]*\.(?:css|gif|html?|ico|jpe?g|js|json|mdx?|pdf|png|svg|toml|tsx?|txt|webp|ya?ml)(?:[?#]\S*)?",
    re.IGNORECASE,
)
"""A value that is an address or the path of a file, and no text."""
MESSAGE, DESCRIPTION = "message", "description"
ABOVE = re.compile(r"\[{1,2}[^\[\]]+\]{1,2}|(?:- *)?[^\s#][^#]*:")
"""A line with the name of a table or mapping alone, which a comment may stand above."""
MOST_LINES = 30
"""Lines above a string that are searched for comments at most."""


def segments(front: FrontMatter, paths: Iterable[str]) -> Iterator[Segment]:
    """The segments of a file of strings, in its order."""
    lines = front.text.split("\n") if front.language != "json" else []
    described = _descriptions(front.nodes)
    line, counted = 0, 0
    for node in front.chosen(paths):
        said = node.text.strip()
        if node.path in described or not is_text(said):
            continue
        line += front.text.count("\n", counted, node.start)
        counted = node.start
        comment = "\n".join(_comments(lines, line, front, node)) if lines else _description(described, node.path)
        end = node.start + len(front.text[node.start : node.end].rstrip())
        yield Segment(
            front.offset(node.start),
            front.offset(end),
            "yaml" if front.language == WITH_KEYS else front.language,
            f"string: {node.path}" if node.path else "string",
            said,
            (_outer(node.path) if node.kind == KEY else node.path) or None,
            comment,
        )


def is_text(value: str) -> bool:
    """Whether a value is words for readers: not an address, the path of a file, or placeholders alone."""
    return placeholders.has_words(value) and not ADDRESS.fullmatch(value)


def _descriptions(nodes: Iterable[Node]) -> dict[str, str]:
    """The descriptions that stand beside messages, by their keys."""
    messages = {node.path for node in nodes if node.path.rpartition(".")[2] == MESSAGE}
    ends = {node.path: node.text for node in nodes if node.path.rpartition(".")[2] == DESCRIPTION}
    return {path: text for path, text in ends.items() if _beside(path, MESSAGE) in messages}


def _outer(path: str) -> str:
    """The key of the mapping around a value."""
    return path.rpartition(".")[0]


def _beside(path: str, name: str) -> str:
    """The key of another value in the same mapping."""
    outer, dot, _ = path.rpartition(".")
    return f"{outer}{dot}{name}"


def _description(described: dict[str, str], path: str) -> str:
    """What the value beside a message says about it."""
    return " ".join(described.get(_beside(path, DESCRIPTION), "").split()) if path.endswith(MESSAGE) else ""


def _comments(lines: list[str], line: int, front: FrontMatter, node: Node) -> Iterator[str]:
    """The comments right above a string, and the one behind it."""
    found: list[str] = []
    for said in map(str.strip, reversed(lines[max(0, line - MOST_LINES) : line])):
        if said.startswith("#"):
            found.append(said.strip("# \t"))
        elif not ABOVE.fullmatch(said):
            break
    yield from filter(None, reversed(found))
    stop = front.text.find("\n", node.end)
    rest = front.text[node.end : stop if stop >= 0 else None].strip(" \t\r,")
    if rest.startswith("#"):
        yield rest.strip("# \t")
