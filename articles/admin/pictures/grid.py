"""The grid of the library: one page of pictures, the newest first, however many there are.

Pages begin behind a picture's key instead of a number of rows, and nothing is counted.
"""

from django.contrib.admin.views.main import ChangeList

from articles.admin.choosing import row_key
from articles.admin.pictures.finding import PictureFilters

# In the address of a page: the key of the picture that it comes after, or before.
_OLDER, _NEWER = "before", "after"


class PictureGrid(ChangeList):
    def get_filters(self, request):
        self.filters = PictureFilters(request.GET, now=request.now)
        self.asked_for = request.GET
        return [], False, {}, False, bool(self.filters.chosen)

    def get_queryset(self, request, exclude_parameters=None):
        pictures = super().get_queryset(request, exclude_parameters)
        # Read by the list itself, on the way there.
        return self.filters.narrow(pictures)

    def get_results(self, request):
        rows, many = self.queryset.order_by("-pk"), self.list_per_page
        older, newer = (self.asked_for.get(name, "") for name in (_OLDER, _NEWER))
        if newer:
            found = list(rows.order_by("pk").filter(pk__gt=row_key(newer))[: many + 1])
            self.has_newer, self.has_older = len(found) > many, True
            self.result_list = found[:many][::-1]
        else:
            rows = rows.filter(pk__lt=row_key(older)) if older else rows
            found = list(rows[: many + 1])
            self.has_newer, self.has_older = bool(older), len(found) > many
            self.result_list = found[:many]
        self.result_count = len(self.result_list)
        self.full_result_count = None
        self.multi_page = self.can_show_all = self.show_admin_actions = False
        self.show_full_result_count = False

    @property
    def older_query(self) -> str:
        if not (self.has_older and self.result_list):
            return ""
        return self.filters.query(more={_OLDER: self.result_list[-1].pk})

    @property
    def newer_query(self) -> str:
        if not (self.has_newer and self.result_list):
            return ""
        return self.filters.query(more={_NEWER: self.result_list[0].pk})
