"""Exceptions of DeepL's client as our own errors, with advice and without the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import deepl

from i18n_pipeline import plain_text
from i18n_pipeline.engines.deepl.client import LateError, NowhereError
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, UnansweredError, UnreachableError

LONGEST = 200
"""Longest part of DeepL's own message that is shown, characters."""
KEY_REFUSED = "DeepL refuses the key in DEEPL_AUTH_KEY; check the key, and that DEEPL_SERVER_URL is a server it is for"
USED_UP = (
    "the account at DeepL has no characters left for this request: wait for the next period, "
    "raise its cost control limit, or send less (--max-chars)"
)
ADVICE = {
    400: "DeepL cannot use this request: unreadable markup, or a setting unsupported for this language",
    404: "DeepL does not find what was asked for; check DEEPL_SERVER_URL, or run again if a glossary was deleted",
    413: "a request is too large for DeepL: split the longest messages of the page",
    429: "DeepL is asked too much at a time: run again later, or set requests = 1 under [draft]",
    456: USED_UP,
}
"""The meaning of HTTP statuses (developers.deepl.com, "Error handling"), and advice."""
FOREIGN = re.compile(r"\b(target_lang|source_lang|formality|model_type)\b.*\bnot supported", re.IGNORECASE)
"""DeepL's message with status 400 for an unknown language, or a setting that the language does not support."""


@contextmanager
def told(key: str, languages: str = "") -> Iterator[None]:
    """Turn the client's exceptions into EngineError, LanguageError and AccountError. `key` is removed from messages.

    `languages` names the language pair, such as `en to nl`.
    The client's exception is not chained: its message may hold text of the server.
    """
    try:
        yield
    except deepl.DeepLException as error:
        raise _error(error, key, languages) from None
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise EngineError(f"DeepL's client cannot read the answer: {_clean(str(error), key)}") from None


def _error(error: deepl.DeepLException, key: str, languages: str) -> EngineError:
    code = error.http_status_code
    said = _clean(str(error), key)
    if code in {401, 403}:
        return AccountError(f"{KEY_REFUSED} ({said})")
    if code is None:
        return _without_answer(error, said)
    if code == 400 and languages and (named := FOREIGN.search(said)):
        return LanguageError(_of_language(named[1].lower(), languages, said))
    if code in {504, 524}:
        return UnansweredError(f"DeepL did not answer in time, and may bill the request all the same ({said})")
    kind = AccountError if code == 456 else EngineError
    return kind(f"{ADVICE.get(code, 'DeepL failed; run again later')} ({said})")


def _of_language(field: str, languages: str, said: str) -> str:
    if field.endswith("_lang"):
        return f"DeepL does not translate {languages} ({said})"
    return f"DeepL cannot translate {languages} with this `{field}`; change it in [draft.deepl] ({said})"


def _without_answer(error: deepl.DeepLException, said: str) -> EngineError:
    if isinstance(error, LateError):
        return UnansweredError(f"DeepL: {said}", "raise `timeout` in [draft.deepl] if it is slow")
    if isinstance(error, NowhereError):
        return UnreachableError(f"DeepL cannot be reached: {said}")
    return EngineError(f"DeepL cannot be reached: {said}")


def _clean(text: str, key: str) -> str:
    """A message without the key, on one line of at most `LONGEST` characters."""
    return plain_text.one_line(text.replace(key, "…"), LONGEST)
