"""Figures of bodies as the desk reads them beside each other: each with what it shows, and a name.

Bodies hold uids, and diffing knows no models: the names are put in before texts are compared, the
pictures after it.
"""

import re
from dataclasses import replace
from html import escape, unescape

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import diffing, richtext
from articles.admin.library import as_shown
from articles.models import Image, PublishedVersion

# Only for what clean has returned, and what is printed of it.
_FIGURE = re.compile(r"<figure( [^>]*+)>")
_ATTRIBUTE = re.compile(r' (data-[a-z]+)="([^"]*+)"')
_THINGS = frozenset({"data-image", "data-story", "data-embed", "data-document"})


class Figures:
    """Of some bodies: a query for the pictures, two, where there are any, and one for stories.

    A story is named where readers see it: not everybody here may see the others.
    """

    def __init__(self, *bodies: str):
        text = "".join(bodies)
        pictures = richtext.pictures(text)
        rows = Image.objects.filter(uid__in=pictures).prefetch_related("renditions")
        self._pictures = {str(image.uid): as_shown(image) for image in rows} if pictures else {}
        self._stories = _headlines(text) if '<figure data-story="' in text else {}

    def compare(self, before: str, after: str) -> list[diffing.Row]:
        rows = diffing.compare(self._named(before), self._named(after))
        return [
            replace(row, **{side: self.shown(getattr(row, side)) for side in _SIDES})
            for row in rows
        ]

    def shown(self, html: str) -> SafeString:
        """Clean or compared HTML, with a small picture and a name in every figure that has one."""
        return richtext.with_previews(html, self._preview)

    def _named(self, html: str) -> str:
        return _FIGURE.sub(self._with_name, html)

    def _with_name(self, tag: re.Match) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[1])}
        name = self._name(attributes)
        return f'<figure data-name="{escape(name)}"{tag[1]}>' if name else tag[0]

    def _preview(self, attributes: dict[str, str]) -> SafeString | str:
        if not _THINGS & attributes.keys():
            return ""
        picture = self._pictures.get(attributes.get("data-image", ""))
        name = self._name(attributes) or _("Something that is gone since")
        words = format_html('<span class="value-picture-name">{}</span>', name)
        if not picture or not picture["src"]:
            return format_html('<div class="figure-preview">{}</div>', words)
        image = '<img class="value-picture" src="{}" alt="" loading="lazy">'
        return format_html(f'<div class="figure-preview">{image} {{}}</div>', picture["src"], words)

    def _name(self, attributes: dict[str, str]) -> str:
        if "data-story" in attributes:
            headline = self._stories.get(attributes["data-story"])
            return headline or _("A story that readers do not see")
        if "data-embed" in attributes:
            return attributes["data-embed"]
        picture = self._pictures.get(attributes.get("data-image", ""))
        if picture:
            return picture["name"]
        return _("A picture that is gone since") if "data-image" in attributes else ""


_SIDES = ("before", "after", "inline")


def _headlines(text: str) -> dict[str, str]:
    live = PublishedVersion.objects.live(timezone.now())
    rows = live.filter(article__uid__in=richtext.stories(text)[:100])
    return {str(uid): card["headline"] for uid, card in rows.values_list("article__uid", "card")}
