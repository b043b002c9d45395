"""The audit at the desk: to be read by story, by person, by day; never written."""

from datetime import UTC, datetime, time, timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.article.embargoes import end_words
from articles.admin.desk import DeskAdmin, moment_text, person, read_key
from articles.models import AuditRow
from articles.roles import Act


class OfOne(admin.SimpleListFilter):
    """A filter that pages elsewhere link to; shown once it is set, so that it can be taken off."""

    def lookups(self, request, model_admin):
        """One as soon as anything is asked for: Django leaves a filter without any out."""
        return [(value, self.said) for value in self.used_parameters.values()]

    def key(self) -> int | None:
        return read_key(self.used_parameters.get(self.parameter_name) or "")

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        key = self.key()
        return queryset.none() if key is None else queryset.filter(self.condition(key))


class OfStory(OfOne):
    title = _("story")
    parameter_name = "story"
    said = _("one story alone")

    def condition(self, key: int) -> Q:
        return Q(article=key)


class OfPerson(OfOne):
    """What somebody did, and what was done to them."""

    title = _("person")
    parameter_name = "person"
    said = _("one person alone")

    def condition(self, key: int) -> Q:
        return Q(by=key) | Q(person=key)


class OfDays(admin.SimpleListFilter):
    """By the newsroom's calendar; a day of its own is searched for."""

    title = _("when")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return [("1", _("today")), ("7", _("the last 7 days")), ("31", _("the last 31 days"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        first = timezone.localdate() - timedelta(days=int(self.value()) - 1)
        return queryset.filter(at__gte=timezone.make_aware(datetime.combine(first, time.min)))


class OfAct(admin.SimpleListFilter):
    """The acts of the newest rows: to list those of all would read the whole audit."""

    title = _("act")
    parameter_name = "act"
    newest = 1000

    def lookups(self, request, model_admin):
        rows = model_admin.get_queryset(request).order_by("-number")
        acts = set(rows.values_list("act", flat=True)[: self.newest])
        return [(act, act) for act in sorted(acts | set(self.used_parameters.values()))]

    def queryset(self, request, queryset):
        return queryset if self.value() is None else queryset.filter(act=self.value())


@admin.register(AuditRow)
class AuditAdmin(DeskAdmin):
    see_acts = (Act.READ_AUDIT,)
    list_display = ("number", "when", "who", "act", "whom", "article", "details")
    list_display_links = ("number", "when")
    list_select_related = ("person", "article")
    list_filter = (OfStory, OfPerson, OfDays, OfAct)
    search_fields = ("name",)
    search_help_text = _("A day as 2025-03-10, the name somebody signs in with, or an act.")
    sortable_by = ()
    fields = ("number", "when", "who", "act", "whom", "article", "revision", "details", "seal")

    def get_queryset(self, request):
        """Rows of stories that one may see, and rows of no story for who reads all of the audit."""
        theirs = person(request)
        of_stories = theirs.over_articles(Act.READ_AUDIT, prefix="article__")
        rows = super().get_queryset(request).defer("article__body")
        if theirs.everywhere(Act.READ_AUDIT):
            return rows.filter(Q(article=None) | of_stories)
        return rows.filter(of_stories)

    def get_search_results(self, request, queryset, search_term):
        for word in search_term.replace("\0", "").split():
            queryset = queryset.filter(_day(word) or _name_or_act(word))
        return queryset, False

    @admin.display(description=_("when"))
    def when(self, row):
        return moment_text(row.at)

    @admin.display(description=_("who"))
    def who(self, row):
        return row.name or "–"

    @admin.display(description=_("whom"))
    def whom(self, row):
        return row.person.get_username() if row.person else "–"

    @admin.display(description=_("details"))
    def details(self, row):
        # A row that somebody tampered with is still shown.
        detail = row.detail if isinstance(row.detail, dict) else {"?": row.detail}
        return "; ".join(_said(name, value) for name, value in detail.items()) or "–"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def _day(word: str) -> Q | None:
    """The rows of a day of the newsroom's calendar."""
    try:
        day = datetime.strptime(word, "%Y-%m-%d")
        # In UTC at once: the first day of all begins before it, which no database is asked for.
        start, end = (
            timezone.make_aware(midnight).astimezone(UTC)
            for midnight in (day, day + timedelta(days=1))
        )
    except (ValueError, OverflowError):
        return None
    return Q(at__gte=start, at__lt=end)


def _name_or_act(word: str) -> Q:
    named = Q(name__iexact=word) | Q(person__username__iexact=word)
    return named | Q(act__icontains=word)


def _said(name: str, value) -> str:
    """A detail in words: its name without signs of code, moments as the newsroom reads them."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
        value = end_words(moment) if moment and moment.tzinfo else value
    except (ValueError, OverflowError):
        pass
    return f"{name.replace('_', ' ')}: {'–' if value is None else value}"
