"""What each act on many stories asks once for all of them."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import people
from articles.admin.article.sheets.access import OwnerField
from articles.models import Change, Section, Topic
from articles.permissions import Permissions
from articles.roles import Act


class BulkForm(forms.Form):
    """What an act asks once for all stories, of what the person may choose from."""

    def __init__(self, *args, theirs: Permissions, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = theirs


class SectionForm(BulkForm):
    section = forms.ModelChoiceField(Section.objects.none(), label=gettext_lazy("Section"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = self.theirs.sections(Act.CREATE).order_by(
            "language", "position", "name"
        )


class TopicForm(BulkForm):
    """By its name, completed as it is typed: a paper has thousands of topics."""

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=150,
        widget=forms.TextInput(attrs={"list": "known_topics", "autocomplete": "off"}),
    )

    def clean_topic(self) -> Topic:
        name = self.cleaned_data["topic"]
        topics = Topic.objects.standing_first()
        found = topics.filter(name=name).first() or topics.filter(name__iexact=name).first()
        if found is None:
            raise forms.ValidationError(_("There is no topic of this name."))
        return found.present


class PublishManyForm(BulkForm):
    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change, where a text is live already"),
        choices=[(each.value, each.label) for each in (Change.UPDATE, Change.MINOR)],
    )


class WithdrawManyForm(BulkForm):
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the desk alone"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnerForm(BulkForm):
    to = OwnerField(get_user_model().objects.none(), label=gettext_lazy("New owner"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people.at_the_desk(Act.EDIT_OWN)
