"""Which pages share a catalogue, and how the catalogue of a page is named."""

from __future__ import annotations

LAYOUTS = ("page", "folder", "locale")
"""Values of the setting `layout`: the unit with one catalogue."""

SHARED = "pages"
"""File name of a shared catalogue. Not gettext's usual `messages`, which programs may have in the same folder."""


def home(layout: str, page: str, *, whole: bool = False) -> str:
    """Path of the catalogue with a page's messages, relative to the folder of catalogues, without suffix.

    `whole`: with the suffix of the page, for one of two pages that differ in nothing else.
    """
    folder, slash, name = page.rpartition("/")
    if layout == "page" and whole:
        return page
    if layout == "page":
        dot = name.rfind(".")
        return f"{folder}{slash}{name[:dot] if 0 < dot < len(name) - 1 else name}"
    return f"{folder}{slash}{SHARED}" if layout == "folder" else SHARED


def is_shared(name: str) -> bool:
    """Whether a catalogue has the name of a shared one; the catalogue of a page `pages.md` has it, too."""
    return (name.rpartition(".")[0] or name) == SHARED
