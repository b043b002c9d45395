"""People at the desk: invited by mail, given roles, changed. How they leave is in `leaving`.

Nobody gives more than they have, and the paper keeps a chief editor. `by` is who does it; None is a
command, which may do everything.
"""

import secrets
from collections.abc import Iterable
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
from articles.models import Invitation, Membership, Section
from articles.roles import ACTS, Act, Role

LINK_LASTS = timedelta(days=7)
# What of an account is changed at the desk; the audit names it and keeps no address.
IDENTITY = ("first_name", "last_name", "email")

User = get_user_model()


def full_name(user) -> str:
    """A person's name as colleagues read it."""
    return user.get_full_name() or user.get_username()


def at_the_desk(act: Act) -> QuerySet:
    """Everybody who may enter and has a role, anywhere, that allows the act."""
    roles = [role for role, acts in ACTS.items() if act in acts]
    active = User.objects.filter(is_active=True, is_staff=True, memberships__role__in=roles)
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
    if not giver(by).somewhere(Act.MANAGE_PEOPLE):
        raise Refused(not_yours())
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
    """Made of what stands before the @; names that differ in capitals alone are the same name."""
    local = email.partition("@")[0]
    has_letters = any(character.isalnum() for character in local)
    name = User.normalize_username(folding.slugify(local)) if has_letters else "person"
    like = User.objects.filter(username__istartswith=name)
    taken = {other.lower() for other in like.values_list("username", flat=True)}
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
    if user.is_superuser or not permissions.may_manage(giver(by), user):
        raise Refused(not_yours())
    if not User.objects.filter(pk=user.pk, is_active=True).exists():
        raise Refused(_("They were sent away. Let them in again first."))
    audit.record("link sent", by=by, at=now, person=user)
    return _new_word(user, by=by, now=now)


def invited_by(word: str, *, now: datetime | None = None):
    """Whose link this is, or None: unknown, used, expired or of somebody who was sent away."""
    invitation = _open_invitation(word, now or timezone.now())
    return invitation and invitation.user


def _open_invitation(word: str, now: datetime) -> Invitation | None:
    still_open = Invitation.objects.filter(
        digest=_digest(word),
        accepted_at=None,
        expires_at__gt=now,
        user__is_active=True,
        user__is_superuser=False,
    )
    return still_open.select_related("user").first()


@transaction.atomic
def accept(word: str, *, password: str, now: datetime | None = None):
    """Sets the password of whose link this is, once. Returns the user, or None as invited_by()."""
    now = now or timezone.now()
    invitation = _open_invitation(word, now)
    if invitation is None:
        return None
    # By the row's own columns alone: what PostgreSQL joins it does not read again after a wait.
    mine = Invitation.objects.filter(pk=invitation.pk, digest=_digest(word), accepted_at=None)
    if not mine.update(accepted_at=now):
        return None
    user = invitation.user
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
    if not permissions.may_give(giver(by), role, key):
        raise Refused(_("You cannot give more than you have."))
    membership, made = Membership.objects.get_or_create(user=user, role=role, section_id=key)
    if made:
        _record_role("role given", membership, by=by, now=now or timezone.now())
    return membership


def take(membership: Membership, *, by, now: datetime | None = None) -> None:
    """Takes a role away. Raises Refused, also for the last chief editor's."""
    if not permissions.may_give(giver(by), membership.role, membership.section_id):
        raise Refused(_("You cannot take away more than you have."))
    with keeping_a_chief(), audit.held_back():
        gone, _rows = Membership.objects.filter(pk=membership.pk).delete()
        if gone:
            _record_role("role taken", membership, by=by, now=now or timezone.now())


def _record_role(act: str, membership: Membership, *, by, now: datetime) -> None:
    section = membership.section.name if membership.section else ""
    audit.record(
        act, by=by, at=now, person=membership.user, role=str(membership.role), section=section
    )


# Changing -----------------------------------------------------------------------------------


@transaction.atomic
def change(user, changes: dict[str, str], *, by, now: datetime | None = None) -> None:
    """Changes names or the address of an account; what changes nothing leaves no trace."""
    changes = {name: value for name, value in changes.items() if getattr(user, name) != value}
    if not changes:
        return
    unknown = set(changes) - set(IDENTITY)
    if unknown or not permissions.may_manage(giver(by), user):
        raise Refused(not_yours())
    email = changes.get("email")
    if email and not permissions.may_change_address(giver(by), user):
        raise Refused(address_words())
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


# What all of it asks ------------------------------------------------------------------------


def giver(by) -> permissions.Permissions:
    return (
        permissions.of(by) if by is not None else permissions.Permissions(None, frozenset(Act), {})
    )


def address_words() -> str:
    return _("The address of this person is not yours to change.")


def not_yours() -> str:
    return _("Your role does not allow you to do this with this person.")


def chiefs() -> QuerySet[Membership]:
    """Memberships of those who can sign in and are chief editor of the whole paper."""
    return Membership.objects.filter(
        role=Role.CHIEF_EDITOR, section=None, user__is_active=True, user__is_staff=True
    ).exclude(user__password__startswith="!")


def are_last_chiefs(taken: Iterable[Membership]) -> bool:
    """Whether the paper has no chief editor without these memberships; for a form to say early."""
    keys = set(chiefs().values_list("pk", flat=True))
    return bool(keys) and keys <= {membership.pk for membership in taken}


def last_chief_words() -> str:
    return _("This is the last chief editor. Give the role to somebody else first.")


@contextmanager
def keeping_a_chief():
    """Refuses, and takes back, what would leave the paper without a chief editor. Two chiefs who
    send each other away at once wait for each other here.
    """
    with transaction.atomic():
        locked = chiefs().select_for_update(of=("self", "user"), no_key=True)
        had_one = bool(locked.select_related("user").order_by("pk"))
        yield
        if had_one and not chiefs().exists():
            raise Refused(last_chief_words())
