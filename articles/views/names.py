"""The topics and the authors of an edition by name; only those of whom a story is live there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.http import require_safe

from articles import alphabets
from articles.composing import Link
from articles.models import Author, Listing, Topic
from articles.models.address import Addressed, edition_prefix
from articles.rendering import Head
from articles.views import page

PER_PAGE = 200
_KINDS = {
    Topic.Kind.PERSON: pgettext_lazy("topics", "People"),
    Topic.Kind.ORGANISATION: gettext_lazy("Organisations"),
    Topic.Kind.PLACE: gettext_lazy("Places"),
    Topic.Kind.EVENT: gettext_lazy("Events"),
    Topic.Kind.SUBJECT: gettext_lazy("Subjects"),
}


@dataclass(frozen=True)
class Group:
    """Names under one heading."""

    heading: str
    links: list[Link]


@require_safe
def topics(request, language):
    """By kind, and in each by name."""
    kinds = list(_KINDS)

    def order(topic: Topic) -> tuple:
        return kinds.index(topic.kind), alphabets.order_of(topic.name, language)

    with override(language):
        heading, description = _("Topics"), _("The people, places and subjects of our stories.")
    head = Head(title=heading, description=description)
    return _show(request, language, Topic, head, order=order, group=lambda row: _KINDS[row.kind])


@require_safe
def authors(request, language):
    """By name, under its first letter."""

    def order(author: Author) -> tuple:
        letter = alphabets.letter_of(author.name, language)
        return letter == alphabets.OTHER, alphabets.order_of(author.name, language)

    def letter(author: Author) -> str:
        return alphabets.letter_of(author.name, language)

    with override(language):
        heading, description = _("Authors"), _("The people who write our stories.")
    head = Head(title=heading, description=description)
    return _show(request, language, Author, head, order=order, group=letter)


def _show(
    request, language: str, model: type[Addressed], head: Head, *, order: Callable, group: Callable
):
    """A page of names, at most PER_PAGE: the next one is of the slugs after this one's last."""
    noun = model._meta.model_name
    after = _asked_for(request)
    rows = list(
        _with_stories(request, language, model, noun).filter(slug__gt=after)[: PER_PAGE + 1]
    )
    if not rows:
        raise Http404
    rows, has_more = rows[:PER_PAGE], len(rows) > PER_PAGE
    path = f"{edition_prefix(language)}/{noun}s/"
    more = f"{path}?{urlencode({'after': rows[-1].slug})}" if has_more else ""
    here = f"{path}?{urlencode({'after': after})}" if after else path
    groups = groupby(sorted(rows, key=order), key=group)
    return page.render(
        request,
        "articles/names.html",
        {
            "heading": head.title,
            "groups": [Group(heading, _links(found, language)) for heading, found in groups],
            "first": path if after else "",
            "more": more,
        },
        language=language,
        head=replace(head, path=here, crumbs=(Link(head.title, path),)),
    )


def _asked_for(request) -> str:
    """The slug that a page comes after, "" for the first one."""
    after = request.GET.get("after", "")
    # PostgreSQL refuses to look for a NUL.
    if "\x00" in after:
        raise Http404
    return after


def _with_stories(request, language: str, model: type[Addressed], noun: str):
    """By slug, which is the folded name and has an index; one look at the listing rows for each.

    In the order of the index, or PostgreSQL reads all rows where there is none to find.
    """
    listed = Listing.objects.live(request.now).in_language(language)
    listed = listed.filter(**{noun: OuterRef("pk")}).newest_first().values("pk")[:1]
    return model.objects.alias(live=Subquery(listed)).filter(live__isnull=False).order_by("slug")


def _links(rows, language: str) -> list[Link]:
    return [Link(row.name, row.get_absolute_url(language)) for row in rows]
