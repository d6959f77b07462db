"""Gives the strings of each language to mkdocs-static-i18n."""

import json
from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    for language in config.plugins["i18n"].config.languages:
        file = Path(__file__).parent / language.locale / "nav.json"
        if file.exists():
            strings = json.loads(file.read_text(encoding="utf-8"))
            language.site_name = strings["site_name"]
            language.nav_translations = strings["nav"]
    return config
