"""System checks: what must hold for the newsroom to be right, said before it goes wrong."""

import sys
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import default_storage
from django.db import DatabaseError, connections
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles import addressing, standing
from articles.demo import accounts
from articles.models import AuditRow, Document, Image, Membership, Section, guards

# A superuser who comes in on so many days of two weeks works with it.
_DAILY, _SPAN = 3, timedelta(days=14)


@register(Tags.database)
def guards_stand(app_configs, databases, **kwargs):
    """articles.E001: a guard is missing, so the database no longer holds what it should."""
    found = []
    if "migrate" in sys.argv[1:2]:
        # It asks for this check before it begins, and installs what is missing when it ends.
        return []
    for alias in databases or []:
        if not _has_table(alias, "articles_publishedversion"):
            continue
        for name in guards.missing(alias):
            found.append(
                Error(
                    f"The guard {name} is missing from the database {alias!r}.",
                    hint="Run `manage.py migrate`, which installs all guards.",
                    id="articles.E001",
                )
            )
    return found


@register(Tags.database)
def demo_accounts_stay_at_home(app_configs, databases, **kwargs):
    """articles.E002: accounts of the demo where strangers can reach the desk."""
    hosts = accounts.public_hosts()
    if not databases or not hosts or not _has_table("default", "auth_user"):
        return []
    found = get_user_model().objects.filter(email__endswith=f"@{accounts.DOMAIN}", is_active=True)
    if not found.exists():
        return []
    return [
        Error(
            f"Accounts of the demo can sign in, and ALLOWED_HOSTS names {', '.join(hosts)}.",
            hint="Deactivate or delete them, or serve 127.0.0.1 alone.",
            id="articles.E002",
        )
    ]


@register(Tags.database)
def sections_keep_off_reserved_words(app_configs, databases, **kwargs):
    """articles.W003: a section that no reader can reach, because its address is another page's."""
    if not databases or not _has_table("default", "articles_section"):
        return []
    return [
        Warning(
            f"The section “{section}” has the address {section.get_absolute_url()}, which is "
            "another page's.",
            hint="Give the section another slug.",
            id="articles.W003",
        )
        for section in Section.objects.all()
        if addressing.is_reserved(section.slug)
    ]


@register(Tags.database)
def standing_pages_are_written(app_configs, databases, **kwargs):
    """articles.W005: an edition that has readers lacks a page that they look for."""
    if not databases or not _has_table("default", "articles_standingpage"):
        return []
    return [
        Warning(
            f"The edition {language!r} has stories and shows no page of these kinds: "
            f"{', '.join(str(kind.label) for kind in kinds)}.",
            hint="Write them at the desk, under Standing pages, and tick them as shown.",
            id="articles.W005",
        )
        for language, kinds in standing.missing(timezone.now()).items()
    ]


@register(Tags.database)
def superusers_stay_away(app_configs, databases, **kwargs):
    """articles.W004: somebody works as a superuser, whom no role bounds."""
    if not databases or not _has_table("default", "articles_audithead"):
        return []
    rows = AuditRow.objects.filter(at__gt=timezone.now() - _SPAN, by__is_superuser=True)
    days = rows.annotate(day=TruncDate("at")).order_by().values("by__username")
    busy = days.annotate(days=Count("day", distinct=True)).filter(days__gte=_DAILY)
    held = Membership.objects.filter(user__is_superuser=True, user__is_active=True)
    names = {row["by__username"] for row in busy} | set(
        held.values_list("user__username", flat=True)
    )
    return [
        Warning(
            f"{name} works at the desk as a superuser, whom no role of the paper bounds.",
            hint="Keep that account for emergencies; invite the person with a role of their own.",
            id="articles.W004",
        )
        for name in sorted(names)
    ]


@register(Tags.database, deploy=True)
def the_bucket_keeps_originals(app_configs, databases, **kwargs):
    """articles.E006: the bucket cannot be used. articles.E007: it gives originals to anybody."""
    if not settings.MEDIA_STORAGE or not databases or not _has_table("default", "articles_image"):
        return []
    try:
        default_storage.look()
        newest = (model.objects.order_by("pk").last() for model in (Image, Document))
        names = [row.file.name for row in newest if row is not None]
        opened = [name for name in names if default_storage.is_open_to_all(name)]
    except OSError as fault:
        return [
            Error(
                f"Pictures cannot be kept where MEDIA_STORAGE says: {fault}",
                hint="docs/operations.md says which rights the key needs.",
                id="articles.E006",
            )
        ]
    return [
        Error(
            f"Anybody can fetch {name} from the bucket of MEDIA_STORAGE.",
            hint="Let its policy open the folder renditions/ at most; close originals/ and "
            "documents/.",
            id="articles.E007",
        )
        for name in opened
    ]


def _has_table(alias: str, table: str) -> bool:
    try:
        return table in connections[alias].introspection.table_names()
    except DatabaseError:
        return False
