"""From a text to the page that readers would see if it were published now."""

import re
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from articles import addressing, composing
from articles import content as contents
from articles.admin.article.writing.typed import Copy
from articles.models import Article, Author, PublishedVersion

# One tag of a cleaned body; a value in quotation marks may hold a “>”.
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>""")
_VOID = frozenset({"br", "hr", "img", "wbr", "col"})


def live_version(article: Article, now: datetime) -> PublishedVersion | None:
    if article.pk is None:
        return None
    return PublishedVersion.objects.of(article).live(now).select_related("revision").first()


def of(
    copy: Copy, article: Article, live: PublishedVersion | None, now: datetime
) -> composing.Page:
    """The page of a text; an update of a live story keeps its date and its notices."""
    dated_at = contents.moment(copy.content["dated_at"]) or (live.dated_at if live else now)
    page = composing.compose(
        copy.content,
        article=article,
        path=live.path if live else _path(copy.content, dated_at),
        dated_at=dated_at,
        updated_at=live.updated_at if live else None,
        corrections=composing.notices_of([live])[0] if live else (),
    )
    return composing.linked(_with_names(_with_headline(page), copy.names), now)


def _path(content: dict, dated_at: datetime) -> str:
    """Where it would most likely stand: only publication makes sure of an address."""
    return f"{addressing.day_path(dated_at)}{addressing.slug_of(content)}/"


def _with_headline(page: composing.Page) -> composing.Page:
    """What is not written yet is said in the place of it, in the story's own language."""
    if page.headline:
        return page
    with translation.override(page.language):
        words = f"[{_('No headline yet')}]"
    title, social = page.title or words, page.social_title or words
    return replace(page, headline=words, title=title, social_title=social)


def _with_names(page: composing.Page, names: list[tuple[str, str]] | None) -> composing.Page:
    """The names as they were typed, where the page could not be given all of them."""
    if names is None:
        return page
    bylines = tuple(_byline(name, role, page.language) for name, role in names)
    line = ", ".join(byline.name for byline in bylines)
    return replace(page, bylines=bylines, byline=line or page.source)


def _byline(name: str, role: str, language: str) -> composing.Byline:
    author = Author.objects.standing_first().filter(name__iexact=name).first()
    if author is None:
        return composing.Byline(name, "", role)
    author = author.present
    return composing.Byline(author.name, author.get_absolute_url(language), role)


def with_place(page: composing.Page, number: int | None) -> composing.Page:
    """The page with a mark, "here", at one of the body's blocks, counted from 0."""
    if number is None:
        return page
    depth = 0
    for tag in _TAG.finditer(page.body_html):
        is_end, name, _attributes = tag.groups()
        if is_end:
            depth -= 1
            continue
        if depth == 0 and number == 0:
            at = tag.end(2)
            return replace(page, body_html=f'{page.body_html[:at]} id="here"{page.body_html[at:]}')
        number -= depth == 0
        depth += name not in _VOID
    return page
