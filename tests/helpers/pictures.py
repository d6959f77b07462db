"""A site whose links lead to pictures of each language, where there are any."""

from __future__ import annotations

from i18n_pipeline.markdown.writing.link_places import Places, Where
from i18n_pipeline.profiles import Profile


def of_language(target: str, _where: Where, places: Places) -> str:
    """The picture in the language of the page, if there is one."""
    own = f"pictures/{places.localised.split('/')[1]}/{target}"
    return f"/{own}" if places.is_file(own) else target


PROFILE = Profile("pictures", links=of_language)
