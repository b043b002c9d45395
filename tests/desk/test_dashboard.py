"""The first page of the desk: what goes live next, whose stories wait, what just happened."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import drafting, leaving, publishing
from articles.errors import StaleBase
from articles.models import AccessLimit, Article, Stage
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

DESK = "/admin/"


@pytest.fixture(autouse=True)
def a_newsroom_that_has_begun(db):
    """Else it shows its first steps."""
    factories.make_author()
    factories.make_section("Town")


def _cards(client) -> dict[str, list[str]]:
    """Key of a card → its headlines; "coming" too."""
    context = client.get(DESK).context
    cards = [*context["cards"], *([context["coming"]] if context["coming"] else [])]
    return {card.key: [row.headline for row in card.rows] for card in cards}


def _with_two_texts(article: Article) -> Article:
    first = article.head_id
    factories.change(article, standfirst="The first of two.")
    with pytest.raises(StaleBase):
        drafting.save(factories.reloaded(article), {"kicker": "Second"}, base=first, by=None)
    return factories.reloaded(article)


def _one_of_each(by) -> None:
    now = timezone.now()
    factories.make_article(by=by, headline="Begun by me", now=now)
    factories.make_live(headline="Tram runs", now=now - base.HOUR)
    late = factories.make_live(headline="Kiosk closes", now=now - base.HOUR).article
    publishing.withdraw(late, by=None, at=now + 3 * base.HOUR)
    factories.make_live(headline="Lamp lit", now=now, at=now + 2 * base.HOUR)
    factories.make_live(headline="Bell rings", now=now, at=now + base.HOUR)
    factories.make_article(headline="Census out", embargoed_until=now + base.DAY, now=now)
    _with_two_texts(factories.make_article(headline="Pier argued over", now=now))
    handed_in = factories.make_article(headline="Hall opens", now=now)
    Article.objects.filter(pk=handed_in.pk).update(stage=Stage.SUBMITTED)
    factories.make_article(headline="Mill sued", legal_hold=True, now=now)


def test_each_list_holds_its_own_stories(at_desk, editor):
    _one_of_each(editor)
    cards = _cards(at_desk)
    assert cards["coming"] == ["Bell rings", "Lamp lit", "Kiosk closes"]
    assert cards["mine"] == ["Begun by me"]
    assert cards["waiting"] == ["Pier argued over", "Hall opens"]
    assert cards["embargoed"] == ["Census out"]
    assert cards["published"] == ["Kiosk closes", "Tram runs"] or cards["published"] == [
        "Tram runs",
        "Kiosk closes",
    ]
    assert cards["changed"][0] in ("Mill sued", "Hall opens", "Pier argued over")


def test_what_goes_live_next_is_said_in_the_newsroom_s_zone(at_desk):
    at = timezone.now().replace(microsecond=0) + timedelta(days=40)
    version = factories.make_live(headline="Bell rings", now=timezone.now(), at=at)
    text = at_desk.get(DESK).content.decode()
    local = at + 4 * base.HOUR
    said = f"Next: {local.day} {local:%B %Y %H:%M} (UTC+04:00), goes live"
    assert said in text
    assert pages.change(version.article) in text


def test_an_update_and_an_end_are_named_as_such(at_desk):
    now = timezone.now()
    article = factories.make_live(headline="Tram runs", now=now - base.HOUR).article
    changed = factories.change(article, headline="Tram stops", now=now)
    publishing.publish(changed, by=None, at=now + base.HOUR)
    # Only its end is an end: what an update replaces does not come down.
    [row] = at_desk.get(DESK).context["coming"].rows
    assert (row.headline, row.notes[1]) == ("Tram stops", "an update")
    gone = factories.make_live(headline="Kiosk closes", now=now - base.HOUR).article
    publishing.withdraw(gone, by=None, at=now + 2 * base.HOUR)
    notes = [row.notes[1] for row in at_desk.get(DESK).context["coming"].rows]
    assert notes == ["an update", "comes down"]


def test_a_text_to_settle_leads_to_its_page_until_it_is_settled(at_desk, editor):
    article = _with_two_texts(factories.make_article(headline="Pier argued over"))
    mine = article.revisions.get(kind="refused")
    [row] = [row for card in at_desk.get(DESK).context["cards"] if card.key == "waiting"
             for row in card.rows]  # fmt: skip
    assert row.url == pages.room(article, "settle", mine.pk)
    drafting.save(article, {}, base=article.head_id, by=editor, merged=mine, kind="merged")
    assert _cards(at_desk)["waiting"] == []


def test_holds_wait_for_who_clears_them(legal, editor):
    factories.make_article(headline="Mill sued", legal_hold=True)
    assert _cards(base.signed_in(legal))["waiting"] == ["Mill sued"]
    assert _cards(base.signed_in(editor))["waiting"] == []


def test_a_story_handed_over_is_the_other_s(reporter, editor, at_desk):
    article = factories.make_article(by=reporter, headline="Ferry runs")
    leaving.hand_over_story(article, to=editor, by=reporter)
    assert _cards(at_desk)["mine"] == ["Ferry runs"]
    assert _cards(base.signed_in(reporter))["mine"] == []


def test_what_somebody_may_not_see_stands_nowhere(editor, chief_editor):
    _one_of_each(None)
    everything = [*Article.objects.all()]
    Article.objects.update(is_limited=True)
    AccessLimit.objects.bulk_create(
        AccessLimit(article=article, user=editor) for article in everything
    )
    for user in (chief_editor, base.person("legal")):
        client = base.signed_in(user)
        text = client.get(DESK).content.decode()
        assert not [each for each in everything if each.headline in text]
        assert not [rows for rows in _cards(client).values() if rows]


def test_a_role_in_one_section_sees_that_section_alone(town):
    sport = factories.make_section("Sport")
    now = timezone.now()
    factories.make_live(headline="Tram runs", section=town, now=now)
    factories.make_live(headline="Derby won", section=sport, now=now)
    factories.make_live(headline="Derby next", section=sport, now=now, at=now + base.HOUR)
    _with_two_texts(factories.make_article(headline="Derby argued over", section=sport))
    text = base.signed_in(base.person("editor", section=town)).get(DESK).content.decode()
    assert "Tram runs" in text
    assert "Derby" not in text


def test_who_has_nothing_to_do_with_stories_gets_the_rooms_they_have(operator, stranger, town):
    factories.make_live(headline="Tram runs", now=timezone.now())
    response = base.signed_in(operator).get(DESK)
    assert "Tram runs" not in response.content.decode()
    assert [str(room.name) for room in response.context["rooms"]] == ["Sections", "People", "Audit"]
    assert "You have no role here yet" not in response.content.decode()
    response = base.signed_in(stranger).get(DESK)
    assert "You have no role here yet" in response.content.decode()
    assert response.context["rooms"] == []


def test_the_room_that_one_is_in_is_marked_on_its_inner_pages_too(at_desk):
    article = factories.make_article()
    for address, name, value in (
        (pages.LIST, "Stories", "page"),
        (pages.change(article), "Stories", "true"),
        (pages.WIRE, "From the wire", "page"),
        (pages.ADD, "New story", "page"),
    ):
        text = at_desk.get(address).content.decode()
        [rooms] = re.findall(r'<nav class="rooms".*?</nav>', text, re.DOTALL)
        marked = re.findall(r'aria-current="(page|true)">([^<]+)</a>', rooms)
        assert marked == [(value, name)], address


def test_its_queries_do_not_grow_with_the_paper(at_desk, editor):
    _one_of_each(editor)
    with base.queries() as few:
        at_desk.get(DESK)
    for _number in range(3):
        _one_of_each(editor)
    with base.queries() as many:
        at_desk.get(DESK)
    assert len(many) == len(few)
    assert len(many) <= 19, len(many)
