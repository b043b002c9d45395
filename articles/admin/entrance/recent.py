"""Sensitive acts ask again who it is, where somebody signed in long ago and left the screen."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired

# Seconds since 1970, in the session; set by whatever signs somebody in.
SIGNED_IN_AT = "desk_signed_in_at"


def require(request) -> None:
    """Raises ReauthenticationRequired for a press by somebody who neither signed in nor said their
    password within the last half hour. What was pressed is carried out after they have.
    """
    if request.method != "POST" or did_recently_reauthenticate(request):
        return
    signed_in_at = request.session.get(SIGNED_IN_AT, 0)
    if time.time() - signed_in_at > app_settings.REAUTHENTICATION_TIMEOUT:
        raise ReauthenticationRequired
