"""Find code of template languages and site generators in a text: `{{ … }}`, `{% … %}`, `{…}`, `${…}`, `<% … %>`.

CommonMark reads it as text. For Vue, Liquid, Jinja, Hugo, MDX or an attribute list it is code, and code that is never
closed stops a build; so an opening mark without a closing mark counts too.
"""

from __future__ import annotations

import re

PATTERN = re.compile(
    r"\{\{(?:[^{}\0]|\{[^{}\0]*\})*\}\}"
    r"|\{%(?:[^{%\0]|%(?!\})|\{(?!%))*%\}"
    r"|<%(?:[^<%\0]|<(?!%)|%(?!>))*%>"
    r"|\$?\{[^{}\0]*\}"
    r"|\{\{[<%]?|\{[%#]|<%|\$\{|--8<--"  # opened and not closed; an include
)
"""Each alternative stops at the next opening of its own kind, which keeps the search linear."""
SIGNS = re.compile(r"\{|<%|--8<--")


def found(text: str) -> list[str]:
    """All template code in a text, in order, white space folded."""
    return [" ".join(code[0].split()) for code in PATTERN.finditer(text)] if SIGNS.search(text) else []
