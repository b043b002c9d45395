"""What every page of the desk shares: who may enter, bounded counts, times in words."""

from datetime import datetime

from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import newsroom_time, permissions
from articles.admin.choosing import ChoosesRows
from articles.models import Article
from articles.roles import Act


class BoundedPaginator(Paginator):
    """Counts no further than anybody leafs: an exact count grows with the paper."""

    most = 5000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.most].count()


class DeskAdmin(ChoosesRows, admin.ModelAdmin):
    """Asks the one predicate instead of Django's model permissions."""

    see_act = Act.SEE
    change_act = Act.MANAGE_PLACES
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def changelist_view(self, request, extra_context=None):
        # PostgreSQL will not even be asked for a text with NUL.
        if any("\0" in value for value in request.GET.values()):
            raise BadRequest("NUL in a query")
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request, queryset, search_term):
        """Also what boxes that choose a row ask while somebody types."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def has_module_permission(self, request):
        return may(request, self.see_act)

    def has_view_permission(self, request, obj=None):
        return may(request, self.see_act)

    def has_add_permission(self, request):
        return may(request, self.change_act)

    def has_change_permission(self, request, obj=None):
        return may(request, self.change_act)

    def has_delete_permission(self, request, obj=None):
        """Nothing with a history is deleted; what is in use is protected by the database too."""
        return False


def may(request, act: Act, article: Article | None = None) -> bool:
    """permissions.may(), asked once a request, act and story: Django asks dozens of times."""
    answers = request.__dict__.setdefault("acts_allowed", {})
    asked = (act, article and article.pk)
    if asked not in answers:
        answers[asked] = permissions.may(request.user, act, article)
    return answers[asked]


def require(request, act: Act, article: Article | None = None) -> None:
    """Raises PermissionDenied, with a sentence, where no role of the user allows the act."""
    if not may(request, act, article):
        raise PermissionDenied(_("Your role does not allow this. Ask an editor."))


def moment_text(moment: datetime | None) -> str:
    """A moment as the newsroom reads it, or a dash for none."""
    return newsroom_time.text(moment) if moment else "–"
