"""What the wire could be made to tell of stories that other desks brought in, or to change."""

import pytest

from articles.models import Article, WireRecord
from tests.base import NOON, person, signed_in, standing_clock
from tests.desk import pages
from tests.factories import change, make_section, reloaded
from tests.wire.dispatches import TEXT, bring_in, newer

pytestmark = pytest.mark.django_db

clock = standing_clock(NOON)


@pytest.fixture
def sport(town):
    return make_section("Sport")


@pytest.fixture
def mara(town):
    """A reporter of Town."""
    return person("reporter", name="mara", section=town)


def confirm(client, text: str, **typed):
    read = client.post(pages.WIRE, {"text": text})
    return client.post(pages.WIRE, pages.fields(read) | {"confirm": "1"} | typed, follow=True)


@pytest.mark.parametrize("text", [TEXT, newer()])
def test_the_text_of_a_hidden_story_makes_a_copy_and_tells_nothing(mara, town, sport, text):
    hidden = bring_in(by=None, section=sport).article
    change(hidden, headline="Secret", note_to_editors="Secret")
    client = signed_in(mara)
    read = client.post(pages.WIRE, {"text": text}).content.decode()
    assert "was brought in before" not in read and "Secret" not in read
    answer = confirm(client, text, **{"d0-section": town.pk})
    copy = Article.objects.exclude(pk=hidden.pk).get()
    assert copy.owner == mara and copy.section == town
    assert pages.said(answer) == ["Brought in. Give it a headline, then publish it."]
    assert "Secret" not in answer.content.decode()
    assert reloaded(hidden).headline == "Secret"
    assert hidden.revisions.count() == 2 and hidden.wire_records.count() == 1


def test_a_newer_text_of_a_colleague_s_story_is_refused_with_a_sentence(mara, town):
    seen = bring_in(by=None, section=town).article
    change(seen, headline="A colleague’s")
    before = reloaded(seen).head_id
    answer = confirm(signed_in(mara), newer())
    assert "in which you may not write. Ask its owner or an editor." in answer.content.decode()
    assert reloaded(seen).head_id == before
    assert Article.objects.count() == WireRecord.objects.count() == 1
    assert seen.revisions.count() == 2


def test_no_dispatch_is_put_into_a_section_without_a_role_there(mara, sport):
    answer = confirm(signed_in(mara), TEXT, **{"d0-section": sport.pk})
    assert "You have no role in this section." in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", ["picture_desk", "legal", "operator", ""])
def test_who_may_begin_no_story_brings_none_in(role):
    client = signed_in(person(role))
    forged = {"confirm": "1", "count": "1", "d0-text": TEXT, "d0-take": "on", "d0-language": "en"}
    assert client.get(pages.WIRE).status_code == 403
    assert client.post(pages.WIRE, forged).status_code == 403
    assert not Article.objects.exists()
