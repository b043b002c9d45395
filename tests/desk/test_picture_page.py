"""The page of a picture: its cuts, its rights, where it is used, and another file in its place."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.images import library
from articles.models import AuditRow, FormerFile, Image, ManualCrop
from tests import base, factories
from tests.base import HOUR, NOON
from tests.images.pictures import encoded, jpeg, plain, upload

GREEN = encoded(plain(colour="green"), "PNG")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def address(image: Image, name: str = "change") -> str:
    return reverse(f"admin:articles_image_{name}", args=[image.pk])


def save(client, image: Image, **typed):
    """Sends the form as it was opened, with what is typed."""
    form = client.get(address(image)).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value not in (None, False)}
    values.pop("rights_until", None)
    return client.post(address(image), {**values, **typed})


@pytest.fixture
def client(editor):
    return base.signed_in(editor)


@pytest.fixture
def image(reporter):
    return factories.make_image(by=reporter, size=(640, 400), caption="Boats", alt="x", credit="y")


def test_a_focal_point_cuts_the_crops_anew_and_pages_name_them(client, image):
    version = factories.make_live(lead_image=image)
    before = {crop.file.name for crop in image.crops()}
    assert save(client, image, focal_x="0.9", focal_y="0.1").status_code == 302
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (0.9, 0.1)
    after = {crop.file.name for crop in image.crops()}
    assert after
    assert not after & before
    version.refresh_from_db()
    assert all(name in str(version.page) for name in after)
    # A second press changes nothing.
    save(client, image)
    assert {crop.file.name for crop in Image.objects.get().crops()} == after


def test_a_crop_by_hand_is_kept_as_shares_and_taken_back(client, image):
    sides = {"left": 10, "top": 20, "right": 60, "bottom": 70}
    typed = {f"1x1_{edge}": value for edge, value in sides.items()}
    save(client, image, **typed)
    crop = ManualCrop.objects.get()
    assert (crop.shape, crop.box) == ("1x1", (0.1, 0.2, 0.6, 0.7))
    save(client, image, **dict.fromkeys(typed, ""))
    assert not ManualCrop.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"focal_x": "2"}, "less than or equal to 1"),
        ({"focal_x": "nan"}, "Enter a number"),
        ({"1x1_left": "5"}, "give all four sides"),
        (
            {"1x1_left": "60", "1x1_right": "50", "1x1_top": "0", "1x1_bottom": "9"},
            "left must be less than right",
        ),
        ({"usage": "section"}, "Choose the section that may use it."),
        ({"rights_until_0": "2025-99-01", "rights_until_1": "10:00"}, "Write the day like"),
    ],
)
def test_bad_numbers_are_refused_in_words(client, image, typed, said):
    response = save(client, image, **typed)
    assert said in response.content.decode()
    assert not ManualCrop.objects.exists()


def test_rights_are_told_on_the_newsrooms_clock_and_go_on_record(client, image):
    save(client, image, rights_until_0="2025-03-11", rights_until_1="14:00", not_for_web="on")
    image = Image.objects.get()
    assert (image.rights_until, image.not_for_web) == (NOON + 24 * HOUR, True)
    row = AuditRow.objects.get(act="picture rights changed")
    assert row.detail["uid"] == str(image.uid)
    assert "Not for web." in client.get("/admin/articles/image/").content.decode()
    chosen = client.get(reverse("admin:articles_image_choose")).json()["pictures"]
    assert [picture["refused"] for picture in chosen] == ["Not for web."]


def test_who_opened_the_page_before_a_colleague_saved_writes_nothing_over(client, image):
    opened = client.get(address(image)).context["adminform"].form.initial["opened"]
    save(client, image, not_for_web="on")
    response = client.post(address(image), {"opened": opened, "caption": "Mine"})
    assert "Somebody else changed this picture" in response.content.decode()
    assert Image.objects.get().not_for_web


@pytest.mark.parametrize("what", ["crop", "file"])
def test_a_crop_is_not_drawn_over_what_a_colleague_cut_or_replaced(client, image, what):
    opened = client.get(address(image)).context["adminform"].form.initial["opened"]
    if what == "crop":
        ManualCrop.objects.create(image=image, shape="4x3", left=0, top=0, right=0.5, bottom=0.5)
    else:
        Image.objects.update(hash="another")
    sides = {"left": 10, "top": 20, "right": 60, "bottom": 70}
    typed = {f"1x1_{edge}": value for edge, value in sides.items()}
    page = client.post(address(image), {"opened": opened, **typed}).content.decode()
    assert "Somebody else changed this picture" in page
    assert not ManualCrop.objects.filter(shape="1x1").exists()


def test_a_refused_number_is_in_sight(client, image):
    folded = '<details class="picture-cuts-numbers">'
    assert folded in client.get(address(image)).content.decode()
    assert folded not in save(client, image, **{"1x1_left": "150"}).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_cut_before_is_gone_once_an_identity_is_protected(client, image, at_once):
    sides = {"left": 0, "top": 0, "right": 50, "bottom": 100}
    framed = {f"free_{edge}": value for edge, value in sides.items()}
    before = {file.file.name for file in image.renditions.all()}
    if not at_once:
        save(client, image, **framed)
        assert all(map(default_storage.exists, before))
    save(client, image, identity_protected="on", **framed)
    assert not any(map(default_storage.exists, before))
    assert not FormerFile.objects.exists()


def test_stories_out_of_sight_are_counted_and_not_named(image):
    town, sport = factories.make_section("Town"), factories.make_section("Sport")
    factories.make_live(headline="Ferry returns", section=town, lead_image=image)
    factories.make_article(headline="Secret transfer", section=sport, lead_image=image)
    theirs = base.signed_in(base.person("reporter", name="nadia", section=town))
    page = theirs.get(address(image)).content.decode()
    assert "Ferry returns</a> · live, in the working copy" in page
    assert "and 1 more story" in page
    assert "Secret transfer" not in page
    assert "Readers see it on 1 live story." in page


def test_a_protected_picture_is_seen_whole_by_the_picture_desk_alone(reporter, image):
    Image.objects.update(identity_protected=True)
    theirs = base.signed_in(reporter)
    page = theirs.get(address(image)).content.decode()
    assert "picture-cuts-stage" not in page
    for name in ("original", "whole", "replace"):
        assert theirs.get(address(image, name)).status_code == 403
        desk = base.signed_in(base.person("picture_desk"))
        assert desk.get(address(image, name)).status_code == 200
    save(theirs, image, focal_x="0.9", identity_protected="", **{"1x1_left": "1"})
    image.refresh_from_db()
    assert (image.focal_x, image.identity_protected) == (0.5, True)


@pytest.mark.django_db(transaction=True)
def test_another_file_takes_its_place_or_is_refused_in_words(client, image, reporter):
    other = library.add(upload(GREEN), by=reporter)[0]
    version = factories.make_live(lead_image=image)
    sheet = address(image, "replace")
    assert "This field is required." in client.post(sheet).content.decode()
    for data, said in [
        (jpeg()[:200], "or it is damaged"),
        (GREEN, "in the library already, as another one"),
    ]:
        refused = client.post(sheet, {"upload": upload(data)})
        assert (refused.status_code, said in refused.content.decode()) == (409, True)
    # Pressed twice it replaces once.
    for _press in range(2):
        assert client.post(sheet, {"upload": upload(jpeg())}).url == address(image)
    assert AuditRow.objects.filter(act="picture replaced").count() == 1
    shown = Image.objects.get(pk=image.pk)
    assert (shown.hash != image.hash, shown.caption) == (True, "Boats")
    version.refresh_from_db()
    assert shown.free_files()[-1].file.name in str(version.page)
    assert Image.objects.get(pk=other.pk).hash == other.hash


def test_who_may_not_change_a_picture_does_not_replace_it(image, reporter):
    factories.make_live(lead_image=image)
    sheet = address(image, "replace")
    assert base.signed_in(reporter).post(sheet).status_code == 403
