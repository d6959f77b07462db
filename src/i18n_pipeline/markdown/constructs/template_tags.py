"""Tags and expressions of templates: `{{< … >}}` (Hugo), `{% … %}` (Liquid, Jinja), `{{ … }}` (Vue, Liquid, Jinja)."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import BREAK, Construct

SHORTCODE = rb"\{\{[<%](?:[^\r\n{]|\{(?!\{)|" + BREAK + rb")*?[>%]\}\}"
TAG = SHORTCODE + rb"|\{%(?:[^\r\n{]|\{(?!%)|" + BREAK + rb")*?%\}"
EXPRESSION = rb"\{\{(?:[^{}\r\n]|" + BREAK + rb"|\{(?:[^{}\r\n]|" + BREAK + rb")*\})*\}\}"

TEMPLATE_TAG = Construct(
    "template tag",
    (b"{{", b"{%"),
    alone=rb"(?:" + TAG + rb")(?:[ \t]*(?:" + TAG + rb"))*",
    inside=EXPRESSION + rb"|" + TAG,
)
