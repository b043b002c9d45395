"""One paper, asked twice at the same microsecond: with its hidden stories, and without them."""

import functools
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from unittest.mock import patch

import time_machine
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.test import override_settings

from articles import announcing, furniture, sitemaps
from articles.addressing import answers as addresses
from articles.announcing.addresses import Changed
from articles.feeds import TYPES
from articles.models import (
    Announcement,
    Article,
    Author,
    Document,
    Image,
    PublishedVersion,
    Section,
    Topic,
)
from articles.models.address import edition_prefix
from articles.views import lists, names
from tests import surfaces
from tests.base import DAY, MICROSECOND, NOON
from tests.canaries import asking, beside, desk
from tests.canaries.asking import UNREAD, Asked, Reader, Told
from tests.canaries.never_seen import NEVER_SEEN
from tests.canaries.words import LINKED, NIGHT, Secret, ada, editor, harbour, names_of, town
from tests.factories import make_live, make_standing_page
from tests.surfaces import HOME, OTHER, Place

LAST = NIGHT - MICROSECOND
_PLACES = (Author, Section, Topic)


@dataclass
class Hidden:
    """A hidden story, its word, and where it would stand."""

    word: str
    language: str
    article: Article
    place: Place
    # Whether readers know nothing of the story; else of its present text alone.
    is_unknown: bool


@dataclass
class Answers:
    """What was answered, with the hidden stories and without them."""

    shown: dict[Asked, Told]
    # Of these, asked for headers alone or by somebody who has kept the answer.
    again: dict[Asked, Told]
    hidden: list[Hidden]
    # What no answer may name: uids, and files of pictures.
    names: set[str]
    # What is told of all boundaries: addresses of feeds, to a hub, and paths, to our own edges.
    hub_is_told: set[str]
    edges_are_told: set[str]
    # Model and column → whether a word stands in it.
    columns: dict[str, bool]
    announced: list[tuple]
    at_night: dict[Asked, Told]
    without: dict[Asked, Told] = field(default_factory=dict)
    announced_without: list[tuple] = field(default_factory=list)


def ask_twice() -> Answers:
    places, live = _public_paper()
    reader = Reader()
    with _short_lists(), _silence():
        with transaction.atomic(), _asked_once():
            answers = _with_hidden(reader, places, live)
            transaction.set_rollback(True)
        cache.clear()
        with time_machine.travel(LAST, tick=False), _asked_once():
            answers.without = reader.ask_all(answers.shown) | _broken(reader, places)
            answers.announced_without = _announced(live)
    return answers


# The paper that readers know ---------------------------------------------------------------------


def _public_paper() -> tuple[dict[str, Place], dict[tuple[str, str], PublishedVersion]]:
    """Places of a story by language, and those beside which something is hidden."""
    Announcement.objects.create(at=NOON - 2 * DAY, try_at=NOON, told_at=NOON)
    places, live = {}, {}
    for language in (HOME, OTHER):
        make_standing_page(language=language, slug=surfaces.STANDING)
        shared = {
            "language": language,
            "section": town(language),
            "topics": [harbour()],
            "bylines": [ada()],
        }
        link = f'<p>As <a data-story="{LINKED[language]}">we said</a>.</p>'
        link += f'<figure data-story="{LINKED[language]}"></figure>'
        version = make_live(**shared, headline=f"Public {language}", told="Nine boats.", body=link)
        places[language] = surfaces.place_of(version)
        make_live(**shared, headline="Instead")
        for kind in beside.BESIDE:
            told = "It said nine." if kind == "rebased" else ""
            live[kind, language] = make_live(**shared, headline=f"Seen {kind[-4:]}", told=told)
        beside.amended(Secret("amended", language), editor())
    return places, live


# What is hidden in it ----------------------------------------------------------------------------


def _with_hidden(reader: Reader, places, live) -> Answers:
    hidden = [*_never_seen(), *_beside(live)]
    things = desk.make(hidden[0].article)
    with time_machine.travel(LAST, tick=False):
        asked = asking.public(places, [version.path for version in live.values()])
        found = reader.follow(reader.ask_all(asked))
        again = reader.ask_all(asking.again(found))
        rest = [*_asked_of(hidden), *asking.refused(hidden[0].place), *desk.asked(things)]
        rest += [Asked(f"/media/{image.file.name}") for image in Image.objects.all()[:2]]
        documents = Document.objects.filter(title__startswith="zq")
        rest += [Asked(document.get_absolute_url()) for document in documents]
        shown = found | reader.ask_all(rest) | _broken(reader, places)
        announced, (feeds, pages) = _announced(live), _told_of_all()
    with time_machine.travel(NIGHT, tick=False):
        nightly = [Asked("/"), *(Asked(place.path) for place in places.values())]
        at_night = reader.ask_all([*nightly, *(Asked(each.place.path) for each in hidden)])
    known = {"hidden": hidden, "names": _names(hidden), "columns": _columns()}
    boundaries = {"announced": announced, "hub_is_told": feeds, "edges_are_told": pages}
    return Answers(shown=shown, again=again, at_night=at_night, **known, **boundaries)


def _never_seen() -> Iterator[Hidden]:
    by = editor()
    for language in (HOME, OTHER):
        for kind, make in NEVER_SEEN.items():
            secret = Secret(kind, language)
            yield _as_hidden(secret, make(secret, by), is_unknown=True)
    # Alone in its edition.
    secret = Secret("unread", UNREAD)
    article = NEVER_SEEN["scheduled"](secret, by)
    yield _as_hidden(secret, article, is_unknown=True)


def _beside(live) -> Iterator[Hidden]:
    by = editor()
    for (kind, language), version in live.items():
        secret = Secret(kind, language)
        article = beside.BESIDE[kind](secret, by, version.article)
        yield _as_hidden(secret, article, is_unknown=False)


def _as_hidden(secret: Secret, article: Article, *, is_unknown: bool) -> Hidden:
    """Where it stands at night, else where a reader would look for it."""
    last = PublishedVersion.objects.of(article).order_by("live_from").last()
    dated_at = last.dated_at if last else secret.fields().get("dated_at", LAST)
    day = dated_at.astimezone(settings.ZONE).date()
    slug = secret.fields()["slug"]
    path = last.path if last and "zq" in last.path else f"/{day:%Y/%m/%d}/{slug}/"
    place = Place(path, day, secret.section.slug, secret.topic.slug, secret.author.slug)
    return Hidden(secret.word, secret.language, article, place, is_unknown)


def _asked_of(hidden: list[Hidden]) -> Iterator[Asked]:
    for number, each in enumerate(hidden):
        if each.language == UNREAD:
            yield from asking.unread(each.place)
        else:
            yield from asking.hidden(each.place, each.language, number)
    for place in {each.place.day: each.place for each in hidden}.values():
        yield from asking.of_time(place)


def _names(found: list[Hidden]) -> set[str]:
    images = list(Image.objects.filter(caption__startswith="zq").prefetch_related("renditions"))
    things = [*images, *(hidden.article for hidden in found if hidden.is_unknown)]
    things += [row for model in _PLACES for row in model.objects.filter(name__startswith="zq")]
    things += Document.objects.filter(title__startswith="zq")
    files = {name.rpartition("/")[2].partition(".")[0] for name in names_of(images)}
    return files | {str(thing.uid) for thing in things} | {image.hash for image in images}


def _columns() -> dict[str, bool]:
    """Of every column of a text that somebody writes, or that comes from outside."""
    found = defaultdict(bool)
    for model in apps.get_app_config("articles").get_models():
        for column in model._meta.concrete_fields:
            kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
            if isinstance(column, kinds) and not column.choices:
                values = model._base_manager.values_list(column.name, flat=True)
                name = f"{model.__name__}.{column.name}"
                found[name] = any("zq" in str(value) for value in values)
    return dict(found)


# How it is asked ---------------------------------------------------------------------------------


@contextmanager
def _short_lists():
    """Lists of several pages, made of few stories."""
    with patch.object(lists, "PER_PAGE", 4), patch.object(names, "PER_PAGE", 1):
        yield


@contextmanager
def _asked_once():
    """What depends on the edition and the clock alone is asked once in a world: it was a third."""
    with (
        patch.object(furniture, "of", functools.cache(furniture.of)),
        patch.object(
            addresses, "_with_something_to_say", functools.cache(addresses._with_something_to_say)
        ),
    ):
        yield


@contextmanager
def _silence():
    """What is refused or broken is logged, each with a traceback."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def _broken(reader: Reader, places: dict[str, Place]) -> dict[Asked, Told]:
    """Pages in the middle of which something goes wrong, and says a word."""
    paths = [f"{edition_prefix(each)}/{place.section}/" for each, place in places.items()]
    asked = [Asked(path, headers=(("X-Broken", "yes"),)) for path in paths]
    with patch.object(lists, "_shown", side_effect=RuntimeError("zqbroken")):
        return reader.ask_all(asked)


def _announced(live) -> list[tuple]:
    """What a hub and edges are told of the boundaries of stories that readers know."""
    ours = {version.article_id for version in live.values()}
    told = []
    rows = PublishedVersion.objects.filter(article__in=ours, live_from__lte=LAST)
    for article, at in rows.order_by("pk").values_list("article", "live_from"):
        changed = Changed(article, at, LAST, tuple(TYPES), sitemaps.paths_for)
        told.append((changed.feeds, changed.pages))
    return told


def _told_of_all() -> tuple[set[str], set[str]]:
    """What the next run tells a hub and an edge, of whatever began or came down."""
    with override_settings(WEBSUB_HUB="http://hub.invalid/", EDGES=["http://edge.invalid"]):
        run = announcing.planned(LAST, forms=TYPES, sitemaps_of=sitemaps.paths_for)
    feeds, pages = ([getattr(each, name) for each in run] for name in ("feeds", "pages"))
    return set(chain.from_iterable(feeds)), set(chain.from_iterable(pages))
