"""Now, or at a moment on the newsroom's clock: the form of it, and the moments at hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates, newsroom_time
from articles.admin.article.sheets import unclear
from articles.models import OPEN

# Before any newsroom; what lies in the past is refused by the verbs, in their own words.
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
# When the first editor of a day comes in, and the first readers wake.
_MORNING = time(6)
_DAYS = ["%Y-%m-%d", "%Y%m%d", "%d.%m.%Y"]
_TIMES = ["%H:%M:%S", "%H:%M"]


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time that read the same everywhere, and the zone that they are in. Boxes for
    dates of browsers' own show them in the order, and on the clock, of each browser's language.

    Where the zone's clock shows the time twice, or never, a third value says which moment is meant:
    that of the choice which was asked for.
    """

    template_name = "admin/articles/article/moment_widget.html"

    def __init__(self, attrs=None):
        common = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(
            attrs,
            date_format=_DAYS[0],
            date_attrs={"maxlength": 10, **common},
            time_attrs={"maxlength": 8, **common},
        )

    def id_for_label(self, id_):
        """The first box, for whatever leads to the field."""
        return f"{id_}_0"

    def value_from_datadict(self, data, files, name):
        day, clock = super().value_from_datadict(data, files, name)
        chosen = data.get(f"{name}_2", "")
        return [day and day.strip(), clock and read_clock(clock.strip()), chosen]

    def decompress(self, value):
        day, clock = super().decompress(value)
        return [day, clock and clock_text(clock)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        *typed, chosen = value if isinstance(value, list) else self._of_moment(value)
        return context | {
            "zone": zone_text(timezone.now()),
            "choices": meanings(*typed),
            "chosen": chosen,
        }

    def _of_moment(self, value: datetime | None) -> list[str]:
        """As value_from_datadict has them, of a moment that is shown and was not typed."""
        if value is None:
            return ["", "", ""]
        local = newsroom_time.local(value)
        return [f"{local:%Y-%m-%d}", clock_text(local), local.isoformat()]


class MomentField(forms.SplitDateTimeField):
    widget = MomentWidget
    default_error_messages = {
        "invalid_date": gettext_lazy("Write the day like 2026-11-23."),
        "invalid_time": gettext_lazy("Write the time like 14:30, or 14:30:15."),
    }

    def __init__(self, **kwargs):
        super().__init__(input_date_formats=_DAYS, input_time_formats=_TIMES, **kwargs)

    def clean(self, value):
        """The moment; of a time that the clock shows twice, or never, the one that was chosen."""
        day, clock, chosen = value or ("", "", "")
        found = meanings(day, clock)
        if not found:
            return super().clean([day, clock])
        moment = next((choice.moment for choice in found if choice.value == chosen), None)
        if moment is None:
            raise ValidationError(unclear.question(found), code="unclear_time")
        return moment


def is_thinkable(moment: datetime) -> bool:
    return _EARLIEST < moment < OPEN


def meanings(day: str | None, clock: str | None) -> list[unclear.Choice]:
    """What is to be asked of a day and a time as they were typed; nothing where they are clear."""
    typed_day, typed_clock = _read(day, _DAYS), _read(clock, _TIMES)
    if typed_day is None or typed_clock is None:
        return []
    return unclear.choices(datetime.combine(typed_day, typed_clock.time()), settings.ZONE)


def _read(text: str | None, forms_of_it: list[str]) -> datetime | None:
    for form in forms_of_it:
        try:
            return datetime.strptime(text or "", form)
        except ValueError:
            continue
    return None


class WhenForm(forms.Form):
    """Now, or at a moment in the newsroom's zone."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("at", gettext_lazy("At a moment"))],
        initial="now",
        widget=forms.RadioSelect,
    )
    at = MomentField(label=gettext_lazy("Moment"), required=False)

    def __init__(self, *args, may_schedule: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_schedule:
            del self.fields["when"], self.fields["at"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") == "at" and "at" not in self.errors:
            if not cleaned.get("at"):
                self.add_error("at", _("Say at which moment."))
            elif not is_thinkable(cleaned["at"]):
                self.add_error("at", _("No publication can be that far away."))
        if cleaned.get("when") == "now" and "at" in self.errors:
            # What was typed beside a moment that was not chosen is nobody's fault.
            del self.errors["at"]
            cleaned["at"] = None
        return cleaned

    @property
    def moment(self) -> datetime | None:
        return self.cleaned_data.get("at") if self.cleaned_data.get("when") == "at" else None


@dataclass(frozen=True)
class AtHand:
    """A moment that one press fills in: its words, and the values of the two boxes."""

    words: str
    date: str
    time: str


def at_hand(now: datetime, embargo: datetime | None) -> list[AtHand]:
    """Moments that newsrooms schedule for, earliest first; none under an embargo, whose own end is
    one where it has any.
    """
    if embargo and embargo >= OPEN:
        return []
    in_an_hour = whole_minute(now + _HOUR)
    next_hour = newsroom_time.local(now + _HOUR).replace(minute=0, second=0, microsecond=0)
    tomorrow = newsroom_time.local(now).date() + timedelta(days=1)
    morning = timezone.make_aware(datetime.combine(tomorrow, _MORNING))
    named = [
        (next_hour, _("at %(time)s")),
        (in_an_hour, _("in an hour, %(time)s")),
        (morning, _("tomorrow, %(time)s")),
    ]
    if embargo and embargo > now:
        end = whole_second(embargo)
        later = [(moment, words) for moment, words in named if moment > end]
        words = _("when the embargo ends, %s") % newsroom_time.text(end).replace("%", "%%")
        named = [(end, words), *later]
    # On the stroke of an hour two of them are one.
    distinct = dict(reversed(named))
    return [_at_hand(moment, words) for moment, words in sorted(distinct.items())]


def _at_hand(moment: datetime, words: str) -> AtHand:
    local = newsroom_time.local(moment)
    return AtHand(words % {"time": f"{local:%H:%M}"}, f"{local:%Y-%m-%d}", clock_text(local))


def whole_minute(moment: datetime) -> datetime:
    """The moment, or the next whole minute: nobody plans by the second."""
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + _MINUTE


def whole_second(moment: datetime) -> datetime:
    """The moment, or the next one that the boxes can hold."""
    floor = moment.replace(microsecond=0)
    return floor if floor == moment else floor + _SECOND


def clock_text(moment: datetime | time) -> str:
    """Like 14:30, or 14:30:15 where there are seconds."""
    return f"{moment:%H:%M:%S}".removesuffix(":00")


def read_clock(text: str) -> str:
    """A time as fingers type it, like 1430, 930 or 14.30, as the form reads it, like 14:30."""
    if not (text.isascii() and text.isdigit() and len(text) in (3, 4, 6)):
        return text.replace(".", ":")
    text = text.zfill(4)
    return ":".join(text[at : at + 2] for at in range(0, len(text), 2))


def zone_text(moment: datetime) -> str:
    """Like Asia/Baku, UTC+04:00: the newsroom's zone and its offset at a moment."""
    offset = dates.offset_text(newsroom_time.local(moment))
    return f"{timezone.get_default_timezone_name()}, {offset}"
