"""What pictures lack: errors where they may not be shown, warnings where readers see them."""

import pytest

from articles import publishing, readiness
from articles.errors import NotReady
from articles.models import ImageUse
from articles.readiness import Level
from tests.base import DAY, HOUR, LATER, NOON, SECOND, queries
from tests.composing.test_figures import figure
from tests.factories import change, make_article, make_image, make_live, make_section

pytestmark = pytest.mark.django_db


def picture(**fields):
    return make_image(alt="A ferry", **fields)


def found(article, start=LATER) -> dict[str, Level]:
    """Kind of finding → its level, of pictures alone."""
    of_all = readiness.findings(article, article.head.content, start=start, now=NOON)
    return {
        each.key.partition(":")[0]: each.level for each in of_all if each.key.startswith("picture-")
    }


def forbidden() -> list[dict]:
    return [
        {"credit": ""},
        {"not_for_web": True},
        {"rights_until": LATER},
        {"usage": "section", "usage_section": make_section("Sport")},
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("place", ["lead", "text"])
def test_what_may_not_be_shown_is_not_published(number, place):
    image = picture(**forbidden()[number])
    fields = {"lead_image": image} if place == "lead" else {"body": f"<p>x</p>{figure(image)}"}
    article = make_article(**fields)
    kinds = ["picture-credit", "picture-web", "picture-rights", "picture-usage"]
    assert found(article) == {kinds[number]: Level.ERROR}
    with pytest.raises(NotReady):
        publishing.publish(article, by=None, at=LATER, now=NOON)


def test_a_correction_of_what_readers_see_does_not_wait_for_a_licence():
    image = picture()
    version = make_live(lead_image=image, body=f"<p>x</p>{figure(image)}")
    image.credit, image.not_for_web = "", True
    image.rights_until, image.usage, image.usage_section = LATER, "section", make_section("Sport")
    image.save()
    article = change(version.article, body=f"<p>Mended.</p>{figure(image)}")
    levels = found(article)
    assert set(levels.values()) == {Level.WARNING} and len(levels) == 4
    assert publishing.publish(article, by=None, now=LATER)
    other = make_article(lead_image=image)
    with pytest.raises(NotReady):
        publishing.publish(other, by=None, now=LATER)


def test_rights_are_asked_for_the_moment_of_publication():
    article = make_article(lead_image=picture(rights_until=LATER))
    assert found(article, start=LATER - SECOND) == {"picture-ends": Level.WARNING}
    assert found(article, start=LATER) == {"picture-rights": Level.ERROR}


@pytest.mark.parametrize(
    ("days", "expected"),
    [(7, {"picture-ends": Level.WARNING}), (30, {"picture-ends": Level.NOTE}), (31, {})],
)
def test_an_end_ahead_is_told_of_in_time(days, expected):
    article = make_article(lead_image=picture(rights_until=LATER + days * DAY))
    assert found(article) == expected


def test_a_picture_for_one_story_is_not_published_in_another():
    image = picture(usage="once")
    first, second = make_article(lead_image=image), make_article(body=figure(image))
    assert found(first) == found(second) == {}
    publishing.publish(first, by=None, at=LATER + HOUR, now=NOON)
    assert found(second) == {"picture-usage": Level.ERROR}
    assert found(change(first, headline="Anew"), start=LATER + HOUR) == {}
    publishing.withdraw(first, by=None, now=LATER + 2 * HOUR)
    assert found(second, start=LATER + 3 * HOUR) == {}
    assert ImageUse.objects.of_versions().count() == 1


def test_a_section_stands_for_those_below_it():
    sport = make_section("Sport")
    image = picture(usage="section", usage_section=sport)
    below = make_section("Rowing", parent=sport)
    assert found(make_article(lead_image=image, section=below)) == {}
    assert found(make_article(lead_image=image, further_sections=[below])) == {}
    assert found(make_article(lead_image=image, section=None)) == {"picture-usage": Level.ERROR}


@pytest.mark.parametrize(
    ("use", "body", "is_said"),
    [
        ({}, "", False),
        ({"lead_image_alt": "Bow"}, "", True),
        ({"lead_image_is_decoration": True}, "", True),
        ({"lead_image_alt": "Bow"}, {}, False),
        ({"lead_image_alt": "Bow"}, {"alt": "Stern"}, True),
        ({"lead_image_alt": "Bow"}, {"decoration": "true"}, True),
    ],
)
def test_words_for_the_blind_are_asked_for_each_use(use, body, is_said):
    image = make_image()
    text = "<p>x</p>" + (figure(image, **body) if body != "" else "")
    article = make_article(lead_image=image, body=text, **use)
    assert found(article) == ({} if is_said else {"picture-alt": Level.WARNING})


def test_it_takes_two_queries_however_many_pictures_there_are():
    sport = make_section("Sport")
    images = [picture(usage="section", usage_section=sport) for _each in range(3)]
    article = make_article(lead_image=images[0], body="".join(map(figure, images)), section=sport)
    content = article.head.content
    with queries() as asked:
        assert readiness.problems(article, content, start=LATER) == []
    assert len(asked) <= 2
    plain = make_article()
    with queries() as asked:
        readiness.problems(plain, plain.head.content, start=LATER)
    assert len(asked) == 0
