"""Merge 20,000 messages of which 1,000 have one word changed: GNU msgmerge beside ours, in time and in right matches.

Run: `python benchmarks/merge.py [--messages N] [--changed N] [--seed N] [--ours]`. The same seed makes the same files.
A match is right where the stale message names the text it was made from, wrong where it names another.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from i18n_pipeline.catalogue import po
from i18n_pipeline.model import Catalogue, Message

OURS = """
import sys
from pathlib import Path
from i18n_pipeline.catalogue import merge, po
old, template, result = map(Path, sys.argv[1:])
page = po.read(template.read_bytes(), str(template)).messages
merged = merge.merge(po.read(old.read_bytes(), str(old)), page)
result.write_bytes(po.write(merged))
"""

COMMON = (
    "the of and to a in is you that it for on are with as this be at have from or by not but what all can your when "
    "use which do how if will other about out then them these so some would make like time has more two see"
)
ROOTS = (
    "page site text file word link menu build note guide change release report model policy risk market paper talk "
    "group member letter event action answer question claim system control safety research deadline treaty company "
    "leader public summit protest local global plan budget donor team volunteer translator reviewer heading table "
    "image caption script server client request token cache index query branch commit merge review deploy region "
    "country language chapter"
)
ENDINGS = ["", "", "s", "ed", "ing", "er", "ers", "able", "ment", "less", "ful", "ly", "ness", "ation", "ism"]


class Sample(NamedTuple):
    """A catalogue, a template, and the old text that every changed text was made from."""

    catalogue: Catalogue
    template: Catalogue
    sources: dict[str, str]


class Score(NamedTuple):
    """How one tool did."""

    seconds: float
    right: int
    wrong: int
    empty: int


def vocabulary() -> tuple[list[str], list[float]]:
    """Give words and their cumulative weights, which fall with rank as they do in English."""
    words = list(dict.fromkeys([*COMMON.split(), *(root + ending for ending in ENDINGS for root in ROOTS.split())]))
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def sentences(chance: random.Random, number: int) -> list[str]:
    """Make sentences of 3 to 25 words; one in five differs from an earlier one in a word or two."""
    words, weights = vocabulary()
    made: dict[str, None] = {}
    kept: list[str] = []
    while len(made) < number:
        if kept and chance.random() < 0.2:
            picked = chance.choice(kept).split()
            for _ in range(chance.randint(1, 2)):
                picked[chance.randrange(len(picked))] = chance.choices(words, cum_weights=weights)[0]
        else:
            picked = chance.choices(words, cum_weights=weights, k=chance.randint(3, 25))
        sentence = " ".join(picked)
        if sentence not in made:
            made[sentence] = None
            kept.append(sentence)
    return kept


def changed(chance: random.Random, sentence: str) -> str:
    """Replace, insert or delete one word."""
    words, weights = vocabulary()
    picked = sentence.split()
    place = chance.randrange(len(picked))
    word = chance.choices(words, cum_weights=weights)
    how = chance.choice(["replace", "insert", "delete"])
    picked[place : place + (how != "insert")] = [] if how == "delete" else word
    return " ".join(picked)


def sample(seed: int, number: int, changes: int) -> Sample:
    """Make a translated catalogue and a template in which so many texts have one word changed."""
    chance = random.Random(seed)
    texts = sentences(chance, number)
    taken = set(texts)
    sources: dict[str, str] = {}
    now = list(texts)
    for place in chance.sample(range(number), changes):
        text = changed(chance, texts[place])
        while text in taken:
            text = changed(chance, texts[place])
        taken.add(text)
        sources[text] = texts[place]
        now[place] = text
    catalogue = po.rearranged(po.new_catalogue("nl", "benchmark"), [message(text, f"NL {text}") for text in texts])
    template = po.rearranged(po.new_template("benchmark"), [message(text) for text in now])
    return Sample(catalogue, template, sources)


def message(text: str, translation: str = "") -> Message:
    return Message(text, translation, extracted=("type: paragraph",), references=("source/page.md",))


def measure(name: str, command: list[str], result: Path, sources: dict[str, str]) -> Score:
    """Run a tool as a whole process and count how it matched the changed texts."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    found = {entry.msgid: entry for entry in po.read(result.read_bytes(), name).messages if not entry.obsolete}
    matches = [(found[text], source) for text, source in sources.items()]
    right = sum(entry.fuzzy and entry.previous == source for entry, source in matches)
    empty = sum(not entry.msgstr for entry, _ in matches)
    return Score(seconds, right, len(matches) - right - empty, empty)


def main() -> None:
    """Make the files, run both tools, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--changed", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ours", action="store_true", help="leave msgmerge out; it takes hours where all changed")
    arguments = parser.parse_args()
    made = sample(arguments.seed, arguments.messages, arguments.changed)
    with tempfile.TemporaryDirectory() as folder:
        old, template, result = (Path(folder) / name for name in ("old.po", "new.pot", "result.po"))
        old.write_bytes(po.write(made.catalogue))
        template.write_bytes(po.write(made.template))
        commands = {"ours": [sys.executable, "-c", OURS, str(old), str(template), str(result)]}
        if shutil.which("msgmerge") and not arguments.ours:
            commands["msgmerge"] = ["msgmerge", "--previous", "-q", "-o", str(result), str(old), str(template)]
        print(f"{arguments.messages} messages, {arguments.changed} changed, seed {arguments.seed}")
        print(f"{'tool':10}{'seconds':>9}{'right':>9}{'wrong':>9}{'empty':>9}")
        for name, command in commands.items():
            score = measure(name, command, result, made.sources)
            print(f"{name:10}{score.seconds:9.2f}{score.right:9}{score.wrong:9}{score.empty:9}")


if __name__ == "__main__":
    main()
