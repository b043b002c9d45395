"""The sheets of an embargo: set or moved, until a moment or until it is lifted; and lifted."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import content as contents
from articles import permissions, publishing, timeline
from articles.admin.article import embargoes
from articles.admin.article.sheets import sheet
from articles.admin.article.sheets.embargo_form import EmbargoForm, LiftForm
from articles.admin.article.sheets.publish import refuse_strange_sections
from articles.admin.desk import may, may_edit, moment_text, person
from articles.errors import Refused, ScheduledAhead
from articles.models import Article, Change
from articles.publishing.embargoes import MOVE, held_by_their_own
from articles.roles import Act

_TEMPLATE = "admin/articles/article/embargo.html"


def doors(request, article: Article) -> dict:
    """What the page of a story tells of an embargo, and which ways lead on from there."""
    stands = embargoes.standing(article, timezone.now())
    return {
        "embargo": stands,
        "may_embargo": may_edit(request, article),
        "may_lift_embargo": stands is not None and may(request, Act.LIFT_EMBARGO, article),
    }


def embargo(model_admin, request, article) -> HttpResponse:
    """Sets an embargo, or changes the one that stands."""
    now = timezone.now()
    stands = embargoes.standing(article, now)
    form = EmbargoForm(
        sheet.sent(request),
        initial=_initial(stands),
        stands=stands and stands.until,
        asks_waits=_asks_waits(request, article, now),
    )

    def act():
        return _set(request, article, form)

    heading = _("Change the embargo") if stands else _("Set an embargo")
    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        heading,
        template=_TEMPLATE,
        more=lambda refusals: _around(article, now),
    )


def lift(model_admin, request, article) -> HttpResponse:
    """Lifts the embargo that stands; where none does, says so."""
    now = timezone.now()
    if embargoes.standing(article, now) is None:
        model_admin.message_user(request, _("The story is under no embargo."))
        return HttpResponseRedirect(sheet.way_on(request, article))
    form = LiftForm(sheet.sent(request))

    def act():
        return _lift(request, article, form)

    return sheet.show(
        model_admin,
        request,
        article,
        form,
        act,
        _("Lift the embargo"),
        template=_TEMPLATE,
        more=lambda refusals: (
            _around(article, now) | {"is_lifting": True, "freed": _freed(article, now)}
        ),
    )


def _asks_waits(request, article: Article, now: datetime) -> bool:
    """Whether something waits that the person may take back; of a second press, whether it did."""
    did = "waits" in request.POST or article.versions.ahead(now).exists()
    return did and may(request, Act.SCHEDULE, article)


def _initial(stands) -> dict:
    if stands is None:
        return {}
    moment = {"until": "lifted"} if stands.is_open else {"until": "moment", "at": stands.until}
    return moment | {"reason": stands.reason}


def _around(article: Article, now: datetime) -> dict:
    """What the page tells besides its form, asked anew where the press was refused."""
    article = Article.objects.get(pk=article.pk)
    return {
        "embargo": embargoes.standing(article, now),
        "shown": _shown(article, now),
    }


def _freed(article: Article, now: datetime) -> list[str]:
    """What a lift does to texts that wait and hold the embargo in words of their own."""
    held = held_by_their_own(timeline.coming(article, now), now)
    said = _("%(moment)s “%(headline)s”: its text is freed of the embargo too, on record.")
    return [
        said % {"moment": moment_text(each.live_from), "headline": each.headline} for each in held
    ]


def _set(request, article: Article, form: EmbargoForm) -> str:
    wanted = {"embargoed_until": form.end, "embargo_reason": form.cleaned_data["reason"]}
    wanted = contents.normalise(wanted)
    waits = form.cleaned_data.get("waits", "")

    def look(article: Article, now: datetime) -> None:
        _refuse_what_was_not_shown(request, article, now)
        before = contents.of(article)
        refused = permissions.refused_changes(person(request), article, before, before | wanted)
        if refused:
            raise Refused(" ".join(refused["embargoed_until"]))
        _refuse_to_touch_what_waits(request, article, form.end, waits, now)

    reason = wanted["embargo_reason"]
    done = publishing.embargo(
        article, until=form.end, reason=reason, by=request.user, waits=waits, look=look
    )
    return " ".join([_done(form.end), *_of_what_waited(done)])


def _done(end: datetime) -> str:
    return _("%s. It can be written on meanwhile.") % embargoes.in_words(end)


def _of_what_waited(done) -> list[str]:
    said = [_("Taken back: it was scheduled for %s") % moment_text(at) for at in done.taken_back]
    if done.moved is not None:
        said.append(_("What was scheduled goes live %s now") % moment_text(done.moved.live_from))
    return [f"{sentence}." for sentence in said]


def _refuse_to_touch_what_waits(request, article: Article, end: datetime, waits: str, now) -> None:
    """Names what stands in the way to whoever has not said what becomes of it, and whom to ask to
    those who may not say.
    """
    early = list(article.versions.ahead(now).filter(live_from__lt=end).order_by("live_from"))
    if not early:
        return
    named = "; ".join(f"{moment_text(each.live_from)} “{each.headline}”" for each in early)
    if not _may_touch(request, article, early, waits):
        said = _(
            "Before its end this is scheduled: %s. Your role does not allow you to take it back "
            "or to move it. Ask an editor to do that first."
        )
        raise Refused(said % named)
    if waits == "":
        said = _("Before its end this is scheduled: %s. Say below what becomes of it.")
        raise ScheduledAhead(said % named, versions=early)
    if waits == MOVE:
        refuse_strange_sections(person(request), article, early[-1].revision_id)


def _may_touch(request, article: Article, early: list, waits: str) -> bool:
    """To move is to publish at another moment; to take back is less."""
    acts = {Act.SCHEDULE}
    if waits == MOVE:
        acts.add(Act.PUBLISH)
        acts |= {Act.CORRECT} if early[-1].change in Change.noted() else set()
    return all(may(request, act, article) for act in acts)


def _lift(request, article: Article, form: LiftForm) -> str:
    def look(article: Article, now: datetime) -> None:
        _refuse_what_was_not_shown(request, article, now)

    publishing.lift_embargo(article, by=request.user, why=form.cleaned_data["why"], look=look)
    said = _("The embargo is lifted.")
    if not may(request, Act.PUBLISH, article):
        return said
    address = reverse("admin:articles_article_publish", args=[article.pk])
    return format_html('{} <a href="{}">{}</a>', said, address, _("Publish…"))


def _refuse_what_was_not_shown(request, article: Article, now: datetime) -> None:
    """Raises Refused where something has happened since the page was opened that whoever pressed
    has not seen: another embargo, another schedule, or that readers see the story now.
    """
    if request.POST.get("shown") != _shown(article, now):
        raise Refused(
            _(
                "Something has changed since this page was opened: what it tells now stands "
                "below. Look at it, then press again."
            )
        )


def _shown(article: Article, now: datetime) -> str:
    """A mark of what the sheet tells: the embargo, what readers see and what waits."""
    coming = timeline.coming(article, now)
    told = [article.embargoed_until, article.embargo_reason]
    told += [(version.pk, version.live_from <= now) for version in coming]
    return sha256(repr(told).encode()).hexdigest()[:16]
