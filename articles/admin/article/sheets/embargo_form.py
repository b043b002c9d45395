"""What the sheets of an embargo ask: until when and why, what becomes of a schedule; why lifted."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article.sheets import when
from articles.models import OPEN, Article
from articles.publishing.embargoes import BACK, MOVE

_MOST = Article._meta.get_field("embargo_reason").max_length


class EmbargoForm(forms.Form):
    until = forms.ChoiceField(
        label=gettext_lazy("Until"),
        choices=[
            ("moment", gettext_lazy("Until a moment")),
            ("lifted", gettext_lazy("Until it is lifted")),
        ],
        initial="moment",
        widget=forms.RadioSelect,
    )
    at = when.MomentField(label=gettext_lazy("Moment"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=_MOST,
        help_text=gettext_lazy(
            "For the desk alone: who asked for it, what was agreed. Stays on record: name no "
            "sources."
        ),
    )
    waits = forms.ChoiceField(
        label=gettext_lazy("What is scheduled before the end of the embargo"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (BACK, gettext_lazy("is taken back")),
            (MOVE, gettext_lazy("goes live at the end of the embargo; of several, the last")),
        ],
    )

    def __init__(self, *args, stands: datetime | None, asks_waits: bool, **kwargs):
        """`stands`: the end of the embargo that stands."""
        super().__init__(*args, **kwargs)
        self.stands = stands
        self.end: datetime | None = None
        if not asks_waits:
            del self.fields["waits"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("until") == "lifted":
            # What was typed beside a moment that was not chosen is nobody's fault.
            self.errors.pop("at", None)
            self.end = OPEN
        elif "at" not in self.errors:
            self._clean_moment(cleaned)
        return cleaned

    def _clean_moment(self, cleaned: dict) -> None:
        end = cleaned.get("at")
        if not end:
            self.add_error("at", _("Say until which moment."))
        elif not when.is_thinkable(end):
            self.add_error("at", _("No embargo can be that long. Choose “Until it is lifted”."))
        elif end <= timezone.now():
            self.add_error("at", _("This moment is past. An embargo ends at one that lies ahead."))
        elif self.stands and end == self.stands.replace(microsecond=0):
            # The boxes hold no parts of seconds: what is shown and not changed is what stands.
            self.end = self.stands
        else:
            self.end = end


class LiftForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why, in a word"),
        max_length=_MOST,
        help_text=gettext_lazy("Stays on record: name no sources."),
    )
