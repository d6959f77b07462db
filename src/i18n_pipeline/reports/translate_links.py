"""Links to translate a message: the address of the settings, filled in with the message's data."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from i18n_pipeline.coverage import LocaleReport, MessageReport, PageReport
from i18n_pipeline.errors import did_you_mean
from i18n_pipeline.language import gettext

SCHEMES = (
    *("https", "http"),
    *("vscode", "vscode-insiders", "vscodium", "cursor", "zed", "idea", "pycharm", "phpstorm", "webstorm", "subl"),
)
"""Allowed schemes: the web, and editors that open a file at a line."""
_KEY = b"Weblate Sip Hash"
_WORD = (1 << 64) - 1

Fill = Callable[[LocaleReport, PageReport, MessageReport], str]
PLACES: dict[str, Fill] = {
    "locale": lambda locale, _, __: locale.locale,
    "gettext_locale": lambda locale, _, __: gettext(locale.locale),
    "page": lambda _, page, __: page.page,
    "component": lambda _, page, __: _slug(page.page.rpartition(".")[0]),
    "catalogue": lambda _, page, __: page.catalogue,
    "line": lambda _, __, message: str(message.line),
    "text": lambda _, __, message: message.msgid,
    "checksum": lambda _, __, message: checksum(message.msgid, message.context),
}
"""The placeholders of an address, each with its value for a message."""
PLACE = re.compile(r"\{(\w+)\}")


def is_address(address: str) -> bool:
    """Whether an address is safe as a link: its scheme is of the web or a known editor."""
    return address.partition(":")[0].lower() in SCHEMES and "://" in address


def fault(address: str) -> tuple[str, str] | None:
    """The fault of an address in the settings, as the end of a sentence, and what to do; None if it has none."""
    if not address:
        return None
    if not is_address(address):
        starts = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        return f"must begin with one of {starts}; it is {address!r}", "write the whole address of the editor"
    names = PLACE.findall(address)
    unknown = next((name for name in names if name not in PLACES), "")
    if unknown:
        return f"has {{{unknown}}}, an unknown placeholder", did_you_mean(unknown, list(PLACES))
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    return None if names else ("leads every message to the same place", f"add one of {known}")


def filled(address: str, locale: LocaleReport, page: PageReport, message: MessageReport) -> str:
    """The address to translate a message; empty without one, or for a message in no catalogue yet.

    Values are percent-encoded, so that none can end its part of the address.
    """
    if not message.line or not is_address(address):
        return ""
    return PLACE.sub(lambda found: quote(PLACES[found[1]](locale, page, message), safe="/", errors="replace"), address)


def _slug(path: str) -> str:
    return re.sub(r"[^\w]+", "-", path.lower()).strip("-")


def checksum(msgid: str, context: str | None = None) -> str:
    """Weblate's checksum of a message (`?checksum=`): SipHash-2-4 of its text and context."""
    return f"{_siphash(_KEY, (msgid + (context or '')).encode(errors='replace')):016x}"


def _siphash(key: bytes, data: bytes) -> int:
    """SipHash-2-4 (Aumasson and Bernstein, 2012)."""
    first, second = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")
    a, b = first ^ 0x736F6D6570736575, second ^ 0x646F72616E646F6D
    c, d = first ^ 0x6C7967656E657261, second ^ 0x7465646279746573
    end = len(data) - len(data) % 8
    last = data[end:].ljust(7, b"\0") + bytes([len(data) & 0xFF])
    for start in range(0, end + 8, 8):
        word = int.from_bytes(data[start : start + 8] if start < end else last, "little")
        a, b, c, d = _round(*_round(a, b, c, d ^ word))
        a ^= word
    a, b, c, d = _round(*_round(*_round(*_round(a, b, c ^ 0xFF, d))))
    return a ^ b ^ c ^ d


def _round(a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
    a = (a + b) & _WORD
    b = _turned(b, 13) ^ a
    a = _turned(a, 32)
    c = (c + d) & _WORD
    d = _turned(d, 16) ^ c
    a = (a + d) & _WORD
    d = _turned(d, 21) ^ a
    c = (c + b) & _WORD
    b = _turned(b, 17) ^ c
    return a, b, _turned(c, 32), d


def _turned(word: int, bits: int) -> int:
    """A 64-bit word, rotated to the left."""
    return ((word << bits) | (word >> (64 - bits))) & _WORD
