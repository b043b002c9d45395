"""What the lead picture lacks."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from articles import newsroom_time
from articles.models import Image
from articles.readiness.finding import Finding, Level


def look_at(content: dict, *, start: datetime) -> Iterator[Finding]:
    """At most one query.

    Rights that are over are a warning and no error: they may have been renewed by word of mouth,
    and a correction of a live story must never wait for a licence.
    """
    if content["lead_image"] is None:
        return
    image = Image.objects.filter(pk=content["lead_image"]).first()
    if image is None:
        return
    if not image.alt.strip():
        said = _("The lead picture has no alternative text: who cannot see it learns nothing.")
        yield _warning("picture-alt", said)
    if not image.credit.strip():
        yield _warning("picture-credit", _("The lead picture names nobody who took it."))
    if image.rights_until and image.rights_until <= start:
        said = _("The rights to the lead picture ended %s.")
        yield _warning("picture-rights", said % newsroom_time.text(image.rights_until))


def _warning(key: str, sentence: str) -> Finding:
    return Finding(Level.WARNING, key, sentence, "lead_image")
