"""What readers see, amended, while the desk writes on something else.

The working copy may hold an update that waits, or one under an embargo. An amendment is made of the
text that is live; what it changes is carried into the working copy.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, drafting, three_way
from articles import content as contents
from articles.errors import Invalid, NotLive, Refused, StaleBase
from articles.models import Article, Change, PublishedVersion, Revision
from articles.publishing import queue as queues
from articles.publishing.locks import hold_names, lock
from articles.publishing.versions import put_in, what_was_passed
from articles.three_way import Sides, Undecided

# What stands in print; the rest of a story is the working copy's.
FIELDS = (
    "headline", "kicker", "standfirst", "body", "dateline", "lead_image_caption", "lead_image_alt",
    "lead_image_is_decoration", "source", "credit_line", "copyright_line",
)  # fmt: skip


class Amended(NamedTuple):
    """What readers see now, and whether the working copy says it too: where it changes the same
    places, the amendment waits beside it to be settled.
    """

    version: PublishedVersion
    is_carried: bool


def amend(
    article: Article,
    changes: dict,
    *,
    base: Revision | int,
    by,
    change: str = Change.MINOR,
    note: str = "",
    queue: str = "",
    settled: Mapping[int, Mapping[str, str]] | None = None,
    passed: Sequence[str] = (),
    word: str = "",
    now: datetime | None = None,
) -> Amended:
    """Publishes the text that readers see with these changes, at once. `base` is its revision, as
    it was when the changes were made. Texts that wait are settled, and warnings are passed, as
    publish() takes them.

    Pressed twice, it publishes once. Raises NotLive, Refused where readers see another text by now,
    Invalid, NotReady, ScheduledAhead, Unsettled.
    """
    now = now or timezone.now()
    strange = changes.keys() - set(FIELDS)
    if strange:
        raise Invalid({name: [_("Change this in the story itself.")] for name in sorted(strange)})
    changes = contents.normalise(changes)
    base_key = base.pk if isinstance(base, Revision) else base
    with transaction.atomic(), audit.held_back():
        hold_names(_live(article, now).revision, *queues.texts_ahead(article, now))
        locked, now = lock(article, now)
        live = _live(locked, now)
        content = live.revision.content | changes
        if _is_second_press(live, content, base_key):
            return Amended(live, not waiting_beside(live.revision).exists())
        _refuse_another(live, content, base_key)
        contents.validate(content)
        revision, is_carried = _revise(locked, live.revision, content, by=by, now=now)
        version = put_in(
            locked,
            revision,
            at=None,
            change=change,
            note=note,
            queue=queue,
            settled=settled,
            by=by,
            now=now,
            seen={"amends": base_key} | what_was_passed(passed, word),
            is_known=True,
        )
    return Amended(version, is_carried)


def _live(article: Article, now: datetime) -> PublishedVersion:
    live = PublishedVersion.objects.of(article).live(now).select_related("revision").first()
    if live is None:
        raise NotLive(_("Readers do not see this story: there is nothing to amend."))
    return live


def _is_second_press(live: PublishedVersion, content: dict, base_key: int) -> bool:
    return live.revision.base_id == base_key and live.revision.content == content


def waiting_beside(amended: Revision) -> QuerySet[Revision]:
    """The text of an amendment, where the working copy could not take it over by itself."""
    return Revision.objects.filter(
        article=amended.article_id,
        kind=Revision.Kind.REFUSED,
        base=amended.base_id,
        made_at=amended.made_at,
    )


def _refuse_another(live: PublishedVersion, content: dict, base_key: int) -> None:
    if live.revision_id != base_key:
        raise Refused(
            _("Readers see another text by now. Compare yours with it, then amend that one.")
        )
    if content == live.revision.content:
        raise Refused(_("You changed nothing of what readers see."))


def _revise(
    article: Article, live: Revision, content: dict, *, by, now: datetime
) -> tuple[Revision, bool]:
    """The amended text as a revision, and whether the working copy says what it says."""
    head = article.head
    changed = {name: content[name] for name in contents.differing(content, live.content)}
    if not contents.differing(head.content, live.content):
        return drafting.save(article, changed, base=head, by=by, now=now), True
    made = {"made_by": audit.account(by), "made_at": now, "content": content}
    revision = Revision.objects.create(
        article=article, base=live, kind=Revision.Kind.AMENDED, **made
    )
    try:
        merged = three_way.merged(Sides(live.content, head.content, content), {})
        carried = {name: merged[name] for name in contents.differing(merged, head.content)}
        drafting.save(
            article,
            carried,
            base=head,
            by=by,
            kind=Revision.Kind.MERGED,
            merged=revision,
            now=now,
        )
    except (Undecided, StaleBase, Refused):
        Revision.objects.create(article=article, base=live, kind=Revision.Kind.REFUSED, **made)
        return revision, False
    return revision, True
