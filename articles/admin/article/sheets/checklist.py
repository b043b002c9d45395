"""The checklist of the publish sheet: findings, and which of them the sheet had shown before."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import readiness
from articles.models import Article, PublishedVersion
from articles.readiness import Finding, Level

# Fields whose first box has another id than the field.
_FIRST_BOXES = {"bylines": "bylines_0", "dated_at": "dated_at_0"}
# What is mended on a page of its own: finding → the name of that page.
_PAGES = {"embargo": "embargo", "embargo-open": "lift_embargo"}


@dataclass(frozen=True)
class Line:
    """One finding as the sheet prints it: `address` leads to where it is mended, a field on the
    writing page or a sheet; `was_shown` where it stood on the sheet that was sent."""

    finding: Finding
    address: str = ""
    was_shown: bool = False

    @property
    def way(self) -> str:
        """What stands on the link to where it is mended."""
        found = {"embargo": _("Change the embargo"), "embargo-open": _("Lift the embargo")}
        return found.get(self.finding.key, _("Mend it"))


@dataclass(frozen=True)
class Checklist:
    errors: list[Line] = field(default_factory=list)
    warnings: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    # Warnings of the text that readers see now: publishing this one makes nothing worse.
    standing: list[Line] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return [line.finding.key for line in self.warnings]

    @property
    def has_news(self) -> bool:
        """Whether a warning has come up that the sheet had not shown when it was sent."""
        return not all(line.was_shown for line in self.warnings)

    @property
    def told(self) -> int:
        """How many things are said that nobody has to answer."""
        return len(self.notes) + len(self.standing)

    @property
    def blocks(self) -> bool:
        """Whether an error stands in the way that no other moment mends."""
        return any(line.finding.key not in readiness.TIMES for line in self.errors)

    @property
    def is_clear(self) -> bool:
        """Whether one press publishes."""
        return not self.errors and not self.warnings


def of(
    article: Article,
    content: dict,
    live: PublishedVersion | None,
    *,
    start: datetime,
    now: datetime,
    among,
    shown: set[str],
    is_known: bool = False,
    page: str | None = None,
) -> Checklist:
    """What is to be said of a content before readers see it at `start`; `shown` are the keys of
    the warnings on the sheet that was sent, `is_known` is readiness's; `page` is where they are
    mended, the writing page if none is named.
    """
    found = readiness.findings(
        article, content, start=start, now=now, among=among, is_known=is_known
    )
    known = set()
    if live is not None and any(each.level is Level.WARNING for each in found):
        before = readiness.findings(
            article, live.revision.content, start=live.live_from, now=now, among=among
        )
        known = {each.key for each in before if each.level is Level.WARNING}
    if page is None:
        page = reverse("admin:articles_article_change", args=[article.pk])
    lines = [Line(each, _address(article, page, each), each.key in shown) for each in found]
    warnings = [line for line in lines if line.finding.level is Level.WARNING]
    return Checklist(
        errors=[line for line in lines if line.finding.level is Level.ERROR],
        warnings=[line for line in warnings if line.finding.key not in known],
        notes=[line for line in lines if line.finding.level is Level.NOTE],
        standing=[line for line in warnings if line.finding.key in known],
    )


def _address(article: Article, page: str, finding: Finding) -> str:
    if finding.key in _PAGES:
        return reverse(f"admin:articles_article_{_PAGES[finding.key]}", args=[article.pk])
    name = finding.field
    return f"{page}#id_{_FIRST_BOXES.get(name, name)}" if name else ""
