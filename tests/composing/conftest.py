"""The clock stands two hours after noon, when every version made at noon has begun."""

from tests import base
from tests.base import HOUR, NOON

standing_clock = base.standing_clock(NOON + 2 * HOUR)
