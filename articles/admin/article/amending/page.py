"""The page on which what readers see is amended, and its press."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.article import preview
from articles.admin.article.amending import beside, comparing, drafts, meanwhile, press
from articles.admin.article.amending.drafts import Draft
from articles.admin.article.amending.form import AmendForm, reads_otherwise
from articles.admin.article.amending.meanwhile import Meanwhile
from articles.admin.article.sheets import kind, settle_queue, sheet
from articles.admin.article.sheets.publish import not_said_below
from articles.admin.article.writing import typed
from articles.errors import Unsettled
from articles.models import Article, PublishedVersion, Revision
from articles.publishing.amendments import FIELDS
from newsroom.editor import editor_policy

_ELEMENTS = (
    "held-press", "press-once", "signed-out", "story-preview", "text-meters", "unsaved-guard",
    "writing-keys",
)  # fmt: skip
# The text; the rest of what stands in print is in the rail.
_WORDS = ("kicker", "headline", "standfirst", "body")


def amend(model_admin, request, article) -> HttpResponse:
    """GET: the text that readers see, in the editor. POST: publishes it at once with what was
    typed, or only shows what would differ. Refused, all that was typed comes again.
    """
    live = sheet.standing(article)["live"]
    base = _base(request, article, live)
    if base is None or (live is None and request.method != "POST"):
        return _nothing_to_amend(model_admin, request, article)
    draft, refusals = drafts.of(request, article, base, live), []
    if draft.is_pressed:
        try:
            is_done, refusals = press.attempt(model_admin, request, article, draft)
        except Unsettled as unsettled:
            return settle_queue.show(model_admin, request, article, unsettled)
        if is_done:
            return HttpResponseRedirect(sheet.way_on(request, article))
    # Another text may have become live while this one was pressed.
    stands = sheet.standing(article)
    brought = _brought(draft.form, base, stands["live"])
    if brought is not None:
        data, refusals = meanwhile.sent_again(draft.form, brought), []
        draft = drafts.of(request, article, brought.live, stands["live"], data=data)
    context = _context(model_admin, request, article, draft, stands)
    context |= _compared(draft.form, stands["live"], brought)
    context["refusals"] = not_said_below(refusals, draft.checked)
    return _answer(request, context, status=409 if refusals or brought else 200)


def _answer(request, context: dict, status: int) -> HttpResponse:
    template = "admin/articles/article/amend.html"
    response = TemplateResponse(request, template, context, status=status)
    response._csp_config = editor_policy()
    return response


def preview_amendment(model_admin, request, article) -> HttpResponse:
    """The page that readers would see; nothing of it is stored."""
    live = sheet.standing(article)["live"]
    base = _base(request, article, live)
    if request.method != "POST" or base is None:
        return HttpResponseRedirect(reverse("admin:articles_article_amend", args=[article.pk]))
    form = drafts.form_of(request, article, base)
    content = form.content_on(base.content)
    copy = typed.Copy(content, is_saved=False, faults=form.faults(), base=base)
    return preview.answer(request, article, copy)


def _base(request, article: Article, live: PublishedVersion | None) -> Revision | None:
    """The text that is amended: that of the page which was sent, or what readers see now."""
    sent = meanwhile.base_of(article, request.POST.get("base", ""))
    if sent is not None and sent.content:
        return sent
    if live is not None:
        return live.revision
    # Withdrawn meanwhile: what was typed is shown on what readers saw last.
    last = article.versions.select_related("revision").order_by("-live_from").first()
    return last and last.revision


def _nothing_to_amend(model_admin, request, article: Article) -> HttpResponse:
    said = _("Readers do not see this story: there is nothing to amend.")
    model_admin.message_user(request, said, messages.WARNING)
    return HttpResponseRedirect(sheet.way_on(request, article))


def _brought(form: AmendForm, base: Revision, live: PublishedVersion | None) -> Meanwhile | None:
    """What was typed, on what readers see by now, where that is another text."""
    sent = form.is_bound and form["base"].value()
    if not form.is_bound or live is None or sent == str(live.revision_id):
        return None
    known = base if sent == str(base.pk) else None
    return meanwhile.bring(known, live.revision, form.content_on(base.content))


def _context(model_admin, request, article: Article, draft: Draft, stands: dict) -> dict:
    form = draft.form
    live, content = form.live.content, form.content_on(form.live.content)
    return {
        **model_admin.admin_site.each_context(request),
        **stands,
        "opts": model_admin.opts,
        "title": _("Amend what readers see"),
        "subtitle": live["headline"],
        "article": article,
        "form": form,
        "words": [form[name] for name in _WORDS],
        "more": [form[name] for name in FIELDS if name not in _WORDS],
        "checklist": draft.checked,
        "queue": draft.waits,
        "beside": beside.of(article, form.live, timezone.now()),
        "not_saved": sheet.not_saved(request, article),
        "kinds": kind.KINDS,
        "slip": kind.slight(live, content),
        "asks_kind": form.is_bound and reads_otherwise(live, content),
        "is_touched": form.is_bound and content != live,
        "elements": [f"articles/admin/{name}.js" for name in _ELEMENTS],
        "preview_address": reverse("admin:articles_article_preview_amendment", args=[article.pk]),
        "media": model_admin.media + form.media,
    }


def _compared(form: AmendForm, live: PublishedVersion | None, brought: Meanwhile | None) -> dict:
    """The comparisons that the page shows: what was asked for, and what has to be known."""
    if live is None or not form.is_bound:
        return {}
    found: dict = {"brought": brought}
    if brought is not None and brought.base is not None:
        found["since"] = comparing.since(brought.base, live)
    if brought is not None or "look" in form.data:
        found["look"] = comparing.typed(live, form.content_on(live.revision.content))
    return found
