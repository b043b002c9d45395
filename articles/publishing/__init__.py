"""Publishing: what makes readers see a story, see it changed, or see it no more.

Every verb takes the article's row lock, asks the timeline what is coming, changes it and records
the act. `now` is the clock of the door that calls, `at` a later moment at which the act takes
effect.

The rooms: versions (a text made what readers see), queue (what waits behind it), rebasing (what
becomes of that) and forecasts (the same, before it is done), moves, amendments (what readers see,
changed while the desk writes on something else), withdrawals, embargoes (what waits where one is
set), holds (what a legal hold stops) and locks. Others import from here.
"""

from articles.publishing.amendments import Amended, amend
from articles.publishing.embargoes import Embargoed, embargo, lift_embargo
from articles.publishing.forecasts import Expected, Forecast, Taken, forecast
from articles.publishing.holds import (
    Cleared,
    clear_hold,
    give_up,
    hold,
    is_known,
    on_clearing,
    resume,
)
from articles.publishing.moves import move, unschedule
from articles.publishing.queue import take_turn
from articles.publishing.rebasing import CANCEL, KEEP, REBASE
from articles.publishing.versions import publish
from articles.publishing.withdrawals import bring_back, withdraw

__all__ = [
    "CANCEL",
    "KEEP",
    "REBASE",
    "Amended",
    "Cleared",
    "Embargoed",
    "Expected",
    "Forecast",
    "Taken",
    "amend",
    "bring_back",
    "clear_hold",
    "embargo",
    "forecast",
    "give_up",
    "hold",
    "is_known",
    "lift_embargo",
    "move",
    "on_clearing",
    "publish",
    "resume",
    "take_turn",
    "unschedule",
    "withdraw",
]
