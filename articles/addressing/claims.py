"""Claims: the paths that a thing is found under, and was."""

from collections.abc import Collection
from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import QuerySet

from articles.addressing import giving_way
from articles.addressing.giving_way import day_path, slug_of, suffix_of, with_suffix
from articles.models import Address, Article, Listing, PublishedVersion, StandingPage
from articles.models.address import Addressed


@transaction.atomic
def claim_for_article(
    article: Article, content: dict, *, dated_at: datetime, begins_at: datetime, by, now: datetime
) -> str:
    """The path of a version that begins at `begins_at`; its row is made sure of.

    The path is frozen with the first version: after it only a slug changed by hand gives a new one,
    under the same day. A story that begins later gives way. Raises Refused where it is being
    changed all the while.
    """
    last = _last_before(article, begins_at)
    if _keeps_path(last, content):
        return last.path
    path = wanted = _wanted(last, content, dated_at)
    suffix = suffix_of(article)
    while not giving_way.take(article, path, begins_at, by=by, now=now):
        path, suffix = with_suffix(wanted, suffix), token_hex(3)
    return path


def expected_for_article(
    article: Article,
    content: dict,
    *,
    dated_at: datetime,
    begins_at: datetime,
    among: QuerySet[Article],
    now: datetime,
) -> str:
    """The path that claim_for_article would give, as far as somebody may know who sees the stories
    `among`: one that waits out of their sight holds a path that nobody is told of.
    """
    last = _last_before(article, begins_at)
    if _keeps_path(last, content):
        return last.path
    path = _wanted(last, content, dated_at)
    taken = Address.objects.filter(path=path, article__isnull=False).exclude(article=article)
    met = taken.filter(public_from__lte=min(now, begins_at))
    seen = taken.filter(public_from__lte=begins_at, article__in=among)
    # Both are asked, whatever the first one says: the time tells nothing either.
    is_taken = any([met.exists(), seen.exists()])
    return with_suffix(path, suffix_of(article)) if is_taken else path


def _last_before(article: Article, begins_at: datetime) -> PublishedVersion | None:
    before = PublishedVersion.objects.of(article).filter(live_from__lt=begins_at)
    return before.order_by("-live_from").select_related("revision").first()


def _keeps_path(last: PublishedVersion | None, content: dict) -> bool:
    return last is not None and last.revision.content["slug"] == content["slug"]


def _wanted(last: PublishedVersion | None, content: dict, dated_at: datetime) -> str:
    day = "/".join(last.path.split("/")[:4]) + "/" if last else day_path(dated_at)
    return f"{day}{slug_of(content)}/"


def let_go(version: PublishedVersion, *, by, now: datetime) -> None:
    """Forgets the path of a version that was dropped, where no reader ever could have met it. Who
    asked for it meanwhile and had to take another gets it.
    """
    if giving_way.let_go(version.article_id, version.path, now=now):
        giving_way.settle(version.path, let_go=version.live_from, by=by, now=now)


def claim_for_place(place: Addressed, *, now: datetime) -> None:
    """Remembers the present path of a place; its earlier ones stay if readers can have met them.
    Others may have had the path before: whoever came to it last of those that readers see is led
    to.
    """
    kind, path = kind_of(place), place.get_absolute_url()
    Address.objects.update_or_create(path=path, **{kind: place}, defaults={"public_from": now})
    earlier = Address.objects.filter(**{kind: place}).exclude(path=path)
    if kind != "page" and earlier.exists() and not was_met(kind, [place.pk], now):
        # The pen name of an author whose stories are all to come leads nobody to the real one.
        earlier.delete()


def kind_of(place: Addressed) -> str:
    """The name of the column that leads to it."""
    return "page" if isinstance(place, StandingPage) else place._meta.model_name


def was_met(kind: str, keys: Collection[int], now: datetime) -> bool:
    """Whether a story was ever live under one of these places. An address at which no reader ever
    met one leads nowhere: it would tell of what is hidden there.
    """
    return Listing.objects.filter(live_from__lte=now, **{f"{kind}__in": keys}).exists()


def hand_over(place: Addressed, to: Addressed) -> None:
    """All addresses of a place lead to another of its kind from now on."""
    kind = place._meta.model_name
    for address in place.addresses.all():
        Address.objects.get_or_create(
            path=address.path, **{kind: to}, defaults={"public_from": address.public_from}
        )
    place.addresses.all().delete()
