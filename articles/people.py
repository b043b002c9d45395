"""People at the desk: invited by mail, given roles, sent away, their stories handed over.

Nobody with a history is deleted, nobody gives more than they have, and the paper keeps a chief
editor. `by` is who does it; None is a command, which may do everything.
"""

import secrets
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, folding, permissions
from articles.errors import Refused
from articles.models import Article, Invitation, Membership, Section
from articles.roles import Act, Role

LINK_LASTS = timedelta(days=7)
# What of an account is changed at the desk; the audit names it and keeps no address.
IDENTITY = ("first_name", "last_name", "email")

User = get_user_model()


def full_name(user) -> str:
    """A person's name as colleagues read it."""
    return user.get_full_name() or user.get_username()


def at_the_desk() -> QuerySet:
    """Everybody who may enter and has a role."""
    active = User.objects.filter(is_active=True, is_staff=True, memberships__isnull=False)
    return active.distinct().order_by("first_name", "last_name", "username")


# Coming -------------------------------------------------------------------------------------


@transaction.atomic
def invite(
    *, email: str, by, username: str = "", first_name: str = "", last_name: str = "", now=None
):
    """An account without a password, and the word for its link: (user, word).

    The name to sign in with is made of the address if none is given. Raises Refused.
    """
    now = now or timezone.now()
    if not _giver(by).somewhere(Act.MANAGE_PEOPLE):
        raise Refused(_not_yours())
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody with this address has an account already."))
    user = User(
        username=username or _free_name(email),
        email=email,
        first_name=first_name,
        last_name=last_name,
        is_staff=True,
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as clash:
        raise Refused(_("Somebody has this name already. Choose another one.")) from clash
    audit.record("invited", by=by, at=now, person=user)
    return user, _new_word(user, by=by, now=now)


def _free_name(email: str) -> str:
    name = folding.slugify(email.partition("@")[0])[:100] or "person"
    taken = set(User.objects.filter(username__startswith=name).values_list("username", flat=True))
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free


def _new_word(user, *, by, now: datetime) -> str:
    """The secret of a new link; the one before is worth nothing from now on."""
    word = secrets.token_urlsafe(32)
    Invitation.objects.update_or_create(
        user=user,
        defaults={
            "digest": _digest(word),
            "sent_by": audit.account(by),
            "sent_at": now,
            "expires_at": now + LINK_LASTS,
            "accepted_at": None,
        },
    )
    return word


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


@transaction.atomic
def new_link(user, *, by, now: datetime | None = None) -> str:
    """The word for a link with which somebody sets a new password. Raises Refused."""
    now = now or timezone.now()
    if not user.is_active or not permissions.may_manage(_giver(by), user):
        raise Refused(_not_yours())
    audit.record("link sent", by=by, at=now, person=user)
    return _new_word(user, by=by, now=now)


def invited_by(word: str, *, now: datetime | None = None):
    """Whose link this is, or None: unknown, used, expired or of somebody who was sent away."""
    invitation = _open_invitations(word, now or timezone.now()).select_related("user").first()
    return invitation and invitation.user


def _open_invitations(word: str, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        digest=_digest(word),
        accepted_at=None,
        expires_at__gt=now,
        user__is_active=True,
        user__is_superuser=False,
    )


@transaction.atomic
def accept(word: str, *, password: str, now: datetime | None = None):
    """Sets the password of whose link this is, once. Returns the user, or None as invited_by()."""
    now = now or timezone.now()
    user = invited_by(word, now=now)
    if user is None or not _open_invitations(word, now).update(accepted_at=now):
        return None
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("password set", by=user, at=now, person=user)
    return user


# Roles --------------------------------------------------------------------------------------


@transaction.atomic
def give(
    user, role: str, section: Section | int | None = None, *, by, now: datetime | None = None
) -> Membership:
    """Gives a role in a section and those below it, or everywhere. Raises Refused."""
    key = section.pk if isinstance(section, Section) else section
    if not permissions.may_give(_giver(by), role, key):
        raise Refused(_("You cannot give more than you have."))
    membership, made = Membership.objects.get_or_create(user=user, role=role, section_id=key)
    if made:
        _record_role("role given", membership, by=by, now=now or timezone.now())
    return membership


def take(membership: Membership, *, by, now: datetime | None = None) -> None:
    """Takes a role away. Raises Refused, also for the last chief editor's."""
    if not permissions.may_give(_giver(by), membership.role, membership.section_id):
        raise Refused(_("You cannot take away more than you have."))
    with _keeping_a_chief():
        gone, _rows = Membership.objects.filter(pk=membership.pk).delete()
        if gone:
            _record_role("role taken", membership, by=by, now=now or timezone.now())


def _record_role(act: str, membership: Membership, *, by, now: datetime) -> None:
    section = membership.section.name if membership.section else ""
    audit.record(
        act, by=by, at=now, person=membership.user, role=str(membership.role), section=section
    )


# Changing and going -------------------------------------------------------------------------


@transaction.atomic
def change(user, changes: dict[str, str], *, by, now: datetime | None = None) -> None:
    """Changes names or the address of an account; what changes nothing leaves no trace."""
    changes = {name: value for name, value in changes.items() if getattr(user, name) != value}
    if not changes:
        return
    unknown = set(changes) - set(IDENTITY)
    if unknown or not permissions.may_manage(_giver(by), user):
        raise Refused(_not_yours())
    email = changes.get("email")
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise Refused(_("Somebody with this address has an account already."))
    User.objects.filter(pk=user.pk).update(**changes)
    if email:
        # A link that went to the old address is worth nothing any more.
        Invitation.objects.filter(user=user, accepted_at=None).delete()
    for name, value in changes.items():
        setattr(user, name, value)
    audit.record(
        "person changed", by=by, at=now or timezone.now(), person=user, fields=sorted(changes)
    )


def deactivate(user, *, by, now: datetime | None = None) -> None:
    """Ends an account's way in, its sessions too; roles, bylines and history stay. Raises Refused.

    Pressed twice, it is done once.
    """
    if by is not None and user.pk == by.pk:
        raise Refused(_("You cannot send yourself away. Ask a colleague."))
    if not may_send_away(_giver(by), user):
        raise Refused(_not_yours())
    with _keeping_a_chief():
        if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
            Invitation.objects.filter(user=user, accepted_at=None).delete()
            audit.record("deactivated", by=by, at=now or timezone.now(), person=user)


def may_send_away(person: permissions.Permissions, user) -> bool:
    """Whoever manages people everywhere may send anybody away: it gives nobody anything."""
    if user.is_superuser:
        return person.user is None or person.user.is_superuser
    return person.everywhere(Act.MANAGE_PEOPLE) or permissions.may_manage(person, user)


@transaction.atomic
def reactivate(user, *, by, now: datetime | None = None) -> None:
    """Lets somebody in again, with the roles that they had: only for who could give them."""
    if not permissions.may_manage(_giver(by), user):
        raise Refused(_not_yours())
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        audit.record("reactivated", by=by, at=now or timezone.now(), person=user)


@transaction.atomic
def hand_over(leaver, *, to, by, now: datetime | None = None) -> tuple[int, int]:
    """Gives somebody's stories to somebody else: (how many went, how many stay).

    Those stay that no role of the new owner's reaches, and those limited to other people.
    """
    if not may_send_away(_giver(by), leaver):
        raise Refused(_not_yours())
    if to.pk == leaver.pk:
        raise Refused(_("Choose another person."))
    stories = Article.objects.filter(owner=leaver)
    moved = stories.filter(permissions.of(to).may_take()).update(owner=to)
    left = stories.count()
    if moved:
        audit.record(
            "stories handed over",
            by=by,
            at=now or timezone.now(),
            person=leaver,
            to=to.get_username(),
            stories=moved,
        )
    return moved, left


@transaction.atomic
def hand_over_story(article: Article, *, to, by, now: datetime | None = None) -> None:
    """Makes somebody the owner of one story. Raises Refused where no role of theirs reaches it."""
    stories = Article.objects.filter(pk=article.pk)
    if not stories.filter(permissions.of(to).may_take()).exists():
        raise Refused(_("No role of this person reaches the story."))
    if stories.exclude(owner=to).update(owner=to):
        audit.record(
            "handed over", by=by, at=now or timezone.now(), article=article, to=to.get_username()
        )


# What all of it asks ------------------------------------------------------------------------


def _giver(by) -> permissions.Permissions:
    return (
        permissions.of(by) if by is not None else permissions.Permissions(None, frozenset(Act), {})
    )


def _not_yours() -> str:
    return _("Your role does not allow you to do this with this person.")


def chiefs() -> QuerySet[Membership]:
    """Memberships of those who can sign in and are chief editor of the whole paper."""
    return Membership.objects.filter(
        role=Role.CHIEF_EDITOR, section=None, user__is_active=True, user__is_staff=True
    ).exclude(user__password__startswith="!")


@contextmanager
def _keeping_a_chief():
    """Refuses, and takes back, what would leave the paper without a chief editor. Two chiefs who
    send each other away at once wait for each other here.
    """
    with transaction.atomic():
        locked = chiefs().select_for_update(of=("self", "user"), no_key=True)
        had_one = bool(locked.select_related("user").order_by("pk"))
        yield
        if had_one and not chiefs().exists():
            raise Refused(_("This is the last chief editor. Give the role to somebody else first."))
