"""Addresses of sites before this one, which named stories by a query."""

import pytest

from articles.models import Address
from tests.base import HOUR, NOON
from tests.factories import make_article, make_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    version = make_live(headline="Ferry")
    Address.objects.create(path="/?p=12", article=version.article, public_from=NOON)
    Address.objects.create(path="/index.php?id=12", article=version.article, public_from=NOON)
    return version


@pytest.mark.parametrize(
    "old", ["/?p=12", "/?p=12&utm_source=x", "/?a=b&p=12", "/index.php?id=12", "/index.php?id=12&x"]
)
def test_it_leads_to_the_story_in_one_step(client, version, old):
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, version.path)


@pytest.mark.parametrize("other", ["/?p=13", "/?q=p=12", "/?p=", "/?p=12%00", "/?p=%31%32"])
def test_another_query_shows_the_front(client, version, other):
    assert client.get(other).status_code == 200


def test_another_number_of_an_old_page_is_not_found(client, version):
    assert client.get("/index.php?id=13", follow=True).status_code == 404


def test_a_story_that_readers_cannot_see_is_as_one_that_never_was(client, version):
    draft = make_article(headline="Secret")
    Address.objects.create(path="/?p=99", article=draft, public_from=NOON - HOUR)
    assert client.get("/?p=99").content == client.get("/?p=98").content


def test_a_query_of_ours_asks_for_no_address(client, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert client.get("/?after=0-0000000000000000").status_code == 200
