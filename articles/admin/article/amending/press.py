"""The press: what nobody publishes without, the publication, and what is said of it."""

from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.article.amending.drafts import Draft
from articles.admin.article.sheets import faults, queue_choice, settle_queue, sheet
from articles.models import Article, Revision
from articles.publishing import Amended
from articles.publishing.amendments import waiting_beside


def attempt(model_admin, request, article: Article, draft: Draft) -> tuple[bool, list[str]]:
    """(whether it was published, why it was refused). Raises Unsettled, as sheet.attempt does."""
    if draft.is_of_what_readers_see:
        # Of another text, a second press among them, the verb knows more.
        faults.add_to_warnings(draft.form, draft.checked)
        queue_choice.add_faults(draft.form, draft.waits, request.POST.get("waits", ""))
    act = partial(_carry_out, request, article, draft)
    return sheet.attempt(model_admin, request, draft.form, act)


@transaction.atomic
def _carry_out(request, article: Article, draft: Draft) -> str:
    form, waits, data = draft.form, draft.waits, draft.form.cleaned_data
    after, before = form.content_on(form.live.content), form.live.content
    # Two presses at once take their turns from here on.
    article = publishing.take_turn(article, form.live, now=timezone.now())
    now = timezone.now()
    live = article.versions.live(now).first()
    queue_choice.require_to_cancel(request, article, form, waits)
    is_first = live is not None and live.revision_id == form.live.pk
    if is_first:
        queue_choice.refuse_changed(article, waits, start=now, now=now, revision=None)
    amended = publishing.amend(
        article,
        {name: after[name] for name in form.typed() if after[name] != before[name]},
        base=form.live,
        by=request.user,
        change=data["change"],
        note=data["note"],
        queue=queue_choice.for_verb(form, waits),
        settled=settle_queue.settled(request.POST),
        passed=draft.checked.keys,
        word=data["word"],
    )
    told = queue_choice.became(article, waits, now=timezone.now()) if is_first else []
    return format_html_join(" ", "{}", [[each] for each in (_said(article, amended), *told)])


def _said(article: Article, amended: Amended) -> str:
    """Where readers see it, and where it stands in the working copy."""
    version = amended.version
    link = format_html('<a href="{}">{}</a>', version.get_absolute_url(), version.path)
    published = format_html(_("Published: readers see it at {}"), link)
    if version.revision.kind != Revision.Kind.AMENDED:
        return format_html("{}.", published)
    if amended.is_carried:
        return format_html("{}. {}", published, _("The working copy has it too."))
    mine = waiting_beside(version.revision).get()
    settle = reverse("admin:articles_article_settle", args=[article.pk, mine.pk])
    words = format_html('<a href="{}">{}</a>', settle, _("Settle the two texts"))
    said = _("The working copy says something else in the same place.")
    return format_html("{}. {} {}.", published, said, words)
