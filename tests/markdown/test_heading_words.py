"""A heading of words alone is its own text, whatever the dialect and the rule of its slugs: no parser is asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.markdown.slugs.every import RULES
from i18n_pipeline.plugins import names
from i18n_pipeline.project.settings_tables import kind_of_site


@given(
    profile=st.sampled_from(sorted(names("profiles"))),
    rule=st.sampled_from(sorted(RULES)),
    text=st.from_regex(anchors.WORDS, fullmatch=True),
)
def test_words_alone_are_the_text_of_their_heading(profile: str, rule: str, text: str) -> None:
    dialect = replace(kind_of_site(profile).dialect, slugs=RULES[rule])
    read_as_page = [said for _, said in anchors.texts(outline(f"# {text}".encode(), dialect))]

    assert read_as_page == [text]
    assert anchors.text_alone(text, dialect) == text
