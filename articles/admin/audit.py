"""The audit at the desk: to be read by story, by person, by day; never written."""

from datetime import datetime, timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import DeskAdmin, moment_text, person
from articles.models import AuditRow
from articles.roles import Act


class OfOne(admin.SimpleListFilter):
    """A filter that pages elsewhere link to; shown once it is set, so that it can be taken off."""

    def lookups(self, request, model_admin):
        key = self.key()
        return [(str(key), self.said)] if key is not None else []

    def key(self) -> int | None:
        value = self.used_parameters.get(self.parameter_name) or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

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


@admin.register(AuditRow)
class AuditAdmin(DeskAdmin):
    see_acts = (Act.READ_AUDIT,)
    list_display = ("number", "when", "who", "act", "whom", "article", "details")
    list_display_links = ("number", "when")
    list_select_related = ("person", "article")
    list_filter = (OfStory, OfPerson, "act", "at")
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
        return ", ".join(f"{name}: {value}" for name, value in row.detail.items()) or "–"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def _day(word: str) -> Q | None:
    """The rows of a day of the newsroom's calendar."""
    try:
        start = timezone.make_aware(datetime.strptime(word, "%Y-%m-%d"))
        end = timezone.make_aware(datetime.strptime(word, "%Y-%m-%d") + timedelta(days=1))
    except (ValueError, OverflowError):
        return None
    return Q(at__gte=start, at__lt=end)


def _name_or_act(word: str) -> Q:
    named = Q(name__iexact=word) | Q(person__username__iexact=word)
    return named | Q(act__icontains=word)
