"""What stands in the working copy while what readers see is amended, in sentences."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from articles import content as contents
from articles.admin.desk import moment_text
from articles.models import OPEN, Article, Revision
from articles.readiness.blocking import embargo_end


@dataclass(frozen=True)
class Beside:
    """`differs_in`: what editors call the fields that readers see otherwise."""

    differs_in: list[str] = field(default_factory=list)
    embargo: str = ""


def of(article: Article, live: Revision, now: datetime) -> Beside:
    head = article.head.content if article.head else contents.of(article)
    names = contents.differing(head, live.content)
    return Beside([contents.label(name) for name in names], _embargo(article, head, now))


def _embargo(article: Article, content: dict, now: datetime) -> str:
    end = embargo_end(article, content)
    if end is None or end <= now:
        return ""
    if end >= OPEN:
        return _("It is under embargo until that is lifted; the amendment is not.")
    return _("It is under embargo until %s; the amendment is not.") % moment_text(end)
