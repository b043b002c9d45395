"""The system's Chromium with a profile of its own, and what it said and asked for on its way."""

import os
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.test import Client
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests import base

# Playwright's synchronous calls run inside an event loop, in which Django refuses its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Axe()
# The rules of axe whose answers hang on colours.
OF_COLOURS = ("color-contrast", "link-in-text-block")

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
        """A page of the desk with the cookies of a sign-in that was done without the browser."""
        client = Client()
        client.post("/admin/login/", {"username": user.username, "password": base.PASSWORD})
        self.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": f"{self.site}{cookie['path']}"}
                for name, cookie in client.cookies.items()
            ]
        )
        page = self.page()
        page.goto(f"{self.site}/admin/")
        assert page.url == f"{self.site}/admin/", page.url
        return page


@pytest.fixture
def static_files_for_all(monkeypatch):
    """As WhiteNoise serves them: a sandboxed preview, which has no origin, asks for faces."""
    plain = StaticFilesHandlerMixin.serve

    def serve(handler, request):
        response = plain(handler, request)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    monkeypatch.setattr(StaticFilesHandlerMixin, "serve", serve)


@pytest.fixture
def person(chromium, live_server, settings, static_files_for_all):
    """person(width=…, scheme=…) opens a browser of its own; all of them must have stayed quiet."""
    settings.ALLOWED_HOSTS = ["*"]
    people: list[Person] = []

    def open_browser(
        *, width: int = 1366, height: int = 900, scheme: str = "light", has_touch: bool = False
    ) -> Person:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="en-GB",
            has_touch=has_touch,
        )
        context.set_default_timeout(30_000)
        people.append(Person(context, live_server.url))
        return people[-1]

    yield open_browser
    for one in people:
        one.context.close()
    assert [one.complaints for one in people if one.complaints] == []
    assert [one.foreign for one in people if one.foreign] == []


def violations(
    page: Page, *, without: tuple[str, ...] = (), only: tuple[str, ...] = ()
) -> list[str]:
    """What axe finds: rule and elements; `without` names parts that are not ours, `only` rules."""
    context = {"exclude": [[selector] for selector in without]} if without else None
    # Preloading style sheets adds some of its own, of which the policy rightly complains; and no
    # frame holds an axe that would answer, for which half a second is waited.
    options = {"resultTypes": ["violations"], "preload": False, "iframes": False}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    # Half a megabyte of script: once for each page that was opened.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(
        "([context, options]) => axe.run(context || document, options).then(it => it.violations)",
        [context, options],
    )
    return [
        f"{urlsplit(page.url).path} {rule['id']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def faults(page: Page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on the page as it stands, in both themes, and whether it is too wide.

    Everything is asked in the theme that the page was opened in. The other one differs in colours
    alone, so it is asked for those: a page need not be made and opened anew for them.
    """
    found = violations(page, without=without)
    opened_in, other = _schemes(page)
    with_scheme(page, other)
    found += [f"{other}: {each}" for each in violations(page, without=without, only=OF_COLOURS)]
    with_scheme(page, opened_in)
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{page.url} is {wider} px wider than the window"] if wider > 0 else [])


def _schemes(page: Page) -> tuple[str, str]:
    """The theme that the system asks for, and the other one."""
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return ("dark", "light") if is_dark else ("light", "dark")


def with_scheme(page: Page, scheme: str) -> None:
    """The system asks for another theme; colours that would move are there at once."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(
        "for (const each of document.getAnimations()) "
        "if (each instanceof CSSTransition) each.finish()"
    )
