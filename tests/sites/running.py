"""Builds a small site in both languages by its generator, and compares its pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from helpers.projects import run
from sites import comparing, trees
from sites.comparing import Compared
from sites.generators import Generator

HERE = Path(__file__).parent
UNTRANSLATED = "only-english"
"""Name of the page that has no localised one."""
MADE = frozenset({"404.html", "search.html", "genindex.html", "print.html", "toc.html"})
"""Names of pages that generators make without a source."""
PUBLISH = '\n[assemble]\naccept = ["reviewed", "draft"]\nmin_reviewed = 1\n'


def prepare(generator: Generator, folder: Path) -> Path:
    """Copy the site of a generator, with the pages that all sites share, into a folder."""
    site = folder / generator.name
    shutil.copytree(HERE / generator.name, site)
    for page in sorted((HERE / "pages").glob("*.md")):
        path = site / generator.pages / f"{page.stem}{generator.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_with_head(page.read_text(encoding="utf-8"), generator.head), encoding="utf-8")
    return site


def _with_head(text: str, head: str) -> str:
    title, _, body = text.partition("\n")
    front = f"---\ntitle: {title.removeprefix('# ')}\n---\n"
    return {"heading": text, "front matter": front + body, "both": f"{front}\n{text}"}[head]


def translate(site: Path, learnt_from: Path | None = None) -> None:
    """Fill the catalogues of a site with pseudo-translations but for one page, and assemble its localised pages.

    The ids of headings are learnt from the folder of the built English site, if one is given.
    """
    settings = site / "i18n.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + PUBLISH, encoding="utf-8")
    _ours(site, "update", "--quiet", *(("--ids-from", str(learnt_from)) if learnt_from else ()))
    catalogues = sorted(path for path in (site / "locales/nl").rglob("*.po") if path.stem != UNTRANSLATED)
    names = [path.relative_to(site).as_posix() for path in catalogues]
    _ours(site, "draft", "--quiet", "--engine", "pseudo", *names)
    _ours(site, "assemble", "--quiet")


def build(generator: Generator, site: Path, programs: Path) -> Path:
    """Build a site by the programs in a folder. Returns the folder of the built site."""
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **generator.environment, "PATH": path}
    done = subprocess.run(generator.build, cwd=site, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{generator.name} does not build its site:\n{done.stdout}{done.stderr}")
    return site / generator.built


def compare(generator: Generator, built: Path) -> Compared:
    """Compare the English and the localised pages of a built site."""
    tree = trees.read(built, generator.content)
    written = [path for path in tree.pages if UNTRANSLATED not in path and path.rpartition("/")[2] not in MADE]
    pairs = {path: generator.localised(path) for path in written}
    return comparing.compared(tree, {ours: theirs for ours, theirs in pairs.items() if theirs in tree.pages})


def _ours(site: Path, *arguments: str) -> None:
    made = run(site, *arguments)
    if made.code:
        raise RuntimeError(f"{' '.join(arguments)}:\n{made.out}{made.err}")
