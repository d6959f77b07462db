"""Reports on checks: a sample of everything, and reports of any hostile texts."""

from __future__ import annotations

from hypothesis import strategies as st

from i18n_pipeline.check_report import Checked, CheckReport, Rule
from i18n_pipeline.findings import Finding, Severity, in_order

NL = "locales/nl/LC_MESSAGES/guide.po"
JA = "locales/ja/LC_MESSAGES/guide.po"

ERROR = Finding(
    Severity.ERROR,
    "md-link-target",
    "the link [1] is missing",
    NL,
    12,
    9,
    advice="put it back, as in [handleiding][1]",
    page="source/guide.md",
    page_line=7,
    locale="nl",
    msgid="See the [guide][1].",
    ignorable=("link",),
    excerpt="Zie de handleiding.",
    start=7,
    end=18,
)
WARNING = Finding(
    Severity.WARNING,
    "numbers",
    "3 became 30",
    NL,
    5,
    advice="compare the numbers",
    locale="nl",
    msgid="A loaf costs 3 euros.",
    msgctxt="prices",
    excerpt="Een brood kost 30 euro.",
    start=15,
    end=17,
)
INFO = Finding(
    Severity.INFO,
    "double-space",
    "two blanks stand together",
    JA,
    3,
    locale="ja",
    msgid="Tokyo Tower",
    excerpt="東京  タワー",
    start=2,
    end=4,
)
RULES = (
    Rule("md-link-target", Severity.ERROR, "A link is missing.", "A link is missing.\n\nBad: a\nGood: b"),
    Rule("numbers", Severity.WARNING, "Numbers that are not those of the source text."),
)
CHECKED = Checked(1234, 10, 12, ("nl", "ja"))


def report(*findings: Finding, folder: str = "", fail_on: Severity | None = Severity.ERROR) -> CheckReport:
    """A report with these findings, by default one of each severity."""
    found = in_order(findings or (ERROR, WARNING, INFO))
    return CheckReport(found, CHECKED, RULES, "Greenhouse", "1.2.3", folder, fail_on=fail_on)


# --- any report --------------------------------------------------------------------------------------

HOSTILE = (
    "]]>",
    "<!--",
    "</failure><testcase name='x'/>",
    '"/><error severity="error"/>',
    "&lt;&#0;",
    "\x00",
    "\x1b[31m",
    "\x1b]8;;https://evil.example\x07",
    "\x9b31m",
    "\r\n::error::forged\r\n",
    "\n::set-output name=x::y",
    "\u2028::warning file=a::b",
    "\x85::error::c",
    "##[error]forged",
    "##[add-mask]a",
    "a,line=99::b",
    "%0A::error::d",
    "%25",
    "\u202e",
    "\u2066",
    "\ud800",
    "\udcff",
    "\ufffe",
    "\uffff",
    "\U0001f600",
    "e\u0301",
    "שלום",
    "日本語",
    "`|`",
    "\\|",
    "<script>alert(1)</script>",
    "@someone #12 https://evil.example",
    "[click](https://evil.example)",
    "{0}",
    "../../etc/passwd",
    "C:\\x",
    "/a",
    "//evil.example/x",
    "a b?c#d%e:f",
    "-x",
)
"""Pieces of texts that act in one of the formats, on a terminal, or in a path."""
TEXTS = st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=6), max_size=4).map("".join)
NUMBERS = st.integers(0, 50)


@st.composite
def any_finding(draw: st.DrawFn) -> Finding:
    """A finding of hostile texts."""
    start = draw(NUMBERS)
    return Finding(
        draw(st.sampled_from(Severity)),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(NUMBERS),
        draw(NUMBERS),
        advice=draw(TEXTS),
        page=draw(TEXTS),
        page_line=draw(NUMBERS),
        locale=draw(TEXTS),
        msgid=draw(TEXTS),
        msgctxt=draw(st.none() | TEXTS),
        excerpt=draw(TEXTS),
        start=start,
        end=start + draw(NUMBERS),
    )


@st.composite
def any_report(draw: st.DrawFn) -> CheckReport:
    """A report of hostile texts; some findings are there twice."""
    findings = draw(st.lists(any_finding(), max_size=5))
    again = draw(st.integers(0, len(findings)))
    return CheckReport(
        in_order([*findings, *findings[:again]]),
        Checked(draw(NUMBERS), draw(NUMBERS), draw(NUMBERS), tuple(draw(st.lists(TEXTS, max_size=2)))),
        tuple(draw(st.lists(st.builds(Rule, TEXTS, st.sampled_from(Severity), TEXTS, TEXTS), max_size=2))),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        fail_on=draw(st.none() | st.sampled_from(Severity)),
        colour=draw(st.booleans()),
        width=draw(st.integers(0, 120)),
    )
