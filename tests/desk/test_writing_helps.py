"""What the writing page asks for while somebody writes: pictures of the library, topics."""

import pytest

from articles.models import Image, Revision
from tests import base, factories
from tests.desk import pages

pytestmark = pytest.mark.django_db

CHOOSE = "/admin/articles/image/choose/"
TOPICS = "/admin/articles/article/topics/"


def found(client, **asked) -> list[str]:
    return [picture["name"] for picture in client.get(CHOOSE, asked).json()["pictures"]]


def test_pictures_are_found_by_the_words_said_of_them(at_desk):
    factories.make_image(caption="A ferry at the quay")
    factories.make_image(caption="A tram", credit="Ferry Blom")
    factories.make_image(caption="A hill")
    assert found(at_desk) == ["A hill", "A tram", "A ferry at the quay"]
    assert found(at_desk, q="ferry") == ["A tram", "A ferry at the quay"]
    assert found(at_desk, q="nothing of it") == []


def test_the_library_comes_page_by_page(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.image._AT_ONCE", 2)
    for name in ("first", "second", "third"):
        factories.make_image(caption=name)
    answer = at_desk.get(CHOOSE).json()
    assert answer["more"] is True
    answer = at_desk.get(CHOOSE, {"before": answer["pictures"][-1]["key"]}).json()
    assert [picture["name"] for picture in answer["pictures"]] == ["first"]
    assert answer["more"] is False


def test_one_picture_is_asked_for_by_its_key(at_desk):
    factories.make_image(caption="A hill")
    image = factories.make_image(caption="A tram")
    assert found(at_desk, key=image.pk) == ["A tram"]


def test_the_pictures_of_a_text_are_asked_for_at_once(at_desk):
    images = [factories.make_image(caption=name) for name in ("A hill", "A tram", "A quay")]
    asked = ",".join([str(images[0].uid), "x", "\0", "9" * 40, str(images[2].uid)])
    answer = at_desk.get(CHOOSE, {"uids": asked}).json()["pictures"]
    assert {picture["uid"]: picture["name"] for picture in answer} == {
        str(images[0].uid): "A hill",
        str(images[2].uid): "A quay",
    }
    assert found(at_desk, uids="") == []


def test_pictures_are_shown_by_files_that_readers_may_have(at_desk):
    image = factories.make_image(size=(420, 300))
    src = at_desk.get(CHOOSE).json()["pictures"][0]["src"]
    assert src in [file.file.url for file in image.free_files()]
    assert image.file.url != src


@pytest.mark.parametrize("value", ["x", "-1", "9" * 40, "\0", "1 OR 1=1", "٣"])
def test_a_key_that_no_row_can_have_finds_nothing(at_desk, value):
    factories.make_image()
    for name in ("key", "before"):
        answer = at_desk.get(CHOOSE, {name: value})
        assert answer.status_code == 200
        assert answer.json()["pictures"] == []
    assert at_desk.get(CHOOSE, {"q": value * 50}).status_code == 200


def test_the_page_offers_the_chosen_picture_and_the_newest(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.library._NEWEST", 2)
    chosen, passed_over, *newest = [factories.make_image(caption=name) for name in "abcd"]
    article = factories.make_article(lead_image=chosen)
    page = at_desk.get(pages.change(article)).content.decode()
    for image in (chosen, *newest):
        assert f'<option value="{image.pk}"' in page
    assert f'<option value="{passed_over.pk}"' not in page
    assert pages.open_form(at_desk, pages.change(article))["lead_image"] == [str(chosen.pk)]


def test_an_older_picture_of_the_library_is_taken_too(at_desk, monkeypatch):
    monkeypatch.setattr("articles.admin.library._NEWEST", 1)
    older = factories.make_image()
    factories.make_image()
    article = factories.make_article()
    assert pages.save(at_desk, article, lead_image=str(older.pk)).status_code == 302
    assert factories.reloaded(article).lead_image == older


@pytest.mark.parametrize("value", ["0", "x", "9" * 30])
def test_a_picture_that_does_not_exist_is_refused_beside_its_field(at_desk, value):
    article = factories.make_article()
    answer = pages.save(at_desk, article, lead_image=value)
    assert answer.status_code == 200
    assert "lead_image" in answer.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_topics_named_in_what_is_typed_are_told_and_nothing_is_stored(at_desk):
    topic = factories.make_topic("Ferries")
    factories.make_topic("Trams")
    before = Revision.objects.count()
    answer = at_desk.post(TOPICS, {"headline": "No", "body": "<p><b>Ferries</b> again.</p>"})
    assert answer.json() == {"topics": [{"key": topic.pk, "name": "Ferries"}]}
    assert Revision.objects.count() == before


def test_names_inside_of_tags_are_no_words_of_the_text(at_desk):
    factories.make_topic("Ferries")
    answer = at_desk.post(TOPICS, {"body": '<p title="ferries">No <ferries>.</p>'})
    assert answer.json() == {"topics": []}


def test_a_text_longer_than_a_story_and_one_with_nul_break_nothing(at_desk):
    assert at_desk.post(TOPICS, {"body": "x" * 600_000}).status_code == 400
    assert at_desk.post(TOPICS, {"body": "\0", "headline": "\0"}).status_code == 200
    assert at_desk.get(TOPICS).status_code == 405


def test_a_target_length_is_kept_and_bounded(at_desk):
    article = factories.make_article()
    pages.save(at_desk, article, target_words="450")
    assert factories.reloaded(article).target_words == 450
    for wrong in ("0", "-3", "20001", "many"):
        assert pages.save(at_desk, article, target_words=wrong).status_code == 200
    assert factories.reloaded(article).target_words == 450


def test_a_revision_from_before_the_target_length_says_that_it_had_none(at_desk):
    """Revisions never change, so what was written then has no such field."""
    article = factories.make_article()
    content = dict(article.head.content)
    del content["target_words"]
    old = Revision.objects.create(
        article=article, kind="refused", made_at=base.NOON, content=content
    )
    assert Revision.objects.get(pk=old.pk).content["target_words"] is None
    assert Revision.objects.values_list("content", flat=True).get(pk=old.pk)["headline"]


def test_who_may_only_look_reads_the_page_without_boxes_to_type_in(town):
    article = factories.make_article(headline="Ferry runs", section=town)
    page = base.signed_in(base.person("legal")).get(pages.change(article)).content.decode()
    assert "Ferry runs" in page
    assert 'name="headline"' not in page
    assert 'name="_save"' not in page
    assert "<unsaved-guard" not in page


def test_every_name_that_nobody_has_is_said_and_marked(at_desk):
    factories.make_author("Ines Varrow")
    names = ["Ines Varrow", "No Body", "Some One"]
    answer = pages.save(
        at_desk, factories.make_article(), **{"bylines-name": names, "bylines-role": [""] * 3}
    )
    said = answer.context["adminform"].form.errors["bylines"]
    assert len(said) == 2
    assert "“No Body”" in said[0] and "“Some One”" in said[1]
    assert answer.content.decode().count("byline-unknown") == 2


def test_a_text_too_long_is_said_and_never_cut(at_desk):
    article = factories.make_article()
    page = at_desk.get(pages.change(article)).content.decode()
    assert "maxlength" not in page.split('id="id_headline"')[0].rpartition("<textarea")[2]
    answer = pages.save(at_desk, article, headline="x" * 380)
    assert answer.status_code == 200
    assert "x" * 380 in answer.content.decode()


def test_the_words_of_a_story_are_set_in_its_language(at_desk):
    article = factories.make_article(language="ar", section=None)
    page = at_desk.get(pages.change(article)).content.decode()
    assert page.count('lang="ar" dir="rtl" data-story-words') >= 8


def test_a_form_whose_session_ended_is_answered_with_a_way_on(client, editor):
    strict = base.Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    answer = strict.post(pages.ADD, {"headline": "Ferry"})
    assert answer.status_code == 403
    assert "What you typed in a story is kept" in answer.content.decode()


def test_the_pieces_are_shown_to_whoever_builds_with_debug(at_desk, settings):
    assert at_desk.get("/admin/pieces/").status_code == 404
    settings.DEBUG = True
    page = at_desk.get("/admin/pieces/")
    assert page.status_code == 200
    assert "<text-meters" in page.content.decode()
