"""The addresses of the entrance, all below /admin/."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.i18n import set_language

from articles.admin.entrance.views import Entrance, closed

urlpatterns = [
    path("login/", Entrance.as_view(), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/signup/", closed, name="account_signup"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # Whoever stands before the door chooses a language as well.
    path("account/language/", set_language, name="desk_language"),
    path("account/factors/", include("allauth.mfa.urls")),
]
