"""The door itself, and the doors that stay shut."""

from allauth.account.views import LoginView
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _


class Entrance(LoginView):
    def dispatch(self, request, *args, **kwargs):
        """Without this an account that may not enter would be sent to and fro for ever."""
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied(_("This account is not one of the desk’s."))
        return super().dispatch(request, *args, **kwargs)


def closed(request):
    """Nobody signs up: people are invited."""
    raise Http404
