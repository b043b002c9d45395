"""Every sheet of schedules, holds, embargoes and withdrawals can be used by everybody."""

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import PublishedVersion, StoppedPublication
from tests import base, factories
from tests.browser.conftest import faults
from tests.desk import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# CKEditor's own frames and buttons are its makers'.
EDITOR = (".cke",)


def _live(by, headline: str):
    now = timezone.now() - base.DAY
    return factories.make_live(headline=headline, standfirst="Fog.", by=by, now=now).article


def _waits(article, by, headline: str, *, days: int = 1) -> PublishedVersion:
    news = factories.change(article, headline=headline)
    return publishing.publish(news, by=by, at=timezone.now() + days * base.DAY)


def _with_a_queue(by) -> list[str]:
    """A story of which two texts wait, and the copy differs from both."""
    article = _live(by, "Ferry sails")
    first = _waits(article, by, "Ferry sails at ten")
    _waits(article, by, "Ferry sails at noon", days=2)
    factories.change(article, headline="Ferry sails at eleven")
    rooms = ["change", "publish", "amend", "withdraw", "hold", "embargo"]
    of_version = [pages.room(article, name, first.pk) for name in ("move", "unschedule")]
    return [*(pages.room(article, name) for name in rooms), *of_version]


def _with_a_hold(by) -> list[str]:
    article = _live(by, "Bridge opens")
    _waits(article, by, "Bridge opens late")
    publishing.hold(article, by=by, reason="Names a minor.")
    return [pages.room(article, name) for name in ("change", "publish", "clear_hold")]


def _with_what_was_stopped(by) -> list[str]:
    """The hold is cleared too late, and another text waits."""
    article = _live(by, "Tunnel is dug")
    _waits(article, by, "Tunnel is dug deeper")
    publishing.hold(article, by=by, reason="A letter came.")
    stopped = StoppedPublication.objects.filter(article=article)
    stopped.update(live_from=timezone.now() - base.HOUR)
    publishing.clear_hold(article, by=by)
    _waits(article, by, "Tunnel is dug deeper still")
    key = stopped.get().pk
    return [pages.room(article, name, key) for name in ("resume", "give_up")]


def _with_an_embargo(by) -> list[str]:
    article = _live(by, "Mayor stays")
    until = timezone.now() + base.DAY
    publishing.embargo(article, until=until, reason="The council meets.", by=by)
    _waits(article, by, "Mayor goes", days=2)
    return [pages.room(article, name) for name in ("embargo", "lift_embargo", "publish")]


def _withdrawn(by) -> list[str]:
    article = _live(by, "Pier closes")
    publishing.withdraw(article, by=by, public_note="We look into it.")
    waits = _live(by, "Market moves")
    publishing.withdraw(waits, by=by, at=timezone.now() + base.DAY)
    return [
        pages.room(article, "bring_back"),
        pages.room(waits, "bring_back"),
        pages.room(waits, "move_withdrawal"),
    ]


def _at_other_moments() -> list[str]:
    path = PublishedVersion.objects.get(headline="Ferry sails at noon").path
    return ["/admin/at/", f"/admin/at/2100-01-01T06:00{path}", f"/admin/at/2010-01-01T06:00{path}"]


def _everything(by) -> list[str]:
    addresses = [
        *_with_a_queue(by),
        *_with_a_hold(by),
        *_with_what_was_stopped(by),
        *_with_an_embargo(by),
        *_withdrawn(by),
    ]
    return [f"{pages.LIST}queue/", *addresses, *_at_other_moments()]


def test_everybody_can_use_what_decides_when(person):
    chief = base.person("chief_editor")
    one = person(width=390, scheme="dark")
    page = one.sign_in(chief)
    found = []
    for address in _everything(chief):
        answer = page.goto(f"{one.site}{address}", wait_until="domcontentloaded")
        assert answer.status == (404 if "2010" in address else 200)
        found += faults(page, without=EDITOR)
    assert found == []
