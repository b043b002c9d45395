"""How moments are written in addresses, and the moments that one press looks at."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import newsroom_time
from articles.admin.article.sheets.when import whole_minute
from articles.models import OPEN, PublishedVersion
from articles.permissions import Permissions
from articles.roles import Act

# Before any newsroom, and further ahead than anybody plans.
_EARLIEST, _LATEST = 1900, 2200
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MORNING = time(6)


class Unreadable(Exception):
    """No moment, in a sentence for an editor; `meant` are those that it may stand for."""

    def __init__(self, said: str, meant: tuple[datetime, ...] = ()):
        super().__init__(said)
        self.meant = meant


def read(text: str) -> datetime:
    """The moment, in UTC, of ISO 8601 with an offset or on the newsroom's clock. Raises Unreadable
    also for what that clock shows twice, or never.
    """
    if not _WRITTEN.fullmatch(text):
        raise Unreadable(_("A moment is written like 2025-03-10T14:30 or 2025-03-10T14:30+04:00."))
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise Unreadable(_("There is no such day or time.")) from fault
    return _bounded(found if found.tzinfo else _on_our_clock(found))


def _bounded(moment: datetime) -> datetime:
    """The moment in UTC. Raises Unreadable where no paper can be."""
    _refuse_far_years(moment)
    return moment.astimezone(UTC)


def _refuse_far_years(moment: datetime) -> None:
    """Near the ends of the calendar there are moments that no other zone can say."""
    if not _EARLIEST <= moment.year < _LATEST:
        raise Unreadable(_("The paper can be looked at between 1900 and 2200."))


def _on_our_clock(naive: datetime) -> datetime:
    _refuse_far_years(naive)
    try:
        return from_current_timezone(naive)
    except ValidationError as fault:
        if fault.code == "ambiguous_timezone":
            raise _unclear(naive) from fault
        raise Unreadable(_("There is no such day or time.")) from fault


def _unclear(naive: datetime) -> Unreadable:
    """What is asked where clocks are changed: which of the two moments is meant."""
    said = _(
        "The clock is changed that night: it shows this time twice, or not at all. Which moment?"
    )
    either = (naive.replace(tzinfo=settings.ZONE, fold=fold) for fold in (0, 1))
    return Unreadable(said, tuple(moment.astimezone(UTC) for moment in either))


def written(moment: datetime) -> str:
    """As addresses hold it: on the newsroom's clock, with its offset."""
    text = newsroom_time.iso(moment)
    is_exact = datetime.fromisoformat(text) == moment
    return text if is_exact else moment.astimezone(UTC).isoformat()


def said(moment: datetime) -> str:
    """As the newsroom reads it, with the seconds where it has any."""
    local = newsroom_time.local(moment)
    text = newsroom_time.text(moment)
    return text.replace(f" {local:%H:%M} ", f" {local:%H:%M:%S} ") if local.second else text


def address(moment: datetime, path: str = "/") -> str:
    """Where the page of that path is shown as of the moment."""
    return f"{reverse('admin:at')}{written(moment)}{path}"


@dataclass(frozen=True)
class AtHand:
    """A moment that one press looks at."""

    words: str
    moment: datetime

    @property
    def written(self) -> str:
        return written(self.moment)


def at_hand(who: Permissions, now: datetime) -> list[AtHand]:
    """Two queries, for the next boundary."""
    local = newsroom_time.local(now)
    morning = timezone.make_aware(datetime.combine(local.date() + _DAY, _MORNING))
    found = [
        AtHand(_("In an hour"), whole_minute(now + _HOUR)),
        AtHand(_("Tomorrow morning"), morning),
        AtHand(_("Yesterday at this time"), now.replace(microsecond=0) - _DAY),
    ]
    boundary = next_boundary(who, now)
    if boundary:
        words = _("The next change: %s") % said(boundary)
        found.insert(0, AtHand(words, boundary))
    return found


def next_boundary(who: Permissions, now: datetime) -> datetime | None:
    """When the first story that the person may see begins, changes or ends."""
    seen = PublishedVersion.objects.filter(
        who.over_articles(Act.SEE, "article__"), article__removed_at=None, past=False
    )
    begins = seen.filter(live_from__gt=now).order_by("live_from").values_list("live_from")
    ends = seen.filter(live_until__gt=now, live_until__lt=OPEN).order_by("live_until")
    first = [rows.first() for rows in (begins, ends.values_list("live_until"))]
    return min((row[0] for row in first if row), default=None)
