"""Months, days and moments in the paper's five languages: printed here and read here.

One table serves both, so whatever this module prints it can read. What readers see as "now" and
the newsroom's own zone live elsewhere: everything here works on the values that it is given.

The rooms, each knowing only those before it: months, weeks, printing, unreadable (the refusals),
zones, reading. Others import from here.
"""

from articles.dates.months import MONTHS, read_month
from articles.dates.printing import (
    day_text,
    iso,
    moment_text,
    month_name,
    month_text,
    offset_text,
    year_text,
)
from articles.dates.reading import Moment, read_moment
from articles.dates.unreadable import (
    ImpossibleDate,
    NotADate,
    NoTime,
    NoZone,
    OffsetTooLarge,
    UnclearLocalTime,
    UnknownZone,
    UnreadableMoment,
)
from articles.dates.weeks import Weekday, weekdays, weeks
from articles.dates.zones import read_zone

__all__ = [
    "MONTHS",
    "ImpossibleDate",
    "Moment",
    "NoTime",
    "NoZone",
    "NotADate",
    "OffsetTooLarge",
    "UnclearLocalTime",
    "UnknownZone",
    "UnreadableMoment",
    "Weekday",
    "day_text",
    "iso",
    "moment_text",
    "month_name",
    "month_text",
    "offset_text",
    "read_moment",
    "read_month",
    "read_zone",
    "weekdays",
    "weeks",
    "year_text",
]
