"""The writing page's form: the fields of a story, and the revision that it was opened on."""

from dataclasses import replace
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import composing, permissions
from articles import content as contents
from articles.admin.article.writing import laid_open, meters
from articles.admin.article.writing.bylines import BylinesField
from articles.admin.article.writing.meters import MeteredTextarea
from articles.admin.desk import read_key, read_uid
from articles.admin.library import PictureSelect
from articles.errors import BodyRefused, Invalid
from articles.models import Article, Revision, new_window
from articles.roles import Act


class ArticleForm(forms.ModelForm):
    # What whoever fills it in may do: a permissions.Permissions, set by the admin.
    person = None
    # An UnsavedText that the page is opened with, set by the admin.
    laid_open = None

    # A browser that fills an old value in after a step back would make a stale save of a good one.
    base = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    uid = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    # Names this opening of the page: whatever is saved or kept from it carries the name.
    window = forms.CharField(
        required=False, max_length=32, widget=forms.HiddenInput({"autocomplete": "off"})
    )
    # Names that text when the page is sent: what becomes of it is known with the text itself.
    opened = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    bylines = BylinesField(
        required=False,
        label=_("bylines"),
        help_text=_("In the order printed. Leave a line empty to take a name out."),
    )

    class Meta:
        model = Article
        fields = [name for name in contents.FIELDS if name != contents.BYLINES]
        widgets = {
            # In sight as a whole, however narrow the window; clean_headline makes it one line.
            "headline": MeteredTextarea(
                meters.PHONE,
                replace(meters.SEARCH, instead="id_seo_headline"),
                replace(meters.SOCIAL, instead="id_social_headline"),
                attrs={"class": "headline", "rows": 1, "placeholder": " "},
            ),
            "standfirst": MeteredTextarea(
                replace(meters.SEARCH_TEXT, instead="id_seo_description"),
                attrs={"rows": 2, "placeholder": " "},
            ),
            "kicker": forms.TextInput(attrs={"placeholder": " "}),
            "lead_image": PictureSelect,
            "lead_image_caption": forms.Textarea(attrs={"rows": 2}),
            "lead_image_alt": forms.Textarea(attrs={"rows": 2}),
            "note_to_editors": forms.Textarea(attrs={"rows": 3}),
            "seo_headline": MeteredTextarea(meters.SEARCH, attrs={"rows": 1}),
            "seo_description": MeteredTextarea(meters.SEARCH_TEXT, attrs={"rows": 2}),
            "social_headline": MeteredTextarea(meters.SOCIAL, attrs={"rows": 1}),
            "social_description": MeteredTextarea(meters.SOCIAL_TEXT, attrs={"rows": 2}),
            "target_words": forms.NumberInput(attrs={"min": 1, "max": 20_000, "step": 10}),
            "urgency": forms.NumberInput(attrs={"min": 1, "max": 9}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.initial["base"] = self.instance.head_id
        self.initial["uid"] = self.instance.uid
        self.initial["window"] = new_window()
        self.initial["bylines"] = self._present_bylines()
        if "topics" in self.initial:
            self.initial["topics"] = [topic.present for topic in self.initial["topics"]]
        if self.laid_open is not None:
            self.initial |= laid_open.values(self, self.laid_open)
        language = self.initial.get("language") or self.instance.language
        direction = composing.direction_of(language, self.initial.get("direction", ""))
        shows_source = self.person is not None and self.person.somewhere(Act.PUBLISH)
        write_in(self, language, direction, shows_source=shows_source)
        if "bylines" in self.fields and self.person is not None:
            may_add = self.person.somewhere(Act.MANAGE_PLACES)
            self.fields["bylines"].widget.may_add = may_add
        if "headline" in self.fields and self.instance.pk is None:
            self.fields["headline"].widget.attrs["autofocus"] = True
        for name in self.fields.keys() & set(contents.MOMENTS):
            self.fields[name].help_text = zoned(self.fields[name].help_text)

    def _present_bylines(self) -> list[tuple[str, str]]:
        if self.instance.pk is None:
            return []
        rows = self.instance.bylines.select_related("author__merged_into").order_by("position")
        return [(row.author.present.name, row.role) for row in rows]

    def clean_headline(self) -> str:
        return one_line(self.cleaned_data["headline"])

    def clean_seo_headline(self) -> str:
        return one_line(self.cleaned_data["seo_headline"])

    def clean_social_headline(self) -> str:
        return one_line(self.cleaned_data["social_headline"])

    def clean_base(self) -> int | None:
        """The revision that the page was opened on; none for what is no revision of this story.

        drafting.save keeps a text without a base as a conflict, so nothing that was typed is lost.
        """
        base = self.cleaned_data["base"]
        key = read_key(base)
        if self.instance.pk is None or key is None:
            return None
        return self.instance.revisions.filter(pk=key).values_list("pk", flat=True).first()

    def clean_window(self) -> str:
        window = self.cleaned_data["window"]
        return window if window.isascii() and window.isalnum() else ""

    def clean_uid(self) -> UUID | None:
        return read_uid(self.cleaned_data["uid"])

    def clean(self):
        """What drafting would refuse is said beside the field instead."""
        cleaned = super().clean()
        self._keep_moments_not_changed()
        if self.errors:
            return cleaned
        try:
            changes = contents.normalise(self.changes())
            contents.validate(contents.of(Article()) | changes)
            before = self._started_from()
            after = before | changes
            self._refuse(permissions.refused_changes(self.person, self.instance, before, after))
        except Invalid as refusal:
            self._refuse(refusal.fields)
        except BodyRefused as refusal:
            self.add_error("body", str(refusal))
        return cleaned

    def _started_from(self) -> dict:
        """What the page was opened on; where that is not the head any more, nothing is applied."""
        base = self.cleaned_data.get("base")
        held = base and Revision.objects.get(pk=base).content
        # One that was thinned holds nothing.
        return held or contents.of(self.instance if self.instance.pk else Article())

    def _refuse(self, fields: dict[str, list[str]]) -> None:
        for name, sentences in fields.items():
            self.add_error(name if name in self.fields else None, sentences)

    def _keep_moments_not_changed(self) -> None:
        """A moment that the newsroom's clock showed twice cannot be read back from its text, parts
        of a second neither: where the text is the one that was shown, the stored moment stays.
        """
        for name in contents.MOMENTS:
            stored = getattr(self.instance, name)
            if stored and name in self.fields and name not in self.changed_data:
                self.errors.pop(name, None)
                self.cleaned_data[name] = stored

    def changes(self) -> dict:
        """What drafting.save takes: every field of the form."""
        names = [name for name in contents.FIELDS if name in self.fields]
        changes = {name: self.cleaned_data[name] for name in names}
        before = contents.of(self.instance)
        return changes | {name: _in_order(changes[name], before[name]) for name in contents.LISTS}

    def _post_clean(self):
        """The typed uid of a new story is kept, so that pressing twice makes one story."""
        super()._post_clean()
        if self.instance.pk is None and self.cleaned_data.get("uid"):
            self.instance.uid = self.cleaned_data["uid"]


def write_in(form, language: str, direction: str, *, shows_source: bool) -> None:
    """Prepares the words and the body of a form to be written in a story's own language."""
    for name in form.fields.keys() & contents.WORDS:
        _prepare_words(form.fields[name].widget.attrs, language, direction)
    if "body" in form.fields:
        editor = form.fields["body"].widget
        editor.write_in(language, direction)
        editor.shows_source = shows_source


def _prepare_words(attrs: dict, language: str, direction: str) -> None:
    """Spelled and set in that language. A text too long is said when it is saved: cut off while it
    is typed or pasted, its end would be lost without a word.
    """
    attrs |= {"lang": language, "dir": direction, "data-story-words": True}
    attrs.pop("maxlength", None)


def zoned(help_text) -> str:
    """The help of a field for a moment, with the clock that it is on."""
    clock = _("On the newsroom’s clock, %s.") % timezone.get_current_timezone_name()
    return f"{help_text} {clock}".strip()


def one_line(text: str) -> str:
    return " ".join(text.split())


def _in_order(chosen, before: list[int]) -> list:
    """A select box knows no order: what was chosen before keeps its place, new rows follow."""
    places = {key: place for place, key in enumerate(before)}
    return sorted(chosen, key=lambda row: places.get(row.pk, len(places)))
