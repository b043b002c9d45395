"""A walker: goes over every address of the desk, and sends what no page of ours would send.

Deterministic: a walk is told by its seed alone.
"""

import random
import re
from collections.abc import Iterator
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver

from articles.models import (
    Article,
    AuditRow,
    Author,
    Front,
    Image,
    PublishedVersion,
    Revision,
    Section,
    StoryTemplate,
    Topic,
)
from tests.desk import pages
from tests.hostile import forgeries

METHODS = ("GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS")
# Whose keys stand in the addresses of a room.
_ROOMS = {
    "article": Article, "auditrow": AuditRow, "author": Author, "front": Front, "image": Image,
    "user": User, "section": Section, "storytemplate": StoryTemplate, "topic": Topic,
}  # fmt: skip
_NEVER = (0, 987654, 10**25)


def addresses() -> list[str]:
    """Every pattern of the desk, with its placeholders."""
    return ["/admin/" + pattern for pattern in _patterns(admin.site.get_urls())]


def _patterns(urls, above: str = "") -> Iterator[str]:
    for each in urls:
        here = above + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns, here)
        else:
            yield here


class Walker:
    def __init__(self, user, seed: str):
        self.user = user
        self.random = random.Random(seed)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.forger = forgeries.Forger(self.random)

    def path(self, pattern: str) -> str:
        room = next((name for name in _ROOMS if f"/{name}/" in pattern), "article")
        path = re.sub(r"\^|\$", "", pattern)
        path = path.replace(
            "(?P<app_label>articles|auth)", self.random.choice(["articles", "auth"])
        )
        path = path.replace("(?P<url>.*)", self.random.choice(["r/7/1/", "articles/article", "x"]))
        return re.sub(r"<(\w+):(\w+)>", lambda match: self._part(room, *match.groups()), path)

    def _part(self, room: str, kind: str, name: str) -> str:
        if name == "word":
            return "A-guessed-word-of-a-link"
        if name == "side":
            return self.forger.side()
        model = {"version": PublishedVersion, "revision": Revision}.get(name, _ROOMS[room])
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        key = self.random.choice(keys * 3 + list(_NEVER))
        odd = self.random.random()
        if kind == "path" and odd < 0.1:
            return self.random.choice([f"{key}/x", "_", "%00", f"{key}_2F", "²", str(UUID(int=5))])
        return str(key)

    def step(self, pattern: str, method: str = ""):
        """Sends one request: (method, path, its query, what was sent, the answer)."""
        path = self.path(pattern)
        method = method or self.random.choice(METHODS)
        query = self.forger.query(pattern) if self.random.random() < 0.4 else {}
        data = self._form(path) if method == "POST" else None
        send = getattr(self.client, method.lower())
        sent = {"data": data} if method == "POST" else {}
        answer = send(path, query_params=query, **sent)
        self._sign_in_again()
        return method, path, query, data, answer

    def _form(self, path: str) -> dict:
        """Mostly the page's own form with a few fields forged, else made up as a whole."""
        data = {}
        if self.random.random() < 0.85 and "logout" not in path:
            opened = self.client.get(path)
            if opened.status_code == 200 and "text/html" in opened["Content-Type"]:
                data = pages.fields(opened)
        return self.forger.form(data)

    def _sign_in_again(self) -> None:
        """After a sign-out, or a password of one's own."""
        if self.user.is_active and "_auth_user_id" not in self.client.session:
            self.client.force_login(self.user)
