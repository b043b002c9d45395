"""The box that goes anywhere: a story by words, address, number or uid; a room by its name.

The script asks for JSON as somebody types; who has none sends the form and gets a page.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import folding
from articles.admin import finding, rooms
from articles.admin.article.listing.state import state_of, with_live_state
from articles.admin.desk import moment_text, person
from articles.models import Article
from articles.roles import Act


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str
    # A story's live state: a key for the style, and words; empty for a room.
    state: str = ""
    state_words: str = ""
    # Not what was asked for, but a way to look further.
    is_further: bool = False


@dataclass(frozen=True)
class Answer:
    hits: list[Hit]
    is_exact: bool = False
    is_asked: bool = True

    @property
    def said(self) -> str:
        """How many were found, where anything was asked."""
        number = sum(not hit.is_further for hit in self.hits)
        if not self.is_asked:
            return ""
        if not number:
            return _("Nothing found.")
        return ngettext("%d found.", "%d found.", number) % number


def show(request) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[: finding.LONGEST]
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _json(_answer(request, text, with_older=False))
    answer = _answer(request, text, with_older=True)
    if answer.is_exact:
        return HttpResponseRedirect(answer.hits[0].url)
    return TemplateResponse(
        request,
        "admin/dashboard/jump.html",
        {
            **admin.site.each_context(request),
            "title": _("Go to…"),
            "text": text,
            "answer": answer,
            "most": finding.LONGEST,
        },
    )


def _json(answer: Answer) -> JsonResponse:
    hits = [asdict(hit) for hit in answer.hits]
    response = JsonResponse({"hits": hits, "said": answer.said})
    response["Vary"] = "Accept"
    return response


def _answer(request, text: str, *, with_older: bool) -> Answer:
    who = person(request)
    places = list(_places(request, text))
    found = finding.Found([])
    if who.somewhere(Act.SEE):
        found = finding.stories(who, text, with_older=with_older)
    stories = _stories(found.keys, request.now)
    # What is named exactly comes first; else a room, of which there are few, before many stories.
    hits = stories + places if found.is_exact else places + stories
    if found.has_older:
        hits.append(_further(text))
    return Answer(hits, found.is_exact, is_asked=bool(text))


def _further(text: str) -> Hit:
    url = f"{reverse('admin:jump')}?{urlencode({'q': text})}"
    return Hit(
        _("Look through all older stories"), url, _("This takes a moment longer."), is_further=True
    )


def _stories(keys: list[int], now) -> list[Hit]:
    rows = with_live_state(Article.objects.filter(pk__in=keys), now).select_related("section")
    articles = {article.pk: article for article in rows.defer("body")}
    return [_hit(articles[key]) for key in keys if key in articles]


def _hit(article: Article) -> Hit:
    state = state_of(article)
    section = [article.section.name] if article.section else []
    changed = _("changed %s") % moment_text(article.changed_at)
    note = " · ".join([*section, changed, _("No. %d") % article.pk])
    url = reverse("admin:articles_article_change", args=[article.pk])
    return Hit(str(article), url, note, state.key, state.words)


def _places(request, text: str) -> Iterator[Hit]:
    """Rooms and ways whose name holds every word; all of them where nothing is typed."""
    words = folding.fold(text).split()
    every = [
        *(
            Hit(str(room.name), room.url, str(room.line))
            for room in rooms.of(request, admin.site.get_app_list(request))
        ),
        *_ways(request),
    ]
    for hit in every:
        if all(word in folding.fold(hit.title) for word in words):
            yield hit


def _ways(request) -> Iterator[Hit]:
    yield Hit(_("The desk"), reverse("admin:index"), _("What the newsroom is at."))
    yield Hit(_("The paper"), admin.site.site_url, _("As readers see it."))
    if person(request).somewhere(Act.SEE):
        yield Hit(_("The paper at another moment"), reverse("admin:at"), _("Past or ahead."))
    yield Hit(_("Second factor"), reverse("mfa_index"), _("An app, passkeys, recovery codes."))
    if request.user.has_usable_password():
        way = reverse("admin:password_change")
        yield Hit(_("Change password"), way, _("Your own."))
    yield Hit(_("Log out"), reverse("account_logout"), _("Asks once more."))
