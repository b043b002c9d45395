"""The sheet: one act on one story, said in words before it is done, and its refusal beside it."""

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafting, people, timeline
from articles.admin.article import conflict, stopped
from articles.admin.article.sheets import settle_queue
from articles.admin.desk import person
from articles.errors import NotReady, Refused, StaleBase, Unsettled
from articles.models import OPEN, Article, PublishedVersion, Revision
from articles.roles import Act

# In the address of a sheet that was opened from the queue, and leads back to it.
FROM_QUEUE = "from=queue"


def standing(article: Article) -> dict:
    """What readers see of a story and will see, for pages to say: live, whether the working copy
    has other words, waits, withdrawal; and what a legal hold stopped, which is asked for only where
    it is printed.
    """
    now = timezone.now()
    versions = timeline.coming(article, now)
    live = next((version for version in versions if version.live_from <= now), None)
    return {
        "live": live,
        "has_changes": live is not None and _says_else(article, live),
        "waits": [version for version in versions if version.live_from > now],
        "withdrawal": article.withdrawals.filter(ends_at=OPEN).first(),
        "halted": lambda: [stopped.line(row, []) for row in stopped.of_story(article)],
    }


def _says_else(article: Article, live: PublishedVersion) -> bool:
    """Whether the working copy has other words than readers see; an embargo or a hold is none."""
    if live.revision_id == article.head_id:
        return False
    both = Revision.objects.filter(pk__in=[live.revision_id, article.head_id])
    words = both.values_list(Coalesce("words_of", "pk"), flat=True)
    return len(set(words)) > 1


def not_saved(request, article: Article) -> list[str]:
    """Sentences about texts of the story that wait unsaved, and so are not published."""
    found = []
    for user in drafting.writers(article):
        if user == request.user:
            found.append(_("You have unsaved text in this story."))
        else:
            said = _("%(name)s has unsaved text in this story.")
            found.append(said % {"name": people.full_name(user)})
    return found


def sent(request):
    """What was sent, even if it is nothing at all; None for a page that is only opened."""
    return request.POST if request.method == "POST" else None


def show(
    model_admin,
    request,
    article,
    form,
    act,
    heading: str,
    *,
    template: str = "admin/articles/article/sheet.html",
    more=lambda refusals: {},
    moved_on=None,
) -> HttpResponse:
    """The sheet of one act: shown, or carried out once and its refusal shown beside the form.

    `moved_on`: answers for a sheet that keeps what was typed where the text is another by now.

    `more`: from the refusals to what the template prints besides; asked only where it is printed.
    """
    try:
        is_done, refusals = attempt(model_admin, request, form, act)
    except StaleBase as stale:
        return moved_on(stale) if moved_on else conflict.moved_on(model_admin, request, stale)
    except Unsettled as unsettled:
        return settle_queue.show(model_admin, request, article, unsettled)
    if is_done:
        return HttpResponseRedirect(way_on(request, article))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": heading,
        "subtitle": str(article),
        "article": article,
        "form": form,
        "refusals": refusals,
        "is_from_queue": _is_from_queue(request),
        **standing(article),
        "media": model_admin.media + form.media,
        **more(refusals),
    }
    return TemplateResponse(request, template, context, status=409 if refusals else 200)


def attempt(model_admin, request, form, act) -> tuple[bool, list[str]]:
    """(whether the act was carried out, why it was refused). `act` returns what is said of it, ""
    for nothing. Raises StaleBase: what was looked at is not what there is any more, and Unsettled:
    it has to be said first how it goes together with what waits.
    """
    if request.method != "POST" or settle_queue.BACK in request.POST or not form.is_valid():
        return False, []
    try:
        sentence = act()
    except (StaleBase, Unsettled):
        raise
    except Refused as refusal:
        return False, refusal.problems if isinstance(refusal, NotReady) else [str(refusal)]
    if sentence:
        model_admin.message_user(request, sentence, messages.SUCCESS)
    return True, []


def way_on(request, article: Article) -> str:
    """Back to the queue, or to the story, if whoever acted still sees it."""
    if _is_from_queue(request):
        return reverse("admin:articles_article_queue")
    if person(request).may(Act.SEE).filter(pk=article.pk).exists():
        return reverse("admin:articles_article_change", args=[article.pk])
    return reverse("admin:articles_article_changelist")


def _is_from_queue(request) -> bool:
    return request.GET.get("from") == "queue"
