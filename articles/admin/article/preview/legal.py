"""The head of the printed sheet: what somebody who reads it for the law has to know beside it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import content as contents
from articles import newsroom_time, people
from articles.admin.article import embargoes
from articles.admin.article.writing.typed import Copy
from articles.admin.desk import moment_text
from articles.models import Article, Change, PublishedVersion


@dataclass(frozen=True)
class Row:
    name: str
    text: str
    is_grave: bool = False


def head(copy: Copy, article: Article, live: PublishedVersion | None, *, by, now: datetime):
    """Who printed what, and when; in the language of the desk."""
    return [
        Row(_("Printed"), f"{newsroom_time.text(now)}, {people.full_name(by)}"),
        Row(_("Text"), _text(copy, article), is_grave=not copy.is_saved),
        Row(_("Readers"), _readers(copy, live), is_grave=not _is_live(copy, live)),
    ]


def _text(copy: Copy, article: Article) -> str:
    head = copy.base or (article.head if article.pk else None)
    if head is None:
        return _("Unsaved, as typed")
    by = people.full_name(head.made_by) if head.made_by else "–"
    saved = {"moment": moment_text(head.made_at), "name": by, "number": head.pk}
    if copy.is_saved:
        return _("Revision %(number)s, saved %(moment)s by %(name)s") % saved
    return _("Unsaved, as typed on revision %(number)s (saved %(moment)s by %(name)s)") % saved


def _is_live(copy: Copy, live: PublishedVersion | None) -> bool:
    return live is not None and not contents.differing(copy.content, live.revision.content)


def _readers(copy: Copy, live: PublishedVersion | None) -> str:
    if live is None:
        return _("Not published: readers do not see this story.")
    if _is_live(copy, live):
        return _("Live since %s, in these words") % moment_text(live.live_from)
    return _("This text is not published. Readers have seen another since %s.") % moment_text(
        live.live_from
    )


def about(copy: Copy, page) -> list[Row]:
    """What the desk knows of the story and readers are not told in these places."""
    content = copy.content
    moments = {name: contents.moment(content[name]) for name in contents.MOMENTS}
    hold = content["legal_hold_reason"] or _("Yes")
    rows = [
        Row(_("Legal hold"), hold if content["legal_hold"] else "", is_grave=True),
        Row(_("Embargo"), _embargo(content, moments["embargoed_until"]), is_grave=True),
        Row(_("Dated"), _moment(moments["dated_at"])),
        Row(_("Slugline"), content["slugline"]),
        Row(_("Source"), _joined(content, "source", "credit_line", "copyright_line")),
        Row(_("Note to editors"), content["note_to_editors"]),
    ]
    return [row for row in rows if row.text] + [_told(notice) for notice in page.corrections]


def _moment(moment: datetime | None) -> str:
    return moment_text(moment) if moment else ""


def _embargo(content: dict, until: datetime | None) -> str:
    why = content["embargo_reason"]
    return ": ".join(each for each in (until and embargoes.in_words(until), why) if each)


def _joined(content: dict, *names: str) -> str:
    return " · ".join(content[name] for name in names if content[name])


def _told(notice) -> Row:
    """What readers were told of a change."""
    return Row(capfirst(Change(notice.kind).label), f"{moment_text(notice.at)}: {notice.text}")
