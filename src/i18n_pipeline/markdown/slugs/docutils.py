"""Slugs of Sphinx with MyST-Parser 5.2: the ids of docutils, and the anchors of `myst_heading_anchors`."""

from __future__ import annotations

import re
import unicodedata

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.numbering import in_order, numbers_alone

DIGRAPHS = str.maketrans({"ß": "sz", "æ": "ae", "œ": "oe", "ȸ": "db", "ȹ": "qp"})
STROKED = str.maketrans("øđħıłŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȥȴȵȶȷȼȿɀɇɉɋɍɏ", "odhiltbbcdfklnpttyzgzlntjcszejqry")
NOT_ID = re.compile(r"[^a-z0-9]+")
AT_ENDS = re.compile(r"^[-0-9]+|-+$")
NOT_GITHUB = re.compile(r"[^\w\u4e00-\u9fff\- ]")


def make_id(text: str) -> str:
    """`docutils.nodes.make_id`: ASCII letters and digits with single hyphens between them, a letter first."""
    plain = text.lower().translate(DIGRAPHS).translate(STROKED)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode("ascii")
    return AT_ENDS.sub("", NOT_ID.sub("-", plain))


def github(text: str) -> str:
    """`myst_parser.slugs.github_slugify`."""
    return NOT_GITHUB.sub("", text.lower().replace(" ", "-"))


DOCUTILS = SlugRule("docutils", make_id, numbers_alone, HeadingWords(images=False, footnotes="digits"))
"""The ids that sections get in any case."""
MYST = SlugRule("myst", github, in_order, HeadingWords(images=False), empty=True)
"""The anchors that headings get besides with `myst_heading_anchors`."""
