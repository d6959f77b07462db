"""JSON over HTTP for the engines: requests with retries. The only module that imports `requests`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from urllib3.exceptions import MaxRetryError, ReadTimeoutError

from i18n_pipeline import plain_text
from i18n_pipeline.errors import EngineError, SettingsError, UnansweredError, UnreachableError

PASSING = frozenset({408, 429})
"""Temporary statuses below 500: the request arrived too slowly, or there are too many requests."""
LATE = frozenset({504, 524})
"""Statuses of a gateway whose server did not answer in time (RFC 9110, 15.6.5; 524 is Cloudflare's). That server may
have done the work, and billed it."""
KNOCKS = 2
"""Retries after a failed connection."""
SHOWN = 300
"""Longest part of a server's error that is shown, characters."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply."""

    status: int
    """The HTTP status."""
    value: Any = field(repr=False)
    """The parsed JSON body; None if the body is no JSON."""
    said: str
    """The server's error message: one line, at most `SHOWN` characters, the key removed."""

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later, and was not carried out already."""
        return self.status in PASSING or (self.status >= 500 and self.status not in LATE)


def _may_pass(reply: Reply) -> bool:
    return reply.may_pass


def _always(_: int) -> bool:
    return True


class Tries(Struct, frozen=True):
    """The rules for sending a request again."""

    characters: int = 0
    """Characters of the request, as counted against the run's limit."""
    may_send: Callable[[int], bool] = _always
    """Asked before each resend: may N more characters be sent? See `model.Batch`."""
    wait: Callable[[float], object] = time.sleep
    """Waits the given seconds."""
    again: Callable[[Reply], bool] = _may_pass
    """Whether to send the request again after this reply."""

    def another(self, seconds: float, *, sent: bool = True) -> bool:
        """Wait, then say whether to try again; `sent`: whether the last try may have reached the server."""
        self.wait(seconds)
        return self.may_send(self.characters if sent else 0)


@dataclass(frozen=True, slots=True)
class Service:
    """A server that speaks JSON."""

    name: str
    """Its name in error messages."""
    url: str
    """The base address of all paths, without a final slash."""
    key: str = field(default="", repr=False)
    """The API key, never shown; empty for none."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request."""
    timeout: float = 60
    """Seconds to wait for an answer."""
    waits: tuple[float, ...] = (1, 2, 4, 8, 16)
    """Seconds to wait before each further try."""
    longest_wait: float = 60
    """Longest `Retry-After` that is followed, seconds."""

    def get(self, path: str, tries: Tries | None = None) -> Reply:
        """Send a GET request. Raises as `post`."""
        return self._tried("GET", path, None, tries or Tries())

    def post(self, path: str, body: object, tries: Tries | None = None) -> Reply:
        """Send a POST request with JSON, again while `tries` allows; the last reply, of any status.

        Raises UnreachableError without a connection, UnansweredError after the timeout (not sent again, as it may be
        billed), and EngineError for any other missing reply.
        """
        return self._tried("POST", path, body, tries or Tries())

    def _tried(self, method: str, path: str, body: object, tries: Tries) -> Reply:
        for turn, wait in enumerate((*self.waits, None)):
            try:
                response = self._sent(method, path, body)
            except UnansweredError:
                raise
            except EngineError as error:
                lost = isinstance(error, UnreachableError)
                if wait is None or (lost and turn == KNOCKS) or not tries.another(wait, sent=not lost):
                    raise
                continue
            reply = self._read(response)
            if wait is None or not tries.again(reply) or not tries.another(self._wait(response, wait)):
                return reply
        raise AssertionError  # the last turn returns or raises

    def _sent(self, method: str, path: str, body: object) -> requests.Response:
        """Send one request. Errors leave out the message of `requests`, which may show a header with the key."""
        try:
            return requests.request(
                method,
                self.url + path,
                json=body,
                headers=dict(self.headers),
                auth=_unchanged,
                timeout=self.timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            kind = what_happened(error)
            if kind is Broken.UNREACHABLE:
                raise UnreachableError(
                    f"{self.name}: {self.url} cannot be reached", "is the address right, and does the server run?"
                ) from None
            if kind is Broken.LATE:
                late = f"{self.name}: no answer within {self.timeout:g} s from {self.url}"
                raise UnansweredError(late, "raise `timeout` if the server is slow") from None
            how = "the connection broke off" if kind is Broken.OFF else type(error).__name__
            raise EngineError(f"{self.name}: {how}, to {self.url}") from None

    def _read(self, response: requests.Response) -> Reply:
        try:
            value = response.json()
        except (ValueError, RecursionError):
            value = None
        said = _message(value) or (response.reason if value is None else "") or ""
        if response.is_redirect:
            said = "the server redirects to another address; set that address"
        shown = plain_text.one_line(said.replace(self.key, "…") if self.key else said, SHOWN)
        return Reply(response.status_code, value, shown)

    def _wait(self, response: requests.Response, planned: float) -> float:
        asked = seconds(response.headers.get("Retry-After", ""), datetime.now(UTC))
        return planned if asked is None else min(asked, self.longest_wait)

    def failure(self, reply: Reply) -> EngineError:
        """The final error for a reply."""
        return (UnansweredError if reply.status in LATE else EngineError)(self.told(reply))

    def told(self, reply: Reply) -> str:
        """The error message for a reply."""
        return f"{self.name}: HTTP {reply.status} from {self.url}" + (f": {reply.said}" if reply.said else "")


class Broken(Enum):
    """Why a request has no reply."""

    UNREACHABLE = "the server cannot be reached: nothing was sent"
    LATE = "no answer came in time, or not all of it: the request may be billed"
    OFF = "the connection broke off"
    OTHER = "something else"


def what_happened(error: BaseException | None) -> Broken:
    """Why a request has no reply, from the exception that `requests` raised."""
    inner = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    if isinstance(error, requests.ConnectTimeout) or isinstance(inner, MaxRetryError):
        return Broken.UNREACHABLE
    if isinstance(error, requests.Timeout) or isinstance(inner, ReadTimeoutError):
        return Broken.LATE
    is_cut = isinstance(error, requests.ConnectionError | requests.exceptions.ChunkedEncodingError)
    return Broken.OFF if is_cut else Broken.OTHER


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request as it is. Passed as `auth`, since `requests` would else replace our header from ~/.netrc."""
    return request


def _message(value: object) -> str:
    """The message in the JSON of an error: `error.message`, `error`, `message` or `detail`, depending on the server."""
    if not isinstance(value, dict):
        return ""
    error = value.get("error")
    if isinstance(error, dict):
        error = error.get("message")
    said = next((said for said in (error, value.get("message"), value.get("detail")) if said), "")
    return said if isinstance(said, str) else json.dumps(said)


def seconds(retry_after: str, now: datetime) -> float | None:
    """The wait, in seconds, of a `Retry-After` header: a number or a date (RFC 9110, 10.2.3); None if unreadable."""
    said = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", said):
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


def address(url: str, setting: str) -> str:
    """An address from the settings, without its final slash. Raises SettingsError for an unusable one."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        usable, parts = False, urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise SettingsError(f"{setting} holds a name or a password", "keys come from the environment alone")
    if not usable:
        raise SettingsError(f"{setting} is {url!r}", "write an address such as 'https://host/path'")
    return url.rstrip("/")


def secret(environment: Mapping[str, str], variable: str) -> str:
    """A key from the environment, empty if unset. Raises SettingsError for characters that no HTTP header allows."""
    key = environment.get(variable, "").strip()
    if not re.fullmatch(r"[!-~]*", key):
        raise SettingsError(f"{variable} holds characters that no key has", "was the key copied completely?")
    return key
