"""A story's own page, and its lite twin: the same words alone, for a slow line."""

from datetime import datetime

from django.http import Http404
from django.views.decorators.http import require_safe

from articles import composing, embeds, rendering
from articles.models import PublishedVersion
from articles.views import beside, page, share

# What the address of a lite twin has behind the story's own.
LITE = "lite/"


@require_safe
def show(request, year, month, day, slug):
    version = _version(page.path_of(request), request.now)
    story = _story(version, request.now)
    shown = embeds.printed_in(story.body)
    answer = page.render(
        request,
        "articles/article.html",
        {
            "page": story,
            "beside": beside.of(version, story, request.now),
            "share": share.links(story),
            "report": share.report(story),
            "lite": f"{story.path}{LITE}",
            "has_embeds": bool(shown),
        },
        language=story.language,
        head=rendering.head_of_story(story),
    )
    return page.with_frames(answer, embeds.sources(shown))


@require_safe
def lite(request, year, month, day, slug):
    version = _version(page.path_of(request).removesuffix(LITE), request.now)
    story = composing.linked(composing.page_of(version, request.now), request.now, plain=True)
    return page.render(
        request,
        "articles/lite.html",
        {"page": story, "report": share.report(story)},
        language=story.language,
        head=rendering.head_of_story(story),
    )


def _version(path: str, now: datetime) -> PublishedVersion:
    version = PublishedVersion.objects.live(now).at_path(path).first()
    if version is None:
        raise Http404
    return version


def _story(version: PublishedVersion, now: datetime) -> composing.Page:
    return composing.linked(composing.page_of(version, now), now)
