"""What the settings say about a site's own components, shortcodes, front matter and code counts up to its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import project, run, translate

COMPONENTS = """\
profile = "docusaurus"
[markdown]
code = ["comments"]
front_matter = ["...", "cover.alts[].text"]
[markdown.components]
Hero = { parameters = ["about"] }
Play = { body = "raw" }
"""
SHORTCODES = """\
profile = "hugo"
[markdown.shortcodes]
box = { body = "text" }
play = { body = "raw" }
tab = { parameters = ["0", "about"] }
"""
MDX = """\
---
title: One
cover:
  alts:
    - text: Two
      id: three
---

<Hero about="Four" title="hero" />

<Play>
  play
</Play>

```js
f("code"); // five
```
"""
HUGO = """\
{{< box >}}
One *two*
{{< /box >}}

{{< play >}}
play
{{< /play >}}

{{< tab "Three" about="Four" title="tab" />}}
"""


@pytest.mark.parametrize(
    ("settings", "page", "words"),
    [
        (COMPONENTS, MDX, {"One": "Een", "Two": "Twee", "Four": "Vier", "five": "vijf"}),
        (SHORTCODES, HUGO, {"One *two*": "Een *twee*", "Three": "Drie", "Four": "Vier"}),
    ],
    ids=["components", "shortcodes"],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_own_tags_are_read_as_the_settings_say(
    tmp_path: Path, settings: str, page: str, words: dict[str, str], newline: str
) -> None:
    name = "a.mdx" if "docusaurus" in settings else "a.md"
    english = page.replace("\n", newline)
    root = project(tmp_path, {name: english}, f'locales = ["nl"]\noutput = "o/{{path}}"\n{settings}')
    run(root, "update")
    translate(root, words)
    assert run(root, "assemble").code == 0

    for one, other in words.items():
        english = english.replace(one, other)
    assert (root / "o" / name).read_bytes().decode() == english


@pytest.mark.parametrize(
    ("profile", "key", "value", "other"),
    [
        ("hugo", "components", "{ Card = {} }", "docusaurus"),
        ("vitepress", "shortcodes", "{ note = {} }", "hugo"),
        ("hugo", "markdown_in_html", "true", "jekyll"),
        ("hugo", "plain_md", "true", "docusaurus"),
    ],
)
def test_a_setting_that_means_nothing_for_a_kind_of_site_is_refused(
    tmp_path: Path, profile: str, key: str, value: str, other: str
) -> None:
    root = project(tmp_path, {}, f'locales = ["nl"]\nprofile = "{profile}"\nmarkdown.{key} = {value}\n')
    done = run(root, "update")

    assert done.code == 2
    assert f"'markdown.{key}' has no meaning for {profile!r}" in done.err
    assert f'"{other}"' in done.err
