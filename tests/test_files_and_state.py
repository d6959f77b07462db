"""One module writes files, no module keeps state: read from the source, by rules that are tried on violations first."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from helpers import code

SOURCE = Path(__file__).resolve().parents[1] / "src" / "i18n_pipeline"
NAMES = [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py"))]

WRITERS = {
    "project/atomic_write.py": None,  # the one writer: whatever it does
    "project/disk.py": None,  # folders are made, files removed
    "project/cache.py": {"sqlite3.connect"},  # SQLite writes its own file
    "memory/sqlite.py": {"sqlite3.connect", "sqlite3.Connection"},  # the same
    "memory/postgres.py": {"psycopg.connect"},  # a server writes
    "engines/_staying.py": {"tempfile.TemporaryFile"},  # what a program says goes to a file without a name
    "cli/__init__.py": {"os.open", "os.dup2"},  # an output that nobody reads any more is let go to /dev/null
}
"""Files that may do what writes, and what of it; every other file hands its bytes to `project/atomic_write.py`."""

STATE = {
    "engines/deepl/client.py": {"deepl.http_client.min_connection_timeout"},  # this client has no other way to be told
}
"""What is changed outside of a call's own values, nevertheless."""

KEPT = {
    "checks/_tables.py": "files of this package, which do not change while it runs",
    "markdown/slugs/letters.py": "files of this package, which do not change while it runs",
    "project/notice_texts.py": "a file of this package, which does not change while it runs",
    "project/this_tool.py": "the files of this package, which do not change while it runs",
    "reports/html/environment.py": "the templates of this package, which do not change while it runs",
}
"""Files that keep what depends on more than the arguments of a function."""


@cache
def source(name: str) -> str:
    return (SOURCE / name).read_text(encoding="utf-8")


# --- the rules see violations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "violation",
    [
        'open("x", "w")',
        'open("x", mode="ab")',
        'open("x", mode)',
        "open(*words)",
        'path.open("wb")',
        'path.open(mode="r+")',
        "path.open(mode)",
        'import io\nio.open("x", "x")',
        'path.write_text("x")',
        'path.write_bytes(b"x")',
        'Path("x").mkdir(parents=True)',
        "path.unlink(missing_ok=True)",
        "path.rename(other)",
        "path.replace(other)",
        "path.replace(target=other)",
        "path.touch()",
        "path.symlink_to(other)",
        "list(map(Path.unlink, paths))",
        "partial(path.unlink)",
        "partial(Path.replace, path)",
        'import os\nos.replace("a", "b")',
        "import os as system\nsystem.remove(path)",
        "from os import unlink\nunlink(path)",
        "from os import rename as move\nmove(a, b)",
        "import os\npartial(os.remove, path)",
        "import os\nos.open(path, flags)",
        "import os\nos.makedirs(path)",
        "import shutil\nshutil.rmtree(path)",
        "from shutil import copy",
        "from tempfile import NamedTemporaryFile",
        "import sqlite3\nsqlite3.connect(path)",
        "import sqlite3 as sql\nsql.connect(path)",
        "from sqlite3 import connect\nconnect(path)",
    ],
)
def test_a_file_that_is_written_is_seen(violation: str) -> None:
    assert code.writes(violation) != []
    assert code.writes(f"def f():\n    {violation.splitlines()[-1]}" if "import" not in violation else violation) != []


@pytest.mark.parametrize(
    "harmless",
    [
        'open("x")',
        'open("x", "rb")',
        'path.open("r", encoding="utf-8")',
        'path.open(encoding="utf-8")',
        'text.replace("a", "b")',
        "from msgspec.structs import replace\nreplace(value, name=1)",
        "import dataclasses\nreplace(value)",
        "import os\nos.path.exists(path)\nos.scandir(path)",
        "path.read_bytes()",
        "names.remove(name)",
    ],
)
def test_a_file_that_is_only_read_is_not_taken_for_one(harmless: str) -> None:
    assert code.writes(harmless) == []


@pytest.mark.parametrize(
    "violation",
    [
        "seen = set()\ndef f(x):\n    seen.add(x)",
        "kept: dict[str, int] = {}\ndef f(x):\n    kept[x] = 1",
        "kept = {}\ndef f(x):\n    kept.setdefault(x, []).append(1)",
        "kept = {}\ndef f(x):\n    del kept[x]",
        "kept = []\ndef f(x):\n    kept[0] += x",
        "last = None\ndef f(x):\n    global last\n    last = x",
        "def f(x):\n    f.last = x",
        "class C:\n    seen = []",
        "class C:\n    seen: dict[str, int] = {}",
        "class C:\n    last = 0\ndef f(x):\n    C.last = x",
        "import os\nos.environ['A'] = 'b'",
        "import os\ndef f():\n    os.environ.update(A='b')",
        "import sys\ndef f():\n    sys.stdout = None",
        "import other\ndef f():\n    other.limit = 3",
        "seen = []\ndef f():\n    return lambda x: seen.append(x)",
    ],
)
def test_state_that_changes_is_seen(violation: str) -> None:
    assert code.state(violation) != []


@pytest.mark.parametrize(
    "harmless",
    [
        "NAMES = {'a': 1}\ndef f(x):\n    return NAMES[x]",
        "def f(x):\n    found = {}\n    found[x] = 1\n    return found",
        "seen = ()\ndef f(seen):\n    seen.add(1)",
        "class C:\n    def f(self):\n        self.x = 1",
        "class C:\n    x: int = 3",
        "def f():\n    def g():\n        found.append(1)\n    found = []\n    g()",
    ],
)
def test_values_of_a_call_are_not_taken_for_state(harmless: str) -> None:
    assert code.state(harmless) == []


# --- the rules hold ------------------------------------------------------------------------------------


def test_only_the_module_for_files_writes_them() -> None:
    allowed = {name: WRITERS.get(name, set()) for name in NAMES}
    found = {name: set(code.writes(source(name))) - known for name, known in allowed.items() if known is not None}

    assert {name: what for name, what in found.items() if what} == {}


def test_every_exception_is_needed() -> None:
    needed = {name: set(code.writes(source(name))) for name in WRITERS}

    assert {name: what for name, what in WRITERS.items() if what} == {
        n: needed[n] for n, what in WRITERS.items() if what
    }


def test_no_module_has_state_that_changes() -> None:
    found = {
        name: [what for what in code.state(source(name)) if what.split(" = ")[0] not in STATE.get(name, ())]
        for name in NAMES
    }

    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "violation",
    [
        "@lru_cache\ndef f(path):\n    return sqlite3.connect(path)",
        "@functools.lru_cache(maxsize=1)\ndef f(path):\n    return Cache(path, 'x')",
        "@cache\ndef f(path):\n    return path.read_bytes()",
        "@cache\ndef f(path):\n    return disk.read(path)",
        "@cache\ndef f(path):\n    return g(path)\ndef g(path):\n    return path.stat()",
        "@cache\ndef f():\n    return os.environ['A']",
        "@cache\ndef f():\n    return datetime.now(UTC)",
        "@cache\ndef f(path):\n    return os.path.realpath(path)",
        "@cache\ndef f(path):\n    return open(path)",
    ],
)
def test_a_result_that_is_kept_though_it_may_change_is_seen(violation: str) -> None:
    [function] = code.cached("from functools import cache, lru_cache\nimport functools\n" + violation).values()

    assert _impure(function, ast.parse(violation))


def test_only_results_of_pure_functions_are_kept_or_those_named_by_the_state_of_a_file() -> None:
    found = {name: _kept_though_impure(source(name)) for name in NAMES if name not in KEPT}

    assert {name: functions for name, functions in found.items() if functions} == {}


def _kept_though_impure(text: str) -> set[str]:
    """Functions whose results are kept and may change; with a `Stamp` it is what a file of that state held."""
    kept = code.cached(text)
    stamped = {function for function in kept if "Stamp" in ast.unparse(kept[function].args)}
    return {function for function in kept if _impure(kept[function], code.parsed(text))} - stamped


READING = code.words(
    """
    connect open Cache read head stamp exists is_inside below read_bytes read_text stat lstat exists is_file
    is_dir iterdir scandir walk glob rglob realpath resolve readlink environ getenv getcwd now today time
    monotonic run Popen urlopen Lock Thread files load_catalogue survey
    """
)
"""Names in calls whose results do not depend on their arguments alone, or have to be closed."""


def _impure(function: ast.FunctionDef, tree: ast.Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function, or one of the same file that it calls, does what is `READING`."""
    inside = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    nodes = [node for statement in function.body for node in ast.walk(statement)]
    words = {node.id for node in nodes if isinstance(node, ast.Name)} - {one.arg for one in function.args.args}
    others = [inside[word] for word in words & inside.keys() - seen - {function.name}]
    words |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return bool(words & READING) or any(_impure(other, tree, seen | {function.name}) for other in others)


def test_processes_are_started_in_one_place_and_never_forked() -> None:
    mentioned = {name: _mentioned(name) for name in NAMES}
    users = {name for name in NAMES if {"ProcessPoolExecutor", "multiprocessing"} & mentioned[name]}

    assert users == {"project/processes.py"}
    assert "ProcessPoolExecutor(self.workers, context(), _begin)" in source("project/processes.py")
    assert [name for name in NAMES if {"fork", "forkpty"} & mentioned[name]] == []


def _mentioned(name: str) -> set[str]:
    tree = code.parsed(source(name))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = {dotted.split(".")[0] for dotted in code.imported(tree).values()}
    return attributes | names | modules | set(code.imported(tree))
