"""Where a picture or a document is used, for who asks: the stories that they may see, and how many
others.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Document, DocumentUse, Image, ImageUse, PublishedVersion
from articles.permissions import Permissions
from articles.roles import Act

# Stories that a page names, and those that are counted at all.
_NAMED = 50
_COUNTED = 1000


@dataclass(frozen=True)
class Use:
    story: Article
    words: str


@dataclass(frozen=True)
class Uses:
    """`others` is a sentence about stories that are not named, "" where there are none."""

    named: list[Use]
    others: str
    readers: str


def of(image: Image, person: Permissions, now: datetime) -> Uses:
    """Four queries."""
    return _of(ImageUse.objects.filter(image=image), live_stories(image, now), person, now)


def of_document(document: Document, person: Permissions, now: datetime) -> Uses:
    """The same of a document."""
    live = PublishedVersion.objects.live(now).filter(document_uses__document=document)
    number = live.values("pk")[:_COUNTED].count()
    return _of(DocumentUse.objects.filter(document=document), number, person, now)


def _of(uses: QuerySet, live: int, person: Permissions, now: datetime) -> Uses:
    stories = Article.objects.filter(removed_at=None, pk__in=uses.values("article"))
    here = uses.filter(article=OuterRef("pk"))
    seen = stories.filter(person.over_articles(Act.SEE)).annotate(
        has_live=Exists(here.filter(version__in=PublishedVersion.objects.live(now))),
        has_waiting=Exists(here.filter(version__in=PublishedVersion.objects.ahead(now))),
        has_draft=Exists(here.of_working_copies()),
    )
    named = list(seen.order_by("-changed_at", "-pk").defer("body")[:_NAMED])
    others = stories.values("pk")[:_COUNTED].count() - len(named)
    return Uses([Use(story, _state(story)) for story in named], _others(others), _told(live))


def live_stories(image: Image, now: datetime) -> int:
    """On how many stories readers see it now, as far as anybody counts."""
    if not image.may_be_shown(now):
        return 0
    live = PublishedVersion.objects.live(now).filter(image_uses__image=image)
    return live.values("pk")[:_COUNTED].count()


def _told(number: int) -> str:
    if not number:
        return _("Readers see it on no story.")
    said = ngettext(
        "Readers see it on %d live story.", "Readers see it on %d live stories.", number
    )
    return said % number


def _state(story: Article) -> str:
    words = [
        *([_("live")] if story.has_live else []),
        *([_("waits")] if story.has_waiting else []),
        *([_("in the working copy")] if story.has_draft else []),
    ]
    return ", ".join(words) or _("in an earlier version")


def _others(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("and %d more story", "and %d more stories", number) % number
