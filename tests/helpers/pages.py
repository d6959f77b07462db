"""Small pages that together have every construct."""

from __future__ import annotations

PAGES = {
    "paragraphs": """\
# A heading

One line with **bold**, _soft_, ~~gone~~ and `code`.

Two lines of a paragraph
that goes on here.

A sentence.
Another sentence on its own line.

Hard\\
break and another\x20\x20
one.

Setext heading
==============

Another one
-----------

## Closed by marks ##

***
""",
    "links": """\
See [the guide](guide.md "A title"), [this][ref], [ref], [ref][] and ![a picture](a.png).

An image in a link: [![alt text](b.png)](https://example.org/a_(b)).

Bare https://example.org/path?a=1 and <https://example.org> and <me@example.org>.

[ref]: /target "Definition title"
[other]: <with space> 'Another title'
""",
    "containers": """\
- first item
- second item

  with a paragraph
  of two lines
  1. nested one
  2. nested two

> A quote
> of two lines
>
> > nested quote

> lazy quote
goes on here

- [ ] a task
- [x] a task that is done

> [!NOTE]
> An alert of
> two lines.

1. > quote in a list
   > on two lines

[^note]: A footnote text
    of two lines.

Text with a mark[^note].
""",
    "table": """\
| Head | Other `a|b` |
|------|:-----:|
| cell | **bold** cell |
| a \\| b | [link](x.md) |
|tight|last|

No pipes | at the edge
--- | ---
one | two
""",
    "html": """\
<div class="box" title="Some words">
Text in a block with <b>bold</b> words.
</div>

Inline <kbd>Ctrl</kbd> and <span title="More words">words</span> here.

<p align="center"><img src="a.png" alt="A picture"></p>

<details>
<summary>Look inside</summary>

Hidden *words*.

</details>

<!-- a comment -->

<pre>left
alone</pre>
""",
    "code": """\
Before it.

```python
print("hello")
```

    indented code

~~~
tildes
~~~

After `` a ` tick `` it.
""",
    "yaml": """\
---
title: A title
description: "A quoted: value"
tags: [a, b]
draft: false
weight: 10
---

Body text.
""",
    "yaml in all styles": """\
---
description: >-
  Folded text
  on two lines
title: 'single quotes'
nested: {title: not this}
---
# Body
""",
    "yaml literal": """\
---
title: |
  Literal text
  on two lines
description: plain value
last: 1.0
---
# Body
""",
    "toml": """\
+++
title = "A title"
description = 'literal # text'
weight = 3
[extra]
title = "not this"
+++

Body text.
""",
    "toml of many lines": """\
+++
title = \"\"\"
A title
on two lines\"\"\"
description = '''
More
words'''
+++

Body text.
""",
    "json": """\
{
  "title": "A title",
  "description": "More \\"words\\"",
  "weight": 3
}
Body text.
""",
    "dialects": """\
## Heading with an id {#own-id}

::: note
Text in a container
of two lines
:::

{{< shortcode arg="x" >}}

$$
x = y
$$

Text with {{ placeholder }} and {% tag %} in it.

Last words
""",
}
WINDOWS = {
    f"{name}, CRLF": text.replace("\n", "\r\n") for name, text in PAGES.items() if name in {"paragraphs", "yaml"}
}
EVERY = {**PAGES, **WINDOWS}
