"""Faults of a site's own profile, told before any page is read by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.writing.splice import INLINE
from i18n_pipeline.profiles import Profile


def checked(profile: object, name: str) -> Profile:
    """The profile with a dotted name, if nothing is wrong with it. Raises SettingsError."""
    if not isinstance(profile, Profile):
        raise SettingsError(
            f"the PROFILE of {name!r} is a {type(profile).__name__}, not a Profile",
            "write PROFILE = Profile(…), or replace() one",
        )
    for fault, advice in _faults(profile):
        raise SettingsError(f"the profile {name!r}: {fault}", advice)
    return profile


def _faults(profile: Profile) -> Iterator[tuple[str, str]]:
    dialect: Any = profile.dialect
    if not isinstance(dialect, Dialect):
        yield f"its dialect is a {type(dialect).__name__}", "give it a Dialect"
    elif not isinstance(dialect.constructs, tuple) or not all(isinstance(one, Construct) for one in dialect.constructs):
        yield (
            "its constructs are no tuple of Construct",
            "write constructs=(ONE, *OTHERS), a comma after a single one",
        )
    elif not all(isinstance(paths, tuple) for paths in (dialect.front_matter, profile.suffixes)):
        yield "front_matter or suffixes is no tuple", 'write ("title",), with a comma after a single text'
    else:
        for construct in dialect.constructs:
            yield from ((f"the construct {construct.name!r} {fault}", advice) for fault, advice in _of(construct))


def _of(construct: Construct) -> Iterator[tuple[str, str]]:
    """What is wrong with a construct, and what to do about it."""
    if not construct.signs or not all(isinstance(sign, bytes) and sign for sign in construct.signs):
        yield "has no signs", 'name bytes that each of it holds, as in signs=(b"@@@",)'
    for field in ("alone", "inside"):
        yield from ((f"{fault} in {field}", advice) for fault, advice in _of_pattern(getattr(construct, field)))
    if construct.title is not None:
        groups = set(construct.title.groupindex)
        if not groups or not groups <= INLINE:
            known = ", ".join(sorted(INLINE))
            yield f"has a title with the groups {sorted(groups)}", f"name the group of the title by its place: {known}"


def _of_pattern(pattern: object) -> Iterator[tuple[str, str]]:
    """What is wrong with the regular expression of a construct."""
    if not isinstance(pattern, bytes):
        yield "has a text", 'write a regular expression for bytes, as in rb"@@@"'
        return
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        yield f"has a wrong regular expression ({error})", "correct it"
        return
    if pattern and compiled.match(b""):
        yield "matches nothing at all", "let it match at least one byte"
    if compiled.groupindex:
        yield "names groups", "write (?:…) in place of (?P<name>…)"
