"""Revisions of older schemas open as if they were made today; their rows stay as they were."""

import json

import pytest
from django.db import connection

from articles.models import Revision, revision
from tests import base, factories
from tests.base import NOON
from tests.desk import pages

pytestmark = pytest.mark.django_db

# A revision as the first schema stored it, before stories had a target length.
FIRST = {
    "headline": "Ferry returns", "kicker": "", "standfirst": "", "slug": "", "slugline": "ferry",
    "dateline": "", "genre": "news", "source": "", "credit_line": "", "copyright_line": "",
    "lead_image_caption": "", "language": "en", "direction": "", "note_to_editors": "",
    "seo_headline": "", "seo_description": "", "social_headline": "", "social_description": "",
    "legal_hold_reason": "", "body": "<p>She is back.</p>", "urgency": 5, "noindex": False,
    "legal_hold": False, "dated_at": None, "embargoed_until": None, "section": None,
    "lead_image": None, "further_sections": [], "topics": [], "bylines": [],
}  # fmt: skip


def _stored(article, content: dict = FIRST) -> int:
    """The key of a revision whose bytes are these, whatever the code would write today."""
    row = Revision.objects.create(article=article, made_at=NOON, content=content)
    return row.pk


def _bytes(key: int) -> dict:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM articles_revision WHERE id = %s", [key])
        stored = cursor.fetchone()[0]
    return json.loads(stored) if isinstance(stored, str) else stored


@pytest.fixture
def second_schema(monkeypatch):
    """As if a slugline had been called a catchword from the second schema on."""

    def renamed(content: dict) -> dict:
        rest = {name: value for name, value in content.items() if name != "slugline"}
        return rest | {"catchword": content["slugline"]}

    monkeypatch.setattr(revision, "SCHEMA", 2)
    monkeypatch.setitem(revision.STEPS, 1, renamed)


def test_what_its_time_did_not_know_is_there_and_says_nothing():
    key = _stored(factories.make_article())
    assert Revision.objects.get(pk=key).content == FIRST | {
        "target_words": None,
        "embargo_reason": "",
        "lead_image_alt": "",
        "lead_image_is_decoration": False,
    }
    assert "target_words" not in _bytes(key)


def test_it_is_read_compared_and_restored_at_the_desk(editor):
    article = factories.make_article(by=editor, target_words=400)
    key = _stored(article)
    client = base.signed_in(editor)
    assert "Ferry returns" in client.get(pages.room(article, "text", f"r{key}")).content.decode()
    page = client.get(pages.room(article, "compare"), {"from": f"r{key}", "to": "now"})
    assert "Target length" in page.content.decode()
    answer = client.post(pages.room(article, "restore"), {"revision": key})
    assert answer.status_code == 302
    assert "?text=" in answer["Location"]


def test_a_step_is_applied_however_it_is_read(second_schema):
    article = factories.make_article()
    key = _stored(article)
    ways = {
        "whole": Revision.objects.get(pk=key),
        "later": Revision.objects.defer("content").get(pk=key),
        "without its schema": Revision.objects.only("note").get(pk=key),
        "in bulk": Revision.objects.in_bulk([key])[key],
    }
    for way, row in ways.items():
        assert row.content["catchword"] == "ferry", way
        assert "slugline" not in row.content, way
        row.refresh_from_db()
        assert row.content["catchword"] == "ferry", way
    assert "catchword" not in _bytes(key)


def test_a_revision_of_today_is_left_as_it_is(second_schema):
    article = factories.make_article()
    today = {"headline": "Now", "catchword": "quay"}
    row = Revision.objects.create(article=article, made_at=NOON, schema=2, content=today)
    assert Revision.objects.get(pk=row.pk).content["catchword"] == "quay"


def test_an_empty_content_stays_empty(second_schema):
    article = factories.make_article()
    row = Revision.objects.create(article=article, made_at=NOON, content={}, thinned_at=NOON)
    assert Revision.objects.get(pk=row.pk).content == {}
