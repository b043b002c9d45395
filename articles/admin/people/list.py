"""What the list of people says of each of them: whether they can come in, and their roles."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.desk import moment_text
from articles.models import Membership
from articles.roles import Role

# How Django marks an account without a password.
_WITHOUT_PASSWORD = Q(password__startswith="!")


@dataclass(frozen=True)
class Standing:
    """A key for the style, and words."""

    key: str
    words: str


def standing_of(user, now: datetime) -> Standing:
    """Whether somebody can sign in; costs no query where the invitation was fetched along."""
    if not user.is_active:
        return Standing("away", _("Sent away"))
    if user.has_usable_password():
        return Standing("here", _("At the desk"))
    invitation = getattr(user, "invitation", None)
    if invitation is None or invitation.accepted_at is not None:
        return Standing("waiting", _("No way in: send a new link"))
    if invitation.expires_at <= now:
        return Standing("waiting", _("Invited; the link has expired"))
    return Standing("invited", _("Invited, until %s") % moment_text(invitation.expires_at))


def words(membership: Membership) -> str:
    where = membership.section.name if membership.section else _("everywhere")
    return f"{membership.get_role_display()} ({where})"


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("here", _("At the desk")), ("invited", _("Invited")), ("away", _("Sent away"))]

    def queryset(self, request, queryset):
        match self.value():
            case "here":
                return queryset.filter(~_WITHOUT_PASSWORD, is_active=True)
            case "invited":
                return queryset.filter(_WITHOUT_PASSWORD, is_active=True)
            case "away":
                return queryset.filter(is_active=False)
        return queryset


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [*Role.choices, ("none", _("no role"))]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(memberships=None)
        if self.value() in Role.values:
            held = Membership.objects.filter(role=self.value())
            return queryset.filter(pk__in=held.values("user"))
        return queryset
