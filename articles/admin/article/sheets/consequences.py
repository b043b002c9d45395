"""What taking something out of the queue, or the whole story down, does to the rest: sentences that
a sheet says before its press, and what was dropped, after it.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from articles import people, timeline
from articles.admin.desk import moment_text
from articles.models import OPEN, Article, PublishedVersion, Withdrawal


def waiting(article: Article, now: datetime) -> list[PublishedVersion]:
    return [version for version in timeline.coming(article, now) if version.live_from > now]


def of_withdrawing(waits: list[PublishedVersion]) -> list[str]:
    """What a withdrawal drops of what waits; nothing is said where nothing waits."""
    if not waits:
        return []
    said = [
        _("What is scheduled for the moment at which the story comes down, or later, is dropped:")
    ]
    return said + [
        _("%s: dropped, unless the story comes down after it.") % _named(each) for each in waits
    ]


def of_bringing_back(article: Article, now: datetime) -> list[str]:
    """The withdrawal that is undone: since when, by whom, what readers are answered, and why."""
    rows = article.withdrawals.filter(ends_at__gt=now).select_related("withdrawn_by")
    withdrawal = rows.order_by("begins_at").first()
    if withdrawal is None:
        return []
    who = withdrawal.withdrawn_by
    told = {
        "moment": moment_text(withdrawal.begins_at),
        "name": people.full_name(who) if who else "–",
        "answer": withdrawal.get_answer_display(),
    }
    said = [_("Withdrawn from %(moment)s, by %(name)s. Readers: %(answer)s.") % told]
    if withdrawal.public_note:
        said.append(_("Public note: %s") % withdrawal.public_note)
    reason = withdrawal.reason or _("none was given.")
    return [*said, _("Reason, for the desk alone: %s") % reason]


def dropped(before: list[PublishedVersion]) -> list[str]:
    """What of the texts that waited is not there any more."""
    left = PublishedVersion.objects.filter(pk__in=[each.pk for each in before])
    left = set(left.values_list("pk", flat=True))
    gone = [each for each in before if each.pk not in left]
    return [_("What waited for %s is dropped, on record.") % _moment(each) for each in gone]


def of_taking_back(version: PublishedVersion, now: datetime) -> list[str]:
    """What readers see in its place, and what becomes of the texts behind it."""
    coming = timeline.coming(version.article, now)
    before = next((each for each in coming if each.live_until == version.live_from), None)
    behind = [each for each in coming if each.live_from > version.live_from]
    kept = [_("What waits for %s stays, with its own text.") % _moment(each) for each in behind]
    return [_in_its_place(version, before, now), *kept]


def _in_its_place(version: PublishedVersion, before: PublishedVersion | None, now: datetime) -> str:
    end = moment_text(version.live_until) if version.live_until < OPEN else ""
    if before is not None and before.live_from <= now:
        now_on = _("Readers go on seeing the present text.")
        return _("Readers go on seeing the present text until %s.") % end if end else now_on
    if before is not None:
        moments = {"start": _moment(before), "end": end}
        if end:
            return _("Readers see the text of %(start)s until %(end)s.") % moments
        return _("Readers go on seeing the text of %(start)s.") % moments
    if Withdrawal.objects.filter(article=version.article_id, ends_at=version.live_from).exists():
        down = _("The story stays withdrawn.")
        return _("The story stays withdrawn until %s.") % end if end else down
    nothing = _("Readers see nothing of the story.")
    return _("Readers see nothing of the story until %s.") % end if end else nothing


def _named(version: PublishedVersion) -> str:
    return f"{_moment(version)}, {version.headline}"


def _moment(version: PublishedVersion) -> str:
    return moment_text(version.live_from)
