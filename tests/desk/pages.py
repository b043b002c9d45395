"""The desk as a browser without scripts sees it: addresses, and forms read from the page itself."""

import re
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from articles.models import Article

LIST = "/admin/articles/article/"
ADD = f"{LIST}add/"
WIRE = f"{LIST}wire/"


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def room(article: Article, name: str, *more: int) -> str:
    """The address of a page around a story: preview, publish, withdraw, bring_back, …"""
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


class _Fields(HTMLParser):
    """The successful controls of the page's last form with method post."""

    def __init__(self):
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._is_open = False
        self._text: str | None = None
        self._select: tuple[str, list] | None = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self._is_open = values.get("method") == "post" and values.get("id") != "logout-form"
            if self._is_open:
                self.data = {}
        if not self._is_open:
            return
        if tag == "input" and values.get("type", "text") not in ("submit", "file"):
            is_choice = values.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in values:
                self._add(values.get("name"), values.get("value") or ("on" if is_choice else ""))
        elif tag == "textarea":
            self._name, self._text = values.get("name"), ""
        elif tag == "select":
            self._select = (values.get("name"), "multiple" in values, [])
        elif tag == "option" and self._select:
            self._select[2].append((values.get("value", ""), "selected" in values))

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_open = False
        elif tag == "textarea" and self._text is not None:
            self._add(self._name, self._text.removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._select:
            name, is_multiple, options = self._select
            chosen = [value for value, is_selected in options if is_selected]
            if not chosen and not is_multiple and options:
                chosen = [options[0][0]]
            for value in chosen:
                self._add(name, value)
            self._select = None

    def _add(self, name, value):
        if name and name != "csrfmiddlewaretoken":
            self.data.setdefault(name, []).append(value)


def fields(response) -> dict[str, list[str]]:
    """What a browser would send if nothing was typed."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.data


def open_form(client: Client, address: str) -> dict[str, list[str]]:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return fields(response)


def save(client: Client, article: Article, *, opened=None, button="_save", **typed):
    """Opens the writing page (or goes on from one opened before), types, and presses a button."""
    data = opened or open_form(client, change(article))
    return client.post(change(article), {**data, **typed, button: "1"})


def act(client: Client, address: str, **typed):
    """Opens a sheet, fills it in and presses its button."""
    return client.post(address, {**open_form(client, address), **typed})


def publish(client: Client, article: Article, **typed):
    """Opens the publish sheet, passes every warning with a word, and presses its button."""
    return act(client, room(article, "publish"), **{"word": "As agreed.", **typed})


def open_warnings(response) -> list[str]:
    """The keys of the warnings that the publish sheet asks about."""
    return re.findall(r'name="passed" value="([^"]+)"', response.content.decode())


def said(response) -> list[str]:
    """The messages on the page that a press leads to."""
    return [str(message) for message in response.context["messages"]]
