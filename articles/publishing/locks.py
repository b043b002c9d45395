"""What every verb begins with: the story's row locked, a clock that is not behind, and the revision
that an instance stands for.
"""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from articles import content as contents
from articles import drafting
from articles.errors import StaleBase
from articles.models import Article, Author, PublishedVersion, Revision, Topic

_NEXT = timedelta(microseconds=1)


def revision_of(article: Article, *, by, now: datetime) -> Revision:
    """The revision that an instance stands for; what differs in memory becomes one first."""
    if article.pk is None:
        return drafting.save(article, {}, base=None, by=by, now=now)
    held = contents.of(article)
    if article.head_id is None:
        return drafting.save(article, held, base=None, by=by, now=now)
    head = Revision.objects.get(pk=article.head_id)
    still_head = Article.objects.filter(pk=article.pk, head=head).exists()
    # Lists live in rows of their own: once somebody else saved, they are no longer this instance's.
    fields = contents.FIELDS if still_head else contents.COLUMNS
    if not head.content:
        # It was thinned or erased since: what the instance was loaded with is not known any more.
        raise moved_on(Article.objects.get(pk=article.pk), head)
    names = [name for name in fields if held[name] != head.content[name]]
    if not names:
        return head
    changes = {name: held[name] for name in names}
    return drafting.save(article, changes, base=head, by=by, now=now)


def last_revision(article: Article) -> Revision | None:
    return (
        Revision.objects.filter(versions__article=article).order_by("-versions__live_from").first()
    )


def hold_names(*revisions: Revision | None) -> None:
    """No topic and no author of a text is merged or renamed until it is published. They are held
    before the story, because who merges them asks for the stories after them.
    """
    # Of a text that was thinned or erased nothing is published.
    contents_of = [each.content for each in revisions if each is not None and each.content]
    Topic.objects.hold(key for content in contents_of for key in content["topics"])
    Author.objects.hold(row["author"] for content in contents_of for row in content["bylines"])


def lock(article: Article, now: datetime) -> tuple[Article, datetime]:
    """The article, its row locked, and a clock that is not behind what was done to it last: who
    waited for the lock asked the clock before whoever held it did.
    """
    locked = Article.objects.select_for_update().get(pk=article.pk)
    latest = PublishedVersion.objects.of(locked).aggregate(Max("changed_at"))["changed_at__max"]
    return locked, latest + _NEXT if latest is not None and now < latest else now


def moved_on(article: Article, mine: Revision) -> StaleBase:
    return StaleBase(
        _("Somebody saved this story after you opened it. Compare the two, then publish."),
        article=article,
        base=mine,
        theirs=article.head,
        mine=mine,
    )
