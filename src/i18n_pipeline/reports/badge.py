"""Badges for a README: SVG pictures in the flat style, and JSON for badges by shields.io.

The width of each half comes from the table in `_widths`; `textLength` makes the text fit in every font.
"""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256
from html import escape
from math import ceil

from i18n_pipeline.coverage import Coverage, LocaleReport, Report
from i18n_pipeline.model import State
from i18n_pipeline.plain_text import one_line
from i18n_pipeline.reports._widths import width

FONT = "Verdana,'DejaVu Sans',Geneva,sans-serif"
SIZE = 11
PADDING = 5
GREY = "#555555"
STEPS = (
    (100, "#1a7f37"),
    (90, "#4d7c0f"),
    (75, "#6b7300"),
    (50, "#8f6300"),
    (25, "#b45309"),
    (0, "#c62828"),
)
"""Colours by lowest percent. White text has a contrast of at least 5:1 on each (WCAG 2.2, 1.4.3, requires 4.5)."""


def render(report: LocaleReport) -> str:
    """The badge of one language as SVG: its own name, and the percent of the words that are reviewed."""
    message, shade = _figure(report.coverage, " % reviewed")
    return svg(report.language.own, message, shade, lang=report.locale)


def total(report: Report) -> str:
    """The badge of all languages together as SVG: the percent of their words that are reviewed."""
    return svg("translated", *_figure(report.coverage, " %"))


def endpoint(report: LocaleReport) -> str:
    """The JSON for a shields.io badge of one language (https://shields.io/badges/endpoint-badge)."""
    return _endpoint(report.language.own, *_figure(report.coverage, " % reviewed"))


def total_endpoint(report: Report) -> str:
    """The JSON for a shields.io badge of all languages together."""
    return _endpoint("translated", *_figure(report.coverage, " %"))


def _endpoint(label: str, message: str, shade: str) -> str:
    badge = {
        "schemaVersion": 1,
        "label": one_line(label),
        "message": message,
        "color": shade.removeprefix("#"),
    }
    return json.dumps(badge, ensure_ascii=False, indent=2) + "\n"


def colour(percent: float) -> str:
    """The colour of a percent, from red to green; `#1a7f37` for 100 only."""
    return next((shade for least, shade in STEPS if percent >= least), STEPS[-1][1])


def svg(label: str, value: str, colour: str, *, lang: str = "") -> str:
    """A badge of 20 pixels' height; `lang` is the language of the label as a BCP 47 tag.

    It loads nothing, and several may stand in one HTML page.
    """
    label, value = one_line(label), one_line(value)
    left, right = _half(label), _half(value)
    all_ = escape(f"{label}: {value}")
    shade = f"badge-{sha256(repr((label, value, colour, lang)).encode()).hexdigest()[:12]}"
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{all_}">
<title>{all_}</title>
<linearGradient id="{shade}" x2="0" y2="1"><stop stop-opacity="0"/><stop offset="1" stop-opacity=".1"/></linearGradient>
<path fill="{GREY}" d="M{left} 0v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>
<path fill="{escape(colour)}" d="M{left} 0v20h{right - 3}a3 3 0 0 0 3-3V3a3 3 0 0 0-3-3z"/>
<rect width="{left + right}" height="20" rx="3" fill="url(#{shade})"/>
<g fill="#fff" text-anchor="middle" font-family="{FONT}" font-size="{SIZE}" text-rendering="geometricPrecision">
{_text(label, left / 2, lang)}
{_text(value, left + right / 2)}
</g>
</svg>
"""


def _figure(coverage: Coverage, unit: str) -> tuple[str, str]:
    """The reviewed percent as text, and its colour."""
    if not coverage.total.messages:
        return "nothing to translate", GREY
    percent = coverage.percent(State.REVIEWED)
    return f"{percent:g}{unit}", colour(percent)


def _half(text: str) -> int:
    return ceil(width(text, SIZE)) + 2 * PADDING


def _text(text: str, middle: float, lang: str = "") -> str:
    """A text and its shadow. Stretching includes the letters, so that joined letters stay joined."""
    fit = f'textLength="{width(text, SIZE):.1f}" lengthAdjust="spacingAndGlyphs"'
    tongue = f' xml:lang="{escape(lang)}"' if lang else ""
    turn = ' direction="rtl"' if _runs_left(text) else ""
    shadow = f'<text x="{middle:g}" y="15" fill="#010101" fill-opacity=".3" {fit}{tongue}{turn}>{escape(text)}</text>'
    return f'{shadow}\n<text x="{middle:g}" y="14" {fit}{tongue}{turn}>{escape(text)}</text>'


def _runs_left(text: str) -> bool:
    """Whether the first letter with a direction is right-to-left (Unicode, annex 9, rule P2)."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"
