"""A new story from a template, and the templates of a section in the hands of its editor."""

from uuid import uuid4

import pytest

from articles.models import Article, StoryTemplate
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

BEGIN = f"{pages.LIST}begin/"
ROOM = "/admin/articles/storytemplate/"


def make_template(name="Council meeting", **fields) -> StoryTemplate:
    return StoryTemplate.objects.create(name=name, **fields)


def press(client, template, **sent):
    sent = {"uid": str(uuid4()), "template": template.pk, **sent}
    return client.post(BEGIN, sent, follow=True)


@pytest.fixture
def mara(town):
    """A reporter of Town alone, in her browser."""
    return base.signed_in(base.person("reporter", name="mara", section=town))


@pytest.fixture
def editor_of_town(town):
    return base.signed_in(base.person("editor", name="ida", section=town))


# A new story ----------------------------------------------------------------------------------


def test_a_new_story_offers_the_templates_of_one_s_sections(mara, town):
    make_template(section=town)
    make_template("Obituary")
    make_template("Match report", section=factories.make_section("Sport"))
    for address in (pages.ADD, BEGIN):
        page = mara.get(address).content.decode()
        assert "Council meeting" in page and "Obituary" in page, address
        assert "Match report" not in page, address


def test_without_a_template_a_new_story_says_nothing_of_them(mara):
    assert "Start from a template" not in mara.get(pages.ADD).content.decode()
    assert "no template for your sections yet" in mara.get(BEGIN).content.decode()


def test_of_many_templates_a_few_are_at_hand(mara):
    for number in range(7):
        make_template(f"Report {number}")
    page = mara.get(pages.ADD).content.decode()
    assert "Report 4" in page and "Report 5" not in page
    assert f'<a href="{BEGIN}">All templates</a>' in page
    assert "Report 6" in mara.get(BEGIN).content.decode()


def test_one_press_leads_to_the_story_that_is_filled_in(mara, town):
    template = make_template(section=town, headline="Council [[does what]]")
    answer = press(mara, template)
    story = Article.objects.get()
    assert answer.redirect_chain == [(pages.change(story), 302)]
    assert (story.headline, story.section) == ("Council [[does what]]", town)
    assert "Begun from “Council meeting”" in pages.said(answer)[0]
    page = mara.get(pages.room(story, "history")).content.decode()
    assert "Template: Council meeting" in page


def test_a_second_press_makes_no_second_story_and_another_template_does(mara):
    first, second = make_template(), make_template("Obituary")
    uid = str(uuid4())
    assert press(mara, first, uid=uid).redirect_chain == press(mara, first, uid=uid).redirect_chain
    press(mara, second, uid=uid)
    assert Article.objects.count() == 2


def test_a_blank_story_is_still_one_press_away(mara):
    make_template()
    data = pages.open_form(mara, pages.ADD) | {"headline": "Ferry runs", "_save": "1"}
    assert mara.post(pages.ADD, data).status_code == 302
    assert Article.objects.get().headline == "Ferry runs"


def test_a_template_of_another_section_is_not_found(mara):
    strange = make_template(section=factories.make_section("Sport"))
    assert press(mara, strange).status_code == 404
    assert not Article.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "²", "9" * 40, "nul \0"])
def test_a_key_that_is_no_template_s_is_not_found(mara, key):
    make_template()
    assert mara.post(BEGIN, {"template": key}).status_code == 404
    assert mara.post(BEGIN).status_code == 404


@pytest.mark.parametrize("role", ["legal", "picture_desk", "operator"])
def test_who_begins_no_stories_is_offered_none(role):
    template = make_template()
    client = base.signed_in(base.person(role))
    assert client.get(BEGIN).status_code == 403
    assert press(client, template).status_code == 403
    assert not Article.objects.exists()


# The templates of a section -------------------------------------------------------------------


def typed(client, address: str, **fields):
    return client.post(address, {**pages.open_form(client, address), **fields})


def test_a_section_s_editor_makes_a_template(editor_of_town, town):
    answer = typed(
        editor_of_town,
        f"{ROOM}add/",
        name="Flood",
        section=town.pk,
        body="<p onclick='x'>[[How high?]]</p>",
        target_words="200",
    )
    assert answer.status_code == 302
    template = StoryTemplate.objects.get()
    assert (template.section, template.target_words) == (town, 200)
    assert template.body == "<p>[[How high?]]</p>"


@pytest.mark.parametrize("place", ["", "Sport"])
def test_a_template_goes_nowhere_else_by_a_section_s_editor(editor_of_town, town, place):
    elsewhere = factories.make_section(place).pk if place else ""
    page = typed(editor_of_town, f"{ROOM}add/", name="Flood", section=elsewhere)
    assert "Choose a section that your role reaches." in page.content.decode()
    template = make_template(section=town)
    page = typed(editor_of_town, f"{ROOM}{template.pk}/change/", section=elsewhere)
    assert "Choose a section that your role reaches." in page.content.decode()
    template.refresh_from_db()
    assert template.section == town and StoryTemplate.objects.count() == 1


def test_a_template_of_another_section_cannot_be_found_changed_or_taken_away(editor_of_town):
    sport = make_template("Match report", section=factories.make_section("Sport"))
    assert "Match report" not in editor_of_town.get(ROOM).content.decode()
    for way in ("change", "delete", "history"):
        assert editor_of_town.get(f"{ROOM}{sport.pk}/{way}/").status_code == 404
    everybody_s = make_template("Obituary")
    page = editor_of_town.get(f"{ROOM}{everybody_s.pk}/change/")
    assert page.status_code == 200 and 'name="_save"' not in page.content.decode()
    forged = {"name": "Renamed", "language": "en", "genre": "news"}
    assert editor_of_town.post(f"{ROOM}{everybody_s.pk}/change/", forged).status_code == 403


def test_a_template_is_deleted_by_its_section_s_editor_and_no_story_with_it(editor_of_town, town):
    template = make_template(section=town)
    template.topics.add(factories.make_topic())
    press(editor_of_town, template)
    address = f"{ROOM}{template.pk}/delete/"
    assert editor_of_town.post(address, {"post": "yes"}).status_code == 302
    assert not StoryTemplate.objects.exists() and Article.objects.count() == 1


def test_a_reporter_reads_them_and_changes_none(mara, town):
    template = make_template(section=town, body="<p>[[How high?]]</p>")
    page = mara.get(f"{ROOM}{template.pk}/change/").content.decode()
    assert "<p>[[How high?]]</p>" in page and 'name="_save"' not in page
    assert mara.get(f"{ROOM}add/").status_code == 403
    assert mara.post(f"{ROOM}{template.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "nul \0"),
        ("name", "x" * 101),
        ("section", "9" * 40),
        ("section", "x"),
        ("topics", ["x", "9" * 40]),
        ("language", "az"),
        ("language", "xx"),
        ("genre", "nonsense"),
        ("target_words", "0"),
        ("target_words", "9" * 40),
        ("body", "<b>" * 2000 + "deep"),
    ],
)
def test_wrong_input_is_said_and_changes_nothing(editor_of_town, town, field, value):
    template = make_template(section=town)
    page = typed(editor_of_town, f"{ROOM}{template.pk}/change/", **{field: value})
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    kept = StoryTemplate.objects.get()
    assert (kept.name, kept.section, kept.body) == ("Council meeting", town, "")
