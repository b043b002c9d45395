"""Standing pages: what the paper says of itself, below the front of each edition."""

from functools import partial

from django.http import Http404
from django.views.decorators.http import require_safe

from articles import composing, jsonld, richtext
from articles.composing import Link
from articles.models import StandingPage
from articles.rendering import Head
from articles.views import lists, page


@require_safe
def section_or_page(request, slug, language):
    """Sections are asked first: where both have one address, the section has it while it shows
    anything. A hidden section costs as many queries as one that never was.
    """
    try:
        return lists.section(request, slug=slug, language=language)
    except Http404:
        return show(request, slug=slug, language=language)


def show(request, slug, language):
    shown = StandingPage.objects.shown().in_language(language)
    standing = shown.filter(slug=slug).first()
    if standing is None:
        raise Http404
    body = richtext.render(standing.body, language)
    return page.render(
        request,
        "articles/standing.html",
        {
            "heading": standing.name,
            "body": composing.linked_text(body, request.now),
            "updated_at": standing.updated_at,
        },
        language=language,
        head=_head(standing),
    )


def _head(standing: StandingPage) -> Head:
    path = standing.get_absolute_url()
    return Head(
        title=standing.name,
        description=standing.summary,
        path=path,
        crumbs=(Link(standing.name, path),),
        data=(partial(jsonld.standing_page, standing),),
    )
