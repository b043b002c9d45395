"""The demo's accounts: for loopback alone, as the system check articles.E002 holds."""

import os
import secrets
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from articles import leaving, people
from articles.models import Article
from articles.roles import Role

DOMAIN = "demo.invalid"
# Name → role, None for the superuser who manages people.
PEOPLE = {
    "admin": None,
    "chief": Role.CHIEF_EDITOR,
    "editor": Role.EDITOR,
    "sub": Role.SUB_EDITOR,
    "reporter": Role.REPORTER,
    "pictures": Role.PICTURE_DESK,
    "legal": Role.LEGAL,
    "operator": Role.OPERATOR,
}


def make(file: Path) -> dict[str, str]:
    """Name → password. Made once and kept in `file`, readable by its owner alone."""
    if file.exists():
        known = dict(line.split() for line in file.read_text().splitlines())
        if all(_holds(name, known.get(name, "")) for name in PEOPLE):
            return known
    passwords = {name: secrets.token_urlsafe(9) for name in PEOPLE}
    with transaction.atomic():
        for name, role in PEOPLE.items():
            _account(name, passwords[name], role)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.writelines(f"{name} {password}\n" for name, password in passwords.items())
    return passwords


def _holds(name: str, password: str) -> bool:
    user = get_user_model().objects.filter(username=name, email=_email(name)).first()
    return user is not None and user.check_password(password)


def _account(name: str, password: str, role: str | None) -> None:
    user, made = get_user_model().objects.get_or_create(
        username=name, defaults={"email": _email(name)}
    )
    if not made and user.email != _email(name):
        raise ValueError(f"An account {name!r} that is not the demo's exists; nothing was changed.")
    user.is_staff, user.is_active, user.is_superuser = True, True, role is None
    user.set_password(password)
    user.save()
    if role is not None:
        people.give(user, role, by=None)


def give_drafts_to_the_reporter(*, by) -> None:
    """So that somebody has stories of their own."""
    reporter = get_user_model().objects.get(username="reporter")
    for article in Article.objects.filter(versions=None):
        leaving.hand_over_story(article, to=reporter, by=by)


def _email(name: str) -> str:
    return f"{name}@{DOMAIN}"


def public_hosts() -> list[str]:
    """The hosts of ALLOWED_HOSTS by which strangers could reach this newsroom."""
    return [host for host in settings.ALLOWED_HOSTS if not _is_loopback(host)]


def _is_loopback(host: str) -> bool:
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False
