"""The page that merges: said first, pressed then, and by those alone who manage topics."""

import pytest

from articles import merging
from articles.models import Author, Topic
from tests.base import person, signed_in
from tests.factories import make_article, make_author, make_live, make_topic, reloaded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def boats():
    return make_topic("Boats")


@pytest.fixture
def ships():
    return make_topic("Ships")


def merge_page(place) -> str:
    return f"/admin/articles/{place._meta.model_name}/{place.pk}/merge/"


def test_it_is_said_what_will_happen_before_anything_does(editor, boats, ships):
    make_live(topics=[boats])
    make_article(topics=[boats])
    page = signed_in(editor).get(f"{merge_page(boats)}?into={ships.pk}").content.decode()
    assert "Readers find 1 story under “Boats”. It goes to “Ships”." in page
    boats.refresh_from_db()
    assert boats.merged_into is None


def test_pressing_merges_and_pressing_twice_is_fine(editor, boats, ships):
    client = signed_in(editor)
    for _press in range(2):
        answer = client.post(merge_page(boats), {"into": ships.pk})
        assert answer["Location"] == f"/admin/articles/topic/{ships.pk}/change/"
    boats.refresh_from_db()
    assert boats.merged_into == ships


@pytest.mark.parametrize("into", ["", "x", "0", "99999999999999999999999", "1\x00", "itself"])
def test_what_cannot_be_chosen_is_said_beside_the_box(editor, boats, into):
    into = boats.pk if into == "itself" else into
    answer = signed_in(editor).post(merge_page(boats), {"into": into})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Topic.objects.exclude(merged_into=None).exists()


def test_one_that_was_merged_meanwhile_cannot_be_chosen(editor, boats, ships):
    fleets = make_topic("Fleets")
    merging.merge(ships, fleets, by=editor)
    answer = signed_in(editor).post(merge_page(boats), {"into": ships.pk})
    assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("reporter", 403), ("sub_editor", 403), ("operator", 404), ("", 403)]
)
def test_others_are_refused(role, status, boats, ships):
    answer = signed_in(person(role)).post(merge_page(boats), {"into": ships.pk})
    assert answer.status_code in (status, 404)
    boats.refresh_from_db()
    assert boats.merged_into is None


def test_a_double_leaves_lists_and_boxes_and_its_page_leads_on(editor, boats, ships):
    client = signed_in(editor)
    merging.merge(boats, ships, by=editor)
    assert "Boats" not in client.get("/admin/articles/topic/").content.decode()
    box = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=topics&term=boats"
    assert [row["text"] for row in client.get(box).json()["results"]] == ["Ships"]
    answer = client.get(f"/admin/articles/topic/{boats.pk}/change/")
    assert answer["Location"] == f"/admin/articles/topic/{ships.pk}/change/"


def test_the_writing_page_shows_what_a_topic_and_a_name_are_now(editor, boats, ships):
    double, ada = make_author("A. Quill"), make_author("Ada Quill")
    article = make_article(topics=[boats], bylines=[double])
    merging.merge(boats, ships, by=editor)
    merging.merge(double, ada, by=editor)
    form = (
        signed_in(editor).get(f"/admin/articles/article/{article.pk}/change/").context["adminform"]
    )
    assert [topic.name for topic in form.form.initial["topics"]] == ["Ships"]
    assert form.form.initial["bylines"] == [("Ada Quill", "")]
    assert reloaded(article).head.content["topics"] == [boats.pk]


def test_only_who_manages_people_merges_an_author_who_signs_in(editor, chief_editor):
    double, ada = make_author("A. Quill", user=person("reporter")), make_author("Ada Quill")
    assert signed_in(editor).post(merge_page(double), {"into": ada.pk}).status_code == 409
    assert Author.objects.get(pk=double.pk).merged_into is None
    assert signed_in(chief_editor).post(merge_page(double), {"into": ada.pk}).status_code == 302
    assert Author.objects.get(pk=double.pk).merged_into == ada
