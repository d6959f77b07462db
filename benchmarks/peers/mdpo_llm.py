"""mdpo-llm's parser, manager of PO files and reconstructor, in the order in which its processor calls them.

The package itself imports a client of language models, heavy and of no use here: its modules are imported without it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType


def _bare_package(name: str) -> None:
    """Let the modules of a package be imported without running the package's own `__init__`."""
    spec = find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    package = ModuleType(name)
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules[name] = package


_bare_package("mdpo_llm")

from mdpo_llm.manager import POManager  # noqa: E402 - not before the bare package
from mdpo_llm.parser import BlockParser  # noqa: E402
from mdpo_llm.reconstructor import DocumentReconstructor  # noqa: E402

from peers.model import Files, Stages, page_by_page  # noqa: E402

SKIPPED = ["hr"]


def _extract(files: Files) -> None:
    parser, manager = BlockParser(), POManager(skip_types=SKIPPED)
    lines = files.page.read_text(encoding="utf-8").splitlines(keepends=True)
    blocks = parser.segment_markdown([line.rstrip("\n") for line in lines])
    catalogue = manager.load_or_create_po(files.catalogue, target_lang="nl")
    manager.sync_po(catalogue, blocks, parser.context_id)
    manager.save_po(catalogue, files.catalogue)


def _reassemble(files: Files) -> None:
    parser, manager = BlockParser(), POManager(skip_types=SKIPPED)
    lines = files.page.read_text(encoding="utf-8").splitlines(keepends=True)
    blocks = parser.segment_markdown([line.rstrip("\n") for line in lines])
    catalogue = manager.load_or_create_po(files.catalogue)
    text = DocumentReconstructor(SKIPPED).rebuild_markdown(lines, blocks, catalogue, parser.context_id)
    files.result.write_text(text, encoding="utf-8", newline="\n")


STAGES: Stages = {"extract": page_by_page(_extract), "reassemble": page_by_page(_reassemble)}
