"""What is missing from a publish sheet that was sent: all of it said at once, beside its field."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.article.sheets.checklist import Checklist
from articles.models import Change


def add(form, checked: Checklist, *, head: int, is_out: bool, now: datetime) -> None:
    """Adds to a form that was sent what nobody publishes without.

    `is_out`: whether the text is live or scheduled already, so that this is a second press. What
    was sent of another text than the head is answered by the comparison of the two alone.
    """
    if not form.is_bound or form.cleaned_data.get("revision") != head:
        return
    add_to_warnings(form, checked)
    data = form.cleaned_data
    is_noted = data.get("change") in Change.noted()
    if is_noted and "note" not in form.errors and not data["note"].strip():
        form.add_error("note", _("Write what readers should be told of this change."))
    if form.moment and form.moment < now and not is_out:
        said = _("The moment lies in the past. Publish now, or choose a later one.")
        form.add_error("at", said)


def add_to_warnings(form, checked: Checklist) -> None:
    """A word passes every warning that was shown; what came up since is shown first."""
    if checked.has_news:
        said = _(
            "Something has come up that this page had not shown: it stands below. "
            "Look at it, then publish."
        )
        form.add_error(None, said)
    elif checked.warnings and "word" not in form.errors and not form.cleaned_data["word"].strip():
        form.add_error("word", _("Say in a word why."))
