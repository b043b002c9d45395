"""Row: one block of a comparison, in three forms."""

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

Kind = Literal["same", "changed", "added", "removed", "moved", "format"]
NOTHING = mark_safe("")


@dataclass(frozen=True)
class Row:
    """A block of two bodies side by side, or a field of two revisions.

    `before` is the old text with what went marked, "" where it is new; `after` the new text with
    what came marked, "" where it went; `inline` one text that shows both. Each may hold several
    elements, all of them valid in a `div`. `kind` "format" says: the same words, formatted
    otherwise.

    What moved has two rows, both with both indexes: where it was (`after` is "") and where it is
    (`before` is ""; words that changed on the way are marked in it).

    The indexes are places in `blocks(body)`, None where the block is not in that body. Of a
    paragraph that was split, `after_count` says how many blocks it is now, from `after_index` on;
    of paragraphs that were joined, `before_count` how many they were. Both are 1 otherwise.
    """

    kind: Kind
    before: SafeString = NOTHING
    after: SafeString = NOTHING
    inline: SafeString = NOTHING
    before_index: int | None = None
    after_index: int | None = None
    before_count: int = 1
    after_count: int = 1
