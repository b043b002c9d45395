"""Two at once: real threads with connections of their own, on a real database."""

import threading
from collections.abc import Callable
from functools import partial
from time import sleep

import pytest
from django.db import connection, connections
from django.utils import timezone

from articles import composing, drafting, integrity, listings, merging, publishing
from articles.errors import Refused, StaleBase
from articles.models import Address, AuditRow, Listing, PublishedVersion, Revision, Withdrawal
from tests.base import HOUR, LATER, NOON, person, signed_in
from tests.desk import pages
from tests.factories import (
    change,
    make_article,
    make_image,
    make_live,
    make_section,
    make_topic,
    reloaded,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 20


def at_once(*acts: Callable) -> list:
    """Runs each act in a thread of its own, all from one moment on; gives results or exceptions."""
    barrier = threading.Barrier(len(acts))
    results: list = [None] * len(acts)

    def run(number: int, act: Callable) -> None:
        try:
            barrier.wait(timeout=30)
            results[number] = act()
        except Exception as fault:
            results[number] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def parted(results: list) -> tuple[list, list]:
    """What came back, and what was raised."""
    raised = [result for result in results if isinstance(result, Exception)]
    return [result for result in results if result not in raised], raised


def test_of_two_saves_on_one_base_one_wins_and_the_other_is_kept():
    for number in range(PAIRS):
        article = make_article(headline="Ferry")
        base = article.head_id
        mine, theirs = reloaded(article), reloaded(article)

        saved, refused = parted(
            at_once(
                lambda: drafting.save(mine, {"headline": "Mine"}, base=base, by=None, now=NOON),  # noqa: B023
                lambda: drafting.save(theirs, {"headline": "Theirs"}, base=base, by=None, now=NOON),  # noqa: B023
            )
        )

        assert [type(fault) for fault in refused] == [StaleBase], (number, refused)
        assert len(saved) == 1
        stored = reloaded(article)
        assert stored.head == saved[0]
        assert stored.headline == saved[0].content["headline"]
        kept = Revision.objects.get(article=article, kind=Revision.Kind.REFUSED)
        assert kept == refused[0].mine
        assert {kept.content["headline"], stored.headline} == {"Mine", "Theirs"}


def test_two_presses_of_publish_make_one_version(editor):
    for _number in range(PAIRS):
        article = make_article()
        one, other = reloaded(article), reloaded(article)

        made, refused = parted(
            at_once(
                lambda: publishing.publish(one, by=editor),  # noqa: B023
                lambda: publishing.publish(other, by=editor),  # noqa: B023
            )
        )

        assert refused == []
        assert made[0] == made[1]
        assert PublishedVersion.objects.of(article).get() == made[0]
        assert AuditRow.objects.filter(article=article, act="published").count() == 1


def test_a_story_that_is_removed_at_once_is_never_live_or_written_to(editor):
    for _number in range(PAIRS // 2):
        article = make_article(headline="Ferry")
        one, other, third = (reloaded(article) for _window in range(3))

        _done, refused = parted(
            at_once(
                lambda: drafting.remove(one, by=editor),  # noqa: B023
                lambda: publishing.publish(other, by=editor),  # noqa: B023
                lambda: drafting.save(third, {"kicker": "Late"}, base=third.head_id, by=None),  # noqa: B023
            )
        )

        stored = reloaded(article)
        assert all(isinstance(fault, Refused) for fault in refused), refused
        assert (stored.removed_at is None) == stored.versions.exists()
        kept = article.revisions.exclude(pk=third.head_id).values_list("content__kicker", flat=True)
        assert stored.kicker == "Late" or "Late" in kept


def test_of_two_updates_of_one_live_story_one_wins(editor):
    for _number in range(PAIRS // 2):
        article = make_live(headline="Ferry").article
        one, other = reloaded(article), reloaded(article)
        one.headline, other.headline = "One", "Other"

        made, refused = parted(
            at_once(
                lambda: publishing.publish(one, by=editor),  # noqa: B023
                lambda: publishing.publish(other, by=editor),  # noqa: B023
            )
        )

        assert [type(fault) for fault in refused] == [StaleBase]
        live = PublishedVersion.objects.of(article).order_by("-live_from").first()
        assert live == made[0]
        assert PublishedVersion.objects.of(article).count() == 2


def test_two_first_publications_with_one_slug_get_two_addresses(editor):
    section = make_section("Town")
    for number in range(PAIRS // 2):
        pair = [make_article(headline=f"Ferry {number}", section=section) for _ in range(2)]

        made, refused = parted(
            at_once(
                *(
                    lambda article=article: publishing.publish(article, by=editor, now=NOON)
                    for article in pair
                )
            )
        )

        assert refused == []
        paths = {version.path for version in made}
        assert len(paths) == 2
        assert f"/2025/03/10/ferry-{number}/" in paths
        assert set(Address.objects.filter(article__in=pair).values_list("path", flat=True)) == paths


def test_a_withdrawal_and_an_update_leave_no_live_text_behind_a_withdrawal(editor):
    for _number in range(PAIRS // 2):
        article = make_live(headline="Ferry").article
        newer = change(article, headline="Ferry sails")

        at_once(
            lambda: publishing.withdraw(article, by=editor),  # noqa: B023
            lambda: publishing.publish(newer, by=editor),  # noqa: B023
        )

        withdrawal = Withdrawal.objects.get(article=article)
        later = withdrawal.begins_at + HOUR
        assert not PublishedVersion.objects.of(article).live(later).exists()


def test_publications_of_different_stories_do_not_hinder_each_other(editor):
    section = make_section("Town")
    articles = [make_article(section=section) for _ in range(8)]

    made, refused = parted(
        at_once(
            *(
                lambda article=article: publishing.publish(article, by=editor)
                for article in articles
            )
        )
    )

    assert refused == []
    assert len({version.pk for version in made}) == 8


def test_every_thread_has_a_connection_of_its_own():
    here = connection.connection
    (there,) = at_once(lambda: (connection.ensure_connection(), connection.connection)[1])
    assert there is not here


@pytest.mark.parametrize("is_live", [False, True])
def test_what_is_published_while_its_topic_is_merged_stands_under_the_one_that_stays(
    editor, monkeypatch, is_live
):
    double, into = make_topic("Boats"), make_topic("Ships")
    article = (make_live if is_live else make_article)(topics=[double])
    article = change(article.article, headline="Ferry sails") if is_live else article
    written, merged = threading.Event(), threading.Event()
    write = listings.write

    def write_and_wait(versions, *args):
        write(versions, *args)
        written.set()
        # Whoever has to wait for this publication cannot be done before it.
        merged.wait(0.3)

    def merge_then():
        assert written.wait(timeout=30)
        monkeypatch.setattr(listings, "write", write)
        merging.merge(double, into, by=editor, now=LATER)
        merged.set()

    monkeypatch.setattr(listings, "write", write_and_wait)
    _done, refused = parted(
        at_once(lambda: publishing.publish(article, by=editor, now=LATER), merge_then)
    )

    assert refused == []
    version = PublishedVersion.objects.of(article).latest("live_from")
    assert version.listings.get(topic__isnull=False).topic == into
    assert [topic.name for topic in composing.page_of(version, NOON).topics] == ["Ships"]
    assert not any(integrity.faults(LATER))


@pytest.mark.parametrize(
    ("sheet", "sent"),
    [
        ("publish", {"word": "As agreed.", "queue": "keep"}),
        ("amend", {"kicker": "Harbour", "asked": "on", "queue": "keep"}),
    ],
)
def test_a_sheet_and_the_merging_of_a_topic_do_not_wait_for_each_other(
    editor, monkeypatch, sheet, sent
):
    double, into = make_topic("Boats"), make_topic("Ships")
    article = change(make_live(topics=[double]).article, headline="Later")
    publishing.publish(article, by=editor, at=timezone.now() + HOUR, now=NOON)
    article = change(article, standfirst="At nine.")
    client, address = signed_in(editor), pages.room(article, sheet)
    data = pages.open_form(client, address) | sent
    held, renew = threading.Event(), listings.renew

    def wait_and_renew(versions):
        held.set()
        # As long as the press takes until it has to wait.
        sleep(0.3)
        renew(versions)

    def press():
        assert held.wait(timeout=30)
        return client.post(address, data)

    monkeypatch.setattr(listings, "renew", wait_and_renew)
    [_merged, answer], refused = parted(
        at_once(lambda: merging.merge(double, into, by=editor), press)
    )

    assert refused == []
    assert answer.status_code == 302
    assert not any(integrity.faults(timezone.now()))


def test_a_story_withdrawn_while_its_topic_is_merged_stands_in_no_list(editor, monkeypatch):
    double, into = make_topic("Boats"), make_topic("Ships")
    version = make_live(topics=[double])
    asked, withdrawn = threading.Event(), threading.Event()
    renew = listings.renew

    def wait_and_renew(versions):
        asked.set()
        # The versions were read before, and are written after the story was taken down.
        withdrawn.wait(30)
        renew(versions)

    def withdraw_then():
        assert asked.wait(timeout=30)
        publishing.withdraw(version.article, by=editor, now=LATER)
        withdrawn.set()

    if connection.vendor == "sqlite":
        pytest.skip("One transaction writes at a time.")
    monkeypatch.setattr(listings, "renew", wait_and_renew)
    _done, refused = parted(
        at_once(lambda: merging.merge(double, into, by=editor, now=NOON), withdraw_then)
    )

    assert refused == []
    assert not Listing.objects.live(LATER).exists()
    assert not any(integrity.faults(LATER))


def test_of_two_who_cut_a_picture_at_once_one_is_told_of_the_other():
    image = make_image(size=(640, 400))
    make_live(lead_image=image)
    address = f"/admin/articles/image/{image.pk}/change/"
    both = [signed_in(person("editor", name=name)) for name in ("leyla", "murad")]
    opened = both[0].get(address).context["adminform"].form.initial["opened"]
    crops = [(0, 0, 50, 80), (50, 20, 100, 100)]

    def save(client, sides):
        edges = zip(("left", "top", "right", "bottom"), sides, strict=True)
        typed = {f"1x1_{edge}": value for edge, value in edges}
        return client.post(address, {"opened": opened, "credit": "Mara Teel", **typed})

    answers = at_once(*(partial(save, *pair) for pair in zip(both, crops, strict=True)))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    stored = 100 * image.manual_crops.get().left
    assert stored == crops[[answer.status_code for answer in answers].index(302)][0]
