"""Bytes to segments and back. Knows no PO."""
