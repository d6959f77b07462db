"""Signs that a dialect, or a tool likely to read its pages, takes for markup."""

from __future__ import annotations

import re

from msgspec import Struct

TOP_LEVEL = r"(?:[a-z]{2}|aero|asia|biz|com|coop|edu|gov|info|museum|name|net|org|pro|shop|web|xxx|рф)"
"""Top-level domains of host names that linkify-it (5.0, used by markdown-it) links even without `https://`."""
SYMBOL = r"[^\w\s\0!-#%-*,-/:;?@\[-\]{}<>|]"
"""A sign that is no part of a word, and that a host name can end with before its last dot."""
LINE_ENDS = "\x85\u2028\u2029"
"""What JavaScript or Python take for the end of a line, and CommonMark for a sign."""


class Risks(Struct, frozen=True):
    """Signs that are replaced in a translation whose English text has none such in that place."""

    inline: re.Pattern[str]
    """Risky text inside a line; the signs of the named group that matched are replaced."""
    suspect: re.Pattern[str]
    """Quick test for `inline`, also of a text whose code and markup are not hidden. Each way begins with one certain
    sign, which makes the search fast. The numbers of links, as in `][1]`, are left out."""
    line: re.Pattern[str]
    """Start of a line that begins a block; its first sign, or the sign after `number`, is escaped."""
    line_elsewhere: re.Pattern[str]
    """Start of a line of site-generator syntax; allowed if a line of the English text begins the same way."""
    any_line: re.Pattern[str] = re.compile("")
    """Quick test for both."""
    own: re.Pattern[str] | None = None
    """Signs inside a line that begin a construct of the dialect; all that matched is replaced."""
    marks: re.Pattern[str] | None = None
    """Signs inside a line around words, of which a translation may have as many as the English text."""
    first: re.Pattern[str] | None = None
    """Those of constructs that are read before Markdown: they count in HTML, attributes and titles too."""


ANY_TOOL = Risks(
    inline=re.compile(
        rf"(?=[<`|~@\[\0\^\](\{{\\/{LINE_ENDS}\ufeff])(?:"  # the first sign of each: most are none
        r"(?P<less><)(?=[A-Za-z/!?%<$\0{])"  # a tag, in a parser that is less strict, or after templates ran
        r"|(?P<ticks>`+)"  # code, whose ends parsers pair differently
        r"|(?P<pipe>\|)"  # a table without its row of hyphens (kramdown)
        r"|(?P<tilde>~+)"
        r"|(?P<note>\[)(?=\^(?:[^\]]{0,999}\]|[\[\0]))"  # a footnote; cmark-gfm 0.29 reads `[&#94;` as the start of one
        r"|(?P<box>\[)(?=[xX]\])|\0(?P<boxed>[xX])(?=\0)"  # a task box (cmark-gfm: in mid-line; goldmark: as a link)
        r"|(?P<caret>\^)(?=[\[\0])"  # a footnote inside the line (Pandoc, markdown-it-footnote)
        r"|\](?P<target>[(\[])|(?<=\0)(?P<glued>[(\[])"  # a link, or another part of a link
        r"|(?<=\0)(?P<after>\{)(?=[^}\0]*(?:\0[^}\0]+)?\})"  # attributes of the markup before it, perhaps on two lines
        r"|(?P<last>\{)(?=[^{}]*\}(?:[ \t\0<`|~^\[\](/]|&#?\w+;)*\Z)"  # attributes of the block
        r"|(?P<before>\{)(?=[^{}\0]*\}[\[\0])"  # the same, where a link follows to the end
        r"|(?P<end>\\)\Z"  # a line break, or an escape of the next sign
        rf"|(?P<break>[{LINE_ENDS}\ufeff])"  # a line end, or a byte-order mark
        r"|(?<=[!#-'*+/-9=?A-Z^-~.-])(?P<at>@)(?=[^\s\0@]*\.[^\s\0])"  # mail, to linkify-it 6 alone
        r"|(?<![:/\w])(?P<slash>/)(?=/[^\s/\0])"  # an address without a scheme (linkify-it)
        rf")|(?:(?<![\w.-])[\w.-]*[^\W_]|{SYMBOL})(?P<dot>\.){TOP_LEVEL}(?![\w-])",  # host
        re.IGNORECASE,
    ),
    suspect=re.compile(
        r"<(?![ \t\d])|`|\||~|\^|\\|\{|/(?=/)|@(?=[^\s@]*\.)|\[(?=[xX]\])|\](?=\(|\[(?!\d{1,9}\]))"
        rf"|\.(?<=(?:[^\W_]|{SYMBOL})\.)(?i:{TOP_LEVEL}(?!-|(?!www\.)[^\W_]))|\ufeff|{'|'.join(LINE_ENDS)}"
    ),
    line=re.compile(
        r"#{1,6}(?=[ \t]|$)"  # heading
        r"|>"  # quote
        r"|[-+*](?=[ \t]|$)"  # list item
        r"|(?P<number>\d+)(?:[.)](?=[ \t]|$)|[!-~](?=[ \t]+\[ \]))"  # ordered list item; task box (cmark-gfm: any sign)
        r"|-[- \t]*$|_[_ \t]*$|\*[* \t]*$|=+[ \t]*$"  # rule, underline of a heading
        r"|`{3,}[^`]*$|~{3,}|\+{3}|:{3}"  # code, front matter, container
        r"|:(?=[ \t])"  # definition
        r"|[|:-][ \t|:-]*$"  # the row under a table's head
        r"|\[(?:[ xX]\](?=[ \t]|$)|![A-Za-z]+\][ \t]*$|\^(?:\\.|[^\[\]\\])*\]:)"  # task box, alert, footnote
        r"|\[(?:\\.|[^\[\]\\])*\]:(?![ \t]*[^\s<\"'(]\S*[ \t]+[^\s\"'(])"  # definition: no words follow its target
    ),
    line_elsewhere=re.compile(
        r"#+"  # a heading (Python-Markdown)
        r"|!!!|\?\?\?|===|///"  # admonition, tab, block (pymdown)
        r"|--+|~~~+|\$\$"  # a rule, code; math
        r"|%(?=[ \t%]|$)"  # comment (MyST)
        r"|:(?=[ \t:]|$)|\|"  # definition, table
        r"|\*\[[^\\\n]*?\] ?:"  # an abbreviation (Python-Markdown)
        r"|\{(?=[ \t]*(?:[.#:]|[\w-]+=)[^\n]*\}[ \t]*$)"  # attributes of the block (markdown-it-attrs)
        r"|<<<"  # a file (VitePress)
        r"|\[\[|\[toc\]"  # contents
        r"|\[[ \t\u00a0]\]|\[[xX]\](?!\(|\[[^\[\]]*\](?![(\[]))",  # a task box (goldmark), which is no link
        re.IGNORECASE,
    ),
)
"""Plain CommonMark and GFM, for any of the tools that read them."""
