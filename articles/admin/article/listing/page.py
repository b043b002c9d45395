"""The page of the list: one page of stories found by filters and words, tabs above it."""

from dataclasses import dataclass

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles import dates, newsroom_time, presence
from articles.admin.article.listing import bulk_acts
from articles.admin.article.listing import views as saved_views
from articles.admin.article.listing.filters import Filters
from articles.admin.article.listing.state import for_rows, row_of
from articles.admin.desk import BoundedPaginator, person

# Nobody leafs further; filters lead there.
_LAST_PAGE = 1000


class SearchPaginator(BoundedPaginator):
    """Words are looked for in every story in turn: counting what has them costs as much again."""

    most = 500


class StoryList(ChangeList):
    """Django's list with filters of our own: keys of a page first, then what its rows print.

    So that the list's own index alone is read until the page is full.
    """

    def get_filters(self, request):
        self.filters = Filters(request.GET, user=request.user, now=request.now)
        self.user, self.now = request.user, request.now
        return [], False, {}, False, bool(self.filters.chosen)

    def get_queryset(self, request, exclude_parameters=None):
        return self.filters_applied(super().get_queryset(request, exclude_parameters))

    def filters_applied(self, articles):
        return self.filters.narrow(articles)

    def get_results(self, request):
        if not 1 <= self.page_num <= _LAST_PAGE:
            raise IncorrectLookupParameters
        start = (self.page_num - 1) * self.list_per_page
        window = slice(start, start + self.list_per_page + 1)
        keys = list(self.queryset.values_list("pk", flat=True)[window])
        if not keys and self.page_num > 1:
            raise IncorrectLookupParameters
        self.has_next = len(keys) > self.list_per_page
        self.result_list = self._stories(keys[: self.list_per_page])
        paginator = SearchPaginator if self.query else BoundedPaginator
        self.paginator = paginator(self.queryset, self.list_per_page)
        self.result_count = self.paginator.count if self.has_next else start + len(keys)
        self.multi_page = self.has_next or self.page_num > 1
        self.can_show_all = self.show_full_result_count = self.show_admin_actions = False
        self.full_result_count = None

    def _stories(self, keys: list[int]) -> list:
        if not keys:
            return []
        found = {story.pk: story for story in for_rows(self.root_queryset.filter(pk__in=keys))}
        return [found[key] for key in keys if key in found]

    @cached_property
    def is_counted_to_the_end(self) -> bool:
        return not self.has_next or self.result_count < self.paginator.most

    @property
    def rows(self) -> list:
        keys = [story.pk for story in self.result_list]
        here = presence.open_now(keys, by=self.user, now=self.now)
        return [row_of(story, self.now, here.get(story.pk, [])) for story in self.result_list]

    @property
    def newer_query(self) -> str:
        return self._page(self.page_num - 1) if self.page_num > 1 else ""

    @property
    def older_query(self) -> str:
        return self._page(self.page_num + 1) if self.has_next else ""

    def _page(self, number: int) -> str:
        more = {} if number == 1 else {"p": number}
        # Never empty: a link to "?" is one to the first page of everything.
        return self.filters.query(more=more) or "p=1"


@dataclass(frozen=True)
class Tab:
    words: str
    query: str
    is_current: bool


# What a desk asks many times a day, under the names that it has for it.
def _built_in() -> list[tuple[str, str]]:
    return [
        (_("All"), ""),
        (_("Mine"), "mine=1"),
        (_("Waiting"), "stage=submitted"),
        (_("Scheduled"), "live=scheduled"),
        (_("Embargoed"), "live=embargoed"),
        (_("Live"), "live=live"),
        (_("Changes not published"), "live=changed"),
    ]


def context(request, stories: StoryList) -> dict:
    """What the template prints around the rows; the saved views cost one query."""
    views, sharing = saved_views.shown_to(request.user), saved_views.may_share(request)
    asked = stories.filters.query()
    pairs = _built_in() + [(view.name, view.query) for view in views]
    now = newsroom_time.local(request.now)
    return {
        "tabs": [Tab(words, query, query == asked) for words, query in pairs],
        "asked": asked,
        "is_saved": asked in (query for _words, query in pairs),
        "may_change_views": any(view.owner_id == request.user.pk or sharing for view in views),
        "may_share": sharing,
        "may_see_bin": person(request).writes(),
        "acts": bulk_acts.open_to(person(request)),
        "zone": f"{now.tzinfo} ({dates.offset_text(now)})",
    }
