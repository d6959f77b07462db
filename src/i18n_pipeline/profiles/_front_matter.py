"""The front-matter keys that themes and blogs of every kind of site show to readers."""

from __future__ import annotations

USUAL = ("title", "description", "summary", "excerpt", "subtitle", "image.alt")
MARKDOWN = ("description", "summary", "excerpt")
"""Those whose values many a theme reads as Markdown, where the generator's templates have a filter for that."""
