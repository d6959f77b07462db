"""Find code of template languages and site generators in a text: `{{ … }}`, `{% … %}`, `{…}`, `${…}`, `<% … %>`.

CommonMark reads it as text. For Vue, Liquid, Jinja, Hugo, MDX or an attribute list it is code, and code that is never
closed stops a build; so an opening mark without a closing mark counts too.
"""

from __future__ import annotations

import re

ANY = re.compile(
    r"\{\{(?:[^{}\0]|\{[^{}\0]*\})*\}\}"
    r"|\{%(?:[^{%\0]|%(?!\})|\{(?!%))*%\}"
    r"|<%(?:[^<%\0]|<(?!%)|%(?!>))*%>"
    r"|\$?\{[^{}\0]*\}"
    r"|\{\{[<%]?|\{[%#]|<%|\$\{|--8<--"  # opened and not closed; an include
)
"""Each alternative stops at the next opening of its own kind, which keeps the search linear."""
TAGS = re.compile(
    r"\{\{(?:[^{}\0]|\{[^{}\0]*\})*\}\}"
    r"|\{%(?:[^{%\0]|%(?!\})|\{(?!%))*%\}"
    r"|\{\{[<%]?|\{[%#]"
)
"""The same without single braces, for tools that read only `{{ … }}` and `{% … %}`."""
MUSTACHES = re.compile(r"\{\{(?:[^{}\0]|\{[^{}\0]*\})*\}\}|\{\{")
"""The same for Vue, which reads only `{{ … }}`."""
JINJA = re.compile(TAGS.pattern + r"|#\}")
"""The same for Jinja and Nunjucks, where the end of a comment that nobody began stops the build."""
LIQUID = re.compile(TAGS.pattern.replace("[%#]", "%"))
"""The same for tools without comments in `{# … #}`."""
SHORTCODES = re.compile(r"\{\{[<%](?:[^{}\0]|\{[^{}\0]*\})*\}\}|\{\{[<%]")
"""Hugo's `{{< … >}}` and `{{% … %}}`: all other braces are words to it."""
BRACES = re.compile(r"\{(?:[^{}\0]*\})?")
"""Any brace that opens, for Svelte."""
MATHJAX = re.compile(r"\$\$|\\(?:[(\[]|begin\{|(?:eq)?ref\{)")
"""For MathJax 2 as mdBook sets it: what begins a formula in the words of the page that is built, tags or not
(tex2jax 2.7, `inlineMath`, `displayMath`, `processEnvironments` and `processRefs`). No reference hides it there."""
NONE = re.compile(r"(?!)")
"""For tools without template code in values."""
SIGNS = re.compile(r"\{|<%|--8<--|#\}|\$\$|\\")
"""One of these is in all of it."""


def found(text: str, pattern: re.Pattern[str] = ANY) -> list[str]:
    """All template code in a text, in order, white space folded."""
    return [" ".join(code[0].split()) for code in pattern.finditer(text)] if SIGNS.search(text) else []
