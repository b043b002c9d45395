"""People at the desk, for chief editors and operators."""

from allauth.account import admin as of_accounts  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa import admin as of_factors  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import admin as of_django  # noqa: F401  (registers what is replaced below)
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import audit, people, permissions
from articles.admin.desk import DeskAdmin, moment_text, person
from articles.admin.entrance import recent
from articles.admin.people import links, sheets
from articles.admin.people.form import InviteForm, PersonForm
from articles.admin.people.list import RoleFilter, StandingFilter, standing_of, words
from articles.admin.people.roles import RolesInline, is_in_reach
from articles.errors import Refused
from articles.models import Membership
from articles.roles import Act


class PeopleAdmin(DeskAdmin):
    see_acts = (Act.MANAGE_PEOPLE,)
    change_act = Act.MANAGE_PEOPLE
    form = PersonForm
    inlines = (RolesInline,)
    list_display = ("name", "roles", "standing", "username", "email", "last_seen")
    list_filter = (StandingFilter, RoleFilter)
    search_help_text = gettext_lazy("A name, or an e-mail address.")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("first_name", "last_name", "username")
    actions = None

    # The list ----------------------------------------------------------------------------------

    def get_queryset(self, request):
        memberships = Membership.objects.select_related("section").order_by("role", "section")
        return (
            super()
            .get_queryset(request)
            .select_related("invitation")
            .prefetch_related(Prefetch("memberships", queryset=memberships))
        )

    @admin.display(description=gettext_lazy("name"), ordering="first_name")
    def name(self, user):
        return people.full_name(user)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user):
        if user.is_superuser:
            return _("superuser: no role of the paper")
        rows = [(words(row),) for row in user.memberships.all()]
        return format_html_join(" ", '<span class="role">{}</span>', rows) or "–"

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, user):
        standing = standing_of(user, timezone.now())
        return format_html('<span class="state state-{}">{}</span>', standing.key, standing.words)

    @admin.display(description=gettext_lazy("last signed in"), ordering="last_login")
    def last_seen(self, user):
        return moment_text(user.last_login)

    # The page of one person --------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        user = super().get_object(request, object_id, from_field)
        rows = user.memberships.filter(permissions.giveable(person(request)))
        user.giveable_rows = list(rows.values_list("pk", flat=True))
        return user

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_in_reach(request, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = InviteForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request, obj=None):
        return InviteForm.Meta.fields if obj is None else PersonForm.Meta.fields

    def get_readonly_fields(self, request, obj=None):
        is_theirs = obj is None or permissions.may_manage(person(request), obj)
        return () if is_theirs else PersonForm.Meta.fields

    def get_urls(self):
        desk = self.admin_site.admin_view
        pages = [
            ("deactivate", sheets.deactivate),
            ("reactivate", sheets.reactivate),
            ("hand-over", sheets.hand_over),
            ("new-link", sheets.new_link),
            ("sight", sheets.sight),
        ]
        return [
            # For whoever has no way in yet.
            path("link/<str:word>/", links.accept, name="auth_user_link"),
            path("sight/", desk(sheets.bound(self, sheets.sight)), name="auth_user_sight_of_new"),
            *(
                path(
                    f"<int:key>/{name}/",
                    desk(sheets.bound(self, view)),
                    name=f"auth_user_{name.replace('-', '_')}",
                )
                for name, view in pages
            ),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What a verb refuses after the form was judged (two chiefs at once) is said, not lost."""
        recent.require(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Within Django's transaction: what a save locks is locked first, its record comes last."""
        if request.method != "POST":
            return super()._changeform_view(request, object_id, form_url, extra_context)
        with people.keeping_a_chief(), audit.held_back():
            return super()._changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context |= {"title": _("Invite somebody"), "subtitle": None}
        if obj is not None:
            context |= {"title": people.full_name(obj), **sheets.doors(request, obj)}
            context |= {"standing": standing_of(obj, timezone.now())}
            context |= {"last_seen": moment_text(obj.last_login)}
            others = obj.memberships.exclude(pk__in=obj.giveable_rows).select_related("section")
            context |= {"other_roles": [words(row) for row in others]}
        return super().render_change_form(request, context, add, change, obj=obj, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        """To the page of whom was invited; what became of the mail is said there."""
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[obj.pk]))

    def response_change(self, request, obj):
        if getattr(request, "is_person_changed", False):
            sentence = _("Saved. It counts from their next click on.")
            self.message_user(request, sentence, messages.SUCCESS)
        else:
            self.message_user(request, _("Nothing was changed."), messages.INFO)
        return HttpResponseRedirect(request.path)

    def history_view(self, request, object_id, extra_context=None):
        """The audit of a person instead of Django's log, which these pages never wrote."""
        user = self.get_object(request, object_id)
        rows = reverse("admin:articles_auditrow_changelist")
        return HttpResponseRedirect(f"{rows}?person={user.pk}")

    def save_model(self, request, obj, form, change):
        if change:
            request.is_person_changed = bool(form.changed_data)
            stored = User.objects.get(pk=obj.pk)
            people.change(stored, dict(_identity(form)), by=request.user)
            return
        user, word = people.invite(
            by=request.user, username=form.cleaned_data["username"], **dict(_identity(form))
        )
        obj.__dict__.update(user.__dict__)
        transaction.on_commit(lambda: self._send(request, user, word))

    def _send(self, request, user, word: str) -> None:
        if links.send(user, word, by=request.user):
            self.message_user(request, _("A link went to %s.") % user.email, messages.SUCCESS)
        else:
            sentence = _("The mail to %s could not be sent. Try “New link” later.") % user.email
            self.message_user(request, sentence, messages.ERROR)

    def save_formset(self, request, form, formset, change):
        taken, given = formset.changes()
        if taken or given:
            request.is_person_changed = True
        for role, section in given:
            people.give(form.instance, role, section, by=request.user)
        for membership in taken:
            people.take(Membership.objects.get(pk=membership.pk), by=request.user)
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []

    def log_addition(self, request, obj, message):
        """The audit tells it."""

    log_change = log_addition


def _identity(form):
    return [
        (name, form.cleaned_data[name]) for name in people.IDENTITY if name in form.cleaned_data
    ]


# Roles are the paper's own (articles.roles), not Django's groups; what somebody signs in with is
# nobody else's to see.
admin.site.unregister([Group, EmailAddress, Authenticator])
admin.site.unregister(User)
admin.site.register(User, PeopleAdmin)
