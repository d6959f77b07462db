"""The addresses that pages state for themselves in their front matter, as `permalink: /about/` does in Jekyll.

A link to such an address leads to the page, wherever its file lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.project.settings_tables import Config
from i18n_pipeline.project.source_pages import before

READ = 4096
"""Number of bytes at the beginning of a page in which its address is looked for."""
FENCES = (b"---", b"+++", b"{")
"""What front matter begins with: YAML, TOML and JSON."""


def stated(config: Config, pages: Iterable[str]) -> Mapping[str, str]:
    """The pages that state their address, relative to the project, by the address without slashes around it.

    Of two pages with one address the first counts. Addresses with placeholders (`/:title/`) or template code are not
    known before the site is built, and are left out.
    """
    found: dict[str, str] = {}
    for page in pages:
        dialect = config.part(page).dialect_of(page)
        path = f"{config.root}/{before(config.source)}{page}"
        address = _address(path, dialect) if dialect.address_keys else ""
        if address:
            found.setdefault(address, f"{before(config.source)}{page}")
    return found


def _address(path: str, dialect: Dialect) -> str:
    """The address that the page in a file states, without slashes around it; empty if it states none."""
    head = b""
    with suppress(OSError, ValueError), open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a thousand times a run
        head = file.read(READ).removeprefix(b"\xef\xbb\xbf")
    if not head.startswith(FENCES):
        return ""
    named = _pattern(dialect.address_keys, bare=dialect.bare_addresses).search(head, 0, _end(head))
    return named["address"].decode(errors="surrogateescape").strip("/") if named else ""


def _end(head: bytes) -> int:
    """Where the front matter ends; JSON ends wherever its key is found no more."""
    fence = head[:3]
    end = head.find(b"\n" + fence, 3) if fence in FENCES else -1
    return len(head) if end < 0 else end


@lru_cache(maxsize=16)
def _pattern(keys: tuple[str, ...], *, bare: bool) -> re.Pattern[bytes]:
    """Finds a key at the beginning of a line, with an address from the root of the site; `bare`: even without slash."""
    names = "|".join(map(re.escape, keys)).encode()
    slash = b"/?" if bare else b"/"
    address = rb"""(["']?)(?P<address>%b[^\s"'{}:,#]+)\2[ \t]*,?(?:\r?$|[ \t]#)""" % slash
    return re.compile(rb"""^[ \t]{0,4}(["']?)(?:%b)\1[ \t]*[:=][ \t]*%b""" % (names, address), re.MULTILINE)
