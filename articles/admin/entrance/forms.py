"""The forms to sign in with: a name and a password, or a passkey."""

import struct
import unicodedata
from contextlib import contextmanager

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class EntranceForm(LoginForm):
    """Asks for a name or an address in a field called as Django's own form here calls it,
    so that password managers and whoever signs in by script find it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["login"].label = _("Name or e-mail address")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """As names are stored: a ligature is two letters."""
        return unicodedata.normalize("NFKC", super().clean_login())

    def add_prefix(self, field_name):
        return super().add_prefix("username" if field_name == "login" else field_name)


def _credential(sentence: str) -> forms.JSONField:
    """What the browser says of a passkey; nobody sees it or writes it by hand."""
    errors = {"required": sentence, "invalid": sentence}
    return forms.JSONField(widget=forms.HiddenInput, error_messages=errors)


_NOT_TAKEN = _("The passkey was not taken, or the page was open too long. Try again.")
_NOT_KNOWN = _("This passkey is not known here, or it took too long. Try again.")


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(label=_("Name"), required=False, max_length=100)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone"),
        required=False,
        initial=True,
        help_text=_("It asks for a finger, a face or a PIN then, in place of your password."),
    )
    credential = _credential(_NOT_TAKEN)

    def clean(self) -> dict:
        with _refusing(_NOT_TAKEN):
            return super().clean()


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name"), max_length=100)


class _AskedForPasskey(forms.Form):
    credential = _credential(_NOT_KNOWN)

    def clean_credential(self):
        with _refusing(_NOT_KNOWN):
            return super().clean_credential()


class PasskeyEntranceForm(_AskedForPasskey, webauthn.LoginWebAuthnForm):
    """Signs in by a passkey alone."""


class SecondPasskeyForm(_AskedForPasskey, webauthn.AuthenticateWebAuthnForm):
    """Asks for a passkey after the password."""


class PasskeyAgainForm(_AskedForPasskey, webauthn.ReauthenticateWebAuthnForm):
    """Asks whoever is signed in once more."""


# What allauth and fido2 let through when somebody sends what no browser does.
_UNREADABLE = (AttributeError, LookupError, OverflowError, TypeError, ValueError, struct.error)


@contextmanager
def _refusing(sentence: str):
    """Says the sentence where allauth says that a code is wrong, or reads what is no passkey."""
    try:
        yield
    except ValidationError as error:
        if error.code != "incorrect_code":  # Too many tries.
            raise
        raise ValidationError(sentence) from None
    except _UNREADABLE:
        raise ValidationError(sentence) from None
