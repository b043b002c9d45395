"""What every page of the desk shares: who may enter, bounded counts, times in words, keys that are
sent.
"""

from datetime import datetime
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import newsroom_time, permissions
from articles.admin.choosing import ChoosesRows
from articles.models import Article
from articles.roles import Act

# In the address of a page to add something: it is one of the first steps of an empty newsroom.
FIRST_STEP = "first"


class BoundedPaginator(Paginator):
    """Counts no further than anybody leafs: an exact count grows with the paper."""

    most = 5000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by().values("pk")[: self.most].count()


class DeskAdmin(ChoosesRows, admin.ModelAdmin):
    """Asks the one predicate instead of Django's model permissions.

    What a person may not see is not found, at every address of it and in the same words as what
    never was; what they may see and not do is refused with a sentence.
    """

    see_acts: tuple[Act, ...] = (Act.SEE,)
    change_act = Act.MANAGE_PLACES
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def changelist_view(self, request, extra_context=None):
        # PostgreSQL will not even be asked for a text with NUL.
        if any("\0" in value for value in request.GET.values()):
            raise BadRequest("NUL in a query")
        return super().changelist_view(request, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Django takes such a form for a new row's, whether or not that was offered.
        if "_saveasnew" in request.POST:
            raise BadRequest("Saving as new")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_search_results(self, request, queryset, search_term):
        """Also what boxes that choose a row ask while somebody types."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if self.has_view_permission(request) else rows.none()

    def lookup_allowed(self, lookup, value, request=None):
        """What the filters ask and no more: other lookups tell of rows that are not shown."""
        columns = [each for each in self.list_filter if isinstance(each, str)]
        own = [each.parameter_name for each in self.list_filter if not isinstance(each, str)]
        column, _sep, how = lookup.partition("__")
        return lookup in own or (column in columns and how in ("", "exact", "id__exact", "isnull"))

    def get_changeform_initial_data(self, request):
        """A new row begins empty: starting values in an address are not worth their faults."""
        return {}

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field or None)
        if found is None:
            raise Http404
        return found

    def response_post_save_add(self, request, obj):
        """Back to the first steps of an empty newsroom, for who came from there."""
        if FIRST_STEP in request.GET:
            return HttpResponseRedirect(reverse("admin:index"))
        return super().response_post_save_add(request, obj)

    def view_on_site(self, obj):
        """The public address itself; Django's own detour tells the address of anything."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return any(person(request).somewhere(act) for act in self.see_acts)

    def has_add_permission(self, request):
        return person(request).somewhere(self.change_act)

    def has_change_permission(self, request, obj=None):
        return person(request).somewhere(self.change_act)

    def has_delete_permission(self, request, obj=None):
        """Nothing with a history is deleted; what is in use is protected by the database too."""
        return False


def person(request) -> permissions.Permissions:
    """What the user of a request may do, read from the database once a request."""
    if not hasattr(request, "desk_permissions"):
        request.desk_permissions = permissions.of(request.user)
    return request.desk_permissions


def may(request, act: Act, article: Article) -> bool:
    """Whether on this story; asked once a request, act and story: Django asks dozens of times."""
    return _once(request, (act, article.pk), person(request).may(act), article)


def may_edit(request, article: Article) -> bool:
    """Whether the user may write in this story: in any, or in this one as its owner."""
    return _once(request, ("edit", article.pk), person(request).may_edit(), article)


def _once(request, asked, articles, article: Article) -> bool:
    answers = request.__dict__.setdefault("acts_allowed", {})
    if asked not in answers:
        answers[asked] = articles.filter(pk=article.pk).exists()
    return answers[asked]


def require(request, act: Act, article: Article) -> None:
    """Raises PermissionDenied, with a sentence, where no role of the user allows the act."""
    if not may(request, act, article):
        refuse()


def refuse() -> None:
    raise PermissionDenied(_("Your role does not allow this. Ask an editor."))


def moment_text(moment: datetime | None) -> str:
    """A moment as the newsroom reads it, or a dash for none."""
    return newsroom_time.text(moment) if moment else "–"


def read_key(text: str) -> int | None:
    """The key of a row, if it can be one; Python itself refuses to read very long numbers."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def read_uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
