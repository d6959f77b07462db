"""Fuzzes one target until its time is up: `python fuzz/one_target.py TARGET FOLDER SECONDS`.

A find does not end the run. It is written into FOLDER/finds, once for each place in the code that it comes from, with
the error beside it; atheris goes on with the next input.
"""

from __future__ import annotations

import importlib
import re
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import atheris

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]
LONGEST_INPUT = 2_000
"""Bytes: long enough for every construct, short enough for a thousand inputs a second."""
SLOW = 20
"""Seconds after which one input counts as a find."""
MEMORY = 2_000
"""Megabytes that count as a find."""


def main() -> None:
    """Write the seeds, and fuzz."""
    name, folder, seconds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    with atheris.instrument_imports(include=["i18n_pipeline"]):
        target = importlib.import_module(f"targets.{name}")
    inputs, finds = folder / "inputs", folder / "finds"
    for place in (inputs, finds):
        place.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (inputs / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    forget_mended(finds, target.check)
    seen: set[str] = {path.stem for path in finds.glob("*.txt")}

    def tried(data: bytes) -> None:
        try:
            target.check(data)
        except Exception as error:  # noqa: BLE001 - any error at all is a find
            keep(finds, seen, data, error)

    options = [f"-max_total_time={seconds}", f"-dict={HERE / 'signs.dict'}", f"-artifact_prefix={finds}/"]
    options += [f"-max_len={LONGEST_INPUT}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(inputs)], tried)
    atheris.Fuzz()


def forget_mended(finds: Path, check: Callable[[bytes], None]) -> None:
    """Remove the finds of earlier runs that are none any more."""
    for path in finds.glob("*.input"):
        try:
            check(path.read_bytes())
        except Exception:  # noqa: BLE001, S112 - it is still one, whatever the error
            continue
        path.unlink()
        path.with_suffix(".txt").unlink(missing_ok=True)


def keep(finds: Path, seen: set[str], data: bytes, error: Exception) -> None:
    """Write a find down, unless another came from the same place."""
    kind = sha256(_place(error.__traceback__, error).encode()).hexdigest()[:12]
    if kind in seen:
        return
    seen.add(kind)
    (finds / f"{kind}.input").write_bytes(data)
    said = "".join(traceback.format_exception(error, limit=-6))
    (finds / f"{kind}.txt").write_text(f"{data!r}\n\n{said}", encoding="utf-8", errors="backslashreplace")
    sys.stderr.write(f"a find: {finds / kind}.txt\n")


def _place(trace: TracebackType | None, error: Exception) -> str:
    """What tells one kind of find from another: the error and the innermost lines, with the first words it says."""
    lines = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-3:]]
    words = re.sub(r"[\d,]+", "1", str(error).split(":")[0]) if isinstance(error, AssertionError) else ""
    return "\n".join([type(error).__name__, *lines, words[:40]])


if __name__ == "__main__":
    main()
