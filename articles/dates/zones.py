"""Zones by name and by offset, and what a local time means in one."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from articles.dates.unreadable import OffsetTooLarge, UnclearLocalTime, UnknownZone
from articles.folding import fold

# Hours east of UTC, only where one meaning is usual: BST, EST and IST have two or three each.
_ABBREVIATIONS = {
    **{"utc": 0, "gmt": 0, "z": 0, "гринвич": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2},
    **{"eet": 2, "eest": 3, "trt": 3, "azt": 4, "msk": 3, "мск": 3},
}
_MOSCOW = ("msk", "мск")
# Of Kiribati, the farthest that any clock stands from UTC.
MAX_OFFSET = timedelta(hours=14)
MAX_LITERAL_CHARACTERS = 120
# Minus signs and hyphens of every width; the Arabic comma.
_PLAIN_SIGNS = str.maketrans("−–‐‑﹣－،", "------,")
OFFSET = re.compile(r"(?:utc|gmt)? ?([+-]) ?(?:([0-9]{2})([0-9]{2})|([0-9]{1,2})(?::([0-9]{2}))?)")


def plain(text: str) -> str:
    """Text folded as everything in these rooms compares it, with hyphens for every minus sign."""
    return fold(text).translate(_PLAIN_SIGNS)


def read_zone(name: str) -> tzinfo:
    """The clock that +04:00, UTC+4, MSK or Asia/Baku means; raises UnknownZone, OffsetTooLarge."""
    folded = plain(name[:MAX_LITERAL_CHARACTERS])
    return fixed_zone(folded) or named_zone(folded, None)


def fixed_zone(name: str) -> tzinfo | None:
    """The zone of an offset like utc+4, +0400 or gmt-05:30, or None if it is not one."""
    found = OFFSET.fullmatch(name)
    if not found:
        return None
    sign, hours4, minutes4, hours, minutes = found.groups(default="")
    hour_number, minute_number = int(hours4 or hours), int(minutes4 or minutes or 0)
    offset = timedelta(hours=hour_number, minutes=minute_number)
    if offset > MAX_OFFSET or minute_number > 59:
        raise OffsetTooLarge(_("no zone lies that far from UTC"))
    return timezone(-offset if sign == "-" else offset)


def named_zone(name: str, naive: datetime | None) -> tzinfo:
    """The zone of an IANA name or an abbreviation as it was at this local time; in lower case."""
    if "/" in name and (key := _zone_keys().get(name.replace(" ", "_"))):
        return ZoneInfo(key)
    if name not in _ABBREVIATIONS:
        raise UnknownZone(_("this zone is not known or means several; write it like UTC+04:00"))
    if name in _MOSCOW and naive and 2011 <= naive.year <= 2014:
        # Moscow's standard time was UTC+4 from 27 March 2011 to 26 October 2014.
        moscow = naive.replace(tzinfo=ZoneInfo("Europe/Moscow"))
        return timezone(moscow.utcoffset() if moscow.tzname() == "MSK" else timedelta(hours=3))
    return timezone(timedelta(hours=_ABBREVIATIONS[name]))


@cache
def _zone_keys() -> dict[str, str]:
    """IANA names by their folded form. The full listing leaves out posix/ and right/."""
    return {fold(key): key for key in available_timezones()}


def on_the_clock(naive: datetime, zone: tzinfo) -> datetime:
    """The local time with the offset that the zone had then, refused if the clock was changed."""
    earlier, later = (naive.replace(tzinfo=zone, fold=number) for number in (0, 1))
    offset = earlier.utcoffset()
    if offset != later.utcoffset():
        back = earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        raise UnclearLocalTime(
            _("the clock showed this time twice that day; write the offset, like UTC+04:00")
            if back == naive
            else _("the clock skipped this time that day; write the offset, like UTC+04:00")
        )
    return naive.replace(tzinfo=timezone(offset))
