"""What stands in print of a text, to be amended, and what is said of the change."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import composing, richtext
from articles import content as contents
from articles.admin.article.sheets import kind, queue_choice
from articles.admin.article.sheets.publish import LONGEST_WORD
from articles.admin.article.writing.form import ArticleForm, one_line, write_in
from articles.admin.desk import may
from articles.errors import BodyRefused, Invalid
from articles.models import Article, Change, Revision
from articles.publishing import REBASE
from articles.publishing.amendments import FIELDS
from articles.roles import Act

# What a browser would fill in by itself after a step back belongs to another text.
_HIDDEN = forms.HiddenInput({"autocomplete": "off"})


class AmendForm(forms.ModelForm):
    # The text that readers saw when the page was opened.
    base = forms.CharField(required=False, widget=_HIDDEN)
    # Whether it was asked if so much is still minor.
    asked = forms.BooleanField(required=False, widget=_HIDDEN)
    word = forms.CharField(
        label=gettext_lazy("Why all the same, in a word"),
        required=False,
        max_length=LONGEST_WORD,
        help_text=gettext_lazy("Stays on record: name no sources."),
    )
    change = forms.ChoiceField(label=gettext_lazy("Kind of change"), choices=Change)
    note = forms.CharField(
        label=gettext_lazy("What readers are told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For corrections, clarifications, retractions, notes and replies."),
    )
    queue = queue_choice.choice_field()

    class Meta(ArticleForm.Meta):
        fields = FIELDS

    def __init__(self, data, *, article: Article, live: Revision, request):
        self.article, self.live = article, live
        content = live.content
        initial = {"base": live.pk, "change": Change.MINOR, "queue": REBASE}
        text = Article(**contents.columns(content))
        super().__init__(data, instance=text, initial=initial, label_suffix="")
        direction = composing.direction_of(content["language"], content["direction"])
        write_in(self, content["language"], direction, shows_source=True)
        if not may(request, Act.CORRECT, article):
            told = Change.noted()
            choices = [choice for choice in Change.choices if choice[0] not in told]
            self.fields["change"].choices = choices

    def clean_base(self) -> str:
        """What was typed on a text that is not known is published on none."""
        if self.cleaned_data["base"] != str(self.live.pk):
            raise ValidationError(_("Readers see another text by now."))
        return self.cleaned_data["base"]

    def clean_headline(self) -> str:
        return one_line(self.cleaned_data["headline"])

    def clean(self):
        """What no text may hold is said beside its field."""
        cleaned = super().clean()
        if not self.errors:
            try:
                contents.validate(self.live.content | contents.normalise(self.typed()))
            except Invalid as refusal:
                self.say(refusal.fields)
            except BodyRefused as refusal:
                self.add_error("body", str(refusal))
        is_told = cleaned.get("note", "").strip() or "note" in self.errors
        if cleaned.get("change") in Change.noted() and not is_told:
            self.add_error("note", _("Write what readers should be told of this change."))
        return cleaned

    def say(self, fields: dict[str, list[str]]) -> None:
        for name, sentences in fields.items():
            self.add_error(name if name in self.fields else None, sentences)

    def typed(self) -> dict:
        """What is typed, of the fields that could be read."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}

    def content_on(self, content: dict) -> dict:
        """A content with what is typed; what could not be read stands there as it was."""
        if not self.is_bound:
            return dict(content)
        for name, value in self.typed().items():
            try:
                content = content | contents.normalise({name: value})
            except (Invalid, BodyRefused):
                continue
        return content

    def faults(self) -> list[str]:
        """What could not be read of the text, each fault a sentence."""
        return [
            f"{self[name].label}: {said}" for name in FIELDS for said in self.errors.get(name, ())
        ]


def reads_otherwise(before: dict, after: dict) -> bool:
    """Whether more differs than a slip of the pen would take; what is only formatted or linked
    otherwise reads the same.
    """
    if kind.slight(before, after) is not None:
        return False
    if any(before[name] != after[name] for name in FIELDS if name != "body"):
        return True
    one, other = (richtext.plain_text(content["body"]) for content in (before, after))
    return one != other
