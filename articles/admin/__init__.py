"""The desk: where editors work. One file a noun; the article's own room is a folder."""

from django.conf import settings
from django.contrib import admin

from articles.admin import (  # noqa: F401
    article,
    audit,
    author,
    dashboard,
    document,
    front,
    image,
    jump,
    people,
    pieces,
    rooms,
    section,
    standing,
    story_template,
    topic,
)
from articles.admin.moment import choosing, door

admin.site.site_header = admin.site.site_title = settings.NEWSROOM_NAME
admin.site.add_page("pieces/", pieces.show, "pieces")
admin.site.rooms = rooms.of
admin.site.dashboard = dashboard.page.context
admin.site.add_page("jump/", jump.show, "jump")
admin.site.add_page("begin/", dashboard.beginning.begin, "begin")
admin.site.add_page("at/", choosing.choose, "at")
admin.site.add_page("at/version/<int:key>/", choosing.of_version, "at_version")
admin.site.add_page("at/<str:moment>/", door.show, "at_front")
admin.site.add_page("at/<str:moment>/<path:rest>", door.show, "at_page")
