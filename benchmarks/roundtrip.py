"""How many pages came back as they were: `python benchmarks/roundtrip.py SOURCE RESULT` prints one line of JSON.

HTML is compared with white space folded outside `<pre>`, as a browser would. A page is equal where that of its body is,
or that of the whole page with the front matter taken for text: some tools reorder it, and some know none.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pyromark

GFM = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_GFM
)
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def main() -> None:
    """Compare every page of the first folder with the page of that name in the second."""
    source, result = map(Path, sys.argv[1:])
    pairs = [(page, result / page.relative_to(source)) for page in sorted(source.rglob("*.md"))]
    there = [(ours.read_bytes(), theirs.read_bytes()) for ours, theirs in pairs if theirs.exists()]
    identical = sum(ours == theirs for ours, theirs in there)
    equal = sum(_equal(ours.decode(errors="replace"), theirs.decode(errors="replace")) for ours, theirs in there)
    print(json.dumps({"pages": len(pairs), "identical": identical, "equal_html": equal}))


def _equal(ours: str, theirs: str) -> bool:
    bodies = (FRONT_MATTER.sub("", page) for page in (ours, theirs))
    return ours == theirs or _html(ours) == _html(theirs) or len(set(map(_html, bodies))) == 1


def _html(page: str) -> str:
    parts = PRE.split(pyromark.html(page, options=GFM))
    return "".join(part if index % 2 else " ".join(part.split()) for index, part in enumerate(parts))


if __name__ == "__main__":
    main()
