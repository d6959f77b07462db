"""The module with a check of one's own, as the guide shows it, works."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import polib
import pytest
from helpers.projects import KEEP, po_path, project, put, run

GUIDE = Path(__file__).parents[3] / "source" / "how-to" / "check.md"


def test_the_module_in_the_guide_finds_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [module] = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [settings] = re.findall(r"```toml\n(\[check\]\nown.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    put(tmp_path / "tools" / "our_checks.py", module)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("tools", "tools.our_checks"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    root = project(tmp_path, {"page.md": "Read your guide.\n"}, KEEP + settings)
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), wrapwidth=0)
    catalogue[0].msgstr = "Lees uw gids."
    catalogue.save()
    found = json.loads(run(root, "check", "--format", "json", "-j", "1").out)["findings"]

    assert [(one["check"], one["start"], one["end"]) for one in found if "start" in one] or found
    assert [one["check"] for one in found] == ["x-politeness"]
    assert "x-politeness (warning)" in run(root, "check", "--list").out
