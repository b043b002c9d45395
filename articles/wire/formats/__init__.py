"""The formats that wire copy comes in: bytes in, a WireStory out, no database and no network.

A reader is one module with ``read(data, *, file, zone)``; a new format is a new line in READERS.
"""

from collections.abc import Callable
from datetime import tzinfo

from django.utils.translation import gettext as _

from articles.errors import WireRefused
from articles.wire.formats import plain_text
from articles.wire.formats.story import WireStory

READERS: dict[str, Callable[..., WireStory]] = {"plain_text": plain_text.read}


def read(
    data: bytes, *, format: str = "plain_text", file: str = "", zone: tzinfo | None = None
) -> WireStory:
    """The story that these bytes hold. ``zone`` is the clock of dates that name none.

    Raises WireRefused, with the file and the line.
    """
    if format not in READERS:
        raise WireRefused(_("no reader for the format “%s”") % format, file=file)
    return READERS[format](data, file=file, zone=zone)
