"""An editor's day: a page of the desk, a page of a reader, and the clock that both live by."""

from datetime import datetime

from django.conf import settings
from playwright.sync_api import Page

from articles.models import Article
from tests import base

PATH = "/2025/03/10/ferry-runs-again/"
YESTERDAY, TODAY, TOMORROW = "2025-03-09", "2025-03-10", "2025-03-11"


def clock_at(text: str) -> datetime:
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
        self.path = PATH

    def time(self, text: str, *, day: str = TODAY) -> None:
        self.clock.move_to(clock_at(f"{day}T{text}"))

    def story(self, page: Page | None = None) -> None:
        key = Article.objects.latest("pk").pk
        (page or self.page).goto(f"{self.desk.site}/admin/articles/article/{key}/change/")

    def reads(self, *, status: int = 200) -> str:
        """What a reader finds at the story's address."""
        assert self.reader.goto(f"{self.desk.site}{self.path}").status == status
        return self.reader.locator("main").inner_text()

    def headline(self) -> str:
        self.reads()
        return self.reader.get_by_role("heading", level=1).inner_text()

    def writes(self, **fields: str) -> None:
        """Types into the fields of the story's page, and saves."""
        self.story()
        fill(self.page, fields)
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


def fill(page: Page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        page.get_by_label(name.capitalize(), exact=True).fill(text)
