"""The writing page's form: the fields of a story, and the revision that it was opened on."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import content as contents
from articles import drafting, permissions
from articles.errors import BodyRefused, Invalid
from articles.models import Article, Author, Byline, Revision

# Rows for names that are not filled yet, below those that are.
_EMPTY_ROWS = 3
# More names than any byline has; each costs a query.
_MOST_NAMES = 50
_ROLE_LENGTH = Byline._meta.get_field("role").max_length


class BylinesWidget(forms.Widget):
    """Rows of a name and a role, in printed order. Works without JavaScript."""

    template_name = "admin/articles/article/bylines_widget.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = list(value or []) + [("", "")] * _EMPTY_ROWS
        context["widget"]["rows"] = rows
        context["widget"]["known"] = Author.objects.values_list("name", flat=True)[:1000]
        return context

    def value_from_datadict(self, data, files, name):
        if not hasattr(data, "getlist"):
            return data.get(name)
        pairs = zip(data.getlist(f"{name}-name"), data.getlist(f"{name}-role"), strict=False)
        return [(author.strip(), role.strip()) for author, role in pairs if author.strip()]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-name" not in data

    def id_for_label(self, id_):
        return f"{id_}_0"


class BylinesField(forms.Field):
    """Typed names → [{"author": key, "role": str}]; an unknown name is said by name."""

    widget = BylinesWidget

    def clean(self, value):
        value = value or []
        if len(value) > _MOST_NAMES or any(len(role) > _ROLE_LENGTH for _name, role in value):
            raise ValidationError(
                _("At most %(names)d names, and at most %(length)d letters for a role."),
                params={"names": _MOST_NAMES, "length": _ROLE_LENGTH},
            )
        rows, unknown = [], []
        for name, role in value:
            author = _author(name)
            if author is None:
                unknown.append(name)
            else:
                rows.append({"author": author.pk, "role": role})
        if unknown:
            raise ValidationError(
                _("No author has the name “%(name)s”. Add the author first, or correct the name."),
                params={"name": ", ".join(unknown)},
            )
        return rows

    def has_changed(self, initial, data):
        return list(initial or []) != list(data or [])


def _author(name: str) -> Author | None:
    # PostgreSQL will not even be asked for a text with NUL.
    if "\0" in name:
        return None
    author = Author.objects.filter(name__iexact=name).order_by("pk").first()
    return author or Author.objects.filter(slug=name).first()


class ArticleForm(forms.ModelForm):
    # What whoever fills it in may do: a permissions.Permissions, set by the admin.
    person = None

    # A browser that fills an old value in after a step back would make a stale save of a good one.
    base = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    uid = forms.CharField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
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
            "headline": forms.Textarea(attrs={"class": "headline", "rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 2}),
            "lead_image_caption": forms.Textarea(attrs={"rows": 2}),
            "note_to_editors": forms.Textarea(attrs={"rows": 3}),
            "seo_description": forms.Textarea(attrs={"rows": 2}),
            "social_description": forms.Textarea(attrs={"rows": 2}),
            "urgency": forms.NumberInput(attrs={"min": 1, "max": 9}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.initial["base"] = self.instance.head_id
        self.initial["uid"] = self.instance.uid
        self.initial["bylines"] = self._present_bylines()

    def _present_bylines(self) -> list[tuple[str, str]]:
        if self.instance.pk is None:
            return []
        rows = self.instance.bylines.select_related("author").order_by("position")
        return [(row.author.name, row.role) for row in rows]

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_base(self) -> int | None:
        """The revision that the page was opened on; none for what is no revision of this story.

        drafting.save keeps a text without a base as a conflict, so nothing that was typed is lost.
        """
        base = self.cleaned_data["base"]
        key = read_key(base)
        if self.instance.pk is None or key is None:
            return None
        return self.instance.revisions.filter(pk=key).values_list("pk", flat=True).first()

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
            if self.instance.head_id:
                before = self.instance.head.content
                drafting.refuse_to_stop_late(
                    self.instance, before, before | changes, timezone.now()
                )
        except Invalid as refusal:
            self._refuse(refusal.fields)
        except BodyRefused as refusal:
            self.add_error("body", str(refusal))
        return cleaned

    def _started_from(self) -> dict:
        """What the page was opened on; where that is not the head any more, nothing is applied."""
        base = self.cleaned_data.get("base")
        if base is not None:
            return Revision.objects.get(pk=base).content
        return contents.of(self.instance if self.instance.pk else Article())

    def _refuse(self, fields: dict[str, list[str]]) -> None:
        for name, sentences in fields.items():
            self.add_error(name if name in self.fields else None, sentences)

    def _keep_moments_not_changed(self) -> None:
        """A moment that the newsroom's clock showed twice cannot be read back from its text: where
        the text is the one that was shown, the stored moment stays.
        """
        for name in contents.MOMENTS:
            stored = getattr(self.instance, name)
            if stored and name in self.errors and name not in self.changed_data:
                del self.errors[name]
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


def _in_order(chosen, before: list[int]) -> list:
    """A select box knows no order: what was chosen before keeps its place, new rows follow."""
    places = {key: place for place, key in enumerate(before)}
    return sorted(chosen, key=lambda row: places.get(row.pk, len(places)))


def read_key(text: str) -> int | None:
    """The key of a row, if it can be one; Python itself refuses to read very long numbers."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def read_uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
