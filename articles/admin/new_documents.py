"""New documents at the desk: one or many PDFs, each with an answer of its own."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.new_pictures import MOST_AT_ONCE, FilesField, FilesInput
from articles.documents import intake, library
from articles.errors import DocumentRefused
from articles.models import Document


@dataclass(frozen=True)
class Answer:
    """What became of a file: its document and what was left out of it, or why it was refused."""

    name: str
    document: Document | None = None
    is_new: bool = False
    left: tuple[str, ...] = ()
    refusal: str = ""


class _PdfsField(FilesField):
    def too_many(self) -> str:
        return ngettext("At most %d PDF at once.", "At most %d PDFs at once.", MOST_AT_ONCE)


class NewDocumentsForm(forms.Form):
    upload = _PdfsField(
        label=_("files"),
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_(
            "PDFs, one or several. Each is printed anew: scripts, notes, earlier states and what"
            " it tells of its writer stay behind."
        ),
    )

    def take(self, *, by) -> list[Answer]:
        """Puts each file into the library; one that is refused does not keep the others."""
        return [_answer(file, by) for file in self.cleaned_data["upload"]]

    def refused(self) -> list[Answer]:
        """The answer to a form that cannot be taken, as the only one."""
        sentences = [sentence for said in self.errors.values() for sentence in said]
        names = [file.name for file in self.files.getlist("upload")]
        return [Answer(", ".join(names), refusal=" ".join(sentences))]


def _answer(file, by) -> Answer:
    try:
        taken = intake.take(file)
        document, is_new = library.keep(taken, title=library.named(file.name), by=by)
    except DocumentRefused as refusal:
        return Answer(file.name, refusal=str(refusal))
    return Answer(file.name, document, is_new, taken.left)
