"""The Jinja environment: values are escaped, undefined names are errors, and only our own script may run."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from i18n_pipeline.coverage import WORK
from i18n_pipeline.findings import how_many
from i18n_pipeline.model import LIVE
from i18n_pipeline.reports import translate_links
from i18n_pipeline.reports._figures import by_severity, day, findings, number
from i18n_pipeline.reports.html import charts, paths, tables
from i18n_pipeline.reports.html.rendered import rendered

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(template: str, **values: Any) -> str:
    """A filled template. Values are untrusted: they are escaped, and control characters are replaced."""
    return shown(_environment().get_template(template).render(values))


def shown(text: str) -> str:
    """Text with control characters, which HTML forbids, as visible signs."""
    return _CONTROLS.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    """Unicode's picture of a control character (2400-2421), or the replacement character."""
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def tag(locale: str) -> str:
    """A language tag for HTML: `ca@valencia` becomes `ca-valencia` (RFC 5646)."""
    return re.sub(r"[_@]", "-", locale)


def per_cent(value: float) -> str:
    """A percent with one decimal and a no-break space."""
    return f"{value:.1f}\u00a0%"


def signed(value: float) -> str:
    """A change with its sign, with a real minus sign."""
    return f"{value:+.1f}".replace("-", "\u2212")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates of this package."""
    environment = Environment(
        loader=PackageLoader("i18n_pipeline.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    filters: tuple[Callable[..., Any], ...] = (tag, number, per_cent, signed, how_many, day, charts.shares)
    filters += (by_severity, findings)
    environment.filters |= {made.__name__: made for made in filters}
    style, script = _inlined("style.css"), _inlined("script.js")
    environment.globals |= {
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "csp": _policy(style, script),
        "live": [state.value for state in LIVE],
        "work": WORK,
        "line": charts.line,
        "reviewed": charts.reviewed,
        "filled": paths.filled,
        "place": tables.place,
        "first_of": tables.first_of,
        "drawn": charts.drawn,
        "rendered": rendered,
        "translated_at": translate_links.filled,
    }
    return environment


def _inlined(name: str) -> str:
    """A file of the package, without comments and indents."""
    text = files("i18n_pipeline.reports.html").joinpath(name).read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


def _policy(style: str, script: str) -> str:
    """The Content Security Policy (level 3): a browser may load only this style and this script, by their hashes."""
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )
