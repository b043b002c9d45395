"""Links between stories: a page, as it is printed at a moment, leads where its stories are then.

Not composed, because a target begins, ends and moves by the clock, with nobody there to recompose
the pages that link to it (decision 0006).
"""

from dataclasses import replace
from datetime import datetime

from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles import richtext
from articles.composing.page import Page
from articles.models import PublishedVersion

# More links to stories than anybody reads; each is a parameter of the one query.
_MOST = 500


def linked(page: Page, now: datetime) -> Page:
    """The page with the addresses of the stories that it links to and that readers see now.

    Links to the others are their text alone. No query for a page without such links, else one.
    """
    return linked_all([page], now)[0]


def linked_all(pages: list[Page], now: datetime) -> list[Page]:
    """The same for many pages, with one query for all."""
    uids = [uid for page in pages for uid in richtext.stories(page.body_html)[:_MOST]][:_MOST]
    if not uids:
        return pages
    paths = _paths(uids, now)
    return [replace(page, body_html=richtext.linked(page.body_html, paths)) for page in pages]


def linked_text(html: SafeString, now: datetime) -> SafeString:
    """The same for a clean text that is no story's."""
    uids = richtext.stories(html)[:_MOST]
    return mark_safe(richtext.linked(html, _paths(uids, now))) if uids else html


def _paths(uids: list[str], now: datetime) -> dict[str, str]:
    """uid → the address of a story that readers see now."""
    live = PublishedVersion.objects.live(now).filter(article__uid__in=uids)
    return {str(uid): iri_to_uri(path) for uid, path in live.values_list("article__uid", "path")}
