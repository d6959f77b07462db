"""Formulas on lines of their own: `$$ … $$`."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import BREAK, Construct

MATH = Construct("display math", (b"$$",), alone=rb"\$\$(?:[^$\r\n]|\$(?!\$)|" + BREAK + rb")*\$\$")
