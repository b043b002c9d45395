"""The desk: where editors work. One file a noun; the article's own room is a folder."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

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
admin.site.index_title = _("The desk")
# The head of every page leads to the rooms that are needed most; a story needs the width.
admin.site.enable_nav_sidebar = False
