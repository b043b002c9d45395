"""Why no moment can be read from a text."""


class UnreadableMoment(ValueError):
    """A text from which no moment can be read; the subclasses say why, for the person who sent it.

    UnreadableMoment
    ├── NotADate            nothing that looks like a day
    ├── NoTime              a day without an hour
    ├── ImpossibleDate      31 February, 25:61, a weekday that contradicts its date
    ├── NoZone              nothing says which clock
    ├── UnknownZone         a name that nobody knows or that has several meanings
    ├── OffsetTooLarge      more than fourteen hours from UTC
    └── UnclearLocalTime    the clock of that zone skipped this time, or showed it twice
    """


class NotADate(UnreadableMoment): ...


class NoTime(UnreadableMoment): ...


class ImpossibleDate(UnreadableMoment): ...


class NoZone(UnreadableMoment): ...


class UnknownZone(UnreadableMoment): ...


class OffsetTooLarge(UnreadableMoment): ...


class UnclearLocalTime(UnreadableMoment): ...
