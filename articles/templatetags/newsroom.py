"""Filters of the readers' templates: moments, addresses and the notices of a story."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from django import template
from django.utils.text import capfirst

from articles import feeds, newsroom_time
from articles.models import Change
from articles.models.address import absolute_url

register = template.Library()

# What a reader should know before the first paragraph; the rest stands below the last.
LEADING = frozenset({Change.CORRECTION, Change.RETRACTION, Change.EDITORS_NOTE})


@register.filter
def moment(value: datetime | None) -> str:
    """Like 25 February 2025 23:36 (UTC+04:00), in the newsroom's zone and the active language."""
    return newsroom_time.text(value) if value else ""


@register.filter
def day(value: datetime | None) -> str:
    """Like 25 February 2025, in the newsroom's zone and the active language."""
    return newsroom_time.day(value) if value else ""


@register.filter
def iso(value: datetime | None) -> str:
    """Like 2025-02-25T23:36:00+04:00, in the newsroom's zone."""
    return newsroom_time.iso(value) if value else ""


@register.filter
def rfc822(value: datetime | None) -> str:
    """Like Tue, 25 Feb 2025 23:36:00 +0400, in the newsroom's zone."""
    return format_datetime(newsroom_time.local(value)) if value else ""


@register.filter
def absolute(path: str) -> str:
    """The address with scheme and host, for those who read the page elsewhere."""
    return absolute_url(path) if path else ""


@register.filter
def in_words(kind: str) -> str:
    """The kind of a notice as a heading prints it."""
    return capfirst(Change(kind).label)


@register.filter
def leading(notices: Iterable) -> list:
    """The notices that stand above the story."""
    return [notice for notice in notices if notice.kind in LEADING]


@register.filter
def closing(notices: Iterable) -> list:
    """The notices that stand below the story."""
    return [notice for notice in notices if notice.kind not in LEADING]


register.filter("legal", feeds.legal)
register.filter("cdata", feeds.cdata)
