"""The report of rights, and pictures in which nobody may be known."""

import pytest
from django.urls import reverse

from tests import base
from tests.base import DAY, HOUR, NOON
from tests.factories import make_article, make_image, make_live

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

REPORT = "admin:articles_image_rights"


def report(user) -> str:
    answer = base.signed_in(user).get(reverse(REPORT))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_ends_stands_before_what_has_ended_with_its_stories(editor):
    over = make_image(caption="Quay 4", not_for_web=True)
    ended = make_image(caption="Quay 3", rights_until=NOON - HOUR)
    later = make_image(caption="Quay 2", rights_until=NOON + 20 * DAY)
    sooner = make_image(caption="Quay 1", rights_until=NOON + DAY)
    far = make_image(caption="Quay far", rights_until=NOON + 31 * DAY)
    make_live(lead_image=ended, headline="Boats leave", now=NOON - DAY)
    make_live(lead_image=sooner, headline="Boats stay")
    make_article(lead_image=later, headline="Boats to come")
    said = report(editor)
    assert over and far and "Quay far" not in said
    places = [said.index(name) for name in ("Quay 1", "Quay 2", "Quay 3", "Quay 4")]
    assert places == sorted(places)
    assert 'Boats leave</a> <span class="quiet">it was taken out of the story' in said
    assert 'Boats stay</a> <span class="quiet">readers see it there' in said
    assert 'Boats to come</a> <span class="quiet">not published with it' in said


def test_it_tells_nobody_of_stories_that_they_may_not_see():
    make_article(lead_image=make_image(rights_until=NOON + DAY), headline="Secret boats")
    elsewhere = base.person("reporter", section=make_live().section)
    from_there = base.person("reporter", name="stranger to it", section=None)
    assert "Secret boats" in report(from_there)
    hidden = make_article(
        lead_image=make_image(rights_until=NOON + DAY), headline="Far boats", section=None
    )
    assert hidden and "Far boats" not in report(elsewhere)


def test_who_does_not_see_the_library_does_not_see_the_report(client):
    assert client.get(reverse(REPORT)).status_code == 302
    answer = base.signed_in(base.person("operator")).get(reverse(REPORT))
    assert answer.status_code in (403, 404)


def test_the_first_page_tells_the_picture_desk_alone(editor, reporter):
    make_live(lead_image=make_image(rights_until=NOON + DAY))
    make_image(rights_until=NOON + DAY)
    notice = "The rights to 1 picture in use end within 30 days."
    first = reverse("admin:index")
    assert notice in base.signed_in(editor).get(first).content.decode()
    assert notice not in base.signed_in(reporter).get(first).content.decode()


@pytest.mark.parametrize(
    ("role", "protected", "plain"),
    [
        ("picture_desk", 200, 200),
        ("editor", 200, 200),
        ("sub_editor", 403, 200),
        ("reporter", 403, 200),
        ("legal", 403, 403),
        ("operator", 404, 404),
    ],
)
def test_the_original_of_a_protected_picture_is_the_picture_desks_alone(role, protected, plain):
    user = base.person(role)
    client = base.signed_in(user)
    for is_protected, status in ((True, protected), (False, plain)):
        image = make_image(by=user, identity_protected=is_protected)
        answer = client.get(reverse("admin:articles_image_original", args=[image.pk]))
        assert answer.status_code in ({status} if status != 404 else {403, 404, 302})
        page = client.get(reverse("admin:articles_image_change", args=[image.pk]))
        assert (f"/{image.pk}/original/" in page.content.decode()) is (status == 200)
        assert image.file.name not in page.content.decode()
