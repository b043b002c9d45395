"""The addresses around stories: of all of them, and of one, each with the act that it takes."""

from functools import partial

from django.http import Http404
from django.urls import path

from articles.admin.article import (
    amending,
    beginning,
    bin,
    keeping,
    merging,
    presence,
    preview,
    queue,
    restoring,
    wire,
)
from articles.admin.article.comparing import page as comparing
from articles.admin.article.listing import bulk
from articles.admin.article.listing import views as saved_views
from articles.admin.article.sheets import (
    access,
    embargo,
    hold,
    move,
    publish,
    remove,
    resume,
    withdraw,
)
from articles.admin.article.writing import embeds, links, suggesting
from articles.admin.desk import may_edit, refuse, require
from articles.roles import Act

# Route and view; its first part names it. Each asks by itself what a person may.
_OF_ALL = [
    ("wire/", wire.bring_in, "wire"),
    ("begin/", beginning.choose, "begin"),
    ("add/preview/", preview.begin, "add_preview"),
    ("topics/", suggesting.topics, "topics"),
    ("links/", links.find, "links"),
    ("embeds/", embeds.tell, "embeds"),
    ("queue/", queue.show, "queue"),
    ("bin/", bin.show, "bin"),
    ("<int:key>/put-back/", bin.put_back, "put_back"),
    ("bulk/", bulk.show, "bulk"),
    ("views/", saved_views.show, "views"),
    ("views/<int:view>/", saved_views.change, "view"),
    # Of one story, which they find by themselves: every open page asks for them again and again.
    ("<int:key>/presence/", presence.say, "presence"),
    ("<int:key>/leave/", presence.leave, "leave"),
    ("<int:key>/take-over/", presence.take_over, "take_over"),
    ("<int:key>/keep/", keeping.keep, "keep"),
    ("line/", keeping.line, "line"),
    ("keep/", keeping.keep_new, "keep_new"),
    ("unsaved/<int:text>/discard/", keeping.discard, "discard"),
]
# The pages of one story, and which act they take (None: whoever may see it, EDIT: whoever may write
# in it).
EDIT = "edit"
_OF_ONE = [
    ("preview", preview.show, None),
    ("compare", comparing.show, None),
    ("text/<str:side>", comparing.read, None),
    ("restore", restoring.restore, EDIT),
    ("publish", publish.publish, Act.PUBLISH),
    ("amend", amending.amend, Act.PUBLISH),
    ("preview-amendment", amending.preview_amendment, Act.PUBLISH),
    ("withdraw", withdraw.withdraw, Act.WITHDRAW),
    ("bring-back", withdraw.bring_back, Act.PUBLISH),
    ("unschedule/<int:version>", withdraw.unschedule, Act.SCHEDULE),
    ("move/<int:version>", move.move, Act.SCHEDULE),
    ("move-withdrawal", move.move_withdrawal, Act.WITHDRAW),
    ("settle/<int:revision>", merging.settle, EDIT),
    ("remove", remove.remove, EDIT),
    ("embargo", embargo.embargo, EDIT),
    ("lift-embargo", embargo.lift, Act.LIFT_EMBARGO),
    ("hold", hold.hold, Act.HOLD),
    ("clear-hold", hold.clear_hold, Act.CLEAR_HOLD),
    ("resume/<int:stopped>", resume.resume, Act.PUBLISH),
    ("give-up/<int:stopped>", resume.give_up, Act.SCHEDULE),
    ("limit", access.limit, Act.LIMIT),
    ("hand-over", access.hand_over, Act.EDIT_ANY),
    ("copy", beginning.copy, None),
    ("follow-up", beginning.follow_up, None),
]


def urls(model_admin) -> list:
    """The patterns, to stand before Django's own."""
    desk = model_admin.admin_site.admin_view
    of_all = [(way, partial(view, model_admin), name) for way, view, name in _OF_ALL]
    of_one = [
        (f"<int:key>/{way}/", _door(model_admin, view, act), _named(way))
        for way, view, act in _OF_ONE
    ]
    return [
        path(way, desk(view), name=f"articles_article_{name}")
        for way, view, name in of_all + of_one
    ]


def _named(way: str) -> str:
    return way.split("/")[0].replace("-", "_")


def _door(model_admin, view, act):
    """A page of one story: found through the predicate or as one that never was, then allowed. Who
    could put it back is led to the bin.
    """

    def inner(request, key, **kwargs):
        try:
            article = model_admin.get_object(request, str(key))
        except Http404:
            removed = bin.find(request, str(key))
            if removed is None:
                raise
            return bin.lead_to(removed)
        if act is EDIT and not may_edit(request, article):
            refuse()
        elif act not in (None, EDIT):
            require(request, act, article)
        return view(model_admin, request, article, **kwargs)

    return inner
