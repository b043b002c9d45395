"""Writing at the desk: the working copy of a story, what was not saved of it, and its past.

saving holds save(), through which every change goes; refusing what becomes of a save that came too
late, gates the embargoes and holds that a text sets, settling what a merge settles with it; unsaved
what stands in somebody's page and was not saved; restoring what an earlier text gives back; removal
the bin, thinning what is thrown away of a long past. Others import from here.
"""

from articles.drafting.refusing import conflict_of
from articles.drafting.removal import put_back, remove
from articles.drafting.restoring import (
    NEVER_RESTORED,
    Restored,
    restore,
    restore_block,
    restore_field,
)
from articles.drafting.saving import own_save_since, save
from articles.drafting.unsaved import (
    discard_unsaved,
    forget,
    keep,
    lay_out,
    mark,
    offered,
    offered_new,
    opened_with,
    writers,
)

__all__ = [
    "NEVER_RESTORED",
    "Restored",
    "conflict_of",
    "discard_unsaved",
    "forget",
    "keep",
    "lay_out",
    "mark",
    "offered",
    "offered_new",
    "opened_with",
    "own_save_since",
    "put_back",
    "remove",
    "restore",
    "restore_block",
    "restore_field",
    "save",
    "writers",
]
