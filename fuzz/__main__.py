"""Fuzzes the parts that read what strangers write: `make fuzz`, `make fuzz TIME=600 FUZZ="splice catalogue"`.

Inputs that reach new code stay in build/fuzz/TARGET/inputs, and the next run begins with them. Finds stand in
build/fuzz/TARGET/finds, each with its error, until a run sees that they are mended. `python fuzz --again TARGET FILE`
tries one input.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "build" / "fuzz"
TARGETS = sorted(path.stem for path in (HERE / "targets").glob("[a-z]*.py"))


def main(words: list[str]) -> int:
    """Give the exit code: 1 if there are finds."""
    if words[:1] == ["--again"]:
        return _again(words[1], Path(words[2]))
    seconds, *names = words
    return max([_fuzzed(name, seconds) for name in names or TARGETS])


def _fuzzed(name: str, seconds: str) -> int:
    print(f"{name}: {seconds} seconds", flush=True)
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        words = [sys.executable, str(HERE / "one_target.py"), name, str(folder), seconds]
        done = subprocess.run(words, stdout=log, stderr=log, check=False)
    finds = sorted(path for path in (folder / "finds").glob("*") if path.suffix != ".input")
    for path in finds:
        print(f"  {path}", flush=True)
    lines = (folder / "log.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    tried = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
    print(f"  {tried} inputs tried, {len(finds)} finds", flush=True)
    return int(bool(finds) or done.returncode != 0)


def _again(name: str, path: Path) -> int:
    """Try one input, and show its error."""
    sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]
    importlib.import_module(f"targets.{name}").check(path.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
