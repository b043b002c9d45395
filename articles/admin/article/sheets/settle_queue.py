"""Where a text that waits and one published before it changed the same: one page for each, with the
whole form that was sent carried along, until all is said. Any sheet that publishes may lead here.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import people
from articles.admin.article.merging import body, fields
from articles.admin.article.merging.words import Words
from articles.admin.article.merging.writing import writing_of
from articles.admin.desk import moment_text, read_key
from articles.errors import Unsettled
from articles.models import Article

# Leads from this page back to the sheet, with all that was sent.
BACK = "back_to_sheet"
# The revisions whose page was pressed: what is said of others was only brought along.
_SETTLING = "settling"
_NAMED = re.compile(r"settle-([0-9]{1,18})-(.+)", re.DOTALL)


def settled(sent: QueryDict) -> dict[int, dict[str, str]]:
    """Revision of a text that waits → what stands where it and the one before it differ, as
    publishing takes it.
    """
    pressed = {read_key(text) for text in sent.getlist(_SETTLING)} - {None}
    return {key: _said_of(sent, key) for key in pressed}


def _said_of(sent: Mapping[str, str], revision: int) -> dict[str, str]:
    matches = [(_NAMED.fullmatch(name), value) for name, value in sent.items()]
    return {match[2]: value for match, value in matches if match and int(match[1]) == revision}


def kept(sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was said of places, for a sheet to bring along: it is chosen already when asked again,
    and asked again it is.
    """
    return [(name, value) for name, value in sent.items() if _NAMED.fullmatch(name)]


def show(model_admin, request, article: Article, unsettled: Unsettled) -> HttpResponse:
    """The places where both changed; the press sends all of it to the address of the sheet."""
    version, sides = unsettled.version, unsettled.sides
    prefix = f"settle-{version.revision_id}-"
    chosen = _said_of(request.POST, version.revision_id)
    is_pressed = version.revision_id in settled(request.POST)
    asked = unsettled.names if is_pressed else frozenset()
    differing = [
        replace(one, is_asked=one.name in asked) for one in fields.differing(sides, chosen)
    ]
    words = _words(unsettled)
    context = {
        **model_admin.admin_site.each_context(request),
        **writing_of(sides.theirs),
        "opts": model_admin.opts,
        "title": _("Settle what waits"),
        "subtitle": str(article),
        "article": article,
        "reason": unsettled,
        "version": version,
        "who": people.full_name(version.published_by) if version.published_by else "–",
        "prefix": prefix,
        "hidden": _carried(request.POST, prefix, version.revision_id),
        "words": words,
        "has_base": True,
        "taken_over": [one for one in differing if one.changed_by],
        "fields": [one for one in differing if not one.changed_by],
        "body": body.shown(sides, chosen, asked, words),
        "asked": asked,
    }
    template = "admin/articles/article/settle_queue.html"
    return TemplateResponse(request, template, context, status=409)


def _carried(sent: QueryDict, prefix: str, revision: int) -> list[tuple[str, str]]:
    """All of the form that was sent, besides what this page asks itself."""
    rows = [(name, value) for name, values in sent.lists() for value in values]
    rows = [row for row in rows if row != (_SETTLING, str(revision))]
    own = {"csrfmiddlewaretoken", BACK}
    rows = [row for row in rows if row[0] not in own and not row[0].startswith(prefix)]
    return [*rows, (_SETTLING, str(revision))]


def _words(unsettled: Unsettled) -> Words:
    moment = {"moment": moment_text(unsettled.version.live_from)}
    if unsettled.behind is None:
        return _behind_the_new_text(moment)
    return _behind_another(moment | {"before": moment_text(unsettled.behind.live_from)})


def _behind_the_new_text(moment: dict) -> Words:
    return Words(
        theirs=_("The text that you publish"),
        mine=_("The text that waits for %(moment)s") % moment,
        from_theirs=_("from the text that you publish"),
        from_mine=_("from the text that waits"),
        in_theirs=_("in the text that you publish"),
        in_mine=_("in the text that waits"),
        theirs_first=_("Both, the text that you publish first"),
        all_theirs=_("All of the text that you publish, nothing of the one that waits"),
        all_mine=_("All of the text that waits, nothing of the one that you publish"),
        gone_in_theirs=_(
            "At paragraph %(number)d: taken out in the text that you publish, changed in the other"
        ),
        gone_in_mine=_(
            "Paragraph %(number)d: taken out in the text that waits, changed in the other"
        ),
    )


def _behind_another(moments: dict) -> Words:
    return Words(
        theirs=_("The text of %(before)s, with what you publish") % moments,
        mine=_("The text that waits for %(moment)s") % moments,
        from_theirs=_("from the text before it"),
        from_mine=_("from the text that waits"),
        in_theirs=_("in the text before it"),
        in_mine=_("in the text that waits"),
        theirs_first=_("Both, the text before it first"),
        all_theirs=_("All of the text before it, nothing of the one that waits"),
        all_mine=_("All of the text that waits, nothing of the one before it"),
        gone_in_theirs=_(
            "At paragraph %(number)d: taken out in the text before it, changed in the other"
        ),
        gone_in_mine=_(
            "Paragraph %(number)d: taken out in the text that waits, changed in the other"
        ),
    )
