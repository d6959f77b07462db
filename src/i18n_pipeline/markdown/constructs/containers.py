"""Fences of containers: `:::note Title`, `:::` (VitePress, Docusaurus, Pandoc)."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct

CONTAINER = Construct("container fence", (b":::",), alone=rb":{3,}[^\r\n]*")
