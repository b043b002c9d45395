"""A story as NewsArticle, as Google's guide to articles asks for it.

The type stays the plain one that the guide names; what kind of article it is stands beside it as
`additionalType`, where those who know schema.org's own kinds find it.
"""

from collections.abc import Mapping

from django.conf import settings

from articles import newsroom_time
from articles.jsonld.paper import organization
from articles.jsonld.people import person
from articles.jsonld.script import CONTEXT, filled
from articles.models import Change, Genre, MadeWithAi, Topic
from articles.models.address import absolute_url

_KINDS = {
    Genre.ANALYSIS: "AnalysisNewsArticle",
    Genre.OPINION: "OpinionNewsArticle",
    Genre.REVIEW: "ReviewNewsArticle",
    Genre.SPONSORED: "AdvertiserContentArticle",
}
# An Event without a date and a place is an error to those who read it; a story's topic has neither.
_TOPICS = {
    Topic.Kind.PERSON: "Person",
    Topic.Kind.ORGANISATION: "Organization",
    Topic.Kind.PLACE: "Place",
}
_ADDITIONAL_TOPICS = {Topic.Kind.EVENT: "https://schema.org/Event"}
# The part that AI had in a picture, in schema.org's words for IPTC's.
_AI_SOURCES = {
    MadeWithAi.TRAINED: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    MadeWithAi.COMPOSITE: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
_CORRECTIONS = frozenset({Change.CORRECTION, Change.CLARIFICATION, Change.RETRACTION})
# Google asks for this many pixels, width times height, or takes the picture for none.
_LEAST_PIXELS = 50_000


def news_article(page, policies: Mapping[str, str] | None = None) -> dict:
    """NewsArticle; what is paid for is an Article and no news. Policies: see `organization`."""
    kind, is_news = _KINDS.get(page.genre), page.genre != Genre.SPONSORED
    return CONTEXT | filled(
        {
            "@type": "NewsArticle" if is_news else "Article",
            "additionalType": f"https://schema.org/{kind}" if kind else "",
            "headline": page.headline,
            "description": page.description,
            "url": page.url,
            "mainEntityOfPage": page.url,
            "inLanguage": page.language,
            "isAccessibleForFree": True,
            **_dates(page),
            "author": _authors(page),
            "publisher": organization(policies),
            "image": _images(page.picture),
            "articleSection": page.section.name if page.section else "",
            # Of schema.org's articles, news alone has one.
            "dateline": page.dateline if is_news else "",
            "keywords": [topic.name for topic in page.topics],
            "about": [_thing(topic) for topic in page.topics],
            "wordCount": page.word_count or None,
            "timeRequired": _duration(page.reading_minutes),
            "sourceOrganization": _agency(page),
            "creditText": page.credit_line,
            "copyrightNotice": page.copyright_line,
            "correction": [_correction(notice) for notice in page.corrections if _mends(notice)],
        }
    )


def _dates(page) -> dict:
    """The visible dates; a story that was not changed was changed when it appeared."""
    if not page.dated_at:
        return {}
    changed_at = max(page.dated_at, page.updated_at or page.dated_at)
    return {
        "datePublished": newsroom_time.iso(page.dated_at),
        "dateModified": newsroom_time.iso(changed_at),
    }


def _authors(page) -> list[dict]:
    """Every author an object of its own; without any, the agency or the paper."""
    if page.bylines:
        return [person(byline) for byline in page.bylines]
    if page.source:
        return [{"@type": "Organization", "name": page.source}]
    name, url = settings.NEWSROOM_NAME, absolute_url("/")
    return [{"@type": "Organization", "name": name, "url": url}]


def _agency(page) -> dict:
    return {"@type": "Organization", "name": page.source} if page.source else {}


def _images(picture) -> list[dict]:
    """The picture in each shape that was cut, then its largest file; none that is too small."""
    files = (*picture.crops, picture.largest) if picture else ()
    return [_image(picture, file) for file in files if file.width * file.height >= _LEAST_PIXELS]


def _image(picture, file) -> dict:
    url = absolute_url(file.src)
    return filled(
        {
            "@type": "ImageObject",
            "url": url,
            "contentUrl": url,
            "width": file.width,
            "height": file.height,
            "caption": picture.caption,
            "creditText": picture.credit,
            "copyrightNotice": picture.copyright,
            "digitalSourceType": _AI_SOURCES.get(picture.made_with_ai, ""),
        }
    )


def _thing(topic) -> dict:
    return filled(
        {
            "@type": _TOPICS.get(topic.kind, "Thing"),
            "additionalType": _ADDITIONAL_TOPICS.get(topic.kind, ""),
            "name": topic.name,
            "url": absolute_url(topic.path),
        }
    )


def _duration(minutes: int) -> str:
    return f"PT{minutes}M" if minutes else ""


def _mends(notice) -> bool:
    return notice.kind in _CORRECTIONS


def _correction(notice) -> dict:
    return {
        "@type": "CorrectionComment",
        "text": notice.text,
        "datePublished": newsroom_time.iso(notice.at),
    }
