"""Embargoes and holds that a text sets or takes away: when that is too late, and its record."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles import audit
from articles import content as contents
from articles.errors import Invalid
from articles.models import Article, PublishedVersion, Revision

# Each is opened and shut by an act of its own, which is on record: never together with a text.
FIELDS = ("embargoed_until", "embargo_reason", "legal_hold", "legal_hold_reason")


def sets_gate(before: dict, content: dict) -> bool:
    """Whether a save sets, or moves, what forbids publications."""
    embargo = content["embargoed_until"]
    is_embargo_new = embargo is not None and embargo != before["embargoed_until"]
    return is_embargo_new or (content["legal_hold"] and not before["legal_hold"])


def past_gates(article: Article, base_key: int | None, changes: dict) -> int | None:
    """The head, where embargoes and holds are all that was changed since the base, and they are
    none of these changes: edits go on meanwhile.
    """
    head = Article.objects.values_list("head", flat=True).get(pk=article.pk)
    if head in (None, base_key) or set(FIELDS) & changes.keys():
        return base_key
    found = article.revisions.in_bulk([key for key in (base_key, head) if key])
    before, after = found.get(base_key), found.get(head)
    if not (before and before.content and after.content):
        return base_key
    differing = set(contents.differing(before.content, after.content))
    return head if differing and differing <= set(FIELDS) else base_key


def words_of(base_key: int | None, before: dict, content: dict) -> int | None:
    """The revision that has these very words already, where nothing but embargoes and holds differs
    from the base: readers get nothing else by them. Asks the database only then.
    """
    differing = set(contents.differing(before, content))
    if base_key is None or not differing or not differing <= set(FIELDS):
        return None
    earlier = Revision.objects.values_list("words_of", flat=True).get(pk=base_key)
    return earlier or base_key


def refuse_to_stop_late(article: Article, before: dict, content: dict, now: datetime) -> None:
    """Raises Invalid where a hold or an embargo is set while a publication waits that it forbids:
    the schedule has to be taken back first, by somebody who may.
    """
    fields = {}
    ahead = PublishedVersion.objects.of(article).ahead(now)
    embargo = contents.moment(content["embargoed_until"])
    is_new = before["embargoed_until"] != content["embargoed_until"]
    if embargo and is_new and ahead.filter(live_from__lt=embargo).exists():
        said = _("A publication is scheduled before this moment. Take it back first.")
        fields["embargoed_until"] = [said]
    if content["legal_hold"] and not before["legal_hold"] and ahead.exists():
        fields["legal_hold"] = [_("A publication is scheduled. Take it back first.")]
    if fields:
        raise Invalid(fields)


def record_gates(article: Article, revision: Revision, before: dict, after: dict) -> None:
    """On record: an embargo or a legal hold that this revision sets, moves or takes away."""
    acts = []
    embargo = _act_of_embargo(before, after, revision.made_at)
    if embargo:
        acts.append((embargo, _of_embargo(revision, before, after)))
    hold = _act_of_hold(before, after)
    if hold:
        # Why is privileged: it stands in the text alone.
        acts.append((hold, {}))
    for act, detail in acts:
        audit.record(
            act,
            by=revision.made_by,
            at=revision.made_at,
            article=article,
            revision=revision,
            **detail,
        )


def _act_of_hold(before: dict, after: dict) -> str:
    if before["legal_hold"] != after["legal_hold"]:
        return "hold set" if after["legal_hold"] else "hold cleared"
    is_explained = after["legal_hold_reason"] != before["legal_hold_reason"]
    return "hold reason changed" if after["legal_hold"] and is_explained else ""


def _act_of_embargo(before: dict, after: dict, now: datetime) -> str:
    was, will = before["embargoed_until"], after["embargoed_until"]
    if was == will:
        is_explained = will and before["embargo_reason"] != after["embargo_reason"]
        return "embargo reason changed" if is_explained else ""
    if will is None:
        return "embargo lifted"
    stood = was is not None and contents.moment(was) > now
    return "embargo moved" if stood else "embargo set"


def _of_embargo(revision: Revision, before: dict, after: dict) -> dict:
    """Why it was set is part of the text; why it was lifted is noted beside it."""
    until = after["embargoed_until"]
    why = after["embargo_reason"] if until else revision.note
    return {"was": before["embargoed_until"], "until": until} | ({"why": why} if why else {})
