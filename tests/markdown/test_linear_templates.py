"""Pages of Hugo, Jekyll, Eleventy and Zola cost as much as they are long, whatever stands on them."""

from __future__ import annotations

import time
from functools import partial

import pytest
from helpers.assembling import assembled, read
from helpers.growth import is_linear

from i18n_pipeline.project.settings_tables import kind_of_site

TAGS = {
    "pairs": "{% a %}b{% enda %}\n\n",
    "pairs in a sentence": "{% a %}b{% enda %} ",
    "open tags": "{% a %}\n\n",
    "open tags in a sentence": "{% a %}b ",
    "closing tags": "{% enda %}\n\n",
    "raw": "{% raw %}{{ a }}{% endraw %} b\n\n",
    "open raw": "{% raw %}\n\n",
    "code": "{% highlight a %}\nb\n{% endhighlight %}\n\n",
    "open code": "{% highlight a %}\n\n",
    "set code": "{% set code %}\nb\n{% endset %}\n\n",
    "open set": "{% set code %} ",
    "code in HTML": "<p>\n{% highlight a %}\nb\n{% endhighlight %}\n</p>\n\n",
    "tags in HTML": "<p>{% if a %}b{% endif %}</p>\n\n",
    "tags in one HTML block": "<p>\n{% if a %}b{% endif %}\n",
    "else": "{% if a %}b{% else %}c{% endif %} ",
    "includes": '{% include a.html content="b c" %}\n\n',
    "includes in a sentence": '{% include a.html content="b c" %} ',
    "open strings": '{% include a.html content="b ',
    "outputs": "{{ a }} ",
    "lone outputs": "{{ a }}\n",
    "braces": "{{{ ",
    "open outputs": "{{ a\n",
    "comments": "{# a #} ",
    "open comments": "{# a ",
    "ends of comments": "#} ",
    "links": '[a]({% link b.md %} "c") ',
    "titles with braces": "[a](b{{ ",
    "attribute lists": "a\n{: .b}\n\n",
    "attribute lists in a sentence": "*a*{:.b} ",
    "open attribute lists": "{:.b ",
    "extensions": "{::comment}a{:/} ",
    "open extensions": "{::comment}\n",
    "ends of blocks": "a\n^\n",
    "rows": "| a | b |\n",
    "pipes": "a | b ",
    "ends": "{% end %} ",
    "calls": '{{ a(b="c") }} ',
    "bodies": "{% a() %}\nb\n{% end %}\n\n",
    "tables": "a | b\n\n",
    "blocks of HTML": "<div>\n\na\n\n</div>\nb\n\n",
    "open blocks of HTML": "<div>\n\n",
    "blocks with Markdown in them": '<div>\n<p markdown="1">\n\n</p>\n</div>\n',
}
SHORTCODES = {
    "pairs": "{{% a %}}b{{% /a %}}\n\n",
    "pairs in a sentence": "{{< a >}}b{{< /a >}} ",
    "open tags": "{{< a >}}\n\n",
    "open tags in a sentence": "{{< a >}}b ",
    "open shortcodes": "{{< a ",
    "open shortcodes over lines": "{{< a\n",
    "tabs": '{{< tabpane >}}\n{{< tab header="a" >}}\nb\n{{< /tab >}}\n{{< /tabpane >}}\n\n',
    "open tabs": "{{< tabpane >}}{{< tab ",
    "code": "{{< highlight go >}}\nb\n{{< /highlight >}}\n\n",
    "open code": "{{< highlight go >}}\n\n",
    "figures": '{{< figure title="a b" >}}\n\n',
    "buttons": '{{< button text="a b" >}} c ',
    "open strings": '{{< figure title="a ',
    "shown": "{{</* a */>}} ",
    "links": '[a]({{< ref "b" >}} "c") ',
    "attribute lists": "a\n{.b}\n\n",
    "formulas": "\\(a = b\\) c ",
    "open formulas": "\\(a = b\n",
    "open formulas on lines": "\\[\na = b\n\n",
}
KINDS = [
    *((kind, unit) for kind in ("jekyll", "eleventy", "zola") for unit in TAGS),
    *(("hugo", unit) for unit in SHORTCODES),
]


def page(kind: str, unit: str, size: int) -> str:
    text = (SHORTCODES if kind == "hugo" else TAGS)[unit]
    return text * (size // len(text)) + "\n"


@pytest.mark.parametrize(("kind", "unit"), KINDS)
def test_a_page_of_10_kb_comes_out_as_it_is(kind: str, unit: str) -> None:
    english = read(page(kind, unit, 10_000), kind_of_site(kind).dialect)

    assert assembled(english, {}).data == english.outline.source


@pytest.mark.parametrize(("kind", "unit"), KINDS)
def test_five_times_the_page_is_no_more_than_some_five_times_the_work(kind: str, unit: str) -> None:
    assert is_linear(partial(work, kind, unit), 1_500, 7_500)


def work(kind: str, unit: str, size: int) -> float:
    """Processor seconds it takes to read a page and to put texts onto it, whatever else the machine does."""
    text = page(kind, unit, size)
    begun = time.process_time()
    assembled(read(text, kind_of_site(kind).dialect), lambda msgid: f"x {msgid} y")
    return time.process_time() - begun
