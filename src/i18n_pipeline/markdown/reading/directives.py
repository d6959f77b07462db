"""Instructions to this tool on a page: directives in HTML comments, and elements marked as untranslatable.

`<!-- i18n:skip -->`, in MDX `{/* i18n:skip */}`, hides the next block, `i18n:skip-start` … `i18n:skip-end` what lies
between, `i18n:comment TEXT` and `i18n:context TEXT` go with the next message. `translate="no"` and
`class="notranslate"` hide an element's content, Markdown between its tags included (HTML standard, section 3.2.6.7).
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown.reading import html_tags
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import INSTRUCTIONS, Instruction, Markup, Outline, Token
from i18n_pipeline.model import Segment

DIRECTIVE = re.compile(
    rb"<!--\s*i18n:(?P<name>skip-start|skip-end|skip|comment|context)(?:\s(?P<text>(?:(?!<!--|-->).)*+))?-->", re.DOTALL
)
UNTRANSLATED = re.compile(
    rb"""\stranslate\s*=\s*["']?no\b|\sclass(?:name)?\s*=\s*(?:"[^"]*\bnotranslate\b|'[^']*\bnotranslate\b|notranslate\b)""",
    re.IGNORECASE,
)


def present(page: Outline) -> bool:
    """Whether the page contains any instruction to this tool."""
    return any(sign in page.source for sign in INSTRUCTIONS)


class Directives:
    """Instructions in force at the current place of a page; the tokens are fed in order."""

    def __init__(self) -> None:
        self.between = False  # skip-start … skip-end
        self.block: int | None = None  # i18n:skip: None, or how many blocks are open inside the hidden one
        self.element: tuple[bytes, int] | None = None  # an open element that is not translated, and its depth
        self.ranges: list[tuple[int, int]] = []  # hidden bytes of the HTML block at hand
        self.comments: list[str] = []
        self.context: str | None = None

    def hides(self, token: Token) -> bool:
        """Process a token; return whether all of it is hidden from translators."""
        hidden = self._inside_block(token) or self.between or self.element is not None
        if isinstance(token, Markup | Instruction):
            self._read(token)
            return hidden and not self.ranges
        return hidden

    def annotate(self, segment: Segment) -> Segment | None:
        """Add the author's comments to a segment; None inside an element that is not translated."""
        if any(start <= segment.start < end for start, end in self.ranges):
            return None
        if self.comments or self.context is not None:
            segment = replace(segment, comment="\n".join(self.comments), msgctxt=self.context)
            self.comments, self.context = [], None
        return segment

    def _inside_block(self, token: Token) -> bool:
        """Follow the block that `i18n:skip` hides to its end."""
        if self.block is None:
            return False
        name = token if isinstance(token, str) else token[0] if isinstance(token, tuple) else ""
        if name.startswith("+") or isinstance(token, Heading):
            self.block += 1
        elif name.startswith("-"):
            self.block -= 1
        if self.block <= 0:
            ended = self.block < 0  # the container closed before any block came
            self.block = None
            return not ended
        return True

    def _read(self, markup: Markup | Instruction) -> None:
        """Directives and untranslated elements of an HTML block, or of lines of MDX."""
        self.ranges = []
        for found in DIRECTIVE.finditer(markup.text):
            name, text = found["name"], " ".join((found["text"] or b"").decode().split())
            if name == b"skip":
                self.block = 0
            elif name == b"comment":
                self.comments.append(text)
            elif name == b"context":
                self.context = text or None
            else:
                self.between = name == b"skip-start"
        self._follow(markup)

    def _follow(self, markup: Markup | Instruction) -> None:
        """Open and close elements that are not translated."""
        begun = 0
        for tag in html_tags.tags(markup.text):
            if isinstance(markup, Instruction) and tag.text.endswith(b"/>"):
                continue  # it has no content
            if self.element is None:
                if not tag.closing and not tag.is_void and UNTRANSLATED.search(tag.text):
                    self.element, begun = (tag.name, 1), tag.end
            elif tag.name == self.element[0]:
                name, depth = self.element[0], self.element[1] + (-1 if tag.closing else 1)
                self.element = (name, depth) if depth else None
                if depth == 0:
                    self.ranges.append((markup.start + begun, markup.start + tag.start))
        if self.element is not None:
            self.ranges.append((markup.start + begun, markup.start + len(markup.text)))
