"""The library at the desk: its grid, what finds a picture, and what ten thousand of them cost."""

import hashlib
from datetime import date, timedelta

import pytest

from articles.models import Image
from tests import base, factories
from tests.base import DAY, NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/admin/articles/image/"


def shown(client, **asked) -> list[str]:
    """The names of the pictures of the page, sorted."""
    return sorted(picture["name"] for picture in client.get(LIST, asked).context["pictures"])


def many(number: int) -> list[Image]:
    """Rows alone, without a file."""
    return Image.objects.bulk_create(
        (
            Image(
                hash=hashlib.sha256(str(key).encode()).hexdigest(),
                width=64,
                height=48,
                caption=f"Gull {key}",
                alt="A gull",
                credit="Ines Varrow",
            )
            for key in range(number)
        ),
        batch_size=1000,
    )


@pytest.fixture
def client(editor):
    return base.signed_in(editor)


def test_words_are_found_in_every_text_and_in_topics_of_stories(client):
    ferry = factories.make_image(caption="The ferry", alt="x", credit="Bay Press")
    factories.make_image(caption="The quay", creator="Ines Varrow", alt="Şəki in rain")
    factories.make_live(lead_image=ferry, topics=[factories.make_topic("Tariffs")])
    assert shown(client, q="ferry") == shown(client, q="bay PRESS") == ["The ferry"]
    assert shown(client, q="varrow") == shown(client, q="şəki quay") == ["The quay"]
    assert shown(client, q="tariffs") == shown(client, q="tariff ferry") == ["The ferry"]
    assert shown(client, q="tariffs quay") == []


def test_topics_of_a_story_out_of_sight_find_nothing(editor):
    image = factories.make_image(caption="The ferry")
    town, sport = factories.make_section("Town"), factories.make_section("Sport")
    topics = [factories.make_topic("Tariffs")]
    factories.make_article(section=sport, lead_image=image, topics=topics)
    theirs = base.signed_in(base.person("reporter", name="nadia", section=town))
    assert shown(theirs, q="tariffs") == []
    assert shown(base.signed_in(editor), q="tariffs") == ["The ferry"]


def test_rights_use_and_what_lacks_can_be_asked_for(client):
    factories.make_image(caption="ended", rights_until=NOON, alt="x", credit="x")
    factories.make_image(caption="ending", rights_until=NOON + 30 * DAY, alt="x", credit="x")
    factories.make_image(caption="later", rights_until=NOON + 31 * DAY, alt="x", credit="x")
    factories.make_image(caption="paper", not_for_web=True, alt="x", credit="")
    once = factories.make_image(caption="once", usage="once", credit="x")
    factories.make_image(caption="hidden", identity_protected=True, alt="x", credit="x")
    factories.make_article(lead_image=once)
    for value, name in [("not_for_web", "paper"), ("limited", "once"), ("protected", "hidden")]:
        assert shown(client, rights=value) == [name]
    assert shown(client, rights="ended") == ["ended"]
    assert shown(client, rights="ending") == ["ending"]
    assert shown(client, lacks="alt") == shown(client, used="yes") == ["once"]
    assert shown(client, lacks="credit") == ["paper"]
    assert "once" not in shown(client, used="no")
    assert len(shown(client, used="no")) == 5


def test_days_of_the_range_are_meant_whole_on_the_newsrooms_calendar(client):
    image = factories.make_image(caption="ferry", taken_on=date(2025, 2, 25))
    # In the newsroom it is 23:59 of the ninth, in UTC the evening of that day.
    Image.objects.update(created_at=NOON - timedelta(hours=14, minutes=1))
    assert image.caption == "ferry"
    assert shown(client, added_from="2025-03-09", added_to="2025-03-09") == ["ferry"]
    assert shown(client, added_from="2025-03-10") == shown(client, added_to="2025-03-08") == []
    assert shown(client, taken_from="2025-02-25", taken_to="2025-02-25") == ["ferry"]
    assert shown(client, taken_from="2025-02-26") == []


def test_what_is_no_filter_is_left_out_and_said(client):
    factories.make_image(caption="ferry")
    page = client.get(LIST, {"rights": "stolen", "added_from": "0000-99", "before": "9" * 40})
    assert "It was left out." in page.content.decode()
    assert page.status_code == 200


def test_pages_follow_each_other_without_a_gap_both_ways(client):
    many(100)
    pages, query = [], ""
    while len(pages) < 4:
        grid = client.get(f"{LIST}?{query}").context
        pages.append([picture["key"] for picture in grid["pictures"]])
        query = grid["cl"].older_query
        if not query:
            break
    keys = [key for page in pages for key in page]
    assert [len(page) for page in pages] == [48, 48, 4]
    assert keys == sorted(set(keys), reverse=True)
    back = client.get(f"{LIST}?{grid['cl'].newer_query}").context["pictures"]
    assert [picture["key"] for picture in back] == pages[1]


def test_ten_thousand_pictures_cost_the_queries_of_ten(client):
    asked = ("", "q=gull+99", "used=no", "lacks=alt", "q=zebra")

    def costs() -> list[int]:
        return [cost(query) for query in asked]

    def cost(query: str) -> int:
        with base.queries() as made:
            assert client.get(f"{LIST}?{query}").status_code == 200
        assert not any("COUNT(" in each["sql"] for each in made)
        return len(made)

    many(10)
    few = costs()
    Image.objects.all().delete()
    many(10_000)
    # Ten of the ten thousand have 99 in their names, of the ten none: files and crops, two queries.
    assert [now - before for now, before in zip(costs(), few, strict=True)] == [0, 2, 0, 0, 0]
