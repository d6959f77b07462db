"""Escape signs of a translation that some Markdown parser would take for markup.

The order in which a text is made safe for its place on a page (`splice.replacement` calls the steps):

1. `addresses.closed`: a bare address ends where it ends on the English page.
2. `emphasis.held`: emphasis opens and closes beside any script.
3. `inline`: a risky sign inside a line becomes a numeric character reference, where the parser sees plain text and the
   English text has no such sign. Code, tags, addresses and placeholders are never touched. Step 1 follows once more.
4. The links get their targets back, and the text its lines (`wrapping`).
5. `line`: a line that would begin a block, or that is syntax of some site generator, has its first sign escaped.
6. Escapes for one kind of place: pipes in a cell, quotes in an attribute, closing marks of a heading.

All parsers that were tried read character references alike. A backslash is only written before signs that it escapes
in Python-Markdown too; other backslashes are shown to readers there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from i18n_pipeline.markdown import inline as inline_text
from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.dialect import Dialect, all_risks
from i18n_pipeline.markdown.reading import html_tags
from i18n_pipeline.markdown.reading.links import NUMBER
from i18n_pipeline.markdown.reading.shapes import MARKED, SCRIPT, SUSPECT_TEXT, WHOLE
from i18n_pipeline.markdown.signs_to_escape import LINE_ENDS, Risks
from i18n_pipeline.markdown.writing import addresses, emphasis
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.markdown.writing.literal import (
    BRACKETS,
    HIDDEN,
    Literal,
    ends_with_escape,
    literal,
    quick_view,
    with_backslash,
)
from i18n_pipeline.markdown.writing.surplus import surplus

BACKSLASH_HIDES = frozenset("\\`*_{}[]()>#+-.!")
"""Signs that a backslash escapes in every parser (Python-Markdown has the shortest list)."""
SHAPE = re.compile(r"<[^<>\0]*>?|[(\[][^()\[\]\0]*|\{[^{}\0]*\}|//[^\s\0]+")
"""A risky sign and the text that belongs to it; the sign may stay if the English text has both."""
SHOWN_ESCAPE = re.compile(r"\\(?P<sign>[^\\`*_{}\[\]()>#+.!\0-])")
"""A backslash that some parser shows to readers; before a `<`, Python-Markdown even reads a tag."""
ESCAPED_BRACE = re.compile(r"\\\{")
SHAPE_OF_ESCAPE = re.compile(r"\\<[^<>]*>?|\\[\s\S]")
PIPE = re.compile(r"(?<!\\)(\\*+)\|")
"""A pipe with the backslashes before it."""
TARGET = re.compile(r"\]\([^()\s]*")
ALMOST_TAG = re.compile(rb"<(?=[A-Za-z/!?%<$_{])")
MOST_CONSTRUCTS = 20
"""How often a text is read again at most for constructs that only appear without the signs of another."""
MORE = 2
"""Characters after a construct's first signs that the English text must have too for these to stay."""
NUMBERED = re.compile(r"(?<=\])\[\d{1,9}(?=\])")
"""The tail of a numbered link, without its last bracket."""
BEGUN_TAG = re.compile(r"<(?=(?P<name>[A-Za-z/!?][\w-]*)[^<>]*(?:<|\Z))")
"""The first sign of a tag that has no end."""
ANY_BRACKET = re.compile(r"\\?([\[\]])|\\[\s\S]")
"""A bracket, escaped or not, or another escape."""
WORD_JOINER = "\u2060"
"""A mark that takes no room and is no white space, for values in which a reference would be shown to readers: a line
that begins with it begins no block, and a `<` before it no tag."""


def hidden(sign: str) -> str:
    """A sign, escaped with a backslash or as a character reference."""
    return f"\\{sign}" if sign in BACKSLASH_HIDES else reference(sign)


def are_words(text: str, dialect: Dialect, numbers: Iterable[str]) -> bool:
    """Quick test whether none of the steps 1 to 3 changes a text in which links have these numbers."""
    risks = all_risks(dialect)
    return not (
        emphasis.may_need_help(text)
        or addresses.may_be_there(text)
        or _may_be_construct(text, risks)
        or _may_be_risky(text, risks, numbers)
    )


def inline(
    text: str,
    english: str,
    dialect: Dialect,
    names: frozenset[str] = frozenset(),
    *,
    keep: str = "",
) -> str:
    """The text with risky signs as character references, except those in the English text and in `keep`."""
    text = of_constructs(text, english, dialect, names)
    risks = all_risks(dialect)
    if not _may_be_risky(text, risks, names) or not _may_be_risky(quick_view(text) or text, risks, names):
        return text
    edits = [*_risky(text, english, dialect, names), *_escaped(text, english, dialect, names)]
    safe = _with_references(text, [edit for edit in edits if edit[2] not in keep])
    return of_constructs(safe, english, dialect, names) if edits else safe


def of_constructs(text: str, english: str, dialect: Dialect, names: frozenset[str] = frozenset()) -> str:
    """The text with those signs as character references that begin constructs of the dialect, except English ones.

    Without its first sign a construct may leave another, such as `$x$` of `$$x$$`, so it is read again.
    """
    risks = all_risks(dialect)
    if not _may_be_construct(text, risks) or not _may_be_construct(_without_links(text, english), risks):
        return text
    for _ in range(MOST_CONSTRUCTS):
        edits = list(_edits_of_constructs(text, english, dialect, names))
        if not edits:
            break
        text = _with_references(text, edits)
    return text


def _may_be_construct(text: str, risks: Risks) -> bool:
    """Quick test for signs of constructs of the dialect."""
    return _may_be_own(text, risks) or bool(risks.marks and risks.marks.search(text))


def _may_be_own(text: str, risks: Risks) -> bool:
    """Quick test for the signs that begin one; an escape may hide a sign between those of another."""
    return risks.own is not None and ("\\" in text or risks.own.search(text) is not None)


def _without_links(text: str, english: str) -> str:
    """The text with the tails of its numbered links hidden if its links are surely those of the English text."""
    if "][" in text and BRACKETS.findall(text) == BRACKETS.findall(english):
        return NUMBERED.sub(lambda tail: HIDDEN * len(tail[0]), text)
    return text


def _with_references(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with the signs of each edit as character references; of two that overlap only the first."""
    parts, done = [], 0
    for start, end, signs in sorted(edits):
        if start >= done:
            parts += [text[done:start], *map(reference, signs)]
            done = end
    return "".join([*parts, text[done:]])


def _edits_of_constructs(
    text: str, english: str, dialect: Dialect, names: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """The signs of constructs that the English text lacks: start and end in characters, and the signs."""
    risks = all_risks(dialect)
    if _may_be_own(text, risks):
        yield from _own(text, english, dialect, names)
    if risks.marks and risks.marks.search(text):
        yield from _marks(text, english, dialect, names)


def without_templates(text: str, english: str, dialect: Dialect) -> str:
    """A value without signs of the template language, which is read first, beyond the code that the English has."""
    risk = all_risks(dialect).first
    if risk is None or not risk.search(text):
        return text
    left = Counter(template_code.found(english, dialect.template_code))
    edits, done = [], 0
    for code in [*dialect.template_code.finditer(text), None]:
        folded = " ".join(code[0].split()) if code else ""
        end = len(text) if code is None else code.start() if left[folded] > 0 else code.end()
        edits += [(*here.span(), here[0]) for here in risk.finditer(text) if done <= here.start() < end]
        left[folded] -= 1
        done = code.end() if code else end
    return _with_references(text, edits)


def _may_be_risky(text: str, risks: Risks, names: Iterable[str]) -> bool:
    """Quick test for risky signs inside a line, in a text whose code may be hidden."""
    if risks.suspect.search(text):
        return True
    return "][" in text and not frozenset(names).issuperset(NUMBER.findall(text))


def _risky(text: str, english: str, dialect: Dialect, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The risky signs that the English text lacks: start and end in characters, and the signs."""
    found = [here for here in _risks(text, dialect, names) if not _is_harmless(text, here)]
    theirs = list(_risks(english, dialect, names)) if found else []
    known = {_shape(here) for here in theirs}
    pipes = sum(here.lastgroup == "pipe" for here in theirs)  # more would be more cells (kramdown)
    for here in found:
        kind = here.lastgroup or ""
        pipes -= kind == "pipe"
        if _shape(here) not in known or (kind == "pipe" and pipes < 0):
            yield (*here.span(kind), here[kind])
            yield from _opened_before(here) if kind == "last" else ()


def _opened_before(brace: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The braces before one that are open too, any of which the brace that closes it would close without it."""
    closed = brace.string.rfind("}", 0, brace.start()) + 1
    return ((at, at + 1, "{") for at in range(closed, brace.start()) if brace.string[at] == "{")


def _own(text: str, english: str, dialect: Dialect, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The signs that begin a construct of the dialect which the English text lacks: start, end, and the signs."""
    own = all_risks(dialect).own
    if own is None:
        return
    theirs, ours = literal(english, dialect, names), literal(text, dialect, names)
    for start, end in ours.placeholders:
        if ends_with_escape(text, start) and text[start - 1 : end] not in english:
            yield (start - 1, start, "\\")  # it would escape the first sign of what a template makes there
    more = surplus(text, ours.placeholders, english, theirs.placeholders, dialect)
    found = [here for start, end in more for here in own.finditer(text, start, end)]
    left = Counter(english[here.start() : here.end() + MORE] for here in own.finditer(theirs.plain))
    for here in own.finditer(ours.plain):
        shape = text[here.start() : here.end() + MORE]
        left[shape] -= 1
        found += [here] if left[shape] < 0 else []
    all_addresses = addresses.addresses(text) if found else ()
    english_ones = [(one.start, one.end) for one in all_addresses if one.text in english]
    for here in found:
        if not is_within(here.start(), english_ones):
            yield (*with_backslash(here), here[0])
    wanted = Counter(english[slice(*with_backslash(here))] for here in _behind_backslashes(english, theirs, own))
    escaped = [(*with_backslash(here), here[0]) for here in _behind_backslashes(text, ours, own)]
    count = Counter(text[start:end] for start, end, _ in escaped)
    yield from (edit for edit in escaped if count[text[edit[0] : edit[1]]] > wanted[text[edit[0] : edit[1]]])


def _behind_backslashes(text: str, seen: Literal, own: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The signs of constructs that a backslash escapes in Markdown alone: critic marks know none."""
    return (here for here in own.finditer(text) if seen.escapes[here.start()] != HIDDEN) if "\\" in text else iter(())


def _marks(text: str, english: str, dialect: Dialect, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The marks around words of which the English text has fewer: start and end in characters, and the signs."""
    pattern = all_risks(dialect).marks
    if pattern is None:
        return
    left = Counter(here[0] for here in pattern.finditer(literal(english, dialect, names).marked))
    for here in pattern.finditer(literal(text, dialect, names).marked):
        left[here[0]] -= 1
        if left[here[0]] < 0:
            yield (*here.span(), here[0])


def _risks(text: str, dialect: Dialect, names: frozenset[str]) -> Iterator[re.Match[str]]:
    """The risky signs in what the parser takes for words."""
    return all_risks(dialect).inline.finditer(_without_addresses(text, dialect, names))


def _is_harmless(text: str, found: re.Match[str]) -> bool:
    """Whether a sign that is risky beside the brackets of a link is beside other markup."""
    if found.lastgroup == "glued":
        return text[found.start() - 1] != "]"
    return found.lastgroup == "boxed" and text[found.start()] != "["


def _escaped(text: str, english: str, dialect: Dialect, names: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """The escapes that some parser shows and the English text lacks: start and end in characters, and the sign.

    To pulldown-cmark 0.13 a brace begins the attributes of a heading behind a backslash, too.
    """
    escapes = literal(text, dialect, names).escapes if "\\" in text else ""
    for here in SHOWN_ESCAPE.finditer(escapes):
        shape = SHAPE_OF_ESCAPE.match(text, here.start())
        if shape and shape[0] not in english:
            yield (*here.span(), here["sign"])
    shown = text.rstrip(" \t")
    if shown.endswith("}"):
        begun = text.rfind("}", 0, len(shown) - 1) + 1
        for here in ESCAPED_BRACE.finditer(escapes, begun):
            if not english.endswith(text[here.start() :]):
                yield (*here.span(), "{")


def _shape(found: re.Match[str]) -> str:
    """The text that must be in the English text too for a risky sign to stay."""
    kind = found.lastgroup or ""
    if kind == "target" and found.string.startswith("<", found.end()):
        return found.string  # only in an equal text: with the `<` escaped it would be a link
    shape = SHAPE.match(found.string, found.start(kind))
    return (shape[0] if shape else found[0] if kind == "dot" else found[kind][0]).casefold()


def _without_addresses(text: str, dialect: Dialect, names: frozenset[str]) -> str:
    """The plain view of a text (see `literal`), with addresses hidden."""
    plain = literal(text, dialect, names).plain
    return addresses.without_addresses(plain, text) if addresses.may_be_there(text) else plain


def line(text: str, english: Iterable[str], risks: Risks) -> str:
    """A line escaped to begin no block, and no site-generator syntax that no line of the English text begins with."""
    at = _sign(text, english, risks)
    if at >= 0 and text[at] == "\\":  # the sign it escapes, which needs none as a reference
        return text[:at] + reference(text[at + 1]) + text[at + 2 :]
    return text if at < 0 else text[:at] + hidden_before(text[at + 1 :], text[at], risks) + text[at + 1 :]


def hidden_before(rest: str, sign: str, risks: Risks) -> str:
    """A sign, escaped with a backslash, or as a character reference where a backslash would begin a construct."""
    begins = risks.own is not None and "\\" in rest and risks.own.search(f"\\{sign}") and not risks.own.search(sign)
    return reference(sign) if begins else hidden(sign)


def line_of_html(text: str, english: Iterable[str], risks: Risks) -> str:
    """Like `line`, for an HTML block, where a backslash escapes nothing."""
    at = _sign(text, english, risks)
    return text if at < 0 else text[:at] + reference(text[at]) + text[at + 1 :]


def _sign(text: str, english: Iterable[str], risks: Risks) -> int:
    """Character offset of the sign that makes a line begin a block; -1 if there is none."""
    if not risks.any_line.match(text):
        return 0 if _stands_for_itself(text) else -1
    found = risks.line.match(text)
    if found is None:
        found = risks.line_elsewhere.match(text)
        if found is None:
            return 0 if _stands_for_itself(text) else -1
        if any(other.startswith(found[0]) for other in english):
            return -1
    return len(found.groupdict().get("number") or "")


def _stands_for_itself(text: str) -> bool:
    """Whether a paragraph would be split at such a line (see `lines`); False for placeholders, never escaped."""
    if text[:1] == "{" or not SUSPECT_TEXT.match(text):
        return False
    raw = text.encode()
    return bool(WHOLE.fullmatch(raw) or SCRIPT.match(raw) or MARKED.match(raw))


def quoted(text: str, english: str, signs: str = "[<>`|") -> str:
    """A title or attribute value with the markup signs and line ends that the English lacks as character references."""
    risky = frozenset(signs + LINE_ENDS).difference(english)
    return "".join(reference(sign) if sign in risky else sign for sign in text)


def in_brackets(text: str, english: str) -> str:
    """A text between brackets: those in it pair up, as deep as in the English, and no sign of an image begins it."""
    deepest, is_paired = _depth(text)
    is_safe = is_paired and deepest <= max(1, _depth(english)[0])
    safe = (
        text if is_safe else ANY_BRACKET.sub(lambda found: found[0] if found[1] is None else reference(found[1]), text)
    )
    return reference("!") + safe[1:] if safe.startswith("!") > english.startswith("!") else safe


def _depth(text: str) -> tuple[int, bool]:
    """How many brackets of a text stand in each other at most, and whether all pair up."""
    depth = deepest = 0
    for sign in re.sub(r"\\[\s\S]", "", text):
        depth += (sign == "[") - (sign == "]")
        deepest = max(deepest, depth)
        if depth < 0:
            break
    return deepest, not depth


def tags_begun(text: str, english: str) -> str:
    """A value with a mark that nobody sees behind each `<` that would begin a tag which the value does not end."""
    known = {found["name"] for found in BEGUN_TAG.finditer(english)}
    return BEGUN_TAG.sub(lambda found: "<" if found["name"] in known else f"<{WORD_JOINER}", text)


def value(text: str, english: str, risks: Risks) -> str:
    """A value on one line that begins no block in Markdown, unless the English one does, and no tag without an end.

    Some shortcodes read their parameters as Markdown, others show them as they are, and a page does not say which.
    """
    safe = tags_begun(text, english)
    is_block = _sign(safe, [english], risks) >= 0 > _sign(english, [], risks)
    return WORD_JOINER + safe if is_block else safe


def pipes(text: str, *, in_code: bool) -> str:
    """A text for a cell of a table, each pipe escaped; those of code are left alone where `in_code`."""
    return inline_text.replaced_outside_code(PIPE, _pipe, text) if in_code else PIPE.sub(_pipe, text)


def _pipe(pipe: re.Match[str]) -> str:
    return pipe[0] if len(pipe[1]) % 2 else f"{pipe[1]}\\|"


def unlinked(text: str, english: str) -> str:
    """Text of an HTML block without links and code in Markdown that the English lacks: Python-Markdown reads them."""
    if "`" not in english:
        text = text.replace("`", reference("`"))
    return TARGET.sub(lambda found: found[0] if found[0] in english else f"]{reference('(')}{found[0][2:]}", text)


def markup(text: str, placeholder: re.Pattern[bytes] | None = None) -> str:
    """Text of an HTML block with `&lt;` for each `<` outside placeholders that looks like a tag but is none."""
    data, parts, done = text.encode(), [], 0
    kept = [found.span() for form in (html_tags.TOKEN, placeholder) if form for found in form.finditer(data)]
    for start, end in sorted(kept):
        if start >= done:
            parts += [ALMOST_TAG.sub(b"&lt;", data[done:start]), data[start:end]]
            done = end
    return b"".join([*parts, ALMOST_TAG.sub(b"&lt;", data[done:])]).decode()
