"""Copied and followed up in one press on the page of a story: who may, and twice is once."""

from uuid import uuid4

import pytest

from articles import beginning, limiting, permissions
from articles.models import Article, Membership, Origin
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

WAYS = ["copy", "follow_up"]


def press(client, article, way: str, **sent):
    return client.post(pages.room(article, way), {"uid": str(uuid4()), **sent}, follow=True)


def made(source) -> Article:
    return Origin.objects.get(source=source).article


@pytest.mark.parametrize("way", WAYS)
def test_one_press_leads_to_the_new_story(at_desk, editor, way):
    source = factories.make_live(headline="Ferry runs").article
    page = at_desk.get(pages.change(source)).content.decode()
    assert f'action="{pages.room(source, way)}"' in page
    answer = press(at_desk, source, way)
    assert answer.redirect_chain == [(pages.change(made(source)), 302)]
    assert made(source).owner == editor
    assert len(pages.said(answer)) == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_second_press_makes_no_second_story(at_desk, way):
    source = factories.make_article()
    uid = str(uuid4())
    first, second = (press(at_desk, source, way, uid=uid) for _press in range(2))
    assert first.redirect_chain == second.redirect_chain
    assert Article.objects.count() == 2


def test_the_page_of_a_story_names_a_press_of_its_own_each_time(at_desk):
    source = factories.make_article()
    for _visit in range(2):
        uid = at_desk.get(pages.change(source)).context["begin_uid"]
        press(at_desk, source, "copy", uid=uid)
        press(at_desk, source, "follow_up", uid=uid)
    kinds = sorted(Origin.objects.values_list("kind", flat=True))
    assert kinds == ["copy", "copy", "follow_up", "follow_up"]


@pytest.mark.parametrize("uid", ["", "x", "nul \0", "9" * 400])
def test_a_press_without_a_name_is_one_of_its_own(at_desk, uid):
    source = factories.make_article()
    for _press in range(2):
        assert press(at_desk, source, "copy", uid=uid).status_code == 200
    assert Origin.objects.count() == 2


def test_a_press_whose_story_went_out_of_sight_makes_another(town, editor):
    """Limited to somebody else meanwhile: its uid is taken, and nothing of it is shown."""
    client, source, uid = base.signed_in(editor), factories.make_article(), str(uuid4())
    press(client, source, "copy", uid=uid)
    first = made(source)
    colleague = base.person("reporter")
    first = factories.change(first, headline="Secret", legal_hold=True)
    limiting.limit(first, [colleague], by=None, now=base.NOON)
    answer = press(client, source, "copy", uid=uid)
    assert answer.status_code == 200 and "Secret" not in answer.content.decode()
    assert Origin.objects.filter(source=source).count() == 2


@pytest.mark.parametrize("way", WAYS)
def test_a_story_out_of_sight_is_not_found(town, way):
    hidden = factories.make_article(section=factories.make_section("Harbour"))
    client = base.signed_in(base.person("reporter", name="mara", section=town))
    for answer in (client.get(pages.room(hidden, way)), press(client, hidden, way)):
        assert answer.status_code == 404
    assert Article.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["legal", "picture_desk"])
def test_who_begins_no_stories_begins_none_from_this(role, way):
    source = factories.make_article()
    client = base.signed_in(base.person(role))
    assert pages.room(source, way) not in client.get(pages.change(source)).content.decode()
    assert press(client, source, way).status_code == 403
    assert Article.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_without_a_role_in_the_section_it_says_that_there_is_none(town, way):
    user = base.person("reporter", name="mara", section=factories.make_section("Sport"))
    Membership.objects.create(user=user, section=town, role="legal")
    source = factories.make_article(section=town)
    client = base.signed_in(user)
    said = "You do not write in Town: the new story stands in no section."
    assert said in client.get(pages.room(source, way)).content.decode()
    assert said in pages.said(press(client, source, way))[0]
    assert made(source).section is None


@pytest.mark.parametrize("way", WAYS)
def test_of_a_limited_story_nothing_is_begun_and_the_sheet_says_why(editor, at_desk, way):
    source = factories.make_article(legal_hold=True)
    limiting.limit(source, [editor], by=None, now=base.NOON)
    assert pages.room(source, way) not in at_desk.get(pages.change(source)).content.decode()
    answer = press(at_desk, source, way)
    assert answer.status_code == 409
    assert "Only the people named see this story" in answer.content.decode()
    assert Article.objects.count() == 1


def test_the_history_says_where_it_comes_from_and_what_came_of_it(at_desk):
    source = factories.make_article(headline="Ferry runs")
    press(at_desk, source, "copy")
    page = at_desk.get(pages.room(made(source), "history")).content.decode()
    assert f'Copied from <a href="{pages.change(source)}">Ferry runs</a>' in page
    page = at_desk.get(pages.room(source, "history")).content.decode()
    assert f'Copied to <a href="{pages.change(made(source))}">Ferry runs</a>' in page


def test_the_history_names_nothing_that_is_out_of_sight(town, reporter):
    source = factories.make_article(headline="Secret", section=town)
    copied = beginning.copy(source, by=reporter, reach=permissions.of(reporter))
    factories.change(copied, headline="Ours")
    factories.change(source, section=factories.make_section("Sport"))
    client = base.signed_in(base.person("reporter", name="mara", section=town))
    page = client.get(pages.room(copied, "history")).content.decode()
    assert "Copied from" in page and "Secret" not in page and pages.change(source) not in page
    factories.change(source, section=town)
    factories.change(copied, section=factories.make_section("Sport"))
    page = client.get(pages.room(source, "history")).content.decode()
    assert "Copied to" not in page and "Ours" not in page
