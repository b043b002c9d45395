"""The filters of the list of stories: what can be chosen, what it asks, how it is said."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from articles.admin.article.listing.conditions import Conditions
from articles.admin.desk import read_key
from articles.admin.filtering import AskedFilters, DayField, choice
from articles.models import (
    Article,
    Author,
    Genre,
    Section,
    Stage,
)

# Longer lists of names are no boxes to choose from.
_MAX_AUTHORS = 1000
LIVE = [
    ("live", gettext_lazy("Live")),
    ("changed", gettext_lazy("Live, with changes not published")),
    ("scheduled", gettext_lazy("Scheduled")),
    ("embargoed", gettext_lazy("Embargoed")),
    ("held", gettext_lazy("On legal hold")),
    ("withdrawn", gettext_lazy("Withdrawn")),
    ("never", gettext_lazy("Never published")),
]
CHANGED = [
    ("today", gettext_lazy("Today")),
    ("week", gettext_lazy("In the last 7 days")),
    ("month", gettext_lazy("This month")),
]


class Filters(AskedFilters):
    live = choice(gettext_lazy("Live state"), LIVE)
    section = choice(gettext_lazy("Section"))
    author = choice(gettext_lazy("Author"), nothing=gettext_lazy("Anybody"))
    changed = choice(gettext_lazy("Changed"), CHANGED, nothing=gettext_lazy("At any time"))
    stage = choice(gettext_lazy("Stage"), [(key, capfirst(label)) for key, label in Stage.choices])
    genre = choice(gettext_lazy("Genre"), [(key, capfirst(label)) for key, label in Genre.choices])
    language = choice(gettext_lazy("Language"), settings.LANGUAGES)
    mine = choice(
        gettext_lazy("Whose"), [("1", gettext_lazy("Mine"))], nothing=gettext_lazy("Everybody’s")
    )
    picture = choice(gettext_lazy("Picture"), [("none", gettext_lazy("Without a picture"))])
    dated_from = DayField(gettext_lazy("Dated from"))
    dated_to = DayField(gettext_lazy("Dated to"))
    changed_from = DayField(gettext_lazy("Changed since"))

    def __init__(self, data: QueryDict, *, user, now: datetime):
        super().__init__(data, auto_id="filter_%s")
        self.user, self.now = user, now
        self.fields["section"].choices = [*self.fields["section"].choices, *_sections()]
        names = _authors(data.get("author", ""))
        self.fields["author"].choices = [*self.fields["author"].choices, *names]
        self.read(data)

    @property
    def always_shown(self):
        return [self[name] for name in ("live", "section", "author", "changed")]

    @property
    def shown_on_request(self):
        shown = [field.name for field in self.always_shown]
        return [field for field in self if field.name not in shown]

    @property
    def uses_what_is_folded(self) -> bool:
        return any(field.name in self.chosen for field in self.shown_on_request)

    def narrow(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """The stories that pass all of the filters, of those that with_live_state annotated."""
        conditions = Conditions(self.user, self.now)
        for name, value in self.chosen.items():
            articles = articles.filter(getattr(conditions, name)(value))
        return articles


def _authors(chosen: str) -> list[tuple[int, str]]:
    """Those that fit into a box, and the chosen one wherever it stands."""
    names = Author.objects.standing().order_by("name", "pk").values_list("pk", "name")
    found = list(names[:_MAX_AUTHORS])
    key = read_key(chosen)
    if key is not None and key not in dict(found):
        found += Author.objects.filter(pk=key).values_list("pk", "name")
    return found


def _sections() -> list:
    """Under their languages, where the paper has more than one."""
    found: dict[str, list] = {}
    for section in Section.objects.order_by("language", "position", "name"):
        found.setdefault(section.get_language_display(), []).append((section.pk, section.name))
    return (
        list(found.items()) if len(found) > 1 else [row for rows in found.values() for row in rows]
    )
