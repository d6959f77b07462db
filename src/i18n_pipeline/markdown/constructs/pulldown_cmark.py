"""Syntax of pulldown-cmark 0.13 that a site of Zola may have switched on."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct

DEFINITION = Construct("definition", (b"\0",), risk_of_line=r":")
"""A colon at the start of a line begins a definition, without a blank after it too."""
