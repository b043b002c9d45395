"""The checklist before publishing: what a story lacks that readers cannot do without."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles import content as contents
from articles import newsroom_time, richtext
from articles.models import Article, Section


def problems(article: Article, content: dict, *, start: datetime) -> list[str]:
    """Sentences, each naming what stands in the way of publishing this content at `start`."""
    found = []
    if article.removed_at:
        found.append(_("The story was removed; bring it back from the bin first."))
    if not content["headline"].strip():
        found.append(_("The story has no headline yet. Write one, then publish."))
    found += _time_problems(article, content, start)
    if article.legal_hold or content["legal_hold"]:
        reason = article.legal_hold_reason or _("no reason given")
        found.append(_("The story is on legal hold (%s).") % reason)
    return found


def cautions(content: dict) -> list[str]:
    """Sentences on what an editor may have forgotten; none of it stands in the way."""
    found = []
    if not richtext.plain_text(content["body"]).strip():
        found.append(_("The story has no text."))
    if content["section"] is None:
        found.append(_("The story has no section: readers find it by day and by topic alone."))
    keys = [key for key in (content["section"], *content["further_sections"]) if key]
    strangers = Section.objects.filter(pk__in=keys).exclude(language=content["language"])
    return found + [
        _("The section “%s” is of another language: its page will not list the story.")
        % section.name
        for section in strangers
    ]


def _time_problems(article: Article, content: dict, start: datetime) -> list[str]:
    found = []
    dated_at = contents.moment(content["dated_at"])
    if dated_at and dated_at > start:
        said = newsroom_time.text(dated_at)
        found.append(_("The story is dated %s, after the moment of its publication.") % said)
    ends = [article.embargoed_until, contents.moment(content["embargoed_until"])]
    embargo = max((end for end in ends if end), default=None)
    if embargo and embargo > start:
        found.append(_("The story is under embargo until %s.") % newsroom_time.text(embargo))
    return found
