"""Syntax of goldmark 1.7 (Hugo) alone."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct

BLOCK_ATTRIBUTES = Construct(
    "attribute list", (b"\0",), risk_of_line=r"\{[ \t]*(?:[#.][^\s{}]|[A-Za-z_:][\w:.-]*[ \t]*=)"
)
"""A line that begins with an attribute list is one, whatever follows on it."""

MAIL_ADDRESS = Construct("mail address", (b"\0",), risk=r"@(?<=[!#$%&'*/=?^`{|}~.]@)(?=[A-Za-z0-9])")
"""Behind these signs too an `@` is part of an address that goldmark makes a link of, as in `{x}@example.org`."""
PASSTHROUGH = Construct("formula", (b"\\",), risk=r"[\[(](?<=\\.)")
"""`\\(…\\)` and `\\[…\\]`, which a site of Hugo may pass on to a program for mathematics; elsewhere escaped brackets.
Words to us, which no translation may have of its own."""
