"""MkDocs and Zensical with Material: Python-Markdown with pymdown extensions."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import raw_blocks
from i18n_pipeline.markdown.constructs.abbreviations import ABBREVIATION
from i18n_pipeline.markdown.constructs.admonitions import ADMONITION, TAB
from i18n_pipeline.markdown.constructs.blocks import BLOCK, OBJECT_REFERENCE
from i18n_pipeline.markdown.constructs.code_titles import PLAIN_TITLE
from i18n_pipeline.markdown.constructs.comments_as_terms import COMMENT_AS_TERM
from i18n_pipeline.markdown.constructs.cross_references import CROSS_REFERENCE, DEFINITION_IN_PARAGRAPH
from i18n_pipeline.markdown.constructs.lone_marks import CONTENTS, INCLUDED_CODE, PYTHON_ATTRIBUTES, SNIPPET
from i18n_pipeline.markdown.constructs.markdown_in_html import MARKDOWN_IN_HTML
from i18n_pipeline.markdown.constructs.math import BRACKETED_MATH, MATH
from i18n_pipeline.markdown.constructs.pymdown import CRITIC, KEYS, MARK, NO_REFERENCE, PICTURE
from i18n_pipeline.markdown.constructs.template_tags import JINJA_TAG
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.heading_forms import BRACES
from i18n_pipeline.markdown.slugs.python_markdown import TOC
from i18n_pipeline.markdown.writing import link_policies
from i18n_pipeline.markdown.writing.link_places import Habits
from i18n_pipeline.profiles import Profile, Strings
from i18n_pipeline.profiles._clues import Clues, SetOnSite, Want, of_pypi
from i18n_pipeline.profiles._front_matter import USUAL

OF_ZENSICAL = r"\A(?=[\s\S]*^\[project\])"
"""Finds the beginning of the settings of Zensical, which has `attr_list` unless `markdown_extensions` are set."""

LEARN = (
    "build it in English and run `i18n-pipeline update --ids-from DIR` with the folder of its HTML: the function that "
    "makes the ids of headings in {file} is not known here"
)
"""What to do where a site makes ids by a rule of its own."""
CONFIG = ("mkdocs.y*ml", "zensical.*ml")
"""Names of the settings files of MkDocs and Zensical."""
SLUGIFY = (
    r"^([ \t]*)(?:-[ \t]*)?toc:[ \t]*\n(?:\1[ \t]+(?!-[ \t]).*\n|[ \t]*\n)*?\1[ \t]+slugify:"
    r"|^\[project\.markdown_extensions\.toc\][ \t]*\n(?:(?!\[).*\n)*?slugify[ \t]*="
)
"""Finds the function that makes the ids of headings, in YAML and in the TOML of Zensical, as far as its name."""
PYMDOWNX = rf"(?m)(?:{SLUGIFY}).*\bpymdownx\.slugs\."
"""Finds a function of pymdownx, as far as its name."""
OPTIONS = r"slugify\b(?=(?:(?!\n\s*-\s)[\s\S]){{0,200}}?\b{0})"
"""Finds an option of it: a regular expression is filled in."""
OF_PYMDOWNX = (
    ("lower-ascii-nfkd", OPTIONS.format(r"normalize\W+NFKD")),
    ("lower-percent", OPTIONS.format(r"percent_encode\W+true")),
    ("lower-ascii", OPTIONS.format(r"case\W+lower-ascii")),
    ("lower", OPTIONS.format(r"case\W+lower\b")),
    ("fold", OPTIONS.format(r"case\W+fold\b")),
    ("lower-percent", r"(?:uslugify|gfm)_encoded\b"),
    ("lower-ascii", r"gfm\b"),
    ("lower", r"uslugify\b"),
    ("", r"(?:slugify|uslugify_cased)\b"),
)
"""What tells the options of that function, and the functions without options that older versions have instead."""
IDS = replace(BRACES, written=rb"\{(?!>>|\+\+|--|==|~~)[^{}\r\n]+\}", escaped=True, new=" { #{id} }", gap=" ")
"""Braces that are no critic marks (pymdown-extensions 13). Blanks inside the braces: to the plugin mkdocs-macros, `{#`
begins a comment (Jinja), and a page on which no comment ends shows an error in place of its text (seen with
mkdocs-macros 1.0.5). The extension attr_list reads both."""

DIALECT = Dialect(
    "mkdocs",
    ids=IDS,
    ids_behind_closing=True,
    slugs=TOC,
    template_code=template_code.TAGS,
    decodes_first=False,
    constructs=(
        MARKDOWN_IN_HTML,
        ADMONITION,
        TAB,
        BLOCK,
        OBJECT_REFERENCE,
        SNIPPET,
        INCLUDED_CODE,
        CONTENTS,
        ABBREVIATION,
        JINJA_TAG,
        MATH,
        BRACKETED_MATH,
        MARK,
        CRITIC,
        KEYS,
        PICTURE,
        NO_REFERENCE,
        PYTHON_ATTRIBUTES,
        COMMENT_AS_TERM,
        DEFINITION_IN_PARAGRAPH,
        CROSS_REFERENCE,
    ),
    code_title=PLAIN_TITLE,
    definition_lists=True,
    blank_in_definitions=True,
    glued_headings=True,
    raw_blocks=partial(raw_blocks.masked, habits=raw_blocks.PYTHON_MARKDOWN),
    python_markdown=True,
    markdown_in_html=True,
    markdown_behind_comments=True,
    pipes_in_code=True,
    parted_placeholders=True,
    front_matter=USUAL,
)

PROFILE = Profile(
    "mkdocs",
    DIALECT,
    strings=(Strings("i18n/{locale}/nav.*"),),
    output="{source}/{folder}/{name}.{locale}{suffix}",
    links=link_policies.mkdocs,
    clues=Clues(
        files=("mkdocs.yml", "mkdocs.yaml", "zensical.*ml"),
        folders=("docs/en", "docs"),
        folder=r"(?m)^\s*docs_dir\s*[:=]\s*[\"']?([\w./-]+)",
        version=(of_pypi("mkdocs"), of_pypi("zensical")),
        settings=(
            *(
                SetOnSite(CONFIG, PYMDOWNX + options, f"pymdownx-slugify-{name}".rstrip("-"))
                for name, options in OF_PYMDOWNX
            ),
            SetOnSite(CONFIG, rf"(?m)(?:{SLUGIFY}).*\bslugify_unicode\b", "python-markdown-toc-unicode"),
        ),
        wants=(
            Want(
                CONFIG,
                rf"(?m)\battr_list\b|^[ \t]*-[ \t]+['\"]?(?:[\w.]+\.)?extra['\" \t:]*$"
                rf"|{OF_ZENSICAL}(?![\s\S]*\bmarkdown_extensions\b)",
                "add `attr_list` to the extensions in {file}: without it, readers see the ids of headings as text",
            ),
            Want(
                CONFIG,
                rf"(?m)\A(?![\s\S]*?(?:{SLUGIFY})(?!.*(?:\bpymdownx\.slugs\.|\bslugify_unicode\b)))",
                LEARN,
            ),
            Want(
                ("mkdocs.y*ml",),
                rf"(?m)\bi18n\b|\blanguages?\b|{OF_ZENSICAL}",
                "add the plugin mkdocs-static-i18n with your languages to {file}, or build each language by itself",
            ),
            Want(
                ("zensical*.toml",),
                rf"(?m)^\s*language\s*=\s*[\"']{{locale}}[\"']|\A(?!{OF_ZENSICAL})",
                "add a file zensical.{locale}.toml with the `docs_dir`, `site_dir` and `language` of its own: "
                "Zensical builds each language by itself",
            ),
        ),
    ),
    habits=Habits(falls_back=True, finds_language=True, shares_files=True),
    noindex={"robots": "noindex"},
)
