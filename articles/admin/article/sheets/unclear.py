"""Times that a zone's clock shows twice, or never: which moments they may mean."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from django.utils.translation import gettext as _

from articles import dates

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Choice:
    """A moment that may be meant: what a form sends back for it, and its words."""

    moment: datetime
    value: str
    words: str


def choices(naive: datetime, zone: tzinfo) -> list[Choice]:
    """None where the clock shows this time once; both where twice; the next time where never."""
    try:
        moments = _moments(naive, zone)
    except OverflowError:
        # At the ends of the calendar no zone changes its clock.
        return []
    if len(moments) == 2:
        return [
            _choice(moments[0], zone, _("the first, %s")),
            _choice(moments[1], zone, _("the second, %s")),
        ]
    return [_choice(moment, zone, _("the next that it shows, %s")) for moment in moments]


def question(found: list[Choice]) -> str:
    """What is asked where these are the choices."""
    if len(found) == 2:
        return _("The clock is put back that day and shows this time twice. Choose which is meant.")
    return _(
        "The clock is put forward that day and never shows this time. "
        "Choose the next that it shows, or another time."
    )


def _moments(naive: datetime, zone: tzinfo) -> list[datetime]:
    """In UTC: of two moments on one clock Python compares the hands alone."""
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return []
    first, second = first.astimezone(UTC), second.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None, fold=0) == naive:
        return [first, second]
    return [_change_between(second, first, zone)]


def _change_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first second on the new clock: its offset is that of `after`."""
    offset = after.astimezone(zone).utcoffset()
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def _choice(moment: datetime, zone: tzinfo, words: str) -> Choice:
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M:%S}".removesuffix(":00")
    return Choice(moment, local.isoformat(), words % f"{clock} ({dates.offset_text(local)})")
