"""Moves a public site in, builds it by its own generator, and compares its localised pages with the English ones.

Run: `PYTHONPATH=tests python benchmarks/built_sites.py benchmarks/sites/NAME.toml CHECKOUT [--keep FOLDER]`.
The recipe NAME.toml says how the site is built, and what its maintainer would set (the class `Recipe` describes each
key); CHECKOUT is a clone of the repository at the recipe's revision, which is copied. In the copy the generator builds
the site as it is; then come `init`, `import` of the published pages, `update`, `draft` with the pseudo engine for what
is not translated, `assemble`, and the generator again. Two rows are printed: the site as it was published, and as it
moved in. `--problems N` prints the first N things that are not equal.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sites import comparing, trees
from sites.running import MADE
from sites.trees import Tree

COLUMNS = (
    "site",
    "state",
    "pages",
    "messages in",
    "ids equal",
    "links that lead somewhere, English",
    "localised",
    "to English",
    "other code, images, tables",
    "other shape",
    "syntax shown",
    "left in English",
    "warnings",
)
SHAPE = "other shape"
INLINE = frozenset({"em", "strong", "code", "a", "span", "b", "i", "mark", "del", "sub", "sup", "br", "abbr"})
"""Elements inside a text, which a published translation may have more or fewer of, or in another order."""
WARNING = re.compile(r"\b(warn(ing)?|error)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one public site moves in, and is built."""

    repository: str
    """Owner and name, as on GitHub."""
    revision: str
    """The commit it was tried at."""
    locale: str
    """The language it moves in with."""
    build: str
    """Shell script that builds all languages into one folder, in the copy."""
    built: str
    """That folder."""
    published: str = ""
    """Folder of the pages that are translated; empty if none are."""
    prepare: str = ""
    """Shell script that is run in the copy first: what is left out, and what the maintainer sets in the site itself."""
    begin: str = ""
    """Shell script that is run in the copy once the first build is done: what a site needs to get another language."""
    draft: bool = True
    """Whether texts that are not translated get pseudo-translations; else pages without a translation are left out."""
    ids_from: str = ""
    """Folder of the built English site, if ids are learnt from it since templates make words of headings."""
    settings: str = ""
    """Lines that the maintainer adds to the `i18n.toml` that `init` writes, above its tables."""
    english: str = ""
    """Start of the paths of English pages in the built site."""
    localised: tuple[str, ...] = ("{locale}/",)
    """Start of the paths of localised pages in the built site, in place of `english`; or several, if they differ."""
    content: str = "//main"
    """XPath of what the author of a page wrote."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is equal on the localised pages of a built site."""

    pages: int
    """Number of English pages that have a localised one."""
    english_pages: int
    """Number of English pages."""
    headings: int
    """Number of headings of these English pages that have an id."""
    same_ids: int
    """How many answer to it on the localised page."""
    english_links: tuple[int, int]
    """Links of the English pages into the site: how many lead to a file and an id, of how many."""
    links: tuple[int, int]
    """The same of the localised pages."""
    problems: tuple[str, ...]
    """What is not equal, in sentences of `sites.comparing`."""

    def count(self, *words: str) -> int:
        """The number of problems that have any of these words in them."""
        return sum(any(word in problem for word in words) for problem in self.problems)


def main() -> None:
    """Build, move in, build, compare, and print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--keep", type=Path, help="work in this new folder, and keep it")
    parser.add_argument("--problems", type=int, default=0)
    parser.add_argument("--only-after", action="store_true", help="do not build the site as it was")
    given = parser.parse_args()
    recipe = _read(given.recipe)
    with tempfile.TemporaryDirectory() as folder:
        site = given.keep or Path(folder) / given.checkout.name
        shutil.copytree(given.checkout, site, symlinks=True)
        _shell(recipe.prepare, site)
        print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
        for state, messages, output in _states(recipe, site, only_after=given.only_after):
            found = measured(recipe, trees.read(site / recipe.built, recipe.content))
            print(_row(recipe, state, messages, found, output), flush=True)
            print("\n".join(f"    {one}" for one in found.problems[: given.problems]))


def _read(file: Path) -> Recipe:
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Recipe)


def _states(recipe: Recipe, site: Path, *, only_after: bool) -> Iterator[tuple[str, str, str]]:
    """Each state of the site once it is built: its name, the messages that came in, and what the generator printed."""
    if not only_after:
        yield "published", "", _shell(recipe.build, site)
    _shell(recipe.begin, site)
    messages = _move_in(recipe, site)
    shutil.rmtree(site / recipe.built, ignore_errors=True)
    yield "moved in", messages, _shell(recipe.build, site)


def _move_in(recipe: Recipe, site: Path) -> str:
    """The whole way from no settings to localised pages. Returns the number of messages that came in."""
    settings, came = site / "i18n.toml", ""
    settings.unlink(missing_ok=True)
    _ours(site, "init", "-l", recipe.locale)
    settings.write_text(f"{recipe.settings}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    if recipe.published:
        report = json.loads(_ours(site, "import", recipe.published, "-l", recipe.locale, "--format", "json"))
        came = str(sum(page["aligned"] for page in report["pages"]))
    one = ("-l", recipe.locale, "-q")
    learnt = ("--ids-from", recipe.ids_from) if recipe.ids_from and (site / recipe.ids_from).is_dir() else ()
    _ours(site, "update", *one, *learnt)
    if recipe.draft:
        _ours(site, "draft", *one, "--engine", "pseudo", "--stale")
    _ours(site, "assemble", *one, "--accept", "draft", "--overwrite")
    return came


def _ours(site: Path, *words: str) -> str:
    command = [sys.executable, "-m", "i18n_pipeline", "-C", str(site), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stderr, file=sys.stderr)
    if done.returncode not in {0, 1}:
        sys.exit(f"{' '.join(words)} failed")
    return done.stdout


def _shell(script: str, site: Path) -> str:
    """Run a script of the recipe. Returns what it printed."""
    path = f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(["sh", "-ec", script], cwd=site, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{script}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout + done.stderr


def measured(recipe: Recipe, tree: Tree) -> Measured:
    """Compare the localised pages of a built site with the English ones."""
    starts = tuple(start.format(locale=recipe.locale) for start in recipe.localised)
    english = [path for path in tree.pages if not path.startswith(starts) and _is_english(recipe, path, tree)]
    names = ((path, start + path.removeprefix(recipe.english)) for path in english for start in starts)
    pairs = {ours: theirs for ours, theirs in names if theirs in tree.pages}
    found = comparing.compared(tree, pairs)
    return Measured(
        found.pages,
        len(english),
        found.headings,
        found.same_ids,
        _leading(tree, pairs.keys()),
        _leading(tree, pairs.values()),
        (*(one for one in found.problems if SHAPE not in one), *_other_blocks(tree, pairs)),
    )


def _other_blocks(tree: Tree, pairs: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each localised page whose blocks differ from those of the English page."""
    for ours, theirs in pairs.items():
        before, after = (_blocks(tree.pages[name].shape) for name in (ours, theirs))
        if before != after:
            yield f"{theirs}: {SHAPE}: {comparing.first(before, after)}"


def _blocks(shape: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in shape if one.partition(".")[0] not in INLINE)


def _is_english(recipe: Recipe, path: str, tree: Tree) -> bool:
    """Whether a page is English and has a text; what generators make of all pages counts for nothing."""
    page, is_made = tree.pages[path], path.rpartition("/")[2] in MADE
    return path.startswith(recipe.english) and not is_made and _base(page.language) in {"", "en"} and bool(page.blocks)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _leading(tree: Tree, names: Iterable[str]) -> tuple[int, int]:
    """How many links of some pages into the site lead to a file, and to an id there; and of how many."""
    found = [tree.resolved(name, target) for name in names for target in tree.pages[name].links]
    places = [place for place in found if place]
    return sum(map(tree.is_there, places)), len(places)


def _row(recipe: Recipe, state: str, messages: str, found: Measured, output: str) -> str:
    cells = (
        f"`{recipe.repository}` `{recipe.revision[:7]}`, {recipe.locale}",
        state,
        f"{found.pages:,} of {found.english_pages:,}",
        messages,
        f"{found.same_ids:,} of {found.headings:,}",
        "{:,} of {:,}".format(*found.english_links),
        "{:,} of {:,}".format(*found.links),
        f"{found.count('leads to the English page'):,}",
        f"{found.count('other code', ' images in place of ', ' the image ', 'other tables'):,}",
        f"{found.count(SHAPE):,}",
        f"{found.count('syntax shown'):,}",
        f"{found.count('left in English'):,}",
        f"{len(WARNING.findall(output)):,}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
