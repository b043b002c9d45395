"""The page on which what readers see is amended, and its press."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.article import preview
from articles.admin.article.amending import beside, comparing, meanwhile
from articles.admin.article.amending.form import AmendForm, reads_otherwise
from articles.admin.article.amending.meanwhile import Meanwhile
from articles.admin.article.sheets import checklist, faults, kind, queue_choice, settle_queue, sheet
from articles.admin.article.sheets.checklist import Checklist
from articles.admin.article.sheets.publish import not_said_below
from articles.admin.article.sheets.queue_choice import QueueChoice
from articles.admin.article.writing import typed
from articles.admin.desk import person
from articles.errors import Unsettled
from articles.models import Article, Change, PublishedVersion, Revision
from articles.publishing import Amended
from articles.publishing.amendments import FIELDS, waiting_beside
from articles.roles import Act
from newsroom.editor import EDITOR_POLICY

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
    stands = sheet.standing(article)
    base = _base(request, article, stands["live"])
    if base is None or (stands["live"] is None and request.method != "POST"):
        return _nothing_to_amend(model_admin, request, article)
    form = _form(request, article, base)
    _propose_kind(form)
    checked = _checked(request, article, form, stands["live"])
    waits = _waits(article, form)
    refusals: list[str] = []
    if _is_pressed(form):
        if form.live == (stands["live"] and stands["live"].revision):
            faults.add_to_warnings(form, checked)
            queue_choice.add_faults(form, waits, request.POST.get("waits", ""))
        act = partial(_carry_out, request, article, form, checked, waits)
        try:
            is_done, refusals = sheet.attempt(model_admin, request, form, act)
        except Unsettled as unsettled:
            return settle_queue.show(model_admin, request, article, unsettled)
        if is_done:
            return HttpResponseRedirect(sheet.way_on(request, article))
        # Another text may have become live while this one was pressed.
        stands = sheet.standing(article)
    brought = _brought(form, base, stands["live"])
    if brought is not None:
        refusals = []
        form = _form(request, article, brought.live, data=meanwhile.sent_again(form, brought))
        checked = _checked(request, article, form, stands["live"])
        waits = _waits(article, form)
    context = _context(model_admin, request, article, form, checked, stands) | {"queue": waits}
    context |= _compared(form, stands["live"], brought)
    context["refusals"] = not_said_below(refusals, checked)
    status = 409 if refusals or brought else 200
    template = "admin/articles/article/amend.html"
    response = TemplateResponse(request, template, context, status=status)
    response._csp_config = EDITOR_POLICY
    return response


def preview_amendment(model_admin, request, article) -> HttpResponse:
    """The page that readers would see; nothing of it is stored."""
    live = sheet.standing(article)["live"]
    base = _base(request, article, live)
    if request.method != "POST" or base is None:
        return HttpResponseRedirect(reverse("admin:articles_article_amend", args=[article.pk]))
    form = _form(request, article, base)
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


def _form(request, article: Article, base: Revision, data=None) -> AmendForm:
    sent = sheet.sent(request) if data is None else data
    form = AmendForm(sent, article=article, live=base, request=request)
    form.is_valid()
    return form


def _is_pressed(form: AmendForm) -> bool:
    return form.is_bound and not {"look", settle_queue.BACK} & form.data.keys()


def _waits(article: Article, form: AmendForm) -> QueueChoice:
    """What waits, and what becomes of it; of what is not typed yet nobody can say more."""
    now = timezone.now()
    content = form.content_on(form.live.content) if form.is_bound else None
    return queue_choice.of(article, form, content, start=now, now=now, compare_with="live")


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


@transaction.atomic
def _carry_out(request, article: Article, form: AmendForm, checked, waits: QueueChoice) -> str:
    data = form.cleaned_data
    after, before = form.content_on(form.live.content), form.live.content
    # Two presses at once take their turns from here on.
    article = Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    live = article.versions.live(now).first()
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
        passed=checked.keys,
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


def _brought(form: AmendForm, base: Revision, live: PublishedVersion | None) -> Meanwhile | None:
    """What was typed, on what readers see by now, where that is another text."""
    sent = form.is_bound and form["base"].value()
    if not form.is_bound or live is None or sent == str(live.revision_id):
        return None
    known = base if sent == str(base.pk) else None
    return meanwhile.bring(known, live.revision, form.content_on(base.content))


def _context(model_admin, request, article: Article, form, checked: Checklist, stands) -> dict:
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
        "checklist": checked,
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
