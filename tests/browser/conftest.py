"""The system's Chromium with a profile of its own, and what it said and asked for on its way."""

import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests import base

# Playwright's synchronous calls run inside an event loop, in which Django refuses its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if path is None:
        sentence = "No Chromium: install the system's package, or name it in CHROMIUM."
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody with a browser: where the site is, and all that the console and the network saw."""

    context: BrowserContext
    site: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._watch)
        return page

    def _hear(self, message) -> None:
        # A page that is refused on purpose is an answer, not a fault.
        if message.type in ("error", "warning") and "the server responded with" not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _watch(self, request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def sign_in(self, user) -> Page:
        page = self.page()
        page.goto(f"{self.site}/admin/")
        page.fill("#id_username", user.username)
        page.fill("#id_password", base.PASSWORD)
        page.click("[type=submit]")
        page.wait_for_url(f"{self.site}/admin/")
        return page


@pytest.fixture
def person(chromium, live_server, settings):
    """person(width=…, scheme=…) opens a browser of its own; all of them must have stayed quiet."""
    settings.ALLOWED_HOSTS = ["*"]
    people: list[Person] = []

    def open_browser(*, width: int = 1366, height: int = 900, scheme: str = "light") -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
        )
        context.set_default_timeout(15_000)
        people.append(Person(context, live_server.url))
        return people[-1]

    yield open_browser
    for one in people:
        one.context.close()
    assert [one.complaints for one in people if one.complaints] == []
    assert [one.foreign for one in people if one.foreign] == []


def violations(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page: rule and elements; `without` names parts that are not ours."""
    context = {"exclude": [[selector] for selector in without]} if without else None
    # Preloading style sheets adds some of its own, of which the policy rightly complains.
    options = {"resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{urlsplit(page.url).path} {rule['id']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]
