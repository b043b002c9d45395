"""Pictures whose rights end soon or have ended, with the stories that show or showed them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.desk import moment_text, person
from articles.admin.library import as_shown
from articles.models import Article, Image, ImageUse
from articles.readiness.pictures import SOON
from articles.roles import Act

# More pictures, or stories of one picture, than anybody deals with at a sitting.
_MOST = 100
_MOST_STORIES = 20


@dataclass(frozen=True)
class Story:
    headline: str
    language: str
    url: str
    # What its use of the picture is: readers see it, will see it, saw it, or it is being written.
    use: str


@dataclass(frozen=True)
class Row:
    picture: dict
    url: str
    says: str
    is_over: bool
    stories: list[Story]


def show(model_admin, request) -> HttpResponse:
    """Soonest first, then what has ended, the latest first, then what is not for the web; six
    queries, however many there are.
    """
    now, who = request.now, person(request)
    shown = _pictures(now)
    stories = _stories(shown, who.may(Act.SEE), now)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Rights to pictures"),
        "rows": [_row(image, stories.get(image.pk, []), now) for image in shown],
        "days": SOON.days,
    }
    return TemplateResponse(request, "admin/room/picture_rights.html", context)


def ending_soon(now: datetime) -> int:
    """How many pictures that stories use end within the days of the report; one query."""
    ending = Image.objects.filter(rights_until__gt=now, rights_until__lte=now + SOON)
    return ending.filter(not_for_web=False, uses__isnull=False).distinct().count()


def _pictures(now: datetime) -> list[Image]:
    rows = Image.objects.prefetch_related("renditions")
    bounded = rows.filter(not_for_web=False, rights_until__lte=now + SOON)
    ahead = bounded.filter(rights_until__gt=now).order_by("rights_until")[:_MOST]
    over = bounded.filter(rights_until__lte=now).order_by("-rights_until")[:_MOST]
    closed = rows.filter(not_for_web=True).order_by("-pk")[:_MOST]
    return list(chain(ahead, over, closed))[:_MOST]


def _stories(pictures: list[Image], seen: QuerySet[Article], now: datetime) -> dict:
    """Picture → stories that use it, of those that whoever asks may know of."""
    uses = ImageUse.objects.filter(image__in=pictures, article__in=seen)
    found: dict[int, dict[int, Story]] = {}
    named = uses.select_related("article", "version", "image").defer(
        "article__body", "version__page", "version__card"
    )
    # The version that began last says what became of it.
    for use in named.order_by(F("version__live_from").asc(nulls_first=True), "pk"):
        words = _use(use, now)
        told = found.setdefault(use.image_id, {})
        told[use.article_id] = Story(
            use.version.headline if use.version else str(use.article),
            use.version.language if use.version else use.article.language,
            reverse("admin:articles_article_change", args=[use.article_id]),
            words,
        )
    return {key: list(stories.values())[:_MOST_STORIES] for key, stories in found.items()}


def _use(use: ImageUse, now: datetime) -> str:
    version = use.version
    if version is None:
        return _("not published with it")
    if version.is_live(now) and use.image.may_be_shown(now):
        return _("readers see it there")
    if version.is_live(now):
        return _("it was taken out of the story")
    return _("scheduled") if version.live_from > now else _("readers saw it there")


def _row(image: Image, stories: list[Story], now: datetime) -> Row:
    return Row(
        picture=as_shown(image),
        url=reverse("admin:articles_image_change", args=[image.pk]),
        says=_says(image, now),
        is_over=not image.may_be_shown(now),
        stories=stories,
    )


def _says(image: Image, now: datetime) -> str:
    if image.not_for_web:
        return _("Not for the web")
    moment = moment_text(image.rights_until)
    if image.rights_until <= now:
        return _("Ended %s") % moment
    days = (image.rights_until - now) // timedelta(days=1)
    return _("Ends %(moment)s, in %(days)d days") % {"moment": moment, "days": days}
