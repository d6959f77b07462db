"""Tags of Vue 3 in Markdown, whose attributes CommonMark does not know: `<Card @click="x" v-if="a > b">`."""

from __future__ import annotations

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.constructs.braced import unknown_tags

VUE_TAG = Construct("Vue tag", (b"<",), tags=unknown_tags)
