"""The desk: where editors work. One file a noun; the article's own room is a folder."""

from django.conf import settings
from django.contrib import admin

from articles.admin import (  # noqa: F401
    article,
    audit,
    author,
    front,
    image,
    people,
    section,
    topic,
)

admin.site.site_header = admin.site.site_title = settings.NEWSROOM_NAME
