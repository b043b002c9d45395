"""The form to sign in with."""

import unicodedata

from allauth.account.forms import LoginForm
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
