"""Files of strings for tests: written onto with translations, and read by parsers that this project did not write."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.localise import Localised, localise

READERS: Mapping[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load}


def dialect(form: str, *keys: str) -> Dialect:
    """The dialect of a file of strings."""
    chosen = keys or ("**",)
    return Dialect(f"{form} {chosen}", values=form, front_matter=chosen, template_code=template_code.NONE)


def strings(form: str, text: str, *keys: str) -> Page:
    """A file of strings, read."""
    return page(text.encode(), dialect(form, *keys))


def keyed(form: str, text: str, *keys: str) -> dict[str, str]:
    """The texts of a file by their keys."""
    return {segment.msgctxt or "": segment.msgid for segment in strings(form, text, *keys).segments}


def localised(english: Page, texts: Mapping[str, str]) -> Localised:
    """A file with these texts, by msgid."""
    places = {i: texts[one.msgid] for i, one in enumerate(english.segments) if one.msgid in texts}
    return localise(english, places, pins={}, accepted={})


def written(form: str, text: str, texts: Mapping[str, str], *keys: str) -> str:
    """The text of a file with these texts, by msgid; none may be refused."""
    made = localised(strings(form, text, *keys), texts)
    assert made.refused == {}
    return made.data.decode()


def gaps(english: Page) -> re.Pattern[bytes]:
    """Matches a file with the bytes around the texts of another one, in their order."""
    parts, done = [], 0
    for segment in english.segments:
        parts.append(re.escape(english.outline.source[done : segment.start]))
        done = segment.end
    return re.compile(b"[^\x00]*".join([*parts, re.escape(english.outline.source[done:])]))


def replaced(value: Any, texts: Mapping[str, str]) -> Any:
    """A parsed file with its texts replaced, white space around them kept."""
    if isinstance(value, dict):
        return {key: replaced(inner, texts) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, texts) for inner in value]
    if not isinstance(value, str) or value.strip() not in texts:
        return value
    before = value[: len(value) - len(value.lstrip())]
    return before + texts[value.strip()].strip() + value[len(value.rstrip()) :]
