"""The checklist before publishing: what a story lacks that readers cannot do without."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import content as contents
from articles import richtext
from articles.models import Article, Section


def problems(article: Article, content: dict, *, start: datetime) -> list[str]:
    """Sentences, each naming what stands in the way of publishing this content at `start`."""
    found = []
    if article.removed_at:
        found.append(_("The story was removed; bring it back from the bin first."))
    if not content["headline"].strip():
        found.append(_("The story has no headline yet. Write one, then publish."))
    if not richtext.plain_text(content["body"]).strip():
        found.append(_("The story has no text yet."))
    found += _section_problems(content)
    found += _time_problems(article, content, start)
    if article.legal_hold or content["legal_hold"]:
        reason = article.legal_hold_reason or _("no reason given")
        found.append(_("The story is on legal hold (%s).") % reason)
    return found


def _section_problems(content: dict) -> list[str]:
    if content["section"] is None:
        return [_("Choose the section that readers will find the story in.")]
    keys = [content["section"], *content["further_sections"]]
    strangers = Section.objects.filter(pk__in=keys).exclude(language=content["language"])
    return [
        _("The section “%s” is of another language than the story.") % section.name
        for section in strangers
    ]


def _time_problems(article: Article, content: dict, start: datetime) -> list[str]:
    found = []
    dated_at = contents.moment(content["dated_at"])
    if dated_at and dated_at > start:
        found.append(
            _("The story is dated %s, after the moment of its publication.") % _said(dated_at)
        )
    ends = [article.embargoed_until, contents.moment(content["embargoed_until"])]
    embargo = max((end for end in ends if end), default=None)
    if embargo and embargo > start:
        found.append(_("The story is under embargo until %s.") % _said(embargo))
    return found


def _said(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y H:i T")
