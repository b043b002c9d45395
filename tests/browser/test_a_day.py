"""A story planned, moved and updated by the clock, and killed from a phone, in a browser."""

from contextlib import contextmanager
from datetime import datetime

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Page, expect

from articles.models import Article
from tests import base, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATH = "/2025/03/10/ferry-runs-again/"
TODAY = "2025-03-10"


def _clock_at(text: str) -> datetime:
    """A moment on the newsroom's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=settings.ZONE)


class Day:
    """An editor's page, a reader's page, and the clock that both live by."""

    def __init__(self, person, clock):
        self.clock = clock
        self.editor = base.person("editor")
        self.desk = person()
        self.page = self.desk.sign_in(self.editor)
        self.reader = person().page()

    def time(self, text: str, *, day: str = TODAY) -> None:
        self.clock.move_to(_clock_at(f"{day}T{text}"))

    def story(self, page: Page | None = None) -> None:
        key = Article.objects.latest("pk").pk
        (page or self.page).goto(f"{self.desk.site}/admin/articles/article/{key}/change/")

    def reads(self, *, status: int = 200) -> str:
        """What a reader finds at the story's address."""
        assert self.reader.goto(f"{self.desk.site}{PATH}").status == status
        return self.reader.locator("main").inner_text()

    def headline(self) -> str:
        self.reads()
        return self.reader.get_by_role("heading", level=1).inner_text()

    def writes(self, **fields: str) -> None:
        """Types into the fields of the story's page, and saves."""
        self.story()
        _fill(self.page, fields)
        self.page.get_by_role("button", name="Save draft").click()
        self.page.get_by_text("Readers see no change until you publish.").wait_for()

    def opens_sheet(self) -> None:
        self.page.get_by_role("button", name="Publish…").click()
        self.page.locator(".outcome-press").wait_for()

    def presses(self, words: str) -> str:
        """Publishes or schedules with what the sheet proposes, and what it asks for said in a word;
        the sentence that the desk answers with.
        """
        kind = words.rpartition(" ")[2]
        if kind == "update":
            self.page.get_by_label("Kind of change").select_option(label=kind)
        word = self.page.locator("[name=word]")
        if word.count():
            word.fill("As agreed.")
        self.page.get_by_role("button", name=words).click()
        return self.said()

    def said(self) -> str:
        return self.page.locator(".messagelist .success").inner_text()

    def schedules(self, clock: str, words: str, *, day: str = TODAY) -> str:
        self.opens_sheet()
        self.page.get_by_label("Day").fill(day)
        self.page.get_by_label("Time").fill(clock)
        return self.presses(words)


def _fill(page: Page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        page.get_by_label(name.capitalize(), exact=True).fill(text)


@pytest.fixture
def day(person):
    with time_machine.travel(_clock_at(f"{TODAY}T14:00"), tick=False) as clock:
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
