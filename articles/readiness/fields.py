"""What the story's own fields lack: standfirst, headline, section, text, names."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Genre, Section
from articles.readiness.finding import Finding, Level, key_of

# What Google's structured data for articles allowed until 2023; since then it asks for "concise"
# and cuts longer ones where the screen ends.
LONGEST_HEADLINE = 110
# About what a result of a search shows of a title on one line of a desktop.
SHOWN_IN_SEARCH = 70
_BEGINNING = 2_000
# Whose opinion it is belongs to it.
_SIGNED = {Genre.ANALYSIS, Genre.OPINION, Genre.REVIEW}


def look_at(content: dict) -> Iterator[Finding]:
    """At most one query."""
    yield from _headline(content)
    if not content["standfirst"].strip():
        said = _("The story has no standfirst: lists and searches show the headline alone.")
        yield Finding(Level.WARNING, "standfirst-missing", said, "standfirst")
    if not _has_text(content["body"]):
        yield Finding(Level.WARNING, "body-missing", _("The story has no text."), "body")
    yield from _sections(content)
    yield from _names(content)


def _has_text(body: str) -> bool:
    """Most texts begin with some: half a megabyte is not read through to know it."""
    return any(richtext.plain_text(part).strip() for part in (body[:_BEGINNING], body))


def _headline(content: dict) -> Iterator[Finding]:
    length = len(content["headline"])
    in_search = len(content["seo_headline"] or content["headline"])
    if length > LONGEST_HEADLINE:
        said = _("The headline has %(length)d characters; more than %(most)d are cut off.")
        said %= {"length": length, "most": LONGEST_HEADLINE}
        yield Finding(Level.WARNING, "headline-long", said, "headline")
    elif in_search > SHOWN_IN_SEARCH:
        said = _("Search engines show about %(shown)d of the headline’s %(length)d characters.")
        said %= {"shown": SHOWN_IN_SEARCH, "length": in_search}
        yield Finding(Level.NOTE, "headline-in-search", said, "seo_headline")


def _sections(content: dict) -> Iterator[Finding]:
    if content["section"] is None:
        said = _("The story has no section: readers find it by day and by topic alone.")
        yield Finding(Level.WARNING, "section-missing", said, "section")
    keys = [key for key in (content["section"], *content["further_sections"]) if key]
    strangers = Section.objects.filter(pk__in=keys).exclude(language=content["language"])
    for section in strangers if keys else ():
        said = _("The section “%s” is of another language: its page will not list the story.")
        field = "section" if section.pk == content["section"] else "further_sections"
        key = key_of("section-language", str(section.pk))
        yield Finding(Level.WARNING, key, said % section.name, field)


def _names(content: dict) -> Iterator[Finding]:
    if not content["bylines"] and content["genre"] in _SIGNED:
        said = _("The story is labelled “%s” and names nobody whose view it is.")
        said %= Genre(content["genre"]).label
        yield Finding(Level.WARNING, "byline-missing", said, "bylines")
    elif not content["bylines"] and not content["source"]:
        said = _("Neither a byline nor a source is named: %s alone stands for the story.")
        yield Finding(Level.NOTE, "nobody-named", said % settings.NEWSROOM_NAME, "bylines")
    if content["source"] and not content["credit_line"]:
        said = _("%s is named as the source without a credit line.") % content["source"]
        yield Finding(Level.NOTE, "credit-missing", said, "credit_line")
