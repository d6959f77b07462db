"""A dialect: what one kind of Markdown is. The one value that the reading and the writing of pages depend on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs import Construct, OwnTag
from i18n_pipeline.markdown.constructs.code_titles import CodeTitle
from i18n_pipeline.markdown.constructs.containers import CONTAINER
from i18n_pipeline.markdown.constructs.math import DISPLAY_MATH
from i18n_pipeline.markdown.constructs.template_tags import TEMPLATE_TAG
from i18n_pipeline.markdown.signs_to_escape import ANY_TOOL, Risks
from i18n_pipeline.markdown.slugs import SlugRule
from i18n_pipeline.markdown.slugs.github import GITHUB

ATTRIBUTE = rb"""(?:[#.][^\s{}"'=]+|[\w-]+=(?:"[^"{}\r\n]*"|'[^'{}\r\n]*'|[^\s{}"']+))"""
ATTRIBUTES = ATTRIBUTE + rb"(?:[ \t]+" + ATTRIBUTE + rb")*[ \t]*\}"
BRACE = rb"\{[ \t]*+(?::[ \t]*+)?"
"""The beginning of a list of attributes."""
ATTRIBUTE_LIST = BRACE + ATTRIBUTES
GIVEN = re.compile(rb"""(?:[\s{:]#([^\s{}]+)|[\s{:]id=(?:"([^"]+)"|'([^']+)'|([^\s{}"']+)))""")

BESIDES = frozenset({"start", "above"})
"""Places of `HeadingIds` at which an id stands besides that of the heading's words."""


class HeadingIds(Struct, frozen=True):
    """How the id of a heading is written, as in `## Title {#id .class}`."""

    sign: bytes = b"{"
    """A page without these bytes has no id at the end of a heading."""
    written: bytes = ATTRIBUTE_LIST
    """Regular expression of what ends a heading after a blank and is no part of its text. It names no groups."""
    id: re.Pattern[bytes] = GIVEN
    """Finds the id in such an ending, as the only group that is set; an ending may lack one."""
    attribute: re.Pattern[bytes] = re.compile(ATTRIBUTE)
    """Finds each attribute in such an ending; those that begin with `#` are ids."""
    opening: re.Pattern[bytes] = re.compile(BRACE)
    """Matches the beginning of an ending without an id: `added` goes after it."""
    added: str = "#{id} "
    """The id in an ending that is there already; `{id}` is filled in."""
    gap: str = ""
    """What stands between the brace that begins such an ending and `added`."""
    new: str = " {#{id}}"
    """What is written for a heading without an id; `{id}` is filled in. Empty: the site reads no written ids, so none
    are written."""
    elsewhere: str = ""
    """What is written in place of `new` for a heading whose line does not begin with `#`: one with an underline, or in
    a list or quote; `{id}` is filled in. Empty: the same."""
    lazy: str = ""
    """What is written in place of `new`, at the end of its line, for a heading right below the words of a list item or
    a quote: an id on a line of its own would be that of the item. `{id}` is filled in. Empty, or no id as in `written`:
    `new` as elsewhere."""
    taken: re.Pattern[str] | None = None
    """Finds, in the words behind all markup of a heading, what the site takes for the beginning of its id, written as
    references too, though it stands among words. None: an id is read at the end of a heading alone, before Markdown."""
    place: Literal["end", "start", "above", "below"] = "end"
    """Where `new` goes: to the end of the heading's line; before its first word, or after the last of a setext heading,
    where a tag would begin a line; or onto lines of its own. What stands at the start or above gives the heading
    another id besides that of its words."""
    apart: re.Pattern[bytes] | None = None
    """Matches what is written at another place than the end, without line ends, with the id in the only group that is
    set."""
    apart_signs: tuple[bytes, ...] = ()
    """For ids above or below headings: each match of `apart` holds one of these."""
    escaped: bool = False
    """Whether the site reads an id as Markdown: `_` in it needs a backslash where it could be emphasis."""
    alike: tuple[bytes, HeadingIds] | None = None
    """Another form at the end of a heading, which not every site of this kind reads: the bytes that it begins with, and
    how it is written. A page with an id in that form gets its new ids in it."""
    writable: re.Pattern[str] = re.compile(r"\S+")
    """Matches the ids that can be written so. A page on which any other is wanted is left without new ids: some of a
    page's ids without the others would be given to the wrong headings."""
    left_out: re.Pattern[str] | None = None
    """Matches ids that are not written, though the site gives them: made of nothing that a heading says."""
    otherwise: str = ""
    """What is written in place of `new` on pages on which an id is wanted that is not `writable` so; `{id}` is filled
    in. Empty: there is no other form."""
    also_written: tuple[bytes, ...] = ()
    """Other forms like `written`: one that begins with a sign of its own is found faster than one of several signs."""
    before_signs: bool = True
    """Whether it is also read before the signs that close a heading, as in `## Title {#id} ##`."""
    glued: re.Pattern[bytes] | None = None
    """Matches the byte behind which it is read without a blank, as in `## Title{#id}`. None: the site needs a blank."""


class Dialect(Struct, frozen=True):
    """One kind of Markdown. Each default is what CommonMark and GFM need in any of the tools that read them.

    Equal dialects have equal names, so the name alone is hashed: dialects are keys of caches on the hot path.
    """

    name: str
    """Name of the dialect; different dialects of one project have different names."""
    definition_lists: bool = False
    """Whether it has definition lists: `: text` under a term."""
    numbers_begin_lists: bool = False
    """Whether a line of a paragraph that begins with any number and a full stop begins a list (kramdown)."""
    lone_terms: bool = False
    """Whether a term is the only line of a paragraph (markdown-it-deflist)."""
    blank_in_definitions: bool = False
    """Whether a blank stands behind the colon of a definition; pulldown-cmark 0.13 needs none."""
    bare_tables: bool = False
    """Whether a pipe in a paragraph makes a table of it, without a row of hyphens below its head (kramdown)."""
    tables_below_words: bool = False
    """Whether a table may stand directly below the words of a paragraph though no pipe begins its head."""
    html_is_apart: bool = False
    """Whether words before a block of HTML make a paragraph of it in a list without blank lines too: remark-parse 8
    has paragraphs in an item if a blank line stands anywhere in it."""
    hosts_behind_marks: bool = False
    """Whether the name of a host, `www.…`, is a link behind any sign that is no letter, as with remark; in GFM (section
    6.9) it is one behind a blank and a few marks."""
    glued_headings: bool = False
    """Whether `#Words` is a heading without a blank, on any line of a paragraph (Python-Markdown)."""
    html_blocks: bool = True
    """Whether it has blocks of HTML, in which Markdown is not read; MDX reads Markdown between its tags."""
    raw_blocks: Callable[[bytes], Iterator[tuple[int, int, bytes]]] | None = None
    """Finds the byte ranges in which other bytes, as many, show a parser of CommonMark how far blocks of HTML go that
    end tags end. None: blank lines end them."""
    taken_away: Callable[[bytes], Iterator[tuple[int, int]]] | None = None
    """Finds the byte ranges, in lines of their own, that the site takes away before it reads Markdown."""
    tables: Callable[[bytes], Iterator[tuple[int, int, bytes]]] | None = None
    """Finds the byte ranges in which other bytes, as many, show a parser of CommonMark tables that only this kind of
    site has. None: it has the tables of GFM."""
    lone_tag: re.Pattern[bytes] | None = None
    """Matches a tag, as the group `tag`, up to the end of its line, that begins no block of HTML though it is alone on
    its line. None: any such tag begins one (CommonMark 0.31, section 4.6, condition 7)."""
    markdown_in_html: bool = False
    """Whether Markdown among the words of a block of HTML may be read as such: in one that is indented or in a quote
    (Python-Markdown), or in an element in it that says so (kramdown)."""
    markdown_behind_comments: bool = False
    """Whether the words behind a comment at the start of a line are Markdown, as with remark-comment 1 (Docusaurus 3);
    to CommonMark the line is a block of HTML (0.31, section 4.6, condition 2)."""
    reading_html: Dialect | None = None
    """The dialect of sites that are set to read Markdown in all blocks of HTML; None: no site of this kind can be."""
    without_mdx: Dialect | None = None
    """The dialect of pages in `.md` on sites that read no MDX in these; None: no site of this kind can be set so."""
    indented_code: bool = True
    """Whether lines indented by four columns are code; not in MDX and Svelte."""
    deep_blocks: bool = True
    """Whether such lines, where they are no code, may begin any block; else all but HTML and code between fences are
    words (markdown-it without its rule `code`)."""
    python_markdown: bool = False
    """Whether Python-Markdown reads it: with it, each container takes four columns of its lines, whatever its mark (see
    `reading/shallow_lines.py`), and some signs count that no other parser heeds (`writing/python_markdown_alone.py`).
    """
    literal: Callable[[bytes], Sequence[tuple[int, int]]] | None = None
    """Finds the byte ranges of all code and comments on a page, in page order, where no parser of CommonMark can: with
    components around it, or indented by four columns where nothing is code for that. None: the parser finds them."""
    pipes_in_code: bool = False
    """Whether a pipe in the code of a table's row is code; in GFM it parts cells unless a backslash is before it."""
    cells_last: bool = False
    """Whether cells are parted last of all, so that no pipe in a tag parts any, and no backtick in a tag, an address or
    a target begins code (Markdig 1.1)."""
    parted_placeholders: bool = False
    """Whether a pipe in a placeholder among words parts the cells of a table, whose rows are read before words; what a
    template makes is read before both."""
    constructs: tuple[Construct, ...] = (CONTAINER, DISPLAY_MATH, TEMPLATE_TAG)
    """Its syntax that CommonMark takes for words. Where two match at one place, the first counts."""
    ids: HeadingIds = HeadingIds()
    """How the id of a heading is read and written."""
    ids_behind_closing: bool = False
    """Whether an id stands behind the signs that close a heading: `## Title ## {#id}`. In CommonMark nothing but blanks
    follows them (0.31, section 4.2), or they are words of the heading."""
    slugs: SlugRule = GITHUB
    """The ids that the site gives to headings without a written one."""
    risks: Risks = ANY_TOOL
    """The signs that it, or a tool likely to read its pages, takes for markup; see `all_risks`."""
    template_code: re.Pattern[str] = template_code.ANY
    """Code of templates that a translation may neither add nor lose in values and, after its references are decoded, in
    words. Code that is a construct of the dialect is compared as such."""
    decodes_first: bool = True
    """Whether templates are read after character references are decoded, so that a reference hides no template code."""
    reserved: str = ""
    """What the site's own tool writes for itself where a template goes: no translation may say it, however it is
    escaped. Empty: nothing such is known."""
    finished: Callable[[str, str, str], str] | None = None
    """Writes a text of Markdown, escaped already, for a tool that decodes references before it reads code: the text,
    its English, and its place. Blocks of HTML are not decoded first there."""
    code_title: CodeTitle | None = None
    """How a title of code in fences is written that readers see; None: they see none."""
    code: tuple[str, ...] = ()
    """What is text inside code in fences: any of `comments`, `strings` and `diagrams`."""
    paths: re.Pattern[bytes] | None = None
    """Finds paths of other files in its syntax, as the group `path`: of an import, an include, a template tag."""
    paths_in_code: bool = True
    """Whether paths of other files are changed inside code, too, as where code is included there."""
    link_keys: tuple[str, ...] = ()
    """Front-matter keys whose values are link targets; written as those in `front_matter`."""
    scheme: str = "http://"
    """What stands before the name of a host in the target of the link that is made of it alone, as of `www.…`. Empty:
    no link is made of it."""
    decodes_beside_marks: bool = False
    """Whether a character reference beside a mark of emphasis is the sign that it stands for, no punctuation."""
    marks_cross_cells: bool = False
    """Whether a mark that nothing in its cell makes emphasis of is one with a mark in another row of the table."""
    marks_cross_links: bool = False
    """Whether a mark in the words of a link that no other mark there closes may be closed by one behind the link."""
    late_lists: bool = False
    """Whether lists of attributes and expressions are words until emphasis is read, whose marks count in them."""
    links_addresses: bool = True
    """Whether an address among words is a link without any brackets (GFM, section 6.9)."""
    linkify: bool = False
    """Whether linkify-it makes links of addresses if it is switched on, which it may not be: it knows names of hosts
    without a scheme too, and any white space ends an address."""
    address_keys: tuple[str, ...] = ()
    """Front-matter keys whose value is the address of the page itself, counted from the root of the whole site."""
    bare_addresses: bool = False
    """Whether such an address may lack its first slash."""
    front_matter: tuple[str, ...] = ("title", "description")
    """Front-matter keys whose values are translated; dots lead into mappings, every item of a list counts."""
    markdown_keys: tuple[str, ...] = ()
    """Last parts of front-matter keys whose values many a theme reads as Markdown."""
    lone_links: bool = False
    """Whether the message of a text that is one link is the words of the link, so that nothing is put beside it."""
    values: str = ""
    """The format of files of strings, which are read as front matter without a page: `json`, `toml` or `yaml`. Empty:
    its files are pages of Markdown."""

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=64)
def all_risks(dialect: Dialect) -> Risks:
    """The risks of a dialect with those of its constructs."""
    own = [f"(?:{one.risk})" for one in dialect.constructs if one.risk]
    first = [f"(?:{one.risk})" for one in dialect.constructs if one.risk and one.first]
    lines = [f"(?:{one.risk_of_line})" for one in dialect.constructs if one.risk_of_line]
    marks = [f"(?:{one.marks})" for one in dialect.constructs if one.marks]
    plain = dialect.risks
    elsewhere = re.compile("|".join([*lines, plain.line_elsewhere.pattern]), plain.line_elsewhere.flags)
    if dialect.glued_headings:
        plain = replace(plain, line=re.compile(f"{plain.line.pattern}|#+", plain.line.flags))
    any_line = re.compile(f"{plain.line.pattern}|{elsewhere.pattern}", re.IGNORECASE)
    return replace(
        plain,
        own=_any_of(own),
        first=_any_of(first),
        marks=_any_of(marks),
        line_elsewhere=elsewhere,
        any_line=any_line,
    )


def loses_sign_behind_comments(dialect: Dialect) -> bool:
    """Whether the sign behind a comment at the start of a line is lost: by remark-comment 1 (Docusaurus 3)."""
    return dialect.markdown_behind_comments and not dialect.html_blocks


@lru_cache(maxsize=64)
def code_in_tags(dialect: Dialect) -> tuple[Construct, ...]:
    """The constructs of a dialect that know the code in tags of blocks of HTML."""
    return tuple(one for one in dialect.constructs if one.code_in_tags)


@lru_cache(maxsize=64)
def own_components(dialect: Dialect) -> tuple[OwnTag, ...]:
    """The components of the site itself in whose tags HTML is read: those with own parameters, or raw content."""
    known = (one.own for one in dialect.constructs if one.kind == "component") if dialect.html_blocks else ()
    return tuple(tag for own in known for tag in own if tag.parameters or tag.body == "raw")


@lru_cache(maxsize=64)
def of_words_alone(dialect: Dialect) -> Dialect:
    """The dialect by which the words of one message are read: a pipe makes no table of them."""
    return replace(dialect, bare_tables=False) if dialect.bare_tables else dialect


def _any_of(forms: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(forms)) if forms else None


COMMONMARK = Dialect("commonmark", tables_below_words=True)
"""Plain CommonMark and GFM, for any of the tools that read them."""
