"""What stands on the page: what is typed, what is to be looked at first, and what waits."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.article.amending.form import AmendForm, reads_otherwise
from articles.admin.article.sheets import checklist, queue_choice, settle_queue, sheet
from articles.admin.article.sheets.checklist import Checklist
from articles.admin.article.sheets.queue_choice import QueueChoice
from articles.admin.desk import person
from articles.models import Article, Change, PublishedVersion, Revision
from articles.roles import Act


@dataclass(frozen=True)
class Draft:
    """`live` is what readers see, if it was not withdrawn since the page was opened."""

    form: AmendForm
    live: PublishedVersion | None
    checked: Checklist
    waits: QueueChoice

    @property
    def is_pressed(self) -> bool:
        """Whether it was sent to be published, and not to be looked at."""
        return self.form.is_bound and not {"look", settle_queue.BACK} & self.form.data.keys()

    @property
    def is_of_what_readers_see(self) -> bool:
        return self.live is not None and self.live.revision_id == self.form.live.pk


def of(
    request, article: Article, base: Revision, live: PublishedVersion | None, data=None
) -> Draft:
    """What was sent, or `data`, on the text that it was typed on."""
    form = form_of(request, article, base, data)
    _propose_kind(form)
    return Draft(form, live, _checked(request, article, form, live), _waits(article, form))


def form_of(request, article: Article, base: Revision, data=None) -> AmendForm:
    sent = sheet.sent(request) if data is None else data
    form = AmendForm(sent, article=article, live=base, request=request)
    form.is_valid()
    return form


def _propose_kind(form: AmendForm) -> None:
    """The page opens with "minor": where more differs than that stands for, it asks once."""
    if not form.is_bound or form.cleaned_data["asked"]:
        return
    is_minor = form.cleaned_data.get("change") == Change.MINOR
    before = form.live.content
    if not is_minor or not reads_otherwise(before, form.content_on(before)):
        return
    form.data = form.data.copy()
    form.data["change"] = Change.UPDATE.value
    if "look" in form.data:
        return
    said = _(
        "More differs than a slip of the pen, so “update” is chosen. "
        "Look whether that is what it is, then publish."
    )
    form.add_error("change", said)


def _checked(request, article: Article, form: AmendForm, live) -> Checklist:
    """What is to be looked at that is new against what readers see."""
    now = timezone.now()
    return checklist.of(
        article,
        form.content_on(form.live.content),
        live,
        start=now,
        now=now,
        among=person(request).may(Act.SEE),
        shown=set(request.POST.getlist("passed")),
        is_known=True,
        page="",
    )


def _waits(article: Article, form: AmendForm) -> QueueChoice:
    """What waits, and what becomes of it; of what is not typed yet nobody can say more."""
    now = timezone.now()
    content = form.content_on(form.live.content) if form.is_bound else None
    return queue_choice.of(article, form, content, start=now, now=now, compare_with="live")
