"""The stories that a link may lead to, for the editor's box of links: by words or by address."""

from functools import reduce
from operator import and_
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import JsonResponse
from django.utils import timezone

from articles.admin.article.listing.state import state_of, with_live_state
from articles.admin.desk import moment_text, person, read_uid, refuse
from articles.models import Address, Article, PublishedVersion
from articles.roles import Act

_SHOWN = 8
# A search of more words finds no more than one of these.
_WORDS = 6
_LENGTH = 500


def find(model_admin, request) -> JsonResponse:
    """{"stories": […]}: what is asked for in `q`, else what was changed last; and with `address`,
    the one story that has this address, if it is one of ours; with `uids`, commas between them,
    those whose cards a text shows.

    Only stories that the person may see: the others are not found, as what never was. At most four
    queries.
    """
    if not person(request).somewhere(Act.SEE):
        refuse()
    words, address = (request.GET.get(name, "").strip() for name in ("q", "address"))
    if "\0" in words + address:
        raise BadRequest("NUL in a query")
    seen = person(request).may(Act.SEE)
    if "uids" in request.GET:
        uids = map(read_uid, request.GET["uids"].split(",")[:_SHOWN])
        found = seen.filter(uid__in=[*filter(None, uids)])
    elif address or "/" in words:
        found = _at_address(seen, (address or words)[:_LENGTH])
    else:
        found = _by_words(seen, words[:_LENGTH])
    return JsonResponse({"stories": _described(list(found[:_SHOWN].values_list("pk", flat=True)))})


def _by_words(stories: QuerySet[Article], text: str) -> QuerySet[Article]:
    found = [
        Q(headline__icontains=word) | Q(slugline__icontains=word) for word in text.split()[:_WORDS]
    ]
    return stories.filter(reduce(and_, found, Q())).order_by("-changed_at", "-id")


def _at_address(stories: QuerySet[Article], text: str) -> QuerySet[Article]:
    """The story at a path of ours, with or without the host; any address that it ever had."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return stories.none()
    own = urlsplit(settings.SITE_URL)
    if parts.netloc and parts.netloc.lower() != own.netloc.lower():
        return stories.none()
    path = normalize("NFC", unquote(parts.path))
    if "\0" in path:
        return stories.none()
    paths = {path, f"{path.rstrip('/')}/", f"{path}?{parts.query}"}
    keys = Address.objects.filter(path__in=paths, article__isnull=False).values("article")
    return stories.filter(pk__in=keys).order_by("pk")


def _described(keys: list[int]) -> list[dict]:
    """The stories of these keys in their order, in the words of the list."""
    now = timezone.now()
    versions = PublishedVersion.objects.filter(article=OuterRef("pk")).order_by("-live_from")
    stories = with_live_state(Article.objects.filter(pk__in=keys), now)
    stories = stories.defer("body").annotate(last_path=Subquery(versions.values("path")[:1]))
    found = {story.pk: story for story in stories}
    return [_row(found[key]) for key in keys if key in found]


def _row(story: Article) -> dict:
    state = state_of(story)
    return {
        "uid": str(story.uid),
        "headline": str(story),
        "language": story.language,
        "state": state.words,
        "state_key": state.key,
        "date": moment_text(story.dated_at or story.last_dated_at or story.changed_at),
        # Where no reader can go yet, a link holds the place until there is an address.
        "path": story.last_path or "",
    }
