"""Who may say what of a picture: its words stand on every page that shows it."""

import pytest
from django.urls import reverse

from articles.models import Image
from tests import base, factories

pytestmark = pytest.mark.django_db


def describe(client, image: Image) -> int:
    """The status of saving another caption for a picture."""
    address = reverse("admin:articles_image_change", args=[image.pk])
    opened = client.get(address).context["adminform"].form.initial.get("opened", "")
    values = {
        "opened": opened,
        "alt": "A ferry",
        "caption": "Mended",
        "credit": "Ines Varrow",
        "copyright": "",
    }
    return client.post(address, values).status_code


def test_a_reporter_describes_a_picture_of_their_own_until_readers_see_it(reporter):
    image = factories.make_image(by=reporter)
    client = base.signed_in(reporter)
    assert describe(client, image) == 302
    factories.make_live(lead_image=image)
    assert describe(client, image) == 403


def test_a_reporter_does_not_describe_a_colleagues_picture(reporter, editor):
    image = factories.make_image(by=editor, caption="The ferry")
    assert describe(base.signed_in(reporter), image) == 403
    assert Image.objects.get().caption == "The ferry"


@pytest.mark.parametrize("role", ["picture_desk", "editor", "chief_editor"])
def test_who_keeps_the_library_describes_what_readers_see(role, reporter):
    image = factories.make_image(by=reporter)
    factories.make_live(lead_image=image)
    assert describe(base.signed_in(base.person(role)), image) == 302
    assert Image.objects.get().caption == "Mended"


@pytest.mark.parametrize("role", ["legal", "operator"])
def test_who_writes_nothing_adds_no_picture(role):
    client = base.signed_in(base.person(role))
    assert client.get(reverse("admin:articles_image_add")).status_code == 403
