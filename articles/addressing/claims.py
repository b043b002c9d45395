"""Claims: the paths that a thing is found under, and was."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from articles import folding, newsroom_time
from articles.models import Address, Article, PublishedVersion, StandingPage
from articles.models.address import Addressed


def day_path(dated_at: datetime) -> str:
    """/YYYY/MM/DD/ of a moment in the newsroom's zone."""
    return f"{newsroom_time.local(dated_at):/%Y/%m/%d/}"


def slug_of(content: dict) -> str:
    return folding.slugify(content["slug"] or content["headline"])


@transaction.atomic
def claim_for_article(
    article: Article, content: dict, *, dated_at: datetime, begins_at: datetime
) -> str:
    """The path of a version that begins at `begins_at`; its row is made sure of.

    The path is frozen with the first version: after it only a slug changed by hand gives a new one,
    under the same day.
    """
    before = PublishedVersion.objects.of(article).filter(live_from__lt=begins_at)
    last = before.order_by("-live_from").select_related("revision").first()
    if last is None:
        return _claim(article, day_path(dated_at), slug_of(content), begins_at)
    if last.revision.content["slug"] == content["slug"]:
        return last.path
    day = "/".join(last.path.split("/")[:4]) + "/"
    return _claim(article, day, slug_of(content), begins_at)


def expected_for_article(
    article: Article, content: dict, *, dated_at: datetime, among: QuerySet[Article], now: datetime
) -> str:
    """The path that claim_for_article would give, as far as somebody may know who sees the stories
    `among`: one that waits out of their sight holds a path that nobody is told of.
    """
    last = PublishedVersion.objects.of(article).order_by("-live_from").first()
    if last is not None and last.revision.content["slug"] == content["slug"]:
        return last.path
    day = "/".join(last.path.split("/")[:4]) + "/" if last else day_path(dated_at)
    path = f"{day}{slug_of(content)}/"
    others = Address.objects.filter(path=path, public_from__lte=now).exclude(article=article)
    seen = among.filter(addresses__path=path).exclude(pk=article.pk)
    # Both are asked, whatever the first one says: the time tells nothing either.
    is_taken = any([others.exists(), seen.exists()])
    return f"{path[:-1]}-{_suffix(article)}/" if is_taken else path


def _suffix(article: Article) -> str:
    """Random as the uid is, and the same again when a schedule is moved."""
    return article.uid.hex[:6]


def _claim(article: Article, day: str, slug: str, begins_at: datetime) -> str:
    path, suffix = f"{day}{slug}/", _suffix(article)
    while True:
        try:
            with transaction.atomic():
                Address.objects.create(path=path, article=article, public_from=begins_at)
            return path
        except IntegrityError:
            own = article.addresses.filter(path=path)
            if own.exists():
                own.filter(public_from__gt=begins_at).update(public_from=begins_at)
                return path
            path, suffix = f"{day}{slug}-{suffix}/", secrets.token_hex(3)


def let_go(version: PublishedVersion, *, now: datetime) -> None:
    """Forgets the path of a version that is dropped, where no reader ever could have met it."""
    others = PublishedVersion.objects.of(version.article_id).exclude(pk=version.pk)
    if not others.filter(path=version.path).exists():
        Address.objects.filter(
            path=version.path, article=version.article_id, public_from__gt=now
        ).delete()


def claim_for_place(place: Addressed, *, now: datetime) -> None:
    """Remembers the present path of a place; its earlier ones stay. Others may
    have had the path before: whoever came to it last of those that readers see is led to.
    """
    kind = "page" if isinstance(place, StandingPage) else place._meta.model_name
    Address.objects.update_or_create(
        path=place.get_absolute_url(), **{kind: place}, defaults={"public_from": now}
    )


def hand_over(place: Addressed, to: Addressed) -> None:
    """All addresses of a place lead to another of its kind from now on."""
    kind = place._meta.model_name
    for address in place.addresses.all():
        Address.objects.get_or_create(
            path=address.path, **{kind: to}, defaults={"public_from": address.public_from}
        )
    place.addresses.all().delete()
