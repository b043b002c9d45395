"""Errors: what stands in the way of publishing, at every door; those of pictures are theirs."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from articles import content as contents
from articles import newsroom_time
from articles.models import OPEN, Article
from articles.readiness.finding import Finding, Level


def errors(
    article: Article, content: dict, start: datetime, *, is_known: bool = False
) -> list[Finding]:
    """What stands in the way of publishing this content at `start`; no query."""
    found = []
    if article.removed_at:
        found.append(
            _error("removed", _("The story was removed; bring it back from the bin first."))
        )
    if not content["headline"].strip():
        said = _("The story has no headline yet. Write one, then publish.")
        found.append(_error("headline-missing", said, "headline"))
    found += _errors_of_time(article, content, start, is_known)
    if article.legal_hold or content["legal_hold"]:
        reason = article.legal_hold_reason or _("no reason given")
        found.append(_error("hold", _("The story is on legal hold (%s).") % reason))
    return found


def embargo_end(article: Article, content: dict) -> datetime | None:
    """When the embargo of a story ends: the later of what stands on its row and in its text."""
    ends = [article.embargoed_until, contents.moment(content["embargoed_until"])]
    return max((end for end in ends if end), default=None)


def _errors_of_time(
    article: Article, content: dict, start: datetime, is_known: bool
) -> Iterator[Finding]:
    dated_at = contents.moment(content["dated_at"])
    if dated_at and dated_at > start:
        said = _("The story is dated %s, after the moment of its publication.")
        yield _error("dated-ahead", said % newsroom_time.text(dated_at), "dated_at")
    own = contents.moment(content["embargoed_until"])
    embargo = own if is_known else embargo_end(article, content)
    if embargo and embargo >= OPEN:
        said = _("The story is under embargo until it is lifted.")
        yield _error("embargo-open", said, "embargoed_until")
    elif embargo and embargo > start:
        said = _("The story is under embargo until %s.") % newsroom_time.text(embargo)
        yield _error("embargo", said, "embargoed_until")


def _error(key: str, sentence: str, field: str = "") -> Finding:
    return Finding(Level.ERROR, key, sentence, field)
