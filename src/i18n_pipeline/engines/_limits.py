"""How long engines wait for an answer, and how many requests they take at a time."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from i18n_pipeline.errors import SettingsError

TIMEOUT = 120.0
"""Seconds to wait for the answer of a server, where the settings do not say."""
LONGEST = 86_400
"""Longest accepted timeout, seconds."""
SEVERAL = 4
"""Requests under way at a time, where a server serves many."""


def timeout(options: Mapping[str, Any], section: str, usual: float = TIMEOUT) -> float:
    """The setting `timeout` of `[section]`, in seconds. Raises SettingsError where it is no length of time."""
    said = float(options.get("timeout", usual))
    if not 0 < said <= LONGEST:
        raise SettingsError(f"[{section}] timeout is {said:g}; write the seconds that an answer may take")
    return said


def requests_at(url: str | None) -> int:
    """Requests that the server at an address gets at a time.

    One on this machine: it works on one after the other, and the others would time out. Several elsewhere.
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return SEVERAL
    return 1 if _is_here(host) else SEVERAL


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
