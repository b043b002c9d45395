"""Limits a story to named people: a gate that beats every role, the chief's too.

For stories under an embargo or a legal hold. What readers see is not touched by it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, permissions
from articles.errors import Refused
from articles.models import AccessLimit, Article
from articles.roles import Act


@transaction.atomic
def limit(article: Article, people, *, by, now: datetime | None = None) -> None:
    """Names who alone may see the story from now on, in place of those named before.

    Raises Refused where the story is neither embargoed nor held, and for people who could not see
    it anyway.
    """
    now = now or timezone.now()
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    people = list(people)
    if not people:
        raise Refused(_("Name at least one person, or lift the limit."))
    embargo = article.embargoed_until
    if not article.legal_hold and not (embargo and embargo > now) and not article.is_limited:
        raise Refused(_("Only a story under an embargo or a legal hold can be limited."))
    blind = [user for user in people if not permissions.of(user).reaches(Act.SEE, article)]
    if blind:
        names = ", ".join(user.get_username() for user in blind)
        raise Refused(_("No role of these people reaches the story: %s.") % names)
    AccessLimit.objects.filter(article=article).delete()
    AccessLimit.objects.bulk_create(AccessLimit(article=article, user=user) for user in people)
    Article.objects.filter(pk=article.pk).update(is_limited=True)
    named = sorted(user.get_username() for user in people)
    audit.record("limited", by=by, at=now, article=article, named=named)


@transaction.atomic
def lift(article: Article, *, by, now: datetime | None = None) -> None:
    """Lets every role reach the story again. Pressed twice, it is lifted once."""
    now = now or timezone.now()
    if Article.objects.filter(pk=article.pk, is_limited=True).update(is_limited=False):
        AccessLimit.objects.filter(article=article).delete()
        audit.record("limit lifted", by=by, at=now, article=article)
