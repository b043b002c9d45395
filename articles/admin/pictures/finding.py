"""Finds pictures of the library: by words, by what is known or lacks, by days.

One column of the picture each, but for topics: a picture is found by those of the stories that use
it, as far as whoever asks may see these.
"""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.article.listing.search import cases
from articles.admin.filtering import AskedFilters, DayField, choice
from articles.models import Image, ImageUse, Topic, Usage
from articles.permissions import Permissions
from articles.roles import Act

# How long before their end rights are said to be ending.
SOON = timedelta(days=30)
_COLUMNS = ("caption", "alt", "credit", "creator")
_WORDS = 8
_LETTERS = 60
# A word that more topics have is none to look for pictures by.
_MOST_TOPICS = 50
_RIGHTS = [
    ("ended", _("Rights have ended")),
    ("ending", _("Rights end within 30 days")),
    ("not_for_web", _("Not for web")),
    ("limited", _("In one story or section only")),
    ("protected", _("Identity protected")),
]
_LACKS = [("alt", _("No alternative text")), ("credit", _("No credit"))]
_USED = [("no", _("In no story")), ("yes", _("In a story"))]


class PictureFilters(AskedFilters):
    rights = choice(_("Rights"), _RIGHTS)
    lacks = choice(_("What is missing"), _LACKS, nothing=_("Anything or nothing"))
    used = choice(_("Use"), _USED)
    added_from = DayField(_("Added from"))
    added_to = DayField(_("Added to"))
    taken_from = DayField(_("Taken from"))
    taken_to = DayField(_("Taken to"))

    def __init__(self, data, *, now: datetime):
        super().__init__(data, auto_id="filter_%s")
        self.now = now
        self.read(data)

    @property
    def always_shown(self):
        return [self[name] for name in ("rights", "lacks", "used")]

    @property
    def shown_on_request(self):
        return [field for field in self if field.name.endswith(("_from", "_to"))]

    @property
    def uses_what_is_folded(self) -> bool:
        return any(field.name in self.chosen for field in self.shown_on_request)

    def narrow(self, pictures: QuerySet[Image]) -> QuerySet[Image]:
        for name, value in self.chosen.items():
            pictures = pictures.filter(self._condition(name, value))
        return pictures

    def _condition(self, name: str, value) -> Q:
        if name == "rights":
            return _of_rights(value, self.now)
        if name == "lacks":
            return Q(**{value: ""})
        if name == "used":
            used = Exists(ImageUse.objects.filter(image=OuterRef("pk")))
            return Q(used) if value == "yes" else ~Q(used)
        return _of_days(name, value)


def by_words(pictures: QuerySet[Image], text: str, person: Permissions) -> QuerySet[Image]:
    """Those in which every word stands: in a text of the picture or the name of a topic."""
    words = text.replace("\0", "").split()[:_WORDS]
    conditions = [_has(word[:_LETTERS], person) for word in words]
    return pictures.filter(reduce(and_, conditions)) if conditions else pictures


def _has(word: str, person: Permissions) -> Q:
    found = [
        Q(**{f"{column}__icontains": one}) for column in _COLUMNS for one in sorted(cases(word))
    ]
    named = [Q(name__icontains=one) for one in sorted(cases(word))]
    topics = list(
        Topic.objects.filter(reduce(or_, named)).values_list("pk", flat=True)[:_MOST_TOPICS]
    )
    if topics:
        seen = person.over_articles(Act.SEE, "article__")
        uses = ImageUse.objects.filter(seen, article__removed_at=None, article__topics__in=topics)
        found.append(Q(pk__in=uses.values("image")))
    return reduce(or_, found)


def _of_rights(value: str, now: datetime) -> Q:
    return {
        "ended": Q(rights_until__lte=now),
        "ending": Q(rights_until__gt=now, rights_until__lte=now + SOON),
        "not_for_web": Q(not_for_web=True),
        "limited": ~Q(usage=Usage.ANYWHERE),
        "protected": Q(identity_protected=True),
    }[value]


def _of_days(name: str, day: date) -> Q:
    """Both days are meant with all of their hours, on the newsroom's calendar."""
    which, _sep, end = name.partition("_")
    if which == "taken":
        return Q(taken_on__gte=day) if end == "from" else Q(taken_on__lte=day)
    if end == "from":
        return Q(created_at__gte=_midnight(day))
    return Q(created_at__lt=_midnight(day + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
