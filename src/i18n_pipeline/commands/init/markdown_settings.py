"""What `init` writes under `[markdown]`: how the site makes and reads ids of headings, if not as the profile says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.commands.init import repository, versions
from i18n_pipeline.markdown import heading_forms
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.markdown.writing import heading_ids
from i18n_pipeline.markdown.writing.splice import edited
from i18n_pipeline.profiles import Profile
from i18n_pipeline.profiles._clues import SetOnSite

HEADING = "## Title"
"""The heading by which people are shown how ids are written."""


class MarkdownSetting(Struct, frozen=True):
    """A setting under `[markdown]` that is not the default of the profile."""

    key: str
    """Its name, such as `slugs`."""
    value: str | bool
    """Its value."""
    why: str
    """What it follows from, for people."""


def markdown_settings(
    folder: Path, files: Sequence[str], profile: Profile, pages: Iterable[str]
) -> tuple[MarkdownSetting, ...]:
    """The settings that follow from the files of a site and from the version of its generator.

    `pages` are the paths of its pages.
    """
    number = versions.numbers(versions.version(folder, files, profile.clues.version))
    names = tuple(pages)
    found: dict[str, MarkdownSetting] = {}
    for one in profile.clues.settings:
        has_other, has_such = (any(name.endswith(end) for name in names) for end in (one.unless, one.only))
        holds = number >= one.since and not (one.unless and has_other) and (has_such or not one.only)
        if holds and one.key not in found and (file := _sets(folder, files, one)):
            found[one.key] = MarkdownSetting(one.key, one.value, f"as set in {file}")
    own = found.pop("slugs", MarkdownSetting("slugs", profile.dialect.slugs.name, ""))
    chosen = _of_version(folder, files, profile, own)
    others = (chosen,) if chosen.value != profile.dialect.slugs.name else ()
    return (*others, *found.values())


def _sets(folder: Path, files: Sequence[str], setting: SetOnSite) -> str:
    """The file in which a site sets something, the highest first; empty if none does."""
    named = [file for file in files if any(repository.is_named(file, pattern) for pattern in setting.files)]
    named.sort(key=lambda file: (file.count("/"), file))
    return next((file for file in named if re.search(setting.holds, repository.text(folder / file))), "")


def _of_version(folder: Path, files: Sequence[str], profile: Profile, slugs: MarkdownSetting) -> MarkdownSetting:
    """The slug rule of the version that is found, in place of that of others."""
    other = profile.clues.slugs
    version = versions.version(folder, files, other.version) if other else ""
    number = versions.numbers(version)
    if not other or not number or number < other.since or (other.before and number >= other.before):
        return slugs
    name = other.slugs.get(str(slugs.value), slugs.value)
    why = f"how version {version} makes ids of headings"
    return replace(slugs, value=name, why=f"{why}, {slugs.why}" if slugs.why else why) if name != slugs.value else slugs


def told(profile: Profile, settings: Sequence[MarkdownSetting]) -> str:
    """What is done with the ids of headings on such a site: a sentence."""
    values = {one.key: str(one.value) for one in settings}
    dialect = profile.dialect
    dialect = replace(dialect, ids=heading_forms.form(values["ids"], dialect)) if "ids" in values else dialect
    tree = outline(f"{HEADING}\n".encode(), dialect)
    [end] = [token.end for token in tree.tokens if isinstance(token, Heading)]
    lines = edited(tree.source, heading_ids.edits(tree, {end: "title"})).decode().split("\n")
    form = " ".join(_quoted(lines))
    rule = values.get("slugs", dialect.slugs.name)
    return f"translated headings keep their English ids, made by the rule {rule} and written as {form}"


def _quoted(lines: Sequence[str]) -> Iterator[str]:
    """A heading with its id, and where the id stands if that is a line of its own."""
    at = next((number for number, line in enumerate(lines) if line.startswith("##")), 0)
    others = [line for number, line in enumerate(lines) if line and number != at]
    yield from (f"`{line}` on the line {'above' if lines.index(line) < at else 'below'}" for line in others)
    if not others:
        yield f"`{lines[at]}`"
