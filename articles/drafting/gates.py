"""Embargoes and holds that a text sets or takes away: when that is too late, and its record."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles import audit
from articles import content as contents
from articles.errors import Invalid
from articles.models import Article, PublishedVersion, Revision


def sets_gate(before: dict, content: dict) -> bool:
    """Whether a save sets, or moves, what forbids publications."""
    embargo = content["embargoed_until"]
    is_embargo_new = embargo is not None and embargo != before["embargoed_until"]
    return is_embargo_new or (content["legal_hold"] and not before["legal_hold"])


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
    was, will = before["embargoed_until"], after["embargoed_until"]
    if was != will:
        acts.append(
            "embargo lifted" if will is None else "embargo set" if was is None else "embargo moved"
        )
    if before["legal_hold"] != after["legal_hold"]:
        acts.append("hold set" if after["legal_hold"] else "hold cleared")
    for act in acts:
        detail = {"was": was, "until": will} if act.startswith("embargo") else {}
        audit.record(
            act,
            by=revision.made_by,
            at=revision.made_at,
            article=article,
            revision=revision,
            **detail,
        )
