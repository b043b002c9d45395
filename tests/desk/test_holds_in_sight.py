"""What a legal hold stopped is never out of sight of those who see the story."""

import pytest

from articles import limiting, publishing
from tests import base, factories
from tests.base import DAY, EVENING, HOUR, NOON
from tests.desk import holding, pages
from tests.desk.holding import DESK, EIGHT, QUEUE, read

pytestmark = pytest.mark.django_db

clock = base.standing_clock(NOON)


# Never out of sight ---------------------------------------------------------------------------


def test_it_stands_on_the_story_the_queue_and_the_first_page(at_desk):
    stopped = holding.stopped(headline="Regatta")
    for address in (pages.change(stopped.article), QUEUE, DESK):
        page = read(at_desk, address)
        assert "Stopped by a legal hold" in page and "Regatta" in page
        assert EIGHT in page and "editor" in page and "legal" in page
        assert holding.ways(stopped, page) == ["resume", "give_up"]


def test_under_the_hold_it_can_only_be_given_up(at_desk):
    stopped = holding.stopped(freed=None)
    for address in (pages.change(stopped.article), QUEUE, DESK):
        assert holding.ways(stopped, read(at_desk, address)) == ["give_up"]
    assert "The story is on legal hold (A letter came.)" in read(at_desk, holding.resume(stopped))
    assert pages.act(at_desk, holding.resume(stopped)).status_code == 409


def test_who_may_only_look_sees_it_without_presses():
    stopped = holding.stopped()
    reporter = base.signed_in(base.person("reporter"))
    for address in (pages.change(stopped.article), QUEUE):
        page = read(reporter, address)
        assert "Stopped by a legal hold" in page and holding.ways(stopped, page) == []
    assert "Stopped by a legal hold" not in read(reporter, DESK)


def test_out_of_sight_of_others_it_stays(town):
    factories.make_section("Sport")
    stopped = holding.stopped(section=factories.make_section("Sport"), headline="Regatta")
    of_town = base.signed_in(base.person("editor", name="ida", section=town))
    assert "Regatta" not in read(of_town, QUEUE) + read(of_town, DESK)
    assert of_town.get(holding.resume(stopped)).status_code == 404
    limited = holding.stopped(headline="Secret")
    publishing.hold(limited.article, by=None, reason="x", now=EVENING + 2 * HOUR)
    limiting.limit(limited.article, [base.person("chief_editor")], by=None, now=NOON + DAY)
    assert "Secret" not in read(of_town, QUEUE) + read(of_town, DESK)


def test_the_list_says_it(at_desk):
    holding.stopped()
    assert f"Stopped, was planned for {EIGHT}" in read(at_desk, pages.LIST)


def test_a_sheet_of_the_story_says_it(at_desk):
    stopped = holding.update()
    page = read(at_desk, pages.room(stopped.article, "withdraw"))
    assert f"Stopped by a legal hold, update planned for {EIGHT}: Ferry late" in page


def test_the_publish_sheet_says_it(at_desk):
    page = read(at_desk, pages.room(holding.update().article, "publish"))
    assert "A legal hold stopped other publications of this story." in page
    assert f"Update, planned for {EIGHT} by editor" in page


def test_the_queue_asks_as_much_for_many(at_desk):
    def asked() -> int:
        with base.queries() as log:
            read(at_desk, QUEUE)
        return len(log)

    holding.stopped()
    first = asked()
    for _more in range(4):
        holding.stopped()
    assert asked() == first


def test_under_the_hold_the_story_offers_nothing_that_is_refused(at_desk):
    article = factories.make_live(headline="Ferry").article
    factories.change(article, headline="Ferry late")
    page = read(at_desk, pages.change(article))
    assert 'name="_publish"' in page and pages.room(article, "amend") in page
    publishing.hold(article, by=None, reason="A letter came.")
    page = read(at_desk, pages.change(article))
    assert 'name="_publish"' not in page and pages.room(article, "amend") not in page
    assert pages.room(article, "withdraw") in page
