"""What the desk says of an address before it is an embed."""

import pytest

from tests import base
from tests.desk.test_links import _found
from tests.factories import make_live

pytestmark = pytest.mark.django_db

EMBEDS = "/admin/articles/article/embeds/"


def _told(*addresses: str) -> list[dict]:
    response = base.signed_in(base.person("reporter")).get(EMBEDS, {"address": addresses})
    assert response.status_code == 200
    return response.json()["embeds"]


def test_each_address_is_named_in_its_order():
    film, post, link = _told(
        "https://youtu.be/dQw4w9WgXcQ", "https://x.com/a/status/1", "https://keldavar.example/"
    )
    assert (film["name"], post["name"], link["name"]) == ("YouTube", "X", "Link")
    assert film["says"].startswith("YouTube: readers see a button and a link.")
    assert post["says"] == "X: a link. This address is not shown on our pages."
    assert link["says"] == "A plain link: this site is not shown on our pages."
    assert film["stands"] and post["stands"] and link["stands"]


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "http://youtu.be/dQw4w9WgXcQ", "https://[", "https://a"]
)
def test_what_no_reader_could_go_to_does_not_stand(address):
    [told] = _told(address)
    assert not told["stands"] and told["says"] == ""


def test_odd_questions_are_answered():
    client = base.signed_in(base.person("editor"))
    assert client.get(EMBEDS).json() == {"embeds": []}
    assert client.get(EMBEDS, {"address": "a\0b"}).status_code == 400
    many = client.get(EMBEDS, {"address": ["https://a.example/"] * 500}).json()["embeds"]
    assert len(many) < 20


def test_who_sees_no_stories_is_refused():
    assert base.signed_in(base.person("operator")).get(EMBEDS).status_code == 403
    assert base.Client().get(EMBEDS).status_code == 302


def test_stories_of_cards_are_found_by_their_uids():
    uid = str(make_live(headline="Ferry runs").article.uid)
    editor = base.person("editor")
    assert [story["uid"] for story in _found(editor, uids=f"{uid},none,,{uid}")] == [uid]
    assert _found(editor, uids="none") == []
