"""Draft a whole site with a real engine: how much comes back with its markup whole, what is refused and why, how long.

Run: `python benchmarks/drafting.py FOLDER [--engine apertium] [--locale es] [--show N]`. FOLDER holds English pages.
They are drafted in a temporary project, and assembled from the drafts. A draft that assembly refuses would have
damaged markup: each is printed, and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.commands.assemble import all_pages as localised_pages
from i18n_pipeline.commands.draft import carry_out, plan
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.carry_out import Drafted
from i18n_pipeline.commands.draft.chosen_engine import open_engine
from i18n_pipeline.commands.draft.plan import DraftOptions
from i18n_pipeline.commands.draft.reasons import kind
from i18n_pipeline.commands.task import Task
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import session, settings


def main() -> None:
    """Draft, assemble, and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="apertium")
    parser.add_argument("--locale", default="es")
    parser.add_argument("--show", type=int, default=5, help="examples of each reason")
    given = parser.parse_args()
    with _project(given.folder, given.locale) as task:
        engine = open_engine(task.config, given.engine)
        start = time.perf_counter()
        planned = plan.plan(task, given.locale, DraftOptions(), engine, ())
        made = time.perf_counter()
        outcomes = list(carry_out.run(task, planned, engine, Budget(None)))
        done = time.perf_counter()
        messages = sum(len(page.messages) for page in planned.pages)
        print(f"{len(planned.pages)} pages, {messages} messages, {planned.characters:,} characters for {engine.name}")
        print(f"{made - start:.1f} s to plan, {done - made:.1f} s to draft")
        _print_refused([one for one in outcomes if isinstance(one, Drafted)], messages, given.show)
        failures = [one for one in outcomes if isinstance(one, Finding)]
        accepting = replace(task, session=replace(task.session, config=_accepting(task.config)))
        damaged = localised_pages.assemble(accepting, [given.locale])[0].refusals
    print(f"{len(damaged)} drafts with damaged markup, {len(failures)} pages failed")
    for refusal in damaged:
        print(f"  {refusal.page}:{refusal.page_line}: {refusal.text}: {refusal.msgid[:100]}")
    sys.exit(bool(damaged or failures))


@contextmanager
def _project(folder: Path, locale: str) -> Iterator[Task]:
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(folder, Path(root, "source"))
        Path(root, "i18n.toml").write_text(f'locales = ["{locale}"]\n', encoding="utf-8")
        config = settings.load(Path(root))
        with session.opened(config, recorded=False) as own:
            yield Task(own, own.found.pages)


def _accepting(config: settings.Config) -> settings.Config:
    return config.accepting("draft")


def _print_refused(pages: list[Drafted], messages: int, show: int) -> None:
    refused = [one for page in pages for one in page.refused]
    print(f"{sum(page.made for page in pages)} drafts, {len(refused)} refused ({100 * len(refused) / messages:.1f} %)")
    reasons = Counter(kind(one.text) for one in refused)
    for reason, times in reasons.most_common():
        print(f"  {times:5} {reason}")
    for one in refused[:show]:
        print(f"    “{one.msgid[:200]}”: {one.text}")


if __name__ == "__main__":
    main()
