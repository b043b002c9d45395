"""What readers see is amended while the desk writes on something else."""

import pytest

from articles import integrity, publishing
from articles.errors import NotLive, Refused
from articles.models import OPEN, Revision
from tests.base import DAY, EVENING, LATER, NOON
from tests.factories import change, make_article, make_live, reloaded
from tests.publishing.timeline import live_at

pytestmark = pytest.mark.django_db

LIVE = "<p>The ferry sails at nine.</p><p>It is white.</p>"


def amend(version, now=LATER, **fields):
    return publishing.amend(version.article, fields, base=version.revision_id, by=None, now=now)


def test_readers_see_the_amendment_and_nothing_of_the_copy():
    version = make_live(headline="Ferri", body=LIVE)
    article = change(version.article, body="<p>News.</p>")
    amended = amend(version, headline="Ferry")

    content = amended.version.revision.content
    assert (content["headline"], content["body"]) == ("Ferry", LIVE)
    assert amended.is_carried
    copy = reloaded(article)
    assert (copy.headline, copy.body) == ("Ferry", "<p>News.</p>")
    assert list(filter(None, integrity.faults(LATER))) == []


def test_an_embargo_on_what_the_desk_writes_does_not_hold_it():
    version = make_live(headline="Ferri")
    change(version.article, body="<p>Secret.</p>", embargoed_until=OPEN)
    amended = amend(version, headline="Ferry")
    assert live_at(version.article, LATER) == "Ferry"
    assert amended.version.embargoed_until is None
    assert reloaded(version.article).embargoed_until == OPEN


def test_a_hold_does():
    version = make_live(headline="Ferri")
    publishing.hold(version.article, by=None, reason="A letter.", now=NOON)
    with pytest.raises(Refused):
        amend(version, headline="Ferry")


def test_where_the_copy_says_something_else_there_the_amendment_waits_beside_it():
    version = make_live(headline="Ferri")
    article = change(version.article, headline="The ferry is late")
    amended = amend(version, headline="Ferry")
    assert not amended.is_carried
    assert reloaded(article).headline == "The ferry is late"
    beside = article.revisions.get(kind=Revision.Kind.REFUSED)
    assert beside.content["headline"] == "Ferry"


def test_pressed_twice_it_is_published_once():
    version = make_live(headline="Ferri")
    change(version.article, body="<p>News.</p>")
    first = amend(version, headline="Ferry")
    assert amend(version, headline="Ferry", now=EVENING) == first
    assert version.article.versions.count() == 2


def test_with_nothing_else_in_the_copy_it_is_simply_saved():
    version = make_live(headline="Ferri")
    amended = amend(version, headline="Ferry")
    assert reloaded(version.article).head_id == amended.version.revision_id


def test_another_text_that_readers_see_by_now_is_refused():
    version = make_live(headline="Ferri")
    publishing.publish(change(version.article, headline="Else"), by=None, now=LATER)
    with pytest.raises(Refused):
        amend(version, headline="Ferry", now=EVENING)
    assert live_at(version.article, EVENING) == "Else"


def test_what_readers_do_not_see_is_not_amended():
    article = make_article()
    with pytest.raises(NotLive):
        publishing.amend(article, {"headline": "x"}, base=article.head_id, by=None, now=LATER)


def test_what_waits_takes_it_over():
    version = make_live(headline="Ferri", body=LIVE)
    news = change(version.article, body="<p>News.</p>")
    publishing.publish(news, by=None, at=NOON + DAY, now=NOON)
    publishing.amend(
        version.article,
        {"headline": "Ferry"},
        base=version.revision_id,
        by=None,
        queue="rebase",
        now=LATER,
    )
    tomorrow = version.article.versions.live(NOON + DAY).get()
    assert tomorrow.revision.content["headline"] == "Ferry"
    assert tomorrow.revision.content["body"] == "<p>News.</p>"
