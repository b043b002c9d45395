"""Links between stories and cards of stories: a page, as it is printed at a moment, leads where its
stories are then, and shows them as they are then.

Not composed, because a target begins, ends and moves by the clock, with nobody there to recompose
the pages that lead to it (decision 0006).
"""

import re
from dataclasses import replace
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe

from articles import richtext
from articles.composing.page import Card, Page
from articles.composing.stored import card_from
from articles.models import PublishedVersion

# More links to stories than anybody reads; each is a parameter of the one query.
_MOST = 500
# What figures wrote around an embed for our script to find.
_FOR_SCRIPT = re.compile(r"</?news-embed(?: [^>]*+)?>")


def linked(page: Page, now: datetime, *, plain: bool = False) -> Page:
    """The page with the addresses of the stories that it links to, and the cards of those that it
    shows, as far as readers see them now.

    Links to the others are their text alone, cards of the others nothing. No query for a page
    without either, else one. `plain`: for those without our scripts and styles, to whom a card is a
    link and an embed its picture and its link.
    """
    return linked_all([page], now, plain=plain)[0]


def linked_all(pages: list[Page], now: datetime, *, plain: bool = False) -> list[Page]:
    """The same for many pages, with one query for all."""
    if plain:
        pages = [_without_script(page) for page in pages]
    uids = [uid for page in pages for uid in richtext.stories(page.body_html)[:_MOST]][:_MOST]
    if not uids:
        return pages
    found = _Stories(uids, now, has_cards=any(richtext.has_cards(page.body_html) for page in pages))
    return [
        replace(page, body_html=found.put_into(page.body_html, page.language, plain=plain))
        for page in pages
    ]


def linked_text(html: SafeString, now: datetime) -> SafeString:
    """The same for a clean text that is no story's, in the present language."""
    uids = richtext.stories(html)[:_MOST]
    if not uids:
        return html
    found = _Stories(uids, now, has_cards=richtext.has_cards(html))
    return mark_safe(found.put_into(html, translation.get_language(), plain=False))


def _without_script(page: Page) -> Page:
    if "<news-embed" not in page.body_html:
        return page
    return replace(page, body_html=_FOR_SCRIPT.sub("", page.body_html))


class _Stories:
    """Those of these uids that readers see now; one query."""

    def __init__(self, uids: list[str], now: datetime, *, has_cards: bool):
        live = PublishedVersion.objects.live(now).filter(article__uid__in=uids)
        rows = live.values_list("article__uid", "path", *(["card"] if has_cards else []))
        self._paths = {str(uid): iri_to_uri(path) for uid, path, *_card in rows}
        self._cards = {str(uid): card_from(*card, now) for uid, _path, *card in rows if card}

    def put_into(self, html: str, language: str, *, plain: bool) -> str:
        uids = richtext.stories(html) if richtext.has_cards(html) else ()
        with translation.override(language):
            cards = {
                uid: _printed(self._cards[uid], language, plain=plain)
                for uid in uids
                if uid in self._cards
            }
        return richtext.linked(html, self._paths, cards)


def _printed(card: Card, language: str, *, plain: bool) -> str:
    """A card as it stands in the text of a page in this language."""
    name = "articles/_story_link.html" if plain else "articles/_story_card.html"
    is_other = card.language != language
    return render_to_string(name, {"card": card, "is_other": is_other}).strip()
