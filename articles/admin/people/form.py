"""The forms of a person's page and of its sheets; the rows of roles stand in roles."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import people
from articles.roles import Act

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
    # As the page for signing in reads it.
    username = UsernameField(
        label=gettext_lazy("Name to sign in with"),
        required=False,
        max_length=150,
        validators=[User.username_validator],
        help_text=gettext_lazy("Made of the address if left empty. It is not changed later."),
    )

    class Meta(PersonForm.Meta):
        fields = ("first_name", "last_name", "email", "username")

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if name and User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Somebody has this name already. Choose another one."))
        return name


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user) -> str:
        return people.full_name(user)


class HandOverForm(forms.Form):
    to = PersonField(User.objects.none(), label=gettext_lazy("New owner"))

    def __init__(self, *args, leaver, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people.at_the_desk(Act.EDIT_OWN).exclude(pk=leaver.pk)


class LeaveForm(HandOverForm):
    """Sending somebody away, perhaps with their stories handed over in the same press."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].required = False
        self.fields["to"].label = _("Hand their stories over to")
        self.fields["to"].empty_label = _("nobody yet")
