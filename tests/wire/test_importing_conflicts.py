"""A newer text of a copy that was edited meanwhile waits as a conflict until it is settled."""

import pytest
from django.urls import reverse

from articles import drafting
from articles.models import Revision
from articles.wire import importing
from tests.base import DAY, HOUR, NOON, signed_in
from tests.factories import reloaded
from tests.wire.dispatches import bring_in, edited, newer, row_counts

pytestmark = pytest.mark.django_db


def test_a_newer_text_of_an_edited_copy_waits_as_a_conflict():
    first = bring_in()
    article = edited(first, headline="The lamp is lit", body="<p>Our own words.</p>")
    second = bring_in(newer(), now=NOON + HOUR)
    assert second.outcome == "conflict"
    stands = reloaded(article)
    assert (stands.headline, stands.body) == ("The lamp is lit", "<p>Our own words.</p>")
    assert stands.head_id == article.head_id
    refused = second.record.revision
    assert refused.kind == Revision.Kind.REFUSED
    assert "412" in refused.content["body"]
    assert refused.base == first.record.revision
    assert list(importing.waiting(article)) == [second.record]


def test_a_conflict_brought_in_again_changes_nothing():
    edited(bring_in(), headline="The lamp is lit")
    bring_in(newer())
    before = row_counts()
    assert bring_in(newer()).outcome == importing.UNCHANGED
    assert row_counts() == before


def test_the_desk_settles_a_conflict(chief_editor):
    article = edited(bring_in(), headline="The lamp is lit", body="<p>Our own words.</p>")
    record = bring_in(newer(), now=NOON + HOUR).record
    address = reverse("admin:articles_article_settle", args=[article.pk, record.revision_id])
    client = signed_in(chief_editor)
    assert "412" in client.get(address).content.decode()
    choice = {"head": reloaded(article).head_id, "headline": "theirs", "body": "mine"}
    assert client.post(address, choice).status_code == 302
    stands = reloaded(article)
    assert stands.headline == "The lamp is lit"
    assert "412" in stands.body
    assert (stands.head.kind, stands.head.merged) == (Revision.Kind.MERGED, record.revision)
    record.refresh_from_db()
    assert (record.outcome, record.revision) == ("settled", stands.head)
    assert not importing.waiting(article).exists()


def test_after_a_conflict_was_settled_the_next_text_is_a_revision():
    article = edited(bring_in(), headline="The lamp is lit")
    record = bring_in(newer()).record
    drafting.save(
        reloaded(article),
        {"body": record.revision.content["body"]},
        base=reloaded(article).head_id,
        by=None,
        kind=Revision.Kind.MERGED,
        merged=record.revision,
        now=NOON + HOUR,
    )
    third = bring_in(newer().replace("412", "430"), now=NOON + DAY)
    assert third.outcome == "revised"
    assert reloaded(article).headline == "The lamp is lit"
    assert "430" in reloaded(article).body
