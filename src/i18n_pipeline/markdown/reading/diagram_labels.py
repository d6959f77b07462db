"""The labels in Mermaid diagrams (version 11): the words that readers see. Names, arrows and styles are code.

Each kind of diagram has a language of its own, read line by line; a label stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FRONT_MATTER = re.compile(r"\s*---[ \t]*(?:\r\n|\n|\r)[\s\S]*?(?<![^\r\n])---[ \t]*(?=[\r\n]|\Z)")
FRONT_TITLE = re.compile(
    r"^title:[ \t]+(?:\"([^\"\\\r\n]+)\"|'([^'\r\n]+)'"
    r"|([^\s\"'\[\]{}&*#?|<>=!%@`:,-](?:[^:#\r\n]|:(?!\s)|(?<!\s)#)*))[ \t]*$",
    re.MULTILINE,
)
"""The title in the front matter of a diagram, which is YAML."""
KIND = re.compile(r"(?:\s++|%%[^\r\n]*+)*+(?P<kind>[\w-]+)")
"""The first word of a diagram, behind comments."""
LINE = r"^[ \t]*"
REST = r"([^;\r\n]*[^;\s])"
"""Words to the end of a line, which a semicolon would end."""
QUOTED = r"\"`?([^\"`\\\r\n]+)`?\""
WORDS = r"([^;:#\"\s](?:[^;:#\"\r\n]*[^;:#\"\s])?)"
"""Words to the end of a line where a colon, a hash or a quote would be a sign."""
NAME = r"([^\s:#;%](?:[^:#;\r\n]*[^\s:#;])?)"
"""Words up to a colon, of a line that is no comment."""
TITLE = r"([^;#\r\n]*[^;#\s])"
HEADS = (
    LINE + r"title[ \t]+" + QUOTED + r"[ \t]*$",
    LINE + r"(?:title\b:?|acc(?:Title|Descr)[ \t]*:)[ \t]+" + TITLE,
    LINE + r"section[ \t]+" + WORDS,
)
OPENING, CLOSING = r"(?:\({1,3}\[?|\[[\[(/\\]?|\{{1,2}|>)", r"(?:\]?\){1,3}|[)\]/\\]?\]|\}{1,2})"
BARE = r"([^\[\](){}<\"|/\\\s@#;-](?:[^\[\](){}\"|;@\r\n]{0,500}?[^\[\](){}\"|/\\\s;@])?)"
KNOWN = r"(?!(?:title|section|subgraph|classDef|class|style|end)\b)"
PLAIN = r"(" + KNOWN + r"[^\W_]+(?:[ \t]+" + KNOWN + r"[^\W_]+)*)"
"""Words of letters and digits that name no statement."""
SHAPE = (
    r"(?<=[\w)])" + OPENING + r"[ \t]*" + QUOTED + r"[ \t]*" + CLOSING,
    r"(?<=\w)\[[/\\][ \t]*" + PLAIN + r"[ \t]*[/\\]\]",
    r"(?<=\w)" + OPENING + r"(?<![/\\])[ \t]*" + BARE + r"[ \t]*" + CLOSING,
    r"\blabel:[ \t]*" + QUOTED,
)
"""Labels of nodes: `A["Text"]`, `A{Text}`, `A@{ label: "Text" }`."""
FLOWCHART = (
    LINE + r"(?:classDef|class|style|linkStyle|direction)\b[^\r\n]*",
    LINE + r"click[ \t]+\S+[ \t]+(?:href[ \t]+)?(?:\"[^\"\r\n]*\"|(?:call[ \t]+)?\w+(?:\([^)\r\n]*\))?)[ \t]+" + QUOTED,
    LINE + r"click\b[^\r\n]*",
    LINE + r"subgraph[ \t]+[\w-]+[ \t]*\[[ \t]*(?:" + QUOTED + r"|" + BARE + r")[ \t]*\]",
    LINE + r"subgraph[ \t]+(?:" + QUOTED + r"|([^\W_]\w*(?:[ \t]+[^\W_][\w.,'&/]*(?:-\w+)*)+))[ \t]*$",
    *SHAPE,
    r"(?<=[-=.>xo~])\|[ \t]*(?:" + QUOTED + r"|([^|\"\[\](){};\s](?:[^|\"\[\](){};\r\n]*[^|\"\[\](){};\s])?))[ \t]*\|",
    r"(?<![-=.])(?:--|==|-\.)[ \t]+(?:"
    + QUOTED
    + r"|([^\s|\"\[\](){}<>;=.-](?:[^|\"\[\](){}<>;=.\r\n-]|[=-](?![=-])|\.(?=\s)){0,200}?))"
    r"[ \t]+(?:-{2,}|={2,}|\.+-)[>xo]?",
)
ARROW = r"(?:-{1,2}(?:>>|[>x)])|<<-{1,2}>>)"
SEQUENCE = (
    LINE + r"(?:create[ \t]+)?(?:participant|actor)[ \t]+[^\r\n]*?[ \t]as[ \t]+" + REST,
    LINE + r"[^\s:;#-][^:;#\r\n-]*" + ARROW + r"[ \t]*[+-]?[^:;\r\n-]+:[ \t]*" + REST,
    LINE + r"[Nn]ote[ \t]+(?:over|left of|right of)[ \t]+[^:;\r\n]+:[ \t]*" + REST,
    LINE + r"(?:loop|alt|else|opt|par|and|critical|option|break)[ \t]+" + REST,
)
CLASSES = (
    LINE + r"class[ \t]+[\w~]+\[" + QUOTED + r"\]",
    LINE + r"note(?:[ \t]+for[ \t]+\S+)?[ \t]+" + QUOTED,
    LINE
    + r"[^\s:{}]+(?:[ \t]+\"[^\"\r\n]*\")?[ \t]*[<|*o]*(?:--|\.\.)[>|*o]*[ \t]*(?:\"[^\"\r\n]*\"[ \t]*)?[^\s:{}\"]+"
    r"[ \t]*:[ \t]*" + WORDS,
)
STATES = (
    LINE + r"(?:classDef|class|style|direction)\b[^\r\n]*",
    LINE + r"state[ \t]+" + QUOTED + r"[ \t]+as\b",
    LINE + r"[Nn]ote[ \t]+(?:left|right)[ \t]+of[ \t]+\S+[ \t]*:[ \t]*" + WORDS,
    LINE + r"[^\s:]+[ \t]*(?:-->[ \t]*[^\s:]+[ \t]*)?:[ \t]*" + WORDS,
)
ENTITIES = (
    LINE
    + r"[^\s:]+[ \t]+\S*(?:--|\.\.)\S*[ \t]+[^\s:]+[ \t]*:[ \t]*(?:"
    + QUOTED
    + r"|("
    + KNOWN
    + r"[^\W\d_]+))[ \t]*$",
    LINE + r"[\w()-]+[ \t]+[\w*-]+(?:[ \t]+[PFU]K(?:,[ \t]*[PFU]K)*)?[ \t]+" + QUOTED + r"[ \t]*$",
    LINE + r"[\w-]+\[" + QUOTED + r"\]",
)
PIE = (LINE + r"pie(?:[ \t]+showData)?[ \t]+title[ \t]+" + TITLE, LINE + QUOTED + r"[ \t]*:")
GANTT = (
    LINE + r"(?:gantt|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|topAxis|click|"
    r"inclusiveEndDates|displayMode)\b[^\r\n]*",
    LINE + NAME + r"[ \t]*:",
)
JOURNEY = (LINE + NAME + r"[ \t]*:[ \t]*\d",)
TIMELINE = (
    LINE + r"timeline\b[^\r\n]*",
    r"(?:" + LINE + r"|:[ \t]+)" + NAME,
)
MINDMAP = (
    r"(?:" + LINE + r"|(?<=\w)|(?<=[ \t]))" + OPENING + r"[ \t]*(?:" + QUOTED + r"|" + BARE + r")[ \t]*" + CLOSING,
    r"^[ \t]+([^\s\[\](){}\":%][^\[\](){}\"\r\n]*[^\[\](){}\"\s])[ \t]*$",
)
QUADRANTS = (
    LINE + r"quadrant-\d[ \t]+(?:" + QUOTED + r"|" + PLAIN + r")[ \t]*$",
    LINE + r"[xy]-axis[ \t]+(?:" + QUOTED + r"|" + PLAIN + r")",
    r"-->[ \t]*(?:" + QUOTED + r"|" + PLAIN + r")",
    LINE + PLAIN + r"[ \t]*:[ \t]*\[",
)
C4 = (r"[,(][ \t]*" + QUOTED + r"(?=[ \t]*[,)])",)
KINDS = {
    **dict.fromkeys(("flowchart", "flowchart-elk", "graph"), FLOWCHART),
    **dict.fromkeys(("block", "block-beta", "kanban"), (*FLOWCHART[:1], *SHAPE)),
    "sequenceDiagram": SEQUENCE,
    **dict.fromkeys(("classDiagram", "classDiagram-v2"), CLASSES),
    **dict.fromkeys(("stateDiagram", "stateDiagram-v2"), STATES),
    "erDiagram": ENTITIES,
    "pie": PIE,
    "gantt": GANTT,
    "journey": JOURNEY,
    "timeline": TIMELINE,
    "mindmap": MINDMAP,
    "quadrantChart": QUADRANTS,
    **dict.fromkeys(("C4Context", "C4Container", "C4Component", "C4Dynamic", "C4Deployment"), C4),
    **dict.fromkeys(("xychart", "xychart-beta"), (QUOTED,)),
    "gitGraph": (r"\b(?:tag|msg):[ \t]*" + QUOTED,),
}
"""By the first word of a diagram: regular expressions, each with a group for a label; one without is code."""
LABELS = {kind: re.compile("|".join((r"%%[^\r\n]*", *HEADS, *forms)), re.MULTILINE) for kind, forms in KINDS.items()}


def labels(code: str) -> Iterator[tuple[int, int]]:
    """Where the labels of a diagram stand, in characters, in order."""
    front = FRONT_MATTER.match(code)
    begins = front.end() if front else 0
    titled = FRONT_TITLE.search(code, 0, begins) if front else None
    if titled:
        yield titled.span(titled.lastindex or 0)
    kind = KIND.match(code, begins)
    form = LABELS.get(kind["kind"]) if kind else None
    for found in form.finditer(code, begins) if form else ():
        if found.lastindex:
            yield found.span(found.lastindex)
