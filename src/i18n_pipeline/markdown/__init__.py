"""Markdown pages to segments and back. Imports nothing about PO files."""
