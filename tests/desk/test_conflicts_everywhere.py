"""Whatever a text was refused at, the same page brings it together: form, bulk act, import."""

import pytest

from articles import drafting
from articles.admin.article import conflict
from articles.errors import StaleBase
from articles.models import Article, Revision, WireRecord
from articles.wire import importing
from tests import factories
from tests.base import HOUR, NOON
from tests.desk import pages
from tests.wire.dispatches import bring_in, edited, newer

pytestmark = pytest.mark.django_db

BULK = f"{pages.LIST}bulk/"


def test_a_bulk_act_that_meets_a_save_leads_to_the_page_of_both(at_desk, monkeypatch):
    article = factories.make_article(headline="Ferry")
    town, sport = article.section, factories.make_section("Sport")
    save, factory_change = drafting.save, factories.change

    def saved_just_before(story, changes, **named):
        monkeypatch.setattr(drafting, "save", save)
        factory_change(article, headline="Theirs", section=factories.make_section("Culture"))
        return save(story, changes, **named)

    tick = {"act": "move", "story": f"{article.pk}:{article.head_id}", "section": sport.pk}
    monkeypatch.setattr(drafting, "save", saved_just_before)
    done = at_desk.post(BULK, tick | {"confirm": "1"})
    address = pages.room(article, "settle", Revision.objects.get(kind="refused").pk)
    assert address in done.content.decode()
    opened = pages.open_form(at_desk, address)
    assert "section" not in opened
    assert at_desk.post(address, opened | {"section": "mine"}).status_code == 302
    made = Article.objects.get()
    assert (made.headline, made.section) == ("Theirs", sport) and town != sport


def test_a_dispatch_is_settled_by_whichever_way_its_merge_is_saved(at_desk, editor):
    article = edited(bring_in(), headline="The lamp is lit", body="<p>Our own words.</p>")
    record = bring_in(newer(), now=NOON + HOUR).record
    address = pages.room(article, "settle", record.revision_id)
    assert "a newer text of a dispatch" in at_desk.get(address).content.decode()
    # As the writing page saves what was laid out to go on with.
    made = drafting.save(
        Article.objects.get(),
        {"headline": "Both"},
        base=Article.objects.get().head_id,
        by=editor,
        kind=Revision.Kind.MERGED,
        merged=record.revision,
    )
    record.refresh_from_db()
    assert (record.outcome, record.revision) == (WireRecord.Outcome.SETTLED, made)
    assert not importing.waiting(article).exists()
    assert conflict.waiting(Article.objects.get()) == []


def test_a_dispatch_is_settled_by_a_merge_that_was_refused_and_merged_again(at_desk, editor):
    article = edited(bring_in(), headline="The lamp is lit")
    record = bring_in(newer(), now=NOON + HOUR).record
    old = Article.objects.get().head_id
    factories.change(Article.objects.get(), kicker="Third hand")
    with pytest.raises(StaleBase) as again:
        drafting.save(
            Article.objects.get(),
            {"headline": "Both"},
            base=old,
            by=editor,
            kind=Revision.Kind.MERGED,
            merged=record.revision,
        )
    assert conflict.waiting(Article.objects.get()) == [again.value.mine]
    address = pages.room(article, "settle", again.value.mine.pk)
    assert at_desk.post(address, pages.open_form(at_desk, address)).status_code == 302
    record.refresh_from_db()
    assert record.outcome == WireRecord.Outcome.SETTLED
    assert (Article.objects.get().headline, Article.objects.get().kicker) == ("Both", "Third hand")
