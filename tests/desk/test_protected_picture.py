"""A picture that protects an identity, asked for through every door by those who may not see all
of it: no page names its original, or a file that was cut before it was protected.
"""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from articles.models import Image, ManualCrop
from tests import base, factories, surfaces
from tests.desk.test_picture_page import address, save

# The files that showed more are deleted once the change is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


class Protected:
    """A live story with such a picture as its lead and in its text; `secret` are names of files
    that nobody but the picture desk may come to know.
    """

    def __init__(self):
        desk = base.signed_in(base.person("picture_desk"))
        self.image = factories.make_image(
            size=(640, 400), caption="Boats", alt="Boats", credit="Mara Teel"
        )
        self.version = factories.make_live(
            body=f'<p>Words.</p><figure data-image="{self.image.uid}"></figure>',
            lead_image=self.image,
            section=factories.make_section("Town"),
            topics=[factories.make_topic("Harbour")],
            bylines=[(factories.make_author("Mara Teel"), "")],
        )
        before = {row.file.name for row in self.image.renditions.all()}
        sides = {"left": 0, "top": 0, "right": 50, "bottom": 100}
        framed = {f"free_{edge}": value for edge, value in sides.items()}
        save(desk, self.image, identity_protected="on", **framed)
        self.image.refresh_from_db()
        self.secret = {name.rpartition("/")[2] for name in before | {self.image.file.name}}

    def assert_nothing_in(self, response) -> None:
        text = b"".join(response) if response.streaming else response.content
        assert not [name for name in self.secret if name.encode() in text]
        assert b"originals/" not in text


@pytest.fixture
def protected() -> Protected:
    made = Protected()
    assert made.image.identity_protected
    assert ManualCrop.objects.filter(image=made.image, shape="free").exists()
    return made


def test_readers_are_named_what_was_cut_for_them_alone(protected):
    place, shown = surfaces.place_of(protected.version), 0
    reader = Client()
    for surface in surfaces.SURFACES:
        response = reader.get(surface.address(place))
        protected.assert_nothing_in(response)
        names = {row.file.name for row in protected.image.renditions.all()}
        if not response.streaming:
            shown += any(name.encode() in response.content for name in names)
    # Pages, lists and feeds do show it.
    assert shown > 5


def test_no_former_file_and_no_original_is_served(protected):
    reader = Client()
    for name in protected.secret:
        assert reader.get(f"/media/renditions/{name}").status_code == 404
        assert reader.get(f"/media/originals/{name}").status_code == 404
        assert not default_storage.exists(f"renditions/{name}")


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_no_door_of_the_desk_names_more(protected, role):
    article, image = protected.version.article, protected.image
    theirs = base.signed_in(base.person(role, name=f"a-{role}"))
    may_see_all = theirs.get(address(image, "whole")).status_code == 200
    assert may_see_all == (role == "editor")
    choose = reverse("admin:articles_image_choose")
    story = f"/admin/articles/article/{article.pk}/"
    doors = [
        choose,
        f"{choose}?q=Boats",
        f"{choose}?key={image.pk}",
        f"{choose}?uids={image.uid}",
        "/admin/articles/image/?rights=protected",
        address(image),
        address(image, "history"),
        reverse("admin:articles_image_rights"),
        *(f"{story}{way}/" for way in ("change", "preview", "compare", "history", "amend")),
        f"/admin/at/2025-03-10T20:00{protected.version.get_absolute_url()}",
        "/admin/",
    ]
    shown = 0
    for door in doors:
        response = theirs.get(door, follow=True)
        is_refused = door.endswith("/amend/") and not may_see_all
        assert response.status_code == (403 if is_refused else 200), door
        protected.assert_nothing_in(response)
        shown += b"/media/renditions/" in response.content
    # The library, the chooser, the preview and the moment do show it.
    assert shown > 6
    assert Image.objects.get(pk=image.pk).identity_protected
