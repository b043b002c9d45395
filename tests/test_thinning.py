"""Thinning: old texts that readers never saw go, and nothing that somebody may still need."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import drafting, publishing
from articles.drafting import thinning
from articles.errors import StaleBase
from articles.models import Revision, UnsavedText, WireRecord
from tests import base
from tests.base import DAY, HOUR, MINUTE, NOON, person, signed_in
from tests.desk import pages
from tests.factories import change, make_article, make_live, reloaded

pytestmark = pytest.mark.django_db

a_year_on = base.standing_clock(NOON + 365 * DAY)


def saved(article, count: int, *, day: int = 0) -> list[Revision]:
    """Saves of one day, an hour apart."""
    moments = [NOON + day * DAY + number * MINUTE for number in range(1, count + 1)]
    return [change(article, kicker=f"Day {day} {at}", now=at).head for at in moments]


def thin(*options) -> str:
    out = StringIO()
    call_command("thin_revisions", *options, stdout=out)
    return out.getvalue()


def thinned() -> set[Revision]:
    return set(Revision.objects.filter(thinned_at__isnull=False, content={}))


def test_the_first_the_last_of_each_day_and_the_newest_stay():
    article = make_article()
    first_day, next_day = saved(article, 3), saved(article, 3, day=1)
    saved(article, 2, day=364)

    assert thin("--days", "30") == "4 revisions thinned.\n"

    assert thinned() == {*first_day[:-1], *next_day[:-1]}
    assert reloaded(article).kicker.startswith("Day 364")
    assert not Revision.objects.filter(thinned_at=None, content={}).exists()
    told = Revision.objects.get(pk=first_day[0].pk)
    assert (told.kind, told.made_at, told.base) == ("saved", first_day[0].made_at, article.head)


def test_a_second_run_and_a_dry_one_change_nothing():
    saved(make_article(), 3)
    assert thin("--days", "30", "--dry-run") == "2 revisions would be thinned.\n"
    assert thinned() == set()
    assert thin("--days", "30") == "2 revisions thinned.\n"
    assert thin("--days", "30") == "0 revisions thinned.\n"


def test_it_goes_on_after_it_was_broken_off(monkeypatch):
    monkeypatch.setattr(thinning, "_STORIES_AT_ONCE", 1)
    for _number in range(3):
        saved(make_article(), 3)
    run = thinning.thin(before=NOON + DAY, now=NOON + 2 * DAY)
    assert next(run) == (1, 2)
    run.close()
    assert thin("--days", "30") == "4 revisions thinned.\n"


def test_without_a_number_of_days_nothing_is_thinned(settings):
    saved(make_article(), 3)
    assert "Nothing is thinned" in thin()
    settings.THIN_REVISIONS_AFTER_DAYS = 400
    assert thin() == "0 revisions thinned.\n"
    settings.THIN_REVISIONS_AFTER_DAYS = 300
    assert thin() == "2 revisions thinned.\n"


@pytest.mark.parametrize("days", ["-1", "999999999"])
def test_a_number_of_days_that_cannot_be_is_refused(days):
    with pytest.raises(CommandError):
        thin("--days", days)


def test_what_readers_saw_stays_and_so_does_what_is_on_hold():
    version = make_live()
    article = version.article
    saved(article, 1)
    publishing.publish(reloaded(article), by=None, now=NOON + HOUR)
    saved(article, 2)
    held = make_article()
    saved(held, 3)
    change(held, legal_hold=True, now=NOON + HOUR)

    thin("--days", "30")

    published = set(Revision.objects.filter(versions__isnull=False))
    assert len(published) == 2 and not thinned() & published
    assert not any(revision.article == held for revision in thinned())


def test_what_waits_stays_with_its_parents_until_it_is_settled(reporter):
    article = make_article()
    base_of_waiting = saved(article, 2)[0]
    with pytest.raises(StaleBase) as refusal:
        drafting.save(article, {"kicker": "Mine"}, base=base_of_waiting, by=reporter, now=NOON)
    waiting = refusal.value.mine
    unsaved_base, by_wire, plain = saved(article, 4)[:3]
    text = {"user": reporter, "article": article, "uid": article.uid, "content": {}}
    UnsavedText.objects.create(**text, base=unsaved_base, began_at=NOON, kept_at=NOON)
    WireRecord.objects.create(
        article=article, revision=by_wire, outcome="revised", received_at=NOON, format="plain_text"
    )

    thin("--days", "30")
    assert thinned() == {plain, article.revisions.get(base=base_of_waiting, kind="saved")}

    head = reloaded(article).head
    merged = {"by": reporter, "kind": "merged", "merged": waiting, "now": NOON + 3 * DAY}
    drafting.save(reloaded(article), {"kicker": "Both"}, base=head, **merged)
    thin("--days", "30")
    assert {waiting, base_of_waiting} <= thinned()


# Afterwards -------------------------------------------------------------------------------------


@pytest.fixture
def old(editor):
    """A story with a thinned revision, which is what another window was opened on."""
    article = make_article(headline="Ferry", by=editor)
    revision = saved(article, 3)[0]
    thin("--days", "30")
    return Revision.objects.get(pk=revision.pk)


def test_a_save_on_a_thinned_base_is_a_conflict_without_a_base(old, reporter):
    article = reloaded(old.article)
    with pytest.raises(StaleBase) as refusal:
        drafting.save(article, {"headline": "Late"}, base=old, by=reporter)
    mine = refusal.value.mine
    assert refusal.value.base is None and mine.base == old
    assert mine.content["headline"] == "Late"
    assert mine.content["kicker"] == reloaded(article).kicker
    assert drafting.conflict_of(article, mine).base is None


def test_every_page_of_the_desk_survives_a_thinned_revision(old, editor):
    client, article = signed_in(editor), old.article
    late = pages.save(client, article, base=old.pk, headline="Late")
    assert late.status_code == 409 and "Late" in late.content.decode()
    waiting = article.revisions.get(kind="refused")
    assert client.get(pages.room(article, "settle", waiting.pk)).status_code == 200
    assert client.get(pages.room(article, "history")).status_code == 200
    sheet = pages.room(article, "publish")
    warnings = pages.open_warnings(client.get(sheet))
    answer = pages.act(client, sheet, revision=old.pk, word="As agreed.", passed=warnings)
    assert answer.status_code == 409 and "As agreed." in answer.content.decode()
    assert not article.versions.exists()


def test_a_refused_text_that_was_thinned_is_not_settled_again(editor):
    article = make_article(by=editor)
    first = article.head
    saved(article, 1)
    with pytest.raises(StaleBase) as refusal:
        drafting.save(reloaded(article), {"kicker": "Mine"}, base=first, by=editor, now=NOON)
    mine = refusal.value.mine
    merged = {"by": editor, "kind": "merged", "merged": mine, "now": NOON + DAY}
    drafting.save(reloaded(article), {"kicker": "Both"}, base=reloaded(article).head, **merged)
    thin("--days", "30")
    assert mine in thinned()
    address = pages.room(article, "settle", mine.pk)
    assert signed_in(person("editor")).get(address).status_code == 404
