"""Texts that were made for readers beside the story's own: told apart, compared, restored from."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import drafting, publishing
from articles.drafting import thinning
from articles.models import Revision
from tests import factories
from tests.base import DAY, EVENING, HOUR, LATER, NOON, standing_clock
from tests.desk import pages
from tests.desk.test_queue_choice import BOTH, FIXED, LIVE, NEWS, words

pytestmark = pytest.mark.django_db
clock = standing_clock(NOON + 2 * HOUR)


@pytest.fixture
def rebased():
    """What waits for the evening, brought onto a correction of an hour before."""
    article = factories.make_live(body=LIVE, headline="Ferry", now=NOON - DAY).article
    waits = factories.change(article, body=NEWS)
    publishing.publish(waits, by=None, at=EVENING, now=NOON)
    fixed = factories.change(article, body=FIXED, now=LATER)
    publishing.publish(fixed, by=None, queue="rebase", now=LATER)
    return Revision.objects.get(kind=Revision.Kind.REBASED)


@pytest.fixture
def amended():
    """What readers see, amended while the copy holds an update; both changed the headline."""
    article = factories.make_live(headline="Ferry", now=NOON - DAY).article
    update = factories.change(article, headline="Ferry at ten", now=NOON)
    base = article.versions.get().revision
    publishing.amend(update, {"headline": "Ferries"}, base=base, by=None, now=LATER)
    return Revision.objects.get(kind=Revision.Kind.AMENDED)


def rows_beside(client, article) -> list[str]:
    page = client.get(pages.room(article, "history")).content.decode()
    found = re.findall(r'<tr class="history-saved history-beside">(.*?)</tr>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_the_history_tells_what_waits_apart_and_names_its_parents(at_desk, rebased):
    [row] = rows_beside(at_desk, rebased.article)
    assert "Brought onto another" in row
    assert "beside the story’s own texts" in row
    assert "the text of 10 March 2025 14:00 (UTC+04:00) (–), which waits" in row
    page = at_desk.get(pages.room(rebased.article, "history")).content.decode()
    for parent in (rebased.base_id, rebased.merged_id):
        assert f"from=r{parent}&amp;to=r{rebased.pk}" in page


def test_what_stands_chosen_to_be_compared_is_the_storys_own_line(at_desk, rebased):
    chosen = pages_chosen(at_desk, rebased.article)
    assert chosen["to"] == f"r{factories.reloaded(rebased.article).head_id}"
    assert f"r{rebased.pk}" not in chosen.values()


def pages_chosen(client, article) -> dict[str, str]:
    return client.get(pages.room(article, "history")).context["chosen"]


def test_it_is_compared_with_each_parent(at_desk, rebased):
    address = pages.room(rebased.article, "compare")
    against_base = at_desk.get(f"{address}?to=r{rebased.pk}")
    assert "at ten" in words(against_base)
    against_merged = at_desk.get(f"{address}?from=r{rebased.merged_id}&to=r{rebased.pk}")
    assert "blue" in words(against_merged)


def test_it_is_restored_from_and_saved_on_the_storys_own_line(at_desk, rebased):
    article = factories.reloaded(rebased.article)
    head = article.head_id
    answer = at_desk.post(pages.room(article, "restore"), {"revision": rebased.pk})
    opened = pages.open_form(at_desk, answer["Location"])
    assert opened["body"] == [BOTH]
    at_desk.post(answer["Location"], {**opened, "_save": "1"})
    article.refresh_from_db()
    assert article.head.content["body"] == BOTH
    assert article.head.base_id == head


def test_the_writing_page_opens_the_storys_own_text(at_desk, rebased):
    opened = pages.open_form(at_desk, pages.change(rebased.article))
    assert opened["body"] == [FIXED]


def test_a_window_that_saved_before_the_queue_was_changed_goes_on(rebased, editor):
    article = factories.reloaded(rebased.article)
    save = {"by": editor, "window": "w1"}
    first = drafting.save(article, {"kicker": "One"}, base=article.head_id, **save)
    publishing.publish(factories.reloaded(article), by=editor, queue="rebase", now=timezone.now())
    assert drafting.own_save_since(article, first.base_id, "w1", editor) == first.pk


def test_an_amendment_is_told_apart_and_waits_to_be_settled(at_desk, amended):
    [row] = rows_beside(at_desk, amended.article)
    assert row.count("Amended") == 1 and "Headline" in row
    assert "Ferry at ten" in pages.open_form(at_desk, pages.change(amended.article))["headline"]
    refused = Revision.objects.get(kind=Revision.Kind.REFUSED)
    page = at_desk.get(pages.room(amended.article, "settle", refused.pk))
    assert page.status_code == 200 and "Ferries" in words(page)


def test_what_waits_is_never_thinned_and_what_was_dropped_is(rebased):
    article = factories.reloaded(rebased.article)
    later = EVENING - HOUR
    again = factories.change(article, headline="Ferries", now=NOON + 3 * HOUR)
    publishing.publish(again, by=None, queue="rebase", now=NOON + 3 * HOUR)
    list(thinning.thin(before=later, now=later + timedelta(days=400)))
    rebased.refresh_from_db()
    standing = article.versions.ahead(NOON + 4 * HOUR).get().revision
    assert rebased.thinned_at is not None
    assert standing.kind == Revision.Kind.REBASED and standing.thinned_at is None
