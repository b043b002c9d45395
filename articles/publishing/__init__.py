"""Publishing: what makes readers see a story, see it changed, or see it no more.

Every verb takes the article's row lock, asks the timeline what is coming, changes it and records
the act. `now` is the clock of the door that calls, `at` a later moment at which the act takes
effect.

The rooms: versions (a text made what readers see), queue (what waits behind it), amendments (what
readers see, changed while the desk writes on something else), withdrawals, embargoes (what waits
where one is set), holds (what a legal hold stops) and locks. Others import from here.
"""

from articles.publishing.amendments import Amended, amend
from articles.publishing.embargoes import Embargoed, embargo, lift_embargo
from articles.publishing.holds import Cleared, clear_hold, forecast, give_up, hold, is_known, resume
from articles.publishing.queue import move, unschedule
from articles.publishing.versions import publish
from articles.publishing.withdrawals import bring_back, withdraw

__all__ = [
    "Amended",
    "Cleared",
    "Embargoed",
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
    "publish",
    "resume",
    "unschedule",
    "withdraw",
]
