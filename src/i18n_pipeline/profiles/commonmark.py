"""Plain CommonMark and GFM files, for people who read them where they are stored."""

from __future__ import annotations

from i18n_pipeline.profiles import Profile

PROFILE = Profile("commonmark")
