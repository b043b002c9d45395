"""When two editors saved: both texts side by side, and the choices that bring them together."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import content as contents
from articles import diffing, drafting, people, permissions, three_way
from articles.admin.article import values
from articles.admin.article.merging import body, fields, words
from articles.admin.article.merging.writing import writing_of
from articles.admin.desk import moment_text, person, read_key
from articles.errors import BodyRefused, Invalid, Removed, StaleBase
from articles.models import Article, Revision
from articles.three_way import Sides
from articles.wire import importing


def settle(model_admin, request, article, revision: int) -> HttpResponse:
    """GET shows the two texts; POST goes on writing with what is chosen, or saves it."""
    mine = get_object_or_404(
        article.revisions, pk=revision, kind=Revision.Kind.REFUSED, thinned_at=None
    )
    stale = _with_known_base(drafting.conflict_of(article, mine))
    if request.method != "POST":
        return show(model_admin, request, stale)
    head = _revision_named(article, request.POST.get("head", ""))
    if head != stale.theirs:
        chosen = _still_the_same(request.POST, head, stale.theirs)
        return show(model_admin, request, stale, chosen, has_moved=True, status=409)
    chosen = request.POST
    asked = _not_chosen(stale, chosen)
    if asked:
        return show(model_admin, request, stale, chosen, asked=asked, status=400)
    try:
        changes = _changes(stale, chosen)
        refused = _refused(request, stale, changes)
        if refused:
            return show(model_admin, request, stale, chosen, refusals=refused, status=403)
        return _carried_out(model_admin, request, stale, changes)
    except StaleBase as again:
        return show(model_admin, request, again, chosen, has_moved=True, status=409)
    except Invalid as fault:
        said = [sentence for sentences in fault.fields.values() for sentence in sentences]
    except (BodyRefused, Removed) as fault:
        said = [str(fault)]
    return show(model_admin, request, stale, chosen, refusals=said, status=400)


def _with_known_base(stale: StaleBase) -> StaleBase:
    """Without the base where its text was thrown away: then all that differs is asked."""
    if stale.base and not stale.base.content.keys() >= stale.theirs.content.keys():
        stale.base = None
    return stale


def _sides(stale: StaleBase) -> Sides:
    """The three contents that the arithmetic of a merge takes. Embargoes and holds are no part of
    it: they stay as they stand.
    """
    base, theirs = stale.base and stale.base.content, stale.theirs.content
    gates = {name: theirs[name] for name in drafting.NEVER_RESTORED}
    return Sides(base, theirs, stale.mine.content | gates)


def _revision_named(article: Article, text: str) -> Revision | None:
    return article.revisions.filter(pk=read_key(text)).first()


def _still_the_same(chosen: Mapping, before: Revision | None, head: Revision) -> dict[str, str]:
    """The choices that still mean what they meant; those in the body are named by their texts."""
    moved = contents.FIELDS if before is None else contents.differing(before.content, head.content)
    return {name: value for name, value in chosen.items() if name not in moved}


def _not_chosen(stale: StaleBase, chosen: Mapping) -> set[str]:
    """The names of fields and paragraphs for which the form says nothing that can be done."""
    sides = _sides(stale)
    found = {
        one.name
        for one in fields.differing(sides, {})
        if chosen.get(one.name) not in [option.choice for option in one.options]
    }
    if _takes_pieces(sides, chosen):
        conflicts = body.conflicts_in(three_way.pieces(sides))
        names = map(three_way.name_of, conflicts)
        found |= {name for name in names if chosen.get(name) not in diffing.CHOICES}
    return found


def _takes_pieces(sides: Sides, chosen: Mapping) -> bool:
    """Whether the body is put together of both, not taken whole from one side."""
    return body.differs(sides) and chosen.get("body") not in ("theirs", "mine")


def _changes(stale: StaleBase, chosen: Mapping) -> dict:
    """What is to be changed of the saved text."""
    content, theirs = three_way.merged(_sides(stale), chosen), stale.theirs.content
    return {name: value for name, value in content.items() if value != theirs[name]}


def _refused(request, stale: StaleBase, changes: dict) -> list[str]:
    theirs = stale.theirs.content
    refused = permissions.refused_changes(person(request), stale.article, theirs, theirs | changes)
    return [sentence for said in refused.values() for sentence in said]


def _carried_out(model_admin, request, stale: StaleBase, changes: dict) -> HttpResponse:
    """Either way becomes a revision with both parents: now, or when the writing page is saved."""
    article, kind = stale.article, Revision.Kind.MERGED
    address = reverse("admin:articles_article_change", args=[article.pk])
    made = {"base": stale.theirs, "by": request.user, "kind": kind, "merged": stale.mine}
    if "go_on" in request.POST:
        text = drafting.lay_out(article, changes, now=request.now, **made)
        return HttpResponseRedirect(f"{address}?text={text.pk}")
    drafting.save(article, changes, **made)
    model_admin.message_user(request, _("The two texts are one again."), messages.SUCCESS)
    return HttpResponseRedirect(address)


def show(
    model_admin,
    request,
    stale: StaleBase,
    chosen: Mapping[str, str] | None = None,
    *,
    asked: set[str] = frozenset(),
    has_moved: bool = False,
    refusals=(),
    status: int = 200,
) -> HttpResponse:
    """Both texts; what one side alone changed is chosen already, and what was `chosen` before."""
    chosen = chosen or {}
    stale = _with_known_base(stale)
    # The instance of a refused form holds what was typed: the page is named as the story is saved.
    saved = Article(pk=stale.article.pk, **contents.columns(stale.theirs.content))
    sides = _sides(stale)
    differing = [
        replace(one, is_asked=one.name in asked) for one in fields.differing(sides, chosen)
    ]
    theirs, mine = _side(request, stale.theirs), _side(request, stale.mine)
    named = words.of_conflict(theirs["name"], mine["name"])
    context = {
        **model_admin.admin_site.each_context(request),
        **writing_of(stale.theirs.content),
        "opts": model_admin.opts,
        "title": _("Two texts of one story"),
        "subtitle": str(saved),
        "article": saved,
        "stale": stale,
        "sides": {"theirs": theirs, "mine": mine},
        "words": named,
        "has_base": bool(stale.base),
        "base_saved": stale.base and moment_text(stale.base.made_at),
        "is_one_person": _is_one_person(stale),
        "is_dispatch": importing.waiting(stale.article).filter(revision=stale.mine).exists(),
        "taken_over": [one for one in differing if one.changed_by],
        "fields": [one for one in differing if not one.changed_by],
        "body": body.shown(sides, chosen, asked, named),
        "refused": _as_refused(stale, [one.name for one in differing]),
        "asked": asked,
        "has_moved": has_moved,
        "refusals": refusals,
    }
    return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=status)


def _side(request, revision: Revision) -> dict:
    """Who saved a text and when, in words."""
    by = revision.made_by
    name = _("you") if by == request.user else people.full_name(by) if by else "–"
    return {"name": name, "saved": moment_text(revision.made_at)}


def _as_refused(stale: StaleBase, names: list[str]) -> dict:
    """The refused text as it was sent, of all that differs from what is saved."""
    sides = _sides(stale)
    keys = fields.names_in(sides)
    said = [
        (name, values.label_of(name), values.shown(name, sides.mine[name], keys)) for name in names
    ]
    return {"fields": said, "rows": body.unmarked(sides)} if said or body.differs(sides) else {}


def _is_one_person(stale: StaleBase) -> bool:
    by = stale.mine.made_by_id
    return by is not None and by == stale.theirs.made_by_id
