"""The forms of a person's page: the account, and the roles that the giver may give."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import people, permissions
from articles.roles import ACTS, Role

User = get_user_model()


class PersonForm(forms.ModelForm):
    """An account's names and address; what signs in is never shown or set here."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Somebody with this address has an account already."))
        return email


class InviteForm(PersonForm):
    username = User._meta.get_field("username").formfield(
        required=False,
        help_text=gettext_lazy("To sign in with; made of the address if left empty."),
    )

    class Meta(PersonForm.Meta):
        fields = ("first_name", "last_name", "email", "username")


class RolesFormSet(BaseInlineFormSet):
    """Rows of a role and a section, judged by what the giver has."""

    # A permissions.Permissions, set by the admin.
    giver = None

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        for form in self.forms:
            refused = [pair for pair in _pairs(form) if not self._may_give(*pair)]
            if refused and form.has_changed():
                form.add_error(None, _("You cannot give or take away more than you have."))

    def _may_give(self, role: str, section: int | None) -> bool:
        return permissions.may_give(self.giver, role, section)

    def changes(self) -> tuple[list, list[tuple[str, int | None]]]:
        """(memberships to take, roles to give) of a valid formset."""
        taken, given = [], []
        for form in self.forms:
            if not form.has_changed() and not form.cleaned_data.get("DELETE"):
                continue
            before, after = _before(form), _after(form)
            if before == after:
                continue
            if before is not None:
                taken.append(form.instance)
            if after is not None:
                given.append(after)
        return taken, given

    def asked(self) -> list[tuple[str, int | None]]:
        """The roles as the page would leave them, as far as the rows can be read."""
        self.is_valid()
        after = [_after(form) for form in self.forms if hasattr(form, "cleaned_data")]
        return [pair for pair in after if pair is not None]


def _pairs(form) -> list[tuple[str, int | None]]:
    return [pair for pair in (_before(form), _after(form)) if pair is not None]


def _before(form) -> tuple[str, int | None] | None:
    if form.instance.pk is None:
        return None
    return form.initial["role"], form.initial["section"]


def _after(form) -> tuple[str, int | None] | None:
    data = form.cleaned_data
    if not data.get("role") or data.get("DELETE"):
        return None
    section = data.get("section")
    return data["role"], section and section.pk


def giveable_roles(giver: permissions.Permissions) -> list[tuple[str, str]]:
    """The choices of a row: roles that the giver may give anywhere."""
    places = [None, *giver.sections_of_their_own()]
    return [
        choice
        for choice in Role.choices
        if choice[0] in ACTS and any(permissions.may_give(giver, choice[0], p) for p in places)
    ]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user) -> str:
        return people.full_name(user)


class HandOverForm(forms.Form):
    to = PersonField(User.objects.none(), label=gettext_lazy("New owner"))

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people.at_the_desk().exclude(pk=leaver.pk)


class LeaveForm(HandOverForm):
    """Sending somebody away, perhaps with their stories handed over in the same press."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].required = False
        self.fields["to"].label = _("Hand their stories over to")
        self.fields["to"].empty_label = _("nobody yet")
