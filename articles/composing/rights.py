"""Until when readers may see a picture, as composed texts hold it.

A picture of a text whose rights end stands between two marks, which `in_force` takes away, and from
that second on the picture with them; so does a gallery all of whose pictures go, until the last.
richtext lets no comment through, so nobody else writes one.
"""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MARK = re.compile(r"<!--(?:until ([0-9]+)|/until)-->")


def microseconds(moment: datetime) -> int:
    """Since 1970: as composed pages hold the end of rights."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(until: int) -> datetime:
    """The same as a moment again."""
    return _EPOCH + timedelta(microseconds=until)


def begin(until: int | None) -> str:
    """The mark before a picture whose rights end, "" before others."""
    return "" if until is None else f"<!--until {until}-->"


def end(until: int | None) -> str:
    return "" if until is None else "<!--/until-->"


def in_force(html: str, now: datetime | None) -> str:
    """A composed text as it is at this moment: without the pictures whose rights have ended, nor
    the galleries that hold no other. Without a moment, without all whose rights end.
    """
    if "<!--until " not in html:
        return html
    kept, done, hidden = [], 0, 0
    for mark in _MARK.finditer(html):
        if not hidden:
            kept.append(html[done : mark.start()])
        done = mark.end()
        # Marks stand in each other: what is hidden begins and ends with the outermost that is.
        if mark[1] is None:
            hidden -= hidden > 0
        elif hidden or _has_ended(int(mark[1]), now):
            hidden += 1
    return "".join([*kept, html[done:]])


def _has_ended(until: int, now: datetime | None) -> bool:
    return now is None or until <= microseconds(now)
