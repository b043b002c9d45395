"""Leaving the desk: sent away, let in again, stories handed over.

Nobody with a history is deleted; roles, bylines and what was written stay. `by` is who does it;
None is a command, which may do everything.
"""

from datetime import datetime

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, people, permissions
from articles.errors import Refused
from articles.models import Article, Invitation
from articles.roles import Act

User = get_user_model()


@transaction.atomic
@audit.held_back()
def deactivate(user, *, by, now: datetime | None = None) -> None:
    """Ends an account's way in, its sessions too; roles, bylines and history stay. Raises Refused.

    Pressed twice, it is done once.
    """
    if by is not None and user.pk == by.pk:
        raise Refused(_("You cannot send yourself away. Ask a colleague."))
    if not may_send_away(people.giver(by), user):
        raise Refused(people.not_yours())
    with people.keeping_a_chief():
        if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
            Invitation.objects.filter(user=user, accepted_at=None).delete()
            _end_sessions(user)
            audit.record("deactivated", by=by, at=now or timezone.now(), person=user)


def _may_go(giver: permissions.Permissions, to: permissions.Permissions) -> Q:
    """The condition for stories that a giver may hand over to somebody."""
    if not to.writes():
        return Q(pk__in=[])
    seen = Q() if giver.user is None else giver.over_articles(Act.SEE)
    return to.may_take() | (Q(section=None) & seen & to.not_limited())


def may_send_away(person: permissions.Permissions, user) -> bool:
    """Whoever manages people everywhere may send anybody away: it gives nobody anything."""
    if user.is_superuser:
        return person.user is None or person.user.is_superuser
    return person.everywhere(Act.MANAGE_PEOPLE) or permissions.may_manage(person, user)


@transaction.atomic
@audit.held_back()
def reactivate(user, *, by, now: datetime | None = None) -> None:
    """Lets somebody in again, with the roles that they had: only for who could give them."""
    if not permissions.may_manage(people.giver(by), user):
        raise Refused(people.not_yours())
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        audit.record("reactivated", by=by, at=now or timezone.now(), person=user)


@transaction.atomic
@audit.held_back()
def hand_over(leaver, *, to, by, now: datetime | None = None) -> tuple[int, int]:
    """Gives somebody's stories to somebody else: (how many went, how many stay).

    Those stay that no role of the new owner's reaches; of those in no section also what the giver
    does not see, unless the new owner reaches everything. Those limited to other people stay too,
    and are not counted: nobody else is told of them.
    """
    giver = people.giver(by)
    if not may_send_away(giver, leaver):
        raise Refused(people.not_yours())
    if to.pk == leaver.pk:
        raise Refused(_("Choose another person."))
    now = now or timezone.now()
    stories = Article.objects.filter(owner=leaver, erased_at=None)
    theirs = stories.filter(_may_go(giver, permissions.of(to))).order_by("pk")
    moved = list(theirs.select_for_update(no_key=True).only("pk"))
    stories.filter(pk__in=[article.pk for article in moved]).update(owner=to)
    if moved:
        audit.record("stories handed over", by=by, at=now, person=leaver, stories=len(moved))
    for article in moved:
        audit.record("handed over", by=by, at=now, article=article, person=to)
    return len(moved), stories.filter(is_limited=False).count()


@transaction.atomic
@audit.held_back()
def hand_over_story(article: Article, *, to, by, now: datetime | None = None) -> None:
    """Makes somebody the owner of one story. Raises Refused where no role of theirs reaches it."""
    stories = Article.objects.filter(pk=article.pk)
    if not stories.filter(_may_go(people.giver(by), permissions.of(to))).exists():
        raise Refused(_("No role of this person reaches the story."))
    if stories.exclude(owner=to).update(owner=to):
        audit.record("handed over", by=by, at=now or timezone.now(), article=article, person=to)


def _end_sessions(user) -> None:
    """So that none comes back to life when somebody is let in again."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
