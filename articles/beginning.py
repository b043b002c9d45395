"""Beginning a story from something: another story copied, a follow-up to it, a template filled in.

Whoever begins it owns the new story. It stands in the section of what it was begun from, if they
write there, and otherwise in none.

The gates of a text go with the text. A copy of a story under an embargo is under the same embargo,
and one of a story on legal hold is on hold for the same reason: copying is no way to lift either,
and takes no right to set them. Such a text does not leave its desk: who has no role in its section
copies nothing of it. A headline that readers do not see yet is under no other law for being
scheduled alone: a follow-up that leads to it is under an embargo until it begins. One that readers
see no more (withdrawn, over) is led to by nothing. Of a story that is limited to named people
nothing is begun at all; a new story would be in everybody's reach.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import audit, drafting
from articles import content as contents
from articles.errors import Refused
from articles.models import Article, Author, Origin, PublishedVersion, StoryTemplate
from articles.permissions import Permissions
from articles.roles import Act

# The words, whose they are and what they are about. What names the old story (slug, slugline), what
# it says of itself elsewhere (search, sharing) and its date stay with it: folded away on the
# writing page, they would go out with the new story unread.
_COPIED = (
    "headline", "kicker", "standfirst", "body", "dateline", "section", "further_sections", "topics",
    "bylines", "genre", "source", "credit_line", "copyright_line", "lead_image",
    "lead_image_caption", "lead_image_alt", "lead_image_is_decoration", "language", "direction",
    "note_to_editors", "urgency", "noindex",
)  # fmt: skip
_FOLLOWED = ("section", "topics", "language", "direction", "genre")
_FILLED_IN = (
    "kicker", "headline", "standfirst", "body", "genre", "language", "note_to_editors",
    "target_words",
)  # fmt: skip


@transaction.atomic
@audit.held_back()
def copy(
    source: Article,
    *,
    by,
    reach: Permissions,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> Article:
    """A new draft with the words of a story as its working copy holds them, on record.

    The note to editors goes along: it warns of the words. Raises Refused for a limited story, and
    for one under an embargo or on hold whose section is out of reach.
    """
    now = now or timezone.now()
    source = _held(source)
    content = contents.of(source)
    changes = {name: content[name] for name in _COPIED} | _gates(content, now)
    origin = Origin(kind=Origin.Kind.COPY, source=source)
    made = _begin(changes, origin, by=by, reach=reach, uid=uid, now=now)
    audit.record("copied", by=by, at=now, article=source, into=str(made.uid))
    return made


@transaction.atomic
@audit.held_back()
def follow_up(
    source: Article,
    *,
    by,
    reach: Permissions,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> Article:
    """A new draft on the matter of a story, by `by`, whose text leads back to it if it has a path.

    The link is in the words that readers see or will see. Where they do not see them yet, it is the
    one thing that a schedule guards, under an embargo or not: so the follow-up is under one until
    then. Where they see them no more, there is no link. Raises Refused as copy() does, for a story
    that is only scheduled too.
    """
    now = now or timezone.now()
    source = _held(source)
    content = contents.of(source)
    changes = {name: content[name] for name in _FOLLOWED} | {"bylines": _own_byline(by)}
    version = _leads_to(source, now)
    if version is not None:
        changes["body"] = _link_back(source, version, content["language"])
    if version is not None and not version.is_live(now):
        # Never before the end of the story's own embargo: that is refused to a schedule.
        changes["embargoed_until"] = version.live_from
        changes["embargo_reason"] = _("It leads to a story that readers see from then on.")
    origin = Origin(kind=Origin.Kind.FOLLOW_UP, source=source)
    return _begin(changes, origin, by=by, reach=reach, uid=uid, now=now)


@transaction.atomic
@audit.held_back()
def from_template(
    template: StoryTemplate,
    *,
    by,
    reach: Permissions,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> Article:
    """A new draft with what a template fills in; its first revision notes the template's name."""
    changes = {name: getattr(template, name) for name in _FILLED_IN}
    changes |= {"section": template.section_id, "topics": template.topics.order_by("name")}
    origin = Origin(kind=Origin.Kind.TEMPLATE)
    note = _("Template: %s") % template.name
    now = now or timezone.now()
    return _begin(changes, origin, by=by, reach=reach, uid=uid, now=now, note=note)


def _held(source: Article) -> Article:
    """The story as it is now, its row held: nobody limits it before the new one stands."""
    source = Article.objects.select_for_update(no_key=True).get(pk=source.pk)
    if source.is_limited:
        said = _("Only the people named see this story; a new one would be in everybody’s reach.")
        raise Refused(said)
    return source


def _begin(
    changes: dict, origin: Origin, *, by, reach: Permissions, uid: UUID | None, now, note: str = ""
) -> Article:
    """The draft in the sections in which it may stand, with its origin."""
    article = Article(uid=uid or uuid4())
    drafting.save(article, _in_reach(changes, reach), base=None, by=by, note=note, now=now)
    origin.article = article
    origin.save(force_insert=True)
    return article


def _in_reach(changes: dict, reach: Permissions) -> dict:
    further = changes.get("further_sections", ())
    kept = {"further_sections": [key for key in further if reach.within(Act.CREATE, key)]}
    section = changes["section"]
    if section is None or reach.within(Act.CREATE, section):
        return changes | kept
    if {"embargoed_until", "legal_hold"} & changes.keys():
        said = _("It is held back or not published yet, and you do not write in its section.")
        raise Refused(said)
    return changes | kept | {"section": None}


def _gates(content: dict, now: datetime) -> dict:
    """What holds a text back still."""
    gates = _embargo(content, now)
    if content["legal_hold"]:
        gates |= {name: content[name] for name in ("legal_hold", "legal_hold_reason")}
    return gates


def _embargo(content: dict, now: datetime) -> dict:
    until = contents.moment(content["embargoed_until"])
    if not until or until <= now:
        return {}
    return {"embargoed_until": until, "embargo_reason": content["embargo_reason"]}


def _own_byline(by) -> list[Author]:
    account = audit.account(by)
    return list(Author.objects.filter(user=account).order_by("pk")[:1]) if account else []


def _leads_to(source: Article, now: datetime) -> PublishedVersion | None:
    """What readers see of a story; where they see nothing, what they will see."""
    versions = PublishedVersion.objects.of(source).filter(dropped_at=None).for_lists()
    return versions.live(now).first() or versions.ahead(now).order_by("live_from").first()


def _link_back(source: Article, version: PublishedVersion, language: str) -> str:
    """A paragraph that leads to the story, by its identity and by its present path."""
    with translation.override(language):
        before = _("Earlier:")
    return format_html(
        '<p>{} <a data-story="{}" href="{}">{}</a></p>',
        before,
        source.uid,
        version.get_absolute_url(),
        version.headline,
    )
