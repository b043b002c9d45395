"""What the desk's frame needs on pages that are not the admin's own."""

from django.contrib import admin

ENTRANCE = ("/admin/login/", "/admin/account/")


def frame(request) -> dict:
    """Site, rooms and rights, as admin pages have them; nothing anywhere else."""
    if not request.path_info.startswith(ENTRANCE):
        return {}
    return admin.site.each_context(request)
