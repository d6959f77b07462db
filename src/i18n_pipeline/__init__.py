"""Translate Markdown sites through gettext PO catalogues; only words change."""
