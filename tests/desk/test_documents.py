"""Documents at the desk: found, added, called something else, fetched, and taken away unused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import AuditRow, Document
from tests import base
from tests.documents.pdfs import pdf, telling
from tests.factories import make_article, make_document, make_live, make_section

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/articles/document/", "/admin/articles/document/add/"
CHOOSE = "/admin/articles/document/choose/"


@pytest.fixture
def client(reporter):
    return base.signed_in(reporter)


@pytest.fixture
def pictures():
    return base.signed_in(base.person("picture_desk", name="pictures"))


def upload(data=None, name="harbour_plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if data is None else data, "application/pdf")


def figure(document) -> str:
    return f'<figure data-document="{document.uid}"></figure>'


def page(document, name="change") -> str:
    return reverse(f"admin:articles_document_{name}", args=[document.pk])


def test_many_are_added_at_once_and_each_is_answered(client):
    files = [upload(telling(), "plan.pdf"), upload(b"no pdf", "x.pdf"), upload(b"", "empty.pdf")]
    said = client.post(ADD, {"upload": files}).content.decode()
    document = Document.objects.get()
    assert (document.title, document.created_by.username) == ("plan", "reporter")
    assert said.count("Taken in.") == 1
    assert "Scripts in it were left out." in said
    assert "Files within it were left out." in said
    assert said.count("The file is not a PDF, or it is damaged.") == 2
    again = client.post(ADD, {"upload": upload(telling(), "other.pdf")}).content.decode()
    assert "This document was in the library already." in again
    assert Document.objects.count() == 1


def test_a_form_without_a_file_says_so_and_a_script_gets_its_row_alone(client):
    answer = client.post(ADD, {})
    assert "This field is required." in answer.content.decode()
    row = client.post(ADD, {"row": "1", "upload": upload()}).content.decode()
    assert row.strip().startswith('<div class="new-picture"')
    assert f'data-uid="{Document.objects.get().uid}"' in row
    assert "This field is required." in client.post(ADD, {"row": "1"}).content.decode()
    many = client.post(ADD, {"upload": [upload()] * 51}).content.decode()
    assert "At most 50 PDFs at once." in many


def test_the_list_and_the_editor_find_titles_in_any_case(client):
    plan, other = make_document("Şəki limanının planı"), make_document("Budget", pages=3)
    listed = client.get(LIST, {"q": "PLAN şəki"}).content.decode()
    assert plan.title in listed
    assert other.title not in listed
    found = client.get(CHOOSE, {"q": "budget"}).json()
    assert [(each["uid"], each["title"]) for each in found["documents"]] == [
        (str(other.uid), "Budget")
    ]
    assert found["documents"][0]["about"].endswith("3 pages")
    assert not found["more"]
    asked = client.get(CHOOSE, {"uids": f"{plan.uid},never,{other.uid}"}).json()
    assert len(asked["documents"]) == 2
    for bad in ({"q": "\0"}, {"before": "x"}, {"before": "9" * 30}, {"uids": ""}):
        assert client.get(CHOOSE, bad).status_code == 200


def test_a_new_title_is_on_record_and_readers_see_it(pictures):
    document = make_document("Draft plan")
    version = make_live(body=figure(document))
    pictures.post(page(document), {"title": "Final plan"})
    row = AuditRow.objects.get(act="document renamed")
    assert (row.detail["before"], row.detail["after"]) == ("Draft plan", "Final plan")
    assert "Final plan" in pictures.get(version.path).content.decode()
    refused = pictures.post(page(document), {"title": " "}).content.decode()
    assert "This field is required." in refused
    assert Document.objects.get().title == "Final plan"


def test_only_the_picture_desk_renames_what_readers_are_offered(client, reporter):
    own = make_document("Mine", by=reporter)
    assert client.post(page(own), {"title": "Still mine"}).status_code == 302
    make_live(body=figure(own))
    assert client.post(page(own), {"title": "Too late"}).status_code == 403
    assert Document.objects.get().title == "Still mine"


def test_it_says_where_it_is_used_as_far_as_one_may_see():
    document, town = make_document(), make_section("Town")
    make_live(headline="The quay", section=town, body=figure(document))
    make_article(headline="A secret", section=make_section("Sport"), body=figure(document))
    client = base.signed_in(base.person("reporter", name="of.town", section=town))
    said = client.get(page(document)).content.decode()
    assert "The quay" in said
    assert "live, in the working copy" in said
    assert "A secret" not in said
    assert "and 1 more story" in said
    assert "Readers see it on 1 live story." in said


def test_the_file_is_fetched_by_the_desk_alone(client):
    document = make_document("The plan")
    answer = client.get(page(document, "file"))
    assert b"".join(answer).startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'attachment; filename="the-plan.pdf"'
    assert "no-store" in answer["Cache-Control"]
    operator = base.signed_in(base.person("operator", name="operator"))
    assert operator.get(page(document, "file")).status_code == 404
    document.file.storage.delete(document.file.name)
    assert client.get(page(document, "file")).status_code == 404


def test_what_no_story_uses_is_taken_away_and_what_one_uses_stays(pictures):
    used, free = make_document("Used"), make_document("Free")
    make_article(headline="Unseen", body=figure(used))
    assert "Delete" not in pictures.get(page(used)).content.decode()
    for method in (pictures.get, pictures.post):
        answer = method(page(used, "delete"), {"post": "yes"}, follow=True)
        assert "A story uses this document" in answer.content.decode()
        assert "Unseen" not in answer.content.decode().partition("Where it is used")[0]
    pictures.post(page(free, "delete"), {"post": "yes"})
    assert list(Document.objects.all()) == [used]
    assert AuditRow.objects.filter(act="document removed").count() == 1
    assert pictures.post(page(free, "delete"), {"post": "yes"}).status_code == 404
