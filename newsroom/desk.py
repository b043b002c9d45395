"""The desk as a site: Django's admin without the door that tells the address of anything.

It stands outside articles.admin, whose import needs it.
"""

from functools import update_wrapper

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import audit


class Desk(AdminSite):
    index_title = _("The desk")
    # The head of every page leads to the rooms that are needed most; a story needs the width.
    enable_nav_sidebar = False
    # What articles.admin brings: request → what the first page shows, request and apps → rooms.
    dashboard = rooms = None

    def __init__(self, name="admin"):
        super().__init__(name)
        self._pages = []

    def add_page(self, route: str, view, name: str) -> None:
        """A page that belongs to no model; entered as all others are."""
        self._pages.append((route, view, name))

    def index(self, request, extra_context=None):
        return super().index(request, {**self.dashboard(request), **(extra_context or {})})

    def each_context(self, request):
        context = super().each_context(request)
        rooms = self.rooms(request, context["available_apps"])
        here = next((room for room in rooms if room.here != "false"), None)
        languages = settings.INTERFACE_LANGUAGES
        return context | {"rooms": rooms, "here": here, "languages": languages}

    def get_app_list(self, request, app_label=None):
        """Django's accounts are people here, as everywhere else at the desk."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "auth":
                app["name"] = _("People")
                for model in app["models"]:
                    model["name"] = _("People")
        return apps

    def admin_view(self, view, cacheable=False):
        """Where everybody needs a second factor, nothing is shown before there is one."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if settings.REQUIRE_SECOND_FACTOR and self._lacks_factor(request):
                messages.warning(request, _("Set up a second factor first: an app or a passkey."))
                return HttpResponseRedirect(reverse("mfa_index"))
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def _lacks_factor(self, request) -> bool:
        is_on_the_way_out = request.resolver_match.url_name == "logout"
        if is_on_the_way_out or not self.has_permission(request):
            return False
        return not is_mfa_enabled(request.user)

    def password_change(self, request, extra_context=None):
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            user = request.user
            audit.record("password set", by=user, at=timezone.now(), person=user)
        return response

    def get_urls(self):
        detour = "view_on_site"
        pages = [path(route, self.admin_view(view), name=name) for route, view, name in self._pages]
        return pages + [each for each in super().get_urls() if getattr(each, "name", "") != detour]
