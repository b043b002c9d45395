"""The paper's addresses. Every pattern has a row in tests/surfaces.py."""

from django.conf import settings
from django.urls import include, path, register_converter

from articles.feeds import TYPES
from articles.views import (
    archive,
    article,
    corrections,
    documents,
    feeds,
    files,
    health,
    lists,
    names,
    site_files,
    sitemaps,
    standing,
)


class FourDigits:
    regex = "[0-9]{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:04d}"


class TwoDigits(FourDigits):
    regex = "[0-9]{2}"

    def to_url(self, value):
        return f"{value:02d}"


class Part:
    """The files of a sitemap that follow its first one."""

    regex = "[2-9]|[1-9][0-9]{1,3}"

    def to_python(self, value):
        return int(value)

    to_url = str


class Edition:
    """The editions but the one at "/"."""

    regex = "|".join(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)

    def to_python(self, value):
        return value

    to_url = to_python


class Word:
    """A slug in any script; what no slug may hold is simply not found."""

    # PostgreSQL refuses to look for a NUL.
    regex = "[^/?#\x00]+"

    def to_python(self, value):
        return value

    to_url = to_python


class FeedForm(Edition):
    """The ending of a feed's address."""

    regex = "|".join(TYPES)


register_converter(FeedForm, "feed")
register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "dd")
register_converter(Part, "part")
register_converter(Edition, "edition")
register_converter(Word, "word")

# Every edition has these; an article's own address is the same in all.
edition = [
    path("", lists.front, name="front"),
    path("<yyyy:year>/", archive.year, name="year"),
    path("<yyyy:year>/<dd:month>/", archive.month, name="month"),
    path("<yyyy:year>/<dd:month>/<dd:day>/", archive.day, name="day"),
    path("archive/", archive.index, name="archive"),
    path("corrections/", corrections.index, name="corrections"),
    path("topics/", names.topics, name="topics"),
    path("topics/<word:slug>/", lists.topic, name="topic"),
    path("authors/", names.authors, name="authors"),
    path("authors/<word:slug>/", lists.author, name="author"),
    path("<word:slug>/", standing.section_or_page, name="section"),
    path("feed.<feed:form>", feeds.front, name="front-feed"),
    path("corrections/feed.<feed:form>", feeds.corrections_made, name="corrections-feed"),
    path("topics/<word:slug>/feed.<feed:form>", feeds.topic, name="topic-feed"),
    path("authors/<word:slug>/feed.<feed:form>", feeds.author, name="author-feed"),
    path("<word:slug>/feed.<feed:form>", feeds.section, name="section-feed"),
]

urlpatterns = [
    path("robots.txt", site_files.robots, name="robots"),
    path(".well-known/security.txt", site_files.security, name="security"),
    path("manifest.webmanifest", site_files.manifest, name="manifest"),
    path("favicon.ico", site_files.favicon, name="favicon"),
    path("apple-touch-icon.png", site_files.touch_icon, name="touch_icon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<yyyy:year>/<dd:month>.xml", sitemaps.month, name="month_sitemap"),
    path("sitemaps/<yyyy:year>/<dd:month>-<part:part>.xml", sitemaps.month, name="month_sitemap"),
    path("sitemaps/places.xml", sitemaps.places, name="places_sitemap"),
    path("sitemaps/places-<part:part>.xml", sitemaps.places, name="places_sitemap"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("news-sitemap-<part:part>.xml", sitemaps.news, name="news_sitemap"),
    path("healthz", health.healthz, name="healthz"),
    path("media/renditions/<str:name>", files.rendition, name="rendition"),
    path("documents/<uuid:uid>/<word:slug>.pdf", documents.show, name="document"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<word:slug>/", article.show, name="article"),
    path("<yyyy:year>/<dd:month>/<dd:day>/<word:slug>/lite/", article.lite, name="lite"),
    path("all/feed.<feed:form>", feeds.everything, name="everything-feed"),
    path("<edition:language>/", include((edition, "edition"))),
    path("", include(edition), {"language": settings.LANGUAGE_CODE}),
]
