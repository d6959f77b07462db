"""A heading's English id is written only where the kind of site reads it, and all ids of a page or none."""

from __future__ import annotations

import pytest
from helpers.assembling import PIN, assembled, read

from i18n_pipeline.project.settings_tables import kind_of_site

PAGE = "# One\n\n## Two\n"
TEXTS = {"One": "Een", "Two": "Twee", "1 apple": "1 appel"}


@pytest.mark.parametrize("profile", ["eleventy", "learn", "myst", "starlight", "sveltekit"])
def test_no_id_is_written_where_the_site_reads_none(profile: str) -> None:
    made = assembled(read(PAGE, kind_of_site(profile).dialect), TEXTS, PIN)

    assert made.data.decode() == "# Een\n\n## Twee\n"


@pytest.mark.parametrize(
    "profile", ["commonmark", "docusaurus", "hugo", "jekyll", "mdbook", "mkdocs", "vitepress", "zola"]
)
def test_ids_are_written_where_the_site_reads_them(profile: str) -> None:
    made = assembled(read(PAGE, kind_of_site(profile).dialect), TEXTS, PIN)

    assert made.data.decode() == "# Een {#one}\n\n## Twee {#two}\n"


def test_a_page_with_an_id_that_kramdown_cannot_read_gets_none() -> None:
    made = assembled(read(PAGE + "\n## 1 apple\n", kind_of_site("jekyll").dialect), TEXTS, PIN)

    assert made.data.decode() == "# Een\n\n## Twee\n\n## 1 appel\n"
