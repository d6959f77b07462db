"""A sample of every syntax that some kind of site has, and pages made of them at random."""

from __future__ import annotations

import random

SAMPLES = (
    '!!! note "Title"\n    Body text\n\n    More body\n',
    "??? tip\n    ```py\n    code\n    ```\n",
    '=== "Tab one"\n\n    - item\n    - item two\n',
    "/// details | Title\n    type: tip\n\nBody\n///\n",
    ":::note[Label *x*]\n\nText in it\n\n:::\n",
    "::: tip Title here {#x}\nText\n:::\n",
    ":::{admonition} Title\n:class: x\n\nText\n:::\n",
    "```{note} Title\nBody words\n```\n",
    "> [!NOTE]\n> Text\n",
    "> [!faq]- Folded title\n> Text\n",
    '<Tabs>\n  <TabItem label="First">\n\n    Text *here*\n\n  </TabItem>\n</Tabs>\n',
    '<Card title="Words" icon={x}>Text inside</Card>\n',
    'import A from "b";\n',
    "export const x = {\n  a: 1,\n};\n",
    "{/* comment */}\n",
    "{#if x}\nText\n{/if}\n",
    '{{< figure src="a.png" caption="Words here" >}}\n',
    "{{% note %}}\nText\n{{% /note %}}\n",
    "{{< highlight go >}}\nfunc\n{{< /highlight >}}\n",
    '{% include x.html content="Words" %}\n',
    "{% raw %}\n{{ x }}\n{% endraw %}\n",
    "{% highlight ruby %}\nputs\n{% endhighlight %}\n",
    "{# comment #}\n",
    "(target)=\n",
    "% comment\n",
    "+++\n",
    "{: .note }\n",
    "{:toc}\n",
    "* Contents\n{:toc}\n",
    "```{glossary}\nA term\n  What it *means*\n\nOther : key\n    Words\n\n    - item\n```\n",
    "Press {guilabel}`&Save it` or {abbr}`API (words)` now, see {term}`page`.\n",
    "{ .annotate }\n",
    "*[HTML]: Hyper Text\n",
    '--8<-- "file.md"\n',
    "[TOC]\n",
    "[[toc]]\n",
    "<<< @/x.js\n",
    "{{#include a.rs}}\n",
    "$$\na_1 *b*\n$$\n",
    "Term\n: Definition text\n",
    "One `x` term\nAnother *term*\n: Definition `x`\n",
    "| a | b |\n|---|---|\n| `x` {{ y }} | :smile: text |\n",
    "# Heading {#id}\n",
    '## Head <Badge text="x" /> {/*id*/}\n',
    "Text {{ var }}, `code {`, {ref}`a <b>`, {ref}`cup`, $x$, ++ctrl+c++, :icon-x:{ .y } and [l](u){.c}.\n",
    "- item\n- other {% x %}\n",
    "1. one\n\n    para\n\n2. two\n",
    "<details>\n<summary>Sum</summary>\n\nText\n\n</details>\n",
    '<div class="x" markdown>\n\nText\n\n</div>\n',
    '```js title="a"\nx\n```\n',
    ':::image source="a" alt-text="Alt words":::\n',
    "# [Tab](#tab/x)\n",
    ":::row:::\n    :::column:::\n        Text\n    :::column-end:::\n:::row-end:::\n",
    '> [!div class="checklist"]\n> * Text\n',
    'Text [!INCLUDE [a](b.md)] and :::no-loc text="x":::\n',
    "::: package.module\n    options:\n        show: true\n",
    '<figure markdown="span">\n  ![Alt](a.png)\n  <figcaption>Text</figcaption>\n</figure>\n',
    "<!-- option -->\n\n:   Text\n",
    "--8<--\na.md\n--8<--\n",
    "Text ==marked== ^^new^^ x^2^ H~2~O {--old--}{>>why<<}\n",
    "| a |\n|---|\n| `b|c` text |\n",
    "Plain words **bold** and <b>x</b>\ngoes on\n",
)
OPENED = (
    *("{", "{{", "{%", "{#", "{/*", "<a ", "<A b={", "</a", "`", "$", "$$", "++", "{>>", ":a", "\\{", "{a:", "{a}`b"),
    *("!!! x\n    ", "/// x\n", ":::{a}\n", "```{note}\n", "{% raw %}\n", "{{< highlight >}}\n", "(a)=\n", "<<<"),
    *("<div markdown>\n", "<A>text</A>\n", "    <A>\n", "> <A>\n", "import a\n", "export const a = {\n", "[!"),
    *("*[a]: b\n", "{::comment}\n", "```{glossary}\na\n", "{guilabel}`&a"),
)
"""Beginnings of syntax that is never closed, for pages of nothing else."""
MARGINS = ("", "", "> ", "- ", "    ", "  ", "1. ", "\t", "> > ", "* > ")


def nested(sample: str, margin: str) -> str:
    """A sample in a quote, in a list item, or indented."""
    first, *rest = sample.splitlines(keepends=True)
    below = margin if not margin.strip("> \t") else "".join(sign if sign == ">" else " " for sign in margin)
    return margin + first + "".join(below + line for line in rest)


def pages(seed: int, number: int) -> list[str]:
    """Pages of one to five samples, each perhaps nested, with LF or CRLF."""
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        parts = []
        for _ in range(chance.randint(1, 5)):
            parts.append(nested(chance.choice(SAMPLES), chance.choice(MARGINS)))
            parts += ["\n"] if chance.random() < 0.7 else []
        made.append("".join(parts).replace("\n", chance.choice(["\n", "\n", "\r\n"])))
    return made
