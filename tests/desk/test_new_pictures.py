"""New pictures at the desk: one or many files, each with an answer of its own."""

import re

import pytest
from django.urls import reverse

from articles.models import Image
from tests import base, factories
from tests.images.pictures import encoded, jpeg, plain, told_jpeg, upload

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/image/add/"


@pytest.fixture
def client(reporter):
    return base.signed_in(reporter)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def change(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def original(image: Image) -> str:
    return reverse("admin:articles_image_original", args=[image.pk])


# One file ---------------------------------------------------------------------------------------


def test_what_the_file_says_stands_in_the_form_to_be_looked_at(client):
    response = client.post(ADD, {"upload": upload(told_jpeg())}, follow=True)
    image = Image.objects.get()
    assert response.redirect_chain[-1][0] == change(image)
    for value in ("Boats at rest", "Ines Varrow", "Keldavar", "2025-02-25", "Two boats by a quay."):
        assert value in response.content.decode()
    assert "complete it" in text(response)


def test_what_is_typed_goes_before_what_the_file_says(client):
    client.post(ADD, {"upload": upload(told_jpeg()), "caption": "Typed", "credit": ""})
    image = Image.objects.get()
    assert (image.caption, image.credit) == ("Typed", "Varrow/Bay Press")


def test_a_refused_file_is_told_at_the_field_and_what_was_typed_stays(client):
    response = client.post(ADD, {"upload": upload(b"<svg/>"), "caption": "Typed"})
    assert response.status_code == 200
    assert "or it is damaged." in text(response)
    assert "Typed" in response.content.decode()
    assert not Image.objects.exists()


def test_a_form_without_a_file_says_so(client):
    response = client.post(ADD, {"caption": "Typed"})
    assert "This field is required." in text(response)


def test_the_same_picture_in_another_file_leads_to_the_first(client, editor):
    client.post(ADD, {"upload": upload(told_jpeg())})
    again = base.signed_in(editor).post(
        ADD, {"upload": upload(told_jpeg(words=False))}, follow=True
    )
    assert again.redirect_chain[-1][0] == change(Image.objects.get())
    assert "in the library already" in text(again)


def test_a_window_that_a_story_opened_asks_what_is_to_be_said_and_then_chooses(client):
    response = client.post(ADD, {"upload": upload(told_jpeg()), "_popup": "1"})
    image = Image.objects.get()
    assert response.url == f"{change(image)}?_popup=1&new=1"
    page = client.get(response.url)
    assert "Boats at rest" in page.content.decode()
    opened = page.context["adminform"].form.initial["opened"]
    values = {"_popup": "1", "alt": "Boats", "caption": "Boats", "opened": opened}
    chosen = client.post(response.url, values)
    assert f"&quot;value&quot;: &quot;{image.pk}&quot;" in chosen.content.decode()
    assert "&quot;action&quot;" not in chosen.content.decode()


def test_a_window_chooses_a_colleagues_picture_that_was_there(client, editor):
    base.signed_in(editor).post(ADD, {"upload": upload(told_jpeg())})
    again = client.post(ADD, {"upload": upload(told_jpeg(words=False)), "_popup": "1"})
    key = Image.objects.get().pk
    assert f"&quot;value&quot;: &quot;{key}&quot;" in again.content.decode()


# Many -------------------------------------------------------------------------------------------


def test_one_bad_file_does_not_stop_the_rest(client):
    files = [
        upload(jpeg(), "red.jpg"),
        upload(b"%PDF-1.7", "letter.jpg"),
        upload(b"", "empty.jpg"),
        upload(encoded(plain("RGB", "blue"), "PNG"), "blue.png"),
        upload(jpeg(comment=b"again"), "again.jpg"),
    ]
    said = text(client.post(ADD, {"upload": files, "credit": "Ines Varrow"}))
    assert Image.objects.count() == 2
    assert set(Image.objects.values_list("credit", flat=True)) == {"Ines Varrow"}
    assert said.count("Taken in.") == 2
    assert said.count("or it is damaged.") == 2
    assert said.count("in the library already") == 1
    for name in ("red.jpg", "letter.jpg", "empty.jpg", "blue.png", "again.jpg"):
        assert name in said


def test_a_file_by_itself_is_answered_by_its_row_alone(client):
    response = client.post(ADD, {"upload": upload(told_jpeg(), "boats.jpg"), "row": "1"})
    page = response.content.decode()
    assert "<html" not in page
    assert "boats.jpg" in page
    assert change(Image.objects.get()) in page
    assert "Varrow/Bay Press" in page


def test_the_row_of_a_refused_file_says_why(client):
    response = client.post(ADD, {"upload": upload(b"<html>", "<b>.jpg"), "row": "1"})
    assert "or it is damaged." in text(response)
    assert "<b>.jpg" not in response.content.decode()


def test_a_row_without_a_file_or_with_too_long_words_is_a_refusal(client):
    assert "This field is required." in text(client.post(ADD, {"row": "1"}))
    said = text(client.post(ADD, {"row": "1", "upload": upload(jpeg()), "credit": "x" * 300}))
    assert "at most 200 characters" in said
    assert not Image.objects.exists()


def test_more_files_than_one_form_takes_are_refused(client):
    files = [upload(b"x", f"{number}.jpg") for number in range(51)]
    assert "At most 50 pictures at once." in text(client.post(ADD, {"upload": files}))


@pytest.mark.parametrize("role", ["legal", "operator"])
@pytest.mark.parametrize("how", [{}, {"row": "1"}])
def test_who_adds_no_pictures_adds_none_by_a_script_either(role, how):
    files = [upload(jpeg()), upload(encoded(plain("RGB", "blue"), "PNG"))]
    response = base.signed_in(base.person(role)).post(ADD, {"upload": files, **how})
    assert response.status_code == 403
    assert not Image.objects.exists()


def test_a_picture_that_moves_does_so_where_that_is_asked(client):
    frames = [plain("RGB", colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    client.post(ADD, {"upload": upload(data), "moves": "on"})
    client.post(ADD, {"upload": upload(data)})
    assert [image.moves for image in Image.objects.order_by("pk")] == [True, False]


# The original -----------------------------------------------------------------------------------


def test_the_original_is_fetched_as_a_file_and_kept_nowhere(client):
    image = factories.make_image()
    response = client.get(original(image))
    data = b"".join(response.streaming_content)
    with image.file.open("rb") as file:
        assert data == file.read()
    assert response["Content-Disposition"] == f'attachment; filename="{image.uid}.jpeg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]


def test_who_only_reads_gets_no_original():
    address = original(factories.make_image())
    assert base.signed_in(base.person("legal")).get(address).status_code == 403
    assert base.signed_in(base.person("operator")).get(address).status_code == 404


def test_the_way_to_the_original_stands_on_the_page_of_the_picture(client):
    image = factories.make_image()
    assert original(image) in client.get(change(image)).content.decode()
    legal = base.signed_in(base.person("legal"))
    assert original(image) not in legal.get(change(image)).content.decode()


def test_an_original_that_is_gone_or_never_was_is_not_found(client):
    image = factories.make_image()
    image.file.storage.delete(image.file.name)
    assert client.get(original(image)).status_code == 404
    for key in ("99999", "9" * 40, "x", "1/../2"):
        assert client.get(f"/admin/articles/image/{key}/original/").status_code == 404
