"""An embargo in the words of the desk: until when, who set it, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles import people
from articles.admin.desk import moment_text
from articles.models import OPEN, Article, AuditRow

# Acts of the audit after which an embargo stands.
SET = ("embargo set", "embargo moved")


def end_words(until: datetime) -> str:
    """Behind the name of an embargo's end: "until it is lifted" is no moment."""
    return _("until it is lifted") if until >= OPEN else moment_text(until)


def in_words(until: datetime) -> str:
    if until >= OPEN:
        return _("Embargoed until it is lifted")
    return _("Embargoed until %s") % moment_text(until)


@dataclass(frozen=True)
class Standing:
    """An embargo that stands. `who` and `set_at` are "" where no record tells them."""

    until: datetime
    words: str
    reason: str
    who: str
    set_at: str

    @property
    def is_open(self) -> bool:
        return self.until >= OPEN


def standing(article: Article, now: datetime) -> Standing | None:
    """The embargo that a story is under; one query."""
    until = article.embargoed_until
    if until is None or until <= now:
        return None
    rows = AuditRow.objects.filter(article=article, act__in=SET).select_related("by")
    row = rows.order_by("-number").first()
    return Standing(
        until,
        in_words(until),
        article.embargo_reason,
        people.full_name(row.by) if row and row.by else "",
        moment_text(row.at) if row else "",
    )
