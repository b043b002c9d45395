"""An embargo or a hold is no change of what readers see: no page of the desk calls it one."""

import pytest

from articles import publishing
from articles.models import OPEN
from tests import base, factories
from tests.base import NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db
clock = base.standing_clock(NOON)

CHANGED = 'state-live">Live, with changes not published'


def _pages(client, article) -> str:
    found = [client.get(address) for address in (pages.LIST, pages.room(article, "change"))]
    assert [answer.status_code for answer in found] == [200, 200]
    return " ".join(answer.content.decode() for answer in found)


def test_an_embargo_set_and_lifted_is_no_change(at_desk, editor):
    live = factories.make_live(headline="Ferry runs", now=NOON - base.DAY).article
    publishing.embargo(live, until=OPEN, reason="Asked for.", by=editor)
    assert CHANGED not in _pages(at_desk, live)
    publishing.lift_embargo(live, by=editor, why="They told it.")
    assert CHANGED not in _pages(at_desk, live)


def test_a_hold_set_and_cleared_is_no_change(at_desk, editor):
    live = factories.make_live(headline="Ferry runs", now=NOON - base.DAY).article
    publishing.hold(live, by=editor, reason="A letter came.")
    assert CHANGED not in _pages(at_desk, live)
    publishing.clear_hold(live, by=editor)
    assert CHANGED not in _pages(at_desk, live)


def test_words_written_under_an_embargo_are_a_change(at_desk, editor):
    live = factories.make_live(headline="Ferry runs", now=NOON - base.DAY).article
    publishing.embargo(live, until=OPEN, reason="Asked for.", by=editor)
    factories.change(factories.reloaded(live), headline="Ferry stops")
    assert _pages(at_desk, live).count(CHANGED) == 2
