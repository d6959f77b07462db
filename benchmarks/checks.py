"""How many faults the checks find beside other tools, how often they are wrong, and how long they take.

Run: `PYTHONPATH=tests python benchmarks/checks.py [--catalogues FOLDER --locale nl]`. The faults are those of
`tests/faults/`, a list in `benchmarks/faults/` that was written before the checks were, a shorter one (`later_`) that
was written when they were done, before they saw it, and a `third_` and a `fourth_`, after each of which their rules
were mended again. A tool has caught a fault if it says anything at all about the translation; a false alarm is anything
it says about a good one, of ours errors and warnings alone. Times are of this process in microseconds a message, for
the translations in the catalogues of a folder; each check is given fresh texts, so that the sum is more than a run of
all takes (the last row).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import polib
from helpers import faults
from helpers.faults import STYLE, Case

from i18n_pipeline.catalogue import po
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check, Translation, flaws
from i18n_pipeline.model import State

SECOND = Path(__file__).parent / "faults"
Tool = Callable[[Case, str], bool]


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalogues", type=Path, help="a folder of catalogues, for the times")
    parser.add_argument("--locale", default="nl", help="their language")
    given = parser.parse_args()
    first = faults.cases()
    _table("tests/faults", first, first)
    for before in ("", "later_", "third_", "fourth_"):
        bad, good = (
            faults.read((SECOND / f"{before}{name}.txt").read_text(encoding="utf-8")) for name in ("faults", "good")
        )
        _table(f"benchmarks/faults/{before}", bad, good)
    if given.catalogues:
        _times(given.catalogues, given.locale)


def _table(name: str, bad: Sequence[Case], good: Sequence[Case]) -> None:
    """Print how many faults each tool catches, by kind, and its false alarms."""
    tools = _tools()
    kinds = Counter(case.check for case in bad)
    caught = {tool: Counter(case.check for case in bad if says(case, case.bad)) for tool, says in tools.items()}
    print(f"\n{name}: {len(bad)} faults, {len(good)} good translations\n")
    print(f"| kind | faults | {' | '.join(tools)} |")
    print(f"|---|---|{'---|' * len(tools)}")
    for kind, count in sorted(kinds.items()):
        print(f"| {kind} | {count} | {' | '.join(str(caught[tool][kind]) for tool in tools)} |")
    print(f"| **all** | {len(bad)} | {' | '.join(str(sum(caught[tool].values())) for tool in tools)} |")
    alarms = (sum(says(case, case.good) for case in good) for says in tools.values())
    print(f"| false alarms | {len(good)} | {' | '.join(map(str, alarms))} |")


def _tools() -> dict[str, Tool]:
    tools: dict[str, Tool] = {"ours": _ours, "ours, warnings up": _ours_without_style}
    try:
        from translate.filters import checks  # noqa: F401, PLC0415 - an optional package
    except ImportError:
        print("translate-toolkit is not installed", file=sys.stderr)
    else:
        tools["pofilter"] = _pofilter
    if shutil.which("msgfmt"):
        tools["msgfmt -c"] = _msgfmt
    return tools


def _ours(case: Case, text: str) -> bool:
    return bool(faults.found(case, text)) if text == case.bad else _ours_without_style(case, text)


def _ours_without_style(case: Case, text: str) -> bool:
    return any(one.severity is not STYLE for one in faults.found(case, text))


def _pofilter(case: Case, text: str) -> bool:
    """Whether the tests of pofilter for a language find anything; without those that every text of Markdown fails."""
    from translate.filters import checks  # noqa: PLC0415 - an optional package
    from translate.storage import pypo  # noqa: PLC0415 - the same

    unit = pypo.pounit(case.source)
    unit.target = text
    checker = checks.StandardUnitChecker(), checks.StandardChecker(checks.CheckerConfig(targetlanguage=case.locale))
    return any(one.run_filters(unit) for one in checker)


def _msgfmt(case: Case, text: str) -> bool:
    """Whether msgfmt refuses a catalogue with the translation."""
    catalogue = polib.POFile()
    plural = "nplurals=2; plural=(n != 1);"
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": case.locale, "Plural-Forms": plural}
    catalogue.append(polib.POEntry(msgid=case.source, msgstr=text))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.po"
        catalogue.save(str(file))
        done = subprocess.run(
            ["msgfmt", "-c", "-o", "/dev/null", str(file)], capture_output=True, text=True, check=False
        )
    return done.returncode != 0


# --- times -------------------------------------------------------------------------------------------


def _times(folder: Path, locale: str) -> None:
    catalogues = [po.read(path.read_bytes(), path.name) for path in sorted(folder.rglob("*.po"))]
    texts = [
        [(one.msgid, one.msgstr) for one in catalogue.messages if one.state is State.REVIEWED and one.msgstr]
        for catalogue in catalogues
    ]
    count = sum(map(len, texts))
    checks = [check for check in registry.chosen(()) if check.one_by_one or check.together]
    print(f"\n{count} translations in {len(texts)} catalogues\n\n| check | microseconds a message |\n|---|---|")
    _timed(checks, texts, locale)  # tables and models are loaded once
    for check in checks:
        print(f"| {check.id} | {_timed([check], texts, locale) * 1e6 / count:.0f} |")
    print(f"| **all** | {_timed(checks, texts, locale) * 1e6 / count:.0f} |")


def _timed(checks: Sequence[Check], texts: Sequence[Sequence[tuple[str, str]]], locale: str) -> float:
    """Seconds of this process that checks take."""
    made = [[Translation(*one, locale) for one in each] for each in texts]
    start = time.process_time()
    for check in checks:
        for each in made:
            for _ in flaws(check, each):
                pass
    return time.process_time() - start


if __name__ == "__main__":
    main()
