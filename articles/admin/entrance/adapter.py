"""What allauth asks of us: nobody signs up or is locked out by others, mail names the paper."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# A browser from which somebody has signed in before: tries of strangers do not count against it.
KNOWN_COOKIE = "desk_known"
KNOWN_FOR_S = 180 * 24 * 60 * 60
_SALT = "newsroom.desk.known"


class DeskAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Names the paper's own host, whatever host the request named."""
        uid, _, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return settings.SITE_URL + path

    def send_mail(self, template_prefix, email, context):
        ours = {"paper": settings.NEWSROOM_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**context, **ours})

    def get_reauthentication_methods(self, user) -> list[dict]:
        """allauth's, in the desk's words."""
        methods = super().get_reauthentication_methods(user)
        return [each | {"description": _WAYS_TO_SAY_IT[each["id"]]} for each in methods]

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Who has just signed in sees that they have."""
        if message_template not in _SAID_BY_THE_PAGE:
            super().add_message(request, level, message_template, *args, **kwargs)

    def pre_authenticate(self, request, **credentials) -> None:
        """Counts tries for a name from one place, so that nobody can lock a colleague out: a
        browser that this name has signed in from has a count of its own.
        """
        name = (credentials.get("username") or credentials.get("email") or "").lower()
        known = _known_key(request, name)
        place = known or self.get_client_ip(request)
        usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_known" if known else "login_failed",
            key=f"{name} {place}",
        )
        self._login_failed_rl_usage = usage
        if not usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        names = {user.get_username().lower(), user.email.lower()}
        response.set_cookie(
            KNOWN_COOKIE,
            signing.dumps(sorted(names), salt=_SALT, compress=True),
            max_age=KNOWN_FOR_S,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response


class FactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whose the passkeys are: the paper's, at SITE_URL's host and below. Where the desk is
        reached at another one, that other one's: a browser gives no passkey to a strange name.
        """
        paper = urlsplit(settings.SITE_URL).hostname
        here = urlsplit(f"//{context.request.get_host()}").hostname
        is_papers = here == paper or here.endswith(f".{paper}")
        return {"id": paper if is_papers else here, "name": settings.NEWSROOM_NAME}

    def generate_authenticator_name(self, user, type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)


_WAYS_TO_SAY_IT = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code of your app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}
_SAID_BY_THE_PAGE = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


def _known_key(request, name: str) -> str:
    """The browser's own key for this name, "" where the name has not signed in from it."""
    value = request.COOKIES.get(KNOWN_COOKIE, "")
    try:
        names = signing.loads(value, salt=_SALT, max_age=KNOWN_FOR_S)
    except signing.BadSignature:
        return ""
    return value if name in names else ""
