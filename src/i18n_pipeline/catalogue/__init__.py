"""PO in and out. Knows no Markdown."""
