"""Plain text as agencies mail it: an optional date line, then paragraphs parted by blank lines.

    date 2024-05-14 14 May 2024 18:20 (UTC+04:00)

    The first paragraph, which may be broken
    into lines.

    The second.

In the date line the word "date" and the ISO day are each optional; the ISO day has to agree. A
first line is the date line when it begins with "date " or "Date:", or when it is wholly a date
with a time. It must be readable then: a story never gets a guessed date. There is no headline in
this format, and none is made up.

Lines inside a paragraph join with a space. A text without any blank line is one paragraph, unless
a line is longer than a screen line (100 characters): then its lines are its paragraphs.

Direction marks (LRM, RLM) and joiners (ZWJ, ZWNJ) stay: they are spelling. Embeddings, overrides
and isolates go: they can make a text read otherwise than it is stored, and the page sets the
direction of each paragraph itself. Soft hyphens and zero-width spaces go: they are the sender's
column width.
"""

import re
from datetime import tzinfo
from itertools import dropwhile, groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates
from articles.errors import WireRefused
from articles.wire.formats import decoding
from articles.wire.formats.story import WireStory, suggested_agency, suggested_language

MAX_LINES = 20_000
MAX_PARAGRAPHS = 2_000
MAX_PARAGRAPH_CHARACTERS = 50_000

_WRAPPED_AT_MOST = 100
_MODEL = "“date 2024-05-14 14 May 2024 18:20 (UTC+04:00)”"
_REASONS = (
    (
        dates.NoZone,
        gettext_lazy("the date line names no zone; add it at the end, like (UTC+04:00)"),
    ),
    (dates.NoTime, gettext_lazy("the date line names no time; write it like %(model)s")),
    (dates.NotADate, gettext_lazy("the date line cannot be read; write it like %(model)s")),
)
_DATE_WORD = re.compile(r"date(?:[ \u00a0]|: ?|$)|(?i:date)(?:: ?|[ \u00a0](?=\d))")
# In the digits of any script.
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ \u00a0]|$)")
_NOT_SPELLING = re.compile(
    "[\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[ \t\v\f]+")

_Lines = list[tuple[int, str]]


def read(data: bytes, *, file: str = "", zone: tzinfo | None = None) -> WireStory:
    """The story that these bytes hold. ``zone`` is the clock of a date line that names none.

    Raises WireRefused with the file and the line. Linear in the size of the data.
    """
    text, encoding = decoding.decode(data, file=file)
    lines = _numbered_lines(text, file)
    moment = _date_line(lines[0], file, zone) if lines else None
    date_line = lines.pop(0)[1] if moment else ""
    paragraphs = _paragraphs(lines, file)
    return WireStory(
        format="plain_text",
        file_name=file,
        headline="",
        paragraphs=paragraphs,
        dated_at=moment.moment if moment else None,
        date_line=date_line,
        zone=moment.offset if moment else "",
        agency=suggested_agency(paragraphs),
        language=suggested_language("\n".join(paragraphs)),
        encoding=encoding,
    )


def _numbered_lines(text: str, file: str) -> _Lines:
    """From the first that is not blank, numbered as in the file; without outer space, and with
    single spaces inside (no-break spaces stay)."""
    lines = _NOT_SPELLING.sub("", text).rstrip().split("\n")
    if len(lines) > MAX_LINES:
        reason = _("more than %s lines") % f"{MAX_LINES:,}"
        raise WireRefused(reason, file=file, line=MAX_LINES + 1)
    numbered = enumerate((_SPACES.sub(" ", line).strip() for line in lines), start=1)
    return list(dropwhile(lambda line: not line[1], numbered))


def _date_line(line: tuple[int, str], file: str, zone: tzinfo | None) -> dates.Moment | None:
    """None when the first line is text; refused when it is a date that cannot be read."""
    number, text = line
    word = _DATE_WORD.match(text)
    try:
        return _moment(text[word.end() :] if word else text, zone)
    except dates.UnreadableMoment as error:
        # Without the word, a line that only begins with a date is prose, and a bare day a heading.
        if not word and isinstance(error, dates.NotADate | dates.NoTime):
            return None
        other = _("the date line: %(fault)s")
        reason = next((words for kind, words in _REASONS if isinstance(error, kind)), other)
        said = reason % {"model": _MODEL, "fault": error}
        raise WireRefused(said, file=file, line=number) from None


def _moment(text: str, zone: tzinfo | None) -> dates.Moment:
    """With an ISO day before it that has to agree; the whole may also be an ISO date and time."""
    iso_day = _ISO_DAY.match(text)
    try:
        moment = dates.read_moment(text[iso_day.end() if iso_day else 0 :], zone=zone)
    except dates.NotADate:
        if not iso_day:
            raise
        return dates.read_moment(text, zone=zone)
    day = moment.moment.date()
    if iso_day and tuple(map(int, iso_day.groups())) != (day.year, day.month, day.day):
        raise dates.ImpossibleDate(
            _("%(day)s and “%(date)s” are two different days")
            % {"day": iso_day[0].strip(), "date": moment.literal}
        )
    return moment


def _paragraphs(lines: _Lines, file: str) -> tuple[str, ...]:
    blocks = [list(block) for blank, block in groupby(lines, lambda line: not line[1]) if not blank]
    if len(blocks) == 1 and any(len(text) > _WRAPPED_AT_MOST for _number, text in blocks[0]):
        blocks = [[line] for line in blocks[0]]
    if not blocks:
        raise WireRefused(_("there is no text in the file"), file=file)
    if len(blocks) > MAX_PARAGRAPHS:
        line = blocks[MAX_PARAGRAPHS][0][0]
        reason = _("more than %s paragraphs") % f"{MAX_PARAGRAPHS:,}"
        raise WireRefused(reason, file=file, line=line)
    return tuple(_paragraph(block, file) for block in blocks)


def _paragraph(block: _Lines, file: str) -> str:
    paragraph = " ".join(text for _number, text in block)
    if len(paragraph) > MAX_PARAGRAPH_CHARACTERS:
        reason = _("a paragraph of more than %s characters") % f"{MAX_PARAGRAPH_CHARACTERS:,}"
        raise WireRefused(reason, file=file, line=block[0][0])
    return paragraph
