"""What the pictures of a story lack, in front and in its text: credit, rights, words for the blind.

What a picture may not be shown for stands in the way of publishing it, but for one that readers see
already: a correction never waits for a licence, and the picture is gone at its second anyway.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import newsroom_time, richtext
from articles.models import Article, Image, ImageUse, Section, Usage
from articles.readiness.finding import Finding, Level, key_of

# Rights that end so soon after the publication are told of; those that end within a week have to be
# passed with a word.
SOON = timedelta(days=30)
_VERY_SOON = timedelta(days=7)
_LEAD, _BODY = "lead_image", "body"


def look_at(article: Article, content: dict, *, start: datetime) -> Iterator[Finding]:
    """At most two queries, none for a story without pictures."""
    pictures = _pictures(article, content, start)
    for image in pictures:
        yield from _standing_in_the_way(image, content, start)
        yield from _ends_soon(image, content, start)
    yield from _without_words(pictures, content)


def errors(article: Article, content: dict, *, start: datetime) -> list[Finding]:
    """Those of them that block; at most two queries, none for a story without pictures."""
    pictures = _pictures(article, content, start)
    found = (each for image in pictures for each in _standing_in_the_way(image, content, start))
    return [finding for finding in found if finding.level is Level.ERROR]


def _pictures(article: Article, content: dict, start: datetime) -> list[Image]:
    """The pictures of a content, the lead first; `is_seen` says of each whether readers see it in
    the story until `start`, `is_elsewhere` whether another story shows it then or later,
    `is_at_home` whether the story is of its section.
    """
    uids, lead = richtext.pictures(content["body"]), content["lead_image"]
    if not uids and lead is None:
        return []
    shown = ImageUse.objects.of_versions().filter(
        image=OuterRef("pk"), version__live_until__gt=start
    )
    rows = Image.objects.filter(Q(pk=lead) | Q(uid__in=uids)).annotate(
        is_seen=Exists(shown.filter(article=article.pk, version__live_from__lte=start)),
        is_elsewhere=Exists(shown.exclude(article=article.pk)),
    )
    rows = list(rows)
    above = _sections_of(content) if any(row.usage == Usage.SECTION for row in rows) else set()
    for row in rows:
        row.is_at_home = row.usage != Usage.SECTION or row.usage_section_id in above
    order = {uid: place for place, uid in enumerate(uids)}
    return sorted(rows, key=lambda row: -1 if row.pk == lead else order[str(row.uid)])


def _standing_in_the_way(image: Image, content: dict, start: datetime) -> Iterator[Finding]:
    """Errors; of a picture that readers see already, the same as warnings."""
    name = _named(image, content)
    if not image.credit.strip():
        said = _("%s names nobody who took it: write the credit in the library.") % name
        yield _finding("picture-credit", said, image, content)
    for kind, said in _beyond_its_rights(image, content, start, name):
        if image.is_seen:
            said = f"{said} {_('Readers see it no more.')}"
        yield _finding(kind, said, image, content)
    for said in _beyond_its_usage(image, content, name):
        yield _finding("picture-usage", said, image, content)


def _beyond_its_rights(
    image: Image, content: dict, start: datetime, name: str
) -> Iterator[tuple[str, str]]:
    if image.not_for_web:
        yield "picture-web", _("%s is not for the web.") % name
    if image.rights_until and image.rights_until <= start:
        said = _("The rights to %(picture)s ended %(moment)s.")
        told = {
            "picture": _named(image, content, within=True),
            "moment": newsroom_time.text(image.rights_until),
        }
        yield "picture-rights", said % told


def _beyond_its_usage(image: Image, content: dict, name: str) -> Iterator[str]:
    if image.usage == Usage.ONCE and image.is_elsewhere:
        yield _("%s may be used in one story only, and another one uses it.") % name
    if not image.is_at_home:
        said = _("%s may be used in one section only, and the story is in another one.")
        yield said % name


def _sections_of(content: dict) -> set[int]:
    """The sections of a story and those above them; one query."""
    parents = dict(Section.objects.values_list("pk", "parent"))
    found: set[int] = set()
    for key in (content["section"], *content["further_sections"]):
        while key in parents and key not in found:
            found.add(key)
            key = parents[key]
    return found


def _ends_soon(image: Image, content: dict, start: datetime) -> Iterator[Finding]:
    until = image.rights_until
    if image.not_for_web or until is None or not start < until <= start + SOON:
        return
    days = (until - start).days
    said = ngettext(
        "The rights to %(picture)s end %(moment)s, %(days)d day after the publication: no page "
        "shows it from then on.",
        "The rights to %(picture)s end %(moment)s, %(days)d days after the publication: no page "
        "shows it from then on.",
        days,
    )
    said %= {
        "picture": _named(image, content, within=True),
        "moment": newsroom_time.text(until),
        "days": days,
    }
    level = Level.WARNING if until <= start + _VERY_SOON else Level.NOTE
    yield Finding(level, _key("picture-ends", image, content), said, _field(image, content))


def _without_words(pictures: list[Image], content: dict) -> Iterator[Finding]:
    """Of each use, which may say it for the library or be decoration."""
    lead, by_uid = content["lead_image"], {str(image.uid): image for image in pictures}
    if pictures and pictures[0].pk == lead and not pictures[0].alt.strip():
        is_said = content["lead_image_is_decoration"] or content["lead_image_alt"].strip()
        if not is_said:
            said = _("The lead picture has no alternative text: who cannot see it learns nothing.")
            yield Finding(Level.WARNING, "picture-alt", said, _LEAD)
    for uid, alt in richtext.picture_alts(content["body"]).items():
        image = by_uid.get(uid)
        if image is not None and alt is None and not image.alt.strip():
            said = _("A picture of the text has no alternative text: %s.") % image
            yield Finding(Level.WARNING, key_of("picture-alt", uid), said, _BODY)


def _finding(kind: str, said: str, image: Image, content: dict) -> Finding:
    level = Level.WARNING if image.is_seen else Level.ERROR
    return Finding(level, _key(kind, image, content), said, _field(image, content))


def _key(kind: str, image: Image, content: dict) -> str:
    return kind if image.pk == content["lead_image"] else key_of(kind, str(image.uid))


def _field(image: Image, content: dict) -> str:
    return _LEAD if image.pk == content["lead_image"] else _BODY


def _named(image: Image, content: dict, *, within: bool = False) -> str:
    """What a sentence calls the picture, at its beginning or within it."""
    if image.pk == content["lead_image"]:
        return _("the lead picture") if within else _("The lead picture")
    said = _("the picture “%s”") if within else _("The picture “%s”")
    return said % image
