"""A day of the paper in a browser: a story planned, moved and updated by the clock; corrected
before what waits, held by an embargo; taken down and brought back; seen at other moments.
"""

from contextlib import contextmanager

import pytest
import time_machine
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, PublishedVersion
from tests import base, factories
from tests.browser.day import TODAY, TOMORROW, YESTERDAY, Day, clock_at, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def day(person):
    with time_machine.travel(clock_at(f"{TODAY}T14:00"), tick=False) as clock:
        # A paper that has begun: its first page offers a new story.
        author, town = factories.make_author(), factories.make_section("Town")
        factories.make_live(headline="Tram stops", section=town, bylines=[author])
        yield Day(person, clock)


@contextmanager
def _phone(day, person):
    one = person(width=390, height=844, has_touch=True)
    yield one.sign_in(day.editor)


def _in_sight(page: Page, found) -> bool:
    """Whether all of it stands in the window, and nothing lies over it."""
    return found.evaluate(
        "it => { const box = it.getBoundingClientRect();"
        " const there = document.elementFromPoint("
        "   box.x + box.width / 2, box.y + box.height / 2);"
        " return scrollY === 0 && box.top >= 0 && box.bottom <= innerHeight"
        "   && box.left >= 0 && box.right <= innerWidth && it.contains(there); }"
    )


def test_a_story_is_planned_and_begins_at_its_seconds(day):
    _is_drafted_and_scheduled(day)
    _is_moved_and_begins_at_its_second(day)
    _two_updates_wait(day)


def _is_drafted_and_scheduled(day) -> None:
    page = day.page
    page.locator(".begin").get_by_label("Headline").fill("Ferry runs again")
    page.get_by_role("button", name="Write").click()
    page.locator(".cke_wysiwyg_frame").wait_for()
    page.get_by_label("Standfirst", exact=True).fill("The fog has lifted.")
    page.frame_locator(".rich-text iframe").locator("body").click()
    page.keyboard.type("The ferry sails at nine.")
    said = day.schedules("16:00", "Schedule")
    assert "10 March 2025 16:00" in said


def _is_moved_and_begins_at_its_second(day) -> None:
    page = day.page
    page.goto(f"{day.desk.site}/admin/articles/article/queue/")
    row = page.get_by_role("listitem").filter(has_text="Ferry runs again")
    row.get_by_role("link", name="Move").click()
    page.get_by_label("Time").fill("15:00")
    page.get_by_role("button", name="Move").click()
    assert "Moved to 10 March 2025 15:00" in day.said()
    expect(row.locator(".queue-clock")).to_contain_text("15:00")
    day.time("14:59:59")
    day.reads(status=404)
    day.time("15:00")
    assert "The ferry sails at nine." in day.reads()


def _two_updates_wait(day) -> None:
    day.time("15:30")
    day.writes(headline="Ferry sails twice a day")
    assert "18:00" in day.schedules("18:00", "Schedule the update")
    day.writes(kicker="Harbour")
    assert "20:00" in day.schedules("20:00", "Schedule the update")
    assert day.headline() == "Ferry runs again"
    day.time("18:00")
    assert day.headline() == "Ferry sails twice a day"
    day.time("20:00")
    assert "Harbour" in day.reads()


def test_a_kill_from_a_phone_takes_two_presses(person, day):
    version = factories.make_live(headline="Pier closes " * 5, now=base.NOON - base.DAY)
    with _phone(day, person) as phone:
        day.story(phone)
        first = phone.get_by_role("link", name="Withdraw…")
        assert _in_sight(phone, first)
        first.tap()
        press = phone.get_by_role("button", name="Withdraw")
        press.wait_for()
        assert _in_sight(phone, press)
        assert phone.get_by_label("Now", exact=True).is_checked()
        assert phone.get_by_label("Readers are answered").input_value() == "410"
        press.tap()
        phone.get_by_text("Withdrawn from").wait_for()
    assert day.reader.goto(f"{day.desk.site}{version.path}").status == 410


def _ferry(day, *, now=base.NOON, **fields) -> PublishedVersion:
    """A whole story, live since then."""
    tram = PublishedVersion.objects.get().article
    fields = {"headline": "Ferry runs again", "standfirst": "The fog has lifted."} | fields
    bylines = [row.author for row in tram.bylines.all()]
    version = factories.make_live(
        **fields, section=tram.section, bylines=bylines, by=day.editor, now=now
    )
    day.path = version.path
    return version


def _update_waits(day, article: Article, moment: str, **fields) -> None:
    news = factories.change(article, **fields, by=day.editor)
    publishing.publish(news, by=day.editor, at=clock_at(moment))


def test_a_correction_goes_before_what_waits_and_an_embargo_holds_the_rest(day):
    article = _ferry(day).article
    _update_waits(day, article, f"{TODAY}T18:00", headline="Ferry sails twice a day")
    _update_waits(day, article, f"{TODAY}T20:00", kicker="Harbour")
    _is_corrected_before_what_waits(day)
    _waits_under_an_embargo(day)
    _is_amended_under_the_embargo(day)
    _goes_out_once_it_is_lifted(day)


def _is_corrected_before_what_waits(day) -> None:
    page = day.page
    day.time("15:00")
    day.story()
    page.get_by_role("link", name="Amend what readers see…").click()
    fill(page, {"standfirst": "The storm is over."})
    page.get_by_label("Kind of change").select_option(label="correction")
    page.get_by_label("What readers are told").fill("It was no fog.")
    for way in ("stays as it is", "is cancelled"):
        expect(page.get_by_label(way)).not_to_be_checked()
    expect(page.get_by_label("takes over what this text changes")).to_be_checked()
    page.get_by_role("button", name="Publish the correction").click()
    assert day.said().count("takes it over.") == 2
    read = day.reads()
    assert "The storm is over." in read and "It was no fog." in read
    assert "twice" not in read
    day.time("18:00")
    read = day.reads()
    assert "Ferry sails twice a day" in read and "The storm is over." in read
    day.time("20:00")
    read = day.reads()
    assert "Harbour" in read and "The storm is over." in read


def _waits_under_an_embargo(day) -> None:
    page = day.page
    day.writes(headline="Ferry sails all night")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Embargo…").click()
    page.get_by_label("Until it is lifted").check()
    page.get_by_label("Reason").fill("Until the council has met.")
    page.get_by_role("button", name="Set an embargo").click()
    page.get_by_text("It can be written on meanwhile.").wait_for()
    page.get_by_role("button", name="Publish…").click()
    page.locator(".outcome").wait_for()
    assert not page.locator(".outcome-press").count()
    assert day.headline() == "Ferry sails twice a day"


def _is_amended_under_the_embargo(day) -> None:
    page = day.page
    day.story()
    page.get_by_role("link", name="Amend what readers see…").click()
    fill(page, {"standfirst": "The storm is over!"})
    page.get_by_role("button", name="Publish quietly").click()
    page.get_by_text("The working copy has it too.").wait_for()
    read = day.reads()
    assert "The storm is over!" in read and "all night" not in read


def _goes_out_once_it_is_lifted(day) -> None:
    page = day.page
    day.time("22:00")
    day.story()
    page.get_by_role("link", name="Lift the embargo…").click()
    page.get_by_label("Why, in a word").fill("They have met.")
    page.get_by_role("button", name="Lift the embargo").click()
    page.get_by_text("The embargo is lifted.").wait_for()
    assert day.headline() == "Ferry sails twice a day"
    day.opens_sheet()
    assert "Published" in day.presses("Publish the update")
    read = day.reads()
    assert "Ferry sails all night" in read and "The storm is over!" in read


def test_what_is_taken_down_comes_back_and_other_papers_remember(person, day):
    article = _ferry(day, now=base.NOON - base.DAY).article
    _update_waits(day, article, f"{TODAY}T15:00", headline="Ferry is late")
    day.time("16:00")
    with _phone(day, person) as phone:
        _is_withdrawn_from_the_list(day, phone)
        day.time("17:00")
        _is_brought_back(day, phone)
    _update_waits(day, article, f"{TOMORROW}T06:00", headline="Ferry sails twice a day")
    _stands_in_other_papers(day)


def _is_withdrawn_from_the_list(day, phone: Page) -> None:
    assert day.headline() == "Ferry is late"
    phone.goto(f"{day.desk.site}/admin/articles/article/")
    phone.get_by_label("Tick “Ferry is late”").tap()
    phone.get_by_label("With those ticked").select_option(label="Withdraw…")
    phone.get_by_role("button", name="Go on").tap()
    phone.get_by_label("Public note").fill("We look into it.")
    phone.get_by_role("button", name="Withdraw 1 story now").tap()
    phone.get_by_text("Ferry is late").wait_for()
    assert "We look into it." in day.reads(status=410)


def _is_brought_back(day, phone: Page) -> None:
    day.story(phone)
    way = phone.get_by_role("link", name="Bring back…")
    assert _in_sight(phone, way)
    way.tap()
    assert phone.get_by_label("as readers last saw it").is_checked()
    phone.get_by_role("button", name="Bring back").tap()
    phone.get_by_text("Brought back from").wait_for()
    assert day.headline() == "Ferry is late"


def _stands_in_other_papers(day) -> None:
    page = day.page
    page.goto(f"{day.desk.site}/admin/at/?path={day.path}")
    page.get_by_role("button", name="Tomorrow morning").click()
    assert _in_the_paper(page) == ("as it will stand", "Ferry sails twice a day")
    page.get_by_role("link", name="Another moment…").click()
    page.get_by_role("button", name="Yesterday at this time").click()
    assert _in_the_paper(page) == ("as it stood", "Ferry runs again")
    page.goto(f"{day.desk.site}/admin/at/{TODAY}T16:59{day.path}")
    page.get_by_text("We look into it.").wait_for()
    page.goto(f"{day.desk.site}/admin/at/{YESTERDAY}T13:59{day.path}")
    page.get_by_text("Nothing that you may see stands here at that moment.").wait_for()


def _in_the_paper(page: Page) -> tuple[str, str]:
    """When, and the headline that stands there then."""
    when = page.locator(".moment-banner-when").inner_text()
    return when, page.get_by_role("heading", level=1).inner_text()
