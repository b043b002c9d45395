"""New pictures at the desk: one or many files, each with an answer of its own."""

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.library import as_shown
from articles.errors import ImageRefused
from articles.images import intake, library
from articles.models import Image

# What is typed once for all files that come together; the rest belongs to one picture.
SHARED = ("alt", "caption", "credit", "copyright")
# What a file says of its picture, in the order in which it is shown.
FACTS = ("alt", "caption", "creator", "credit", "copyright", "place", "taken_on", "made_with_ai")
# Files of one form without scripts. With them each comes by itself.
MOST_AT_ONCE = 50
_KINDS = ".jpg,.jpeg,.png,.webp,.avif,.gif"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; clean() gives the list."""

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(self.too_many() % MOST_AT_ONCE)
        # An empty file is none that can be read, and must not keep the others.
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]

    def too_many(self) -> str:
        return ngettext("At most %d picture at once.", "At most %d pictures at once.", MOST_AT_ONCE)


class NewImagesForm(forms.ModelForm):
    """Files that are new, and what is said of all of them."""

    upload = FilesField(
        label=_("file"),
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": _KINDS}),
        help_text=_("JPEG, PNG, WebP, AVIF or GIF; several at once, too."),
    )
    moves = forms.BooleanField(
        label=_("keep it moving"),
        required=False,
        help_text=_("Of a picture that moves the first frame is taken, unless you ask for all."),
    )

    class Meta:
        model = Image
        fields = SHARED

    def take(self, *, by) -> list["Answer"]:
        """Puts each file into the library; one that is refused does not keep the others."""
        return [self._answer(file, by) for file in self.cleaned_data["upload"]]

    def refused(self) -> list["Answer"]:
        """The answer to a form that cannot be taken, as the only one."""
        sentences = [sentence for said in self.errors.values() for sentence in said]
        names = [file.name for file in self.files.getlist("upload")]
        return [Answer(", ".join(names), refusal=" ".join(sentences))]

    def _answer(self, file, by) -> "Answer":
        moves = self.cleaned_data["moves"]
        try:
            image, is_new = library.add(file, by=by, moves=moves, **self.said)
        except ImageRefused as refusal:
            return Answer(file.name, refusal=str(refusal))
        return Answer(file.name, image, is_new=is_new)

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in SHARED}


class NewImageForm(NewImagesForm):
    """One file, which is read with the form, so that its refusal stands at the field."""

    def clean(self):
        values = super().clean()
        if values.get("upload"):
            try:
                self.taken = intake.take(values["upload"][0], moves=values.get("moves", False))
            except ImageRefused as refusal:
                self.add_error("upload", str(refusal))
        return values

    def keep(self, *, by) -> tuple[Image, bool]:
        return library.keep(self.taken, by=by, **self.said)


class Answer:
    """What became of a file: its picture, new or there already, or the sentence of a refusal."""

    def __init__(self, name: str, image: Image | None = None, *, is_new=False, refusal=""):
        self.name, self.image, self.is_new, self.refusal = name, image, is_new, refusal

    @property
    def shown(self) -> dict | None:
        return as_shown(self.image) if self.image else None

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and value of what is known of the picture."""
        if not self.image:
            return []
        rows = [
            (self.image._meta.get_field(name).verbose_name, self._value(name)) for name in FACTS
        ]
        return [(label, value) for label, value in rows if value]

    def _value(self, name: str):
        if name == "made_with_ai":
            return self.image.get_made_with_ai_display()
        return getattr(self.image, name)

    @property
    def lacks(self) -> str:
        """What somebody has yet to say of it, as one sentence."""
        if not self.is_new:
            return ""
        if not self.image.alt and not self.image.credit:
            return gettext("It has no alternative text and no credit yet.")
        if not self.image.alt:
            return gettext("It has no alternative text yet.")
        return "" if self.image.credit else gettext("It has no credit yet.")
