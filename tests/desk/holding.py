"""A legal hold at the desk: stories that it stopped, their pages and sheets."""

import re

import time_machine
from django.utils import timezone

from articles import publishing
from articles.models import PublishedVersion, StoppedPublication
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, NOON
from tests.desk import pages

QUEUE = f"{pages.LIST}queue/"
DESK = "/admin/"
EIGHT = "10 March 2025 20:00 (UTC+04:00)"


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def said(client, address: str, **typed) -> str:
    answer = client.post(address, {**pages.open_form(client, address), **typed}, follow=True)
    return " ".join(pages.said(answer))


def parts(page: str) -> dict[str, list[str]]:
    """Heading → lines of the parts of a sheet, as they are read."""
    found = {}
    for heading, lines in re.findall(r"<h2 id=\"part[^>]*>([^<]+)</h2> <ul>(.*?)</ul>", page):
        rows = re.findall(r"<li>(.*?)</li>", lines)
        found[heading] = [re.sub(r"<[^>]+>", "", row) for row in rows]
    return found


def scheduled(at=EVENING, **fields) -> PublishedVersion:
    article = factories.make_article(**{"headline": "Ferry", **fields})
    return publishing.publish(article, by=base.person("editor"), at=at, now=NOON)


def stopped(at=EVENING, freed=EVENING + HOUR, **fields) -> StoppedPublication:
    """What was planned for a moment, stopped, and freed when that had passed."""
    article = scheduled(at, **fields).article
    publishing.hold(article, by=base.person("legal"), reason="A letter came.", now=NOON)
    if freed is not None:
        publishing.clear_hold(article, by=None, now=freed)
    return StoppedPublication.objects.get(article=article)


def update(**told):
    """A live story, and an update of it that a hold stopped; the hold is cleared too late."""
    live = factories.make_live(headline="Ferry", now=NOON - DAY).article
    factories.change(live, headline="Ferry late")
    waits = publishing.publish(
        factories.reloaded(live), by=base.person("editor"), at=EVENING, now=NOON, **told
    )
    publishing.hold(live, by=None, reason="A letter came.", now=NOON)
    publishing.clear_hold(live, by=None, now=EVENING + HOUR)
    return StoppedPublication.objects.get(article=waits.article)


def resume(stopped, query="") -> str:
    return pages.room(stopped.article, "resume", stopped.pk) + query


def give_up(stopped) -> str:
    return pages.room(stopped.article, "give_up", stopped.pk)


def at(moment) -> dict:
    local = timezone.localtime(moment)
    return {"when": "at", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M:%S}"}


def freed():
    """The desk an hour after the moment that was planned."""
    return time_machine.travel(EVENING + HOUR, tick=False)


def ways(stopped, page: str) -> list[str]:
    return [name for name in ("resume", "give_up") if address(name, stopped) in page]


def address(name: str, stopped) -> str:
    return f'href="{pages.room(stopped.article, name, stopped.pk)}'
