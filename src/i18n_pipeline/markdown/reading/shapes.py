"""Patterns of lines that have a special meaning in some dialect, but are words of a paragraph in CommonMark.

They are those of Python-Markdown 3.11 with pymdown-extensions 13, kramdown 2.4, Obsidian, DocFX, VitePress 1.6,
MyST-Parser 5.2, MDX 3 and Svelte 5.
"""

from __future__ import annotations

import re

WHOLE = re.compile(
    rb"(?:\{(?:[ \t]*[:#./@!]|:?[ \t]*[\w-]+=)(?:[^{}]|\{[^{}]*\})*\}[ \t]*)+"  # attribute lists, blocks of Svelte
    rb"|(?:\{\{[<%#!>/](?:[^{}]|\{[^{}]*\})*\}\}[ \t]*|\{%(?:[^{}]|\{[^{}]*\})*%\}[ \t]*)+"  # template tags
    rb"|\[![A-Za-z][\w-]*(?:\][+-]?"  # [!TIP]
    rb"|(?=[ \t:\[(])(?:[^\[\]\r\n]|\[[^\[\]\r\n]*\])*\](?:\([^()\r\n]*\))?)"  # [!div class="x"], [!INCLUDE [x](y)]
    rb"|\[{1,2}_?(?:toc|TOC)_?\]{1,2}|<<<[ \t]*\S[^\r\n]*|@include[ \t]+\S+|\([\w.:-]+\)=|\+{3}"
    rb"|(?:!{3}|\?{3}\+?)[ \t]*[a-z][\w-]*(?:[ \t]+[a-z][\w-]*){0,2}"  # an admonition without a title
    rb"|:{3}(?![^\r\n]*:{3}[ \t]*\w)[^\r\n]*|/{3,}[ \t]*[\w-]*|-{1,2}8<-[^\r\n]*"
    rb"|import[ \t]+(?:[\w*{$][^'\"\r\n]*[ \t}]from[ \t]*)?(?:'[^'\r\n]*'|\"[^\"\r\n]*\");?"
    rb"|export[ \t]+(?:default[ \t]+[A-Z_$][\w$]*;?|(?:const|let|var)[ \t]+[\w$]+[ \t]*=[^\r\n]*|[{*][^\r\n]*)"
    rb"|>[> \t]*"  # marks of quotes
)
"""A line without text for readers."""
MARKED = re.compile(
    rb"(?P<before>(?:!{3}|\?{3}\+?|={3}[!+]*)[ \t]*[^\"\r\n]*\")(?P<quoted>[^\"\r\n]+)(?P<after>\"[ \t]*)$"
    rb"|(?P<line>\[![A-Za-z][\w-]*\][+-]?[ \t]+|\*\[[^\[\]\r\n]+\]:[ \t]+|/{3,}[ \t]*[\w-]+[ \t]*\|[ \t]*)(?=\S)"
    rb"|\|[ \t]*(?P<row>[^\r\n]*[^ \t\r\n])[ \t]*\|$"
    rb"|(?P<definition>:[ \t]+)(?=\S)"
)
"""A line with words after (and before) what marks it: a title, an abbreviation, a row of a table, a definition."""
NESTED = re.compile(rb"(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+(?=\S)|>(?:[> \t]*[> \t])?(?=[^> \t\r\n])")
"""Start of a block in the body of a directive, which is indented so far that CommonMark reads it as words."""
FENCED = re.compile(rb"[> \t]*(?P<fence>`{3,})[^`\r\n]*[\r\n](?:.*[\r\n])?[ \t>]*(?P=fence)", re.DOTALL)
"""Fenced code in such a body, where CommonMark sees code in a sentence."""
OPTION = re.compile(rb"[\w-]+:[ \t]*\S[^\r\n]*")
"""An option of a pymdown block (`/// note` and below it `    type: x`)."""
SCRIPT = re.compile(
    rb"import[ \t]*(?:[\w$]+[ \t]*,[ \t]*)?\{[^}\r\n]*(?:[\r\n]|\Z)"
    rb"|export[ \t]+(?:default[ \t]+(?:async[ \t]+)?(?:function\b|class\b|\(|\{)|(?:async[ \t]+)?function\b|class\b"
    rb"|(?:const|let|var)[ \t]+[\w$]+[ \t]*=|\{)",
)
"""The beginning of a paragraph that is JavaScript to MDX as a whole."""
SUSPECT = (
    rb"[ \t>]*(?:[<{|>]|:(?:[ \t]|::)|\[(?:[\[!]|_?(?:toc|TOC))|\*(?:\[|[ \t])|!{3}|\?{3}|={3}|/{3}|@include"
    rb"|\([\w.:-]+\)=|\+(?:[ \t]|\+\+)|#|-(?:[ \t]|-?8<-)|```|import\b|export\b|\d{1,9}[.)][ \t])"
)
"""Quick test for any of these shapes at the start of a line."""
BEGINS_WORDS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdfghjklmnopqrstuvwxyz")
"""Letters with which no such shape begins."""
SUSPECT_START = re.compile(SUSPECT)
SUSPECT_TEXT = re.compile(SUSPECT.decode(), re.ASCII)
"""The same for a line of text."""
SUSPECT_LINE = re.compile(rb"[\r\n]" + SUSPECT)
"""The same in a later line of a paragraph."""
