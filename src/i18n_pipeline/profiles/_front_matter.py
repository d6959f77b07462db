"""The front-matter keys that themes and blogs of every kind of site show to readers."""

from __future__ import annotations

USUAL = ("title", "description", "summary", "excerpt", "subtitle", "image.alt")
