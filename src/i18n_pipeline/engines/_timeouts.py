"""Timeouts of engines, and their number of parallel requests."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from i18n_pipeline.errors import SettingsError

TIMEOUT = 120.0
"""Default timeout of a server, seconds."""
LONGEST = 86_400
"""Longest accepted timeout, seconds."""
SEVERAL = 4
"""Parallel requests to a server that serves many clients."""


def timeout(options: Mapping[str, Any], section: str, usual: float = TIMEOUT) -> float:
    """The setting `timeout` of `[section]`, in seconds. Raises SettingsError unless it is from above 0 to `LONGEST`."""
    said = float(options.get("timeout", usual))
    if not 0 < said <= LONGEST:
        raise SettingsError(f"[{section}] timeout is {said:g}", "write the seconds that an answer may take")
    return said


def requests_at(url: str | None) -> int:
    """Parallel requests to the server at an address.

    One on this machine, which handles requests one by one, so that others would time out; `SEVERAL` elsewhere.
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
