"""Writing at the desk: the working copy of a story, what was not saved of it, and its past.

saving holds save(), through which every change goes; unsaved what stands in somebody's page and was
not saved. Others import from here.
"""

from articles.drafting.saving import conflict_of, refuse_to_stop_late, save
from articles.drafting.unsaved import (
    discard_unsaved,
    forget,
    keep,
    lay_out,
    mark,
    offered,
    offered_new,
    opened_with,
)

__all__ = [
    "conflict_of",
    "discard_unsaved",
    "forget",
    "keep",
    "lay_out",
    "mark",
    "offered",
    "offered_new",
    "opened_with",
    "refuse_to_stop_late",
    "save",
]
