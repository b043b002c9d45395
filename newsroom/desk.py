"""The desk as a site: Django's admin without the door that tells the address of anything.

It stands outside articles.admin, whose import needs it.
"""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    index_title = _("The desk")
    # The head of every page leads to the rooms that are needed most; a story needs the width.
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """Django's accounts are people here, as everywhere else at the desk."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "auth":
                app["name"] = _("People")
                for model in app["models"]:
                    model["name"] = _("People")
        return apps

    def get_urls(self):
        detour = "view_on_site"
        return [each for each in super().get_urls() if getattr(each, "name", "") != detour]
