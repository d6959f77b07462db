"""Finds forbidden actions in source code, by its syntax: writing files, and keeping state in a module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MUTATING_OS = words(
    """
    open fdopen remove unlink rename renames replace mkdir makedirs rmdir removedirs link symlink truncate
    ftruncate chmod lchmod fchmod chown lchown fchown utime mkfifo mknod write pwrite writev sendfile dup2
    setxattr
    """
)
"""Functions of `os` that create, change or remove files, or write to one that is open."""
MUTATING_PATH = words(
    """
    write_text write_bytes mkdir unlink rmdir rename touch symlink_to hardlink_to link_to chmod lchmod
    """
)
"""Methods of `pathlib.Path` that do the same; no other class in use here has them."""
MUTATING_MODULES = words(
    """
    shutil tempfile zipfile tarfile dbm shelve mmap fileinput
    """
)
"""Modules whose purpose is to write files."""
CONNECTING = frozenset({"sqlite3.connect", "psycopg.connect", "sqlite3.Connection"})
"""Calls that open a database, and so may write to it."""
MUTABLE = words(
    """
    dict list set bytearray defaultdict Counter deque OrderedDict WeakKeyDictionary local
    """
)
"""Constructors of mutable values."""
CHANGING = words(
    """
    append extend insert remove pop popitem clear update setdefault add discard sort reverse appendleft
    difference_update intersection_update symmetric_difference_update move_to_end
    """
)
"""Methods that change a list, a dictionary or a set."""


@cache
def parsed(code: str) -> ast.Module:
    """The syntax tree of code, which nobody may change."""
    return ast.parse(code)


def imported(tree: ast.Module) -> dict[str, str]:
    """The dotted name of each import: `{"rename": "os.rename", "sql": "sqlite3"}`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """A chain of names with its import resolved: `sql.connect` → `sqlite3.connect`; empty for other expressions."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, names)}.{node.attr}"
    return ""


def writes(code: str) -> list[str]:
    """The names in code that may create, change, rename or remove a file, in order of lines.

    Names are found whether they are called or passed on (`partial(os.remove, …)`, `map(Path.unlink, …)`).
    """
    tree = parsed(code)
    names = imported(tree)
    found = {(node.lineno, what) for node in ast.walk(tree) if (what := _write(node, names))}  # type: ignore[attr-defined]
    return [what for _, what in sorted(found)]


def _write(node: ast.AST, names: dict[str, str]) -> str:
    if isinstance(node, ast.Call):
        return _opening(node, names) or _replacing(node, names)
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MUTATING_MODULES:
        return node.module or ""
    if not isinstance(node, ast.Name | ast.Attribute):
        return ""
    name = dotted(node, names)
    first, _, last = name.partition(".")
    if first in MUTATING_MODULES and last and name != "shutil.which":
        return name
    if name in CONNECTING or name in PATH_REPLACE or (first in {"os", "posix", "nt"} and last in MUTATING_OS):
        return name
    return node.attr if isinstance(node, ast.Attribute) and node.attr in MUTATING_PATH else ""


PATH_REPLACE = frozenset({"Path.replace", "pathlib.Path.replace"})


def _opening(call: ast.Call, names: dict[str, str]) -> str:
    """A call of `open` for writing: the builtin, of a path, of `io`; a mode that is no literal counts as writing."""
    name = dotted(call.func, names)
    method = isinstance(call.func, ast.Attribute) and call.func.attr == "open" and name not in {"io.open", "os.open"}
    if not (method or name in {"open", "io.open", "codecs.open", "builtins.open"}):
        return ""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    place = 0 if method else 1
    given += call.args[place : place + 1]
    if any(keyword.arg is None for keyword in call.keywords) or any(isinstance(a, ast.Starred) for a in call.args):
        return "open(?)"
    if not given:
        return ""
    mode = given[0]
    if not (isinstance(mode, ast.Constant) and isinstance(mode.value, str)):
        return "open(?)"
    return f"open({mode.value})" if set(mode.value) & set("wax+") else ""


def _replacing(call: ast.Call, names: dict[str, str]) -> str:
    """`path.replace(other)`, told by its arguments from `text.replace(old, new)` and `replace(value)`."""
    function = call.func
    if not (isinstance(function, ast.Attribute) and function.attr == "replace"):
        return ""
    known = dotted(function, names)
    if known in {"dataclasses.replace", "copy.replace", "msgspec.structs.replace"} or known.startswith("os."):
        return ""
    if len(call.args) == 1 and not call.keywords:
        return "replace"
    return "replace" if any(keyword.arg == "target" for keyword in call.keywords) else ""


# --- state -------------------------------------------------------------------------------------------


def state(code: str) -> list[str]:
    """The statements that change values of a module or a class, as source, in order of lines."""
    tree = parsed(code)
    names = imported(tree)
    modules = {name for name, whole in names.items() if _is_module(whole)}
    defined = (ast.ClassDef, ast.FunctionDef)
    own = {*_stored(tree), *names, *(node.name for node in ast.walk(tree) if isinstance(node, defined))}
    found = [(node.lineno, "global") for node in ast.walk(tree) if isinstance(node, ast.Global)]
    found += [(line, what) for line, name, what in _changes(tree, frozenset(), modules) if name in own]
    found += [(node.lineno, ast.unparse(node)) for node in _of_classes(tree) if _is_mutable(node, names)]
    return [what for _, what in sorted(set(found))]


@cache
def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _changes(scope: ast.AST, local: frozenset[str], modules: set[str]) -> Iterator[tuple[int, str, str]]:
    """Each change in place of a value that is not local: its line, its first name, and its source.

    At its top level a module may fill its own values.
    """
    if isinstance(scope, FUNCTIONS):
        local |= _arguments(scope) | frozenset(_stored(scope))
    for node in _directly_in(scope):
        if isinstance(node, FUNCTIONS):
            yield from _changes(node, local, modules)
            continue
        for target in _targets(node):
            name = _root(target)
            called = isinstance(node, ast.Call) and isinstance(target, ast.Attribute)
            function = called and isinstance(target.value, ast.Name) and name in modules
            loading = isinstance(scope, ast.Module) and name not in modules
            if name and name not in local and not function and not loading:
                yield node.lineno, name, ast.unparse(node)  # type: ignore[attr-defined]


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _directly_in(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without the bodies of functions in it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, FUNCTIONS):
            yield from _directly_in(child)


def _stored(scope: ast.AST) -> Iterator[str]:
    """The names assigned in a scope, without those in its functions."""
    for node in _directly_in(scope):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return frozenset(argument.arg for argument in every if argument)


def _targets(node: ast.AST) -> Iterator[ast.Subscript | ast.Attribute]:
    """The expressions that a statement or a call changes in place."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign | ast.Delete):
        targets = [*node.targets]
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        targets = [node.func]
    for target in targets:
        for part in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
            if isinstance(part, ast.Subscript | ast.Attribute):
                yield part


def _root(node: ast.expr) -> str:
    """The first name of a chain of attributes and subscripts; empty if the chain begins with a call."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _of_classes(tree: ast.Module) -> Iterator[ast.Assign | ast.AnnAssign]:
    """Values that all objects of a class share."""
    for definition in ast.walk(tree):
        if isinstance(definition, ast.ClassDef):
            yield from (node for node in definition.body if isinstance(node, ast.Assign | ast.AnnAssign))


def _is_mutable(node: ast.Assign | ast.AnnAssign, names: dict[str, str]) -> bool:
    value = node.value
    if isinstance(value, ast.Call):
        return dotted(value.func, names).rpartition(".")[2] in MUTABLE
    return isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)


# --- caches ------------------------------------------------------------------------------------------


def cached(code: str) -> dict[str, ast.FunctionDef]:
    """The functions with cached results, by name."""
    tree = parsed(code)
    names = imported(tree)
    return {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(dotted(_called(one), names).rpartition(".")[2] in KEEPING for one in node.decorator_list)
    }


KEEPING = frozenset({"cache", "lru_cache", "cached_property"})
"""Decorators that cache results."""


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator
