"""Merges doubles: a topic or an author that was entered twice becomes one.

What was written stays as it was written; from now on it is composed, listed, offered and found as
the one that stays. Rows that are over stay as readers saw them.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import addressing, audit, composing, listings
from articles.errors import Refused
from articles.models import Author, Listing, PublishedVersion, StoryTemplate, Topic
from articles.models.address import Mergeable
from articles.models.batches import in_batches


@transaction.atomic
@audit.held_back()
def merge(double: Mergeable, into: Mergeable, *, by, now: datetime | None = None) -> None:
    """Makes `double` one with `into`, a thing of its kind; pressed twice, it is merged once.

    Raises Refused where they are the same already the other way round, where `into` was merged
    itself, and for two authors who are both users of the desk.
    """
    now = now or timezone.now()
    double, into = _locked(double, into)
    if double.merged_into_id == into.pk:
        return
    _refuse(double, into)
    stories = live_stories(double, now)
    model = type(double)
    keys = [double.pk, *double.doubles.values_list("pk", flat=True)]
    was_met = addressing.was_met(model._meta.model_name, keys, now)
    # Those that were merged into it go on with it, so that every way is one step.
    model.objects.filter(merged_into=double).update(merged_into=into)
    model.objects.filter(pk=double.pk).update(merged_into=into)
    if was_met:
        addressing.hand_over(double, into)
    _take_over(double, into)
    for batch in in_batches(_versions(double, now)):
        listings.renew(batch)
        composing.recompose(batch)
    audit.record(
        f"{model._meta.model_name} merged",
        by=by,
        at=now,
        name=double.name,
        uid=str(double.uid),
        into=into.name,
        into_uid=str(into.uid),
        stories=stories,
    )


def live_stories(place: Mergeable, now: datetime) -> int:
    """How many stories readers find under it; what is still hidden is told to nobody."""
    return Listing.objects.live(now).filter(**{place._meta.model_name: place}).count()


def _locked(double: Mergeable, into: Mergeable) -> tuple[Mergeable, Mergeable]:
    """Both rows, locked in one order, so that two who merge them either way do not meet."""
    if double.pk == into.pk:
        raise Refused(_("Choose another one: nothing is merged into itself."))
    rows = type(double).objects.select_for_update().filter(pk__in=[double.pk, into.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[double.pk], found[into.pk]


def _refuse(double: Mergeable, into: Mergeable) -> None:
    if double.merged_into_id is not None:
        raise Refused(_("This one was merged already, into “%s”.") % double.merged_into)
    if into.merged_into_id is not None:
        raise Refused(
            _("“%(name)s” was itself merged into “%(other)s”. Choose that one.")
            % {"name": into, "other": into.merged_into}
        )
    if isinstance(double, Author) and double.user_id and into.user_id:
        raise Refused(_("Both are users of the desk. Let one of them be the author’s."))


def _take_over(double: Mergeable, into: Mergeable) -> None:
    """What the desk knows the double by becomes the other's."""
    if isinstance(double, Author):
        _take_over_user(double, into)
    else:
        _take_over_names(double, into)
        _take_over_templates(double, into)


def _take_over_user(double: Author, into: Author) -> None:
    if double.user_id:
        Author.objects.filter(pk=double.pk).update(user=None)
        Author.objects.filter(pk=into.pk).update(user=double.user_id)


def _take_over_names(double: Topic, into: Topic) -> None:
    spelled = [*into.alternative_names.splitlines(), double.name]
    spelled += double.alternative_names.splitlines()
    names = dict.fromkeys(name.strip() for name in spelled)
    kept = [name for name in names if name and name != into.name]
    Topic.objects.filter(pk=into.pk).update(alternative_names="\n".join(kept))


def _take_over_templates(double: Topic, into: Topic) -> None:
    for template in StoryTemplate.objects.filter(topics=double):
        template.topics.remove(double)
        template.topics.add(into)


def _versions(place: Mergeable, now: datetime):
    """What readers see under it, or may come to see."""
    listed = Listing.objects.filter(past=False, **{place._meta.model_name: place})
    versions = PublishedVersion.objects.not_over(now).with_content()
    return versions.filter(pk__in=listed.values("version"))
