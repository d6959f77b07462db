"""Which pairs of text and translation came about in merges: looked up in git once for each merge, and recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.joined import Joined, Pair
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.language import gettext
from i18n_pipeline.project import disk, git, git_merges, project_files
from i18n_pipeline.project.file_digests import digest
from i18n_pipeline.project.git_merges import MergedVersion, Stand
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.settings import Config

RECORD = "merges"
"""The name of the record."""
ALWAYS = digest(b"")
"""Its state, always the same: what is known of a merge holds for ever."""
MOST = 32
"""Number of commits that are kept as looked at, the newest ones."""
AT_ONCE = 100
"""Number of files whose versions are read at once."""


class JoinedByMerge(Struct, frozen=True):
    """A pair that a merge put together."""

    commit: str
    """The merge; empty for one that is not committed yet."""
    file: str
    """The catalogue at that time, relative to the project."""
    what: Joined
    """The pair."""


class LookedAt(Struct, frozen=True):
    """What is known of the merges of a repository."""

    tips: tuple[str, ...] = ()
    """The commits before which every merge was looked at, the newest one first."""
    found: tuple[JoinedByMerge, ...] = ()
    """The pairs that these merges put together."""
    stamp: disk.Stamp | None = None
    """As long as `git_merges.unmoved` is the same, there is nothing more to know."""
    unseen: str = ""
    """The commit that is a merge of branches that this clone lacks."""


def looked_at(config: Config, records: Records) -> LookedAt:
    """What is known of all merges, also of one that is not committed yet. Raises OutsideError.

    Nothing without git, and in a shallow clone for what it lacks.
    """
    known = records.result(RECORD, ALWAYS, LookedAt) or LookedAt()
    stamp = git_merges.unmoved(config.root)
    if stamp and stamp == known.stamp:
        return known
    where = git_merges.stand(config.root)
    if where is None:
        return LookedAt()
    if where.head not in known.tips or known.stamp != stamp:
        known = replace(_with_merges(config, where, known), stamp=stamp)
        records.put(RECORD, ALWAYS, known)
    if not where.joining:
        return known
    new = _all(config, where, git_merges.joining(config.root, config.catalogues, where))
    return replace(known, found=(*known.found, *new))


def _with_merges(config: Config, where: Stand, known: LookedAt) -> LookedAt:
    """What is known once the merges are looked at that nobody has looked at yet."""
    if where.head in known.tips:
        return known
    new = git_merges.merges(config.root, config.catalogues, where.head, known.tips)
    found = tuple(dict.fromkeys((*known.found, *_all(config, where, new))))
    unseen = where.head if git_merges.lacks_branches(config.root, where) else ""
    return LookedAt((where.head, *known.tips)[:MOST], found, unseen=unseen)


def folders(config: Config) -> dict[str, str]:
    """The folder of the catalogues of each language, relative to the project, with `/` at its end."""
    start = "" if config.catalogues in {"", "."} else f"{config.catalogues.strip('/')}/"
    return {locale: f"{start}{gettext(locale)}/LC_MESSAGES/" for locale in config.locales}


def _all(config: Config, where: Stand, versions: Sequence[MergedVersion]) -> Iterator[JoinedByMerge]:
    """The pairs that came about in these versions of catalogues."""
    own = [one for one in versions if one.name.endswith(".po") and _locale(config, where, one)]
    for start in range(0, len(own), AT_ONCE):
        some = own[start : start + AT_ONCE]
        names = [name for one in some for name in (one.result, *one.before) if name]
        held = {name: data for name, data in git.contents(config.root, names) if data is not None}
        for version in some:
            yield from _of_file(config, where, version, held)


def _locale(config: Config, where: Stand, version: MergedVersion) -> str:
    """The language of a catalogue; empty for one of no language of the settings."""
    name = version.name.removeprefix(where.prefix)
    return next((locale for locale, folder in folders(config).items() if name.startswith(folder)), "")


def _of_file(
    config: Config, where: Stand, version: MergedVersion, held: Mapping[str, bytes]
) -> Iterator[JoinedByMerge]:
    from i18n_pipeline.catalogue.merging import joined_pairs  # noqa: PLC0415 - only for merges that nobody looked at

    name = version.name.removeprefix(where.prefix)
    result = held.get(version.result, b"") if version.result else _in_work_tree(config, name)
    found = joined_pairs.joined(result, [held[one] for one in version.before if one in held])
    moved = _elsewhere(config, where, version, {one.pair for one in found}) if found else set()
    yield from (JoinedByMerge(version.commit, name, one) for one in found if one.pair not in moved)


def _in_work_tree(config: Config, name: str) -> bytes:
    """The bytes of a catalogue; empty for one that is missing or cannot be read, which `update` tells."""
    try:
        return project_files.catalogue_bytes(config, config.root / name) or b""
    except PipelineError:
        return b""


def _elsewhere(config: Config, where: Stand, version: MergedVersion, pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs that a branch had in another catalogue of the language, as for a page that one of them renamed."""
    from i18n_pipeline.catalogue.merging import joined_pairs  # noqa: PLC0415 - as above

    wanted, found = set(pairs), set[Pair]()
    folder = folders(config)[_locale(config, where, version)]
    trees = (git.tree(config.root, one, [folder]) or {} for one in version.parents)
    names = list(dict.fromkeys(blob for held in trees for blob in held.values()))
    for start in range(0, len(names), AT_ONCE):
        for _, data in git.contents(config.root, names[start : start + AT_ONCE]):
            found |= joined_pairs.elsewhere(data or b"", wanted - found)
    return found
