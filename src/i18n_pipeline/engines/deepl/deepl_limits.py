"""What DeepL takes at most: in one request, and on the account. Source: developers.deepl.com, "Usage limits"."""

from __future__ import annotations

import deepl

MOST_TEXTS = 50
"""Most texts in one request."""
MOST_BYTES = 32 * 1024
"""Most UTF-8 bytes of the texts of one request. With the context they are at most 120 KiB of JSON, since the client's
JSON takes up to three bytes for one of UTF-8; DeepL's limit is 128 KiB."""
MOST_CONTEXT = 8 * 1024
"""Longest context that is sent, UTF-8 bytes."""


def left(used: deepl.Usage.Detail) -> int | None:
    """The characters left on an account; None without a limit."""
    if used.limit is None or used.count is None:
        return None
    return max(used.limit - used.count, 0)
