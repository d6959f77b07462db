"""Short or dotted names to modules: the only registry."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from i18n_pipeline.errors import SettingsError, did_you_mean


def names(family: str) -> list[str]:
    """The short names in a family (`profiles`), sorted."""
    package = import_module(f"i18n_pipeline.{family}")
    return sorted(module.name for module in iter_modules(package.__path__) if not module.name.startswith("_"))


def load(family: str, name: str, *needed: str) -> ModuleType:
    """The module with a short name in a family, or with a dotted name of the user's own.

    Raises SettingsError when there is none, or one without a name that is `needed` of it.
    """
    module = _loaded(family, name)
    for wanted in needed:
        if not hasattr(module, wanted):
            raise SettingsError(
                f"{name!r} is no {family.removesuffix('s')}: it has no {wanted}", "correct the module, or name another"
            )
    return module


def _loaded(family: str, name: str) -> ModuleType:
    short = name.replace("-", "_")
    if short in names(family):
        return import_module(f"i18n_pipeline.{family}.{short}")
    if "." in name:
        return _own(name)
    kind = family.removesuffix("s")
    advice = f"{did_you_mean(name, names(family))} A {kind} of your own has a dotted name, as in tools.{short}"
    raise SettingsError(f"there is no {kind} {name!r}", advice)


def _own(name: str) -> ModuleType:
    """The module with a dotted name. Raises SettingsError."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        advice = "install what it needs, or correct it"
        if error.name and f"{name}.".startswith(f"{error.name}."):
            advice = "run the program in the project's folder with PYTHONPATH=., so that Python finds it"
        raise SettingsError(f"{name!r} cannot be imported: {error}", advice) from error
    except Exception as error:
        raise SettingsError(f"{name!r} cannot be imported: {type(error).__name__}: {error}", "correct it") from error
